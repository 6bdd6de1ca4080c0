"""What goes wrong when a tiny tensor is worked by hand: the same work with one thing done wrongly.

Nothing is computed a second time here: a mistake is another question (another kind of pooling, a
turned kernel, no bias), or the right windows read wrongly, and `work` answers it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from convcalc.errors import ConvcalcError
from convcalc.tensors.page import Sample
from convcalc.tensors.read import Array
from convcalc.tensors.work import WorkedTensor, work

OTHER = {
    "maxpool": "avgpool", "avgpool": "maxpool", "gap": "gmp", "gmp": "gap",
    "adaptive_maxpool": "adaptive_avgpool", "adaptive_avgpool": "adaptive_maxpool",
}  # fmt: skip
"""The other pooling, that takes the average for the maximum or the maximum for the average."""
AVERAGES = frozenset({"avgpool", "gap", "adaptive_avgpool"})
EMPTY: Mapping[str, Any] = {}
NEUTRAL = {"stride": 1, "padding": 0, "dilation": 1}


@dataclass(frozen=True, slots=True)
class Mistake:
    """A slip, and the output that it leads to."""

    code: str
    batch: tuple[Sample, ...]


def mistakes(done: WorkedTensor) -> Iterator[Mistake]:
    """Every mistake that can be made in this work and changes its output, likely ones first."""
    right = done.working.batch
    for code, wrong in _MADE:
        try:
            batch = wrong(done)
        except ConvcalcError:  # there is no such layer: nobody made that mistake
            continue
        if batch is not None and batch != right:
            yield Mistake(code, batch)


def _again(
    done: WorkedTensor,
    *,
    kind: str = "",
    arrays: Mapping[str, Array | None] = EMPTY,
    given: Mapping[str, Any] = EMPTY,
) -> tuple[Sample, ...]:
    """The output of the same work as another kind, with other arrays or parameters."""
    request = done.request
    changed = {**request.arrays, **arrays}
    kept = {name: array for name, array in changed.items() if array is not None}
    again = work(kind or request.kind, kept, {**request.given, **given}, request.dims,
                 request.dialect, request.numbers, request.switches)  # fmt: skip
    return again.working.batch


def _other_pooling(done: WorkedTensor) -> tuple[Sample, ...] | None:
    other = OTHER.get(done.request.kind)
    return _again(done, kind=other) if other else None


def _average_for_maximum(done: WorkedTensor) -> tuple[Sample, ...] | None:
    return None if done.request.kind in AVERAGES else _other_pooling(done)


def _maximum_for_average(done: WorkedTensor) -> tuple[Sample, ...] | None:
    return _other_pooling(done) if done.request.kind in AVERAGES else None


def _not_divided(done: WorkedTensor) -> tuple[Sample, ...] | None:
    """The sum of each window: the mean of as many elements as a full window has, times these."""
    request = done.request
    if request.kind not in AVERAGES or request.kind.startswith("adaptive"):
        return None
    rows, columns = request.windows
    whole = request.kind == "gap"
    count = request.size[0] * request.size[1] if whole else rows.kernel * columns.kernel
    means = done.working.batch if whole else _again(done, given={"count_include_pad": True})
    return _mapped(means, lambda value: value * count)


def _first_row(done: WorkedTensor) -> tuple[Sample, ...] | None:
    """The first row of each window only, where it has several."""
    request = done.request
    if request.kind not in ("maxpool", "avgpool") or request.dims != 2:
        return None
    rows, columns = request.windows
    given = {
        "kernel": (1, columns.kernel),
        "stride": (rows.stride, columns.stride),
    }
    height = request.output[0]
    batch = _again(done, given=given)
    return tuple(tuple(grid[:height] for grid in sample) for sample in batch)


def _one_row_of_kernel(done: WorkedTensor) -> tuple[Sample, ...] | None:
    def first(grid: tuple[Any, ...]) -> tuple[Any, ...]:
        return (grid[0], *[tuple(0 for _ in row) for row in grid[1:]])

    return _with_weight(done, first)


def _flipped(done: WorkedTensor) -> tuple[Sample, ...] | None:
    return _with_weight(done, lambda grid: tuple(row[::-1] for row in grid[::-1]))


def _with_weight(
    done: WorkedTensor, change: Callable[[tuple[Any, ...]], tuple[Any, ...]]
) -> tuple[Sample, ...] | None:
    """With every kernel of two axes changed; one of a series is a grid of one row."""
    weight = done.request.arrays.get("weight")
    if weight is None or done.request.kind not in ("conv", "depthwise", "tconv"):
        return None
    depth = len(weight.shape) - done.request.dims

    def changed(entries: tuple[Any, ...], level: int) -> tuple[Any, ...]:
        if level > 0:
            return tuple(changed(entry, level - 1) for entry in entries)
        return change(entries) if done.request.dims == 2 and not level else change((entries,))[0]

    return _again(done, arrays={"weight": Array(changed(weight.entries, depth), *weight[1:])})


def _without(name: str) -> Callable[[WorkedTensor], tuple[Sample, ...] | None]:
    """With a tensor left out."""

    def made(done: WorkedTensor) -> tuple[Sample, ...] | None:
        return _again(done, arrays={name: None}) if name in done.request.arrays else None

    return made


def _ignored(name: str) -> Callable[[WorkedTensor], tuple[Sample, ...] | None]:
    """With a parameter that was given left out: its neutral value."""

    def made(done: WorkedTensor) -> tuple[Sample, ...] | None:
        return _again(done, given={name: NEUTRAL[name]}) if _counts(done, name) else None

    return made


def _counts(done: WorkedTensor, name: str) -> bool:
    layer = done.request.layer
    return layer is not None and name in layer.values and done.request.kind not in ("gap", "gmp")


def _padding_in_mean(included: bool) -> Callable[[WorkedTensor], tuple[Sample, ...] | None]:
    def made(done: WorkedTensor) -> tuple[Sample, ...] | None:
        if done.request.kind != "avgpool" or not any(map(any, done.request.padding)):
            return None
        return _again(done, given={"count_include_pad": included})

    return made


def _first_channel(done: WorkedTensor) -> tuple[Sample, ...] | None:
    """One channel of the input alone, where the products of all are added up."""
    request = done.request
    if request.kind != "conv" or len(request.batch[0]) < 2 or len(request.batch) > 1:
        return None
    data, weight = request.arrays["data"], request.arrays["weight"]
    rest = len(data.shape) - request.dims - 1

    def cleared(entries: Any) -> Any:
        return tuple(map(cleared, entries)) if type(entries) is tuple else 0

    if rest or len(weight.shape) < request.dims + 1:
        return None
    entries = (data.entries[0], *map(cleared, data.entries[1:]))
    return _again(done, arrays={"data": Array(entries, *data[1:])})


def _mapped(batch: tuple[Sample, ...], change: Callable[[Any], Any]) -> tuple[Sample, ...]:
    return tuple(
        tuple(tuple(tuple(map(change, row)) for row in grid) for grid in sample) for sample in batch
    )


_MADE: tuple[tuple[str, Callable[[WorkedTensor], tuple[Sample, ...] | None]], ...] = (
    ("bias_forgotten", _without("bias")),
    ("kernel_flipped", _flipped),
    ("average_for_maximum", _average_for_maximum),
    ("maximum_for_average", _maximum_for_average),
    ("not_divided", _not_divided),
    ("first_row_only", _first_row),
    ("weights_of_one_row", _one_row_of_kernel),
    ("one_channel_only", _first_channel),
    ("padding_in_mean", _padding_in_mean(True)),
    ("padding_not_in_mean", _padding_in_mean(False)),
    ("stride_ignored", _ignored("stride")),
    ("padding_ignored", _ignored("padding")),
    ("dilation_ignored", _ignored("dilation")),
    ("scale_forgotten", _without("gamma")),
    ("shift_forgotten", _without("beta")),
)
