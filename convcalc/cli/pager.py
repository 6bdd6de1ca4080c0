"""A screen at a time: what is longer than a terminal goes through a pager, as git and gh do it."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

HEIGHT = 24
"""Lines of a screen where the terminal does not say."""
PROMPT = 1
"""Lines that the next prompt takes."""
VARIABLES = ("CONVCALC_PAGER", "PAGER")
DEFAULT = "less"
QUIETLY = {"LESS": "FRX", "LV": "-c"}
"""What pagers are told, unless the user tells them something: end if all fits, keep colours."""


def height() -> int:
    """Lines of an answer that fit the screen."""
    from shutil import get_terminal_size

    return get_terminal_size((80, HEIGHT)).lines - PROMPT


def wanted() -> list[str]:
    """The command of the pager; empty where there is to be none."""
    if os.environ.get("NO_PAGER") or os.environ.get("TERM") == "dumb":
        return []
    import shlex

    chosen = next((os.environ[name] for name in VARIABLES if name in os.environ), DEFAULT)
    try:
        words = shlex.split(chosen)
    except ValueError:
        return []
    return [] if words[:1] == ["cat"] else words


def page(text: str, lines: int, stream: TextIO | None = None) -> None:
    """Write to a terminal (standard output), through the pager if the text is longer than so many
    lines.

    Whoever ends the pager early has read enough; Ctrl-C is the pager's own business.
    """
    command = wanted() if text.count("\n") > lines else []
    out = sys.stdout if stream is None else stream
    if not (command and _through(command, text, out)):
        out.write(text)


def _through(command: list[str], text: str, stream: TextIO) -> bool:
    """Whether there is such a pager, which has then been given the text."""
    import signal
    import subprocess

    stream.flush()
    coding = stream.encoding or "utf-8"
    known = {"LESSCHARSET": "utf-8"} if coding.lower() == "utf-8" else {}
    environment = {**QUIETLY, **known, **os.environ}
    try:
        out = stream.fileno()
        pager = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=out, env=environment)
    except OSError:  # no such program, or what claims to be a terminal is none
        return False
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with suppress(BrokenPipeError):
            pager.communicate(text.encode(coding, "replace"))
    finally:
        signal.signal(signal.SIGINT, before)
    return True
