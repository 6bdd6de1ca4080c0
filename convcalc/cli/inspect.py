"""`audit` for continuous integration: what is wrong with all networks, in one document."""

from __future__ import annotations

from collections.abc import Callable

from convcalc.cli.command import Call
from convcalc.cli.compared import with_progress
from convcalc.cli.networks import batch_size, opened
from convcalc.cli.show import show
from convcalc.cli.verdicts import Judged, conclude, inspected, named_file
from convcalc.errors import ConvcalcError
from convcalc.network.budget import Limit, judge
from convcalc.network.graph import Network
from convcalc.network.measures import Measures
from convcalc.report.faults import Inspection

TYPE_CHECKING = False
if TYPE_CHECKING:
    from convcalc.cli.lint import Linter


def inspect(
    call: Call, limits: Callable[[Call, str, Network], list[Limit]], linter: Linter | None
) -> int:
    """Write what is wrong with each network; the exit code of the worst. Beside a file what fails
    is said on standard error, too: nothing else would be seen of it.

    Raises:
        ConvcalcError: an argument that is no file cannot be read.
    """
    call.settings = call.settings._replace(quiet=False)
    judged: list[Judged] = []
    failed: list[tuple[str, ConvcalcError]] = []
    for text in with_progress(call.arguments):
        try:
            network = opened(call, text)
            measures = Measures(network, batch_size(call))
            verdicts = judge(measures, limits(call, text, network))
            lint = None if linter is None else linter.run(text, measures)
        except ConvcalcError as error:
            if named_file(text) is None:
                raise
            failed.append((text, error))
            continue
        judged.append(Judged(text, measures, verdicts, lint))
    document = Inspection(inspected(call, judged, failed), () if linter is None else linter.rules)
    show(call, document)
    if linter is not None:
        linter.close()
    return document.code if call.settings.output_file is None else conclude(call, judged, failed)
