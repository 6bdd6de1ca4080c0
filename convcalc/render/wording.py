"""From data to words: messages and exact values as a person reads them, in one language."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from fractions import Fraction

from convcalc.algebra.decimals import in_thousands, near_one, percent, rounded
from convcalc.algebra.expr import Expr, Sum
from convcalc.algebra.notation import (
    ASCII_BY_HAND,
    UNICODE_BY_HAND,
    ascii_text,
    unicode_text,
)
from convcalc.annotations import Any
from convcalc.errors import Message
from convcalc.report.document import (
    Alike,
    Approximate,
    AtLeast,
    Bar,
    Bytes,
    Chain,
    Count,
    Lettered,
    Maps,
    Matrix,
    Named,
    Pairs,
    Range,
    Reciprocal,
    Signed,
    Sizes,
    Tensor,
)
from convcalc.text import lookup


class Letters(dict[str, str]):
    """Spellings of the letters of formulas; the mark of an axis stays: k_h and F_h."""

    def get(self, name: str, default: Any = None) -> Any:
        if name in self:
            return self[name]
        head, mark, tail = name.partition("_")
        return f"{self[head]}{mark}{tail}" if head in self else default


_CHANNELS = {"c_in": "C_in", "c_out": "C_out", "c_mid": "C_mid", "c": "C"}

LETTERS: Mapping[str, Letters] = {
    "dv": Letters(_CHANNELS),
    "exam": Letters(_CHANNELS, i="W", k="F", s="S", p="P", q="Q", d="D", o="O", a="A", g="G"),
    "notes": Letters(
        c_in="C",
        c_out="M",
        c_mid="C_mid",
        c="C",
        i="W",
        i_h="H",
        i_w="W",
        k="K",
        k_e="R",
        s="S",
        p="P",
        q="Q",
        d="r",
        o="W′",
        o_h="H′",
        o_w="W′",
        a="A",
        g="G",
        r="RF",
    ),
}
"""Spellings of formula letters: Dumoulin & Visin's own, those of the exam books, and those of
course notes that write K for the kernel, r for the rate, and H′ x W′ x M for the output."""

_ASCII = str.maketrans(
    {
        "×": "x", "·": "*", "✗": "x", "−": "-", "–": "-", "—": "-", "…": "...", "≈": "~", "≥": ">=",
        "≤": "<=", "→": "->", "⌊": "floor(", "⌋": ")", "⌈": "ceil(", "⌉": ")", "²": "^2",
        "³": "^3", "✓": "ok", "“": '"', "”": '"', "‘": "'", "’": "'", "é": "e", "ⁿ": "^n",
        "√": "sqrt", "Σ": "sum", "\u00a0": " ",
    }
)  # fmt: skip


NO_BREAK = "\u00a0"
SENTENCE = ("quantity.", "param.")
BYTES = (("GB", 10**9), ("MB", 10**6), ("kB", 10**3))
BINARY = (("GiB", 2**30), ("MiB", 2**20), ("KiB", 2**10))
COUNT = (("G", 10**9), ("M", 10**6))


def shown(text: str) -> str:
    """A text that may be from outside, without anything that does not show itself."""
    if text.isascii() and text.isprintable():
        return text
    from convcalc.visible import visible

    return visible(text)


def to_ascii(text: str) -> str:
    """`text` with its mathematical signs spelt in ASCII; letters of other scripts stay."""
    return text.translate(_ASCII)


class Wording:
    """Says messages and values in one language.

    Args:
        lang: a language of `convcalc.text`.
        ascii: spell mathematics in ASCII.
        letters: "dv" (i k s p) or "exam" (W F S P), for formulas in their own letters.
        grouping: separate thousands.
    """

    def __init__(
        self, lang: str, ascii: bool = False, letters: str = "dv", grouping: bool = True
    ) -> None:
        self.lang = lang
        self.ascii = ascii
        self.letters = LETTERS[letters]
        self.grouping = grouping
        self.times = " x " if ascii else " × "
        self.equals = " = "
        self.unbroken = False

    def for_wrapping(self) -> Wording:
        """The same, with no-break spaces around the × of sizes and where templates have them."""
        other = copy(self)
        other.times = self.times.replace(" ", NO_BREAK)
        other.unbroken = True
        return other

    def ungrouped(self) -> Wording:
        """The same, without separators of thousands."""
        other = copy(self)
        other.grouping = False
        return other

    def say(self, message: Message) -> str:
        """The sentence of a message, its fields filled in."""
        template = self.template(message)
        fields = {name: self.value(value) for name, value in message.fields.items()}
        return template.format(**fields)

    def heading(self, message: Message) -> str:
        """The words of a label: those that elsewhere stand within sentences get a capital."""
        said = self.say(message)
        return said[:1].upper() + said[1:] if message.code.startswith(SENTENCE) else said

    def template(self, message: Message) -> str:
        """The words for a code: in ASCII if asked for, in the singular for `count=1`."""
        code = message.code
        count = message.fields.get("count")
        if isinstance(count, int) and count == 1:
            singular = lookup(f"{code}.one", self.lang)
            template = lookup(code, self.lang) if singular == f"{code}.one" else singular
        else:
            template = lookup(code, self.lang)
        if not self.ascii:
            return template
        if self.unbroken:
            return NO_BREAK.join(map(to_ascii, template.split(NO_BREAK)))
        return to_ascii(template)

    def word(self, code: str) -> str:
        """The words of a code without fields."""
        return self.say(Message(code))

    def value(self, value: Any) -> str:
        """Any value of a document as people read it."""
        method = _SAY.get(type(value))
        if method is not None:
            said: str = getattr(self, method)(value)
            return said
        return self.expression(value) if isinstance(value, Expr) else str(value)

    def text(self, value: str) -> str:
        return shown(value)

    def flag(self, value: bool) -> str:
        return self.word("value.yes" if value else "value.no")

    def unknown(self, value: None) -> str:
        return self.word("value.unknown")

    def named(self, value: Named) -> str:
        return self.value(value.words)

    def number(self, value: int) -> str:
        text = f"{value:,}" if self.grouping else str(value)
        return text if value >= 0 or self.ascii else text.replace("-", "−")

    def fraction(self, value: Fraction) -> str:
        if value.denominator == 1:
            return self.number(value.numerator)
        return f"{self.number(value.numerator)}/{self.number(value.denominator)}"

    def expression(self, value: Expr) -> str:
        write = ascii_text if self.ascii else unicode_text
        return write(value, grouping=self.grouping)

    def lettered(self, value: Lettered) -> str:
        write = ascii_text if self.ascii else unicode_text
        return write(value.expression, self.letters, self.grouping)

    def sizes(self, value: Sizes) -> str:
        if not value:
            return self.word("value.vector")
        bracketed = len(value) > 1 and any(isinstance(size, Sum) for size in value)
        return self.times.join(
            f"({self.value(size)})" if bracketed and isinstance(size, Sum) else self.value(size)
            for size in value
        )

    def alike(self, value: Alike) -> str:
        return self.value(value.one)

    def pairs(self, value: Pairs) -> str:
        if all(isinstance(side, int) for pair in value for side in pair):
            kinds = set(value)
            begin, end = value[0] if value else (0, 0)
            if kinds <= {(0, 0)}:
                return self.word("value.none")
            if all(before == after for before, after in kinds):
                each = begin if len(kinds) == 1 else Sizes(pair[0] for pair in value)
                return self.say(Message("value.padding_each", begin=each))
            if len(kinds) == 1:
                return self.say(Message("value.padding_begin_end", begin=begin, end=end))
        return self.times.join(f"{self.value(begin)}:{self.value(end)}" for begin, end in value)

    def tensor(self, value: Tensor) -> str:
        if not value.spatial:
            return self.say(Message("value.features", count=value.channels))
        sizes = Sizes(value.spatial)
        if value.channels is None:
            return self.sizes(sizes)
        return self.say(Message("value.map", sizes=sizes, count=value.channels))

    def approximate(self, value: Approximate) -> str:
        text = rounded(value.value, value.digits, grouping=True)
        if text == "1" and not value.sign and value.value != 1:
            return near_one(value.value, value.digits) or self.about(text)
        return self.about(text) if value.sign else text

    def at_least(self, value: AtLeast) -> str:
        return (">= " if self.ascii else "≥ ") + self.value(value.value)

    def reciprocal(self, value: Reciprocal) -> str:
        turned = 1 / value.value
        text = f"1/{rounded(turned, value.digits, grouping=True)}"
        if text == "1/1" and turned != 1:
            return self.approximate(Approximate(value.value, value.digits, value.sign))
        return self.about(text) if value.sign and turned.denominator > 1 else text

    def about(self, text: str) -> str:
        """A number that is marked as not exact."""
        return self.whole(("~ " if self.ascii else "≈ ") + text)

    def bar(self, value: Bar) -> str:
        """Ten cells filled as far as the share goes, to an eighth, and the percentage."""
        whole, rest = divmod(round(value.value / value.full * 80) if value.full else 0, 8)
        if self.ascii:
            filled = "#" * (whole + (rest >= 4))
        else:
            filled = "█" * whole + ("▏▎▍▌▋▊▉"[rest - 1] if rest else "")
        return f"{filled:<10} {percent(value.value):>4} %"

    def range(self, value: Range) -> str:
        low, high = self.value(value.low), self.value(value.high)
        return low if low == high else self.say(Message("value.range", low=low, high=high))

    def bytes(self, value: Bytes) -> str:
        count = value.count
        units = BINARY if value.binary else BYTES
        short = in_thousands(count, units) if isinstance(count, int) else None
        return self.whole(short or self.say(Message("value.bytes", count=count)))

    def count(self, value: Count) -> str:
        """Four digits and the power of a thousand."""
        count = value.count
        short = in_thousands(count, COUNT) if isinstance(count, int) else None
        return self.whole(short or self.value(count))

    def whole(self, text: str) -> str:
        """A number with its unit, which no line ends between."""
        return text.replace(" ", NO_BREAK) if self.unbroken else text

    def signed(self, value: Signed) -> str:
        text = self.value(value.value)
        return f"+{text}" if isinstance(value.value, int) and value.value > 0 else text

    def listed(self, values: Any) -> str:
        tensors = any(isinstance(value, Tensor) for value in values)
        return ("; " if tensors else self.word("value.separator")).join(map(self.value, values))

    def matrix(self, value: Matrix | Maps) -> str:
        from convcalc.render.arithmetic import bare_maps

        text = bare_maps(value)
        return text if self.ascii else text.replace("-", "−")

    def chain(self, value: Chain) -> str:
        from convcalc.render.arithmetic import chained

        return chained(value, ASCII_BY_HAND if self.ascii else UNICODE_BY_HAND)


_SAY: dict[type, str] = {
    int: "number",
    str: "text",
    bool: "flag",
    type(None): "unknown",
    Fraction: "fraction",
    Message: "say",
    Named: "named",
    Sizes: "sizes",
    Alike: "alike",
    Pairs: "pairs",
    Tensor: "tensor",
    Approximate: "approximate",
    AtLeast: "at_least",
    Bar: "bar",
    Reciprocal: "reciprocal",
    Signed: "signed",
    Range: "range",
    Bytes: "bytes",
    Count: "count",
    Lettered: "lettered",
    Matrix: "matrix",
    Maps: "matrix",
    Chain: "chain",
    list: "listed",
    tuple: "listed",
}
"""Method by type of value; anything else is an expression, or stands as it is."""
