"""Layers that take the input as it is: dense, GAP, flattening, norms, upsampling, im2col."""

from __future__ import annotations

from convcalc.ask.options import bias, options, tail, taken
from convcalc.ask.reply import SILENT, AnswerLine, missing, refused
from convcalc.ask.scene import Scene
from convcalc.ask.shape import Input, grid, input_of, letter, size_text
from convcalc.ask.sliding import assumptions
from convcalc.ask.window import SaidLayer
from convcalc.errors import Message


def linear(scene: Scene, window: SaidLayer, kind: str, target: str) -> AnswerLine:
    """A fully connected layer: on the whole map, or on the channels that a GAP leaves."""
    shape = input_of(scene, window)
    assumed: tuple[Message, ...] = tuple(scene.assumed)
    out = scene.get("out", window=window) or scene.get("output", window=window)
    value = scene.get("input", window=window)
    pooled = any("gap" in w.kinds for w in scene.windows)
    if pooled:
        if shape.channels is None or out is None:
            raise missing(*[n for n, v in (("in", shape.channels), ("out", out)) if v is None])
        size = f"@{shape.channels}"
    else:
        if value is None and shape.channels is not None:
            value, shape = (shape.channels,), shape._replace(channels=None)
        if value is None:
            raise missing("input")
        if len(value) == 1 and shape.channels is None:
            size = f"@{letter(value[0])}"
        else:
            if shape.channels is None:
                shape = shape._replace(channels=1)
                assumed += (Message("ask.assumed.grey"),)
            size = size_text(shape)
    if out is None:
        out = (1,)
        assumed += (Message("ask.assumed.one_output"),)
    if target == "biases":
        return AnswerLine(
            ("layer", "linear", size, "-o", grid(out[-1:]), "--of", "channels"),
            (Message("ask.assumed.bias_each"),),
        )
    of = {
        "weights": "params",
        "size": "channels",
        "shape": "channels",
        "elements": "channels",
        "length": "channels",
    }.get(target, target)
    option, open_, both = bias(scene, kind, target)
    words = ["layer", "linear", size, "-o", grid(out[-1:]), *option, "--of", of]
    steps = ["--steps"] if of not in (*SILENT, "channels") else []
    return AnswerLine((*words, *steps), (*assumed, *open_), both=both)


def whole(scene: Scene, window: SaidLayer, kind: str, target: str) -> AnswerLine:
    """Layers that only take the input as it is: GAP, flattening, normalisation."""
    shape = input_of(scene, window)
    if kind in ("bn", "gn", "ln", "in"):
        return _norm(scene, window, kind, target, shape)
    if shape.spatial is None:
        raise missing("input")
    if target in ("elements", "length", "channels", "shape") and shape.channels is None:
        raise missing("in")
    if target in ("elements", "length", "channels"):
        return AnswerLine(("layer", kind, size_text(shape), "--of", "channels"))
    if kind == "flatten":
        return AnswerLine(("layer", kind, size_text(shape), *tail(kind, shape, target)))
    return AnswerLine(
        ("layer", kind, size_text(shape), *tail(kind, shape, target)),
        (),
        taken(target, shape.channels is not None),
    )


_NORMS = ("bn", "ln", "ln_channels", "in", "gn")


def _norm(scene: Scene, window: SaidLayer, kind: str, target: str, shape: Input) -> AnswerLine:
    if target == "values":
        batch = scene.get("batch", window=window)
        value = scene.get("input", window=window)
        if value is not None and len(value) == 4:
            batch = value[:1]
        channels = shape.channels
        if shape.spatial is None or (kind == "bn" and batch is None):
            raise missing(
                *[n for n, v in (("input", shape.spatial), ("batch", batch)) if v is None]
            )
        if channels is None and kind in ("bn", "in"):
            channels = 1
        if channels is None:
            raise missing("in")
        words = [
            "compare",
            "norm",
            size_text(shape._replace(channels=channels)),
            "--batch-size",
            grid(batch or (1,)),
        ]
        groups = scene.get("groups", window=window)
        if kind == "gn":
            if groups is None:
                raise missing("groups")
            words += ["--groups", grid(groups)]
        return AnswerLine(tuple(words), (), f"row {_NORMS.index(kind)}")
    if shape.channels is None:
        raise missing("in")
    if kind == "ln" and shape.spatial is None:
        raise missing("input")
    words = ["layer", kind, size_text(shape)]
    if kind == "gn":
        groups = scene.get("groups", window=window)
        if groups is None:
            raise missing("groups")
        words.append(f"groups={grid(groups)}")
    if target not in ("params", "size", "shape", "channels", "weights", "macs", "memory"):
        raise refused(
            "ask.unused_target",
            name=Message(f"ask.target.{target}"),
            kind=Message(f"ask.kind.{kind}"),
        )
    return AnswerLine(
        (*words, *tail(kind, shape, "params" if target == "weights" else target)),
        (),
        taken(target, True),
    )


def scaled(scene: Scene, window: SaidLayer, kind: str, target: str) -> AnswerLine:
    """Upsampling and pixel shuffle."""
    shape = input_of(scene, window)
    factor = scene.get("scale", window=window) or scene.get("dilation", window=window)
    absent = [n for n, v in (("input", shape.spatial), ("scale", factor)) if v is None]
    if kind == "pixel_shuffle" and shape.channels is None:
        absent.append("in")
    if absent:
        raise missing(*absent)
    name = "factor" if kind == "pixel_shuffle" else "scale"
    words = ["layer", kind, size_text(shape), f"{name}={grid(factor)}"]
    return AnswerLine(
        (*words, *tail(kind, shape, target)), (), taken(target, shape.channels is not None)
    )


def padded(scene: Scene, window: SaidLayer, kind: str, target: str) -> AnswerLine:
    shape = input_of(scene, window)
    padding = scene.get("padding", window=window)
    if shape.spatial is None or padding is None:
        raise missing(
            *[n for n, v in (("input", shape.spatial), ("padding", padding)) if v is None]
        )
    return AnswerLine(
        ("layer", "pad", size_text(shape), "-p", grid(padding), *tail(kind, shape, "size")),
        (),
        taken("size", shape.channels is not None),
    )


def columns(scene: Scene, window: SaidLayer, kind: str, target: str) -> AnswerLine:
    """im2col: a row for each value of a window, a column for each window."""
    shape = input_of(scene, window)
    absent = [
        n
        for n, v in (
            ("input", shape.spatial),
            ("kernel", scene.get("kernel", window=window)),
            ("in", shape.channels),
        )
        if v is None
    ]
    if absent:
        raise missing(*absent)
    assumed = [*scene.assumed, *assumptions(scene, window, kind, target)]
    words = ("layer", "unfold", size_text(shape), *options(scene, window, "conv"))
    scene.use("out")
    of = {"rows": "channels", "columns": "size", "elements": "activations"}.get(target, "size")
    return AnswerLine(
        (*words, "--of", of), tuple(assumed), "matrix" if target in ("size", "shape") else "plain"
    )
