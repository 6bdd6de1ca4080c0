"""The exam desk in Python: answers judged, terms explained, and any other command."""

from __future__ import annotations

from typing import Any

from convcalc.api.result import Result
from convcalc.api.words import Value, options, word
from convcalc.errors import Message, UsageError


class CheckResult(Result):
    """Whether an answer is right; if not, the slips behind it. See `Result`."""

    __slots__ = ()
    correct: bool
    answer: Any
    expected: Any
    slips: Any


def check(answer: Value, command: str | Result, *arguments: Value, **given: Value) -> CheckResult:
    """Whether an answer is right, and what went wrong if it is not.

    >>> import convcalc
    >>> judged = convcalc.check(6, "conv", 11, kernel=3, stride=2, padding=2)
    >>> judged.correct, judged.expected, judged.slips[0]["message"]
    (False, 7, 'the + 1 was forgotten')

    Args:
        answer: a number, "7x7", "0.57G", "1/8.4", "6 4; 8 7".
        command: the question: conv, tconv, pool, kernel, separable, layer, value or rf, with its
            arguments and options; or what `convcalc.conv(...)` and the like have answered.
    """
    question = command.words if isinstance(command, Result) else (command,)
    return CheckResult(("check", word(answer), *question, *map(word, arguments), *options(given)))


SILENT = ("ask", "batch", "completion", "convert", "quiz", "schema")
"""Commands that write or ask something, and have no answer to keep."""


def run(command: str, *arguments: Value, **given: Value) -> Result:
    """The answer of any other command, with its arguments and options.

    >>> import convcalc
    >>> convcalc.run("kernel", 3, dilation=2).effective_kernel
    5
    >>> convcalc.run("value", "conv", data="1 2; 3 4", weight="1 0; 0 1").output
    [[[5]]]

    Raises:
        UsageError: there is none, or it has no answer that could be kept.
    """
    if command in SILENT:
        raise UsageError(Message("python.no_answer", command=command))
    return Result((command, *map(word, arguments), *options(given)))


def explain(term: str, lang: str | None = None) -> str:
    """What a term of the field, or the code of an error, means.

    >>> import convcalc
    >>> print(convcalc.explain("stride", "en").splitlines()[0])
    Stride
    """
    return Result(("explain", term)).text(lang=lang)
