"""Windows: how far one output sees, and how far apart outputs look, against brute force."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convcalc.algebra.expr import Var, evaluate
from convcalc.layers.base import IDENTITY, WHOLE, Window
from convcalc.layers.window import PLACE

kernels = st.integers(1, 9)
small = st.integers(1, 7)
FAR = 1000
"""An output so far inside that every tap meets the input."""


@given(kernels, small, small)
def test_spread_against_the_inputs_that_reach_an_output(k: int, s: int, d: int) -> None:
    spans = []
    for u in range(FAR, FAR + s):
        read = [(u - t * d) // s for t in range(k) if (u - t * d) % s == 0]
        spans.append(max(read) - min(read) + 1 if read else 0)
    assert Window("spread", k, s, 0, 0, d).extent() == (min(spans), max(spans))


@given(st.integers(1, 40), st.integers(1, 40))
def test_bins_against_their_lengths(i: int, o: int) -> None:
    lengths = [-(-(u + 1) * i // o) - u * i // o for u in range(o)]
    window = Window("bins", i, o)
    assert window.extent() == (min(lengths), max(lengths))
    steps = {(u + 1) * i // o - u * i // o for u in range(o - 1)}
    assert window.jump() == (steps.pop() if len(steps) == 1 else Fraction(i, o))


@given(kernels, small, small)
def test_slide_covers_the_effective_kernel(k: int, s: int, d: int) -> None:
    window = Window("slide", k, s, 0, 0, d)
    read = [t * d for t in range(k)]
    assert window.extent() == (read[-1] + 1,) * 2
    assert window.jump() == s


def test_huge_windows_need_no_counting() -> None:
    big = 2**70
    assert Window("bins", big + 1, big).extent() == (2, 2)
    assert Window("bins", big, 7).extent() == (big // 7 + 1, big // 7 + 2)
    assert Window("spread", big, 2).extent() == (big // 2, big // 2)


@pytest.mark.parametrize(
    ("window", "extent", "jump"),
    [
        (IDENTITY, (1, 1), 1),
        (WHOLE, None, None),
        (PLACE, (1, 1), None),
        (Window("nearest", 1, 2), (1, 1), Fraction(1, 2)),
        (Window("linear", 1, Fraction(3, 2), Fraction(1, 2)), (2, 2), Fraction(2, 3)),
        (Window("cubic", 1, 2, Fraction(1, 2)), (4, 4), Fraction(1, 2)),
        (Window("spread", 4, 2), (2, 2), Fraction(1, 2)),
        (Window("bins", 13, 6), (3, 3), 2),
        (Window("bins", 14, 6), (3, 3), Fraction(7, 3)),
        (Window("bins", 5, 3), (2, 3), Fraction(5, 3)),
    ],
)
def test_known_windows(
    window: Window, extent: tuple[int, int] | None, jump: Fraction | None
) -> None:
    assert window.extent() == extent
    assert window.jump() == jump


def test_symbols() -> None:
    k, s = Var("K"), Var("S")
    slide = Window("slide", k, s, 0, 0, 2)
    extent, jump = slide.extent(), slide.jump()
    assert extent is not None
    assert jump is s
    assert evaluate(extent[0], {"K": 3}) == 5
    for kind in ("spread", "bins"):
        window = Window(kind, k, s)
        assert window.extent() is None
        distance = window.jump()
        assert distance is not None
        assert evaluate(distance, {"K": 6, "S": 2}) == (3 if kind == "bins" else Fraction(1, 2))
