"""`convcalc layers [TYPE]`: which layer types there are, or the parameters of one."""

from __future__ import annotations

from convcalc.cli.command import Arguments, Call, Command
from convcalc.cli.show import show
from convcalc.report.layers import layers_document, type_document


def command() -> Command:
    """The command; it has no options of its own."""
    return Command(
        "layers",
        run,
        Arguments("[TYPE]", 0, 1, ("types",)),
        examples=("convcalc layers", "convcalc layers conv"),
        honours=("quiet",),
    )


def run(call: Call) -> int:
    """List all types, or explain one."""
    named = call.arguments
    return show(call, type_document(named[0]) if named else layers_document())
