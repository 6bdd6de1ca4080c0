"""One run of a PyTorch module on the meta device, and every function that it called on tensors.

Nothing is allocated: parameters and buffers are replaced by stand-ins without data for the time of
the call (`torch.func.functional_call`), so that the module keeps its own; its training flags are
put back. Where an operation needs data, the module runs on zeros on its own device instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

import torch
from torch import nn
from torch.nn.modules.module import (
    register_module_forward_hook,
    register_module_forward_pre_hook,
)
from torch.overrides import TorchFunctionMode

from convcalc.errors import Message, UsageError
from convcalc.network.bounds import most_layers, raising
from convcalc.visible import visible

CALLS_A_LAYER = 40
"""Calls for each layer that a network may have: most of them only ask for shapes."""


class FunctionCall:
    """A function that was called: by which module, on what, and what it gave."""

    __slots__ = ("args", "function", "kwargs", "module", "result")

    def __init__(
        self, function: Callable[..., Any], module: str, args: tuple[Any, ...],
        kwargs: Mapping[str, Any], result: Any,
    ) -> None:  # fmt: skip
        self.function, self.module = function, module
        self.args, self.kwargs, self.result = args, kwargs, result


class Recording:
    """What was recorded: the tensors that came in, by name, the calls, and what came out. Names of
    parameters are those of the module, by the id of the stand-in."""

    def __init__(self) -> None:
        self.inputs: list[tuple[str, torch.Tensor]] = []
        self.calls: list[FunctionCall] = []
        self.output: Any = None
        self.parameters: dict[int, str] = {}
        self.containers: set[str] = set()
        self.kept: list[Any] = []
        self.reason: str | None = None
        """Why it did not run on the meta device, if it did not."""


class Recorder(TorchFunctionMode):  # type: ignore[misc]
    """Writes down every outermost call on tensors; a tensor stays alive, so that its id is its."""

    def __init__(self, run: Recording, modules: Sequence[str]) -> None:
        super().__init__()
        self.run = run
        self.modules = modules
        self.left = CALLS_A_LAYER * most_layers()

    def __torch_function__(
        self, func: Callable[..., Any], types: Any, args: Any = (), kwargs: Any = None
    ) -> Any:
        kwargs = kwargs or {}
        result = func(*args, **kwargs)
        if next(tensors_in(result), None) is not None:
            self.left -= 1
            if self.left < 0:
                limit = CALLS_A_LAYER * most_layers()
                raise UsageError(Message("torch.too_many_calls", limit=limit), raising())
            module = self.modules[-1] if self.modules else ""
            now = tuple(map(_as_now, args)), {key: _as_now(one) for key, one in kwargs.items()}
            self.run.calls.append(FunctionCall(func, module, *now, _as_now(result)))
        return result


def _as_now(value: Any) -> Any:
    """The value, of which a list is a list of its own: who made it may go on with it."""
    return [_as_now(part) for part in value] if type(value) is list else value


def tensors_in(value: Any) -> Iterator[torch.Tensor]:
    """The tensors in a value: itself, or those in its lists, tuples and maps."""
    if isinstance(value, torch.Tensor):
        yield value
    elif isinstance(value, list | tuple):
        for part in value:
            yield from tensors_in(part)
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from tensors_in(part)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from tensors_in(getattr(value, name))


@contextmanager
def in_evaluation(module: nn.Module) -> Iterator[None]:
    """Within, no part of the module is in training mode; afterwards each is as it was."""
    flags = [(part, part.training) for part in module.modules()]
    try:
        for part, _ in flags:
            part.training = False
        yield
    finally:
        for part, flag in flags:
            part.training = flag


@contextmanager
def naming(module: nn.Module, stack: list[str]) -> Iterator[None]:
    """Within, `stack` says which module is at work."""
    names = {id(part): name for name, part in module.named_modules()}

    def enter(part: nn.Module, args: Any) -> None:
        stack.append(names.get(id(part), stack[-1] if stack else ""))

    def leave(part: nn.Module, args: Any, output: Any) -> None:
        stack.pop()

    handles = [
        register_module_forward_pre_hook(enter),
        register_module_forward_hook(leave, always_call=True),
    ]
    try:
        yield
    finally:
        for handle in handles:
            handle.remove()


def checked(module: Any) -> nn.Module:
    """The module itself.

    Raises:
        UsageError: it is none, or one of those whose calls cannot be seen.
    """
    if not isinstance(module, nn.Module):
        raise UsageError(Message("torch.no_module", found=visible(type(module).__name__)))
    if isinstance(module, nn.DataParallel | nn.parallel.DistributedDataParallel):
        return checked(module.module)
    for name, part in module.named_modules():
        if isinstance(part, torch.jit.ScriptModule):
            raise UsageError(Message("torch.script", module=visible(name or "-")))
    for name, parameter in (*module.named_parameters(), *module.named_buffers()):
        if nn.parameter.is_lazy(parameter):
            raise UsageError(Message("torch.lazy", name=visible(name)))
    return module


def stand_ins(module: nn.Module) -> dict[str, torch.Tensor]:
    """A tensor without data for each parameter and buffer; one for those that are the same."""
    found: dict[int, torch.Tensor] = {}
    named: dict[str, torch.Tensor] = {}
    every = (
        *module.named_parameters(remove_duplicate=False),
        *module.named_buffers(remove_duplicate=False),
    )
    for name, tensor in every:
        if id(tensor) not in found:
            found[id(tensor)] = torch.empty_like(tensor, device="meta", requires_grad=False)
        named[name] = found[id(tensor)]
    return named


def recorded(module: nn.Module, examples: Sequence[torch.Tensor]) -> Recording:
    """A run of the module on tensors like these.

    Raises:
        UsageError: the module cannot be run on them.
    """
    try:
        return _run(module, examples, "meta")
    except UsageError:
        raise
    except Exception as error:
        reason = _first_line(error)
    try:
        run = _run(module, examples, None)
    except UsageError:
        raise
    except Exception as error:
        fields = {"kind": type(error).__name__, "reason": _first_line(error)}
        raise UsageError(Message("torch.failed", **fields), Message("torch.hint.shape")) from error
    run.reason = reason
    return run


def _run(module: nn.Module, examples: Sequence[torch.Tensor], device: str | None) -> Recording:
    run = Recording()
    parameters = {name for name, _ in module.named_parameters(remove_duplicate=False)}
    if device is None:
        own = next((tensor.device for tensor in module.parameters()), torch.device("cpu"))
        inputs = [torch.zeros_like(example, device=own) for example in examples]
        buffers = {name: buffer.clone() for name, buffer in module.named_buffers()}
        given: dict[str, torch.Tensor] = buffers
        run.kept += [*buffers.values()]
        names = dict(module.named_parameters(remove_duplicate=False))
    else:
        inputs = [torch.empty_like(example, device="meta") for example in examples]
        given = stand_ins(module)
        names = {name: tensor for name, tensor in given.items() if name in parameters}
    for name, tensor in names.items():
        run.parameters.setdefault(id(tensor), name)
    run.kept += [given, names, inputs]
    run.inputs = [(f"input{at + 1}" if at else "input", tensor) for at, tensor in enumerate(inputs)]
    run.containers = {name for name, part in module.named_modules() if any(part.children())}
    stack: list[str] = []
    with ExitStack() as stay:
        stay.enter_context(torch.no_grad())
        stay.enter_context(in_evaluation(module))
        stay.enter_context(naming(module, stack))
        if device is not None:
            stay.enter_context(torch.device(device))
        stay.enter_context(Recorder(run, stack))
        run.output = torch.func.functional_call(module, given, tuple(inputs), tie_weights=True)
    return run


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return visible(lines[0][:200] if lines else type(error).__name__)
