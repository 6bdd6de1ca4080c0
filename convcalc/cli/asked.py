"""What a command line asks, as a question: its right answer and the formulas behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from convcalc.algebra.expr import free_variables
from convcalc.cli.command import Call
from convcalc.cli.one_layer import request
from convcalc.errors import Message
from convcalc.layers.base import Record, Shape
from convcalc.layers.demands import symbols
from convcalc.layers.make import analyse
from convcalc.report.document import Node, Steps
from convcalc.report.judge import Asked
from convcalc.report.values import tensor, title
from convcalc.teach.question import Question, question_of
from convcalc.tensors.page import Grid


def asked(call: Call) -> Asked:
    """The question that a call of one of the commands in `ASKED` puts.

    Raises:
        ConvcalcError: whatever the command itself would refuse.
    """
    return ASKED[call.command](call)


def _layer(call: Call, kind: str, sizes: Sequence[str], dims: int | None = None) -> Asked:
    from convcalc.report.layer import layer_document

    inputs, given, axes, dialect = request(call, sizes, dims)
    layer, sheet = analyse(kind, inputs, given, axes, dialect, record=True)
    assert isinstance(sheet, Record)
    inputs = sheet.inputs
    of = call.settings.of
    document = layer_document(layer, inputs, sheet, of)
    quantity = of or ("size" if sheet.output.spatial else "channels")

    def worked() -> list[Node]:
        from convcalc.report.steps import steps_document
        from convcalc.teach.derive import derive

        told = steps_document(derive(sheet, (quantity,)), document, len(sheet.output.spatial))
        return _steps(told.nodes)

    shapes = [tensor(shape) for shape in inputs]
    name = Message("check.layer", layer=title(layer), input=shapes)
    question = question_of(sheet, quantity)
    answered = quantity == "size" or not (of or sheet.output.spatial)
    return Asked(
        name, quantity, document.answer, question, len(sheet.output.spatial), worked,
        _letters(*inputs, tuple(layer.values.values())),
        sheet.output if answered else None,
        inputs[0].channels if inputs else None,
    )  # fmt: skip


def _letters(*values: Any) -> frozenset[str]:
    """The letters in what a question gives, shapes among it."""
    plain = [
        (value.channels, value.spatial) if isinstance(value, Shape) else value for value in values
    ]
    return frozenset(name for part in symbols(tuple(plain)) for name in free_variables(part))


def _steps(nodes: Sequence[Node]) -> list[Node]:
    return [node for node in nodes if isinstance(node, Steps)]


def _any_layer(call: Call) -> Asked:
    from convcalc.cli.layer import request as typed
    from convcalc.layers.index import look_up

    kind, sizes = typed(call)
    return _layer(call, kind, sizes, look_up(kind).dims)


def _pool(call: Call) -> Asked:
    return _layer(call, call.given.pop("type", "max") + "pool", call.arguments)


def _kernel(call: Call) -> Asked:
    from convcalc.cli.kernel import request as typed
    from convcalc.report.kernel import kernel_document, kernel_record
    from convcalc.report.steps import kernel_steps

    kernel, dilation = typed(call)
    record = kernel_record(kernel, dilation)
    document = kernel_document(kernel, dilation, call.settings.of)
    quantity = "effective_kernel"
    question = question_of(record, quantity)

    def worked() -> list[Node]:
        return _steps(kernel_steps(record, quantity).nodes)

    letters = _letters(kernel, dilation)
    return Asked(document.title, quantity, document.answer, question, len(kernel), worked, letters)


def _separable(call: Call) -> Asked:
    from convcalc.report.separable import compare, separable_document
    from convcalc.report.separable_steps import separable_steps
    from convcalc.teach.question import ratio_question

    call.given.pop("saving", None)
    (shape,), given, dims, dialect = request(call, call.arguments)
    of = call.settings.of
    document = separable_document(shape, given, dims, dialect, None, of)
    quantity = of or "ratio"
    compared, ratio = compare(shape, given, dims, dialect)
    sheet = compared[1].sheet
    assert isinstance(sheet, Record)
    question: Question | None = ratio_question(
        ratio.kernel, shape.channels, ratio.out, ratio.multiplier
    )
    if quantity != "ratio":
        question = question_of(sheet, quantity)

    def worked() -> list[Node]:
        from convcalc.report.steps import steps_document
        from convcalc.teach.derive import derive

        if quantity == "ratio":
            told = separable_steps(shape, given, dims, dialect)
            return _steps(told.nodes)[-1:]
        return _steps(steps_document(derive(sheet, (quantity,)), document, dims).nodes)

    letters = _letters(shape, tuple(compared[1].layer.values.values()))
    whole = sheet.output if quantity == "size" else None
    return Asked(
        document.title, quantity, document.answer, question, dims, worked, letters, whole,
        shape.channels,
    )  # fmt: skip


def _value(call: Call) -> Asked:
    from convcalc.cli.value import worked as work
    from convcalc.report.value import value_document

    done = work(call)
    document = value_document(done)

    def worked() -> list[Node]:
        return _steps(value_document(done, steps=True).nodes)

    def mistaken() -> Iterator[tuple[str, Grid]]:
        from convcalc.tensors.mistakes import mistakes

        for mistake in mistakes(done):
            if len(mistake.batch) == len(mistake.batch[0]) == 1:
                yield mistake.code, mistake.batch[0][0]

    return Asked(
        document.title, "value", document.answer, None, done.request.dims, worked, mistaken=mistaken
    )


def _rf(call: Call) -> Asked:
    from convcalc.cli.networks import opened
    from convcalc.network.study import Study
    from convcalc.report.rf import StudyView, rf_document
    from convcalc.report.rf.steps import rf_steps
    from convcalc.teach.field import chain_question

    given = call.given
    network = opened(call, call.arguments[0])
    study = Study(network, given.get("at_layer"), given.get("from_layer"))
    document = rf_document(study, StudyView(), call.settings.of)
    quantity = call.settings.of or "rf"
    layers = [node for node in study.path if node.sheet is not None]
    chain = [node.sheet.windows for node in layers if node.sheet is not None]
    simple = not study.meetings and quantity == "rf"

    def worked() -> list[Node]:
        return _steps(rf_steps(study, document).nodes)

    question = chain_question(chain, [node.name for node in layers]) if simple else None
    axes = len(study.field.axes)
    letters = _letters(*[node.shape for node in network.nodes], tuple(chain), document.answer)
    return Asked(document.title, quantity, document.answer, question, axes, worked, letters)


ASKED: Mapping[str, Callable[[Call], Asked]] = {
    "conv": lambda call: _layer(call, "conv", call.arguments),
    "tconv": lambda call: _layer(call, "tconv", call.arguments),
    "pool": _pool,
    "kernel": _kernel,
    "separable": _separable,
    "layer": _any_layer,
    "value": _value,
    "rf": _rf,
}
"""Command -> how its question is read."""
