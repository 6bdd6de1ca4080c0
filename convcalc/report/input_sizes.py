"""Sets of input sizes as values of documents: `12 mod 16, from 188`, `224 to 255`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from convcalc.algebra.expr import Var
from convcalc.algebra.sets import Integers, Run, gathered
from convcalc.annotations import Any
from convcalc.errors import Message
from convcalc.report.document import Named
from convcalc.report.values import NONE


def sizes_value(sizes: Integers) -> Named:
    """The sizes in words, and as a key that scripts can read: `188../16`, `224..255`, `1..`."""
    if not sizes:
        return NONE
    groups = _grouped(sizes)
    by_rest = [group for group in groups if group[0].step > 1]
    words = [_either(kind) for kind in ([g for g in groups if g not in by_rest], by_rest) if kind]
    said = words[0] if len(words) == 1 else Message("inputs.or", first=words[0], last=words[1])
    return Named(",".join(map(run_key, sizes)), said)


def _either(groups: Sequence[Sequence[Run]]) -> Message:
    words = list(map(_words, groups))
    return words[0] if len(words) == 1 else Message("inputs.either", parts=words)


def run_key(run: Run) -> str:
    """A run as scripts read it."""
    if run.low == run.high:
        return str(run.low)
    end = "" if run.high is None else run.high
    return f"{run.low}..{end}" + (f"/{run.step}" if run.step > 1 else "")


def _grouped(sizes: Integers) -> list[list[Run]]:
    """Endless runs of the same step that begin within one period of each other, together."""
    groups: list[list[Run]] = []
    for run in sizes:
        for group in groups:
            first = group[0]
            alike = run.step == first.step > 1 and run.high is first.high is None
            if alike and run.low < first.low + first.step:
                group.append(run)
                break
        else:
            groups.append([run])
    return groups


def _classes(group: Sequence[Run], code: str, **fields: Any) -> Message:
    """Endless runs by their remainders; their bound only if it says more."""
    low, _, step = group[0]
    fields["step"] = step
    fields["rests"] = [
        Message("value.itself", value=run.low)
        if run.low == run.high
        else Message("value.range", low=run.low, high=run.high)
        for run in gathered(sorted(run.low % step for run in group))
    ]
    if all(run.low <= step for run in group):
        return Message(code, **fields)
    return Message(f"{code}_from", low=low, **fields)


def _words(group: Sequence[Run]) -> Message:
    low, high, step = group[0]
    if high is None:
        if step > 1:
            return _classes(group, "inputs.classes")
        return Message("inputs.from", low=low) if low > 1 else Message("inputs.any")
    if low == high:
        return Message("value.itself", value=low)
    if step > 1:
        return Message("inputs.steps", low=low, high=high, step=step)
    return Message("value.range", low=low, high=high)


def sizes_condition(letter: Var, sizes: Integers) -> Message:
    """The same about a letter: `H = 12 mod 16, H ≥ 188`, `224 ≤ H ≤ 255`."""
    if not sizes:
        return Message("inputs.no_value", letter=letter)
    told = [_about(letter, group) for group in _grouped(sizes)]
    return told[0] if len(told) == 1 else Message("inputs.either", parts=told)


def _about(letter: Var, group: Sequence[Run]) -> Message:
    low, high, step = group[0]
    fields = {"letter": letter, "low": low, "high": high, "step": step}
    if high is None:
        if step > 1:
            return _classes(group, "inputs.letter_classes", letter=letter)
        return Message("condition.at_least", large=letter, small=low)
    if low == high:
        return Message("condition.equal", left=letter, right=low)
    return Message("inputs.letter_steps" if step > 1 else "inputs.letter_between", **fields)


def legal_value(legal: Mapping[str, Integers]) -> Any:
    """The sizes that each letter may stand for; by letter where these differ."""
    different = list(dict.fromkeys(legal.values()))
    if len(different) == 1:
        return sizes_value(different[0])
    return [
        Message("inputs.of_letter", letter=Var(letter), sizes=sizes_value(sizes))
        for letter, sizes in legal.items()
    ]


def sizes_data(sizes: Integers) -> list[dict[str, int | None]]:
    """The same for JSON."""
    return list(map(run_data, sizes))


def run_data(run: Run) -> dict[str, int | None]:
    """A run for JSON."""
    return {"min": run.low, "max": run.high, "step": run.step}
