"""Worked answers: what `teach` derives, set out line by line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from convcalc.algebra.expr import Num, Var
from convcalc.algebra.reduce import Step
from convcalc.annotations import Any
from convcalc.errors import Message, UsageError
from convcalc.layers.base import Layer, Record, Shape
from convcalc.report.document import Document, Lettered, Note, Sizes, StepLine, Steps
from convcalc.report.fields import line
from convcalc.report.kernel import kernel_document
from convcalc.report.layer import layer_document
from convcalc.report.values import conditions, neat, sizes
from convcalc.teach.derive import KINDS, Derivation, Given, Worked, derive, leading_to
from convcalc.teach.part import role

NAMED = (
    "params", "weights", "biases", "scales", "shifts", "slopes", "ratio", "values", "sets",
)  # fmt: skip
"""What stands before an equals sign and is a word: codes `left.<name>`."""

NOTHING_TO_ADD = ("params", "buffers", "macs", "flops")
"""Quantities that are 0 where a layer has nothing of the kind."""

SHARED = ("conv-output",)
"""Formulas of several types, whose titles name all of them: the work on one says what it gives."""

OWN_ROLES: Mapping[str, Mapping[str, str]] = {"crop-output": {"p": "cut_before", "q": "cut_after"}}
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
    whole: bool = False,
) -> Document:
    """The worked answers of one layer.

    Args:
        record: what the layer stated for these inputs, recorded.
        of: the quantity to derive; default the size, and what the channels allow.
        whole: formulas as they are taught, with 0 and 1 put in.

    Raises:
        UsageError: nothing can be derived for this layer, or not this quantity.
    """
    document = layer_document(layer, inputs, record, of)
    worked = derive(record, None if of is None else leading_to(record, of), whole)
    if not worked:
        name = Message(f"layer.{layer.TYPE}")
        if of is None:
            raise UsageError(Message("steps.nothing", layer=name))
        if of in NOTHING_TO_ADD and document.answer == 0:
            return _zero(document, name, of)
        raise UsageError(Message("steps.not_this", layer=name, quantity=Message(f"quantity.{of}")))
    told = steps_document(worked, document, len(record.output.spatial))
    return with_conditions(told, conditions(record.conditions))


def with_conditions(told: Document, valid: list[Message]) -> Document:
    """Where a symbolic answer holds, as the last line of the work in place of a remark below it."""
    if not valid:
        return told
    nodes = [
        node
        for node in told.nodes
        if not isinstance(node, Note) or all(fact.key != "conditions" for fact in node.facts)
    ]
    last = max(number for number, node in enumerate(nodes) if isinstance(node, Steps))
    steps = nodes[last]
    assert isinstance(steps, Steps)
    where = line("steps.conditions", Message("steps.list", items=valid))
    nodes[last] = steps._replace(lines=(*steps.lines, where))
    return told.told(told.data, nodes)


def _zero(document: Document, layer: Message, of: str) -> Document:
    """The answer 0, where there is nothing that could be counted."""
    quantity = Message(f"quantity.{of}")
    words = Message("steps.none_at_all", layer=layer, quantity=quantity)
    steps = Steps(Message("steps.total", quantity=quantity), (line("steps.answer", words),))
    return document.told({**document.data, "derivations": []}, [steps])


def kernel_steps(record: Record, of: str | None = None) -> Document:
    """The worked answer of `kernel`.

    Raises:
        UsageError: `of` names anything but the effective kernel.
    """
    kernel, dilation = zip(*(use.arguments for use in record.uses), strict=True)
    document = kernel_document(kernel, dilation, of)
    return steps_document(derive(record, ("effective_kernel",)), document, len(kernel))


def steps_document(worked: Sequence[Worked], document: Document, dims: int = 2) -> Document:
    """`document` with its tables replaced by the worked answers; the answer of `-q` stays.

    Args:
        dims: number of spatial axes, which decides what the axes are called.
    """
    kept = [node for node in document.nodes if isinstance(node, Note) and node.level != "hint"]
    data = {**document.data, "derivations": derivations_data(worked)}
    return document.told(data, [*derived(worked, dims), *kept])


def derived(worked: Sequence[Worked], dims: int) -> list[Steps]:
    """The worked answers, part by part."""
    return [
        Steps(_title(part, dims), tuple(_lines(part, answer, dims)))
        for answer in worked
        for part in answer.parts
    ]


def _title(part: Derivation, dims: int) -> Message:
    if part.formula in SHARED:
        title = Message(f"report.{part.quantity}")
    elif part.formula:
        title = Message(f"formula.{part.formula}.title")
    else:
        title = Message("steps.total", quantity=Message(f"quantity.{part.quantity}"))
    if part.left in KINDS.values():
        title = Message("steps.of_kind", kind=Message(f"kind.{part.left}"), title=title)
    if part.stage:
        title = Message("report.of_stage", stage=Message(f"stage.{part.stage}"), part=title)
    return on_axes(title, part.axes, dims)


def on_axes(title: Message, axes: Sequence[int], dims: int) -> Message:
    """A title with the axes that it speaks of, unless those are all."""
    if not axes or len(axes) >= dims or dims not in AXIS_NAMES:
        return title
    return Message("steps.on_axis", title=title, axes=axis_words(axes, dims))


def axis_words(axes: Sequence[int], dims: int) -> list[Message]:
    """What the axes are called, if there are so few that they have names."""
    return [Message(f"axis.{AXIS_NAMES[dims][axis]}") for axis in axes if dims in AXIS_NAMES]


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
    lines += reductions(part.steps)
    if part is worked.parts[-1]:
        lines.append(line("steps.answer", _answer(worked)))
    lines += [line("steps.check", right(check)) for check in part.checks]
    return lines + [line("steps.remark", remark) for remark in part.remarks]


def reductions(steps: Iterable[Step]) -> list[StepLine]:
    """The lines that reduce an expression, one kind of operation after the other."""
    return [
        StepLine(Message(f"step.{step.done}"), None, step.after,
                 note=Message("step.exact") if step.exact else None)
        for step in steps
    ]  # fmt: skip


def given_line(given: Sequence[Given], formula: str = "") -> StepLine:
    """What is given: each letter with its role and value, in the words of the formula."""
    return line("steps.given", Message("steps.list", items=_items(given, formula)))


def _items(given: Sequence[Given], formula: str) -> list[Message]:
    """One item for each letter; the axes of a letter together: output o_h × o_w = 56 × 56."""
    groups: dict[tuple[str, bool], list[Given]] = {}
    for one in given:
        letter = one.letter
        groups.setdefault((role(letter), one.each), []).append(one)
    own = OWN_ROLES.get(formula, {})
    return [_item(own.get(name, name), each, group) for (name, each), group in groups.items()]


def _item(name: str, each: bool, group: Sequence[Given]) -> Message:
    named = [Lettered(Var(given.letter)) for given in group]
    values = [neat(one.value) for one in group]
    if group[0].letter[-1].isdecimal():  # of one layer after the other
        equation = Message("steps.letters_are", letters=named, values=values)
    else:
        equation = Message("steps.letter_is", letter=Sizes(named), value=sizes(values))
    return Message("given.both_sides" if each else f"given.{name}", given=equation)


def right(check: Message) -> Message:
    return Message("steps.right", check=check)


def _answer(worked: Worked) -> Any:
    """The answer with its unit."""
    value = worked.answer
    if isinstance(value, tuple):
        return Message(f"answer.{worked.quantity}", value=sizes(value))
    return Message(f"answer.{worked.quantity}", value=neat(value), count=neat(value))


def derivations_data(worked: Iterable[Worked]) -> list[dict[str, Any]]:
    """The worked answers for scripts, part by part."""
    return [derivation_data(part) for one in worked for part in one.parts]


def derivation_data(part: Derivation) -> dict[str, Any]:
    """One of the parts."""
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
