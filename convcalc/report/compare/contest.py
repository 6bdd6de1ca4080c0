"""Methods side by side: the table, the ratios to one of them, and the worked answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from convcalc.algebra.expr import Ratio, Sum, make
from convcalc.algebra.trace import ratio as divide
from convcalc.errors import Message, UsageError
from convcalc.layers.base import Record
from convcalc.network.graph import Node as Layered
from convcalc.network.graph import spelt
from convcalc.report.compare.methods import Method
from convcalc.report.compare.topic import Case, Comparison
from convcalc.report.compare.worked import arithmetic
from convcalc.report.document import (
    Approximate,
    Column,
    Document,
    Named,
    Node,
    Reciprocal,
    Steps,
    Table,
)
from convcalc.report.steps import steps_document
from convcalc.report.values import neat
from convcalc.teach.derive import derive

SHOWN: dict[str, Callable[[Method], Any]] = {
    "output": lambda one: one.answer("output"),
    "params": lambda one: one.count("params"),
    "buffers": lambda one: one.count("buffers"),
    "macs": lambda one: one.count("macs"),
    "operations": lambda one: one.count("operations"),
    "receptive_field": lambda one: one.field,
}
"""Columns that every method can fill."""
WORDED = ("output",)
ANSWERS = ("params", "macs", "flops", "size", "channels", "rf")
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


def ratio_columns(basis: str) -> tuple[Column, ...]:
    """The columns of a ratio: exact, and rounded for people."""
    return (
        Column("ratio", Message(f"compare.column.ratio_{basis}")),
        Column("rounded", Message("separable.column.decimal"), aside=True),
    )


def ratio_cells(value: int, reference: int) -> tuple[Any, Any]:
    """The cells of a ratio; the rounded one is empty where it says nothing more."""
    if not reference:
        return None, ""
    exact = share(value, reference)
    part = Fraction(exact)
    if part.denominator == 1:
        return exact, ""
    if part > 1:
        return exact, Approximate(part, 4, False)
    return exact, Reciprocal(part, sign=False) if part.numerator > 1 else ""


def contest(
    case: Case,
    title: Message,
    methods: Sequence[Method],
    columns: Sequence[str],
    basis: str,
    findings: Sequence[Message],
    assumptions: Sequence[Message],
    reference: int = 0,
    ratios: bool = True,
    asides: tuple[Node, ...] = (),
    more: dict[str, tuple[Column, list[Any]]] | None = None,
    data: dict[str, Any] | None = None,
) -> Comparison:
    """The comparison of these methods.

    Args:
        columns: keys of SHOWN or of `more` (a column and its cells), in order.
        basis: the quantity of the ratios, of `-q` and of `--steps`: params or macs.
        reference: the method to whose basis the others are compared.
    """
    further = more or {}
    head = [Column("method", Message("compare.column.method"), numeric=False)]
    cells: list[list[Any]] = [[Named(one.key, one.name)] for one in methods]
    for key in columns:
        if key in further:
            column, values = further[key]
        else:
            label = Message(f"compare.column.{key}")
            column = Column(key, label, key not in WORDED)
            values = [SHOWN[key](one) for one in methods]
        head.append(column)
        for row, value in zip(cells, values, strict=True):
            row.append(value)
    answers: dict[str, Any] = {basis: [one.count(basis) for one in methods]}
    answers |= {key: [one.answer(key) for one in methods] for key in ANSWERS if key != basis}
    if ratios:
        whole = methods[reference].count(basis)
        head += ratio_columns(basis)
        for row, one in zip(cells, methods, strict=True):
            row += ratio_cells(one.count(basis), whole)
        answers["ratio"] = [share(one.count(basis), whole) if whole else None for one in methods]
    return Comparison(
        title,
        Table(None, tuple(head), tuple(map(tuple, cells))),
        findings,
        assumptions,
        answers[basis],
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
