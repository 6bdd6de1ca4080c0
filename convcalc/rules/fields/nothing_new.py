"""CC202: windows that slide over a map every element of which has seen all of the input."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from convcalc.network.alignment import smallest_paths
from convcalc.network.field import Axis, Reach
from convcalc.network.graph import Node
from convcalc.rules.rule import Firing, Rule
from convcalc.rules.subject import Subject, some


def find(subject: Subject) -> Iterator[Firing]:
    """The first layer whose input has seen everything, even along the path that sees least, with
    all further ones and their share of the cost."""
    shape = subject.input
    if shape is None or not shape.spatial:
        return
    sizes = [size for size in shape.spatial if isinstance(size, int)]
    wide = [node for node, _ in subject.sliding if _wide(node) and _covered(subject, node, sizes)]
    if not wide:
        return
    least = smallest_paths(subject.network)
    late = [
        node for node in wide if _covers(least[node.inputs[0]], subject.source(node).spatial, sizes)
    ]
    if late:
        shares = [
            [subject.share(node, of) or Fraction(0) for node in late] for of in ("params", "macs")
        ]
        fields = {
            "count": len(late),
            "params_share": sum(shares[0]),
            "macs_share": sum(shares[1]),
            "input": shape.spatial,
        }
        yield Firing(late[0], fields, others=tuple(late[1:]))


def _wide(node: Node) -> bool:
    assert node.sheet is not None
    return some(node.sheet.macs) and any(window.kernel > 1 for window in node.sheet.windows)


def _covered(subject: Subject, node: Node, sizes: Sequence[int]) -> bool:
    """Whether some path lets every element of what a layer reads see everything."""
    source = node.inputs[0]
    return _covers(subject.measures.fields[source].axes, subject.source(node).spatial, sizes)


def _covers(axes: Sequence[Axis | None], outputs: Sequence[object], sizes: Sequence[int]) -> bool:
    """Whether the first and the last output, and so all, see the whole of every axis."""
    if len(axes) != len(sizes) or len(outputs) != len(sizes):
        return False
    for axis, out, size in zip(axes, outputs, sizes, strict=True):
        if not isinstance(axis, Reach) or not isinstance(out, int):
            return False
        if axis.size < size or not isinstance(axis.origin, int):
            return False
        (_, right), (left, _) = axis.region(0), axis.region(out - 1)
        if left + axis.origin > 0 or right + axis.origin < size - 1:
            return False
    return True


RULE = Rule(
    "CC202",
    "nothing-new",
    "note",
    find,
    "3x16x16: 2*( conv3p1@8 relu maxpool2/2 ) 6*( conv3p1@16 relu ) gap linear@10",
    "3x16x16: 2*( conv3p1@8 relu maxpool2/2 ) conv3p1@16 relu gap linear@10",
    "Richter et al. (2021), (Input) Size Matters for CNN Classifiers",
)
