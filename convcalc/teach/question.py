"""What is asked, as data: the formulas that lead to one quantity, and what else the question says.

A layer records which formula gave which number; a question keeps those of one quantity, told in the
form a teacher would choose, together with the letters that stand near them (the input size beside
the output size) and with what the answer is easily confused with (MACs for parameters).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from convcalc.algebra.expr import Expr, Size, Sum, Value, as_expr, joined
from convcalc.algebra.fold import fold
from convcalc.formulas.catalogue import AXIS_NAMES, variables
from convcalc.formulas.cost import (
    bias_count,
    conv_macs,
    conv_weights,
    depthwise_weights,
    linear_weights,
    separable_ratio,
    tconv_weights,
)
from convcalc.formulas.index import FORMULAS
from convcalc.layers.base import Record, Shape, Use
from convcalc.record import NamedTuple
from convcalc.teach.lessons import BIASES, tell
from convcalc.teach.part import AnswerPart

WEIGHTS = ("conv-weights", "depthwise-weights", "tconv-weights", "linear-weights")


class Question(NamedTuple):
    """A quantity, and the formulas that give it.

    axes: whether the parts are the sizes of the axes (else they add up, `scale` times);
    confused: code of a slip -> the parts that it takes instead of these; layers: the names of the
    layers that the letters k_1, k_2 ... of a chain belong to, where they are known.
    """

    quantity: str
    parts: tuple[AnswerPart, ...]
    axes: bool = False
    scale: int = 1
    confused: tuple[tuple[str, tuple[AnswerPart, ...]], ...] = ()
    layers: tuple[str, ...] = ()

    @property
    def values(self) -> tuple[Value, ...]:
        """The right answer: one value for each axis, or one total."""
        return values_of(self.parts, self.axes, self.scale)


def values_of(parts: Sequence[AnswerPart], axes: bool, scale: int) -> tuple[Value, ...]:
    """One value for each axis, or one total."""
    if axes:
        return tuple([part.value for part in parts])
    return (fold(total_of(parts, scale)),)


def total_of(parts: Sequence[AnswerPart], scale: int = 1) -> Expr:
    """The values of the parts added up, as they are written."""
    total = joined(Sum, [part.value for part in parts])
    return total if scale == 1 else scale * total


def question_of(record: Record, quantity: str) -> Question | None:
    """The question for this quantity of a layer; None if no formula that can be told gives it."""
    uses = _asked(record, "macs" if quantity == "flops" else quantity)
    parts = _parts(record, uses)
    if parts is None:
        return None
    axes = uses[0].axis is not None
    scale = 2 if quantity == "flops" else 1
    confused = () if axes else tuple(_confused(record, quantity, parts))
    return Question(quantity, parts, axes, scale, confused)


def ratio_question(
    kernel: tuple[Size, ...], c_in: Size | None, c_out: Size, multiplier: Size
) -> Question:
    """The cost of a depthwise separable convolution over that of the standard one."""
    arguments = (kernel, c_out, multiplier)
    known = {} if c_in is None else {"c_in": c_in}
    part = part_of(Use("ratio", None, separable_ratio, arguments, None, ""), known)
    assert part is not None
    return Question("ratio", (part,))


def _asked(record: Record, quantity: str) -> list[Use]:
    if quantity == "rf":
        slides = record.windows and all(window.kind == "slide" for window in record.windows)
        quantity = "effective_kernel" if slides else ""
    if quantity in ("params", "macs") and not record.known:
        return []
    return [use for use in record.uses if use.quantity == quantity]


def _parts(record: Record, uses: Sequence[Use]) -> tuple[AnswerPart, ...] | None:
    """The formulas in letters; None if there are none, or one that has no letters."""
    parts = [part_of(use, _around(record, use)) for use in uses]
    told = tuple([part for part in parts if part is not None])
    return told if told and len(told) == len(parts) else None


def part_of(use: Use, around: Mapping[str, Value] | None = None) -> AnswerPart | None:
    """One formula in letters, as a teacher would write it and in its general form."""
    told = tell(use.formula, use.arguments)
    if told is None:
        return None
    named = _letters(use)
    general: Expr | None = None
    if told.form != told.formula:
        function = FORMULAS[told.formula].load()
        axes = max([len(value) for value in use.arguments if type(value) is tuple], default=2)
        general = as_expr(function(*variables(function, axes)))
    letters = {**told.letters, **(around or {}), **named, **told.letters}
    return AnswerPart(told.formula, told.expression, letters, general, use.stage)


def _letters(use: Use) -> dict[str, Value]:
    """Every argument of a formula by the letter of its general form, axis by axis."""
    code = use.formula.__code__
    letters: dict[str, Value] = {}
    names = code.co_varnames[: code.co_argcount]
    for name, value in zip(names, use.arguments, strict=True):
        if isinstance(value, tuple):
            marks = AXIS_NAMES.get(len(value), ())
            letters.update(zip([name + mark for mark in marks], value, strict=False))
        else:
            letters[name] = value
    return letters


def _around(record: Record, use: Use) -> dict[str, Value]:
    """What the question says besides the letters of this formula."""
    if use.axis is not None:
        return _merged(other for other in record.uses if other.axis == use.axis)
    found = _merged(
        other
        for other in record.uses
        if other.axis is None and other.stage == use.stage and other.quantity == use.quantity
    )
    sizes = [other for other in record.uses if other.quantity == "size"]
    marks = AXIS_NAMES.get(len(sizes), ())
    for mark, size in zip(marks, sizes, strict=False):
        found["o" + mark] = size.value
        i = _letters(size).get("i")
        if i is not None:
            found["i" + mark] = i
    return found


def _merged(uses: Iterable[Use]) -> dict[str, Value]:
    letters: dict[str, Value] = {}
    for use in uses:
        for name, value in _letters(use).items():
            letters.setdefault(name, value)
    return letters


def _confused(
    record: Record, quantity: str, parts: tuple[AnswerPart, ...]
) -> Iterable[tuple[str, tuple[AnswerPart, ...]]]:
    """Other numbers of the same layer that are taken for this one."""
    weights = tuple([part for part in parts if part.formula not in BIASES])
    if quantity == "params":
        yield "bias_forgotten", weights if len(weights) < len(parts) else ()
        yield "bias_added", _with_bias(record, parts)
        yield "macs_for_params", _parts(record, _asked(record, "macs")) or ()
        yield "statistics_counted", _with_statistics(record, parts)
        if len(parts) == 2 and parts[0][:3] == parts[1][:3]:
            yield "scale_only", parts[:1]
    elif quantity in ("macs", "flops"):
        learnt = _parts(record, _asked(record, "params")) or ()
        yield "params_for_macs", tuple(part for part in learnt if part.formula in WEIGHTS)
    yield "pooled_for_flattened", _pooled(record, parts)
    standard = _standard(record, quantity)
    if standard is not None:
        yield "standard_for_separable", (standard,)
        for stage in ("depthwise", "pointwise"):
            yield f"only_{stage}", tuple(part for part in parts if part.stage == stage)


def _pooled(record: Record, parts: tuple[AnswerPart, ...]) -> tuple[AnswerPart, ...]:
    """One feature for each channel, where the whole map is flattened."""
    x = record.inputs[0] if record.inputs else Shape(None, ())
    if not record.flattened or x.channels is None:
        return ()
    return tuple(
        [
            part._replace(letters={**part.letters, "f_in": x.channels})
            if "f_in" in part.letters
            else part
            for part in parts
        ]
    )


def _with_bias(record: Record, parts: tuple[AnswerPart, ...]) -> tuple[AnswerPart, ...]:
    """A bias for each output channel of each convolution, where there are none."""
    if any(part.formula in BIASES for part in parts):
        return ()
    added = []
    for use in record.uses:
        letters = _letters(use)
        if use.formula in (conv_weights, tconv_weights, linear_weights):
            count = letters.get("c_out", letters.get("f_out"))
        elif use.formula is depthwise_weights:
            count = fold(as_expr(letters["c_in"]) * letters["m"])
        else:
            continue
        part = part_of(Use("params", None, bias_count, (count, 1), None, use.stage))
        added += [part] if part is not None else []
    return (*parts, *added) if added else ()


def _with_statistics(record: Record, parts: tuple[AnswerPart, ...]) -> tuple[AnswerPart, ...]:
    stored = _parts(record, [use for use in record.uses if use.quantity == "buffers"])
    return (*parts, *stored) if stored else ()


def _standard(record: Record, quantity: str) -> AnswerPart | None:
    """The standard convolution in place of a depthwise separable one."""
    depthwise = [use for use in record.uses if use.formula is depthwise_weights and use.stage]
    pointwise = [use for use in record.uses if use.formula is conv_weights and use.stage]
    if len(depthwise) != 1 or len(pointwise) != 1:
        return None
    k, c_in, _ = depthwise[0].arguments
    c_out = pointwise[0].arguments[2]
    if quantity == "params":
        return part_of(Use("params", None, conv_weights, (k, c_in, c_out, 1), None, ""))
    if quantity not in ("macs", "flops"):
        return None
    (macs,) = [use for use in record.uses if use.formula is conv_macs]
    arguments = (k, c_in, c_out, 1, macs.arguments[-1])
    return part_of(Use("macs", None, conv_macs, arguments, None, ""))
