"""Keys and wrong options worked out again from the sentences, by arithmetic that is not ours."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

from convcalc.teach.quiz.templates import templates
from tests.cli.conftest import run
from tests.oracles.quiz_answers import ANSWERS
from tests.oracles.quiz_sheets import faults, sheets


def calculations(level: int, lang: str, seed: int = 7) -> list[dict[str, Any]]:
    """Two questions of each topic, which are of both kinds that it has at this level."""
    line = f"quiz --kind calculation --level {level} --lang {lang} --seed {seed} --count 36 --json"
    items: list[dict[str, Any]] = json.loads(run(*line.split()).out)["items"]
    return items


def test_each_kind_of_question_is_worked_out_again() -> None:
    assert set(ANSWERS) == {template.name for template in templates()}


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("level", [1, 2, 3])
def test_every_kind_of_question(level: int, lang: str) -> None:
    items = calculations(level, lang)
    assert {item["name"] for item in items} == {
        template.name for template in templates() if template.level == level
    }
    assert [(item["question"], *faults(item)) for item in items if any(faults(item))] == []


def spoilt(item: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The question with something false in it."""
    correct = [option["correct"] for option in item["options"]]
    right, wrong = correct.index(True), correct.index(False)
    for change in (
        {"correct": True},
        {"slips": ["stride_added"]},
        {"value": item["options"][right]["value"]},
    ):
        copy = deepcopy(item)
        copy["options"][wrong].update(change)
        yield copy
    yield {**item, "answer": item["options"][wrong]["mark"]}


def test_what_is_false_is_found() -> None:
    for item in calculations(2, "en")[:6]:
        assert all(any(faults(one)) for one in spoilt(item))


@pytest.mark.fuzz
def test_five_hundred_sheets() -> None:
    assert [
        (line, item["question"], *faults(item))
        for line, sheet in sheets(run, 0, 500)
        for item in sheet["items"]
        if any(faults(item))
    ] == []
