"""`ask`: the text of a question, and the command lines that answer it."""

from __future__ import annotations

import re
from typing import NamedTuple

from convcalc.ask.arrange import pooled
from convcalc.ask.interpret import interpret
from convcalc.ask.knowledge import known_choice
from convcalc.ask.reply import Reply
from convcalc.ask.scene import Scene
from convcalc.ask.segment import Lexeme, segment
from convcalc.ask.sheet import Marked, QuestionSheet, read_sheet
from convcalc.ask.targets import targets_of
from convcalc.ask.text import QuestionText, read_text
from convcalc.ask.window import POOLS, quoted
from convcalc.errors import InputError, Message, UsageError

_NUMERIC = re.compile(
    r"\s*(?:約|およそ|about|approx\.?|ca\.?|~|≈)?\s*-?\d[\d,.]*(?:\s*(?:[x×*/]|by|分の|;|,)\s*\d[\d,.]*)*\s*"
    r"(?:%|percent|倍|割|個|枚|回|層|画素|チャネル|parameters?|params?|weights?|pixels?|px|macs?|flops?|layers?|times|channels?|k|m|g|万|億|分の1|values?|units?)?\s*(?:である|です)?\s*[.。;；、,]?\s*"
)
NONE = re.compile(
    r"\s*(?:none(?: of (?:the above|these|them))?|neither|no option|該当なし|"
    r"(?:この中に|正解は)?(?:正解は)?ない|(?:上記の|以上の|この中の|ア.ウの)?(?:いずれ|どれ)(?:で|に)?も(?:ない|当てはまらない|該当しない))"
    r"\s*[.。]?\s*"
)


_TRUTHS = re.compile(
    r"\s*(?:正しい|誤り|誤っている|正|誤|○|×|true|false|correct|incorrect|yes|no|はい|いいえ)\s*[.。]?\s*"
)


_REFERS = re.compile(
    r"(?<![a-z])(?:the|this|that|its|resulting) (?:result|output|(?:feature )?map)(?![a-z])"
    r"|[そこ]の(?:出力|結果|特徴マップ)|(?:それ|これ)[にを]|得られた"
)
_AFTER = re.compile(r"(?<![a-z])after(?![a-z])|後|あと")


class QuestionPart(NamedTuple):
    """One question of a sheet: its mark, if it has one, and the reply."""

    mark: str
    reply: Reply


class Understood(NamedTuple):
    """What was read: the parts; the options to choose from; the language of the question."""

    parts: tuple[QuestionPart, ...]
    options: tuple[Marked, ...]
    japanese: bool
    chosen: Marked | None = None


def read(source: str, of: str | None = None) -> Understood:
    """The command lines that answer a question in English or Japanese.

    Args:
        source: the question as it stands on the sheet; both languages may be mixed.
        of: the quantity to ask for, in place of what the question asks for.

    Raises:
        InputError: a text that is too long or has superscripts, words that nothing understood.
        UsageError: missing or contradictory givens.
    """
    text = read_text(source)
    sheet = read_sheet(text)
    if not sheet.marked:
        return Understood((QuestionPart("", interpret(sheet.stem, of)[0]),), (), text.japanese)
    if all(_NUMERIC.fullmatch(m.text.plain) or NONE.fullmatch(m.text.plain) for m in sheet.marked):
        return Understood(
            (QuestionPart("", interpret(_with_unit(sheet), of)[0]),), sheet.marked, text.japanese
        )
    known = known_choice(sheet.stem, sheet.marked)
    if known is not None:
        reply, chosen = known
        return Understood((QuestionPart("", reply),), sheet.marked, text.japanese, chosen)
    if all(_TRUTHS.fullmatch(m.text.plain) for m in sheet.marked):
        return Understood(
            (QuestionPart("", interpret(sheet.stem, of)[0]),), sheet.marked, text.japanese
        )
    if any(token.kind == "wh" or token.text == "?" for token in segment(sheet.stem)) and not any(
        _asks(segment(m.text)) for m in sheet.marked
    ):
        raise UsageError(Message("ask.options_unread"), Message("ask.unread_hint"))
    return Understood(tuple(_parts(sheet, of)), (), text.japanese)


def _with_unit(sheet: QuestionSheet) -> QuestionText:
    """The question with the quantity that only its options name: `A) 500 parameters`."""
    option = sheet.marked[0].text
    units = [token for token in segment(option) if token.kind == "ask"]
    asked = any(token.kind == "ask" for token in segment(sheet.stem))
    if asked or not units:
        return sheet.stem
    return sheet.stem.joined(option.cut(units[0].start, units[0].end))


def _parts(sheet: QuestionSheet, of: str | None) -> list[QuestionPart]:
    """The parts of a question, or one question whose conditions are numbered."""
    tokens = [segment(marked.text) for marked in sheet.marked]
    asking = [_asks(part) for part in tokens]
    if not any(asking[:-1]):
        if any(token.is_("flag:respective") for token in tokens[-1]):
            return _shared(sheet, tokens[-1])
        whole = sheet.stem
        for marked in sheet.marked:
            whole = whole.joined(marked.text)
        return [QuestionPart("", interpret(whole, of)[0])]
    found: list[QuestionPart] = []
    before: Scene | None = None
    sheet = _context(sheet)
    whole = sheet.stem
    for marked in sheet.marked:
        text = sheet.stem.joined(marked.text)
        word = _goes_on(marked.text, whole) if found else ""
        doubtful = _doubtful(marked.text, whole) if found and not word else ""
        if doubtful:
            raise _unused(doubtful)
        whole = whole.joined(marked.text) if word else text
        if word:
            found.append(QuestionPart(marked.mark, _continued(whole, text, word)))
            continue
        try:
            reply, scene = interpret(text, of)
        except UsageError as error:
            if error.code not in ("ask.missing", "ask.empty") or before is None:
                raise
            reply, scene = interpret(text, of, before)
        found.append(QuestionPart(marked.mark, reply))
        before = scene or before
    return found


def _goes_on(part: QuestionText, whole: QuestionText) -> str:
    """`(b) then 2x2 pooling`, さらに: the word by which a part adds a layer to those before it."""
    tokens = pooled(segment(part))
    layers = [token for token in tokens if token.kind == "layer"]
    known = {token.name for token in pooled(segment(whole)) if token.kind == "layer"}
    if not layers or not (
        any(token.kind == "num" for token in tokens) or any(t.name not in known for t in layers)
    ):
        return ""
    for token in tokens:
        first = token is tokens[0] or token.end < layers[0].start
        if (token.is_("rel:then") or token.text == "さらに") and (first or len(layers) == 1):
            return token.text
    said = _REFERS.search(part.plain)
    return said.group().strip() if said else ""


def _doubtful(part: QuestionText, whole: QuestionText) -> str:
    """`(b) size after 2x2 pooling?`: of the input, or of what the convolution before it gives."""
    own, before = (
        {token.name for token in pooled(segment(text)) if token.kind == "layer"}
        for text in (part, whole)
    )
    said = _AFTER.search(part.plain)
    if said is None or not own or not own <= {*POOLS} or not before or before & {*POOLS}:
        return ""
    return said.group()


def _continued(whole: QuestionText, own: QuestionText, word: str) -> Reply:
    """The reply to a part that goes on from the parts before it: of all their layers together.

    Raises:
        InputError: the parts do not ask for the same.
    """
    reply, _ = interpret(whole)
    asked = [*targets_of(Scene(own)), *targets_of(Scene(whole))]
    if reply.how == "each" and len(reply.lines) == 1 and set(asked) <= {"size", "shape"}:
        return reply
    raise _unused(word)


def _unused(word: str) -> InputError:
    return InputError(Message("ask.left", words=quoted([word]), count=1), Message("ask.left_hint"))


def _context(sheet: QuestionSheet) -> QuestionSheet:
    """`(a) size (b) weights? Input 10x10, ...`: what follows the last part is told of all."""
    last = sheet.marked[-1]
    stop = re.search(r"[。?.](?=\s*\S)", last.text.plain)
    if sheet.stem.plain.strip() or stop is None:
        return sheet
    own = Marked(last.mark, last.text.cut(0, stop.end()))
    return QuestionSheet(last.text.cut(stop.end()), (*sheet.marked[:-1], own))


def _asks(tokens: list[Lexeme]) -> bool:
    return any(token.kind in ("ask", "wh") or token.text == "?" for token in tokens)


def _shared(sheet: QuestionSheet, last: list[Lexeme]) -> list[QuestionPart]:
    """`① … ② … の受容野をそれぞれ求めよ`: the end belongs to every part."""
    end = sheet.marked[-1].text
    start = next(t.start for t in last if t.kind in ("ask", "wh") or t.is_("flag:stack"))
    cut = next(t for t in last if t.is_("flag:respective"))
    tail = end.cut(start, cut.start).joined(end.cut(cut.end))
    found = []
    for number, marked in enumerate(sheet.marked):
        own = marked.text if number < len(sheet.marked) - 1 else end.cut(0, start)
        found.append(QuestionPart(marked.mark, interpret(_glued(sheet.stem, _glued(own, tail)))[0]))
    return found


def _glued(first: QuestionText, second: QuestionText) -> QuestionText:
    plain = first.plain.rstrip(" 、,\n")
    return QuestionText(
        plain + second.plain, (*first.places[: len(plain)], *second.places), first.source
    )
