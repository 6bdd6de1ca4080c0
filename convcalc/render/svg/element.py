"""SVG made of elements: written the same way every time, coloured for light and dark.

A class is painted on a group, by attributes (the light theme) and by rules in one media block (the
dark one): viewers without CSS show the light picture. No script, no address, no pattern, and no ids
but those of title and description, so that several pictures can stand in one page.
"""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from convcalc.record import NamedTuple
from convcalc.render.measure import NARROW, ems
from convcalc.render.palette import PALETTE, Palette

FAMILIES = {
    "en": "system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',Helvetica,Arial,"
    "'Noto Sans CJK JP',sans-serif",
    "ja": "'Hiragino Sans','Yu Gothic UI','Yu Gothic',Meiryo,'Noto Sans CJK JP','Noto Sans JP',"
    "sans-serif",
}
KINDS = {
    "area": ("fill", "edge"),
    "flat": ("fill", ""),
    "solid": ("edge", ""),
    "line": ("", "edge"),
    "mark": ("", "text"),
    "halo": ("", "fill"),
    "text": ("text", ""),
}
"""How a role is painted: the part of its paint that fills, and the one that draws the line."""
THEMES = ("auto", "light", "dark", "page")
"""`auto` follows the reader; `page` leaves all colours to the page that the picture stands in."""
MARGIN = 20
"""From the edge of a card to what is drawn on it; a page has margins of its own."""
APART = 4
"""Pixels between two texts that could be taken for one."""
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML document may have (XML 1.0, production 2)."""


class Box(NamedTuple):
    """Where a text stands, by the estimate of its width."""

    words: str
    left: float
    top: float
    right: float
    bottom: float


class Drawing:
    """One picture: elements are added to it, and its height is given at the end.

    Args:
        width: in pixels; name: stands before its ids; title, description: what it shows, in words
            of the language `lang`; theme: one of THEMES.
    """

    def __init__(
        self,
        width: float,
        name: str,
        title: str,
        description: str,
        lang: str = "en",
        theme: str = "auto",
        palette: Palette = PALETTE,
    ) -> None:
        self.width = width
        self.left = 1 if theme == "page" else MARGIN
        self.right = width - self.left
        self.theme = theme
        self.palette = palette
        self.classes: dict[str, tuple[str, str]] = {}
        self.boxes: list[Box] = []
        self.motion = ""
        self.root = Element("svg", xmlns="http://www.w3.org/2000/svg")
        _set(self.root, role="img", aria_labelledby=f"{name}-t {name}-d", lang=lang)
        if theme != "page":
            _set(self.root, font_family=FAMILIES[lang])
        for tag, words in (("title", title), ("desc", description)):
            SubElement(self.root, tag, id=f"{name}-{tag[0]}").text = FORBIDDEN.sub("", words)

    def group(self, role: str, kind: str = "area", **attributes: Any) -> Element:
        """A group painted as `role`, in the way that `kind` says (see KINDS)."""
        return self.add(self.root, "g", **self.painted(role, kind), **attributes)

    def painted(self, role: str, kind: str) -> dict[str, Any]:
        """The attributes that paint an element."""
        name = role if kind == "area" else f"{role}-{kind}"
        self.classes[name] = role, kind
        if self.theme == "page":
            return {"class": name}
        return {"class": name, **paints(self.palette, role, kind, self.theme == "dark")}

    def add(self, parent: Element, tag: str, **attributes: Any) -> Element:
        """An element; `_` in a name stands for `-`, numbers have at most two decimals."""
        return _set(SubElement(parent, tag), **attributes)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        role: str = "ground",
        size: float = 11,
        anchor: str = "start",
        **attributes: Any,
    ) -> float:
        """Write `words` on the base line `y`; where the next text may start, by estimate."""
        words = FORBIDDEN.sub("", words)
        if anchor != "start":
            attributes["text_anchor"] = anchor
        painted = self.painted(role, "text")
        element = self.add(self.root, "text", x=x, y=y, **painted, font_size=size, **attributes)
        element.text = words
        box = _box(x, y, words, size, anchor)
        self.boxes.append(box)
        return box.left + (box.right - box.left) * 1.08

    def clear(
        self, x: float, y: float, words: str, size: float = 11, anchor: str = "start"
    ) -> bool:
        """Whether a text there would be inside and well apart from those written so far."""
        box = _box(x, y, words, size, anchor)
        inside = box.left >= 0 and box.right <= self.width
        wider = box._replace(left=box.left - APART, right=box.right + APART)
        return inside and not any(meets(wider, other) for other in self.boxes)

    def finish(self, height: float) -> str:
        """The file: one line, the same for the same elements; a group without any is left out."""
        for group in [one for one in self.root if one.tag == "g" and not len(one)]:
            self.root.remove(group)
        if self.theme != "page":
            _set(self.root, width=self.width, height=height)
        _set(self.root, viewBox=f"0 0 {number(self.width)} {number(height)}")
        css = self.motion
        if self.theme == "auto":
            dark = rules(self.palette, self.classes, dark=True)
            css = f"@media screen and (prefers-color-scheme:dark){{{dark}}}{css}"
        if css:
            style = Element("style")
            style.text = css
            self.root.insert(2, style)
        return tostring(self.root, encoding="unicode")


def _box(x: float, y: float, words: str, size: float, anchor: str) -> Box:
    wide = ems(words) * size
    left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
    return Box(words, left, y - 0.8 * size, left + wide, y + 0.25 * size)


def meets(one: Box, other: Box) -> bool:
    """Whether two texts overlap."""
    across = one.left < other.right and other.left < one.right
    return across and one.top < other.bottom and other.top < one.bottom


def paints(palette: Palette, role: str, kind: str, dark: bool) -> dict[str, str]:
    """The colours of a class: `fill`, and `stroke` where it has a line."""
    paint = palette[role][dark]
    fill, stroke = KINDS[kind]
    found = {"fill": getattr(paint, fill) if fill else "none"}
    return {**found, "stroke": getattr(paint, stroke)} if stroke else found


def rules(palette: Palette, classes: dict[str, tuple[str, str]], dark: bool) -> str:
    """The colours of classes as rules of a style sheet."""
    return "".join(
        f".{name}{{{';'.join(f'{key}:{value}' for key, value in found.items())}}}"
        for name, (role, kind) in sorted(classes.items())
        for found in (paints(palette, role, kind, dark),)
    )


def number(value: float) -> str:
    """A coordinate with at most two decimals."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def fitted(words: str, size: float, room: float) -> str:
    """A name, cut with an ellipsis where it is wider than `room` by estimate."""
    if ems(words) * size <= room:
        return words
    while words and (ems(words) + NARROW) * size > room:
        words = words[:-1]
    return words + "…"


def hatch(x: float, y: float, width: float, height: float, step: float = 6) -> str:
    """The path of diagonal lines in a rectangle, one each `step` along its edges."""
    lines = []
    at = step
    while at < width + height:
        left, right = max(0.0, at - height), min(at, width)
        ends = [(x + left, y + at - left), (x + right, y + at - right)]
        lines.append("M" + "L".join(f"{number(a)} {number(b)}" for a, b in ends))
        at += step
    return "".join(lines)


def _set(element: Element, **attributes: Any) -> Element:
    for name, value in attributes.items():
        text = number(value) if isinstance(value, int | float) else value
        element.set(name.replace("_", "-"), text)
    return element
