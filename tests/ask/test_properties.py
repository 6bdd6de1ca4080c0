"""Whatever is asked: an answer or a refusal that names what is wrong, never a crash."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from convcalc.ask.asked import Understood
from convcalc.ask.english import WORDS as ENGLISH
from convcalc.ask.japanese import WORDS as JAPANESE
from convcalc.ask.read import read
from convcalc.ask.scan import plain, scan
from convcalc.errors import ConvcalcError

DATA = Path(__file__).parents[1] / "data"
QUESTIONS = [
    json.loads(line)["question"]
    for lang in ("en", "ja")
    for line in (DATA / f"ask.{lang}.jsonl").read_text(encoding="utf-8").splitlines()
]
PHRASES = sorted(
    {
        phrase
        for words in (ENGLISH, JAPANESE)
        for kind, table in words.items()
        if kind != "unknown"
        for phrases in table.values()
        for phrase in phrases.split("; ")
        if phrase
    }
)
NUMBERS = [
    "3",
    "2",
    "11x11",
    "3×3",
    "(32, 64, 56, 56)",
    "1,280",
    "56x56@64",
    "7×7×512",
    "64枚",
    "2倍",
]
PIECES = st.lists(st.sampled_from(PHRASES + NUMBERS * 40), max_size=14)


def outcome(text: str) -> list[Understood] | ConvcalcError:
    """The command lines, or the refusal."""
    try:
        return read(text)
    except ConvcalcError as error:
        return error


@given(PIECES, st.sampled_from([" ", "", ", ", "の"]))
@settings(max_examples=300, deadline=None)
def test_known_words_in_any_order_never_crash(pieces: list[str], glue: str) -> None:
    found = outcome(glue.join(pieces))
    if isinstance(found, ConvcalcError):
        assert found.exit_code == 2
        assert found.code.startswith("ask.")
    else:
        assert all(asked.words for asked in found)


@given(st.text(max_size=80))
@settings(max_examples=200, deadline=None)
def test_any_text_never_crashes(text: str) -> None:
    found = outcome(text)
    assert not isinstance(found, ConvcalcError) or found.code.startswith("ask.")


@given(st.sampled_from(QUESTIONS), st.integers(0, 200))
@settings(max_examples=200, deadline=None)
def test_a_strange_word_is_named_wherever_it_stands(question: str, place: int) -> None:
    spaces = [0, *(n + 1 for n, c in enumerate(question) if c in " 、。"), len(question)]
    cut = spaces[place % len(spaces)]
    found = outcome(f"{question[:cut]} zzyzx {question[cut:]}")
    assert isinstance(found, ConvcalcError)
    if found.code == "ask.unread":
        named = [message.fields["word"] for message in found.message.fields["words"]]
        assert any("zzyzx" in word for word in named)
    else:
        assert found.code in ("ask.ambiguous", "ask.nothing")


@given(st.sampled_from(QUESTIONS))
@settings(max_examples=100, deadline=None)
def test_width_and_case_do_not_matter(question: str) -> None:
    wide = "".join(chr(ord(c) + 0xFEE0) if "0" <= c <= "9" else c for c in question)
    assert [asked.words for asked in read(wide)] == [asked.words for asked in read(question)]
    assert [a.words for a in read(question.upper())] == [a.words for a in read(question)]


def test_every_phrase_is_read_as_itself() -> None:
    """No phrase is hidden by another, save where a longer name begins with a number."""
    for phrase in PHRASES:
        tokens = scan(plain(phrase))
        assert tokens, phrase
        assert all(token.kind != "unknown" for token in tokens), phrase
