"""What was meant by a text that is nearly notation: `conv3s2p1`, `conv3-64`, `(conv3)*3`, commas.

Each rule rewrites the text around the place of the mistake, or says nothing. A rewriting counts
only if the text can then be read from its beginning to its end, so that what a hint shows works.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from convcalc.errors import ConvcalcError, Message
from convcalc.layers.index import resolve
from convcalc.load.layer import accepts
from convcalc.load.words import known_layer
from convcalc.pattern import pattern

LONGEST = 200
ROUNDS = 24

OPENING, CLOSING = "([{", ")]}"
STRIDE = pattern(r"(?<=[\d)])s(?=[\d(])")
OUT = pattern(
    r"(?<=[\d)])(?:[-–:,_]|[fnoc]|ch|out)(\d+)(?=[,;]?\Z)|(?<=[\w)])[-–:,](\d+)(?=[,;]?\Z)"
)
BETWEEN = pattern(r"\s*(?:->|=>|→|⇒|,|;|\+|>|&|then\b|-(?=[a-z]))\s*")
APART = pattern(r"[._/\\&~]*([A-Za-z]+)")
BEHIND = pattern(r"@(\d+)((?:[/pdga]\d+)+)")
KERNEL = pattern(r"\A([a-z]+)_?k(?=\d)")
LETTERS = pattern(r"_(?=[spdgak]\d)")
SPELT = pattern(r"/s(?=\d)")
POOLED = pattern(r"(?i)\A(max|avg|average)[-_ ]?pool(?:ing)?(?=[\d,;(]|\Z)")
MAPS = pattern(r"\A(\d+)[cC](\d+)(?=[-,;/@p]|\Z)")
CYCLE = pattern(r"\Ac(\d+)s(\d+)-(?=\d)")
NAMED = pattern(r"(?<=[\d)])/([^\W\d]\w*)")
WORD = pattern(r"(?<=[a-z])(?=\d)")
TURNED = pattern(r"\b(\d+x\d+)[ -]*((?:max|avg)?pool|conv)(?:ing|olution)?\b(?![\d@/])")
STRIDED = pattern(r"[ ,]+(?:with )?stride[ =](\d+)")
NUMBER = pattern(r"([sp/d]?\d+(?:x\d+)?|\d+\.\d+|same|valid)(?:/\d+)?\Z")
AFTER = pattern(r"\s*[*x×]?\s*(\d+)(?![\w*])")
BEFORE = pattern(r"(\d+)\s*(?:[*x×]|times\b)?\s*(?=[(\[A-Za-z])")
TIMES = pattern(r"\s*[*x×]\s*(\d+)(?![\w(*])")

REWRITING = (
    "expr.write", "load.suffixes", "hint.as_in", "hint.list_layers", "hint.did_you_mean",
)  # fmt: skip
"""Hints that a whole line as it has to be written makes superfluous."""
SEPARATORS = pattern(r"[,;+&→]|->|=>")
UNREAD = (
    "load.unexpected", "load.no_value", "load.twice", "load.out_is_last", "load.not_a_flag",
)  # fmt: skip
"""Errors that are told how layers are written if they bring no hint of their own."""

Span = tuple[int, int]


def hinted(
    error: ConvcalcError, text: str, fails: Callable[[str], int | None]
) -> tuple[Message, ...]:
    """The hints of an error about a text: what was meant, else how layers are written."""
    meant = rewritten(text, fails)
    if meant is not None:
        others = [hint for hint in error.hints if hint.code not in REWRITING]
        return (Message("expr.write", text=meant), *others)
    if error.code in UNREAD and not error.hints:
        return (Message("load.suffixes"),)
    if error.code == "load.unknown_word" and SEPARATORS.search(text):
        return (Message("load.hint.spaces"), *error.hints)
    return tuple(error.hints)


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
            return text or None
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
    """`conv 3x3`, `conv3 s2`, `conv3 64`, `dense 10`, `conv3 same`: what belongs to the layer
    before it."""
    (start, end), before = _word(text, at)
    number = NUMBER.match(text[start:end].rstrip(",;"))
    if before is None or number is None:
        return None
    name, suffix = text[slice(*before)].rstrip(",;"), text[start:]
    layer = known_layer(WORD.split(name)[0])
    if layer is None:
        return None
    sign = ""
    if number[1].isdigit() and (resolve(layer.type).FIRST is None or name[-1].isdigit()):
        sign = "@"
        if "out" not in accepts(layer.type):
            return None
    elif number[1].isalpha():
        sign = "p"
    elif suffix[0] == "s":
        sign, suffix = "/", suffix[1:]
    elif resolve(layer.type).FIRST is None:
        return None
    return f"{text[: before[0]]}{name}{sign}{suffix}"


def _parts(word: str) -> str | None:
    """`bn_relu.gap`: layers with other signs between them."""
    parts = re.split(r"[._]", word)
    known = all(known_layer(WORD.split(part)[0]) is not None for part in parts)
    return " ".join(parts) if known and len(parts) > 1 else None


def _apart(text: str, at: int) -> str | None:
    """`conv3@64relu`, `conv3bn`, `conv3.relu`: a layer that touches the one before it."""
    found = APART.match(text, at)
    if found is None or not at or known_layer(found[1]) is None:
        return None
    return f"{text[:at]} {text[found.start(1) :]}"


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
    _within(lambda word: POOLED.sub(lambda named: f"{named[1][:3].lower()}pool", word)),
    _within(lambda word: MAPS.sub(r"conv\2@\1", word)),
    _within(lambda word: CYCLE.sub(r"conv\1/\2@", word)),
    _within(lambda word: SPELT.sub("/", LETTERS.sub("", KERNEL.sub(r"\1", word)))),
    _within(lambda word: STRIDE.sub("/", word)),
    _within(lambda word: OUT.sub(r"@\1\2", word) if "@" not in word else None),
    _within(lambda word: BEHIND.sub(r"\2@\1", word)),
    _apart,
    _within(_parts),
    _repeated,
    _separate,
    _within(lambda word: NAMED.sub(r"/(\1)", word)),
    _times_bracket,
    _counted,
    _joined,
)
