"""The figures of networks on one card, each with its heading and what it means."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from convcalc.annotations import Any
from convcalc.render import Style
from convcalc.render.figures.amounts import amount, caption, described
from convcalc.render.svg.bars import draw_bars
from convcalc.render.svg.card import BETWEEN, MARGIN, Card
from convcalc.render.svg.curve import draw_curve
from convcalc.render.svg.element import Drawing
from convcalc.render.svg.profile import draw_profile
from convcalc.render.wording import Wording
from convcalc.report.document import Document
from convcalc.report.figures import Bars, Curve, Profile

Draw = Callable[[Drawing, Any, Wording, float], float]
WRITERS: Mapping[type, Draw] = {Bars: draw_bars, Profile: draw_profile, Curve: draw_curve}
"""Draws a figure below a line, and says where it ends."""


def network_card(document: Document, wording: Wording, style: Style) -> str:
    """The picture of a document whose figures are those of networks."""
    figures = [node for node in document.nodes if isinstance(node, Bars | Profile | Curve)]
    about = " ".join([described(figure, wording) for figure in figures])
    card = Card("network", wording.say(document.title), about, wording, style)
    card.y -= 3
    for figure in figures:
        if isinstance(figure, Bars) and any(column.whole for column in figure.columns):
            card.lines(_totals(figure, wording), 12.5, "soft")
    for figure in figures:
        card.y += BETWEEN
        card.write(MARGIN, card.y, wording.say(figure.title), "ground", 12, font_weight=600)
        card.y = WRITERS[type(figure)](card.drawing, figure, wording, card.y + 22)
        told = caption(figure, wording)
        if told:
            card.y += 14
            card.lines(told, 11, "soft")
            card.y -= 15
    card.y += 18
    return card.finish()


def _totals(bars: Bars, wording: Wording) -> str:
    """What the rows add up to."""
    return " · ".join(
        f"{wording.say(column.label)} {amount(column.whole, column.bytes, wording)}"
        for column in bars.columns
        if column.whole
    )
