"""Which form of a formula a teacher would write for the numbers at hand.

The catalogue lists, for each general formula, special forms with the conditions under which they
hold, most specific first. The first form whose conditions hold for the arguments is told; a form
without conditions is another spelling of the general one, for whoever looks it up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from convcalc.algebra.expr import Expr, Value, Var, as_expr
from convcalc.annotations import Any
from convcalc.errors import Message
from convcalc.formulas.catalogue import AXIS_NAMES, match, parameters
from convcalc.formulas.index import formula_of
from convcalc.record import NamedTuple

BIASES = ("bias", "linear-bias", "local-bias", "tconv-bias")
"""The formulas that count biases."""


class Told(NamedTuple):
    """A formula in the form in which it is told, with the value of each of its letters.

    `form` names that form in the catalogue, `formula` the general formula it is a form of.
    """

    formula: str
    form: str
    source: Message
    expression: Expr
    letters: Mapping[str, Value]


def tell(
    function: Callable[..., Any], arguments: Sequence[Any], whole: bool = False
) -> Told | None:
    """The form of a formula that fits these arguments best; None for one that the catalogue does
    not hold because it cannot be written in letters (it counts, or rounds binary fractions).

    whole: the form that is taught, with 0 and 1 put in, in place of one that leaves these out.
    """
    formula = formula_of(function)
    if formula is None:
        return None
    for lesson in formula.lessons:
        if whole and lesson.short:
            continue
        values = match(lesson, function, tuple(arguments)) if lesson.given else None
        if values is not None:
            return _told(formula.name, lesson.name, lesson.source, lesson.load(), values)
    values = dict(zip(parameters(function), arguments, strict=True))
    return _told(formula.name, formula.name, formula.source, function, values)


def _told(
    formula: str,
    form: str,
    source: Message,
    function: Callable[..., Any],
    values: Mapping[str, Any],
) -> Told:
    """Call the function with letters in place of values; a number of axes stays a number."""
    arguments: list[Any] = []
    letters: dict[str, Value] = {}
    for name, value in values.items():
        if function.__annotations__[name] == "int":
            arguments.append(value)
        elif isinstance(value, tuple):
            marked = [name + mark for mark in AXIS_NAMES[len(value)]]
            letters.update(zip(marked, value, strict=True))
            arguments.append(tuple(map(Var, marked)))
        else:
            letters[name] = value
            arguments.append(Var(name))
    return Told(formula, form, source, as_expr(function(*arguments)), letters)
