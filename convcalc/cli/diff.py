"""`convcalc diff A [B]`: two networks, or one at two settings, layer by layer."""

from __future__ import annotations

import json
from typing import Any

from convcalc.algebra.expr import Size
from convcalc.algebra.normal import equal
from convcalc.cli.command import NO, Arguments, Call, Command
from convcalc.cli.networks import NETWORK, batch_size, dims_of, opened, whole_number
from convcalc.cli.options import Option
from convcalc.cli.page import again, is_page
from convcalc.cli.show import complain, show
from convcalc.errors import Message, UsageError
from convcalc.inverse.networks import load
from convcalc.layers.meant import unknown_word
from convcalc.load.names import resolve
from convcalc.network.diff import GUARDED, NetworkRecord, guarded, record, worse
from convcalc.network.measures import LIMITED, Measures
from convcalc.render import PAGES
from convcalc.report.diff import changed, diff_document, record_of_report
from convcalc.report.values import in_unit

ALIASES = {"rf": "receptive_field"}
REPORT = b'"kind"'
HEAD = 200
"""Bytes of a file in which a report says what it is."""


def command() -> Command:
    """The command with its options."""
    return Command(
        "diff",
        run,
        Arguments("A [B]", 1, 2, ("networks",)),
        (
            *NETWORK,
            Option("batch_size", ("--batch-size",), "N"),
            Option("fail_if_worse", ("--fail-if-worse",), "TOTALS"),
            Option("exit_code", ("--exit-code",)),
            Option("all", ("--all",)),
            Option("depth", ("--depth",), "N", words="depth_shown"),
        ),
        examples=(
            "convcalc diff resnet50 resnet50:version=1",
            "convcalc diff resnet18 resnet34",
            "convcalc diff mobilenet_v1 --set width=0.75 --input 3x192x192",
            "convcalc diff mobilenet_v1 mobilenet_v1:width=0.5 --fail-if-worse params,macs",
        ),
        honours=("quiet", "of"),
        formats=PAGES,
    )


def run(call: Call) -> int:
    """Compare; 1 if a total that must not got worse, or may have, or if they differ and that is
    asked."""
    text = call.given.get("fail_if_worse")
    quantities = [] if text is None else _totals(text)
    before, after = _records(call)
    brief = call.settings.format == "markdown" and "all" not in call.given
    depth = whole_number("depth", call.given["depth"]) if "depth" in call.given else None
    of = call.settings.of
    document = diff_document(before, after, "all" in call.given, brief, depth, of)
    if is_page(call):
        from convcalc.report.draw.page import diff_page

        document = diff_page(document, before, after, again(call, "diff"))
    show(call, document)
    found = worse(before, after, quantities)
    for quantity, decided in found.items():
        code = "diff.line.worse" if decided else "diff.line.open"
        complain(call, _line(code, quantity, before, after))
    differ = "exit_code" in call.given and changed(before, after)
    return NO if found or differ else 0


def _totals(text: str) -> list[str]:
    """The totals that must not get worse.

    Raises:
        UsageError: none is named, or one that does not exist.
    """
    names = [name.strip() for name in text.split(",") if name.strip()]
    allowed = ", ".join(GUARDED)
    if not names:
        raise UsageError(Message("diff.no_total", allowed=allowed))
    names = [ALIASES.get(name, name) for name in names]
    for name in names:
        if name not in GUARDED:
            raise unknown_word(name, GUARDED, "diff.unknown_total", name=name, allowed=allowed)
    return names


def _records(call: Call) -> tuple[NetworkRecord, NetworkRecord]:
    first = call.arguments[0]
    if len(call.arguments) == 2:
        earlier = [_earlier(text) for text in call.arguments]
        batch = _batch(call, earlier)
        one, other = (
            found or _record(call, text, batch)
            for text, found in zip(call.arguments, earlier, strict=True)
        )
        return one, other
    if not any(name in call.given for name in ("set", "input", "dialect")):
        raise UsageError(Message("diff.one_network"))
    network = load(first, dims=dims_of(call))
    words = [*call.given.get("set", ()), call.given.get("input"), call.given.get("dialect")]
    settings = ", ".join(filter(None, words))
    batch = batch_size(call)
    changed_network = record(Measures(opened(call, first), batch))
    name = f"{changed_network.name} ({settings})"
    return record(Measures(network, batch)), changed_network._replace(name=name)


def _batch(call: Call, reports: list[NetworkRecord | None]) -> Size:
    """The samples that both sides are compared for: those of a report, if there is one.

    Raises:
        UsageError: a report has others than the option or than the other report.
    """
    asked = [batch_size(call)] if "batch_size" in call.given else []
    told = [report.batch for report in reports if report is not None and report.batch is not None]
    agreed: Size = next(iter((*asked, *told)), 1)
    for text, report in zip(call.arguments, reports, strict=True):
        batch = None if report is None else report.batch
        if batch is not None and not equal(batch, agreed):
            raise UsageError(Message("diff.batch_sizes", file=text, batch=batch, other=agreed))
    return agreed


def _record(call: Call, text: str, batch: Size) -> NetworkRecord:
    measured = record(Measures(opened(call, text), batch))
    return measured if resolve(text).kind in ("line", "stdin") else measured._replace(name=text)


def _earlier(text: str) -> NetworkRecord | None:
    """What a report says, if the argument names one."""
    report = _report(text)
    return None if report is None else record_of_report(report, text)


def _report(text: str) -> dict[str, Any] | None:
    """The report of an earlier audit, if the argument is a file that begins like one."""
    reference = resolve(text)
    if reference.kind != "file" or not reference.text.endswith(".json"):
        return None
    try:
        with open(reference.text, "rb") as file:
            if REPORT not in file.read(HEAD):
                return None
            file.seek(0)
            data = json.load(file)
    except OSError:
        return None
    except (ValueError, RecursionError):
        raise UsageError(Message("diff.not_a_report", file=text)) from None
    if not isinstance(data, dict) or data.get("kind") != "audit":
        raise UsageError(Message("diff.not_a_report", file=text))
    return data


def _line(code: str, quantity: str, before: NetworkRecord, after: NetworkRecord) -> Message:
    return Message(
        code,
        quantity=Message(f"quantity.{quantity}"),
        before=in_unit(LIMITED[quantity], guarded(before, quantity)),
        after=in_unit(LIMITED[quantity], guarded(after, quantity)),
    )
