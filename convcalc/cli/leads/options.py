"""An option that does not exist here: another spelling, another program's name, another value."""

from __future__ import annotations

import re
from collections.abc import Iterator

from convcalc.cli.group import PANELS, build
from convcalc.cli.leads.arguments import LAYERED
from convcalc.cli.leads.commands import COMPLETION
from convcalc.cli.leads.place import flags, place, switched
from convcalc.cli.leads.words import OPTION_WORDS, quantity_named
from convcalc.cli.options import flags_of
from convcalc.cli.settings import QUANTITY_ALIASES
from convcalc.errors import ConvcalcError, Message
from convcalc.layers.dialects import DIALECTS
from convcalc.layers.meant import did_you_mean, nearest
from convcalc.layers.read import PARAM_ALIASES
from convcalc.render import FORMATS

WORDY = ("--format", "--of", "--output-file", "--lang", "--type", "--dialect", "--by", "--set",
         "--columns", "--sort", "--layer", "--count", "--where", "--padding", "--want")  # fmt: skip
"""Options whose value may be a word; that of the others is a number or a letter."""
QUIETLY = ("-q", "--quiet")
NUMERIC = re.compile(r"[(\[]?\d|[A-Za-z](?:x[A-Za-z])*(?:@\w)?\Z")
FORMAT_WORDS = {"md": "markdown", "tex": "latex", "tsv": "plain", "text": "plain", "txt": "plain",
                "jsonl": "json", "xlsx": "csv", "excel": "csv", "html": "markdown"}  # fmt: skip
FILE_FORMATS = {"csv": "csv", "json": "json", "md": "markdown", "tex": "latex"}
LANGUAGE_WORDS = {"jp": "ja", "jpn": "ja", "japanese": "ja", "jap": "ja", "日本語": "ja",
                  "english": "en", "eng": "en", "us": "en", "gb": "en"}  # fmt: skip
DIALECT_WORDS = {"pytorch": "torch", "tensorflow": "tf", "tflite": "tf", "pt": "torch",
                 "caffe2": "caffe"}  # fmt: skip


def replaced_option(error: ConvcalcError, words: list[str]) -> Iterator[list[str]]:
    """The command lines with an option that exists in place of the one that does not."""
    at = _position(error, words)
    if at is None:
        return
    name, sign, value = words[at].partition("=")
    following = words[at + 1 : at + 2]
    taken = at + 1
    if not sign and following and not following[0].startswith("-"):
        value, taken = following[0], at + 2
    before, after = words[:at], words[taken:]
    kept = words[at + 1 :]
    plain = name.lstrip("-").replace("_", "-")
    known = flags(words)
    for flag in _spellings(name, plain, known):
        yield [*before, flag, *([value] if sign and value else []), *(after if sign else kept)]
        if (switch := switched(flag, value, known)) is not None:
            yield [*before, *switch, *after]
    for does, names in OPTION_WORDS.items():
        others = names.split()
        if does == "--version" and plain == "v" and place(words).command:
            continue
        if plain not in others and (len(plain) < 2 or plain.lower() not in others):
            continue
        yield from _instead(does, value, before, after, kept, words)
    for flag in nearest(plain, [flag for flag in known if flag.startswith("--")]):
        yield [*before, f"{flag}{sign}{value}" if sign else flag, *kept]


def _instead(
    does: str, value: str, before: list[str], after: list[str], kept: list[str], words: list[str]
) -> Iterator[list[str]]:
    """The line with what does it: with the value, or without it."""
    if does == "NO_COLOR=1":
        yield [does, *before, *kept]
    elif does == "SIZE {}":
        here = place(words)
        position = here.at + 1 + (here.command == "layer")
        left = [*before, *after]
        if value and here.command in LAYERED:
            yield [*left[:position], value, *left[position:]]
    elif does == "OUT {}":
        yield [*before, *after, value]
    elif does.endswith("{}"):
        flag = does.split()[0]
        if flag == "--output-file" and "." not in value:
            return
        if value and (flag in WORDY or NUMERIC.match(value)):
            form = FILE_FORMATS.get(value.rpartition(".")[2].lower())
            if flag == "--output-file" and form:
                yield [*before, "--format", form, flag, value, *after]
            yield [*before, *does.format(_value(flag, value)).split(maxsplit=1), *after]
    else:
        switch = switched(does.strip(), value, flags(words)) if value else None
        if switch is None:
            yield [*before, *does.split(), *kept]
        if kept != after:
            yield [*before, *(does.split() if switch is None else switch), *after]


def _value(flag: str, value: str) -> str:
    if flag == "--format":
        return FORMAT_WORDS.get(value.lower(), value.lower())
    if flag == "--type":
        return {"average": "avg", "mean": "avg", "maximum": "max"}.get(value.lower(), value)
    if flag == "--of":
        return quantity_named(value) or value
    if flag == "--dialect":
        return DIALECT_WORDS.get(value.lower(), value.lower())
    return value


def _position(error: ConvcalcError, words: list[str]) -> int | None:
    """Where the option stands that the error names."""
    option = str(error.message.fields.get("option", ""))
    name = option.partition("=")[0]
    for position, word in enumerate(words):
        if word == option or word.partition("=")[0] == name:
            return position
    return None


def _spellings(name: str, plain: str, known: list[str]) -> Iterator[str]:
    """The option in its own spelling: `--kernel_size`, `-kernel`, `--Kernel`; `--kernel_shape`."""
    word = plain.lower()
    aliases = [own for own, others in PARAM_ALIASES.items() if word.replace("-", "_") in others]
    spelt = (name, f"--{word}", f"-{word}", *(f"--{own}" for own in aliases))
    yield from (flag for flag in spelt if flag in known)


def other_command(error: ConvcalcError, words: list[str]) -> Iterator[list[str]]:
    """`rf resnet18 --by stage`: the command that has the option, among those for the same."""
    here, at = place(words), _position(error, words)
    flag = "" if at is None else words[at].partition("=")[0]
    for names in PANELS.values():
        for name in names if here.command in names else ():
            if flag in flags_of(build(name).options):
                yield [*words[: here.at], name, *words[here.at + 1 :]]


def near_option(error: ConvcalcError, words: list[str]) -> list[Message]:
    """The option that is near by spelling."""
    name = str(error.message.fields["option"]).partition("=")[0]
    if COMPLETION in name:
        return [Message("usage.completion_hint")]
    long = [flag for flag in flags(words) if flag.startswith("--")]
    return did_you_mean(name.lstrip("-"), long) if len(name) > 2 else []


def respelt_choice(error: ConvcalcError, words: list[str]) -> Iterator[list[str]]:
    """A value of `--format`, `--of` or `--dialect` under another name."""
    fields = error.message.fields
    value = str(fields["value"])
    option = str(fields["option"])
    other = {
        "--format": FORMAT_WORDS.get(value.lower()),
        "--of": quantity_named(value) or QUANTITY_ALIASES.get(value),
        "--dialect": DIALECT_WORDS.get(value.lower()),
        "--dims": value.lower().removesuffix("d"),
        "--lang": LANGUAGE_WORDS.get(value.lower()),
    }.get(option)
    if (several := _several(error, words)) is not None:
        before, _, after = several  # the whole answer has them all
        yield [word for word in (*before, *after) if word not in QUIETLY]
    if other in (None, value):
        return
    for position, given in enumerate(words):
        if given == value:
            yield [*words[:position], other, *words[position + 1 :]]
        elif given == f"{option}={value}":
            yield [*words[:position], f"{option}={other}", *words[position + 1 :]]


def each_alone(error: ConvcalcError, words: list[str]) -> list[list[str]]:
    """`-q --of params,macs`: a line for each quantity, where an answer has one."""
    several = _several(error, words)
    if several is None or not any(word in words for word in (*QUIETLY, "check", "solve")):
        return []
    before, names, after = several
    return [[*before, "--of", name, *after] for name in names]


def _several(
    error: ConvcalcError, words: list[str]
) -> tuple[list[str], list[str], list[str]] | None:
    """The words before an `--of` that names several quantities, these, and the words after it."""
    fields = error.message.fields
    value = str(fields["value"])
    names = [quantity_named(name.strip()) for name in value.split(",")]
    known = [name for name in names if name]
    if fields["option"] != "--of" or len(names) < 2 or len(known) < len(names):
        return None
    for at, word in enumerate(words):
        if word == f"--of={value}":
            return words[:at], known, words[at + 1 :]
        if word == "--of" and words[at + 1 : at + 2] == [value]:
            return words[:at], known, words[at + 2 :]
    return None


def other_dialect(error: ConvcalcError, words: list[str]) -> Iterator[list[str]]:
    """`-s 2 -p SAME`: the padding of a framework whose other words were written."""
    yield [*words, "--dialect", "keras"]


def other_option(error: ConvcalcError, words: list[str]) -> Iterator[list[str]]:
    """A number that is the value of another option: `-o json`, `-d keras`."""
    value = str(error.message.fields["word"])
    plain = value.lower()
    format_, dialect = FORMAT_WORDS.get(plain, plain), DIALECT_WORDS.get(plain, plain)
    for at in range(1, len(words)):
        if words[at] == value and words[at - 1].startswith("-"):
            before, after = words[: at - 1], words[at + 1 :]
            if format_ in FORMATS:
                yield [*before, "--format", format_, *after]
            if dialect in DIALECTS:
                yield [*before, "--dialect", dialect, *after]
