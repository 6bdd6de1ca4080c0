"""JUnit XML, which most CI servers show as test results: a suite a network, a case for reading it,
for each limit, for each finding, and for each rule that has none. Cases of one name are numbered.

Source: the schema of Jenkins' xUnit plugin, junit-10.xsd.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, tostring

from convcalc.render import Style
from convcalc.render.inspection import relative, said
from convcalc.render.wording import Wording
from convcalc.report.document import Document
from convcalc.report.faults import Fault, Inspected, Inspection, kept_line


def junit_lines(document: Document, style: Style) -> Iterator[str]:
    """The whole document."""
    assert isinstance(document, Inspection)
    root = Element("testsuites", {"name": "convcalc"})
    wording = Wording(style.lang)
    for network in document.networks:
        _suite(root, network, wording)
    for name in ("tests", "failures", "errors"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    text = _characters(tostring(root, encoding="unicode"))
    yield text.encode("ascii", "xmlcharrefreplace").decode() if style.ascii else text


def _suite(root: Element, network: Inspected, wording: Wording) -> None:
    suite = SubElement(root, "testsuite", {"name": network.network})
    read = network.measures is not None
    if read:
        _case(suite, network, "reads")
    for verdict in network.verdicts:
        if verdict.kept and verdict.limit.demanded:
            case = _case(suite, network, f"budget.{verdict.limit.quantity}")
            SubElement(case, "system-out").text = wording.say(kept_line(verdict))
    for fault in network.faults:
        _fault(suite, network, fault, wording, "failure" if read else "error")
    found = {fault.code for fault in network.faults}
    for rule in network.rules:
        if rule.code not in found:
            _case(suite, network, f"{rule.code} {rule.name}")
    _number(suite)
    suite.set("tests", str(len(suite)))
    for name, kind in (("failures", "failure"), ("errors", "error")):
        suite.set(name, str(len(suite.findall(f"testcase/{kind}"))))


def _case(suite: Element, network: Inspected, name: str) -> Element:
    return SubElement(suite, "testcase", {"classname": network.network, "name": name})


def _number(suite: Element) -> None:
    """Give the second and later cases of one name a number: servers take them for one."""
    taken: set[str] = set()
    met: Counter[str] = Counter()
    for case in suite:
        free = name = case.get("name", "")
        while free in taken:
            met[name] += 1
            free = f"{name} ({met[name] + 1})"
        taken.add(free)
        case.set("name", free)


def _fault(suite: Element, network: Inspected, fault: Fault, wording: Wording, kind: str) -> None:
    name = f"{fault.code} {fault.layer}" if fault.layer else fault.code
    case = _case(suite, network, name)
    text = said(fault, wording)
    if fault.place is not None:
        place = fault.place
        text = f"{relative(place.source)}:{place.line}:{place.column}: {text}"
    if fault.fails:
        told = SubElement(case, kind, {"type": fault.severity, "message": text})
    else:
        told = SubElement(case, "system-out")
    told.text = text


def _characters(text: str) -> str:
    """Without characters that XML does not have, whatever a layer is called."""
    return "".join(one if one in "\t\n\r" or one >= " " else "\ufffd" for one in text)
