"""What `solve` says about one layer, about a kernel alone, and about a separable saving."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from convcalc.algebra.decimals import rounded
from convcalc.algebra.expr import Size, Var, as_expr, evaluate
from convcalc.algebra.sets import Integers
from convcalc.errors import Message
from convcalc.formulas.size import effective_kernel
from convcalc.inverse.goal import Goal
from convcalc.inverse.layer import AskedLayer, concrete
from convcalc.inverse.padding import total_padding
from convcalc.inverse.problem import Problem, put
from convcalc.inverse.reason import Reasoning, reasonings
from convcalc.inverse.saving import Saving
from convcalc.inverse.search import Found, find, groups
from convcalc.layers.base import Layer, Sheet
from convcalc.layers.padding import Explicit
from convcalc.layers.quantities import QUANTITIES, numbers
from convcalc.report.document import Approximate, Column, Document, Named, Note, Sizes
from convcalc.report.solve import NO_EXTRA, Extra, SolveQuestion, solution_document
from convcalc.report.solve_values import numbers_value, run_data
from convcalc.report.values import neat, sizes, tensor, title, unread


def derivations(problem: Problem, found: Found, case: AskedLayer | None = None) -> list[Reasoning]:
    """How each part was found."""
    return [one for part in found.parts for one in reasonings(problem, part, case)]


def layer_solution(
    command: str, case: AskedLayer, problem: Problem, goal: Goal, top: int, steps: bool
) -> tuple[Document, bool]:
    """The unknowns of a layer, and whether there are any solutions."""
    found = find(problem)
    input = tensor(case.inputs[0])
    subject = Message("solve.subject", layer=title(_shown(case, problem)), input=input)
    question = SolveQuestion(command, subject, goal, problem, len(case.inputs[0].spatial), top)
    notes, more = _padding_notes(case, problem, found, goal)
    return solution_document(
        question,
        found,
        _extra(case, problem, goal),
        [*notes, *_input_notes(case, problem, found, goal)],
        more,
        derivations(problem, found, case if goal.quantity == "size" else None) if steps else None,
    )


def _shown(case: AskedLayer, problem: Problem) -> Layer:
    """The layer with ranges where they were given, instead of the letters that stand for them."""
    ranges = {}
    for unknown in problem.unknowns:
        low, high = unknown.domain.low, unknown.domain.high
        if unknown.name == unknown.role or unknown.name.startswith(f"{unknown.role}_"):
            ranges[unknown.name] = f"{low}..{'' if high is None else high}"

    def put_back(value: Any) -> Any:
        if isinstance(value, Explicit):
            return Explicit(put_back(value.pairs))
        if isinstance(value, tuple):
            return tuple(map(put_back, value))
        return ranges.get(value.name, value) if isinstance(value, Var) else value

    return type(case.layer)(**{name: put_back(value) for name, value in case.layer})


def _extra(case: AskedLayer, problem: Problem, goal: Goal) -> Extra:
    """The size that each solution gives, what is wanted if that is not the size, the total
    padding if padding is unknown, and the columns that no window reads."""
    spatial = bool(case.record.output.spatial)
    padded = case.record.padding is not None and any(
        unknown.role == "padding" for unknown in problem.unknowns
    )
    sized = goal.quantity == "size"
    short = case.record.unused is not None and sized and not padded
    columns = []
    if spatial:
        columns.append(Column("size", Message("report.size")))
    if goal.quantity != "size":
        columns.append(Column(goal.quantity, Message(f"report.{QUANTITIES[goal.quantity].label}")))
    if padded:
        columns.append(Column("total_padding", Message("solve.column.total_padding")))
    if short:
        columns.append(Column("unused", Message("report.unused")))

    def cells(known: Mapping[str, int]) -> tuple[Any, ...]:
        sheet = concrete(case, known)
        if sheet is None:
            return (None,) * len(columns)
        found: list[Any] = [sizes(sheet.output.spatial)] if spatial else []
        if goal.quantity != "size":
            found.append(_measure(sheet, goal.quantity))
        if padded:
            found.append(Sizes(begin + end for begin, end in sheet.padding or ()))
        if short:
            input_sizes = [evaluate(as_expr(size), known) for size in case.inputs[0].spatial]
            found.append(unread(sheet, input_sizes) or Sizes())
        return tuple(found)

    several = len(list(groups(problem))) > 1
    return NO_EXTRA if several else Extra(tuple(columns), cells)


def _measure(sheet: Sheet, quantity: str) -> Any:
    values = numbers(sheet, quantity)
    if values is None:
        return None
    return sizes(values) if QUANTITIES[quantity].by_axis else neat(values[0])


def _padding_notes(
    case: AskedLayer, problem: Problem, found: Found, goal: Goal
) -> tuple[list[Note], dict[str, Any]]:
    """The total padding; and, where no padding alike on both sides does it, one that differs."""
    for part in found.parts:
        if len(part.unknowns) != 1:
            continue
        totals = total_padding(case, problem, part.unknowns[0])
        if not totals:
            continue
        more = {"total_padding": [run_data(run) for run in totals]}
        if part.total:
            if _just(totals):
                return [], more
            return [Note(Message("solve.total_padding", total=numbers_value(totals)))], more
        least = totals[0].low
        half = least // 2
        note = Message(
            "solve.asymmetric", total=numbers_value(totals), begin=half, end=least - half,
            example=f"-p {half}:{least - half}",
        )  # fmt: skip
        return [Note(note, "hint")], more
    return [], {}


def _just(totals: Integers) -> bool:
    return len(totals) == 1 and totals[0].high == totals[0].low


def _input_notes(case: AskedLayer, problem: Problem, found: Found, goal: Goal) -> list[Note]:
    """Why several inputs have the same output."""
    if goal.quantity != "size" or goal.kind != "want":
        return []
    strides = {window.stride for window in case.record.windows if isinstance(window.stride, int)}
    for part in found.parts:
        if len(part.unknowns) == 1 and part.unknowns[0].role == "size" and len(strides) == 1:
            (stride,) = strides
            if part.total is not None and part.total == stride > 1:
                return [Note(Message("solve.inputs_by_stride", count=stride))]
    return []


def saving_solution(
    saving: Saving, problem: Problem, goal: Goal, top: int, steps: bool
) -> tuple[Document, bool]:
    """The unknowns of the separable ratio, and whether the saving can be reached."""
    found = find(problem)
    subject = Message("solve.subject_separable", kernel=sizes(saving.kernel), out=neat(saving.out))

    def cells(known: Mapping[str, int]) -> tuple[Any, ...]:
        ratio = put(as_expr(saving.ratio), known)
        assert isinstance(ratio, int | Fraction)
        near = Approximate(Fraction(ratio), sign=False)
        return ratio, Named(rounded(ratio), near)

    columns = (
        Column("ratio", Message("separable.column.ratio")),
        Column("decimal", Message("separable.column.decimal"), aside=True),
    )
    notes = []
    if saving.limit is not None:
        kernel = sizes(saving.kernel)
        notes.append(Note(Message("separable.limit", kernel=kernel, limit=saving.limit)))
    question = SolveQuestion("separable", subject, goal, problem, 2, top)
    return solution_document(
        question,
        found,
        Extra(columns, cells),
        notes,
        {"limit": saving.limit},
        derivations(problem, found) if steps else None,
    )


def kernel_solution(
    kernel: tuple[Size, ...],
    dilation: tuple[Size, ...],
    problem: Problem,
    goal: Goal,
    top: int,
    steps: bool,
) -> tuple[Document, bool]:
    """The unknowns of a kernel alone, and whether there are any solutions."""
    found = find(problem)
    subject = Message("solve.subject_kernel", kernel=sizes(kernel), dilation=sizes(dilation))

    def cells(known: Mapping[str, int]) -> tuple[Any, ...]:
        spans = map(effective_kernel, kernel, dilation)
        return (Sizes(put(as_expr(span), known) for span in spans),)

    columns = (Column("effective_kernel", Message("report.effective_kernel")),)
    several = len(list(groups(problem))) > 1
    question = SolveQuestion("kernel", subject, goal, problem, len(kernel), top)
    return solution_document(
        question,
        found,
        NO_EXTRA if several else Extra(columns, cells),
        reasonings=derivations(problem, found) if steps else None,
    )
