"""Annotations of GitHub Actions: one workflow command a line.

Source: GitHub, Workflow commands for GitHub Actions; escaping as in actions/toolkit, command.ts.
"""

from __future__ import annotations

from collections.abc import Iterator

from convcalc.render import Style
from convcalc.render.inspection import relative, said
from convcalc.render.wording import Wording
from convcalc.report.document import Document
from convcalc.report.faults import Inspection

LEVELS = {"error": "error", "warning": "warning", "note": "notice"}


def github_lines(document: Document, style: Style) -> Iterator[str]:
    """Each fault as an annotation, and a line that sums up."""
    assert isinstance(document, Inspection)
    wording = Wording(style.lang, style.ascii)
    for fault in document.faults:
        properties = {"title": f"{fault.code} {fault.network}"}
        if fault.filed is not None:
            place = fault.filed
            properties = {
                "file": relative(place.source), "line": str(place.line), "col": str(place.column),
                **properties,
            }  # fmt: skip
        told = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
        yield f"::{LEVELS[fault.severity]} {told}::{_data(said(fault, wording))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
