"""Worked answers: how each number that a layer states was found, line by line, as data.

A layer records which formula gave which number; here the formula is told in the form a teacher
would choose, its letters are replaced by the numbers, and the arithmetic is done one kind of
operation a line. No words are chosen here: they live in the text catalogues.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from convcalc.algebra.expr import (
    Expr,
    Neg,
    Num,
    Sum,
    Value,
    as_expr,
    free_variables,
    make,
    same,
    substitute,
)
from convcalc.algebra.fold import fold
from convcalc.algebra.normal import equal
from convcalc.algebra.reduce import Step, reduce_steps
from convcalc.annotations import Any
from convcalc.errors import Message
from convcalc.formulas.cost import flops
from convcalc.layers.base import Record, Use
from convcalc.record import NamedTuple
from convcalc.teach.checks import check, check_total
from convcalc.teach.lessons import BIASES, Told, tell
from convcalc.teach.part import role
from convcalc.teach.remarks import remarks

QUANTITIES = (
    "effective_kernel", "padding", "output_padding", "size", "channels", "features", "params",
    "macs",
)  # fmt: skip
"""What can be derived, in the order in which it is told."""

_OF_FEATURES = ("params", "macs", "flops")
"""What is worked out from the features of a flattened input, where a layer flattens it."""

KINDS = {"scale": "scales", "shift": "shifts", "slope": "slopes"}
"""Kinds of parameters of which one formula may give several: what stands before the equals sign."""

_PARTS = dict.fromkeys(BIASES, "biases")
LEFT = {
    "size": "o",
    "effective_kernel": "k_e",
    "padding": "P",
    "output_padding": "a",
    "channels": "c_out",
    "features": "f_in",
    "params": "params",
    "macs": "MACs",
    "flops": "FLOPs",
    "ratio": "ratio",
}


class Given(NamedTuple):
    """A letter of the formula and its value. `each`: a padding that lies on both sides."""

    letter: str
    value: Value
    each: bool = False


class Derivation(NamedTuple):
    """One formula worked out.

    quantity, stage, axes: what it gives (no axes: of the layer as a whole); formula: its name in
    the catalogue ("" for a total); left: the letter of the answer; statement: the formula in its
    letters; substituted: the same with the values; steps: the arithmetic; answer: a number, or an
    expression where symbols are left; checks: the same number found another way.
    """

    quantity: str
    stage: str
    axes: tuple[int, ...]
    formula: str
    source: Message | None
    given: tuple[Given, ...]
    left: str
    statement: Expr | None
    substituted: Expr
    steps: tuple[Step, ...]
    answer: Value
    checks: tuple[Message, ...] = ()
    remarks: tuple[Message, ...] = ()


class Worked(NamedTuple):
    """Everything that leads to one quantity: its derivations and the answer they add up to."""

    quantity: str
    parts: tuple[Derivation, ...]
    answer: Any


def derive(
    record: Record, quantities: Iterable[str] | None = None, whole: bool = False
) -> list[Worked]:
    """The worked answers for these quantities; those that the record does not know are left out.

    Args:
        record: what a layer stated (`layer.sheet(..., record=True)`).
        quantities: of `QUANTITIES` or "flops"; by default whatever a teacher would show: the
            effective kernel where it differs from the kernel, SAME padding, the size, and, if the
            channels are known, parameters and MACs. Those of a layer that flattens its input come
            after the number of its features, the size after an output padding found for it.
        whole: formulas as they are taught, with 0 and 1 put in (see `lessons.tell`).
    """
    wanted = list(quantities) if quantities is not None else _usual(record)
    if "size" in wanted and "effective_kernel" not in wanted and _is_dilated(record):
        wanted.insert(wanted.index("size"), "effective_kernel")
    if any(use.quantity == "features" for use in record.uses) and "features" not in wanted:
        costs = [at for at, quantity in enumerate(wanted) if quantity in _OF_FEATURES]
        if costs:
            wanted.insert(costs[0], "features")
    if any(use.quantity == "output_padding" for use in record.uses) and "size" in wanted:
        wanted.insert(wanted.index("size"), "output_padding")
    found = (_worked(record, quantity, whole) for quantity in wanted)
    return [worked for worked in found if worked is not None]


def work_out(
    function: Callable[..., Any], arguments: Sequence[Any], quantity: str, left: str | None = None
) -> Derivation:
    """One formula worked out for these arguments, outside any layer.

    Raises:
        KeyError: the formula is not in the catalogue.
    """
    use = Use(quantity, None, function, tuple(arguments), function(*arguments), "")
    derivation = _derivation(use, ())
    if derivation is None:
        raise KeyError(f"{function.__name__} is not in the catalogue")
    return derivation if left is None else derivation._replace(left=left)


def leading_to(record: Record, quantity: str) -> tuple[str, ...]:
    """The quantity, after the output size where a formula for it has that among its letters."""
    asked = "macs" if quantity == "flops" else quantity
    uses = [use for use in record.uses if use.quantity == asked and record.known]
    told = [tell(use.formula, use.arguments) for use in uses]
    takes = any(role(name) == "o" for one in told if one is not None for name in one.letters)
    sizes = any(use.quantity == "size" for use in record.uses)
    return ("size", quantity) if takes and sizes else (quantity,)


def _usual(record: Record) -> list[str]:
    quantities = ["size"]
    if _is_dilated(record):
        quantities.insert(0, "effective_kernel")
    if any(use.quantity == "padding" for use in record.uses):
        quantities.insert(0, "padding")
    if record.known:
        quantities += ["params", "macs"]
    return quantities


def _is_dilated(record: Record) -> bool:
    dilations = [use.arguments[1] for use in record.uses if use.quantity == "effective_kernel"]
    return any(not isinstance(dilation, int) or dilation != 1 for dilation in dilations)


def _worked(record: Record, quantity: str, whole: bool = False) -> Worked | None:
    if quantity == "flops":
        return _flops(record)
    if quantity in ("params", "macs") and not record.known:
        return None
    uses = [use for use in record.uses if use.quantity == quantity]
    if not uses:
        return None
    derived = [_derivation(group[0], _axes(group), whole) for group in _grouped(uses)]
    parts = [part for part in derived if part is not None]
    if quantity == "params" and len(parts) == len(record.parts):
        kinds = [KINDS.get(part.kind) for part in record.parts]
        parts = [
            part if kind is None else part._replace(left=kind)
            for part, kind in zip(parts, kinds, strict=True)
        ]
    if len(parts) < len(derived):
        return None
    if quantity == "size":
        return Worked(quantity, tuple(parts), _size(record, parts))
    if uses[0].axis is not None:
        return Worked(quantity, tuple(parts), tuple(fold(use.value) for use in uses))
    if len(parts) > 1:
        parts.append(_total(quantity, [part.answer for part in parts]))
    return Worked(quantity, tuple(parts), parts[-1].answer)


def _size(record: Record, parts: Sequence[Derivation]) -> tuple[Value, ...]:
    """The output size; with symbols as the last line of each derivation writes it."""
    written = {axis: part.answer for part in parts for axis in part.axes}
    return tuple(
        [
            written[axis] if axis in written and equal(written[axis], size) else fold(size)
            for axis, size in enumerate(record.output.spatial)
        ]
    )


def _axes(group: Sequence[Use]) -> tuple[int, ...]:
    return tuple(use.axis for use in group if use.axis is not None)


def _grouped(uses: Sequence[Use]) -> list[list[Use]]:
    """Axes on which the same formula has the same arguments are told once."""
    groups: list[list[Use]] = []
    for use in uses:
        for group in groups:
            if use.axis is not None and _alike(group[0], use):
                group.append(use)
                break
        else:
            groups.append([use])
    return groups


def _alike(left: Use, right: Use) -> bool:
    return (
        left.formula is right.formula
        and left.stage == right.stage
        and all(same(a, b) for a, b in zip(left.arguments, right.arguments, strict=True))
    )


def _derivation(use: Use, axes: tuple[int, ...], whole: bool = False) -> Derivation | None:
    """The derivation of one number; None if its formula cannot be written in letters."""
    told = tell(use.formula, use.arguments, whole)
    if told is None:
        return None
    given, substituted = put_in(told)
    steps, answer = _steps(substituted)
    return Derivation(
        use.quantity,
        use.stage,
        axes,
        told.formula,
        told.source,
        given,
        _left(use.quantity, told.formula),
        told.expression,
        substituted,
        steps,
        answer,
        check(told.formula, use),
        remarks(told.formula, use),
    )


def put_in(told: Told) -> tuple[tuple[Given, ...], Expr]:
    """The letters that stand in a formula with their values, and the formula with these put in."""
    values = {name: fold(value) for name, value in told.letters.items()}
    standing = set(free_variables(told.expression))
    both = "p" in values and "q" not in values
    given = tuple(
        Given(name, value, both and name == "p")
        for name, value in values.items()
        if name in standing
    )
    return given, substitute(told.expression, values)


def _left(quantity: str, formula: str) -> str:
    """What stands before the equals sign: a letter, or the name of a part of the parameters."""
    if quantity == "params" and formula.endswith("weights"):
        return "weights"
    return _PARTS.get(formula, LEFT.get(quantity, quantity))


def _steps(substituted: Expr) -> tuple[tuple[Step, ...], Value]:
    steps = reduce_steps(substituted)
    last = steps[-1].after if steps else substituted
    if not _is_number(last) and free_variables(last):
        folded = as_expr(fold(last))
        if not same(folded, last):
            steps.append(Step("simplify", last, folded))
            last = folded
    return tuple(steps), fold(last)


def _is_number(node: Expr) -> bool:
    return isinstance(node, Num) or (isinstance(node, Neg) and isinstance(node.args[0], Num))


def _total(quantity: str, answers: Sequence[Value]) -> Derivation:
    substituted = make(Sum, *answers)
    steps, answer = _steps(substituted)
    return Derivation(
        quantity, "", (), "", None, (), LEFT[quantity], None, substituted, steps, answer,
        check_total(answers, answer),
    )  # fmt: skip


def _flops(record: Record) -> Worked | None:
    macs = _worked(record, "macs")
    if macs is None:
        return None
    twice = work_out(flops, (macs.answer,), "flops")
    return Worked("flops", (*macs.parts, twice), twice.answer)
