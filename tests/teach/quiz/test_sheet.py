"""Sheets: the same for ever, and every question with one right answer and honest wrong ones."""

from __future__ import annotations

import json
import os
import shlex
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from convcalc.cli.quiz import pose
from convcalc.teach.quiz.concepts import CONCEPT_TOPICS, FILES, concepts
from convcalc.teach.quiz.draw import Lot
from convcalc.teach.quiz.item import MARKS, Item, item_of
from convcalc.teach.quiz.sheet import DRAWN, LEVELS, TOPICS, QuizSheet, make_sheet
from convcalc.teach.quiz.templates import LETTER, Template, filled, templates
from convcalc.teach.slips import find_slips
from tests.cli.conftest import run

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


def sheet(
    seed: int, count: int, level: int, topics: tuple[str, ...] = TOPICS, lang: str = "en"
) -> QuizSheet:
    return make_sheet(seed, count, level, topics, lang, pose)


def told(item: Item) -> list[object]:
    """A question as the golden sheet keeps it."""
    options = [
        [str(value) for value in option.values] or option.words or option.right
        for option in item.options
    ]
    return [item.topic, item.kind, item.name, item.text if item.drawn else "", options, item.right]


def test_the_same_seed_gives_the_same_sheet_for_ever() -> None:
    sheets = {str(level): [told(item) for item in sheet(7, 40, level).items] for level in LEVELS}
    if os.environ.get("CONVCALC_UPDATE_GOLDEN"):
        lines = ",\n".join(
            f' "{level}": [\n'
            + ",\n".join("  " + json.dumps(item, ensure_ascii=False) for item in items)
            + "\n ]"
            for level, items in sheets.items()
        )
        GOLDEN.write_text("{\n" + lines + "\n}\n", encoding="utf-8")
    assert sheets == json.loads(GOLDEN.read_text(encoding="utf-8"))


def test_both_languages_have_the_same_sheet() -> None:
    for one, other in zip(sheet(11, 60, 3).items, sheet(11, 60, 3, lang="ja").items, strict=True):
        assert (one.topic, one.kind, one.name, one.right, one.command) == (
            other.topic, other.kind, other.name, other.right, other.command,
        )  # fmt: skip
        assert [option.values for option in one.options] == [
            option.values for option in other.options
        ]


def test_every_topic_and_level_has_five_questions_in_both_languages() -> None:
    for topic in DRAWN:
        for level in LEVELS:
            own = [one for one in templates() if (one.topic, one.level) == (topic, level)]
            for lang in ("en", "ja"):
                texts = [text for one in own for text in one.texts[lang]]
                assert len(texts) == len(set(texts)) >= 5, (topic, level)
    assert {one.topic for one in templates()} == set(DRAWN)


def the_same(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    """Equal numbers; a slip may lead to a formula as well, which has no truth value."""
    return list(map(str, one)) == list(map(str, other))


@pytest.mark.parametrize("template", templates(), ids=lambda one: one.name)
def test_every_wrong_option_is_where_its_slips_lead(template: Template) -> None:
    """And each drawn question has one right option, which its command gives."""
    made = 0
    for seed in range(12):
        item = item_of(Lot(seed), template, "en", pose)
        if item is None:
            continue
        made += 1
        assert [option.right for option in item.options].count(True) == 1
        assert len({option.values for option in item.options}) == len(item.options) >= 3
        assert not LETTER.search(item.text + item.command)
        for option in item.options:
            assert bool(option.slips) != option.right
            if item.asked is not None and option.slips:
                found = find_slips(item.asked, partial(the_same, option.values))
                assert {slip.codes for slip in option.slips} <= {slip.codes for slip in found}
        if made == 3:
            break
    assert made


SHOWN = [
    one
    for one in templates()
    if one.expression
    and (one.command.startswith("solve") or " --of " in one.command)
    and "solve conv N -k" not in one.command  # answers with all inputs, of which one is asked
]


@pytest.mark.parametrize("template", SHOWN, ids=lambda one: one.name)
def test_the_command_beside_an_expression_gives_its_answer(template: Template) -> None:
    tried = 0
    for seed in range(8):
        numbers = template.draw(Lot(seed))
        if numbers is not None:
            said = run(*shlex.split(filled(template.command, numbers)), "-q")
            (right,) = template.question(numbers).values
            assert str(right) in said.out.split(), (said, right)
            tried += 1
    assert tried


def test_no_question_twice() -> None:
    items = sheet(5, 150, 3).items
    assert len(items) == 150
    texts = [item.text for item in items]
    assert len(set(texts)) == len(texts)
    japanese = [item.text for item in sheet(5, 150, 3, lang="ja").items]
    assert len(set(japanese)) == len(texts)


def test_a_sheet_may_be_shorter_than_wished() -> None:
    wanted = [one for one in concepts("en") if one.topic == "nas" and one.level >= 2]
    assert len(sheet(5, 100, 3, ("nas",)).items) == len(wanted)


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
            options = (concept.right, *[words for words, _ in concept.wrong])
            assert len(set(options)) == len(options) == len(MARKS), concept.name
            reasons = [why for _, why in concept.wrong]
            assert len({concept.why, *reasons}) == len(MARKS), concept.name
            assert all(why.endswith("。" if lang == "ja" else ".") for why in reasons), concept.name
        if lang == "ja":
            assert not concept.question.isascii()
            assert not concept.why.isascii()


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_the_longest_option_is_seldom_the_right_one(lang: str) -> None:
    worded = [concept for concept in concepts(lang) if concept.wrong]
    longest = [one for one in worded if len(one.right) > max(len(words) for words, _ in one.wrong)]
    assert len(longest) < len(worded) / len(MARKS)


def test_both_languages_say_the_same_questions() -> None:
    for one, other in zip(concepts("en"), concepts("ja"), strict=True):
        assert one[:4] == other[:4]
        assert one.true == other.true
        assert len(one.wrong) == len(other.wrong)
    assert len(FILES) == len(set(FILES))
