"""Steps with names that the notation can write."""

from __future__ import annotations

from collections.abc import Mapping

from convcalc.load.ast import (
    Chain,
    Choice,
    From,
    Given,
    Item,
    LayerUse,
    Merge,
    Name,
    NamedChain,
    NetworkDocument,
    NetworkUse,
    Repeat,
)
from convcalc.load.checks import items_of
from convcalc.load.values import NAME
from convcalc.load.words import MERGES, RESERVED
from convcalc.pattern import pattern

FORBIDDEN = pattern(r"\W+")


def with_legal_names(document: NetworkDocument) -> NetworkDocument:
    """The document with each name of a step, or of an input, that holds dots, slashes or anything
    else that no notation can say as one that it can."""
    steps = [item.name for item in items_of(document.layers) if isinstance(item, NamedChain)]
    names = [*(entry.name for entry in document.inputs if entry.name), *dict.fromkeys(steps)]
    if all(map(_is_legal, names)):
        return document
    legal = legal_names(names)
    return document._replace(
        inputs=tuple(
            [
                entry._replace(name=legal[entry.name]) if entry.name else entry
                for entry in document.inputs
            ]
        ),
        layers=_chain(document.layers, legal),
        outputs=tuple([_name(name, legal) for name in document.outputs]),
    )


def _is_legal(name: str) -> bool:
    return NAME.fullmatch(name) is not None and name not in (*MERGES, *RESERVED)


def legal_names(names: list[str]) -> dict[str, str]:
    """A name of the notation for each, no two of which are the same."""
    taken = set(filter(_is_legal, names))
    found: dict[str, str] = {}
    for name in names:
        if _is_legal(name):
            found[name] = name
            continue
        stem = FORBIDDEN.sub("_", name).strip("_") or "step"
        stem = stem if NAME.fullmatch(stem) else f"step_{stem}"
        new, number = stem, 1
        while new in taken or not _is_legal(new):
            number += 1
            new = f"{stem}_{number}"
        taken.add(new)
        found[name] = new
    return found


def _name(name: Name, legal: Mapping[str, str]) -> Name:
    return name._replace(parts=tuple([legal.get(part, part) for part in name.parts]))


def _given(given: Given, legal: Mapping[str, str]) -> Given:
    return tuple(
        [(key, _name(value, legal) if isinstance(value, Name) else value) for key, value in given]
    )


def _chain(chain: Chain, legal: Mapping[str, str]) -> Chain:
    return tuple([_item(item, legal) for item in chain])


def _item(item: Item, legal: Mapping[str, str]) -> Item:
    if isinstance(item, NamedChain):
        return item._replace(name=legal[item.name], body=_chain(item.body, legal))
    if isinstance(item, NetworkUse):
        return item._replace(keywords=_given(item.keywords, legal))
    if isinstance(item, From):
        return item._replace(name=_name(item.name, legal))
    if isinstance(item, LayerUse):
        return item._replace(given=_given(item.given, legal))
    if isinstance(item, Merge):
        paths = tuple([_chain(path, legal) for path in item.paths])
        return item._replace(paths=paths, given=_given(item.given, legal))
    if isinstance(item, Choice):
        then, other = _chain(item.then, legal), _chain(item.other, legal)
        return item._replace(then=then, other=other)
    if isinstance(item, Repeat):
        return item._replace(body=_chain(item.body, legal))
    return item
