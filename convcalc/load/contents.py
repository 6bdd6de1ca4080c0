"""The bytes of what an argument names: a file, or standard input."""

from __future__ import annotations

import os
import sys

from convcalc.errors import Message, UsageError
from convcalc.layers.meant import did_you_mean
from convcalc.layers.numbers import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    import mmap
    from typing import TextIO

MAX_BYTES = 5_000_000
"""A network file is never larger: a hundred thousand layers take two million bytes."""


def contents(path: str) -> bytes:
    """The bytes of a file that may be a network.

    Raises:
        UsageError: there is no such file, or it cannot be read.
    """
    try:
        with open(path, "rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        hints = _neighbours(path)
        raise UsageError(Message("load.no_such_file", file=shown(path)), *hints) from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UsageError(Message("load.cannot_read", file=shown(path), reason=reason)) from None
    except ValueError:  # a null character in the name
        raise UsageError(Message("load.no_such_file", file=shown(path))) from None


def mapped(path: str) -> mmap.mmap | None:
    """The bytes of a large file, which are read where they are looked at; None for any other."""
    try:
        if os.path.getsize(path) <= MAX_BYTES or not os.path.isfile(path):
            return None
        import mmap

        with open(path, "rb") as file:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError):
        return None


def _neighbours(path: str) -> list[Message]:
    """The file of the same directory that was probably meant."""
    folder, name = os.path.split(path)
    try:
        found = [entry.name for entry in os.scandir(folder or ".") if entry.is_file()]
    except OSError:
        return []
    return did_you_mean(name, found, before=os.path.join(folder, ""))


_come_in: list[tuple[TextIO, bytes]] = []


def standard_input() -> bytes:
    """What comes in, however often it is asked for: it can be read but once."""
    if not _come_in or _come_in[0][0] is not sys.stdin:
        _come_in[:] = [(sys.stdin, sys.stdin.buffer.read(MAX_BYTES + 1))]
    return _come_in[0][1]


def decoded(data: bytes, name: str) -> str:
    """The characters of a text file: UTF-8, or UTF-16 that says so.

    Raises:
        UsageError: it is neither, or too large.
    """
    if len(data) > MAX_BYTES:
        raise UsageError(Message("load.file_too_large", file=name, limit=MAX_BYTES))
    marked = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    if not marked and _looks_like_utf16(data):
        raise no_text(data, name)
    try:
        return data.decode("utf-16" if marked else "utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise UsageError(
            Message("load.not_utf8", file=name, byte=error.start), Message("load.hint.utf8")
        ) from None


def no_text(data: bytes, name: str) -> UsageError:
    """The error about null bytes, which no text has but UTF-16 without its mark."""
    hints = [Message("load.hint.utf16")] if _looks_like_utf16(data) else []
    return UsageError(Message("read.not_text", file=name), *hints)


def _looks_like_utf16(data: bytes) -> bool:
    zeros = [data[start:64:2].count(0) for start in (0, 1)]
    return min(zeros) == 0 and 2 * max(zeros) > len(data[:64:2])
