"""Pictures of networks as SVG and in characters."""

from __future__ import annotations

import io
from itertools import combinations
from xml.etree import ElementTree

import pytest

from convcalc.inverse.networks import load
from convcalc.network.measures import Measures
from convcalc.render import Style, emit
from convcalc.render.figures import FIGURES, plain_figure
from convcalc.render.measure import cells
from convcalc.render.svg import network as writer
from convcalc.render.svg.card import Card
from convcalc.render.svg.element import meets
from convcalc.render.wording import Wording
from convcalc.report.document import Document
from convcalc.report.draw.network import network_drawing, rivals_drawing

NETS = ["resnet18", "mobilenet_v2", "densenet121", "unet", "hrnet_w18", "c3d", "tcn"]
LIMIT = 60_000


def drawing(name: str, view: str | None = None) -> Document:
    return network_drawing(Measures(load(name)), "stage", view)


def written(document: Document, **style: object) -> str:
    stream = io.StringIO()
    emit(document, Style(**style), stream)  # type: ignore[arg-type]
    return stream.getvalue()


@pytest.mark.parametrize("name", NETS)
@pytest.mark.parametrize("view", [None, "field", "memory"])
def test_an_svg_of_a_network(name: str, view: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    cards: list[Card] = []

    class Kept(Card):
        def finish(self) -> str:
            cards.append(self)
            return super().finish()

    monkeypatch.setattr(writer, "Card", Kept)
    document = drawing(name, view)
    for lang, width in (("en", 600), ("ja", 420)):
        text = written(document, format="svg", lang=lang, width=width)
        assert text == written(document, format="svg", lang=lang, width=width)
        assert len(text.encode()) < LIMIT
        root = ElementTree.fromstring(text)
        kinds = {element.tag.partition("}")[2] for element in root.iter()}
        assert kinds <= {"svg", "title", "desc", "style", "g", "rect", "path", "text", "circle"}
        assert not any(word in text for word in ("<script", "url(", "foreignObject"))
        assert root.findtext("{http://www.w3.org/2000/svg}desc")
        boxes = cards[-1].drawing.boxes
        assert len(boxes) > 5
        for one, other in combinations(boxes, 2):
            assert not meets(one, other), (one, other)
        for box in boxes:
            assert box.left >= 0, box
            assert box.right <= width, box
            assert box.top >= 0, box
            assert box.bottom <= float(root.get("height", "0")), box


def test_several_networks_on_one_card() -> None:
    networks = [(name, Measures(load(name))) for name in ("resnet18", "mobilenet_v2")]
    text = written(rivals_drawing(networks), format="svg")
    assert text.count("1.814 G") == 2  # the bar and the description


@pytest.mark.parametrize("name", NETS)
@pytest.mark.parametrize("lang", ["en", "ja"])
def test_characters_stay_on_the_page_and_ascii_is_as_wide(name: str, lang: str) -> None:
    for view in (None, "field", "memory"):
        for node in drawing(name, view).nodes:
            if type(node).__name__ in FIGURES:
                figure: object = node
                pages = [
                    plain_figure(figure, Wording(lang, ascii), 76)  # type: ignore[arg-type]
                    for ascii in (False, True)
                ]
                assert all(cells(line) <= 76 for page in pages for line in page)
                if lang == "en":
                    assert all(line.isascii() for line in pages[1])


def test_something_is_seen_of_what_is_not_zero() -> None:
    page = plain_figure(drawing("resnet18").nodes[0], Wording("en"), 76)  # type: ignore[arg-type]
    (head, *_) = [line for line in page if line.startswith("  head")]
    assert "▏" in head
    assert "< 0.1 %" in head
