"""Functions and methods of tensors that `forward` calls, by the class that does the same."""

from __future__ import annotations

import ast

from convcalc.load.ast import Cells
from convcalc.load.readers.calls import Construction
from convcalc.load.readers.code import Argument
from convcalc.load.readers.expressions import Expressions
from convcalc.load.readers.things import InputSpec, Object, TensorRef

_POOL = "kernel_size stride padding"
FUNCTIONS: dict[str, tuple[str, str]] = {
    **{
        name: (kind, "")
        for name, kind in (
            ("relu", "ReLU"), ("relu_", "ReLU"), ("relu6", "ReLU6"), ("sigmoid", "Sigmoid"),
            ("tanh", "Tanh"), ("silu", "SiLU"), ("gelu", "GELU"), ("elu", "ELU"), ("selu", "SELU"),
            ("mish", "Mish"), ("hardswish", "Hardswish"), ("hardsigmoid", "Hardsigmoid"),
            ("leaky_relu", "LeakyReLU"), ("softplus", "Softplus"), ("dropout", "Dropout"),
            ("dropout2d", "Dropout2d"), ("contiguous", "Identity"), ("float", "Identity"),
        )
    },
    "softmax": ("Softmax", "dim"),
    "log_softmax": ("LogSoftmax", "dim"),
    **{f"max_pool{n}d": (f"MaxPool{n}d", f"{_POOL} dilation ceil_mode") for n in (1, 2, 3)},
    **{
        f"avg_pool{n}d": (f"AvgPool{n}d", f"{_POOL} ceil_mode count_include_pad") for n in (1, 2, 3)
    },
    **{f"adaptive_avg_pool{n}d": (f"AdaptiveAvgPool{n}d", "output_size") for n in (1, 2, 3)},
    **{f"adaptive_max_pool{n}d": (f"AdaptiveMaxPool{n}d", "output_size") for n in (1, 2, 3)},
    "interpolate": ("Upsample", "size scale_factor mode align_corners"),
    "flatten": ("Flatten", "start_dim end_dim"),
    "view": ("Flatten", ""),
    "reshape": ("Flatten", ""),
}  # fmt: skip
"""Function or method -> the class, and its arguments behind the tensor. Source: torch 2.13."""


def called(program: Expressions, node: ast.Call) -> TensorRef | None:
    """The tensor behind `F.relu(x)`, `torch.flatten(x, 1)` or `x.view(n, -1)`; None if it is none
    of these.

    Raises:
        NetworkError: a shape that only the run could tell.
    """
    if not isinstance(node.func, ast.Attribute | ast.Name):
        return None
    name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
    if name not in FUNCTIONS and name != "mean":
        return None
    arguments = list(node.args)
    owner = program.evaluate(node.func.value) if isinstance(node.func, ast.Attribute) else None
    if not isinstance(owner, TensorRef | InputSpec):
        owner = program.evaluate(arguments.pop(0)) if arguments else None
    if not isinstance(owner, TensorRef | InputSpec):
        return None
    given = {key.arg: program.value(key.value) for key in node.keywords if key.arg}
    values = [program.value(part) for part in arguments]
    if name == "mean":
        return _mean(program, node, owner, values, given)
    kind, order = FUNCTIONS[name]
    words = order.split()
    if name in ("view", "reshape") and (len(values) != 2 or -1 not in values):
        raise program.not_followed(node)
    keywords = dict(zip(words, values, strict=False))
    keywords.update((key, value) for key, value in given.items() if key in words)
    return _on(program, node, kind, keywords, owner)


def _mean(
    program: Expressions,
    node: ast.Call,
    owner: Object,
    values: list[Argument],
    given: dict[str, Argument],
) -> TensorRef:
    """A mean over all positions of a map."""
    axes = values[0] if values else given.get("dim")
    if not isinstance(axes, Cells) or {cell[0] for cell in axes.cells} not in ({2, 3}, {-1, -2}):
        raise program.not_followed(node)
    pooled = _on(program, node, "AdaptiveAvgPool2d", {"output_size": 1}, owner)
    if given.get("keepdim") is True or values[1:] == [True]:
        return pooled
    return _on(program, node, "Flatten", {}, pooled)


def _on(
    program: Expressions, node: ast.Call, kind: str, keywords: dict[str, Argument], owner: Object
) -> TensorRef:
    place = program.code.place(node)
    call = Construction(kind, (), keywords, frozenset({"torch"}), place, node)
    return program.tensor(call, [owner], "", node)
