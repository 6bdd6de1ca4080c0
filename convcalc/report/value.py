"""What `value` says: a tiny tensor and what a layer makes of it, as a picture or line by line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from convcalc.algebra.arithmetic import Surd
from convcalc.errors import Message, UsageError
from convcalc.layers.base import Layer
from convcalc.report.document import (
    Chain,
    Document,
    Equation,
    Fact,
    Facts,
    Maps,
    Matrix,
    Node,
    Note,
    Sizes,
    StepLine,
    Steps,
)
from convcalc.report.values import settings, title
from convcalc.tensors.page import Grid, Lines, Picture, Sample, Working
from convcalc.tensors.read import Array
from convcalc.tensors.work import KINDS, WorkedTensor

MOST_PICTURES = 8
TENSORS = ("weight", "bias", "gamma", "beta", "mean", "var", "indices")


def value_document(worked: WorkedTensor, steps: bool = False, coverage: bool = False) -> Document:
    """The output as a picture and for scripts, or with `steps` everything that leads to it.

    Raises:
        UsageError: `coverage` of something whose uses cannot be counted.
    """
    request, working = worked
    series = request.dims == 1
    answer = _answer(working.batch, series)
    nodes: list[Node] = _long(working, series) if steps else _short(worked, answer, series)
    facts = _facts(working, series)
    if facts and not steps:
        nodes.append(Facts(None, tuple(facts)))
    data = _data(worked, series)
    if coverage:
        grid = _coverage(worked)
        side = "input" if working.coverage_of_input else "output"
        shown = _matrix(grid, series)
        fact = Fact("coverage", Message(f"value.coverage.{side}"), shown)
        nodes.append(
            Equation(Message(f"value.coverage.{side}"), (shown,), None if steps else (fact,))
        )
        data["coverage"] = shown
    if steps:
        data["steps"] = [_step_data(step, series) for step in working.steps]
    grids = [grid for sample in working.batch for grid in sample]
    if any(isinstance(value, Surd) for grid in grids for row in grid for value in row):
        nodes.append(Note(Message("value.rounded")))
    if request.kind == "lppool" and request.setting("norm") % 2:
        nodes.append(Note(Message("value.lp_absolute")))
    return Document("value", _title(request.kind, request.layer), data, answer, nodes)


def _title(kind: str, layer: Layer | None) -> Message:
    """The layer and its settings; the number of filters is seen from the weight."""
    if layer is None:
        return Message(f"value.kind.{kind}")
    values = {**layer.values, "out": None} if "out" in layer.values else layer.values
    return title(type(layer)(**values))


def _short(worked: WorkedTensor, answer: Any, series: bool) -> list[Node]:
    """The pictures; scripts read the output in place of the first."""
    working = worked.working
    output = [
        Fact("output", Message("value.output"), answer),
        Fact("size", Message("report.size"), _size(working.batch, series)),
    ]
    nodes: list[Node] = []
    for number, picture in enumerate(working.pictures[:MOST_PICTURES]):
        equation = _equation(picture, series)
        nodes.append(equation._replace(facts=() if number else tuple(output)))
    hidden = len(working.pictures) - MOST_PICTURES
    if hidden > 0:
        nodes.append(Note(Message("value.more_pictures", count=hidden)))
    return nodes


def _long(working: Working, series: bool) -> list[Node]:
    nodes: list[Node] = []
    for step in working.steps:
        nodes.append(_equation(step, series) if isinstance(step, Picture) else _steps(step))
    return nodes


def _equation(picture: Picture, series: bool) -> Equation:
    return Equation(picture.title, _parts(picture, series))


def _steps(lines: Lines) -> Steps:
    shown = [StepLine(line.label, words=Chain(line.parts), note=line.note) for line in lines.lines]
    if lines.hidden:
        more = Message("value.hidden", count=lines.hidden)
        shown.append(StepLine(Message("value.and_so_on"), words=more))
    return Steps(lines.title, tuple(shown))


def _facts(working: Working, series: bool) -> list[Fact]:
    """Further named results."""
    facts = []
    for key, value in working.facts.items():
        if key == "running":
            for name, result in value.items():
                facts += [
                    Fact(
                        f"running_{what}_{name}", Message(f"value.fact.running_{what}_{name}"),
                        _row(result[what]),
                    )
                    for what in ("mean", "variance")
                ]  # fmt: skip
            continue
        shown = _answer((value,), series) if key == "indices" else _row(value)
        facts.append(Fact(key, Message(f"value.fact.{key}"), shown))
    return facts


def _row(values: Sequence[Any]) -> Matrix:
    return Matrix((tuple(values),), series=True)


def _data(worked: WorkedTensor, series: bool) -> dict[str, Any]:
    request, working = worked
    layer = request.layer
    data: dict[str, Any] = {
        "layer": request.kind,
        "dialect": request.dialect,
        "parameters": {} if layer is None else settings(layer),
        "flipped": "flip" in request.switches,
    }
    if request.batch:
        data["input"] = _nested(request.batch, series)
    data.update(
        {name: _written(request.arrays[name]) for name in TENSORS if name in request.arrays}
    )
    data["output"] = _nested(working.batch, series)
    data["size"] = _size(working.batch, series)
    data["channels"] = len(working.batch[0])
    for key, value in working.facts.items():
        if key == "indices":
            data[key] = _nested((value,), series)
        else:
            data[f"new_{key}" if key in data else key] = value
    return data


def _written(array: Array) -> Any:
    """A tensor as JSON has it."""

    def level(entries: Any, depth: int) -> Any:
        return [level(part, depth - 1) for part in entries] if depth else entries

    return level(array.entries, len(array.shape))


def _nested(batch: Sequence[Sample], series: bool) -> Any:
    """Channels of maps; samples of channels if there are several."""
    samples = [Maps(tuple(_matrix(grid, series) for grid in sample)) for sample in batch]
    return samples[0] if len(samples) == 1 else samples


def _answer(batch: Sequence[Sample], series: bool) -> Matrix | Maps:
    """The output as `-q` prints it."""
    samples = [tuple(_matrix(grid, series) for grid in sample) for sample in batch]
    if len(samples) > 1:
        return Maps(tuple(map(Maps, samples)))
    return samples[0][0] if len(samples[0]) == 1 else Maps(samples[0])


def _matrix(grid: Grid, series: bool) -> Matrix:
    return Matrix(grid, series and len(grid) == 1)


def _size(batch: Sequence[Sample], series: bool) -> Sizes:
    grid = batch[0][0]
    return Sizes((len(grid[0]),) if series else (len(grid), len(grid[0])))


def _coverage(worked: WorkedTensor) -> Grid:
    grid = worked.working.coverage
    if grid is None:
        counted = ", ".join(kind for kind, entry in KINDS.items() if entry.counted)
        kind = worked.request.kind
        layer = worked.request.layer
        name = Message(f"value.kind.{kind}" if layer is None else f"layer.{kind}")
        raise UsageError(
            Message("value.no_coverage", kind=name), Message("value.counted", names=counted)
        )
    return grid


def _step_data(step: Picture | Lines, series: bool) -> dict[str, Any]:
    if isinstance(step, Picture):
        return {"title": step.title, "picture": _parts(step, series)}
    lines = [
        {"label": line.label, "expression": Chain(line.parts), "note": line.note}
        for line in step.lines
    ]
    return {"title": step.title, "lines": lines, "hidden": step.hidden}


def _parts(picture: Picture, series: bool) -> tuple[Any, ...]:
    return tuple(_matrix(part, series) if type(part) is tuple else part for part in picture.parts)
