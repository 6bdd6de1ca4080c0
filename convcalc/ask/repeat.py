"""How many layers, and which window they share: `3 conv layers of 3x3`, `3回`."""

from __future__ import annotations

from convcalc.ask.scan import Token

__all__ = ["plain_count", "repeated", "square"]

REPEATED = ("conv", "standard", "dilated", "grouped", "tconv", "depthwise", "separable", "pool",
            "maxpool", "avgpool")  # fmt: skip
SMALL = ("noise", "glue")


def plain_count(token: Token) -> bool:
    return isinstance(token.value, tuple) and len(token.value) == 1


def square(token: Token) -> bool:
    return isinstance(token.value, tuple) and len(token.value) > 1 and token.how != "count"


def repeated(tokens: list[Token]) -> list[Token]:
    """The words with the counts of layers tied to `layers`, and their windows to `kernel`."""
    return _windows(_counted(tokens))


def _counted(tokens: list[Token]) -> list[Token]:
    found: list[Token] = []
    for place, token in enumerate(tokens):
        if token.how == "times":
            count = token._replace(how="count")
            found += [Token("barrier", "comma"), count, _layers(token), Token("barrier", "comma")]
        elif _counts_layers(tokens, place):
            found += [token, _layers(tokens[place + 1]), Token("barrier", "comma")]
        else:
            found.append(token)
    return found


def _layers(token: Token) -> Token:
    return Token("attribute", "layers", text=token.text)


def _counts_layers(tokens: list[Token], place: int) -> bool:
    """`3 conv layers`, `three 3x3 layers`, but not `stride 2 conv layers`."""
    token = tokens[place]
    if token.kind != "number" or token.how or not plain_count(token):
        return False
    before = next((t for t in reversed(tokens[:place]) if t.kind not in SMALL), None)
    if before is not None and before.kind in ("attribute", "number"):
        return False
    following = [t for t in tokens[place + 1 : place + 5] if t.kind != "noise"]
    if len(following) > 1 and square(following[0]) and following[1].name == "layers":
        return True
    word = next(iter(following), None)
    if word is None or word.name not in REPEATED or word.kind != "kind":
        return False
    return word.text.endswith("s") or "layer" in word.text or "層" in word.text


def _windows(tokens: list[Token]) -> list[Token]:
    """A size after `layers of`, `effective kernel size of`, or before `layers`, is a kernel."""
    found: list[Token] = []
    for place, token in enumerate(tokens):
        if token.kind == "number" and square(token) and _window(tokens, place):
            found += [Token("attribute", "kernel", text=token.text), token]
            found.append(Token("barrier", "comma"))
        else:
            found.append(token)
    return found


def _window(tokens: list[Token], place: int) -> bool:
    before = next((t for t in reversed(tokens[:place]) if not _between(t)), None)
    after = next((t for t in tokens[place + 1 :] if t.kind not in SMALL), None)
    if after is not None and after.name == "layers":
        return _is_counted(tokens, place)
    if after is not None and after.kind in ("attribute", "kind"):
        return False
    return before is not None and before.name in ("layers", "effective_kernel")


def _is_counted(tokens: list[Token], place: int) -> bool:
    before = [t.name for t in tokens[:place] if not _between(t)]
    return before[-1:] == ["layers"]


def _between(token: Token) -> bool:
    return token.kind in SMALL or token.text in ("with", "for", "using") or token.text == ""
