"""Sheets: the same for ever, and every question with one right answer and honest wrong ones."""

from __future__ import annotations

import json
from functools import partial
from operator import eq
from pathlib import Path

import pytest

from convcalc.algebra.expr import evaluate
from convcalc.formulas.scaling import compound_growth
from convcalc.teach.quiz.concepts import CONCEPT_TOPICS, FILES, concepts
from convcalc.teach.quiz.draw import Lot
from convcalc.teach.quiz.item import MARKS, Item, item_of
from convcalc.teach.quiz.sheet import LEVELS, TOPICS, make_sheet
from convcalc.teach.quiz.topics import DRAWN
from convcalc.teach.slips import find_slips
from convcalc.text import lookup

GOLDEN = Path(__file__).parents[2] / "golden" / "quiz_seed_7.json"


def test_the_generator_is_splitmix64() -> None:
    lot = Lot(1234567)
    assert [lot.next() for _ in range(5)] == [
        6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431,
        16408922859458223821,
    ]  # fmt: skip


def test_drawing() -> None:
    lot = Lot(3)
    assert {lot.between(2, 5) for _ in range(200)} == {2, 3, 4, 5}
    assert sorted(lot.shuffled("abcde")) == list("abcde")
    assert lot.choose("a") == "a"


def told(item: Item) -> list[object]:
    """A question as the golden sheet keeps it."""
    options = [
        [str(value) for value in option.values] or option.words or option.right
        for option in item.options
    ]
    fields = {name: str(value) for name, value in item.question.fields.items() if item.asked}
    return [item.topic, item.kind, item.name, item.question.code, fields, options, item.right]


def test_the_same_seed_gives_the_same_sheet_for_ever() -> None:
    sheets = {
        str(level): [told(item) for item in make_sheet(7, 40, level, TOPICS, "en").items]
        for level in LEVELS
    }
    assert sheets == json.loads(GOLDEN.read_text(encoding="utf-8"))


def test_both_languages_have_the_same_sheet() -> None:
    english, japanese = (make_sheet(11, 60, 3, TOPICS, lang).items for lang in ("en", "ja"))
    for one, other in zip(english, japanese, strict=True):
        assert (one.topic, one.kind, one.name, one.right) == (
            other.topic, other.kind, other.name, other.right,
        )  # fmt: skip


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("topic", DRAWN)
def test_every_wrong_option_is_one_slip_of_its_own(topic: str, level: int) -> None:
    made = 0
    for seed in range(12):
        lot = Lot(seed)
        draft = DRAWN[topic](lot, level)
        item = None if draft is None else item_of(lot, topic, level, draft)
        if draft is None or item is None or item.asked is None:
            continue
        made += 1
        assert [option.right for option in item.options].count(True) == 1
        assert item.options[item.right].values == item.asked.values
        assert len({option.values for option in item.options}) == len(item.options) >= 3
        codes = [option.slip.codes for option in item.options if option.slip is not None]
        assert len(set(codes)) == len(codes) == len(item.options) - 1
        for option in item.options:
            if option.slip is not None:
                found = find_slips(item.asked, partial(eq, option.values))
                if option.slip.codes == (draft.tempting,):
                    assert option.slip.codes in [slip.codes for slip in found]
                else:
                    assert [slip.codes for slip in found] == [option.slip.codes]
    assert made >= 2


def test_no_question_twice() -> None:
    items = make_sheet(5, 150, 3, TOPICS, "en").items
    assert len(items) == 150
    names = [item.name for item in items if item.name]
    faces = [repr(item.question) for item in items if not item.name]
    assert len(set(names)) == len(names)
    assert len(set(faces)) == len(faces)


def question_text(item: Item, lang: str) -> str:
    """The question in words; its layers as they are spelt."""
    return lookup(item.question.code, lang).format(**item.question.fields)


@pytest.mark.parametrize("level", LEVELS)
def test_no_text_twice(level: int) -> None:
    items = make_sheet(0, 200, level, TOPICS, "en").items  # in Japanese the same ones
    for lang in ("en", "ja"):
        texts = [question_text(item, lang) for item in items]
        assert len(set(texts)) == len(texts)


def test_transposed_convolutions_are_such_as_networks_have() -> None:
    for level in LEVELS:
        for seed in range(40):
            draft = DRAWN["transposed"](Lot(seed), level)
            if draft is not None:
                layer = draft.words.fields
                assert layer["kernel"] >= layer["stride"]
                assert layer["padding"] <= layer["kernel"] // 2


def test_ceil_mode_is_asked_against_rounding_down() -> None:
    made = 0
    for seed in range(40):
        lot = Lot(seed)
        draft = DRAWN["pooling"](lot, 3)
        item = None if draft is None else item_of(lot, "pooling", 3, draft)
        if item is not None:
            made += 1
            layer = item.question.fields
            down = (layer["size"] - layer["kernel"]) // layer["stride"] + 1
            assert (down, down) in [option.values for option in item.options]
    assert made > 10


def test_a_sheet_may_be_shorter_than_wished() -> None:
    sheet = make_sheet(5, 100, 3, ("nas",), "en")
    wanted = [concept for concept in concepts("en") if concept.topic == "nas"]
    assert len(sheet.items) == len(wanted)


def test_growth_is_the_formula_of_compound_scaling() -> None:
    for seed in range(10):
        draft = DRAWN["scaling"](Lot(seed), 1)
        if draft is not None:
            (part,) = draft.asked.parts
            numbers = [part.letters[letter] for letter in "lwr"]
            assert part.value == compound_growth(*numbers)  # type: ignore[arg-type]
            assert evaluate(part.substituted) == part.value


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_concepts_are_complete(lang: str) -> None:
    found = concepts(lang)
    assert len({concept.name for concept in found}) == len(found) >= 70
    for concept in found:
        assert concept.topic in (*DRAWN, *CONCEPT_TOPICS), concept.name
        assert concept.level in LEVELS
        assert concept.question
        assert concept.why
        assert (concept.kind == "cloze") == ("____" in concept.question), concept.name
        if concept.kind == "truth":
            assert (concept.right, concept.wrong) == ("", ())
        else:
            options = (concept.right, *concept.wrong)
            assert len(set(options)) == len(options) == len(MARKS), concept.name
        if lang == "ja":
            assert not concept.question.isascii()
            assert not concept.why.isascii()


def test_both_languages_say_the_same_questions() -> None:
    for one, other in zip(concepts("en"), concepts("ja"), strict=True):
        assert one[:4] == other[:4]
        assert one.true == other.true
        assert len(one.wrong) == len(other.wrong)
    assert len(FILES) == len(set(FILES))
