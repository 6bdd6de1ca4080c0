"""The word that was probably meant: the one place that guesses by spelling.

A guess is made among the words of one kind only (the columns of a table, the keys of a layer), and
its hint is the only one that says "did you mean".
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from convcalc.annotations import Any
from convcalc.errors import Message, UsageError

LONGEST = 40
"""No word has more characters: a longer one is no slip of spelling."""
CLOSENESS = 0.7
"""Twice the characters in common by those of both: `smae` and `same` reach 0.75, `foo` and `zoo`
0.67."""
STEM = 3
"""So many first characters of a word stand for the whole of it."""
MOST = 16
OPPOSITES = (("in", "out"), ("min", "max"), ("max", "avg"), ("least", "most"), ("en", "de"))
"""Words that differ in nothing but these are near by spelling and as far apart as can be."""


EXAMPLES: dict[str, tuple[str, ...]] = {
    "kernel": ("3", "2", "1"),
    "out": ("64", "2"),
    "output_size": ("7",),
    "factor": ("2",),
    "padding": ("1",),
    "shape": ("-1",),
    "groups": ("8", "4", "2", "3", "1"),
    "scale": ("2",),
    "amount": ("1",),
    "heads": ("8", "4", "2", "3", "1"),
    "hidden": ("128",),
}
"""Parameter -> values for the example in a hint, the likeliest first."""


def did_you_mean(word: str, *pools: Iterable[str], before: str = "") -> list[Message]:
    """The hint for a word that is in none of the pools: what the first pool has that is near.

    `before` is what stands in front of the word where it is typed: the directory of a file.
    """
    for pool in pools:
        found = [before + name for name in nearest(word, pool)]
        if len(found) == 1:
            return [Message("hint.did_you_mean", word=found[0])]
        if found:
            return [Message("hint.did_you_mean_one", words=found)]
    return []


def unknown_word(word: str, known: Iterable[str], code: str, **fields: Any) -> UsageError:
    """The error for a word that does not exist, with the nearest one that does."""
    return UsageError(Message(code, **fields), *did_you_mean(word, known))


def nearest(word: str, pool: Iterable[str]) -> tuple[str, ...]:
    """The words of the pool that may be meant: those that begin with the word, or the nearest."""
    if not 1 < len(word) <= LONGEST:
        return ()
    return _nearest(word, tuple(dict.fromkeys(pool)))


@lru_cache(maxsize=1024)
def _nearest(word: str, pool: tuple[str, ...]) -> tuple[str, ...]:
    known = {_plain(name): name for name in reversed(pool)}
    plain = _plain(word)
    if plain in known:
        return (known[plain],)
    if len(plain) >= STEM:
        begun = tuple(name for name in pool if _plain(name).startswith(plain))
        shortest = tuple(name for name in begun if not _extends(name, begun))
        if 0 < len(shortest) <= MOST:
            return shortest
    from difflib import get_close_matches

    close = get_close_matches(plain, known, n=8, cutoff=CLOSENESS)
    fit = [name for name in close if not _opposite(plain, name)]
    return (known[min(fit, key=lambda name: _slips(plain, name))],) if fit else ()


def _plain(word: str) -> str:
    """A word without what is often written otherwise: case, dashes, underscores."""
    return "".join(character for character in word.lower() if character not in "-_ ")


def _extends(name: str, names: tuple[str, ...]) -> bool:
    """Whether the name only goes on after another one: `strides`, `vgg16_bn`."""
    return any(name != other and name.startswith(other) for other in names)


def _slips(word: str, name: str) -> int:
    """How many characters are wrong, missing or too many (the distance of Levenshtein)."""
    row = list(range(len(name) + 1))
    for i, letter in enumerate(word, 1):
        corner, row[0] = row[0], i
        for j, other in enumerate(name, 1):
            least = min(row[j] + 1, row[j - 1] + 1, corner + (letter != other))
            corner, row[j] = row[j], least
    return row[-1]


def _opposite(word: str, name: str) -> bool:
    return any(
        word.replace(one, other, 1) == name or word.replace(other, one, 1) == name
        for one, other in OPPOSITES
        if one in word or other in word
    )
