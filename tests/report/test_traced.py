"""Answers by functions made of the layers' formulas, beside the usual way, byte for byte."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any

import pytest

from convcalc.layers.make import parameter_keys
from convcalc.render.wording import Wording
from convcalc.report.batch import Batch

SAY = Wording("en", grouping=False).say
TYPES = (
    "conv", "Conv2d", "Conv2D", "depthwise", "pointwise", "separable", "maxpool", "MaxPool",
    "avgpool", "lppool", "bn", "relu", "gelu", "prelu", "tconv", "linear", "local", "upsample",
    "pad", "adaptive_avgpool", "flatten", "gn", "nn.Conv2d(8, 16, 3)",
)  # fmt: skip
Draw = Callable[[], Any]


def per_axis(rng: random.Random, dims: int, low: int, high: int) -> Draw:
    if rng.random() < 0.5:
        return lambda: rng.randint(low, high)
    return lambda: [rng.randint(low, high) for _ in range(dims)]


def a_kind(rng: random.Random) -> Callable[[], bytes]:
    """Lines with the same keys, in the same order, whose numbers differ."""
    kind, dims = rng.choice(TYPES), rng.choice((1, 2, 2, 3))
    values: dict[str, Draw] = {
        "kernel": per_axis(rng, dims, 1, 5),
        "stride": per_axis(rng, dims, 1, 4),
        "padding": rng.choice((
            per_axis(rng, dims, 0, 2), lambda: "same", lambda: rng.randint(-1, 1),
            lambda: [[rng.randint(0, 1), rng.randint(0, 1)] for _ in range(dims)],
        )),
        "dilation": per_axis(rng, dims, 1, 2),
        "groups": lambda: rng.choice((1, 1, 2, 4)),
        "out": lambda: 8 * rng.randint(1, 9),
        "bias": rng.choice((lambda: True, lambda: False)),
        "ceil": rng.choice((lambda: True, lambda: False)),
        "multiplier": lambda: rng.randint(1, 3),
    }  # fmt: skip
    taken = set() if "(" in kind else set(parameter_keys(kind, 2))
    needed = [key for key in ("kernel", "out") if key in taken]
    keys = {key: values[key] for key in values if key in needed or rng.random() < 0.4}
    keys = {key: draw for key, draw in keys.items() if key in taken or rng.random() < 0.02}
    keys["size"] = per_axis(rng, dims, rng.choice((1, 12)), 99)
    keys["in"] = rng.choice((lambda: 8 * rng.randint(1, 9), lambda: rng.randint(1, 9)))
    more: dict[str, Draw] = {
        "dims": lambda: dims,
        "dialect": lambda: rng.choice(("keras", "onnx", "tf", "caffe")),
        "id": rng.choice((
            lambda: rng.randint(0, 10**6), lambda: f"case-{rng.randint(0, 99)}", lambda: "n\\",
            lambda: None, lambda: -1.5,
        )),
    }  # fmt: skip
    keys |= {key: draw for key, draw in more.items() if rng.random() < (0.7, 0.2)[key != "id"]}
    order = rng.sample(list(keys), len(keys))
    marks = rng.choice(((", ", ": "), (",", ":")))
    letter = rng.choice((None, None, None, *keys))

    def line() -> bytes:
        case = {"layer": kind, **{key: keys[key]() for key in order}}
        if letter is not None and type(case[letter]) is int:
            case[letter] = "K"
        text = json.dumps(case, separators=marks)
        if rng.random() < 0.02:  # slips of a pen
            at = rng.randrange(len(text))
            slip = rng.choice(("", "0", "01", "x", '"', "-", ".5", "e3", "9" * 20))
            text = text[:at] + slip + text[at + rng.randrange(2) :]
        return text.encode() + b"\n"

    return line


def compared(seed: int, kinds: int) -> int:
    """Of so many random kinds, how many got a function."""
    rng = random.Random(seed)
    made = 0
    for _ in range(kinds):
        line = a_kind(rng)
        lines = [line() for _ in range(9)]
        lines += lines[:3]
        usual, quick = Batch(SAY), Batch(SAY)
        assert list(quick.run(lines)) == [usual.answer(one) for one in lines]
        assert quick.failed == usual.failed
        made += any(one is not None for one in quick._traces._made.values())
    return made


def test_functions_answer_as_the_usual_way_does() -> None:
    assert compared(1, 30) > 5


@pytest.mark.fuzz
def test_functions_answer_as_the_usual_way_does_at_length() -> None:
    assert compared(random.randrange(10**9), 8_000) > 1_000


def test_what_is_remembered_is_bounded() -> None:
    batch = Batch(SAY)
    for number in range(300):
        name = "q" + "".join(chr(ord("a") + int(digit)) for digit in str(number))
        for _ in range(4 if number < 270 else 1):
            case = {"layer": "relu", "size": 8, "in": 3, name: 1}
            (answer,) = batch.run([json.dumps(case).encode()])
            assert "parameter.unknown" in answer
        (answer,) = batch.run(
            [json.dumps({"layer": "relu", "size": "H", "in": number + 1}).encode()]
        )
        assert f'"channels": {number + 1}' in answer
    traces = batch._traces
    assert len(traces._made) <= 256
    assert len(traces._waiting) <= 64
    assert len(traces._told) <= 256


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (b'{"layer": "relu", "size": 7, "in": 3, "id": 5}',
         b'{"layer": "relu", "size": , "in": 73, "id": 5}'),
        (b'{"layer": "relu", "size": 7, "in": 3}', b'{"layer": "relu", "size": 07, "in": 3}'),
        (b'{"layer": "relu", "size": "H", "id": 5}', b'{"layer": "relu", "size": "H", "id": 05}'),
        (b'{"layer": "Conv2d", "size": 7, "in": 3, "out": 4, "kernel": 3}',
         b'{"layer": "Conv1d", "size": 7, "in": 3, "out": 4, "kernel": 3}'),
        (b'{"layer": "conv", "size": "n0", "kernel": 3}',
         b'{"layer": "conv", "size": "n1", "kernel": 3}'),
    ],
)  # fmt: skip
def test_lines_that_look_alike_are_told_apart(first: bytes, then: bytes) -> None:
    usual = Batch(SAY)
    lines = [first] * 6 + [then] * 2
    assert list(Batch(SAY).run(lines)) == [usual.answer(one) for one in lines]
