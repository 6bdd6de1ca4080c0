"""Which layer makes one map of another that has the same elements under other axes."""

from __future__ import annotations

from convcalc.annotations import Any, TypeAlias
from convcalc.load.readers.tensors.view import Axes, Axis, equal, in_order, size_of

Made: TypeAlias = "tuple[str, dict[str, Any]]"


def turned(base: Axes, want: Axes) -> Made:
    """Type and parameters of the layer that makes a map of axes `want` of one of axes `base`."""
    if len(want) == 1:
        return "flatten", {}  # in whatever order: each output stands for one input
    if in_order(base) == in_order(want):
        return _merged(base, want) or ("reshape", {"shape": tuple(map(size_of, want))})
    found = _shuffled(base, want) or _to_space(base, want) or _to_depth(base, want)
    if found is not None:
        return found
    sizes = [size_of(axis) for axis in want]
    given = {"what": "transpose", "out": sizes[0], "size": tuple(sizes[1:]), "params": 0, "macs": 0}
    return "opaque", given


def _merged(base: Axes, want: Axes) -> Made | None:
    """Neighbouring axes into one, the others as they are."""
    cut = len(base) - len(want)
    if cut <= 0:
        return None
    for start in range(len(want)):
        merged = tuple(in_order(base[start : start + cut + 1]))
        if (*base[:start], merged, *base[start + cut + 1 :]) == want:
            return "flatten", {"start_dim": start + 1, "end_dim": start + cut + 1}
    return None


def _shuffled(base: Axes, want: Axes) -> Made | None:
    """The channels, in two factors that change places."""
    if base[1:] != want[1:]:
        return None
    for at in range(1, len(base[0])):
        if base[0][at:] + base[0][:at] == want[0]:
            return "channel_shuffle", {"groups": size_of(base[0][:at])}
    return None


def _factor(axes: list[Axis]) -> Any:
    """The size that all these factors have; None if they have several."""
    sizes = [size_of(axis) for axis in axes]
    return sizes[0] if all(equal(size, sizes[0]) for size in sizes[1:]) else None


def _to_space(base: Axes, want: Axes) -> Made | None:
    """Factors of the channels behind each spatial axis."""
    dims = len(base) - 1
    if dims != 2 or len(want) != 3 or any(len(axis) < 2 for axis in want[1:]):
        return None
    blocks: list[Axis] = []
    for have, axis in zip(base[1:], want[1:], strict=True):
        if axis[: len(have)] != have:
            return None
        blocks.append(axis[len(have) :])
    return _blocks("pixel_shuffle", base[0], want[0], blocks)


def _to_depth(base: Axes, want: Axes) -> Made | None:
    """Factors of each spatial axis among the channels."""
    if len(base) != 3 or len(want) != 3:
        return None
    blocks: list[Axis] = []
    for have, axis in zip(base[1:], want[1:], strict=True):
        if have[: len(axis)] != axis:
            return None
        blocks.append(have[len(axis) :])
    return _blocks("pixel_unshuffle", want[0], base[0], blocks)


def _blocks(type: str, deep: Axis, shallow: Axis, blocks: list[Axis]) -> Made | None:
    """A block for each output: its elements in one of the two orders of `deep`."""
    factor = _factor(blocks)
    inside = tuple(in_order(tuple(blocks)))
    if factor is None or not inside:
        return None
    for mode, order in (("crd", shallow + inside), ("dcr", inside + shallow)):
        if deep == order:
            return type, {"factor": factor, "mode": mode}
    return None
