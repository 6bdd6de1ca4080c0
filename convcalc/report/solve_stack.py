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
from convcalc.report.document import Document, Fact, Facts, Node, Note, Sizes, Steps
from convcalc.report.fields import (
    ABSENT,
    Entry,
    Field,
    data_of,
    facts_of,
    line,
    records,
    table,
    word,
)
from convcalc.report.solve import Extra, SolveQuestion, goal_words, solution_document
from convcalc.report.solve_layer import derivations
from convcalc.report.solve_values import best
from convcalc.report.values import NONE, neat, sizes, uniform


def stack_solution(
    text: str, stack: Stack, problem: Problem, goal: Goal, top: int, steps: bool
) -> tuple[Document, bool]:
    """The unknowns of a stack, and whether there are any solutions."""
    found = find(problem, max(top, 1))
    subject = Message("solve.subject_stack", network=text.strip())
    question = SolveQuestion("rf", subject, goal, problem, len(stack.fields), top)

    fields = (
        Field("receptive_field", lambda known: _by_axis(stack.fields, known),
              "report.receptive_field"),
        Field("jump", lambda known: _by_axis(stack.jumps, known), "report.jump"),
    )  # fmt: skip
    field = neat(stack.fields[0])
    notes = [] if steps else [Note(Message("solve.stack_formula", formula=field))]
    data: dict[str, Any] = {"formula": sizes(stack.fields)}
    if found.total != 0:
        gap = _gap(stack, best(found, goal))
        data["gap_free"] = None if gap is None else not gap
        notes += _gap_notes(gap)
    reasonings = _derivations(stack, problem, found) if steps else None
    return solution_document(question, found, Extra(fields), notes, data, reasonings)


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
    return uniform(Sizes(put(as_expr(value), known) for value in values))


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
    subject = Message("solve.subject_schedules", kernel=kernel)
    title = Message("solve.title", subject=subject, goal=goal_words(goal))
    told = [
        Entry("command", "dilations"),
        Entry("kernel", kernel),
        Entry("layers", found.layers, "solve.step.layers"),
        Entry("fewest_layers", fewest, "solve.fewest_layers"),
        Entry("rates_sum", Fraction(found.field - 1, kernel - 1), "solve.rates_sum", data=ABSENT),
        Entry("receptive_field", found.field),
        Entry("count", found.total),
        Entry("complete", found.complete),
        Entry("solutions", [list(rates) for rates in found.shown]),
    ]
    fields = (
        Field("number", lambda row: row[0], "solve.column.number", aside=True),
        word("dilations", lambda row: " ".join(map(str, row[1])), "solve.step.rates"),
        Field("receptive_field", lambda row: found.field, "report.receptive_field"),
    )
    nodes: list[Node] = [Facts(None, facts_of(told), aside=bool(found.shown))]
    if steps:
        nodes = [_schedule_steps(kernel, found, fewest, title)]
    elif found.shown:
        nodes.append(table(fields, enumerate(found.shown, 1), _title(found), highlight=0))
    if not found.shown:
        nodes += _no_schedule(kernel, found)
    nodes.append(Note(Message("solve.schedule_rule", kernel=kernel)))
    answer = list(found.shown[0]) if found.shown else NONE
    return Document("solve", title, data_of(told), answer, nodes)


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
    rates = Message("solve.rates_equation", field=found.field, kernel=k, total=total)
    lines = [
        line("solve.step.rule", Message("solve.schedule_rule", kernel=k)),
        line("solve.step.layers", reach),
        line("solve.step.rates", rates),
    ]
    if found.shown:
        lines.append(line("steps.answer", Message("solve.rates", rates=list(found.shown[0]))))
    return Steps(title, tuple(lines))


WIDTH = (
    Field("width", lambda row: cut(row.width), "scale.column.width"),
    Field("macs", lambda row: row.macs, "report.macs"),
    Field("params", lambda row: row.params, "report.params"),
)


def width_solution(found: Width, goal: Goal) -> Document:
    """The width multiplier that keeps a network within a budget."""
    subject = Message("solve.subject_width", network=found.name)
    title = Message("solve.title", subject=subject, goal=goal_words(goal))
    nodes: list[Node] = []
    best = None if found.best is None else cut(found.best)
    if best is None:
        nodes.append(Note(Message("solve.no_width", least=cut(found.rows[0].width)), "warning"))
    else:
        nodes.append(Facts(None, (Fact("width", Message("scale.column.width"), best),)))
    nodes += [
        table(WIDTH, found.rows, "solve.widths", highlight=found.place, aside=best is not None),
        Note(Message("solve.width_steps", step=cut(found.step))),
    ]
    data = {
        "command": "width", "network": found.name, "of": goal.quantity, "best": best,
        "step": cut(found.step), "widths": records(WIDTH, found.rows),
    }  # fmt: skip
    return Document("solve", title, data, NONE if best is None else best, nodes)
