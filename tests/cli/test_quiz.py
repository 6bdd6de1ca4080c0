"""`quiz`: the sheet off a terminal, and the desk at one, driven through a pseudo-terminal."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import select
import shlex
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from typing import Any

import pytest

from convcalc.cli.line import read
from convcalc.cli.quiz import pose, work_out
from convcalc.errors import UsageError
from convcalc.report.document import Suggestion
from convcalc.report.quiz_desk import Outcome, score_document, verdict_of
from convcalc.teach.answers import read_answer
from convcalc.teach.quiz.draw import Lot
from convcalc.teach.quiz.item import MARKS, Item, item_of
from convcalc.teach.quiz.sheet import TOPICS, concept_sheet, make_sheet
from convcalc.teach.quiz.templates import templates
from tests.cli.conftest import Cli


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("kind", ["table", "plain", "csv", "markdown", "latex", "json"])
def test_every_format(cli: Cli, kind: str, lang: str) -> None:
    result = cli(f"quiz --print --seed 7 --count 45 --level 3 --format {kind} --lang {lang}")
    assert (result.code, result.err) == (0, "")
    for code in ("quiz.", "slip."):
        assert code not in result.out


def test_off_a_terminal_it_is_the_sheet(cli: Cli) -> None:
    assert cli("quiz --seed 7").out == cli("quiz --seed 7 --print").out
    assert cli("quiz --seed 7").out != cli("quiz --seed 8").out
    assert cli("quiz").code == 0


def test_json(cli: Cli) -> None:
    document = json.loads(cli("quiz --seed 7 --count 12 --topic size,bn --json").out)
    assert (document["kind"], document["seed"], document["level"]) == ("quiz", 7, 2)
    assert document["topics"] == ["size", "bn"]
    assert [item["number"] for item in document["items"]] == list(range(1, 13))
    for item in document["items"]:
        right = [option for option in item["options"] if option["correct"]]
        assert [option["mark"] for option in right] == [item["answer"]]
        if item["kind"] == "number":
            assert all(option["correct"] != bool(option["slips"]) for option in item["options"])


def test_the_commands_of_a_sheet_give_its_answers(cli: Cli) -> None:
    put = {one.name for one in templates() if not one.expression}
    document = json.loads(cli("quiz --seed 3 --count 80 --level 3 --json").out)
    tried = 0
    for item in document["items"]:
        if item["name"] in put:
            (value,) = (option["value"] for option in item["options"] if option["correct"])
            said = cli(*shlex.split(item["command"])[1:], "-q").out.strip()
            assert said in _spellings(value), item["command"]
            tried += 1
    assert tried > 20


def _spellings(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        return (str(value),)
    if isinstance(value[0], list):
        return ("; ".join(" ".join(map(str, row)) for row in value),)
    return (str(value[0]),) if len(set(value)) == 1 else ("x".join(map(str, value)),)


def test_fewer_than_wished(cli: Cli) -> None:
    result = cli("quiz --seed 1 --topic nas --count 50 --print --format table")
    assert result.code == 0
    assert "not 50" in result.out


def test_calculations_only_or_concepts_only(cli: Cli) -> None:
    kinds = {"calculation": {"number", "matrix"}, "concept": {"truth", "choice", "cloze"}}
    for kind, wanted in kinds.items():
        items = json.loads(cli(f"quiz --kind {kind} --seed 5 --count 30 --json").out)["items"]
        assert len(items) == 30
        assert {item["kind"] for item in items} <= wanted


def test_a_matrix_is_asked_again_if_it_has_another_shape() -> None:
    item = next(item for item in items(6, "matrix") if item.asked is None)
    for text in ("7", "1 2", "1 2; 3 4; 5 6"):
        with pytest.raises(UsageError, match="no_such_shape"):
            verdict_of(item, read_answer(text))


@pytest.mark.parametrize("level", [1, 2, 3])
def test_what_is_offered_after_a_round_is_never_the_same_round(level: int, cli: Cli) -> None:
    sheet = make_sheet(7, 4, level, ("size", "bn"), "en", pose)
    for points in (Fraction(0), Fraction(1)):
        page = score_document(sheet, [Outcome(item, points) for item in sheet.items])
        lines = [node.line for node in page.nodes if isinstance(node, Suggestion)]
        assert all(f"--level {level}" not in line for line in lines)
        assert bool(lines) == (points == 0 or level < 3)
        assert all(cli(*shlex.split(line)[1:]).code == 0 for line in lines)


REFUSALS = [
    ("quiz --kind calculation --topic nets", "quiz.no_kind"),
    ("quiz --kind concept --exam course", "quiz.not_in_exam"),
    ("quiz --concept stride-name --level 2", "quiz.not_in_exam"),
    ("quiz --review --topic size", "quiz.not_in_exam"),
    ("quiz --topic sise", "usage.bad_choice"),
    ("quiz --level 4", "usage.bad_choice"),
    ("quiz --count 0", "quiz.number"),
    ("quiz --count many", "quiz.number"),
    ("quiz --seed -1", "quiz.number"),
    ("quiz 7", "usage.surplus_argument"),
    ("quiz --steps", "usage.unsuitable"),
]


@pytest.mark.parametrize(("line", "code"), REFUSALS)
def test_refusals(cli: Cli, line: str, code: str) -> None:
    result = cli(f"{line} --json")
    assert (result.code, result.out) == (2, "")
    assert json.loads(result.err)["error"]["code"] == code


class Desk:
    """A quiz at a pseudo-terminal."""

    def __init__(self, master: int) -> None:
        self.master = master
        self.seen = ""

    def until(self, text: str, times: int = 1) -> str:
        """Read until a text has come so often; what has been seen since the last call."""
        seen, end = b"", time.monotonic() + 30
        while seen.decode(errors="ignore").count(text) < times:
            assert time.monotonic() < end, seen.decode(errors="replace")
            if select.select([self.master], [], [], 0.1)[0]:
                try:
                    seen += os.read(self.master, 65_536)
                except OSError:
                    break
        return seen.decode(errors="ignore")

    def type(self, text: str) -> None:
        os.write(self.master, text.encode())


def own_terminal() -> None:
    """Make standard input the terminal that sends signals, so that Ctrl-C arrives, even where the
    tests run in the background, which ignores it."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def desk(*words: str) -> Iterator[tuple[Desk, subprocess.Popen[bytes]]]:
    master, slave = pty.openpty()
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "convcalc", "quiz", "--no-history", *words],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env={
            "XDG_DATA_HOME": os.devnull,
            **environment,
            "TERM": "dumb",
            "COLUMNS": "100",
            "PYTHONIOENCODING": "utf-8",
        },
        start_new_session=True,
        preexec_fn=own_terminal,
    )
    os.close(slave)
    try:
        yield Desk(master), process
    finally:
        process.kill()
        process.wait()
        os.close(master)


def items(count: int, *topics: str, lang: str = "en") -> tuple[Item, ...]:
    chosen = [topic for topic in TOPICS if topic in topics]
    return make_sheet(7, count, 2, chosen, lang, pose).items


def test_answers_by_letter_and_by_number() -> None:
    sheet = items(4, "size", "dilation")
    with desk("--seed", "7", "--count", "4", "--topic", "size,dilation") as (page, process):
        for place, item in enumerate(sheet):
            page.until("Answer (")
            drawn = item.asked is not None
            right = str(item.options[item.right].values[0]) if drawn else MARKS[item.right].lower()
            page.type(f"{right if place else MARKS[item.right]}\n")
        ending = page.until("Score: 4 of 4")
        assert "Right." in ending
        assert process.wait(10) == 0


def test_a_wrong_number_is_explained() -> None:
    chosen = ("--seed", "7", "--count", "1", "--topic", "size", "--kind", "calculation")
    with desk(*chosen) as (page, process):
        (item,) = make_sheet(7, 1, 2, ("size",), "en", pose, "calculation").items
        wrong = next(option for option in item.options if option.slips)
        page.until("Answer (")
        for nonsense in ("nonsense!", "abc", "7 rows", "e"):
            page.type(f"{nonsense}\n")
            assert "Not right" not in page.until("Answer (")
        page.type(f"{wrong.values[0]}\n")
        assert "Once more, for half a point" in page.until("Answer (")
        page.type(f"{wrong.values[0]}\n")
        said = page.until("Score: 0 of 1")
        assert said.count("Not right.") == 1
        assert "here; right would be" in said
        assert "Worth repeating: output size" in said + page.until("--level 1")
        assert process.wait(10) == 0


def test_a_wrong_option_about_concepts_is_explained() -> None:
    with desk("--concept", "stride-name", "--seed", "7") as (page, process):
        item = concept_sheet(7, "stride-name", "en").items[0]
        wrong = [place for place, option in enumerate(item.options) if not option.right]
        page.until("Answer (")
        page.type(f"{MARKS[wrong[0]]}\n")
        first = page.until("Answer (")
        page.type(f"{MARKS[wrong[1]]}\n")
        last = page.until("Score: 0 of 1")
        for place in wrong:
            why = item.options[place].why
            assert (why in first) == (place == wrong[0])
            assert f"{MARKS[place]}  {why}" in last
        assert process.wait(10) == 0


def test_an_empty_line_passes_and_ctrl_d_ends_with_the_score() -> None:
    with desk("--seed", "7", "--count", "3", "--topic", "size") as (page, process):
        page.until("Answer (")
        page.type("\n")
        assert "Passed." in page.until("Answer (")
        page.type("\x04")
        page.until("Score: 0 of 1")
        assert process.wait(10) == 0


def test_ctrl_c_ends_with_the_score() -> None:
    with desk("--seed", "7", "--count", "3", "--topic", "size", "--lang", "ja") as (page, process):
        page.until("解答（")
        page.type("\n")
        page.until("解答（")
        time.sleep(0.5)  # readline misses a signal that comes before it waits, until the next key
        page.type("\x03")
        said = page.until("得点: 1 問中 0 問正解")
        assert "Traceback" not in said
        assert process.wait(10) == 130


def test_leaving_at_once() -> None:
    with desk("--seed", "7") as (page, process):
        page.until("Answer (")
        page.type("\x04")
        page.until("Until next time!")
        assert process.wait(10) == 0


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_a_key_says_equal_or_about_but_not_both(cli: Cli, lang: str) -> None:
    line = "quiz --print --topic separable,scaling --level 3 --count 30 --seed 3"
    page = cli(f"{line} --lang {lang}").out
    assert "= ≈" not in page
    key = page[page.index("Key" if lang == "en" else "解答") :]
    assert re.search(r" ≈ 0\.\d+\n", key)
    assert re.search(r" = \d\.\d+\n", key)


def test_whatever_was_missed_is_worked_out(capsys: pytest.CaptureFixture[str]) -> None:
    """At the desk, by the command that answers it; one template for each command and type."""
    call = read(["quiz", "--letters", "exam"]).call()
    asked = [one for one in templates() if one.command]
    kinds = {(one.topic, *one.command.split()[:2]): one for one in asked}
    for template in kinds.values():
        found = (item_of(Lot(seed), template, "en", pose) for seed in range(20))
        item = next(item for item in found if item is not None)
        work_out(call, item)
        silent = ("solve", "audit", "layer gap", "layer bn")
        beginnings = tuple([f"convcalc {words}" for words in silent])
        out = capsys.readouterr().out
        assert out or item.command.startswith(beginnings), item.command
