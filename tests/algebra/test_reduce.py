"""Steps: every line has the value of the one before, in the order a teacher writes."""

from __future__ import annotations

import pytest
from hypothesis import given

from convcalc.algebra.expr import Neg, Num, Ratio, Var, evaluate, make, substitute
from convcalc.algebra.notation import unicode_text
from convcalc.algebra.reduce import reduce_steps
from convcalc.algebra.trace import ceil_div, power, product, ratio
from convcalc.formulas.cost import conv_macs
from convcalc.formulas.size import conv_output
from convcalc.formulas.transposed import tconv_output
from tests.algebra.strategies import environments, integral_trees

i, k, s, p, q, d, a = map(Var, "ikspqda")
RELATIONSHIP_6 = (i + 2 * p - k) // s + 1


def lines(tree, **values):
    steps = reduce_steps(substitute(tree, values))
    return [(step.kind, unicode_text(step.after, grouping=True)) for step in steps]


@pytest.mark.parametrize(
    ("tree", "values", "expected"),
    [
        (
            RELATIONSHIP_6,
            {"i": 11, "k": 3, "s": 2, "p": 2},
            [
                ("multiply", "⌊(11 + 4 − 3) / 2⌋ + 1"),
                ("add", "⌊12 / 2⌋ + 1"),
                ("divide", "⌊6⌋ + 1"),
                ("add", "7"),
            ],
        ),
        (
            RELATIONSHIP_6,
            {"i": 10, "k": 3, "s": 2, "p": 2},
            [
                ("multiply", "⌊(10 + 4 − 3) / 2⌋ + 1"),
                ("add", "⌊11 / 2⌋ + 1"),
                ("divide", "⌊5.5⌋ + 1"),
                ("round", "5 + 1"),
                ("add", "6"),
            ],
        ),
        (
            tconv_output(i, k, s, p, q, d, a),
            {"i": 16, "k": 4, "s": 2, "p": 1, "q": 1, "d": 1, "a": 0},
            [
                ("bracket", "15·2 − 1 − 1 + 1·3 + 0 + 1"),
                ("multiply", "30 − 1 − 1 + 3 + 0 + 1"),
                ("add", "32"),
            ],
        ),
        (
            conv_macs((k, k), p, d, s, (i, i)),
            {"k": 3, "p": 64, "d": 128, "s": 2, "i": 56},
            [
                ("exact_division", "(3·3)·32·128·(56·56)"),
                ("multiply", "9·32·128·3,136"),
                ("multiply", "115,605,504"),
            ],
        ),
        (
            ratio(1, i) + ratio(1, power(k, 2)),
            {"i": 128, "k": 3},
            [
                ("power", "1/128 + 1/9"),
                ("common_denominator", "9/1,152 + 128/1,152"),
                ("add_fractions", "137/1,152"),
            ],
        ),
        (ceil_div(i, s), {"i": 7, "s": 2}, [("divide", "⌈3.5⌉"), ("round_up", "4")]),
        (i // s, {"i": 6, "s": 2}, [("divide", "⌊3⌋"), ("result", "3")]),
        (product(2, i), {"i": 3}, [("multiply", "6")]),
        (make(Ratio, i, 3), {"i": 6}, [("reduce", "2")]),
        (make(Ratio, i, 4), {"i": 6}, [("reduce", "3/2")]),
        (make(Ratio, i, 4), {"i": 0}, [("reduce", "0")]),
        (make(Ratio, i, 1), {"i": 5}, []),
        (make(Ratio, i, 2), {}, []),
    ],
)
def test_worked_lines(tree, values, expected):
    assert lines(tree, **values) == expected


@given(integral_trees, environments)
def test_every_step_keeps_the_value_and_the_last_one_is_it(tree, env):
    value = evaluate(tree, env)
    steps = reduce_steps(substitute(tree, env))
    assert all(evaluate(step.after) == value for step in steps)
    if steps:
        last = steps[-1].after
        assert isinstance(last.args[0] if isinstance(last, Neg) else last, Num)


@given(environments)
def test_the_size_formula_on_sizes_up_to_2_to_the_70(env):
    values = {"i": env["i"], "k": env["k"], "s": env["s"], "p": env["H"], "q": 1, "d": 2}
    steps = reduce_steps(substitute(conv_output(i, k, s, p, q, d), values))
    assert evaluate(steps[-1].after) == conv_output(*values.values())
