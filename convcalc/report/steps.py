"""Worked answers: what `teach` derives, set out line by line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from convcalc.algebra.expr import Expr, Num, Var, as_expr, free_variables, substitute
from convcalc.algebra.normal import normal
from convcalc.algebra.reduce import reduce_steps
from convcalc.algebra.trace import ratio as divide
from convcalc.errors import Message, UsageError
from convcalc.formulas.cost import conv_weights, separable_weights
from convcalc.formulas.index import FORMULAS
from convcalc.layers.base import Layer, Record, Shape
from convcalc.report.document import (
    Approximate,
    Document,
    Lettered,
    Node,
    Note,
    Reciprocal,
    Sizes,
    StepLine,
    Steps,
)
from convcalc.report.kernel import kernel_document
from convcalc.report.layer import layer_document
from convcalc.report.rivals import Ratio
from convcalc.report.separable import compare, separable_document
from convcalc.report.values import neat, same_value, sizes
from convcalc.teach.derive import Derivation, Given, Worked, derive

__all__ = [
    "AXIS_NAMES",
    "given_line",
    "kernel_steps",
    "layer_steps",
    "separable_steps",
    "steps_document",
]

NAMED = ("params", "weights", "biases", "ratio")
"""What stands before an equals sign and is a word: codes `left.<name>`."""

AXIS_NAMES: Mapping[int, tuple[str, ...]] = {
    1: ("length",),
    2: ("height", "width"),
    3: ("depth", "height", "width"),
}
"""Words for the axes of a layer with so many of them, in order: codes `axis.<name>`."""


def layer_steps(
    layer: Layer,
    inputs: Sequence[Shape],
    record: Record,
    of: str | None = None,
    dialect: str = "torch",
) -> Document:
    """The worked answers of one layer.

    Args:
        record: what the layer stated for these inputs, recorded.
        of: the quantity to derive; default the size, and what the channels allow.

    Raises:
        UsageError: nothing can be derived for this layer, or not this quantity.
    """
    document = layer_document(layer, inputs, record, of, dialect)
    worked = derive(record, None if of is None else (of,))
    if not worked:
        name = Message(f"layer.{layer.TYPE}")
        if of is None:
            raise UsageError(Message("steps.nothing", layer=name))
        raise UsageError(Message("steps.not_this", layer=name, quantity=Message(f"quantity.{of}")))
    return steps_document(worked, document, len(record.output.spatial))


def kernel_steps(record: Record, of: str | None = None) -> Document:
    """The worked answer of `kernel`.

    Raises:
        UsageError: `of` names anything but the effective kernel.
    """
    kernel, dilation = zip(*(use.arguments for use in record.uses), strict=True)
    document = kernel_document(kernel, dilation, of)
    return steps_document(derive(record, ("effective_kernel",)), document, len(kernel))


def separable_steps(
    shape: Shape,
    given: Mapping[str, Any],
    dims: int,
    dialect: str = "torch",
    saving: int | Fraction | None = None,
    of: str | None = None,
) -> Document:
    """The MACs of the two convolutions, then their ratio: in letters, cancelled, in numbers.

    Raises:
        ConvcalcError: as `separable_document`.
    """
    document = separable_document(shape, given, dims, dialect, saving, of)
    compared, ratio = compare(shape, given, dims, dialect)
    costs = [
        worked
        for rival in compared[:2]
        if isinstance(rival.sheet, Record)
        for worked in derive(rival.sheet, ("macs",))
    ]
    derivation = _ratio_derivation(ratio)
    told = steps_document(costs, document, dims)
    share = Steps(Message("separable.ratio_steps"), tuple(_ratio_lines(derivation, ratio)))
    worked_out = [node for node in told.nodes if isinstance(node, Steps)]
    data = {**told.data, "derivations": [*told.data["derivations"], _data(derivation)]}
    return told._replace(data=data, nodes=[*worked_out, share])


def _ratio_derivation(ratio: Ratio) -> Derivation:
    """The cancelled ratio with the numbers of the case."""
    formula = FORMULAS["separable-ratio"]
    cancelled = normal(_ratio_in_letters(ratio))
    axes = dict(zip(_kernel_letters(ratio), ratio.kernel, strict=True))
    values = {**axes, "c_out": ratio.out, "m": ratio.multiplier}
    given = tuple(Given(name, values[name]) for name in values if name in free_variables(cancelled))
    substituted = substitute(cancelled, values)
    steps = tuple(reduce_steps(substituted))
    return Derivation(
        quantity="ratio",
        stage="",
        axes=(),
        formula=formula.name,
        source=formula.source,
        given=given,
        left="ratio",
        statement=cancelled,
        substituted=substituted,
        steps=steps,
        answer=ratio.exact,
    )


def _ratio_lines(derivation: Derivation, ratio: Ratio) -> list[StepLine]:
    whole = Lettered(_ratio_in_letters(ratio))
    assert derivation.statement is not None
    cancelled = Lettered(derivation.statement)
    lines = [
        given_line(derivation.given),
        StepLine(Message("step.formula"), Lettered(Var("ratio")), whole),
        StepLine(Message("step.cancel"), None, cancelled, note=derivation.source),
        StepLine(Message("step.substitute"), None, derivation.substituted),
    ]
    lines += [StepLine(Message(f"step.{step.kind}"), None, step.after) for step in derivation.steps]
    exact = ratio.exact
    if isinstance(exact, int | Fraction):
        share = Fraction(exact)
        answer = Message(
            "answer.ratio",
            value=exact,
            approximate=Approximate(share),
            reciprocal=Reciprocal(share),
        )
        lines.append(StepLine(Message("steps.answer"), words=answer))
    return lines


def _kernel_letters(ratio: Ratio) -> list[str]:
    """Letters of the axes; one for all where they agree."""
    if all(same_value(size, ratio.kernel[0]) for size in ratio.kernel):
        return ["k"] * len(ratio.kernel)
    return [f"k_{axis}" for axis in "dhw"[-len(ratio.kernel) :]]


def _ratio_in_letters(ratio: Ratio) -> Expr:
    """Weights of the separable convolution over those of the standard one; the map cancels."""
    k = tuple(map(Var, _kernel_letters(ratio)))
    c_in, c_out, one = Var("c_in"), Var("c_out"), as_expr(1)
    m: Expr = one if same_value(ratio.multiplier, 1) else Var("m")
    separable, standard = separable_weights(k, c_in, c_out, m), conv_weights(k, c_in, c_out, one)
    return as_expr(neat(divide(separable, standard)))


def steps_document(worked: Sequence[Worked], document: Document, dims: int = 2) -> Document:
    """`document` with its tables replaced by the worked answers; the answer of `-q` stays.

    Args:
        dims: number of spatial axes, which decides what the axes are called.
    """
    kept = [node for node in document.nodes if isinstance(node, Note) and node.level != "hint"]
    nodes: list[Node] = [
        Steps(_title(part, dims), tuple(_lines(part, answer, dims)))
        for answer in worked
        for part in answer.parts
    ]
    data = {**document.data, "derivations": [_data(part) for one in worked for part in one.parts]}
    return document._replace(data=data, nodes=[*nodes, *kept])


def _title(part: Derivation, dims: int) -> Message:
    if part.formula:
        title = Message(f"formula.{part.formula}.title")
    else:
        title = Message("steps.total", quantity=Message(f"quantity.{part.quantity}"))
    if part.stage:
        title = Message("report.of_stage", stage=Message(f"stage.{part.stage}"), part=title)
    if part.axes and len(part.axes) < dims:
        names = AXIS_NAMES[dims]
        axes = [Message(f"axis.{names[axis]}") for axis in part.axes]
        title = Message("steps.on_axis", title=title, axes=axes)
    return title


def _lines(part: Derivation, worked: Worked, dims: int) -> list[StepLine]:
    lines = []
    if part.given:
        lines.append(given_line(part.given))
    left: Any = Message(f"left.{part.left}") if part.left in NAMED else Lettered(Var(part.left))
    if part.statement is not None:
        formula = Lettered(part.statement)
        lines.append(StepLine(Message("step.formula"), left, formula, note=part.source))
        left = None
    if part.statement is None:
        lines.append(StepLine(Message("step.sum"), left, part.substituted))
    elif part.given:
        lines.append(StepLine(Message("step.substitute"), None, part.substituted))
    for step in part.steps:
        note = Message("step.exact") if step.exact else None
        lines.append(StepLine(Message(f"step.{step.kind}"), None, step.after, note=note))
    if part is worked.parts[-1]:
        lines.append(StepLine(Message("steps.answer"), words=_answer(worked)))
    lines += [StepLine(Message("steps.check"), words=_right(check)) for check in part.checks]
    lines += [StepLine(Message("steps.remark"), words=remark) for remark in part.remarks]
    return lines


def given_line(given: Sequence[Given]) -> StepLine:
    """What is given: each letter with its role and value."""
    items = _items(given)
    return StepLine(Message("steps.given"), words=Message("steps.list", items=items))


def _items(given: Sequence[Given]) -> list[Message]:
    """One item for each letter; the axes of a letter together: output o_h × o_w = 56 × 56."""
    groups: dict[tuple[str, bool], list[Given]] = {}
    for one in given:
        letter = one.letter
        role = letter if letter.startswith(("c_", "f_")) else letter.partition("_")[0]
        groups.setdefault((role, one.each), []).append(one)
    return [_item(role, each, group) for (role, each), group in groups.items()]


def _item(role: str, each: bool, group: Sequence[Given]) -> Message:
    letters = Sizes(Lettered(Var(given.letter)) for given in group)
    equation = Message("steps.letter_is", letter=letters, value=sizes(one.value for one in group))
    return Message("given.both_sides" if each else f"given.{role}", given=equation)


def _right(check: Message) -> Message:
    return Message("steps.right", check=check)


def _answer(worked: Worked) -> Any:
    """The answer with its unit."""
    value = worked.answer
    if isinstance(value, tuple):
        return Message(f"answer.{worked.quantity}", value=sizes(value))
    return Message(f"answer.{worked.quantity}", value=neat(value), count=neat(value))


def _data(part: Derivation) -> dict[str, Any]:
    return {
        "quantity": part.quantity,
        "formula": part.formula or None,
        "stage": part.stage or None,
        "axes": list(part.axes),
        "given": {given.letter: neat(given.value) for given in part.given},
        "left": part.left,
        "statement": part.statement,
        "substituted": part.substituted,
        "steps": [{"kind": step.kind, "expression": _plain(step.after)} for step in part.steps],
        "answer": neat(part.answer),
    }


def _plain(node: Any) -> Any:
    """A bare number as a number: not every line of a derivation is an expression."""
    return neat(node.value) if isinstance(node, Num) else node
