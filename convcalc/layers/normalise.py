"""Normalisation, as it runs at inference.

Where the statistics are stored (batch normalisation, instance normalisation that tracks them),
normalising and the affine step are one multiplication and one addition an element. Where they are
taken of the input, the operations are those of `formulas.norm`, and an affine step adds one
multiplication (scale) and one addition (shift) an element.
"""

from __future__ import annotations

from collections.abc import Mapping

from convcalc.algebra.expr import Size, same
from convcalc.algebra.trace import product
from convcalc.annotations import ClassVar
from convcalc.errors import LayerError, Message
from convcalc.formulas.cost import features
from convcalc.formulas.norm import (
    normalise_additions,
    normalise_divisions,
    normalise_multiplications,
    per_channel,
    running_statistics,
)
from convcalc.formulas.operations import elementwise
from convcalc.layers.base import IDENTITY, WHOLE, Layer, Param, Shape, Sheet
from convcalc.layers.numbers import shown

AFFINE = Param("affine", "flag", True)
SHIFT = Param("bias", "flag", True)


def taken(sheet: Sheet, channels: Size, spatial: tuple[Size, ...], sets: Size) -> None:
    """State the operations of statistics that are taken of the input, in `sets` sets."""
    values = product(channels, *spatial)
    sheet.operate("additions", sheet.use("operations", None, normalise_additions, values, sets))
    sheet.operate(
        "multiplications", sheet.use("operations", None, normalise_multiplications, values)
    )
    sheet.operate("divisions", sheet.use("operations", None, normalise_divisions, sets))
    sheet.operate("square_roots", sets)


def learnt(layer: Layer) -> tuple[bool, bool]:
    """Whether the layer learns a scale, and whether a shift.

    `affine` stands for the scale, and for both but for `bias`; a dialect that tells them apart says
    so by `scaled` and `shifted`.
    """
    v = layer.values
    return v.get("scaled", v["affine"]), v.get("shifted", v["affine"] and v["bias"])


def affine_by_channel(sheet: Sheet, channels: Size, scale: bool, shift: bool) -> None:
    """State a scale and a shift, if there are, for each channel."""
    for kind, has in (("scale", scale), ("shift", shift)):
        if has:
            sheet.learn(kind, sheet.use("params", None, per_channel, channels))


def affine_step(sheet: Sheet, x: Shape, scale: bool, shift: bool) -> None:
    """State one multiplication an element for a scale, and one addition for a shift."""
    if scale:
        sheet.tally("multiplications", elementwise, x.channels, x.spatial, 1)
    if shift:
        sheet.tally("additions", elementwise, x.channels, x.spatial, 1)


class BatchNorm(Layer):
    """Batch normalisation: statistics of the training batches, stored for each channel.

    Without stored statistics, those of the single sample are taken.
    Source: Ioffe & Szegedy (2015); torch.nn.BatchNorm2d.
    """

    __slots__ = ()
    TRACED = True
    TYPE = "bn"
    ALIASES = ("batchnorm", "batch_norm")
    MEMORY = "over"
    STATISTICS = True
    PARAMS = (AFFINE, Param("track_running_stats", "flag", True), SHIFT)
    DIMS = (0, 1, 2, 3)

    def infer(self, sheet: Sheet, *inputs: Shape) -> Shape:
        (x,) = inputs
        return _by_channel(self, sheet, x)


def _by_channel(layer: Layer, sheet: Sheet, x: Shape) -> Shape:
    """Normalise each channel, by stored statistics or by those of its map."""
    tracked, (scale, shift) = layer.values["track_running_stats"], learnt(layer)
    sheet.windows = (IDENTITY if tracked else WHOLE,) * len(x.spatial)
    c = x.channels
    if c is None:
        sheet.unknown_channels()
        return x
    affine_by_channel(sheet, c, scale, shift)
    if tracked:
        sheet.store(sheet.use("buffers", None, running_statistics, c))
        affine_step(sheet, x, scale=True, shift=True)
    else:
        taken(sheet, c, x.spatial, c)
        affine_step(sheet, x, scale, shift)
    return x


class InstanceNorm(Layer):
    """Instance normalisation: each map by its own statistics, unless they are tracked.

    `single_value` says whether a map of one value is allowed, which its own mean makes 0.
    Source: Ulyanov et al. (2016); torch.nn.InstanceNorm2d.
    """

    __slots__ = ()
    TYPE = "instancenorm"
    ALIASES = ("instance_norm",)
    STATISTICS = True
    PARAMS = (Param("affine", "flag", False), Param("track_running_stats", "flag", False), SHIFT)

    def infer(self, sheet: Sheet, *inputs: Shape) -> Shape:
        (x,) = inputs
        if not (self.values["track_running_stats"] or self.values.get("single_value")):
            sheet.at_least(product(*x.spatial), 2, "instancenorm.single_value")
        return _by_channel(self, sheet, x)


class LayerNorm(Layer):
    """Layer normalisation over channels and positions, or over the channels of each position.

    `normalized_shape`, where it is set, are the sizes of the last axes, which it then goes over; or
    the channels alone, as of a tensor that has them last. `axes` are those that it goes over, the
    channels counted as 0.
    Source: Ba et al. (2016); torch.nn.LayerNorm; Liu et al. (2022), ConvNeXt (channels only).
    """

    __slots__ = ()
    TYPE = "ln"
    ALIASES = ("layernorm", "layer_norm")
    STATISTICS = True
    PARAMS = (
        Param("over", "choice", "all", choices=("all", "channels")),
        AFFINE,
        SHIFT,
    )
    DIMS = (0, 1, 2, 3)

    def infer(self, sheet: Sheet, *inputs: Shape) -> Shape:
        (x,) = inputs
        asked, axes = self.values.get("normalized_shape"), len(x.spatial)
        if x.channels is None and asked is not None and len(asked) == axes + 1:
            x = Shape(asked[0], x.spatial)
        if x.channels is None:
            one = IDENTITY if self.values["over"] == "channels" else WHOLE
            sheet.windows = (one,) * axes
            sheet.unknown_channels()
            return x
        sizes = (x.channels, *x.spatial)
        over = self._axes(sizes)
        inside = tuple([sizes[at] for at in over])
        sheet.windows = tuple([WHOLE if at in over else IDENTITY for at in range(1, axes + 1)])
        sets = product(*[size for at, size in enumerate(sizes) if at not in over])
        taken(sheet, x.channels, x.spatial, sets)
        scale, shift = learnt(self)
        for kind, has in (("scale", scale), ("shift", shift)):
            if has:
                sheet.learn(kind, sheet.use("params", None, features, inside[0], inside[1:]))
        affine_step(sheet, x, scale, shift)
        return x

    def _axes(self, sizes: tuple[Size, ...]) -> tuple[int, ...]:
        """Which axes it goes over, the channels as 0.

        Raises:
            LayerError: the last axes have other sizes than it is made for.
        """
        asked, every = self.values.get("normalized_shape"), tuple(range(len(sizes)))
        if asked is None:
            usual = (0,) if self.values["over"] == "channels" else every
            chosen: tuple[int, ...] = self.values.get("axes", usual)
            return chosen
        start = len(sizes) - len(asked)
        if start >= 0 and all(map(same, sizes[start:], asked)):
            return every[start:]
        if len(asked) == 1 and same(asked[0], sizes[0]):
            return (0,)
        raise LayerError(Message("ln.other_shape", given=shown(asked), sizes=shown(sizes)))


class GroupNorm(Layer):
    """Group normalisation: the maps of each group of channels by their own statistics.

    Source: Wu & He (2018); torch.nn.GroupNorm.
    """

    __slots__ = ()
    TYPE = "gn"
    ALIASES = ("groupnorm", "group_norm")
    FIRST = "groups"
    STATISTICS = True
    PARAMS = (Param("groups", "count", minimum=1), AFFINE, SHIFT)
    DIMS = (0, 1, 2, 3)

    def infer(self, sheet: Sheet, *inputs: Shape) -> Shape:
        (x,) = inputs
        groups, c = self.values["groups"], x.channels
        sheet.windows = (WHOLE,) * len(x.spatial)
        if c is None:
            sheet.unknown_channels()
            return x
        code = "gn.channels_not_divisible"
        sheet.divides(groups, c, code, channels=c, groups=groups)
        taken(sheet, c, x.spatial, groups)
        scale, shift = learnt(self)
        affine_by_channel(sheet, c, scale, shift)
        affine_step(sheet, x, scale, shift)
        return x


class LocalResponseNorm(Layer):
    """Local response normalisation over `window` neighbouring channels.

    For each element: 1 square and 1 multiplication by alpha / n; n - 1 additions of squares and 1
    of the constant; 1 power; 1 division. Windows at the first and last channels count in full.
    Source: Krizhevsky et al. (2012), section 3.3; torch.nn.LocalResponseNorm.
    """

    __slots__ = ()
    TYPE = "lrn"
    ALIASES = ("local_response_norm",)
    KEYS: ClassVar[Mapping[str, str]] = {"size": "window"}
    FIRST = "window"
    PARAMS = (Param("window", "count", 5, minimum=1),)

    def infer(self, sheet: Sheet, *inputs: Shape) -> Shape:
        (x,) = inputs
        sheet.windows = (IDENTITY,) * len(x.spatial)
        per_element = {
            "multiplications": 2,
            "additions": self.values["window"],
            "powers": 1,
            "divisions": 1,
        }
        for operation, times in per_element.items():
            sheet.tally(operation, elementwise, x.channels, x.spatial, times)
        return x
