"""Numbers and words without their option, for commands that are not about one layer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from convcalc.cli.leads.place import place, without
from convcalc.cli.leads.words import quantity_named
from convcalc.errors import ConvcalcError
from convcalc.layers.index import find
from convcalc.network.conventions import CONVENTIONS
from convcalc.zoo import NAMES

FILLING = ("=", "==", "is", "for", ":", "in", "of", "->")
LISTS = ("list", "all", "ls", "show", "names")
CURES = {"hint.did_you_mean": "word", "hint.no_batch": "text"}
"""Hints that write the wrong word as it was meant, and the field that has it."""
AMOUNT = re.compile(r"([\d.,]+\s*[kmgt]?)[ -]*(?:flops?|macs?|params?|parameters)\Z", re.IGNORECASE)
INPUTS = ("--exact", "--sizes", "--inputs", "--legal-inputs", "--valid-inputs", "--input-sizes")
COUNTED = ("--flops", "--gflops", "--convention", "--counter", "--as")
LAYER_OF_TORCH = re.compile(r"\A(--layer=)?layer(\d)\Z")
SIGNS = {
    "-k": "K", "-s": "S", "-p": "P", "-d": "D", "-o": "M", "-g": "G", "-i": "C",
    "--kernel": "K", "--stride": "S", "--padding": "P", "--dilation": "D", "--out": "M",
}  # fmt: skip


def otherwise(command: str, words: list[str], arguments: list[int]) -> Iterator[list[str]]:
    """`quiz 5`, `quiz size`, `scale NAME 0.5`, `value conv M M`: what each argument too many is
    called; `rules CC301`, `rules NETWORK`: the commands that tell of one, and what they find."""
    texts = [words[at] for at in arguments]
    if command == "quiz" and texts[0].isdecimal():
        yield [*without(words, arguments[0]), "-n", texts[0]]
    elif command == "quiz":
        yield [*without(words, arguments[0]), "--topic", texts[0]]
    elif command == "rf" and len(texts) == 2:
        yield [*without(words, arguments[1]), "--layer", texts[1]]
    elif command == "rules":
        yield ["explain", texts[0]]
        yield ["audit", texts[0], "--rules"]
    elif command == "scale" and len(texts) == 2:
        yield [*without(words, arguments[1]), "--width", texts[1]]
    elif command == "value" and len(texts) > 1:
        named = zip(("--data", "--weight"), texts[1:], strict=False)
        yield [*without(words, *arguments[1:]), *(word for pair in named for word in pair)]


def reordered(error: ConvcalcError, words: list[str]) -> Iterator[list[str]]:
    """`layer -k 3 conv 224`: the type, then its options; `-kernel 3` with its second dash."""
    kind = next((at for at, word in enumerate(words[1:], 1) if find(word)), None)
    if error.code == "usage.type_first" and kind is not None:
        start = next(at for at, word in enumerate(words) if word.startswith("-"))
        yield [*words[:start], words[kind], *words[kind + 1 :], *words[start:kind]]
    flags = {f"-{name}" for name in ("kernel", "stride", "padding", "dilation", "groups", "out")}
    dashed = [f"-{word}" if word in flags else word for word in words]
    if dashed != words:
        yield dashed


def stage_named(error: ConvcalcError, words: list[str]) -> Iterator[list[str]]:
    """`--layer layer3`: what torchvision calls a stage."""
    turned = [LAYER_OF_TORCH.sub(r"\1stage\2", word) for word in words]
    if turned != words:
        yield turned


def two_networks(error: ConvcalcError, words: list[str]) -> Iterator[list[str]]:
    """`diff resnet18,resnet34`."""
    parts = [part for word in words for part in word.replace(",", " ").split() if part != "vs"]
    if parts != words:
        yield parts


def left_out(error: ConvcalcError, words: list[str]) -> Iterator[list[str]]:
    """Words that only fill: `zoo list`, `check 7 = conv 11`; a question with its answer last."""
    kept = [word for word in words if word not in (*FILLING, *LISTS)]
    if kept != words:
        yield kept
    if words[:1] == ["layer"] and words[1:] and words[1] in LISTS:
        yield ["layers"]
    if words[:1] == ["check"] and len(words) > 3 and (asked := quantity_named(words[2])):
        yield [*words[:2], *words[3:], "--of", asked]
    if words[:1] == ["check"] and len(words) > 2:
        yield [words[0], words[-1], *words[1:-1]]
    if words[:1] == ["check"]:
        yield [part for word in words for part in word.split()]
    if words[:1] == ["solve"] and len(words) > 1:
        if words[1] in NAMES or "." in words[1]:
            yield [words[0], "inputs", *words[1:]]
        if words[1][:1].isdigit():
            yield [words[0], "conv", *words[1:]]
        elif (flag := f"--{words[1]}") in SIGNS:
            yield [words[0], "conv", *words[2:], flag, SIGNS[flag]]


def cured(error: ConvcalcError, words: list[str], typed: list[str]) -> Iterator[list[str]]:
    """The typed word that the error names, as the error's own hint writes it."""
    named = {str(value) for value in error.message.fields.values()}
    for hint in error.hints:
        meant = hint.fields.get(CURES.get(hint.code, ""))
        for at, word in enumerate(words):
            if meant and word in named and word in typed:
                yield [*words[:at], str(meant), *words[at + 1 :]]


def turned_round(error: ConvcalcError, words: list[str]) -> Iterator[list[str]]:
    """`conv 32 -k 5 -p ? --want 32`: a goal belongs to `solve`."""
    if error.message.fields["option"] in ("--want", "--at-least", "--at-most"):
        yield ["solve", *words]
    option = str(error.message.fields["option"])
    if option in INPUTS:
        rest = [word for word in words[1:] if word not in INPUTS]
        yield ["solve", "inputs", *rest, "--exact"]
    at = words.index(option) if option in words else len(words)
    if option in COUNTED and words[at + 1 : at + 2] and words[at + 1] in CONVENTIONS:
        yield [*words[:at], "--count", *words[at + 1 :]]


def wanted(error: ConvcalcError, words: list[str]) -> Iterator[list[str]]:
    """`solve conv 224 -k 7 -p P --out 112`: the output that is wanted."""
    for at, word in enumerate(words):
        if word in ("-o", "--out"):
            yield [*words[:at], "--want", *words[at + 1 :]]


def without_unit(error: ConvcalcError, words: list[str]) -> Iterator[list[str]]:
    """`4GFLOPs`: an amount without what it is an amount of."""
    value = str(error.message.fields["value"])
    amount = AMOUNT.match(value)
    for at, word in enumerate(words):
        if amount and word.endswith(value):
            yield [*words[:at], word.removesuffix(value) + amount[1], *words[at + 1 :]]


def reworded(error: ConvcalcError, words: list[str]) -> Iterator[list[str]]:
    """`-o out.csv` is a file, `-k ?` an unknown, 224 beside a network its input."""
    for at, word in enumerate(words):
        before = words[at - 1] if at else ""
        if before in ("-o", "--out") and "." in word[1:]:
            yield [*words[: at - 1], "--output-file", *words[at:]]
        elif word in ("?", "x", "_") and before in SIGNS:
            yield [*words[:at], SIGNS[before], *words[at + 1 :]]
    here = place(words)
    for at in here.arguments[1:]:
        if words[at][:1].isdigit():
            yield [*without(words, at), "--input", words[at]]
