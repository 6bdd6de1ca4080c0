"""Sheets for a class, mock exams, files for learning programs, and the notebook of slips."""

from __future__ import annotations

import csv
import json
from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree

import pytest

from convcalc.cli.line import read
from convcalc.cli.notebook import place, read_notebook, write_notebook
from convcalc.cli.quiz import pose, remembered
from convcalc.report.quiz_desk import Outcome
from convcalc.teach.quiz.exams import EXAMS, exam_items
from convcalc.teach.quiz.review import (
    AT_ONCE,
    LEAST_EASE,
    MISSED,
    Memory,
    due,
    met,
    review,
    slips_of,
)
from convcalc.teach.quiz.sheet import make_sheet
from tests.cli.conftest import Cli

TODAY = date(2026, 11, 28)


@pytest.fixture(autouse=True)
def own_notebook(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))


# Sheets


def test_questions_and_key_go_apart(cli: Cli) -> None:
    line = "quiz --print --seed 7 --count 4 --format table"
    both, questions, key = (cli(line + more).out for more in ("", " --no-key", " --key"))
    assert "Key" in both
    assert "Key" not in questions
    assert "Name: ____" in questions
    assert "Question 1" not in key
    assert key.count("4. ") == 1
    data = json.loads(cli("quiz --seed 7 --count 4 --no-key --json").out)
    assert not {"answer", "reason", "command"} & set(data["items"][0])
    assert set(data["items"][0]["options"][0]) == {"mark", "value"}


def test_variants_are_the_next_seeds_on_pages_of_their_own(cli: Cli) -> None:
    data = json.loads(cli("quiz --seed 7 --count 3 --variants 3 --json").out)
    assert data["kind"] == "quizzes"
    assert [sheet["seed"] for sheet in data["sheets"]] == [7, 8, 9]
    alone = json.loads(cli("quiz --seed 9 --count 3 --json").out)
    assert data["sheets"][2]["items"] == alone["items"]
    latex = cli("quiz --seed 7 --count 3 --variants 3 --format latex").out
    assert latex.count(r"\newpage") == 5
    assert cli("quiz --variants 27").code == 2


@pytest.mark.parametrize("name", EXAMS)
def test_a_mock_exam_has_the_shares_of_its_table(name: str, cli: Cli) -> None:
    items = exam_items(name, 5, "en", pose)
    assert Counter(item.topic for item in items) == EXAMS[name].shares
    for seed in range(8):
        texts = [item.text for item in exam_items(name, seed, "en", pose)]
        assert len(texts) == len(set(texts)) == sum(EXAMS[name].shares.values())
    japanese = exam_items(name, 5, "ja", pose)
    assert [item.right for item in items] == [item.right for item in japanese]
    data = json.loads(cli("quiz", "--exam", name, "--seed", "5", "--json").out)
    assert [item["topic"] for item in data["items"]] == [item.topic for item in items]
    assert cli("quiz", "--exam", name, "--topic", "size").code == 2


def test_one_concept_by_name(cli: Cli) -> None:
    data = json.loads(cli("quiz --concept stride-name --json").out)
    assert [item["name"] for item in data["items"]] == ["stride-name"]
    failed = cli("quiz --concept stride-nmae")
    assert failed.code == 2
    assert "stride-name" in failed.err


# Files for learning programs


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_moodle_reads_one_right_answer_and_a_reason_for_each_other(cli: Cli, lang: str) -> None:
    line = f"quiz --seed 7 --count 30 --level 3 --lang {lang}"
    tree = ElementTree.fromstring(cli(f"{line} --as moodle").out)
    items = json.loads(cli(f"{line} --json").out)["items"]
    questions = tree.findall("question")
    assert len(questions) == len(items) == 30
    for question, item in zip(questions, items, strict=True):
        assert question.get("type") == "multichoice"
        answers = question.findall("answer")
        fractions = [answer.get("fraction") for answer in answers]
        assert (
            sorted(fractions, key=str) == ["0"] * (len(answers) - 1) + ["100"] or "100" in fractions
        )
        assert "ABCD"[fractions.index("100")] == item["answer"]
        assert fractions.count("100") == 1
        if item["kind"] != "truth":
            told = [answer.findtext("feedback/text") for answer in answers]
            assert [bool(text) for text in told] == [mark != "100" for mark in fractions]
            assert told == [option["reason"] or "" for option in item["options"]]
        assert question.findtext("questiontext/text")


def test_anki_reads_three_fields_a_card(cli: Cli) -> None:
    out = cli("quiz --seed 7 --count 25 --level 2 --as anki").out
    lines = out.splitlines()
    assert lines[:2] == ["#separator:tab", "#html:true"]
    rows = list(csv.reader(lines[3:], delimiter="\t", quoting=csv.QUOTE_NONE))
    assert [len(row) for row in rows] == [3] * 25
    items = json.loads(cli("quiz --seed 7 --count 25 --level 2 --json").out)["items"]
    assert [row[1][0] for row in rows] == [item["answer"] for item in items]
    for row, item in zip(rows, items, strict=True):
        reasons = [option["reason"] for option in item["options"] if option["reason"]]
        assert len(row[1].split("<br>")) == 2 + len(reasons)
        assert len(reasons) == (0 if item["kind"] == "truth" else len(item["options"]) - 1)


# The notebook


def test_the_intervals_of_the_scheme() -> None:
    """1, 6, then times the ease, which is 2.5 at first, +0.1 for each answer at once (SM-2)."""
    memory = met(None, MISSED, TODAY)
    assert (memory.made, memory.due, memory.kept) == (1, TODAY + timedelta(1), 0)
    assert memory.ease == pytest.approx(2.5 + 0.1 - 3 * (0.08 + 3 * 0.02))
    days, eases = [], []
    for _ in range(4):
        memory = met(memory, AT_ONCE, TODAY)
        days.append(memory.days)
        eases.append(memory.ease)
    assert days[:2] == [1, 6]
    assert days[2] == round(6 * eases[1])
    assert days[3] == round(days[2] * eases[2])
    again = met(memory, MISSED, TODAY)
    assert (again.days, again.kept, again.made) == (1, 0, 2)
    for _ in range(20):
        again = met(again, MISSED, TODAY)
    assert again.ease == LEAST_EASE


def test_a_review_tempts_with_the_slips_that_are_due() -> None:
    memories = {
        "plus_one_forgotten": Memory(2, TODAY - timedelta(3)),
        "bias_forgotten": Memory(1, TODAY),
        "single_bias": Memory(1, TODAY + timedelta(1)),
    }
    codes = due(memories, TODAY)
    assert codes == ["plus_one_forgotten", "bias_forgotten"]
    items, without = review(3, [*codes, "no_such_slip"], 10, "en", pose)
    assert without == ("no_such_slip",)
    assert [code in slips_of(item) for code, item in zip(codes, items, strict=True)] == [True] * 2


def test_the_notebook_is_kept_shown_and_deleted(cli: Cli) -> None:
    assert "no slips" in cli("quiz --mine").out
    memory = met(None, MISSED, TODAY)
    write_notebook({"bias_forgotten": memory})
    assert read_notebook() == {"bias_forgotten": memory}
    assert list(place().parent.iterdir()) == [place()]
    data = json.loads(cli("quiz --mine --json").out)
    assert data["slips"] == [
        {"slip": "bias_forgotten", "made": 1, "avoided": 0, "due": "2026-11-29"}
    ]
    assert cli("quiz --forget").code == 0
    assert not place().exists()
    assert cli("quiz --forget").code == 0


def test_that_there_is_a_notebook_is_said_once(capsys: pytest.CaptureFixture[str]) -> None:
    (item,) = make_sheet(7, 1, 2, ("size",), "en", pose, "calculation").items
    for wanted in (1, 0):
        after = remembered(read(["quiz", "--seed", "7"]).call())
        for slip in ("plus_one_forgotten", "stride_ignored"):
            after(Outcome(item, Fraction(0), slips=frozenset({slip})))
        said = capsys.readouterr().err
        assert [said.count(text) for text in (str(place()), "--no-history")] == [wanted] * 2
    assert set(read_notebook()) == {"plus_one_forgotten", "stride_ignored"}


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{", '{"version": 2, "slips": {}}', '{"version": 1, "slips": {"a": {}}}', "[" * 9000,
     '{"version": 1, "slips": {"a": {"made": "x", "due": 1, "kept": 0, "days": 1, "ease": 2}}}'],
)  # fmt: skip
def test_what_is_no_notebook_is_refused_and_left_alone(cli: Cli, text: str) -> None:
    place().parent.mkdir(parents=True)
    place().write_text(text, encoding="utf-8")
    failed = cli("quiz --mine")
    assert (failed.code, failed.out) == (2, "")
    assert "quiz.no_notebook" in failed.err
    assert place().read_text(encoding="utf-8") == text
    assert cli("quiz --forget").code == 0
    assert cli("quiz --mine").code == 0
