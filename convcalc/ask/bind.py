"""Which number belongs to which word: `3x3 kernel`, `kernel of 3x3`, `3×3のカーネル`.

A number belongs to one of its two neighbours among the words that can take one, with nothing but
small words between them; of all ways to share the numbers out, the one with the closest ties is
taken. Two equally good ways are an ambiguity, which is refused and not guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from convcalc.ask.arrange import arrange
from convcalc.ask.repeat import plain_count
from convcalc.ask.scan import Lexeme
from convcalc.errors import Message, UsageError

MOST = 50
"""Numbers between two separators."""
TAKERS = ("attribute", "kind", "target")
COUNTERS = ("channels", "out", "in", "layers", "groups")
"""Words that count what stands before them: 入力64チャネル, `an input of 64 channels`."""


class BoundNumber(NamedTuple):
    """A word and the number that belongs to it, if one does; `place` is its place in the text."""

    place: int
    word: Lexeme
    value: Lexeme | None


class Binding(NamedTuple):
    """The words with their numbers, in the order of the text; the numbers nobody claims; and the
    words as they were bound."""

    bound: list[BoundNumber]
    lonely: list[Lexeme]
    tokens: list[Lexeme]


def bind(tokens: Sequence[Lexeme]) -> Binding:
    """Give each number to the word that it belongs to.

    Raises:
        UsageError: a number could belong to either of two words.
    """
    read = arrange(list(tokens))
    shared: dict[int, list[Lexeme]] = {}
    lonely: list[Lexeme] = []
    start = 0
    for place in range(len(read) + 1):
        if place == len(read) or read[place].kind in ("barrier", "flag", "unknown"):
            _share(read, start, place, shared, lonely)
            start = place + 1
    found = _inputs(read, lonely)
    for place, token in enumerate(read):
        if token.kind in TAKERS:
            values: Sequence[Lexeme | None] = shared.get(place) or (None,)
            found += [BoundNumber(place, token, value) for value in values]
    return Binding(sorted(found, key=lambda bound: bound.place), lonely, read)


def _inputs(tokens: Sequence[Lexeme], lonely: list[Lexeme]) -> list[BoundNumber]:
    """`a convolution on 56x56x64`, `4×4に最大プーリングを`: the only such number is the input."""
    places = [place for place, token in enumerate(tokens) if any(token is t for t in lonely)]
    reach = any(token.name in ("rf", "effective_kernel") for token in tokens)
    found = [place for place in places if _enters(tokens, place, reach)]
    if len(found) != 1 or any(tokens[place].name == "input" for place in _owners(tokens)):
        return []
    (place,) = found
    lonely[:] = [token for token in lonely if token is not tokens[place]]
    return [BoundNumber(place, Lexeme("attribute", "input"), tokens[place])]


def _owners(tokens: Sequence[Lexeme]) -> list[int]:
    """The words that stand beside a number."""
    return [
        place
        for place, token in enumerate(tokens)
        if token.kind == "attribute"
        and any(t.kind == "number" for t in tokens[max(place - 2, 0) : place + 3])
    ]


def _enters(tokens: Sequence[Lexeme], place: int, reach: bool) -> bool:
    """Whether a number is put into something; a receptive field `of 5x5` is not of an input."""
    before = next((t for t in reversed(tokens[:place]) if t.kind != "noise"), None)
    after = next((t for t in tokens[place + 1 :] if t.kind != "noise"), None)
    return (before is not None and before.name in (("on",) if reach else ("on", "of"))) or (
        not reach and after is not None and after.name in ("into", "を")
    )


def _share(
    tokens: Sequence[Lexeme],
    start: int,
    end: int,
    shared: dict[int, list[Lexeme]],
    lonely: list[Lexeme],
) -> None:
    """Share out the numbers between two barriers."""
    places = [place for place in range(start, end) if tokens[place].kind == "number"]
    if len(places) > MOST:
        raise UsageError(Message("ask.too_many", count=len(places)), Message("ask.ambiguous_hint"))
    options = [_options(tokens, place, start, end) for place in places]

    @cache
    def best(index: int, taken: int) -> tuple[int, int, int | None]:
        """Score, number of ways and choice for the numbers from `index` on."""
        if index == len(places):
            return 0, 1, None
        score, ways, choice = best(index + 1, -1)[0], 0, None
        for owner, strength in options[index].items():
            if owner == taken and not _twice(tokens, places[index - 1], owner, places[index]):
                continue
            total = 100 + strength + best(index + 1, owner)[0]
            if total > score:
                score, ways, choice = total, best(index + 1, owner)[1], owner
            elif total == score and choice is not None and not _alike(tokens, owner, choice):
                ways += best(index + 1, owner)[1]
        if choice is None:
            return best(index + 1, -1)[0], best(index + 1, -1)[1], None
        return score, ways, choice

    if places and best(0, -1)[1] > 1:
        raise UsageError(
            Message("ask.ambiguous", value=tokens[places[0]].text), Message("ask.ambiguous_hint")
        )
    taken = -1
    for index, place in enumerate(places):
        owner = best(index, taken)[2]
        if owner is None:
            lonely.append(tokens[place])
            taken = -1
        else:
            shared.setdefault(owner, []).append(tokens[place])
            taken = owner


def _alike(tokens: Sequence[Lexeme], first: int, second: int) -> bool:
    """Two words for the same given: `a grayscale 28x28 image`."""
    return tokens[first].name == tokens[second].name and tokens[first].kind == tokens[second].kind


def _twice(tokens: Sequence[Lexeme], left: int, owner: int, right: int) -> bool:
    """`3x3 filters: 64枚`: a filter has a size and a number."""
    if tokens[owner].name != "filter":
        return False
    counts = [plain_count(tokens[place]) for place in (left, right)]
    return counts.count(True) == 1 or [tokens[left].how, tokens[right].how].count("count") == 1


def _options(tokens: Sequence[Lexeme], place: int, start: int, end: int) -> dict[int, int]:
    """The words that a number can belong to, and how close they are."""
    found: dict[int, int] = {}
    for step in (-1, 1):
        between: list[Lexeme] = []
        other = place + step
        while start <= other < end and tokens[other].kind in ("glue", "noise"):
            between.append(tokens[other])
            other += step
        if start <= other < end and tokens[other].kind in TAKERS:
            strength = _strength(tokens[other], tokens[place], between, step > 0)
            if strength is not None:
                found[other] = strength
    if [tokens[owner].name for owner in found] == ["input", "output"]:
        del found[max(found)]
    return found


def _strength(word: Lexeme, value: Lexeme, between: Sequence[Lexeme], after: bool) -> int | None:
    """How close a number and a word are; `after`: the word stands after the number."""
    small = {token.name for token in between if token.kind == "glue"}
    strength = 6 - sum(token.kind == "noise" for token in between)
    if "is" in small:
        strength += -4 if after else 2
    if "of" in small:
        strength += 2 if after or word.kind == "attribute" else -2
    if "を" in small:
        strength += 0 if after else 1
    strength -= ("(" in small) + 2 * (")" in small)
    if word.kind == "target":
        opens = word.name == "size" and not after and "of" not in small
        return strength - 4 if opens else None
    if word.name == "layers" and (not after or not plain_count(value)):
        return None
    if word.name == "output" and after and any(token.text == ":" for token in between):
        return None
    if value.how == "word":
        return strength if word.name in ("padding", "conv", "pool", "maxpool") else None
    if value.how == "factor":
        return strength if word.name in ("scale", "upsample", "pixel_shuffle", "unpool") else None
    if word.kind == "kind":
        if word.name in ("standard", "dilated", "grouped"):
            strength -= 3
        return strength - 3 if not (small & {"is"}) else None
    if word.name in ("layers", "filter") and value.how == "count":
        strength += 2
    if word.name in ("height", "width"):
        strength += 4
    if after and word.name in COUNTERS and not between:
        strength += 4
    return max(strength, 1)
