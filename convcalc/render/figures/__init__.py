"""Figures in characters: one file a kind, used by the terminal, Markdown and plain."""

from __future__ import annotations

from importlib import import_module

from convcalc.annotations import Any, TypeAlias
from convcalc.render.measure import wrap

TYPE_CHECKING = False
if TYPE_CHECKING:
    from convcalc.render.wording import Wording
    from convcalc.report.figures import Figure

    Line: TypeAlias = "list[tuple[str, str]]"

MOST_CELLS = 76
"""Cells of a line that a picture uses at most."""
FIGURES = ("Windows", "Scatter", "Heat", "Cone", "Bars", "Profile", "Curve")
"""Kinds of figures; each is written by `lines` of the module of its name in small letters."""


def is_figure(node: Any) -> bool:
    """Whether a node of a document is a figure."""
    return type(node).__name__ in FIGURES


def figure_lines(figure: Figure, wording: Wording, width: int, title: bool = True) -> list[Line]:
    """The lines of a figure, as parts of text and role (of `render.palette`, `title` or `dim`), at
    most `width` cells wide; without its title if that stands above already."""
    module = import_module(f"convcalc.render.figures.{type(figure).__name__.lower()}")
    page = wording if not wording.ascii else wording.ungrouped()
    width = min(width, MOST_CELLS)
    drawn: list[Line] = module.lines(figure, page, width)
    heading = wrap(page.say(figure.title), width) if title else []
    return [*([(line, "title")] for line in heading), *drawn]


def plain_figure(figure: Figure, wording: Wording, width: int, title: bool = True) -> list[str]:
    """The lines of a figure without roles."""
    drawn = figure_lines(figure, wording, width, title)
    return ["".join(text for text, _ in line).rstrip() for line in drawn]
