"""`solve inputs unet --exact`: which input sizes a network takes, fits exactly, or needs."""

from __future__ import annotations

from collections.abc import Sequence

from convcalc.algebra.expr import Size
from convcalc.cli.networks import NETWORK, with_letters
from convcalc.cli.options import Option
from convcalc.cli.solving.asked import SolveCall, answered
from convcalc.errors import Message, UsageError
from convcalc.inverse.goal import Goal
from convcalc.inverse.inputs import Wanted, input_sizes, last_map
from convcalc.inverse.repeated import fulfils, runs, small_inputs, with_repeated
from convcalc.load.variable import Variable
from convcalc.network.graph import Network
from convcalc.network.names import layer_named
from convcalc.report.inputs import InputsQuestion, impossible_document, inputs_document
from convcalc.report.solve import goal_words


def options(command: str, words: Sequence[str]) -> tuple[Option, ...]:
    """Those of a network, and what else the sizes are to do."""
    return (*NETWORK, Option("exact", ("--exact",)), Option("layer", ("--layer",), "NAME"))


def run(asked: SolveCall) -> int:
    """Derive the input sizes."""
    call = asked.call
    if asked.domains:
        raise UsageError(Message("inputs.no_where"))
    found = with_letters(call, call.arguments[0])
    fit = bool(call.given.get("exact"))
    if found.symbolic is None:
        small = [
            size
            for size, network in small_inputs(found)
            if fulfils(network, fit, _question(asked, found, network).wanted)
        ]
        document = impossible_document(found, InputsQuestion(fit), runs(small))
        return answered(asked, (document, bool(small)))
    question = _question(asked, found, found.symbolic)
    sizes = input_sizes(
        found.symbolic, found.own, found.letters, found.known, fit=fit, wanted=question.wanted
    )
    sizes = with_repeated(found, sizes, fit=fit, wanted=question.wanted)
    return answered(asked, inputs_document(found, question, sizes, asked.steps))


def _question(asked: SolveCall, found: Variable, network: Network) -> InputsQuestion:
    """What is asked of the sizes.

    Raises:
        UsageError: a wanted size of a layer that has none.
    """
    given = asked.call.given
    fit = bool(given.get("exact"))
    if not asked.goal:
        if "layer" in given:
            raise UsageError(Message("inputs.layer_without_goal"))
        return InputsQuestion(fit)
    goal = asked.wanted("size")
    if goal.quantity != "size":
        raise UsageError(Message("inputs.size_only", quantity=Message(f"quantity.{goal.quantity}")))
    name = given.get("layer")
    node = network.nodes[network.outputs[0]] if name is None else layer_named(network, name)
    if not node.shape.spatial:
        last = last_map(network)
        hints = [] if last is None else [Message("inputs.use_layer", layer=last.name)]
        raise UsageError(Message("inputs.no_size", layer=node.name), *hints)
    inputs = network.nodes[network.inputs[0]].shape.spatial
    return InputsQuestion(
        fit, Wanted(node, _bounds(goal, node.shape.spatial, inputs)), goal_words(goal)
    )


def _bounds(
    goal: Goal, sizes: Sequence[Size], inputs: Sequence[Size]
) -> tuple[tuple[Size | None, Size | None], ...]:
    """The wanted bounds for each axis.

    Raises:
        UsageError: other axes than the layer has, or a bound that is no whole number.
    """
    count = len(sizes)
    if goal.kind == "same":
        if len(inputs) != count:
            raise UsageError(Message("solve.same_of_size"))
        return tuple((size, size) for size in inputs)
    sides: list[list[Size | None]] = []
    for side in (goal.low, goal.high):
        values = (None,) if side is None else side
        if len(values) not in (1, count):
            raise UsageError(Message("solve.wrong_axes", given=len(values), dims=count))
        numbers: list[Size | None] = [value if isinstance(value, int) else None for value in values]
        if side is not None and None in numbers:
            raise UsageError(Message("inputs.number_wanted"))
        sides.append(list(numbers) * (count // len(numbers)))
    return tuple(zip(*sides, strict=True))
