"""What is not told: findings that a comment on their line, or the project, lets pass."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from fnmatch import fnmatchcase

from convcalc.errors import Message, UsageError
from convcalc.layers.numbers import shown
from convcalc.network.graph import Network, NetworkError, Place
from convcalc.rules.choice import matching
from convcalc.rules.index import rules
from convcalc.rules.rule import Finding, Rule

COMMENT = re.compile(
    r"#\s*(?P<tool>\w+)(?:\s*[:：]|[^\w#]+(?=ign\w*\s*(?:\[|CC\d|$)))(?P<said>[^#]*)", re.I
)
"""What may be meant for us; `said` stands behind the colon, which may be forgotten."""
WHOLE = re.compile(r"#\s*convcalc\s*:\s*ignore\s*(?:\[(?P<rules>[^\[\]]+)\])?\s*", re.I)
"""On the line of a layer: `# convcalc: ignore[CC104, CC301]`, or without brackets of all rules."""
HEADER = re.compile(r"\s*\d+\s*")
"""`# convcalc: 1` is the first key of a file, put away."""


def commented(findings: Iterable[Finding], network: Network) -> list[Finding]:
    """The findings without those that a comment lets pass, on the line of their layer, or on one
    that uses the network it stands in.

    Raises:
        NetworkError: a comment in a file of the network that cannot be read; it has the place.
    """
    passed: dict[tuple[str, int], list[Rule]] = {}
    for source, text in network.texts.items():
        for number, line in enumerate(text.split("\n") if "#" in text else (), 1):
            for found in _meant(line):
                place = Place(source, number, found.start() + 1)
                passed.setdefault((source, number), []).extend(_passed(found, place))
    return [
        one
        for one in findings
        if one.place is None
        or not any(one.rule in passed.get((at.source, at.line), ()) for at in one.place.chain)
    ]


def _meant(line: str) -> Iterator[re.Match[str]]:
    """The comments of a line that are meant for us; of a line that is put away as a whole only the
    first, for what stands behind that belongs to what was put away."""
    away = line.lstrip().startswith("#")
    for found in COMMENT.finditer(line):
        ours = get_close_matches(found["tool"].lower(), ("convcalc",), cutoff=0.8)
        if ours and not (away and not _alone(found)) and not HEADER.fullmatch(found["said"]):
            yield found


def _alone(found: re.Match[str]) -> bool:
    return not found.string[: found.start()].strip()


def _passed(found: re.Match[str], place: Place) -> list[Rule]:
    """The rules that a comment lets pass."""
    whole = WHOLE.fullmatch(found[0])
    try:
        if whole is None:
            raise UsageError(
                Message("rules.comment", comment=shown(found[0].strip())), _right(found)
            )
        if _alone(found):
            raise UsageError(Message("rules.comment_alone"), _right(found))
        if whole["rules"] is None:
            return list(rules().values())
        return [rule for word in whole["rules"].split(",") for rule in matching(word)]
    except UsageError as error:
        message = Message("load.at", reason=error.message, **place.fields())
        raise NetworkError(
            message, *error.hints, reason=error.message, place=place, exit_code=2,
            text=found.string, position=found.start(),
        ) from None  # fmt: skip


def _right(found: re.Match[str]) -> Message:
    """The spelling of what a comment means."""
    named = []
    for word in re.findall(r"[\w-]+", found["said"]):
        try:
            named += [word] if matching(word) else []
        except UsageError:
            continue
    if not named:
        return Message("rules.write_comments")
    return Message("rules.write_comment", comment=f"# convcalc: ignore[{', '.join(named)}]")


def allowed(path: str, chosen: Iterable[Rule], ignores: Mapping[str, Sequence[str]]) -> list[Rule]:
    """The rules without those that the project ignores for a path: its patterns are of a path, or
    of its end.

    Raises:
        UsageError: a pattern's list names no rule.
    """
    left = list(chosen)
    plain = path.replace("\\", "/")
    for pattern, words in ignores.items():
        if fnmatchcase(plain, pattern) or fnmatchcase(plain, f"*/{pattern}"):
            ignored = [rule for word in words for rule in matching(word)]
            left = [rule for rule in left if rule not in ignored]
    return left
