"""Why a layer demands what it does, and the worked answer of `solve inputs`."""

from __future__ import annotations

from convcalc.algebra.expr import Expr, Var, substitute
from convcalc.algebra.fold import fold_size
from convcalc.algebra.settle import settled
from convcalc.errors import Message
from convcalc.inverse.inputs import LetterSizes
from convcalc.inverse.legal import Demand
from convcalc.inverse.remainders import EVERY
from convcalc.load.variable import Variable
from convcalc.report.document import StepLine, Steps
from convcalc.report.fields import line
from convcalc.report.input_sizes import sizes_condition
from convcalc.report.steps import axis_words
from convcalc.report.values import conditions

GROUPS = {
    "size.kernel_exceeds_input": "kernel",
    "size.kernel_exceeds_input_ceil": "kernel",
    "pool.kernel_exceeds_bare_input": "kernel",
    "combine.sizes_differ": "merge",
    "features": "features",
    "weights": "weights",
    "exact": "exact",
    "goal": "goal",
}
"""What a demand is about; else its layer's type says it."""


def reason_of(demand: Demand) -> Message:
    """What a demand is about, in words."""
    code = demand.condition.code
    group = GROUPS.get(code)
    if group is None:
        start = code.partition(".")[0]
        made = start in ("tconv", "unpool", "upsample")
        group = "output" if made else start if start in ("crop", "pad") else "other"
    return Message(f"inputs.why.{group}", kind=Message(f"layer.{demand.node.type}"))


def condition_of(demand: Demand, one: LetterSizes, variable: Variable) -> Message:
    """The demand in words, other letters at their own sizes."""
    known = {name: n for name, n in variable.known.items() if name != one.letter}
    large, small = (
        fold_size(settled(substitute(side, known))) if isinstance(side, Expr) else side
        for side in demand.condition[1:3]
    )
    told = conditions([demand.condition._replace(large=large, small=small)])
    return told[0] if told else Message("condition.equal", left=large, right=small)


def sizes_steps(one: LetterSizes, variable: Variable, title: Message) -> Steps:
    """Every layer that takes sizes away, in order."""
    letter = Var(one.letter)
    axes = axis_words(one.axes, len(variable.shape.spatial))
    period = Message("inputs.step.period", letter=letter, period=one.asked.classes.period)
    noted = [
        (step.demand, Message("inputs.step.left", sizes=sizes_condition(letter, step.left)))
        for step in one.asked.steps
    ]
    noted += [(demand, Message("inputs.step.open")) for demand, _ in one.asked.open]
    lines = [
        line("steps.given", Message("inputs.step.letter", letter=letter, axes=axes)),
        line("inputs.step.period_label", period),
    ]
    for demand, note in noted:
        reason, condition = reason_of(demand), condition_of(demand, one, variable)
        words = Message("inputs.step.demand", reason=reason, condition=condition)
        lines.append(
            StepLine(Message("value.itself", value=demand.node.name), None, None, words, note)
        )
    answer = sizes_condition(letter, one.sizes)
    if one.sizes == EVERY.runs:
        answer = Message("inputs.every", letter=letter)
    return Steps(title, (*lines, line("steps.answer", answer)))
