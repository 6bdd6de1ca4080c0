"""The way back: items and values as the notation spells them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction

from convcalc.algebra.expr import Expr
from convcalc.annotations import Any
from convcalc.layers.index import resolve
from convcalc.load.ast import (
    BlockUse,
    Cells,
    Chain,
    Choice,
    From,
    Item,
    LayerUse,
    Merge,
    Name,
    NamedChain,
    NetworkUse,
    Repeat,
    Value,
)
from convcalc.load.checks import items_of
from convcalc.load.expression import Expression
from convcalc.load.layer import PADDING, PAIRED, SUFFIXES, accepts
from convcalc.load.values import bare_name
from convcalc.load.words import is_dimensional, known_layer

SIGNS = {key: sign for sign, key in SUFFIXES.items()}
ORDER = ("stride", "padding", "dilation", "groups", "output_padding", "bias", "ceil", "out")


def spell_chain(chain: Chain) -> str:
    """A chain without named steps, in one line."""
    return " ".join(map(spell_item, chain))


def spell_item(item: Item) -> str:
    """One item in the notation.

    Raises:
        ValueError: a step is named in it, which only files can say.
    """
    if isinstance(item, LayerUse):
        return spell_layer(item.type, dict(item.given))
    if isinstance(item, BlockUse):
        named = [f"{key}={_bare(value)}" for key, value in item.keywords]
        args = [*map(_bare, item.args), *named]
        return f"{item.name}({', '.join(args)})" if args else item.name
    if isinstance(item, Merge):
        return spell_merge(item.type, dict(item.given)) + spell_paths(item.paths)
    if isinstance(item, Choice):
        paths = (item.then, item.other) if item.other else (item.then,)
        return f"if({_bare(item.condition)}){spell_paths(paths)}"
    if isinstance(item, Repeat):
        times = _bare(item.times)
        count = times if times.isdecimal() else f"({times})"
        return f"{count}*( {spell_chain(item.body)} )"
    if isinstance(item, NetworkUse):
        until = [] if item.until is None else [f"until={'.'.join(item.until.parts)}"]
        named = [f"{key}={_bare(value)}" for key, value in item.keywords]
        return f"use({', '.join([quoted(item.network), *until, *named])})"
    if isinstance(item, From):
        return f"from({'.'.join(item.name.parts)})"
    raise ValueError(f"a named step has no notation: {item.name}")


def spell_merge(name: str, given: Mapping[str, Any]) -> str:
    """The word of a merge, with its parameters."""
    return f"{name}({', '.join(_pairs(name, given))})" if given else name


def spell_paths(paths: tuple[Chain, ...]) -> str:
    """`[ path | path ]`; an empty path is the identity."""
    inner = "|".join(f" {spell_chain(path)} ".replace("  ", " ") for path in paths)
    return f"[{inner}]"


def spell_layer(name: str, given: Mapping[str, Any]) -> str:
    """A layer with its parameters: by suffixes where they can say it, else by name."""
    word = known_layer(name)
    assert word is not None
    short = None if is_dimensional(name) else _short(word.type, given)
    if short is not None:
        return name + short
    pairs = ", ".join(_pairs(word.type, given))
    return f"{name}({pairs})" if pairs else name


def _pairs(kind: str, given: Mapping[str, Any]) -> list[str]:
    kinds = accepts(kind)
    return [
        f"{key}={quoted(value) if kinds.get(key) == 'text' else spell_value(value)}"
        for key, value in given.items()
    ]


def quoted(words: Any) -> str:
    """Words that nothing reads, in quotation marks where a line would end at them."""
    text = str(words)
    return text if re.fullmatch(r"[\w.:/-]+", text) else f'"{text}"'


def _short(kind: str, given: Mapping[str, Any]) -> str | None:
    """The parameters as a first number and suffixes; None where they have none."""
    rest = dict(given)
    first = resolve(kind).FIRST
    text = ""
    if first in rest:
        number = _cells(rest.pop(first), pairs=first in PAIRED)
        if number is None:
            return None
        text = number
    if any(key not in SIGNS for key in rest):
        return None
    for key in ORDER:
        if key not in rest:
            continue
        if key == "dilation" and text and "stride" not in rest and "padding" not in rest:
            if not any(one.name == "stride" and one.default == 1 for one in resolve(kind).PARAMS):
                return None
            text += "/1"  # d never stands straight after the kernel
        suffix = _suffix(key, rest[key])
        if suffix is None:
            return None
        text += suffix
    return text


def _suffix(key: str, value: Any) -> str | None:
    if key == "padding" and isinstance(value, str) and PADDING.fullmatch(value):
        return SIGNS[key] + value
    if key in ("bias", "ceil"):
        return f"{SIGNS[key]}{int(value)}" if isinstance(value, bool) else None
    name = bare_name(value) if key == "out" else None
    if name is not None:
        return SIGNS[key] + name
    cells = _cells(value, pairs=key in PAIRED)
    return None if cells is None or (key == "out" and "x" in cells) else SIGNS[key] + cells


def _cells(value: Any, pairs: bool) -> str | None:
    """A value as cells of the notation; None for what can only stand after `key=`."""
    if isinstance(value, Cells):
        value = value.cells
    if not isinstance(value, tuple):
        return _part(value)
    cells = []
    for cell in value:
        parts = [_part(part) for part in (cell if isinstance(cell, tuple) else (cell,))]
        if None in parts or (len(parts) > 1 and not pairs):
            return None
        cells.append(":".join(part for part in parts if part))
    return "x".join(cells) if cells else None


def _part(value: Any) -> str | None:
    if isinstance(value, bool | str | Name) or value is None:
        return None
    if isinstance(value, Expression | Expr):
        return f"({_bare(value)})"
    if value < 0:
        return None
    return _decimal(value)


def spell_value(value: Any) -> str:
    """A value after `key=`, or as an argument or a setting."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "null"
    if isinstance(value, str):
        return value
    if isinstance(value, Name):
        return ".".join(value.parts)
    if isinstance(value, Expression | Expr):
        return f"({_bare(value)})"
    if isinstance(value, Cells):
        value = value.cells
    if isinstance(value, tuple):
        inner = ", ".join(
            spell_value(cell[0] if isinstance(cell, tuple) and len(cell) == 1 else cell)
            for cell in value
        )
        single = len(value) == 1 and isinstance(value[0], tuple) and len(value[0]) == 2
        return ":".join(map(_pair_part, value[0])) if single else f"[{inner}]"
    return _decimal(value) if value >= 0 else str(value)


def _pair_part(value: Any) -> str:
    part = _part(value)
    return spell_value(value) if part is None else part


def _bare(value: Any) -> str:
    """An expression without brackets around it."""
    if isinstance(value, Expression):
        return " ".join(value.piece.text.split())
    if isinstance(value, Expr):
        from convcalc.algebra.notation import ascii_text

        return ascii_text(value)
    return spell_value(value)


def _decimal(value: int | Fraction) -> str:
    """A number as a decimal if it ends, else as a quotient in brackets."""
    bottom = value.denominator
    for prime in (2, 5):
        while bottom % prime == 0:
            bottom //= prime
    if bottom != 1:
        return f"({value.numerator}/{value.denominator})"
    digits = 0
    while (value * 10**digits).denominator != 1:
        digits += 1
    whole, rest = divmod(int(value * 10**digits), 10**digits)
    return f"{whole}.{rest:0{digits}d}" if digits else str(whole)


def has_steps(chain: Chain) -> bool:
    """Whether a step is named somewhere in a chain."""
    return any(isinstance(item, NamedChain) for item in items_of(chain))


def spelt_condition(value: Value) -> str:
    """A condition or a count as a file writes it."""
    return _bare(value)
