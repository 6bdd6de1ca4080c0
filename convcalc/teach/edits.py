"""The slips themselves: what each does to the tree of a formula.

Three sources, none of them a list of numbers: a given misread (a letter replaced by what it was
taken for), an operation misapplied (a rule on the nodes of the tree), and a formula confused with
another one that has the same givens. An edit returns the formula with the slip in it, or None
where the slip cannot be made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeAlias

from convcalc.algebra.expr import (
    CeilDiv,
    Ceiling,
    Expr,
    Floor,
    FloorDiv,
    Neg,
    Num,
    Power,
    Product,
    Ratio,
    Sum,
    Value,
    Var,
    as_expr,
    bottom_up,
    make,
    substitute,
)
from convcalc.algebra.fold import fold
from convcalc.formulas.size import conv_output, same_output
from convcalc.formulas.transposed import tconv_output
from convcalc.teach.lessons import tell

__all__ = ["AS_TOLD", "COMMON", "EDITS", "Edit", "Part"]


class Part(NamedTuple):
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


Edit: TypeAlias = "Callable[[Part], Part | None]"

COMMON = (
    "plus_one_forgotten",
    "padding_once",
    "padding_ignored",
    "stride_ignored",
    "ceil_for_floor",
)
"""The only slips that are also tried two at a time: pairs of all explain almost any number."""

AS_TOLD = frozenset({"minus_one_forgotten"})
"""Slips made only in the form of a formula that was told, not in the general one behind it."""


def role(letter: str) -> str:
    """What a letter stands for, whatever axis or layer it belongs to: k of k_h and of k_2."""
    return letter if letter.startswith(("c_", "f_")) else letter.partition("_")[0]


# Givens misread.


def _misread(**replacement: int) -> Edit:
    def edit(part: Part) -> Part | None:
        changed = {
            letter: as_expr(replacement[role(letter)])
            for letter, value in part.letters.items()
            if role(letter) in replacement
            and as_expr(value) is not as_expr(replacement[role(letter)])
        }
        return part._replace(letters={**part.letters, **changed}) if changed else None

    return edit


def _taken_for(letter: str, other: str, *formulas: str) -> Edit:
    """In these formulas, a letter taken to be another one of the question, axis by axis."""

    def edit(part: Part) -> Part | None:
        if formulas and part.formula not in formulas:
            return None
        changed = {
            name: part.letters[other + name[len(letter) :]]
            for name in part.letters
            if role(name) == letter and other + name[len(letter) :] in part.letters
        }
        return part._replace(letters={**part.letters, **changed}) if changed else None

    return edit


def _swap_channels(part: Part) -> Part | None:
    if "c_in" not in part.letters or "c_out" not in part.letters:
        return None
    swapped = {"c_in": part.letters["c_out"], "c_out": part.letters["c_in"]}
    return part._replace(letters={**part.letters, **swapped})


def _flattened(part: Part) -> Part | None:
    """All positions of the map counted as features, where there is one value a channel."""
    positions = [value for name, value in part.letters.items() if role(name) == "i"]
    if part.formula not in ("linear-weights", "linear-macs") or not positions:
        return None
    features = make(Product, part.letters["f_in"], *positions)
    return part._replace(letters={**part.letters, "f_in": features})


# Operations misapplied: rules on the nodes of the tree.

Rule: TypeAlias = "Callable[[Expr, list[Expr]], Expr]"
"""(node, its operands after the rule) -> what stands in its place."""


def _kept(node: Expr, args: list[Expr]) -> Expr:
    return node.rebuild(args) if args else node


def _rewrite(rule: Rule) -> Edit:
    def edit(part: Part) -> Part | None:
        statement = bottom_up(part.statement, rule)
        return None if statement is part.statement else part._replace(statement=statement)

    return edit


def _is_one(node: Expr) -> bool:
    return isinstance(node, Num) and node.value == 1


def _plus_one(times: int) -> Edit:
    """The + 1 at an end of the formula, left out or written twice."""

    def edit(part: Part) -> Part | None:
        terms = part.statement.args if isinstance(part.statement, Sum) else ()
        ends = [place for place in (len(terms) - 1, 0) if terms and _is_one(terms[place])]
        if not ends:
            return None
        place = ends[0]
        rest = terms[:place] + terms[place + 1 :]
        if times:
            return part._replace(statement=make(Sum, *terms, 1))
        return part._replace(statement=make(Sum, *rest) if len(rest) > 1 else rest[0])

    return edit


def _minus_one(letter: str) -> Edit:
    """k instead of k - 1."""

    def rule(node: Expr, args: list[Expr]) -> Expr:
        if isinstance(node, Sum) and len(args) == 2:
            first, last = args
            named = isinstance(first, Var) and role(first.name) == letter
            if named and isinstance(last, Neg) and _is_one(last.args[0]):
                return first
        return _kept(node, args)

    return _rewrite(rule)


def _padding(*, subtract: bool = False, once: bool = False, side: str = "p") -> Edit:
    """The terms 2p, or p and q, of every sum: subtracted, or counted for one side only."""

    def rule(node: Expr, args: list[Expr]) -> Expr:
        if not isinstance(node, Sum):
            return _kept(node, args)
        both = {_letter(arg)[0] for arg in args} >= {"p", "q"}
        terms: list[Expr] = []
        for arg in args:
            name, minus, twice = _letter(arg)
            if name == "p" and twice:
                body: Expr = Var("p") if once else 2 * Var("p")
            elif both and name in ("p", "q"):
                if once and name != side:
                    continue
                body = Var(name)
            else:
                terms.append(arg)
                continue
            terms.append(make(Neg, body) if minus != subtract else body)
        return node.rebuild(terms)

    return _rewrite(rule)


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


def _rounding(wanted: Mapping[type[Expr], type[Expr]]) -> Edit:
    def rule(node: Expr, args: list[Expr]) -> Expr:
        instead = wanted.get(type(node))
        return make(instead, *args) if instead else _kept(node, args)

    return _rewrite(rule)


def _not_squared(letter: str) -> Edit:
    """k instead of k^2."""

    def rule(node: Expr, args: list[Expr]) -> Expr:
        if isinstance(node, Power):
            base = args[0]
            if isinstance(base, Num) or (isinstance(base, Var) and role(base.name) == letter):
                return base
        return _kept(node, args)

    return _rewrite(rule)


def _one_axis(letter: str, place: int) -> Edit:
    """One axis alone instead of the product of all: h instead of h times w."""

    def rule(node: Expr, args: list[Expr]) -> Expr:
        names = [arg.name if isinstance(arg, Var) else "" for arg in args]
        if isinstance(node, Product) and all(name.startswith(f"{letter}_") for name in names):
            return args[place]
        return _kept(node, args)

    return _rewrite(rule)


def _one_fraction_only(index: int) -> Edit:
    """Of a sum of two fractions, one was left out."""

    def edit(part: Part) -> Part | None:
        terms = part.statement.args if isinstance(part.statement, Sum) else ()
        if len(terms) != 2 or not all(isinstance(term, Ratio) for term in terms):
            return None
        return part._replace(statement=terms[index])

    return edit


def _inverted(part: Part) -> Part | None:
    """How many times, instead of what part."""
    if not part.formula.endswith("-ratio"):
        return None
    return part._replace(statement=make(Ratio, 1, part.statement))


# Formulas confused: another formula with the same givens, in the form a teacher would choose.


def _other_formula(
    wanted: tuple[str, ...], instead: Callable[..., Any], letters: str, **fixed: int
) -> Edit:
    """`fixed` are givens that the other formula takes for granted."""

    def edit(part: Part) -> Part | None:
        usual = {"s": 1, "p": 0, "d": 1, "a": 0, "q": part.letters.get("p", 0), **part.letters}
        usual.update(fixed)
        if part.formula not in wanted or not all(letter in usual for letter in letters):
            return None
        told = tell(instead, [usual[letter] for letter in letters])
        if told is None:
            return None
        return part._replace(statement=told.expression, letters={**part.letters, **told.letters})

    return edit


def _same_for_valid(part: Part) -> Part | None:
    """SAME padding taken for granted where there is none."""
    paddings = [part.letters.get(letter, 0) for letter in "pq"]
    if any(isinstance(padding, Expr) or padding != 0 for padding in paddings):
        return None
    return _other_formula(("conv-output",), same_output, "is")(part)


def _kernel_times_dilation(part: Part) -> Part | None:
    if part.formula != "effective-kernel":
        return None
    return part._replace(statement=Var("d") * Var("k"))


def _standard_for_depthwise(part: Part) -> Part | None:
    """Every filter taken to span all channels: c_in * m filters over c_in channels."""
    if part.formula not in ("depthwise-weights", "depthwise-macs"):
        return None
    return part._replace(statement=make(Product, part.statement, Var("c_in")))


def _depthwise_for_standard(part: Part) -> Part | None:
    """Every filter taken to span one channel."""
    if part.formula not in ("conv-weights", "conv-macs") or "c_in" not in part.letters:
        return None
    return part._replace(letters={**part.letters, "c_in": part.letters.get("g", 1)})


_FORWARD = ("conv-output", "same-output")
_TRANSPOSED = ("tconv-output", "tconv-same-output", "tconv-keras-output")

EDITS: tuple[tuple[str, Edit], ...] = (
    ("plus_one_forgotten", _plus_one(0)),
    ("plus_one_doubled", _plus_one(2)),
    ("minus_one_forgotten", _minus_one("k")),
    ("minus_one_forgotten", _minus_one("d")),
    ("minus_one_forgotten", _minus_one("i")),
    ("padding_once", _padding(once=True)),
    ("padding_once", _padding(once=True, side="q")),
    ("padding_subtracted", _padding(subtract=True)),
    ("padding_subtracted_once", _padding(subtract=True, once=True)),
    ("padding_ignored", _misread(p=0, q=0)),
    ("stride_ignored", _misread(s=1)),
    ("ceil_for_floor", _rounding({FloorDiv: CeilDiv, Floor: Ceiling})),
    ("floor_for_ceil", _rounding({CeilDiv: FloorDiv, Ceiling: Floor})),
    ("dilation_ignored", _misread(d=1)),
    ("kernel_times_dilation", _kernel_times_dilation),
    ("output_padding_ignored", _misread(a=0)),
    ("groups_ignored", _misread(g=1)),
    ("multiplier_ignored", _misread(m=1)),
    ("batch_ignored", _misread(n=1)),
    ("depth_ignored", _misread(l=1)),
    ("width_ignored", _misread(w=1)),
    ("resolution_ignored", _misread(r=1)),
    ("channels_swapped", _swap_channels),
    ("output_channels_forgotten", _misread(c_out=1)),
    ("kernel_on_one_axis", _not_squared("k")),
    ("width_not_squared", _not_squared("w")),
    ("resolution_not_squared", _not_squared("r")),
    ("kernel_on_one_axis", _one_axis("k", 0)),
    ("kernel_on_one_axis", _one_axis("k", -1)),
    ("map_on_one_axis", _one_axis("o", 0)),
    ("map_on_one_axis", _one_axis("o", -1)),
    ("map_on_one_axis", _one_axis("i", 0)),
    ("map_on_one_axis", _one_axis("i", -1)),
    ("input_for_output", _taken_for("o", "i", "conv-macs", "depthwise-macs")),
    ("output_for_input", _taken_for("i", "o", "tconv-macs")),
    ("flattened", _flattened),
    ("only_pointwise", _one_fraction_only(0)),
    ("only_depthwise", _one_fraction_only(1)),
    ("inverted", _inverted),
    ("transposed_for_forward", _other_formula(_FORWARD, tconv_output, "ikspqda", a=0)),
    ("forward_for_transposed", _other_formula(_TRANSPOSED, conv_output, "ikspqd")),
    ("valid_for_same", _other_formula(("same-output",), conv_output, "ikspqd", p=0, q=0)),
    ("same_for_valid", _same_for_valid),
    ("standard_for_depthwise", _standard_for_depthwise),
    ("depthwise_for_standard", _depthwise_for_standard),
)
"""Code of a slip and how it changes a formula. A code stands more than once where the slip can be
made at several places, each by itself."""
