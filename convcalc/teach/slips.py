"""Why an answer is wrong: every slip that yields it, found by rewriting the formula's tree.

A slip is made wherever it can be made, on every axis and in every part alike; only where that does
not explain the answer, on a single axis. What a slip does to a tree is said in `teach.edits`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations

from convcalc.algebra.expr import Expr, Product, Value, as_expr, make
from convcalc.algebra.fold import fold
from convcalc.algebra.normal import equal
from convcalc.annotations import TypeAlias
from convcalc.record import NamedTuple
from convcalc.teach.edits import AS_TOLD, COMMON, EDITS, ON_BIASES, RARE, WITHOUT_BIAS, misread
from convcalc.teach.lessons import BIASES
from convcalc.teach.part import AnswerPart, Edit
from convcalc.teach.question import Question, values_of

MOST_PAIRS = 3
POOLED = "pooled_for_flattened"
IN_A_LAYER = (("stride_ignored", "s"), ("dilation_ignored", "d"), ("layer_left_out", "k"))
"""Slips in one layer of a chain, and the letter of it that was taken to be 1."""


class SlippedFormula(NamedTuple):
    """A formula before and after the slip, and the edit that made it (for a pair: both)."""

    right: AnswerPart
    wrong: AnswerPart
    edit: Edit
    axis: int | None = None


class Slip(NamedTuple):
    """What went wrong, and where it leads.

    codes: one, or two of `COMMON`; value: the answer it gives, one value for each axis or one
    total; changes: the formulas with the slip in them; parts, scale: what the total is made of
    (a slip in putting parts together has no changes); axes: where it was made, () for all;
    whole: the wrong total as it is written, for such a slip; layer: the only layer of a chain where
    it was made.
    """

    codes: tuple[str, ...]
    value: tuple[Value, ...]
    changes: tuple[SlippedFormula, ...]
    parts: tuple[AnswerPart, ...]
    scale: int
    axes: tuple[int, ...] = ()
    whole: Expr | None = None
    layer: str = ""

    @property
    def possible(self) -> bool:
        """Whether it is only a possible explanation: a pair of slips, one made in a single layer,
        or a rare one."""
        return len(self.codes) > 1 or bool(self.layer) or not RARE.isdisjoint(self.codes)


Given: TypeAlias = "Callable[[tuple[Value, ...]], bool]"
Made: TypeAlias = "tuple[tuple[str, ...], Edit]"

_SINGLES: tuple[Made, ...] = tuple([((code,), edit) for code, edit in EDITS])


def find_slips(question: Question, given: Given) -> list[Slip]:
    """Every single slip that yields the answer, likely ones first; pairs of common ones only if no
    likely one does, and before those that hardly anybody makes.

    Args:
        given: whether these values (one for each axis, or one total) are the answer given.
    """
    found = [slip for slip in every_slip(question) if given(slip.value)]
    if not found and question.axes and len(question.parts) > 1:
        found = [slip for slip in _on_one_axis(question, _SINGLES) if given(slip.value)]
    if any(RARE.isdisjoint(slip.codes) for slip in found):
        return _distinct(found)
    pairs = (
        *_in_one_layer(question),
        *_everywhere(question, _pairs()),
        *_without_bias(question),
    )
    likely = _distinct(slip for slip in pairs if given(slip.value))[:MOST_PAIRS]
    return _distinct([*likely, *found])


def every_slip(question: Question) -> list[Slip]:
    """Every single slip that changes the answer, made on all axes and in all parts alike."""
    return _distinct([*_everywhere(question, _SINGLES), *_together(question)])


def _pairs() -> Iterator[Made]:
    for first, second in combinations(COMMON, 2):
        for one in _edits(first):
            for other in _edits(second):
                yield (first, second), _after(one, other)


def _edits(code: str) -> list[Edit]:
    return [edit for name, edit in EDITS if name == code]


def _after(first: Edit, second: Edit) -> Edit:
    def both(part: AnswerPart) -> AnswerPart | None:
        once = first(part)
        twice = None if once is None else second(once)
        return None if twice is None or once is None or _unchanged(once, twice) else twice

    return both


def _in_one_layer(question: Question) -> Iterator[Slip]:
    """A letter of one layer of a chain misread, where all before it is right."""
    for number, layer in enumerate(question.layers, 1):
        for code, letter in IN_A_LAYER:
            edit = misread(**{f"{letter}_{number}": 1})
            slip = _made(question, (code,), edit, range(len(question.parts)))
            if slip is not None:
                yield slip._replace(layer=layer)


def _without_bias(question: Question) -> Iterator[Slip]:
    """Forgotten biases together with a slip in counting the weights."""
    weights = dict(question.confused).get("bias_forgotten", ())
    if weights:
        rest = question._replace(parts=weights)
        for code in WITHOUT_BIAS:
            for edit in _edits(code):
                slip = _made(rest, (code,), edit, range(len(weights)))
                if slip is not None and not equal(slip.value[0], question.values[0]):
                    yield slip._replace(codes=("bias_forgotten", code))
    pooled = [part for part in dict(question.confused).get(POOLED, ()) if not _is_bias(part)]
    if weights and pooled:
        slip = _slip(question, ("bias_forgotten", POOLED), (), tuple(pooled), question.scale)
        if slip is not None:
            yield slip


def _everywhere(question: Question, slips: Iterable[Made]) -> Iterator[Slip]:
    for codes, edit in slips:
        slip = _made(question, codes, edit, range(len(question.parts)))
        if slip is not None:
            yield slip


def _on_one_axis(question: Question, slips: Sequence[Made]) -> Iterator[Slip]:
    for axis in range(len(question.parts)):
        for codes, edit in slips:
            slip = _made(question, codes, edit, (axis,))
            if slip is not None:
                yield slip._replace(axes=(axis,))


def _made(
    question: Question, codes: tuple[str, ...], edit: Edit, places: Sequence[int]
) -> Slip | None:
    """The slip made in these parts; None if it cannot be made there, or changes nothing."""
    made = {
        place: change._replace(axis=place if question.axes else None)
        for place in places
        if (change := _change(question.parts[place], edit, AS_TOLD.isdisjoint(codes)))
    }
    weighted = {change.right.stage for change in made.values() if not _is_bias(change.right)}
    changes = []
    parts = list(question.parts)
    for place, change in made.items():
        alone = _is_bias(change.right) and change.right.stage not in weighted
        if alone and ON_BIASES.isdisjoint(codes):
            continue  # a filter less or more is one among the weights, first of all
        parts[place] = change.wrong
        changes.append(change)
    if not changes:
        return None
    return _slip(question, codes, tuple(changes), tuple(parts), question.scale)


def _is_bias(part: AnswerPart) -> bool:
    return part.formula in BIASES


def _change(part: AnswerPart, edit: Edit, in_general: bool) -> SlippedFormula | None:
    """The slip in the form of the formula that was told, else in its general form; none in an
    expression without a formula, which has slips of its own."""
    if not part.formula:
        return None
    forms = [part]
    if in_general and part.general is not None:
        forms.append(part._replace(statement=part.general, general=None))
    for form in forms:
        wrong = edit(form)
        if wrong is not None and not _unchanged(form, wrong):
            return SlippedFormula(form, wrong, edit)
    return None


def _unchanged(before: AnswerPart, after: AnswerPart) -> bool:
    return before.substituted is after.substituted


def _slip(
    question: Question,
    codes: tuple[str, ...],
    changes: tuple[SlippedFormula, ...],
    parts: tuple[AnswerPart, ...],
    scale: int,
    whole: Expr | None = None,
) -> Slip | None:
    """None if the answer stays right, or if a division by zero leaves none."""
    try:
        value = values_of(parts, question.axes, scale)
    except ZeroDivisionError:
        return None
    right = question.values
    if all(equal(new, old) for new, old in zip(value, right, strict=True)):
        return None
    return Slip(codes, value, changes, parts, scale, whole=whole)


def _together(question: Question) -> Iterator[Slip]:
    """Slips in putting the parts together."""
    if question.axes:
        yield from _axes_mixed_up(question)
        return
    found: list[Slip | None] = []
    for code, parts in question.confused:
        if parts:
            scale = 1 if code == "params_for_macs" else question.scale
            found.append(_slip(question, (code,), (), parts, scale))
    if question.quantity == "macs":
        found.append(_slip(question, ("flops_for_macs",), (), question.parts, 2))
    if question.quantity == "flops":
        found.append(_slip(question, ("macs_for_flops",), (), question.parts, 1))
    yield from (slip for slip in found if slip is not None)


def _axes_mixed_up(question: Question) -> Iterator[Slip]:
    """The number of elements instead of the sizes; the sizes the wrong way round."""
    values = question.values
    if len(values) < 2:
        return
    whole = make(Product, *map(as_expr, values))
    area = (fold(whole),)
    yield Slip(("axes_multiplied",), area, (), question.parts, 1, whole=whole)
    turned = values[::-1]
    if not all(map(equal, turned, values)):
        yield Slip(("axes_swapped",), turned, (), question.parts, 1)


def _distinct(slips: Iterable[Slip]) -> list[Slip]:
    """Each wrong formula once, and each slip once that leads to the same number."""
    kept: list[Slip] = []
    told: set[tuple[object, ...]] = set()
    for slip in slips:
        written = tuple(change.wrong.substituted for change in slip.changes)
        keys: set[tuple[object, ...]] = {
            (slip.codes, slip.axes, slip.layer, *map(as_expr, slip.value)),
        }
        if written:
            keys.add((slip.axes, *written))
        if told.isdisjoint(keys):
            kept.append(slip)
        told |= keys
    return kept
