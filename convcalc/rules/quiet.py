"""What is not told: findings that a comment on their line, or the project, lets pass."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatchcase

from convcalc.errors import Message, UsageError
from convcalc.network.graph import NetworkError
from convcalc.rules.choice import matching
from convcalc.rules.rule import Finding, Rule

COMMENT = re.compile(r"#\s*convcalc:\s*ignore(?:\[(?P<rules>[^\]]*)\])?", re.IGNORECASE)
"""On the line of a layer: `# convcalc: ignore[CC104, CC301]`, or without brackets of all rules."""


def commented(findings: Iterable[Finding]) -> list[Finding]:
    """The findings without those that a comment on the line of their layer lets pass.

    Raises:
        NetworkError: a comment names no rule; it has the place.
    """
    files: dict[str, Sequence[str]] = {}
    return [finding for finding in findings if not _ignored(finding, files)]


def _ignored(finding: Finding, files: dict[str, Sequence[str]]) -> bool:
    place = finding.place
    if place is None or not place.line:
        return False
    if place.source not in files:
        files[place.source] = _lines(place.source)
    lines = files[place.source]
    found = COMMENT.search(lines[place.line - 1]) if place.line <= len(lines) else None
    if found is None:
        return False
    words = found["rules"]
    if words is None:
        return True
    try:
        return any(finding.rule in rules for rules in map(matching, words.split(",")))
    except UsageError as error:
        message = Message("load.at", reason=error.message, **place.fields())
        raise NetworkError(
            message, *error.hints, reason=error.message, place=place, exit_code=2
        ) from None


def _lines(path: str) -> Sequence[str]:
    """The lines of a file that was read; none of what is no text, or not there any more."""
    try:
        with open(path, encoding="utf-8") as file:
            return file.read().split("\n")
    except (OSError, ValueError):
        return ()


def allowed(path: str, rules: Iterable[Rule], ignores: Mapping[str, Sequence[str]]) -> list[Rule]:
    """The rules without those that the project ignores for a path: its patterns are of a path, or
    of its end.

    Raises:
        UsageError: a pattern's list names no rule.
    """
    left = list(rules)
    plain = path.replace("\\", "/")
    for pattern, words in ignores.items():
        if fnmatchcase(plain, pattern) or fnmatchcase(plain, f"*/{pattern}"):
            ignored = [rule for word in words for rule in matching(word)]
            left = [rule for rule in left if rule not in ignored]
    return left
