"""How the input that a network is given fits the network of its document: whether its weights are
those of its own input, and which inputs are nearest where it does not compute at all.
"""

from __future__ import annotations

from collections.abc import Mapping

from convcalc.algebra.sets import Integers
from convcalc.errors import ConvcalcError, Message
from convcalc.inverse.inputs import neighbours
from convcalc.inverse.legal import conditions_of, sizes_within, weights
from convcalc.inverse.repeated import single_elements, small_inputs
from convcalc.layers.base import Shape
from convcalc.load.ast import NetworkDocument
from convcalc.load.checks import never_larger
from convcalc.load.load import knobs_of, load_document
from convcalc.load.variable import Variable, variable_of
from convcalc.network.graph import Network, NetworkError, spelt
from convcalc.network.weights import Misfit, other_weights

EFFORT = 100_000
"""Entries of tables that advice is worth: some tenths of a second."""
LAYERS = 720
"""Layers of a network that advice is worth."""

LOCAL = ("hint.kernel_fits", "hint.multiple", "hint.multiples")
"""Hints that speak of the input of a layer, and so of the network's only where that is the same."""
MENDED = (*LOCAL, "network.hint.crop", "network.hint.stride")
"""Hints that change a network which fits other inputs as it is."""

Legal = Mapping[str, Integers]
"""Sizes by letter."""


def misfit(
    network: Network, document: NetworkDocument, settings: Mapping[str, str], dims: int | None
) -> Misfit | None:
    """Which layers of `network`, read at another input size than that of its document, have other
    weights there; None if none has. Other channels are other weights on purpose.
    """
    here = network.nodes[network.inputs[0]].shape
    at_home = _at_home(document, settings, here, dims)
    if at_home is None:
        return None
    layers = other_weights(network, at_home)
    if not layers:
        return None
    own = at_home.nodes[at_home.inputs[0]].shape
    found = _with_letters(document, settings, spelt(own), len(own.spatial))
    legal = None
    if found is not None and found.symbolic is not None:
        legal = _legal(found.symbolic, at_home, found.known)
    return Misfit(own, layers, legal)


def _at_home(
    document: NetworkDocument, settings: Mapping[str, str], here: Shape, dims: int | None
) -> Network | None:
    """The network at its own sizes, with the channels that it has here. None if these are its own
    sizes, if it does not compute there, or if one of the sizes is a symbol."""
    try:
        own = load_document(document, settings, None, dims)
        shape = own.nodes[own.inputs[0]].shape
        sizes = (*shape.spatial, *here.spatial)
        if not all(isinstance(size, int) for size in sizes) or shape.spatial == here.spatial:
            return None
        if len(shape.spatial) != len(here.spatial):
            return None
        if spelt(Shape(here.channels, ())) == spelt(Shape(shape.channels, ())):
            return own
        there = spelt(Shape(here.channels, shape.spatial))
        return load_document(document, settings, there, len(shape.spatial))
    except ConvcalcError:
        return None


def _with_letters(
    document: NetworkDocument, settings: Mapping[str, str], input: str | None, dims: int | None
) -> Variable | None:
    """The network with letters for sizes; None where it is too large to be asked for advice."""
    try:
        never_larger(document, knobs_of(document, settings), LAYERS)
        return variable_of(document, settings, input, dims)
    except ConvcalcError:
        return None


def _legal(symbolic: Network, own: Network | None, known: Mapping[str, int]) -> Legal | None:
    """The sizes at which the network computes, with the weights of `own` if that is given, for each
    letter with the others as `known`; None if they cannot be told, or only with much effort."""
    demands = list(conditions_of(symbolic))
    if own is not None:
        demands += weights(symbolic, own)
    legal = {}
    for letter in known:
        others = {name: size for name, size in known.items() if name != letter}
        sizes = sizes_within(demands, letter, others, EFFORT)
        if sizes is None:
            return None
        legal[letter] = sizes
    return legal


# Advice


def advised(
    error: NetworkError,
    document: NetworkDocument,
    settings: Mapping[str, str],
    wanted: str | None,
    dims: int | None,
) -> NetworkError:
    """The error of a network that does not compute at its input, with the nearest inputs at which
    it does, in place of what would mend a single layer."""
    found = _with_letters(document, settings, wanted, dims)
    if found is not None and len(found.known) < len(found.shape.spatial):
        return error  # a symbol is among the sizes: no input is near
    legal = None
    if found is not None and found.symbolic is not None:
        legal = _legal(found.symbolic, None, found.known)
    meet = error.code == "combine.sizes_differ"
    if found is not None and _never(error, found, legal):
        error.hints = (*error.hints, *([_meeting(found, legal)] if meet else []))
        return error
    strided = any(hint.code == "network.hint.stride" for hint in error.hints)
    near = None if found is None or legal is None else _near(found, document, settings, legal)
    told: list[Message] = []
    if found is not None and near and not (strided and near[1] is None):
        told = [_said("inputs", near), *_with_weights(found, near, document, settings, dims)]
        strided = False
    kept = [hint for hint in error.hints if hint.code not in (LOCAL if strided else MENDED)]
    fit = [Message("network.hint.like")] if meet and not strided else []
    error.hints = (*kept, *told, *fit)
    return error


def _never(error: NetworkError, found: Variable, legal: Legal | None) -> bool:
    """Whether the layer certainly refuses at every input size."""
    if found.symbolic is not None:
        return legal is not None and not all(legal.values())
    return found.impossible is not None and found.impossible.code == error.code


def _meeting(found: Variable, legal: Legal | None) -> Message:
    """That paths never meet, or only where a sum repeats a map of a single element."""
    single = any(small_inputs(found)) or (
        found.symbolic is not None
        and any(single_elements(found.symbolic, *one) for one in (legal or {}).items())
    )
    return Message(f"network.hint.{'meet_single' if single else 'never_meet'}")


Near = tuple["Shape | None", "Shape | None"]
"""The nearest inputs below and above; None where there is none in that direction."""


def _near(
    found: Variable, document: NetworkDocument, settings: Mapping[str, str], legal: Legal
) -> Near | None:
    """The nearest legal inputs, which were tried; None if this is legal, or none is."""
    pairs = [(size, neighbours(legal[letter], size)) for letter, size in found.known.items()]
    amiss = [near for size, near in pairs if near[0] != size]
    if not amiss or (None, None) in amiss:
        return None
    sides: list[Shape | None] = []
    for side in (0, 1):
        sizes = [near[side] if near[side] is not None else near[1 - side] for _, near in pairs]
        there = any(near[side] is not None for near in amiss)
        shape = Shape(found.shape.channels, tuple([size for size in sizes if size is not None]))
        sides.append(shape if there else None)
    tried = [_computes(shape, document, settings) for shape in sides if shape is not None]
    return (sides[0], sides[1]) if all(tried) else None


def _computes(shape: Shape, document: NetworkDocument, settings: Mapping[str, str]) -> bool:
    try:
        load_document(document, settings, spelt(shape), len(shape.spatial))
    except ConvcalcError:
        return False
    return True


def _with_weights(
    found: Variable,
    near: Near,
    document: NetworkDocument,
    settings: Mapping[str, str],
    dims: int | None,
) -> list[Message]:
    """The nearest inputs that keep the weights, where those that compute do not."""
    own = _at_home(document, settings, found.shape, dims)
    symbolic = found.symbolic
    if own is None or symbolic is None or not any(True for _ in weights(symbolic, own)):
        return []
    sizes = own.nodes[own.inputs[0]].shape.spatial
    known = {name: n for name, n in zip(found.known, sizes, strict=True) if isinstance(n, int)}
    legal = _legal(symbolic, own, known)
    kept = None if legal is None else _near(found, document, settings, legal)
    if kept is None or _said("", kept).fields == _said("", near).fields:
        return []
    return [_said("weights", kept)]


def _said(what: str, near: Near) -> Message:
    below, above = (None if shape is None else spelt(shape) for shape in near)
    if below == above:
        return Message(f"network.hint.{what}", input=above)
    if below is None:
        return Message(f"network.hint.{what}_least", input=above)
    if above is None:
        return Message(f"network.hint.{what}_most", input=below)
    return Message(f"network.hint.{what}_near", below=below, above=above)
