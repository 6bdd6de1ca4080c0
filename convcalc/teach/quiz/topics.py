"""The questions whose numbers are drawn, topic by topic. Each returns a draft, or None where the
numbers drawn make no good question."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, TypeAlias

from convcalc.algebra.expr import Power, Product, Value, Var, make, tidy
from convcalc.errors import LayerError, Message
from convcalc.formulas.cost import bias_count, linear_weights
from convcalc.formulas.norm import batch_norm_values, group_norm_values, layer_norm_values
from convcalc.layers.base import Record, Shape, Use
from convcalc.layers.make import analyse
from convcalc.teach.field import field_question
from convcalc.teach.part import AnswerPart
from convcalc.teach.question import Question, part_of, question_of, ratio_question
from convcalc.teach.quiz.draw import Lot
from convcalc.teach.quiz.item import Draft

Drawer: TypeAlias = "Callable[[Lot, int], Draft | None]"

FLAGS = {
    "kernel": "-k", "stride": "-s", "padding": "-p", "dilation": "-d", "groups": "-g",
    "output_padding": "-a", "out": "-o",
}  # fmt: skip
SIZE = 56
"""Of the map where the question does not say it: one size, so that no text is drawn twice."""


def _layer(
    words: str,
    kind: str,
    size: int,
    of: str,
    channels: int | None = None,
    dialect: str = "torch",
    **given: Any,
) -> Draft | None:
    """A question about one layer on a square map; None if it has no output."""
    try:
        _, sheet = analyse(kind, (Shape(channels, (size, size)),), given, 2, dialect, record=True)
    except LayerError:
        return None
    assert isinstance(sheet, Record)
    asked = question_of(sheet, of)
    if asked is None:
        return None
    fields = {"size": size, "channels": channels, **given}
    command = _command(kind, size, of, channels, dialect, given)
    return Draft(Message(f"quiz.ask.{words}", **fields), asked, command)


def _command(
    kind: str, size: int, of: str, channels: int | None, dialect: str, given: Mapping[str, Any]
) -> str:
    name = {"conv": "conv", "tconv": "tconv", "maxpool": "pool", "separable": "separable"}.get(kind)
    line = ["convcalc", *((name,) if name else ("layer", kind))]
    line.append(str(size) if channels is None else f"{size}@{channels}")
    for key, value in given.items():
        if key == "bias":
            line += [] if value and kind != "separable" else ["--bias" if value else "--no-bias"]
        elif key == "ceil":
            line += ["--ceil"] * value
        else:
            line += [FLAGS[key], str(value)]
    if dialect != "torch":
        line += ["--dialect", dialect]
    return " ".join([*line, *(("--of", of) if of != "size" else ()), "--steps"])


def _size(lot: Lot, level: int) -> Draft | None:
    kernel = lot.choose((2, 3, 3, 5) if level < 3 else (3, 5, 7, 11))
    stride = 1 if level == 1 else lot.between(2, 2 + level // 2)
    padding = lot.between(0, min(2, kernel - 1))
    size = lot.between(kernel + 3, 32) if level < 3 else lot.between(28, 256)
    exact = (size + 2 * padding - kernel) % stride == 0
    if exact == (level == 3):
        return None
    return _layer("size", "conv", size, "size", kernel=kernel, stride=stride, padding=padding)


def _same(lot: Lot, level: int) -> Draft | None:
    kernel = lot.choose((3, 5) if level < 3 else (2, 4, 5, 7))
    size = lot.between(8, 32) if level < 3 else lot.between(30, 230)
    if level == 1:
        return _layer("valid", "conv", size, "size", kernel=kernel, padding="valid")
    stride = lot.between(2, level + 1)
    return _layer(
        "same", "conv", size, "size", dialect="keras", kernel=kernel, stride=stride, padding="same"
    )


def _pooling(lot: Lot, level: int) -> Draft | None:
    kernel, stride = (2, 2) if level == 1 else lot.choose(((3, 2), (3, 3), (5, 3)))
    size = 2 * lot.between(4, 32) if level == 1 else lot.between(9, 120)
    inexact = (size - kernel) % stride != 0
    if inexact == (level == 1):
        return None
    words = "pool_ceil" if level == 3 else "pool"
    given: dict[str, Any] = {"ceil": True} if level == 3 else {}
    draft = _layer(words, "maxpool", size, "size", kernel=kernel, stride=stride, **given)
    if draft is None or level < 3:
        return draft
    return draft._replace(tempting="floor_for_ceil")


def _gap(lot: Lot, level: int) -> Draft | None:
    """The dense head after a global average pooling."""
    side = lot.choose((5, 6, 7, 8, 12, 14))
    channels = lot.choose((64, 128, 256, 512, 1024))
    classes = lot.choose((10, 20, 100, 200, 1000))
    known: dict[str, Value] = {"i_h": side, "i_w": side}
    parts = [
        part_of(Use("params", None, linear_weights, (channels, classes), None, ""), known),
        part_of(Use("params", None, bias_count, (classes, 1), None, "")),
    ]
    weights, biases = (part for part in parts if part is not None)
    with_bias = level > 1
    used = (weights, biases) if with_bias else (weights,)
    other = "bias_forgotten" if with_bias else "bias_added"
    confused = ((other, (weights,) if with_bias else (weights, biases)),)
    words = "gap_bias" if with_bias else "gap"
    line = f"convcalc layer linear @{channels} out={classes} bias={str(with_bias).lower()}"
    return Draft(
        Message(f"quiz.ask.{words}", side=side, channels=channels, classes=classes),
        Question("params", used, confused=confused),
        f"{line} --of params --steps",
    )


def _field(lot: Lot, level: int) -> Draft | None:
    count = lot.between(2, 3) if level < 3 else lot.between(3, 4)
    kernels = [lot.choose((3, 3, 5)) for _ in range(count)]
    strides = [1 if level == 1 else lot.between(1, 2) for _ in range(count)]
    dilations = [1 if level < 3 else lot.choose((1, 2, 2, 4)) for _ in range(count)]
    if level > 1 and max(strides[:-1]) == 1:
        return None
    if level == 3 and max(dilations) == 1:
        return None
    layers = [
        f"conv{k}/{s}" + (f"d{d}" if d > 1 else "")
        for k, s, d in zip(kernels, strides, dilations, strict=True)
    ]
    told = [
        Message("quiz.layer" if d == 1 else "quiz.layer_dilated", kernel=k, stride=s, dilation=d)
        for k, s, d in zip(kernels, strides, dilations, strict=True)
    ]
    return Draft(
        Message("quiz.ask.field", layers=told),
        field_question(kernels, strides, dilations),
        f'convcalc rf "{" ".join(layers)}"',
    )


def _dilation(lot: Lot, level: int) -> Draft | None:
    kernel, dilation = lot.choose((3, 3, 5, 7)), lot.between(2, 6)
    if level == 1:
        draft = _layer("reach", "conv", 99, "effective_kernel", kernel=kernel, dilation=dilation)
        command = f"convcalc kernel {kernel} -d {dilation} --steps"
        return None if draft is None else draft._replace(command=command)
    padding = lot.between(0, 3)
    stride = 1 if level == 2 else lot.between(2, 3)
    return _layer(
        "dilated", "conv", lot.between(30, 130), "size",
        kernel=kernel, stride=stride, padding=padding, dilation=dilation,
    )  # fmt: skip


def _transposed(lot: Lot, level: int) -> Draft | None:
    stride = lot.between(2, 3)
    kernel = lot.between(stride, 5)
    padding = 0 if level == 1 else lot.between(1, kernel // 2)
    more: dict[str, Any] = {"output_padding": lot.between(1, stride - 1)} if level == 3 else {}
    words = "transposed_more" if more else "transposed"
    size = lot.between(4, 32)
    return _layer(
        words, "tconv", size, "size", kernel=kernel, stride=stride, padding=padding, **more
    )


def _params(lot: Lot, level: int) -> Draft | None:
    channels, out = lot.choose((3, 16, 32, 64)), lot.choose((16, 32, 64, 128))
    kernel = lot.choose((3, 3, 5, 7))
    if level == 3:
        groups = lot.choose((2, 4, 8))
        channels = lot.choose((16, 32, 64))
        return _layer(
            "params_groups", "conv", SIZE, "params", channels,
            kernel=kernel, out=out, groups=groups, bias=True,
        )  # fmt: skip
    words = "params" if level == 1 else "params_bias"
    return _layer(words, "conv", SIZE, "params", channels, kernel=kernel, out=out, bias=level == 2)


def _macs(lot: Lot, level: int) -> Draft | None:
    channels, out = lot.choose((8, 16, 32, 64)), lot.choose((16, 32, 64, 128))
    kernel, size = lot.choose((3, 5)), lot.choose((14, 28, 32, 56))
    stride = 2 if level == 3 else 1
    words = ("macs", "flops", "macs_stride")[level - 1]
    return _layer(
        words, "conv", size, "flops" if level == 2 else "macs", channels,
        kernel=kernel, stride=stride, padding=kernel // 2, out=out, bias=False,
    )  # fmt: skip


def _separable(lot: Lot, level: int) -> Draft | None:
    channels, out = lot.choose((16, 32, 64)), lot.choose((32, 64, 128, 256))
    kernel = lot.choose((3, 3, 5))
    of = ("params", "macs", "ratio")[level - 1]
    size = lot.choose((14, 28, 56)) if of == "macs" else SIZE
    given: dict[str, Any] = {
        "kernel": kernel, "padding": kernel // 2, "out": out, "bias": False
    }  # fmt: skip
    draft = _layer(
        f"separable_{of}", "separable", size, "macs" if of == "ratio" else of, channels, **given
    )
    if of != "ratio" or draft is None:
        return draft
    asked = ratio_question((kernel, kernel), channels, out, 1)
    return draft._replace(asked=asked, command=draft.command.replace("macs", "ratio"))


def _bn(lot: Lot, level: int) -> Draft | None:
    channels = lot.choose((32, 64, 128, 256, 512))
    side, batch = lot.choose((7, 14, 28, 56)), lot.choose((8, 16, 32, 64))
    if level == 1:
        return _layer("bn", "bn", SIZE, "params", channels)
    i = (side, side)
    around: dict[str, Value] = {"n": batch, "c": channels}
    if level == 2:
        part = part_of(Use("statistics", None, batch_norm_values, (batch, i), None, ""), around)
        other = part_of(Use("statistics", None, layer_norm_values, (channels, i), None, ""))
        confused = "layer_for_batch"
        words = Message("quiz.ask.bn_values", batch=batch, channels=channels, side=side)
    else:
        groups = lot.choose((4, 8, 16, 32))
        part = part_of(Use("statistics", None, group_norm_values, (channels, groups, i), None, ""))
        other = part_of(Use("statistics", None, batch_norm_values, (batch, i), None, ""))
        confused = "batch_for_group"
        words = Message(
            "quiz.ask.gn_values", batch=batch, channels=channels, side=side, groups=groups
        )
    assert part is not None
    assert other is not None
    return Draft(words, Question("statistics", (part,), confused=((confused, (other,)),)))


def _scaling(lot: Lot, level: int) -> Draft | None:
    """FLOPs of a network that is made deeper, wider and given larger images."""
    simple = (Fraction(2), Fraction(3), Fraction(3, 2))
    factors = [Fraction(1)] * 3
    pool = simple if level < 3 else (Fraction(6, 5), Fraction(5, 4), *simple)
    for place in lot.shuffled(range(3))[: 2 if level == 1 else 3]:
        factors[place] = lot.choose(pool)
    if len(set(factors)) < len([factor for factor in factors if factor != 1]):
        return None
    deeper, wider, sharper = map(Var, "lwr")
    growth = make(Product, deeper, make(Power, wider, 2), make(Power, sharper, 2))
    letters = dict(zip("lwr", map(tidy, factors), strict=True))
    asked = Question("growth", (AnswerPart("compound-growth", growth, letters),))
    depth, width, resolution = factors
    return Draft(
        Message("quiz.ask.scaling", depth=depth, width=width, resolution=resolution), asked
    )


DRAWN: Mapping[str, Drawer] = {
    "size": _size,
    "same": _same,
    "pooling": _pooling,
    "gap": _gap,
    "field": _field,
    "dilation": _dilation,
    "transposed": _transposed,
    "params": _params,
    "macs": _macs,
    "separable": _separable,
    "bn": _bn,
    "scaling": _scaling,
}
"""Topic -> what draws its questions."""
