"""What `solve inputs` was asked, and its answer for scripts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from convcalc.algebra.sets import contains
from convcalc.errors import Message
from convcalc.inverse.inputs import LetterSizes, Wanted
from convcalc.inverse.legal import Demand, Narrowing
from convcalc.load.variable import Variable
from convcalc.report.input_sizes import sizes_data
from convcalc.report.network_values import channels_first, shapes_data
from convcalc.report.values import neat


class InputsQuestion(NamedTuple):
    """What was asked: sizes that fit without rest, that give a wanted size (`goal` in words)."""

    fit: bool = False
    wanted: Wanted | None = None
    goal: Message | None = None


def inputs_data(
    variable: Variable, question: InputsQuestion, found: Sequence[LetterSizes]
) -> dict[str, Any]:
    """The JSON document."""
    network, wanted = variable.symbolic, question.wanted
    assert network is not None
    return {
        "command": "inputs",
        "network": variable.name,
        "input": channels_first(variable.shape),
        "output": shapes_data(network, network.outputs),
        "exact": question.fit,
        "layer": None if wanted is None else wanted.node.name,
        "wanted": None
        if wanted is None
        else [{"min": neat(low), "max": neat(high)} for low, high in wanted.bounds],
        "letters": [_letter_data(one, variable) for one in found],
    }


def _letter_data(one: LetterSizes, variable: Variable) -> dict[str, Any]:
    own = variable.known.get(one.letter)
    return {
        "name": one.letter,
        "axes": list(one.axes),
        "own": own,
        "fits": None if own is None else contains(one.sizes, own),
        "period": one.asked.classes.period,
        "sizes": sizes_data(one.sizes),
        "computes": sizes_data(one.computes.sizes),
        "without_features": None if one.free is None else sizes_data(one.free),
        "padding_left_over": None if one.lossless is None else sizes_data(one.lossless),
        "decisive": [_step_data(step) for step in one.asked.decisive],
        "steps": [_step_data(step) for step in one.asked.steps],
        "open": [_demand_data(demand) for demand, _ in one.asked.open],
    }


def _demand_data(demand: Demand) -> dict[str, Any]:
    kind, large, small, code, _ = demand.condition
    layer = demand.node.name
    return {"layer": layer, "code": code, "kind": kind, "large": neat(large), "small": neat(small)}


def _step_data(step: Narrowing) -> Mapping[str, Any]:
    sizes, left = sizes_data(step.alone), sizes_data(step.left)
    return {**_demand_data(step.demand), "sizes": sizes, "left": left}
