"""Which number belongs to which word: `3x3 kernel`, `kernel of 3x3`, `3×3のカーネル`.

A number belongs to the next word on one of its sides, with nothing but small words between them, or
to the role that a small word beside it gives it (`on 32x32`, `7×7になる`). A word takes one number;
of all ways to share the numbers out, the one with the closest ties is taken. Two equally good ways
are an ambiguity, which is refused. A word that is asked for takes no number at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from convcalc.ask.segment import Lexeme
from convcalc.ask.ties import Tie, tie_of
from convcalc.errors import Message, UsageError

MOST = 60


class BoundNumber(NamedTuple):
    """A number, what it is the value of, and the word that says so (none for a role)."""

    name: str
    number: Lexeme
    word: Lexeme | None


def bind(
    tokens: Sequence[Lexeme], asked: Sequence[Lexeme] = ()
) -> tuple[list[BoundNumber], list[Lexeme]]:
    """The numbers with their words in the order of the text, and those that belong to nothing.

    Raises:
        UsageError: a number could belong to either of two words.
    """
    places = [n for n, token in enumerate(tokens) if token.kind == "num"]
    if len(places) > MOST:
        raise UsageError(Message("ask.too_many", count=len(places)), Message("ask.ambiguous_hint"))
    ties = [_ties(tokens, place, asked) for place in places]

    @cache
    def best(index: int, taken: int | None) -> tuple[int, int, Tie | None]:
        """Score, number of ways and choice for the numbers from `index` on."""
        if index == len(places):
            return 0, 1, None
        score, ways, choice = best(index + 1, None)[0], 0, None
        for tie in ties[index]:
            if (
                tie.place is not None
                and tie.place == taken
                and not _twice(tokens, places, index, tie)
            ):
                continue
            rest = best(index + 1, tie.place)
            total = 100 + tie.score + rest[0]
            if total > score:
                score, ways, choice = total, rest[1], tie
            elif total == score and choice is not None and not _alike(choice.name, tie.name):
                ways += rest[1]
        if choice is None:
            return score, best(index + 1, None)[1], None
        return score, ways, choice

    found: list[BoundNumber] = []
    lonely: list[Lexeme] = []
    taken: int | None = None
    if places and best(0, None)[1] > 1:
        raise UsageError(
            Message("ask.ambiguous", value=tokens[places[0]].text), Message("ask.ambiguous_hint")
        )
    for index, place in enumerate(places):
        tie = best(index, taken)[2]
        if tie is None:
            lonely.append(tokens[place])
            taken = None
        else:
            word = None if tie.place is None else tokens[tie.place]
            found.append(BoundNumber(tie.name, tokens[place], word))
            taken = tie.place
    return found, lonely


def _alike(first: str, second: str) -> bool:
    return first == second or {first, second} <= {"kernel", "filter"}


def _twice(tokens: Sequence[Lexeme], places: list[int], index: int, tie: Tie) -> bool:
    """`3x3 filters: 64`, `4 layers of 3x3`: filters and layers have a size and a number."""
    word = None if tie.place is None else tokens[tie.place]
    if word is None or not (
        word.kind == "layer" or word.is_("given:layers") or tie.name == "filter"
    ):
        return False
    before, here = tokens[places[index - 1]], tokens[places[index]]
    return before.scalar != here.scalar


def _ties(tokens: Sequence[Lexeme], place: int, asked: Sequence[Lexeme]) -> list[Tie]:
    number = tokens[place]
    if number.how in ("times", "filters", "before"):
        return [Tie(20, "out" if number.how == "filters" else "times", None)]
    if number.how == "word" and "padding" in number.text:
        return [Tie(20, "padding", None)]
    if not number.scalar and _layered(tokens, place):
        return [Tie(20, "kernel", None)]
    found: list[Tie] = []
    for step in (-1, 1):
        between: list[Lexeme] = []
        other = place + step
        while 0 <= other < len(tokens) and (
            _small(tokens[other], step)
            or (number.how == "factor" and tokens[other].is_("rel:into"))
        ):
            between.append(tokens[other])
            other += step
        if not 0 <= other < len(tokens):
            continue
        word = tokens[other]
        counts = word.is_("given:layers") and not number.scalar
        told = step < 0 and word.kind == "layer" and any(t.is_("rel:is") for t in between)
        if told and not number.scalar and any(t.is_("rel:obj") for t in tokens[place + 1 :][:1]):
            continue
        if (any(word is t for t in asked) and not counts) or (
            step < 0 and _taken(tokens, other, between)
        ):
            continue
        tie = tie_of(word, number, between, step > 0)
        if tie is not None:
            found.append(tie._replace(place=other))
    if not any(tie.place is not None and tie.score >= 9 for tie in found):
        found += _roles(tokens, place)
    if not found and number.how == "word" and isinstance(number.value[0], str):
        after = tokens[place + 1] if place + 1 < len(tokens) else None
        if (
            number.value == ("valid",)
            or after is None
            or after.is_("rel:close", "rel:comma", "rel:stop")
        ):
            found.append(Tie(3, "padding", None))
    return found


def _layered(tokens: Sequence[Lexeme], place: int) -> bool:
    """`3×3を3層`, `3×3の2層に`: a kernel and its count, unless a layer that follows has it."""
    after = [t for t in tokens[place + 1 : place + 6] if not t.is_("rel:of")]
    if after and after[0].is_("rel:obj"):
        after = after[1:]
    if len(after) < 2 or not after[0].scalar or not after[1].is_("given:layers"):
        return False
    return len(after) < 3 or after[2].kind not in ("layer", "num", "given")


def _taken(tokens: Sequence[Lexeme], place: int, between: Sequence[Lexeme]) -> bool:
    """`48の画像を3×3で`, `30×30の入力が26×26に`: the word has its number already."""
    if not any(t.is_("rel:obj", "rel:is") and not t.text.isascii() for t in between) or not tokens[
        place
    ].is_("given:input", "given:output"):
        return False
    before = [t for t in tokens[:place] if not t.is_("rel:of")]
    return bool(before) and before[-1].kind == "num" and tokens[place - 1].is_("rel:of", "num:")


def _small(token: Lexeme, step: int) -> bool:
    if token.kind == "fill":
        return True
    if token.is_("flag:both", "flag:respective", "flag:dims=2"):
        return True
    if token.is_("flag:total"):
        return step < 0
    if token.kind != "rel":
        return False
    if token.name in ("of", "is"):
        return True
    if step < 0:
        return token.name in ("obj", "open")
    return token.name == "close"


def _roles(tokens: Sequence[Lexeme], place: int) -> list[Tie]:
    """What the small words beside a number make it."""
    number = tokens[place]
    if number.how in ("factor", "percent", "fraction", "word", "list", "chain"):
        return []
    before = next((t for t in reversed(tokens[:place]) if t.kind != "fill"), None)
    after = next((t for t in tokens[place + 1 :] if t.kind != "fill"), None)
    if number.scalar:
        if before is not None and before.is_("rel:on") and number.how != "symbol":
            return [Tie(3, "input", None)]
        return []
    sizes = any(t.kind == "num" and not t.scalar for t in tokens[:place])
    found: list[Tie] = []
    if before is not None and before.kind == "rel":
        role = {
            "on": ("input", 8), "gives": ("output", 7), "turns": ("input", 7),
            "from": ("input", 7), "to": ("output" if sizes else "input", 6),
        }.get(before.name)  # fmt: skip
        if role:
            found.append(Tie(role[1], role[0], None))
        if before.name == "with" and before.text == "with":
            found.append(Tie(4, "kernel", None))
    if after is not None and after.kind == "rel":
        role = {"into": ("input", 8), "becomes": ("output", 9), "obj": ("input", 6),
                "from": ("input", 7), "to": ("input", 5)}.get(after.name)  # fmt: skip
        if role and not (after.name == "from" and after.text.isascii()):
            found.append(Tie(role[1], role[0], None))
        if after.name == "with" and not after.text.isascii():
            found.append(Tie(5, "kernel", None))
        if after.name == "arrow":
            found.append(Tie(4, "input", None))
    if before is not None and before.name == "arrow" and sizes:
        found.append(Tie(5, "output", None))
    if number.how == "axes":
        found.append(Tie(3, "input", None))
    return [max(found, key=lambda tie: tie.score)] if found else []
