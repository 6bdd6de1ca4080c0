"""Methods side by side: the table, the ratios to one of them, and the worked answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from convcalc.algebra.expr import Ratio, Sum, make
from convcalc.algebra.trace import ratio as divide
from convcalc.errors import Message
from convcalc.layers.base import Record
from convcalc.network.graph import Node as Layered
from convcalc.report.compare.methods import Method
from convcalc.report.compare.topic import Case, Comparison, answers_of
from convcalc.report.compare.worked import arithmetic
from convcalc.report.document import Approximate, Named, Node, Reciprocal
from convcalc.report.fields import Field, no_quantity, table, word
from convcalc.report.steps import derived
from convcalc.report.values import neat
from convcalc.teach.derive import derive

SHOWN = {
    field.key: field
    for field in (
        word("output", lambda one: one.answer("output"), "value.output"),
        Field("params", lambda one: one.count("params"), "report.params"),
        Field("macs", lambda one: one.count("macs"), "audit.column.macs"),
        Field("operations", lambda one: one.count("operations"), "audit.column.operations"),
        Field("receptive_field", lambda one: one.field, "report.receptive_field"),
    )
}
"""Columns that every method can fill."""
WORKED = ("params", "macs", "size")
"""Quantities that `--steps` works out."""


def share(part: int, whole: int) -> Any:
    """One number over another, exactly."""
    return neat(divide(part, whole))


def rounded(part: int, whole: int, digits: int = 4) -> Approximate:
    """One number over another, for a sentence: exact, shown rounded."""
    return Approximate(Fraction(part, whole), digits, False)


def percent_less(part: int, whole: int) -> Approximate:
    """How many percent the part is below the whole."""
    return Approximate(100 * (1 - Fraction(part, whole)), 3, False)


def percent_more(part: int, whole: int) -> Approximate:
    """How many percent the part is above the whole."""
    return Approximate(100 * (Fraction(part, whole) - 1), 3, False)


def _over(part: int, whole: int) -> Any:
    return share(part, whole) if whole else None


def _ratio_fields(basis: str, whole: int) -> list[Field]:
    """A ratio: exact, and rounded for people where that says more."""

    def rounded(one: Method) -> Any:
        part = Fraction(_over(one.count(basis), whole) or 0)
        if part.denominator == 1:
            return ""
        if part > 1:
            return Approximate(part, 4, False)
        return Reciprocal(part, sign=False) if part.numerator > 1 else ""

    return [
        Field("ratio", lambda one: _over(one.count(basis), whole), f"compare.column.ratio_{basis}"),
        Field("rounded", rounded, "separable.column.decimal", aside=True),
    ]


def contest(
    title: Message,
    methods: Sequence[Method],
    columns: Sequence[str | Field],
    basis: str,
    findings: Sequence[Message],
    assumptions: Sequence[Message],
    case: Case,
    ratios: bool = True,
    asides: tuple[Node, ...] = (),
    data: Mapping[str, Any] | None = None,
) -> Comparison:
    """The comparison of these methods, and their ratios to the first.

    Args:
        columns: keys of SHOWN, or columns of the topic, in order.
        basis: the quantity of the ratios, of `-q` and of `--steps`: params or macs.
    """
    fields = [word("method", lambda one: Named(one.key, one.name), "separable.column.method")]
    fields += [SHOWN[column] if isinstance(column, str) else column for column in columns]
    counts, answers = [one.count(basis) for one in methods], answers_of(methods)
    if ratios:
        fields += _ratio_fields(basis, counts[0])
        answers["ratio"] = lambda: [_over(count, counts[0]) for count in counts]
    return Comparison(
        title, table(fields, methods), findings, assumptions, counts, answers,
        {"input": case.input, **(data or {})}, asides,
        lambda of: _worked(methods, of or basis, methods[0] if ratios else None),
    )  # fmt: skip


def _worked(methods: Sequence[Method], of: str, reference: Method | None) -> list[Node]:
    """The worked answers of every method for one quantity, and its ratio to the reference."""
    of = "macs" if of == "ratio" else of
    if of not in WORKED:
        raise no_quantity("compare.no_steps", of, WORKED)
    nodes: list[Node] = []
    for one in methods:
        nodes += _steps_of(one, of)
        if reference is not None and one is not reference and of != "size":
            nodes += _ratio_steps(one, reference, of)
    return nodes


def _steps_of(one: Method, of: str) -> list[Node]:
    """One quantity of one method, layer by layer (equal layers once), then the sum."""
    found: list[Node] = []
    counts: list[int] = []
    layers = [
        (node, getattr(sheet, of) if of != "size" else None) for node, sheet in one.network.layers
    ]
    layers = [(node, value) for node, value in layers if value != 0]
    for node, value in layers:
        assert node.layer is not None
        shapes = [one.network.nodes[index].shape for index in node.inputs]
        record = node.layer.sheet(*shapes, record=True)
        assert isinstance(record, Record)
        if isinstance(value, int):
            counts.append(value)
        for part in derived(derive(record, (of,)), len(shapes[0].spatial)):
            titled = part._replace(title=_titled(one, node, part.title, len(layers) > 1))
            if repr(titled) not in map(repr, found):
                found.append(titled)
    if len(counts) > 1:
        title = Message("compare.sum_of", method=one.name, quantity=Message(f"quantity.{of}"))
        left = {"macs": "MACs"}.get(of, of)
        found.append(arithmetic(title, left, make(Sum, *counts), of))
    return found


def _titled(one: Method, node: Layered, title: Message, several: bool) -> Message:
    """The title of a worked answer: the method, and the layer where it has several."""
    if not several:
        return Message("compare.step", method=one.name, title=title)
    layer = Message(f"layer.{node.type}")
    return Message("compare.layer_step", method=one.name, layer=layer, title=title)


def _ratio_steps(one: Method, reference: Method, of: str) -> list[Node]:
    part, whole = one.count(of), reference.count(of)
    if not whole:
        return []
    title = Message("compare.ratio_of", method=one.name, reference=reference.name)
    return [arithmetic(title, "ratio", make(Ratio, part, whole), "ratio")]
