"""A network whose input sizes are letters, beside the network at its own input size."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from convcalc.algebra.expr import Expr, Size, Var, free_variables
from convcalc.layers.base import Shape
from convcalc.load.ast import NetworkDocument
from convcalc.load.axes import input_of
from convcalc.load.checks import names_in
from convcalc.load.load import knobs_of, load_document, piece_of_input
from convcalc.network.builder import LETTERS
from convcalc.network.graph import Network, NetworkError, spelt
from convcalc.record import NamedTuple


class Variable(NamedTuple):
    """The network `symbolic`, on whose first input each size is a letter, or has letters in it.

    letters: for each axis, those of its size. known: the own sizes, by letter. `own` is the network
    at its own input; None if this has letters too, or does not fit, which `refused` says.
    `symbolic` is None if no size fits; `impossible` says why. `at` builds the network at other
    sizes, or gives the reason why it does not compute there.
    """

    name: str
    shape: Shape
    letters: tuple[tuple[str, ...], ...]
    known: Mapping[str, int]
    own: Network | None
    refused: NetworkError | None
    symbolic: Network | None
    impossible: NetworkError | None
    at: Callable[[Sequence[Size]], tuple[Network | None, NetworkError | None]]


def variable_of(
    document: NetworkDocument,
    settings: Mapping[str, str],
    wanted: str | None = None,
    dims: int | None = None,
) -> Variable:
    """The network of a document at these settings, and at `wanted` if that is another input than
    its own, with a letter for each size of its first input.

    Raises:
        NetworkError, UsageError: it has a mistake that no size mends.
    """
    shape = _own_shape(document, settings, wanted, dims)
    taken = {*document.knobs, *settings, *names_in(document.layers)}
    names = [_free(letter, taken) for letter in LETTERS.get(len(shape.spatial), ())]
    spatial: list[Size] = []
    letters: list[tuple[str, ...]] = []
    known = {}
    for size, name in zip(shape.spatial, names, strict=True):
        if isinstance(size, int):
            known[name] = size
            letters.append((name,))
            spatial.append(Var(name))
        else:
            letters.append(tuple(dict.fromkeys(free_variables(size))))
            spatial.append(size)
    axes = len(spatial)
    own, refused = None, None
    if not any(isinstance(size, Expr) for size in shape.spatial):
        own, refused = _built(document, settings, wanted, dims)

    def built(sizes: Sequence[Size]) -> tuple[Network | None, NetworkError | None]:
        channels = shape.channels
        if channels is None and all(isinstance(size, int) for size in sizes):
            channels = Var(_free("C", taken))  # 2x5 alone could be a map or a size with channels
        there = spelt(Shape(channels, tuple(sizes)))
        return _built(document, settings, there, axes or dims)

    symbolic, impossible = built(spatial)
    name = symbolic.name if symbolic is not None else document.name
    return Variable(name, shape, tuple(letters), known, own, refused, symbolic, impossible, built)


def _own_shape(
    document: NetworkDocument, settings: Mapping[str, str], wanted: str | None, dims: int | None
) -> Shape:
    entry, knobs = document.inputs[0], knobs_of(document, settings)
    shape, axes = input_of(document, entry, piece_of_input(wanted), knobs, dims)
    return Shape(None, tuple(map(Var, LETTERS[axes]))) if shape is None else shape


def _free(letter: str, taken: set[str]) -> str:
    """The letter, or a longer name if the document uses it for something else."""
    while letter in taken:
        letter += "_in"
    return letter


def _built(
    document: NetworkDocument, settings: Mapping[str, str], input: str | None, dims: int | None
) -> tuple[Network | None, NetworkError | None]:
    """The network at this input, or why that does not fit.

    Raises:
        NetworkError: a mistake that has nothing to do with sizes.
    """
    try:
        return load_document(document, settings, input, dims), None
    except NetworkError as error:
        if error.exit_code != 1:
            raise
        return None, error
