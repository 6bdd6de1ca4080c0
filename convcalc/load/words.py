"""What a word of the notation stands for: a layer, a block, a branching word, or a mistake."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from convcalc.errors import Message
from convcalc.layers.index import ALIASES, FOREIGN, SEVERAL, TYPES, find
from convcalc.layers.meant import did_you_mean
from convcalc.layers.numbers import shown
from convcalc.pattern import pattern
from convcalc.record import NamedTuple

MERGES = ("add", "concat", "mul", "maximum", "partial_add", "attention", "opaque")
"""Layers of several inputs, which branches in square brackets follow."""
SINGLE = ("attention", "opaque")
"""Those of them that may have a single input, and then stand as other layers do."""
RESERVED = ("if", "from", "use", "repeat")

LONGEST = 40
"""No name of a layer has more characters."""

SUFFIX = pattern(r"[pdga]\d|[bc][01](?!\d)")
DIMENSIONAL = pattern(r".*[123][dD]\Z")


class Word(NamedTuple):
    """A layer and how much of the text names it: `name` is what `make` is given."""

    name: str
    type: str
    length: int


@lru_cache(maxsize=1)
def _foreign_in_any_case() -> dict[str, str]:
    return {name.lower(): name for name in reversed(FOREIGN) if name.lower() not in SEVERAL}


@lru_cache(maxsize=4096)
def known_layer(name: str) -> Word | None:
    """The layer that a whole word names, in any spelling that is known."""
    entry = find(name)
    if entry is not None:
        return Word(name, entry.type, len(name))
    foreign = _foreign_in_any_case().get(name.lower())
    return None if foreign is None else Word(foreign, FOREIGN[foreign][0], len(name))


@lru_cache(maxsize=4096)
def layer_word(run: str) -> Word | None:
    """The layer that a run of letters and digits begins with.

    A whole known word wins; else the longest type before a digit; else a type before a suffix.
    """
    longest = min(len(run) - 1, LONGEST)
    whole = known_layer(run) if len(run) <= LONGEST else None
    if whole is not None:
        return whole
    for digits in (True, False):
        for end in range(longest, 0, -1):
            fits = run[end].isdecimal() if digits else SUFFIX.match(run, end)
            if fits and (word := known_layer(run[:end])) is not None:
                return word
    return None


def reads_as_layer(name: str) -> Word | None:
    """The layer that would be read where a block of this name is used."""
    word = layer_word(name)
    if word is None and name in (*MERGES, *RESERVED):
        return Word(name, name, len(name))
    return word


def is_dimensional(name: str) -> bool:
    """Whether a framework's name ends in its number of axes, like Conv2d."""
    return name in FOREIGN and DIMENSIONAL.match(name) is not None


def unknown_word(run: str, blocks: Collection[str]) -> tuple[Message, list[Message]]:
    """The error for a word that nothing is called, and the nearest one."""
    letters = re.match(r"[^\W\d]*", run)
    stem = letters.group() if letters else run
    pool = (*TYPES, *ALIASES, *blocks, *MERGES, *RESERVED)
    hints = did_you_mean(run, pool) or did_you_mean(stem, pool) or did_you_mean(run, FOREIGN)
    if several := SEVERAL.get(stem.lower()):
        words = [f"{name}{run[len(stem) :]}" for name in several]
        hints = [Message("hint.did_you_mean_one", words=words)]
    return Message("load.unknown_word", name=shown(run)), [*hints, Message("hint.list_layers")]
