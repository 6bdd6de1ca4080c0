"""CC306: what depthwise separable convolutions in the place of all plain ones would save."""

from __future__ import annotations

from collections.abc import Iterator

from convcalc.layers.make import make
from convcalc.network.graph import Node
from convcalc.rules.rule import Cure, Firing, Rule
from convcalc.rules.subject import Subject


def find(subject: Subject) -> Iterator[Firing]:
    """All plain convolutions that mix places and channels, but those of the input."""
    plain = [node for node, _ in subject.network.layers if _plain(subject, node)]
    shares = [share for node in plain if (share := subject.share(node)) is not None]
    if plain and len(shares) == len(plain):
        fields = {"count": len(plain), "macs_share": sum(shares)}
        yield Firing(plain[0], fields, "", tuple(plain[1:]), lambda: _cures(plain))


def _plain(subject: Subject, node: Node) -> bool:
    if node.type != "conv" or node.layer is None or node.inputs[0] in subject.network.inputs:
        return False
    values = node.layer.values
    channels = subject.source(node).channels
    large = any(isinstance(k, int) and k > 1 for k in values["kernel"])
    return large and values["groups"] == 1 and isinstance(channels, int) and channels > 1


def _cures(plain: list[Node]) -> Iterator[Cure]:
    """Each as a depthwise convolution of the same window, and a pointwise one behind it."""
    changes = {}
    for node in plain:
        assert node.layer is not None
        values, axes = node.layer.values, len(node.shape.spatial)
        depthwise = make("depthwise", {"kernel": list(values["kernel"]), "bias": False}, axes)
        for name in ("stride", "padding", "dilation"):
            depthwise.values[name] = values[name]
        given = {"out": node.shape.channels, "bias": values["bias"]}
        changes[node.index] = (depthwise, make("pointwise", given, axes))
    yield Cure({}, changes)


RULE = Rule(
    "CC306",
    "separable-instead",
    "note",
    find,
    "3x32x32: conv3p1@16 relu conv3p1@32 relu gap linear@10",
    "3x32x32: conv3p1@16 relu depthwise3p1 conv1@32 relu gap linear@10",
    "Howard et al. (2017), MobileNets, section 3.1",
    standard=False,
)
