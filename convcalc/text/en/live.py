"""English: what is wrong with a PyTorch module that is to be read by running it."""

from __future__ import annotations

TEXT: dict[str, str] = {
    "torch.missing": "torch is not installed; torch:{target} and from_torch need it",
    "torch.target": "“torch:{target}” names no function: it is torch:package.module:factory",
    "torch.hint.target": "torch:torchvision.models:resnet18, and --input 3x224x224",
    "torch.no_import": "{module} cannot be imported: {kind}: {reason}",
    "torch.no_name": "{module} has no “{name}”",
    "torch.factory": "{target} cannot be called: {kind}: {reason}",
    "torch.input_needed": "torch:{target} needs an input to run on",
    "torch.hint.input": "--input 3x224x224: channels and sizes, without the batch",
    "torch.shape": "“{text}” is no shape of an input: channels and sizes as numbers, without the batch",
    "torch.no_module": "a torch.nn.Module is wanted, not {found}",
    "torch.script": "{module} is a TorchScript module, whose operations cannot be seen: give the module "
    "that it was made from",
    "torch.lazy": "{name} has no shape yet: run a lazy module once before it is read",
    "torch.failed": "the module cannot be run on this input: {kind}: {reason}",
    "torch.hint.shape": "an input is channels and sizes, without the batch; several inputs are given as "
    "tensors to convcalc.from_torch",
    "torch.no_output": "nothing that {module} returns depends on its input",
    "torch.too_many_calls": "the module calls more than {limit} functions",
    "torch.note.with_data": "the module needs data ({reason}): it ran on zeros, of which other data may take "
    "other ways",
}
