"""From the words of a question and their numbers to what it gives and asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from convcalc.ask.bind import BoundNumber, bind
from convcalc.ask.question import SPATIAL, ReadQuestion, contradiction, name_of, quoted, spelt
from convcalc.ask.scan import Lexeme, plain, scan
from convcalc.ask.settle import settle
from convcalc.errors import Message, UsageError

REACH = {"rf", "effective_kernel"}
"""Quantities that depend on the kernel and not on the input."""
FIXED = {"1d": 1, "2d": 2, "3d": 3}
SMALL = ("noise", "glue")
"""Kinds of words that say nothing of their own."""


def read_question(text: str) -> ReadQuestion:
    """Read the text of a question.

    Raises:
        InputError: the text is too long, or has a superscript.
        UsageError: words that are not understood (all are named), numbers that belong to nothing,
            values that contradict each other.
    """
    clean = plain(text)
    tokens, halved = _half_total(scan(clean))
    _refuse_negative(clean, tokens)
    bound, lonely, words = bind(tokens)
    unread = [token.text for token in tokens if token.kind == "unknown"]
    if unread:
        raise UsageError(
            Message("ask.unread", words=quoted(unread), count=len(unread)),
            Message("ask.unread_hint"),
        )
    if not any(token.kind in ("attribute", "kind", "target", "number") for token in tokens):
        raise UsageError(Message("ask.empty"), Message("ask.example"))
    question = ReadQuestion(assumed=halved)
    for token in tokens:
        if token.kind == "flag":
            _flag(question, token)
    for token in tokens:
        if token.kind == "kind":
            _kind(question, token)
    _take(question, _sided(bound, words))
    if "total" in question.flags and question.given.get("padding", (0,)) != (0,):
        raise UsageError(Message("ask.total_padding"), Message("ask.total_padding_hint"))
    if lonely and not _left_over(question, lonely):
        raise UsageError(
            Message("ask.nothing", words=quoted([token.text for token in lonely])),
            Message("ask.nothing_hint"),
        )
    return question


def _left_over(question: ReadQuestion, lonely: Sequence[Lexeme]) -> bool:
    """Whether the one number that nothing names can only be the kernel, or only the input."""
    wanted = ("kernel",) if set(question.targets) & REACH else ("input", "kernel")
    absent = [name for name in wanted if name not in question.given]
    if len(lonely) != 1 or len(absent) != 1 or "kernel" in question.lists:
        return False
    (token,), (name,) = lonely, absent
    if not isinstance(token.value, tuple) or len(token.value) < 2 or token.how in ("at", "comma"):
        return False
    question.put(name, token.value)
    question.assumed.append(Message(f"ask.assumed.{name}", value=spelt(token.value)))
    return True


def _flag(question: ReadQuestion, token: Lexeme) -> None:
    name, _, value = token.name.partition("=")
    if name == "in":
        question.put("in", (int(value),))
        question.flags.setdefault("image", "yes")
    elif name == "padding":
        question.put("padding", (0,))
    else:
        before = question.flags.setdefault(name, value)
        if before != value:
            raise contradiction(name, before, value)


def _kind(question: ReadQuestion, token: Lexeme) -> None:
    name = token.name
    if name in ("dilated", "grouped"):
        question.flags[name] = "yes"
        name = "conv"
    question.kinds.append(name)
    dims = FIXED.get(token.text.rstrip("s")[-2:])
    if dims:
        question.flags.setdefault("dims", str(dims))
        question.flags.setdefault("framework", "")
    if "2d" in token.text and token.text.startswith("nn."):
        question.flags.setdefault("framework", "")


def _sided(bound: Sequence[BoundNumber], tokens: Sequence[Lexeme]) -> list[BoundNumber]:
    """`channels` becomes input or output channels, by the word of a side that it belongs to."""
    found: list[BoundNumber] = []
    inputs = [b.value for b in bound if b.word.name == "channels" and b.value is not None]
    for index, entry in enumerate(bound):
        if entry.word.name != "channels":
            found.append(entry)
            continue
        before = [b.word.name for b in bound[:index] if b.word.name in _SIDES and _says(b)]
        side = _following_side(entry, bound[index + 1 : index + 2], tokens)
        if side is None and len(inputs) == 2 and any(token.name == "to" for token in tokens):
            side = "in" if entry.value is inputs[0] else "out"
        if side is None and before:
            side = _SIDES[before[-1]]
        found.append(entry._replace(word=entry.word._replace(name=side or "in")))
    return found


_SIDES = {"input": "in", "output": "out", "in": "in", "size": "out", "filter": "in"}


def _says(entry: BoundNumber) -> bool:
    return entry.word.kind != "target" or entry.value is not None


def _following_side(
    entry: BoundNumber, following: Sequence[BoundNumber], tokens: Sequence[Lexeme]
) -> str | None:
    """`64-channel input`, `64チャネルの出力`: a side that follows at once, without a number."""
    for other in following:
        between = tokens[entry.place + 1 : other.place]
        close = all(token.kind in ("glue", "noise") and token.name != "is" for token in between)
        if close and other.value is None and other.word.kind == "attribute":
            return _SIDES.get(other.word.name)
    return None


def _take(question: ReadQuestion, bound: Sequence[BoundNumber]) -> None:
    """The givens and the targets, from the words and their numbers."""
    mentioned: list[str] = []
    kernel_of: str | None = None
    stacked = 0
    vague = False
    for entry in bound:
        name, value = entry.word.name, entry.value
        if entry.word.kind == "target":
            if value is None:
                vague = vague or name == "vague"
                question.targets += [name] if name != "vague" else []
            else:
                question.put("output", _numbers(value, "output"))
        elif entry.word.kind == "kind":
            if value is not None:
                kernels = len(question.lists.get("kernel", ()))
                kernel_of = _of_kind(question, name, value, kernel_of)
                stacked += len(question.lists.get("kernel", ())) - kernels
        elif value is None:
            mentioned.append("kernel" if name == "filter" else name)
        elif name == "filter":
            _filter(question, entry)
        elif name in ("dilation", "kernel", "stride"):
            number = _numbers(value, name)
            question.lists.setdefault(name, []).append(number)
        elif name == "input" and value.how == "at":
            question.put("input", value.value[:-1])
            question.put("in", value.value[-1:])
        else:
            question.put(name, _numbers(value, name))
    if vague and not question.targets:
        question.targets.append("size")
    settle(question, stacked)
    _valueless(question, mentioned)


def _of_kind(question: ReadQuestion, name: str, value: Lexeme, before: str | None) -> str | None:
    """A number beside the name of a layer: what it is depends on the layer."""
    if value.how == "word":
        question.put("padding", value.value)
    elif name in ("gap", "bn", "flatten", "pad"):
        question.put("input", _numbers(value, "input"))
    elif name == "linear":
        question.put("out", _numbers(value, "out"))
    elif name == "upsample" and len(value.value) > 1:
        question.put("input", _numbers(value, "input"))
    elif name in ("upsample", "pixel_shuffle") or value.how == "factor":
        question.put("scale", _numbers(value, "scale"))
    elif value.how == "count" or (value.how == "" and len(value.value) == 1 and not _sole(value)):
        question.put("layers", _numbers(value, "layers"))
    else:
        number = _numbers(value, "kernel")
        if name == "pointwise" and set(number) == {1}:
            return before
        question.lists.setdefault("kernel", []).append(number)
    return name


def _sole(value: Lexeme) -> bool:
    """Whether a lone number beside a layer's name is in digits: `conv 3`, not `three layers`."""
    return value.text.isdigit()


def _filter(question: ReadQuestion, entry: BoundNumber) -> None:
    """`64 filters` counts them, `3x3 filters` and `filter 3` say their size."""
    value = entry.value
    if value is None:
        return
    plural = entry.word.text.endswith("s")
    lone = len(value.value) == 1
    word = value.text.isalpha()
    if value.how in ("count", "comma") or (lone and (plural or word)):
        question.put("out", _numbers(value, "out"))
    elif len(value.value) == 4:
        *kernel, inner, outer = value.value
        question.lists.setdefault("kernel", []).append(tuple(kernel))
        question.put("in", (inner,))
        question.put("out", (outer,))
    else:
        question.lists.setdefault("kernel", []).append(_numbers(value, "kernel"))


def _numbers(value: Lexeme, name: str) -> Any:
    """The value of a given; a number such as 224,224 is no size.

    Raises:
        UsageError: it can be read as one number or as two.
    """
    if value.how == "word":
        if name != "padding":
            raise UsageError(Message("ask.nothing", words=quoted([value.text])))
        return value.value
    if value.how == "comma" and name in SPATIAL:
        raise UsageError(Message("ask.comma", value=value.text))
    if value.how == "at":
        raise UsageError(Message("ask.nothing", words=quoted([value.text])))
    if name not in SPATIAL and len(value.value) > 1:
        raise UsageError(Message("ask.one_number", name=name_of(name), value=spelt(value.value)))
    return value.value


def _valueless(question: ReadQuestion, mentioned: Sequence[str]) -> None:
    """A word without a number asks for it, repeats it, or misses it.

    Raises:
        UsageError: a stride, say, is mentioned, but not how large it is.
    """
    for name in mentioned:
        if name in question.given or name in question.lists or name in _MENTIONED:
            continue
        if name == "output" or (name == "out" and "pixel_shuffle" in question.kinds):
            wanted = "channels" if name == "out" else "size"
            if wanted not in question.targets and (name == "out" or not question.targets):
                question.targets.append(wanted)
            continue
        if name in UNKNOWNS and question.unknown is None and _wants(question):
            question.unknown = name
            continue
        raise UsageError(Message("ask.no_value", name=name_of(name)))
    absent = [name for name in ("input", "kernel") if name not in question.given]
    if _wants(question) and question.unknown is None and len(absent) == 1:
        question.unknown = absent[0] if absent[0] in mentioned else None


UNKNOWNS = ("padding", "stride", "dilation", "output_padding")


def _wants(question: ReadQuestion) -> bool:
    """Whether the question tells the output, so that it can ask for what leads to it."""
    return "output" in question.given or "want" in question.flags


_MENTIONED = ("input", "layers", "kernel", "in", "scale")


def _refuse_negative(text: str, tokens: list[Lexeme]) -> None:
    """Name a given with a minus sign.

    Raises:
        UsageError: a stride of -1, say.
    """
    for place, token in enumerate(tokens[:-1]):
        number = tokens[place + 1]
        if token.text != "-" or number.kind != "number":
            continue
        owner = next((t for t in reversed(tokens[:place]) if t.kind not in SMALL), None)
        if owner is None or owner.kind != "attribute" or owner.name not in (*SPATIAL, "filter"):
            continue
        if re.search(rf"-{re.escape(number.text)}", text):
            code = "ask.below_zero" if "padding" in owner.name else "ask.not_positive"
            name = "kernel" if owner.name == "filter" else owner.name
            raise UsageError(Message(code, name=name_of(name), value=f"-{number.text}"))


def _half_total(tokens: list[Lexeme]) -> tuple[list[Lexeme], list[Message]]:
    """`a total padding of 2` is 1 on each side; an odd total is left to be refused."""
    found = list(tokens)
    for place, token in enumerate(tokens):
        if token.name != "total" or token.text != "total":
            continue
        rest = [n for n in range(place + 1, len(tokens)) if tokens[n].kind not in SMALL][:2]
        if len(rest) < 2 or tokens[rest[0]].text not in ("padding", "zero padding"):
            continue
        number = tokens[rest[1]]
        if number.kind != "number" or number.how or len(number.value) != 1 or number.value[0] % 2:
            continue
        half = number.value[0] // 2
        found[place] = Lexeme("noise", "", text=token.text)
        found[rest[1]] = number._replace(value=(half,))
        return found, [Message("ask.assumed.total", total=number.value[0], value=half)]
    return found, []
