"""How many spatial axes a network has, decided before any shape is read: by `--dims`, else `dims:`
of its file, else layers that name their axes (Conv1d, conv3x3x3), else its own input as written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from convcalc.annotations import Any
from convcalc.errors import Message
from convcalc.layers.base import Shape
from convcalc.layers.index import look_up
from convcalc.layers.read import PARAM_ALIASES
from convcalc.load.ast import Cells, Chain, Choice, LayerUse, NamedInput, NetworkDocument
from convcalc.load.checks import items_of
from convcalc.load.place import ARGUMENT, Piece
from convcalc.load.shape import UNDECIDED, Axes, axes_written, read_shape
from convcalc.load.spell import spell_layer

USUAL = 2
"""The axes of an input of which nothing is said, not even a shape."""

KERNELS = ("kernel", *PARAM_ALIASES["kernel"])
RESHAPING = ("reshape", "fold", "unfold")
"""Layers after which a tensor may have another number of axes."""

TOLD = ("flatten", "opaque")
"""Those after which it may if they are told so."""


def input_of(
    document: NetworkDocument,
    entry: NamedInput,
    given: Piece | None,
    knobs: Mapping[str, Any],
    dims: int | None = None,
) -> tuple[Shape | None, int]:
    """The shape of an input of a document, None if nothing is said about it, and its axes.

    `given` takes the place of the shape that the document has, whose channels it keeps if it is a
    spatial size alone; `dims` is what `--dims` says.

    Raises:
        NetworkError: a shape that is none or has two readings, or layers that contradict it.
    """
    axes = axes_of(document, entry, knobs, dims)
    own = None
    if entry.shape is not None and (given is None or "@" not in given.text):
        written = _of_input(entry, knobs)
        if given is None and dims is not None and entry.shape.source.name != ARGUMENT:
            _agree(entry.shape, axes, written)
        own = read_shape(entry.shape, knobs, axes if given is None or not written.dims else written)
    shape = own if given is None else read_shape(given, knobs, axes, own)
    return shape, axes.dims or (len(shape.spatial) if shape is not None else 0) or USUAL


def _agree(piece: Piece, axes: Axes, written: Axes) -> None:
    """Demand that the input of a file has the axes that `--dims` says.

    Raises:
        NetworkError: it has others as it is written.
    """
    if written.dims not in (None, axes.dims):
        raise piece.error(
            0, Message("load.axes_denied", told=axes.why, layer=written.why, axes=written.dims)
        )


def axes_of(
    document: NetworkDocument, entry: NamedInput, knobs: Mapping[str, Any], dims: int | None = None
) -> Axes:
    """The axes of an input of a document.

    Raises:
        NetworkError: two layers, or a layer and what was said, contradict each other.
    """
    named = _of_layers(document)
    told = UNDECIDED
    if dims is not None:
        told = Axes(dims, Message("load.axes.option", dims=dims))
    elif document.dims is not None:
        told = Axes(document.dims, Message("load.axes.file", dims=document.dims))
    if told.dims is None:
        written = _of_input(entry, knobs)
        several = len(document.inputs) > 1 and written.dims is not None
        return written if several or named.dims is None else named
    if named.dims not in (None, told.dims):
        message = Message("load.axes_denied", told=told.why, layer=named.why, axes=named.dims)
        raise document.source.error_at(document.layers[0].place, message)
    return told


def _of_input(entry: NamedInput, knobs: Mapping[str, Any]) -> Axes:
    """The axes that an input has as it is written."""
    if entry.shape is None:
        return UNDECIDED
    count = entry.dims if entry.dims is not None else axes_written(entry.shape, knobs)
    return Axes(count, Message("load.axes.input", shape=entry.shape.text.strip()))


def _of_layers(document: NetworkDocument) -> Axes:
    """The axes that layers name, unless one of them changes the number of axes.

    Raises:
        NetworkError: two layers of a network with one input name others.
    """
    chains = [document.layers, *(block.body for block in document.blocks.values())]
    uses = [use for chain in chains for use in _unconditional(chain)]
    found = UNDECIDED
    for use in uses:
        axes = _named_by(use)
        if axes.dims is None or axes.dims == found.dims:
            continue
        if found.dims is None:
            found = axes
        elif len(document.inputs) > 1:
            return UNDECIDED
        elif not _reshapes(uses):
            message = Message(
                "load.axes_differ", one=found.why, axes=found.dims, other=axes.why, more=axes.dims
            )
            raise document.source.error_at(use.place, message)
    return UNDECIDED if found.dims is not None and _reshapes(uses) else found


def _reshapes(uses: Iterable[LayerUse]) -> bool:
    """Whether some layer may leave another number of axes; a plain flatten leaves none."""
    return any(
        (kind := look_up(use.type).type) in RESHAPING or (kind in TOLD and use.given)
        for use in uses
    )


def _unconditional(chain: Chain) -> Iterator[LayerUse]:
    """The layers of a chain that are there under any condition."""
    items = list(items_of(chain))
    hidden = {
        id(item)
        for choice in items
        if isinstance(choice, Choice)
        for item in items_of((*choice.then, *choice.other))
    }
    for item in items:
        if isinstance(item, LayerUse) and id(item) not in hidden:
            yield item


def _named_by(use: LayerUse) -> Axes:
    """The axes that a layer has by its name, or by its kernel of several numbers."""
    entry = look_up(use.type)
    if entry.dims is not None and entry.type not in RESHAPING:
        return Axes(entry.dims, Message("load.axes.layer", layer=use.type))
    for key, value in use.given:
        if key in KERNELS and isinstance(value, Cells) and len(value.cells) > 1:
            layer = spell_layer(use.type, {key: value})
            return Axes(len(value.cells), Message("load.axes.layer", layer=layer))
    return UNDECIDED
