"""Where answers go: standard output, or a file that appears whole or not at all."""

from __future__ import annotations

import io
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout, suppress
from typing import TextIO

from convcalc.errors import InputError, Message

STREAMS = {"stdin": 0, "stdout": 1, "stderr": 2}
OWN = ("/dev/fd/", "/proc/self/fd/", "/proc/thread-self/fd/")
"""Folders of the files that this process has open."""
MOST_LINKS = 40


class Held(io.StringIO):
    """What is written to a stream, kept back; it answers for that stream."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__()
        self.stream = stream

    def isatty(self) -> bool:
        return self.stream.isatty()

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self.stream.encoding


def forget(stream: TextIO) -> None:
    """Point a stream that nobody reads any more at nothing, so that no later flush fails."""
    with suppress(OSError, ValueError):  # a stream that is no file needs no care
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


@contextmanager
def held_back(paged: bool = False) -> Iterator[None]:
    """Within, standard output is written only if all goes well; `paged`: a screen at a time."""
    held = Held(sys.stdout)
    with redirect_stdout(held):
        yield
    with destination(None) as stream:
        if paged:
            from convcalc.cli.pager import height, page

            page(held.getvalue(), height())
        else:
            stream.write(held.getvalue())


@contextmanager
def destination(path: str | None) -> Iterator[TextIO]:
    """The stream to write an answer to; a file is replaced only after all went well. A name of
    something that is already open (/dev/stdout, /dev/fd/3) and a device are written to as they are.
    What is written ends where whoever reads has had enough of it.

    Raises:
        InputError: the file cannot be written.
    """
    if path is None:
        try:
            yield sys.stdout
        except BrokenPipeError:
            forget(sys.stdout)
        return
    if not path:
        raise InputError(Message("file.write_unnamed"))
    try:
        special = _special(path)
        if special is not None:
            with _opened(special) as device:
                yield device
            return
        real = os.path.realpath(path)
        mode = os.stat(real).st_mode if os.path.exists(real) else None
        if mode is not None and stat.S_ISDIR(mode):
            raise IsADirectoryError(path)
        if mode is not None and not stat.S_ISREG(mode):
            with open(real, "w", encoding="utf-8", errors="backslashreplace") as device:
                yield device
            return
        if mode is not None and not os.access(real, os.W_OK):
            raise PermissionError(path)
        with _replacing(real, mode) as file:
            yield file
    except BrokenPipeError:
        pass
    except OSError as error:
        raise _cannot("write", path, error) from None


def _special(path: str) -> str | None:
    """The name below /dev or /proc that `path` stands for, links followed one by one: what lies
    behind such a name is not ours to replace. Shared memory holds files like any other folder."""
    for _ in range(MOST_LINKS):
        path = os.path.abspath(path)
        if path.startswith(("/dev/", "/proc/")) and not path.startswith("/dev/shm/"):
            return path
        if not os.path.islink(path):
            return None
        path = os.path.join(os.path.dirname(path), os.readlink(path))
    return None


def _opened(path: str) -> TextIO:
    """A stream to a name below /dev or /proc; for one of our own open files, to that very file."""
    number = STREAMS.get(path.removeprefix("/dev/"))
    folder, _, name = path.rpartition("/")
    if folder + "/" in (*OWN, f"/proc/{os.getpid()}/fd/") and name.isdecimal() and len(name) < 7:
        number = int(name)
    if number is None:
        if os.path.isfile(path):
            return open(path, "a", encoding="utf-8", errors="backslashreplace")
        return open(path, "w", encoding="utf-8", errors="backslashreplace")
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    return open(os.dup(number), "w", encoding="utf-8", errors="backslashreplace")


@contextmanager
def _replacing(path: str, mode: int | None) -> Iterator[TextIO]:
    """A new file beside `path` that takes its place at the end."""
    beside = f"{path}.{os.getpid()}.tmp"
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        with open(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
            yield file
        if mode is not None:
            os.chmod(beside, stat.S_IMODE(mode))
        os.replace(beside, path)
    except BaseException:
        os.unlink(beside)
        raise


def cannot_read(path: str, error: OSError) -> InputError:
    """The error that says why a file cannot be read."""
    return _cannot("read", path, error)


def _cannot(action: str, path: str, error: OSError) -> InputError:
    for kind, code in (
        (FileNotFoundError, "missing"),
        (IsADirectoryError, "folder"),
        (NotADirectoryError, "missing"),
        (PermissionError, "permission"),
    ):
        if isinstance(error, kind):
            return InputError(Message(f"file.{action}_{code}", path=path))
    reason = error.strerror or type(error).__name__
    return InputError(Message(f"file.{action}_failed", path=path, reason=reason))
