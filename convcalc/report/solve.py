"""What `solve` says: the values of the unknowns, how many there are, and how they were found."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from convcalc.algebra.expr import Var, evaluate
from convcalc.algebra.sets import Run, contains, members
from convcalc.errors import Message
from convcalc.inverse.goal import Goal
from convcalc.inverse.nearest import nearest
from convcalc.inverse.problem import Problem, letters
from convcalc.inverse.reason import Reasoning
from convcalc.inverse.relation import relations
from convcalc.inverse.search import Component, Found
from convcalc.report.document import Column, Document, Fact, Facts, Node, Note, Sizes, Table
from convcalc.report.inequalities import inequality_steps, steps_data
from convcalc.report.solve_values import (
    answer,
    answers,
    best,
    label,
    letter,
    numbers_value,
    run_data,
    run_value,
    tightest,
)
from convcalc.report.values import neat

TOP = 20
"""Solutions shown, unless more are asked for."""


class Extra(NamedTuple):
    """What else is said about each solution: columns, and their cells for given values."""

    columns: tuple[Column, ...]
    cells: Callable[[Mapping[str, int]], tuple[Any, ...]]


class SolveQuestion(NamedTuple):
    """What was asked: the command and a phrase for its subject; the goal; the problem it became;
    `dims` axes; `top` solutions to show."""

    command: str
    subject: Message
    goal: Goal
    problem: Problem
    dims: int = 2
    top: int = TOP


NO_EXTRA = Extra((), lambda known: ())


def solution_document(
    question: SolveQuestion,
    found: Found,
    extra: Extra = NO_EXTRA,
    notes: Sequence[Note] = (),
    more: Mapping[str, Any] | None = None,
    reasonings: Sequence[Reasoning] | None = None,
) -> tuple[Document, bool]:
    """The answer to an inverse question, and whether there are any solutions.

    Args:
        notes: remarks of the command; more: keys of its own for scripts.
        reasonings: given where the derivation was asked for, which then replaces the tables.
    """
    goal = question.goal
    title = Message("solve.title", subject=question.subject, goal=goal_words(goal))
    told = [*notes, *_notes(question, found)]
    nodes: list[Node] = []
    data = _data(question, found, more or {})
    if reasonings is not None:
        nodes += inequality_steps(reasonings, title, answers(found, goal), question.dims)
        data["derivations"] = steps_data(reasonings)
    if not nodes:
        for part in found.parts:
            nodes += _part_nodes(part, question, extra, len(found.parts) == 1)
        if reasonings is not None:
            nodes.append(Note(Message("solve.nothing_to_derive")))
    told.sort(key=lambda note: note.level != "warning")
    document = Document("solve", title, data, answer(found, goal), [*nodes, *told])
    return document, found.total != 0


def goal_words(goal: Goal) -> Message:
    """What is wanted, in words: output size 7."""
    quantity = Message(f"quantity.{goal.quantity}")
    low, high = (_shown(side) for side in (goal.low, goal.high))
    fields = {"quantity": quantity, "low": low, "high": high}
    return Message(f"solve.goal.{goal.kind}", **fields)


def _shown(side: tuple[Any, ...] | None) -> Any:
    if side is None:
        return None
    return neat(side[0]) if len(side) == 1 else Sizes(map(neat, side))


# Tables


def _part_nodes(part: Component, question: SolveQuestion, extra: Extra, only: bool) -> list[Node]:
    if part.total == 0:
        none = numbers_value(part.numbers)
        facts = [Fact(unknown.name, label(unknown), none) for unknown in part.unknowns]
        return [Facts(None, tuple(facts))]
    if len(part.unknowns) > 1:
        return [_rows_table(part, question, extra if only else NO_EXTRA)]
    (unknown,) = part.unknowns
    goal, tight = question.goal, tightest(part, question.goal)
    values: Any = numbers_value(part.numbers)
    notes: tuple[Message, ...] = ()
    if tight is not None and tight != values:
        notes = (Message("solve.all_values", values=values),)
        values = tight
    elif part.total is not None and part.total > 1:
        notes = (Message("solve.so_many", count=part.total),)
    facts = [Fact(unknown.name, label(unknown), values, notes)]
    chosen = tight if tight is not None else part.numbers[0].low
    alone = part.total == 1 or tight is not None
    if only and alone:
        cells = extra.cells({unknown.name: chosen})
        facts += [
            Fact(column.key, column.label, cell)
            for column, cell in zip(extra.columns, cells, strict=True)
        ]
    nodes: list[Node] = [Facts(None, tuple(facts))]
    if only and extra.columns and not goal.one_sided and not alone:
        shown = [n for _, n in zip(range(question.top), members(part.numbers), strict=False)]
        rows = tuple((n, *extra.cells({unknown.name: n})) for n in shown)
        columns = (Column(unknown.name, Message("solve.letter", letter=letter(unknown))),)
        total = part.total
        title = _count(total, len(shown)) if total is None or total > len(shown) else None
        nodes.append(Table(title, columns + extra.columns, rows, aside=True))
    return nodes


def _rows_table(part: Component, question: SolveQuestion, extra: Extra) -> Table:
    columns = tuple(
        Column(unknown.name, Message("solve.letter", letter=letter(unknown)))
        for unknown in part.unknowns
    )
    rows = []
    for row in part.rows[: question.top]:
        known = {
            unknown.name: value.low if isinstance(value, Run) else value
            for unknown, value in zip(part.unknowns, row, strict=True)
        }
        cells = tuple(run_value(value) if isinstance(value, Run) else value for value in row)
        rows.append((*cells, *extra.cells(known)))
    return Table(_count(part.total, len(rows)), columns + extra.columns, tuple(rows), highlight=0)


def _count(total: int | None, shown: int) -> Message:
    if total is None:
        return Message("solve.endless", shown=shown)
    if total <= shown:
        return Message("solve.solutions", count=total)
    return Message("solve.solutions_shown", count=total, shown=shown)


# Remarks


def _notes(question: SolveQuestion, found: Found) -> list[Note]:
    notes = []
    for part in found.parts:
        if part.total == 0:
            notes += _nothing(question, part)
            continue
        notes += _one_off(question, part)
        related = [
            Message("solve.value", letter=Var(name), value=value)
            for name, value in relations(question.problem, part)
        ]
        if related:
            notes.append(Note(Message("solve.relation", values=related)))
    for unknown in found.assumed:
        run = unknown.domain
        notes.append(
            Note(
                Message(
                    "solve.assumed",
                    letter=letter(unknown),
                    low=run.low,
                    high=run.high,
                    example=f"--where {unknown.name}={run.low}..{4 * (run.high or 1)}",
                ),
                "hint",
            )
        )
    return notes


def _one_off(question: SolveQuestion, part: Component) -> list[Note]:
    """What the next value beyond the tightest one would give."""
    tight = tightest(part, question.goal)
    if tight is None:
        return []
    (unknown,) = part.unknowns
    beyond = tight - 1 if tight == part.numbers[0].low else tight + 1
    goals = {
        c.value for c in question.problem.constraints if c.goal and letters(c) == {unknown.name}
    }
    if not contains(part.allowed, beyond) or len(goals) != 1:
        return []
    result = evaluate(goals.pop(), {unknown.name: beyond})
    return [Note(Message("solve.one_off", letter=letter(unknown), value=beyond, result=result))]


def _nothing(question: SolveQuestion, part: Component) -> list[Note]:
    """That there is no solution, and how near one can get."""
    names = [letter(unknown) for unknown in part.unknowns]
    notes = [Note(Message("solve.no_solution", letters=names), "warning")]
    near = [
        Message("solve.gives", letter=names[0], value=n, result=neat(result))
        for n, result in nearest(question.problem, part)
    ]
    if near:
        notes.append(Note(Message("solve.nearest", values=near), "hint"))
    return notes


# For scripts


def _data(question: SolveQuestion, found: Found, more: Mapping[str, Any]) -> dict[str, Any]:
    goal = question.goal
    data: dict[str, Any] = {
        "command": question.command,
        "of": goal.quantity,
        "goal": {"kind": goal.kind, "min": _shown(goal.low), "max": _shown(goal.high)},
        "count": found.total,
        "parts": [_part_data(question, part) for part in found.parts],
        "best": None if found.total == 0 else best(found, goal),
        "assumed": [unknown.name for unknown in found.assumed],
    }
    return {**data, **more}


def _part_data(question: SolveQuestion, part: Component) -> dict[str, Any]:
    unknowns = [
        {
            "name": unknown.name, "role": unknown.role,
            "min": unknown.domain.low, "max": unknown.domain.high,
        }
        for unknown in part.unknowns
    ]  # fmt: skip
    names = [unknown.name for unknown in part.unknowns]
    data: dict[str, Any] = {"unknowns": unknowns, "count": part.total}
    if len(names) == 1:
        data["values"] = [run_data(run) for run in part.numbers]
        return data
    data["solutions"] = [
        {
            name: run_data(value) if isinstance(value, Run) else value
            for name, value in zip(names, row, strict=True)
        }
        for row in part.rows[: question.top]
    ]
    data["relations"] = [
        {"name": name, "value": value} for name, value in relations(question.problem, part)
    ]
    return data
