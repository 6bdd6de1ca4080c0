"""Whatever is asked: an answer or a refusal that names what is wrong, never a crash."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convcalc.ask.endings import endings
from convcalc.ask.lexicon import LANGUAGES, lexicon, phrases
from convcalc.ask.read import Understood, read
from convcalc.ask.segment import segment
from convcalc.ask.text import read_text
from convcalc.errors import ConvcalcError

DATA = Path(__file__).parents[1] / "data"
QUESTIONS = [
    json.loads(line)["question"]
    for lang in ("en", "ja")
    for line in (DATA / f"ask.{lang}.jsonl").read_text(encoding="utf-8").splitlines()
]
PLAIN = re.compile(r"[^()|?{}$_\\]+")
PHRASES = sorted(
    {
        pattern
        for lang in LANGUAGES
        for meaning, pattern in phrases(lang)
        if PLAIN.fullmatch(pattern) and meaning.kind != "unknown"
    }
)
NUMBERS = [
    "3", "2", "11x11", "3×3", "(32, 64, 56, 56)", "1,280", "56x56@64", "7×7×512", "64枚", "2倍",
    "784-128-10", "-1", "1/8", "5%",
]  # fmt: skip
PIECES = st.lists(st.sampled_from(PHRASES + NUMBERS * 40), max_size=14)


def outcome(text: str) -> Understood | ConvcalcError:
    """What was read, or the refusal."""
    try:
        return read(text)
    except ConvcalcError as error:
        return error


def commands(text: str) -> list[tuple[str, ...]]:
    return [line.words for part in read(text).parts for line in part.reply.lines]


@given(PIECES, st.sampled_from([" ", "", ", ", "の"]))
@settings(max_examples=150, deadline=None)
def test_known_words_in_any_order_never_crash(pieces: list[str], glue: str) -> None:
    found = outcome(glue.join(pieces))
    if isinstance(found, ConvcalcError):
        assert found.exit_code == 2
        assert found.code.startswith(("ask.", "parameter."))
    else:
        assert all(part.reply.lines for part in found.parts)


@given(st.text(max_size=80))
@settings(max_examples=150, deadline=None)
def test_any_text_never_crashes(text: str) -> None:
    found = outcome(text)
    assert not isinstance(found, ConvcalcError) or found.code.startswith("ask.")


@given(st.sampled_from(QUESTIONS), st.integers(0, 200))
@settings(max_examples=150, deadline=None)
def test_a_strange_word_is_named_wherever_it_stands(question: str, place: int) -> None:
    spaces = [0, *(n + 1 for n, c in enumerate(question) if c in " 、。"), len(question)]
    cut = spaces[place % len(spaces)]
    found = outcome(f"{question[:cut]} zzyzx {question[cut:]}")
    assert isinstance(found, ConvcalcError)
    assert found.code == "ask.unread"
    named = [message.fields["word"] for message in found.message.fields["words"]]
    assert any("zzyzx" in word for word in named)


@given(st.sampled_from(QUESTIONS))
@settings(max_examples=60, deadline=None)
def test_width_and_case_do_not_matter(question: str) -> None:
    wide = "".join(chr(ord(c) + 0xFEE0) if "0" <= c <= "9" else c for c in question)
    assert commands(wide) == commands(question)
    assert commands(question.upper()) == commands(question)


def test_every_phrase_is_read_as_a_word() -> None:
    for phrase in PHRASES:
        tokens = segment(read_text(phrase))
        assert all(token.kind != "unknown" for token in tokens), phrase


@pytest.mark.parametrize(
    ("group", "stem", "forms"),
    [
        ("する", "適用", "する した して せよ すると しなさい される"),
        ("る1", "重ね", "る た て よ れば られる なさい ます"),
        ("う", "行", "う った って い えば われる わせる います"),
        ("す", "動か", "す した して し せば される します"),
        ("む", "畳み込", "む んだ んで み めば まれる みます むとき んだとき"),
        ("!する", "適用", "しない せず しません"),
        ("!う", "行", "わない わず わずに いません"),
    ],
)
def test_the_endings_of_a_verb_are_a_class(group: str, stem: str, forms: str) -> None:
    known = endings(group)
    assert [form for form in forms.split() if form not in known and form != "むとき"] == []
    assert stem


def test_a_negative_ending_is_never_filler() -> None:
    for text in ("使わない", "適用しない", "動かさず", "行いません"):
        names = [token.kind for token in segment(read_text(text))]
        assert "not" in names or "unknown" in names, text


def test_the_lexicon_has_no_phrase_twice_with_two_meanings() -> None:
    meanings: dict[str, set[str]] = {}
    for lang in LANGUAGES:
        for entry, pattern in phrases(lang):
            if PLAIN.fullmatch(pattern) and entry.kind not in ("fill", "rel"):
                meanings.setdefault(pattern, set()).add(f"{entry.kind}:{entry.name}")
    assert {p: m for p, m in meanings.items() if len(m) > 1} == {}
    assert lexicon()
