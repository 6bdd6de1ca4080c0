"""A question that also tells the output: the padding that follows from it, or the contradiction."""

from __future__ import annotations

from typing import Any

from convcalc.ask.scene import Scene
from convcalc.ask.shape import Input
from convcalc.ask.window import POOLS, SaidLayer, spelt
from convcalc.errors import Message, UsageError
from convcalc.formulas.size import conv_output
from convcalc.formulas.transposed import tconv_output


def fit_padding(scene: Scene, window: SaidLayer, kind: str, shape: Input) -> None:
    """Take the padding that gives the output the question tells, or check the one it tells.

    Raises:
        UsageError: no padding gives that output, several do, or the one that is told does not.
    """
    output = tuple(scene.get("output"))[: shape.dims]
    padding = scene.get("padding", window=window)
    if shape.spatial is None or any(
        isinstance(side, str) for side in (*output, *shape.spatial, *(padding or ()))
    ):
        return
    wanted = output * shape.dims if len(output) == 1 else output
    if padding is not None:
        found = sizes(scene, window, kind, shape, padding)
        if found != wanted:
            raise UsageError(
                Message("ask.other_output", told=spelt(wanted), found=spelt(found)),
                Message("ask.other_output_hint"),
            )
        return
    most = max(scene.get("kernel", (1,), window)) * max(scene.get("dilation", (1,), window))
    fitting = [p for p in range(most + 1) if sizes(scene, window, kind, shape, (p,)) == wanted]
    if len(fitting) != 1:
        code = "ask.several_paddings" if fitting else "ask.no_padding"
        raise UsageError(Message(code, told=spelt(wanted), paddings=fitting))
    window.given["padding"] = (fitting[0],)


def sizes(
    scene: Scene, window: SaidLayer, kind: str, shape: Input, padding: tuple[Any, ...]
) -> tuple[int, ...]:
    """The output of one layer in numbers."""
    dims = shape.dims

    def axes(name: str, usual: tuple[int, ...]) -> tuple[Any, ...]:
        value = scene.get(name, usual, window)
        return tuple(value * dims if len(value) == 1 else value)

    kernel = axes("kernel", (1,))
    stride = axes("stride", kernel if kind in POOLS else (1,))
    dilation, extra = axes("dilation", (1,)), axes("output_padding", (0,))
    for name, sides in (("kernel", kernel), ("stride", stride), ("dilation", dilation)):
        if min(sides) < 1:
            fields = {"name": name, "value": min(sides), "minimum": 1}
            raise UsageError(Message("parameter.too_small", **fields))
    pads = padding * dims if len(padding) == 1 else padding
    found = []
    for n, i in enumerate(shape.spatial or ()):
        k, s, p, d = kernel[n], stride[n], pads[n], dilation[n]
        if kind == "tconv":
            found.append(tconv_output(i, k, s, p, p, d, extra[n]))
        else:
            found.append(conv_output(i, k, s, p, p, d))
    return tuple(found)
