"""The examples of the pages: every `console` block is a session that must come out as printed."""

from __future__ import annotations

import io
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

from convcalc.cli.main import main

__all__ = ["PAGES", "ROOT", "Example", "examples", "run"]

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([ROOT / "README.md", *ROOT.glob("docs/*.md")])
"""The pages written by hand; `docs/reference/` is made by the program and checked as a whole."""

QUOTED = re.compile(r"""'[^']*'|"[^"$`\\]*\"""")
SHELL = re.compile(r"""[|;&<>$`\\*?{}~()\[\]!#"'\n]""")


class Example(NamedTuple):
    """One command of a page, the text that should follow, and where it stands."""

    page: Path
    line: int
    command: str
    expected: str


def examples(page: Path) -> list[Example]:
    """The commands of every ```console block of a page; `$ ` begins one, `> ` continues it."""
    found: list[Example] = []
    inside = False
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("```"):
            inside = line.strip() == "```console"
        elif inside and line.startswith("$ "):
            found.append(Example(page, number, line[2:], ""))
        elif inside and found and line.startswith("> ") and not found[-1].expected:
            found[-1] = found[-1]._replace(command=f"{found[-1].command}\n{line[2:]}")
        elif inside and found:
            found[-1] = found[-1]._replace(expected=f"{found[-1].expected}{line}\n")
    return found


def run(command: str, folder: Path, *, apart: bool = True) -> str:
    """What a shell prints for the command (both streams), and its exit code if it is not 0.

    With `apart` false a line that is nothing but `convcalc WORDS` runs in this process: the same
    bytes, a tenth of the time.
    """
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("LC_", "LANG", "CONVCALC", "COV_", "PYTEST", "PYTHON"))
    }
    environment |= {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "COLUMNS": "100",
        "NO_COLOR": "1",
        "PYTHONIOENCODING": "utf-8",
    }
    words = None if apart else alone(command)
    if words is None:
        printed, code = in_a_shell(command, folder, environment)
    else:
        printed, code = in_this_process(words, folder, environment)
    text = "\n".join(line.rstrip() for line in printed.decode().splitlines())
    return (text + (f"\n(exit code {code})" if code else "")).strip("\n")


def alone(command: str) -> list[str] | None:
    """The words after `convcalc` of a command in which the shell has nothing else to do."""
    if SHELL.search(QUOTED.sub("", command)):
        return None
    program, *words = shlex.split(command)
    return words if program == "convcalc" else None


def in_a_shell(command: str, folder: Path, environment: dict[str, str]) -> tuple[bytes, int]:
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=60,
        check=False,
    )
    return done.stdout, done.returncode


def in_this_process(
    words: list[str], folder: Path, environment: dict[str, str]
) -> tuple[bytes, int]:
    """Both streams end in one buffer, the output's through a buffer of its own, as in a process."""
    both = io.BytesIO()
    out = io.TextIOWrapper(io.BufferedWriter(Shared(both)), "utf-8", newline="\n")
    err = io.TextIOWrapper(Shared(both), "utf-8", newline="\n", write_through=True)
    here = os.getcwd()
    os.chdir(folder)
    try:
        streams = {"stdin": io.StringIO(), "stdout": out, "stderr": err}
        with patch.dict(os.environ, environment, clear=True), patch.multiple(sys, **streams):
            code = main(words)
    finally:
        os.chdir(here)
    out.flush()
    return both.getvalue(), code


class Shared(io.RawIOBase):
    """A raw stream that writes to the end of a buffer which others write to as well."""

    def __init__(self, buffer: io.BytesIO) -> None:
        self.buffer = buffer

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        return self.buffer.write(data)


def rewritten(page: Path, folder: Path) -> str:
    """The page with the output of every example as it is now."""
    found = {example.line: example for example in examples(page)}
    lines: list[str] = []
    inside = printing = False
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("```"):
            inside, printing = line.strip() == "```console", False
        if printing and not line.startswith(("$ ", "> ")):
            continue
        lines.append(line)
        if inside and number in found:
            printing = True
            lines += found[number].command.splitlines()[1:] and [
                f"> {part}" for part in found[number].command.splitlines()[1:]
            ]
            lines += run(found[number].command, folder).splitlines()
        elif inside and line.startswith("> "):
            lines.pop()
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    import tempfile

    from tests.docs.sessions import session

    for given in sys.argv[1:]:
        with tempfile.TemporaryDirectory() as scratch:
            text = rewritten(Path(given).resolve(), Path(scratch))
            Path(given).write_text(text, encoding="utf-8")
            Path(given).write_text(session(Path(given), Path(scratch)), encoding="utf-8")
