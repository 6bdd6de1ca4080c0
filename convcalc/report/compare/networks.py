"""Whole networks: parameters, MACs, weights in memory, and their ratios to the first."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from convcalc.algebra.expr import Ratio, make
from convcalc.errors import LayerError, Message, UsageError
from convcalc.inverse.networks import load
from convcalc.network.measures import Measures
from convcalc.report.audit_rows import View
from convcalc.report.compare.contest import share
from convcalc.report.compare.topic import Case, Comparison, Topic, answers_of
from convcalc.report.compare.worked import arithmetic
from convcalc.report.comparison import Compared, figure_fields, of_misfits
from convcalc.report.document import Approximate, Bytes, Node, Reciprocal
from convcalc.report.fields import Field, table
from convcalc.report.values import neat

USUAL = ("alexnet", "mobilenet_v1")
BASES = ("params", "macs")


def compare(case: Case) -> Comparison:
    """Two networks or more, each at its own input.

    Raises:
        ConvcalcError: fewer than two, or one that cannot be read or has unknown channels.
    """
    words = case.words or USUAL
    if len(words) < 2:
        raise UsageError(
            Message("compare.networks.two"),
            Message("usage.for_example", example=f"convcalc compare networks {words[0]} alexnet"),
        )
    networks = [Compared(word, Measures(load(word))) for word in words]
    first = networks[0]
    macs = [_known(one, "macs") for one in networks]
    answers = {
        **answers_of(networks),
        "ratio": lambda: [share(count, macs[0]) for count in macs],
        "memory": lambda: [one.answer("weight_memory") for one in networks],
    }
    fields = [
        *figure_fields("method", first.measures, View(), "compare.column", neat),
        Field(
            "weight_memory", lambda one: Bytes(one.measures["weight_memory"]),
            "report.weight_memory",
        ),
    ]  # fmt: skip
    return Comparison(
        Message("audits.title"), table(fields, networks),
        [message for one in networks[1:] for message in _findings(one, first)],
        [Message("compare.networks.counting"), Message("compare.networks.accuracy")],
        macs, answers, {}, of_misfits(networks), lambda of: _worked(networks, of),
    )  # fmt: skip


def _known(one: Compared, key: str) -> int:
    value = one.measures[key]
    if not isinstance(value, int):
        raise LayerError(Message("compare.unknown", method=one.name))
    return value


def _times(exact: Fraction) -> Any:
    """A ratio: exact for scripts, rounded for people."""
    if 0 < exact < 1:
        return Reciprocal(exact, 3, False)
    return Approximate(exact, 3, False)


def _worked(networks: list[Compared], of: str | None) -> list[Node]:
    """The ratios to the first network, as quotients."""
    first = networks[0]
    bases = (of,) if of in BASES else BASES
    return [
        arithmetic(
            Message(
                "compare.networks.quotient", network=one.name, first=first.name,
                quantity=Message(f"quantity.{basis}"),
            ),
            "ratio", make(Ratio, _known(one, basis), _known(first, basis)), "ratio",
        )
        for one in networks[1:]
        for basis in bases
    ]  # fmt: skip


def _findings(one: Compared, first: Compared) -> list[Message]:
    """How far parameters and MACs move, and whether they move together."""
    shares = {basis: Fraction(_known(one, basis), _known(first, basis)) for basis in BASES}
    params, macs = (_times(shares[basis]) for basis in BASES)
    told = [
        Message(
            "compare.networks.ratio", network=one.name, first=first.name, params=params, macs=macs
        )
    ]
    low, high = sorted(shares.values())
    if low < 1 < high:
        code = "more_macs" if shares["macs"] > 1 else "more_params"
        told.append(Message(f"compare.networks.{code}", network=one.name))
    elif high > 2 * low:
        factors = {
            basis: Approximate(share if low >= 1 else 1 / share, 3, False)
            for basis, share in shares.items()
        }
        code = "grow_apart" if low >= 1 else "shrink_apart"
        told.append(Message(f"compare.networks.{code}", network=one.name, **factors))
    return told


EXAMPLE = "convcalc compare networks resnet50 efficientnet_b4"
TOPIC = Topic("networks", compare, most=None, example=EXAMPLE)
