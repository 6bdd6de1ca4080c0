"""`convcalc zoo [NAME]`: the networks that come with convcalc, or one of them."""

from __future__ import annotations

from convcalc.cli.command import Arguments, Call, Command
from convcalc.cli.networks import NETWORK, opened
from convcalc.cli.show import show
from convcalc.report.zoo import entry_named, zoo_document, zoo_entry_document


def command() -> Command:
    """The command with its options."""
    return Command(
        "zoo",
        run,
        Arguments("[NAME]", 0, 1, ("zoo",)),
        NETWORK[:3],
        examples=("convcalc zoo", "convcalc zoo resnet50"),
        honours=("quiet",),
    )


def run(call: Call) -> int:
    """List all networks, or show one at its settings."""
    if not call.arguments:
        return show(call, zoo_document())
    from convcalc.network.measures import Measures

    one = entry_named(call.arguments[0])
    return show(call, zoo_entry_document(one, Measures(opened(call, f"zoo:{one.name}"))))
