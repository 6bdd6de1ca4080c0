"""SARIF 2.1.0, which GitHub code scanning and editors read.

Source: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import quote

from convcalc import __version__
from convcalc.annotations import Any
from convcalc.errors import Message
from convcalc.render import Style
from convcalc.render.inspection import relative, said
from convcalc.render.inspection.gitlab import fingerprints
from convcalc.render.wording import Wording
from convcalc.report.document import Document
from convcalc.report.faults import Fault, Inspection
from convcalc.rules.rule import Rule
from convcalc.visible import in_json

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def sarif_lines(document: Document, style: Style) -> Iterator[str]:
    """The log, on one line."""
    assert isinstance(document, Inspection)
    wording = Wording(style.lang)
    codes = [rule.code for rule in document.rules]
    others = dict.fromkeys(fault.code for fault in document.faults if fault.code not in codes)
    driver = {
        "name": "convcalc",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [*[_rule(rule, wording) for rule in document.rules], *map(_other, others)],
    }
    numbers = {code: number for number, code in enumerate((*codes, *others))}
    keys = fingerprints(document.faults)
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": document.code < 2, "exitCode": document.code}],
        "results": [
            _result(fault, numbers[fault.code], key, wording)
            for fault, key in zip(document.faults, keys, strict=True)
        ],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    yield in_json(json.dumps(log, ensure_ascii=False))


def _rule(rule: Rule, wording: Wording) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": wording.say(Message(rule.words))},
        "fullDescription": {"text": wording.say(Message(f"{rule.words}.why"))},
        "help": {"text": wording.say(Message(f"{rule.words}.how"))},
        "defaultConfiguration": {"level": rule.severity},
    }


def _other(code: str) -> dict[str, Any]:
    """A fault that no rule found: a limit, or a network that cannot be read."""
    return {"id": code, "defaultConfiguration": {"level": "error"}}


def _result(fault: Fault, number: int, key: str, wording: Wording) -> dict[str, Any]:
    found: dict[str, Any] = {
        "ruleId": fault.code,
        "ruleIndex": number,
        "level": fault.severity,
        "message": {"text": said(fault, wording)},
        "partialFingerprints": {"convcalc/v1": key},
    }
    location: dict[str, Any] = {}
    if fault.filed is not None:
        place = fault.filed
        location["physicalLocation"] = {
            "artifactLocation": {"uri": quote(relative(place.source))},
            "region": {"startLine": place.line, "startColumn": place.column},
        }
    name = f"{fault.network}/{fault.layer}" if fault.layer else fault.network
    location["logicalLocations"] = [{"fullyQualifiedName": name}]
    found["locations"] = [location]
    return found
