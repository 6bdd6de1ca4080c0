"""Pictures as tests see them: written in every form, and what is the matter with them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from xml.etree import ElementTree

import pytest

from convcalc.render import Style, emit
from convcalc.render.measure import cells
from convcalc.render.svg.element import Box, Drawing
from convcalc.report.document import Document

MOST_BYTES = 60_000
FORBIDDEN = ("<script", "url(", "http:", "https:", "foreignObject", "<image", "href")


def written(document: Document, form: str, **style: object) -> str:
    """The text of a document in a format."""
    stream = io.StringIO()
    emit(document, Style(form, **style), stream)  # type: ignore[arg-type]
    return stream.getvalue()


@contextmanager
def boxes_of(patch: pytest.MonkeyPatch) -> Iterator[list[tuple[float, float, list[Box]]]]:
    """Width, height and texts of the drawings that are finished within."""
    found: list[tuple[float, float, list[Box]]] = []
    finish = Drawing.finish

    def noted(self: Drawing, height: float) -> str:
        found.append((self.width, height, self.boxes))
        return finish(self, height)

    with patch.context() as changed:
        changed.setattr(Drawing, "finish", noted)
        yield found


def misplaced(width: float, height: float, boxes: list[Box]) -> list[str]:
    """Texts that leave the card, or meet others, by the estimate of their widths."""
    found = [
        f"{box.words} leaves the card"
        for box in boxes
        if box.left < 0 or box.right > width or box.top < 0 or box.bottom > height
    ]
    ordered = sorted(boxes, key=lambda box: box.top)
    for number, one in enumerate(ordered):
        for other in ordered[number + 1 :]:
            if other.top >= one.bottom - 0.5:
                break
            if one.left < other.right - 0.3 and other.left < one.right - 0.3:
                found.append(f"{one.words} meets {other.words}")
    return found


def check_svg(document: Document, patch: pytest.MonkeyPatch) -> None:
    """It parses, says what it shows, has nothing forbidden, is small, the same again, and its texts
    have room; in both languages, at the usual width and on a phone."""
    for lang, width in (("en", 600), ("ja", 600), ("en", 320)):
        with boxes_of(patch) as found:
            text = written(document, "svg", lang=lang, width=width)
        (drawing,) = found
        assert misplaced(*drawing) == []
        assert written(document, "svg", lang=lang, width=width) == text
        assert len(text.encode()) < MOST_BYTES
        assert not [word for word in FORBIDDEN if word in text.replace("http://www.w3.org", "")]
        root = ElementTree.fromstring(text)
        names = [child.tag.rpartition("}")[2] for child in root][:2]
        assert names == ["title", "desc"]
        assert root.get("viewBox") == f"0 0 {width} {drawing[1]:.0f}"


def check_terminal(document: Document) -> None:
    """No line is wider than 80 columns, and ASCII is ASCII."""
    pages = {
        ascii: written(document, "table", width=80, ascii=ascii, colour=False).splitlines()
        for ascii in (False, True)
    }
    for page in pages.values():
        assert max(map(cells, page)) <= 80
    assert all(line.isascii() for line in pages[True])
    for line in written(document, "table", width=80, lang="ja", colour=False).splitlines():
        assert cells(line) <= 80
