"""One formula of an answer, in letters and with their values, so that a slip can be made in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from convcalc.algebra.expr import Expr, Value, substitute
from convcalc.algebra.fold import fold
from convcalc.annotations import TypeAlias
from convcalc.record import NamedTuple


class AnswerPart(NamedTuple):
    """One formula of an answer, right or with a slip in it.

    formula: its name in the catalogue; statement: in letters; letters: the value of each, and of
    letters that stand near it in the question (the input size beside the output size);
    general: the general form that the statement is a special form of; stage: of a block.
    """

    formula: str
    statement: Expr
    letters: Mapping[str, Value]
    general: Expr | None = None
    stage: str = ""

    @property
    def substituted(self) -> Expr:
        """The formula with the values in place of its letters."""
        return substitute(self.statement, self.letters)

    @property
    def value(self) -> Value:
        """What it gives: a number, or an expression where symbols are left."""
        return fold(self.substituted)


Edit: TypeAlias = "Callable[[AnswerPart], AnswerPart | None]"


def role(letter: str) -> str:
    """What a letter stands for, whatever axis or layer it belongs to: k of k_h and of k_2."""
    whole = letter == "k_e" or letter.startswith(("c_", "f_"))
    return letter if whole else letter.partition("_")[0]
