"""What a question becomes: command lines, how their answers make the answer, what was assumed."""

from __future__ import annotations

from typing import Any, NamedTuple

from convcalc.ask.window import name_of
from convcalc.errors import ConvcalcError, Message, UsageError

SILENT = ("memory", "rf", "jump", "activations")
"""Quantities without a formula to work through."""


class AnswerLine(NamedTuple):
    """A command line without `convcalc`, and what of its answer counts.

    take: `plain` the bare answer, `shape` the size with its channels, `size` a size where the
    channels may be told, too, `height`, `width`, `row N` one row of several, `solution`; name: of
    what it is the answer, for several; both: with biases, where the question leaves them open.
    """

    words: tuple[str, ...]
    assumed: tuple[Message, ...] = ()
    take: str = "plain"
    name: Message | None = None
    both: bool = False


class Reply(NamedTuple):
    """The lines, and how their values make the answer.

    how: `each` one value a line; `value` a ratio that a line prints, `inverse` its inverse, `ratio`
    of the first line to the second, `drop` by how much it differs from one; `less`, `more` which of
    the two has; `smaller` by how much `claim` exceeds the line; `difference`
    of the first line and the second; `truth` whether the line gives `claim`,
    `truth_less`, `truth_more`, `truth_equal` how the two compare; `judged` whether `claim`;
    `fixed` the answer is `claim`, and the line says why. unit: `percent`, `tenths` or `ratio`.
    """

    lines: tuple[AnswerLine, ...]
    how: str = "each"
    claim: Any = None
    unit: str = ""


def missing(*names: str) -> UsageError:
    """Givens without which there is no answer."""
    return UsageError(
        Message("ask.missing", names=[name_of(name) for name in names], count=len(names)),
        Message("ask.example"),
    )


def refused(code: str, hint: str | None = None, **fields: Any) -> ConvcalcError:
    return UsageError(Message(code, **fields), *([Message(hint)] if hint else ()))
