"""How many layers, and which window they share: `3 conv layers of 3x3`, `3回`."""

from __future__ import annotations

from convcalc.ask.scan import Lexeme

REPEATED = ("conv", "standard", "dilated", "grouped", "tconv", "depthwise", "separable", "pool",
            "maxpool", "avgpool")  # fmt: skip
SMALL = ("noise", "glue")


def plain_count(token: Lexeme) -> bool:
    return isinstance(token.value, tuple) and len(token.value) == 1


def square(token: Lexeme) -> bool:
    return isinstance(token.value, tuple) and len(token.value) > 1 and token.how != "count"


def repeated(tokens: list[Lexeme]) -> list[Lexeme]:
    """The words with the counts of layers tied to `layers`, and their windows to `kernel`."""
    return _windows(_counted(tokens))


def _counted(tokens: list[Lexeme]) -> list[Lexeme]:
    found: list[Lexeme] = []
    for place, token in enumerate(tokens):
        if token.how == "times":
            count = token._replace(how="count")
            found += [Lexeme("barrier", "comma"), count, _layers(token), Lexeme("barrier", "comma")]
        elif _counts_layers(tokens, place):
            found += [token, _layers(tokens[place + 1]), Lexeme("barrier", "comma")]
        else:
            found.append(token)
    return found


def _layers(token: Lexeme) -> Lexeme:
    return Lexeme("attribute", "layers", text=token.text)


def _counts_layers(tokens: list[Lexeme], place: int) -> bool:
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


def _windows(tokens: list[Lexeme]) -> list[Lexeme]:
    """A size after `layers of`, `effective kernel size of`, or before `layers`, is a kernel."""
    found: list[Lexeme] = []
    for place, token in enumerate(tokens):
        if token.kind == "number" and square(token) and _window(tokens, place):
            found += [Lexeme("attribute", "kernel", text=token.text), token]
            found.append(Lexeme("barrier", "comma"))
        else:
            found.append(token)
    return found


def _window(tokens: list[Lexeme], place: int) -> bool:
    before = next((t for t in reversed(tokens[:place]) if not _between(t)), None)
    after = next((t for t in tokens[place + 1 :] if t.kind not in SMALL), None)
    if after is not None and after.name == "layers":
        return _is_counted(tokens, place)
    if after is not None and after.kind in ("attribute", "kind"):
        return False
    return before is not None and before.name in ("layers", "effective_kernel")


def _is_counted(tokens: list[Lexeme], place: int) -> bool:
    before = [t.name for t in tokens[:place] if not _between(t)]
    return before[-1:] == ["layers"]


def _between(token: Lexeme) -> bool:
    return token.kind in SMALL or token.text in ("with", "for", "using") or token.text == ""
