"""Documents become text here: one file a format, each over the same closed set of nodes."""

from __future__ import annotations

from convcalc.annotations import TypeAlias
from convcalc.record import NamedTuple
from convcalc.report.document import Document

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TextIO

FORMATS = ("table", "plain", "json", "csv", "markdown", "latex")
"""What every answer can be written as."""
PICTURES = ("table", "svg", "json", "markdown")
"""What a figure can be written as: `table` is the picture in characters."""
INSPECTIONS = ("github", "gitlab", "sarif", "junit", "jsonl")
"""What continuous integration reads of an audit."""
PAGES = (*FORMATS, "html")
"""What the answers about networks can be written as."""
ALL_FORMATS = (*PAGES, "svg", *INSPECTIONS)


class Style(NamedTuple):
    """How a document is written.

    format: one of ALL_FORMATS, None for `table` on a terminal and `plain` elsewhere;
    width: cells of a line, None for the terminal's own; of a picture in SVG, pixels; height: lines
    of a screen, None where there is none; colour: None to let the terminal, NO_COLOR and
    FORCE_COLOR decide; theme, colours: of SVG, see `render.svg`.
    """

    format: str | None = None
    lang: str = "en"
    ascii: bool = False
    letters: str = "dv"
    header: bool = True
    quiet: bool = False
    width: int | None = None
    height: int | None = None
    colour: bool | None = None
    theme: str = "auto"
    colours: str | None = None


def emit(document: Document, style: Style, stream: TextIO) -> None:
    """Write `document` to `stream`; `-q` (style.quiet) prints the bare answer and nothing else."""
    if not style.ascii and not _speaks_mathematics(stream):
        style = style._replace(ascii=True)
    if style.quiet:
        stream.write(_quiet(document, style) + "\n")
        return
    name = style.format or ("table" if stream.isatty() else "plain")
    if name == "table":
        from convcalc.render.terminal import print_document

        print_document(document, style, stream)
        return
    for line in _lines(name)(document, style):
        stream.write(line + "\n")


def _quiet(document: Document, style: Style) -> str:
    """The bare answer; as JSON, or a formula as LaTeX, where that is the format."""
    if style.format == "json":
        from convcalc.render.json import value_line

        return value_line(document.answer, style.lang)
    if style.format == "latex":
        from convcalc.render.latex import formula

        written = formula(document.answer, style)
        if written is not None:
            return written
    from convcalc.render.bare import quiet

    return quiet(document.answer, style.ascii, style.letters)


def _speaks_mathematics(stream: TextIO) -> bool:
    """Whether the stream can encode ⌊ and ×; a stream without encoding holds any text."""
    try:
        "⌊×≥−".encode(getattr(stream, "encoding", None) or "utf-8")
    except (LookupError, UnicodeEncodeError):
        return False
    return True


Writer: TypeAlias = "Callable[[Document, Style], Iterator[str]]"


def _lines(name: str) -> Writer:
    """The writer of a format, its file loaded only now."""
    if name == "plain":
        from convcalc.render.plain import plain_lines

        return plain_lines
    if name == "json":
        from convcalc.render.json import document_line

        return lambda document, style: iter((document_line(document, style.lang),))
    if name == "csv":
        from convcalc.render.csv import csv_lines

        return csv_lines
    if name == "markdown":
        from convcalc.render.markdown import markdown_lines

        return markdown_lines
    if name == "svg":
        from convcalc.render.svg import svg_lines

        return svg_lines
    if name == "html":
        from convcalc.render.html import html_lines

        return html_lines
    if name == "latex":
        from convcalc.render.latex import latex_lines

        return latex_lines
    if name in INSPECTIONS:
        from importlib import import_module

        writer: Writer = getattr(
            import_module(f"convcalc.render.inspection.{name}"), f"{name}_lines"
        )
        return writer
    raise ValueError(name)
