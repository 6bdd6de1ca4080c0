"""What would fix a merge whose paths do not fit together."""

from __future__ import annotations

from collections.abc import Sequence

from convcalc.algebra.expr import Size
from convcalc.errors import Message
from convcalc.layers.base import Shape


def merge_hints(reason: Message, shapes: Sequence[Shape]) -> list[Message]:
    """Hints for a refused sum, product or concatenation of integer sizes; none otherwise."""
    if reason.code == "combine.channels_differ":
        counts = [c for c in (shape.channels for shape in shapes) if isinstance(c, int)]
        if len(counts) < len(shapes):
            return []
        wanted = max(counts)
        return [Message("network.hint.project", channels=wanted, line=f"conv1@{wanted}b0")]
    if reason.code == "combine.sizes_differ":
        sizes = [_integers(shape.spatial) for shape in shapes]
        known = [size for size in sizes if size is not None]
        return [_fit(max(known), min(known))] if len(known) == len(sizes) else []
    return []


def _integers(spatial: tuple[Size, ...]) -> tuple[int, ...] | None:
    whole = tuple([size for size in spatial if isinstance(size, int)])
    return whole if len(whole) == len(spatial) else None


def _fit(large: tuple[int, ...], small: tuple[int, ...]) -> Message:
    """A stride on one path if that explains all axes, else a crop."""
    strides = {_stride(a, b) for a, b in zip(large, small, strict=True)}
    stride = strides.pop() if len(strides) == 1 else None
    if stride is not None and stride > 1:
        return Message("network.hint.stride", stride=stride)
    return Message("network.hint.crop")


def _stride(large: int, small: int) -> int | None:
    """The stride that takes one size to the other, rounding up; not to what a single pixel is left
    of, be it pooled or an input that is far too small."""
    stride = (large + small // 2) // small
    return stride if small > 1 and -(-large // stride) == small else None
