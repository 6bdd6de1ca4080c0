"""`convcalc cheatsheet`: notation and options on one screen."""

from __future__ import annotations

from convcalc.cli.command import Arguments, Call, Command
from convcalc.cli.show import show


def command() -> Command:
    """The command; it has no options of its own."""
    return Command("cheatsheet", run, Arguments("", 0, 0), examples=("convcalc cheatsheet",))


def run(call: Call) -> int:
    """Show it."""
    from convcalc.report.cheatsheet import cheatsheet_document

    return show(call, cheatsheet_document())
