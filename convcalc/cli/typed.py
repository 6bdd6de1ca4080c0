"""The option tables as a Typer application: it reads what is not plainly well formed, refuses what
cannot be read, and completes at the shell.

Only Typer's public interface is used: functions whose signatures are made from the tables, with
`Option` and `Argument` for defaults. They record what was typed and do nothing else.
"""

from __future__ import annotations

import inspect
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress

import typer

from convcalc.annotations import Any
from convcalc.cli.arguments import check_values, first_word
from convcalc.cli.command import Arguments, Command
from convcalc.cli.completion import COMPLETE, SHELLS, completed
from convcalc.cli.group import COMMANDS, build, known
from convcalc.cli.language import choose
from convcalc.cli.line import CommandLine, line_of
from convcalc.cli.options import SHARED, Option
from convcalc.cli.usage import explain_fault, unknown_command
from convcalc.errors import ConvcalcError, Message, UsageError
from convcalc.text import lookup

UsageFault: Any = typer.BadParameter.__base__
"""What Typer raises for any usage error; it exports only this subclass of it."""
ARGUMENTS = "arguments"
Record = dict[str, dict[str, Any]]
"""Command ("" before it) -> what was typed for its parameters."""


def typed(words: list[str]) -> CommandLine:
    """The command line as Typer reads it.

    Raises:
        UsageError: it cannot be read.
    """
    at = first_word(words, SHARED)
    check_values(words[:at], SHARED)
    name = words[at] if at < len(words) else ""
    command, rest = None, words[at + 1 :]
    if name in SHELLS and "--show-completion" in words[:at]:
        return typed(["completion", name])
    record: Record = {}
    setting_up = any("completion" in word for word in words[:at])  # options that Typer adds
    if setting_up and name in SHELLS:  # they know the shell that runs them, and no other
        raise UsageError(
            Message("usage.other_shell", shell=name), Message("expr.write", text=SHELLS[name])
        )
    app = typer.Typer(add_completion=setting_up, rich_markup_mode=None)
    app.callback(invoke_without_command=True, add_help_option=False)(_recorder(record, "", SHARED))
    if known(name):
        command, rest = build(name).bound(rest)
        check_values(rest, _all_options(command))
        _add(app, command, record, name)
    try:
        code = _run(app, [*words[: at + 1], *rest])
    except UsageFault as fault:
        if "" in record and command is not None:
            raise explain_fault(fault, rest, _all_options(command)) from None
        if getattr(fault, "option_name", None) is not None:
            raise explain_fault(fault, words[:at], SHARED) from None
        raise unknown_command(name) from None
    if "" not in record:
        raise SystemExit(code)  # Typer has answered: it was about completion
    if command is None:
        return CommandLine(None, (), {}, record[""])
    given = record[name]
    return line_of(command, given.pop(ARGUMENTS, ()), given, record[""])


def _all_options(command: Command) -> tuple[Option, ...]:
    return (*command.options, *SHARED)


def _run(app: typer.Typer, words: Sequence[str]) -> Any:
    """What the application returns; calling one replaces the hook for uncaught exceptions."""
    hook = sys.excepthook
    try:
        return app(args=words, prog_name="convcalc", standalone_mode=False)
    finally:
        sys.excepthook = hook


def _add(
    app: typer.Typer, command: Command | None, record: Record, name: str, words: str | None = None
) -> None:
    """The command of that name (None: its name is all that matters) as one of the application."""
    if command is None:
        function = _recorder(record, name, ())
    else:
        function = _recorder(record, name, _all_options(command), command.arguments)
    app.command(name, help=words, add_help_option=False)(function)


def _recorder(
    record: Record, name: str, options: Iterable[Option], arguments: Arguments | None = None
) -> Callable[..., None]:
    """A function with a parameter for each option, and one for all arguments as they stand."""
    parameters = {option.name: _parameter(option) for option in options}
    if arguments is not None:
        argument = typer.Argument(None, parser=str, autocompletion=_completion(arguments))
        parameters[ARGUMENTS] = _keyword(ARGUMENTS, list[str] | None, argument)

    def typed_as(**given: Any) -> None:
        record[name] = {
            known: tuple(value) if isinstance(value, list) else value
            for known, parameter in parameters.items()
            if (value := given[parameter.name]) is not None
        }

    typed_as.__signature__ = inspect.Signature(list(parameters.values()))  # type: ignore[attr-defined]
    typed_as.__annotations__ = {one.name: one.annotation for one in parameters.values()}
    return typed_as


def _parameter(option: Option) -> inspect.Parameter:
    """An option as Typer wants it: optional, untyped (`str` as a parser lets any text through)."""
    name = f"given_{option.name}"  # keeps clear of Python's words and of the arguments
    if option.metavar is None:
        return _keyword(name, bool | None, typer.Option(None, *option.flags))
    kind: Any = (list[str] | None) if option.many else (str | None)
    default = typer.Option(
        None, *option.flags, metavar=option.metavar, parser=str, autocompletion=_completion(option)
    )
    return _keyword(name, kind, default)


def _completion(of: Option | Arguments) -> Callable[..., list[str]] | None:
    """What Typer calls for the values of an option, or of the next argument; looking at it costs
    Typer half of its time, so that it is there only when the shell asks."""
    if COMPLETE not in os.environ:
        return None

    def complete_value(ctx: typer.Context, incomplete: str) -> list[str]:
        before = ctx.params.get(ARGUMENTS) or ()
        return completed(of, incomplete, len(before))

    return complete_value


def _keyword(name: str, annotation: Any, default: Any) -> inspect.Parameter:
    return inspect.Parameter(
        name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=default
    )


def answer_shell(typed_so_far: str) -> None:
    """Print what could be typed next, as Typer's script for the shell wants it."""
    words = typed_so_far.split()[1 : None if typed_so_far[-1:].isspace() else -1]
    lang = choose((), os.environ)
    record: Record = {}
    app = typer.Typer(rich_markup_mode=None)
    app.callback(invoke_without_command=True, add_help_option=False)(_recorder(record, "", SHARED))
    for name in COMMANDS:
        command = build(name) if name in words else None
        if command is not None:
            with suppress(ConvcalcError):
                command, _ = command.bound(words[words.index(name) + 1 :])
        _add(app, command, record, name, lookup(f"cli.{name}", lang))
    _run(app, [])
