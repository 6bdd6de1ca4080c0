"""What each command answers, line by line: the promises of the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Cli, told

ANSWERS = [
    # conv
    ("conv 11 -k 3 -s 2 -p 2", "7"),
    ("conv ２２４ -k ３", "222"),
    ("conv 11 --kernel 3 --stride 2 --padding 2", "7"),
    ("conv 224x160 -k 3 -s 2 -p 1", "112x80"),
    ("conv 224,16 -k 3x5 -s 2x1 -p 1x2", "112x16"),
    ("conv 100 -k 3 --dims 1", "98"),
    ("conv 16x224x224 -k 3 --dims 3", "14x222x222"),
    ("conv 16x224x224 -k 3x3x3", "14x222x222"),
    ("conv 10 -k 3 -p 1:2", "11"),
    ("conv 10 -k 3 -p 1:2x0:1", "11x9"),
    ("conv 11 -k 3 -p same", "11"),
    ("conv 11 -k 3 -s 2 -p same --dialect keras", "6"),
    ("conv 11 -k 3 -d 2", "7"),
    ("conv 11 -k 3 --rate 2", "7"),
    ("conv H -k 3 -s 2 -p 1 --ascii", "floor((H - 1)/2) + 1"),
    ("conv 2*H -k 2 -s 2 --ascii", "H"),
    ("conv 56@64 -k 3 -p 1 -o 128 --no-bias --of macs", "231211008"),
    ("conv 56 -i 64 -k 3 -p 1 -o 128 --no-bias --of macs", "231211008"),
    ("conv 56@64 -i 64 -k 3 -p 1 -o 128 --no-bias --of flops", "462422016"),
    ("conv 56@64 -k 3 -o 128 --of params", "73856"),
    ("conv 56@64 -k 3 -o 128 -g 64 --no-bias --of params", "1152"),
    ("conv 11 -k 3 -d 2 --of effective_kernel", "5"),
    ("conv 11 -k 3 -d 2 --of rf", "5"),
    ("conv HxW@C -k 3 -o M --no-bias --of params --ascii", "9*C*M"),
    # tconv
    ("tconv 16 -k 4 -s 2 -p 1", "32"),
    ("deconv 16 -k 4 -s 2 -p 1", "32"),
    ("tconv 16 -k 3 -s 2 -p 1 -a 1", "32"),
    ("tconv 16 -k 3 -s 2 -p 1 --output-size 32", "32"),
    ("tconv H -k 4 -s 2 -p 1 --ascii", "2*H"),
    # pool
    ("pool 112 -k 3 -s 2", "55"),
    ("pool 112 -k 3 -s 2 --ceil", "56"),
    ("pool 112 -k 2", "56"),
    ("pool 112 -k 3 -s 2 --type avg", "55"),
    ("pool 112 -k 3 -s 2 --type lp", "55"),
    ("pool 112 -k 3 -s 2 --dialect caffe", "56"),
    # kernel
    ("kernel 3 -d 2", "5"),
    ("kernel 3x5 -d 2", "5x9"),
    ("kernel 3 -d 2x1", "5x3"),
    ("kernel K -d D --ascii", "D*(K - 1) + 1"),
    # separable
    ("separable 56@64 -k 3 -p 1 -o 128", "137/1152"),
    ("dwsep 56@64 -k 3 -p 1 -o 128", "137/1152"),
    ("separable 56@64 -k 3 -p 1 -o 128 --of macs", "27496448"),
    # layer
    ("layer conv 11 -k 3 -s 2 -p 2", "7"),
    ("layer Conv2d 11 -k 3 -s 2 -p 2", "7"),
    ("layer Conv1d 11 -k 3 --of size", "9"),
    ("layer conv 11 kernel=3 stride=2 padding=2", "7"),
    ("-q layer conv 11 kernel_size=3 -s 2", "5"),
    ("layer conv kernel=3 11 stride=2", "5"),
    ("layer depthwise 56@64 -k 3 -p 1 --of macs", "1806336"),
    ("layer linear 7x7@512 out=4096 --of params", "102764544"),
    ("layer fc @512 out=10 bias=false --of params", "5120"),
    ("layer concat 28@64 28@128 --of channels", "192"),
    ("layer add 28@64 28@64", "28"),
    ("layer upsample 50 --scale 2.3", "114"),
    ("layer bn 56@64 --of params", "128"),
    ("layer gap 7x7@512 --of channels", "512"),
    ("layer adaptive_avgpool 13 --output-size 6", "6"),
    ("layer reshape 7x7@512 --shape 25088", "25088"),
]


@pytest.mark.parametrize(("command", "answer"), ANSWERS)
def test_answers(cli: Cli, command: str, answer: str) -> None:
    assert cli(f"{command} -q") == (0, f"{answer}\n", "")


REFUSALS = [
    ("conv 5 -k 7", "size.kernel_exceeds_input", {"effective_kernel": 7, "padded": 5}),
    ("conv 224x224x32 -k 3", "size.three_numbers", {}),
    ("conv 56@64 -i 32 -k 3", "size.channels_twice", {"at": 64, "option": 32}),
    ("conv 11 -k 1..3", "expr.range", {}),
    ("conv 9**9**9 -k 3", "expr.too_large", {}),
    ("layer linear", "usage.missing_argument", {"name": "SIZE"}),
    ("layer add 28@64", "layer.too_few_inputs", {"given": 1}),
    ("layer conv 11 28 -k 3", "layer.one_input", {"given": 2}),
    ("layer Conv1d 11x11 -k 3", "size.wrong_axes", {"given": 2}),
    ("separable 56@64 -k 3 -o 128 --saving 0", "usage.saving", {"value": "0"}),
    ("separable 56@64 -k 3 -o 128 --saving H", "usage.saving", {"value": "H"}),
    ("conv 11 -k 3 --of ratio", "report.no_quantity", {}),
    ("conv 11 -k 3 --of macs", "report.unknown_quantity", {}),
]


@pytest.mark.parametrize(("command", "code", "fields"), REFUSALS)
def test_refusals(cli: Cli, command: str, code: str, fields: dict[str, object]) -> None:
    result = cli(f"{command} --json -q")
    assert (result.code, result.out) == (2, "")
    error = json.loads(result.err)["error"]
    assert error["code"] == code
    assert fields.items() <= error["fields"].items()


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("command", [command for command, _, _ in REFUSALS])
def test_refusals_have_words(cli: Cli, command: str, language: str) -> None:
    said = cli(f"{command} --lang {language}")
    assert told(said, json.loads(cli(f"{command} --json").err)["error"]["code"])
    if language == "ja":
        assert not said.err.isascii()


FORMATS = ("table", "plain", "json", "csv", "markdown", "latex")
LINES = (
    "conv 11 -k 3 -s 2 -p 2",
    "conv HxW -k K -s 2 -p 1 -i C -o M",
    "tconv 16 -k 4 -s 2 -p 1",
    "pool 112@64 -k 3 -s 2",
    "kernel 3 -d 2",
    "separable 56@64 -k 3 -p 1 -o 128",
    "layer bn 56@64",
    "layers",
    "layers conv",
    "formulas",
    "formulas conv-output",
    "explain stride",
    "explain size.kernel_exceeds_input",
    "conv 11 -k 3 -s 2 -p 2 --steps",
    "kernel 3 -d 2 --steps",
    "separable 56@64 -k 3 -p 1 -o 128 --steps",
)


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("line", LINES)
def test_every_format(cli: Cli, line: str, kind: str, language: str) -> None:
    result = cli(f"{line} --format {kind} --lang {language}")
    assert (result.code, result.err) == (0, "")
    assert result.out.endswith("\n")
    if kind == "json":
        document = json.loads(result.out)
        assert document["convcalc"] == 1
        assert list(document)[1] == "kind"


@pytest.mark.parametrize("line", LINES)
def test_on_a_terminal(cli: Cli, line: str) -> None:
    result = cli(*line.split(), terminal=True)
    assert (result.code, result.err) == (0, "")


def test_batch(cli: Cli, tmp_path: Path) -> None:
    cases = b'{"layer": "conv", "size": 11, "kernel": 3, "id": 1}\n\n{"layer": "cnv"}\n[]\n\xff'
    result = cli("batch", stdin=cases)
    assert (result.code, result.err) == (1, "")
    answers = [json.loads(line) for line in result.out.splitlines()]
    assert answers[0]["id"] == 1
    assert answers[0]["size"] == [9, 9]
    assert ["error" in answer for answer in answers] == [False, True, True, True, True]
    file, out = tmp_path / "cases", tmp_path / "answers"
    file.write_bytes(cases)
    assert cli(f"batch {file} --output-file {out}") == (1, "", "")
    assert out.read_text() == result.out
    assert cli("batch -", stdin=cases) == result


def test_batch_in_japanese_only_if_asked(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "ja_JP.UTF-8")
    message = json.loads(cli("batch", stdin=b"[]\n").out)["error"]["message"]
    assert message.isascii()
    message = json.loads(cli("batch --lang ja", stdin=b"[]\n").out)["error"]["message"]
    assert not message.isascii()


def test_batch_dialect(cli: Cli) -> None:
    case = b'{"layer": "maxpool", "size": 112, "kernel": 3, "stride": 2}\n'
    assert json.loads(cli("batch", stdin=case).out)["size"] == [55, 55]
    assert json.loads(cli("batch --dialect caffe", stdin=case).out)["size"] == [56, 56]
