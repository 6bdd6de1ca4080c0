"""`convcalc rules`: what the linter for networks looks for."""

from __future__ import annotations

from convcalc.cli.command import Arguments, Call, Command
from convcalc.cli.show import show
from convcalc.report.rules import rules_document


def command() -> Command:
    """The command; it has no options of its own."""
    return Command(
        "rules",
        run,
        Arguments("", 0, 0),
        examples=("convcalc rules", "convcalc explain CC104"),
        honours=("quiet",),
    )


def run(call: Call) -> int:
    """List the rules."""
    return show(call, rules_document())
