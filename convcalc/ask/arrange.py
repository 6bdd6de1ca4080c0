"""Words before they are bound: what several of them together mean (64 3x3 filters, 1, 2 and 4)."""

from __future__ import annotations

from convcalc.ask.repeat import plain_count, repeated, square
from convcalc.ask.scan import Lexeme

LISTED = ("dilation", "kernel", "filter", "stride")


def arrange(tokens: list[Lexeme]) -> list[Lexeme]:
    """The words with counts, lists, axes and `from 3 to 64` told apart."""
    return _lists(repeated(_counts(_from_to(_outputs(_nouns(_widths(tokens)))))))


def _nouns(tokens: list[Lexeme]) -> list[Lexeme]:
    """`an RGB image`, `a volume`: flags that are also the input."""
    found: list[Lexeme] = []
    for token in tokens:
        if token.name in ("total", "each_layer") or (
            token.name.startswith("dims=") and _adjective(token.text)
        ):
            token = Lexeme("noise", "", text=token.text)
        elif token.kind == "flag" and token.name.startswith(("in=", "dims=")):
            token = Lexeme("attribute", "input", text=token.text)
        found.append(token)
    return found


def _adjective(text: str) -> bool:
    return text.endswith(("d", "dimensional", "次元"))


def _from_to(tokens: list[Lexeme]) -> list[Lexeme]:
    """`from 256 to 64 channels`, `3→64チャネル`: input and output channels."""
    found: list[Lexeme] = []
    for place, token in enumerate(tokens):
        following = [t for t in tokens[place + 1 : place + 4] if t.kind not in ("noise", "glue")]
        if token.kind == "number" and [t.kind for t in following] == [
            "barrier",
            "number",
            "attribute",
        ]:
            arrow, _, word = following
            if arrow.name == "to" and word.name in ("channels", "out"):
                found += [Lexeme("barrier", "comma"), Lexeme("attribute", "in", text="from"), token]
                continue
        elif token.name == "out" and _begins_arrow(tokens, place):
            token = token._replace(name="in")
        elif token.name == "channels" and found and _ends_arrow(tokens, place):
            token = token._replace(name="out")
        found.append(token)
    return found


def _begins_arrow(tokens: list[Lexeme], place: int) -> bool:
    """`4096 units to 1000 units`: the first of them go in."""
    if not place or tokens[place - 1].kind != "number":
        return False
    after = [t for t in tokens[place + 1 :] if t.kind not in ("noise", "glue")][:3]
    return [t.name for t in after] == ["to", "", "out"] and after[1].kind == "number"


def _outputs(tokens: list[Lexeme]) -> list[Lexeme]:
    """`output, and then params`: one of several things that are asked for."""
    found: list[Lexeme] = []
    for place, token in enumerate(tokens):
        if token.kind == "attribute" and token.name == "output":
            after = [t for t in tokens[place + 1 :] if t.kind != "noise"]
            rest = [t for t in after if t.kind != "barrier"]
            listed = after[:1] != rest[:1] and rest[:1] and rest[0].kind == "target"
            listed = listed or _last_asked(tokens, place)
            if listed and (not place or tokens[place - 1].kind != "number"):
                token = token._replace(kind="target", name="size")
        found.append(token)
    return found


def _last_asked(tokens: list[Lexeme], place: int) -> bool:
    """`params and output?`"""
    before = [t for t in tokens[:place] if t.kind != "noise"]
    after = [t for t in tokens[place + 1 :] if t.kind not in ("noise", "glue")]
    if after and after[0].kind != "barrier":
        return False
    asked = [t for t in before if t.kind not in ("barrier", "glue")][-1:]
    return before[-1:] != asked and bool(asked) and asked[0].kind == "target"


def _ends_arrow(tokens: list[Lexeme], place: int) -> bool:
    before = [t for t in tokens[:place] if t.kind not in ("noise", "glue")][-3:]
    return [t.kind for t in before] == ["number", "barrier", "number"] and before[1].name == "to"


def _widths(tokens: list[Lexeme]) -> list[Lexeme]:
    """`幅` after another word is part of its name: 入力の幅, kernel width; alone it is an axis."""
    if {"height_letter", "width_letter"} <= {token.name for token in tokens}:
        renamed = {"height_letter": "height", "width_letter": "width"}
    else:
        renamed = {"height_letter": "input", "width_letter": "input"}
    found: list[Lexeme] = []
    for token in tokens:
        if token.name in renamed:
            token = token._replace(name=renamed[token.name])
        elif token.name in ("height", "width") and found:
            before = found[-1]
            if before.name == "of" and len(found) > 1:
                before = found[-2]
            if before.kind == "attribute" and before.name not in ("height", "width"):
                token = token._replace(kind="glue", name="of")
        elif token.name == "input" and _has_axes(found):
            token = Lexeme("noise", "", text=token.text)
        found.append(token)
    return found


def _has_axes(before: list[Lexeme]) -> bool:
    """`高さ32、幅48の画像を`: both axes of the image stand before it."""
    last = [t for t in before if t.kind != "noise"][-6:]
    names = [t.name for t in last if t.kind != "barrier"]
    return names in (["height", "", "width", "", "of"], ["width", "", "height", "", "of"])


def _counts(tokens: list[Lexeme]) -> list[Lexeme]:
    """`64 3x3 filters`, `three 3x3 convolutions`: the first number counts what follows."""
    found: list[Lexeme] = []
    for place, token in enumerate(tokens):
        if token.how == "factor":
            found += [Lexeme("attribute", "scale", text=token.text), token, Lexeme("noise", "")]
            continue
        if token.kind == "number" and plain_count(token):
            following = tokens[place + 1 : place + 2]
            if following and following[0].name == "filter" and not following[0].text.isascii():
                found += [Lexeme("attribute", "out", text=following[0].text), token]
                found.append(Lexeme("barrier", "comma"))
                continue
            rest = [other for other in tokens[place + 1 : place + 5] if other.kind != "noise"]
            if rest and rest[0].kind == "glue":
                rest = rest[1:] if token.how == "count" else []
            if len(rest) > 1 and rest[0].kind == "number" and square(rest[0]):
                after = [other for other in rest[1:] if other.kind != "glue"]
                if after and after[0].name == "filter":
                    found.append(Lexeme("attribute", "out", text=after[0].text))
                    found += [token, Lexeme("barrier", "comma")]
                    continue
                if after and after[0].kind == "kind":
                    found += [token, Lexeme("attribute", "layers", text=after[0].text)]
                    found.append(Lexeme("barrier", "comma"))
                    continue
        found.append(token)
    return found


def _lists(tokens: list[Lexeme]) -> list[Lexeme]:
    """`rates 1, 2 and 4` and `{6, 12, 18}`: one word with several numbers, one for each layer."""
    found: list[Lexeme] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        found.append(token)
        place += 1
        if token.kind != "number" or not plain_count(token):
            continue
        owner = next((t for t in reversed(found[:-1]) if t.kind not in ("glue", "noise")), None)
        if owner is None or owner.kind != "attribute" or owner.name not in LISTED:
            continue
        while (following := _next_item(tokens, place)) is not None:
            found += [Lexeme("barrier", "comma"), owner, tokens[following]]
            place = following + 1
    return found


def _next_item(tokens: list[Lexeme], place: int) -> int | None:
    """Where the next number of a list stands, if the list goes on here."""
    following = place
    while following < len(tokens) and (
        tokens[following].kind == "barrier" or tokens[following].text == "・"
    ):
        following += 1
    if following in (place, len(tokens)) or tokens[following].kind != "number":
        return None
    if not plain_count(tokens[following]) or tokens[following].how == "count":
        return None
    after = following + 1
    direct = tokens[after].kind if after < len(tokens) else ""
    return None if direct in ("attribute", "kind", "number") else following
