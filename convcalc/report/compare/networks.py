"""Whole networks: parameters, MACs, weights in memory, and their ratios to the first."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from convcalc.algebra.expr import Ratio, make
from convcalc.errors import LayerError, Message, UsageError
from convcalc.inverse.networks import load
from convcalc.network.graph import spelt
from convcalc.network.measures import Measures
from convcalc.report.compare.contest import share
from convcalc.report.compare.topic import Case, Comparison, Topic
from convcalc.report.compare.worked import arithmetic
from convcalc.report.document import Approximate, Bytes, Node, Note, Reciprocal
from convcalc.report.fields import Field, table, word
from convcalc.report.misfit import misfits
from convcalc.report.network_values import alike, field_value

__all__ = ["TOPIC"]

USUAL = ("alexnet", "mobilenet_v1")
BASES = ("params", "macs")


class _Network:
    """One network as it was named, with its figures."""

    def __init__(self, word: str) -> None:
        self.word = word
        self.measures = Measures(load(word))

    def __getitem__(self, key: str) -> int:
        value = self.measures[key]
        if not isinstance(value, int):
            raise LayerError(Message("compare.unknown", method=self.word))
        return value

    @property
    def input(self) -> list[str]:
        """The shapes of its inputs."""
        network = self.measures.network
        return [spelt(network.nodes[index].shape) for index in network.inputs]

    @property
    def field(self) -> Any:
        """The receptive field of the last layer that has one."""
        local = self.measures.local
        return None if local is None else alike(field_value(local[1]))


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
    networks = [_Network(word) for word in words]
    first = networks[0]
    answers: dict[str, Any] = {
        "macs": [one["macs"] for one in networks],
        "params": [one["params"] for one in networks],
        "flops": [one["flops"] for one in networks],
        "ratio": [share(one["macs"], first["macs"]) for one in networks],
        "rf": [one.field for one in networks],
        "memory": [one["weight_memory"] for one in networks],
    }
    return Comparison(
        Message("compare.networks.title"), table(_fields(first), networks),
        [message for one in networks[1:] for message in _findings(one, first)],
        [Message("compare.networks.counting"), Message("compare.networks.accuracy")],
        answers["macs"], answers, {}, asides=_misfits(networks),
        work=lambda of: _worked(networks, of),
    )  # fmt: skip


def _misfits(networks: list[_Network]) -> tuple[Note, ...]:
    found = misfits((one.word, one.measures.network.misfit) for one in networks)
    return tuple([Note(message, "alert") for message in found])


def _fields(first: _Network) -> list[Field]:
    def cost(basis: str) -> list[Field]:
        ratio = f"{basis}_ratio"
        return [
            Field(basis, lambda one: one[basis], f"compare.column.{basis}"),
            Field(ratio, lambda one: _times(one[basis], first[basis]), "compare.column.to_first"),
        ]

    def weights(one: _Network) -> Bytes:
        return Bytes(one["weight_memory"])

    return [
        word("method", lambda one: one.word, "compare.column.network"),
        word("input", lambda one: one.input, "compare.column.input"),
        *[field for basis in BASES for field in cost(basis)],
        Field("weight_memory", weights, "compare.column.weight_memory"),
    ]


def _times(value: int, reference: int) -> Any:
    """A ratio: exact for scripts, rounded for people."""
    exact = Fraction(value, reference)
    if 0 < exact < 1:
        return Reciprocal(exact, 3, False)
    return Approximate(exact, 3, False)


def _worked(networks: list[_Network], of: str | None) -> list[Node]:
    """The ratios to the first network, as quotients."""
    first = networks[0]
    bases = (of,) if of in BASES else BASES
    return [
        arithmetic(
            Message(
                "compare.networks.quotient", network=one.word, first=first.word,
                quantity=Message(f"quantity.{basis}"),
            ),
            "ratio", make(Ratio, one[basis], first[basis]), "ratio",
        )
        for one in networks[1:]
        for basis in bases
    ]  # fmt: skip


def _findings(one: _Network, first: _Network) -> list[Message]:
    """How far parameters and MACs move, and whether they move together."""
    shares = {basis: Fraction(one[basis], first[basis]) for basis in BASES}
    told = [
        Message(
            "compare.networks.ratio",
            network=one.word,
            first=first.word,
            params=_times(one["params"], first["params"]),
            macs=_times(one["macs"], first["macs"]),
        )
    ]
    low, high = sorted(shares.values())
    if low < 1 < high:
        code = "more_macs" if shares["macs"] > 1 else "more_params"
        told.append(Message(f"compare.networks.{code}", network=one.word))
    elif high > 2 * low:
        factors = {
            basis: Approximate(share if low >= 1 else 1 / share, 3, False)
            for basis, share in shares.items()
        }
        code = "grow_apart" if low >= 1 else "shrink_apart"
        told.append(Message(f"compare.networks.{code}", network=one.word, **factors))
    return told


TOPIC = Topic(
    "networks",
    compare,
    most=None,
    example="convcalc compare networks resnet50 efficientnet_b4",
)
