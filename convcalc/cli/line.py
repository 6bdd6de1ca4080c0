"""A command line read: which command it names, its arguments and its options.

Plainly well-formed lines are read here, over the option tables alone; Typer, over the same tables,
reads all others (`cli.typed`), and a test holds both to the same reading.
"""

from __future__ import annotations

from convcalc.annotations import Any
from convcalc.cli.command import NO, Call, Command
from convcalc.cli.group import build, known
from convcalc.cli.options import SHARED, Option, flags_of
from convcalc.cli.settings import check_choices, settle
from convcalc.errors import Message, UsageError
from convcalc.record import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class CommandLine(NamedTuple):
    """A command line: its command (None: only shared options), arguments, options as text."""

    command: Command | None
    arguments: tuple[str, ...]
    given: dict[str, Any]
    shared: Mapping[str, Any]

    def call(self, alone: bool = False) -> Call:
        """What the command is called with; `alone`: whatever a project sets.

        Raises:
            UsageError: too few or too many arguments, or a word that its option does not know.
        """
        command = self.command
        assert command is not None
        settings = settle(self.shared, command.formats, alone)
        command.demand(self.arguments, self.shared)
        check_choices(self.given, command.options)
        name = (command.within or command).name
        return Call(name, self.arguments, dict(self.given), settings)

    def answer(self) -> int:
        """Answer it; the exit code."""
        if "help" in self.shared or "version" in self.shared or self.command is None:
            from convcalc.cli.help import answer_page

            return answer_page(self.command, self.shared)
        call = self.call()
        code = self.command.answer(call)
        return 0 if call.settings.exit_zero and code == NO else code


def read(words: list[str]) -> CommandLine:
    """The command line, read.

    Raises:
        UsageError: it cannot be read.
    """
    if sum([word[:5] in ("--of", "--of=") for word in words]) > 1:
        _one_quantity(words)
    line = plain(words)
    if line is None:
        from convcalc.cli.typed import typed

        return typed(words)
    return line


def _one_quantity(words: list[str]) -> None:
    """Demand one `--of` before the command and one behind it, of which the later wins.

    Raises:
        UsageError: two on one side differ.
    """
    from itertools import pairwise

    from convcalc.cli.arguments import first_word

    at = first_word(words, SHARED)
    for side in (words[:at], words[at:]):
        asked = {after for word, after in pairwise((*side, "")) if word == "--of"}
        if len(asked | {word[5:] for word in side if word.startswith("--of=")}) > 1:
            raise UsageError(Message("usage.given_twice", name="--of"))


def plain(words: list[str]) -> CommandLine | None:
    """A plainly well-formed command line; None for one that needs a closer look.

    Plain are the options spelt out, each once and with its value behind it (`-k 3`) or attached
    (`--kernel=3`, `-k3`), where no value begins with a dash.
    """
    first = taken(words, flags_of(SHARED), interspersed=False)
    if first is None:
        return None
    shared, rest = first
    if not rest:
        return CommandLine(None, (), {}, shared)
    if not known(rest[0]):
        return None
    command, rest = build(rest[0]).bound(rest[1:])
    second = taken(rest, flags_of((*command.options, *SHARED)))
    if second is None:
        return None
    given, arguments = second
    return line_of(command, arguments, given, shared)


def line_of(
    command: Command, arguments: Sequence[str], given: Mapping[str, Any], before: Mapping[str, Any]
) -> CommandLine:
    """The line; what is no option of the command is a shared one, and wins over one `before` it."""
    own = {option.name for option in command.options}
    shared = {**before, **{name: value for name, value in given.items() if name not in own}}
    kept = {name: value for name, value in given.items() if name in own}
    return CommandLine(command, tuple(arguments), kept, shared)


def taken(
    words: Sequence[str], flags: Mapping[str, Option], interspersed: bool = True
) -> tuple[dict[str, Any], list[str]] | None:
    """The options by name, and the arguments; arguments end the options unless `interspersed`."""
    given: dict[str, Any] = {}
    arguments: list[str] = []
    rest = iter(words)
    for word in rest:
        if word[:1] != "-" or word == "-":
            arguments.append(word)
            if not interspersed:
                arguments += rest
            continue
        flag, sign, value = word.partition("=")
        if not sign and word[1] != "-" and word[2:]:
            flag, sign, value = word[:2], "attached", word[2:]
        option = flags.get(flag)
        if option is None or (sign == "=" and flag[:2] != "--") or (sign and not option.metavar):
            return None
        if option.metavar is None:
            meant: Any = option.turns_on(flag)
        else:
            meant = value if sign else next(rest, "--")
            if meant[:1] == "-" and meant != "-":
                return None
        if option.many:
            meant = (*given.get(option.name, ()), meant)
        elif option.name in given:
            return None
        given[option.name] = meant
    return given, arguments
