"""The weights of a layer in the order that its work wants, and what they say about the layer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from convcalc.errors import Message, UsageError
from convcalc.layers.base import Shape
from convcalc.layers.conv import GROUPS
from convcalc.layers.numbers import read_integer
from convcalc.tensors.activation_map import class_weights
from convcalc.tensors.page import Grid
from convcalc.tensors.request import Request, levels


def weights_of(ready: Request, shape: Shape, settings: dict[str, Any]) -> Any:
    """The weights; the kernel and the channels that they show are noted in `settings`.

    Raises:
        ConvcalcError: they do not fit the data.
    """
    return WEIGHTS.get(ready.kind, _filters)(ready, shape, settings)


def _kernel(settings: dict[str, Any], filters: Any, dims: int) -> None:
    settings["kernel"] = [len(filters[0][0]), len(filters[0][0][0])][2 - dims :]


def _groups(settings: Mapping[str, Any]) -> int:
    groups = read_integer(GROUPS, settings.get("groups", 1))
    if not isinstance(groups, int):
        raise UsageError(Message("value.symbol", name="groups"))
    return groups


def _filters(ready: Request, shape: Shape, settings: dict[str, Any]) -> Any:
    """Filters of a convolution: [filter][input channel of its group]."""
    entries, above = levels(ready.arrays["weight"], ready.dims, "weight")
    channels, groups = _channels(shape), _groups(settings)
    wanted = channels // groups if channels % groups == 0 else channels
    if above == 0:
        entries = ((entries,),)
    elif above == 1:
        entries = tuple((kernel,) for kernel in entries) if wanted == 1 else (entries,)
    if len(entries[0]) != wanted:
        raise _wrong_channels(len(entries[0]), wanted, channels, groups)
    _kernel(settings, entries, ready.dims)
    settings["out"] = len(entries)
    return entries


def _depthwise(ready: Request, shape: Shape, settings: dict[str, Any]) -> Any:
    """One kernel (or several) for each channel."""
    entries, above = levels(ready.arrays["weight"], ready.dims, "weight")
    if above == 2:
        if any(len(kernels) != 1 for kernels in entries):
            raise _wrong_channels(len(entries[0]), 1, _channels(shape), _channels(shape))
        entries = tuple(kernels[0] for kernels in entries)
    kernels: tuple[Grid, ...] = entries if above else (entries,)
    channels = _channels(shape)
    if len(kernels) % channels:
        raise UsageError(Message("value.depthwise_kernels", given=len(kernels), channels=channels))
    filters = tuple((kernel,) for kernel in kernels)
    _kernel(settings, filters, ready.dims)
    settings["multiplier"] = len(kernels) // channels
    return filters


def _pointwise(ready: Request, shape: Shape, settings: dict[str, Any]) -> Any:
    """A row for each filter, one number for each input channel of its group."""
    rows = class_weights(ready, _channels(shape) // _groups(settings))
    settings["out"] = len(rows)
    return tuple(tuple(((w,),) for w in row) for row in rows)


def _linear(ready: Request, shape: Shape, settings: dict[str, Any]) -> Any:
    """A row for each output, one number for each input."""
    inputs = _channels(shape)
    for size in shape.spatial:
        assert isinstance(size, int)
        inputs *= size
    rows = class_weights(ready, inputs)
    settings["out"] = len(rows)
    return rows


def _transposed(ready: Request, shape: Shape, settings: dict[str, Any]) -> Any:
    """Filters of a transposed convolution: [input channel][output channel of its group]."""
    entries, above = levels(ready.arrays["weight"], ready.dims, "weight")
    channels = _channels(shape)
    if above == 0:
        entries = ((entries,),)
    elif above == 1:
        entries = (entries,) if channels == 1 else tuple((kernel,) for kernel in entries)
    if len(entries) != channels:
        raise UsageError(
            Message("value.transposed_channels", given=len(entries), channels=channels)
        )
    _kernel(settings, entries, ready.dims)
    settings["out"] = len(entries[0]) * _groups(settings)
    return entries


WEIGHTS: dict[str, Callable[[Request, Shape, dict[str, Any]], Any]] = {
    "depthwise": _depthwise,
    "pointwise": _pointwise,
    "linear": _linear,
    "tconv": _transposed,
}


def _channels(shape: Shape) -> int:
    assert isinstance(shape.channels, int)
    return shape.channels


def _wrong_channels(given: int, wanted: int, channels: int, groups: int) -> UsageError:
    code = "value.weight_channels" if groups == 1 else "value.weight_channels_groups"
    return UsageError(Message(code, given=given, wanted=wanted, channels=channels, groups=groups))
