"""What a project demands: `[tool.convcalc.budget]` of the nearest pyproject.toml."""

from __future__ import annotations

import os
import sys

from convcalc.annotations import Any
from convcalc.errors import Message, UsageError
from convcalc.layers.meant import unknown_word
from convcalc.layers.numbers import shown
from convcalc.network.budget import Limit, read_limits
from convcalc.network.graph import NetworkError

FILE = "pyproject.toml"
NAME = b"convcalc"
KEYS = ("budget",)
"""What may stand in [tool.convcalc]."""


def project_budget() -> list[Limit]:
    """The limits of the project that the current folder belongs to; none without one.

    Raises:
        ConvcalcError: the table is there, but cannot be read.
    """
    place, inside = os.getcwd(), ""
    while place != inside:
        file = os.path.join(place, FILE)
        try:
            with open(file, "rb") as stream:
                data = stream.read()
        except OSError:
            place, inside = os.path.dirname(place), place
            continue
        return _budget(_table(data, file), file) if NAME in data else []
    return []


def _table(data: bytes, file: str) -> Any:
    """What stands in [tool.convcalc]; nothing where the file merely mentions the name.

    Raises:
        UsageError: the file is not TOML.
    """
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        tools: Any = tomllib.loads(data.decode("utf-8")).get("tool")
    except UnicodeDecodeError as error:
        message = Message("load.not_utf8", file=file, byte=error.start)
        raise UsageError(message, Message("load.hint.utf8")) from None
    except (ValueError, RecursionError) as error:
        reason = str(error)
        raise UsageError(Message("project.not_toml", file=file, reason=reason)) from None
    return tools.get("convcalc", {}) if isinstance(tools, dict) else {}


def _budget(table: Any, file: str) -> list[Limit]:
    """The limits of the table.

    Raises:
        UsageError: it is none, or has an unknown key or a limit that cannot be read.
    """
    if not isinstance(table, dict):
        raise UsageError(Message("project.no_table", file=file))
    for key in table:
        if key not in KEYS:
            allowed = ", ".join(KEYS)
            fields = {"file": file, "key": shown(key), "allowed": allowed}
            raise unknown_word(key, KEYS, "project.unknown_key", **fields)
    budget = table.get("budget", {})
    if not isinstance(budget, dict):
        raise UsageError(Message("project.not_a_table", file=file))
    try:
        return read_limits(budget, "project")
    except UsageError as error:
        message = Message("project.refused", file=file, reason=error.message)
        raise NetworkError(message, *error.hints, reason=error.message, exit_code=2) from None
