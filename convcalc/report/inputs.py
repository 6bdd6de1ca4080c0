"""What `solve inputs` says: the input sizes of a network, and the layers that decide them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from convcalc.algebra.expr import Expr, Var
from convcalc.algebra.sets import Integers, contains
from convcalc.errors import Message
from convcalc.inverse.inputs import LetterSizes, Wanted, neighbours
from convcalc.inverse.legal import Demand, Narrowing
from convcalc.inverse.quasi_affine import LIMIT, NotQuasiAffine, QuasiTable
from convcalc.load.variable import Variable
from convcalc.network.graph import Node as Layer
from convcalc.network.graph import spelt
from convcalc.report.document import Document, Fact, Facts, Named, Node, Note, Sizes
from convcalc.report.fields import table, word
from convcalc.report.input_sizes import sizes_condition, sizes_data, sizes_value
from convcalc.report.input_steps import condition_of, reason_of, sizes_steps
from convcalc.report.misfit import misfit_message
from convcalc.report.network_values import channels_first, shapes_data
from convcalc.report.values import assumptions, conditions, neat, sizes


class InputsQuestion(NamedTuple):
    """What was asked: sizes that fit without rest, that give a wanted size (`goal` in words)."""

    fit: bool = False
    wanted: Wanted | None = None
    goal: Message | None = None


def inputs_document(
    variable: Variable, question: InputsQuestion, found: Sequence[LetterSizes], worked: bool
) -> tuple[Document, bool]:
    """The answer, and whether there is one and nothing of it had to be left open."""
    told = _different(found)
    solved, decided = all(one.sizes for one in found), not any(one.asked.open for one in found)
    title = _title(variable, question)
    nodes: list[Node] = []
    if worked:
        nodes += [sizes_steps(one, variable, title) for one in told]
        others = [Var(one.letter) for one in found if not any(one is x for x in told)]
        if others:
            nodes.append(Note(Message("inputs.alike", letters=others)))
    else:
        nodes += _page(told, found, variable, question)
    nodes += [Note(message) for message in _notes(told, variable, question)]
    nodes += [Note(message, "warning") for message in _warnings(found, variable, solved)]
    other = None if variable.own is None else misfit_message(variable.own.misfit)
    if other is not None:
        nodes.append(Note(other, "warning"))
    data = _data(variable, question, found)
    return Document("solve", title, data, _answer(told), nodes), solved and decided


def impossible_document(variable: Variable, question: InputsQuestion, small: Integers) -> Document:
    """That no input size fits but those at which a sum repeats a single element, and why."""
    assert variable.impossible is not None
    reason = variable.impossible.message
    data = {
        "command": "inputs",
        "network": variable.name,
        "input": channels_first(variable.shape),
        "letters": [],
        "repeated": sizes_data(small),
        "reason": {"code": variable.impossible.code, "message": reason},
    }
    answer = sizes_value(small)
    letters = [Var(letter) for names in variable.letters for letter in names]
    fact = Fact("sizes", Message("inputs.sizes", letters=letters), answer)
    nodes: list[Node] = [
        Facts(None, (fact,)),
        Note(Message("inputs.only_repeated" if small else "inputs.never"), "warning"),
        Note(reason, "warning"),
    ]
    return Document("solve", _title(variable, question), data, answer, nodes)


def _title(variable: Variable, question: InputsQuestion) -> Message:
    asked = [Message("inputs.asked.exact")] if question.fit else []
    if question.goal is not None and question.wanted is not None:
        layer = question.wanted.node.name
        asked.append(Message("inputs.asked.goal", goal=question.goal, layer=layer))
    name = variable.name or Message("report.network")
    if not asked:
        return Message("inputs.title", name=name)
    return Message("inputs.title_asked", name=name, asked=asked)


def _different(found: Sequence[LetterSizes]) -> list[LetterSizes]:
    """One letter of those that say the same."""
    told: list[LetterSizes] = []
    for one in found:
        if not any(_alike(one, other) for other in told):
            told.append(one)
    return told


def _computing(one: LetterSizes) -> Integers:
    return tuple(sorted((*one.computes.sizes, *one.repeating)))


def _alike(one: LetterSizes, other: LetterSizes) -> bool:
    keys = [(x.sizes, x.repeated, _computing(x), x.free, x.lossless) for x in (one, other)]
    names = [[step.demand.node.index for step in x.asked.decisive] for x in (one, other)]
    return keys[0] == keys[1] and names[0] == names[1]


def _answer(told: Sequence[LetterSizes]) -> Any:
    if len(told) == 1:
        return sizes_value(told[0].sizes)
    named = [(one.letter, sizes_value(one.sizes)) for one in told]
    return [
        Named(f"{letter}={value.key}", Message("inputs.of_letter", letter=Var(letter), sizes=value))
        for letter, value in named
    ]


# The page


def _page(
    told: Sequence[LetterSizes],
    found: Sequence[LetterSizes],
    variable: Variable,
    question: InputsQuestion,
) -> list[Node]:
    facts = []
    for one in told:
        letters = [x.letter for x in found if _alike(x, one)]
        label = Message("inputs.sizes", letters=[Var(letter) for letter in letters])
        facts.append(Fact("sizes" if len(told) == 1 else letters[0], label, sizes_value(one.sizes)))
        if question.fit or question.wanted is not None:
            computes = sizes_value(_computing(one))
            key = "computes" if len(told) == 1 else f"{letters[0]}.computes"
            facts.append(Fact(key, Message("inputs.computes"), computes))
    facts += _own(variable, found)
    facts += _output(variable, question, told[0])
    nodes: list[Node] = [Facts(None, tuple(facts))]
    rows = [(one, step) for one in told for step in one.asked.decisive]
    if rows:
        fields = (
            word("letter", lambda row: Var(row[0].letter), "inputs.column.letter"),
            word("layer", lambda row: row[1].demand.node.name, "audit.column.name"),
            word("reason", lambda row: reason_of(row[1].demand), "inputs.column.reason"),
            word(
                "condition", lambda row: condition_of(row[1].demand, row[0], variable),
                "inputs.column.condition",
            ),
            word("sizes", lambda row: sizes_value(row[1].alone), "inputs.column.sizes"),
        )[len(told) == 1 :]  # fmt: skip
        nodes.append(table(fields, rows, "inputs.decisive", aside=True))
    return nodes


def _own(variable: Variable, found: Sequence[LetterSizes]) -> list[Fact]:
    """Whether the own input is among the sizes, and which are nearest to it."""
    if len(variable.known) < len(found) or not variable.known:
        return []
    own = [(one, variable.known[one.letter]) for one in found]
    fits = all(contains(one.sizes, size) for one, size in own)
    verdict = Message("inputs.fits" if fits else "inputs.fits_not")
    value = Sizes([size for _, size in own])
    facts = [Fact("own", Message("inputs.own"), value, (verdict,))]
    if not fits and all(one.sizes for one in found):
        sides = [neighbours(one.sizes, size) for one, size in own]
        for side, key in enumerate(("below", "above")):
            near = [pair[side] for pair in sides]
            if None not in near:
                facts.append(Fact(key, Message(f"inputs.{key}"), Sizes(near)))
    return facts


def _output(variable: Variable, question: InputsQuestion, one: LetterSizes) -> list[Fact]:
    """The size that was spoken of as a closed form, and how it grows."""
    network = variable.symbolic
    assert network is not None
    node = network.nodes[network.outputs[0]] if question.wanted is None else question.wanted.node
    if not any(isinstance(size, Expr) for size in node.shape.spatial):
        return []
    label = Message("inputs.output", layer=node.name)
    return [Fact("output", label, sizes(node.shape.spatial), _growth(node, one, variable))]


def _growth(node: Layer, one: LetterSizes, variable: Variable) -> tuple[Message, ...]:
    known = {name: n for name, n in variable.known.items() if name != one.letter}
    if max(one.axes) >= len(node.shape.spatial):
        return ()
    size = node.shape.spatial[one.axes[0]]
    if isinstance(size, Var):
        return ()
    try:
        function = QuasiTable(one.letter, known)[size]
    except NotQuasiAffine:
        return ()
    gains = set(function.gains)
    if len(gains) != 1:
        return ()
    return (Message("inputs.growth", period=function.period, gain=neat(gains.pop())),)


def _notes(
    told: Sequence[LetterSizes], variable: Variable, question: InputsQuestion
) -> list[Message]:
    notes: list[Message] = []
    for one in told:
        letter = Var(one.letter)
        if one.coupled:
            layers = [layer.name for layer in one.coupled]
            notes.append(Message("inputs.coupled", layers=layers, letter=letter))
        if one.free is not None:
            notes.append(Message("inputs.free", sizes=sizes_condition(letter, one.free)))
        if one.repeated:
            notes.append(Message("inputs.repeated", sizes=sizes_condition(letter, one.repeated)))
        if one.lossless is not None:
            notes.append(Message("inputs.lossless", sizes=sizes_condition(letter, one.lossless)))
    network = variable.symbolic
    assert network is not None
    open_ones = [
        node.name
        for node, sheet in network.layers
        if node.type == "linear" and isinstance(sheet.params, Expr)
    ]
    if variable.own is None and open_ones:
        notes.append(Message("inputs.features_open", layers=open_ones))
    fixed = [network.nodes[index].name for index in network.inputs[1:]]
    if fixed:
        notes.append(Message("inputs.fixed", inputs=fixed))
    return notes + assumptions(network.conditions)


def _warnings(found: Sequence[LetterSizes], variable: Variable, solved: bool) -> list[Message]:
    told: list[Message] = []
    if not solved:
        told.append(Message("inputs.nothing"))
    if variable.refused is not None:
        own = spelt(variable.shape)
        told.append(Message("inputs.refused", input=own, reason=variable.refused.message))
    for one in found:
        for demand, period in one.asked.open:
            code = "inputs.open" if period is None else "inputs.period"
            fields = {"period": period, "limit": LIMIT, "layer": demand.node.name}
            told.append(Message(code, condition=conditions([demand.condition]), **fields))
    return list({repr(message): message for message in told}.values())


# For scripts


def _data(
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
        "repeated": sizes_data(one.repeated),
        "computes": sizes_data(_computing(one)),
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
