"""The spatial axes of networks on the command line: `--dims`, and shapes with a batch in front."""

# ruff: noqa: E501  (tables: one case a line)

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import Cli

SOUND = "16000@1: conv10/5b0@512 4*( conv3/2b0@512 ) 2*( conv2/2b0@512 )"
FILE = "convcalc: 1\ninput: 1x3x32x32\nlayers:\n  - conv3p1b0@16\n"


@pytest.mark.parametrize(
    ("words", "out"),
    [
        (("audit", SOUND, "--of", "params"), "4199424"),
        (("audit", SOUND, "--of", "size"), "49"),
        (("rf", SOUND), "400"),
        (("rf", SOUND, "--of", "jump"), "320"),
        (("check", "400", "rf", SOUND), "true"),
        (("rf", "conv3 conv3/2"), "5"),
    ],
)
def test_one_axis(cli: Cli, words: tuple[str, ...], out: str) -> None:
    assert cli(*words, "--dims", "1", "-q") == (0, f"{out}\n", "")


@pytest.mark.parametrize(
    ("words", "out"),
    [
        (("audit", "1x16000: Conv1d(kernel=10, stride=5, out=512, bias=false)", "--of", "params"), "5120"),
        (("rf", "Conv1d(kernel=2, padding=causal) Conv1d(kernel=2, padding=causal, dilation=2)"), "4"),
        (("audit", "3x16x112x112: conv3x3x3p1@64", "--of", "params"), "5248"),
        (("audit", "resnet18", "--dims", "3", "--input", "3x16x112x112", "--of", "params"), "33716904"),
        (("audit", "mobilenet_v1:width=0.5,input=192", "--of", "macs"), "109970432"),
    ],
)  # fmt: skip
def test_axes_that_are_known(cli: Cli, words: tuple[str, ...], out: str) -> None:
    result = cli(*words, "-q")
    assert (result.code, result.out) == (0, f"{out}\n")


@pytest.mark.parametrize(
    "command",
    ["audit N", "rf N", "diff N N", "solve inputs N", "convert N yaml", "zoo N",
     "solve width N --at-most 300M", "audit N N", "diff N"],
)  # fmt: skip
@pytest.mark.parametrize("batch", [1, 4])
def test_a_batch_is_refused_by_every_command(cli: Cli, command: str, batch: int) -> None:
    words = command.replace("N", "mobilenet_v1").split()
    result = cli(*words, "--input", f"{batch}x3x192x192")
    assert (result.code, result.out) == (2, "")
    assert "3x192x192" in result.err.replace(f"{batch}x3x192x192", "")
    assert ("--batch-size 4" in result.err) == (batch == 4)
    assert cli(*words, "--input", "3x192x192").code == 0


@pytest.mark.parametrize(
    "words",
    [("audit", "n.yaml"), ("rf", "n.yaml"), ("convert", "n.yaml", "line"), ("audit", "1x3x32x32: conv3p1b0@16")],
)  # fmt: skip
def test_a_batch_that_nothing_decides(
    cli: Cli, words: tuple[str, ...], tmp_path, monkeypatch
) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "n.yaml").write_text(FILE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    result = cli(*words)
    assert (result.code, result.out) == (2, "")
    assert "without the batch axis: 3x32x32" in result.err
    assert "3x32x32@1 --dims 3" in result.err


@pytest.mark.parametrize(
    "command", ["audit", "rf", "diff", "convert", "zoo", "solve inputs", "solve width"]
)
def test_every_command_about_networks_takes_dims(cli: Cli, command: str) -> None:
    assert "--dims" in cli(*command.split(), "--help").out
    result = cli(*command.split(), "resnet18", *["line"] * (command == "convert"), "--dims", "4")
    assert result.code == 2
    assert "1, 2, 3" in result.err


def test_a_line_in_one_dimension_reads_back(cli: Cli) -> None:
    line = cli("convert", SOUND, "line", "--dims", "1").out.strip()
    again = cli("audit", line, "--json")
    assert (
        json.loads(again.out)["totals"]
        == json.loads(cli("audit", SOUND, "--dims", "1", "--json").out)["totals"]
    )
    file = cli("convert", SOUND, "yaml", "--dims", "1").out
    assert "dims: 1\n" in file
    assert cli("audit", "-", "-q", "--of", "params", stdin=file.encode()).out == "4199424\n"
