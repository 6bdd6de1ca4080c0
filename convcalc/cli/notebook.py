"""The notebook of one's own slips: a small file of slip codes, never of questions or answers.

`$XDG_DATA_HOME/convcalc/slips.json` (by default below ~/.local/share). It is written as a whole or
not at all, has a version, and may be deleted at any time.
"""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

from convcalc.cli.output import destination
from convcalc.errors import InputError, Message
from convcalc.teach.quiz.review import Memory

VERSION = 1
MOST_BYTES = 1_000_000


def place() -> Path:
    """Where the notebook is."""
    base = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
    return Path(base).expanduser() / "convcalc" / "slips.json"


def read_notebook() -> dict[str, Memory]:
    """What is remembered of each slip; nothing if there is no notebook yet.

    Raises:
        InputError: the file is none, or one of another version.
    """
    path = place()
    try:
        text = path.read_bytes()[: MOST_BYTES + 1].decode("utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, UnicodeDecodeError):
        raise _no_notebook(path) from None
    try:
        data: Any = json.loads(text) if len(text) <= MOST_BYTES else None
        if data["version"] != VERSION:
            raise _no_notebook(path)
        return {str(code): _memory(entry) for code, entry in data["slips"].items()}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise _no_notebook(path) from None


def _memory(entry: dict[str, Any]) -> Memory:
    made, kept, days = (int(entry[name]) for name in ("made", "kept", "days"))
    return Memory(made, date.fromisoformat(entry["due"]), kept, days, float(entry["ease"]))


def _no_notebook(path: Path) -> InputError:
    return InputError(
        Message("quiz.no_notebook", path=str(path), version=VERSION), Message("quiz.forget_it")
    )


def write_notebook(memories: dict[str, Memory]) -> None:
    """Keep what is remembered.

    Raises:
        InputError: the file cannot be written.
    """
    path = place()
    slips = {
        code: {**memory._asdict(), "due": memory.due.isoformat()}
        for code, memory in sorted(memories.items())
    }
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise InputError(Message("file.write_permission", path=str(path))) from None
    with destination(str(path)) as file:
        file.write(json.dumps({"version": VERSION, "slips": slips}, indent=1) + "\n")


def forget() -> None:
    """Delete the notebook."""
    place().unlink(missing_ok=True)
