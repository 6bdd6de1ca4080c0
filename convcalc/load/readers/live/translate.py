"""What a run of a PyTorch module recorded, as one of our documents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch.utils.flop_counter import FlopCounterMode

from convcalc.errors import ConvcalcError, Message, UsageError
from convcalc.load.ast import NetworkDocument
from convcalc.load.readers.graph import Unlined
from convcalc.load.readers.live.call import Fixed, Seen, Untranslated
from convcalc.load.readers.live.functions import FUNCTIONS
from convcalc.load.readers.live.joins import JOINS
from convcalc.load.readers.live.record import FunctionCall, Recording, tensors_in
from convcalc.load.readers.live.shapes import SHAPES
from convcalc.load.readers.tensors.build import Build
from convcalc.load.readers.tensors.view import TensorView, fresh
from convcalc.load.readers.tensors.weights import uncounted

TABLE = {**FUNCTIONS, **SHAPES, **JOINS}

FREE = """
__getitem__ __setitem__ argmax argmin argsort as_strided diag flip fold gather index_select
masked_select meshgrid one_hot repeat repeat_interleave roll rot90 scatter sort take_along_dim tile
topk tril triu unfold addcdiv cumprod cumsum lerp linalg_norm linalg_vector_norm normalize std_mean
var_mean
"""
"""Functions that multiply no weights: they move elements, or scale them by what they see."""

CONSTANT = ("zeros_like", "ones_like", "empty_like", "full_like", "rand_like", "randn_like")
"""Functions of which the result has nothing of their operand but its shape."""


def translated(run: Recording, name: str) -> NetworkDocument:
    """The document of a run.

    Raises:
        UsageError: nothing that came out depends on what came in.
    """
    first = run.inputs[0][1]
    batch = first.shape[0] if first.dim() > 1 else 1
    to = Build(Unlined(name), name, "torch", batch)
    known: dict[int, TensorView | Fixed] = {}
    for label, tensor in run.inputs:
        to.name = label
        known[id(tensor)] = _input(to, label, tensor)
    for call in run.calls:
        _known_parameters(run, call, known)
        seen = Seen(call, name_of(call), known)
        to.name = _label(run, seen)
        for tensor, made in zip(tensors_in(call.result), _made(to, seen), strict=False):
            known[id(tensor)] = made
    outputs = [known.get(id(tensor)) for tensor in tensors_in(run.output)]
    tensors = [tensor for tensor in outputs if isinstance(tensor, TensorView)]
    if not tensors:
        raise UsageError(Message("torch.no_output", module=name))
    if run.reason is not None:
        to.notes.append(Message("torch.note.with_data", reason=run.reason))
    return to.document(tensors)


def _input(to: Build, label: str, tensor: torch.Tensor) -> TensorView:
    sizes = list(tensor.shape[1:]) or [1]
    node = to.input(label, sizes, sizes)
    base = fresh(sizes)
    return TensorView(node, base, ((to.batch,), *base[: tensor.dim() - 1]))


def _known_parameters(
    run: Recording, call: FunctionCall, known: dict[int, TensorView | Fixed]
) -> None:
    """Parameters, buffers and other constants among the arguments."""
    for tensor in tensors_in([*call.args, *call.kwargs.values()]):
        if id(tensor) not in known:
            name = run.parameters.get(id(tensor))
            roots = {} if name is None else {name: tensor.numel()}
            known[id(tensor)] = Fixed(tensor.shape, roots)


def name_of(call: FunctionCall) -> str:
    """The function by the name that the table has: `add` for `add_` and Tensor.add alike."""
    name = getattr(call.function, "__name__", "") or type(call.function).__name__
    if name == "__get__":
        owner = getattr(call.function, "__self__", None)
        name = getattr(owner, "__name__", name)
    return name if name.startswith("__") else name.rstrip("_").removeprefix("_")


def _label(run: Recording, seen: Seen) -> str:
    """What the step is called: by its module, if that has no other inside."""
    module = seen.call.module
    if module and module not in run.containers:
        return module
    return f"{module}.{seen.name}".lstrip(".")


def _made(to: Build, seen: Seen) -> Sequence[TensorView | Fixed]:
    """What a call gives, tensor by tensor."""
    operands = seen.tensors()
    data = [one for one in operands if isinstance(one, TensorView)]
    if not data or seen.name in CONSTANT or seen.name.startswith("new_"):
        roots = {k: n for one in operands if isinstance(one, Fixed) for k, n in one.roots.items()}
        return [Fixed(shape, roots) for shape in seen.shapes]
    function = TABLE.get(seen.name)
    if function is not None:
        counted, weights = set(to.counted), dict(to.weights)
        try:
            found = function(to, seen)
        except Untranslated:
            found = None
        if found is not None:
            made = found if isinstance(found, list) else [found]
            if [tensor.shape for tensor in made] == seen.shapes:
                return made
        to.counted, to.weights = counted, weights
    return _opaque(to, seen, data)


def _opaque(to: Build, seen: Seen, data: list[TensorView]) -> list[TensorView]:
    """An operation that is not known: its shape is that which it had, its parameters those that it
    was given, its MACs what torch's own counter says, if it says any."""
    roots = {
        name: count
        for one in seen.tensors()
        if isinstance(one, Fixed)
        for name, count in one.roots.items()
    }
    params = uncounted(to, roots)
    macs = 0 if seen.name in FREE.split() else _counted(seen.call)
    made: list[TensorView] = []
    for shape in seen.shapes:
        same = next((one for one in data if one.shape == shape), None)
        axes: Any = None
        if same is None:
            batch = len(shape) > 0 and shape[0] == to.batch.size
            axes = ((to.batch,), *fresh(shape[1:])) if batch else fresh(shape)
        first = data if same is None else [same, *[one for one in data if one is not same]]
        made.append(to.opaque(first, axes, seen.name, params, macs))
        params, macs = 0, 0
    return made


def _counted(call: FunctionCall) -> int | None:
    """The MACs of a call by torch's counter; None if it knows none."""
    try:
        with torch.no_grad(), FlopCounterMode(display=False) as counter:
            call.function(*call.args, **call.kwargs)
    except (RuntimeError, TypeError, ValueError, NotImplementedError, ConvcalcError):
        return None
    total: int = counter.get_total_flops()
    return total // 2 or None
