"""A network written in another form: as a file of any format, or in one line."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from convcalc.errors import Message
from convcalc.load.ast import Knob, NamedInput, NetworkDocument
from convcalc.load.axes import input_of
from convcalc.load.expand import Written
from convcalc.load.line import write_line
from convcalc.load.load import knobs_of, load_document, piece_of_input, setting_value
from convcalc.load.place import Piece
from convcalc.load.read_back import left_out
from convcalc.load.shape import UNDECIDED, read_shape
from convcalc.load.write import write_document
from convcalc.network.graph import NetworkError, spelt


def rewritten(
    document: NetworkDocument,
    target: str,
    settings: Mapping[str, str],
    wanted: str | None = None,
    dims: int | None = None,
    left: list[Message] | None = None,
) -> str:
    """The network of a document written in another form.

    `target` is a file name, of which only the extension counts, or "line" for one line. Files keep
    blocks and knobs (at the values set here); a line is the network as built, and `left` receives
    what it has no place for.

    Raises:
        NetworkError, UsageError: it cannot be read, or not be written in that form.
    """
    if target == "line":
        written: dict[int, Written] = {}
        network = load_document(document, settings, wanted, dims, written)
        line = write_line(network, written)
        missing = left_out(line, network)
        if left is not None and missing is not None:
            left.append(missing)
        return line + "\n"
    document = _settled(document, settings, wanted, dims)
    return write_document(document, os.path.splitext(target)[1].lower())


def _given(
    document: NetworkDocument, piece: Piece, knobs: Mapping[str, Any], dims: int | None
) -> NamedInput:
    """The first input with another shape, in full: it is read without the one before."""
    entry = document.inputs[0]
    shape, _ = input_of(document, entry, piece, knobs, dims)
    assert shape is not None
    if _alone(piece, knobs) == spelt(shape):
        return entry._replace(shape=piece, dims=None)
    listed = len(shape.spatial) if entry.dims else None
    return entry._replace(shape=piece._replace(text=spelt(shape), exact=False), dims=listed)


def _alone(piece: Piece, knobs: Mapping[str, Any]) -> str | None:
    """The shape in a piece if it can be read with nothing known about the network."""
    try:
        return spelt(read_shape(piece, knobs, UNDECIDED))
    except NetworkError:
        return None


def _settled(
    document: NetworkDocument, sets: Mapping[str, str], input: str | None, dims: int | None
) -> NetworkDocument:
    """The document with settings, input and axes as its own values."""
    values = knobs_of(document, sets)
    knobs = dict(document.knobs)
    for name, text in sets.items():
        knobs[name] = Knob(setting_value(name, text), document.source.place(0))
    inputs = document.inputs
    piece = piece_of_input(input)
    if piece is not None:
        inputs = (_given(document, piece, values, dims), *inputs[1:])
    expect = {} if sets or piece is not None else document.expect
    return document._replace(knobs=knobs, inputs=inputs, expect=expect, dims=dims or document.dims)
