"""What is said beside an audit, on standard error, and the exit code.

A line about a place in a file begins `FILE:LINE:COLUMN: CODE `, as compilers write it. Where only a
table is written (plain and csv) totals and the verdict on each limit are said here, kept or not, if
something was demanded.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from convcalc.cli.command import NO, Call
from convcalc.cli.show import complain, on_screen
from convcalc.errors import ConvcalcError, Message
from convcalc.load.names import resolve
from convcalc.network.budget import Verdict
from convcalc.network.measures import Measures
from convcalc.record import NamedTuple
from convcalc.report.audit import budget_line, findings, level_of
from convcalc.rules.severity import NEVER

TYPE_CHECKING = False
if TYPE_CHECKING:
    from convcalc.report.faults import Fault
    from convcalc.rules.lint import Lint


class Judged(NamedTuple):
    """One network of a command line: what it is called there, its figures, what became of its
    limits, and its rules where something tells what they find."""

    text: str
    measures: Measures
    verdicts: list[Verdict]
    lint: Lint | None = None

    @property
    def file(self) -> str | None:
        """The file that it stands in, if it is one."""
        return named_file(self.text)


def named_file(text: str) -> str | None:
    """The file that an argument names; None if it is no file."""
    try:
        reference = resolve(text)
    except ConvcalcError:
        return None
    return reference.text if reference.kind == "file" else None


def conclude(
    call: Call, judged: Sequence[Judged], failed: Sequence[tuple[str, ConvcalcError]]
) -> int:
    """Say what is wrong; the exit code, which is that of the worst network."""
    code = 0
    for one in judged:
        code = max(code, _said(call, one))
    for text, error in failed:
        from convcalc.report.faults import of_error

        code = max(code, error.exit_code)
        _line(call, of_error(text, error))
    return code


def _said(call: Call, one: Judged) -> int:
    """Say what is wrong with a network, and where only a table is shown how it is; 1 if the answer
    is "no"."""
    code = 0
    scripts = not call.settings.remarks and not call.settings.quiet
    demanded = [verdict for verdict in one.verdicts if verdict.limit.origin != "expect"]
    if scripts and (demanded or one.lint is not None):
        from convcalc.report.faults import kept_line, totals_line

        kept = [kept_line(verdict) for verdict in demanded if verdict.kept]
        totals = [totals_line(one.measures)] if len(call.arguments) == 1 else []
        for message in (*totals, *kept):
            complain(call, message, one.text)
    other = len(call.arguments) > 1 or call.settings.steps or call.given.get("reconcile")
    told = not other and on_screen(call) and sys.stderr.isatty()
    for verdict in one.verdicts:
        if not verdict.kept:
            code = NO
            if not told:  # else the page has it, and both streams are on one screen
                _broken(call, one, verdict)
    if call.given.get("strict"):
        for message in findings(one.measures):
            code = NO
            if call.settings.remarks or level_of(message) != "alert":  # else it has been told
                complain(call, message, one.text)
    return max(code, _found(call, one, scripts))


def _broken(call: Call, one: Judged, verdict: Verdict) -> None:
    file = one.file
    if file is None:
        complain(call, budget_line(verdict), one.text)
        return
    from convcalc.report.faults import of_verdict

    _line(call, of_verdict(one.text, verdict, file))


def _found(call: Call, one: Judged, scripts: bool) -> int:
    """Say the findings that nothing else tells, and those that fail; 1 if there are such."""
    if one.lint is None:
        return 0
    from convcalc.cli.lint import failing
    from convcalc.cli.lint import level_of as level_that_fails
    from convcalc.report.faults import of_finding

    level = level_that_fails(call)
    if level == NEVER and not scripts:
        return 0
    wrong = failing(one.lint.findings, level)
    for finding in one.lint.findings if scripts else wrong:
        _line(call, of_finding(one.text, finding, one.file))
    if scripts:
        complain(call, Message("rules.count", count=len(one.lint.findings)), one.text)
    return NO if wrong else 0


def _line(call: Call, fault: Fault) -> None:
    """One fault on a line of its own, its place in front."""
    message = fault.message
    if fault.cure is not None:
        message = Message("rules.cured", message=message, cure=fault.cure)
    place = fault.place
    if place is None or place.source.startswith("<"):
        where = None
        message = Message("rules.coded", rule=fault.code, message=message)
    else:
        where = f"{place.source}:{place.line}:{place.column}: {fault.code} "
    complain(call, message, fault.network, where)
