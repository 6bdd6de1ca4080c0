"""The helper that makes SVG: what stands in the file, and what never does."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from convcalc.render.palette import PALETTE
from convcalc.render.svg.element import Drawing, hatch, number

SVG = "{http://www.w3.org/2000/svg}"


def drawn(theme: str = "auto", lang: str = "en", title: str = "t") -> str:
    drawing = Drawing(100, "p", title, "d", lang, theme)
    cells = drawing.group("input", stroke_width=1.4)
    drawing.add(cells, "rect", x=0.5, y=1 / 3, width=10, height=10)
    drawing.add(drawing.group("unread", "line"), "path", d=hatch(0, 0, 20, 10))
    drawing.text(50, 20, title, "soft", anchor="end", font_weight=600)
    return drawing.finish(40.25)


def test_the_light_theme_is_in_attributes_and_the_dark_one_in_a_media_block() -> None:
    text = drawn()
    root = ElementTree.fromstring(text)
    (style,) = root.iter(f"{SVG}style")
    assert style.text is not None
    assert style.text.startswith("@media screen and (prefers-color-scheme:dark){")
    group = root.find(f"{SVG}g")
    assert group is not None
    light, dark = PALETTE["input"]
    assert group.attrib == {
        "class": "input", "fill": light.fill, "stroke": light.edge, "stroke-width": "1.4"
    }  # fmt: skip
    assert f".input{{fill:{dark.fill};stroke:{dark.edge}}}" in style.text
    assert f".unread-line{{fill:none;stroke:{PALETTE['unread'][1].edge}}}" in style.text
    assert f".soft-text{{fill:{PALETTE['soft'][1].text}}}" in style.text
    assert text == drawn()


@pytest.mark.parametrize(("theme", "which"), [("light", 0), ("dark", 1)])
def test_one_theme_alone_has_no_style(theme: str, which: int) -> None:
    root = ElementTree.fromstring(drawn(theme))
    assert list(root.iter(f"{SVG}style")) == []
    assert root.find(f"{SVG}g").get("fill") == PALETTE["input"][which].fill  # type: ignore[union-attr]


def test_a_picture_in_a_page_has_classes_only() -> None:
    text = drawn("page")
    assert "#" not in text
    assert "font-family" not in text
    assert 'class="input"' in text


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_it_is_described(lang: str) -> None:
    root = ElementTree.fromstring(drawn(lang=lang))
    assert root.get("role") == "img"
    assert root.get("lang") == lang
    assert root.get("viewBox") == "0 0 100 40.25"
    assert root.get("aria-labelledby") == "p-t p-d"
    assert [(part.tag.removeprefix(SVG), part.get("id")) for part in root][:2] == [
        ("title", "p-t"),
        ("desc", "p-d"),
    ]


def test_names_from_outside() -> None:
    hostile = "<b>&\"'\x00\x1b[31m\x0b\ud800\ufffe層\u202e"
    root = ElementTree.fromstring(drawn(title=hostile))
    shown = "<b>&\"'[31m層\u202e"
    assert root.findtext(f"{SVG}title") == shown
    assert root.findtext(f"{SVG}text") == shown


def test_numbers() -> None:
    assert [number(value) for value in (3, 3.0, 1 / 3, -0.001, 2.5, 1e6)] == [
        "3", "3", "0.33", "0", "2.5", "1000000",
    ]  # fmt: skip


def test_the_estimate_of_text() -> None:
    drawing = Drawing(100, "p", "t", "d")
    after = drawing.text(10, 20, "ab層", size=10)
    (box,) = drawing.boxes
    assert box.right - box.left == pytest.approx(2 * 6.2 + 10)
    assert after == pytest.approx(10 + 22.4 * 1.08)
    drawing.text(100, 20, "ab", size=10, anchor="end")
    assert drawing.boxes[1].right == 100


def test_a_hatch_stays_in_its_rectangle() -> None:
    points = [
        tuple(float(part) for part in point.split())
        for line in hatch(10, 20, 17, 9, 5).split("M")[1:]
        for point in line.split("L")
    ]
    assert len(points) == 10
    assert all(10 <= x <= 27 and 20 <= y <= 29 for x, y in points)
    ends = zip(points[::2], points[1::2], strict=True)
    assert all(x + y == a + b for (x, y), (a, b) in ends)
