"""Running command lines inside the test process."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from typing import NamedTuple

import pytest

from convcalc.cli.main import main

LOCALE = (
    "CONVCALC_LANG", "CONVCALC_DEBUG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR",
    "FORCE_COLOR", "CONVCALC_MAX_LAYERS",
)  # fmt: skip


class Result(NamedTuple):
    """What a command line answered."""

    code: int
    out: str
    err: str


Cli = Callable[..., Result]


class Captured(io.TextIOWrapper):
    """A stream in memory with an encoding of its own, a terminal or not."""

    def __init__(self, encoding: str, terminal: bool) -> None:
        super().__init__(io.BytesIO(), encoding=encoding, newline="\n")
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal

    def text(self) -> str:
        self.flush()
        buffer = self.buffer
        assert isinstance(buffer, io.BytesIO)
        return buffer.getvalue().decode(self.encoding)


def run(*words: str, stdin: bytes = b"", encoding: str = "utf-8", terminal: bool = False) -> Result:
    """Run a command line: its words, or a single string to be split at spaces."""
    arguments = words[0].split() if len(words) == 1 else list(words)
    out, err = Captured(encoding, terminal), Captured(encoding, terminal)
    before = sys.stdin, sys.stdout, sys.stderr
    sys.stdin = io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8")
    sys.stdout, sys.stderr = out, err
    try:
        code = main(arguments)
    finally:
        sys.stdin, sys.stdout, sys.stderr = before
    return Result(code, out.text(), err.text())


def told(result: Result, code: str) -> bool:
    """Whether an error is told in words: its code closes the first line and stands nowhere else."""
    return result.err.partition("\n")[0].endswith(f" [{code}]") and result.err.count(code) == 1


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch) -> Cli:
    """`cli("conv 11 -k 3")` or `cli("conv", "11", ...)`, in an environment without a language."""
    for name in LOCALE:
        monkeypatch.delenv(name, raising=False)
    return run
