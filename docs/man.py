"""The manual page, from the tables that the help pages are made of: `man -l convcalc.1`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from convcalc import __version__
from convcalc.cli.command import Command
from convcalc.cli.group import PANELS, build
from convcalc.cli.help import describe, spelling
from convcalc.cli.options import SHARED, Option
from convcalc.text import lookup

ENVIRONMENT = Path(__file__).with_name("environment.md")


def manual() -> str:
    """The page in the language of man."""
    return "\n".join(lines()) + "\n"


def lines() -> Iterator[str]:
    yield f'.TH CONVCALC 1 "" "convcalc {__version__}" "User Commands"'
    yield ".SH NAME"
    yield r"convcalc \- exact convolution arithmetic"
    yield ".SH SYNOPSIS"
    yield r".B convcalc"
    yield r"\fICOMMAND\fR [\fIARGUMENT\fR]... [\fIOPTION\fR]..."
    yield ".SH DESCRIPTION"
    yield plain(word("cli.about"))
    for panel, names in PANELS.items():
        yield f'.SH "{word(f"cli.panel.{panel}").upper()}"'
        for name in names:
            yield from command_lines(build(name))
    yield f'.SH "{word("cli.help.shared").upper()}"'
    yield from options(SHARED)
    for heading, rows in tables(ENVIRONMENT.read_text(encoding="utf-8")):
        yield f'.SH "{heading.upper()}"'
        for first, second in rows:
            yield from item(bare(first), bare(second))
    yield ".SH SEE ALSO"
    yield "The README and the folder docs of the source, which have it all at length."


def command_lines(command: Command) -> Iterator[str]:
    """A command: its usage, what it does, its own options, examples."""
    yield f'.SS "convcalc {plain(command.name)} {plain(command.arguments.usage)}"'
    yield plain(word(f"cli.{command.name}"))
    more = f"cli.{command.name}.more"
    if word(more) != more:
        yield ".PP"
        yield plain(word(more).format())
    yield from options(command.options)
    yield ".PP"
    yield ".nf"
    yield from (plain(f"  {example}") for example in command.examples)
    yield ".fi"


def options(known: Iterable[Option]) -> Iterator[str]:
    for option in known:
        yield from item(spelling(option), describe(option, "en"))


def item(term: str, words: str) -> Iterator[str]:
    yield ".TP"
    yield rf"\fB{plain(term)}\fR"
    yield plain(words)


def tables(page: str) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """The tables of two columns of a page, with their headings."""
    for part in re.split(r"^## ", page, flags=re.MULTILINE)[1:]:
        rows = re.findall(r"^\| (.+?) \| (.+) \|$", part, re.MULTILINE)
        if rows:
            yield part.partition("\n")[0], rows[1:]


def bare(cell: str) -> str:
    """A cell without the signs of Markdown."""
    return re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", cell).replace("`", "")


def plain(text: str) -> str:
    """Text that man prints as it stands."""
    text = text.replace("\\", r"\e").replace("-", r"\-")
    return rf"\&{text}" if text[:1] in (".", "'") else text


def word(code: str) -> str:
    return lookup(code, "en")
