"""Networks as they are asked for: read at a given input, and what to know about that input.

Where a network does not compute at its input, the error names the inputs nearest to it; where it
computes with other weights than at its own, it says so. Both are answers to inverse questions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from convcalc.errors import Message
from convcalc.load.ast import NetworkDocument
from convcalc.load.load import load_document, prepared
from convcalc.load.variable import Variable, variable_of
from convcalc.network.graph import Network, NetworkError


@contextmanager
def nearest_named(
    document: NetworkDocument, settings: Mapping[str, str], wanted: str | None, dims: int | None
) -> Iterator[None]:
    """Where the network does not compute at the input `wanted`, the error names those nearest."""
    try:
        yield
    except NetworkError as error:
        if error.exit_code != 1:
            raise
        from convcalc.inverse.fit import advised

        raise advised(error, document, settings, wanted, dims) from None


def load(
    text: str,
    sets: Mapping[str, str] | None = None,
    input: str | None = None,
    dialect: str | None = None,
    dims: int | None = None,
    usual: str | None = None,
) -> Network:
    """The network that an argument names: a zoo name, a file, `-`, or a one-liner.

    `sets` and `input` override the settings of the file and those attached to the name; `dims` is
    the number of spatial axes; `usual` the dialect of our own texts that say none.

    Raises:
        NetworkError, UsageError: it cannot be read, or its layers do not fit.
    """
    document, settings, wanted = prepared(text, sets, input, dialect, usual)
    with nearest_named(document, settings, wanted, dims):
        network = load_document(document, settings, wanted, dims)
    _tell_misfit(network, document, settings, wanted, dims)
    return network


def variable(
    text: str,
    sets: Mapping[str, str] | None = None,
    input: str | None = None,
    dialect: str | None = None,
    dims: int | None = None,
    usual: str | None = None,
) -> Variable:
    """The network that an argument names with a letter for each size of its first input.

    Raises:
        NetworkError, UsageError: it cannot be read, or has a mistake that no size mends.
    """
    document, settings, wanted = prepared(text, sets, input, dialect, usual)
    found = variable_of(document, settings, wanted, dims)
    if found.own is not None:
        _tell_misfit(found.own, document, settings, wanted, dims)
    return found


def convert(
    text: str,
    target: str,
    sets: Mapping[str, str] | None = None,
    input: str | None = None,
    dialect: str | None = None,
    dims: int | None = None,
    left: list[Message] | None = None,
    say: Callable[[Message], str] = str,
) -> str:
    """The network that an argument names, written in another form (see `rewritten`).

    Raises:
        NetworkError, UsageError: it cannot be read, or not be written in that form.
    """
    from convcalc.load.convert import rewritten

    document, settings, wanted = prepared(text, sets, input, dialect)
    with nearest_named(document, settings, wanted, dims):
        return rewritten(document, target, settings, wanted, dims, left, say)


def _tell_misfit(
    network: Network,
    document: NetworkDocument,
    settings: Mapping[str, str],
    wanted: str | None,
    dims: int | None,
) -> None:
    if wanted is not None:
        from convcalc.inverse.fit import misfit

        network.misfit = misfit(network, document, settings, dims)
