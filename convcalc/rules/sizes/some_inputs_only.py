"""CC108: paths that meet with equal sizes only for some inputs."""

from __future__ import annotations

from collections.abc import Iterator

from convcalc.algebra.sets import Integers
from convcalc.errors import ConvcalcError
from convcalc.inverse.inputs import neighbours
from convcalc.inverse.legal import conditions_of, sizes_within
from convcalc.layers.base import Shape
from convcalc.network.graph import Network, NetworkError, Node
from convcalc.network.rebuild import rebuilt
from convcalc.rules.rule import Firing, Rule
from convcalc.rules.subject import Subject

EFFORT = 60_000
"""Entries of tables that the answer is worth."""


def find(subject: Subject) -> Iterator[Firing]:
    """The layer that refuses an input next to the network's own, and the next inputs that all
    layers take, found with letters for sizes."""
    shape = subject.input
    if shape is None or all(len(node.inputs) < 2 for node in subject.network.nodes):
        return
    near = [one for more in (1, -1) for one in subject.resized((more,) * len(shape.spatial))]
    node = next(filter(None, (_refusing(subject.network, one) for one in near)), None)
    if node is None:
        return
    below, above = _around(_legal(subject), shape)
    if (
        below is not None
        and above is not None
        and (_more(shape, 1), _more(shape, -1)) != (above, below)
    ):
        yield Firing(node, {"input": shape.spatial, "below": below, "above": above})


def _more(shape: Shape, step: int) -> tuple[int, ...]:
    return tuple([size + step for size in shape.spatial if isinstance(size, int)])


def _refusing(network: Network, shape: Shape) -> Node | None:
    """The layer where paths meet that do not fit at that input."""
    try:
        rebuilt(network, None, shape)
    except NetworkError as error:
        name = error.message.fields.get("layer")
        if error.code == "combine.sizes_differ":
            return next((node for node in network.nodes if node.name == name), None)
    except ConvcalcError:
        pass
    return None


def _legal(subject: Subject) -> list[Integers]:
    """The sizes of each axis that all layers take, the others as they are; none if unknown."""
    found = None if subject.letters is None else subject.letters()
    if found is None or found.symbolic is None or len(found.known) < len(found.shape.spatial):
        return []
    demands = list(conditions_of(found.symbolic))
    legal = []
    for letter in found.known:
        known = {name: size for name, size in found.known.items() if name != letter}
        sizes = sizes_within(demands, letter, known, EFFORT)
        if sizes is None:
            return []
        legal.append(sizes)
    return legal


def _around(
    legal: list[Integers], shape: Shape
) -> tuple[tuple[int, ...] | None, tuple[int, ...] | None]:
    """The next smaller and the next larger sizes on every axis."""
    sides = []
    for side, step in ((0, -1), (1, 1)):
        found = [
            neighbours(sizes, size + step)[side]
            for sizes, size in zip(legal, shape.spatial, strict=False)
            if isinstance(size, int)
        ]
        known = tuple([size for size in found if size is not None])
        sides.append(known if len(known) == len(shape.spatial) else None)
    return sides[0], sides[1]


RULE = Rule(
    "CC108",
    "some-inputs-only",
    "note",
    find,
    "3x32x32: conv3p1@8 relu concat[ maxpool2/2 conv3p1@8 relu tconv2/2@8 | ] conv1@2",
    "3x32x32: conv3p1@8 relu concat[ conv3p1@8 relu | ] conv1@2",
    "Ronneberger et al. (2015), U-Net, section 2",
)
