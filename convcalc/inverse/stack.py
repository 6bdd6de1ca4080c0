"""A stack of layers turned round: its receptive field as a formula in the unknowns.

A chain adds to the field what its kernels reach, each weighted by the jump before it; n times the
same chain adds a geometric series, because each repetition multiplies the jump (by its strides)
and, if asked, the dilation of the next one.
Source: Araujo et al. (2019), Computing Receptive Fields of Convolutional Neural Networks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from convcalc.algebra.expr import Expr, Power, Ratio, Size, Var, as_expr, free_variables, make
from convcalc.algebra.fold import fold_size
from convcalc.algebra.normal import equal
from convcalc.algebra.sets import Run
from convcalc.algebra.symbols import is_symbol, no_symbol
from convcalc.algebra.trace import maximum
from convcalc.errors import Message, UsageError
from convcalc.inverse.goal import Goal
from convcalc.inverse.problem import (
    NOT_NEGATIVE,
    Constraint,
    Problem,
    Unknown,
    constraints,
    letters,
    put,
)
from convcalc.layers.base import IDENTITY
from convcalc.load.arguments import evaluate
from convcalc.load.ast import Cells, Chain, LayerUse, NamedInput, NetworkDocument, Repeat
from convcalc.load.checks import items_of, names_in
from convcalc.load.expand import expand
from convcalc.load.expression import Expression
from convcalc.network.bounds import MOST_DIGITS
from convcalc.network.graph import Network, Node

MOST_LAYERS = 10_000
MOST_BITS = 10 * MOST_DIGITS // 3


class ChainReach(NamedTuple):
    """What a chain does on one axis: it adds `growth` (times the jump before it) to the field, and
    multiplies the jump by `jump`."""

    growth: Size
    jump: Size


class Link(NamedTuple):
    """Layers in a row, or a chain that is repeated `times` times, its dilation growing by `factor`.

    taps: kernel and dilation of the layers of a plain chain; None where paths meet in it.
    """

    reaches: tuple[ChainReach, ...]
    taps: tuple[tuple[Size, Size], ...] | None
    times: Size | None = None
    factor: int = 1


class Stack(NamedTuple):
    """The field on each axis as a formula, and the links it came from."""

    fields: tuple[Size, ...]
    jumps: tuple[Size, ...]
    links: tuple[Link, ...]

    def taps(self, known: Mapping[str, int]) -> list[tuple[int, int]] | None:
        """Kernel and dilation of every layer with numbers for the letters; None if there is a
        stride, a branch, no end of layers, or a letter on which the field does not depend."""
        found: list[tuple[int, int]] = []
        for link in self.links:
            if link.taps is None or any(_number(r.jump, known) != 1 for r in link.reaches):
                return None
            own = [
                (k, d)
                for k, d in ((_number(k, known), _number(d, known)) for k, d in link.taps)
                if k is not None and d is not None
            ]
            times = 1 if link.times is None else _number(link.times, known)
            if times is None or len(own) < len(link.taps):
                return None
            if len(found) + times * len(own) > MOST_LAYERS:
                return None
            found += [(k, d * link.factor**turn) for turn in range(times) for k, d in own]
        return found


def _number(value: Any, known: Mapping[str, int]) -> int | None:
    number = put(as_expr(value), known)
    return None if isinstance(number, Expr) else int(number)


def stack_problem(
    document: NetworkDocument, goal: Goal, domains: Mapping[str, Run], factor: int = 1
) -> tuple[Stack, Problem]:
    """The receptive field of a network in one line, letters in it for unknowns.

    Args:
        factor: what the dilation is multiplied by from one repetition to the next.

    Raises:
        InputError: a word that is no letter stands for a number.
        UsageError: nothing is unknown, or a layer has no field that a formula could give.
        NetworkError: the network does not fit together.
    """
    names = names_in(document.layers) - {"cin"}
    for name in sorted(names):
        if not is_symbol(name):
            raise no_symbol(name)
    reader = _Reader(document, names, factor)
    links = tuple(reader.links(document.layers))
    stack = _stack(links)
    roles = dict(_roles(document.layers))
    used = [name for name in roles if any(name in free_variables(as_expr(f)) for f in stack.fields)]
    if not used:
        raise UsageError(Message("solve.nothing_unknown"), Message("solve.stack_hint"))
    unknowns = []
    for name in used:
        asked = domains.get(name)
        unknowns.append(Unknown(name, roles[name], asked or Run(1, None), asked is not None))
    demands = [c for c in reader.demands if letters(c) <= set(used)]
    return stack, Problem(tuple(unknowns), (*demands, *goal.constraints(stack.fields)))


def _roles(chain: Chain) -> Iterator[tuple[str, str]]:
    """The letters of a chain and the parameter that each stands for."""
    for item in items_of(chain):
        if isinstance(item, Repeat):
            yield from ((name, "count") for name in _names(item.times))
        if isinstance(item, LayerUse):
            for key, value in item.given:
                yield from ((name, key) for name in _names(value))


def _names(value: Any) -> Iterator[str]:
    if isinstance(value, Expression):
        yield from value.names
    elif isinstance(value, Cells):
        for cell in value.cells:
            for part in cell:
                yield from _names(part)


class _Reader:
    """Cuts a chain at its repetitions, and asks the network builder about what is between."""

    def __init__(self, document: NetworkDocument, names: set[str], factor: int) -> None:
        self.document = document._replace(inputs=(NamedInput(None, None),), outputs=())
        self.knobs = {name: Var(name) for name in names}
        self.factor = factor
        self.demands: list[Constraint] = []

    def links(self, chain: Chain) -> Iterator[Link]:
        row: list[Any] = []
        for item in chain:
            if isinstance(item, Repeat):
                if row:
                    yield self.row(tuple(row))
                    row = []
                yield self.repeated(item)
            else:
                row.append(item)
        if row:
            yield self.row(tuple(row))

    def repeated(self, item: Repeat) -> Link:
        times = evaluate(item.times, self.knobs)
        self.demands.append(Constraint(as_expr(times), NOT_NEGATIVE))
        inner = _stack(tuple(self.links(item.body)))
        reaches = tuple(
            ChainReach(fold_size(field - 1), jump)
            for field, jump in zip(inner.fields, inner.jumps, strict=True)
        )
        flat: list[tuple[Size, Size]] | None = []
        for link in inner.links:
            plain = link.taps is not None and link.times is None
            flat = None if flat is None or not plain else [*flat, *(link.taps or ())]
        return Link(reaches, None if flat is None else tuple(flat), times, self.factor)

    def row(self, chain: Chain) -> Link:
        network = expand(self.document._replace(layers=chain), self.knobs)
        self.demands += constraints(network.conditions)
        return Link(tuple(_reaches(network)), _taps(network))


def _stack(links: tuple[Link, ...]) -> Stack:
    axes = max((len(link.reaches) for link in links), default=2)
    fields: list[Size] = [1] * axes
    jumps: list[Size] = [1] * axes
    for link in links:
        for axis, reach in enumerate(link.reaches):
            grown = fold_size(reach.growth * jumps[axis])
            if link.times is None:
                fields[axis] = fold_size(fields[axis] + grown)
                jumps[axis] = fold_size(jumps[axis] * reach.jump)
                continue
            series, jump = _series(reach.jump, link.times, link.factor)
            fields[axis] = fold_size(fields[axis] + _times(grown, series))
            jumps[axis] = _times(jumps[axis], jump)
    return Stack(tuple(fields), tuple(jumps), links)


def _times(left: Size, right: Size) -> Size:
    if isinstance(left, int) and left in (0, 1):
        return right if left else 0
    if isinstance(right, int) and right == 1:
        return left
    product: Size = left * right
    return product


def _series(jump: Size, times: Size, factor: int) -> tuple[Size, Size]:
    """1 + q + ... + q^(times - 1), q the jump times the growth of the dilation; and jump^times.

    Raises:
        UsageError: the stride of what is repeated is unknown itself.
    """
    if not isinstance(jump, int):
        raise UsageError(Message("solve.stride_repeated"))
    if isinstance(times, int):
        q = jump * factor
        if times * (q.bit_length() - 1) > MOST_BITS:
            raise UsageError(Message("solve.jump_too_large", digits=MOST_DIGITS))
        return times if q == 1 else (q**times - 1) // (q - 1), jump**times
    if jump * factor == 1:
        return times, 1
    q = jump * factor
    above = make(Power, q, times) - 1
    series = above if q == 2 else make(Ratio, above, q - 1)
    return series, 1 if jump == 1 else make(Power, jump, times)


def _reaches(network: Network) -> Iterator[ChainReach]:
    """Growth and jump of the output of a network, axis by axis.

    Raises:
        UsageError: a layer has no such numbers.
    """
    axes = len(network.nodes[0].shape.spatial)
    for axis in range(axes):
        found: list[tuple[Size, Size]] = []
        for node in network.nodes:
            if node.sheet is None:
                found.append((1, 1))
                continue
            field, jump = _met([found[source] for source in node.inputs], node)
            window = _window(node, axis)
            if window is not None:
                span = window.dilation * (window.kernel - 1)
                field = fold_size(field + fold_size(span * jump))
                jump = fold_size(jump * window.stride)
            found.append((field, jump))
        field, jump = found[network.outputs[0]]
        yield ChainReach(fold_size(field - 1), jump)


def _met(sources: list[tuple[Size, Size]], node: Node) -> tuple[Size, Size]:
    """The largest field of several paths, whose jumps must agree."""
    field, jump = sources[0]
    for other, step in sources[1:]:
        if not equal(jump, step):
            raise UsageError(Message("solve.jumps_differ", layer=node.name))
        field = maximum(field, other)
    return field, jump


def _window(node: Node, axis: int) -> Any:
    """The window of a layer on an axis; None if it sees one position only."""
    assert node.sheet is not None
    windows = node.sheet.windows
    if all(window is IDENTITY for window in windows):
        return None
    if axis >= len(windows) or windows[axis].kind != "slide":
        raise UsageError(Message("solve.stack_layer", layer=node.name, kind=node.type))
    return windows[axis]


def _taps(network: Network) -> tuple[tuple[Size, Size], ...] | None:
    """Kernel and dilation of each layer of a plain chain, alike on all axes."""
    taps = []
    for node in network.nodes:
        if node.sheet is None:
            continue
        if len(node.inputs) > 1:
            return None
        first = _window(node, 0)
        if first is None:
            continue
        for axis in range(1, len(node.sheet.windows)):
            other = _window(node, axis)
            alike = equal(other.kernel, first.kernel) and equal(other.dilation, first.dilation)
            if not alike:
                return None
        taps.append((first.kernel, first.dilation))
    return tuple(taps)
