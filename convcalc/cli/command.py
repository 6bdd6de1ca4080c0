"""One command of the command line: its grammar, and the call that its `run` receives."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from typer import BadParameter
from typer.core import TyperCommand

from convcalc.cli.arguments import check_values
from convcalc.cli.options import FORMATS, SHARED, Option, argument, parameter_name, typer_option
from convcalc.cli.settings import Settings, check_choices, settle


class Arguments(NamedTuple):
    """How the positional arguments are written in the usage line, and how many there may be."""

    usage: str
    fewest: int = 1
    most: int | None = 1


class Call:
    """What the user asked for: positional arguments, given options (as text), settings."""

    __slots__ = ("arguments", "command", "given", "settings")

    def __init__(
        self,
        command: str,
        arguments: tuple[str, ...],
        given: dict[str, Any],
        settings: Settings,
    ) -> None:
        self.command = command
        self.arguments = arguments
        self.given = given
        self.settings = settings


UsageFault: Any = BadParameter.__base__
"""What Typer raises for any usage error; it exports only this subclass of it."""

NO = 1
"""Exit code of an answer that is "no"."""

Run: TypeAlias = "Callable[[Call], int]"


class Command(TyperCommand):
    """A command: positional arguments, own options and the shared ones, and what it runs.

    `unsuited` names the shared options that mean nothing here and are refused, `formats` those it
    can write; `examples` are shown by its help.
    """

    def __init__(
        self,
        name: str,
        run: Run,
        arguments: Arguments,
        options: tuple[Option, ...] = (),
        *,
        examples: tuple[str, ...] = (),
        unsuited: tuple[str, ...] = (),
        formats: tuple[str, ...] = FORMATS,
    ) -> None:
        super().__init__(name, add_help_option=False, rich_markup_mode=None)
        self.run = run
        self.arguments = arguments
        self.options = options
        self.examples = examples
        self.unsuited = unsuited
        self.formats = formats
        self.set_options(options)

    def set_options(self, options: tuple[Option, ...]) -> None:
        """Take these options, beside the shared ones."""
        self.options = options
        self.params = [argument(), *map(typer_option, (*options, *SHARED))]

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if ctx.resilient_parsing:
            return super().parse_args(ctx, args)
        check_values(args, (*self.options, *SHARED))
        try:
            return super().parse_args(ctx, list(args))  # the parser empties its list
        except UsageFault as fault:
            from convcalc.cli.usage import explain_fault

            raise explain_fault(fault, args, (*self.options, *SHARED)) from None

    def invoke(self, ctx: Any) -> int:
        shared = shared_values(ctx)
        settings = settle(shared, SHARED, self.formats)
        if shared.get("help"):
            from convcalc.cli.help import command_page, write_page

            return write_page(command_page(self, settings))
        if shared.get("version"):
            from convcalc.cli.help import version_line, write_page

            return write_page(version_line())
        code = self.run(self.call(ctx, settings))
        return 0 if settings.exit_zero and code == NO else code

    def call(self, ctx: Any, settings: Settings) -> Call:
        """What a parsed command line asks for.

        Raises:
            UsageError: too few or too many arguments, or a word that its option does not know.
        """
        shared = shared_values(ctx)
        words: tuple[str, ...] = ctx.params["arguments"]
        self.check(words, shared)
        given = {
            option.name: ctx.params[parameter_name(option.name)]
            for option in self.options
            if ctx.params[parameter_name(option.name)] not in (None, ())
        }
        check_choices(given, self.options)
        return Call(self.name or "", words, given, settings)

    def check(self, words: Sequence[str], shared: Mapping[str, Any]) -> None:
        """Refuse what makes no sense for this command, too few or too many arguments.

        Raises:
            UsageError: it names the option or the argument.
        """
        most = self.arguments.most
        wrong = [name for name in self.unsuited if shared.get(name) is not None]
        few, many = len(words) < self.arguments.fewest, most is not None and len(words) > most
        if not (wrong or few or many):
            return
        from convcalc.cli.usage import missing, surplus, unsuitable

        if wrong:
            raise unsuitable(wrong[0], self.name or "")
        if few:
            raise missing(self.name or "", self.arguments.usage, len(words), self.examples)
        raise surplus(words[most or 0])


def shared_values(ctx: Any) -> Mapping[str, Any]:
    """The shared options given before or after the command; the later one wins."""
    values = {}
    for option in SHARED:
        name = parameter_name(option.name)
        value = ctx.params.get(name)
        if value is None and ctx.parent is not None:
            value = ctx.parent.params.get(name)
        if value is not None:
            values[option.name] = value
    return values
