"""Where the words of a command line stand: the command, its positional arguments."""

from __future__ import annotations

from collections.abc import Container

from convcalc.cli.arguments import first_word
from convcalc.cli.check import JUDGED
from convcalc.cli.draw import DRAWN, LOOK
from convcalc.cli.group import ALIASES, COMMANDS, build
from convcalc.cli.one_layer import type_options
from convcalc.cli.options import SHARED, Option, flags_of
from convcalc.layers.index import find

INNER: dict[str, Container[str]] = {"check": JUDGED, "draw": DRAWN}
"""Command -> those that may stand within it."""
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
        drawn = None
        if name in INNER:
            within = INNER[name]
            inner = next((n for n, w in enumerate(words) if w in within and n > self.at), None)
            if inner is not None:
                drawn = DRAWN.get(words[inner]) if name == "draw" else None
                self.at, self.command, name = inner, words[inner], words[inner]
        self.options = build(name).options
        if name == "layer":
            types = [word for word in words[self.at + 1 :] if find(word)]
            self.options = type_options(types[0]) if types else ()
        if drawn is not None:
            self.options = (*filter(drawn.keeps, self.options), *drawn.options, *LOOK)
        known, at = (*self.options, *SHARED), self.at + 1
        while (at := at + first_word(words[at:], known)) < len(words):
            self.arguments.append(at)
            at += 1


def place(words: list[str]) -> CommandPlace:
    """The parts of a command line."""
    return CommandPlace(words)


def flags(words: list[str]) -> list[str]:
    """The options that this command line may have."""
    return list(flags_of((*place(words).options, *SHARED)))


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
