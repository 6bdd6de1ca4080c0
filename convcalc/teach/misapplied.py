"""Operations misapplied: slips as rules on the nodes of a formula's tree."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from convcalc.algebra.expr import (
    Expr,
    Neg,
    Num,
    Power,
    Product,
    Ratio,
    Sum,
    Var,
    bottom_up,
    joined,
    make,
)
from convcalc.annotations import TypeAlias
from convcalc.teach.part import AnswerPart, Edit, role

Rule: TypeAlias = "Callable[[Expr, list[Expr]], Expr]"
"""(node, its operands after the rule) -> what stands in its place."""


def _kept(node: Expr, args: list[Expr]) -> Expr:
    return node.rebuild(args) if args else node


def rewrite(rule: Rule) -> Edit:
    def edit(part: AnswerPart) -> AnswerPart | None:
        statement = bottom_up(part.statement, rule)
        return None if statement is part.statement else part._replace(statement=statement)

    return edit


def _is_one(node: Expr) -> bool:
    return isinstance(node, Num) and node.value == 1


def plus_one(times: int) -> Edit:
    """The + 1 at an end of the formula, left out or written twice."""

    def edit(part: AnswerPart) -> AnswerPart | None:
        terms = part.statement.args if isinstance(part.statement, Sum) else ()
        ends = [place for place in (len(terms) - 1, 0) if terms and _is_one(terms[place])]
        if not ends:
            return None
        place = ends[0]
        rest = terms[:place] + terms[place + 1 :]
        if times:
            return part._replace(statement=make(Sum, *terms, 1))
        return part._replace(statement=joined(Sum, rest))

    return edit


def minus_one(letter: str) -> Edit:
    """k instead of k - 1."""

    def rule(node: Expr, args: list[Expr]) -> Expr:
        if isinstance(node, Sum) and len(args) == 2:
            first, last = args
            named = isinstance(first, Var) and role(first.name) == letter
            if named and isinstance(last, Neg) and _is_one(last.args[0]):
                return first
        return _kept(node, args)

    return rewrite(rule)


def padding(turn: str = "", *, once: bool = False, side: str = "p") -> Edit:
    """The terms 2p, or p and q, of every sum: with the other sign, or counted for one side only.

    Args:
        turn: "subtract" where they are added, "add" where they are subtracted; "" keeps the sign.
    """

    def rule(node: Expr, args: list[Expr]) -> Expr:
        if not isinstance(node, Sum):
            return _kept(node, args)
        both = {_letter(arg)[0] for arg in args} >= {"p", "q"}
        terms: list[Expr] = []
        for arg in args:
            name, minus, twice = _letter(arg)
            if turn and minus != (turn == "add"):
                terms.append(arg)
                continue
            if name == "p" and twice:
                body: Expr = Var("p") if once else 2 * Var("p")
            elif both and name in ("p", "q"):
                if once and name != side:
                    continue
                body = Var(name)
            else:
                terms.append(arg)
                continue
            terms.append(make(Neg, body) if minus != bool(turn) else body)
        return node.rebuild(terms)

    return rewrite(rule)


def _letter(term: Expr) -> tuple[str, bool, bool]:
    """The letter of a term p or 2p ("" if it is neither), whether subtracted, whether doubled."""
    minus = isinstance(term, Neg)
    body = term.args[0] if minus else term
    if isinstance(body, Var):
        return body.name, minus, False
    if isinstance(body, Product) and len(body.args) == 2:
        two, letter = body.args
        if isinstance(two, Num) and two.value == 2 and isinstance(letter, Var):
            return letter.name, minus, True
    return "", minus, False


def kernel_times_dilation(part: AnswerPart) -> AnswerPart | None:
    """d k - 1 instead of d(k - 1): an effective kernel of d k, by itself, in the size of an output,
    or in each layer of a chain."""

    def rule(node: Expr, args: list[Expr]) -> Expr:
        if isinstance(node, Product) and len(args) > 1 and _is_letter(args[0], "d"):
            d, less, *jump = args
            if isinstance(less, Sum) and _is_letter(less.args[0], "k"):
                return joined(Product, [make(Sum, make(Product, d, less.args[0]), -1), *jump])
        lone = len(args) == 2 and isinstance(args[0], Sum) and args[0] is not node.args[0]
        if lone and _is_one(args[1]) and isinstance(node, Sum):
            return args[0].args[0]
        return _kept(node, args)

    return rewrite(rule)(part)


def _is_letter(node: Expr, letter: str) -> bool:
    return isinstance(node, Var) and role(node.name) == letter


def rounding(wanted: Mapping[type[Expr], type[Expr]], drop: tuple[type[Expr], ...] = ()) -> Edit:
    """One rounding in place of another; or none, where what rounds is dropped."""

    def rule(node: Expr, args: list[Expr]) -> Expr:
        if isinstance(node, drop):
            return args[0]
        instead = wanted.get(type(node))
        return make(instead, *args) if instead else _kept(node, args)

    return rewrite(rule)


def not_squared(letter: str) -> Edit:
    """k instead of k^2."""

    def rule(node: Expr, args: list[Expr]) -> Expr:
        if isinstance(node, Power):
            base = args[0]
            if isinstance(base, Num) or (isinstance(base, Var) and role(base.name) == letter):
                return base
        return _kept(node, args)

    return rewrite(rule)


def one_axis(letter: str, place: int) -> Edit:
    """One axis alone instead of the product of all: h instead of h times w."""

    def rule(node: Expr, args: list[Expr]) -> Expr:
        names = [arg.name if isinstance(arg, Var) else "" for arg in args]
        if isinstance(node, Product) and all(name.startswith(f"{letter}_") for name in names):
            return args[place]
        return _kept(node, args)

    return rewrite(rule)


def one_fraction_only(index: int) -> Edit:
    """Of a sum of two fractions, one was left out."""

    def rule(node: Expr, args: list[Expr]) -> Expr:
        fractions = len(args) == 2 and all(isinstance(arg, Ratio) for arg in args)
        return args[index] if isinstance(node, Sum) and fractions else _kept(node, args)

    return rewrite(rule)


def complement(part: AnswerPart) -> AnswerPart | None:
    """What is saved, instead of what is left."""
    if not part.formula.endswith("-ratio"):
        return None
    return part._replace(statement=1 - part.statement)


def inverted(part: AnswerPart) -> AnswerPart | None:
    """How many times, instead of what part."""
    if not part.formula.endswith("-ratio"):
        return None
    return part._replace(statement=make(Ratio, 1, part.statement))
