"""The rules in force for one network, run when somebody first asks what they find."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from convcalc.network.measures import Measures
from convcalc.rules.baseline import new
from convcalc.rules.engine import run
from convcalc.rules.quiet import commented
from convcalc.rules.rule import Finding, Rule
from convcalc.rules.subject import Letters


class Lint:
    """What the rules say of a network, which the command line calls `name`.

    `known` are its findings in a baseline, `asked` says that the findings were asked for, so that
    all of them are told."""

    def __init__(
        self,
        name: str,
        measures: Measures,
        rules: Sequence[Rule],
        letters: Letters | None = None,
        known: Mapping[str, int] | None = None,
        asked: bool = False,
    ) -> None:
        self.name = name
        self.measures = measures
        self.rules = rules
        self.letters = letters
        self.known = known
        self.asked = asked

    @cached_property
    def _all(self) -> list[Finding]:
        return list(run(self.measures, self.rules, self.letters))

    @cached_property
    def found(self) -> list[Finding]:
        """All findings but those that comments let pass, the gravest first."""
        return commented(self._all, self.measures.network)

    @property
    def untold(self) -> dict[str, int]:
        """How many findings are not told: "comments" let them pass, or the "baseline" has them."""
        counts = {
            "comments": len(self._all) - len(self.found),
            "baseline": len(self.found) - len(self.findings),
        }
        return {why: count for why, count in counts.items() if count}

    @cached_property
    def findings(self) -> list[Finding]:
        """Those among them that the baseline does not have."""
        return self.found if self.known is None else new(self.found, self.known)
