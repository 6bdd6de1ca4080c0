"""What was meant by a text that is nearly notation: `conv3s2p1`, `conv3-64`, `(conv3)*3`, commas.

Each rule rewrites the text around the place of the mistake, or says nothing. A rewriting counts
only if the text can then be read from its beginning to its end, so that what a hint shows works.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from convcalc.layers.index import resolve
from convcalc.load.words import known_layer
from convcalc.pattern import pattern

LONGEST = 200
ROUNDS = 24

OPENING, CLOSING = "([{", ")]}"
STRIDE = pattern(r"(?<=[\d)])s(?=[\d(])")
OUT = pattern(r"(?<=[\w)])[-–:,](\d+)(?=[,;]?\Z)")
BETWEEN = pattern(r"\s*(?:->|=>|→|⇒|,|;|\+|>)\s*")
NAMED = pattern(r"(?<=[\d)])/([^\W\d]\w*)")
WORD = pattern(r"(?<=[a-z])(?=\d)")
TURNED = pattern(r"\b(\d+x\d+)[ -]+((?:max|avg)?pool|conv)(?:ing|olution)?\b(?![\d@/])")
STRIDED = pattern(r"[ ,]+(?:with )?stride[ =](\d+)")
NUMBER = pattern(r"[sp/d]?\d+(?:x\d+)?\Z")
AFTER = pattern(r"\s*[*x×]?\s*(\d+)(?![\w*])")
BEFORE = pattern(r"(\d+)\s*[*x×]?\s*(?=[(\[A-Za-z])")
TIMES = pattern(r"\s*[*x×]\s*(\d+)(?![\w(*])")

Span = tuple[int, int]


def rewritten(text: str, fails: Callable[[str], int | None]) -> str | None:
    """The text as it has to be written, or None.

    `fails` says where a text can no longer be read, or None if it can.
    """
    text = " ".join(text.split())
    if len(text) > LONGEST:
        return None
    at = fails(text)
    for _ in range(ROUNDS):
        if at is None:
            return text
        better = None
        for rule in RULES:
            other = rule(text, at)
            if other is None or other == text:
                continue
            place = fails(other)
            if place is None or len(other) - place < len(text) - at:
                better = other, place
                break
        if better is None:
            return None
        text, at = better
    return None


def _words(text: str) -> list[Span]:
    """Where the words stand: what no space outside of brackets divides."""
    found: list[Span] = []
    start: int | None = None
    depth = 0
    for index, character in enumerate(text + " "):
        if character == " " and depth <= 0:
            if start is not None:
                found.append((start, index))
            start, depth = None, 0
            continue
        start = index if start is None else start
        depth += (character in OPENING) - (character in CLOSING)
    if start is not None:
        found.append((start, len(text)))
    return found


def _word(text: str, at: int) -> tuple[Span, Span | None]:
    """The word at a place, and the one before it."""
    before: Span | None = None
    for span in _words(text):
        if span[1] > at or span[1] == len(text):
            return span, before
        before = span
    return (at, at), before


def _closing(text: str, at: int) -> int | None:
    """Where the bracket at this place is closed."""
    depth = 0
    for index in range(at, len(text)):
        depth += (text[index] in OPENING) - (text[index] in CLOSING)
        if depth == 0:
            return index
    return None


def _within(change: Callable[[str], str | None]) -> Callable[[str, int], str | None]:
    """A rule that changes the word in which the mistake is."""

    def rule(text: str, at: int) -> str | None:
        (start, end), _ = _word(text, at)
        other = change(text[start:end])
        return None if other is None else f"{text[:start]}{other}{text[end:]}"

    return rule


def _pool(word: str) -> str | None:
    """`pool2`: the pooling that is meant where none is named."""
    named = re.sub(r"\Apool(?:ing)?(?=[\d,;]|\Z)", "maxpool", word)
    return re.sub(r"\Amaxpool(?=[,;]|\Z)", "maxpool2", named) if named != word else None


def _separate(text: str, at: int) -> str | None:
    """Spaces for the signs that others put between layers."""
    sign = BETWEEN.match(text, at) or BETWEEN.match(text, max(at - 1, 0))
    if sign is None:
        return None
    return f"{text[: sign.start()].rstrip()} {text[sign.end() :].lstrip()}".strip()


def _spoken(text: str, at: int) -> str | None:
    """`3x3 conv, stride 2`: the kernel before its layer, the stride as a word."""
    turned = TURNED.sub(r"\2\1", text)
    return STRIDED.sub(r"/\1", turned)


def _joined(text: str, at: int) -> str | None:
    """`conv 3x3`, `conv3 s2`: the number belongs to the layer before it."""
    (start, end), before = _word(text, at)
    if before is None or not NUMBER.match(text[start:end].rstrip(",;")):
        return None
    name, suffix = text[slice(*before)], text[start:]
    layer = known_layer(name if suffix[0].isdigit() else WORD.split(name)[0])
    if layer is None or resolve(layer.type).FIRST is None:
        return None
    return text[: before[1]] + (f"/{suffix[1:]}" if suffix[0] == "s" else suffix)


def _times_bracket(text: str, at: int) -> str | None:
    """`(conv3 relu)*3`, `[conv3] x 3`, and brackets that nothing counts."""
    end = _closing(text, at) if text[at : at + 1] in ("(", "[") else None
    if end is None:
        return None
    count = AFTER.match(text, end + 1)
    rest = text[count.end() :] if count else text[end + 1 :]
    number = count.group(1) if count else "1"
    return f"{text[:at]}{number}*( {text[at + 1 : end].strip()} ){rest}"


def _counted(text: str, at: int) -> str | None:
    """`3*conv3`, `3 conv3`, `3x(conv3 relu)`: the count stands before a bracket."""
    count = BEFORE.match(text, at)
    if count is None:
        return None
    begin = count.end()
    if text[begin] in "([":
        end = _closing(text, begin)
        if end is None:
            return None
        inner, after = text[begin + 1 : end], end + 1
    else:
        after = next(stop for start, stop in _words(text) if stop > begin)
        inner = text[begin:after]
    return f"{text[:at]}{count.group(1)}*( {inner.strip()} ){text[after:]}"


def _repeated(text: str, at: int) -> str | None:
    """`conv3*3`, `conv3 x3`: the word before is repeated."""
    (start, end), before = _word(text, at)
    if text[start] in "*x×" and before is not None:
        start, end = before
    else:
        end = at
    count = TIMES.match(text, end)
    if count is None or not text[start:end]:
        return None
    return f"{text[:start]}{count.group(1)}*( {text[start:end]} ){text[count.end() :]}"


RULES: tuple[Callable[[str, int], str | None], ...] = (
    _spoken,
    _within(_pool),
    _within(lambda word: STRIDE.sub("/", word)),
    _within(lambda word: OUT.sub(r"@\1", word) if "@" not in word else None),
    _repeated,
    _separate,
    _within(lambda word: NAMED.sub(r"/(\1)", word)),
    _times_bracket,
    _counted,
    _joined,
)
