"""Numbers that make one: lists, chains of channels, height and width, counts before a size."""

from __future__ import annotations

from collections.abc import Sequence

from convcalc.ask.segment import Lexeme

COUNTED = ("params", "weights", "macs", "flops", "memory")
LISTED = ("dilation", "kernel", "filter", "stride", "padding")
_CHANNELS = ("channels", "in", "out")


_ENDS = ("入力", "出力", "input", "output", "inputs", "outputs")


def stages(tokens: list[Lexeme]) -> list[Lexeme]:
    """`入力層784、隠れ層128、出力層10`: the units of a network, layer by layer."""
    numbers = [
        tokens[n + 1]
        for n, t in enumerate(tokens[:-1])
        if t.is_("given:stage") and tokens[n + 1].scalar
    ]
    before = [
        tokens[n - 1]
        for n, t in enumerate(tokens)
        if n and t.is_("given:stage") and tokens[n - 1].scalar
    ]
    chosen = numbers if len(numbers) > 1 else before
    ends = [
        tokens[n + 1]
        for n, t in enumerate(tokens[:-1])
        if t.is_("given:input", "given:output") and t.text in _ENDS and tokens[n + 1].scalar
    ]
    if len(numbers) == 1 and len(ends) == 2 and ends[0].start < numbers[0].start < ends[1].start:
        chosen = [ends[0], numbers[0], ends[1]]
        tokens = [t for t in tokens if not (t.text in _ENDS and t.kind == "given")]
    if len(chosen) < 2:
        return tokens
    chosen[0].name = "stages"
    chosen[0].value, chosen[0].how = tuple(value for t in chosen for value in t.value), "chain"
    rest = {id(t) for t in chosen[1:]} | {id(t) for t in tokens if t.is_("given:stage")}
    return [t for t in tokens if id(t) not in rest]


def axes(tokens: list[Lexeme]) -> list[Lexeme]:
    """`縦5、横3`: one size."""
    found: list[Lexeme] = []
    place = 0
    while place < len(tokens):
        names = [
            t
            for t in tokens[place : place + 8]
            if not (t.kind == "fill" or t.is_("rel:comma", "rel:and", "rel:is", "rel:of"))
        ][:4]
        kinds = [t.name if t.kind == "given" else "num" if t.scalar else "" for t in names]
        if tokens[place].is_("given:height", "given:width") and kinds in (
            ["height", "num", "width", "num"],
            ["width", "num", "height", "num"],
        ):
            first, second = names[1], names[3]
            sides = (
                (first.value + second.value)
                if kinds[0] == "height"
                else (second.value + first.value)
            )
            second.value, second.how, second.start = sides, "axes", tokens[place].start
            found.append(second)
            while tokens[place] is not second:
                place += 1
        else:
            found.append(tokens[place])
        place += 1
    return found


def counted(tokens: list[Lexeme]) -> list[Lexeme]:
    """`64 3x3 filters`, `three stacked 3x3 convolutions`: the first number counts what follows."""
    for place, token in enumerate(tokens):
        if not token.scalar or token.how not in ("", "word"):
            continue
        before = tokens[place - 1] if place else None
        if before is not None and (
            before.kind in ("given", "num") or (before.is_("rel:is") and before.text != ":")
        ):
            continue
        rest = [
            t
            for t in tokens[place + 1 : place + 6]
            if not (t.kind == "fill" or t.is_("flag:stack", "flag:both"))
        ]
        if len(rest) > 1 and rest[0].kind == "num" and not rest[0].scalar:
            if rest[1].is_("given:filter"):
                token.how = "filters"
            elif rest[1].kind == "layer" or rest[1].is_("given:layers") or token.how == "word":
                token.how = "before"
        elif (
            len(rest) > 2
            and (rest[0].is_("given:layers") or rest[0].kind == "layer")
            and rest[1].text == "of"
            and rest[2].kind == "num"
            and not rest[2].scalar
        ) or (
            token.how == "word" and len(rest) == 1 and not rest[0].scalar and rest[0].kind == "num"
        ):
            token.how = "before"
    return tokens


def placed(tokens: list[Lexeme]) -> list[Lexeme]:
    """`層1（r=1）、層2（r=2）`: the values of a letter, one for each layer."""
    places = [token for token in tokens if token.kind == "place"]
    if len(places) < 2:
        return tokens
    found: list[Lexeme] = []
    firsts: dict[str, Lexeme] = {}
    place = 0
    while place < len(tokens):
        token, after = tokens[place], tokens[place + 1 : place + 2]
        if token.kind == "given" and token.how == "letter" and after and after[0].kind == "num":
            first = firsts.setdefault(token.name, after[0])
            if first is after[0]:
                found += [token, first]
            elif first.how == "list":
                first.value = (*first.value, after[0].value)
            else:
                first.value, first.how = (first.value, after[0].value), "list"
            place += 2
            continue
        found.append(token)
        place += 1
    return found


def chains(tokens: list[Lexeme]) -> list[Lexeme]:
    """`3 → 16 → 32チャネル`, `from 256 to 64 channels`, `50 -> 30 -> 10`: one number of several."""
    found: list[Lexeme] = []
    dense = any(token.is_("layer:linear") for token in tokens)
    counts = any(token.kind == "ask" and token.name in COUNTED for token in tokens)
    place = 0
    while place < len(tokens):
        chain, nouns, after = _chain(tokens, place, dense)
        led = counts and bool(found) and found[-1].kind == "layer"
        if len(chain) > 1 and (nouns or dense or led):
            first = tokens[place]
            values = tuple(value for link in chain for value in link.value)
            first.value, first.how = values, "chain"
            first.end, first.text = chain[-1].end, f"{first.text} … {chain[-1].text}"
            found.append(first)
            if nouns:
                nouns[-1].used = True
            place = after
        else:
            found.append(tokens[place])
            place += 1
    return found


def _chain(
    tokens: Sequence[Lexeme], place: int, dense: bool
) -> tuple[list[Lexeme], list[Lexeme], int]:
    """The links, their nouns, and where the text goes on."""
    links: list[Lexeme] = []
    nouns: list[Lexeme] = []
    after = place
    while after < len(tokens):
        token = tokens[after]
        if not (token.scalar and token.how in ("", "comma", "word", "symbol")):
            break
        links.append(token)
        after += 1
        while after < len(tokens) and (
            tokens[after].is_("given:channels", "given:in", "given:out")
            or (
                tokens[after].is_("given:input", "given:output")
                and tokens[after].text.endswith("s")
                and dense
            )
        ):
            nouns.append(tokens[after])
            after += 1
        follow = after
        while follow < len(tokens) and (
            tokens[follow].kind == "fill"
            or (
                tokens[follow].is_("given:output", "given:input", "rel:is")
                and not tokens[follow].text.isascii()
            )
        ):
            follow += 1
        turned = nouns and tokens[follow : follow + 1] and tokens[follow].is_("rel:obj")
        if follow >= len(tokens) or not (_leads(tokens[follow]) or turned):
            break
        follow += 1
        while follow < len(tokens) and tokens[follow].kind == "fill":
            follow += 1
        if follow >= len(tokens) or not (
            tokens[follow].scalar and tokens[follow].how in ("", "comma", "word", "symbol")
        ):
            break
        after = follow
    return links, nouns, after


def _leads(token: Lexeme) -> bool:
    return (
        token.is_("rel:arrow")
        or token.is_("rel:to")
        or (token.is_("rel:from") and not token.text.isascii())
    )


def lists(tokens: list[Lexeme]) -> list[Lexeme]:
    """`rates 1, 2 and 4`, `0のときと1のとき`: one word with several numbers."""
    found: list[Lexeme] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        found.append(token)
        place += 1
        if token.kind != "num" or token.how not in ("", "word", "size"):
            continue
        owner = next((t for t in reversed(found[:-1]) if not _between(t)), None)
        if owner is None or owner.kind != "given" or owner.name not in LISTED:
            continue
        values = [token.value]
        while (following := _next_item(tokens, place, token)) is not None:
            values.append(tokens[following].value)
            token.end = tokens[following].end
            place = following + 1
        if len(values) > 1:
            token.value, token.how = tuple(values), "list"
    return found


def pairs(tokens: list[Lexeme]) -> list[Lexeme]:
    """`3×3と5×5のフィルタ … それぞれ`: several values before their word."""
    if not any(t.is_("flag:respective", "flag:both") for t in tokens):
        return tokens
    for place, token in enumerate(tokens):
        if token.kind != "num" or token.how not in ("", "size") or place + 3 >= len(tokens):
            continue
        if place and tokens[place - 1].kind == "given":
            continue
        joint, other, *rest = tokens[place + 1 : place + 5]
        rest = [t for t in rest if not t.is_("rel:of")]
        if (
            joint.is_("rel:and", "rel:comma")
            and other.kind == "num"
            and other.how == token.how
            and rest
            and rest[0].is_(
                "given:filter", "given:kernel", "given:stride", "given:padding", "given:dilation"
            )
        ):
            other.value, other.how, other.start = (token.value, other.value), "rlist", token.start
            return [t for t in tokens if t is not token and t is not joint]
    return tokens


def _between(token: Lexeme) -> bool:
    return token.kind == "fill" or token.is_(
        "rel:of", "rel:is", "rel:obj", "rel:open", "flag:both", "flag:respective"
    )


def _next_item(tokens: Sequence[Lexeme], place: int, first: Lexeme) -> int | None:
    """Where the next number of a list stands, if the list goes on here."""
    following, joined = place, False
    while following < len(tokens) and (
        tokens[following].is_("rel:comma", "rel:and", "rel:of") or tokens[following].kind == "fill"
    ):
        joined = joined or tokens[following].is_("rel:comma", "rel:and")
        following += 1
    if not joined or following == len(tokens):
        return None
    token = tokens[following]
    if token.kind != "num" or token.how != first.how or len(token.value) != len(first.value):
        return None
    if following + 1 < len(tokens):
        after = tokens[following + 1]
        if after.kind in ("given", "layer", "num") and not (
            after.kind == "layer" and not after.text.isascii()
        ):
            return None
        if after.is_("given:layers"):
            return None
    return following
