"""`convcalc solve`: known answers, exit codes, every format in both languages."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import Cli, told

ANSWERS = [
    ("conv 11 -k 3 -s 2 -p P --want 7", "2"),
    ("conv H -k 3 -s 2 -p 2 --want 7", "11..12"),
    ("conv HxW -k 3 -s 2 -p 2 --want 7x9", "H=11..12 W=15..16"),
    ("conv 224 -k 7 -s S -p 3 --want 112", "2"),
    ("conv 224 -k 7 -s S -p 3 --want 1", "224.."),
    ("conv 224 -k K -s 4 -p 2 --want 55", "9..12"),
    ("conv 56 -k 3 -d D -p 2 --want same", "2"),
    ("conv 56 -k 1..11 -p 0..5 --want same", "kernel=3 padding=1"),
    ("conv 56 -k K -p P --where K=1..11,P=0..5 --want same", "K=3 P=1"),
    ("conv 10 -k 4 -p P:Q --want same --where P=0..3", "P=1 Q=2"),
    ("conv 28 -k 3 -p P:Q --want same", "P=1 Q=1"),
    ("conv 28x30 -k 3x5 -p PxQ --want same", "P=1 Q=2"),
    ("tconv 28x30 -k 3x5 -p PxQ --want 28x30", "P=1 Q=2"),
    ("pool 28x30 -k 3 -s 1 -p PxQ --want 28x30", "P=1 Q=1"),
    ("conv 28 -k 3 -p 0..2x0..2 --want same", "padding_1=1 padding_2=1"),
    ("conv 28 -k 3 -p 2*P --want 30", "1"),
    ("conv H -k 3 -p 1 --want same", "1.."),
    ("conv 56 -k K -p K//2 --want same", "1../2"),
    ("conv 56 -k K -p (K-1)/2 --want same", "1../2"),
    ("conv H -k 3 -s 2 -p 5 --want same", "8..9"),
    ("layer pixel_shuffle 7@64 --factor R --want 28", "4"),
    ("layer Conv2d 224 kernel_size=K in_channels=3 out_channels=64 --want 218", "7"),
    ("layer ReflectionPad2d 8@3 padding=P --want 10", "1"),
    ("conv H -k 3 --at-least 5", "7"),
    ("conv H -k 3 -s 2 --at-most 5", "12"),
    ("conv 5..40 -k 3 -s 2 -p 2 --want 7", "11..12"),
    ("conv １１ -k 3 -s 2 -p ０..５ --want 7", "2"),
    ("conv H -k 3 -s 2 -p 2 --want 1180591620717411303424",
     "2361183241434822606845..2361183241434822606846"),
    ("conv 56@64 -k 3 -p 1 -o M --of macs --at-most 600M", "332"),
    ("conv 56@64 -k 3 -p 1 -o M --of params --at-most 73856", "128"),
    ("conv 56@64 -k 3 -o 128 -g G --no-bias --of params --want 1152", "64"),
    ("conv 56@C -k 3 -o 128 --no-bias --of params --want 73728", "64"),
    ("tconv 16 -k K -s 2 -p 1 --want 32", "4"),
    ("tconv 16 -k 3 -s 2 -p 1 -a A --want 32", "1"),
    ("deconv 16 -k 4 -s S -p 1 --want 32", "2"),
    ("pool 112 -k 3 -s 2 -p P --want 56", "1"),
    ("pool H -k 3 -s 2 --ceil --want 56", "112..113"),
    ("pool 112 -k K --type avg --want 56", "2"),
    ("kernel 3 -d D --want 9", "4"),
    ("kernel K -d 2 --want 9", "5"),
    ("layer depthwise H -k 3 -s 2 -p 1 --want 16", "31..32"),
    ("layer linear @C out=10 bias=false --of params --want 5120", "512"),
    ("separable 56@64 -k 3 -p 1 -o M --want 1/8", "72"),
    ("separable 56@64 -k 3 -p 1 -o M --want 8", "72"),
    ("separable 56@64 -k K -p 1 -o 128 --want 1/8", "3"),
    ("separable 56@64 -k 3 -p 1 -o M --of macs --at-most 28M", "130"),
    ("dilations 3 --want 31", "1 2 4 8"),
    ("dilations 2 --at-least 64", "1 2 4 8 16 32"),
    ("dilations 3 --want 31 --layers 5", "1 2 3 4 5"),
    ("width mobilenet_v1 --at-most 300M", "0.72"),
    ("width mobilenet_v1 --of params --at-most 2.6M", "0.75"),
]  # fmt: skip


@pytest.mark.parametrize(("command", "answer"), ANSWERS)
def test_answers(cli: Cli, command: str, answer: str) -> None:
    assert cli(f"solve {command} -q") == (0, f"{answer}\n", "")


STACKS = [
    (("(N)*( conv3 )", "--at-least", "31"), "15"),
    (("(N)*( conv3 )", "--want", "31"), "15"),
    (("(N)*( conv3 )", "--dilate", "2", "--at-least", "31"), "4"),
    (("(N)*( conv3p1 conv3p1 maxpool2 )", "--at-least", "156"), "5"),
    (("3*( conv(K) )", "--at-least", "31"), "11"),
    (("conv3/2 conv3/1d(D)", "--at-least", "31"), "7"),
    (("(N)*( conv(K) )", "--where", "K=3..7", "--want", "31"), "N=15 K=3"),
]


@pytest.mark.parametrize(("words", "answer"), STACKS)
def test_stacks(cli: Cli, words: tuple[str, ...], answer: str) -> None:
    assert cli("solve", "rf", *words, "-q") == (0, f"{answer}\n", "")
    assert cli("inverse", "receptive-field", *words, "-q") == (0, f"{answer}\n", "")


NOTHING = [
    "conv 10 -k 4 -p P --want same", "conv 11 -k 3 -s S --want 6", "conv 5 -k K --want 9",
    "separable 56@64 -k 3 -p 1 -o M --want 9", "kernel 3 -d D --want 4",
    "dilations 3 --want 30", "dilations 3 --want 31 --layers 3",
    "conv 56 -k 2..2 -p 0..5 --want same", "width mobilenet_v1 --at-most 1k",
    "pool 22 -k 5 -s 2*S --want same", "conv 37 -k 4 -s 2x1..1 -p 1 -d 4x2..4 --want same",
]  # fmt: skip


@pytest.mark.parametrize("command", NOTHING)
def test_no_solution(cli: Cli, command: str) -> None:
    result = cli(f"solve {command}")
    assert result.code == 1
    assert result.err.startswith("convcalc: ")
    assert cli(f"solve {command} -q").out == "none\n"
    assert cli(f"solve {command} --exit-zero").code == 0
    assert cli(f"solve {command} --format table").err == ""


REFUSALS = [
    ("conv 11 -k 3 --want 7", "solve.nothing_unknown"),
    ("conv 11 -k 3 -p P", "solve.no_goal"),
    ("conv 11 -k 3 -p P --want 7 --at-least 3", "solve.want_or_bound"),
    ("conv 11 -k 3 -p P --want 7x7x7", "solve.wrong_axes"),
    ("conv 11 -k 3 -p P --of params --want 7", "report.unknown_quantity"),
    ("conv 11 -k 3 -p P --want 7 --where Q=1..2", "solve.no_such_letter"),
    ("conv 11 -k 3 -p P --want 7 --where P", "solve.bad_where"),
    ("conv 11 -k 5..3 --want 7", "solve.empty_range"),
    ("conv H*W -k 3 --want 7", "solve.unbounded"),
    ("conv 224 -k 1..99999999 -s 1..99999999 --want 7", "solve.too_many"),
    ("cnv 11 -k 3", "solve.unknown_question"),
    ("conv 11 -q -k 3 --wnt 7", "usage.unknown_option"),
    ("-k 3 conv 11", "usage.type_first"),
    ("layer", "usage.missing_argument"),
    ("rf vgg16 --want 3", "solve.one_line_only"),
    ("rf conv3 --want 3", "solve.nothing_unknown"),
    ("rf conv(1..3) --want 3", "solve.range_in_network"),
    ("dilations 3 --at-most 31", "solve.schedule_goal"),
    ("dilations 1 --want 31", "solve.schedule_kernel"),
    ("width vgg16 --at-most 1G", "solve.no_width_knob"),
    ("width mobilenet_v1 --want 1G", "solve.width_goal"),
    ("separable 56@64 -k 3 -o M --want 0", "solve.bad_ratio"),
    ("separable 56@64 -k K --want 8", "separable.needs_out"),
]


@pytest.mark.parametrize(("command", "code"), REFUSALS)
def test_refusals(cli: Cli, command: str, code: str) -> None:
    result = cli(f"solve {command} --json")
    assert (result.code, result.out) == (2, "")
    assert json.loads(result.err)["error"]["code"] == code
    for language in ("en", "ja"):
        said = cli(f"solve {command} --lang {language}")
        assert told(said, code)
        assert (language == "ja") == any("ぁ" <= character <= "ん" for character in said.err)


LINES = (
    "conv 11 -k 3 -s 2 -p P --want 7",
    "conv H -k 3 -s 2 -p 2 --want 7 --steps",
    "conv HxW -k 3 -s 2 -p 2 --want 7x9",
    "conv 224 -k 7 -s S -p 3 --want 112 --steps",
    "conv 56 -k 1..11 -p 0..5 --want same",
    "conv 56 -k K -p P -s S --want 28 --steps",
    "conv 56@64 -k 3 -p 1 -o M --of macs --at-most 600M",
    "pool H -k 3 -s 2 --ceil --want 56 --steps",
    "kernel 3 -d D --want 9",
    "separable 56@64 -k 3 -p 1 -o M --want 1/8 --steps",
    "dilations 3 --want 31",
    "dilations 3 --want 31 --steps",
    "width mobilenet_v1 --at-most 300M",
)


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("kind", ["table", "plain", "json", "csv", "markdown", "latex"])
@pytest.mark.parametrize("line", LINES)
def test_every_format(cli: Cli, line: str, kind: str, language: str) -> None:
    result = cli(f"solve {line} --format {kind} --lang {language}")
    assert (result.code, result.err) == (0, "")
    assert "solve." not in result.out
    assert "relation." not in result.out
    if kind == "json":
        assert json.loads(result.out)["kind"] == "solve"


def test_json(cli: Cli) -> None:
    answer = json.loads(cli("solve conv H -k 3 -s 2 -p 2 --want 7 --json").out)
    assert answer["goal"] == {"kind": "want", "min": 7, "max": 7}
    assert answer["count"] == 2
    assert answer["best"] == {"H": 11}
    assert answer["parts"] == [
        {
            "unknowns": [{"name": "H", "role": "size", "min": 1, "max": None}],
            "count": 2,
            "values": [{"min": 11, "max": 12, "step": 1}],
        }
    ]
    several = json.loads(cli("solve conv 56 -k K -p P --want same --json").out)["parts"][0]
    assert several["solutions"][0] == {"K": 3, "P": 1}
    assert several["relations"][0] == {
        "name": "K", "value": {"expr": "2*P + 1", "latex": "2P + 1"},
    }  # fmt: skip
    total = json.loads(cli("solve conv 11 -k 3 -s 2 -p P --want 7 --json").out)["total_padding"]
    assert total == [{"min": 4, "max": 5, "step": 1}]


def test_more_solutions_than_are_shown(cli: Cli) -> None:
    short = cli("solve conv 56 -k 1..11 -p 0..5 -s 1..4 --at-most 50 --limit 3").out
    assert len(short.splitlines()) == 4
    said = cli("solve conv 56 -k 1..11 -p 0..5 --want same --limit 3 --format table").out
    assert "6 solutions" in said
    assert "3 are shown" in said


ALSO = [
    ("conv 56 -k 1..11 -p 0..5 --want same --where rf=7..9", "kernel=7 padding=3"),
    ("conv 56 -k 1..11 -p 0..5 --want same --where effective_kernel=9", "kernel=9 padding=4"),
    ("conv 56@64 -k 3 -p 1 -o M --of macs --at-most 600M --where params=0..10000", "1..17"),
    ("conv 56@64 -k 3 -p 1 -o M --of params --at-least 1 --where macs=0..1", "none"),
    ("conv H -k 3 -s 2 -p 1 --of jump --want 2 --where size=7", "13..14"),
    ("conv size -k 3 --want 7 --where size=1..20", "9"),
    ("pool 112 -k 1..9 -s 1..4 --want 28 --where rf=3..", "kernel=3 stride=4"),
]  # fmt: skip


@pytest.mark.parametrize(("command", "answer"), ALSO)
def test_quantities_wanted_besides(cli: Cli, command: str, answer: str) -> None:
    assert cli(f"solve {command} -q").out == f"{answer}\n"


@pytest.mark.parametrize("language", ["en", "ja"])
def test_what_is_wanted_besides_is_told(cli: Cli, language: str) -> None:
    line = "solve conv 56 -k 1..11 -p 0..5 --want same --where effective_kernel=7.."
    for more in ("--format table", "--steps"):
        assert " ≥ 7" in " ".join(cli(f"{line} {more} --lang {language}").out.split())
    told = json.loads(cli(f"{line} --json").out)
    assert told["also"] == [{"of": "effective_kernel", "kind": "at_least", "min": 7, "max": None}]
    assert told["count"] == 3


def test_large_spaces_are_counted(cli: Cli) -> None:
    lines = cli("solve conv 1..1000 -k 1..31 -s 1..8 -p 0..31 -d 1..52 --want 7 --limit 2").out
    assert [line.split("\t")[:5] for line in lines.splitlines()[1:]] == [
        ["9", "3", "1", "0", "1"], ["7", "3", "1", "1", "1"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    "command", ["conv 18 -k 3 -p P --want same --where P=2..3", "pool 34 -k 5 -p 4..5 --at-least 5"]
)
def test_bounds_are_no_reason_to_share_padding_unequally(cli: Cli, command: str) -> None:
    assert "two equal sides" not in cli(f"solve {command}").err


def test_a_letter_that_cancels_is_no_part_of_the_answer(cli: Cli) -> None:
    result = cli("solve conv 56 -k K -s S -p same --want 28")
    assert (result.code, result.out) == (1, "K\t1..\nS\tnone\n")
    assert "S = 1 gives 56" in result.err


def test_a_range_outside_solve_points_there(cli: Cli) -> None:
    result = cli("conv 11 -k 1..3")
    assert result.code == 2
    assert "convcalc solve" in result.err


def test_steps_like_a_teacher(cli: Cli) -> None:
    said = cli("solve conv 11 -k 3 -s 2 -p P --want 7 --steps").out
    for line in ("o = ⌊(i + 2p − k) / s⌋ + 1", "6 ≤ (2P + 8) / 2 < 7", "4 ≤ 2P < 6", "P = 2"):
        assert line in said


def test_no_symmetric_padding_names_the_other(cli: Cli) -> None:
    assert "-p 1:2" in cli("solve conv 10 -k 4 -p P --want same").err


@pytest.mark.parametrize("language", ["en", "ja"])
def test_help(cli: Cli, language: str) -> None:
    for line in ("solve --help", "solve conv --help", "solve rf --help"):
        page = cli(f"{line} --lang {language}").out
        assert "--at-least" in page
        assert "cli." not in page


@pytest.mark.parametrize(
    "command", ["conv 28 -k 3 -p 2*P --want 32", "pool 28x30 -k 3 -p PxQ --want 28x30"]
)
def test_padding_expressions_without_a_solution(cli: Cli, command: str) -> None:
    result = cli(f"solve {command} -q")
    assert (result.code, result.out) == (1, "none\n")
    assert "No value of P gives this." in result.err


def test_a_padding_that_cannot_be_shared_begins_with_the_smaller_side(cli: Cli) -> None:
    lines = cli("solve conv 28 -k 4 -p P:Q --want same").out.splitlines()
    assert [line.split("\t")[:2] for line in lines[1:]] == [
        ["1", "2"], ["2", "1"], ["0", "3"], ["3", "0"],
    ]  # fmt: skip


def test_the_decimal_of_a_ratio_is_rounded(cli: Cli) -> None:
    lines = cli("solve separable 56@64 -k 3 -p 1 -o M --want 137/1152").out.splitlines()
    assert lines == ["M\t128", "ratio\t137/1152", "decimal\t0.118924"]


def test_a_field_of_one_needs_no_layer(cli: Cli) -> None:
    result = cli("solve dilations 3 --want 1")
    assert (result.code, result.err) == (1, "convcalc: A field of 1 needs no layer.\n")
    assert "of 1 layer has" in cli("solve dilations 3 --want 9 --layers 1").err
    assert "1 layer reaches" in cli("solve dilations 3 --want 9 --steps").out
