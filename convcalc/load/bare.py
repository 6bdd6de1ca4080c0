"""Bare words: a network of the zoo, a layer in the notation, or a mistake."""

from __future__ import annotations

import os
import re

from convcalc.errors import Message, UsageError
from convcalc.layers.index import ALIASES, TYPES
from convcalc.layers.meant import did_you_mean
from convcalc.layers.numbers import shown
from convcalc.load.words import MERGES, RESERVED, layer_word
from convcalc.pattern import pattern
from convcalc.zoo import NAMES, ZooEntry, entry, find

BARE = pattern(r"[^\W\d][\w.-]*\Z")
SPACED = pattern(r"[^\W\d][\w.-]*(?: [\w.-]+){1,2}\Z")
"""How names are also written: `ResNet 50`."""


def known(word: str) -> tuple[str, ZooEntry] | None:
    """The network of the zoo that a text means; None if it is a network in one line.

    Raises:
        UsageError: a word that is neither, or is also the name of a file.
    """
    alone = BARE.match(word) is not None
    if (word in NAMES or alone) and os.path.isfile(word):
        raise _also_a_file(word)
    name = find(word) if alone or SPACED.match(word) else None
    if name is not None and (word in NAMES or not _is_notation(word)):
        return name, entry(name)
    if alone and not _is_notation(word):
        raise _unknown(word, (*NAMES, *TYPES, *ALIASES))
    return None


def named(word: str) -> tuple[str, ZooEntry]:
    """The network of the zoo of this name.

    Raises:
        UsageError: there is none.
    """
    name = find(word)
    if name is None:
        raise _unknown(word, tuple(NAMES))
    return name, entry(name)


def _also_a_file(name: str) -> UsageError:
    """The error for a bare word that is also the name of a file."""
    hints = [Message("expr.write", text=f"./{name}")]
    if name in NAMES:
        hints.append(Message("expr.write", text=f"zoo:{name}"))
    return UsageError(Message("load.file_or_name", name=shown(name)), *hints)


def _is_notation(word: str) -> bool:
    """Whether a bare word begins like an item of the notation."""
    return word in (*MERGES, *RESERVED) or layer_word(re.split(r"[^\w]", word)[0]) is not None


def _unknown(name: str, words: tuple[str, ...]) -> UsageError:
    """The error for a bare word that is nothing, with the nearest of these words."""
    return UsageError(
        Message("load.unknown_network", name=shown(name)),
        *did_you_mean(name, words),
        Message("load.hint.network"),
    )
