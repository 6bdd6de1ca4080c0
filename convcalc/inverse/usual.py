"""What people usually choose: which of many solutions comes first, and how far to look."""

from __future__ import annotations

from collections.abc import Sequence

DEFAULTS = {
    "stride": 4, "dilation": 4, "kernel": 11, "padding": 10, "output_padding": 3, "groups": 64,
}  # fmt: skip
"""Role -> the last value tried where several unknowns have no bounds, in the order of choice."""

PIVOTS = (
    "size", "count", "out", "in", "padding", "output_padding", "kernel", "dilation", "stride",
    "groups",
)  # fmt: skip
"""Of several unknowns without bounds, the first of these is solved rather than tried."""

FIRST_STRIDES = (1, 2, 4, 3)


def rank(role: str, value: int) -> tuple[int, ...]:
    """Where a value stands among those of its role: odd kernels from 3 on, strides 1, 2 and 4, and
    small numbers otherwise."""
    if role == "kernel":
        return (1 - value % 2, int(value == 1), value)
    if role in ("stride", "dilation") and value in FIRST_STRIDES:
        return (0, FIRST_STRIDES.index(value))
    return (1, value)


def evenness(paddings: Sequence[int]) -> tuple[int, ...]:
    """Where paddings of several sides stand: those that differ least, then the smallest, and what
    cannot be shared equally at the end."""
    return (max(paddings) - min(paddings), sum(paddings), *paddings)
