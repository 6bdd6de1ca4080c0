"""The outline of a difference: stages and blocks with what changed in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Any

from convcalc.errors import Message
from convcalc.report.document import OutlineLine, Signed

DEPTH = 2
"""Levels of stages and blocks that have a line of their own."""


def diff_outline(
    rows: Sequence[Any],
    paths: Sequence[Sequence[str]],
    cells: Callable[[Any], tuple[Any, ...]],
    keys: Sequence[str],
) -> tuple[OutlineLine, ...]:
    """The lines of the outline; a single layer of a stage or block stands for itself.

    Args:
        rows: the changes; paths: the stages and blocks that each is in; cells: of a row, as the
            columns of the `keys` show it.
    """
    lines = [(path, row, cells(row)) for row, path in zip(rows, paths, strict=True)]
    return tuple(_lines(lines, keys, 1, ()))


def _lines(
    lines: Sequence[Any], keys: Sequence[str], level: int, above: Sequence[str]
) -> Iterator[OutlineLine]:
    """The lines of what lies in the same part, `above` the part that they are in."""
    depth = len(above)
    for name, run in groupby(lines, key=lambda line: tuple(line[0][: depth + 1])):
        inside = list(run)
        if len(inside) == 1 or len(name) == depth or depth == DEPTH:
            yield from [OutlineLine(level, line[2]) for line in inside]
            continue
        ends = {tuple(line[0][: depth + 2]) for line in inside}
        while len(ends) == 1 and len(name) < DEPTH and len(next(iter(ends))) > len(name):
            name = next(iter(ends))
            ends = {tuple(line[0][: len(name) + 1]) for line in inside}
        told = "/".join(name[depth:])
        head = [_head(told, key, at, inside) for at, key in enumerate(keys)]
        yield OutlineLine(level, tuple(head))
        yield from _lines(inside, keys, level + 1, name)


def _head(name: str, key: str, at: int, inside: Sequence[Any]) -> Any:
    """What a column tells of a stage or block."""
    if key == "layer":
        return name
    kinds = [line[1].change.kind for line in inside]
    if key == "change":
        return inside[0][2][at] if len(set(kinds)) == 1 else ""
    if key == "what":
        return [
            Message(f"diff.count.{kind}", count=kinds.count(kind)) for kind in dict.fromkeys(kinds)
        ]
    costs = [line[2][at] for line in inside]
    if not all(isinstance(cost, Signed) for cost in costs):
        return None if key in ("params", "macs") else ""
    return Signed(sum(cost.value for cost in costs))
