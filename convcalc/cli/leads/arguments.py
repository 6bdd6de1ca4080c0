"""Positional arguments: one missing, one too many, or written as another program has them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from convcalc.cli.leads.elsewhere import otherwise
from convcalc.cli.leads.place import flags, place, switched, without
from convcalc.cli.leads.words import quantity_named
from convcalc.errors import ConvcalcError
from convcalc.layers.index import find, look_up, resolve
from convcalc.layers.meant import EXAMPLES
from convcalc.layers.read import PARAM_ALIASES
from convcalc.load.constructors import constructed
from convcalc.network.graph import NetworkError

FLAGS = {
    "kernel": "-k",
    "stride": "-s",
    "padding": "-p",
    "dilation": "-d",
    "groups": "-g",
    "in": "-i",
    "out": "-o",
    "output_padding": "-a",
}
LETTERS = {"k": "kernel", "s": "stride", "p": "padding", "d": "dilation", "g": "groups",
           "i": "in", "o": "out", "a": "output_padding", "f": "kernel", "c": "in",
           "in_channels": "in", "in_features": "in", "op": "output_padding"}  # fmt: skip
ORDER = ("kernel", "stride", "padding", "dilation")
"""What bare numbers after the size are, in the order of everyone's formula."""

ARGUMENTS = {"SIZE": "56x56@64", "NETWORK": "resnet50", "K": "3", "OUT": "yaml"}
LAYERED = ("conv", "tconv", "pool", "kernel", "separable", "layer")
NETWORKED = ("audit", "rf", "diff", "convert")
TUPLE = re.compile(r"\s*[(\[{]?\s*(\d+(?:(?:\s*[,;×x*]\s*|\s+)\d+)*)\s*,?\s*[)\]}]?\s*\Z")
BUNDLE = re.compile(r"-[a-z]{2,}\Z")
"""A single dash before more than one letter, as in `-op 1`."""
LARGE = re.compile(r"\d{2,}\Z")
KERNEL = re.compile(r"\d+(?:x\d+)?(?:/\d+)?\Z")
SMALL = ("stride", "padding", "dilation")
"""Parameters that have one digit: a larger number after the kernel is the output channels."""
PICTURE = 12
"""Two numbers of at least this much are a height and a width."""
FEW = 4
"""So many channels an image has at most."""


def completed(error: ConvcalcError, words: list[str]) -> Iterator[list[str]]:
    """The command line with what it lacks: a parameter, the channels, an argument."""
    if isinstance(error, NetworkError):
        return  # it is the layer in the text that lacks something
    if error.code == "parameter.missing":
        name = str(error.message.fields["name"])
        flag = flag_of(name)
        solving = any(word in ("solve", "inverse") for word in words)
        for value in [name[0].upper()] if solving else EXAMPLES[name]:
            yield [*words, flag, value]
    elif error.code == "usage.missing_argument":
        name = str(error.message.fields["name"])
        for flag in ("-i", "--in", "--in-channels"):
            if name == "SIZE" and flag in words[:-1]:
                at = words.index(flag)
                given = words[at + 1]
                left = [*words[:at], *words[at + 2 :]]
                if _is_flat(words):
                    yield [*left[:2], f"@{given}", *left[2:]]
                elif len(given) > 1 and not {"-o", "--out", "--out-channels"} & set(words):
                    yield [*words[:at], given, *words[at + 2 :]]  # the size: -i is the channels
                else:
                    yield [*words, "HxW"]
        if name == "SIZE":
            features = [word.partition("=")[2] for word in words if word.startswith("in_features=")]
            yield from ([*words[:2], f"@{given}", *words[2:]] for given in features)
        if name in ARGUMENTS and len(words) > 1:
            yield [*words, ARGUMENTS[name]]
        if name == "SIZE" and len(words) > 1:
            yield [*words, "224"]
    elif error.code == "solve.nothing_unknown":
        free = [letter for flag, letter in (("-s", "S"), ("-p", "P")) if flag not in words]
        yield [*words, *(word for letter in free for word in (f"-{letter.lower()}", letter))]
    elif error.code == "solve.no_goal":
        yield [*words, "--want", "7"]
    elif error.code == "separable.needs_out":
        yield [*words, "-o", "128"]
    elif error.code == "layer.too_few_inputs":
        size = place(words).arguments[1]
        yield [*words[: size + 1], *words[size:]]
    elif error.code == "report.unknown_quantity":
        yield from _as_channels(words)


def _is_flat(words: list[str]) -> bool:
    return words[:1] == ["layer"] and look_up(words[1]).type == "linear"


def flag_of(name: str) -> str:
    """The option of a parameter, the short one if there is one."""
    return FLAGS.get(name, "--" + name.replace("_", "-"))


def _as_channels(words: list[str]) -> Iterator[list[str]]:
    """`linear 512`: a number of features, not a map of 512 by 512."""
    here = place(words)
    if here.command == "layer" and len(here.arguments) > 1:
        at = here.arguments[1]
        if words[at].isdecimal():
            yield [*words[:at], f"@{words[at]}", *words[at + 1 :]]
    for at in here.arguments[here.command == "layer" :][:1]:
        sized = words[at] if "@" in words[at] else f"{words[at]}@64"
        for out in [["-o", "128"]] if sized == words[at] else [[], ["-o", "128"]]:
            yield [*words[:at], sized, *words[at + 1 :], *out]


def surplus(error: ConvcalcError, words: list[str]) -> Iterator[list[str]]:
    """Arguments too many: numbers in a row, `k=3`, a height and a width, layers without quotes."""
    here = place(words)
    if here.command in NETWORKED:
        yield from _quoted(words, here.arguments)
        yield from otherwise(here.command, words, here.arguments)
        return
    yield from otherwise(here.command, words, here.arguments)
    if here.command not in LAYERED:
        return
    known = flags(words)
    for at in here.arguments:
        flag = words[at - 1]
        switch = switched(flag, words[at], known) if flag in known else None
        if switch is not None:
            yield [*words[: at - 1], *switch, *words[at + 1 :]]
        elif quantity := quantity_named(words[at]):
            yield [*without(words, at), "--of", quantity]
        elif BUNDLE.match(flag) and (name := _parameter(flag)):
            yield [*words[: at - 1], FLAGS[name], *words[at:]]
    layer = here.command == "layer"
    given = here.arguments[1:] if layer else here.arguments
    if len(given) < 2:
        return
    order = _order(here.command, words[here.arguments[0]] if layer else "")
    texts = [words[at].split("=", 1)[-1] if at == given[0] else words[at] for at in given]
    left = without(words, *given)
    if layer and (kind := find(words[here.arguments[0]])) and kind.type == "linear":
        features = [f"@{texts[0]}", "-o", texts[1]]  # not a height and a width
        yield [*left[: here.at + 2], *features, *left[here.at + 2 :]]
    if texts[0].isalpha() and len(texts) > 1:
        texts = [texts[1], texts[0], *texts[2:]]
    for size, rest in _sizes(texts):
        options = _options(rest, left, order)
        if options is not None:
            at = here.at + 1 + layer
            yield [*left[:at], *size, *left[at:], *options]


def _quoted(words: list[str], arguments: list[int]) -> Iterator[list[str]]:
    """The arguments as one network: in quotes, `resnet 50`, or kernels alone; `to` left out."""
    first = arguments[0]
    texts = [words[at] for at in arguments]
    left = without(words, *arguments)
    kept = [text for text in texts if text not in ("to", "as", "into", "in")]
    if kept != texts:
        yield [*left[:first], *kept, *left[first:]]
    kernels = [f"conv{text}" for text in texts if KERNEL.match(text)]
    convolutions = kernels if len(kernels) == len(texts) else []
    for joined in ("".join(texts), " ".join(texts), " ".join(convolutions)):
        if joined:
            yield [*left[:first], joined, *left[first:]]


def _order(command: str, kind: str) -> tuple[str, ...]:
    """What bare numbers after the size of this layer are."""
    if command in ("kernel", "separable"):
        return ("dilation",) if command == "kernel" else ("kernel", "out")
    found = find(kind)
    if found is None:
        return ORDER
    number = resolve(found.type).FIRST or "out"
    return ORDER if number == "kernel" else (number,)


def _sizes(texts: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    """How the first of these may be one size, and what is left."""
    numbers = [int(text) if text.isdecimal() and len(text) < 9 else None for text in texts]
    first, second = numbers[0], numbers[1] if len(numbers) > 1 else None
    third = numbers[2] if len(numbers) > 2 else None
    if first and second and third and first <= FEW and min(second, third) >= PICTURE:
        yield [f"{second}x{third}@{first}"], texts[3:]
    if first and second and min(first, second) >= PICTURE:
        if third and (third <= FEW or third >= PICTURE):
            yield [f"{first}x{second}@{third}"], texts[3:]
        yield [f"{first}x{second}"], texts[2:]
    yield texts[:1], texts[1:]


def _options(texts: list[str], words: list[str], order: tuple[str, ...]) -> list[str] | None:
    """Arguments as options: `k=3`, `kernel 3`, or bare numbers in the usual order."""
    found: list[str] = []
    free = [name for name in order if flag_of(name) not in words]
    rest = list(texts)
    while rest:
        key, sign, value = rest.pop(0).partition("=")
        name = _parameter(key)
        if sign and name:
            found += [FLAGS[name], value]
        elif name and rest:
            found += [FLAGS[name], rest.pop(0)]
        elif key.lower() in ("max", "avg", "lp"):
            found += ["--type", key.lower()]
        elif key.lower() in ("same", "valid", "full", "causal"):
            found += ["-p", key.lower()]
            free = [one for one in free if one != "padding"]
        elif not sign and LARGE.match(key) and free[:1] and free[0] in SMALL:
            found += ["-o", key]
        elif not sign and TUPLE.match(key) and free:
            found += [flag_of(free.pop(0)), _crossed(key)]
        else:
            return None
    return found


def _parameter(key: str) -> str | None:
    """The parameter that a word means, if it has an option of one letter."""
    word = key.strip("-").lower().replace("-", "_")
    if word in FLAGS:
        return word
    aliases = (name for name, others in PARAM_ALIASES.items() if word in others and name in FLAGS)
    return LETTERS.get(word) or next(aliases, None)


def channels_last(error: ConvcalcError, words: list[str]) -> Iterator[list[str]]:
    """`7x7x512` with its channels after an @."""
    text = str(error.message.fields["text"])
    if text in words and text.count("x") == 2:
        at = words.index(text)
        yield [*words[:at], "@".join(text.rsplit("x", 1)), *words[at + 1 :]]


def renamed_key(error: ConvcalcError, words: list[str]) -> Iterator[list[str]]:
    """`layer conv 224 k=3`: the letter of the option as a key."""
    for position, word in enumerate(words):
        key, sign, value = word.partition("=")
        name = _parameter(key)
        asked = key.strip().replace("-", "_") == error.message.fields["name"]
        if sign and asked and name and name != key:
            yield [*words[:position], f"{name}={value}", *words[position + 1 :]]


def unbracketed(text: str, words: list[str]) -> Iterator[list[str]]:
    """`(224, 224)` and `[3,3]` as we write them, and constructors of the frameworks."""
    here = place(words)
    if here.command in LAYERED:
        yield from constructor_line(" ".join(words[at] for at in here.arguments))
    for position, word in enumerate(words):
        if word != text or not TUPLE.match(word) or word.isdecimal():
            continue
        numbers = re.findall(r"\d+", word)
        crossed = _crossed(word)
        if position in here.arguments or words[position - 1] == "--input":
            values = [int(number) for number in numbers if len(number) < 9]
            if len(values) == 4 and values[0] == 1:
                values = values[1:]
            if len(values) == 3 and values[0] <= FEW:
                crossed = f"{values[1]}x{values[2]}@{values[0]}"
            elif len(values) == 3:
                crossed = f"{values[0]}x{values[1]}@{values[2]}"
        if crossed != word:
            yield [*words[:position], crossed, *words[position + 1 :]]


def all_sides(error: ConvcalcError, words: list[str]) -> Iterator[list[str]]:
    """`--pads 1,1,1,1`: the same padding on every side."""
    for at, word in enumerate(words):
        if TUPLE.match(word) and len(numbers := set(re.findall(r"\d+", word))) == 1:
            yield [*words[:at], *numbers, *words[at + 1 :]]


def _crossed(text: str) -> str:
    return "x".join(re.findall(r"\d+", text))


def constructor_line(text: str) -> Iterator[list[str]]:
    """The `layer` command for a constructor of a framework."""
    call = constructed(text)
    if call is None:
        return
    channels = f"@{call.channels}" if call.channels else ""
    flat = look_up(call.type).type == "linear"
    for size in ("",) if flat else ("224", "56"):
        yield ["layer", call.type, f"{size}{channels}" or "@512", *call.pairs()]


def type_first(error: ConvcalcError, words: list[str]) -> Iterator[list[str]]:
    """`layer 224 conv3@64` with its type before its sizes, and so `conv 224 conv3@64`."""
    arguments = place(words).arguments
    for at in arguments if len(arguments) > 1 else ():
        sizes = [words[other] for other in arguments if other != at]
        yield ["layer", words[at], *sizes, *without(words, 0, *arguments)]


def several_layers(error: ConvcalcError, words: list[str]) -> Iterator[list[str]]:
    """`layer "conv3 relu" 224` as the network that it is."""
    text, *sizes = [words[at] for at in place(words).arguments]
    for size in sizes[:1]:
        spatial, *channels = size.partition("@")
        square = spatial if "x" in spatial else f"{spatial}x{spatial}"
        yield ["audit", f"{square}{''.join(channels)}: {text}"]
    yield ["audit", text]


def constructed_type(error: ConvcalcError, words: list[str]) -> Iterator[list[str]]:
    """`layer nn.Conv2d(...)`, the size after it or not."""
    here = place(words)
    texts = [words[at] for at in here.arguments]
    options = without(words, here.at, *here.arguments)
    for line in constructor_line(texts[0]):
        channels = "".join(line[2].partition("@")[1:])
        flat = look_up(line[1]).type == "linear"
        given = [f"@{size}" if flat and size.isdecimal() else size for size in texts[1:]]
        sizes = [size if "@" in size else size + channels for size in given]
        yield [*line[:2], *(sizes or line[2:3]), *line[3:], *options]
    for line in constructor_line(" ".join(texts)):
        yield [*line, *options]
