"""What an argument that stands for a network is, decided by how it looks and never by which files
exist: `-`, a prefix, a file, a name of the zoo, or a network in one line.

Settings attach to all but a one-liner: `mobilenet_v1:width=0.5,input=192x192@3`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

from convcalc.errors import Message, UsageError
from convcalc.layers.numbers import shown
from convcalc.load.readers import of_suffix
from convcalc.pattern import pattern
from convcalc.record import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from convcalc.load.ast import NetworkDocument
    from convcalc.zoo import ZooEntry

EXTENSIONS = (".yaml", ".yml", ".toml", ".json")
FOREIGN_EXTENSIONS = {
    ".onnx": "onnx",
    ".pt": "torch",
    ".pth": "torch",
    ".keras": "keras",
    ".h5": "keras",
    ".ipynb": "python",
    ".pb": "tf",
    ".tflite": "tf",
    ".prototxt": "caffe",
    ".caffemodel": "caffe",
}
STANDARD_INPUT = "<stdin>"
"""What it is called where a file has its name."""

PREFIXES = ("zoo", "file", "torch")
SETTINGS = pattern(r"(?P<base>[^\s\[\]|]+?):(?P<settings>[^\W\d]\w*=[^\s]*)\Z")


class Handed(str):
    """An argument that Python hands over with the document that it stands for."""

    document: NetworkDocument

    @classmethod
    def over(cls, document: NetworkDocument) -> Handed:
        """The argument for a document: `-`, as what comes in on another way than by name."""
        word = cls("-")
        word.document = document
        return word

    @property
    def shown(self) -> str:
        """The name of the network."""
        return self.document.name


class Reference(NamedTuple):
    """What to read: kind "line", "file", "zoo", "torch", "stdin"; `text` is the line, the path, or
    the name of a function that makes a module; kind "document": it has been read."""

    kind: str
    text: str
    shown: str
    settings: Mapping[str, str]


def resolve(text: str) -> Reference:
    """What the argument stands for.

    Raises:
        UsageError: nothing that can be read, with the nearest name.
    """
    if isinstance(text, Handed):
        return Reference("document", text, text.shown, {})
    text = text.strip()
    if not text:
        raise UsageError(Message("load.empty_argument"))
    base, settings = _settings(text)
    if base == "-":
        return Reference("stdin", "", STANDARD_INPUT, settings)
    prefix, _, rest = base.partition(":")
    if prefix in PREFIXES and rest and not rest[0].isspace():
        return _prefixed(prefix, rest, settings)
    if _looks_like_file(base):
        return _file(base, settings)
    from convcalc.load.bare import known

    found = known(base)
    return Reference("line", text, "<argument>", {}) if found is None else _zoo(*found, settings)


def _settings(text: str) -> tuple[str, dict[str, str]]:
    """The argument without the settings attached to it, and these."""
    found = SETTINGS.match(text)
    if found is None:
        return text, {}
    settings: dict[str, str] = {}
    for pair in found["settings"].split(","):
        name, equals, value = pair.partition("=")
        if not equals or not value or not name:
            raise UsageError(Message("load.bad_setting", text=shown(pair)))
        if name in settings:
            raise UsageError(Message("load.setting_twice", name=shown(name)))
        settings[name] = value
    return found["base"], settings


def _prefixed(prefix: str, rest: str, settings: Mapping[str, str]) -> Reference:
    if prefix == "file":
        return _file(rest, settings)
    if prefix == "zoo":
        from convcalc.load.bare import named

        return _zoo(*named(rest), settings)
    return Reference("torch", rest, f"torch:{rest}", settings)


def _looks_like_file(text: str) -> bool:
    if text.startswith(("./", "../", "/", "~", ".\\", "..\\")):
        return True
    extension = os.path.splitext(text)[1].lower()
    return (
        extension in EXTENSIONS
        or extension in FOREIGN_EXTENSIONS
        or of_suffix(extension) is not None
    )


def _file(path: str, settings: Mapping[str, str]) -> Reference:
    extension = os.path.splitext(path)[1].lower()
    if of_suffix(extension) is None and extension in FOREIGN_EXTENSIONS:
        kind = FOREIGN_EXTENSIONS[extension]
        raise UsageError(Message("load.format_not_read", format=kind, text=shown(path)))
    return Reference("file", os.path.expanduser(path), path, settings)


def _zoo(name: str, found: ZooEntry, settings: Mapping[str, str]) -> Reference:
    return Reference("zoo", found.path, name, {**found.knobs, **settings})
