"""The examples of the pages: every `console` block is a session that must come out as printed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

__all__ = ["PAGES", "ROOT", "Example", "examples", "run"]

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([ROOT / "README.md", *ROOT.glob("docs/*.md")])
"""The pages written by hand; `docs/reference/` is made by the program and checked as a whole."""


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


def run(command: str, folder: Path) -> str:
    """What a shell prints for the command (both streams), and its exit code if it is not 0."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("LC_", "LANG", "CONVCALC", "COV_", "PYTEST"))
    }
    environment |= {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "COLUMNS": "100",
        "NO_COLOR": "1",
        "PYTHONIOENCODING": "utf-8",
    }
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=60,
        check=False,
    )
    text = "\n".join(line.rstrip() for line in done.stdout.decode().splitlines())
    code = f"\n(exit code {done.returncode})" if done.returncode else ""
    return (text + code).strip("\n")


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

    for given in sys.argv[1:]:
        with tempfile.TemporaryDirectory() as scratch:
            text = rewritten(Path(given).resolve(), Path(scratch))
        Path(given).write_text(text, encoding="utf-8")
