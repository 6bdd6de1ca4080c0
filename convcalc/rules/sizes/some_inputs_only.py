"""CC108: paths that meet with equal sizes only for some inputs."""

from __future__ import annotations

from collections.abc import Iterator

from convcalc.algebra.expr import Size
from convcalc.algebra.sets import Integers, contains
from convcalc.errors import ConvcalcError
from convcalc.inverse.inputs import neighbours
from convcalc.inverse.legal import conditions_of, sizes_within
from convcalc.layers.base import Shape, Window
from convcalc.network.graph import Network, NetworkError, Node
from convcalc.network.rebuild import rebuilt
from convcalc.rules.rule import Firing, Rule
from convcalc.rules.subject import Subject

MOST = 4096
"""Sizes that are looked through for one that does not fit."""
EFFORT = 60_000
"""Entries of tables that the answer is worth."""


def find(subject: Subject) -> Iterator[Firing]:
    """The layer that refuses an input near the network's own, and the first larger input that does
    not fit with the next one that does, found with letters for sizes."""
    shape = subject.input
    if shape is None or not _may_differ(subject.network):
        return
    jumps = [jump for node in subject.network.nodes for jump in subject.jumps(node) or ()]
    half = max(jumps, default=2) // 2
    near = [one for n in (1, -1, half) for one in subject.resized((n,) * len(shape.spatial))]
    node = next(filter(None, (_refusing(subject.network, one) for one in near)), None)
    if node is None:
        return
    behind = [_behind(*pair) for pair in zip(_legal(subject), shape.spatial, strict=False)]
    pairs = [pair for pair in behind if pair is not None]
    if pairs and len(pairs) == len(shape.spatial):
        fields = {
            "input": shape.spatial,
            "refused": tuple([refused for refused, _ in pairs]),
            "above": tuple([above for _, above in pairs]),
        }
        yield Firing(node, fields)


SAME_SIZE = (1, 0)
"""A window of stride 1 whose padding makes up for its length."""


def _may_differ(network: Network) -> bool:
    """Whether somewhere maps meet whose sizes do not follow one formula, layer for layer."""
    formulas: dict[tuple[object, ...], int] = {}
    found: list[int] = []
    for node in network.nodes:
        sources = [found[source] for source in node.inputs]
        if len(set(sources)) > 1 and node.shape.spatial:
            return True
        key = None if node.sheet is None else tuple(map(_steps, node.sheet.windows))
        if node.sheet is None:
            found.append(-1)
        elif key and all(step == SAME_SIZE for step in key):
            found.append(sources[0])
        else:
            values = {} if node.layer is None else node.layer.values
            rounding = values.get("ceil"), values.get("rounding")
            at = node.index if not key or None in key else (sources[0], key, rounding)
            found.append(formulas.setdefault((at,), len(formulas)))
    return False


def _steps(window: Window) -> tuple[int, int] | None:
    """What the size behind a sliding window depends on: its stride, and how much longer padding
    makes the map than the window is; None for others."""
    if window.kind != "slide":
        return None
    reach = window.dilation * (window.kernel - 1)
    return window.stride, window.begin + window.end - reach


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


def _behind(legal: Integers, size: Size) -> tuple[int, int] | None:
    """The first size above that does not fit, and the next one that does; None without them."""
    if not isinstance(size, int):
        return None
    for refused in range(size + 1, size + MOST):
        if not contains(legal, refused):
            above = neighbours(legal, refused)[1]
            return None if above is None else (refused, above)
    return None


RULE = Rule(
    "CC108",
    "some-inputs-only",
    "note",
    find,
    "3x32x32: conv3p1@8 relu concat[ maxpool2/2 conv3p1@8 relu tconv2/2@8 | ] conv1@2",
    "3x32x32: conv3p1@8 relu concat[ conv3p1@8 relu | ] conv1@2",
    "Ronneberger et al. (2015), U-Net, section 2",
)
