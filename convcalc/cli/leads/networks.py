"""An argument that should be a network and is not one."""

from __future__ import annotations

from collections.abc import Iterator

from convcalc.cli.leads.arguments import constructor_line, surplus
from convcalc.cli.leads.place import place, without
from convcalc.cli.leads.words import OF_NETWORK, quantity_named
from convcalc.errors import ConvcalcError
from convcalc.zoo import NAMES

STACKED = {"-k": "", "--kernel": "", "--kernels": "", "-s": "/", "--stride": "/", "--strides": "/",
           "-p": "p", "--padding": "p", "-d": "d", "--dilation": "d"}  # fmt: skip
"""Option of a single layer -> what stands before its number in the notation."""


def kernel_lists(error: ConvcalcError, words: list[str]) -> Iterator[list[str]]:
    """`rf -k 3,3,2 -s 1,2,1`: the kernels of a stack and what belongs to each."""
    given: dict[str, list[str]] = {}
    left: list[str] = []
    rest = iter(words)
    for word in rest:
        if word in STACKED:
            given[STACKED[word]] = next(rest, "").replace(",", " ").split()
        else:
            left.append(word)
    count = len(given.get("", []))
    columns = [
        [f"{sign}{value}" for value in values * (count if len(values) == 1 else 1)]
        for sign, values in sorted(given.items())
    ]
    if count and all(len(column) == count for column in columns) and left == ["rf"]:
        yield ["rf", " ".join("conv" + "".join(layer) for layer in zip(*columns, strict=True))]


def _spaced_input(words: list[str], arguments: list[int]) -> Iterator[list[str]]:
    """`--input 3 224 224`: one shape, written with spaces."""
    for at in arguments:
        if words[at - 2] == "--input" and words[at - 1].isdecimal():
            end = next((n for n in range(at, len(words)) if not words[n].isdecimal()), len(words))
            yield [*words[: at - 1], "x".join(words[at - 1 : end]), *words[end:]]


def meant_network(error: ConvcalcError, words: list[str]) -> Iterator[list[str]]:
    """Layers without quotes, a shape or a quantity beside the network, a command as a network."""
    here = place(words)
    kept = [word for word in words if word not in ("vs", "vs.", "and", "versus", "against")]
    if kept != words:
        yield kept
    if len(here.arguments) > 1:
        yield from _spaced_input(words, here.arguments)
        for at in here.arguments:
            if quantity := quantity_named(words[at]):
                yield [*without(words, at), "--of", OF_NETWORK.get(quantity, quantity)]
        yield from surplus(error, words)
        for at in here.arguments:
            if words[at][:1].isdigit():
                yield [*without(words, at), "--input", words[at]]
    for at in here.arguments:
        last = words[at].rpartition(".")[2]
        if last != words[at] and last in NAMES:
            yield [*words[:at], last, *words[at + 1 :]]
    if here.arguments:
        yield from constructor_line(" ".join(words[at] for at in here.arguments))
