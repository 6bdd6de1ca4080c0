"""What `audit` says about several networks: one row each, with ratios to the first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from convcalc.algebra.sets import Integers
from convcalc.errors import Message
from convcalc.layers.quantities import QUANTITIES
from convcalc.network.budget import Verdict
from convcalc.network.conventions import count
from convcalc.network.graph import spelt
from convcalc.network.measures import Measures
from convcalc.report.audit import answer, audit_data
from convcalc.report.audit_rows import View
from convcalc.report.document import AtLeast, Bytes, Count, Document, Named, Note
from convcalc.report.fields import Field, table, word
from convcalc.report.input_sizes import legal_value, sizes_data
from convcalc.report.misfit import misfit_notes
from convcalc.report.network_values import alike, ratio
from convcalc.report.unknown import unknown_message
from convcalc.report.values import figure

TYPE_CHECKING = False
if TYPE_CHECKING:
    from convcalc.rules.lint import Lint

Unit = Callable[[Any], Any]


class Compared(NamedTuple):
    """A network by its name as typed: its figures, its legal sizes by letter, what became of
    limits, its rules where these were asked for."""

    name: str
    measures: Measures
    legal: Mapping[str, Integers] = {}
    verdicts: Sequence[Verdict] = ()
    lint: Lint | None = None

    @property
    def input(self) -> list[str]:
        """The shapes of its inputs."""
        network = self.measures.network
        return [spelt(network.nodes[index].shape) for index in network.inputs]

    def answer(self, quantity: str) -> Any:
        """A quantity as a value of a document: one number where the axes agree."""
        return alike(figure(self.measures.figure(quantity)))


def comparison_document(
    networks: Sequence[Compared], view: View, of: str | None = None
) -> Document:
    """The networks side by side.

    Raises:
        UsageError: `of` is no quantity of a network.
    """
    first = networks[0].measures
    alerts = of_misfits(networks)
    fields = [
        *figure_fields("network", first, view),
        *_figure("peak_memory", first, view, "audits.column", Bytes),
        Field("receptive_field", lambda one: one.answer("rf"), "audit.column.receptive_field"),
        word("inputs", lambda one: legal_value(one.legal), "audits.column.inputs", rank=2),
    ]
    return Document(
        "audits",
        Message("audits.title"),
        lambda: {"audits": [_data(network, view) for network in networks]},
        [answer(one.measures, view, of) for one in networks],
        lambda: [table(fields, networks), Note(Message("audits.ratios")), *alerts],
        alerts,
    )


def of_misfits(networks: Sequence[Compared]) -> tuple[Note, ...]:
    """Which of them have other weights than at their own inputs, or operations of unknown cost."""
    found = [(one.name, unknown_message(one.measures.network)) for one in networks]
    unknown = [
        Note(Message("audit.of_network", name=name, message=message), "alert")
        for name, message in found
        if message is not None
    ]
    misfits = misfit_notes((one.name, one.measures.network.misfit) for one in networks)
    return (*misfits, *unknown)


def figure_fields(
    name: str, first: Measures, view: View, words: str = "audits.column", unit: Unit = Count
) -> list[Field]:
    """Name and input of a network, its parameters and MACs, their ratios to the first network."""
    return [
        word(name, _judged, "report.network"),
        word("input", lambda one: one.input, "report.input"),
        *_figure("params", first, view, words, unit),
        *_figure("macs", first, view, words, unit),
    ]


def _judged(one: Compared) -> Any:
    """The name of a network; for people, with whether it keeps what somebody demands of it."""
    kept = [verdict.kept for verdict in one.verdicts if verdict.limit.demanded]
    if not kept:
        return one.name
    return Named(one.name, Message(f"audits.{'kept' if all(kept) else 'missed'}", name=one.name))


def _figure(key: str, first: Measures, view: View, words: str, unit: Unit) -> list[Field]:
    """A total and its ratio to that of the first network; operations as the chosen convention
    counts them."""
    label = Message("audit.column.macs" if key == "macs" else f"{words}.{key}")
    counted = key == "macs" and view.counting != "macs"
    if counted:
        label = Message("audit.column.count", convention=view.counting)

    def total(measures: Measures) -> Any:
        return count(measures.network, view.convention) if counted else measures[key]

    def shown(one: Compared) -> Any:
        value = total(one.measures)
        if value is not None:
            return unit(value)
        least = None if counted or key not in QUANTITIES else one.measures.least(key)
        return None if least is None else AtLeast(unit(least))

    def to_first(one: Compared) -> Any:
        return ratio(total(one.measures), total(first), 3)

    name = "count" if counted else key
    times = Field(f"{name}_ratio", to_first, f"{words}.to_first", rank=1)
    return [Field(name, shown, label), times]


def _data(network: Compared, view: View) -> dict[str, Any]:
    name, measures, legal, verdicts, lint = network
    data = audit_data(measures, view, verdicts, lint)
    data["argument"] = name
    data["legal_inputs"] = {letter: sizes_data(sizes) for letter, sizes in legal.items()}
    return data
