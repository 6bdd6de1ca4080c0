"""What is wrong with networks, in the formats that continuous integration reads; one file each."""

from __future__ import annotations

import os

from convcalc.errors import Message
from convcalc.render.wording import Wording
from convcalc.report.faults import Fault


def said(fault: Fault, wording: Wording) -> str:
    """What is wrong, and the cure that was tried."""
    message = fault.message
    if fault.cure is not None:
        message = Message("rules.cured", message=message, cure=fault.cure)
    return wording.say(message)


def relative(path: str) -> str:
    """A path below the current folder as it is from there, with slashes."""
    if os.path.isabs(path):
        inside = os.path.relpath(path)
        path = path if inside.startswith("..") else inside
    return path.replace(os.sep, "/").removeprefix("./")
