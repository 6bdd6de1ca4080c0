"""What a project demands: `[tool.convcalc.budget]` of the nearest pyproject.toml."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from convcalc.errors import Message, UsageError
from convcalc.network.budget import Limit, read_limits

__all__ = ["project_budget"]

FILE = "pyproject.toml"
TABLE = "tool.convcalc"


def project_budget(folder: Path | None = None) -> list[Limit]:
    """The limits of the project that a folder (the current one) belongs to; none without one.

    Raises:
        UsageError: the table is there, but cannot be read.
    """
    here = (folder or Path.cwd()).resolve()
    for place in (here, *here.parents):
        file = place / FILE
        try:
            text = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        return _budget(text, file) if TABLE in text else []
    return []


def _budget(text: str, file: Path) -> list[Limit]:
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        data: Any = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        reason = str(error)
        raise UsageError(Message("project.not_toml", file=str(file), reason=reason)) from None
    own = data.get("tool", {}).get("convcalc", {})
    budget = own.get("budget", {}) if isinstance(own, dict) else own
    if not isinstance(budget, dict):
        raise UsageError(Message("project.not_a_table", file=str(file)))
    return read_limits(budget, "project")
