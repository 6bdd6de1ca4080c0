"""Values of unknowns: how a set of them is shown, and which of them is the answer."""

from __future__ import annotations

from collections.abc import Mapping

from convcalc.algebra.expr import Var
from convcalc.algebra.sets import Integers, Run
from convcalc.annotations import Any
from convcalc.errors import Message
from convcalc.inverse.goal import Goal
from convcalc.inverse.problem import Unknown
from convcalc.inverse.search import Component, Found
from convcalc.report.document import Named
from convcalc.report.input_sizes import run_key
from convcalc.report.values import NONE


def run_value(run: Run) -> Any:
    """A run of numbers: `7`, `11 to 12`, `15 or more`; scripts read 7, 11..12, 15.."""
    low, high, step = run
    if high == low:
        return low
    code = "solve.or_more" if high is None else "value.range"
    if step != 1:
        code = "solve.steps_on" if high is None else "solve.steps_to"
        return Named(run_key(run), Message(code, low=low, high=high, step=step))
    return Named(run_key(run), Message(code, low=low, high=high))


def numbers_value(numbers: Integers) -> Any:
    """All values of an unknown."""
    if not numbers:
        return NONE
    return run_value(numbers[0]) if len(numbers) == 1 else [run_value(run) for run in numbers]


def tightest(part: Component, goal: Goal) -> int | None:
    """The last value that still does: what a budget or a least size asks for."""
    if not goal.one_sided or len(part.numbers) != 1 or not part.allowed:
        return None
    (run,) = part.numbers
    starts, ends = run.low == part.allowed[0].low, run.high == part.allowed[-1].high
    if starts == ends:
        return None
    return run.high if starts else run.low


def _part_answer(part: Component, goal: Goal) -> Any:
    """Of one unknown, its value; of several, the usual ones by name."""
    if len(part.unknowns) > 1:
        return " ".join(f"{name}={value}" for name, value in part.usual.items())
    tight = tightest(part, goal)
    return numbers_value(part.numbers) if tight is None else tight


def answer(found: Found, goal: Goal) -> Any:
    """What `-q` prints."""
    if found.total == 0:
        return NONE
    if len(found.parts) == 1:
        return _part_answer(found.parts[0], goal)
    return [_with_name(part, goal) for part in found.parts]


def _with_name(part: Component, goal: Goal) -> Any:
    answer = _part_answer(part, goal)
    if len(part.unknowns) > 1:
        return answer
    (unknown,) = part.unknowns
    words = Message("solve.value", letter=Var(unknown.name), value=answer)
    return Named(f"{unknown.name}={_key(answer)}", words)


def _key(value: Any) -> str:
    """A value of an unknown as scripts read it."""
    if isinstance(value, list):
        return ",".join(map(_key, value))
    return value.key if isinstance(value, Named) else str(value)


def answers(found: Found, goal: Goal) -> list[Any]:
    """The answers that end a derivation."""
    if found.total == 0:
        return [Message("solve.none")]
    return [_told(part, goal) for part in found.parts]


def _told(part: Component, goal: Goal) -> Message:
    if len(part.unknowns) > 1:
        return Message("solve.usual", values=equations(part.usual))
    (unknown,) = part.unknowns
    tight = tightest(part, goal)
    fields = {"letter": Var(unknown.name), "value": numbers_value(part.numbers)}
    if tight is not None:
        return Message("solve.tightest", **fields, tight=tight)
    return Message("solve.value", **fields)


def equations(known: Mapping[str, int]) -> list[Message]:
    """What each letter is: K = 3."""
    return [
        Message("steps.letter_is", letter=Var(name), value=value) for name, value in known.items()
    ]


def label(unknown: Unknown) -> Message:
    """An unknown and its role: P (padding)."""
    role = Message(f"param.{unknown.role}")
    return Message("solve.label", letter=Var(unknown.name), role=role)


def best(found: Found, goal: Goal) -> dict[str, int]:
    """One value for each unknown: the tightest, or the usual one."""
    chosen: dict[str, int] = {}
    for part in found.parts:
        tight = tightest(part, goal)
        chosen |= part.usual if tight is None else {part.unknowns[0].name: tight}
    return chosen
