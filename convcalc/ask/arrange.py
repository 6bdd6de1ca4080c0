"""Words put in order before they are bound: what is asked, lists, chains of channels, letters."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from convcalc.ask.implied import changes, implied
from convcalc.ask.joined import COUNTED, axes, chains, counted, lists, pairs, placed, stages
from convcalc.ask.order import tied
from convcalc.ask.segment import Lexeme

ASKABLE = (
    "padding", "stride", "dilation", "output_padding", "kernel", "filter", "input", "layers",
    "channels",
    "in", "out", "groups", "output", "height", "width", "times", "sheets", "scale",
)  # fmt: skip


_VERBS = ("does", "do", "is", "are", "will", "did")


def arrange(tokens: list[Lexeme]) -> tuple[list[Lexeme], list[Lexeme]]:
    """The words put in order, and those of them that are asked for."""
    _yes_or_no(tokens)
    tokens = implied(
        stages(axes(_bracketed(_shares(_in_and_out(_letters(_ones(_turned(pooled(tokens)))))))))
    )
    asked = _asked(tokens)
    tokens = lists(pairs(chains(counted(changes(placed(tokens))))))
    return tokens, [token for token in asked if any(token is t for t in tokens)]


def _yes_or_no(tokens: list[Lexeme]) -> None:
    """`Does ... keep the size?`, `does A or B have more?`: a sentence that begins with its verb."""
    if any(token.kind == "wh" for token in tokens):
        return
    for place, token in enumerate(tokens):
        first = place == 0 or tokens[place - 1].is_("rel:stop")
        if first and token.kind in ("rel", "fill") and token.text.split(" ")[0] in _VERBS:
            end = next((t for t in tokens[place:] if t.is_("rel:stop")), None)
            if end is not None and end.text == "?":
                either = any(t.text == "or" for t in tokens[place:])
                token.kind, token.name = "wh", "which" if either else "truth"


_SIZED = (("プーリングの", "pool"), ("プーリング後", "pool"), ("畳み込み後", "conv"))


def pooled(tokens: list[Lexeme]) -> list[Lexeme]:
    """`2×2プーリングのサイズは?`, `2×2のプーリング後のサイズ`: a layer, and what is asked of it."""
    found: list[Lexeme] = []
    for token in tokens:
        before = next((t for t in reversed(found) if not t.is_("rel:of")), None)
        start, kind = next((s for s in _SIZED if token.text.startswith(s[0])), ("", ""))
        sized = before is not None and before.kind == "num" and not before.scalar
        if sized and start and token.is_("given:kernel", "ask:size"):
            cut, name = token.start + len(start) - 1, start[:-1]
            found.append(Lexeme("layer", kind, token.start, cut, name))
            token = Lexeme("ask", "size", cut, token.end, token.text.removeprefix(start))
        found.append(token)
    return found


def _turned(tokens: list[Lexeme]) -> list[Lexeme]:
    """`reduces 40x40 to 34x34`, `the same receptive field as`, `16 input and 32 output ...`."""
    for place, token in enumerate(tokens):
        after = [t for t in tokens[place + 1 : place + 5] if t.kind != "fill"]
        before = [t for t in tokens[max(place - 3, 0) : place] if t.kind != "rel"]
        if token.is_("verb:drop") and before and before[-1].is_("given:channels", "given:out"):
            token.kind, token.name = "fill", ""
        elif token.is_("verb:drop") and after and after[0].kind == "num" and not after[0].scalar:
            token.kind, token.name = "rel", "turns"
        elif token.kind == "num" and token.value == ("same",) and after and after[0].kind == "ask":
            token.kind, token.name, token.value = "verb", "equal", None
        elif token.is_("given:input") and token.text == "input":
            counted = bool(place) and tokens[place - 1].scalar
            rest = [t.name for t in after[:3] if not (counted and t.kind == "num")]
            if rest[:2] == ["and", "out"]:
                token.name = "in"
    return tokens


_NOUNS = ("given:filter", "given:kernel", "given:channels", "given:in", "given:out", "given:layers")
_EACH = ("each", "every", "in each", "for each", "各", "各層")


def _shares(tokens: list[Lexeme]) -> list[Lexeme]:
    """`weights per filter`, 各層の出力サイズ: a part of the whole is asked, or nothing."""
    for place, token in enumerate(tokens):
        noun = token.text == "各層" or any(
            t.is_(*_NOUNS) or t.kind == "layer" for t in tokens[place + 1 : place + 2]
        )
        each = token.is_("flag:both") and token.text in _EACH and noun
        if each or (token.kind == "per" and token.name not in ("pair", "rest")):
            ask = tied(tokens, place, *_NOUNS)
            if each and ask is not None and ask.name not in ("rf", "effective_kernel"):
                token.as_("per", "each")
            elif not each and (ask is None or ask.name not in (*COUNTED, "biases")):
                token.as_("fill", "")
    return tokens


def _in_and_out(tokens: list[Lexeme]) -> list[Lexeme]:
    """`64 in, 128 out`, 入力16、出力32チャネル: channels on both sides."""
    for place, token in enumerate(tokens[:-4]):
        names = [t.name for t in tokens[place : place + 6] if t.kind == "given"]
        first, *rest = [t for t in tokens[place + 1 : place + 6] if t.kind == "num"] or [token]
        scalars = first.scalar and bool(rest) and rest[0].scalar and tokens[place + 1] is first
        if scalars and token.is_("given:input") and names == ["input", "output", "channels"]:
            token.as_("given", "in")
    sides = [
        after
        for before, after in pairwise(tokens)
        if before.scalar and before.how in ("", "word", "symbol") and after.text in ("in", "out")
    ]
    if [token.text for token in sides] in (["in", "out"], ["out", "in"]):
        for token in sides:
            token.as_("given", token.text)
    return tokens


def _bracketed(tokens: list[Lexeme]) -> list[Lexeme]:
    """`3×3（ストライド2）の畳み込み`: what stands in brackets follows the whole name."""
    found = list(tokens)
    place = 0
    while place < len(found) - 3:
        if (
            found[place].kind == "num"
            and not found[place].scalar
            and found[place + 1].is_("rel:open")
        ):
            end = next((n for n in range(place + 1, len(found)) if found[n].is_("rel:close")), None)
            rest = found[end + 1 : end + 3] if end is not None else []
            size = (
                len(rest)
                if rest and rest[0].is_("rel:of") and rest[-1].kind in ("layer", "given")
                else 1
                if rest and rest[0].kind == "layer"
                else 0
            )
            if end is not None and size and len(rest) >= size:
                name = found[end + 1 : end + 1 + size]
                found[place + 1 : end + 1 + size] = [*name, *found[place + 1 : end + 1]]
        place += 1
    return found


def _ones(tokens: list[Lexeme]) -> list[Lexeme]:
    """`パディングを1とし`: a value, unless it is a layer that counts as 1."""
    for place, token in enumerate(tokens):
        if token.is_("verb:one") and not (place and tokens[place - 1].kind in ("layer", "ask")):
            token.kind, token.name, token.value = "num", "", (1,)
    return tokens


def _letters(tokens: list[Lexeme]) -> list[Lexeme]:
    names = {token.name for token in tokens}
    both = {"height_letter", "width_letter"} <= names
    for token in tokens:
        if token.name == "height_letter":
            token.name = "height" if both else "input"
        elif token.name == "width_letter":
            token.name = "width" if both else "input"
    tokens = [token for place, token in enumerate(tokens) if not _axis_of(tokens, place)]
    for place, token in enumerate(tokens):
        before = [
            t
            for t in tokens[max(place - 4, 0) : place]
            if t.kind != "fill" and not t.is_("rel:of", "rel:is")
        ]
        if (
            token.is_("given:input")
            and len(before) > 1
            and before[-1].kind == "num"
            and before[-2].is_("given:width", "given:height")
        ):
            token.kind, token.name = "fill", ""
    return tokens


def _axis_of(tokens: Sequence[Lexeme], place: int) -> bool:
    """`入力の幅`, `kernel width`: the axis is a part of the name before it."""
    token = tokens[place]
    if not token.is_("given:width", "given:height") or not place or token.how:
        return False
    before = tokens[place - 1]
    if before.is_("rel:of") and place > 1:
        before = tokens[place - 2]
    return (
        before.kind == "given"
        and before.name not in ("height", "width", "output")
        and not before.how
    )


def _content(token: Lexeme) -> bool:
    """Whether a word has a meaning of its own between a question word and what it asks for."""
    if token.kind == "fill" or token.is_(
        "rel:of", "rel:is", "rel:obj", "flag:both", "flag:respective", "flag:total"
    ):
        return False
    return not (token.kind == "layer" and token.name in ("standard",))


def _asked(tokens: Sequence[Lexeme]) -> list[Lexeme]:
    """The nouns that a question word belongs to."""
    found: list[Lexeme] = []
    for place, token in enumerate(tokens):
        if token.kind != "given" or token.name not in ASKABLE:
            continue
        english = token.text[:1].isascii()
        if (
            (english and _asked_before(tokens, place))
            or _asked_after(tokens, place)
            or _listed(tokens, place)
        ):
            found.append(token)
    return found


def _asked_before(tokens: Sequence[Lexeme], place: int) -> bool:
    """`what padding`, `how many output channels`, `how many 3x3 layers`."""
    counted = tokens[place].is_("given:layers")
    for token in reversed(tokens[:place]):
        if token.kind == "wh":
            return token.name == "what"
        if token.is_("ask:size") and token.text.startswith(("how", "what size")):
            return tokens[place].is_("given:input")
        if counted and (token.kind == "layer" or (token.kind == "num" and not token.scalar)):
            continue
        if _content(token):
            return False
    return False


def _asked_after(tokens: Sequence[Lexeme], place: int) -> bool:
    """`パディングはいくつ`, `ストライドを求めよ`, `kernel size?`, `the padding must be ___`."""
    token = tokens[place]
    if place and tokens[place - 1].kind == "num":
        return False
    touched = False
    for after in tokens[place + 1 :]:
        if after.kind == "wh":
            return after.name in ("what", "blank", "choose")
        if after.is_("rel:stop"):
            return after.text == "?" and (not token.text.isascii() or _heads(tokens, place))
        if (
            after.is_("rel:is", "rel:obj", "rel:of")
            or after.kind == "fill"
            or after.is_("flag:axes", "flag:respective", "flag:total")
        ):
            touched = True
            continue
        if after.is_("ask:size") and after.text in ("大きさ", "サイズ", "size") and not touched:
            continue
        sized = after.is_("ask:size") and after.text.startswith("何")
        return bool(sized and token.is_("given:kernel", "given:filter"))
    return False


def _heads(tokens: Sequence[Lexeme], place: int) -> bool:
    """Whether an English noun begins its clause: `..., stride 2: kernel size?`"""
    before = next((t for t in reversed(tokens[:place]) if t.kind != "fill"), None)
    return before is None or before.is_("rel:stop", "rel:comma", "rel:is", "rel:and", "wh:what")


def _listed(tokens: Sequence[Lexeme], place: int) -> bool:
    """`params and output?`, `output, and then params`: one of several things that are asked for."""
    if not tokens[place].is_("given:output"):
        return False
    joins = ("rel:comma", "rel:and", "rel:then", "rel:after")
    before = [t for t in tokens[:place] if t.kind != "fill"]
    after = [t for t in tokens[place + 1 :] if t.kind != "fill"]
    if before and before[-1].kind == "num":
        return False
    if after and after[0].is_(*joins):
        following = next((t for t in after if not t.is_(*joins)), None)
        return following is not None and following.kind == "ask"
    ends = not after or (
        after[0].is_("rel:stop", "rel:is") and not any(t.kind == "num" for t in after)
    )
    previous = next((t for t in reversed(before) if not t.is_(*joins)), None)
    return (
        ends
        and bool(before)
        and before[-1].is_(*joins)
        and previous is not None
        and previous.kind == "ask"
    )
