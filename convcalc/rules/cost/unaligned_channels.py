"""CC302: numbers of channels that are no multiple of 8."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from convcalc.network.graph import Node
from convcalc.rules.rule import Cure, Firing, Rule, changed
from convcalc.rules.subject import Subject, several, some

STEP = 8
LEAST = Fraction(1, 10)
"""Share of the MACs from which it matters."""
MIXING = ("conv", "pointwise", "separable")


def find(subject: Subject) -> Iterator[Firing]:
    """The costliest layer with such a number, and all others, if they have a tenth of the MACs."""
    chosen = _behind_weights(subject)
    odd = [node for node, _ in subject.network.layers if _odd(subject, node, chosen)]
    shares = {node.index: subject.share(node) or Fraction(0) for node in odd}
    whole = sum(shares.values())
    if whole < LEAST:
        return
    first = max(odd, key=lambda node: shares[node.index])
    others = tuple([node for node in odd if node is not first])
    fields = {
        "channels": first.shape.channels, "incoming": subject.source(first).channels,
        "count": len(odd), "macs_share": whole,
    }  # fmt: skip
    yield Firing(first, fields, "", others, lambda: _cures(subject))


def _behind_weights(subject: Subject) -> set[int]:
    """The nodes whose channels are not just those of the input."""
    found: set[int] = set()
    for node, sheet in subject.network.layers:
        if sheet.macs or found.intersection(node.inputs):
            found.add(node.index)
    return found


def _odd(subject: Subject, node: Node, chosen: set[int]) -> bool:
    """Whether a layer that mixes channels at many places has an odd number of them; those of the
    input and of the answer are given."""
    if node.layer is None or node.type not in MIXING or not several(node.shape.spatial):
        return False
    values = node.layer.values
    numbers = [subject.source(node).channels] if node.inputs[0] in chosen else []
    numbers += [] if _answers(subject, node) else [values["out"]]
    return any(isinstance(n, int) and n % STEP != 0 for n in numbers)


def _answers(subject: Subject, node: Node) -> bool:
    """Whether no layer with MACs stands between a layer and the output."""
    waiting = [node.index]
    for index in waiting:
        for reader in subject.readers[index]:
            sheet = subject.network.nodes[reader].sheet
            if sheet is None or some(sheet.macs):
                return False
            waiting.append(reader)
    return True


def _cures(subject: Subject) -> Iterator[Cure]:
    """Every number of channels rounded up, which keeps equal what was equal."""
    changes = {}
    for node, _ in subject.network.layers:
        if node.layer is not None and node.type in MIXING and not _answers(subject, node):
            out = node.layer.values["out"]
            if isinstance(out, int) and out % STEP:
                changes[node.index] = (changed(node.layer, out=-(-out // STEP) * STEP),)
    yield Cure({}, changes)


RULE = Rule(
    "CC302",
    "unaligned-channels",
    "note",
    find,
    "3x32x32: conv3p1@20 relu conv3p1@20 relu gap linear@10",
    "3x32x32: conv3p1@24 relu conv3p1@24 relu gap linear@10",
    "NVIDIA, Convolutional Layers User's Guide, section on channels",
)
