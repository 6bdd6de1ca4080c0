"""Windows as SVG: what stands in the file, that it can be read, and that its texts have room."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from convcalc.render import Style
from convcalc.render.measure import ems
from convcalc.render.svg.windows import drawn
from convcalc.render.wording import Wording
from tests.cli.conftest import run
from tests.drawings import windows

NAMESPACE = "{http://www.w3.org/2000/svg}"
KINDS = {"svg", "title", "desc", "style", "g", "rect", "path", "text", "circle", "use"}
FORBIDDEN = re.compile(r"url\(|@import|<script|javascript:|foreignObject|var\(|data:")
MOST_BYTES = 60_000
LEAST_SIZE = 8.4


class Text(NamedTuple):
    """A text and its box, by the estimate of 0.62 em a narrow character, bold a tenth more."""

    words: str
    left: float
    top: float
    right: float
    bottom: float


def picture(line: str, *more: str) -> Element:
    result = run("draw", *line.split(), "--format", "svg", *more)
    assert result.code == 0, result.err
    return ElementTree.fromstring(result.out)


def texts(element: Element, inherited: dict[str, str] | None = None) -> Iterator[Text]:
    """Every text of a picture."""
    style = {**(inherited or {}), **element.attrib}
    if element.tag == f"{NAMESPACE}text":
        size = float(style["font-size"])
        assert size >= LEAST_SIZE
        bold = 1.1 if int(style.get("font-weight", "400")) >= 600 else 1
        wide = ems(element.text or "") * size * bold
        x, y = float(style["x"]), float(style["y"])
        left = x - {"start": 0, "middle": wide / 2, "end": wide}[style.get("text-anchor", "start")]
        yield Text(element.text or "", left, y - 0.8 * size, left + wide, y + 0.25 * size)
    for child in element:
        yield from texts(child, style)


def crowded(root: Element) -> list[tuple[str, ...]]:
    """Texts that leave the card, or meet."""
    wide, high = (float(root.attrib[name]) for name in ("width", "height"))
    found: list[tuple[str, ...]] = []
    placed = sorted(texts(root), key=lambda one: one.top)
    for number, one in enumerate(placed):
        if one.left < 2 or one.right > wide - 2 or one.top < 0 or one.bottom > high:
            found.append((one.words,))
        for other in placed[number + 1 :]:
            if other.top >= one.bottom:
                break
            if other.left < one.right - 0.01 and one.left < other.right - 0.01:
                found.append((one.words, other.words))
    return found


def classes(root: Element, name: str) -> list[Element]:
    return [one for one in root.iter() if one.get("class") == name]


@pytest.mark.parametrize("seed", range(200, 260))
def test_any_layer_is_a_sound_file(seed: int) -> None:
    figure = windows(seed)
    lang = ("en", "ja")[seed % 2]
    style = Style("svg", lang, width=(600, 320, 400, 1200)[seed % 4])
    text = drawn([figure], Wording(lang), style)
    assert text == drawn([figure], Wording(lang), style)
    assert len(text.encode()) < MOST_BYTES
    assert not FORBIDDEN.search(text)
    root = ElementTree.fromstring(text)
    assert {one.tag.removeprefix(NAMESPACE) for one in root.iter()} <= KINDS
    assert (root.get("role"), root.get("lang")) == ("img", lang)
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"
    named = {one.get("id"): one.text for one in root if one.get("id")}
    assert all(named[name] for name in str(root.get("aria-labelledby")).split())
    assert crowded(root) == []


def test_a_sheet_shows_every_window() -> None:
    root = picture("conv 5 -k 3 -s 2 -p 1")
    assert len(list(root.iter(f"{NAMESPACE}circle"))) == 9
    written = [one.words for one in texts(root)]
    assert written.count("9") == 2  # its disc and its output cell
    assert {"window 1", "window 2", "window 3", "times read"} <= set(written)
    assert "o = ⌊(i + 2p − k) / s⌋ + 1 = ⌊(5 + 2·1 − 3) / 2⌋ + 1 = 3" in written
    zeros = 7 * 7 - 5 * 5 + 2  # each cell of the padding once, and two rows of the axis
    assert written.count("0") == zeros + 1  # the tick of pixel 0
    (about,) = root.iter(f"{NAMESPACE}desc")
    assert "Window 3 reads 3 to 5." in str(about.text)


def test_what_is_never_read_is_hatched_and_told() -> None:
    root = picture("conv 7 -k 2 -s 3")
    assert classes(root, "unread")
    assert classes(root, "unread-line")
    assert "2 left over at the end, never read" in {one.words for one in texts(root)}
    assert classes(picture("conv 7 -k 3 -s 2"), "unread") == []


def test_a_legend_tells_only_what_occurs() -> None:
    written = {one.words for one in texts(picture("conv 7 -k 3 -d 2"))}
    assert "gap of the dilation: skipped" in written
    assert written.isdisjoint({"padding: zeros", "never read"})
    written = {one.words for one in texts(picture("pool 5 -k 2 -s 2 --ceil"))}
    assert {"outside the input", "window 3 is clipped: 1 of 2 cells lies outside"} <= written


def test_a_panel_for_each_window() -> None:
    root = picture("conv 5 -k 3 -s 2 -p 1", "--windows")
    written = {one.words for one in texts(root)}
    assert {f"window {number}" for number in range(1, 10)} <= written
    used = {one.get("href") for one in root.iter(f"{NAMESPACE}use")}
    (name,) = (one.get("id") for one in root.iter(f"{NAMESPACE}g") if one.get("id"))
    assert used == {f"#{name}"}
    assert len(list(root.iter(f"{NAMESPACE}use"))) == 8
    written = {one.words for one in texts(picture("conv 8 -k 3", "--windows"))}
    assert "24 windows not drawn" in written
    assert {"window 6", "window 36"} <= written
    assert "window 7" not in written


def test_a_window_walks_along_both_axes() -> None:
    root = picture("conv 5 -k 3 -s 2 -p 1", "--animate")
    (style,) = root.iter(f"{NAMESPACE}style")
    css = str(style.text)
    frames = re.findall(r"translate\(([\d.]+)(?:px)?,([\d.]+)(?:px)?\)", css)
    assert ("136", "0") in frames  # two strides of two cells of 34 pixels
    assert ("0", "136") in frames
    assert ("68", "0") in frames
    assert re.findall(r"animation:\S+ (\d+)s ease-in-out infinite", css) == ["3", "9", "3", "9"]
    assert "prefers-reduced-motion:reduce" in css
    assert "@media print" in css
    still = picture("conv 5 -k 3 -s 2 -p 1", "--animate", "--theme", "light")
    assert "prefers-color-scheme" not in str(next(still.iter(f"{NAMESPACE}style")).text)


def test_a_long_walk_grows_with_the_sides_only() -> None:
    short, long = (
        len(run("draw", *line.split(), "--animate", "--format", "svg").out)
        for line in ("conv 5 -k 3 -s 2 -p 1", "conv 9 -k 3 -p 1")
    )
    assert long - short < 12_000
    css = str(next(picture("conv 12 -k 3", "--animate").iter(f"{NAMESPACE}style")).text)
    assert len(re.findall(r"translate\(0,", css)) == 2 * 3  # first row, last row, and back


def test_maps_that_are_too_large_are_drawn_along_the_axis() -> None:
    for view in ("--windows", "--animate"):
        written = {one.words for one in texts(picture("conv 100 -k 3", view))}
        assert any(words.startswith("maps of two axes") for words in written)
        assert "window 98" in written


def test_other_hues_and_other_themes() -> None:
    line = ["conv", "5", "-k", "3"]
    other = run("draw", *line, "--format", "svg", "--colours", "read=#FFCC00")
    assert "#FFCC00" in other.out
    dark = run("draw", *line, "--format", "svg", "--theme", "dark").out
    assert "prefers-color-scheme" not in dark
    assert "#10171E" in dark
