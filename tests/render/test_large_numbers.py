"""Bars, large counts and differences: short for people, exact for scripts."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from convcalc.render.bare import bare
from convcalc.render.json import exact
from convcalc.render.latex import LatexWording
from convcalc.render.wording import Wording
from convcalc.report.document import Bar, Count, Signed


@pytest.mark.parametrize(
    ("value", "people", "script", "json"),
    [
        (Bar(Fraction(1, 2)), "█████" + 6 * " " + "50.0 %", "1/2", "1/2"),
        (Bar(Fraction(1, 3)), "███▍" + 7 * " " + "33.3 %", "1/3", "1/3"),
        (Bar(Fraction(0)), 12 * " " + "0.0 %", "0", 0),
        (Bar(Fraction(1)), "██████████ 100.0 %", "1", 1),
        (Count(999_999), "999,999", "999999", 999_999),
        (Count(25_557_032), "25.56 M", "25557032", 25_557_032),
        (Count(4_089_184_256), "4.089 G", "4089184256", 4_089_184_256),
        (Signed(1024), "+1,024", "1024", 1024),
        (Signed(-1024), "−1,024", "-1024", -1024),
        (Signed(0), "0", "0", 0),
    ],
)
def test_short_for_people_exact_for_scripts(
    value: Any, people: str, script: str, json: Any
) -> None:
    assert Wording("en").value(value) == people
    assert bare(value) == script
    assert exact(value) == json


def test_bars_without_blocks() -> None:
    assert Wording("en", ascii=True).value(Bar(Fraction(1, 2))) == "#####" + 6 * " " + "50.0 %"
    assert LatexWording("en").value(Bar(Fraction(1, 2))) == r"50.0 \%"
