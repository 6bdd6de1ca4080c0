"""A first word that is no command: a layer, a quantity, a network, a size, a term, a slip."""

from __future__ import annotations

import re
from collections.abc import Iterator

from convcalc.cli.arguments import first_word
from convcalc.cli.group import ALIASES, COMMANDS
from convcalc.cli.leads.arguments import constructed_type, constructor_line
from convcalc.cli.leads.words import COMMAND_WORDS, OF_NETWORK, layer_named, quantity_named
from convcalc.cli.options import SHARED
from convcalc.errors import ConvcalcError, Message
from convcalc.layers.index import ALIASES as LAYER_ALIASES
from convcalc.layers.index import FOREIGN, SEVERAL, TYPES, look_up
from convcalc.layers.meant import did_you_mean, nearest
from convcalc.load.load import prepared
from convcalc.zoo import NAMES

OWN_COMMAND = {"conv": "conv", "tconv": "tconv", "separable": "separable"}
"""Layer types with a command of their own."""
FEATURED = {"linear": "", "bn": "HxW", "ln": "", "gn": "HxW", "instancenorm": "HxW"}
"""Layer types that are told their features, not a size; what stands before these."""
DILATING = ("-d", "--dil", "--rate", "-r")
FILLING = ("is", "a", "an", "the", "of", "does", "mean")
COMPLETION = "complet"
"""What is in every name of the Tab key's help: completion, autocomplete."""
USUAL = "resnet50"
"""The network of an example that names none."""
COUNTED = re.compile(r"([a-z_]+?)(\d+)\Z")
SIZE = re.compile(r"[(\[]?\d|@\d|[A-Z](?:x[A-Z])*\Z")


def meant_command(error: ConvcalcError, words: list[str]) -> Iterator[list[str]]:
    """The command lines that may have been meant, the likeliest first."""
    at = first_word(words, SHARED)
    before, word, rest = words[:at], words[at], words[at + 1 :]
    for line in lines_for(error, word, rest):
        yield [*before, *line]


def near_command(error: ConvcalcError, words: list[str]) -> list[Message]:
    """The members of a family of networks, or else where the commands are listed."""
    word = words[first_word(words, SHARED)]
    if COMPLETION in word:
        return [Message("usage.completion_hint")]
    return did_you_mean(word, NAMES, before="audit ") or [Message("usage.see_help")]


def lines_for(error: ConvcalcError, word: str, rest: list[str]) -> Iterator[list[str]]:
    """What may have been meant by a first word that is no command."""
    plain = word.lower().lstrip("-").replace("_", "-")
    if len(nearest(word, NAMES)) > 1 and not layer_named(word):
        return  # a family of networks: all of them are listed
    if word == "convcalc" and rest:
        yield rest
    if plain in COMMANDS or plain in ALIASES:
        yield [ALIASES.get(plain, plain), *rest]
    if (inner := word.split())[1:] and inner[0] in COMMANDS:
        yield [*inner, *rest]
    yield from _size_first(word, rest)
    yield from constructed_type(error, ["layer", word, *rest])
    if quantity := quantity_named(word):
        yield from _of(quantity, rest)
    if _is_network(word):
        yield ["audit", word, *rest]
    if _is_network(" ".join([word, *rest])):
        yield ["audit", " ".join([word, *rest])]
    yield from _nearly_network(" ".join([word, *rest]))
    yield from _elsewhere(plain, rest)
    yield from _layer(word, rest)
    yield from _explained(word, rest)
    yield from _near(word, rest)


def _is_network(text: str) -> bool:
    try:
        prepared(text)
    except ConvcalcError:
        return False
    return text in NAMES or not text.isidentifier()


def _nearly_network(text: str) -> Iterator[list[str]]:
    """Layers in a spelling that the notation's own hint mends."""
    try:
        prepared(text)
    except ConvcalcError as error:
        for hint in error.hints:
            if hint.code == "expr.write":
                yield ["audit", str(hint.fields["text"])]


def _size_first(word: str, rest: list[str]) -> Iterator[list[str]]:
    """`224 -k 3`, `224 conv -k 3`."""
    if not SIZE.match(word):
        return
    if rest and (rest[0] in COMMANDS or rest[0] in ALIASES):
        yield [rest[0], word, *rest[1:]]
    if rest and (kind := layer_named(rest[0])):
        yield ["layer", kind, word, *rest[1:]]
    yield ["conv", word, *rest]


def _of(quantity: str, rest: list[str]) -> Iterator[list[str]]:
    """`flops resnet50`, `params conv 56@64 -k 3 -o 64`, `macs` alone."""
    asked = ["--of", quantity]
    of_network = ["--of", OF_NETWORK.get(quantity, quantity)]
    if not rest:
        yield ["conv", "224", "-k", "3"] if quantity == "size" else ["audit", USUAL, *of_network]
        return
    if quantity == "effective_kernel":
        yield ["kernel", *rest]
    for line in constructor_line(" ".join(rest)):
        yield [*line, *asked]
    if rest[0] in COMMANDS or rest[0] in ALIASES:
        if quantity == "params" and len(rest) > 2 and all(map(str.isdecimal, rest[1:3])):
            yield [rest[0], f"HxW@{rest[1]}", *rest[3:], "-o", rest[2], *asked]
        yield [*rest, *asked]
    elif rest[0].startswith("-"):
        yield ["conv", "HxW", *rest, *asked]
    elif _is_network(rest[0]) or _is_network(" ".join(rest)):
        command = ["rf"] if quantity == "rf" else ["audit"]
        asked = [] if quantity == "rf" else of_network
        yield [*command, *rest, *asked]
        yield [*command, " ".join(rest), *asked]
    elif kind := layer_named(rest[0]):
        yield ["layer", kind, *rest[1:], *asked]
    elif rest[0] in ("of", "for", "in"):
        yield from _of(quantity, rest[1:])
    elif SIZE.match(rest[0]):
        yield ["conv", *rest, *asked]


def _elsewhere(plain: str, rest: list[str]) -> Iterator[list[str]]:
    """What other programs call it."""
    for command, names in COMMAND_WORDS.items():
        if plain not in names.split():
            continue
        if command == "solve" and plain.endswith("padding"):
            yield [command, "conv", *rest, "-p", "P", "--want", "same"]
        if command == "explain" and rest:
            yield [
                "explain",
                *(word for word in rest if word not in ("is", "a", "an", "the", "of")),
            ]
        if command == "--help" and rest and rest[0] in COMMANDS:
            yield [rest[0], "--help"]
        elif plain == "dilation" and rest and all(len(word) == 1 for word in rest):
            yield ["kernel", *rest]
        elif command == "conv" and plain.startswith(("dilat", "atrous")):
            yield [
                "conv",
                *(rest or ["56@64", "-k", "3"]),
                *_unless(rest, DILATING, "2"),
            ]
        elif command == "conv" and plain in ("grouped", "group-conv"):
            yield ["conv", *(rest or ["56@64", "-k", "3"]), *_unless(rest, ("-g",), "2")]
        elif command == "conv" and plain == "same":
            yield ["conv", *(rest or ["56@64", "-k", "3"]), *_unless(rest, ("-p",), "same")]
        elif command == "audit" and not rest:
            yield ["audit", USUAL]
        else:
            yield [command, *rest]
            if not any(text[:1] == "-" for text in rest):
                yield [command]


def _unless(words: list[str], flags: tuple[str, ...], value: str) -> list[str]:
    return [] if any(word.startswith(flags) for word in words) else [flags[0], value]


def _layer(word: str, rest: list[str]) -> Iterator[list[str]]:
    """`gap 7@512`, `Conv2d 224@3 -k 7`, `conv3 224`."""
    kind = layer_named(word)
    if kind is None and (several := SEVERAL.get(word.lower().replace("-", "_"))):
        kind = several[0]
    if kind in FOREIGN and len(rest) > 2:
        _, sign, channels = rest[0].partition("@")
        given = ", ".join([channels, *rest[1:]] if sign else rest)
        if re.fullmatch(r"\d+(?:, (?:\w+=)?\w+)*", given):
            for line in constructor_line(f"{kind}({given})"):
                yield [*line[:2], rest[0] if sign else line[2], *line[3:]]
    if kind is not None and look_up(kind).type in FEATURED:
        yield from _featured(kind, rest)
    if kind is not None:
        own = OWN_COMMAND.get(kind)
        yield [own, *rest] if own else ["layer", kind, *rest]
        if not rest:
            yield ["layer", kind, "@512"]
            yield ["layer", kind, "56x56@64", "56x56@64"]
    counted = COUNTED.match(word.lower())
    if counted and (kind := layer_named(counted[1])):
        yield ["layer", kind, *(rest or ["224"]), "-k", counted[2]]
    plain = re.sub(r"\A(?:\w+\.)+", "", word)
    if plain != word and layer_named(plain):
        yield ["layer", plain, *rest]


def _featured(kind: str, rest: list[str]) -> Iterator[list[str]]:
    """`fc 512 1000`: bare numbers are features, not maps."""
    size = FEATURED[look_up(kind).type]
    if rest[:1] and rest[0].isdecimal():
        out = ["-o", rest[1]] if rest[1:] and rest[1].isdecimal() else []
        yield ["layer", kind, f"{size}@{rest[0]}", *out, *rest[1 + len(out) // 2 :]]
    elif not rest and not size:
        yield ["layer", kind, "@512", "-o", "10"]


def _explained(word: str, rest: list[str]) -> Iterator[list[str]]:
    """A term of the glossary, an error code, a formula, a topic of `compare`."""
    from convcalc.formulas.index import FORMULAS
    from convcalc.report.compare.index import known
    from convcalc.report.explain import is_error
    from convcalc.report.glossary import find_term
    from convcalc.text import catalogue

    if any(text[0] in "-0123456789" for text in rest if text):
        return  # a question about numbers
    whole = " ".join([word, *rest])
    for text in (whole, word):
        if find_term(text) or is_error(text, catalogue("en")):
            yield ["explain", text]
    if word in FORMULAS:
        yield ["formulas", word]
    if topic := known(word):
        yield ["compare", topic, *rest]


def _near(word: str, rest: list[str]) -> Iterator[list[str]]:
    """A slip of spelling, looked for in one kind of word after the other."""
    for name in nearest(word, (*COMMANDS, *ALIASES)):
        yield [ALIASES.get(name, name), *rest]
        if not any(text[:1] == "-" for text in rest):
            yield [ALIASES.get(name, name)]
    for name in nearest(word, NAMES):
        yield ["audit", name, *rest]
    for name in nearest(word, (*TYPES, *LAYER_ALIASES)):
        yield ["layer", name, *rest]
