"""`convcalc cheatsheet`: notation and options on one page."""

from __future__ import annotations

from convcalc.cli.command import Arguments, Call, Command
from convcalc.cli.show import show


def command() -> Command:
    """The command; it has no options of its own."""
    return Command("cheatsheet", run, Arguments("", 0, 0), examples=("convcalc cheatsheet",))


def run(call: Call) -> int:
    """Show it, as a whole: people look for a line on it."""
    from convcalc.report.cheatsheet import cheatsheet_document

    call.settings = call.settings._replace(pager=False)
    return show(call, cheatsheet_document())
