"""From the values of parameters that people and files write to those that layers work with.

One reader for each `Param.kind`. A reader takes the parameter, the value and the number of spatial
axes; plain integers take a short way, since `batch` reads millions of them. Whatever cannot be
read is a typed error that names the parameter, the value and what is allowed.
"""

from __future__ import annotations

from convcalc.algebra.expr import Size
from convcalc.annotations import Any
from convcalc.errors import InputError, LayerError, Message
from convcalc.layers.base import Param
from convcalc.layers.numbers import (
    LIMIT,
    bounded,
    plain_number,
    read_exact,
    read_integer,
    refused,
    shown,
    within,
)
from convcalc.layers.padding import Explicit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from fractions import Fraction

PADDING_WORDS = ("valid", "same", "same-lower", "full", "causal", "half")
FOREIGN_PADDING: dict[str, str | None] = {"same-upper": "same", "notset": None}
"""ONNX's names: SAME_UPPER has the odd element at the end, as `same` has; NOTSET is no word."""
WORD = r"[^\W\d]\w*(?:-[^\W\d]\w*)*"
AXIS_SIGNS = "[-xX]"
KEEP = ("-", "keep", "None", "none", "null")
MOST_ENTRIES = 64
MOST_AXES = 3
LONGEST = 80

Pair = tuple[Size, Size]


def _cells(param: Param, text: str) -> list[list[Size]]:
    """The cells of a per-axis text such as `3x5` or `1:2x0:1`."""
    number = plain_number(text)
    if number is not None:
        return [[bounded(param, number)]]
    from convcalc.algebra.parse import parse_grid

    try:
        grid = parse_grid(text)
    except InputError as error:
        raise within(param, error) from None
    if grid.at is not None:
        raise refused(param, text, "parameter.not_per_axis")
    return [
        [bounded(param, part) if type(part) is int else part for part in cell]
        for cell in grid.cells
    ]


def _parts(param: Param, text: str) -> list[str]:
    """The parts of a text between its separators, not read yet."""
    if "," in text:
        from convcalc.algebra.parse import refuse_groups

        try:
            refuse_groups(text)
        except InputError as error:
            raise within(param, error) from None
    for sign in "X×,":
        text = text.replace(sign, "x")
    return [part.strip() for part in text.split("x")]


def _per_axis(param: Param, values: Sequence[Any], dims: int) -> Sequence[Any]:
    if len(values) != dims:
        raise LayerError(
            Message("parameter.wrong_length", name=param.name, given=len(values), dims=dims)
        )
    return values


# Integers


def read_count(param: Param, value: Any, dims: int) -> Size:
    """One integer for the whole layer."""
    if type(value) is int and value < LIMIT and value >= (param.minimum or 0):
        return value
    return read_integer(param, value)


def read_axes(param: Param, value: Any, dims: int) -> tuple[Size, ...]:
    """An integer for each axis; a single one stands for all."""
    kind = type(value)
    if kind is int and value < LIMIT and value >= (param.minimum or 0):
        return (value,) * dims
    if kind is list or kind is tuple:
        return tuple([read_integer(param, part) for part in _per_axis(param, value, dims)])
    if kind is str:
        cells = _cells(param, value)
        if any(len(cell) != 1 for cell in cells):
            raise refused(param, value, "parameter.pairs_refused")
        sizes = tuple([cell[0] for cell in cells])
        return tuple(_per_axis(param, sizes, dims)) if len(sizes) > 1 else sizes * dims
    return (read_integer(param, value),) * dims


def read_sizes(param: Param, value: Any, dims: int) -> tuple[Size | None, ...]:
    """Like axes, but None (in text: `-`) keeps the size of that axis."""
    kind = type(value)
    if value is None:
        return (None,) * dims
    if kind is str:
        parts = _parts(param, value)
        if any(part in KEEP for part in parts):
            value, kind = [None if part in KEEP else part for part in parts], list
    if kind is list or kind is tuple:
        return tuple(
            [
                None if part is None else read_integer(param, part)
                for part in _per_axis(param, value, dims)
            ]
        )
    return read_axes(param, value, dims)


def read_target(param: Param, value: Any, dims: int) -> tuple[Size, ...]:
    """A whole shape, channels first; one entry may be -1 (whatever is left)."""
    if type(value) is str:
        text = value.strip().removeprefix("[").removesuffix("]")
        value = [-1 if part == "-1" else part for part in _parts(param, text)]
    entries = list(value) if type(value) in (list, tuple) else [value]
    if not 1 <= len(entries) <= MOST_ENTRIES:
        raise refused(param, value, "parameter.not_a_shape", most=MOST_ENTRIES)
    is_open = [type(entry) is int and entry == -1 for entry in entries]
    if sum(is_open) > 1:
        raise refused(param, value, "parameter.two_open")
    positive = Param(param.name, "count", minimum=param.minimum)
    return tuple(
        -1 if left_open else read_integer(positive, entry)
        for left_open, entry in zip(is_open, entries, strict=True)
    )


# Pairs and padding


def read_pairs(param: Param, value: Any, dims: int) -> tuple[Pair, ...]:
    """Begin and end for each axis: `1`, `[1, 2]` (one an axis), `[[1, 2], [0, 1]]`, "1:2x0:1"."""
    kind = type(value)
    if kind is int and value < LIMIT and value >= (param.minimum or 0):
        return ((value, value),) * dims
    if kind is list or kind is tuple:
        return tuple([_pair(param, part) for part in _per_axis(param, value, dims)])
    if kind is str:
        pairs = tuple([(cell[0], cell[-1]) for cell in _cells(param, value)])
        return tuple(_per_axis(param, pairs, dims)) if len(pairs) > 1 else pairs * dims
    number = read_integer(param, value)
    return ((number, number),) * dims


def _pair(param: Param, value: Any) -> Pair:
    kind = type(value)
    if kind is list or kind is tuple:
        if len(value) != 2:
            raise refused(param, value, "parameter.not_a_pair")
        return read_integer(param, value[0]), read_integer(param, value[1])
    if kind is str:
        cells = _cells(param, value)
        if len(cells) != 1:
            raise refused(param, value, "parameter.not_a_pair")
        return cells[0][0], cells[0][-1]
    number = read_integer(param, value)
    return number, number


def read_padding(param: Param, value: Any, dims: int) -> Explicit | str | None:
    """Pairs, or a padding word, which the dialect turns into a value; None leaves the default."""
    if type(value) is str:
        word = value.strip().lower().replace("_", "-")
        if word in PADDING_WORDS:
            return word
        if word in FOREIGN_PADDING:
            return FOREIGN_PADDING[word]
        if not word[:1].isdecimal() and _is_word(value.strip()):
            hints = _meant(word, PADDING_WORDS)
            raise _not_a_choice(param, value, ("0", *PADDING_WORDS), hints)
    return Explicit(read_pairs(param, value, dims))


def _is_word(text: str) -> bool:
    """Whether a text is a word, or words with hyphens, and not letters for each axis: PxQ."""
    import re

    if re.fullmatch(WORD, text) is None:
        return False
    from convcalc.algebra.symbols import is_symbol

    return not all(part.isdecimal() or is_symbol(part) for part in re.split(AXIS_SIGNS, text))


# Everything else


def read_decimal(param: Param, value: Any, dims: int) -> Fraction:
    """One exact decimal or fraction."""
    return read_exact(param, value)


def read_decimals(param: Param, value: Any, dims: int) -> tuple[Fraction, ...]:
    """An exact decimal for each axis; a single one stands for all."""
    kind = type(value)
    if kind is str:
        parts = _parts(param, value)
        if len(parts) > 1:
            value, kind = parts, list
    if kind is list or kind is tuple:
        return tuple([read_exact(param, part) for part in _per_axis(param, value, dims)])
    return (read_exact(param, value),) * dims


def read_flag(param: Param, value: Any, dims: int) -> bool:
    """True or false, or these words as a network file writes them."""
    if value is True or value is False:
        return bool(value)
    if type(value) is str and value in ("true", "false"):
        return value == "true"
    raise refused(param, value, "parameter.not_flag")


def read_choice(param: Param, value: Any, dims: int) -> str:
    """One of the words that the parameter knows."""
    if type(value) is not str:
        raise _not_a_choice(param, value, param.choices)
    word = value.strip().lower().replace("_", "-")
    if word in param.choices:
        return word
    raise _not_a_choice(param, value, param.choices, _meant(word, param.choices))


def _not_a_choice(
    param: Param, value: Any, choices: Sequence[str], hints: Sequence[Message] = ()
) -> LayerError:
    message = Message(
        "parameter.not_a_choice", name=param.name, value=shown(value), allowed=", ".join(choices)
    )
    return LayerError(message, *hints)


def _meant(word: str, words: Sequence[str]) -> list[Message]:
    from convcalc.layers.meant import did_you_mean

    return did_you_mean(word, words)


def read_extent(param: Param, value: Any, dims: int) -> tuple[Size, ...]:
    """The sizes of all axes, as many as there are: `16x16`, `[49]`; one number is that of all axes,
    `flat` those of a vector."""
    kind = type(value)
    if kind is list or kind is tuple:
        if len(value) > MOST_AXES:
            raise refused(param, value, "parameter.too_many_axes", most=MOST_AXES)
        return tuple([read_integer(param, part) for part in value])
    if kind is str and value.strip().lower() in param.choices:
        return ()
    if kind is str and len(cells := _cells(param, value)) > 1:
        return read_axes(param, value, len(cells))
    return read_axes(param, value, max(dims, 1))


def read_counts(param: Param, value: Any, dims: int) -> tuple[Size, ...]:
    """Integers, however many: `[4, 2, 1]`, `4,2,1`; one alone is a list of itself."""
    if type(value) is str:
        value = _parts(param, value)
    entries = list(value) if type(value) in (list, tuple) else [value]
    if not 1 <= len(entries) <= MOST_ENTRIES:
        raise refused(param, value, "parameter.not_counts", most=MOST_ENTRIES)
    return tuple([read_integer(param, entry) for entry in entries])


def read_reach(param: Param, value: Any, dims: int) -> tuple[Size, ...] | str:
    """An integer for each axis, or one of the words that the parameter knows."""
    if type(value) is str and _is_word(value.strip()):
        return read_choice(param, value, dims)
    return read_axes(param, value, dims)


def read_text(param: Param, value: Any, dims: int) -> str:
    """Words that mean nothing to us: a name, shown as it is."""
    if type(value) is str and value.isprintable() and '"' not in value and len(value) <= LONGEST:
        return value.strip()
    raise refused(param, value, "parameter.not_text", most=LONGEST)


READERS: dict[str, Callable[[Param, Any, int], Any]] = {
    "axes": read_axes,
    "choice": read_choice,
    "count": read_count,
    "counts": read_counts,
    "decimal": read_decimal,
    "decimals": read_decimals,
    "extent": read_extent,
    "flag": read_flag,
    "padding": read_padding,
    "pairs": read_pairs,
    "reach": read_reach,
    "shape": read_target,
    "sizes": read_sizes,
    "text": read_text,
}
