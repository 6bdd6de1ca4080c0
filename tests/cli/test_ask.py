"""`convcalc ask`: the echo, the answer, the formats, the refusals."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Cli, run

QUESTION = "224x224 input, 7x7 kernel, stride 2, padding 3: output size?"
JAPANESE = "入力サイズ11×11、パディング幅2、カーネル幅3×3、ストライド2"


def test_the_command_is_shown_before_the_worked_answer() -> None:
    result = run("ask", QUESTION)
    assert result.code == 0
    first, *rest = result.out.splitlines()
    assert first == "$ convcalc conv 224 -k 7 -s 2 -p 3 --steps"
    direct = run(first.removeprefix("$ convcalc "))
    assert "\n".join(rest).strip("\n") == direct.out.strip("\n")
    assert "112 × 112" in result.out


def test_a_japanese_question_in_japanese() -> None:
    result = run("ask", JAPANESE, "--lang", "ja")
    assert result.out.startswith("$ convcalc conv 11 -k 3 -s 2 -p 2 --steps\n")
    assert "答え" in result.out
    assert "7 × 7" in result.out


def test_the_question_may_be_several_words() -> None:
    assert run(*f"ask {QUESTION}".split()).out == run("ask", QUESTION).out


def test_the_question_can_come_from_standard_input() -> None:
    assert run("ask", "-", stdin=QUESTION.encode()).out == run("ask", QUESTION).out


def test_quiet_is_the_bare_answer() -> None:
    assert run("ask", JAPANESE, "-q").out == "7\n"
    assert (
        run("ask", "-q", "3x3 kernel, 32 channels in, 64 channels out: weights?").out == "18432\n"
    )


def test_two_quantities_are_two_answers() -> None:
    question = "output size and number of parameters: 5x5 convolution, 6 filters, 32x32x1 input"
    result = run("ask", question, "-q")
    assert result.out == "28x28x6\n150\n"


def test_json_is_one_document_with_the_answers() -> None:
    document = json.loads(run("ask", "input 32x32, kernel 3x3", "--json").out)
    assert document["convcalc"] == 1
    assert document["kind"] == "ask"
    (answer,) = document["answers"]
    assert answer["command"] == "convcalc conv 32 -k 3 --steps"
    assert answer["assumed"] == ["stride 1", "no padding"]
    assert answer["answer"]["size"] == [30, 30]


def test_latex_is_one_document() -> None:
    page = run("ask", QUESTION, "--format", "latex").out
    assert page.count("\\begin{document}") == page.count("\\end{document}") == 1
    assert "convcalc conv 224" in page


def test_csv_keeps_the_echo_off_standard_output() -> None:
    result = run("ask", "global average pooling of a 7x7x512 map: output size", "--format", "csv")
    assert "$ convcalc layer gap 7@512" in result.err
    assert "convcalc" not in result.out


def test_the_answer_goes_to_a_file(tmp_path: Path) -> None:
    path = tmp_path / "answer.txt"
    result = run("ask", QUESTION, "--output-file", str(path))
    assert result.out == ""
    assert path.read_text(encoding="utf-8") == run("ask", QUESTION).out


def test_of_chooses_the_quantity() -> None:
    question = "56x56x64 input, 3x3 kernel, padding 1, 128 filters"
    assert run("ask", question, "--of", "macs", "-q").out == "231211008\n"


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_a_refusal_names_the_words_and_ends_with_2(lang: str) -> None:
    result = run("ask", "input 11x11, wobbly kernel 3x3", "--lang", lang)
    assert result.code == 2
    assert result.out == ""
    assert "wobbly" in result.err


def test_a_layer_that_cannot_be_is_refused_by_its_command() -> None:
    result = run("ask", "3x3 input, 5x5 kernel")
    assert result.code == 2
    assert "5" in result.err


def test_an_impossible_wish_is_a_no() -> None:
    question = "input 11x11, kernel 3x3, no padding, output 12x12: which stride?"
    assert run("ask", question, "-q").code == 1


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("What is a receptive field?", "receptive_field"),
        ("Define dilation.", "dilation"),
        ("What does stride mean?", "stride"),
        ("ストライドの意味は何か", "stride"),
        ("グローバルアベレージプーリングについて説明せよ。", "gap"),
        ("受容野とは何ですか？", "receptive_field"),
    ],
)
def test_what_a_word_means_is_explained(cli: Cli, question: str, term: str) -> None:
    lang = "en" if question.isascii() else "ja"
    assert cli("ask", question).out == cli("explain", term, "--lang", lang).out != ""


@pytest.mark.parametrize("question", ["What is the padding?", "What is the output size?"])
def test_a_value_that_is_asked_is_no_word_to_be_explained(cli: Cli, question: str) -> None:
    assert "[ask.missing]" in cli("ask", question).err


def test_the_output_of_a_layer_is_asked_by_its_name(cli: Cli) -> None:
    question = "Output of a 5x5 convolution, stride 2, padding 1 on 32x32"
    assert cli("ask", question, "-q").out == "15\n"


def test_what_stands_far_behind_a_word_is_not_dropped(cli: Cli) -> None:
    question = "What is stride" + " " * 200 + "of a 5x5 convolution from 9x9 to 5x5?"
    assert cli("ask", question).out != cli("explain", "stride").out
