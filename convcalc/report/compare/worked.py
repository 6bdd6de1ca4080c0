"""Formulas worked out for a comparison, outside any layer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from convcalc.algebra.expr import Expr, Num, Var
from convcalc.algebra.reduce import reduce_steps
from convcalc.errors import Message
from convcalc.formulas.index import formula_of
from convcalc.report.document import Approximate, Lettered, Reciprocal, StepLine, Steps
from convcalc.report.fields import line
from convcalc.report.steps import reductions
from convcalc.report.values import neat
from convcalc.teach.derive import work_out


def formula_steps(
    method: Message, function: Callable[..., Any], arguments: Sequence[Any], left: str
) -> Steps:
    """A formula of the catalogue for these arguments, as a step of a method."""
    formula = formula_of(function)
    assert formula is not None
    derivation = work_out(function, arguments, formula.quantity, left)
    title = Message(f"formula.{formula.name}.title")
    assert derivation.statement is not None
    items = [
        Message("steps.letter_is", letter=Lettered(Var(one.letter)), value=neat(one.value))
        for one in derivation.given
    ]
    lines = [
        line("steps.given", Message("steps.list", items=items)),
        StepLine(Message("step.formula"), Lettered(Var(left)), Lettered(derivation.statement),
                 note=derivation.source),
        StepLine(Message("step.substitute"), None, derivation.substituted),
        *reductions(derivation.steps),
        line("steps.answer", neat(derivation.answer)),
    ]  # fmt: skip
    return Steps(Message("compare.step", method=method, title=title), tuple(lines))


def arithmetic(title: Message, left: str, expression: Expr, answer: str | None = None) -> Steps:
    """An expression of numbers worked out; `answer` names the quantity that it gives."""
    steps = list(reduce_steps(expression))
    value: Any = steps[-1].after if steps else expression
    value = neat(value.value if isinstance(value, Num) else value)
    words: Any = value
    if answer == "ratio":
        part = Fraction(value)
        words = Message(
            "answer.ratio", value=value, approximate=Approximate(part) if part.denominator > 1
            else "", reciprocal=Reciprocal(part) if part < 1 and part.numerator > 1 else "",
        )  # fmt: skip
    elif answer is not None:
        words = Message(f"answer.{answer}", value=value, count=value)
    begin = StepLine(Message("step.substitute"), Lettered(Var(left)), expression)
    return Steps(title, (begin, *reductions(steps), line("steps.answer", words)))
