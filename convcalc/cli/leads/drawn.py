"""Pictures asked for where there are none, or of what is drawn by another command."""

from __future__ import annotations

from collections.abc import Iterator

from convcalc.cli.draw import DRAWN, LOOK, WALKS
from convcalc.cli.leads.commands import lines_for
from convcalc.cli.leads.place import place
from convcalc.errors import ConvcalcError

_OPTIONS = (*LOOK, *WALKS, *(option for drawn in DRAWN.values() for option in drawn.options))
PICTURED = {"--svg", *(flag for option in _OPTIONS for flag in option.flags)}
"""Options that only pictures have."""


def drawn_instead(error: ConvcalcError, words: list[str]) -> Iterator[list[str]]:
    """`conv 5 -k 3 --animate`, `conv 5 -k 3 --output-file x.svg`: `draw` in front of it."""
    fields = error.message.fields
    asked = str(fields.get("option", "")).partition("=")[0]
    pictured = asked in PICTURED or fields.get("value") == "svg" or "ending" in fields
    if pictured and place(words).command in DRAWN and "draw" not in words:
        yield ["draw", *words]
        yield ["draw", *words, "--format", "svg"]


def drawn_by(error: ConvcalcError, words: list[str]) -> Iterator[list[str]]:
    """`draw 5 -k 3`, `draw resnet18`, `draw maxpool 5 -k 2`: the command that is drawn."""
    at = words.index("draw") + 1
    while at < len(words) and words[at] != error.message.fields["command"]:
        at += 1
    for line in lines_for(error, words[at], words[at + 1 :]):
        yield [*words[:at], *line]
