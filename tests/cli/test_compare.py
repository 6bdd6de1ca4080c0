"""`convcalc compare`: topics, options, mistakes."""

from __future__ import annotations

import json

import pytest

from convcalc.report.compare.index import TOPICS, topic_named
from tests.cli.conftest import Cli

ANSWERS = [
    ("compare dilated -q", "36864 36864 102400 73728"),
    ("compare dilated 56@64 -k 3 -d 2 -q --of rf", "3 5 5 5"),
    ("compare separable 56@64 -k 3 -p 1 -o 128 -q --of ratio", "1 137/1152 1/8 5/24 1 1/9"),
    ("compare separable 56 -i 64 -o 128 -q --of flops",
     "462422016 54992896 57802752 96337920 462422016 51380224"),
    ("compare factor -k 7 -q --of ratio", "1 27/49 2/7"),
    ("compare head 7@512 -o 1000 -q", "25088000 512000 512000"),
    ("compare norm 32x64x56x56 -q", "100352 200704 64 3136 6272"),
    ("compare 正規化 32x64x56x56 -q", "100352 200704 64 3136 6272"),
    ("compare BN -q", "100352 200704 64 3136 6272"),
    ("compare gpu-days 800x28 500x4 -q", "22400 2000"),
    ("compare gpu-days 800x28 500x4 -q --exit-zero", "22400 2000"),
    ("compare space 7**21 -q", "558545864083284007"),
    ("compare memory 25.6M -q", "102400000 51200000 25600000 12800000"),
    ("compare alexnet mobilenet_v1 -q --of params", "60965224 4231976"),
    ("compare networks alexnet mobilenet_v1 -q", "724406816 568740352"),
    ("-q compare pooling 56@64 -k 3 -s 2 -p 1 --of params", "0 0 36864 0"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "answer"), ANSWERS)
def test_answers(cli: Cli, line: str, answer: str) -> None:
    assert cli(line) == (0, answer + "\n", "")


def test_without_a_topic_they_are_listed(cli: Cli) -> None:
    result = cli("compare --json")
    assert result.code == 0
    assert [one["topic"] for one in json.loads(result.out)["topics"]] == list(TOPICS)
    assert cli("compare -q").out.split() == list(TOPICS)


@pytest.mark.parametrize("name", TOPICS)
def test_examples_run_and_options_are_explained(cli: Cli, name: str) -> None:
    example = topic_named(name).example
    assert cli(example.removeprefix("convcalc ")).code == 0
    page = cli(f"compare {name} --help")
    assert page.code == 0
    assert example in page.out
    assert "cli.option" not in page.out


MISTAKES = [
    ("compare dilatd", "compare.unknown_topic", "did you mean dilated?"),
    ("compare -k 3 dilated", "compare.unknown_topic", "the topic comes before"),
    ("compare dilated --groups 3", "usage.unknown_option", None),
    ("compare dilated 56@64 7@3", "usage.surplus_argument", None),
    ("compare dilated HxW@C", "compare.symbol", "convcalc separable"),
    ("compare dilated 56@64 -i 32", "size.channels_twice", None),
    ("compare dilated --of memory", "compare.no_quantity", "--of can name here"),
    ("compare gpu-days --of rf", "compare.no_quantity", None),
    ("compare dilated --steps --of rf", "compare.no_steps", None),
    ("compare resnet50", "compare.networks.two", None),
    ("compare networks alexnet nosuch", "load.unknown_network", None),
    ("compare pooling 3@4 -k 5", "compare.refused", None),
]


@pytest.mark.parametrize(("line", "code", "hint"), MISTAKES)
def test_mistakes(cli: Cli, line: str, code: str, hint: str | None) -> None:
    result = cli(line + " --json")
    assert result.code == 2
    error = json.loads(result.err)["error"]
    assert error["code"] == code
    if hint is not None:
        assert hint in cli(line).err


def test_steps(cli: Cli) -> None:
    page = cli("compare factor -k 5 --steps").out
    assert "102,400" in page
    assert "18/25" in page
    assert "3,200" in cli("compare gpu-days --format table").out


def test_a_batch_of_one_is_not_compared_with_itself(cli: Cli) -> None:
    assert "with a batch of 1 instead of 1" not in cli("compare norm 1x64x56x56", terminal=True).out
    many = cli("compare norm 2x64x56x56 --format markdown").out
    assert "with a batch of 1 instead of 2" in many


APART = [
    ("mobilenet_v1 alexnet", "en", "grow by different factors: 14.4 and 1.27 times"),
    ("mobilenet_v1 alexnet", "ja", "増え方が異なります（パラメータ 14.4 倍、MAC 1.27 倍）"),
    ("alexnet mobilenet_v1", "en", "shrink by different factors: 14.4 and 1.27 times"),
    ("alexnet mobilenet_v1", "ja", "減り方が異なります（パラメータ 1/14.4、MAC 1/1.27）"),
]


@pytest.mark.parametrize(("names", "lang", "words"), APART)
def test_how_far_parameters_and_macs_move(cli: Cli, names: str, lang: str, words: str) -> None:
    assert words in cli(f"compare {names} --format markdown --lang {lang}").out
