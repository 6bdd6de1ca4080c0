"""What `ask` says before the answer: the command that the question became, and what was open."""

from __future__ import annotations

import shlex
from collections.abc import Sequence

from convcalc.errors import Message
from convcalc.report.document import Document, Node, Paragraph, Suggestion


def ask_document(words: Sequence[str], assumed: Sequence[Message]) -> Document:
    """The command line in place of the question.

    Args:
        words: of the command line, without `convcalc`.
        assumed: what the question left open.
    """
    line = f"convcalc {shlex.join(words)}"
    nodes: list[Node] = [Suggestion(line)]
    if assumed:
        told = Message("ask.assumed", items=list(assumed))
        nodes.append(Paragraph(told, Message("ask.label.assumed")))
    data = {"command": line, "assumed": list(assumed)}
    return Document("ask", Message("ask.title"), data, line, nodes)
