"""Methods side by side: the table, the ratios to one of them, and the worked answers."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from convcalc.algebra.expr import Ratio, Sum, make
from convcalc.algebra.trace import ratio as divide
from convcalc.errors import Message, UsageError
from convcalc.layers.base import Record
from convcalc.network.graph import Node as Layered
from convcalc.network.graph import spelt
from convcalc.report.compare.methods import Method
from convcalc.report.compare.topic import Case, Comparison, answers_of
from convcalc.report.compare.worked import arithmetic
from convcalc.report.document import (
    Approximate,
    Document,
    Named,
    Node,
    Reciprocal,
    Steps,
)
from convcalc.report.fields import Field, table, word
from convcalc.report.steps import steps_document
from convcalc.report.values import neat
from convcalc.teach.derive import derive


def _count(key: str) -> Field:
    return Field(key, lambda one: one.count(key), f"compare.column.{key}")


SHOWN = {
    field.key: field
    for field in (
        word("output", lambda one: one.answer("output"), "compare.column.output"),
        *map(_count, ("params", "buffers", "macs", "operations")),
        Field("receptive_field", lambda one: one.field, "compare.column.receptive_field"),
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


def _ratio_fields(basis: str, whole: int) -> list[Field]:
    """A ratio: exact, and rounded for people where that says more."""

    def exact(one: Method) -> Any:
        return share(one.count(basis), whole) if whole else None

    def rounded(one: Method) -> Any:
        part = Fraction(exact(one) or 0)
        if part.denominator == 1:
            return ""
        if part > 1:
            return Approximate(part, 4, False)
        return Reciprocal(part, sign=False) if part.numerator > 1 else ""

    return [
        Field("ratio", exact, f"compare.column.ratio_{basis}"),
        Field("rounded", rounded, "separable.column.decimal", aside=True),
    ]


def contest(
    case: Case,
    title: Message,
    methods: Sequence[Method],
    columns: Sequence[str | Field],
    basis: str,
    findings: Sequence[Message],
    assumptions: Sequence[Message],
    reference: int = 0,
    ratios: bool = True,
    asides: tuple[Node, ...] = (),
    data: dict[str, Any] | None = None,
) -> Comparison:
    """The comparison of these methods.

    Args:
        columns: keys of SHOWN, or columns of the topic, in order.
        basis: the quantity of the ratios, of `-q` and of `--steps`: params or macs.
        reference: the method to whose basis the others are compared.
    """
    fields = [word("method", lambda one: Named(one.key, one.name), "compare.column.method")]
    fields += [SHOWN[column] if isinstance(column, str) else column for column in columns]
    answers = answers_of(methods)
    if ratios:
        whole = methods[reference].count(basis)
        fields += _ratio_fields(basis, whole)
        answers["ratio"] = lambda: [
            share(one.count(basis), whole) if whole else None for one in methods
        ]
    return Comparison(
        title,
        table(fields, methods),
        findings,
        assumptions,
        [one.count(basis) for one in methods],
        answers,
        {"input": spelt(case.shape), **(data or {})},
        asides,
        lambda of: _worked(methods, of or basis, methods[reference] if ratios else None),
    )


def _worked(methods: Sequence[Method], of: str, reference: Method | None) -> list[Node]:
    """The worked answers of every method for one quantity, and its ratio to the reference."""
    if of == "ratio":
        of = "macs"
    if of not in WORKED:
        raise UsageError(
            Message("compare.no_steps", quantity=Message(f"quantity.{of}")),
            Message("report.quantities", names=", ".join(WORKED)),
        )
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
        empty = Document("", one.name, {}, None, ())
        page = steps_document(derive(record, (of,)), empty, len(shapes[0].spatial))
        if isinstance(value, int):
            counts.append(value)
        for part in page.nodes:
            if isinstance(part, Steps):
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
