"""Layers that only move, add or drop elements: no parameters, no arithmetic."""

from __future__ import annotations

from collections.abc import Mapping

from convcalc.algebra.expr import Size
from convcalc.algebra.trace import minimum, product
from convcalc.annotations import ClassVar
from convcalc.errors import LayerError, Message
from convcalc.formulas.cost import features
from convcalc.formulas.resample import reshape_rest
from convcalc.formulas.size import crop_output, pad_output
from convcalc.layers.base import IDENTITY, Layer, Param, Shape, Sheet, Window
from convcalc.layers.sliding import fillable
from convcalc.layers.window import PLACE

OPEN = -1
"""The axis of a reshape that is worked out from the others."""

COPY = 0
"""The axis of a reshape that stays as it is."""


class Pad(Layer):
    """Padding as a layer of its own; negative amounts cut away.

    Reflection leaves out the edge and needs amounts below the size; circular padding needs amounts
    up to the size; replication repeats the edge. Zeros are added to what the cut leaves. Where
    `repeats` is set, circular padding goes round as often as needed, and negative amounts are cut
    away first in every mode.
    Source: torch.nn.functional.pad; ONNX Pad.
    """

    __slots__ = ()
    TYPE = "pad"
    ALIASES = ("zero_pad",)
    KEYS: ClassVar[Mapping[str, str]] = {"amount": "padding"}
    FIRST = "padding"
    BORDER = "mode"
    PARAMS = (
        Param("padding", "pairs"),
        Param("mode", "choice", "zero", choices=("zero", "reflect", "replicate", "circular")),
    )

    def infer(self, sheet: Sheet, *inputs: Shape) -> Shape:
        (x,) = inputs
        mode = self.values["mode"]
        sizes, windows = [], []
        for axis, (i, (p, q)) in enumerate(zip(x.spatial, self.values["padding"], strict=True)):
            if mode != "zero" and self.values.get("repeats"):
                _copied(sheet, mode, axis, i, p, q)
            else:
                fillable(sheet, mode, axis, i, p, q)
            o = sheet.use("size", axis, pad_output, i, p, q)
            fields = {"input": i, "begin": p, "end": q, "axis": axis}
            sheet.at_least(o, 1, "pad.nothing_left", **fields)
            if mode == "zero" and any(isinstance(n, int) and n < 0 for n in (p, q)):
                left = i + minimum(p, 0) + minimum(q, 0)
                sheet.at_least(left, 0, "pad.nothing_left", **fields)
            sizes.append(o)
            windows.append(Window("slide", 1, 1, p, q))
        sheet.padding = self.values["padding"]
        sheet.windows = tuple(windows)
        return Shape(self._channels(sheet, x), tuple(sizes))

    def _channels(self, sheet: Sheet, x: Shape) -> Size | None:
        """The channels, to which `channel_padding` adds some of zeros."""
        p, q = self.values.get("channel_padding", (0, 0))
        if x.channels is None or (isinstance(p, int) and isinstance(q, int) and not (p or q)):
            return x.channels
        o: Size = sheet.use("channels", None, pad_output, x.channels, p, q)
        left = x.channels + minimum(p, 0) + minimum(q, 0)
        for least, small in ((o, 1), (left, 0)):
            sheet.at_least(least, small, "pad.no_channels", channels=x.channels, begin=p, end=q)
        return o


def _copied(sheet: Sheet, mode: str, axis: int, i: Size, begin: Size, end: Size) -> None:
    """Demand that something is left to copy from once negative amounts are cut away.

    Raises:
        LayerError: nothing is, or a reflection needs more of it.
    """
    left = i + minimum(begin, 0) + minimum(end, 0)
    sheet.at_least(left, 1, "pad.nothing_left", input=i, begin=begin, end=end, axis=axis)
    if mode == "reflect":
        for amount in (begin, end):
            fields = {"mode": mode, "amount": amount, "input": left, "axis": axis}
            sheet.at_least(left - 1, amount, "pad.reflect_exceeds_input", **fields)


class Crop(Layer):
    """Cutting away: an `amount` on each side, or down to a centred `output_size`.

    Where an odd number is cut, the extra element goes at the end.
    Source: keras.layers.Cropping2D, CenterCrop; Ronneberger et al. (2015), U-Net.
    """

    __slots__ = ()
    TYPE = "crop"
    KEYS: ClassVar[Mapping[str, str]] = {"size": "output_size"}
    FIRST = "amount"
    CUTS = True
    PARAMS = (
        Param("amount", "pairs", None, minimum=0),
        Param("output_size", "sizes", None, minimum=1),
    )

    def infer(self, sheet: Sheet, *inputs: Shape) -> Shape:
        (x,) = inputs
        amounts, wanted = self.values["amount"], self.values["output_size"]
        if (amounts is None) == (wanted is None):
            raise LayerError(Message("crop.amount_or_size"))
        sizes, windows = [], []
        for axis, i in enumerate(x.spatial):
            if amounts is None:
                p, q = _centred(sheet, axis, i, i if wanted[axis] is None else wanted[axis])
            else:
                p, q = amounts[axis]
            o = sheet.use("size", axis, crop_output, i, p, q)
            sheet.at_least(o, 1, "crop.nothing_left", input=i, begin=p, end=q, axis=axis)
            sizes.append(o)
            windows.append(Window("slide", 1, 1, -p, -q))
        sheet.windows = tuple(windows)
        return Shape(x.channels, tuple(sizes))


def _centred(sheet: Sheet, axis: int, i: Size, o: Size) -> tuple[Size, Size]:
    """What to cut before and after so that o elements are left.

    Raises:
        LayerError: more are wanted than there are.
    """
    sheet.at_least(i, o, "crop.larger_than_input", input=i, wanted=o, axis=axis)
    cut = i - o
    return cut // 2, cut - cut // 2


class Flatten(Layer):
    """Neighbouring axes into one: everything into one vector, unless told otherwise.

    Axis 0 is the batch, 1 the channels; `start_dim` to `end_dim` become one, a negative number
    counts from the end. Source: torch.nn.Flatten; Caffe, FlattenParameter.
    """

    __slots__ = ()
    TYPE = "flatten"
    MEMORY = "view"
    PARAMS = (Param("start_dim", "count", 1), Param("end_dim", "count", -1))
    DIMS = (0, 1, 2, 3)

    def infer(self, sheet: Sheet, *inputs: Shape) -> Shape:
        (x,) = inputs
        first, last = self._axes(2 + len(x.spatial))
        if first == last:
            sheet.windows = (IDENTITY,) * len(x.spatial)
            return x
        sheet.windows = (PLACE,) * len(x.spatial)
        rest = x.spatial[last - 1 :]
        if first == 1:
            if x.channels is None:
                return Shape(None, rest)
            merged = x.spatial[: last - 1]
            return Shape(sheet.use("channels", None, features, x.channels, merged), rest)
        before, (one, *others) = x.spatial[: first - 2], x.spatial[first - 2 : last - 1]
        length = sheet.use("size", len(before), features, one, tuple(others))
        return Shape(x.channels, (*before, length, *rest))

    def _axes(self, count: int) -> tuple[int, int]:
        """The first and the last axis that become one, counted from the batch.

        Raises:
            LayerError: there is no such axis, it is the batch, or they are the wrong way round.
        """
        found = []
        for name in ("start_dim", "end_dim"):
            axis = self.values[name]
            if not (isinstance(axis, int) and -count <= axis < count and axis % count):
                fields = {"name": name, "value": axis, "axes": count, "last": count - 1}
                raise LayerError(Message("flatten.no_axis", **fields))
            found.append(axis % count)
        if found[0] > found[1]:
            raise LayerError(Message("flatten.backwards", start=found[0], end=found[1]))
        return found[0], found[1]


class Reshape(Layer):
    """The same elements under other axes, channels first; one axis may be -1, for the rest.

    Source: torch.reshape.
    """

    __slots__ = ()
    TYPE = "reshape"
    MEMORY = "view"
    PARAMS = (Param("shape", "shape", minimum=1),)
    DIMS = (0, 1, 2, 3)

    def infer(self, sheet: Sheet, *inputs: Shape) -> Shape:
        (x,) = inputs
        shape = self._copied(x)
        opened = [at for at, n in enumerate(shape) if isinstance(n, int) and n == OPEN]
        for n in shape:
            if isinstance(n, int) and n < 1 and n != OPEN:
                raise LayerError(Message("reshape.not_a_size", value=n))
        if len(opened) > 1 or not shape:
            raise LayerError(Message("reshape.open_axes", count=len(opened), axes=len(shape)))
        sheet.windows = (PLACE,) * len(x.spatial)
        if x.channels is None:
            return _of_unknown(shape, opened)
        total = product(x.channels, *x.spatial)
        if opened:
            (at,) = opened
            known = tuple(shape[:at] + shape[at + 1 :])
            fields = {"total": total, "known": product(*known)}
            sheet.divides(fields["known"], total, "reshape.not_divisible", **fields)
            quantity, axis = ("size", at - 1) if at else ("channels", None)
            shape[at] = sheet.use(quantity, axis, reshape_rest, x.channels, x.spatial, known)
        else:
            wanted = product(*shape)
            sheet.equal(total, wanted, "reshape.other_total", total=total, wanted=wanted)
        return Shape(shape[0], tuple(shape[1:]))

    def _copied(self, x: Shape) -> list[Size]:
        """The new shape; where `copies` is set, a 0 in it is the axis of the input at that place.

        Raises:
            LayerError: the input has no such axis, or unknown channels.
        """
        sizes = (x.channels, *x.spatial)
        shape: list[Size] = []
        for at, n in enumerate(self.values["shape"]):
            copy = isinstance(n, int) and n == COPY and self.values.get("copies", False)
            size = (sizes[at] if at < len(sizes) else None) if copy else n
            if size is None:
                raise LayerError(Message("reshape.not_a_size", value=n))
            shape.append(size)
        return shape


def _of_unknown(shape: list[Size], opened: list[int]) -> Shape:
    """The shape while the channels are unknown.

    Raises:
        LayerError: an open spatial axis depends on them.
    """
    if opened and opened[0]:
        raise LayerError(Message("reshape.channels_needed"))
    return Shape(None if opened else shape[0], tuple(shape[1:]))


class ChannelShuffle(Layer):
    """Channels of the groups interleaved. Source: Zhang et al. (2018), ShuffleNet."""

    __slots__ = ()
    TYPE = "channel_shuffle"
    FIRST = "groups"
    PARAMS = (Param("groups", "count", minimum=1),)

    def infer(self, sheet: Sheet, *inputs: Shape) -> Shape:
        (x,) = inputs
        groups = self.values["groups"]
        if x.channels is not None:
            code = "channel_shuffle.channels_not_divisible"
            sheet.divides(groups, x.channels, code, channels=x.channels, groups=groups)
        sheet.windows = (IDENTITY,) * len(x.spatial)
        return x


class Slice(Layer):
    """Some neighbouring channels: `out` of them, from number `start` (counted from 0).

    Source: ONNX Slice and torch.Tensor.narrow, along the channels.
    """

    __slots__ = ()
    TYPE = "slice"
    ALIASES = ("channel_slice",)
    PARAMS = (Param("start", "count", 0, minimum=0), Param("out", "count", minimum=1))
    DIMS = (0, 1, 2, 3)

    def infer(self, sheet: Sheet, *inputs: Shape) -> Shape:
        (x,) = inputs
        start, out = self.values["start"], self.values["out"]
        if x.channels is not None:
            fields = {"channels": x.channels, "start": start, "out": out}
            sheet.at_least(x.channels, start + out, "slice.beyond_channels", **fields)
        sheet.windows = (IDENTITY,) * len(x.spatial)
        return Shape(out, x.spatial)
