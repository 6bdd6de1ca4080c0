"""What a question names by no word: the layer of a size with a stride, a value that changes."""

from __future__ import annotations

from collections.abc import Sequence

from convcalc.ask.segment import Lexeme


def implied(tokens: list[Lexeme]) -> list[Lexeme]:
    """`3×3（ストライド1）→ 2×2プーリング`, `3x3/2`: a size with its own stride is a convolution."""
    arrows = any(t.is_("rel:arrow") for t in tokens)
    own = [_own_stride(tokens, place) for place in range(len(tokens))]
    if not arrows and sum(own) < 2 and not any(t.text == "/" and t.how == "letter" for t in tokens):
        return tokens
    found: list[Lexeme] = []
    for place, token in enumerate(tokens):
        found.append(token)
        after = tokens[place + 1 : place + 8]
        if own[place]:
            found.append(Lexeme("layer", "conv", token.end, token.end, ""))
        if own[place] or (after and after[0].text == "/"):
            continue
        if not arrows:
            continue
        if token.kind != "num" or token.scalar or not after or not after[0].is_("rel:open"):
            continue
        end = next((n for n, t in enumerate(after) if t.is_("rel:close")), None)
        inside = after[1:end]
        if end is not None and any(t.is_("given:stride", "given:padding") for t in inside):
            before = tokens[place - 1] if place else None
            if before is None or before.is_("rel:arrow", "rel:stop", "rel:comma"):
                found.append(Lexeme("layer", "conv", token.end, token.end, ""))
    return found


def _own_stride(tokens: Sequence[Lexeme], place: int) -> bool:
    """`3x3/2`, `3×3ストライド2`, `3×3（ストライド2）`: a size without a word, and its stride."""
    token, after = tokens[place], tokens[place + 1 : place + 6]
    if token.kind != "num" or token.scalar:
        return False
    after = after[1:] if after and after[0].is_("rel:open") else after
    named = [*tokens[max(place - 1, 0) : place], *[t for t in after[2:] if t.name != "close"][:1]]
    return (
        len(after) > 1
        and after[0].is_("given:stride")
        and after[1].scalar
        and not any(t.kind == "layer" or t.is_("given:filter", "given:kernel") for t in named)
    )


_CHANGED = ("stride", "kernel", "filter", "in", "out", "channels", "inout", "groups")
_LINKS = ("rel:to", "rel:arrow", "rel:from", "rel:or")


def changes(tokens: list[Lexeme]) -> list[Lexeme]:
    """`stride from 1 to 2`, ストライドを1から2に, where a ratio is asked: one word `change`."""
    asks = any(t.is_("wh:times", "wh:share", "wh:percent", "wh:tenths", "wh:truth") for t in tokens)
    for place, token in enumerate(tokens if asks else ()):
        if token.kind != "num":
            continue
        after = [t for t in tokens[place + 1 : place + 5] if t.kind != "fill"][:2]
        lead = [t for t in tokens[max(place - 5, 0) : place] if t.kind != "fill"]
        while lead and lead[-1].is_("rel:of", "rel:obj", "rel:is", "rel:from", "rel:turns"):
            lead.pop()
        if (
            len(after) == 2
            and after[0].is_(*_LINKS)
            and not (after[0].is_("rel:or") and not after[0].text.startswith(("instead", "rather")))
            and not (after[0].is_("rel:from") and after[0].text.isascii())
            and after[1].kind == "num"
            and len(after[1].value) == len(token.value)
            and lead
            and lead[-1].kind == "given"
            and lead[-1].name in _CHANGED
            and lead[-1].how != "letter"
        ):
            pair = (token.value, after[1].value)
            token.value = pair[::-1] if after[0].is_("rel:or") else pair
            token.as_("change", "kernel" if lead[-1].name == "filter" else lead[-1].name)
            gone = (lead[-1], after[1])
            return [t for t in tokens if not any(t is other for other in gone)]
    return tokens
