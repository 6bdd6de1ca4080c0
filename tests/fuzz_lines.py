"""Command lines that are nearly right: all commands and options, symbols and odd numbers."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import lru_cache

from convcalc.cli.group import build
from convcalc.layers.base import REQUIRED
from convcalc.layers.dialects import DIALECTS
from convcalc.layers.index import TYPES, resolve
from convcalc.layers.values import PADDING_WORDS

__all__ = ["line"]

Draw = random.Random
LETTERS = "HWKSPNMGDCkspd"
NETWORKS = ("lenet5", "alexnet", "resnet18", "mobilenet_v1:width=0.5", "unet", "nin_d2l")
TOPICS = ("dilated", "upsampling", "norm", "pooling", "residual", "dense", "head", "inception")
OFS = ("size", "channels", "params", "macs", "flops", "effective_kernel", "rf", "jump", "memory")


def number(d: Draw) -> str:
    """An integer, mostly small, a symbol or an expression of symbols."""
    n = d.choice((0, 1, 1, 1, 2, 2, 3, 3, 4, 5, 7, 11))
    if d.random() < 0.05:
        n = d.choice((16, 32, 100, 227, 1000, 10**6, 10**12))
    if d.random() < 0.6:
        return str(n)
    letter = d.choice(LETTERS)
    if d.random() < 0.6:
        return letter
    return d.choice((
        f"2*{letter}", f"{letter}+{n}", f"{letter}-{n}", f"{letter}//2", f"{letter}/2",
        f"max({n}, {letter})", f"min({letter} + {n}, 2)*k", f"ceil({letter}/{n})",
        f"floor({letter}/2)", f"{letter}**2", f"({letter}-{letter})", f"{n}-{letter}",
        f"{letter}*{d.choice(LETTERS)}", f"{letter}//{d.choice(LETTERS)}",
    ))  # fmt: skip


def axes(d: Draw) -> str:
    """One number, seldom several joined by x."""
    return "x".join(number(d) for _ in range(1 if d.random() < 0.85 else d.choice((2, 2, 3))))


def size(d: Draw) -> str:
    """A SIZE with or without channels."""
    at = f"@{number(d)}" if d.random() < 0.4 else ""
    if d.random() < 0.5:
        return f"{d.choice((5, 7, 11, 56, 224))}{at}"
    return d.choice(
        (axes(d) + at, f"{number(d)}x{number(d)}{at}", d.choice(LETTERS) + at, at or "7")
    )


def padding(d: Draw) -> str:
    pair = f"{number(d)}:{number(d)}"
    return d.choice((axes(d), axes(d), pair, pair + "x0:1", d.choice(PADDING_WORDS)))


def window(d: Draw) -> list[str]:
    """Options of a layer with a window."""
    words = ["-k", axes(d)]
    options: dict[str, Callable[[Draw], str]] = {
        "-s": axes, "-p": padding, "-d": axes, "-g": number, "-o": number, "-i": number, "-a": axes,
        "--dims": lambda d: d.choice("123"), "--dialect": lambda d: d.choice(list(DIALECTS)),
        "--output-size": axes, "--type": lambda d: d.choice(("max", "avg", "lp")),
    }  # fmt: skip
    for name, value in options.items():
        if d.random() < 0.15:
            words += [name, value(d)]
    return words + (["--ceil"] if d.random() < 0.1 else [])


@lru_cache
def flags(command: str) -> frozenset[str]:
    """The options that a command has."""
    return frozenset(flag for option in build(command).options for flag in option.flags)


def fitting(d: Draw, command: str, words: list[str]) -> list[str]:
    """The words, mostly without options that the command does not have."""
    kept: list[str] = []
    for word in words:
        unknown = word.startswith("-") and word not in flags(command)
        if unknown and d.random() < 0.97:
            kept.append("")
        elif not (kept and kept[-1] == "" and not word.startswith("-")):
            kept.append(word)
    return [word for word in kept if word]


def shared(d: Draw) -> list[str]:
    """Options that every command has."""
    return d.choice((
        [], [], ["--steps"], ["--json"], ["-q"], ["--format", d.choice(("latex", "csv", "table"))],
        ["--of", d.choice(OFS)], ["--letters", "exam", "--steps"], ["--lang", "ja", "--steps"],
        ["--steps", "--format", "latex"], ["-q", "--of", d.choice(OFS)],
    ))  # fmt: skip


def single(d: Draw) -> list[str]:
    command = d.choice(("conv", "conv", "tconv", "tconv", "pool", "pool", "separable"))
    more = ["-o", number(d)] if command == "separable" else []
    return [command, size(d), *fitting(d, command, [*window(d), *more])]


def typed(d: Draw) -> list[str]:
    """`layer TYPE SIZE key=value ...`."""
    kind = d.choice(list(TYPES))
    words = ["layer", kind, size(d)]
    several = resolve(kind).INPUTS[1] != 1
    if several or d.random() < 0.02:
        words.append(words[-1] if d.random() < 0.5 else size(d))
    for param in resolve(kind).PARAMS:
        if param.default is REQUIRED or d.random() < 0.3:
            value = {
                "padding": padding, "pairs": padding, "count": number, "axes": axes, "sizes": axes,
                "shape": lambda d: f"{number(d)},-1", "flag": lambda d: d.choice(("true", "false")),
                "choice": lambda d: d.choice(param.choices),  # noqa: B023
            }.get(param.kind, lambda d: d.choice(("1/2", "2", "0.3")))(d)  # fmt: skip
            words.append(f"{param.name}={value}")
    if d.random() < 0.3:
        words += ["--dialect", d.choice(list(DIALECTS))]
    return words + (["--dims", d.choice("123")] if d.random() < 0.2 else [])


def item(d: Draw, depth: int = 0) -> str:
    """An item of a network in one line."""
    v = d.choice((str(d.choice((0, 1, 2, 3, 5, 7))), f"({number(d)})", d.choice(LETTERS)))
    tail = "".join(
        mark + str(d.choice((0, 1, 1, 2, 2, 3))) for mark in "/pdga" if d.random() < 0.2
    ) + (f"@{d.choice((1, 4, 8, 64))}" if d.random() < 0.4 else "")
    kind = d.choice(("conv", "conv", "maxpool", "avgpool", "tconv", "depthwise", "unfold", "pad"))
    if depth < 2 and d.random() < 0.25:
        inner = chain(d, depth + 1)
        other = chain(d, depth + 1)
        return d.choice((
            f"{d.choice((1, 2, 3, 'N'))}*( {inner} )", f"({number(d)})*( {inner} )",
            f"add[ {inner} | ]", f"concat[ {inner} | {other} ]", f"concat[ {inner} ]",
            f"mul[ | gap {inner} sigmoid ]",
        ))  # fmt: skip
    return d.choice((
        f"{kind}{v}{tail}", f"{kind}{d.choice((2, 3))}{tail}", f"conv(kernel={number(d)})",
        "relu", "bn", "gap", "flatten", f"linear@{d.choice((10, 1000))}", "identity", "gn2", "lrn5",
        "upsample2", "pixel_shuffle2", "pixel_unshuffle2", "channel_shuffle2", "softmax", "se4",
        "adaptive_avgpool7", "crop1", f"reshape(shape={d.choice((4, 'N'))})", "unpool2", "ln",
        "dropout", "prelu", "instancenorm", "gmp", "fold(output_size=4, kernel=2)", "local3@4",
    ))  # fmt: skip


def chain(d: Draw, depth: int = 0) -> str:
    return " ".join(item(d, depth) for _ in range(d.choice((1, 1, 2, 2, 3, 4))))


def network(d: Draw) -> str:
    prefix = d.choice(("", "3x9x9: ", "3x32x32: ", "CxHxW: ", "3xHx7: ", "1x28x28: ", "8x4x4: "))
    return d.choice(NETWORKS) if d.random() < 0.05 else prefix + chain(d)


def networks(d: Draw) -> list[str]:
    command = d.choice(("audit", "rf", "rf", "scale", "diff", "convert"))
    words = [command, network(d)]
    if command == "diff":
        words.append(network(d))
    if command == "convert":
        return [*words, d.choice(("yaml", "line", "json", "toml"))]
    options = {
        "--input": lambda: d.choice(("3x16x16", "3xHxW", "8x8", "Hx7", "5x5@4")),
        "--set": lambda: f"N={number(d)}",
        "--by": lambda: d.choice(("layer", "block", "stage", "type")),
    }
    for name, value in options.items():
        if d.random() < 0.15 and name in flags(command):
            words += [name, value()]
    more = ("--coverage", "--all-layers") if command == "rf" else ("--reconcile", "--strict")
    return words + ([d.choice(more)] if d.random() < 0.2 and command in ("rf", "audit") else [])


def solved(d: Draw) -> list[str]:
    """A question turned round."""
    kind = d.choice(("conv", "tconv", "pool", "layer", "rf", "inputs", "kernel", "separable"))
    base = {
        "layer": lambda: typed(d)[1:], "rf": lambda: [chain(d)], "inputs": lambda: [network(d)],
        "separable": lambda: [size(d), *window(d)[:2], "-o", number(d)],
        "kernel": lambda: ["-k", number(d), "-d", number(d)],
    }.get(kind, lambda: [size(d), *fitting(d, kind, window(d))])()  # fmt: skip
    if d.random() < 0.4:
        base = [
            w if d.random() < 0.8 else f"{d.choice((0, 1, 2))}..{d.choice((3, 5, 13))}"
            for w in base
        ]
    goal = d.choice((
        ["--want", "same"], ["--want", axes(d)], ["--at-least", axes(d)], ["--at-most", axes(d)],
        ["--want", "7"], ["--want", "31"], ["--at-least", "2", "--at-most", "9"], ["--fit"],
    ))  # fmt: skip
    where = ["--where", f"{d.choice(LETTERS)}={d.choice(('0..3', '1..9', '5', '2..2', '0..40'))}"]
    limit = ["--limit", "1"] if d.random() < 0.2 else []
    return ["solve", kind, *base, *goal, *(where if d.random() < 0.3 else []), *limit]


def judged(d: Draw) -> list[str]:
    answer = d.choice((number(d), "7", "7x7", "1/9", "0.5", "0", "-1", "6 4; 8 7", "1,000", "same"))
    return ["check", answer, *d.choice((single, typed, networks, valued))(d)]


def valued(d: Draw) -> list[str]:
    data = d.choice(("1 2; 3 4", "1 2 3; 4 5 6; 7 8 9", "1 0 1 0", "-1", "1/2 3; 0 1", ""))
    kind = d.choice(("conv", "maxpool", "tconv", "avgpool", "relu", "bn", "softmax", "upsample"))
    words = ["value", kind, "--data", data]
    if kind in ("conv", "tconv"):
        words += ["--weight", d.choice(("1 0; 0 1", "1", "1 2 3"))]
    if kind.endswith("pool") or d.random() < 0.2:
        words.append(f"kernel={d.choice((1, 2, 3, 'K'))}")
    return words + ([f"stride={d.choice((1, 2, 'S'))}"] if d.random() < 0.2 else [])


def compared(d: Draw) -> list[str]:
    words = ["compare", d.choice(TOPICS), *([size(d)] if d.random() < 0.7 else [])]
    return words + (["-k", number(d)] if d.random() < 0.3 else [])


def asked(d: Draw) -> list[str]:
    given = ", ".join(
        f"{word} {axes(d)}"
        for word in ("input", "kernel", "stride", "padding", "dilation", "filters", "output")
        if d.random() < 0.6
    )
    layer = d.choice(("convolution", "max pooling", "transposed convolution", "depthwise layer"))
    what = d.choice(("output size", "number of parameters", "stride", "receptive field", "padding"))
    return ["ask", f"What is the {what} of a {layer} with {given}?"]


KINDS = (
    single,
    single,
    typed,
    typed,
    networks,
    networks,
    solved,
    solved,
    judged,
    valued,
    compared,
    asked,
)


def line(seed: int) -> list[str]:
    """The command line of that number."""
    d = random.Random(seed)
    return [*d.choice(KINDS)(d), *shared(d)]
