"""The numbers of a question as the command line writes them: SIZE, kernels, paddings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from convcalc.ask.reply import refused
from convcalc.ask.scene import Scene
from convcalc.ask.window import SaidLayer, contradiction, spelt

MOST_AXES = 3


class Input(NamedTuple):
    """What goes in: an entry an axis and channels, None where the question does not say."""

    spatial: tuple[Any, ...] | None
    channels: Any
    dims: int


def grid(values: Sequence[Any]) -> str:
    """3 where all axes agree, else 3x5."""
    if isinstance(values, str) or (len(values) == 1 and isinstance(values[0], str)):
        return values if isinstance(values, str) else letter(values[0])
    return (
        str(letter(values[0]))
        if len(set(values)) == 1
        else "x".join(str(letter(v)) for v in values)
    )


def letter(value: Any) -> Any:
    return value.upper() if isinstance(value, str) and len(value) == 1 else value


def input_of(scene: Scene, window: SaidLayer | None = None) -> Input:
    """The input: 224x224x3 has channels last, 3x224x224 first, unless the layer has three axes.

    Raises:
        UsageError: three different numbers, which can be read both ways.
    """
    dims = dims_of(scene, window)
    value = scene.get("input", window=window)
    own = None
    spatial = None
    if value is not None:
        spatial, own = split_size(tuple(value), dims)
    channels = scene.get("in", window=window) or scene.get("channels", window=window)
    if scene.has("flag:in=3", "flag:in=1"):
        colours = 3 if scene.take("flag:in=3") else 1
        scene.take("flag:in=1", "flag:in=3")
        if channels is not None and channels != (colours,):
            raise contradiction("in", (colours,), channels)
        channels = (colours,)
    if own is not None:
        if channels is not None and channels[0] != own:
            if scene.get("in") is None and scene.get("out") is None and scene.given.get("channels"):
                scene.given["out"] = scene.given.pop("channels")
                scene.owners.setdefault("out", []).extend(scene.owners.get("channels", ()))
            elif scene.get("in") is not None:
                raise contradiction("in", (own,), channels)
        channels = (own,)
    return Input(spatial, channels[0] if channels else None, dims)


def dims_of(scene: Scene, window: SaidLayer | None) -> int:
    named = " ".join(t.text for t in scene.tokens if t.kind == "layer")
    for dims, words in (
        (1, ("1d", "1 d", "1次元", "一次元")),
        (3, ("3d", "3 d", "3次元", "三次元")),
    ):
        if any(word in named for word in words):
            return dims
    for dims in (1, 3, 2):
        if scene.take(f"flag:dims={dims}"):
            return dims
    values = [
        scene.get(name, window=window) for name in ("kernel", "stride", "dilation", "padding")
    ]
    widths = [len(v) for v in values if isinstance(v, tuple)]
    dims = max([2, *widths])
    if dims > MOST_AXES:
        raise refused("ask.too_many_axes", given=dims, most=MOST_AXES)
    return dims


def split_size(value: tuple[Any, ...], dims: int) -> tuple[tuple[Any, ...], Any]:
    """Pixels and channels of a size; a leading batch of four numbers (five in 3-D) is dropped."""
    if len(value) <= dims:
        return (value * dims if len(value) == 1 else value), None
    if len(value) == dims + 2 or len(value) == dims + 1:
        shape = value[-(dims + 1) :]
        last, first = shape[:-1], shape[1:]
        if dims == 1:
            return (last, shape[-1]) if shape[-1] < shape[0] else (first, shape[0])
        if len(set(last)) == 1:
            return last, shape[-1]
        if len(set(first)) == 1:
            return first, shape[0]
        if shape == ("h", "w", "c"):
            return last, "c"
    raise refused("ask.three_numbers", "ask.three_numbers_hint", value=spelt(value))


def size_text(given: Input) -> str:
    """SIZE of the command line; letters stand for what the answer does not depend on."""
    spatial = "HxW" if given.spatial is None else grid(given.spatial)
    if given.spatial is None and given.dims != 2:
        spatial = "H" if given.dims == 1 else "DxHxW"
    return spatial if given.channels is None else f"{spatial}@{letter(given.channels)}"


def wide(value: tuple[Any, ...], width: int) -> tuple[Any, ...]:
    return value * width if len(value) == 1 else value
