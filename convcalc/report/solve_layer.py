"""What `solve` says about one layer, about a kernel alone, and about a separable saving."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from convcalc.algebra.decimals import rounded
from convcalc.algebra.expr import Size, Var, as_expr, evaluate
from convcalc.annotations import Any
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
from convcalc.report.document import Approximate, Document, Named, Note, Sizes
from convcalc.report.fields import Field
from convcalc.report.input_sizes import run_data
from convcalc.report.solve import NO_EXTRA, Extra, SolveQuestion, solution_document
from convcalc.report.solve_values import numbers_value
from convcalc.report.values import neat, sizes, tensor, title, unread


def derivations(problem: Problem, found: Found, case: AskedLayer | None = None) -> list[Reasoning]:
    """How each part was found."""
    return [one for part in found.parts for one in reasonings(problem, part, case)]


def layer_solution(
    command: str, case: AskedLayer, problem: Problem, goal: Goal, top: int, steps: bool
) -> tuple[Document, bool]:
    """The unknowns of a layer, and whether there are any solutions."""
    found = find(problem, max(top, 1))
    input = tensor(case.inputs[0])
    subject = Message("solve.subject", layer=title(_shown(case, problem)), input=input)
    dims = len(case.inputs[0].spatial)
    question = SolveQuestion(command, subject, goal, problem, dims, top, case.also)
    notes, more = _padding_notes(case, problem, found, goal)
    sized = case if goal.quantity == "size" else None
    return solution_document(
        question, found, _extra(case, problem, goal),
        [*notes, *_input_notes(case, problem, found, goal)], more,
        derivations(problem, found, sized) if steps else None,
    )  # fmt: skip


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
    """The size that each solution gives, what else is wanted of it, the total
    padding if padding is unknown, and the columns that no window reads."""
    spatial = bool(case.record.output.spatial)
    padded = case.record.padding is not None and any(
        unknown.role == "padding" for unknown in problem.unknowns
    )
    sized = goal.quantity == "size"
    short = case.record.unused is not None and sized and not padded
    fields = []
    if spatial:
        fields.append(Field("size", lambda row: sizes(row[0].output.spatial), "report.size"))
    for quantity in dict.fromkeys(one.quantity for one in (goal, *case.also)):
        if quantity != "size":
            fields.append(_measured(quantity))
    if padded:
        fields.append(
            Field("total_padding", lambda row: Sizes(map(sum, row[0].padding or ())),
                  "solve.column.total_padding")
        )  # fmt: skip
    if short:
        fields.append(Field("unused", lambda row: _unused(case, *row), "report.unused"))

    def work_out(known: Mapping[str, int]) -> tuple[Sheet, Mapping[str, int]] | None:
        sheet = concrete(case, known)
        return None if sheet is None else (sheet, known)

    several = len(list(groups(problem))) > 1
    return NO_EXTRA if several else Extra(fields, work_out)


def _unused(case: AskedLayer, sheet: Sheet, known: Mapping[str, int]) -> Sizes:
    read = [evaluate(as_expr(size), known) for size in case.inputs[0].spatial]
    return unread(sheet, read) or Sizes()


def _measured(quantity: str) -> Field:
    label = f"report.{QUANTITIES[quantity].label}"
    return Field(quantity, lambda row: _measure(row[0], quantity), label)


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
        if part.total != 0:
            if len(totals) == 1 and totals[0].high == totals[0].low:
                return [], more
            return [Note(Message("solve.total_padding", total=numbers_value(totals)))], more
        if any(run.low % 2 == 0 or (run.step % 2 and run.size != 1) for run in totals):
            return [], more  # equal sides would do, but for their bounds
        least = totals[0].low
        half = least // 2
        note = Message(
            "solve.asymmetric", total=numbers_value(totals), begin=half, end=least - half,
            example=f"-p {half}:{least - half}",
        )  # fmt: skip
        return [Note(note, "hint")], more
    return [], {}


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
    found = find(problem, max(top, 1))
    subject = Message("solve.subject_separable", kernel=sizes(saving.kernel), out=neat(saving.out))

    fields = (
        Field("ratio", lambda ratio: ratio, "separable.column.ratio"),
        Field(
            "decimal",
            lambda ratio: Named(rounded(ratio), Approximate(Fraction(ratio), sign=False)),
            "separable.column.decimal",
            aside=True,
        ),
    )
    notes = []
    if saving.limit is not None:
        kernel = sizes(saving.kernel)
        notes.append(Note(Message("separable.limit", kernel=kernel, limit=saving.limit)))
    return solution_document(
        SolveQuestion("separable", subject, goal, problem, 2, top), found,
        Extra(fields, lambda known: put(as_expr(saving.ratio), known)), notes,
        {"limit": saving.limit}, derivations(problem, found) if steps else None,
    )  # fmt: skip


def kernel_solution(
    kernel: tuple[Size, ...],
    dilation: tuple[Size, ...],
    problem: Problem,
    goal: Goal,
    top: int,
    steps: bool,
) -> tuple[Document, bool]:
    """The unknowns of a kernel alone, and whether there are any solutions."""
    found = find(problem, max(top, 1))
    subject = Message("solve.subject_kernel", kernel=sizes(kernel), dilation=sizes(dilation))

    def work_out(known: Mapping[str, int]) -> Sizes:
        spans = map(effective_kernel, kernel, dilation)
        return Sizes(put(as_expr(span), known) for span in spans)

    spans = Field("effective_kernel", lambda found: found, "report.effective_kernel")
    several = len(list(groups(problem))) > 1
    question = SolveQuestion("kernel", subject, goal, problem, len(kernel), top)
    return solution_document(
        question, found, NO_EXTRA if several else Extra([spans], work_out),
        reasonings=derivations(problem, found) if steps else None,
    )  # fmt: skip
