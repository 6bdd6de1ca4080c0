"""The slips themselves: what each does to the tree of a formula.

Three sources, none of them a list of numbers: a given misread (a letter replaced by what it was
taken for), an operation misapplied (a rule on the nodes of the tree), and a formula confused with
another one that has the same givens. An edit returns the formula with the slip in it, or None
where the slip cannot be made.
"""

from __future__ import annotations

from collections.abc import Callable

from convcalc.algebra.expr import (
    CeilDiv,
    Ceiling,
    Expr,
    Floor,
    FloorDiv,
    Product,
    Ratio,
    Sum,
    Var,
    as_expr,
    joined,
    make,
)
from convcalc.algebra.normal import equal
from convcalc.annotations import Any
from convcalc.formulas.size import conv_output, same_output
from convcalc.formulas.transposed import tconv_output
from convcalc.teach.lessons import BIASES, tell
from convcalc.teach.misapplied import (
    complement,
    inverted,
    kernel_times_dilation,
    minus_one,
    not_squared,
    one_axis,
    one_fraction_only,
    padding,
    plus_one,
    rounding,
)
from convcalc.teach.part import AnswerPart, Edit, role

COMMON = (
    "plus_one_forgotten",
    "padding_once",
    "padding_ignored",
    "stride_ignored",
    "ceil_for_floor",
)
"""The only slips that are also tried two at a time: pairs of all explain almost any number."""

WITHOUT_BIAS = (
    "kernel_on_one_axis",
    "map_on_one_axis",
    "channels_swapped",
    "groups_ignored",
    "output_channels_forgotten",
    "depthwise_for_standard",
)
"""Slips in counting weights that are also tried together with forgotten biases."""

RARE = frozenset({"plus_one_doubled", "padding_subtracted_once", "padding_added_once"})
"""Slips that lead to a number, but that hardly anybody makes: possible explanations, never
certain ones, and told after all others."""

AS_TOLD = frozenset({"minus_one_forgotten"})
"""Slips made only in the form of a formula that was told, not in the general one behind it."""

ON_BIASES = frozenset({"single_bias"})
"""Slips in counting biases. Any other slip that reaches a bias is one in the weights first."""


# Givens misread.


def misread(**replacement: int) -> Edit:
    """Letters (s, or s_2 for that of one axis or layer alone) taken for other numbers."""

    def edit(part: AnswerPart) -> AnswerPart | None:
        changed = {
            letter: as_expr(replacement[name])
            for letter, value in part.letters.items()
            for name in (letter, role(letter))
            if name in replacement and as_expr(value) is not as_expr(replacement[name])
        }
        return part._replace(letters={**part.letters, **changed}) if changed else None

    return edit


def _taken_for(letter: str, other: str, *formulas: str) -> Edit:
    """In these formulas, a letter taken to be another one of the question, axis by axis."""

    def edit(part: AnswerPart) -> AnswerPart | None:
        if formulas and part.formula not in formulas:
            return None
        changed = {
            name: part.letters[other + name[len(letter) :]]
            for name in part.letters
            if role(name) == letter and other + name[len(letter) :] in part.letters
        }
        return part._replace(letters={**part.letters, **changed}) if changed else None

    return edit


def _dilated_wrongly(part: AnswerPart) -> AnswerPart | None:
    """An effective kernel taken to be d k."""
    if "k_e" not in part.letters:
        return None
    times = make(Product, part.letters["d"], part.letters["k"])
    return part._replace(letters={**part.letters, "k_e": times})


def _swap_channels(part: AnswerPart) -> AnswerPart | None:
    if "c_in" not in part.letters or "c_out" not in part.letters:
        return None
    swapped = {"c_in": part.letters["c_out"], "c_out": part.letters["c_in"]}
    return part._replace(letters={**part.letters, **swapped})


def _flattened(part: AnswerPart) -> AnswerPart | None:
    """All positions of the map counted as features, where there is one value a channel."""
    positions = [value for name, value in part.letters.items() if role(name) == "i"]
    if part.formula not in ("linear-weights", "linear-macs") or not positions:
        return None
    features = make(Product, part.letters["f_in"], *positions)
    return part._replace(letters={**part.letters, "f_in": features})


# Formulas confused: another formula with the same givens, in the form a teacher would choose.


def _other_formula(
    wanted: tuple[str, ...], instead: Callable[..., Any], letters: str, **fixed: int
) -> Edit:
    """`fixed` are givens that the other formula takes for granted."""

    def edit(part: AnswerPart) -> AnswerPart | None:
        usual = {"s": 1, "p": 0, "d": 1, "a": 0, "q": part.letters.get("p", 0), **part.letters}
        usual.update(fixed)
        if part.formula not in wanted or not all(letter in usual for letter in letters):
            return None
        told = tell(instead, [usual[letter] for letter in letters])
        if told is None:
            return None
        return part._replace(statement=told.expression, letters={**part.letters, **told.letters})

    return edit


def _same_for_valid(part: AnswerPart) -> AnswerPart | None:
    """SAME padding taken for granted where there is none."""
    ends = [part.letters.get(letter, 0) for letter in "pq"]
    if any(isinstance(end, Expr) or end != 0 for end in ends):
        return None
    return _other_formula(("conv-output",), same_output, "is")(part)


def _single_bias(part: AnswerPart) -> AnswerPart | None:
    """One bias for all output channels."""
    several = part.formula in BIASES and not equal(part.value, 1)
    return part._replace(statement=as_expr(1)) if several else None


# Receptive fields of chains: what is added up.


def _kernels(combine: type[Expr]) -> Edit:
    """The kernels of a stack put together as they stand."""

    def edit(part: AnswerPart) -> AnswerPart | None:
        names = [name for name in part.letters if role(name) == "k"]
        if part.formula != "chain-field" or len(names) < 2:
            return None
        return part._replace(statement=make(combine, *map(Var, names)))

    return edit


def _own_stride(part: AnswerPart) -> AnswerPart | None:
    """Every layer's own stride counted among those of the layers below it."""
    if part.formula != "chain-field":
        return None
    reach = [as_expr(1)]
    before: list[Expr] = []
    for name in [name for name in part.letters if role(name) == "k"]:
        at = name.partition("_")[2]
        before += [] if part.letters[f"s_{at}"] == 1 else [Var(f"s_{at}")]
        dilation = [] if part.letters[f"d_{at}"] == 1 else [Var(f"d_{at}")]
        factors = [*dilation, Var(name) - 1, *before]
        reach.append(joined(Product, factors))
    return part._replace(statement=make(Sum, *reach))


def _standard_for_depthwise(part: AnswerPart) -> AnswerPart | None:
    """Every filter taken to span all channels: c_in * m filters over c_in channels."""
    if part.formula not in ("depthwise-weights", "depthwise-macs"):
        return None
    return part._replace(statement=make(Product, part.statement, Var("c_in")))


def _depthwise_for_standard(part: AnswerPart) -> AnswerPart | None:
    """Every filter taken to span one channel."""
    if part.formula not in ("conv-weights", "conv-macs") or "c_in" not in part.letters:
        return None
    return part._replace(letters={**part.letters, "c_in": part.letters.get("g", 1)})


_FORWARD = ("conv-output", "same-output")
_TRANSPOSED = ("tconv-output", "tconv-same-output", "tconv-keras-output")

EDITS: tuple[tuple[str, Edit], ...] = (
    ("kernels_added", _kernels(Sum)),
    ("kernels_multiplied", _kernels(Product)),
    ("own_stride_counted", _own_stride),
    ("plus_one_forgotten", plus_one(0)),
    ("padding_once", padding(once=True)),
    ("padding_once", padding(once=True, side="q")),
    ("padding_ignored", misread(p=0, q=0)),
    ("stride_ignored", misread(s=1)),
    ("ceil_for_floor", rounding({FloorDiv: CeilDiv, Floor: Ceiling})),
    ("floor_for_ceil", rounding({CeilDiv: FloorDiv, Ceiling: Floor})),
    ("not_rounded", rounding({FloorDiv: Ratio, CeilDiv: Ratio}, drop=(Floor, Ceiling))),
    ("dilation_ignored", _taken_for("k_e", "k")),
    ("dilation_ignored", misread(d=1)),
    ("kernel_times_dilation", _dilated_wrongly),
    ("kernel_times_dilation", kernel_times_dilation),
    ("minus_one_forgotten", minus_one("k")),
    ("minus_one_forgotten", minus_one("d")),
    ("minus_one_forgotten", minus_one("i")),
    ("padding_subtracted", padding("subtract")),
    ("padding_added", padding("add")),
    ("output_padding_ignored", misread(a=0)),
    ("groups_ignored", misread(g=1)),
    ("multiplier_ignored", misread(m=1)),
    ("single_bias", _single_bias),
    ("channels_swapped", _swap_channels),
    ("output_channels_forgotten", misread(c_out=1)),
    ("kernel_on_one_axis", not_squared("k")),
    ("kernel_on_one_axis", one_axis("k", 0)),
    ("kernel_on_one_axis", one_axis("k", -1)),
    ("map_on_one_axis", one_axis("o", 0)),
    ("map_on_one_axis", one_axis("o", -1)),
    ("map_on_one_axis", one_axis("i", 0)),
    ("map_on_one_axis", one_axis("i", -1)),
    ("input_for_output", _taken_for("o", "i", "conv-macs", "depthwise-macs")),
    ("output_for_input", _taken_for("i", "o", "tconv-macs")),
    ("flattened", _flattened),
    ("only_depthwise", one_fraction_only(0)),
    ("only_pointwise", one_fraction_only(1)),
    ("inverted", inverted),
    ("complement", complement),
    ("transposed_for_forward", _other_formula(_FORWARD, tconv_output, "ikspqda", a=0)),
    ("forward_for_transposed", _other_formula(_TRANSPOSED, conv_output, "ikspqd")),
    ("valid_for_same", _other_formula(("same-output",), conv_output, "ikspqd", p=0, q=0)),
    ("same_for_valid", _same_for_valid),
    ("standard_for_depthwise", _standard_for_depthwise),
    ("depthwise_for_standard", _depthwise_for_standard),
    ("padding_subtracted_once", padding("subtract", once=True)),
    ("padding_added_once", padding("add", once=True)),
    ("plus_one_doubled", plus_one(2)),
)
"""Code of a slip and how it changes a formula, likely ones first. A code stands more than once
where the slip can be made at several places, each by itself."""
