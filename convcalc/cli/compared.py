"""Several networks for `audit`, with a progress bar where that takes long."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence

from convcalc.cli.command import Call
from convcalc.cli.networks import opened, whole_number
from convcalc.errors import ConvcalcError
from convcalc.network.budget import Limit, Verdict, judge
from convcalc.network.graph import Network, spelt
from convcalc.network.legal import Legal, legal_sizes
from convcalc.network.measures import Measures
from convcalc.report.audit_table import View
from convcalc.report.comparison import Compared, comparison_document
from convcalc.report.document import Document

__all__ = ["compared", "with_progress"]

MANY = 4
"""From so many networks on, a progress bar is shown on a terminal."""

LETTER = "H"


def compared(
    call: Call, view: View, limits: Callable[[Call, str, Network], list[Limit]]
) -> tuple[Document, list[tuple[Measures, list[Verdict]]]]:
    """The comparison, and what became of the limits of each network."""
    batch = whole_number("batch-size", call.given.get("batch_size", "1"))
    networks: list[Compared] = []
    judged = []
    for text in with_progress(call.arguments):
        network = opened(call, text)
        measures = Measures(network, batch)
        verdicts = judge(measures, limits(call, text, network))
        judged.append((measures, verdicts))
        networks.append((text, measures, _legal(call, text, network), verdicts))
    return comparison_document(networks, view), judged


def _legal(call: Call, text: str, network: Network) -> Legal | None:
    """Which square inputs the network takes; None if its input cannot be a symbol."""
    if len(network.inputs) != 1 or text.strip() == "-":
        return None
    shape = network.nodes[network.inputs[0]].shape
    symbols = spelt(shape).rpartition("@")
    size = "x".join([LETTER] * len(shape.spatial))
    try:
        symbolic = opened(call, text, f"{size}@{symbols[2]}" if symbols[1] else size)
    except ConvcalcError:
        return None
    return legal_sizes(symbolic.conditions, LETTER)


def with_progress(texts: Sequence[str]) -> Iterator[str]:
    """Each of the texts; on a terminal, with a bar on standard error that vanishes at the end."""
    if len(texts) < MANY or not sys.stderr.isatty():
        yield from texts
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=len(texts))
        for text in texts:
            progress.update(task, description=text)
            yield text
            progress.advance(task)
