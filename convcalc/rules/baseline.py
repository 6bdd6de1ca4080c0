"""A baseline: the findings that networks had when it was written, so that only new ones count.

A finding is the same if rule and numbers of the layer are: names and lines may move, and what it is
a share of may change. One about many layers is the same until there are more of them.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from convcalc.errors import Message, UsageError
from convcalc.rules.rule import Finding

KIND = "baseline"
OF_NETWORK = ("share", "cost", "field")
"""Numbers that change with layers elsewhere."""
Known = Mapping[str, Counter[str]]
"""For each network, how many layers have a finding, by what it is."""


def fingerprint(finding: Finding) -> str:
    """What a finding is, wherever it stands."""
    fields = finding.numbers
    if "count" in fields:
        return finding.rule.code
    told = [
        f"{name} {_plain(value)}"
        for name, value in fields.items()
        if not isinstance(value, str) and not name.endswith(OF_NETWORK)
    ]
    return ": ".join([finding.rule.code, *([", ".join(told)] if told else [])])


def _plain(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "x".join(map(_plain, value))
    return str(value)


def written(found: Iterable[tuple[str, Iterable[Finding]]]) -> str:
    """The baseline of networks and their findings, as a JSON text of one line a finding."""
    networks = {name: dict(sorted(_counted(findings).items())) for name, findings in found}
    data = {"convcalc": 1, "kind": KIND, "networks": networks}
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def _counted(findings: Iterable[Finding]) -> Counter[str]:
    counted: Counter[str] = Counter()
    for finding in findings:
        counted[fingerprint(finding)] += len(finding.layers)
    return counted


def read(text: str, path: str) -> Known:
    """The baseline of a file.

    Raises:
        UsageError: it is none.
    """
    try:
        data = json.loads(text)
        networks: Any = data["networks"] if data["kind"] == KIND else None
        known = {
            str(name): Counter({str(key): int(count) for key, count in found.items()})
            for name, found in networks.items()
        }
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise UsageError(
            Message("rules.no_baseline", path=path), Message("rules.write_one")
        ) from None
    return known


def new(findings: Iterable[Finding], known: Mapping[str, int]) -> list[Finding]:
    """The findings of a network that are not among those known of it, or there of fewer layers."""
    left = Counter(known)
    fresh = []
    for finding in findings:
        key = fingerprint(finding)
        left[key] -= len(finding.layers)
        if left[key] < 0:
            fresh.append(finding)
    return fresh
