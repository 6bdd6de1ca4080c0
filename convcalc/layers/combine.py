"""Layers with several inputs: sum, product, concatenation."""

from __future__ import annotations

from convcalc.algebra.expr import Expr, Size
from convcalc.errors import LayerError, Message
from convcalc.formulas.operations import merging
from convcalc.formulas.resample import concat_channels
from convcalc.layers.base import IDENTITY, Layer, Shape, Sheet


def same_rank(layer_type: str, inputs: tuple[Shape, ...]) -> None:
    """Demand that all inputs have as many spatial axes as the first.

    Raises:
        LayerError: some input has more or fewer.
    """
    for number, other in enumerate(inputs[1:], start=2):
        if len(other.spatial) != len(inputs[0].spatial):
            fields = _shapes(layer_type, number, inputs[0], other)
            raise LayerError(Message("combine.axes_differ", **fields))


def _shapes(layer_type: str, number: int, first: Shape, other: Shape) -> dict[str, object]:
    """The fields of an error about two inputs that do not fit."""
    return {
        "type": layer_type,
        "number": number,
        "first": _spelt(first),
        "other": _spelt(other),
    }


def _spelt(shape: Shape) -> str:
    """A shape as users write it: 56x56@64."""
    sizes = "x".join(map(_written, shape.spatial))
    return sizes if shape.channels is None else f"{sizes}@{_written(shape.channels)}"


def _written(size: Size) -> str:
    if isinstance(size, int):
        return str(size)
    from convcalc.algebra.expr import Sum
    from convcalc.algebra.notation import ascii_text

    return f"({ascii_text(size)})" if isinstance(size, Sum) else ascii_text(size)


def same_sizes(sheet: Sheet, layer_type: str, first: Shape, other: Shape, number: int) -> None:
    """Demand that both maps have the same spatial sizes.

    Raises:
        LayerError: they do not.
    """
    for left, right in zip(first.spatial, other.spatial, strict=True):
        if left is not right:
            fields = _shapes(layer_type, number, first, other)
            sheet.equal(left, right, "combine.sizes_differ", **fields)


def same_channels(sheet: Sheet, layer_type: str, first: Shape, other: Shape, number: int) -> None:
    """Demand that both have the same channels, where these are known.

    Raises:
        LayerError: they do not.
    """
    if first.channels is not None and other.channels is not None:
        fields = _shapes(layer_type, number, first, other)
        sheet.equal(first.channels, other.channels, "combine.channels_differ", **fields)


def known_channels(inputs: tuple[Shape, ...]) -> Size | None:
    """The channels of the first input that tells them."""
    for x in inputs:
        if x.channels is not None:
            return x.channels
    return None


class Add(Layer):
    """Sum of tensors of the same shape: one addition an element for each further input.

    Source: He et al. (2016), residual connections.
    """

    __slots__ = ()
    TYPE = "add"
    ALIASES = ("sum",)
    MEMORY = "over"
    DIMS = (0, 1, 2, 3)
    INPUTS = (2, None)

    def infer(self, sheet: Sheet, *inputs: Shape) -> Shape:
        first = inputs[0]
        same_rank(self.TYPE, inputs)
        for number, other in enumerate(inputs[1:], start=2):
            same_sizes(sheet, self.TYPE, first, other, number)
            same_channels(sheet, self.TYPE, first, other, number)
        channels = known_channels(inputs)
        sheet.windows = (IDENTITY,) * len(first.spatial)
        sheet.tally("additions", merging, channels, first.spatial, len(inputs))
        return Shape(channels, first.spatial)


class Multiply(Layer):
    """Product of tensors of the same shape; single elements a channel scale whole maps.

    One multiplication an element for each further input.
    Source: Hu et al. (2018), the scaling of squeeze-and-excitation.
    """

    __slots__ = ()
    TYPE = "mul"
    ALIASES = ("multiply",)
    MEMORY = "over"
    GATES = True
    DIMS = (0, 1, 2, 3)
    INPUTS = (2, None)

    def infer(self, sheet: Sheet, *inputs: Shape) -> Shape:
        maps = tuple([x for x in inputs if not _single(x)]) or inputs
        same_rank(self.TYPE, maps)
        whole = next((x for x in maps if not _may_be_single(x)), maps[0])
        for number, other in enumerate(inputs, start=1):
            if _may_be_single(other) and not _may_be_single(whole):
                for size, wanted in zip(other.spatial, whole.spatial, strict=False):
                    fields = _shapes(self.TYPE, number, whole, other)
                    sheet.one_or(size, wanted, "combine.sizes_differ", **fields)
            elif not _single(other):
                same_sizes(sheet, self.TYPE, whole, other, number)
            same_channels(sheet, self.TYPE, whole, other, number)
        channels = known_channels(inputs)
        sheet.windows = (IDENTITY,) * len(whole.spatial)
        sheet.tally("multiplications", merging, channels, whole.spatial, len(inputs))
        return Shape(channels, whole.spatial)


def _single(x: Shape) -> bool:
    """Whether every map is a single element (a flat vector counts as one)."""
    return all(isinstance(size, int) and size == 1 for size in x.spatial)


def _may_be_single(x: Shape) -> bool:
    """Whether it is that, or would be with 1 for the only symbol in its size."""
    letters = [size for size in x.spatial if isinstance(size, Expr)]
    others = [size for size in x.spatial if isinstance(size, int)]
    return set(others) <= {1} and all(letter is letters[0] for letter in letters)


class Concat(Layer):
    """Concatenation along the channels; the spatial sizes must agree.

    Source: torch.cat; Szegedy et al. (2015), Inception.
    """

    __slots__ = ()
    TYPE = "concat"
    ALIASES = ("concatenate", "cat")
    DIMS = (0, 1, 2, 3)
    INPUTS = (1, None)

    def infer(self, sheet: Sheet, *inputs: Shape) -> Shape:
        first = inputs[0]
        same_rank(self.TYPE, inputs)
        for number, other in enumerate(inputs[1:], start=2):
            same_sizes(sheet, self.TYPE, first, other, number)
        sheet.windows = (IDENTITY,) * len(first.spatial)
        known = tuple([x.channels for x in inputs if x.channels is not None])
        if len(known) < len(inputs):
            return Shape(None, first.spatial)
        return Shape(sheet.use("channels", None, concat_channels, known), first.spatial)
