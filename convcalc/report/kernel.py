"""What `kernel` says: how far a dilated kernel reaches."""

from __future__ import annotations

import math

from convcalc.algebra.expr import Size
from convcalc.errors import Message
from convcalc.formulas.size import effective_kernel
from convcalc.layers.base import Record
from convcalc.report.document import Document, Facts, Node, Pairs, Sizes
from convcalc.report.fields import Entry, Field, data_of, facts_of, no_quantity, table
from convcalc.report.values import each, sizes, uniform

RATES = 4
"""Dilations in the table of comparison, at least."""
MOST_RATES = 12


def kernel_record(kernel: tuple[Size, ...], dilation: tuple[Size, ...]) -> Record:
    """The effective kernel on each axis, as a record that can be derived."""
    record = Record()
    record.effective_kernel = tuple(
        record.use("effective_kernel", axis, effective_kernel, k, d)
        for axis, (k, d) in enumerate(zip(kernel, dilation, strict=True))
    )
    return record


def kernel_document(
    kernel: tuple[Size, ...], dilation: tuple[Size, ...], of: str | None = None
) -> Document:
    """The effective kernel, what share of it is read, and the same kernel at other dilations.

    Raises:
        UsageError: `of` names anything but the effective kernel.
    """
    if of is not None and of != "effective_kernel":
        raise no_quantity("kernel.no_quantity", of, ["effective_kernel"])
    spans = sizes(kernel_record(kernel, dilation).effective_kernel or ())
    told = [
        Entry("kernel", sizes(kernel), "kernel.kernel"),
        Entry("dilation", each(sizes(dilation)), "kernel.dilation"),
        Entry("effective_kernel", spans, "report.effective_kernel"),
    ]
    nodes: list[Node] = []
    if all(isinstance(size, int) for size in (*kernel, *spans)):
        taps, area = math.prod(sizes(kernel)), math.prod(spans)
        means = (Message("kernel.same_padding_means"),)
        told += [
            Entry("taps", taps, "kernel.taps", (Message("kernel.taps_of", area=area),)),
            Entry("area", area),
            Entry("same_padding", _same(spans), "kernel.same_padding", means),
        ]
        nodes = _others(sizes(kernel), sizes(dilation))
    shown = Message("kernel.title", kernel=sizes(kernel), dilation=uniform(sizes(dilation)))
    facts = Facts(None, facts_of(told))
    data, key = data_of(told), "effective_kernel"
    return Document("kernel", shown, data, spans, [facts, *nodes], key=key)


def _same(spans: Sizes) -> Pairs:
    """The padding that keeps the size."""
    return Pairs(((span - 1) // 2, span // 2) for span in spans)


def _others(kernel: Sizes, dilation: Sizes) -> list[Node]:
    """The kernel at dilations 1, 2, 3 ..., the asked one marked."""
    rate = uniform(dilation)
    if not isinstance(rate, int) or rate > MOST_RATES:
        return []

    def reach(d: int) -> Sizes:
        return sizes(effective_kernel(k, d) for k in kernel)

    fields = (
        Field("dilation", lambda d: d, "kernel.dilation"),
        Field("effective_kernel", reach, "report.effective_kernel"),
        Field("same_padding", lambda d: _same(reach(d)), "kernel.same_padding"),
    )
    rates = range(1, max(rate, RATES) + 1)
    title = Message("kernel.table", kernel=kernel)
    return [table(fields, rates, title, highlight=rate - 1, aside=True)]
