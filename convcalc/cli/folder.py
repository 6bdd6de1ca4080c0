"""Folders among the networks of a command line: each stands for the networks in it."""

from __future__ import annotations

import os

from convcalc.errors import Message, UsageError
from convcalc.pattern import pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

OURS = (".yaml", ".yml", ".toml")
MODELS = (".onnx", ".keras")
LAYERS = pattern(rb"(?m)^[\"']?layers[\"']?[ \t]*[:=]|^\[\[?layers\]")
"""The key that every network file of ours has: other YAML and TOML files are passed over."""
MOST = 1 << 20
"""Bytes of a text that are searched for it."""


def networks_among(arguments: Sequence[str]) -> tuple[str, ...]:
    """The arguments with the networks of each folder in its place.

    A folder is what looks like a path and is one: it ends in a slash, or begins with `./`, `../`,
    `/` or `~`, or is `.` or `..`.

    Raises:
        UsageError: a folder has no network, does not look like one, or is not there.
    """
    found: list[str] = []
    for text in arguments:
        path = os.path.expanduser(text)
        if not os.path.isdir(path) or _in_zoo(text):
            _demand_folder(text)
            found.append(text)
            continue
        if not _looks_like_path(text):
            hint = Message("load.hint.folder", folder=f"{text}/")
            raise UsageError(Message("load.unmarked_folder", folder=text), hint)
        inside = list(_inside(path))
        if not inside:
            raise UsageError(Message("load.empty_folder", folder=text))
        found += inside
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


def _inside(folder: str) -> Iterator[str]:
    """The networks in a folder and those below it, hidden ones left out, in the order of names."""
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = os.path.join(place, name)
            ending = os.path.splitext(name)[1].lower()
            if name.startswith("."):
                continue
            if ending in MODELS or (ending in OURS and _has_layers(path)):
                yield path


def _has_layers(path: str) -> bool:
    try:
        with open(path, "rb") as file:
            return LAYERS.search(file.read(MOST)) is not None
    except OSError:
        return True  # to be told why it cannot be read
