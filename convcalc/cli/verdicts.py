"""What an audit comes to: what is wrong with each network, and the exit code.

A line about a place in a file begins `FILE:LINE:COLUMN: CODE `, as compilers write it. Where only a
table is written (plain and csv) totals and the verdict on each limit are said here, kept or not, if
something was demanded. Of several networks the last line says how many fail, and which.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from convcalc.cli.command import NO, Call
from convcalc.cli.show import complain, on_screen
from convcalc.errors import ConvcalcError, Message
from convcalc.load.names import resolve
from convcalc.network.budget import Verdict
from convcalc.network.measures import Measures
from convcalc.record import NamedTuple
from convcalc.report.audit import findings, level_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from convcalc.report.faults import Fault, Inspected
    from convcalc.rules.lint import Lint
    from convcalc.rules.rule import Rule


NAMED = 8
"""Networks that fail and are named in the last line."""


class Judged(NamedTuple):
    """One network of a command line: what it is called there, its figures, what became of its
    limits, and its rules where something tells what they find."""

    text: str
    measures: Measures
    verdicts: list[Verdict]
    lint: Lint | None = None

    @property
    def demanded(self) -> list[Verdict]:
        """What became of the limits that somebody set."""
        return demanded(self.verdicts)

    @property
    def flawless(self) -> bool:
        """Whether there is nothing to say of it, whatever is asked."""
        return self.lint is None and all(verdict.kept for verdict in self.verdicts)


def demanded(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """Without those of what a file or the index of the zoo promises of itself."""
    return [verdict for verdict in verdicts if verdict.limit.demanded]


def named_file(text: str) -> str | None:
    """The file that an argument names, or how standard input is called in places; None if it is
    neither."""
    try:
        reference = resolve(text)
    except ConvcalcError:
        return None
    if reference.kind == "stdin":
        return reference.shown
    return reference.text if reference.kind == "file" else None


def inspected(
    call: Call, judged: Sequence[Judged], failed: Sequence[tuple[str, ConvcalcError]]
) -> list[Inspected]:
    """What is wrong with each network, and with what could not be read."""
    from convcalc.report.faults import Inspected, of_error

    found = [_inspected(call, one) for one in judged]
    for text, error in failed:
        found.append(Inspected(text, None, (), (), [of_error(text, error)], error.exit_code))
    order = {text: number for number, text in enumerate(call.arguments)}
    return sorted(found, key=lambda one: order[one.network])


def _inspected(call: Call, one: Judged) -> Inspected:
    from convcalc.report.faults import Inspected, of_finding, of_message, of_verdict

    file = named_file(one.text)
    faults = [of_verdict(one.text, verdict, file) for verdict in one.verdicts if not verdict.kept]
    strict = "strict" in call.given
    faults += [of_message(one.text, told, strict, file) for told in findings(one.measures)]
    rules: Sequence[Rule] = ()
    if one.lint is not None:
        from convcalc.cli.lint import failing
        from convcalc.cli.lint import level_of as level_that_fails

        wrong = failing(one.lint.findings, level_that_fails(call))
        rules = () if one.measures.network.symbolic else one.lint.rules
        for finding in one.lint.findings:
            faults.append(of_finding(one.text, finding, file, finding in wrong))
    code = NO if any(fault.fails for fault in faults) else 0
    return Inspected(one.text, one.measures, one.verdicts, rules, faults, code)


def conclude(
    call: Call, judged: Sequence[Judged], failed: Sequence[tuple[str, ConvcalcError]]
) -> int:
    """Say on standard error what is wrong; the exit code, which is that of the worst network."""
    scripts = not call.settings.remarks and not call.settings.quiet
    several = len(judged) + len(failed) > 1
    summed = scripts or (several and call.settings.format == "table" and not call.settings.quiet)
    demands = any(one.demanded for one in judged)
    told = "strict" in call.given or (summed and demands)
    if not told and not failed and all(one.flawless for one in judged):
        return 0
    found = inspected(call, judged, failed)
    lints = {one.text: one.lint for one in judged if one.lint is not None}
    linted = bool(lints)
    for one in found:
        if scripts:
            _totals(call, one, linted)
        for fault in one.faults:
            if _is_told(call, fault, scripts):
                _line(call, fault)
        if scripts and one.measures is not None and linted:
            complain(call, _counted(one, lints[one.network]), one.network)
    wrong = [one for one in found if one.code]
    if several and not call.settings.quiet and (wrong or (summed and (linted or demands))):
        complain(call, _summary(wrong, len(found)))
    return max([one.code for one in found], default=0)


def _counted(one: Inspected, lint: Lint) -> Message:
    """How many findings a network has, and how many more are not told."""
    from convcalc.report.findings import untold

    told = Message("rules.count", count=sum(fault.of_rule for fault in one.faults))
    others = untold(lint)
    return Message("rules.count_and", told=told, others=list(others)) if others else told


def _summary(wrong: Sequence[Inspected], all: int) -> Message:
    """How many networks fail, and which, and why: the last line of all."""
    if not wrong:
        return Message("rules.none_fails", all=all)
    failing = []
    for one in wrong[:NAMED]:
        why = dict.fromkeys(
            fault.code.removeprefix("budget.") if fault.of_limit else fault.code
            for fault in one.faults
            if fault.fails
        )
        failing.append(Message("rules.failing", network=one.network, why=list(why)))
    if len(wrong) > NAMED:
        failing.append(Message("audit.more_limits", count=len(wrong) - NAMED))
    return Message("rules.summary", count=len(wrong), all=all, failing=failing)


def _totals(call: Call, one: Inspected, linted: bool) -> None:
    """The totals of a network and the limits that it keeps, if something was demanded."""
    limits = demanded(one.verdicts)
    if one.measures is None or not (limits or linted):
        return
    from convcalc.report.faults import kept_line, totals_line

    kept = [kept_line(verdict) for verdict in limits if verdict.kept]
    totals = [totals_line(one.measures)] if len(call.arguments) == 1 else []
    for message in (*totals, *kept):
        complain(call, message, one.network)


def _is_told(call: Call, fault: Fault, scripts: bool) -> bool:
    """Whether a fault gets a line: those that fail, and findings where no page has them. A limit
    does not where the page has it, and both streams are on one screen."""
    if fault.of_rule:
        return fault.fails or scripts
    other = len(call.arguments) > 1 or call.settings.steps or call.given.get("reconcile")
    if fault.of_limit and not other and on_screen(call) and sys.stderr.isatty():
        return False
    told = not call.settings.remarks and level_of(fault.message) == "alert"  # told by `show`
    return fault.fails and not (told and fault.code.startswith("audit."))


def _line(call: Call, fault: Fault) -> None:
    """One fault on a line of its own, its place in front."""
    message = fault.message
    if fault.cure is not None:
        message = Message("rules.cured", message=message, cure=fault.cure)
    if fault.of_rule:
        severity = Message(f"rule.severity.{fault.severity}")
        message = Message("rules.graded", severity=severity, message=message)
    if fault.place is not None:
        place = fault.place
        where = f"{place.source}:{place.line}:{place.column}: {fault.code} "
        complain(call, message, fault.network, where)
        return
    if not fault.of_limit:
        message = Message("rules.coded", rule=fault.code, message=message)
    complain(call, message, fault.network)
