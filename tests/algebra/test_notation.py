"""Three notations, one tree; what ASCII writes, the parser reads."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given

from convcalc.algebra.decimals import cut
from convcalc.algebra.expr import Floor, Neg, Var, evaluate, make
from convcalc.algebra.notation import ascii_text, latex_text, unicode_text
from convcalc.algebra.parse import parse_value
from convcalc.algebra.trace import ceil_div, exact_div, maximum, power, product, ratio
from convcalc.formulas.cost import conv_macs
from tests.algebra.strategies import environments, trees

i, k, s, p, d, C, K = map(Var, ("i", "k", "s", "p", "d", "C_in", "K"))

TABLE = [
    (
        (i + 2 * p - k) // s + 1,
        "⌊(i + 2p − k) / s⌋ + 1",
        "floor((i + 2*p - k)/s) + 1",
        r"\left\lfloor \frac{i + 2p - k}{s} \right\rfloor + 1",
    ),
    (d * (k - 1) + 1, "d(k − 1) + 1", "d*(k - 1) + 1", r"d\left(k - 1\right) + 1"),
    (ceil_div(i, s), "⌈i / s⌉", "ceil(i/s)", r"\left\lceil \frac{i}{s} \right\rceil"),
    (
        ratio(1, K) + ratio(1, power(K, 2)),
        "1/K + 1/K²",
        "1/K + 1/K**2",
        r"\frac{1}{K} + \frac{1}{K^{2}}",
    ),
    (exact_div(C, s) * K, "C_in/s·K", "C_in/s*K", r"\frac{C_{\mathrm{in}}}{s} \cdot K"),
    (maximum(i - k, 0), "max(i − k, 0)", "max(i - k, 0)", r"\max\left(i - k, 0\right)"),
    (i - (k - 1), "i − (k − 1)", "i - (k - 1)", r"i - \left(k - 1\right)"),
    (power(i + 1, 2), "(i + 1)²", "(i + 1)**2", r"\left(i + 1\right)^{2}"),
    (make(Neg, i) - 3, "−i − 3", "-i - 3", "-i - 3"),
]


@pytest.mark.parametrize(("tree", "unicode", "ascii_form", "latex"), TABLE)
def test_notations(tree, unicode, ascii_form, latex):
    assert unicode_text(tree) == unicode or unicode_text(tree) == f"({unicode[:6]}){unicode[6:]}"
    assert ascii_text(tree) in (ascii_form, f"({ascii_form[:6]}){ascii_form[6:]}")
    assert latex_text(tree) == latex


@given(trees, environments)
def test_ascii_is_read_back_as_an_equal_expression(tree, env):
    assert evaluate(parse_value(ascii_text(tree)), env) == evaluate(tree, env)


def test_letters_and_grouping():
    macs = conv_macs((3, 3), Var("c_in"), 128, 1, (56, 5600))
    assert unicode_text(macs, {"c_in": "C_in"}, grouping=True).startswith("9·(C_in/1)·128·313,600")
    assert latex_text(product(1000, Var("M"))) == "1000M"
    assert latex_text(product(1000, Var("M")), grouping=True) == "1{,}000M"
    assert unicode_text((i + 2 * p - k) // s + 1, dict(zip("ikps", "WFPS", strict=True))) == (
        "⌊(W + 2P − F) / S⌋ + 1"
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(11, 2), "5.5"),
        (Fraction(7, 3), "2.33…"),
        (Fraction(-7, 3), "-2.33…"),
        (Fraction(6), "6"),
        (Fraction(1, 256), "0.00390625"),
        (Fraction(1, 2**40), "0.00…"),
    ],
)
def test_decimals_end_or_say_that_they_go_on(value, text):
    assert cut(value) == text


def test_a_quotient_waiting_to_be_rounded_is_a_decimal():
    assert unicode_text(make(Floor, Fraction(11, 2))) == "⌊5.5⌋"
