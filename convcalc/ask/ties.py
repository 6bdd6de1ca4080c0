"""How close a number is to a word: what the words between them, and the kind of the word, do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from convcalc.ask.segment import Lexeme

SPATIAL = ("input", "kernel", "filter", "stride", "padding", "dilation", "output", "output_padding")
COUNTS = (
    "channels", "in", "out", "groups", "batch", "layers", "times", "sheets", "pieces", "reduction",
    "inout", "samples",
)  # fmt: skip
COUNTED = ("params", "weights", "biases", "macs", "flops", "elements")
MEASURED = (
    "size", "shape", "length", "channels", "outheight", "outwidth", "rf", "effective_kernel",
)  # fmt: skip
AFTER = ("layers", "times", "sheets", "pieces")
"""Counters: they stand after their number."""
WORDED = ("conv", "pool", "maxpool", "avgpool", "depthwise", "tconv", "dilated", "separable")
WHOLE = (
    "gap", "gmp", "bn", "gn", "ln", "in", "flatten", "pad", "upsample", "pixel_shuffle", "unpool",
    "im2col",
)  # fmt: skip
"""Layers beside which a size is that of their input."""


class Tie(NamedTuple):
    score: int
    name: str
    place: int | None


def tie_of(word: Lexeme, number: Lexeme, between: Sequence[Lexeme], after: bool) -> Tie | None:
    """How close a number is to a word; `after`: the word stands after the number."""
    small = {token.name: token for token in between if token.kind == "rel"}
    if word.how == "letter":
        return None if after or between else Tie(20, word.name, None)
    if not after and "into" in small and small["into"].text.startswith("に対"):
        return None
    if after and "is" in small:
        return None
    score = 8 - sum(token.kind == "fill" for token in between) + _link(number, small, after)
    kind, name = word.kind, word.name
    if kind == "flag" and name.startswith(("in=", "dims=3")):
        if number.scalar and not word.text.endswith("s"):
            return None
        kind, name = "given", "input"
    if kind == "layer":
        score -= (1 if "of" in small else 0) if after else 2
        return _beside_layer(name, word, number, score, after, small)
    if kind == "ask":
        return _beside_asked(name, number, score, after, small)
    if kind == "given":
        return _beside_given(name, word, number, score, after, bool(small))
    return None


def _link(number: Lexeme, small: dict[str, Lexeme], after: bool) -> int:
    """What the small words between a number and a word do for their tie."""
    score = (4 if "is" in small else 0) + (3 if "obj" in small else 0) + (0 if small else 1)
    if "of" in small and small["of"].text.isascii():
        score += (-5 if number.how == "size" else -9) if after else 3
    elif "of" in small:
        score += 1 if after else -4
    return score - ("close" in small)


def _beside_asked(
    name: str, number: Lexeme, score: int, after: bool, small: dict[str, Lexeme]
) -> Tie | None:
    """A value of what is asked for: the claim of a statement, an output that is told."""
    if number.how == "chain" or (number.how == "size" and name in COUNTED):
        return None
    if after:
        counted = not small and number.scalar and name in COUNTED
        return Tie(score - 2, f"claim:{name}", None) if counted else None
    if not (name in MEASURED or number.how != "size" or "is" in small):
        return None
    reach = name in ("rf", "effective_kernel") and number.how == "size"
    if "is" in small and small["is"].text == ":":
        score -= 6
    else:
        score -= 9 if "of" in small and not reach else 3
    return Tie(score, f"claim:{name}", None)


def _beside_layer(
    name: str, word: Lexeme, number: Lexeme, score: int, after: bool, small: dict[str, Lexeme]
) -> Tie | None:
    if number.how == "word" and isinstance(number.value[0], str):
        return Tie(score - 2, "padding", None) if name in WORDED else None
    if name == "linear":
        if number.how == "chain":
            return Tie(score, "units", None)
        return Tie(score - 2, "out" if number.scalar else "input", None)
    if name in WHOLE:
        if number.how == "factor" or (number.scalar and name in ("upsample", "pixel_shuffle")):
            return Tie(score, "scale", None)
        return Tie(score - 2, "input", None) if not number.scalar else None
    if number.how in ("comma", "factor", "percent", "fraction", "at", "chain") or (
        "obj" in small and not after
    ):
        return None
    many = word.text.endswith("s") or "layer" in word.text or (not word.text.isascii() and after)
    if number.scalar and number.how != "list":
        if number.how == "times":
            return Tie(score, "times", None)
        if after and (many or number.how == "word"):
            return Tie(score - 2, "layers", None)
        if number.how == "word" or "open" in small:
            return None
        return Tie(score - 3, "kernel", None) if not after else None
    return Tie(score - (2 if name in ("standard", "dilated", "grouped") else 0), "kernel", None)


def _beside_given(
    name: str, word: Lexeme, number: Lexeme, score: int, after: bool, apart: bool
) -> Tie | None:
    if number.how == "word" and isinstance(number.value[0], str):
        return Tie(score, name, None) if name == "padding" else None
    if (number.how == "list" and after) or (number.how == "rlist" and not after):
        return None
    if name == "layers" and (after or apart) and not number.scalar and number.how == "size":
        return Tie(score + 1, "kernel", None)
    if name in AFTER:
        if not after or not number.scalar:
            return None
        return Tie(score + (4 if not apart else -3), name, None)
    if name in COUNTS or name in ("height", "width", "height_letter", "width_letter"):
        if not number.scalar and number.how != "list":
            return None
        return Tie(score + (4 if after and not apart and name in COUNTS else 1), name, None)
    if number.how == "factor":
        return Tie(score, "scale", None) if name in ("scale", "dilation") else None
    if name == "scale":
        return Tie(score, name, None) if number.scalar else None
    if number.how in ("percent", "fraction", "chain"):
        return None
    if after and not apart and word.text.startswith(("画素", "マス", "ずつ")):
        score += 6
    if number.how == "at" and name not in ("input", "output"):
        return None
    if name in ("input", "output") and number.scalar and after and word.text.endswith("s"):
        own = {"inputs": "in", "outputs": "out"}.get(word.text, "batch")
        return Tie(score + 2, own, None)
    if name == "output" and after and apart:
        score -= 1
    return Tie(score, name, None)
