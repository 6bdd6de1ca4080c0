"""`convcalc batch [FILE]`: many layers, one JSON object a line in, one a line out."""

from __future__ import annotations

import io
import sys
from contextlib import ExitStack
from typing import Any, TextIO

from convcalc.cli.command import NO, Arguments, Call, Command
from convcalc.cli.options import layer_options
from convcalc.cli.output import cannot_read, destination
from convcalc.render.wording import Wording
from convcalc.report.batch import Batch, bounded_lines

CHUNK = 1 << 16


def command() -> Command:
    """The command with its options."""
    return Command(
        "batch",
        run,
        Arguments("[FILE]", 0, 1, ("files",)),
        layer_options((), "dialect"),
        examples=("convcalc batch cases.jsonl", "convcalc batch < cases.jsonl > answers.jsonl"),
        formats=("json",),
    )


def run(call: Call) -> int:
    """Answer line by line; 1 if a line has no answer."""
    settings = call.settings
    path = call.arguments[0] if call.arguments else "-"
    batch = Batch(
        Wording(settings.lang, grouping=False).say, call.given.get("dialect", settings.dialect)
    )
    with ExitStack() as stack:
        stream = stack.enter_context(destination(settings.output_file))
        source = sys.stdin.buffer if path == "-" else stack.enter_context(_open(path))
        write = stream.write
        for answer in batch.run(bounded_lines(_prompt(source, path, stream))):
            write(answer + "\n")
    return NO if batch.failed else 0


def _open(path: str) -> io.FileIO:
    try:
        return io.FileIO(path)
    except OSError as error:
        raise cannot_read(path, error) from None


def _prompt(source: Any, path: str, stream: TextIO) -> io.BufferedReader:
    """`source`, so that all answers so far are out before more input is waited for: whoever feeds
    a line and waits for its answer gets it."""
    return io.BufferedReader(_Prompt(getattr(source, "raw", source), path, stream), CHUNK)


class _Prompt(io.RawIOBase):
    def __init__(self, source: Any, path: str, stream: TextIO) -> None:
        self.source = source
        self.path = path
        self.stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        self.stream.flush()
        try:
            count: int | None = self.source.readinto(buffer)
        except OSError as error:
            raise cannot_read(self.path, error) from None
        return count
