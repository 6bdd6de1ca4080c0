"""What `ask` says: the command that the question became, what was open, and the answer.

The answer is made of the bare values that the commands print: a ratio of two of them, whether a
statement holds, which option is right.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import NamedTuple

from convcalc.algebra.expr import Expr, evaluate, free_variables
from convcalc.algebra.parse import parse_value
from convcalc.ask.read import NONE
from convcalc.ask.reply import AnswerLine, Reply
from convcalc.ask.sheet import Marked
from convcalc.errors import ConvcalcError, LayerError, Message, UsageError
from convcalc.report.document import Document, Node, Paragraph, Suggestion
from convcalc.teach.answers import read_answer

Ask = Callable[[Sequence[str]], str]
"""The bare answer of a command line."""
LETTERS = {
    "input": "H", "kernel": "K", "stride": "S", "padding": "P", "dilation": "D", "layers": "N",
    "output_padding": "A",
}  # fmt: skip
"""Unknowns of `solve`."""
TRUE = ("正しい", "正", "○", "true", "correct", "yes", "はい")
FALSE = ("誤り", "誤っている", "誤", "×", "false", "incorrect", "no", "いいえ")
_UNITS = (
    r"(?<=\d)\s*(?:parameters?|params?|weights?|pixels?|px|macs?|flops?|layers?|times|channels?|"
    r"values?|units?|である|です|層|個|枚|回|画素|チャネル)?\s*[.。;；、,]?\s*$"
)
_ABOUT = r"(?:約|およそ|about|≈)?\s*"


class Value(NamedTuple):
    """An answer: `bare` as `-q` prints it, `told` in words, `others` that are right, too."""

    bare: str
    told: Message
    others: tuple[str, ...] = ()


def ask_document(words: Sequence[str], assumed: Sequence[Message], number: int = 1) -> Document:
    """The command line in place of the question.

    Args:
        number: of the command, where there are several.
        words: of the command line, without `convcalc`.
        assumed: what the question left open.
    """
    line = f"convcalc {shlex.join(words)}"
    nodes: list[Node] = [Suggestion(line)]
    if assumed:
        told = Message("ask.assumed", items=list(assumed))
        nodes.append(Paragraph(told, Message("ask.label.assumed")))
    data = {"command": line, "assumed": list(assumed)}
    title = Message("ask.title") if number == 1 else Message("ask.title_more", number=number)
    return Document("ask", title, data, line, nodes)


def answer_document(
    told: Sequence[tuple[Message, str]], wrong: Sequence[tuple[str, Message]] = ()
) -> Document:
    """The answers on their own, as they are told and bare, and what is wrong with other options."""
    title = Message("ask.label.answer")
    (first, bare), *more = told
    nodes = [Paragraph(first, title, tuple(wrong)), *[Paragraph(words) for words, _ in more]]
    return Document("ask", title, {"result": bare}, bare, nodes)


def value_of(line: AnswerLine, ask: Ask) -> Value:
    """What the command line gives.

    Raises:
        LayerError: it has no solution.
    """
    words = [word for word in line.words if word != "--steps"]
    kind, _, which = line.take.partition(" ")
    if kind == "matrix":
        rows, columns = ask(_of(words, "channels")), ask(_of(words, "size"))
        return _plain(f"{rows}x{columns}", (f"{columns}x{rows}",))
    text = ask(words)
    if kind == "solution":
        return _solution(text, which, words)
    if kind == "shape":
        channels = ask(_of(words, "channels"))
        size = text if "x" in text else "x".join([text] * _axes(words))
        return _plain(f"{size}x{channels}", (size, text, f"{channels}x{size}"))
    if kind in ("height", "width"):
        return _plain(text.split("x")[0 if kind == "height" else -1])
    if kind == "row":
        return _plain(text.split()[int(which)])
    if line.both:
        counted = ask(_with_bias(words))
        if counted != text:
            told = Message("ask.value_both", without=shown(text), included=shown(counted))
            return Value(text, told, (counted,))
    return _plain(text)


def _solution(text: str, which: str, words: Sequence[str]) -> Value:
    if text in ("none", ""):
        name = Message(f"ask.name.{which}")
        error = LayerError(Message("ask.no_solution", name=name, command=shlex.join(words)))
        error.exit_code = 1
        raise error
    own = re.search(rf"(?<!\w){LETTERS[which]}=(\S+)", text)
    return _plain(own.group(1) if own else text)


def _axes(words: Sequence[str]) -> int:
    return int(words[list(words).index("--dims") + 1]) if "--dims" in words else 2


def _of(words: Sequence[str], quantity: str) -> list[str]:
    """The same command about another quantity."""
    if "--of" not in words:
        return [*words, "--of", quantity]
    place = list(words).index("--of") + 1
    return [*words[:place], quantity, *words[place + 1 :]]


def _with_bias(words: Sequence[str]) -> list[str]:
    """The same command with the biases counted."""
    return ["--bias" if word == "--no-bias" else word for word in words]


def _plain(bare: str, others: tuple[str, ...] = ()) -> Value:
    return Value(bare, Message("ask.value", value=shown(bare)), others)


def shown(bare: str) -> str:
    """A bare value as people write it: 7 × 7, 25,088."""
    text = re.sub(r"(?<=[\dA-Za-z)])x(?=[\d(A-Z])", " × ", bare)
    return re.sub(r"(?<![\d.,/])\d{4,}(?![\d.])", lambda match: f"{int(match.group()):,}", text)


def answer(reply: Reply, ask: Ask) -> list[Value]:
    """The answers of one question, one for each line or one of all."""
    if reply.how == "fixed":
        return [Value(reply.claim[0], Message("ask.value", value=reply.claim[1]), reply.claim[2:])]
    if reply.how == "judged":
        return [_truth(bool(reply.claim))]
    values = [value_of(line, ask) for line in reply.lines]
    if reply.how == "each":
        return values
    first = values[0]
    if reply.how == "truth":
        return [_truth(any(same(reply.claim, found) for found in (first.bare, *first.others)))]
    if reply.how == "smaller":
        return [_plain(_difference(reply.claim.split("x")[0], first.bare.split("x")[0]))]
    if reply.how == "difference":
        return [_plain(_difference(first.bare, values[1].bare))]
    ratio = Fraction(first.bare) if len(values) == 1 else _quotient(first.bare, values[1].bare)
    if reply.how.startswith("truth_"):
        verdicts = {"less": ratio < 1, "more": ratio > 1, "equal": ratio == 1}
        return [_truth(verdicts[reply.how.removeprefix("truth_")])]
    if reply.how in ("less", "more"):
        return [_which(reply, values, ratio)]
    if reply.how == "inverse":
        ratio = 1 / ratio
    return [_ratio(abs(1 - ratio) if reply.how == "drop" else ratio, reply.unit)]


def _which(reply: Reply, values: Sequence[Value], ratio: Fraction) -> Value:
    """Which of the two has less, or more; `ratio`: of the first to the second."""
    first, second = (shown(value.bare) for value in values)
    if ratio == 1:
        return Value(values[0].bare, Message("ask.alike", value=first))
    less = reply.how == "less"
    name = reply.claim[0 if (ratio < 1) == less else 1]
    factor = _fraction(min(ratio, 1 / ratio) if less else max(ratio, 1 / ratio))
    told = Message("ask.which", name=name, first=first, second=second, ratio=factor)
    return Value(factor if reply.unit else name, told, (name, factor))


def _truth(holds: bool) -> Value:
    return Value("true" if holds else "false", Message("ask.true" if holds else "ask.false"))


def _ratio(ratio: Fraction, unit: str) -> Value:
    exact = _fraction(ratio)
    if ratio.denominator == 1:
        return Value(exact, Message("ask.value", value=exact))
    code = f"ask.ratio_{unit}" if unit in ("percent", "tenths") else "ask.ratio_value"
    percent, decimal = f"{float(ratio * 100):.4g}", f"{float(ratio):.4g}"
    tenths = f"{float(ratio * 10):.3g}"
    fields = {"value": exact, "percent": percent, "decimal": decimal, "tenths": tenths}
    return Value(exact, Message(code, **fields))


def _fraction(value: Fraction) -> str:
    whole = value.denominator == 1
    return str(value.numerator) if whole else f"{value.numerator}/{value.denominator}"


def _quotient(first: str, second: str) -> Fraction:
    """The quotient of two values; letters must cancel.

    Raises:
        UsageError: they do not.
    """
    return _without_letters(first, second, lambda one, other: one / other)


def _difference(first: str, second: str) -> str:
    return _fraction(_without_letters(first, second, lambda one, other: one - other))


def _without_letters(
    first: str, second: str, joined: Callable[[Fraction, Fraction], Fraction]
) -> Fraction:
    """What two values make together, for several values of their letters."""
    found = {joined(_evaluated(first, seed), _evaluated(second, seed)) for seed in (1, 2, 3)}
    if len(found) != 1:
        raise UsageError(Message("ask.no_ratio", first=first, second=second))
    return found.pop()


def _evaluated(text: str, seed: int) -> Fraction:
    """The value with numbers in place of its letters, the same for the same letter and seed."""
    value = parse_value(text)
    if not isinstance(value, Expr):
        return Fraction(value)
    letters = {name: 210 * seed + 60 * ord(name[0]) for name in free_variables(value)}
    return Fraction(evaluate(value, letters))


def same(option: str, value: str) -> bool:
    """Whether two texts of values say the same; decimals match to the digits given."""
    try:
        return _same(option, value)
    except (ConvcalcError, ZeroDivisionError, ValueError):
        return False


def _same(option: str, value: str) -> bool:
    number = trimmed(value)
    if ";" in number or " " in number:
        rows = [[Fraction(cell) for cell in row.split()] for row in number.split(";")]
        return read_answer(option).is_matrix(rows)
    if re.search("[A-Za-z]", number.replace("x", "")):
        return read_answer(option).matches([parse_value(side) for side in number.split("x")])
    given = read_answer(trimmed(option))
    if "/" in number:
        ratio = Fraction(number)
        return (len(given.parts) == 1 and given.matches((ratio,))) or _near(option, ratio)
    wanted = tuple(Fraction(side) for side in number.split("x"))
    if len(wanted) == 1 and len(given.parts) > 1:
        return all(part.matches(wanted[0]) for part in given.parts)
    square = len(set(wanted)) == 1 and len(given.parts) == 1
    return given.matches(wanted[:1] if square else wanted)


def _near(option: str, value: Fraction) -> bool:
    """`約 1/7`, `8割`, `12 %`: one over a whole number, tenths, percent that round to the value."""
    for pattern, found in (
        (r"1\s*/\s*(\d+)(?:\s*倍)?", 1 / value),
        (r"(\d+)\s*分の\s*1", 1 / value),
        (r"(\d+(?:\.\d+)?)\s*割", value * 10),
        (r"(\d+)\s*(?:%|percent)", value * 100),
    ):
        match = re.fullmatch(_ABOUT + pattern, option)
        if match:
            return round(found) == Fraction(match.group(1))
    return False


def trimmed(text: str) -> str:
    """A value without its unit, `x` between its sides, and without separators."""
    plain = re.sub(_UNITS, "", text.strip())
    return re.sub(r"\s*[×x]\s*(?=\d)", "x", re.sub(r"(?<=\d),(?=\d{3})", "", plain))


def choose(options: Sequence[Marked], value: Value) -> tuple[list[Marked], Marked | None]:
    """The options that the value names, and `none of the above` if it is offered."""
    if value.bare in ("true", "false"):
        words = TRUE if value.bare == "true" else FALSE
        return [m for m in options if m.text.plain.strip(" .。\n") in words], None
    fitting = [
        [m for m in options if same(m.text.plain.strip(), text)]
        for text in (value.bare, *value.others)
    ]
    if value.told.code == "ask.value_both":
        found = list(dict.fromkeys(m for marked in fitting for m in marked))
    else:
        found = next((marked for marked in fitting if marked), [])
    return found, next((m for m in options if NONE.fullmatch(m.text.plain)), None)
