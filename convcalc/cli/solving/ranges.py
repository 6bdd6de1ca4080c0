"""Ranges on the command line: `-k 1..11` is an unknown named after its option, and
`--where K=1..11` bounds a letter."""

from __future__ import annotations

import re
from collections.abc import Iterable

from convcalc.algebra.sets import Run
from convcalc.algebra.symbols import plain_text
from convcalc.annotations import Any
from convcalc.errors import Message, UsageError
from convcalc.layers.numbers import DIGITS, shown
from convcalc.record import NamedTuple

NUMBER = rf"(\d{{1,{DIGITS}}})"
RANGE = re.compile(rf"{NUMBER}\s*\.\.\s*{NUMBER}?")
WHERE = re.compile(rf"\s*([^\W\d]\w*)\s*=\s*{NUMBER}\s*(\.\.\s*{NUMBER}?)?\s*\Z")


class Ranges(NamedTuple):
    """A command line with letters for its ranges, and the domains of all letters bounded."""

    arguments: tuple[str, ...]
    given: dict[str, Any]
    domains: dict[str, Run]


def take_ranges(
    arguments: Iterable[str], given: dict[str, Any], domains: dict[str, Run], name: str = "size"
) -> Ranges:
    """Put a letter in place of every range; `name` is what the arguments are.

    Raises:
        UsageError: a range that ends before it begins.
    """
    words = []
    for word in arguments:
        if "." not in plain_text(word):
            words.append(word)
            continue
        spatial, at, channels = word.partition("@")
        spatial = _named(spatial, name, domains)
        words.append(spatial + at + _named(channels, "in", domains))
    options = {
        key: _named(value, key, domains) if isinstance(value, str) else value
        for key, value in given.items()
    }
    return Ranges(tuple(words), options, domains)


def _named(text: str, name: str, domains: dict[str, Run]) -> str:
    if "." not in plain_text(text):
        return text
    text = plain_text(text)
    several = len(RANGE.findall(text)) > 1

    def letter(match: re.Match[str]) -> str:
        own = name
        while several and (own == name or own in domains):
            number = sum(known.startswith(f"{name}_") for known in domains) + 1
            own = f"{name}_{number}"
        domains[own] = _run(match[1], match[2])
        return own

    return RANGE.sub(letter, text)


def _run(low: str, high: str | None) -> Run:
    if high is not None and int(high) < int(low):
        raise UsageError(Message("solve.empty_range", low=int(low), high=int(high)))
    return Run(int(low), None if high is None else int(high))


def refuse_ranges(arguments: Iterable[str]) -> None:
    """Refuse a range inside of a network, where no option gives it a name.

    Raises:
        UsageError: there is one.
    """
    for word in arguments:
        if RANGE.search(plain_text(word)):
            raise UsageError(
                Message("solve.range_in_network", value=shown(word)),
                Message("solve.give_range", example="--where N=1..9"),
            )


def read_where(pairs: Iterable[str]) -> dict[str, Run]:
    """The domains of `--where K=1..11,P=0..5`.

    Raises:
        UsageError: one is not of this form, or a letter stands twice.
    """
    domains: dict[str, Run] = {}
    for pair in pairs:
        for part in pair.split(","):
            match = WHERE.match(plain_text(part))
            if match is None:
                raise UsageError(
                    Message("solve.bad_where", value=shown(part)), Message("solve.where_hint")
                )
            if match[1] in domains:
                raise UsageError(Message("usage.given_twice", name=match[1]))
            domains[match[1]] = _run(match[2], match[2] if match[3] is None else match[4])
    return domains
