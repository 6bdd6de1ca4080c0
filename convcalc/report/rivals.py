"""A convolution and its cheaper relatives, worked out for the same input and output."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from fractions import Fraction

from convcalc.algebra.expr import Expr, Size
from convcalc.annotations import Any, TypeVar
from convcalc.errors import Message
from convcalc.formulas.cost import separable_ratio
from convcalc.formulas.saving import channels_for_saving
from convcalc.layers.base import Layer, Shape, Sheet
from convcalc.layers.make import analyse
from convcalc.record import NamedTuple
from convcalc.report.values import neat, setting

R = TypeVar("R")


class Rival(NamedTuple):
    """One of the convolutions compared: its key, its name, and what it costs."""

    key: str
    name: Message
    layer: Layer
    sheet: Sheet

    @property
    def macs(self) -> Any:
        """MACs, None while the channels are unknown."""
        return neat(self.sheet.macs) if self.sheet.known else None

    @property
    def params(self) -> Any:
        """Learnable parameters, None while the channels are unknown."""
        return neat(self.sheet.params)


class SavingRatio(NamedTuple):
    """m(1/M + 1/K^2) of one case: its exact value and what bounds it."""

    kernel: tuple[Size, ...]
    out: Size
    multiplier: Size

    @property
    def exact(self) -> Any:
        """The ratio itself."""
        return neat(separable_ratio(*self))

    @property
    def limit(self) -> Any:
        """The factor that no number of output channels reaches; None with symbols."""
        elements: Size = 1
        for size in self.kernel:
            elements = elements * size
        if isinstance(elements, Expr) or isinstance(self.multiplier, Expr):
            return None
        return neat(Fraction(elements, self.multiplier))

    def channels_for(self, saving: int | Fraction) -> int | None:
        """Fewest output channels for a wanted saving; None if there are none, or with symbols."""
        if isinstance(self.multiplier, Expr) or any(isinstance(k, Expr) for k in self.kernel):
            return None
        elements = math.prod(k for k in self.kernel if isinstance(k, int))
        return channels_for_saving(elements, self.multiplier, saving)


def rivals(shape: Shape, given: Mapping[str, Any], dims: int, dialect: str | None) -> list[Rival]:
    """The relatives of a convolution for one input, all recorded.

    Raises:
        LayerError: one of them has no output for this input.
    """

    def rival(key: str, name: Message, type_name: str, parameters: Mapping[str, Any]) -> Rival:
        layer, sheet = analyse(type_name, (shape,), parameters, dims, dialect, record=True)
        return Rival(key, name, layer, sheet)

    return relatives(shape.channels, given, dims, rival)


def relatives(
    channels: Any,
    given: Mapping[str, Any],
    dims: int,
    make: Callable[[str, Message, str, Mapping[str, Any]], R],
) -> list[R]:
    """Standard, depthwise separable, grouped (if a number of groups fits) and, for a kernel that
    can be split, spatially separable.

    Args:
        make: makes each of its key, its name, its type and parameters; it has `layer` and `macs`.
    """

    def taken(*names: str) -> dict[str, Any]:
        return {name: given[name] for name in names if given.get(name) is not None}

    shared = taken("kernel", "stride", "padding", "out", "bias")
    dilated = shared | taken("dilation")
    multiplied = dilated | taken("multiplier")
    standard: Any = make("standard", Message("separable.standard"), "conv", dilated)
    separable: Any = make(
        "depthwise_separable", Message("separable.separable"), "separable", multiplied
    )
    found: list[R] = [standard, separable]
    values = standard.layer.values
    groups = given.get("groups") or sensible_groups(
        channels, values["out"], standard.macs, separable.macs
    )
    if groups is not None:
        name = Message("separable.grouped", groups=setting(groups))
        found.append(make("grouped", name, "conv", {**dilated, "groups": groups}))
    kernel = values["kernel"]
    plain = all(isinstance(d, int) and d == 1 for d in values["dilation"])
    if dims == 2 and plain and not any(isinstance(k, int) and k == 1 for k in kernel):
        name = Message("separable.spatial", height=kernel[0], width=kernel[1])
        found.append(make("spatially_separable", name, "spatial_separable", shared))
    return found


def sensible_groups(channels: Any, out: Any, full: Any, small: Any) -> int | None:
    """The number of groups, among those that fit, which saves about what the separable one does.

    full, small: MACs of the standard and of the separable convolution.
    """
    if not all(isinstance(value, int) for value in (channels, out, full, small)) or not small:
        return None
    common = math.gcd(channels, out)
    wanted = Fraction(full, small)
    fitting = [g for g in range(2, min(common, 4096) + 1) if common % g == 0]
    return min(fitting, key=lambda g: (abs(g - wanted), g), default=None)
