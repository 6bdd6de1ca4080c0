"""How the answer is to be given: the shared options, checked, with their defaults filled in."""

from __future__ import annotations

import os
import sys

from convcalc.annotations import Any
from convcalc.cli.language import choose
from convcalc.cli.nearest import nearest
from convcalc.cli.options import LETTER_SETS, SHARED, Option
from convcalc.errors import Message, UsageError
from convcalc.layers.quantities import QUANTITIES
from convcalc.record import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from convcalc.cli.project import Project
    from convcalc.render import Style
    from convcalc.report.document import Document

QUANTITY_ALIASES = {
    spelling: quantity.key
    for quantity in QUANTITIES.values()
    if quantity.name
    for spelling in (quantity.name, quantity.name.replace("_", "-"))
}
"""Other names that `--of` takes: the key of JSON is one."""
JAPANESE = "出力サイズ、×"
NO_ROOM = ("csv", "latex")
"""Formats that have no place for a picture in characters."""
SIGNS = "×⌊⌋⌈⌉·−≈…²"


class Settings(NamedTuple):
    """The shared options. `lang` is the language of the words (JSON: English unless asked),
    `spoken` whether it was asked for on the command line; `receive` takes the answer where Python
    asks, in place of the streams; `project`: what the project of the current folder sets, if it
    sets anything."""

    format: str
    lang: str
    spoken: bool
    steps: bool
    of: str | None
    letters: str
    quiet: bool
    draw: bool
    ascii: bool
    header: bool
    pager: bool
    output_file: str | None
    exit_zero: bool
    receive: Callable[[Document, Style], None] | None = None
    project: Project | None = None

    @property
    def dialect(self) -> str | None:
        """The dialect of the project, for what says none."""
        return None if self.project is None else self.project.word("dialect")

    @property
    def pictured(self) -> bool:
        """Whether the picture is added to the answer.

        Raises:
            UsageError: the format has no room for it.
        """
        if self.draw and not self.quiet and self.format in NO_ROOM:
            raise UsageError(Message("draw.no_room", format=self.format))
        return self.draw and not self.quiet

    @property
    def remarks(self) -> bool:
        """Whether what is written has room for remarks beside the answer."""
        return not self.quiet and self.format not in ("plain", "csv")


def settle(shared: Mapping[str, Any], formats: Sequence[str], alone: bool = False) -> Settings:
    """The settings that the shared options, the environment, the project (unless `alone`) and the
    terminal ask for.

    `formats` are those the command can write, a single one if it always writes the same.

    Raises:
        UsageError: a value that its option does not know, or two formats at once.
    """
    shared = {**shared, "of": QUANTITY_ALIASES.get(shared.get("of") or "", shared.get("of"))}
    check_choices(shared, SHARED)
    output_file = shared.get("output_file")
    if output_file == "-":
        output_file = None
    terminal = output_file is None and sys.stdout.isatty()
    chosen = shared.get("format")
    if shared.get("json"):
        if chosen not in (None, "json"):
            raise UsageError(Message("usage.two_formats", first="--json", second=chosen))
        chosen = "json"
    if chosen is not None and chosen not in formats:
        from convcalc.cli.usage import bad_format

        raise bad_format(chosen, formats)
    if output_file is not None and "." in output_file:
        from convcalc.cli.endings import by_ending

        chosen = by_ending(output_file, chosen, formats)
    if chosen is None:
        chosen = "plain" if "plain" in formats and not terminal else formats[0]
    project = None if alone else _project()
    lang = shared.get("lang") or ("en" if chosen == "json" else _lang(project))
    if lang == "ja" and output_file is None and not can_write(sys.stdout, JAPANESE):
        lang = "en"
    return Settings(
        format=chosen,
        lang=lang,
        spoken=shared.get("lang") is not None,
        steps=bool(shared.get("steps")),
        of=shared.get("of"),
        letters=shared.get("letters") or _letters(project),
        quiet=bool(shared.get("quiet")),
        draw=bool(shared.get("draw")),
        ascii=bool(shared.get("ascii")),
        header=not shared.get("no_header"),
        pager=not shared.get("no_pager"),
        output_file=output_file,
        exit_zero=bool(shared.get("exit_zero")),
        project=project,
    )


def _project() -> Project | None:
    """What the project of the current folder sets; None without one.

    Raises:
        ConvcalcError: it cannot be read.
    """
    if nearest() is None:
        return None
    from convcalc.cli.project import project

    return project()


def _lang(project: Project | None) -> str:
    """The language of the environment; that of the project goes before the locale."""
    wanted = None if project is None else project.word("lang")
    return choose((), {"CONVCALC_LANG": wanted, **os.environ} if wanted else os.environ)


def _letters(project: Project | None) -> str:
    """The letters of formulas that the environment asks for, CONVCALC_LETTERS, or the project.

    Raises:
        UsageError: there are no such letters.
    """
    usual = (project and project.word("letters")) or LETTER_SETS[0]
    wanted = os.environ.get("CONVCALC_LETTERS") or usual
    if wanted not in LETTER_SETS:
        from convcalc.cli.usage import bad_choice

        raise bad_choice("CONVCALC_LETTERS", wanted, LETTER_SETS)
    return wanted


def check_choices(values: Mapping[str, Any], options: Iterable[Option]) -> None:
    """Refuse a value that its option does not know.

    Raises:
        UsageError: it names the option, the value and the allowed ones.
    """
    for option in options:
        value = values.get(option.name)
        if option.choices and value is not None and value not in option.choices:
            from convcalc.cli.usage import bad_choice

            raise bad_choice(option.flags[-1], value, option.choices)


def wants_colour(terminal: bool) -> bool:
    """Whether to colour the output: NO_COLOR and FORCE_COLOR win over what the terminal is."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return terminal and os.environ.get("TERM") != "dumb"


def can_write(stream: Any, characters: str) -> bool:
    """Whether the encoding of a stream has all these characters."""
    encoding = getattr(stream, "encoding", None)
    if encoding is None:
        return True
    try:
        characters.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True
