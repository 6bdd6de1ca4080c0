"""GitLab's code quality report: a JSON list of issues.

Source: GitLab, Code Quality, Report format.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256

from convcalc.render import Style
from convcalc.render.inspection import relative, said
from convcalc.render.wording import Wording
from convcalc.report.document import Document
from convcalc.report.faults import Fault, Inspection
from convcalc.visible import in_json

SEVERITIES = {"error": "critical", "warning": "major", "note": "info"}


def gitlab_lines(document: Document, style: Style) -> Iterator[str]:
    """The list, on one line."""
    assert isinstance(document, Inspection)
    wording = Wording(style.lang)
    issues = [
        {
            "description": said(fault, wording),
            "check_name": fault.code,
            "fingerprint": fingerprint,
            "severity": SEVERITIES[fault.severity],
            "location": {
                "path": relative(fault.filed.source) if fault.filed else fault.network,
                "lines": {"begin": fault.filed.line if fault.filed else 1},
            },
        }
        for fault, fingerprint in zip(document.faults, fingerprints(document.faults), strict=True)
    ]
    yield in_json(json.dumps(issues, ensure_ascii=False))


def fingerprints(faults: list[Fault]) -> list[str]:
    """A name for each fault that stays when lines move, and differs from all others."""
    seen: Counter[str] = Counter()
    found = []
    for fault in faults:
        path = relative(fault.filed.source) if fault.filed else fault.network
        what = f"{path}\0{fault.code}\0{fault.key or fault.layer}"
        found.append(sha256(f"{what}\0{seen[what]}".encode()).hexdigest())
        seen[what] += 1
    return found
