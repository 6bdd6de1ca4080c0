"""`convcalc schema`: the JSON Schema of network files, so that an editor completes them."""

from __future__ import annotations

import json

from convcalc.cli.command import Arguments, Call, Command
from convcalc.cli.output import destination
from convcalc.load.schema import schema


def command() -> Command:
    """The command; it has no options of its own."""
    return Command(
        "schema",
        run,
        Arguments("", 0, 0),
        examples=("convcalc schema",),
        formats=("json",),
    )


def run(call: Call) -> int:
    """Write the schema."""
    with destination(call.settings.output_file) as stream:
        stream.write(json.dumps(schema(), ensure_ascii=False, indent=2) + "\n")
    return 0
