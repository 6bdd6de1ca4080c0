"""The rules of the linter on the command line: which are in force, and what fails."""

from __future__ import annotations

from collections.abc import Sequence

from convcalc.cli.command import Call
from convcalc.cli.networks import with_letters
from convcalc.cli.options import Option
from convcalc.errors import ConvcalcError, Message, UsageError
from convcalc.load.variable import Variable
from convcalc.network.measures import Measures
from convcalc.rules.baseline import Known, read, written
from convcalc.rules.choice import chosen
from convcalc.rules.lint import Lint
from convcalc.rules.rule import SEVERITIES, Finding

NEVER = "never"
LINTING = (
    Option("rules", ("--rules",)),
    Option("select", ("--select",), "RULES", values="rules"),
    Option("ignore", ("--ignore",), "RULES", values="rules"),
    Option("extend_select", ("--extend-select",), "RULES", values="rules"),
    Option("fail_on", ("--fail-on",), "SEVERITY", (*SEVERITIES, NEVER), NEVER),
    Option("baseline", ("--baseline",), "FILE", values="files"),
    Option("write_baseline", ("--write-baseline",), "FILE", values="files"),
)
"""Options about rules."""


def words(text: str | None) -> list[str] | None:
    """The words of a list with commas; None where none is given.

    Raises:
        UsageError: the list is empty.
    """
    if text is None:
        return None
    found = [word.strip() for word in text.split(",") if word.strip()]
    if not found:
        raise UsageError(Message("rules.no_word"))
    return found


class Linter:
    """What a command line asks of the rules."""

    def __init__(self, call: Call) -> None:
        given = call.given
        self.call = call
        self.asked = any(option.name in given for option in LINTING)
        self.rules = chosen(
            words(given.get("select")),
            words(given.get("ignore")) or (),
            words(given.get("extend_select")) or (),
        )
        self.known = self._baseline(given.get("baseline"))
        default = NEVER if self.known is None else SEVERITIES[-1]
        self.fail_on = given.get("fail_on", default)
        self.lints: list[Lint] = []

    def _baseline(self, path: str | None) -> Known | None:
        if path is None:
            return None
        from convcalc.cli.output import cannot_read

        try:
            with open(path, encoding="utf-8") as file:
                return read(file.read(), path)
        except OSError as error:
            raise cannot_read(path, error) from None
        except UnicodeDecodeError:
            return read("", path)

    def lint(self, text: str, measures: Measures) -> Lint:
        """What the rules say of a network that an argument names."""

        def letters() -> Variable | None:
            try:
                return with_letters(self.call, text)
            except ConvcalcError:
                return None

        again = None if text == "-" else letters  # standard input is read once
        found = Lint(text, measures, self.rules, again, self.known, self.asked)
        self.lints.append(found)
        return found

    def failing(self, findings: Sequence[Finding]) -> list[Finding]:
        """Those among findings that make the answer "no"."""
        if self.fail_on == NEVER:
            return []
        grave = SEVERITIES[: SEVERITIES.index(self.fail_on) + 1]
        return [one for one in findings if one.rule.severity in grave]

    def close(self) -> None:
        """Write the baseline, if that is asked for."""
        path = self.call.given.get("write_baseline")
        if path is not None:
            from convcalc.cli.output import destination

            with destination(path) as file:
                file.write(written([(lint.name, lint.found) for lint in self.lints]))
