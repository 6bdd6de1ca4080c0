"""What repeats in a network, written once: a chain as a repeat, a structure as a block."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from convcalc.load.ast import (
    BlockDef,
    BlockUse,
    Chain,
    From,
    Item,
    LayerUse,
    Merge,
    Name,
    NamedChain,
    Repeat,
)
from convcalc.load.checks import items_of
from convcalc.load.expression import parse
from convcalc.load.place import Piece, Source
from convcalc.load.spell import spell_item
from convcalc.load.structure import NOWHERE
from convcalc.load.words import reads_as_layer

LONGEST = 48
"""Items of the longest chain that is looked for again right behind itself."""
LEAST = 3
"""Layers that a block is worth."""
TRAILING = ("bn", "relu", "relu6", "leaky_relu", "silu", "hardswish", "gelu", "dropout", "identity")
"""What belongs to the paths that it follows."""
OPEN = ("out", "stride", "kernel", "padding", "dilation", "groups")
"""Parameters that may differ from one use of a block to the next, and so become its own."""
NAMES = {"out": "width"}


class Folding:
    """Folds chains; `blocks` are those that it has made."""

    def __init__(self) -> None:
        self.blocks: dict[str, BlockDef] = {}

    def document(self, chain: Chain) -> Chain:
        """A whole network: its blocks are found, then what repeats."""
        units = Counter(
            _skeleton(unit) for part in _chains(chain) for unit in _units(part) if unit is not None
        )
        wanted = {skeleton for skeleton, count in units.items() if count > 1}
        uses: dict[str, list[Chain]] = {}
        for part in _chains(chain):
            for unit in _units(part):
                if unit is not None and _skeleton(unit) in wanted:
                    uses.setdefault(_skeleton(unit), []).append(unit)
        templates = {skeleton: self.block(found) for skeleton, found in uses.items()}
        return self.folded(chain, templates)

    def folded(self, chain: Chain, templates: dict[str, _Template]) -> Chain:
        """A chain with blocks in the place of what they say, and repeats."""
        items: list[Item] = []
        for unit in _split(chain):
            template = templates.get(_skeleton(unit)) if _is_unit(unit) else None
            if template is not None:
                items.append(template.use(unit))
            else:
                items += [self.inside(item, templates) for item in unit]
        return repeats(tuple(items))

    def inside(self, item: Item, templates: dict[str, _Template]) -> Item:
        if isinstance(item, NamedChain):
            return item._replace(body=self.folded(item.body, templates))
        if isinstance(item, Merge):
            return item._replace(paths=tuple([self.folded(one, templates) for one in item.paths]))
        return item

    def block(self, uses: Sequence[Chain]) -> _Template:
        """The block of which all these are uses."""
        number = len(self.blocks) + 1
        name = f"block{number}"
        while name in self.blocks or reads_as_layer(name):
            number += 1
            name = f"block{number}"
        template = _Template(name, uses)
        self.blocks[name] = template.definition()
        return template


class _Template:
    """A block: which numbers differ between its uses, and what they are called in it."""

    def __init__(self, name: str, uses: Sequence[Chain]) -> None:
        self.name = name
        self.body = uses[0]
        columns = list(zip(*(_numbers(use) for use in uses), strict=True))
        keys = [key for key, _ in _slots(uses[0])]
        self.names: list[str | None] = []
        self.parameters: dict[str, tuple[Any, ...]] = {}
        for key, column in zip(keys, columns, strict=True):
            self.names.append(None if len(set(column)) == 1 else self.parameter(key, column))

    def parameter(self, key: str, column: tuple[Any, ...]) -> str:
        """The parameter with these values; a new one if there is none."""
        for name, values in self.parameters.items():
            if values == column:
                return name
        stem = NAMES.get(key, key)
        name, number = stem, 1
        while name in self.parameters:
            number += 1
            name = f"{stem}{number}"
        self.parameters[name] = column
        return name

    def definition(self) -> BlockDef:
        names = iter(self.names)
        body = tuple([_with_names(item, names) for item in self.body])
        parameters = tuple([(name, None) for name in self.parameters])
        return BlockDef(self.name, parameters, len(parameters), body, NOWHERE)

    def use(self, unit: Chain) -> BlockUse:
        found: dict[str, Any] = {}
        for name, value in zip(self.names, _numbers(unit), strict=True):
            if name is not None:
                found[name] = value
        return BlockUse(self.name, tuple([found[name] for name in self.parameters]), (), NOWHERE)


def repeats(chain: Chain) -> Chain:
    """A chain with what follows itself as a repeat: the most that can be saved, from the left."""
    items = list(chain)
    texts = [_text(item) for item in items]
    found: list[Item] = []
    at = 0
    while at < len(items):
        best, saved = (1, 1), 0
        for period in range(1, min(LONGEST, (len(items) - at) // 2) + 1):
            if any(text is None for text in texts[at : at + period]):
                break
            count = 1
            while texts[at : at + period] == texts[at + count * period : at + (count + 1) * period]:
                count += 1
            worth = period * count > 2 or isinstance(items[at], BlockUse)
            if (count - 1) * period > saved and worth:
                best, saved = (period, count), (count - 1) * period
        period, count = best
        body = tuple(items[at : at + period])
        found += body if count == 1 else [Repeat(count, body, NOWHERE)]
        at += period * count
    return tuple(found)


def _text(item: Item) -> str | None:
    """An item as it is spelt, if it can stand for itself anywhere."""
    return spell_item(item) if _is_free((item,)) else None


def _is_free(chain: Chain) -> bool:
    """Whether no item has a name or goes back to one."""
    return not any(
        isinstance(item, NamedChain | From)
        or (
            isinstance(item, LayerUse | Merge)
            and any(isinstance(value, Name) for _, value in item.given)
        )
        for item in items_of(chain)
    )


# Units: paths that are joined, with what belongs to them


def _split(chain: Chain) -> Iterator[Chain]:
    """The units of a chain, and what stands between them item by item."""
    at = 0
    while at < len(chain):
        end = at + 1
        if isinstance(chain[at], Merge):
            while end < len(chain) and _trails(chain[end]):
                end += 1
        yield chain[at:end]
        at = end


def _trails(item: Item) -> bool:
    return isinstance(item, LayerUse) and item.type in TRAILING


def _is_unit(chain: Chain) -> bool:
    layers = sum(isinstance(item, LayerUse | Merge) for item in items_of(chain))
    return isinstance(chain[0], Merge) and layers >= LEAST and _is_free(chain)


def _units(chain: Chain) -> Iterator[Chain | None]:
    for unit in _split(chain):
        yield unit if _is_unit(unit) else None


def _chains(chain: Chain) -> Iterator[Chain]:
    """The chains that units are looked for in: not those within units."""
    yield chain
    for unit in _split(chain):
        if _is_unit(unit):
            continue
        for item in unit:
            if isinstance(item, NamedChain):
                yield from _chains(item.body)
            elif isinstance(item, Merge):
                for path in item.paths:
                    yield from _chains(path)


# Numbers that may differ


def _is_open(key: str, value: Any) -> bool:
    return key in OPEN and type(value) is int


def _slots(chain: Chain) -> Iterator[tuple[str, Any]]:
    """The numbers of a chain that may differ, in the order in which they stand."""
    for item in chain:
        if isinstance(item, LayerUse | Merge):
            if isinstance(item, Merge):
                for path in item.paths:
                    yield from _slots(path)
            yield from ((key, value) for key, value in item.given if _is_open(key, value))


def _numbers(chain: Chain) -> tuple[Any, ...]:
    return tuple([value for _, value in _slots(chain)])


def _skeleton(chain: Chain) -> str:
    """A chain without the numbers that may differ."""
    return " ".join(map(_bone, chain))


def _bone(item: Item) -> str:
    if isinstance(item, LayerUse | Merge):
        given = [f"{key}={'?' if _is_open(key, value) else value!r}" for key, value in item.given]
        inner = "|".join(map(_skeleton, item.paths)) if isinstance(item, Merge) else ""
        return f"{item.type}({', '.join(given)})[{inner}]"
    return repr(item)


def _with_names(item: Item, names: Iterator[str | None]) -> Item:
    """An item with parameters in the place of the numbers that differ."""
    if not isinstance(item, LayerUse | Merge):
        return item
    if isinstance(item, Merge):
        paths = tuple([tuple([_with_names(one, names) for one in path]) for path in item.paths])
        item = item._replace(paths=paths)
    given = []
    for key, value in item.given:
        name = next(names) if _is_open(key, value) else None
        given.append((key, value if name is None else parse(Piece(Source("", name), name, 0))))
    return item._replace(given=tuple(given))
