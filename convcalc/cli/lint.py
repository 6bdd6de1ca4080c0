"""The rules of the linter on the command line: which are in force, and what fails."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from convcalc.cli.command import Call
from convcalc.cli.networks import with_letters
from convcalc.cli.project import Project, refused
from convcalc.cli.show import complain
from convcalc.errors import ConvcalcError, Message, UsageError
from convcalc.load.names import resolve
from convcalc.load.variable import Variable
from convcalc.network.measures import Measures
from convcalc.rules.baseline import Known, read, written
from convcalc.rules.choice import chosen, matching
from convcalc.rules.lint import Lint
from convcalc.rules.quiet import allowed
from convcalc.rules.rule import Finding, Rule
from convcalc.rules.severity import NEVER, SEVERITIES


def baseline_of(call: Call) -> str | None:
    """The file of known findings, by the option or the project."""
    project = call.settings.project
    usual = None if project is None else project.path("baseline")
    found: str | None = call.given.get("baseline", usual)
    return found


def level_of(call: Call) -> str:
    """The slightest severity that makes the answer "no": with a baseline any new finding does."""
    project = call.settings.project
    usual = None if project is None else project.word("fail-on")
    if usual is None:
        usual = NEVER if baseline_of(call) is None else SEVERITIES[-1]
    level: str = call.given.get("fail_on", usual)
    return level


def entry(text: str, baseline: str) -> str:
    """What a network is called in a baseline: its file as seen from the folder of the baseline,
    however either was typed; a name or a line as it stands."""
    try:
        reference = resolve(text)
    except ConvcalcError:
        return text
    if reference.kind != "file":
        return text
    stream = baseline.startswith(("/dev/", "/proc/"))  # it has no folder of its own
    home = os.path.realpath(os.curdir if stream else os.path.dirname(baseline))
    folder, name = os.path.split(reference.text)
    path = os.path.relpath(os.path.join(os.path.realpath(folder), name), home)
    settings = ",".join(f"{name}={value}" for name, value in sorted(reference.settings.items()))
    return path.replace(os.sep, "/") + (f":{settings}" if settings else "")


def _named(project: Project, key: str, place: str, words: Sequence[str]) -> None:
    """Refuse what names no rule in the settings.

    Raises:
        NetworkError: it has the file, and the line of `place`.
    """
    for word in words:
        try:
            matching(word)
        except UsageError as error:
            raise refused(project.where(place), key, error) from None


class Linter:
    """What a command line asks of the rules."""

    def __init__(self, call: Call, asked: bool) -> None:
        self.call = call
        self.asked = asked
        self.rules = self._in_force()
        if (project := call.settings.project) is not None:
            for pattern, words in project.ignores.items():
                _named(project, "per-file-ignores", pattern, words)
        self.baseline = baseline_of(call)
        self.known = self._known(self.baseline)
        self.lints: list[Lint] = []

    def _in_force(self) -> list[Rule]:
        """The rules that options choose, else the project: what an option selects is not ignored by
        a setting, and is added to none if it says "these only"."""
        select, ignore, extend = map(self._given, ("select", "ignore", "extend_select"))
        usual = chosen(
            self._set("select"),
            (self._set("ignore") or ()) if ignore is None else (),
            (self._set("extend-select") or ()) if extend is None else (),
        )
        return chosen(
            [rule.code for rule in usual] if select is None else select, ignore or (), extend or ()
        )

    def _given(self, name: str) -> list[str] | None:
        """Rules that are named by an option."""
        text = self.call.given.get(name)
        if text is None:
            return None
        found = [word.strip() for word in text.split(",") if word.strip()]
        if not found:
            raise UsageError(Message("rules.no_word"))
        return found

    def _set(self, key: str) -> list[str] | None:
        """Rules that are named by the project."""
        project = self.call.settings.project
        words = None if project is None else project.words(key)
        if project is not None and words:
            _named(project, key, key, words)
        return words

    def _known(self, path: str | None) -> Known | None:
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

    def run(self, text: str, measures: Measures) -> Lint:
        """What the rules say of a network that an argument names.

        Raises:
            NetworkError: a comment in its file cannot be read.
        """

        def letters() -> Variable | None:
            try:
                return with_letters(self.call, text)
            except ConvcalcError:
                return None

        project = self.call.settings.project
        rules = self.rules if project is None else allowed(text, self.rules, project.ignores)
        known: Mapping[str, int] | None = None
        if self.known is not None and self.baseline is not None:
            known = self.known.get(entry(text, self.baseline), {})
        found = Lint(text, measures, rules, letters, known, self.asked)
        _ = found.findings  # what is wrong with comments is told before an answer
        self.lints.append(found)
        return found

    def close(self) -> None:
        """Say which networks the baseline does not know; write one, if that is asked for."""
        known, place = self.known, self.baseline
        for lint in self.lints:
            if known is not None and place is not None and entry(lint.name, place) not in known:
                complain(self.call, Message("rules.no_entry", path=place), lint.name)
        path = self.call.given.get("write_baseline")
        if path is not None:
            from convcalc.cli.output import destination

            with destination(path) as file:
                file.write(written([(entry(lint.name, path), lint.found) for lint in self.lints]))
            count = sum(len(lint.found) for lint in self.lints)
            fields = {"path": path, "networks": len(self.lints), "findings": count}
            complain(self.call, Message("rules.wrote", **fields))


def failing(findings: Sequence[Finding], level: str) -> list[Finding]:
    """Those among findings that are as grave as that."""
    grave = () if level == NEVER else SEVERITIES[: SEVERITIES.index(level) + 1]
    return [one for one in findings if one.rule.severity in grave]
