"""A document at another input than its own."""

from __future__ import annotations

from collections.abc import Mapping

from convcalc.algebra.expr import Var, free_variables
from convcalc.algebra.parse import parse_grid
from convcalc.annotations import Any
from convcalc.errors import ConvcalcError, Message, UsageError
from convcalc.load.ast import NetworkDocument
from convcalc.load.axes import input_of
from convcalc.load.checks import names_in
from convcalc.load.place import Piece


def filled_in(
    document: NetworkDocument,
    given: Piece,
    knobs: Mapping[str, Any],
    dims: int | None,
    sets: Mapping[str, str],
) -> dict[str, Any]:
    """What the letters of the document's own input are at another one, where layers use them."""
    letters = letters_of(document) & free_names(document) - sets.keys()
    if not letters:
        return {}
    own, other = (
        input_of(document, document.inputs[0], piece, knobs, dims)[0] for piece in (None, given)
    )
    if own is None or other is None or len(own.spatial) != len(other.spatial):
        return {}
    pairs = zip((own.channels, *own.spatial), (other.channels, *other.spatial), strict=True)
    return {
        size.name: value
        for size, value in pairs
        if isinstance(size, Var) and size.name in letters and value is not None
    }


def at_input(
    document: NetworkDocument, given: Piece, knobs: Mapping[str, Any], dims: int | None
) -> NetworkDocument:
    """A foreign document at another input than its own.

    Raises:
        UsageError: some of its sizes hold at its own only.
    """
    notes = [note for note in document.notes if note.code != "read.no_size"]
    for note in notes:
        if note.code == "read.fixed":
            own, other = (
                input_of(document, document.inputs[0], piece, knobs, dims)[0]
                for piece in (None, given)
            )
            if repr(own) != repr(other):
                raise UsageError(Message("read.fixed_input", **note.fields))
    return document._replace(notes=tuple(notes))


def free_names(document: NetworkDocument) -> set[str]:
    """In a network of one line every name is a setting."""
    return set() if document.knobs or document.blocks else names_in(document.layers) - {"cin"}


def letters_of(document: NetworkDocument) -> set[str]:
    """The letters in the shape of the input, which the layers may use: `HxW@C: conv1@C`."""
    piece = document.inputs[0].shape
    if piece is None:
        return set()
    try:
        sizes, channels = parse_grid(piece.text)
    except ConvcalcError:  # told where the shape is read
        return set()
    parts = [part for cell in sizes for part in cell] + ([] if channels is None else [channels])
    return {name for part in parts for name in free_variables(part)}
