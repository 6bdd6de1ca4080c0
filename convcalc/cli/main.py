"""The way in and out of the program: start, language of errors, exit codes."""

from __future__ import annotations

import gc
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

INTERRUPTED = 130
GARBAGE = 50_000
"""Objects made before garbage is searched: most of what an answer makes stays until it is told."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line; the exit code.

    0 done, 1 the answer is "no", 2 not readable (or a crash), 130 interrupted. A closed pipe is
    silent, and changes no verdict.
    """
    collecting = gc.isenabled()
    gc.disable()  # nothing becomes garbage while the program is loading
    if arguments is None:
        gc.set_threshold(GARBAGE)
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        _prepare_streams()
        return _run(words)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _forget(sys.stdout)
        return 0
    finally:
        if arguments is None:
            gc.freeze()  # the process ends here: spare it one last search for garbage
        elif collecting:
            gc.enable()


def _prepare_streams() -> None:
    """Streams that never fail for a character, nor because a shell has closed them."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, mode))  # noqa: SIM115 - as long as the process
        elif name != "stdin" and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _run(words: list[str]) -> int:
    try:
        if "_CONVCALC_COMPLETE" in os.environ:  # the shell asks what could be typed next
            from convcalc.cli.completion import complete

            return complete()
        from convcalc.cli.line import read

        line = read(words)
        gc.enable()
        code = line.answer()
        try:
            sys.stdout.flush()
        except BrokenPipeError:
            _forget(sys.stdout)
        return code
    except (KeyboardInterrupt, BrokenPipeError):
        raise
    except Exception as error:
        from convcalc.cli.failure import report

        if isinstance(error, OSError):
            _forget(sys.stdout)
        return report(error, words)


def _forget(stream: TextIO) -> None:
    from convcalc.cli.output import forget

    forget(stream)
