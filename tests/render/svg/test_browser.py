"""The boxes of texts as a browser draws them: `pytest -m live` on a machine that has Chromium."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from convcalc.inverse.networks import load
from convcalc.network.study import Study
from convcalc.render import Style
from convcalc.render.svg.windows import drawn
from convcalc.render.wording import Wording
from convcalc.report.draw.cone import cone_document
from convcalc.report.draw.heat import coverage_document
from tests.drawings import windows
from tests.render.pictures import written
from tests.report.draw.test_cone import NETWORKS
from tests.report.draw.test_scatter import CASES, picture

BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
SCRIPT = """
const found = [];
for (const svg of document.querySelectorAll('svg')) {
  const card = svg.getBoundingClientRect();
  const boxes = [...svg.querySelectorAll('text')].map(text => {
    const box = text.getBoundingClientRect(), size = parseFloat(getComputedStyle(text).fontSize);
    return {words: text.textContent, left: box.left - card.left, right: box.right - card.left,
            top: box.top - card.top + 0.15 * size, bottom: box.bottom - card.top - 0.2 * size};
  });
  boxes.forEach((a, place) => {
    if (a.left < 1 || a.right > card.width - 1 || a.top < 0 || a.bottom > card.height)
      found.push([svg.querySelector('title').textContent, a.words]);
    for (const b of boxes.slice(place + 1))
      if (a.left < b.right - 0.5 && b.left < a.right - 0.5 &&
          a.top < b.bottom - 0.5 && b.top < a.bottom - 0.5)
        found.push([svg.querySelector('title').textContent, a.words, b.words]);
  });
}
document.body.textContent = 'FOUND' + JSON.stringify(found) + 'END';
"""


def misplaced(pictures: list[str], folder: Path) -> list[list[str]]:
    """Texts that leave their card or meet others, as the browser lays them out."""
    page = folder / "pictures.html"
    body = "".join(f"<div>{picture}</div>" for picture in pictures)
    page.write_text(f"<meta charset=utf-8><body>{body}<script>{SCRIPT}</script>", encoding="utf-8")
    command = [str(BROWSER), "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom"]
    done = subprocess.run(
        [*command, "--virtual-time-budget=5000", page.as_uri()],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    found = re.search("FOUND(.*)END", done.stdout, re.DOTALL)
    assert found is not None
    texts: list[list[str]] = json.loads(html.unescape(found[1]))
    return texts


@pytest.mark.live
@pytest.mark.skipif(BROWSER is None, reason="no Chromium here")
def test_texts_have_room_in_a_browser(tmp_path: Path) -> None:
    pictures = []
    for seed in range(5000, 5060):
        lang = ("en", "ja")[seed % 2]
        style = Style("svg", lang, width=(600, 320, 400, 1200)[seed % 4])
        pictures.append(drawn([windows(seed)], Wording(lang), style))
    assert misplaced(pictures, tmp_path) == []


@pytest.mark.live
@pytest.mark.skipif(BROWSER is None, reason="no Chromium here")
@pytest.mark.parametrize(("lang", "width"), [("en", 600), ("ja", 600), ("en", 320), ("ja", 1000)])
def test_fields_and_transposed_convolutions_have_room(
    tmp_path: Path, lang: str, width: int
) -> None:
    documents = [
        picture(size, view, dims, **values)
        for size, dims, values in CASES
        for view in ("scatter", "zeros", "overlap")
    ]
    for text in NETWORKS:
        study = Study(load(text))
        documents += [cone_document(study), cone_document(study, (0,)), coverage_document(study)]
    pictures = [written(document, "svg", lang=lang, width=width) for document in documents]
    assert misplaced(pictures, tmp_path) == []
