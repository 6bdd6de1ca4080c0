"""How an answer is shown, and what is said beside it."""

from __future__ import annotations

import sys

from convcalc.annotations import Any
from convcalc.cli.command import Call
from convcalc.errors import Message
from convcalc.render import Style, emit
from convcalc.report.document import Document

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO


def show(call: Call, document: Document, **look: Any) -> int:
    """Write a document the way the settings ask for; `look`: more of its style."""
    settings = call.settings
    style = Style(
        format=settings.format,
        lang=settings.lang,
        ascii=settings.ascii,
        letters=settings.letters,
        header=settings.header,
        quiet=settings.quiet,
        **look,
    )
    if settings.receive is not None:
        settings.receive(document, style)
        return 0
    if settings.output_file is None:
        try:
            if on_screen(call):
                _on_screen(document, style, settings.pager)
            else:
                emit(document, style, sys.stdout)
        except BrokenPipeError:
            _forget(sys.stdout)
    else:
        from convcalc.cli.output import destination

        with destination(settings.output_file) as stream:
            emit(document, style, stream)
    if not settings.remarks:
        for note in document.alerts:
            complain(call, note.message)
    return 0


def on_screen(call: Call) -> bool:
    """Whether the answer is a page on a terminal."""
    settings = call.settings
    written = settings.format == "table" and not settings.quiet and settings.output_file is None
    return written and sys.stdout.isatty()


def _on_screen(document: Document, style: Style, pager: bool) -> None:
    """Write to the terminal, a screen at a time."""
    from convcalc.cli.output import Held
    from convcalc.cli.pager import height, page

    held, lines = Held(sys.stdout), height()
    emit(document, style._replace(height=lines), held)
    if pager:
        page(held.getvalue(), lines)
    else:
        sys.stdout.write(held.getvalue())


def complain(
    call: Call, message: Message, network: str | None = None, place: str | None = None
) -> None:
    """Say on standard error why the answer is "no"; `place` is the beginning of the line in the
    place of our name and that of the network."""
    if call.settings.receive is not None:
        return
    from convcalc.cli.lines import broken, columns
    from convcalc.render.wording import Wording

    wording = Wording(call.settings.lang, call.settings.ascii)
    sentence = wording.say(message)
    about = "" if network is None else f"{wording.text(network)}: "
    before = f"convcalc: {about}" if place is None else wording.text(place)
    line = broken(f"{before}{sentence}", columns(sys.stderr))
    # the answer first, wherever both streams end
    for stream, text in ((sys.stdout, ""), (sys.stderr, f"{line}\n")):
        try:
            stream.write(text)
            stream.flush()
        except BrokenPipeError:
            _forget(stream)


def _forget(stream: TextIO) -> None:
    from convcalc.cli.output import forget

    forget(stream)
