"""Where a slip stands in the derivation: the right lines up to it, then the wrong ones.

A misread given shows where the numbers are put in; an operation misapplied at the latest line on
which the same rewriting still leads to the same wrong number (rounding up where the quotient is
rounded, the + 1 where it should have been added); anything else in the formula itself.
"""

from __future__ import annotations

from convcalc.algebra.expr import Expr, as_expr, free_variables
from convcalc.algebra.fold import fold
from convcalc.algebra.normal import equal
from convcalc.algebra.reduce import reduce_steps
from convcalc.record import NamedTuple
from convcalc.teach.part import AnswerPart
from convcalc.teach.question import Question, total_of
from convcalc.teach.slips import Slip, SlippedFormula

ROUNDING = ("round", "round_up")


class ForkLine(NamedTuple):
    """One line: what was done (`formula`, `substitute`, `sum` or a kind of `reduce.ORDER`) and the
    expression after it; `done`: the same in the words of the line."""

    kind: str
    expression: Expr
    done: str = ""


class Fork(NamedTuple):
    """The derivation of one part with a slip in it.

    before: right lines; instead: the right line at the place of the slip; after: the lines with the
    slip; right: the formula as it should be (None for a total); axes: of which it is the size.
    """

    before: tuple[ForkLine, ...]
    instead: ForkLine
    after: tuple[ForkLine, ...]
    right: AnswerPart | None = None
    wrong: AnswerPart | None = None
    axes: tuple[int, ...] = ()


def forks(question: Question, slip: Slip) -> list[Fork]:
    """Each formula that the slip changes (once for axes on which it is the same), and the total if
    there is one to be made."""
    found: list[Fork] = []
    for change in slip.changes:
        fork = _fork(change)
        twin = next((other for other in found if _alike(other, fork)), None)
        if twin is not None and fork.axes:
            found[found.index(twin)] = twin._replace(axes=(*twin.axes, *fork.axes))
        else:
            found.append(fork)
    whole = question.axes and slip.whole is None
    if not whole and (not found or len(slip.parts) > 1 or slip.scale != 1):
        found.append(_total(question, slip))
    return found


def _fork(change: SlippedFormula) -> Fork:
    right, wrong = change.right, change.wrong
    told, other = _lines(right), _lines(wrong)
    if right.statement is wrong.statement:
        fork = Fork(told[:1], told[1], other[1:])
    else:
        fork = _late(change, told) or Fork((), told[0], other)
    axes = () if change.axis is None else (change.axis,)
    return fork._replace(right=right, wrong=wrong, axes=axes)


def _alike(left: Fork, right: Fork) -> bool:
    """Whether both say the same, line by line."""
    ours, theirs = ((*fork.before, fork.instead, *fork.after) for fork in (left, right))
    return len(ours) == len(theirs) and all(
        one.expression is other.expression for one, other in zip(ours, theirs, strict=True)
    )


def _late(change: SlippedFormula, told: tuple[ForkLine, ...]) -> Fork | None:
    """The slip at the latest line of numbers where it has the same effect."""
    for place in range(len(told) - 2, 0, -1):
        line = change.right._replace(statement=told[place].expression, general=None)
        edited = change.edit(line)
        if edited is None or edited.statement is line.statement:
            continue
        if free_variables(edited.statement) or not equal(edited.value, change.wrong.value):
            continue
        following = told[place + 1]
        steps = _in_step(following, _steps(edited.statement) or (ForkLine("", edited.statement),))
        if steps[0].kind == following.kind:
            return Fork(told[: place + 1], following, steps)
        rest = (ForkLine(told[place].kind, edited.statement), *_steps(edited.statement))
        return Fork(told[:place], told[place], rest)
    return None


def _in_step(right: ForkLine, wrong: tuple[ForkLine, ...]) -> tuple[ForkLine, ...]:
    """The wrong lines, named as the right line is where they do the same thing wrongly: rounding
    up for down, or one operation less because a quotient was whole."""
    first, *rest = wrong
    if first.kind in ROUNDING and right.kind not in ROUNDING and rest:
        return tuple(rest)
    if first.kind in ("", *ROUNDING):
        return (first._replace(kind=right.kind, done=right.done), *rest)
    return wrong


def _lines(part: AnswerPart) -> tuple[ForkLine, ...]:
    """The formula, the numbers put in, and every step."""
    substituted = part.substituted
    return (
        ForkLine("formula", part.statement),
        ForkLine("substitute", substituted),
        *_steps(substituted),
    )


def _steps(expression: Expr) -> tuple[ForkLine, ...]:
    lines = [ForkLine(step.kind, step.after, step.done) for step in reduce_steps(expression)]
    last = lines[-1].expression if lines else expression
    if free_variables(last):
        folded = as_expr(fold(last))
        lines += [] if folded is last else [ForkLine("simplify", folded)]
    return tuple(lines)


def _total(question: Question, slip: Slip) -> Fork:
    """The sum of the parts, or whatever was made of them."""
    if question.axes:
        right = as_expr(question.values[0])
    else:
        right = total_of(question.parts, question.scale)
    wrong = slip.whole if slip.whole is not None else total_of(slip.parts, slip.scale)
    return Fork((), ForkLine("sum", right), (ForkLine("sum", wrong), *_steps(wrong)))
