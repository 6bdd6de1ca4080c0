"""The format that the name of a file asks for."""

from __future__ import annotations

import os

from convcalc.errors import Message, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

ENDINGS = {
    ".svg": "svg", ".html": "html", ".htm": "html", ".txt": "table", ".json": "json",
    ".md": "markdown", ".csv": "csv", ".tex": "latex",
}  # fmt: skip
DRAWINGS = ("svg", "html")
"""Formats that nobody takes for anything else: a file named so is never written as plain text."""
EXAMPLES = {
    "svg": (
        "convcalc draw conv 5 -k 3 --output-file conv.svg",
        "convcalc draw audit resnet18 --output-file network.svg",
    ),
    "html": ("convcalc audit resnet18 --output-file network.html",),
}
"""Command lines that write a drawing."""
CONVERTED = (".pdf", ".png", ".eps", ".ps", ".tex", ".jpg", ".jpeg", ".gif")


def by_ending(path: str, chosen: str | None, formats: Sequence[str]) -> str | None:
    """The format of a file: the one `chosen`, else the one its ending asks for. Text without a
    picture is for scripts whether it is called .txt or not; a script of a shell or a network is
    that under any name.

    Raises:
        UsageError: the ending contradicts the format chosen for a picture, or cannot be written.
    """
    ending = os.path.splitext(path)[1].lower()
    wanted = ENDINGS.get(ending)
    pictures = [name for name in DRAWINGS if name in formats]
    if "svg" in pictures and ending in CONVERTED:
        raise UsageError(Message("draw.ending", ending=ending), Message("draw.to_pdf"))
    if wanted in DRAWINGS and wanted not in formats and chosen is None:
        examples = [Message("usage.for_example", example=one) for one in EXAMPLES[wanted]]
        raise UsageError(Message("draw.ending", ending=ending), *examples)
    free = "svg" not in pictures and wanted not in pictures
    if wanted is None or (free and (chosen or wanted == "table" or formats == ("plain",))):
        return chosen
    if chosen not in (None, wanted):
        raise UsageError(Message("draw.ending_contradicts", ending=ending, format=chosen))
    if wanted not in formats:
        raise UsageError(Message("usage.ending", ending=ending, formats=list(formats)))
    return wanted
