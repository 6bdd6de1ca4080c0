"""`ask`: the text of a question, and the command lines that answer it."""

from __future__ import annotations

from convcalc.ask.asked import Understood
from convcalc.ask.command import commands
from convcalc.ask.interpret import read_question


def read(text: str, of: str | None = None) -> list[Understood]:
    """The command lines that answer a question in English or Japanese.

    Args:
        text: the question as it stands on the sheet; both languages may be mixed.
        of: the quantity to ask for, in place of what the question asks for.

    Raises:
        InputError: a text that is too long or has superscripts.
        UsageError: words that are not understood, missing or contradictory givens.
    """
    return commands(read_question(text), of)
