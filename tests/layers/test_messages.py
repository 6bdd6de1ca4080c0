"""Every error of the border has a sentence in both languages, made of fields that it has."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import convcalc
from convcalc.text.en.border import TEXT as ENGLISH
from convcalc.text.ja.border import TEXT as JAPANESE

ROOT = Path(convcalc.__file__).parent
FILES = [
    *(ROOT / "layers" / "dialects").glob("*.py"),
    *(
        ROOT / "layers" / f"{name}.py"
        for name in ("demands", "index", "make", "meant", "numbers", "order", "read", "values")
    ),
    ROOT / "report" / "batch.py",
]
MAKERS = {
    "Message": (0, ()),
    "refused": (2, ("name", "value")),
    "unknown_word": (2, ()),
    "refuse_pads": (1, ("value",)),
    **dict.fromkeys(("at_least", "divides", "equal", "one_or"), (2, ())),
}
"""What makes a message: the place of its code, and the fields it adds."""


def raised() -> Iterator[tuple[str, frozenset[str]]]:
    """Code and fields of every message that the border makes with a code written out."""
    for file in FILES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            place, added = MAKERS.get(name, (0, ()))
            if name not in MAKERS or len(node.args) <= place:
                continue
            code = node.args[place]
            if isinstance(code, ast.Constant) and isinstance(code.value, str):
                named = {keyword.arg for keyword in node.keywords if keyword.arg}
                yield code.value, frozenset(named | set(added))


def placeholders(template: str) -> set[str]:
    """The fields that a template names."""
    return {field for _, field, _, _ in Formatter().parse(template) if field}


def test_there_is_something_to_test() -> None:
    assert len({code for code, _ in raised()}) > 50


@pytest.mark.parametrize(("code", "fields"), sorted(set(raised())))
@pytest.mark.parametrize("text", [ENGLISH, JAPANESE], ids=["en", "ja"])
def test_sentences(code: str, fields: frozenset[str], text: dict[str, str]) -> None:
    assert placeholders(text[code]) <= fields
    assert not text[code].endswith((".", "。"))
    assert "\n" not in text[code]


def test_no_sentence_is_left_over() -> None:
    assert set(ENGLISH) == set(JAPANESE) == {code for code, _ in raised()}
