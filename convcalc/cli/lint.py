"""The rules of the linter on the command line: which are in force, and what fails."""

from __future__ import annotations

from collections.abc import Sequence

from convcalc.cli.command import Call
from convcalc.cli.networks import with_letters
from convcalc.errors import ConvcalcError, Message, UsageError
from convcalc.load.variable import Variable
from convcalc.network.measures import Measures
from convcalc.rules.baseline import Known, read, written
from convcalc.rules.choice import chosen
from convcalc.rules.lint import Lint
from convcalc.rules.rule import Finding
from convcalc.rules.severity import NEVER, SEVERITIES


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

    def __init__(self, call: Call, asked: bool) -> None:
        given = call.given
        self.call = call
        self.asked = asked
        self.rules = chosen(
            words(given.get("select")),
            words(given.get("ignore")) or (),
            words(given.get("extend_select")) or (),
        )
        self.known = self._baseline(given.get("baseline"))
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

    def close(self) -> None:
        """Write the baseline, if that is asked for."""
        path = self.call.given.get("write_baseline")
        if path is not None:
            from convcalc.cli.output import destination

            with destination(path) as file:
                file.write(written([(lint.name, lint.found) for lint in self.lints]))


def failing(findings: Sequence[Finding], level: str) -> list[Finding]:
    """Those among findings that are as grave as that."""
    grave = () if level == NEVER else SEVERITIES[: SEVERITIES.index(level) + 1]
    return [one for one in findings if one.rule.severity in grave]
