"""Questions about layers without a window: dense, GAP, BN, upsampling, padding on its own."""

from __future__ import annotations

from convcalc.ask.asked import LONELY, Understood, bias, missing, need, tail
from convcalc.ask.question import ReadQuestion
from convcalc.ask.shape import grid, input_of, size_text
from convcalc.errors import Message


def linear(question: ReadQuestion, kind: str, target: str) -> Understood:
    """A fully connected layer: on the whole map, or on the channels that a GAP leaves."""
    shape = input_of(question)
    given = question.given
    assumed: tuple[Message, ...] = ()
    if "output" in given:
        given.setdefault("out", given["output"][-1:])
    if "gap" in question.kinds:
        need(question, "in", "out")
        size = f"@{shape.channels}"
    else:
        if "input" not in given and "in" in given:
            given["input"] = given["in"]
            shape = shape._replace(channels=None)
        need(question, "input")
        value = given["input"]
        if len(value) == 1 and shape.channels is None:
            size = f"@{value[0]}"
        else:
            if shape.channels is None:
                shape = shape._replace(channels=1)
                assumed = (Message("ask.assumed.grey"),)
            size = size_text(shape)
    if "out" not in given:
        given["out"] = (1,)
        assumed = (*assumed, Message("ask.assumed.one_output"))
    if target == "size":
        target = "channels"
    said = bias(question, kind, target)
    words = ["layer", "linear", size, "-o", grid(given["out"]), *said.words]
    steps = ["--steps"] if target not in (*LONELY, "channels") else []
    return Understood((*words, "--of", target, *steps), (*assumed, *said.assumed))


def whole(question: ReadQuestion, kind: str, target: str) -> Understood:
    """Layers that only take the input as it is: GAP, flattening, batch normalisation."""
    shape = input_of(question)
    if target == "params" and kind == "bn" and shape.channels is not None:
        need(question)
    else:
        need(question, "input")
    if kind == "bn" and shape.channels is None:
        raise missing("in")
    return Understood(("layer", kind, size_text(shape), *tail(kind, shape, target)), ())


def scaled(question: ReadQuestion, kind: str, target: str) -> Understood:
    """Upsampling and pixel shuffle."""
    given = question.given
    if "dilation" in given:
        question.put("scale", given.pop("dilation"))
    need(question, "input", "scale")
    shape = input_of(question)
    if kind == "pixel_shuffle" and shape.channels is None:
        raise missing("in")
    name = "factor" if kind == "pixel_shuffle" else "scale"
    words = ["layer", kind, size_text(shape), f"{name}={grid(given['scale'])}"]
    return Understood((*words, *tail(kind, shape, target)), ())


def padded(question: ReadQuestion, kind: str, target: str) -> Understood:
    need(question, "input", "padding")
    shape = input_of(question)
    padding = question.given["padding"]
    words = ["layer", "pad", size_text(shape), "-p"]
    words.append(padding if isinstance(padding, str) else grid(padding))
    return Understood((*words, *tail(kind, shape, "size")), ())
