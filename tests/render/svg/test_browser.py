"""The boxes of texts as a browser draws them: `pytest -m live` on a machine that has Chromium."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from convcalc.render import Style
from convcalc.render.svg.windows import drawn
from convcalc.render.wording import Wording
from tests.drawings import windows

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


@pytest.mark.live
@pytest.mark.skipif(BROWSER is None, reason="no Chromium here")
def test_texts_have_room_in_a_browser(tmp_path: Path) -> None:
    pictures = []
    for seed in range(5000, 5060):
        lang = ("en", "ja")[seed % 2]
        style = Style("svg", lang, width=(600, 320, 400, 1200)[seed % 4])
        pictures.append(drawn([windows(seed)], Wording(lang), style))
    page = tmp_path / "pictures.html"
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
    assert json.loads(html.unescape(found[1])) == []
