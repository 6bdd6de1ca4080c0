"""An inverse question as it was asked, and what all kinds of it share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from convcalc.algebra.sets import Run
from convcalc.annotations import Any
from convcalc.cli.command import Call
from convcalc.cli.show import complain, show
from convcalc.errors import Message, UsageError
from convcalc.inverse.goal import Goal, read_goal
from convcalc.inverse.problem import Problem, letters
from convcalc.record import NamedTuple
from convcalc.report.document import Document, Note

NO = 1


class SolveCall(NamedTuple):
    """The call of the command that is turned round, the goal as typed, the bounds of letters."""

    call: Call
    goal: Mapping[str, Any]
    domains: Mapping[str, Run]
    top: int

    @property
    def steps(self) -> bool:
        """Whether the derivation is asked for."""
        return self.call.settings.steps

    def wanted(self, quantity: str) -> Goal:
        """The goal, of this quantity unless `--of` names another one.

        Raises:
            ConvcalcError: there is none, or it cannot be read.
        """
        name = self.call.settings.of or quantity
        goal = self.goal
        return read_goal(name, goal.get("want"), goal.get("at_least"), goal.get("at_most"))


def answered(asked: SolveCall, answer: tuple[Document, bool]) -> int:
    """Say it; 1 if there is no solution, which standard error tells if the format does not."""
    document, solved = answer
    show(asked.call, document)
    if solved:
        return 0
    if not asked.call.settings.remarks:
        for node in document.nodes:
            if isinstance(node, Note) and node.level in ("warning", "hint"):
                complain(asked.call, node.message)
    return NO


def check_names(asked: SolveCall, problem: Problem, also: Sequence[Goal] = ()) -> None:
    """Demand that `--where` and the goal speak of letters that are there, or of what is wanted
    besides.

    Raises:
        UsageError: one is not.
    """
    names = [unknown.name for unknown in problem.unknowns]
    allowed = ", ".join(names)
    for name in asked.domains:
        if name not in names and all(name != goal.quantity for goal in also):
            raise UsageError(Message("solve.no_such_letter", name=name, allowed=allowed))
    for constraint in problem.constraints:
        for name in letters(constraint).difference(names):
            raise UsageError(Message("solve.letter_of_goal", name=name, allowed=allowed))
