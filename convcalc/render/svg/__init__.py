"""Figures as SVG: one file a kind, over the elements of `render.svg.element`."""

from __future__ import annotations

from importlib import import_module

from convcalc.render.figures import is_figure
from convcalc.render.wording import Wording

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from convcalc.render import Style
    from convcalc.report.document import Document

WIDTH = 600


def svg_lines(document: Document, style: Style) -> Iterator[str]:
    """The picture of a document: its figures, by the writer of the first one's kind."""
    figures = [node for node in document.nodes if is_figure(node)]
    writer = import_module(f"convcalc.render.svg.{type(figures[0]).__name__.lower()}")
    wording = Wording(style.lang, style.ascii, style.letters)
    picture: str = writer.drawn(figures, wording, style._replace(width=style.width or WIDTH))
    yield picture
