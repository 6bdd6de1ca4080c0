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
from convcalc.report.rivals import Rival, SavingRatio
from convcalc.report.separable import compare, separable_document
from convcalc.report.values import conditions, neat, same_value, sizes
from convcalc.teach.derive import KINDS, Derivation, Given, Worked, derive

NAMED = ("params", "weights", "biases", "scales", "shifts", "slopes", "ratio")
"""What stands before an equals sign and is a word: codes `left.<name>`."""

NOTHING_TO_ADD = ("params", "buffers", "macs", "flops")
"""Quantities that are 0 where a layer has nothing of the kind."""

OWN_ROLES: Mapping[str, Mapping[str, str]] = {
    "crop-output": {"p": "cut_before", "q": "cut_after"},
}
"""Letters that mean something else in one formula than in all others: codes `given.<role>`."""

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
) -> Document:
    """The worked answers of one layer.

    Args:
        record: what the layer stated for these inputs, recorded.
        of: the quantity to derive; default the size, and what the channels allow.

    Raises:
        UsageError: nothing can be derived for this layer, or not this quantity.
    """
    document = layer_document(layer, inputs, record, of)
    worked = derive(record, None if of is None else (of,))
    if not worked:
        name = Message(f"layer.{layer.TYPE}")
        if of is None:
            raise UsageError(Message("steps.nothing", layer=name))
        if of in NOTHING_TO_ADD and document.answer == 0:
            return _zero(document, name, of)
        raise UsageError(Message("steps.not_this", layer=name, quantity=Message(f"quantity.{of}")))
    told = steps_document(worked, document, len(record.output.spatial))
    return _with_conditions(told, conditions(record.conditions))


def _with_conditions(told: Document, valid: list[Message]) -> Document:
    """Where a symbolic answer holds, as the last line of the work in place of a remark below it."""
    if not valid:
        return told
    nodes = [node for node in told.nodes if not (isinstance(node, Note) and _of_conditions(node))]
    last = max(number for number, node in enumerate(nodes) if isinstance(node, Steps))
    steps = nodes[last]
    assert isinstance(steps, Steps)
    words = Message("steps.list", items=valid)
    line = StepLine(Message("steps.conditions"), words=words)
    nodes[last] = steps._replace(lines=(*steps.lines, line))
    return told.told(told.data, nodes)


def _of_conditions(note: Note) -> bool:
    return any(fact.key == "conditions" for fact in note.facts)


def _zero(document: Document, layer: Message, of: str) -> Document:
    """The answer 0, where there is nothing that could be counted."""
    quantity = Message(f"quantity.{of}")
    words = Message("steps.none_at_all", layer=layer, quantity=quantity)
    line = StepLine(Message("steps.answer"), words=words)
    steps = Steps(Message("steps.total", quantity=quantity), (line,))
    return document.told({**document.data, "derivations": []}, [steps])


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
    standard, separable = compared[:2]
    quantity = of or "ratio"
    told = "macs" if quantity == "ratio" else quantity
    nodes: list[Node] = []
    data: list[dict[str, Any]] = []
    for rival in (separable,) if told in _SHARED_BY_BOTH else (standard, separable):
        assert isinstance(rival.sheet, Record)
        for worked in derive(rival.sheet, (told,)) if told != "channels" else ():
            page = steps_document((worked,), document, dims)
            nodes += [_of_method(node, rival) for node in page.nodes if isinstance(node, Steps)]
            data += [{"method": rival.key, **part} for part in page.data["derivations"]]
    if quantity == "ratio":
        derivation = _ratio_derivation(ratio)
        lines = _ratio_lines(derivation, ratio) + _ratio_check(standard, separable, ratio)
        nodes.append(Steps(Message("separable.ratio_steps"), tuple(lines)))
        data.append(_data(derivation))
    if not nodes:
        name, meant = Message("layer.separable"), Message(f"quantity.{quantity}")
        raise UsageError(Message("steps.not_this", layer=name, quantity=meant))
    worked_out = document.told({**document.data, "derivations": data}, nodes)
    return _with_conditions(worked_out, conditions(separable.sheet.conditions))


_SHARED_BY_BOTH = ("size", "channels")
"""What the standard convolution gives too, so that it is told once."""


def _of_method(steps: Steps, rival: Rival) -> Steps:
    """The steps under the name of the method, unless a stage of it names them already."""
    if steps.title.code == "report.of_stage":
        return steps
    return steps._replace(title=Message("steps.method", method=rival.name, title=steps.title))


def _ratio_check(standard: Rival, separable: Rival, ratio: SavingRatio) -> list[StepLine]:
    """The MACs divided by each other, where both are numbers."""
    whole, part = standard.macs, separable.macs
    if not (isinstance(whole, int) and isinstance(part, int)):
        return []
    if Fraction(part, whole) != ratio.exact:
        return []
    check = Message("check.macs_divided", part=part, whole=whole, ratio=ratio.exact)
    return [StepLine(Message("steps.check"), words=_right(check))]


def _ratio_derivation(ratio: SavingRatio) -> Derivation:
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


def _ratio_lines(derivation: Derivation, ratio: SavingRatio) -> list[StepLine]:
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
    return document.told(data, [*nodes, *kept])


def _title(part: Derivation, dims: int) -> Message:
    if part.formula:
        title = Message(f"formula.{part.formula}.title")
    else:
        title = Message("steps.total", quantity=Message(f"quantity.{part.quantity}"))
    if part.left in KINDS.values():
        title = Message("steps.of_kind", kind=Message(f"kind.{part.left}"), title=title)
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
        lines.append(given_line(part.given, part.formula))
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


def given_line(given: Sequence[Given], formula: str = "") -> StepLine:
    """What is given: each letter with its role and value, in the words of the formula."""
    items = _items(given, formula)
    return StepLine(Message("steps.given"), words=Message("steps.list", items=items))


def _items(given: Sequence[Given], formula: str) -> list[Message]:
    """One item for each letter; the axes of a letter together: output o_h × o_w = 56 × 56."""
    groups: dict[tuple[str, bool], list[Given]] = {}
    for one in given:
        letter = one.letter
        role = letter if letter.startswith(("c_", "f_")) else letter.partition("_")[0]
        groups.setdefault((role, one.each), []).append(one)
    own = OWN_ROLES.get(formula, {})
    return [_item(own.get(role, role), each, group) for (role, each), group in groups.items()]


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
