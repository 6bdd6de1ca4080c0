"""Which commands exist, by what they are for; each is imported only when it is asked for."""

from __future__ import annotations

from importlib import import_module

from convcalc.cli.command import Command

PANELS = {
    "layer": ("conv", "tconv", "pool", "kernel", "separable", "layer"),
    "network": ("audit", "rf", "diff", "rules", "zoo", "scale", "design", "convert"),
    "exam": ("check", "solve", "compare", "value", "draw", "quiz", "ask"),
    "reference": (
        "cheatsheet", "layers", "formulas", "explain", "schema", "batch", "completion",
    ),
}  # fmt: skip
"""Every command, in the order of the help, by its part of the help (`cli.panel.<name>`). Each is
made by `command()` of `cli/<name>.py`; those about one layer by the table of `cli/one_layer.py`."""

COMMANDS = tuple([name for names in PANELS.values() for name in names])

ALIASES = {
    "deconv": "tconv", "dwsep": "separable", "summary": "audit", "profile": "audit",
    "forward": "value", "inverse": "solve", "receptive-field": "rf",
}  # fmt: skip
"""Other names of commands, not shown by the help."""


def known(name: str) -> bool:
    """Whether a command has that name or alias."""
    return name in COMMANDS or name in ALIASES


def build(name: str) -> Command:
    """The command of that name or alias.

    Raises:
        KeyError: there is none.
    """
    name = ALIASES.get(name, name)
    if name in PANELS["layer"]:
        from convcalc.cli.one_layer import layer_command

        return layer_command(name)
    if name not in COMMANDS:
        raise KeyError(name)
    command: Command = import_module(f"convcalc.cli.{name}").command()
    return command
