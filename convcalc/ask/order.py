"""Which of two layers comes first where `after`, `before`, 後に or 前に say so, not the text."""

from __future__ import annotations

from collections.abc import Sequence

from convcalc.ask.segment import Lexeme
from convcalc.ask.window import SaidLayer

WORDS = ("rel:after", "rel:before")
_ASKS = ("ask", "wh", "verb")


def in_order(tokens: Sequence[Lexeme], windows: list[SaidLayer]) -> list[SaidLayer]:
    """The layers as they follow each other.

    A word whose order cannot be told becomes `verb:order`, which no answer uses, so that the
    refusal names it.
    """
    words = [token for token in tokens if token.is_(*WORDS)]
    turned = [_turned(tokens, windows, word) for word in words]
    if len(words) > 1 and (any(turned) or any(word.name == "before" for word in words)):
        turned = [None] * len(words)
    for word, turn in zip(words, turned, strict=True):
        if turn is None:
            word.as_("verb", "order")
    return windows[::-1] if any(turned) else windows


def _turned(tokens: Sequence[Lexeme], windows: list[SaidLayer], word: Lexeme) -> bool | None:
    """Whether the order is the reverse of the text's; None where it cannot be told."""
    stops = [token.start for token in tokens if token.is_("rel:stop")]
    begin = max([stop for stop in stops if stop < word.start], default=-1)
    end = min([stop for stop in stops if stop > word.start], default=word.end + 10**6)
    left = [w for w in windows if begin < w.first < word.start]
    right = [w for w in windows if word.start < w.first < end]
    two = len(windows) == 2
    clause = [t for t in tokens if begin < t.start < word.start]
    if not word.text.isascii():
        parted = len(left) > 1 and _parted(tokens, *left[-2:])
        if word.name == "after":
            return (True if two and not right else None) if parted else False
        if two and left and right:
            return True
        return False if two and parted else None
    if word.name == "after":
        before = next((t for t in reversed(clause) if t.kind != "fill"), None)
        if not left or not right or before is None:
            return False
        if before.kind in _ASKS or before.is_("given:output"):
            return False
        return True if two and not before.is_("rel:comma", "rel:and") else None
    if two and left and right:
        return None if any(t.kind == "ask" or t.is_("wh:what") for t in clause) else False
    between = [t for t in tokens if right and right[0].first < t.start < right[-1].first]
    return True if two and len(right) == 2 and not any(t.is_("rel:and") for t in between) else None


def _parted(tokens: Sequence[Lexeme], first: SaidLayer, second: SaidLayer) -> bool:
    """`畳み込みはプーリングの後に`: one layer is told of, and the other says when."""
    between = [t for t in tokens if first.first < t.start < second.first]
    told = any(t.text in ("は", "が", "を") for t in between)
    linked = ("rel:with", "rel:then", "rel:after", "rel:and", "rel:arrow")
    return told and not any(t.kind == "fill" or t.is_(*linked) for t in between)
