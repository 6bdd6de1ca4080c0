"""`convcalc formulas [NAME]`: every formula with its source, or one with its conditions."""

from __future__ import annotations

from convcalc.cli.command import Arguments, Call, Command
from convcalc.cli.show import show
from convcalc.report.formulas import formula_document, formulas_document


def command() -> Command:
    """The command; it has no options of its own."""
    return Command(
        "formulas",
        run,
        Arguments("[NAME]", 0, 1, ("formulas",)),
        examples=(
            "convcalc formulas",
            "convcalc formulas conv-output",
            "convcalc formulas conv-output --format latex",
        ),
        honours=("letters", "quiet"),
    )


def run(call: Call) -> int:
    """List all formulas, or show one."""
    named = call.arguments
    return show(call, formula_document(named[0]) if named else formulas_document())
