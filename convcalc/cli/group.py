"""The `convcalc` command itself: which commands exist, each imported only when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from importlib import import_module
from typing import Any

from typer.core import TyperGroup

from convcalc.cli.arguments import check_values, first_word
from convcalc.cli.command import Command, UsageFault, shared_values
from convcalc.cli.options import SHARED, typer_option
from convcalc.cli.settings import settle

COMMANDS = (
    "conv", "tconv", "pool", "kernel", "separable", "layer", "layers", "formulas", "explain",
    "batch", "audit", "rf", "diff", "zoo", "scale", "convert", "schema", "value", "check", "quiz",
    "solve", "ask", "compare",
)  # fmt: skip
"""Every command, in the order of the help; each is built by `command()` of `cli/<name>.py`."""

ALIASES = {
    "deconv": "tconv", "dwsep": "separable", "summary": "audit", "profile": "audit",
    "forward": "value", "inverse": "solve", "receptive-field": "rf",
}  # fmt: skip
"""Other names of commands, not shown by the help."""


def build(name: str) -> Command:
    """The command of that name or alias.

    Raises:
        KeyError: there is none.
    """
    name = ALIASES.get(name, name)
    if name not in COMMANDS:
        raise KeyError(name)
    command: Command = import_module(f"convcalc.cli.{name}").command()
    return command


class _Commands(MutableMapping[str, Any]):
    """The commands by name; looking one up imports it."""

    def __init__(self) -> None:
        self._built: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Command:
        if name not in self._built:
            self._built[name] = build(name)
        command: Command = self._built[name]
        return command

    def __setitem__(self, name: str, command: Any) -> None:
        self._built[name] = command

    def __delitem__(self, name: str) -> None:
        del self._built[name]

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


class LazyGroup(TyperGroup):
    """All commands; an unknown one is answered with the nearest that exists."""

    def __init__(self) -> None:
        super().__init__(
            name="convcalc",
            add_help_option=False,
            invoke_without_command=True,
            rich_markup_mode=None,
        )
        self.commands = _Commands()
        self.params = [*map(typer_option, SHARED)]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        # Mapping.get would swallow a KeyError raised while a command is being built.
        name = ALIASES.get(cmd_name, cmd_name)
        return self.commands[name] if name in COMMANDS else None

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if not ctx.resilient_parsing:
            check_values(args[: first_word(args, SHARED)], SHARED)
        try:
            return super().parse_args(ctx, list(args))  # the parser empties its list
        except UsageFault as fault:
            from convcalc.cli.usage import explain_fault

            raise explain_fault(fault, args, SHARED) from None

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[Any, Any, list[str]]:
        command = self.get_command(ctx, args[0])
        if command is None:
            from convcalc.cli.usage import unknown_command

            raise unknown_command(args[0])
        return command.name, command, args[1:]

    def invoke(self, ctx: Any) -> int:
        if ctx._protected_args:
            code: int = super().invoke(ctx)
            return code
        from convcalc.cli.help import group_page, version_line, write_page

        shared = shared_values(ctx)
        if shared.get("version"):
            return write_page(version_line())
        page = group_page(settle(shared, SHARED))
        if shared.get("help"):
            return write_page(page)
        return write_page(page, error=True)
