"""Layers with several inputs: sum, product, maximum, concatenation."""

from __future__ import annotations

from collections.abc import Sequence

from convcalc.algebra.expr import Size
from convcalc.algebra.trace import minimum
from convcalc.errors import LayerError, Message
from convcalc.formulas.operations import elementwise, merging
from convcalc.formulas.resample import concat_channels
from convcalc.layers.base import IDENTITY, Layer, Shape, Sheet
from convcalc.layers.order import spelt


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
        "first": spelt(first),
        "other": spelt(other),
    }


def same_sizes(sheet: Sheet, layer_type: str, first: Shape, other: Shape, number: int) -> None:
    """Demand that both maps have the same spatial sizes.

    Raises:
        LayerError: they do not.
    """
    for left, right in zip(first.spatial, other.spatial, strict=True):
        if left is not right:
            fields = _shapes(layer_type, number, first, other)
            sheet.equal(left, right, "combine.sizes_differ", **fields)


def broadcast(sheet: Sheet, layer_type: str, inputs: tuple[Shape, ...]) -> Shape:
    """The shape that all inputs are stretched to: on each axis, and in channels, they have the same
    size or 1, which stands for all.

    Raises:
        LayerError: they have other sizes, or another number of axes.
    Source: NumPy and torch, broadcasting semantics, of tensors of the same rank.
    """
    same_rank(layer_type, inputs)
    counts = [x.channels for x in inputs]
    channels = _joint(sheet, layer_type, inputs, counts, "combine.channels_differ")
    spatial = []
    for axis in range(len(inputs[0].spatial)):
        sizes = [x.spatial[axis] for x in inputs]
        size = _joint(sheet, layer_type, inputs, sizes, "combine.sizes_differ")
        assert size is not None
        spatial.append(size)
    return Shape(channels, tuple(spatial))


def _joint(
    sheet: Sheet,
    layer_type: str,
    inputs: tuple[Shape, ...],
    sizes: Sequence[Size | None],
    code: str,
) -> Size | None:
    """The one size besides 1 that these are; None if that may be an unknown one.

    Letters are taken for sizes, and are 1 where nothing else fits.
    """
    known = [n for n, size in enumerate(sizes) if size is not None and not _is_one(size)]
    if not known:
        return None if None in sizes else 1
    at = next((n for n in known if isinstance(sizes[n], int)), known[0])
    wide = sizes[at]
    assert wide is not None
    for number, (size, x) in enumerate(zip(sizes, inputs, strict=True), start=1):
        if size is None or size is wide or _is_one(size):
            continue
        fields = _shapes(layer_type, max(number, at + 1), inputs[min(at, number - 1)], x)
        if number - 1 < at:
            fields = _shapes(layer_type, at + 1, x, inputs[at])
        if isinstance(wide, int):
            sheet.one_or(size, wide, code, **fields)
        else:
            sheet.equal(size, wide, code, **fields)
    return wide


def _is_one(size: Size) -> bool:
    return isinstance(size, int) and size == 1


class Add(Layer):
    """Sum of tensors: one addition an element for each further input.

    Source: He et al. (2016), residual connections; torch.add.
    """

    __slots__ = ()
    TYPE = "add"
    ALIASES = ("sum",)
    MEMORY = "over"
    BROADCASTS = True
    DIMS = (0, 1, 2, 3)
    INPUTS = (2, None)

    def infer(self, sheet: Sheet, *inputs: Shape) -> Shape:
        return joined(sheet, self.TYPE, "additions", inputs)


def joined(sheet: Sheet, layer_type: str, operation: str, inputs: tuple[Shape, ...]) -> Shape:
    """Inputs stretched to one shape and joined element by element, one operation for each further
    input."""
    output = broadcast(sheet, layer_type, inputs)
    sheet.windows = (IDENTITY,) * len(output.spatial)
    sheet.tally(operation, merging, output.channels, output.spatial, len(inputs))
    return output


class Multiply(Layer):
    """Product of tensors; a vector scales whole maps.

    One multiplication an element for each further input.
    Source: Hu et al. (2018), the scaling of squeeze-and-excitation; torch.mul.
    """

    __slots__ = ()
    TYPE = "mul"
    ALIASES = ("multiply",)
    MEMORY = "over"
    GATES = True
    BROADCASTS = True
    DIMS = (0, 1, 2, 3)
    INPUTS = (2, None)

    def infer(self, sheet: Sheet, *inputs: Shape) -> Shape:
        axes = max(len(x.spatial) for x in inputs)
        maps = [x if x.spatial else Shape(x.channels, (1,) * axes) for x in inputs]
        return joined(sheet, self.TYPE, "multiplications", tuple(maps))


class ElementMaximum(Layer):
    """The larger of the tensors at each element: one comparison for each further input.

    Source: torch.maximum; keras.layers.Maximum; Goodfellow et al. (2013), Maxout Networks.
    """

    __slots__ = ()
    TYPE = "maximum"
    MEMORY = "over"
    BROADCASTS = True
    DIMS = (0, 1, 2, 3)
    INPUTS = (2, None)

    def infer(self, sheet: Sheet, *inputs: Shape) -> Shape:
        return joined(sheet, self.TYPE, "comparisons", inputs)


class PartialAdd(Layer):
    """Sum in the shape of the first input: of the others, channels are added as far as they go.

    Of a larger map a network first takes the positions that a stride leaves. One addition for each
    element that is added. Source: AlexeyAB/darknet, src/blas.c,
    shortcut_cpu; He et al. (2016), section 3.3, option A.
    """

    __slots__ = ()
    TYPE = "partial_add"
    MEMORY = "over"
    SUBSAMPLES = True
    DIMS = (1, 2, 3)
    INPUTS = (2, None)

    def infer(self, sheet: Sheet, *inputs: Shape) -> Shape:
        first = inputs[0]
        same_rank(self.TYPE, inputs)
        sheet.windows = (IDENTITY,) * len(first.spatial)
        for number, other in enumerate(inputs[1:], start=2):
            fields = _shapes(self.TYPE, number, first, other)
            for left, right in zip(first.spatial, other.spatial, strict=True):
                sheet.equal(left, right, "combine.sizes_differ", **fields)
            if first.channels is None or other.channels is None:
                sheet.operate("additions", None)
            else:
                channels = minimum(first.channels, other.channels)
                sheet.tally("additions", elementwise, channels, first.spatial, 1)
        return first


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
