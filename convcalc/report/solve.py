"""What `solve` says: the values of the unknowns, how many there are, and how they were found."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from convcalc.algebra.expr import Var, evaluate
from convcalc.algebra.sets import Run, contains, members
from convcalc.annotations import Any
from convcalc.errors import Message
from convcalc.inverse.beside import nearest, relations
from convcalc.inverse.goal import Goal
from convcalc.inverse.problem import Problem, Unknown, letters
from convcalc.inverse.reason import Reasoning
from convcalc.inverse.search import Component, Found
from convcalc.record import NamedTuple
from convcalc.report.document import (
    Column,
    Document,
    Fact,
    Facts,
    Named,
    Node,
    Note,
    Sizes,
    Table,
)
from convcalc.report.fields import Field, records
from convcalc.report.inequalities import inequality_steps, steps_data
from convcalc.report.input_sizes import run_data
from convcalc.report.solve_values import (
    answer,
    answers,
    best,
    label,
    numbers_value,
    run_value,
    tightest,
)
from convcalc.report.values import neat

TOP = 20
"""Solutions shown, unless more are asked for."""


class Extra(NamedTuple):
    """What else is said about each solution: fields of what `work_out` makes of given values."""

    fields: Sequence[Field] = ()
    work_out: Callable[[Mapping[str, int]], Any] = dict

    def cells(self, known: Mapping[str, int]) -> list[Any]:
        """The values of the fields; unknown where nothing can be worked out."""
        made = self.work_out(known)
        return [None if made is None else field.value(made) for field in self.fields]


class SolveQuestion(NamedTuple):
    """What was asked: the command and a phrase for its subject; the goal; the problem it became;
    `dims` axes; `top` solutions to show; `also`: what is wanted besides."""

    command: str
    subject: Message
    goal: Goal
    problem: Problem
    dims: int = 2
    top: int = TOP
    also: tuple[Goal, ...] = ()


NO_EXTRA = Extra()


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
    goals = [goal_words(one) for one in (goal, *question.also)]
    title = Message("solve.title", subject=question.subject, goal=goals)
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
            Fact(field.key, field.column.label, cell)
            for field, cell in zip(extra.fields, cells, strict=True)
        ]
    nodes: list[Node] = [Facts(None, tuple(facts))]
    if only and extra.fields and not goal.one_sided and not alone:
        shown = [n for _, n in zip(range(question.top), members(part.numbers), strict=False)]
        rows = tuple((n, *extra.cells({unknown.name: n})) for n in shown)
        total = part.total
        title = _count(total, len(shown)) if total is None or total > len(shown) else None
        nodes.append(Table(title, _columns(part, extra), rows, aside=True))
    return nodes


def _columns(part: Component, extra: Extra) -> tuple[Column, ...]:
    letters = list(map(_heading, part.unknowns))
    names = [unknown.name for unknown in part.unknowns]
    return (*map(Column, names, letters), *[field.column for field in extra.fields])


def _heading(unknown: Unknown) -> Message:
    """The letter of an unknown; of one that has none, what it is."""
    if unknown.name == unknown.role:
        return Message(f"param.{unknown.role}")
    return Message("solve.letter", letter=Var(unknown.name))


def _rows_table(part: Component, question: SolveQuestion, extra: Extra) -> Table:
    names = [unknown.name for unknown in part.unknowns]
    rows = []
    for row in part.rows[: question.top]:
        cells = [run_value(value) if isinstance(value, Run) else value for value in row]
        rows.append((*cells, *_extra_cells(extra, names, row)))
    title = _count(part.total, len(rows))
    return Table(title, _columns(part, extra), tuple(rows), highlight=0)


def _extra_cells(extra: Extra, names: Sequence[str], row: Sequence[Any]) -> list[Any]:
    """What else is said of a row; of what differs from one number of a run to the next, that."""
    first = [value.low if isinstance(value, Run) else value for value in row]
    cells = list(extra.cells(dict(zip(names, first, strict=True))))
    runs = [n for n, value in enumerate(row) if isinstance(value, Run) and value.size != 1]
    for n in runs:
        next_one = [*first[:n], row[n].low + row[n].step, *first[n + 1 :]]
        there = extra.cells(dict(zip(names, next_one, strict=True)))
        for place, (here, other) in enumerate(zip(cells, there, strict=True)):
            if here != other and not isinstance(here, Named):
                letters = [Var(names[at]) for at in runs]
                cells[place] = Named("", Message("solve.depends", letters=letters))
    return cells


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
        low, high = unknown.domain.low, unknown.domain.high
        example = f"--where {unknown.name}={low}..{4 * (high or 1)}"
        fields = {"letter": Var(unknown.name), "low": low, "high": high, "example": example}
        notes.append(Note(Message("solve.assumed", **fields), "hint"))
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
    return [Note(Message("solve.one_off", letter=Var(unknown.name), value=beyond, result=result))]


def _nothing(question: SolveQuestion, part: Component) -> list[Note]:
    """That there is no solution, and how near one can get."""
    names = [Var(unknown.name) for unknown in part.unknowns]
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
    goal, also = question.goal, question.also
    return {
        "command": question.command,
        "of": goal.quantity,
        "goal": _goal_data(goal),
        **({"also": [{"of": one.quantity, **_goal_data(one)} for one in also]} if also else {}),
        "count": found.total,
        "parts": [_part_data(question, part) for part in found.parts],
        "best": None if found.total == 0 else best(found, goal),
        "assumed": [unknown.name for unknown in found.assumed],
        **more,
    }


def _goal_data(goal: Goal) -> dict[str, Any]:
    return {"kind": goal.kind, "min": _shown(goal.low), "max": _shown(goal.high)}


def _part_data(question: SolveQuestion, part: Component) -> dict[str, Any]:
    names = [unknown.name for unknown in part.unknowns]
    data: dict[str, Any] = {"unknowns": records(UNKNOWN, part.unknowns), "count": part.total}
    if len(names) == 1:
        return {**data, "values": [run_data(run) for run in part.numbers]}
    solutions = [
        [run_data(value) if isinstance(value, Run) else value for value in row]
        for row in part.rows[: question.top]
    ]
    related = relations(question.problem, part)
    return {
        **data,
        "solutions": [dict(zip(names, row, strict=True)) for row in solutions],
        "relations": [{"name": name, "value": value} for name, value in related],
    }


UNKNOWN = (
    Field("name", lambda unknown: unknown.name),
    Field("role", lambda unknown: unknown.role),
    Field("min", lambda unknown: unknown.domain.low),
    Field("max", lambda unknown: unknown.domain.high),
)
