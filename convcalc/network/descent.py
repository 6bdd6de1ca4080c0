"""The way down from a layer to the input, on the path with the largest field: the layers that widen
what is seen, and how far each of them is reached."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from convcalc.layers.base import IDENTITY
from convcalc.layers.window import Window
from convcalc.network.centres import leading
from convcalc.network.graph import Node
from convcalc.network.position_sets import clip, filled, read_by
from convcalc.network.reach import only_statistics
from convcalc.network.study import Study
from convcalc.record import NamedTuple


class Widening(NamedTuple):
    """A layer that widens what is seen; `repeats`: equal ones it stands for; `below`: from what it
    reads to the units of the next step."""

    node: Node
    window: Window
    below: int = 0
    repeats: int = 1


def input_of(study: Study) -> Node:
    """The input of the network at the end of the main path."""
    found = descent(study)
    return found[-1][1] if found else study.target


def descent(study: Study) -> list[tuple[Node, Node]]:
    """The layers of the main path from the target down, and what each of them reads there."""
    if not study.path:
        return []
    first = study.network.nodes[leading(study.path[0], study.fields)]
    return list(zip(study.path, [first, *study.path], strict=False))[::-1]


def reads_one(node: Node) -> bool:
    """Whether a layer is a convolution (or the like) of single positions."""
    assert node.sheet is not None
    windows = node.sheet.windows
    return not all(one is IDENTITY for one in windows) and all(map(_single, windows))


def _single(window: Window) -> bool:
    return window.kind == "slide" and window.kernel == window.stride == 1


def steps_of(study: Study, axis: int) -> list[Widening]:
    """The layers of the main path that widen what is seen, from the target down."""
    steps: list[Widening] = []
    for node, _ in descent(study):
        assert node.sheet is not None
        windows = node.sheet.windows
        window = windows[axis] if axis < len(windows) else IDENTITY
        if only_statistics(node) or window is IDENTITY:
            continue
        if _single(window):
            if steps:
                steps[-1] = steps[-1]._replace(below=steps[-1].below - window.begin)
            continue
        steps.append(Widening(node, window))
    return steps


def folded_steps(steps: Sequence[Widening]) -> list[Widening]:
    """Equal layers behind each other as one."""
    return [
        same[0]._replace(repeats=len(same))
        for _, group in groupby(steps, key=lambda step: step.window._replace(begin=0, end=0))
        for same in (list(group),)
    ]


def extents_of(
    study: Study, steps: Sequence[Widening], axis: int, position: int
) -> list[tuple[int, int]]:
    """First and last unit of each step, and of the input, that the main path reaches; fewer where
    only padding is reached."""
    wanted = {step.node.index for step in steps}
    found: list[tuple[int, int]] = []
    here = filled(position, position)
    for node, source in descent(study):
        assert node.sheet is not None
        if node.index in wanted:
            found.append((here.first, here.last))
        windows = node.sheet.windows
        if only_statistics(node) or axis >= len(windows) or windows[axis] is IDENTITY:
            continue
        size = source.shape.spatial[axis]
        known = size if isinstance(size, int) else None
        here = read_by(filled(here.first, here.last), windows[axis], known)
        if known is not None:
            here = clip(here, 0, known - 1)
        if not here.length:
            return found or [(position, position)]
    found.append((here.first, here.last))
    return found if steps else [(position, position), *found]
