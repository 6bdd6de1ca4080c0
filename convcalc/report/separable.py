"""What `separable` says: a convolution and its cheaper relatives, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from convcalc.algebra.expr import Var, as_expr
from convcalc.algebra.trace import ratio as divide
from convcalc.errors import Message, UsageError
from convcalc.formulas.cost import separable_ratio, separable_ratio_square
from convcalc.layers.base import Record, Shape
from convcalc.layers.quantities import OF_LAYERS, QUANTITIES
from convcalc.report.document import (
    Approximate,
    Document,
    Fact,
    Lettered,
    Named,
    Node,
    Note,
    Reciprocal,
)
from convcalc.report.fields import Field, no_quantity, people, records, table, word
from convcalc.report.rivals import Rival, SavingRatio, rivals
from convcalc.report.values import (
    conditions,
    figure,
    neat,
    same_value,
    settings,
    sizes,
    tensor,
    valid_for,
)

ANSWERS = ("ratio", *[known.key for known in OF_LAYERS])
"""What `--of` may name; all but the ratio are those of the depthwise separable convolution."""


def compare(
    shape: Shape, given: Mapping[str, Any], dims: int, dialect: str | None = None
) -> tuple[list[Rival], SavingRatio]:
    """The convolutions to compare, and the ratio of the depthwise separable one.

    Raises:
        UsageError: the output channels are not given.
        LayerError: one of the convolutions has no output for this input.
    """
    compared = rivals(shape, {"bias": False, **given}, dims, dialect)
    values = compared[1].layer.values
    out = compared[0].layer.values["out"]
    if out is None:
        raise UsageError(Message("separable.needs_out"), Message("separable.needs_out_hint"))
    return compared, SavingRatio(values["kernel"], out, values["multiplier"])


def separable_document(
    shape: Shape,
    given: Mapping[str, Any],
    dims: int,
    dialect: str | None = None,
    saving: int | Fraction | None = None,
    of: str | None = None,
) -> Document:
    """Standard, depthwise separable, grouped and spatially separable convolution side by side.

    Args:
        given: kernel, stride, padding, dilation, out, bias, multiplier, groups, as typed.
        saving: a wanted factor; the answer says from how many output channels on it holds.
        of: what `-q` prints, one of ANSWERS; default the ratio.

    Raises:
        UsageError: the output channels are not given, or `of` names something else.
        LayerError: one of the convolutions has no output for this input.
    """
    compared, ratio = compare(shape, given, dims, dialect)
    kernel, out = sizes(ratio.kernel), neat(ratio.out)
    return Document(
        "separable",
        Message("separable.title", input=tensor(shape), out=out, kernel=kernel),
        lambda: _data(shape, compared, ratio, saving),
        _answer(compared[1], ratio.exact, of),
        lambda: _nodes(compared, ratio, saving, given),
        (),
    )


def _nodes(
    compared: list[Rival],
    ratio: SavingRatio,
    saving: int | Fraction | None,
    given: Mapping[str, Any],
) -> list[Node]:
    """What people read; `given`: the parameters that somebody said."""
    separable = compared[1]
    methods = table(_fields(compared, ratio.exact), compared, highlight=1)
    nodes: list[Node] = [methods, *_stages(separable), *_remarks(ratio, saving)]
    if "bias" not in given:
        nodes.append(Note(Message("compare.no_bias")))
    if given.get("groups") is None and any(rival.key == "grouped" for rival in compared):
        groups = compared[2].layer.values["groups"]
        nodes.append(Note(Message("separable.groups_chosen", groups=groups), "hint"))
    if not separable.sheet.known:
        nodes.append(Note(Message("separable.give_channels"), "hint"))
    return [*nodes, *valid_for(conditions(separable.sheet.conditions))]


def _fields(compared: list[Rival], exact: Any) -> tuple[Field, ...]:
    def ratio(rival: Rival) -> Any:
        return _share(compared, rival, exact)

    def known(rival: Rival) -> Fraction | None:
        share = ratio(rival)
        return Fraction(share) if isinstance(share, int | Fraction) else None

    def decimal(rival: Rival) -> Any:
        share = known(rival)
        return "" if share is None else Approximate(share, sign=False)

    def reciprocal(rival: Rival) -> Any:
        share = known(rival)
        return "" if share is None or share >= 1 else Reciprocal(share, sign=False)

    return (
        word(
            "method",
            lambda one: Named(one.key, one.name),
            "separable.column.method",
            lambda one: one.key,
        ),
        Field("parameters", lambda one: settings(one.layer)),
        Field("size", lambda one: sizes(one.sheet.output.spatial)),
        Field("channels", lambda one: neat(one.sheet.output.channels)),
        Field("params", lambda one: one.params, "report.params"),
        Field("macs", lambda one: one.macs, "report.macs"),
        Field("ratio", ratio, "separable.column.ratio"),
        Field("decimal", decimal, "separable.column.decimal", people, aside=True),
        Field("reciprocal", reciprocal, "separable.column.reciprocal", people, aside=True),
    )


def _share(compared: list[Rival], rival: Rival, exact: Any) -> Any:
    """MACs of a rival over those of the standard convolution."""
    if rival is compared[0]:
        return 1
    if rival is compared[1]:
        return exact
    full, part = compared[0].macs, rival.macs
    if full is None or part is None:
        return None
    return neat(divide(part, full))


STAGE = (
    word("stage", lambda row: Named(row[0], Message(f"stage.{row[0]}")), "separable.column.stage"),
    Field("params", lambda row: neat(row[1]), "report.params"),
    Field("macs", lambda row: neat(row[2]), "report.macs"),
)


def _stages(separable: Rival) -> list[Node]:
    """The two steps of the depthwise separable convolution on their own."""
    sheet = separable.sheet
    if not isinstance(sheet, Record) or not sheet.known:
        return []
    counted = [use for use in sheet.uses if use.quantity == "macs"]
    rows = [
        (stage, sum(part.count for part in sheet.parts if part.stage == stage),
         sum(use.value for use in counted if use.stage == stage))
        for stage in dict.fromkeys(use.stage for use in counted)
    ]  # fmt: skip
    total = (Message("report.total"), separable.params, separable.macs)
    return [table(STAGE, rows, "separable.stages", total=total, aside=True)]


def _remarks(ratio: SavingRatio, saving: int | Fraction | None) -> list[Note]:
    """Where the ratio comes from, and how far it can go."""
    told = [Note(_ratio_formula(ratio))]
    limit = ratio.limit
    if limit is None:
        return told
    if isinstance(ratio.exact, int | Fraction) and ratio.exact >= 1:
        told.append(Note(Message("separable.saves_nothing")))
    kernel = sizes(ratio.kernel)
    told.append(Note(Message("separable.limit", kernel=kernel, limit=limit)))
    if saving is not None:
        wanted, least = neat(Fraction(saving)), ratio.channels_for(saving)
        code = "separable.never" if least is None else "separable.saving_from"
        message = Message(code, saving=wanted, kernel=kernel, least=least)
        channels = "none" if least is None else least
        facts = (Fact("saving_channels", Message("report.channels"), channels),)
        told.append(Note(message, facts=facts))
    return told


def _ratio_formula(ratio: SavingRatio) -> Message:
    """The ratio in letters: the formula itself, traced."""
    kernel, single = ratio.kernel, same_value(ratio.multiplier, 1)
    if len(kernel) == 2 and same_value(*kernel) and single:
        formula = as_expr(separable_ratio_square(Var("K"), Var("M")))
    else:
        letters = tuple(Var(f"K_{axis}") for axis in "dhw"[-len(kernel) :])
        formula = as_expr(neat(separable_ratio(letters, Var("M"), 1 if single else Var("m"))))
    return Message("separable.formula", formula=Lettered(formula))


def _answer(separable: Rival, exact: Any, of: str | None) -> Any:
    if of is None or of == "ratio":
        return exact
    give = QUANTITIES[of].layer
    if give is None:
        raise no_quantity("separable.no_quantity", of, ANSWERS)
    value = figure(give(separable.sheet))
    if value is None:
        raise UsageError(
            Message("separable.unknown_quantity", quantity=Message(f"quantity.{of}")),
            Message("separable.give_channels"),
        )
    return value


def _data(
    shape: Shape, compared: list[Rival], ratio: SavingRatio, saving: int | Fraction | None
) -> dict[str, Any]:
    data: dict[str, Any] = {
        "dialect": compared[0].layer.origin.dialect, "inputs": [tensor(shape)],
        "methods": records(_fields(compared, ratio.exact), compared), "ratio": ratio.exact,
    }  # fmt: skip
    if saving is not None:
        data["saving"] = {"factor": neat(Fraction(saving)), "channels": ratio.channels_for(saving)}
    return data
