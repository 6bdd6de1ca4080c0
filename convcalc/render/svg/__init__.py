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
OF_NETWORKS = ("Bars", "Profile", "Curve")
"""Figures that share a card."""


def svg_lines(document: Document, style: Style) -> Iterator[str]:
    """The picture of a document: its figures, by the writer of the first one's kind."""
    figures = [node for node in document.nodes if is_figure(node)]
    kind = type(figures[0]).__name__
    wording = Wording(style.lang, style.ascii, style.letters)
    style = style._replace(width=style.width or WIDTH)
    if kind in OF_NETWORKS:
        from convcalc.render.svg.network import network_card

        yield network_card(document, wording, style)
        return
    picture: str = import_module(f"convcalc.render.svg.{kind.lower()}").drawn(
        figures, wording, style
    )
    yield picture
