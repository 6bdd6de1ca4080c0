"""Words where a number is wanted: refused with what is taken there, everywhere a number is read."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Cli


@pytest.mark.parametrize(
    "words",
    [
        ["conv", "224", "-k", "three"],
        ["conv", "three", "-k", "3"],
        ["conv", "224@three", "-k", "3"],
        ["conv", "224", "-k", "3", "-s", "three"],
        ["conv", "224", "-k", "3", "-p", "three:1"],
        ["conv", "224", "-k", "3", "-i", "three"],
        ["conv", "224", "-k", "3xthree"],
        ["kernel", "three"],
        ["kernel", "3", "-d", "three"],
        ["separable", "56@64", "-k", "3", "-o", "three"],
        ["layer", "gn", "28@64", "groups=three"],
        ["layer", "dropout", "28@64", "p=three"],
        ["layer", "adaptive_avgpool", "28@64", "output_size=Nonexthree"],
        ["layer", "reshape", "28@64", "shape=64xthree"],
        ["audit", "3x28x28: conv(kernel=three, out=8)"],
        ["audit", "3x28x28: conv3@three"],
        ["audit", "3x28xthree: conv3@8"],
        ["audit", "resnet18", "--input", "224x224@three"],
        ["audit", "resnet18", "--set", "classes=three"],
        ["audit", "resnet18", "--batch-size", "three"],
        ["rf", "(three)*( conv3 )"],
        ["solve", "rf", "(three)*( conv3 )", "--at-least", "9"],
        ["solve", "conv", "28", "-k", "three", "--want", "24"],
        ["solve", "conv", "28", "-k", "K", "--want", "three"],
        ["value", "conv", "--data", "1 2; 3 4", "--weight", "1", "-s", "three"],
        ["compare", "separable", "56@three", "-k", "3", "-o", "128"],
        ["check", "three", "conv", "11", "-k", "3", "-s", "2", "-p", "2"],
    ],
)
def test_a_word_is_no_unknown(cli: Cli, words: list[str]) -> None:
    code, out, err = cli(*words)
    assert (code, out) == (2, "")
    assert "three" in err


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("conv 28 -k auto", "kernel takes"),
        ("conv 28 -k 3 -d auto", "dilation takes"),
        ("conv 28 -k 3 -o json", "out takes"),
        ("conv 28 -k 3 -o json", "write convcalc conv 28 -k 3 --format json"),
        ("conv 28 -k 3 -d keras", "write convcalc conv 28 -k 3 --dialect keras"),
        ("rf (three)*(conv3)", "write 3"),
        ("audit mobilenet_v1 --set width=half", "a number is needed here, or a symbol"),
        ("conv 28 -k 3 -p auto", "padding cannot be “auto”"),
        ("conv 28 -k 3 -p None", "padding"),
        ("separable 56@64 -k 3 -o None", "-o"),
        ("conv 28 -k 3 -p sme", "did you mean same?"),
        ("conv 28 -k 3 -p haf", "did you mean half?"),
        ("layer dropout 28 p=half", "p takes"),
    ],
)
def test_what_is_taken_instead(cli: Cli, line: str, said: str) -> None:
    code, out, err = cli(line)
    assert (code, out) == (2, "")
    assert said in err


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("conv 28 -k 5 -p half -q", 28),
        ("conv 28 -k 5 -d 3 -p half -q", 28),
        ("conv 28 -k 4 -p half -q", 29),
        ("conv 28 -k 5 -s 2 -p half -q", 14),
        ("conv 28 -k 5 -p SAME_UPPER -q", 28),
        ("conv 28 -k 5 -p SAME_LOWER -q", 28),
        ("conv 28 -k 5 -s 2 -p SAME_UPPER --dialect onnx -q", 14),
        ("conv 28 -k 5 -p NOTSET -q", 24),
        ("conv 28 -k 5 -p VALID -q", 24),
        ("pool 8 -k 2 -s None -q", 4),
        ("layer adaptive_avgpool 7@3 output_size=None -q", 7),
        ("layer adaptive_avgpool 7x9@3 output_size=Nonex9 -q", "7x9"),
    ],
)
def test_words_of_frameworks(cli: Cli, line: str, answer: object) -> None:
    assert cli(line) == (0, f"{answer}\n", "")


def test_a_declared_name_is_an_unknown(cli: Cli) -> None:
    words = ["solve", "conv", "28", "-k", "width", "--where", "width=1..9", "--want", "24", "-q"]
    assert cli(*words) == (0, "5\n", "")
    line = ["solve", "rf", "(depth)*( conv3 )", "--where", "depth=1..9", "--at-least", "9", "-q"]
    assert cli(*line) == (0, "4\n", "")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("conv ①28 -k 3 -q", "①"),
        ("conv 28 -k ⑴", "⑴"),
        ("conv 28@⒈ -k 3", "⒈"),
        ("solve conv 28 -k ①..5 --want 24", "①"),
        ("check ⑦ conv 11 -k 3 -s 2 -p 2", "⑦"),
        ("rf conv3 --unit ①", "①"),
        ("value conv --data ① --weight 1", "①"),
        ("conv 1e3 -k 3", "write 1000"),
        ("conv 28 -k 3 -o 2k", "write 2000"),
    ],
)
def test_labels_and_amounts(cli: Cli, line: str, said: str) -> None:
    code, out, err = cli(line)
    assert (code, out) == (2, "")
    assert said in err


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("①入力28 ②カーネル3: 出力サイズ?", 26),
        ("⒈入力サイズ28 ⒉カーネル3", 26),
        ("28x28 input, 3x3 kernel: output size? ①26 ②28", "① 26"),
        ("入力サイズ28、カーネル3。出力サイズは？ ①24×24 ②26×26 ③30", "② 26×26"),
    ],
)
def test_marks_of_a_question(cli: Cli, question: str, answer: int | str) -> None:
    assert cli("ask", question, "-q") == (0, f"{answer}\n", "")


def test_a_mark_hides_no_number(cli: Cli) -> None:
    code, _, err = cli("ask", "input ②8, kernel 3: output size?")
    assert code == 2
    assert "8" in err


def test_ask_says_nothing_before_an_error(cli: Cli) -> None:
    code, out, err = cli("ask", "input 3x3, kernel 5: output size?")
    assert (code, out) == (2, "")
    assert "kernel covers 5" in err


def test_check_says_what_is_wrong_beside_a_file(cli: Cli, tmp_path) -> None:
    words = ["check", "5", "8", "9", "conv", "11", "-k", "3", "--output-file", str(tmp_path / "a")]
    assert cli(*words) == (1, "", "convcalc: 2 of 3 answers are wrong\n")
    assert cli(*words, "--exit-zero") == (0, "", "convcalc: 2 of 3 answers are wrong\n")
