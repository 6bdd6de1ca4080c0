"""`convcalc convert IN OUT`: a network written as YAML, TOML, JSON or in one line."""

from __future__ import annotations

from convcalc.cli.command import Arguments, Call, Command
from convcalc.cli.networks import NETWORK, dims_of, settings_of
from convcalc.cli.output import destination
from convcalc.cli.show import complain
from convcalc.errors import Message
from convcalc.inverse.networks import convert
from convcalc.render.wording import Wording

WORDS = {
    "yaml": "-.yaml",
    "yml": "-.yml",
    "toml": "-.toml",
    "json": "-.json",
    "line": "line",
    "-": "line",
}
"""What may stand for OUT if the result is to go to standard output."""


def command() -> Command:
    """The command with its options."""
    return Command(
        "convert",
        run,
        Arguments("IN OUT", 2, 2, ("networks", "outputs")),
        NETWORK,
        examples=(
            "convcalc convert resnet50 yaml",
            "convcalc convert mobilenet_v1:width=0.5 toml",
            "convcalc convert lenet5_modern line",
        ),
        formats=("plain",),
    )


def run(call: Call) -> int:
    """Write the network; a file is replaced only after all went well."""
    source, target = call.arguments
    given = call.given
    left: list[Message] = []
    text = convert(
        source,
        WORDS.get(target, target),
        settings_of(given.get("set", ())),
        given.get("input"),
        given.get("dialect"),
        dims_of(call),
        left=left,
        say=Wording(call.settings.lang, call.settings.ascii).say,
    )
    path = call.settings.output_file if target in WORDS else target
    with destination(path) as stream:
        stream.write(text)
    for message in left:
        complain(call, message, source)
    return 0
