"""The cheapest stacks of layers that turn one size into another: exactly, by dynamic programming.

What comes after a layer depends on its output size, its jump, its channels and its receptive field
only, so that stacks which agree in the first two compete: one is forgotten if another has no more
parameters, MACs and channels and no smaller field. (Fewer channels never make the layers behind
dearer; where the channels of the output are asked for, a stack that already has them is kept.) What
is left at the end is the Pareto front of parameters and MACs over every stack there is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from convcalc.annotations import Any, TypeAlias
from convcalc.errors import ConvcalcError, Message, UsageError
from convcalc.formulas.field import field_growth, field_jump
from convcalc.layers.base import Shape
from convcalc.layers.make import analyse
from convcalc.record import NamedTuple

MOST_STEPS = 300_000
"""Layers that are put behind stacks before a search is given up."""

KEEPING = frozenset(("groups", "multiplier"))
"""Parameters that may fit some channels only, or make others of them: fewer are then not better."""

Sizes: TypeAlias = "tuple[int, ...]"


class Block(NamedTuple):
    """A layer that may stand in a stack: in the notation, and as `make` takes it. `free`: it has
    any of the channels that are searched."""

    text: str
    type: str
    given: Mapping[str, Any]
    free: bool


class Space(NamedTuple):
    """What is searched, and what is asked of it; bounds that are None are not asked for.

    `channels` of free layers, `depths` from and to; `out` channels and sizes of the last layer.
    """

    input: Shape
    out: Sizes
    out_channels: int | None
    blocks: Sequence[Block]
    channels: Sequence[int]
    depths: tuple[int, int]
    least_field: int | None = None
    most_params: int | None = None
    most_macs: int | None = None

    @property
    def sizes(self) -> Sizes:
        """The spatial sizes of the input."""
        return tuple([size for size in self.input.spatial if isinstance(size, int)])

    @property
    def stacks(self) -> int:
        """How many stacks there are, whether their layers fit or not."""
        ways = sum(len(self.channels) if block.free else 1 for block in self.blocks)
        return sum(ways**depth for depth in range(self.depths[0], self.depths[1] + 1))


class CostedStack(NamedTuple):
    """A stack of layers in the notation, and what it costs."""

    params: int
    macs: int
    layers: tuple[str, ...]


class _Step(NamedTuple):
    """A layer behind a map: notation, costs, what it makes, kernel and stride of each axis."""

    text: str
    params: int
    macs: int
    sizes: Sizes
    channels: int
    windows: tuple[tuple[int, int], ...]


class _Partial(NamedTuple):
    """The beginning of a stack: its costs, channels and field, and how it came about."""

    params: int
    macs: int
    channels: int
    field: Sizes
    layers: Any


class Search:
    """One search, which can be asked for its fronts once."""

    def __init__(self, space: Space) -> None:
        self.space = space
        self.work = 0
        self.front: list[CostedStack] = []
        self.steps = lru_cache(maxsize=None)(self._steps)
        self.behind = lru_cache(maxsize=None)(self._behind)
        self.widest = lru_cache(maxsize=None)(self._widest)
        self.apart = all(KEEPING.isdisjoint(block.given) for block in space.blocks)

    def missed(self) -> Message:
        """Why there is no such stack, as far as one demand alone is in the way."""
        space, most = self.space, self.space.depths[1]
        widest = self.widest(space.sizes, most)
        if widest is None:
            return Message("design.no_size", depth=most)
        field = min(widest) + 1
        if space.least_field is not None and field < space.least_field:
            return Message("design.no_field", field=field, depth=most)
        return Message("design.none")

    def fronts(self) -> Iterator[list[CostedStack]]:
        """The Pareto front of all stacks of up to 1, 2, ... layers, the fewest parameters first.

        Raises:
            UsageError: a block that no stack can have, or a search that takes too much work.
        """
        space, (fewest, most) = self.space, self.space.depths
        channels, sizes = space.input.channels, space.sizes
        assert isinstance(channels, int)
        ones = (1,) * len(sizes)
        start = _Partial(0, 0, channels, ones, None)
        states: dict[tuple[Sizes, Sizes], list[_Partial]] = {(space.sizes, ones): [start]}
        for depth in range(1, most + 1):
            behind: dict[tuple[Sizes, Sizes], list[_Partial]] = {}
            for (here, jumps), partials in states.items():
                for partial in partials:
                    for step in self.steps(here, partial.channels):
                        self._put(step, partial, jumps, most - depth, behind)
            states = behind
            if depth >= fewest:
                for (here, _), partials in states.items():
                    if here == space.out:
                        self.front += [_stack(one) for one in partials if self._done(one)]
                self.front = _best(self.front)
            yield self.front

    def _put(
        self,
        step: _Step,
        before: _Partial,
        jumps: Sizes,
        left: int,
        behind: dict[tuple[Sizes, Sizes], list[_Partial]],
    ) -> None:
        """The stack with one layer more, unless it leads nowhere or another one is better."""
        space = self.space
        params, macs = before.params + step.params, before.macs + step.macs
        if space.most_params is not None and params > space.most_params:
            return
        if space.most_macs is not None and macs > space.most_macs:
            return
        if any(stack.params <= params and stack.macs <= macs for stack in self.front):
            return  # more layers never cost less
        widest = self.widest(step.sizes, left)
        if widest is None:
            return
        self.work += 1
        if self.work > MOST_STEPS:
            raise UsageError(Message("design.too_much", limit=MOST_STEPS), Message("design.narrow"))
        field, least = before.field, space.least_field
        if least is None:
            field = jumps = (1,) * len(jumps)
        else:
            pairs = [
                (min(field_growth(r, k, j), least), field_jump(j, s))
                for r, j, (k, s) in zip(field, jumps, step.windows, strict=True)
            ]
            field = tuple([r for r, _ in pairs])
            if any(r + j * more < least for (r, j), more in zip(pairs, widest, strict=True)):
                return
            jumps = tuple([j if r < least else 0 for r, j in pairs])
        new = _Partial(params, macs, step.channels, field, (step.text, before.layers))
        self._join(new, behind.setdefault((step.sizes, jumps), []))

    def _beats(self, one: _Partial, other: _Partial) -> bool:
        """Whether one beginning makes the other superfluous."""
        if one.params > other.params or one.macs > other.macs:
            return False
        if one.channels != other.channels and not (
            self.apart
            and one.channels < other.channels
            and other.channels != self.space.out_channels
        ):
            return False
        return all(map(int.__ge__, one.field, other.field))

    def _done(self, one: _Partial) -> bool:
        least, channels = self.space.least_field, self.space.out_channels
        return (least is None or min(one.field) >= least) and channels in (None, one.channels)

    def _steps(self, sizes: Sizes, channels: int) -> list[_Step]:
        """The layers that fit behind a map, but those that another one makes superfluous."""
        found: dict[tuple[Sizes, Sizes], list[_Partial]] = {}
        for block in self.space.blocks:
            for out in self.space.channels if block.free else (None,):
                step = _step(block, Shape(channels, sizes), out)
                if step is not None:
                    kernels, strides = zip(*step.windows, strict=True)
                    one = _Partial(step.params, step.macs, step.channels, kernels, step)
                    self._join(one, found.setdefault((step.sizes, strides), []))
        return [one.layers for rivals in found.values() for one in rivals]

    def _join(self, new: _Partial, rivals: list[_Partial]) -> None:
        """Put a beginning among its rivals, unless one of them makes it superfluous."""
        if not any(self._beats(rival, new) for rival in rivals):
            rivals[:] = [rival for rival in rivals if not self._beats(new, rival)]
            rivals.append(new)

    def _behind(self, sizes: Sizes) -> set[tuple[Sizes, tuple[tuple[int, int], ...]]]:
        """The sizes that layers make of these, with their windows, whatever the channels are."""
        found = set()
        for block in self.space.blocks:
            channels = _fitting(block)
            step = _step(block, Shape(channels, sizes), channels)
            if step is not None:
                found.add((step.sizes, step.windows))
        return found

    def _widest(self, sizes: Sizes, left: int) -> Sizes | None:
        """How far a field may still grow on each axis, at a jump of 1; None: no way leads to the
        output with so many layers."""
        best: Sizes | None = (0,) * len(sizes) if sizes == self.space.out else None
        if left:
            for size, windows in self.behind(sizes):
                after = self.widest(size, left - 1)
                if after is not None:
                    grown = tuple(
                        [k - 1 + s * more for (k, s), more in zip(windows, after, strict=True)]
                    )
                    best = grown if best is None else tuple(map(max, best, grown))
        return best


def _fitting(block: Block) -> int:
    """Channels that the groups of a block divide."""
    groups = block.given.get("groups", 1)
    return groups if isinstance(groups, int) else 1


def _step(block: Block, shape: Shape, out: int | None) -> _Step | None:
    """A layer behind a map; None if it does not fit.

    Raises:
        UsageError: a block that is no sliding window.
    """
    given, text = dict(block.given), block.text
    if block.free and out is not None:
        given["out"], text = out, f"{text}@{out}"
    try:
        _, sheet = analyse(block.type, (shape,), given)
    except UsageError:
        raise
    except ConvcalcError:
        return None
    windows = sheet.windows
    if not windows or any(window.kind != "slide" for window in windows):
        raise UsageError(Message("design.no_window", block=block.text))
    spans = [(window.dilation * (window.kernel - 1) + 1, window.stride) for window in windows]
    output = sheet.output
    numbers = [sheet.params, sheet.macs, output.channels, *output.spatial]
    params, macs, made, *sizes = [number for number in numbers if isinstance(number, int)]
    return _Step(text, params, macs, tuple(sizes), made, tuple(spans))


def _stack(partial: _Partial) -> CostedStack:
    layers = []
    chain = partial.layers
    while chain is not None:
        layer, chain = chain
        layers.append(layer)
    return CostedStack(partial.params, partial.macs, tuple(reversed(layers)))


def _best(stacks: list[CostedStack]) -> list[CostedStack]:
    """Those that no other one beats in both costs, the fewest parameters first; of equal ones the
    shortest."""
    front: list[CostedStack] = []
    for stack in sorted(stacks, key=lambda one: (one.params, one.macs, len(one.layers))):
        if not front or stack.macs < front[-1].macs:
            front.append(stack)
    return front
