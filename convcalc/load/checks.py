"""What can be said about a file before anything is built: cycles, unused blocks, unknown names, and
whether it would grow beyond all bounds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from fractions import Fraction

from convcalc.annotations import Any
from convcalc.errors import Message
from convcalc.load.arguments import evaluate
from convcalc.load.ast import (
    BlockDef,
    BlockUse,
    Cells,
    Chain,
    Choice,
    Item,
    LayerUse,
    Merge,
    Name,
    NamedChain,
    NetworkDocument,
    NetworkUse,
    Repeat,
    Value,
)  # fmt: skip
from convcalc.load.expression import Expression, instead_of
from convcalc.load.layer import words_of
from convcalc.load.values import bare_name
from convcalc.load.words import known_layer
from convcalc.network.bounds import raising
from convcalc.network.graph import NetworkError

MAX_LEVELS = 60
MAX_COUNTED = 100_000


def items_of(chain: Chain) -> Iterator[Item]:
    """Every item of a chain, those inside of others included."""
    waiting = [chain]
    while waiting:
        for item in waiting.pop():
            yield item
            if isinstance(item, LayerUse):
                continue
            if isinstance(item, NamedChain | Repeat):
                waiting.append(item.body)
            elif isinstance(item, Merge):
                waiting.extend(item.paths)
            elif isinstance(item, Choice):
                waiting.extend((item.then, item.other))


def names_in(chain: Chain) -> set[str]:
    """The names that the expressions of a chain use."""
    found: set[str] = set()
    for item in items_of(chain):
        for _, value in _values(item):
            for part in _parts(value):
                found.update(part.names)
    return found


def names_of(item: Item) -> set[str]:
    """The names that the expressions of an item use, but for those of the chains in it."""
    return {name for _, _, expression in _expressions(item) for name in expression.names}


def check(document: NetworkDocument, knobs: Mapping[str, Any]) -> None:
    """Demand that blocks are used, contain no cycle, and use names that exist.

    Raises:
        NetworkError: one is not, does, or does not.
    """
    uses = {
        name: {item.name: item for item in items_of(block.body) if isinstance(item, BlockUse)}
        for name, block in document.blocks.items()
    }
    _no_cycles(document, uses)
    _all_used(document, uses)
    _known_names(document, document.layers, {*knobs, "cin"})
    for block in document.blocks.values():
        own = {name for name, _ in block.parameters}
        _known_names(document, block.body, {*knobs, "cin", *own})


def _no_cycles(document: NetworkDocument, uses: Mapping[str, Mapping[str, BlockUse]]) -> None:
    done: set[str] = set()
    for start in uses:
        path: list[str] = []
        stack: list[tuple[str, Iterator[BlockUse]]] = []
        if start not in done:
            stack.append((start, iter(uses[start].values())))
            path.append(start)
        while stack:
            use = next(stack[-1][1], None)
            if use is None:
                stack.pop()
                done.add(path.pop())
            elif use.name in path:
                cycle = [*path[path.index(use.name) :], use.name]
                shown = " > ".join(cycle if len(cycle) < 12 else (*cycle[:10], "...", cycle[-1]))
                raise document.source.error_at(
                    use.place, Message("load.block_cycle", name=use.name, path=shown)
                )
            elif use.name not in done:
                path.append(use.name)
                stack.append((use.name, iter(uses[use.name].values())))
            if len(path) > MAX_LEVELS:
                place = document.blocks[path[-1]].place
                raise document.source.error_at(place, Message("load.too_deep", limit=MAX_LEVELS))


def _all_used(document: NetworkDocument, uses: Mapping[str, Mapping[str, BlockUse]]) -> None:
    if not uses:
        return
    used: set[str] = set()
    waiting = [item.name for item in items_of(document.layers) if isinstance(item, BlockUse)]
    while waiting:
        name = waiting.pop()
        if name not in used:
            used.add(name)
            waiting.extend(uses[name])
    for name, block in document.blocks.items():
        if name not in used:
            raise document.source.error_at(block.place, Message("load.unused_block", name=name))


def _known_names(document: NetworkDocument, chain: Chain, known: set[str]) -> None:
    items = list(items_of(chain))
    steps = {item.name for item in items if isinstance(item, NamedChain)}
    for item in items:
        for key, value, expression in _expressions(item):
            for name in expression.names:
                a_step = (
                    name in steps and isinstance(item, BlockUse | NetworkUse) and bare_name(value)
                )
                if name not in known and not a_step:
                    meant = _words(item.type, key) if isinstance(item, LayerUse | Merge) else ()
                    raise _unknown(expression, name, known, meant)


def _words(type_name: str, key: str) -> tuple[str, ...]:
    """The words that a parameter of a layer may be."""
    word = known_layer(type_name)
    return words_of(word.type, key) if word else ()


def _unknown(
    expression: Expression, name: str, known: set[str], words: tuple[str, ...]
) -> NetworkError:
    hints = instead_of(name, known, words)
    at = max(expression.piece.text.find(name), 0)
    return expression.piece.error(at, Message("load.unknown_name", name=name), *hints)


def _values(item: Item) -> Sequence[tuple[str, Value]]:
    if isinstance(item, LayerUse | Merge):
        return item.given
    if isinstance(item, BlockUse):
        return (*(("", value) for value in item.args), *item.keywords)
    if isinstance(item, NetworkUse):
        return item.keywords
    if isinstance(item, Choice):
        return (("if", item.condition),)
    return (("repeat", item.times),) if isinstance(item, Repeat) else ()


def _expressions(item: Item) -> Iterator[tuple[str, Value, Expression]]:
    """Each expression of an item, with the key and the value that it is part of."""
    for key, value in _values(item):
        for part in _parts(value):
            yield key, value, part


def _parts(value: Value) -> Sequence[Expression]:
    if type(value) is Expression:
        return (value,)
    if type(value) is Cells:
        return [part for cell in value.cells for part in cell if type(part) is Expression]
    return ()


def never_larger(document: NetworkDocument, knobs: Mapping[str, Any], limit: int) -> None:
    """Demand that a file has at most `limit` layers, as far as that can be said beforehand.

    Raises:
        NetworkError: it certainly has more.
    """
    with suppress(_GaveUpError):
        _Count(document, {}, limit, by_arguments=False).chain(document.layers, {})
    with suppress(_GaveUpError):
        _Count(document, knobs, limit).chain(document.layers, dict(knobs))


class _GaveUpError(Exception):
    """Counting takes as long as building would."""


class _Count:
    """Layers that a chain has at least: what depends on shapes is taken as the least possible.

    Without `by_arguments` each block is counted once, with nothing known about its parameters.
    """

    def __init__(
        self,
        document: NetworkDocument,
        knobs: Mapping[str, Any],
        limit: int,
        by_arguments: bool = True,
    ) -> None:
        self.document = document
        self.knobs = knobs
        self.limit = limit
        self.by_arguments = by_arguments
        self.known: dict[tuple[Any, ...], int] = {}
        self.steps = 0

    def chain(self, items: Chain, names: Mapping[str, Any]) -> int:
        total = 0
        for item in items:
            if isinstance(item, LayerUse):
                total += 1
            else:
                self.steps += 1
                total += self.item(item, names)
            if total > self.limit:
                raise self.too_many(item)
        if self.steps > MAX_COUNTED:
            raise _GaveUpError
        return total

    def too_many(self, item: Item) -> NetworkError:
        message = Message("load.too_many_layers", limit=self.limit)
        return self.document.source.error_at(item.place, message, raising())

    def item(self, item: Item, names: Mapping[str, Any]) -> int:
        if isinstance(item, Merge):
            return 1 + sum([self.chain(path, names) for path in item.paths])
        if isinstance(item, NamedChain):
            return self.chain(item.body, names)
        if isinstance(item, BlockUse):
            return self.block(item, names)
        if isinstance(item, Choice):
            return self.choice(item, names)
        if isinstance(item, Repeat):
            return self.repeat(item, names)
        return 0

    def choice(self, item: Choice, names: Mapping[str, Any]) -> int:
        condition = self.value(item.condition, names)
        if isinstance(condition, bool | int | Fraction):
            return self.chain(item.then if condition else item.other, names)
        return min(self.chain(item.then, names), self.chain(item.other, names))

    def repeat(self, item: Repeat, names: Mapping[str, Any]) -> int:
        count = self.value(item.times, names)
        if not isinstance(count, int) or count <= 0:
            return 0
        once = self.chain(item.body, names)
        if once * count > self.limit:
            raise self.too_many(item)
        return once * count

    def block(self, use: BlockUse, names: Mapping[str, Any]) -> int:
        block = self.document.blocks[use.name]
        inner = self.arguments(block, use, names) if self.by_arguments else {}
        key = (use.name, *[(name, str(value)) for name, value in inner.items()])
        found = self.known.get(key)
        if found is None:
            found = self.known[key] = self.chain(block.body, {**self.knobs, **inner})
        return found

    def arguments(self, block: BlockDef, use: BlockUse, names: Mapping[str, Any]) -> dict[str, Any]:
        given = dict(use.keywords)
        given.update(zip([name for name, _ in block.parameters], use.args, strict=False))
        inner: dict[str, Any] = {}
        for name, default in block.parameters:
            if name in given:
                inner[name] = self.value(given[name], names)
            else:
                inner[name] = self.value(default, {**self.knobs, **inner})
        return inner

    def value(self, value: Value, names: Mapping[str, Any]) -> Any:
        """The value, or None where it depends on what is not known yet."""
        if isinstance(value, Name):
            return None
        if isinstance(value, int):
            return value
        if not all(name in names for part in _parts(value) for name in part.names):
            return None  # the error would search all names for the nearest, and be thrown away
        try:
            return evaluate(value, names)
        except NetworkError:
            return None
