"""Inequalities solved, line by line: what `inverse` undid, as worked answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from convcalc.algebra.expr import Num, Var, same
from convcalc.algebra.interval import Interval
from convcalc.annotations import Any
from convcalc.errors import Message
from convcalc.inverse.invert import Bound
from convcalc.inverse.reason import Reasoning
from convcalc.report.document import Lettered, StepLine, Steps
from convcalc.report.fields import line
from convcalc.report.solve_values import equations
from convcalc.report.steps import given_line, on_axes
from convcalc.report.values import neat

NOTES = {
    "unround": "solve.note.floor",
    "unround_up": "solve.note.ceiling",
    "swap": "solve.note.swap",
    "turn": "solve.note.turn",
}


def relation(value: Any, within: Interval) -> Message | None:
    """`2 ≤ P < 3`; None where there is no bound."""
    low, high = within.low, within.high
    fields = {"value": value, "low": neat(low), "high": neat(high)}
    if low is None and high is None:
        return None
    if low is None:
        return Message("relation.less" if within.open_high else "relation.at_most", **fields)
    if high is None:
        return Message("relation.more" if within.open_low else "relation.at_least", **fields)
    if low == high and not (within.open_low or within.open_high):
        return Message("relation.equal", **fields)
    ends = {(False, False): "closed", (False, True): "below", (True, False): "above"}
    return Message(f"relation.{ends.get((within.open_low, within.open_high), 'open')}", **fields)


def inequality_steps(
    reasonings: Iterable[Reasoning], title: Message, answers: Sequence[Any], dims: int
) -> list[Steps]:
    """One worked answer for each inequality; the last one ends with the answer."""
    found = []
    every = list(reasonings)
    for number, reasoning in enumerate(every):
        lines = [*_statement(reasoning), *_bounds(reasoning)]
        if number == len(every) - 1:
            lines += [line("steps.answer", answer) for answer in answers]
        found.append(Steps(on_axes(title, reasoning.axes, dims), tuple(lines)))
    return found


def _statement(reasoning: Reasoning) -> list[StepLine]:
    """The formula in its letters, and with the numbers put in."""
    lines = []
    if reasoning.known:
        lines.append(line("solve.step.choose", equations(reasoning.known)))
    stated = reasoning.stated
    if stated is None:
        return lines
    letter = Lettered(Var(stated.left))
    if stated.given:
        lines.append(given_line(stated.given))
    lines.append(
        StepLine(Message("step.formula"), letter, Lettered(stated.formula), note=stated.source)
    )
    if not same(stated.substituted, stated.formula):
        lines.append(StepLine(Message("step.substitute"), None, stated.substituted))
    return lines


def _bounds(reasoning: Reasoning) -> list[StepLine]:
    lines = []
    for position, bound in enumerate(reasoning.bounds):
        words = _words(bound)
        if words is None:
            continue
        kind = "wanted" if bound.kind == "start" else bound.kind
        before = reasoning.bounds[position - 1] if position else None
        if before is not None and bound.kind == "simplify" and same(before.value, bound.value):
            continue
        lines.append(line(f"solve.step.{kind}", words, _note(bound)))
    return lines


def _note(bound: Bound) -> Message | None:
    """Why the step may be made; an equation has no sign of comparison that could turn."""
    note = NOTES.get(bound.kind)
    if note is None or (bound.kind == "turn" and bound.within.low == bound.within.high):
        return None
    return Message(note)


def _words(bound: Bound) -> Message | None:
    first, last = bound.within.first, bound.within.last
    if bound.kind == "whole" and first is not None and last is not None and first > last:
        return Message("solve.no_whole_number", value=bound.value)
    if isinstance(bound.value, Num):
        return None
    return relation(bound.value, bound.within)


def steps_data(reasonings: Iterable[Reasoning]) -> list[dict[str, Any]]:
    """The same for scripts."""
    return [
        {
            "unknown": reasoning.unknown.name,
            "axes": list(reasoning.axes),
            "known": dict(reasoning.known),
            "statement": None if reasoning.stated is None else reasoning.stated.formula,
            "steps": [
                {
                    "kind": bound.kind,
                    "expression": bound.value,
                    "min": neat(bound.within.low),
                    "max": neat(bound.within.high),
                    "min_excluded": bound.within.open_low,
                    "max_excluded": bound.within.open_high,
                }
                for bound in reasoning.bounds
            ],
        }
        for reasoning in reasonings
    ]
