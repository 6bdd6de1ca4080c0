"""Padding as a value: explicit pairs, or SAME, whose pads depend on the size of the input."""

from __future__ import annotations

from convcalc.algebra.expr import Size
from convcalc.annotations import TypeAlias


class Explicit:
    """Padding before and after, one pair for each axis."""

    __slots__ = ("pairs",)

    def __init__(self, pairs: tuple[tuple[Size, Size], ...]) -> None:
        self.pairs = pairs


class Same:
    """SAME: output ceil(i / s); an odd total has its extra element at the end (`upper`, the rule
    of TensorFlow and of ONNX SAME_UPPER) or at the beginning (`lower`)."""

    __slots__ = ("lower",)

    def __init__(self, lower: bool = False) -> None:
        self.lower = lower


Padding: TypeAlias = "Explicit | Same"
