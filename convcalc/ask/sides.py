"""What a count counts: filters, pictures or layers; channels that go in, or that come out."""

from __future__ import annotations

from collections.abc import Sequence

from convcalc.ask.bind import BoundNumber
from convcalc.ask.segment import Lexeme
from convcalc.ask.ties import SPATIAL
from convcalc.ask.window import name_of
from convcalc.errors import Message, UsageError


def what_is_counted(tokens: Sequence[Lexeme], bound: BoundNumber, place: int) -> str:
    """`64枚`: filters, unless the pictures are counted; `3個の層`."""
    rest = [t for t in tokens[place + 1 : place + 4] if t is not bound.word and not t.is_("rel:of")]
    if rest and rest[0].is_("given:input") and bound.name == "sheets":
        return "batch"
    if any(t.is_("given:filter") for t in rest[:2]) and all(
        t.kind in ("num", "given") for t in rest[:1]
    ):
        return "out"
    for token in reversed(tokens[:place]):
        if token.is_("given:filter", "given:kernel") or token.kind == "layer":
            break
        if token.is_("given:input", "flag:in=1", "flag:in=3"):
            return "batch" if bound.name == "sheets" and "画像" in token.text else "out"
        if token.kind == "ask" and bound.name == "pieces":
            return f"claim:{token.name}"
    after = [
        t for t in tokens[place + 1 : place + 4] if not t.is_("rel:of") and t is not bound.word
    ]
    if after and after[0].kind == "layer" and bound.name == "pieces":
        return "times"
    return "out"


def side_of(tokens: Sequence[Lexeme], bound: BoundNumber, place: int) -> str:
    """Input or output channels."""
    word = bound.word
    start = place
    for token in tokens[place + 1 : place + 5]:
        if token is word or token.is_("rel:of") or token.kind == "fill":
            continue
        if token.is_("given:input", "flag:in=1", "flag:in=3"):
            return "in"
        if token.is_("given:output"):
            return "out"
        if token.is_("rel:becomes"):
            return "out"
        break
    for token in reversed(tokens[max(start - 4, 0) : start]):
        if token.is_("given:input", "given:in"):
            return "in"
        if token.is_("given:output", "given:out"):
            return "out"
        if token.is_("rel:to", "rel:gives"):
            return "out"
        if token.kind in ("num", "layer") or token.is_("rel:stop"):
            break
    return "channels"


def counts_filters(word: Lexeme | None, number: Lexeme) -> bool:
    """`16 filters`, `filters 16`, `sixteen filters`, `256フィルタ`: how many there are."""
    if word is None:
        return False
    after = word.start > number.start
    if not word.text.isascii():
        return after and word.start == number.end
    return word.text.endswith("s") or (after and number.how == "word")


def refuse_negative(bound: BoundNumber) -> None:
    """Name a given with a minus sign.

    Raises:
        UsageError: a stride of -1, say.
    """
    sides = [s for s in bound.number.value if isinstance(s, int) and s < 0]
    if sides and not bound.name.startswith("claim:"):
        code = "ask.below_zero" if "padding" in bound.name else "ask.not_positive"
        raise UsageError(Message(code, name=name_of(bound.name), value=sides[0]))
    size = bound.number.how == "comma" and bound.name in SPATIAL
    if size and len(set(bound.number.text.split(","))) == 1:
        raise UsageError(Message("ask.comma", value=bound.number.text))
