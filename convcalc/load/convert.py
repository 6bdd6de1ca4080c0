"""A network written in another form: as a file of any format, or in one line."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from convcalc.algebra.expr import Size
from convcalc.algebra.normal import equal
from convcalc.errors import ConvcalcError, Message, UsageError
from convcalc.load.ast import NOTE, Knob, NamedInput, NetworkDocument
from convcalc.load.axes import input_of
from convcalc.load.document import document_of_line
from convcalc.load.expand import Written
from convcalc.load.line import write_line
from convcalc.load.load import (
    document_of_text,
    fitting,
    knobs_of,
    load_document,
    piece_of_input,
    setting_value,
)
from convcalc.load.place import Piece, Source
from convcalc.load.rename import with_legal_names
from convcalc.load.shape import UNDECIDED, read_shape
from convcalc.load.write import write_document
from convcalc.network.diff import settings_of
from convcalc.network.graph import Network, NetworkError, Node, spelt

MOST_FOLDED = 5_000
"""Layers of the largest network in which repeats are looked for."""
NAMED = 4
"""Names that a line has no place for and that are listed; of more, an ellipsis."""


def rewritten(
    document: NetworkDocument,
    target: str,
    settings: Mapping[str, str],
    wanted: str | None = None,
    dims: int | None = None,
    left: list[Message] | None = None,
    say: Callable[[Message], str] = str,
) -> str:
    """The network of a document written in another form.

    `target` is a file name, of which only the extension counts, or "line" for one line. Files keep
    blocks and knobs (at the values set here); a line is the network as built, and `left` receives
    what it has no place for. `say` words what a file of another program leaves open.

    Raises:
        NetworkError, UsageError: it cannot be read, or not be written in that form.
    """
    written: dict[int, Written] = {}
    document, network = fitting(document, settings, wanted, dims, written)
    if left is not None and document.foreign:
        left.extend(network.notes)
    if target == "line":
        line = write_line(network, written)
        missing = _left_out(line, network)
        if left is not None and missing is not None:
            left.append(missing)
        return line + "\n"
    extension = os.path.splitext(target)[1].lower() or target
    said = [Message(NOTE, text=say(note)) for note in document.notes]
    if document.foreign:
        said = [Message(NOTE, text=say(note)) for note in network.notes]
        text = _readable(network, written, document.source, said, extension)
        if text is not None:
            return text
    document = with_legal_names(_settled(document, settings, wanted, dims))
    return write_document(document._replace(notes=tuple(said)), extension)


def _readable(
    network: Network,
    written: dict[int, Written],
    source: Source,
    notes: Sequence[Message],
    extension: str,
) -> str | None:
    """A network of another program with what repeats folded; None if that is not the same network,
    read again."""
    from convcalc.load.readable import readable

    if len(network.nodes) > MOST_FOLDED:
        return None
    try:
        document = readable(network, written, source)._replace(notes=tuple(notes))
        text = write_document(document, extension)
        again = load_document(document_of_text(text, source.name, extension))
    except (ConvcalcError, RecursionError):
        return None
    return text if _trees(again) == _trees(network) else None


def _trees(network: Network) -> tuple[list[int], list[int]]:
    """Each layer as the tree of layers that leads to it, whatever their order and their names."""
    from convcalc.load.canonical import essential

    trees: list[int] = []
    for node in network.nodes:
        inputs = tuple([trees[index] for index in node.inputs])
        shares = None if node.shares is None else trees[node.shares.index]
        settings = essential(network, node) if node.layer is not None else ()
        here = node.type, settings, spelt(node.shape), inputs, shares
        trees.append(hash(here))
    return sorted(trees), [trees[index] for index in network.outputs]


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


def _left_out(text: str, network: Network) -> Message | None:
    """What the network has and a line has no place for; None if that is nothing.

    Raises:
        UsageError: the line is no network, or another one.
    """
    try:
        again = load_document(document_of_line(text))
    except ConvcalcError as error:
        raise _impossible("load.line.unreadable", reason=error.message) from None
    if len(again.nodes) != len(network.nodes):
        raise _impossible("load.line.other", layer=network.nodes[-1].name)
    for node, twin in zip(network.nodes, again.nodes, strict=True):
        if not _alike(node, twin):
            layers = sorted(one.type for one in again.nodes)
            moved = layers == sorted(one.type for one in network.nodes)
            raise _impossible("load.line.order" if moved else "load.line.other", layer=node.name)
    parts = []
    names = [a.name for a, b in zip(network.nodes, again.nodes, strict=True) if a.name != b.name]
    if names:
        shown = ", ".join(names[:NAMED]) + (", …" if len(names) > NAMED else "")
        parts.append(Message("load.left_out.names", names=shown))
    if any(node.stage for node in network.nodes):
        parts.append(Message("load.left_out.steps"))
    if not network.told:
        parts.append(Message("load.left_out.complete"))
    parts += [
        Message(f"load.left_out.{key}")
        for key, promises in (("expect", network.expect), ("budget", network.budget))
        if promises
    ]
    return Message("load.left_out", parts=parts) if parts else None


def _impossible(code: str, **fields: object) -> UsageError:
    return UsageError(Message("load.not_one_line", reason=Message(code, **fields)))


def _alike(node: Node, twin: Node) -> bool:
    """Whether two nodes are the same layer, at the same place of the graph."""
    return (
        (node.type, node.inputs, spelt(node.shape), settings_of(node.layer))
        == (twin.type, twin.inputs, spelt(twin.shape), settings_of(twin.layer))
    ) and (
        node.sheet is None
        or twin.sheet is None
        or (_same(node.sheet.params, twin.sheet.params) and _same(node.sheet.macs, twin.sheet.macs))
    )


def _same(one: Size | None, other: Size | None) -> bool:
    return one is other or (one is not None and other is not None and equal(one, other))
