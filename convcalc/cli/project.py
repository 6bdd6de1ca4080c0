"""The settings of a project: `convcalc.toml`, or `[tool.convcalc]` of its pyproject.toml."""

from __future__ import annotations

import os
import re
import sys

from convcalc.annotations import Any
from convcalc.cli.nearest import OWN, nearest
from convcalc.cli.options import LETTER_SETS
from convcalc.errors import Message, UsageError
from convcalc.layers.dialects import DIALECTS
from convcalc.layers.meant import did_you_mean, unknown_word
from convcalc.layers.numbers import shown
from convcalc.network.budget import Limit, read_limits
from convcalc.network.graph import NetworkError
from convcalc.record import NamedTuple
from convcalc.rules.severity import NEVER, SEVERITIES
from convcalc.text import LANGUAGES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

CHOICES: Mapping[str, Sequence[str]] = {
    "lang": LANGUAGES,
    "letters": LETTER_SETS,
    "dialect": tuple(DIALECTS),
    "fail-on": (*SEVERITIES, NEVER),
}
"""Settings that are one of some words."""
LISTS = ("columns", "select", "ignore", "extend-select")
"""Settings that are lists of words, or texts with commas."""
KEYS = (*CHOICES, *LISTS, "baseline", "budget", "per-file-ignores")
"""What may be set."""


class Project(NamedTuple):
    """What a project sets, by key; `folder` is that of its file, from which paths count; `where`
    tells the file and the line of a key."""

    folder: str
    values: Mapping[str, Any]
    budget: Sequence[Limit]
    where: Callable[[str], str] = str

    def word(self, key: str) -> str | None:
        """A setting that is one word."""
        found: str | None = self.values.get(key)
        return found

    def words(self, key: str) -> list[str] | None:
        """A setting that is a list of words."""
        found: list[str] | None = self.values.get(key)
        return found

    @property
    def ignores(self) -> Mapping[str, list[str]]:
        """Rules to ignore, by the pattern of a path."""
        found: Mapping[str, list[str]] = self.values.get("per-file-ignores", {})
        return found

    def path(self, key: str) -> str | None:
        """A setting that is a path, from the folder of the project."""
        found = self.values.get(key)
        return None if found is None else os.path.join(self.folder, found)


NONE = Project("", {}, ())


def project() -> Project:
    """The settings of the project that the current folder belongs to.

    Raises:
        ConvcalcError: they cannot be read.
    """
    found = nearest()
    if found is None:
        return NONE
    file, data = found
    text = _text(data, file)
    table = _table(text, file)
    return _Reader(file, text).project(table)


def _text(data: bytes, file: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = Message("load.not_utf8", file=file, byte=error.start)
        raise UsageError(message, Message("load.hint.utf8")) from None


def _table(text: str, file: str) -> Any:
    """The settings as TOML has them.

    Raises:
        UsageError: the file is not TOML.
    """
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        data: Any = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        reason = str(error)
        raise UsageError(Message("project.not_toml", file=file, reason=reason)) from None
    if os.path.basename(file) == OWN:
        return data
    tools = data.get("tool")
    return tools.get("convcalc", {}) if isinstance(tools, dict) else {}


class _Reader:
    """Reads the table of one file."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text

    def where(self, key: str) -> str:
        """The file, and the line of a key if it is found there."""
        name = re.escape(key)
        found = re.search(rf"(?m)^[^#\n]*?(?<![\w-])[\"']?{name}[\"']?\s*[]=.]", self.text)
        line = 0 if found is None else self.text.count("\n", 0, found.start()) + 1
        return f"{self.file}:{line}" if line else self.file

    def project(self, table: Any) -> Project:
        """What the table says.

        Raises:
            ConvcalcError: it is none, or has an unknown key or a value that cannot be read.
        """
        if not isinstance(table, dict):
            raise UsageError(Message("project.no_table", file=self.file))
        values = {}
        for key, value in table.items():
            if key not in KEYS:
                fields = {"file": self.where(key), "key": shown(key), "allowed": ", ".join(KEYS)}
                raise unknown_word(key, KEYS, "project.unknown_key", **fields)
            if key != "budget":
                values[key] = self._value(key, value)
        budget = self._budget(table.get("budget", {}))
        return Project(os.path.dirname(self.file), values, budget, self.where)

    def _value(self, key: str, value: Any) -> Any:
        if key in CHOICES:
            return self._choice(key, value, CHOICES[key])
        if key == "per-file-ignores":
            if not isinstance(value, dict):
                raise self._wrong(key, value, "project.want.ignores")
            return {pattern: self._words(key, words) for pattern, words in value.items()}
        if key in LISTS:
            return self._words(key, value)
        if not isinstance(value, str) or not value:
            raise self._wrong(key, value, "project.want.path")
        return value

    def _choice(self, key: str, value: Any, allowed: Sequence[str]) -> str:
        if value in allowed:
            return str(value)
        fields = {"file": self.where(key), "key": key, "value": shown(value)}
        raise UsageError(
            Message("project.bad_choice", **fields, allowed=", ".join(allowed)),
            *did_you_mean(str(value), allowed),
        )

    def _words(self, key: str, value: Any) -> list[str]:
        parts = value.split(",") if isinstance(value, str) else value
        if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
            raise self._wrong(key, value, "project.want.list")
        return [part.strip() for part in parts if part.strip()]

    def _wrong(self, key: str, value: Any, wanted: str) -> UsageError:
        fields = {"file": self.where(key), "key": key, "value": shown(value)}
        return UsageError(Message("project.wrong_kind", **fields, wanted=Message(wanted)))

    def _budget(self, budget: Any) -> list[Limit]:
        if not isinstance(budget, dict):
            raise UsageError(Message("project.not_a_table", file=self.file))
        try:
            return read_limits(budget, "project")
        except UsageError as error:
            key = str(error.message.fields.get("quantity", "budget"))
            raise refused(self.where(key), "budget", error) from None


def refused(where: str, key: str, error: UsageError) -> NetworkError:
    """The error of a setting, with its place."""
    message = Message("project.refused", file=where, key=key, reason=error.message)
    return NetworkError(message, *error.hints, reason=error.message, exit_code=2)
