"""Folders among the networks of a command line: each stands for the networks in it."""

from __future__ import annotations

import os

from convcalc.errors import Message, UsageError
from convcalc.pattern import pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from convcalc.cli.command import Call

OURS = (".yaml", ".yml", ".toml")
MODELS = (".onnx", ".keras")
MOST = 1 << 20
"""Bytes of a text that are searched for keys."""
KEY = pattern(rb"(?m)^[\"']?([A-Za-z_]{3,20})[\"']?[ \t]*[:=]|^\[\[?([A-Za-z_]{3,20})\]")
NAMED = 5
"""Files that are named of those passed over."""


def networks_among(call: Call) -> tuple[str, ...]:
    """The arguments of a call with the networks of each folder in its place. Files there that could
    be networks and are not are named on standard error.

    A folder is what looks like a path and is one: it ends in a slash, or begins with `./`, `../`,
    `/` or `~`, or is `.` or `..`.

    Raises:
        UsageError: a folder has no network, does not look like one, or is not there.
    """
    found: list[str] = []
    passed: list[str] = []
    for text in call.arguments:
        path = os.path.expanduser(text)
        if not os.path.isdir(path) or _in_zoo(text):
            _demand_folder(text)
            found.append(text)
            continue
        if not _looks_like_path(text):
            hint = Message("load.hint.folder", folder=f"{text}/")
            raise UsageError(Message("load.unmarked_folder", folder=text), hint)
        inside = list(_inside(path, passed))
        if not inside:
            raise UsageError(Message("load.empty_folder", folder=text))
        found += inside
    if passed and not call.settings.quiet:
        from convcalc.cli.show import complain

        more = [Message("audit.more_limits", count=len(passed) - NAMED)][: len(passed) > NAMED]
        complain(call, Message("load.passed_over", files=[*passed[:NAMED], *more]))
    return tuple(found)


def _demand_folder(text: str) -> None:
    """Refuse what ends like a folder that is not there, unless it begins a layer (`conv3/`).

    Raises:
        UsageError: it does.
    """
    if not text.endswith("/") or not text.isprintable() or " " in text or ":" in text:
        return
    from convcalc.load.words import layer_word

    if layer_word(text[:-1]) is None:
        raise UsageError(Message("load.no_such_folder", folder=text))


def _in_zoo(text: str) -> bool:
    from convcalc.zoo import NAMES

    return text in NAMES


def _looks_like_path(text: str) -> bool:
    starts = ("./", "../", "/", "~", ".\\", "..\\")
    return text in (".", "..") or text.endswith(("/", os.sep)) or text.startswith(starts)


def _inside(folder: str, passed: list[str]) -> Iterator[str]:
    """The networks in a folder and those below it, hidden ones left out, in the order of names;
    what has the ending of one and is none is `passed`."""
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = os.path.join(place, name)
            ending = os.path.splitext(name)[1].lower()
            if name.startswith("."):
                continue
            if ending in MODELS or (ending in OURS and _is_network(path)):
                yield path
            elif ending in OURS:
                passed.append(path)


def _is_network(path: str) -> bool:
    """Whether a file has layers, or an input, or a key that is `layers` misspelt."""
    try:
        with open(path, "rb") as file:
            text = file.read(MOST)
    except OSError:
        return True  # to be told why it cannot be read
    keys = {(one or other).decode() for one, other in KEY.findall(text)}
    if not keys.isdisjoint(("layers", "input")):
        return True
    from convcalc.layers.meant import nearest

    return any(nearest(key, ("layers",)) for key in keys)
