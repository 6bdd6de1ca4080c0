"""Windows that slide: convolutions and poolings."""

from __future__ import annotations

from typing import Any

from convcalc.ask.fit import fit_padding
from convcalc.ask.options import bias, head, kept_size, options, tail, taken
from convcalc.ask.reply import AnswerLine, missing, refused
from convcalc.ask.scene import Scene
from convcalc.ask.shape import Input, grid, input_of, size_text, split_size, wide
from convcalc.ask.window import POOLS, SaidLayer, contradiction, spelt
from convcalc.errors import Message

WEIGHED = ("params", "weights", "biases")
KEEPING = (*POOLS, "depthwise", "unpool")
"""Layers that keep the number of channels."""
COUNTED = ("params", "weights", "biases", "macs", "flops", "memory", "elements")


def sliding(scene: Scene, window: SaidLayer, kind: str, target: str) -> AnswerLine:
    """What a window that slides makes of its input, or costs."""
    shape = input_of(scene, window)
    told = scene.get("output", window=window)
    _demand(scene, window, kind, target, shape)
    if target == "channels":
        return _depth(scene, window, kind, shape)
    counted = target in WEIGHED
    if target == "biases" and scene.get("kernel", window=window) is None:
        window.given["kernel"] = ("K",)
    _disjoint(scene, window)
    kept_size(scene, window, shape)
    if told is not None and shape.spatial is None and not counted:
        shape = _told_output(scene, window, kind, shape, told)
    elif told is not None and shape.spatial is not None:
        if len(told) > shape.dims:
            _agree(scene, "out", (split_size(tuple(told), shape.dims)[1],))
        if not counted:
            fit_padding(scene, window, kind, shape)
    assumed = [*scene.assumed, *assumptions(scene, window, kind, target)]
    shape, more = _channels(scene, window, kind, target, shape)
    words = [*head(kind), size_text(shape), *options(scene, window, kind)]
    groups, out = scene.get("groups", window=window), scene.get("out", window=window)
    if groups is not None:
        words += ["-g", grid(groups)]
    if out is not None and kind not in (*POOLS, "depthwise"):
        words += ["-o", grid(out)]
    if target == "biases":
        return AnswerLine((*words, "--of", "channels"), (Message("ask.assumed.bias_each"),))
    option, open_, both = bias(scene, kind, target)
    known = shape.channels is not None and (out is not None or kind in KEEPING)
    take = taken(target, known)
    said = (*words, *option, *tail(kind, shape, target))
    return AnswerLine(said, (*assumed, *more, *open_), take, both=both)


def _demand(scene: Scene, window: SaidLayer, kind: str, target: str, shape: Input) -> None:
    """Name what the question does not tell.

    Raises:
        UsageError: something is missing, or there are several layers.
    """
    counted, names = target in (*WEIGHED, "channels"), set(window.kinds)

    def lacks(name: str) -> bool:
        return scene.get(name, window=window) is None

    absent = []
    if shape.spatial is None and not counted and (lacks("output") or target not in COUNTED):
        absent.append("input")
    if lacks("kernel") and kind != "pointwise" and target not in ("biases", "channels"):
        absent.append("kernel")
    if "dilated" in names and lacks("dilation") and not counted:
        absent.append("dilation")
    if "grouped" in names and lacks("groups"):
        absent.append("groups")
    if absent:
        raise missing(*absent)
    if scene.get("times", (1,), window=window) != (1,):
        raise refused("ask.several_layers", "ask.one_at_a_time")


def _disjoint(scene: Scene, window: SaidLayer) -> None:
    """`without overlap`: the stride is the kernel."""
    if scene.take("flag:disjoint"):
        kernel = scene.get("kernel", window=window)
        stride = window.given.setdefault("stride", scene.get("stride", kernel, window))
        if stride != kernel:
            raise contradiction("stride", stride, kernel)


def _agree(scene: Scene, name: str, value: tuple[Any, ...]) -> None:
    before = scene.get(name)
    if before is not None and before != value:
        raise contradiction(name, before, value)
    scene.given[name] = value


def _depth(scene: Scene, window: SaidLayer, kind: str, shape: Input) -> AnswerLine:
    """How many channels come out: as many as filters; a pooling keeps them."""
    out = scene.get("out", window=window)
    if kind in KEEPING:
        if shape.channels is None:
            raise missing("in")
    elif out is None:
        raise missing("out")
    if scene.get("kernel", window=window) is None:
        window.given["kernel"] = ("K",)
    words = [*head(kind), size_text(shape), "-k", grid(scene.get("kernel", window=window))]
    if kind in POOLS:
        scene.use("stride", "padding")
        words += options(scene, window, kind)[2:]
    else:
        words += ["-o", grid(out)] if kind != "depthwise" else []
    return AnswerLine((*words, "--of", "channels"))


def _told_output(
    scene: Scene, window: SaidLayer, kind: str, shape: Input, told: tuple[Any, ...]
) -> Input:
    """The input that gives the output of the question, where only the output is told."""
    spatial, depth = split_size(tuple(told), shape.dims)
    if depth is not None:
        _agree(scene, "out", (depth,))
    stride = scene.get("stride", (1,), window=window)
    padding = scene.get("padding", window=window)
    kernel = scene.get("kernel", (1,), window=window)
    dilation = scene.get("dilation", (1,), window=window)
    if isinstance(spatial[0], str) or kind == "tconv":
        raise missing("input")
    if padding is None:
        window.given["padding"] = ("same",)
        found = tuple(o * s for o, s in zip(spatial, wide(stride, len(spatial)), strict=True))
        scene.assumed.append(Message("ask.assumed.padding_told", output=spelt(spatial)))
    else:
        n = len(spatial)
        rows = zip(
            spatial,
            wide(stride, n),
            wide(kernel, n),
            wide(dilation, n),
            wide(padding, n),
            strict=True,
        )
        if padding == ("same",):
            found = tuple(o * s for o, s in zip(spatial, wide(stride, n), strict=True))
        else:
            found = tuple((o - 1) * s + d * (k - 1) + 1 - 2 * p for o, s, k, d, p in rows)
    scene.assumed.append(
        Message("ask.assumed.input_told", input=spelt(found), output=spelt(spatial))
    )
    return shape._replace(spatial=found)


def assumptions(scene: Scene, window: SaidLayer, kind: str, target: str) -> list[Message]:
    """What the question leaves open, where the answer depends on it."""
    if target in ("params", "weights", "biases") and kind != "local":
        return []
    found = []
    stride = scene.get("stride", window=window)
    padding = scene.get("padding", window=window)
    if stride is None:
        own = kind in POOLS or kind == "unpool"
        found.append(Message("ask.assumed.stride_kernel" if own else "ask.assumed.stride"))
    if padding is None:
        found.append(Message("ask.assumed.padding"))
    if padding == ("same",) and (stride or (1,)) != (1,):
        found.append(Message("ask.assumed.same"))
    return found


def _channels(
    scene: Scene, window: SaidLayer, kind: str, target: str, shape: Input
) -> tuple[Input, tuple[Message, ...]]:
    """Counts need channels: both, or, where none is mentioned, a single one of each."""
    out = scene.get("out", window=window)
    if target == "elements" and kind not in ("gap", "flatten"):
        shape = shape if shape.channels is not None else shape._replace(channels=1)
        if out is None and kind not in (*POOLS, "depthwise"):
            raise missing("out")
        return shape, ()
    if target not in COUNTED:
        return shape, ()
    single = kind in KEEPING
    if scene.take("per:pair"):
        window.given["out"] = (1,)
        return shape._replace(channels=1), ()
    if shape.channels is None and scene.take("flag:same_channels") and out is not None:
        shape = shape._replace(channels=out[0])
    if out is None and shape.channels is not None and scene.take("flag:same_channels"):
        out = window.given["out"] = (shape.channels,)
    if target == "biases":
        if out is None:
            raise missing("out")
        return shape._replace(channels=shape.channels or 1), ()
    if shape.channels is None and out is None:
        if not single:
            window.given["out"] = (1,)
        if target == "macs" and scene.get("output") is None and scene.has("flag:stack"):
            raise missing("in", "out")
        return shape._replace(channels=1), (Message("ask.assumed.channels"),)
    if shape.channels is None:
        raise missing("in")
    words = [word.text for word in scene.owners.get("kernel", ()) if word.kind == "given"]
    if (
        out is None
        and not single
        and not window.kinds
        and words
        and words[0] in ("filter", "kernel", "フィルタ", "カーネル")
    ):
        window.given["out"] = (1,)
        return shape, (Message("ask.assumed.one_filter"),)
    if out is None and not single:
        raise missing("out")
    return shape, ()
