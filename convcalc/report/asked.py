"""What a command asks, as a question: its right answer and the formulas behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from convcalc.algebra.expr import Size, free_variables
from convcalc.errors import Message
from convcalc.layers.base import Layer, Record, Shape
from convcalc.layers.demands import symbols
from convcalc.report.document import Document, Node, Steps
from convcalc.report.judge import Asked
from convcalc.report.values import tensor, title
from convcalc.teach.question import Question, question_of

if TYPE_CHECKING:
    from convcalc.network.study import Study
    from convcalc.tensors.page import Grid
    from convcalc.tensors.work import WorkedTensor


def layer_asked(layer: Layer, sheet: Record, of: str | None) -> Asked:
    """What a layer says of a quantity: its size, or the channels where it has none, unless named.

    Raises:
        UsageError: the layer has no such quantity.
    """
    from convcalc.report.layer import layer_document

    inputs, dims = sheet.inputs, len(sheet.output.spatial)
    document = layer_document(layer, inputs, sheet, of)
    quantity = of or ("size" if dims else "channels")
    answered = quantity == "size" or not (of or dims)
    name = Message("check.layer", layer=title(layer), input=[tensor(shape) for shape in inputs])
    return Asked(
        name, quantity, document.answer, question_of(sheet, quantity), dims,
        lambda: _derived(sheet, quantity, document, dims),
        _letters(*inputs, tuple(layer.values.values())),
        sheet.output if answered else None,
        inputs[0].channels if inputs else None,
    )  # fmt: skip


def kernel_asked(kernel: tuple[Size, ...], dilation: tuple[Size, ...], of: str | None) -> Asked:
    """The effective kernel.

    Raises:
        UsageError: `of` names anything else.
    """
    from convcalc.report.kernel import kernel_document, kernel_record
    from convcalc.report.steps import kernel_steps

    record, quantity = kernel_record(kernel, dilation), "effective_kernel"
    document = kernel_document(kernel, dilation, of)
    return Asked(
        document.title, quantity, document.answer, question_of(record, quantity), len(kernel),
        lambda: _steps(kernel_steps(record, quantity)), _letters(kernel, dilation),
    )  # fmt: skip


def separable_asked(
    shape: Shape, given: Mapping[str, Any], dims: int, dialect: str | None, of: str | None
) -> Asked:
    """The ratio of the costs, or a quantity of the depthwise separable convolution.

    Raises:
        ConvcalcError: as `separable_document`.
    """
    from convcalc.report.separable import compare, separable_document
    from convcalc.report.separable_steps import separable_steps
    from convcalc.teach.question import ratio_question

    document = separable_document(shape, given, dims, dialect, None, of)
    (_, separable, *_), ratio = compare(shape, given, dims, dialect)
    sheet, quantity = separable.sheet, of or "ratio"
    assert isinstance(sheet, Record)
    question: Question | None = ratio_question(
        ratio.kernel, shape.channels, ratio.out, ratio.multiplier
    )
    if quantity != "ratio":
        question = question_of(sheet, quantity)

    def worked() -> Sequence[Node]:
        if quantity == "ratio":
            return _steps(separable_steps(shape, given, dims, dialect))[-1:]
        return _derived(sheet, quantity, document, dims)

    return Asked(
        document.title, quantity, document.answer, question, dims, worked,
        _letters(shape, tuple(separable.layer.values.values())),
        sheet.output if quantity == "size" else None, shape.channels,
    )  # fmt: skip


def value_asked(done: WorkedTensor) -> Asked:
    """The values of the output."""
    from convcalc.report.value import value_document

    def mistaken() -> Iterator[tuple[str, Grid]]:
        from convcalc.tensors.mistakes import mistakes

        for mistake in mistakes(done):
            if len(mistake.batch) == len(mistake.batch[0]) == 1:
                yield mistake.code, mistake.batch[0][0]

    document = value_document(done)
    return Asked(
        document.title, "value", document.answer, None, done.request.dims,
        lambda: _steps(value_document(done, steps=True)), mistaken=mistaken,
    )  # fmt: skip


def field_asked(study: Study, of: str | None) -> Asked:
    """What a network sees of its input: its receptive field unless `of` says otherwise.

    Raises:
        UsageError: `of` names what no network has.
    """
    from convcalc.report.rf import StudyView, rf_document
    from convcalc.report.rf.steps import rf_steps
    from convcalc.teach.field import chain_question

    document, quantity = rf_document(study, StudyView(), of), of or "rf"
    layers = [node for node in study.path if node.sheet is not None]
    chain = tuple([node.sheet.windows for node in layers if node.sheet is not None])
    question = None
    if not study.meetings and quantity == "rf":
        question = chain_question(chain, [node.name for node in layers])
    shapes = [node.shape for node in study.whole.nodes]
    return Asked(
        document.title, quantity, document.answer, question,
        len(study.field.axes), lambda: _steps(rf_steps(study, document)),
        _letters(*shapes, chain, document.answer),
    )  # fmt: skip


def _derived(sheet: Record, quantity: str, document: Document, dims: int) -> list[Node]:
    from convcalc.report.steps import steps_document
    from convcalc.teach.derive import derive

    return _steps(steps_document(derive(sheet, (quantity,)), document, dims))


def _steps(document: Document) -> list[Node]:
    return [node for node in document.nodes if isinstance(node, Steps)]


def _letters(*values: Any) -> frozenset[str]:
    """The letters in what a question gives, shapes among it."""
    plain = [
        (value.channels, value.spatial) if isinstance(value, Shape) else value for value in values
    ]
    return frozenset(name for part in symbols(tuple(plain)) for name in free_variables(part))
