"""What the HTML pages of `audit` and `diff` need of the command line."""

from __future__ import annotations

import os

from convcalc.cli.command import Call
from convcalc.errors import Message, UsageError

IDLE = ("top", "depth", "columns", "count", "details", "reconcile", "layer", "view")
"""Options that choose what a page of text shows."""


def is_page(call: Call) -> bool:
    """Whether an HTML page is asked for.

    Raises:
        UsageError: with an option that changes nothing on it.
    """
    if call.settings.format != "html" or call.settings.quiet:
        return False
    for name in IDLE:
        if name in call.given or (name == "layer" and call.settings.steps):
            option = f"--{name}" if name in call.given else "--steps"
            raise UsageError(Message("page.not_in_html", option=option))
    return True


def again(call: Call, command: str) -> str:
    """The command line that makes the page again."""
    import shlex

    from convcalc.cli.draw import LOOK
    from convcalc.cli.group import build

    drawn = ["draw"] if any(option.name in call.given for option in LOOK) else []
    words = ["convcalc", *drawn, command, *call.arguments]
    for option in (*build(command).options, *LOOK):
        if option.name in call.given:
            flag = next(flag for flag in option.flags if flag.startswith("--"))
            value = call.given[option.name]
            for one in value if option.many else (value,):
                words += [flag] if option.metavar is None else [flag, one]
    if call.settings.spoken:
        words += ["--lang", call.settings.lang]
    file = call.settings.output_file
    words += ["--format", "html"] if file is None else ["--output-file", os.path.basename(file)]
    return shlex.join(words)
