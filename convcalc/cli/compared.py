"""Several networks for `audit`, with a progress bar where that takes long."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from time import monotonic

from convcalc.algebra.sets import EMPTY, Integers
from convcalc.cli.command import Call
from convcalc.cli.networks import DTYPES, batch_size, opened, with_letters
from convcalc.cli.page import again, is_page
from convcalc.cli.verdicts import Judged, named_file
from convcalc.errors import ConvcalcError
from convcalc.inverse.inputs import legal_sizes
from convcalc.load.variable import Variable
from convcalc.network.budget import Limit, judge
from convcalc.network.graph import Network
from convcalc.network.measures import Measures
from convcalc.report.audit_rows import View
from convcalc.report.comparison import Compared, comparison_document
from convcalc.report.document import Document

TYPE_CHECKING = False
if TYPE_CHECKING:
    from convcalc.cli.lint import Linter

SOON = 1.0
"""Seconds after which a progress bar is shown on a terminal."""


def compared(
    call: Call,
    view: View,
    limits: Callable[[Call, str, Network], list[Limit]],
    linter: Linter | None,
) -> tuple[Document | None, list[Judged], list[tuple[str, ConvcalcError]]]:
    """The comparison of all networks that can be read, what became of the limits of each, and what
    is wrong with other files; no document where that is all of them.

    Raises:
        ConvcalcError: an argument that is no file cannot be read.
    """
    batch, dtype = batch_size(call), call.given.get("dtype", DTYPES[0])
    networks: list[Compared] = []
    judged: list[Judged] = []
    failed: list[tuple[str, ConvcalcError]] = []
    for text in with_progress(call.arguments):
        try:
            found = with_letters(call, text)
            network = _network(call, text, found)
            measures = Measures(network, batch, dtype)
            verdicts = judge(measures, limits(call, text, network))
            lint = None if linter is None else linter.run(text, measures)
        except ConvcalcError as error:
            if not named_file(text):
                raise
            failed.append((text, error))
            continue
        judged.append(Judged(text, measures, verdicts, lint))
        networks.append(Compared(text, measures, _legal(found, network), verdicts, lint))
    document = comparison_document(networks, view, call.settings.of) if networks else None
    lints = [one.lint for one in judged if one.lint is not None]
    if document is not None and is_page(call):
        from convcalc.report.draw.page import rivals_page

        document = rivals_page(document, networks, lints, again(call, "audit"))
    elif document is not None and linter is not None and call.settings.format == "table":
        from convcalc.report.findings import named_notes

        document = document.told(document.data, [*document.nodes, *named_notes(lints)])
    return document, judged, failed


def _network(call: Call, text: str, found: Variable) -> Network:
    """The network at its own input, or with letters.

    Raises:
        NetworkError: it has neither.
    """
    network = found.own or found.symbolic
    if found.refused is not None:
        network = opened(call, text)  # which says why not, and which inputs are nearest
    if network is None:
        assert found.impossible is not None
        raise found.impossible
    return network


def _legal(found: Variable, network: Network) -> Mapping[str, Integers]:
    """The input sizes that the network takes, by letter."""
    if network.misfit is not None and network.misfit.legal is not None:
        return network.misfit.legal
    if found.symbolic is None:
        return {letter: EMPTY for letters in found.letters for letter in letters}
    return legal_sizes(found.symbolic, found.own, found.letters, found.known)


def with_progress(texts: Sequence[str]) -> Iterator[str]:
    """Each of the texts; on a terminal, with a bar on standard error if they take longer than a
    second, that vanishes at the end."""
    if not sys.stderr.isatty():
        yield from texts
        return
    with ExitStack() as shown:
        start, bar = monotonic(), None
        for done, text in enumerate(texts):
            if bar is None and monotonic() - start > SOON:
                from rich.console import Console
                from rich.progress import Progress

                bar = shown.enter_context(Progress(console=Console(stderr=True), transient=True))
                bar.add_task("", total=len(texts))
            if bar is not None:
                bar.update(bar.task_ids[0], completed=done, description=text)
            yield text
