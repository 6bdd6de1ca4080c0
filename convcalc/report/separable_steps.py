"""The worked answer of `separable`: the costs of both convolutions, then their ratio."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from convcalc.algebra.expr import Expr, Var, as_expr, free_variables, substitute
from convcalc.algebra.normal import normal
from convcalc.algebra.reduce import reduce_steps
from convcalc.algebra.trace import ratio as divide
from convcalc.errors import Message, UsageError
from convcalc.formulas.cost import conv_weights, separable_weights
from convcalc.formulas.index import FORMULAS
from convcalc.layers.base import Record, Shape
from convcalc.report.document import (
    Approximate,
    Document,
    Lettered,
    Node,
    Reciprocal,
    StepLine,
    Steps,
)
from convcalc.report.fields import line
from convcalc.report.rivals import Rival, SavingRatio
from convcalc.report.separable import compare, separable_document
from convcalc.report.steps import (
    derivation_data,
    derivations_data,
    derived,
    given_line,
    reductions,
    right,
    with_conditions,
)
from convcalc.report.values import conditions, neat, same_value
from convcalc.teach.derive import Derivation, Given, derive


def separable_steps(
    shape: Shape,
    given: Mapping[str, Any],
    dims: int,
    dialect: str | None = None,
    saving: int | Fraction | None = None,
    of: str | None = None,
) -> Document:
    """The costs of the two convolutions, then the ratio of their MACs: in letters, cancelled, in
    numbers. `of` may name one quantity of the separable convolution instead.

    Raises:
        ConvcalcError: as `separable_document`.
        UsageError: the quantity has no formula.
    """
    document = separable_document(shape, given, dims, dialect, saving, of)
    compared, ratio = compare(shape, given, dims, dialect)
    quantity = of or "ratio"
    told = "macs" if quantity == "ratio" else quantity
    nodes: list[Node] = []
    data: list[dict[str, Any]] = []
    for rival in compared[1:2] if told in _SHARED_BY_BOTH else compared[:2]:
        assert isinstance(rival.sheet, Record)
        worked = derive(rival.sheet, (told,)) if told != "channels" else []
        nodes += [_of_method(steps, rival) for steps in derived(worked, dims)]
        data += [{"method": rival.key, **part} for part in derivations_data(worked)]
    if quantity == "ratio":
        derivation = _ratio_derivation(ratio)
        lines = _ratio_lines(derivation, ratio) + _ratio_check(
            compared[0].macs, compared[1].macs, ratio
        )
        nodes.append(Steps(Message("separable.ratio_steps"), tuple(lines)))
        data.append(derivation_data(derivation))
    if not nodes:
        name, meant = Message("layer.separable"), Message(f"quantity.{quantity}")
        raise UsageError(Message("steps.not_this", layer=name, quantity=meant))
    worked_out = document.told({**document.data, "derivations": data}, nodes)
    return with_conditions(worked_out, conditions(compared[1].sheet.conditions))


_SHARED_BY_BOTH = ("size", "channels")
"""What the standard convolution gives too, so that it is told once."""


def _of_method(steps: Steps, rival: Rival) -> Steps:
    """The steps under the name of the method, unless a stage of it names them already."""
    if steps.title.code == "report.of_stage":
        return steps
    return steps._replace(title=Message("steps.method", method=rival.name, title=steps.title))


def _ratio_check(whole: Any, part: Any, ratio: SavingRatio) -> list[StepLine]:
    """The MACs divided by each other, where both are numbers."""
    numbers = isinstance(whole, int) and isinstance(part, int)
    if not numbers or Fraction(part, whole) != ratio.exact:
        return []
    check = Message("check.macs_divided", part=part, whole=whole, ratio=ratio.exact)
    return [line("steps.check", right(check))]


def _ratio_derivation(ratio: SavingRatio) -> Derivation:
    """The cancelled ratio with the numbers of the case."""
    formula = FORMULAS["separable-ratio"]
    cancelled = normal(_ratio_in_letters(ratio))
    axes = dict(zip(_kernel_letters(ratio), ratio.kernel, strict=True))
    values = {**axes, "c_out": ratio.out, "m": ratio.multiplier}
    given = tuple(Given(name, values[name]) for name in values if name in free_variables(cancelled))
    substituted = substitute(cancelled, values)
    return Derivation(
        quantity="ratio", stage="", axes=(), formula=formula.name, source=formula.source,
        given=given, left="ratio", statement=cancelled, substituted=substituted,
        steps=tuple(reduce_steps(substituted)), answer=ratio.exact,
    )  # fmt: skip


def _ratio_lines(derivation: Derivation, ratio: SavingRatio) -> list[StepLine]:
    whole = Lettered(_ratio_in_letters(ratio))
    assert derivation.statement is not None
    cancelled = Lettered(derivation.statement)
    lines = [
        given_line(derivation.given),
        StepLine(Message("step.formula"), Lettered(Var("ratio")), whole),
        StepLine(Message("step.cancel"), None, cancelled, note=derivation.source),
        StepLine(Message("step.substitute"), None, derivation.substituted),
        *reductions(derivation.steps),
    ]
    exact = ratio.exact
    if isinstance(exact, int | Fraction):
        near, over = Approximate(Fraction(exact)), Reciprocal(Fraction(exact))
        words = Message("answer.ratio", value=exact, approximate=near, reciprocal=over)
        lines.append(line("steps.answer", words))
    return lines


def _kernel_letters(ratio: SavingRatio) -> list[str]:
    """Letters of the axes; one for all where they agree."""
    if all(same_value(size, ratio.kernel[0]) for size in ratio.kernel):
        return ["k"] * len(ratio.kernel)
    return [f"k_{axis}" for axis in "dhw"[-len(ratio.kernel) :]]


def _ratio_in_letters(ratio: SavingRatio) -> Expr:
    """Weights of the separable convolution over those of the standard one; the map cancels."""
    k = tuple(map(Var, _kernel_letters(ratio)))
    c_in, c_out, one = Var("c_in"), Var("c_out"), as_expr(1)
    m: Expr = one if same_value(ratio.multiplier, 1) else Var("m")
    separable, standard = separable_weights(k, c_in, c_out, m), conv_weights(k, c_in, c_out, one)
    return as_expr(neat(divide(separable, standard)))
