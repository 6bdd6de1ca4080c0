"""Help pages: made from the commands and their options, in the language asked for."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Mapping
from typing import Any

from convcalc import __version__
from convcalc.cli.command import ANSWERS, Command
from convcalc.cli.group import COMMANDS, PANELS
from convcalc.cli.options import SHARED, Option
from convcalc.cli.pager import height, page
from convcalc.cli.settings import SIGNS, Settings, can_write, settle, wants_colour
from convcalc.layers.base import REQUIRED
from convcalc.render import FORMATS
from convcalc.render.measure import cells, pad, wrap
from convcalc.render.wording import to_ascii
from convcalc.text import lookup

USAGE = 2
COLUMN = 34
WIDEST = 100


def answer_page(command: Command | None, shared: Mapping[str, Any]) -> int:
    """Print the page or the line that is asked for, or how to ask; the exit code."""
    settings = settle(shared, FORMATS if command is None else command.formats)
    if command is not None and "help" in shared:
        return write_page(command_page(command, settings), settings.pager)
    if "version" in shared:
        return write_page(f"convcalc {__version__}", settings.pager)
    return write_page(group_page(settings), settings.pager, error="help" not in shared)


def write_page(text: str, pager: bool, error: bool = False) -> int:
    """Print a page as the answer, or as the reply to a command line that says nothing; on a
    terminal a screen at a time, if a pager is wanted."""
    stream = sys.stderr if error else sys.stdout
    written = (text if can_write(stream, SIGNS) else to_ascii(text)) + "\n"
    if pager and stream.isatty() and sys.stdout.isatty():
        page(written, height(), stream)
    else:
        stream.write(written)
    return USAGE if error else 0


def group_page(settings: Settings) -> str:
    """The page of `convcalc --help`: what there is."""
    page = _Page(settings)
    page.heading("cli.help.usage")
    page.lines[-1] += "  convcalc COMMAND ..."
    page.prose("cli.about")
    column = max(map(len, COMMANDS)) + 4
    for panel, names in PANELS.items():
        page.heading(f"cli.panel.{panel}")
        page.rows(((name, lookup(f"cli.{name}", page.lang)) for name in names), column)
    page.heading("cli.help.shared")
    flags = "  ".join([spelling(option).replace(" ", "\u00a0") for option in SHARED])
    page.lines += ["  " + line for line in wrap(flags, page.width - 2)]
    page.heading("cli.help.examples")
    page.lines += ["  " + line for line in GROUP_EXAMPLES]
    page.prose("cli.help.more")
    return page.text()


GROUP_EXAMPLES = (
    "convcalc conv 11 -k 3 -s 2 -p 2 --steps",
    "convcalc conv HxW -k K -s 2 -p 1 -i C -o M",
)


def command_page(command: Command, settings: Settings) -> str:
    """The page of `convcalc COMMAND --help`."""
    page = _Page(settings)
    name = command.name
    page.heading("cli.help.usage")
    words = [name, command.arguments.usage, page.word("cli.help.options")]
    if command.within is not None and command.within.arguments is command.arguments:
        words.insert(1, command.within.name)
    page.lines.append("  convcalc " + " ".join(words))
    page.prose(f"cli.{name}")
    page.prose(f"cli.{name}.more")
    if command.arguments.usage:
        page.heading("cli.help.arguments")
        page.rows(
            (word, page.argument(name, word.strip("[].")))
            for word in command.arguments.usage.split()
        )
    if command.options:
        page.heading("cli.help.own")
        page.options(command.options)
    page.heading("cli.help.shared")
    refused = set(ANSWERS).difference(command.honours)
    page.options(
        option._replace(choices=command.formats) if option.name == "format" else option
        for option in SHARED
        if option.name not in refused
    )
    if command.examples:
        page.heading("cli.help.examples")
        page.lines += ["  " + line for line in command.examples]
    return page.text()


class _Page:
    def __init__(self, settings: Settings) -> None:
        self.lang = settings.lang
        self.ascii = settings.ascii
        self.bold = wants_colour(sys.stdout.isatty())
        self.width = min(shutil.get_terminal_size().columns, WIDEST)
        self.lines: list[str] = []

    def word(self, code: str) -> str:
        return lookup(code, self.lang)

    def heading(self, code: str) -> None:
        text = self.word(code)
        self.lines += ["", f"\x1b[1m{text}\x1b[0m" if self.bold else text]

    def argument(self, command: str, name: str) -> str:
        """What an argument is: by the words of its command, or by those for all commands."""
        own = f"cli.argument.{command}.{name}"
        text = lookup(own, self.lang)
        return lookup(f"cli.argument.{name}", self.lang) if text == own else text

    def prose(self, code: str) -> None:
        text = self.word(code)
        if text != code:
            self.lines += ["", *("  " + line for line in wrap(text.format(), self.width - 2))]

    def options(self, options: Iterable[Option]) -> None:
        self.rows((spelling(option), describe(option, self.lang)) for option in options)

    def rows(self, rows: Iterable[tuple[str, str]], column: int | None = None) -> None:
        pairs = list(rows)
        if column is None:
            column = min(max((cells(left) for left, _ in pairs), default=0) + 4, COLUMN)
        for left, right in pairs:
            first, *rest = wrap(right, max(self.width - column, 24))
            if cells(left) + 3 > column:
                self.lines.append("  " + left)
                self.lines.append(" " * column + first)
            else:
                self.lines.append(pad("  " + left, column) + first)
            self.lines += [" " * column + line for line in rest]

    def text(self) -> str:
        page = "\n".join(self.lines).strip("\n")
        return to_ascii(page) if self.ascii else page


def describe(option: Option, lang: str) -> str:
    """What an option does, its choices and its default."""
    parts = [lookup(f"cli.option.{option.words or option.name}", lang)]
    if option.choices and "|".join(option.choices) not in spelling(option):
        parts.append(f"[{' '.join(option.choices)}]")
    if option.default is REQUIRED:
        parts.append(f"[{lookup('cli.help.required', lang)}]")
    elif option.default is not None:
        parts.append(f"[{lookup('cli.help.default', lang).format(value=_default(option))}]")
    return " ".join(parts)


def _default(option: Option) -> str:
    if option.metavar is None:
        return option.flags[0].split("/")[0 if option.default else 1]
    return str(option.default)


def spelling(option: Option) -> str:
    """How an option is typed."""
    flags = ", ".join(flag.replace("/", " / ") for flag in option.flags)
    if option.metavar is None:
        return flags
    choices = "|".join(option.choices)
    return f"{flags} {choices if 0 < len(choices) <= 10 else option.metavar}"
