"""Which of several layers is meant, which of two comes first: `the last layer`, `after`, 前に."""

from __future__ import annotations

from collections.abc import Sequence

from convcalc.ask.segment import Lexeme
from convcalc.ask.window import SaidLayer, name_of, spelt
from convcalc.errors import Message, UsageError

WORDS = ("rel:after", "rel:before")
_ASKS = ("ask", "wh", "verb")
_LOOSE = ("rel:of", "rel:is", "given:out", "given:output", "given:layers")


def tied(tokens: Sequence[Lexeme], place: int, *over: str) -> Lexeme | None:
    """What is asked of this word: `parameters of the last layer`, 第2層の受容野.

    Args:
        over: words that may stand between.
    """
    token, around = tokens[place], ("rel:with", "rel:after", "rel:on", "wh:what", "not:not")
    for after in tokens[place + 1 :]:
        if after.kind == "ask":
            near = not token.text.isascii() or after.start <= token.end + 3
            return after if near else None
        if not (after.kind in ("fill", "layer", "wh") or after.is_(*_LOOSE, *over)):
            break
    output: Lexeme | None = None
    if not token.text.isascii():
        return None
    for before in reversed(tokens[:place]):
        if before.kind == "ask":
            return before
        if not (before.kind == "fill" or before.is_(*_LOOSE, *around, *over)):
            break
        output = before if before.is_("given:output") else output
    return output


def single_out(tokens: Sequence[Lexeme]) -> tuple[Lexeme | None, str]:
    """The word that says which of several layers is asked about, and their kind if it names one."""
    chain = next((len(token.value) for token in tokens if token.how == "chain"), 0)
    for place, token in enumerate(tokens):
        if token.is_("given:stage") and chain and tied(tokens, place):
            last = token.text.startswith(("output", "出力"))
            if last or chain == 3:
                token.kind, token.value = "place", -1 if last else 1
        if token.kind == "place" and tied(tokens, place):
            after = next((t for t in tokens[place + 1 :] if t.kind != "fill"), None)
            if after is None or after.kind != "layer":
                return token, ""
            after.kind = "fill"
            return token, after.name
    return None, ""


def linked(tokens: Sequence[Lexeme], place: int) -> bool:
    """`conv 3x3, stride 2 → conv 3x3, pad 1`: whether what follows a comma is of that layer only.

    After the last arrow it is if a layer before has numbers of its own, too.
    """
    arrows = [n for n, token in enumerate(tokens) if token.is_("rel:arrow")]
    own = ("given:stride", "given:padding", "given:dilation", "given:filter", "given:sheets")
    told = [n for n, token in enumerate(tokens) if token.is_(*own) or token.name == "padding=0"]
    return bool(arrows) and (place < arrows[-1] or any(arrows[0] > n for n in told))


_DONE = ("applied", "performed", "repeated", "used", "run", "done", "carried out")


def repeats(tokens: Sequence[Lexeme], place: int, windows: list[SaidLayer]) -> bool:
    """`畳み込みとプーリングを3回繰り返す`: all the layers before, where nothing sets them apart.

    Raises:
        UsageError: something does.
    """
    before = next((t for t in reversed(tokens[:place]) if not t.is_("rel:obj")), None)
    again = any("繰り返" in t.text for t in tokens[place + 1 : place + 4])
    if len(windows) < 2 or not (again or (before is not None and before.text in _DONE)):
        return False
    between = [t for t in tokens if windows[-2].first < t.start < windows[-1].first]
    joined = any(t.is_("rel:and") for t in between)
    if not joined or any(t.kind == "rel" and t.name in ("then", "comma", "stop") for t in between):
        value = spelt(tokens[place].value)
        raise UsageError(Message("ask.whose", name=name_of("times"), value=value))
    return True


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
