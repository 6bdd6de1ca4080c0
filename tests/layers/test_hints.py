"""Hints: what they recommend works, and nothing smaller does."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import convcalc.layers
from convcalc.errors import LayerError, Message
from convcalc.layers.hints import DIVISORS_UP_TO, HINTS, hints
from convcalc.layers.index import TYPES, resolve
from convcalc.text import LANGUAGES, codes
from tests.layers.building import facts

small = st.integers(1, 9)


def refusal(kind: str, spatial: tuple[int, ...], channels: int, **given: Any) -> LayerError | None:
    try:
        facts(kind, spatial, channels, **given)
    except LayerError as error:
        return error
    return None


@given(small, small, st.integers(1, 4), st.integers(0, 2), st.integers(0, 2), st.booleans())
def test_the_smallest_padding_and_input_for_a_kernel(
    i: int, excess: int, s: int, p: int, q: int, ceil: bool
) -> None:
    k = i + p + q + (s - 1 if ceil else 0) + excess
    given = {"kernel": k, "stride": s, "ceil": ceil}
    error = refusal("maxpool", (i,), 1, padding=[[p, q]], **given)
    assert error is not None
    assert error.code.startswith("size.kernel_exceeds_input")
    (hint,) = error.hints
    padding, least = hint.fields["padding"], hint.fields["input"]
    assert refusal("maxpool", (i,), 1, padding=padding, **given) is None
    assert refusal("maxpool", (i,), 1, padding=padding - 1, **given) is not None
    assert refusal("maxpool", (least,), 1, padding=[[p, q]], **given) is None
    assert refusal("maxpool", (least - 1,), 1, padding=[[p, q]], **given) is not None


def test_kernel_7_on_5_pixels() -> None:
    error = refusal("conv", (5, 5), 1, kernel=7, out=1)
    assert error is not None
    assert error.message.fields["effective_kernel"] == 7
    assert error.message.fields["padded"] == 5
    assert dict(error.hints[0].fields) == {"padding": 1, "input": 7}


@pytest.mark.parametrize(
    ("channels", "allowed"),
    [
        (64, "1, 2, 4, 8, 16, 32, 64"),
        (7, "1, 7"),
        (720_720 // 8, "1, 2, 3, 5, 6, 7, 9, 10, 11, 13, 14, 15, …"),
    ],
)
def test_groups_that_divide(channels: int, allowed: str) -> None:
    (hint,) = hints("conv.in_channels_not_divisible", {"channels": channels, "groups": 23})
    assert hint.fields["allowed"] == allowed


def test_groups_divide_the_input_and_the_output() -> None:
    error = refusal("conv", (8, 8), 64, kernel=3, groups=5, out=48)
    assert error is not None
    (hint,) = error.hints
    assert hint.fields["allowed"] == "1, 2, 4, 8, 16"
    for groups in map(int, str(hint.fields["allowed"]).split(", ")):
        assert refusal("conv", (8, 8), 64, kernel=3, groups=groups, out=48) is None


def test_no_list_of_divisors_for_huge_or_impossible_channels() -> None:
    for channels in (0, -4, DIVISORS_UP_TO + 1, 2**70):
        fields = {"channels": channels, "groups": 3}
        assert hints("conv.in_channels_not_divisible", fields) == ()


@given(st.integers(1, 99), st.integers(2, 9))
def test_neighbouring_multiples(value: int, factor: int) -> None:
    assume(value % factor)
    (hint,) = hints("pixel_unshuffle.size_not_divisible", {"value": value, "factor": factor})
    near = [n for n in range(factor, 200, factor) if abs(n - value) < factor]
    assert list(hint.fields.values()) == near


def test_most_errors_have_no_hint() -> None:
    assert hints("pad.nothing_left", {}) == ()


# Words


def raised_codes() -> set[str]:
    """Every code that a module of layers names in full."""
    written: set[str] = set()
    for room in iter_modules(convcalc.layers.__path__):
        module = import_module(f"convcalc.layers.{room.name}")
        if room.ispkg or room.name == "index":
            continue
        text = Path(str(module.__file__)).read_text("utf-8")
        written |= set(re.findall(r'"([a-z_]+\.[a-z_]+)"', text))
    return written


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_code_has_words(lang: str) -> None:
    wanted = raised_codes() | set(HINTS)
    wanted |= {f"layer.{kind}" for kind in TYPES}
    wanted |= {f"layer.{kind}.summary" for kind in TYPES}
    wanted |= {f"param.{param.name}" for kind in TYPES for param in resolve(kind).PARAMS}
    assert wanted <= codes(lang)


def test_stages_operations_and_parts_have_words() -> None:
    from tests.layers.test_symbols import CASES, sample

    for case in CASES:
        layer, inputs = sample(*case)
        sheet = layer.sheet(*inputs)
        wanted = {f"operation.{name}" for name in sheet.operations}
        wanted |= {f"part.{part.kind}" for part in sheet.parts}
        wanted |= {f"stage.{part.stage}" for part in sheet.parts if part.stage}
        for lang in LANGUAGES:
            assert wanted <= codes(lang)


def test_an_error_keeps_its_fields() -> None:
    error = refusal("conv", (8, 8), 64, kernel=3, groups=3, out=9)
    assert error is not None
    assert isinstance(error.message, Message)
    assert dict(error.message.fields) == {"channels": 64, "groups": 3, "other": 9}
