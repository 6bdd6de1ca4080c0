"""Why an answer is wrong: every slip that yields it, found by rewriting the formula's tree.

Three sources, none of them a list of numbers: a given misread (a letter replaced), an operation
misapplied (a rule on the nodes of the tree), and a formula confused with another one that has the
same givens. A slip is made wherever it can be made, on every axis and in every part alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Any, NamedTuple, TypeAlias

from convcalc.algebra.expr import (
    CeilDiv,
    Expr,
    FloorDiv,
    Neg,
    Num,
    Number,
    Power,
    Product,
    Ratio,
    Sum,
    Value,
    Var,
    as_expr,
    bottom_up,
    evaluate,
    make,
    substitute,
)
from convcalc.formulas.cost import bias_count, conv_macs, conv_weights
from convcalc.formulas.size import conv_output
from convcalc.formulas.transposed import tconv_output
from convcalc.layers.base import Use
from convcalc.teach.lessons import tell

__all__ = ["COMMON", "MOST_PAIRS", "Slip", "Wrong", "find_slips"]

COMMON = (
    "plus_one_forgotten",
    "padding_once",
    "padding_ignored",
    "stride_ignored",
    "ceil_for_floor",
)
"""The only slips that are also tried two at a time: pairs of all explain almost any number."""

MOST_PAIRS = 3


class Wrong(NamedTuple):
    """A formula as it stands after a slip: in letters, and what each letter was taken to be.

    `formula` names the one that should have been used.
    """

    formula: str
    statement: Expr
    letters: Mapping[str, Value]

    @property
    def substituted(self) -> Expr:
        return substitute(self.statement, self.letters)

    @property
    def value(self) -> Number:
        return evaluate(self.substituted)


class Slip(NamedTuple):
    """What went wrong (one code, or two of `COMMON`), the formulas with the slip in them, and the
    total that they give."""

    codes: tuple[str, ...]
    wrong: tuple[Wrong, ...]
    value: tuple[Number, ...]


Edit: TypeAlias = "Callable[[Wrong], Wrong | None]"


def find_slips(uses: Sequence[Use], given: Callable[[tuple[Number, ...]], bool]) -> list[Slip]:
    """Every single slip that yields the answer; pairs of common ones only if there is none.

    Args:
        uses: the formulas that give the quantity: one for each axis, or parts that add up.
        given: whether these values (one for each axis, or one total) are the answer given.
    """
    right = [told for use in uses if (told := _told(use)) is not None]
    if len(right) < len(uses) or not uses:
        return []
    axes = uses[0].axis is not None
    singles = [((code,), edit) for code, edit in _EDITS.items()]
    found = _matching(right, axes, singles, given)
    if not axes:
        found += [slip for slip in _whole(uses, right) if given(slip.value)]
    if found:
        return _distinct(found)
    pairs = [
        ((first, second), _after(_EDITS[first], _EDITS[second]))
        for first, second in combinations(COMMON, 2)
    ]
    return _distinct(_matching(right, axes, pairs, given))[:MOST_PAIRS]


def _told(use: Use) -> Wrong | None:
    told = tell(use.formula, use.arguments)
    return None if told is None else Wrong(told.formula, told.expression, told.letters)


def _matching(
    right: Sequence[Wrong],
    axes: bool,
    slips: Sequence[tuple[tuple[str, ...], Edit]],
    given: Callable[[tuple[Number, ...]], bool],
) -> list[Slip]:
    found: list[Slip] = []
    for codes, edit in slips:
        edited = [edit(part) for part in right]
        if all(part is None for part in edited):
            continue
        parts = [new or old for new, old in zip(edited, right, strict=True)]
        value = _total([part.value for part in parts], axes)
        if value != _total([part.value for part in right], axes) and given(value):
            wrong = tuple(part for part in edited if part is not None)
            found.append(Slip(codes, wrong, value))
    return found


def _total(values: Sequence[Number], axes: bool) -> tuple[Number, ...]:
    return tuple(values) if axes else (sum(values),)


def _distinct(slips: Sequence[Slip]) -> list[Slip]:
    """Slips that wrote the same wrong formula, in the same numbers, are told once."""
    kept: dict[tuple[Expr, ...], Slip] = {}
    for slip in slips:
        kept.setdefault(tuple(part.substituted for part in slip.wrong), slip)
    return list(kept.values())


def _after(first: Edit, second: Edit) -> Edit:
    def both(part: Wrong) -> Wrong | None:
        once = first(part)
        return None if once is None else second(once)

    return both


# Givens misread: a letter replaced by what it was taken for.


def _misread(**replacement: int) -> Edit:
    def edit(part: Wrong) -> Wrong | None:
        changed = {
            letter: value
            for letter, value in replacement.items()
            if part.letters.get(letter, value) != value
        }
        return part._replace(letters={**part.letters, **changed}) if changed else None

    return edit


def _swap_channels(part: Wrong) -> Wrong | None:
    if "c_in" not in part.letters or "c_out" not in part.letters:
        return None
    swapped = {"c_in": part.letters["c_out"], "c_out": part.letters["c_in"]}
    return part._replace(letters={**part.letters, **swapped})


# Operations misapplied: rules on the nodes of the tree.


def _rewrite(rule: Callable[[Expr, list[Expr]], Expr]) -> Edit:
    def edit(part: Wrong) -> Wrong | None:
        statement = bottom_up(part.statement, rule)
        return None if statement is part.statement else part._replace(statement=statement)

    return edit


def _plus_one(times: int) -> Edit:
    """The + 1 at the end of the formula, left out or written twice."""

    def edit(part: Wrong) -> Wrong | None:
        terms = part.statement.args if isinstance(part.statement, Sum) else ()
        if not terms or not (isinstance(terms[-1], Num) and terms[-1].value == 1):
            return None
        rest = terms[:-1]
        if times:
            return part._replace(statement=make(Sum, *rest, times))
        return part._replace(statement=make(Sum, *rest) if len(rest) > 1 else rest[0])

    return edit


def _padding(once: Callable[[Expr, bool], Expr]) -> Edit:
    """Every term 2p of a sum replaced; `once` makes the new term from p and the old sign."""

    def rule(node: Expr, args: list[Expr]) -> Expr:
        if not isinstance(node, Sum):
            return node.rebuild(args) if args else node
        terms: list[Expr] = []
        for arg in args:
            minus = isinstance(arg, Neg)
            body = arg.args[0] if isinstance(arg, Neg) else arg
            terms.append(once(body.args[1], minus) if _is_twice_padding(body) else arg)
        return node.rebuild(terms)

    return _rewrite(rule)


def _is_twice_padding(node: Expr) -> bool:
    if not isinstance(node, Product) or len(node.args) != 2:
        return False
    two, letter = node.args
    return (
        isinstance(two, Num) and two.value == 2 and isinstance(letter, Var) and letter.name == "p"
    )


def _signed(term: Expr, minus: bool) -> Expr:
    return make(Neg, term) if minus else term


def _swap_rounding(wanted: type[Expr], instead: type[Expr]) -> Edit:
    def rule(node: Expr, args: list[Expr]) -> Expr:
        if isinstance(node, wanted):
            return make(instead, *args)
        return node.rebuild(args) if args else node

    return _rewrite(rule)


def _kernel_once(node: Expr, args: list[Expr]) -> Expr:
    """k instead of k²."""
    if isinstance(node, Power):
        return args[0]
    return node.rebuild(args) if args else node


def _height_only(node: Expr, args: list[Expr]) -> Expr:
    """The height alone instead of height times width."""
    marks = [arg.name[-2:] if isinstance(arg, Var) else "" for arg in args]
    if isinstance(node, Product) and marks == ["_h", "_w"]:
        return args[0]
    return node.rebuild(args) if args else node


def _one_fraction_only(index: int) -> Edit:
    """Of a sum of two fractions, one was left out."""

    def edit(part: Wrong) -> Wrong | None:
        terms = part.statement.args if isinstance(part.statement, Sum) else ()
        if len(terms) != 2 or not all(isinstance(term, Ratio) for term in terms):
            return None
        return part._replace(statement=terms[index])

    return edit


# Formulas confused: another formula with the same givens, in the form a teacher would choose.


def _other_size(wanted: str, instead: Callable[..., Any], *more: int) -> Edit:
    def edit(part: Wrong) -> Wrong | None:
        if part.formula != wanted:
            return None
        usual = {"s": 1, "p": 0, "d": 1, "q": part.letters.get("p", 0)}
        values = [part.letters.get(name, usual.get(name, 0)) for name in "ikspqd"]
        told = tell(instead, (*values, *more))
        return None if told is None else Wrong(wanted, told.expression, told.letters)

    return edit


def _standard_for_depthwise(part: Wrong) -> Wrong | None:
    """Every filter taken to span all channels: c_in·m filters over c_in channels."""
    if part.formula not in ("depthwise-weights", "depthwise-macs"):
        return None
    return part._replace(statement=make(Product, part.statement, Var("c_in")))


def _depthwise_for_standard(part: Wrong) -> Wrong | None:
    """Every filter taken to span one channel."""
    if part.formula not in ("conv-weights", "conv-macs") or "c_in" not in part.letters:
        return None
    return part._replace(letters={**part.letters, "c_in": part.letters.get("g", 1)})


_EDITS: Mapping[str, Edit] = {
    "plus_one_forgotten": _plus_one(0),
    "plus_one_doubled": _plus_one(2),
    "padding_once": _padding(lambda p, minus: _signed(p, minus)),
    "padding_subtracted": _padding(lambda p, minus: _signed(2 * p, not minus)),
    "padding_subtracted_once": _padding(lambda p, minus: _signed(p, not minus)),
    "padding_ignored": _misread(p=0, q=0),
    "stride_ignored": _misread(s=1),
    "ceil_for_floor": _swap_rounding(FloorDiv, CeilDiv),
    "floor_for_ceil": _swap_rounding(CeilDiv, FloorDiv),
    "dilation_ignored": _misread(d=1),
    "output_padding_ignored": _misread(a=0),
    "groups_ignored": _misread(g=1),
    "multiplier_ignored": _misread(m=1),
    "channels_swapped": _swap_channels,
    "kernel_on_one_axis": _rewrite(_kernel_once),
    "output_on_one_axis": _rewrite(_height_only),
    "only_pointwise": _one_fraction_only(0),
    "only_depthwise": _one_fraction_only(1),
    "transposed_for_forward": _other_size("conv-output", tconv_output, 0),
    "forward_for_transposed": _other_size("tconv-output", conv_output),
    "standard_for_depthwise": _standard_for_depthwise,
    "depthwise_for_standard": _depthwise_for_standard,
}
"""Code of a slip -> how it changes a formula; None where it cannot be made."""


def _whole(uses: Sequence[Use], right: Sequence[Wrong]) -> Iterator[Slip]:
    """Slips in putting the parts together: bias left out or added, MACs and FLOPs confused."""
    total = sum(part.value for part in right)
    biases = [part for part in right if part.formula == "bias"]
    quantity = uses[0].quantity
    if biases and len(biases) < len(right):
        kept = tuple(part for part in right if part.formula != "bias")
        yield Slip(("bias_forgotten",), kept, (sum(part.value for part in kept),))
    if quantity == "params" and not biases:
        yield from _bias_added(uses, right, total)
    if quantity == "params" and biases:
        yield from _bias_of_inputs(uses, right)
    if quantity == "macs":
        yield Slip(("flops_for_macs",), tuple(right), (2 * total,))
    if quantity == "flops":
        yield Slip(("macs_for_flops",), tuple(right[:-1]), (Fraction(total) / 2,))


def _bias_added(uses: Sequence[Use], right: Sequence[Wrong], total: Number) -> Iterator[Slip]:
    counts = [use.arguments[2] for use in uses if use.formula is conv_weights and use.arguments]
    if counts:
        biases = [
            Wrong("bias", as_expr(bias_count(Var("c_out"), as_expr(1))), {"c_out": c})
            for c in counts
        ]
        yield Slip(("bias_added",), (*right, *biases), (total + sum(counts),))


def _bias_of_inputs(uses: Sequence[Use], right: Sequence[Wrong]) -> Iterator[Slip]:
    """One bias for each input channel instead of each output channel."""
    inputs = [use.arguments[1] for use in uses if use.formula in (conv_weights, conv_macs)]
    biases = [part for part in right if part.formula == "bias"]
    if len(inputs) == 1 == len(biases):
        swapped = Wrong("bias", as_expr(bias_count(Var("c_in"), as_expr(1))), {"c_in": inputs[0]})
        parts = tuple(swapped if part.formula == "bias" else part for part in right)
        yield Slip(("channels_swapped",), parts, (sum(part.value for part in parts),))
