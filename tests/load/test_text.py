"""Every message of this room has words in both languages, with the same fields."""

from __future__ import annotations

import re
import string
from pathlib import Path

import convcalc.load
from convcalc.text.en.load import TEXT as ENGLISH
from convcalc.text.ja.load import TEXT as JAPANESE

ROOM = Path(convcalc.load.__file__).parent
USED = re.compile(r'"((?:load|use)\.[a-z0-9_.]+)"')
FORMED = re.compile(r'f"(load\.[a-z0-9_.]+\.){')


def used() -> set[str]:
    texts = [file.read_text("utf-8") for file in ROOM.glob("*.py")]
    formed = tuple({start for text in texts for start in FORMED.findall(text)})
    spelt = {code for text in texts for code in USED.findall(text)}
    return spelt | {code for code in ENGLISH if code.startswith(formed)}


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def test_words_for_every_code():
    assert used() == set(ENGLISH)
    assert set(ENGLISH) == set(JAPANESE)


def test_the_same_fields():
    for code, template in ENGLISH.items():
        assert fields(template) == fields(JAPANESE[code]), code
