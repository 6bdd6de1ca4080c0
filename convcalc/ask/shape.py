"""The numbers of a question as the command line writes them: SIZE, kernels, paddings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from convcalc.ask.question import ReadQuestion, spelt
from convcalc.errors import Message, UsageError

MOST_AXES = 3


class Input(NamedTuple):
    """What goes in: pixels an axis and channels, None where the question does not say."""

    spatial: tuple[int, ...] | None
    channels: int | None
    dims: int


def grid(values: Sequence[int]) -> str:
    """3 where all axes agree, else 3x5."""
    return str(values[0]) if len(set(values)) == 1 else spelt(tuple(values))


def input_of(question: ReadQuestion) -> Input:
    """The input: 224x224x3 has channels last, 3x224x224 first, unless the layer has three axes.

    Raises:
        UsageError: three different numbers, which can be read both ways.
    """
    dims = _dims(question)
    value = question.given.get("input")
    channels = question.given.get("in")
    if value is None:
        return Input(None, channels[0] if channels else None, dims)
    spatial, own = _split(tuple(value), dims)
    if own is not None:
        question.put("in", (own,))
    channels = question.given.get("in")
    return Input(spatial, channels[0] if channels else None, dims)


def _dims(question: ReadQuestion) -> int:
    said = question.flags.get("dims")
    if said:
        return int(said)
    widths = [len(question.given[name]) for name in _AXES if _is_grid(question.given.get(name))]
    dims = max([2, *widths])
    if dims > MOST_AXES:
        raise UsageError(Message("ask.too_many_axes", given=dims, most=MOST_AXES))
    return dims


_AXES = ("kernel", "stride", "dilation", "padding")


def _is_grid(value: Any) -> bool:
    return isinstance(value, tuple) and len(value) > 1


def _split(value: tuple[int, ...], dims: int) -> tuple[tuple[int, ...], int | None]:
    """Pixels and channels of a size; a leading batch of four numbers (five in 3-D) is dropped."""
    if len(value) <= dims:
        return (value * dims if len(value) == 1 else value), None
    if len(value) == dims + 2 or len(value) == dims + 1:
        shape = value[-(dims + 1) :]
        last, first = shape[:-1], shape[1:]
        if dims == 1:
            raise _three(value)
        if len(set(last)) == 1:
            return last, shape[-1]
        if len(set(first)) == 1:
            return first, shape[0]
    raise _three(value)


def _three(value: tuple[int, ...]) -> UsageError:
    return UsageError(
        Message("ask.three_numbers", value=spelt(value)), Message("ask.three_numbers_hint")
    )


def size_text(given: Input) -> str:
    """SIZE of the command line; letters stand for what the answer does not depend on."""
    spatial = "HxW" if given.spatial is None else grid(given.spatial)
    if given.spatial is None and given.dims != 2:
        spatial = "H" if given.dims == 1 else "DxHxW"
    return spatial if given.channels is None else f"{spatial}@{given.channels}"
