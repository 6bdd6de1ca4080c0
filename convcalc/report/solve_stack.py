"""What `solve` says about stacks of layers: depth, kernels, dilations for a receptive field."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from convcalc.algebra.decimals import cut
from convcalc.algebra.expr import as_expr
from convcalc.errors import Message
from convcalc.inverse.goal import Goal
from convcalc.inverse.problem import Problem, put
from convcalc.inverse.reason import Reasoning, Stated
from convcalc.inverse.schedules import Schedules, first_gap
from convcalc.inverse.search import Found, find
from convcalc.inverse.stack import Stack
from convcalc.inverse.width import Width
from convcalc.report.document import (
    Column,
    Document,
    Fact,
    Facts,
    Named,
    Node,
    Note,
    Sizes,
    StepLine,
    Steps,
    Table,
)
from convcalc.report.fields import Field, records, table
from convcalc.report.solve import Extra, SolveQuestion, goal_words, solution_document
from convcalc.report.solve_layer import derivations
from convcalc.report.solve_values import best
from convcalc.report.values import neat, same_value, sizes


def stack_solution(
    text: str, stack: Stack, problem: Problem, goal: Goal, top: int, steps: bool
) -> tuple[Document, bool]:
    """The unknowns of a stack, and whether there are any solutions."""
    found = find(problem)
    subject = Message("solve.subject_stack", network=text.strip())
    question = SolveQuestion("rf", subject, goal, problem, len(stack.fields), top)

    def cells(known: Mapping[str, int]) -> tuple[Any, ...]:
        return (_by_axis(stack.fields, known), _by_axis(stack.jumps, known))

    columns = (
        Column("receptive_field", Message("report.receptive_field")),
        Column("jump", Message("report.jump")),
    )
    field = neat(stack.fields[0])
    notes = [] if steps else [Note(Message("solve.stack_formula", formula=field))]
    data: dict[str, Any] = {"formula": sizes(stack.fields)}
    if found.total != 0:
        gap = _gap(stack, best(found, goal))
        data["gap_free"] = None if gap is None else not gap
        notes += _gap_notes(gap)
    return solution_document(
        question,
        found,
        Extra(columns, cells),
        notes,
        data,
        _derivations(stack, problem, found) if steps else None,
    )


def _derivations(stack: Stack, problem: Problem, found: Found) -> list[Reasoning]:
    """How the unknowns were found, from the field as a formula in them."""
    source = Message("source.paper", cite="Araujo et al. (2019)")
    told = []
    for one in derivations(problem, found):
        field = as_expr(neat(stack.fields[one.axes[0]]))
        put_in = as_expr(put(field, one.known))
        told.append(one._replace(stated=Stated("r", field, source, (), put_in)))
    return told


def _by_axis(values: tuple[Any, ...], known: Mapping[str, int]) -> Any:
    found = Sizes(put(as_expr(value), known) for value in values)
    return found[0] if all(same_value(value, found[0]) for value in found) else found


Gap = tuple[tuple[int, int], ...]


def _gap(stack: Stack, known: Mapping[str, int]) -> Gap | None:
    """The dilation that leaves gaps and the largest that would not; () if nothing is missed, None
    where a stride, a branch or too many layers leave it open."""
    taps = stack.taps(known)
    if taps is None:
        return None
    found = first_gap(taps)
    return () if found is None else (found,)


def _gap_notes(gap: Gap | None) -> list[Note]:
    if gap is None:
        return []
    if not gap:
        return [Note(Message("solve.gap_free"))]
    ((rate, most),) = gap
    return [Note(Message("solve.gaps", rate=rate, most=most), "warning")]


def schedules_document(
    kernel: int, goal: Goal, found: Schedules, fewest: int, steps: bool
) -> Document:
    """Dilation schedules of a kernel that reach a field without gaps.

    Args:
        fewest: layers that any gap-free schedule of this field needs.
    """
    title = Message(
        "solve.title",
        subject=Message("solve.subject_schedules", kernel=kernel),
        goal=goal_words(goal),
    )
    rows = tuple(
        (number, " ".join(map(str, rates)), found.field)
        for number, rates in enumerate(found.shown, 1)
    )
    columns = (
        Column("number", Message("solve.column.number"), aside=True),
        Column("dilations", Message("solve.column.dilations"), numeric=False),
        Column("receptive_field", Message("report.receptive_field")),
    )
    facts = (
        Fact("layers", Message("solve.layers"), found.layers),
        Fact("fewest_layers", Message("solve.fewest_layers"), fewest),
        Fact("rates_sum", Message("solve.rates_sum"), Fraction(found.field - 1, kernel - 1)),
    )
    nodes: list[Node] = [Facts(None, facts, aside=bool(rows))]
    if steps:
        nodes = [_schedule_steps(kernel, found, fewest, title)]
    if rows and not steps:
        nodes.append(Table(_title(found), columns, rows, highlight=0))
    elif not rows:
        nodes += _no_schedule(kernel, found)
    nodes.append(Note(Message("solve.schedule_rule", kernel=kernel)))
    data = {
        "command": "dilations",
        "kernel": kernel,
        "layers": found.layers,
        "fewest_layers": fewest,
        "receptive_field": found.field,
        "count": found.total,
        "complete": found.complete,
        "solutions": [list(rates) for rates in found.shown],
    }
    none = Named("none", Message("value.none"))
    answer = list(found.shown[0]) if found.shown else none
    return Document("solve", title, data, answer, nodes)


def _no_schedule(kernel: int, found: Schedules) -> list[Note]:
    if found.field == 1:
        return [Note(Message("solve.no_layer_needed"), "warning")]
    return [
        Note(Message("solve.no_schedule", count=found.layers), "warning"),
        Note(Message("solve.field_steps", kernel=kernel, step=kernel - 1), "hint"),
    ]


def _title(found: Schedules) -> Message:
    shown = len(found.shown)
    if not found.complete:
        return Message("solve.more_than", count=found.total, shown=shown)
    if found.total > shown:
        return Message("solve.solutions_shown", count=found.total, shown=shown)
    return Message("solve.solutions", count=found.total)


def _schedule_steps(kernel: int, found: Schedules, fewest: int, title: Message) -> Steps:
    """Why so many layers, and what the rates add up to."""
    k, n = kernel, fewest
    reach = Message("solve.step.reach", kernel=k, count=n, field=k**n)
    if n > 1:
        reach = Message(
            "solve.step.reach_between",
            kernel=k, count=n - 1, layers=n, before=k ** (n - 1), field=k**n, wanted=found.field,
        )  # fmt: skip
    total = Fraction(found.field - 1, k - 1)
    lines = [
        StepLine(Message("solve.step.rule"), words=Message("solve.schedule_rule", kernel=k)),
        StepLine(Message("solve.step.layers"), words=reach),
        StepLine(
            Message("solve.step.rates"),
            words=Message("solve.rates_equation", field=found.field, kernel=k, total=total),
        ),
    ]
    if found.shown:
        answer = Message("solve.rates", rates=list(found.shown[0]))
        lines.append(StepLine(Message("steps.answer"), words=answer))
    return Steps(title, tuple(lines))


WIDTH = (
    Field("width", lambda row: cut(row.width), "solve.column.width"),
    Field("macs", lambda row: row.macs, "report.macs"),
    Field("params", lambda row: row.params, "report.params"),
)


def width_solution(found: Width, goal: Goal) -> Document:
    """The width multiplier that keeps a network within a budget."""
    title = Message(
        "solve.title",
        subject=Message("solve.subject_width", network=found.name),
        goal=goal_words(goal),
    )
    nodes: list[Node] = []
    if found.best is None:
        nodes.append(Note(Message("solve.no_width", least=cut(found.rows[0].width)), "warning"))
    else:
        fact = Fact("width", Message("solve.column.width"), cut(found.best))
        nodes.append(Facts(None, (fact,)))
    aside = found.best is not None
    title_of = Message("solve.widths")
    nodes.append(table(WIDTH, found.rows, title_of, highlight=found.place, aside=aside))
    nodes.append(Note(Message("solve.width_steps", step=cut(found.step))))
    data = {
        "command": "width",
        "network": found.name,
        "of": goal.quantity,
        "best": None if found.best is None else cut(found.best),
        "step": cut(found.step),
        "widths": records(WIDTH, found.rows),
    }
    answer = Named("none", Message("value.none")) if found.best is None else cut(found.best)
    return Document("solve", title, data, answer, nodes)
