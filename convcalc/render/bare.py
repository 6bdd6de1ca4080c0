"""Values as scripts read them: no grouping, no words of any language; nothing is rounded but the
fractions of a table, which programs for columns read as decimals only."""

from __future__ import annotations

from convcalc.algebra.expr import Expr, Neg, Sum
from convcalc.annotations import Any
from convcalc.errors import Message
from convcalc.report.document import (
    INSIDE,
    Alike,
    AtLeast,
    Chain,
    Lettered,
    Maps,
    Matrix,
    Pairs,
    Range,
    Sizes,
    Tensor,
)

LONGEST = 12
"""Characters of a decimal that is shown in full."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from fractions import Fraction


def bare(
    value: Any,
    ascii: bool = False,
    unknown: str = "unknown",
    lang: str = "en",
    letters: str = "dv",
    cell: bool = False,
) -> str:
    """One value on one line; `unknown` is what stands for a value that is not known, `lang` the
    language of sentences, where a value is one, `letters` the spelling of formulas; in a `cell` of
    a table fractions are decimals."""

    def text(part: Any) -> str:
        return bare(part, ascii, unknown, lang, letters, cell)

    def grouped(part: Any) -> str:
        """A sum beside others stands in brackets, so that the whole is read back."""
        return f"({text(part)})" if isinstance(part, Sum | Neg) else text(part)

    if value is None:
        return unknown
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Expr):
        from convcalc.algebra.notation import ascii_text, unicode_text

        return ascii_text(value) if ascii else unicode_text(value)
    if isinstance(value, Lettered | Message):
        from convcalc.render.wording import Wording

        wording = Wording(lang, ascii, letters, grouping=False)
        if isinstance(value, Lettered):
            return wording.lettered(value)
        return wording.say(value).replace("\u00a0", " ")
    if type(value) in INSIDE:
        return text(value[0])
    if isinstance(value, AtLeast):
        return f">= {text(value.value)}"
    if isinstance(value, Range):
        return f"{text(value.low)}..{text(value.high)}"
    if isinstance(value, Tensor):
        sizes = text(Sizes(value.spatial))
        return sizes if value.channels is None else f"{sizes}@{text(value.channels)}"
    if isinstance(value, Pairs):
        return "x".join([f"{grouped(begin)}:{grouped(end)}" for begin, end in value])
    if isinstance(value, Alike):
        return text(value.one)
    if isinstance(value, Sizes):
        return "x".join(map(grouped, value) if len(value) > 1 else map(text, value))
    if isinstance(value, Matrix | Maps | Chain):
        from convcalc.render.arithmetic import bare_value

        return bare_value(value)
    if cell and getattr(value, "denominator", 1) != 1:
        return _decimal(value)
    if isinstance(value, list | tuple):
        sentences = any(isinstance(part, Message) for part in value)
        return ("; " if sentences else " ").join(map(text, value))
    return _harmless(str(value))


def _decimal(value: Fraction) -> str:
    """A fraction as a decimal, rounded where it is long."""
    from convcalc.algebra.decimals import BARE_DIGITS, ended, rounded

    whole = ended(value)
    return whole if whole and len(whole) <= LONGEST else rounded(value, BARE_DIGITS)


def _harmless(said: str) -> str:
    """A word without control characters."""
    if said.isascii() and said.isprintable():
        return said
    from convcalc.visible import visible

    return visible(said)


def quiet(value: Any, ascii: bool = False, letters: str = "dv") -> str:
    """The bare answer: one number where all axes agree."""
    if isinstance(value, Sizes | Pairs) and value:
        texts = {bare(type(value)((part,)), ascii) for part in value}
        if len(texts) == 1:
            return texts.pop()
    return bare(value, ascii, letters=letters)
