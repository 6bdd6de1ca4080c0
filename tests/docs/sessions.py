"""The sessions of Python on the pages: every `pycon` block, in one interpreter a page."""

from __future__ import annotations

import io
import os
import traceback
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

__all__ = ["session"]


def session(page: Path, folder: Path) -> str:
    """The page with what each statement of its sessions prints now."""
    room: dict[str, Any] = {"__name__": "__main__"}
    lines: list[str] = []
    statement: list[str] = []
    inside = False
    here, text = os.getcwd(), page.read_text(encoding="utf-8")
    os.chdir(folder)
    try:
        for line in [*text.splitlines(), ""]:
            if statement and not line.startswith("... ") and line != "...":
                lines += printed("\n".join(statement) + "\n", room).splitlines()
                statement = []
            if line.startswith("```"):
                inside = line == "```pycon"
            if not inside or line.startswith(("```", ">>> ", "... ")) or line == "...":
                lines.append(line)
            if inside and line.startswith((">>> ", "... ")):
                statement.append(line[4:])
    finally:
        os.chdir(here)
    return "\n".join(lines[:-1]) + "\n"


def printed(statement: str, room: dict[str, Any]) -> str:
    """What an interpreter prints for a statement; of an error its last lines."""
    out = io.StringIO()
    with redirect_stdout(out):
        try:
            exec(compile(statement, "<page>", "single"), room)
        except Exception as error:
            out.write("".join(traceback.format_exception_only(error)))
    return out.getvalue()
