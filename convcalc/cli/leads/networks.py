"""An argument that should be a network and is not one."""

from __future__ import annotations

from collections.abc import Iterator

from convcalc.cli.leads.arguments import constructor_line, surplus
from convcalc.cli.leads.place import place
from convcalc.cli.leads.words import OF_NETWORK, quantity_named
from convcalc.errors import ConvcalcError
from convcalc.zoo import NAMES


def meant_network(error: ConvcalcError, words: list[str]) -> Iterator[list[str]]:
    """Layers without quotes, a shape or a quantity beside the network, a command as a network."""
    here = place(words)
    if len(here.arguments) > 1:
        yield from surplus(error, words)
        for at in here.arguments:
            others = [*words[:at], *words[at + 1 :]]
            if words[at][:1].isdigit():
                yield [*others, "--input", words[at]]
            elif quantity := quantity_named(words[at]):
                yield [*others, "--of", OF_NETWORK.get(quantity, quantity)]
    for at in here.arguments:
        last = words[at].rpartition(".")[2]
        if last != words[at] and last in NAMES:
            yield [*words[:at], last, *words[at + 1 :]]
    if here.arguments:
        yield from constructor_line(" ".join(words[at] for at in here.arguments))
