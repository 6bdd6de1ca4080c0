"""`convcalc diff A [B]`: two networks, or one at two settings, layer by layer."""

from __future__ import annotations

import json
from typing import Any

from convcalc.cli.command import NO, Arguments, Call, Command
from convcalc.cli.networks import NETWORK, complain, opened
from convcalc.cli.one_layer import show
from convcalc.cli.options import Option
from convcalc.errors import Message, UsageError
from convcalc.layers.numbers import unknown_word
from convcalc.load.load import load
from convcalc.load.names import resolve
from convcalc.network.diff import COMPARED, NetworkRecord, record, worse
from convcalc.network.measures import Measures
from convcalc.report.audit import in_unit
from convcalc.report.diff import changed, diff_document, record_of_report

__all__ = ["command", "run"]

REPORT = b'"kind"'
HEAD = 200
"""Bytes of a file in which a report says what it is."""


def command() -> Command:
    """The command with its options."""
    return Command(
        "diff",
        run,
        Arguments("A [B]", 1, 2),
        (
            *NETWORK,
            Option("fail_if_worse", ("--fail-if-worse",), "TOTALS"),
            Option("exit_code", ("--exit-code",)),
            Option("all", ("--all",)),
        ),
        examples=(
            "convcalc diff resnet50 resnet50:version=1",
            "convcalc diff mobilenet_v1 --set width=0.75 --input 3x192x192",
            "convcalc diff mobilenet_v1 mobilenet_v1:width=0.5 --fail-if-worse params,macs",
        ),
        unsuited=("steps", "letters", "of"),
    )


def run(call: Call) -> int:
    """Compare; 1 if a total that must not got worse, or if they differ and that is asked."""
    quantities = _totals(call.given.get("fail_if_worse", ""))
    before, after = _records(call)
    show(call, diff_document(before, after, "all" in call.given))
    found = worse(before, after, quantities)
    for quantity in found:
        _say(call, quantity, before, after)
    differ = "exit_code" in call.given and changed(before, after)
    return NO if found or differ else 0


def _totals(text: str) -> list[str]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    for name in names:
        if name not in COMPARED:
            allowed = ", ".join(COMPARED)
            raise unknown_word(name, COMPARED, "diff.unknown_total", name=name, allowed=allowed)
    return names


def _records(call: Call) -> tuple[NetworkRecord, NetworkRecord]:
    first = call.arguments[0]
    if len(call.arguments) == 2:
        one, other = (_record(call, text) for text in call.arguments)
        return one, other
    if not any(name in call.given for name in ("set", "input", "dialect")):
        raise UsageError(Message("diff.one_network"))
    network = load(first)
    words = [*call.given.get("set", ()), call.given.get("input"), call.given.get("dialect")]
    settings = ", ".join(filter(None, words))
    changed_network = record(Measures(opened(call, first)))
    name = f"{changed_network.name} ({settings})"
    return record(Measures(network)), changed_network._replace(name=name)


def _record(call: Call, text: str) -> NetworkRecord:
    report = _report(text)
    if report is not None:
        return record_of_report(report, text)
    measured = record(Measures(opened(call, text)))
    return measured if resolve(text).kind in ("line", "stdin") else measured._replace(name=text)


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


def _say(call: Call, quantity: str, before: NetworkRecord, after: NetworkRecord) -> None:
    message = Message(
        "diff.line.worse",
        quantity=Message(f"quantity.{quantity}"),
        before=in_unit(quantity, before.totals.get(quantity)),
        after=in_unit(quantity, after.totals.get(quantity)),
    )
    complain(call, message)
