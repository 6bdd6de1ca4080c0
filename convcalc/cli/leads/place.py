"""Where the words of a command line stand: the command, its positional arguments."""

from __future__ import annotations

from convcalc.cli.arguments import first_word, flags_of
from convcalc.cli.group import ALIASES, COMMANDS, build
from convcalc.cli.options import SHARED, Option, layer_options
from convcalc.layers.index import find, resolve

NO = ("false", "no", "0", "off", "none")
YES = ("true", "yes", "1", "on")


class CommandPlace:
    """A command line: `command` and where it stands, and where its positional arguments do."""

    def __init__(self, words: list[str]) -> None:
        self.at = first_word(words, SHARED)
        self.command = ""
        self.options: tuple[Option, ...] = ()
        self.arguments: list[int] = []
        word = words[self.at] if self.at < len(words) else ""
        name = ALIASES.get(word, word)
        if name not in COMMANDS:
            return
        self.command = name
        if name == "check":
            inner = next((n for n, w in enumerate(words) if w in INNER and n > self.at), None)
            if inner is not None:
                self.at, self.command, name = inner, words[inner], words[inner]
        self.options = build(name).options
        if name == "layer":
            types = [word for word in words[self.at + 1 :] if find(word)]
            self.options = layer_options(resolve(types[0]).PARAMS, "in", "dims") if types else ()
        self.arguments = list(_positional(words, self.at + 1, (*self.options, *SHARED)))


INNER = ("conv", "tconv", "pool", "kernel", "separable", "layer", "rf")
"""Commands that stand behind the answers of `check`."""


def _positional(words: list[str], start: int, options: tuple[Option, ...]) -> list[int]:
    taking = {flag for option in options if option.metavar for flag in flags_of(option)}
    found, skip = [], False
    for position in range(start, len(words)):
        word = words[position]
        if skip:
            skip = False
        elif word in taking:
            skip = True
        elif not word.startswith("-") or word == "-":
            found.append(position)
    return found


def place(words: list[str]) -> CommandPlace:
    """The parts of a command line."""
    return CommandPlace(words)


def flags(words: list[str]) -> list[str]:
    """The options that this command line may have."""
    return [flag for option in (*place(words).options, *SHARED) for flag in flags_of(option)]


def switched(flag: str, value: str, known: list[str]) -> list[str] | None:
    """An option without a value that was given yes or no; None if the value is neither."""
    if value.lower() in YES:
        return [flag]
    if value.lower() not in NO:
        return None
    other = f"--{flag[5:]}" if flag.startswith("--no-") else f"--no-{flag[2:]}"
    return [other] if other in known else []


def without(words: list[str], *positions: int) -> list[str]:
    """The words but those at these positions."""
    return [word for position, word in enumerate(words) if position not in positions]
