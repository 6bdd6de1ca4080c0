"""Which rules are in force: by code, beginning of a code (CC1), name or group."""

from __future__ import annotations

from collections.abc import Iterable

from convcalc.layers.meant import unknown_word
from convcalc.layers.numbers import shown
from convcalc.rules.index import GROUPS, group_of, rules
from convcalc.rules.rule import Rule

ALL = "all"


def matching(word: str) -> list[Rule]:
    """The rules that a word names: `CC104`, `CC1`, `only-padding`, `sizes`, `all`.

    Raises:
        UsageError: none; the hint has the nearest code or name.
    """
    asked = word.strip()
    code = asked.upper()
    found = [
        rule
        for rule in rules().values()
        if asked in (ALL, rule.name, group_of(rule.code))
        or (code.startswith("CC") and rule.code.startswith(code))
    ]
    if not found:
        known = (*rules(), *[rule.name for rule in rules().values()], *GROUPS, ALL)
        nearest = code if code.startswith("CC") else asked
        fields = {"named": shown(asked), "codes": ", ".join(rules())}
        raise unknown_word(nearest, known, "rules.unknown", **fields)
    return found


def chosen(
    select: Iterable[str] | None = None, ignore: Iterable[str] = (), extend: Iterable[str] = ()
) -> list[Rule]:
    """The rules selected (without a selection those in force by themselves), those of `extend`
    besides, less those to ignore; in the order of their codes.

    Raises:
        UsageError: a word that names no rule.
    """
    if select is None:
        wanted = {rule.code for rule in rules().values() if rule.standard}
    else:
        wanted = {rule.code for word in select for rule in matching(word)}
    wanted |= {rule.code for word in extend for rule in matching(word)}
    wanted -= {rule.code for word in ignore for rule in matching(word)}
    return [rule for code, rule in rules().items() if code in wanted]
