"""One layer of several: which one the question asks about, and what goes into it."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import Any

from convcalc.ask.fit import sizes
from convcalc.ask.reply import AnswerLine, missing, refused
from convcalc.ask.scene import Scene
from convcalc.ask.segment import Lexeme
from convcalc.ask.shape import Input, input_of
from convcalc.ask.single import line
from convcalc.ask.stack import SIZED, field_line, layers_of, network_line
from convcalc.ask.window import POOLS, SaidLayer, family

_SIZE = ("size", "shape", "outheight", "outwidth", "channels", "elements", "length")
_KEPT = ("relu", "bn", "ln", "gn", "in")


def within(scene: Scene, target: str) -> AnswerLine | None:
    """The line about the layer that is singled out; None if none is, or there is only one.

    Raises:
        UsageError: which of the layers is meant is not told.
    """
    subject = scene.subject
    if subject is None:
        return None
    chain: Sequence[int] = scene.given.get("chain", ())
    windows = [w for w in scene.windows if w.kind != "relu"]
    if len(chain) > 2 and all(w.kind == "linear" for w in windows):
        place = _nth(subject, len(chain) - 1)
        own = {"in": chain[place : place + 1], "out": chain[place + 1 : place + 2]}
        scene.use("chain")
        made = SaidLayer(["linear"], own)
    elif {"linear"} < {w.kind for w in windows} <= {"linear", "gap", "flatten"}:
        subject.used = True
        return None
    elif len(windows) > 1:
        place = _window(scene, windows)
        if target == "rf":
            made = None
            found = field_line(scene, windows[: place + 1])
        elif target in _SIZE:
            made = None
            found = network_line(scene, target, windows[: place + 1])
        else:
            made = _with_input(scene, windows, place, target)
    else:
        count = windows[0].given.get("times", scene.given.get("times", (1,)))[0] if windows else 1
        if count == 1:
            return None
        if target not in ("rf", *_SIZE):
            raise refused("ask.several_layers", "ask.one_at_a_time")
        windows[0].given["times"] = (_nth(subject, count) + 1,)
        subject.used = True
        scene.take("flag:stack")
        return None
    if made is not None:
        found = line(scene, target, made)
    subject.used = True
    scene.spend(*scene.windows)
    scene.use("in", "out", "channels", "input", "kernel", "stride", "padding", "dilation", "times")
    scene.take("flag:stack", "flag:same", "flag:padding=0")
    return found


def _nth(subject: Lexeme, count: int) -> int:
    number = int(subject.value)
    if number > count:
        raise refused("ask.lengths", first=count, second=number)
    return count - 1 if number < 0 else number - 1


def _window(scene: Scene, windows: Sequence[SaidLayer]) -> int:
    """The place of the layer among all; pools count where nothing else is named."""
    subject = scene.subject
    assert subject is not None
    kind = scene.subject_kind
    fitting = [n for n, w in enumerate(windows) if not kind or family(w.kind) == family(kind)]
    several = any(w.given.get("times", (1,)) != (1,) for w in windows)
    if subject.kind == "layer":
        if len(fitting) != 1:
            raise refused("ask.several_layers", "ask.one_at_a_time")
        return fitting[0]
    number = int(subject.value)
    mixed = not kind and number > 1 and any(w.kind in POOLS for w in windows[:number])
    if several or mixed or not fitting:
        raise refused("ask.several_layers", "ask.one_at_a_time")
    return fitting[_nth(subject, len(fitting))]


def _with_input(scene: Scene, windows: list[SaidLayer], place: int, target: str) -> SaidLayer:
    """The layer with what the layers before it make of the input."""
    shape = input_of(scene, SaidLayer())
    if shape.spatial is None and target in ("params", "weights", "biases"):
        for window in windows[:place]:
            window.given.setdefault("kernel", (1,))
    before = layers_of(scene, windows[:place]) if place else []
    spatial, channels = shape.spatial, shape.channels
    for layer in before:
        window = SaidLayer([layer.kind], layer.given)
        if layer.kind in SIZED:
            if spatial is not None:
                padding: tuple[Any, ...] = scene.get("padding", (0,), window)
                spatial = sizes(scene, window, layer.kind, Input(spatial, channels, 2), padding)
            out = scene.get("out") if layer.kind in ("conv", "tconv") else None
            channels = layer.given.get("out", out or (channels,))[0]
        elif layer.kind in ("flatten", "gap", "gmp"):
            if channels is None:
                raise missing("in")
            if layer.kind == "flatten":
                channels = prod((*spatial, channels)) if spatial else None
            spatial = (1, 1)
        elif layer.kind == "linear":
            spatial, channels = (1, 1), layer.given.get("out", (None,))[0]
        elif layer.kind not in _KEPT:
            raise refused("ask.several_layers", "ask.one_at_a_time")
    chosen = windows[place]
    given = {k: v for k, v in chosen.given.items() if k != "times"}
    if channels is not None:
        given.setdefault("in", (channels,))
    if spatial is not None:
        given["input"] = tuple(spatial)
    for token in scene.tokens:
        if token.is_("flag:in=1", "flag:in=3"):
            token.kind = "fill"
    return SaidLayer(list(chosen.kinds), given, chosen.tokens, chosen.start)
