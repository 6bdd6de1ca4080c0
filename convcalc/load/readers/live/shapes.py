"""Functions of torch -> our layers: views, parts, sums and products of tensors."""

from __future__ import annotations

from collections.abc import Sequence

import torch

from convcalc.load.readers.live.call import Seen, Untranslated
from convcalc.load.readers.live.functions import Function, scale_of
from convcalc.load.readers.tensors.along import padded, resampled
from convcalc.load.readers.tensors.build import Build
from convcalc.load.readers.tensors.move import (
    flattened,
    part,
    reshaped,
    squeezed,
    stretched,
    transposed,
    unsqueezed,
)
from convcalc.load.readers.tensors.view import TensorView, size_of

PAD_MODES = {
    "constant": "zero",
    "reflect": "reflect",
    "replicate": "replicate",
    "circular": "circular",
}


def pieces(to: Build, seen: Seen) -> list[TensorView]:
    """split, chunk, tensor_split: as many parts as came out, of their lengths."""
    x = seen.data(0, "tensor") if seen.name == "split" else seen.data()
    at = seen.raw(2, "dim", 0) % len(x.axes)
    made: list[TensorView] = []
    start = 0
    for shape in seen.shapes:
        made.append(part(to, x, at, start, shape[at]))
        start += shape[at]
    return made


def unbind(to: Build, seen: Seen) -> list[TensorView]:
    x = seen.data()
    at = seen.raw(1, "dim", 0) % len(x.axes)
    return [squeezed(part(to, x, at, number, 1), (at,)) for number in range(len(seen.shapes))]


def narrow(to: Build, seen: Seen) -> TensorView:
    x = seen.data()
    at, start, length = seen.raw(1, "dim"), seen.raw(2, "start"), seen.raw(3, "length")
    size = x.shape[at]
    start = start + size if isinstance(start, int) and start < 0 else start
    return part(to, x, at % len(x.axes), start, length)


def select(to: Build, seen: Seen) -> TensorView:
    x = seen.data()
    at = seen.raw(1, "dim") % len(x.axes)
    return _one(to, x, at, seen.raw(2, "index"))


def _one(to: Build, x: TensorView, at: int, position: int) -> TensorView:
    size = size_of(x.axes[at])
    return squeezed(part(to, x, at, size + position if position < 0 else position, 1), (at,))


def getitem(to: Build, seen: Seen) -> TensorView:
    x, index = seen.data(), seen.raw(1, "index")
    keys = list(index) if isinstance(index, tuple) else [index]
    taken = sum(key is not None and key is not Ellipsis for key in keys)
    if any(isinstance(key, torch.Tensor | list | bool) for key in keys):
        raise Untranslated
    if Ellipsis in keys:
        where = keys.index(Ellipsis)
        keys[where : where + 1] = [slice(None)] * (len(x.axes) - taken)
    at = 0
    for key in keys:
        if key is None:
            x = unsqueezed(x, (at,))
        elif isinstance(key, int):
            x = _one(to, x, at, key)
            continue
        else:
            size = size_of(x.axes[at])
            if not isinstance(size, int):
                raise Untranslated
            span = range(*key.indices(size))
            x = part(to, x, at, span.start, len(span), span.step)
        at += 1
    return x


def reshape(to: Build, seen: Seen) -> TensorView:
    return _reshaped(to, seen.data(), seen.shapes[0])


def _reshaped(to: Build, x: TensorView, shape: Sequence[int]) -> TensorView:
    made = reshaped(to, x, shape)
    if made is None:
        raise Untranslated
    return made


def view(to: Build, seen: Seen) -> TensorView:
    if seen.call.args[1:] and isinstance(seen.call.args[1], torch.dtype):
        return seen.data()
    return reshape(to, seen)


def flatten(to: Build, seen: Seen) -> TensorView:
    x = seen.data()
    rank = len(x.axes)
    first, last = seen.raw(1, "start_dim", 0) % rank, seen.raw(2, "end_dim", -1) % rank
    return flattened(to, x, first, last)


def permute(to: Build, seen: Seen) -> TensorView:
    x = seen.data()
    return transposed(to, x, [at % len(x.axes) for at in seen.rest(1, "dims")])


def swap(to: Build, seen: Seen) -> TensorView:
    x = seen.data()
    rank = len(x.axes)
    order = list(range(rank))
    one, other = (
        (-2, -1) if seen.name in ("t", "T", "mT") else (seen.raw(1, "dim0"), seen.raw(2, "dim1"))
    )
    if seen.name == "T" and rank != 2:
        return transposed(to, x, order[::-1])
    order[one % rank], order[other % rank] = order[other % rank], order[one % rank]
    return transposed(to, x, order)


def movedim(to: Build, seen: Seen) -> TensorView:
    x = seen.data()
    rank = len(x.axes)
    places = [seen.raw(at, name) for at, name in ((1, "source"), (2, "destination"))]
    source, target = ([place] if isinstance(place, int) else list(place) for place in places)
    moved = {there % rank: here % rank for here, there in zip(source, target, strict=True)}
    rest = iter([at for at in range(rank) if at not in moved.values()])
    return transposed(to, x, [moved[at] if at in moved else next(rest) for at in range(rank)])


def squeeze(to: Build, seen: Seen) -> TensorView:
    x = seen.data()
    dims = seen.rest(1, "dim")
    rank = len(x.axes)
    axes = {at % rank for at in dims} if dims else set(range(rank))
    shape = seen.raw(0, "input").shape
    return squeezed(x, [at for at in axes if shape[at] == 1])


def unsqueeze(to: Build, seen: Seen) -> TensorView:
    x = seen.data()
    return unsqueezed(x, (seen.raw(1, "dim") % (len(x.axes) + 1),))


def expand(to: Build, seen: Seen) -> TensorView:
    return stretched(to, seen.data(), seen.shapes[0])


def pad(to: Build, seen: Seen) -> TensorView:
    x, amounts = seen.data(), list(seen.raw(1, "pad"))
    mode = PAD_MODES.get(seen.raw(2, "mode", "constant") or "constant")
    if mode is None:
        raise Untranslated
    pairs = [(0, 0)] * len(x.axes)
    for number in range(len(amounts) // 2):
        pairs[-1 - number] = amounts[2 * number], amounts[2 * number + 1]
    return padded(to, x, pairs, mode)


def interpolate(to: Build, seen: Seen) -> TensorView:
    x, mode = seen.data(), seen.raw(3, "mode", "nearest")
    size, scale = seen.raw(1, "size"), seen.raw(2, "scale_factor")
    dims = len(x.axes) - 2
    corners = bool(seen.raw(4, "align_corners", False))
    if size is None and not (seen.raw(5, "recompute_scale_factor") or False):
        factors = scale if isinstance(scale, list | tuple) else [scale] * dims
        values = [1, 1, *[scale_of(factor) for factor in factors]]
        made = resampled(to, x, "scale", values, mode, corners)
    else:
        made = resampled(to, x, "output_size", [*x.shape[:2], *seen.shapes[0][2:]], mode, corners)
    if made is None:
        raise Untranslated
    return made


def blocks(type: str, name: str) -> Function:
    return lambda to, seen: to.layer(seen.data(), type, {"factor": seen.raw(1, name)})


def channel_shuffle(to: Build, seen: Seen) -> TensorView:
    return to.layer(seen.data(), "channel_shuffle", {"groups": seen.raw(1, "groups")})


SHAPES: dict[str, Function] = {
    **dict.fromkeys(("split", "chunk", "tensor_split", "split_with_sizes"), pieces),
    "unbind": unbind,
    "narrow": narrow,
    "select": select,
    "__getitem__": getitem,
    **dict.fromkeys(("reshape", "reshape_as", "view_as", "unflatten"), reshape),
    "view": view,
    "flatten": flatten,
    "permute": permute,
    **dict.fromkeys(("transpose", "swapaxes", "swapdims", "t", "T", "mT"), swap),
    **dict.fromkeys(("movedim", "moveaxis"), movedim),
    "squeeze": squeeze,
    "unsqueeze": unsqueeze,
    **dict.fromkeys(("expand", "expand_as", "broadcast_to"), expand),
    "pad": pad,
    **dict.fromkeys(("interpolate", "upsample"), interpolate),
    "pixel_shuffle": blocks("pixel_shuffle", "upscale_factor"),
    "pixel_unshuffle": blocks("pixel_unshuffle", "downscale_factor"),
    **dict.fromkeys(("channel_shuffle", "native_channel_shuffle"), channel_shuffle),
}
