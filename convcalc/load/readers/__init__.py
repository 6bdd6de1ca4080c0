"""Files of other programs, read into the documents that our own files give.

A format is a row of `FORMATS` and a module beside this one with

    def read(data: Data, name: str) -> NetworkDocument

which raises a `NetworkError` or `UsageError` that names the file and the place.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module

from convcalc.annotations import TypeAlias
from convcalc.load.ast import NetworkDocument
from convcalc.pattern import pattern
from convcalc.record import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    import mmap


Data: TypeAlias = "bytes | mmap.mmap"
"""The bytes of a file; those of a binary file that is not small stay on the disk until read."""

HEAD = 4096
"""So many bytes at the beginning say what a text is."""


class Format(NamedTuple):
    """A format: its module, the extensions of its files, and how it looks without one.

    `looks` sees the first `HEAD` bytes. A `binary` file may be of any size; a text has a bound.
    """

    module: str
    suffixes: tuple[str, ...]
    looks: re.Pattern[bytes] | None
    binary: bool = False


OURS = pattern(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:#[^\n]*\n\s*)*"
    rb"(?:convcalc|name|dims|input|dialect|set|defaults|blocks|layers)\s*[:=]"
)
"""How a file of our own begins."""
CODE = pattern(
    rb"""(?mx)
    Layer\x20\(type
    | \([^()\n]+\):\x20(?:\d+\x20x\x20)?[A-Za-z_][\w.]*\(
    | ^[ \t]*(?:from\s+[\w.]+\s+import|import\s+\w)\b
    | \b(?:nn|layers|keras)\.[A-Za-z.]*[A-Z]\w*\(
    | ^[ \t]*(?:self\.)?\w+\s*=\s*[\w.]*\b[A-Z]\w*\(
    | \.add\(
    | \b(?:Sequential|OrderedDict)\(
    | \b[A-Z]\w*\(\s*(?:[\d"'(\[-]|\w+\s*[,*/)])
    | \b[A-Z]\w*\([^()\n]*\)[ \t]*,
    """
)
"""How a construction looks where it cannot be notation: with a prefix, assigned, by position."""

ONNX = pattern(rb"\A\x08[\x01-\x20][\x12\x1a\x22\x28\x32\x3a\x42]")
"""An ONNX file begins with the version of its format, and goes on with another field."""

FORMATS: tuple[Format, ...] = (
    Format("onnx", (".onnx",), ONNX, binary=True),
    Format("darknet", (".cfg",), pattern(rb"(?m)^[ \t]*\[[ \t]*net(?:work)?[ \t]*\]")),
    Format("caffe", (".prototxt", ".pbtxt"), pattern(rb"(?m)^[ \t]*layers?[ \t]*\{")),
    Format(
        "keras",
        (".keras", ".h5", ".hdf5"),
        pattern(rb'(?s)\A(?:\xef\xbb\xbf)?\s*\{.*?"class_name"\s*:|\APK\x03\x04|\A\x89HDF'),
        binary=True,
    ),
    Format("text", (".py", ".txt"), CODE),
)
"""Every format that is read, in the order in which looks are tried."""


def of_suffix(suffix: str) -> Format | None:
    """The format of files with this extension; None if it is ours, or no one's."""
    return next((form for form in FORMATS if suffix in form.suffixes), None)


def of_look(data: bytes) -> Format | None:
    """The format that a text without a known extension looks like; None: ours."""
    head = data[:HEAD]
    found = next((form for form in FORMATS if form.looks and form.looks.search(head)), None)
    return None if found is not None and found.looks is CODE and OURS.match(head) else found


def read(form: Format, data: Data, name: str) -> NetworkDocument:
    """The document that a file of this format is.

    Raises:
        NetworkError, UsageError: it cannot be read; the file and the place are named.
    """
    module = import_module(f"convcalc.load.readers.{form.module}")
    reader: Callable[[Data, str], NetworkDocument] = module.read
    return reader(data, name)
