"""Operations along axes: reductions, normalisation, softmax, linear layers, padding, resampling."""

from __future__ import annotations

from collections.abc import Sequence

from convcalc.algebra.expr import Size
from convcalc.algebra.trace import product
from convcalc.annotations import Any
from convcalc.load.readers.tensors.build import Build
from convcalc.load.readers.tensors.join import lined_up
from convcalc.load.readers.tensors.view import (
    Axis,
    TensorView,
    equal,
    fresh,
    in_order,
    is_one,
    sample_axes,
    size_of,
)

GLOBAL = {"mean": "gap", "max": "gmp"}
BINS = {"mean": "adaptive_avgpool", "max": "adaptive_maxpool"}
OVER_CHANNELS = {"mean": "channel_mean", "max": "channel_max"}


def reduced(to: Build, x: TensorView, axes: Sequence[int], kind: str, keep: bool) -> TensorView:
    """One value for all positions of these axes: their "mean", "max", or another of them."""
    gone = [x.axes[at] for at in axes]
    if any(to.batch in axis for axis in gone):
        return to.opaque([x], _left(x, axes, keep), kind)
    if not all(_is_whole(x, axis) for axis in gone if axis):
        if _among_channels(x, gone):
            return to.opaque([x], _left(x, axes, keep), kind, rf=None)
        x = to.plain(x)
    places = [place for place, axis in enumerate(x.base) if axis and axis in gone]
    if not places and any(gone):
        return to.opaque([x], _left(x, axes, keep), kind)
    made = _reduction(x, places, kind)
    if made is None:
        return TensorView(x.node, x.base, _left(x, axes, keep), x.label)
    type, given = made
    node = to.step(type, given, (x.node,))
    base = tuple([() if place in places else axis for place, axis in enumerate(x.base)])
    return TensorView(node, base, _left(x, axes, keep))


def _left(x: TensorView, axes: Sequence[int], keep: bool) -> tuple[Axis, ...]:
    """The axes of what a reduction leaves."""
    if keep:
        return tuple([() if at in axes else axis for at, axis in enumerate(x.axes)])
    return tuple([axis for at, axis in enumerate(x.axes) if at not in axes])


def _is_whole(x: TensorView, axis: Axis) -> bool:
    return axis in x.base


def _among_channels(x: TensorView, axes: Sequence[Axis]) -> bool:
    return all(atom in x.base[0] for axis in axes for atom in axis)


def _reduction(
    x: TensorView, places: Sequence[int], kind: str
) -> tuple[str, dict[str, Any]] | None:
    """Type and parameters of the layer that leaves one position of these axes of the map."""
    if not places:
        return None
    sizes = [1 if place in places else size_of(axis) for place, axis in enumerate(x.base)]
    spatial = [place for place in range(1, len(x.base)) if x.base[place]]
    if places == [0] and kind in OVER_CHANNELS:
        return OVER_CHANNELS[kind], {}
    if 0 not in places and places == spatial and kind in GLOBAL:
        return GLOBAL[kind], {}
    if 0 not in places and kind in BINS:
        kept = [1 if place in places else None for place in range(1, len(x.base))]
        return BINS[kind], {"output_size": tuple(kept)}
    given: dict[str, Any] = {"what": kind, "params": 0, "macs": 0, "out": sizes[0]}
    given["size"] = tuple(sizes[1:]) or "flat"
    if places == [0]:
        given["rf"] = 1
    elif set(spatial) <= set(places):
        given["rf"] = "global"
    return "opaque", given


def linear(to: Build, x: TensorView, out: Size, bias: bool) -> TensorView:
    """A fully connected layer over the last axis."""
    last = x.axes[-1]
    lead = [axis for axis in x.axes[:-1] if axis and axis != (to.batch,)]
    if not lead:  # all of it is on the last axis
        flat = to.plain(TensorView(x.node, x.base, ((to.batch,), last), x.label))
        node = to.step("linear", {"out": out, "bias": bias}, (flat.node,))
        new = fresh([out])[0]
        return TensorView(node, (new,), (*x.axes[:-1], new))
    if not last or last not in (x.base[0], x.base[-1]):
        x = to.plain(x)
        last = x.axes[-1]
    over = "channels" if last and last == x.base[0] else "last"
    if len(x.base) == 1 and over == "last":
        return _stacked(to, x, out, bias)
    node = to.step("linear", {"out": out, "bias": bias, "over": over}, (x.node,))
    new = fresh([out])[0]
    base = (new, *x.base[1:]) if over == "channels" else (*x.base[:-1], new)
    return TensorView(node, base, (*x.axes[:-1], new))


def _stacked(to: Build, x: TensorView, out: Size, bias: bool) -> TensorView:
    """The same where the map has one axis for several."""
    places = product(*[size_of(axis) for axis in sample_axes(x, to.batch)[:-1]])
    features = size_of(x.axes[-1])
    params = product(features, out) + (out if bias else 0)
    axes = (*x.axes[:-1], fresh([out])[0])
    return to.opaque([x], axes, "linear", params, product(places, features, out))


def layer_norm(
    to: Build, x: TensorView, axes: Sequence[int], scale: bool, shift: bool
) -> TensorView:
    """Layer normalisation over these axes."""
    over = [x.axes[at] for at in axes]
    given = {"affine": scale, "bias": shift} if scale else {"affine": False}
    if scale or not shift:
        if len(over) == 1 and over[0] and over[0] == x.base[0]:
            return to.unary(x, "ln", {"over": "channels", **given})
        if in_order(over) == in_order(x.base):
            return to.unary(x, "ln", {"over": "all", **given})
    size = product(*map(size_of, over))
    params = product(size, int(scale) + int(shift))
    return to.opaque([x], None, "layer_norm", params, 0, _sees(x, over))


def softmax(to: Build, x: TensorView, at: int, what: str = "softmax") -> TensorView:
    """Softmax along an axis."""
    axis = x.axes[at]
    if axis and axis == x.base[0]:
        return to.unary(x, "log_softmax" if "log" in what.lower() else "softmax")
    return to.opaque([x], None, what, 0, 0, _sees(x, [axis]))


def _sees(x: TensorView, axes: Sequence[Axis]) -> int | str:
    """What each output sees of the map: its own position, or everything."""
    return 1 if _among_channels(x, axes) else "global"


def padded(to: Build, x: TensorView, pairs: Sequence[tuple[Size, Size]], mode: str) -> TensorView:
    """So many positions before and after on each axis; negative ones are cut away."""
    if all(map(_is_still, pairs)):
        return x
    x, order = mapped(to, x)
    by_place = dict(zip(order or (), pairs, strict=False))
    if order is None or not _is_still(by_place.get(-1, (0, 0))):
        return to.opaque([x], _grown(x, pairs), "pad")
    node = x.node
    spatial = tuple([by_place[place] for place in range(1, len(x.base))])
    if not all(map(_is_still, spatial)):
        given = {"padding": spatial, **({} if mode == "zero" else {"mode": mode})}
        node = to.step("pad", given, (node,))
    if not _is_still(by_place[0]):
        node = to.step("channel_pad", {"amount": (by_place[0],)}, (node,))
    return _remade(to, x, order, node, [by_place[place] for place in range(len(x.base))])


def mapped(to: Build, x: TensorView) -> tuple[TensorView, tuple[int, ...] | None]:
    """The tensor on a map with an axis for each of its own, and which it is (-1 for the batch);
    None if the map cannot have them."""
    (x,), order = lined_up(to, [x])
    places = [place for place in order if place != -1]
    return x, order if len(places) == len(x.base) == len(order) - 1 else None


def _remade(
    to: Build, x: TensorView, order: Sequence[int], node: int, pairs: Sequence[tuple[Size, Size]]
) -> TensorView:
    """The same view of a map of other sizes, where `pairs` change them."""
    made = fresh(to.sizes(node))
    base = tuple(
        [
            old if _is_still(pair) else new
            for old, new, pair in zip(x.base, made, pairs, strict=True)
        ]
    )
    axes = [x.axes[at] if place == -1 else base[place] for at, place in enumerate(order)]
    return TensorView(node, base, tuple(axes))


def _grown(x: TensorView, pairs: Sequence[tuple[Size, Size]]) -> tuple[Axis, ...]:
    return tuple(
        [
            axis if _is_still(pair) else fresh([size_of(axis) + pair[0] + pair[1]])[0]
            for axis, pair in zip(x.axes, pairs, strict=True)
        ]
    )


def _is_still(pair: tuple[Size, Size]) -> bool:
    return all(isinstance(size, int) and size == 0 for size in pair)


def resampled(
    to: Build, x: TensorView, key: str, values: Sequence[Any], mode: str, corners: bool
) -> TensorView | None:
    """The spatial axes by scales or to sizes (`key`: scale, output_size), one value for each axis
    of the tensor; None if the batch or the channels would change."""
    x, order = mapped(to, x)
    if order is None:
        return None
    by_place = dict(zip(order, values, strict=True))
    batch, channels = by_place.get(-1, 1), by_place[0]
    single = is_one(batch) or (key != "scale" and equal(batch, to.batch.size))
    if not single or not equal(channels, 1 if key == "scale" else size_of(x.base[0])):
        return None
    given: dict[str, Any] = {key: tuple([by_place[place] for place in range(1, len(x.base))])}
    given["mode"] = mode
    if corners:
        given["align_corners"] = True
    node = to.step("upsample", given, (x.node,))
    still, moved = (0, 0), (1, 1)
    return _remade(to, x, order, node, [still, *[moved] * (len(x.base) - 1)])
