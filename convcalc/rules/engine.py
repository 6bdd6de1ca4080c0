"""Rules are run here: what they find is gathered by place, and each cure is tried."""

from __future__ import annotations

from collections.abc import Iterable

from convcalc.errors import ConvcalcError, Message
from convcalc.network.graph import Node, spelt
from convcalc.network.measures import Measures
from convcalc.network.rebuild import rebuilt
from convcalc.rules.rule import Cure, Finding, Firing, Rule
from convcalc.rules.severity import SEVERITIES
from convcalc.rules.subject import Letters, Subject


def run(measures: Measures, rules: Iterable[Rule], letters: Letters | None = None) -> list[Finding]:
    """What the rules find in a network, the gravest first, then in the order of the layers.

    `letters` reads the network again with letters for the sizes of its input. Where sizes are
    letters nothing is found: rules compare numbers."""
    if measures.network.symbolic:
        return []
    subject = Subject(measures, letters)
    findings = [finding for rule in rules for finding in _run(subject, rule)]
    return sorted(findings, key=lambda one: (SEVERITIES.index(one.rule.severity), one.node.index))


def _run(subject: Subject, rule: Rule) -> list[Finding]:
    found = _found(subject, rule)
    by_place: dict[object, list[Firing]] = {}
    for one in found:
        by_place.setdefault(_written(one), []).append(one)
    findings = []
    for alike in by_place.values():
        first = alike[0]
        nodes = dict.fromkeys(node for one in alike for node in (one.node, *one.others))
        message = Message(f"{rule.words}.found{first.kind}", layer=first.node.name, **first.fields)
        if len(alike) > 1:
            message = Message("rule.and_more", message=message, count=len(alike) - 1)
        firings = sum(one.kind == first.kind for one in found)
        cure = _cure(subject, rule, first, firings)
        layers = tuple([node.name for node in nodes])
        findings.append(Finding(rule, message, first.node, layers, first.fields, cure))
    return findings


def _found(subject: Subject, rule: Rule) -> list[Firing]:
    """What a rule finds; nothing where that is more than can be worked out."""
    try:
        return list(rule.find(subject))
    except ConvcalcError:
        return []


def _written(one: Firing) -> object:
    """What stands for the same fault, written once."""
    place = one.node.place
    return (one.kind, place if place is not None and place.line else one.node.index)


def _cure(subject: Subject, rule: Rule, found: Firing, firings: int) -> Message | None:
    """The first cure that mends the finding: the rule, run again, is silent about the layer and
    says nothing new; at another input less than before. The shapes that leave the network stay, or
    its weights do."""
    for cure in found.cures() if found.cures is not None else ():
        try:
            network = rebuilt(subject.network, cure.layers, cure.input)
        except ConvcalcError:
            continue
        after = Subject(Measures(network, subject.measures.batch))
        again = [one for one in _found(after, rule) if one.kind == found.kind]
        most = firings if cure.input is None else firings - 1
        if len(again) > most or any(one.node.name == found.node.name for one in again):
            continue
        if _keeps(subject, after, cure):
            fields = {"layer": found.node.name, **_saved(subject, after), **cure.fields}
            if cure.input is not None:
                fields["input"] = spelt(cure.input)
            return Message(f"{rule.words}.cure", **fields)
    return None


def _keeps(before: Subject, after: Subject, cure: Cure) -> bool:
    """Whether a cure leaves alone what it should: other layers the outputs, another input the
    weights."""
    if cure.input is not None:
        return before.measures.totals.params == after.measures.totals.params
    return [_shape(before, n) for n in before.network.outputs] == [
        _shape(after, n) for n in after.network.outputs
    ]


def _shape(subject: Subject, index: int) -> tuple[object, ...]:
    node: Node = subject.network.nodes[index]
    return (node.shape.channels, *node.shape.spatial)


def _saved(before: Subject, after: Subject) -> dict[str, int | None]:
    """What a change saves, and what it costs; None where that is unknown."""
    saved: dict[str, int | None] = {}
    for name in ("params", "macs"):
        old, new = (getattr(one.measures.totals, name) for one in (before, after))
        known = isinstance(old, int) and isinstance(new, int)
        saved[name] = old - new if known else None
        saved[f"more_{name}"] = new - old if known else None
    return saved
