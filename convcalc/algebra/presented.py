"""What an expression is to those who use it from Python: shown, given numbers, handed to SymPy."""

from __future__ import annotations

from convcalc.annotations import Any

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from convcalc.algebra.expr import Value


class Presented:
    """The public face of `Expr`; each method imports what it needs when it is called."""

    __slots__ = ()

    def __repr__(self: Any) -> str:
        from convcalc.algebra.notation import ascii_text

        return ascii_text(self)

    def subs(self: Any, values: Mapping[str, Value] | None = None, /, **letters: Value) -> Value:
        """The expression with values in place of letters: `size.subs(H=224)`.

        An exact number once no letter is left, else an expression in normal form. Where the answer
        holds only for some values (`conditions`), that is not looked at: ask again with the number.

        Raises:
            UsageError: a letter that the expression does not have.
        """
        from convcalc.algebra.expr import evaluate, free_variables, substitute
        from convcalc.algebra.normal import normal
        from convcalc.errors import Message, UsageError

        values, there = {**(values or {}), **letters}, free_variables(self)
        for name in values:
            if name not in there:
                allowed = ", ".join(there)
                raise UsageError(Message("expr.no_such_letter", name=name, allowed=allowed))
        put_in = substitute(self, values)
        return normal(put_in) if free_variables(put_in) else evaluate(put_in)

    @property
    def latex(self: Any) -> str:
        """The expression in LaTeX, without dollars."""
        from convcalc.algebra.notation import latex_text

        return latex_text(self)

    def _repr_latex_(self: Any) -> str:
        return f"${self.latex}$"

    def _sympy_(self: Any) -> Any:
        """The expression as SymPy has it; every letter is a positive integer symbol."""
        from convcalc.algebra.bridge import to_sympy

        return to_sympy(self)
