"""`convcalc solve inputs`: which input sizes a network takes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from convcalc.render import FORMATS
from tests.cli.conftest import Cli


@pytest.mark.parametrize(
    ("words", "sizes"),
    [
        ("unet", "188.."),
        ("unet --exact", "188../16"),
        ("unet_same", "16.."),
        ("unet_same --exact", "16../16"),
        ("alexnet", "227..258"),
        ("alexnet --exact", "227"),
        ("vgg16", "224..255"),
        ("vgg16 --input 3x256x256", "256..287"),
        ("vgg16 --want 7 --layer maxpool5", "224..255"),
        ("unet --want 388", "572..587"),
        ("unet --want 388 --exact", "572"),
        ("unet --at-least 300 --at-most 388", "492..587"),
        ("resnet50", "1.."),
        ("resnet50 --exact", "1../32"),
        ("wavenet", "1.."),
        ("mobilenet_v1:width=0.5 --exact", "1.."),
    ],
)
def test_known_answers(cli: Cli, words: str, sizes: str) -> None:
    result = cli("solve", "inputs", *words.split(), "-q")
    assert (result.code, result.out, result.err) == (0, f"{sizes}\n", "")


def test_axes_that_differ(cli: Cli) -> None:
    line = "3x224x160: conv(kernel=3x5, stride=2x3, out=4) flatten linear@10"
    result = cli("solve", "inputs", line, "-q")
    assert result.code == 0
    assert "H=223..224" in result.out
    assert "W=158..160" in result.out


def test_no_size_gives_it(cli: Cli) -> None:
    result = cli("solve", "inputs", "unet", "--want", "389", "-q")
    assert (result.code, result.out) == (1, "none\n")


def test_no_size_fits(cli: Cli) -> None:
    result = cli("solve", "inputs", "3x9x9: concat[ conv3@3 | ]")
    assert (result.code, result.out) == (1, "sizes\tnone\n")
    assert "differ in size" in result.err


def test_a_sum_repeats_a_single_element(cli: Cli) -> None:
    result = cli("solve", "inputs", "3x9x9: add[ conv3@3 | ]")
    assert (result.code, result.out) == (0, "sizes\t3\n")
    result = cli("solve", "inputs", "add[ conv3/2p1@4 | conv2/2@4 ]", "-q")
    assert (result.code, result.out) == (0, "2../2,3\n")


@pytest.mark.parametrize(
    ("body", "sizes", "fitting"),
    [
        ("add[ adaptive_avgpool5 | ]", "1,5", {1, 5}),
        ("add[ adaptive_avgpool5 | conv3/2p1@3 ]", "1..2,9..10", {1, 2, 9, 10}),
        ("add[ gap conv1@3 | ]", "1..", set(range(1, 12))),
    ],
)
def test_sums_that_stretch_a_single_element(
    cli: Cli, body: str, sizes: str, fitting: set[int]
) -> None:
    assert cli("solve", "inputs", f"3x1x1: {body}", "-q").out == f"{sizes}\n"
    assert {
        n for n in range(1, 12) if cli("audit", f"3x{n}x{n}: {body}", "-q").code == 0
    } == fitting


def test_the_own_input_need_not_fit(cli: Cli) -> None:
    result = cli("solve", "inputs", "unet", "--input", "1x100x100", "--format", "table")
    assert result.code == 0
    assert "nearest above" in result.out
    assert "it does not compute" in result.out


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("words", ["unet --exact", "alexnet --exact --steps", "unet --want 389"])
def test_formats_and_languages(cli: Cli, words: str, format: str, lang: str) -> None:
    result = cli("solve", "inputs", *words.split(), "--format", format, "--lang", lang)
    assert result.out.strip()
    assert "inputs." not in result.out
    assert "Message(" not in result.out


def test_steps_name_the_layers(cli: Cli) -> None:
    out = cli("solve", "inputs", "unet", "--exact", "--steps", "--format", "table").out
    assert "maxpool4" in out
    assert "left: H = 12 mod 16, H ≥ 76" in out
    assert "The same holds for W." in out


def test_json(cli: Cli) -> None:
    result = cli("solve", "inputs", "unet", "--exact", "--json")
    data = json.loads(result.out)
    assert (data["kind"], data["command"], data["exact"]) == ("solve", "inputs", True)
    height, width = data["letters"]
    assert height["sizes"] == width["sizes"] == [{"min": 188, "max": None, "step": 16}]
    assert height["computes"] == [{"min": 188, "max": None, "step": 1}]
    assert (height["own"], height["fits"], height["period"]) == (572, True, 16)
    assert [one["layer"] for one in height["decisive"]][:4] == [f"maxpool{n}" for n in range(1, 5)]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "NETWORK"),
        ("vgg16 --want 7", "--layer maxpool5"),
        ("unet --layer head", "--want"),
        ("unet --want 7x7x7", "axes"),
        ("unet --want 1000 --of params", "size"),
        ("unet --want 1/2", "whole number"),
        ("unet --want 388 --where H=1..9", "--where"),
        ("unett", "unet"),
    ],
)
def test_mistakes(cli: Cli, words: str, said: str) -> None:
    result = cli("solve", "inputs", *words.split())
    assert result.code == 2
    assert said in result.err


def test_comparison_shows_them(cli: Cli) -> None:
    out = cli("audit", "vgg16", "unet", "resnet50").out
    assert [line.split("\t")[-1] for line in out.splitlines()] == [
        "inputs", "224..255", "188..", "1..",
    ]  # fmt: skip


def test_symbolic_audit_says_where_it_holds(cli: Cli) -> None:
    err_or_out = cli("audit", "unet", "--input", "1xHxW", "--format", "table").out
    assert "H ≥ 188" in err_or_out


def test_symbolic_batch(cli: Cli) -> None:
    data = json.loads(cli("audit", "resnet18", "--batch-size", "N", "--json").out)
    assert data["batch_size"]["expr"] == "N"
    assert data["totals"]["peak_memory"]["expr"].endswith("*N")


def test_only_the_first_input_varies(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "two.yaml"
    path.write_text(
        "convcalc: 1\nname: two\ninput: {a: 3x64x64, b: 3x32x32}\nlayers:\n"
        "  - x: from(a) conv3/2p1@8\n  - y: concat[ from(x) | from(b) ]\n  - z: conv3p1@4\n",
        encoding="utf-8",
    )
    out = cli("solve", "inputs", str(path), "--format", "table").out
    assert "63 to 64" in out
    assert "Only the first input varies; b: as given." in out


def test_standard_input_is_read_once(cli: Cli) -> None:
    line = b"3x32x32: conv3/2@8 maxpool2 flatten linear@10"
    result = cli("solve", "inputs", "-", "-q", stdin=line)
    assert (result.code, result.out) == (0, "29..32\n")


def test_what_was_left_undecided_is_said_everywhere(cli: Cli) -> None:
    """The sizes repeat after more than are looked at: the set is too large, and must not pass for
    an answer."""
    network = "64x64@1: conv3p1@8 conv3/7 conv3/11 conv3/13 conv3/17 conv3/19"
    for words in ((), ("-q",), ("--steps",)):
        result = cli("solve", "inputs", network, "--exact", *words)
        assert result.code == 1
        assert "sizes repeat only after 17,017" in result.err
    assert "could not be decided, and must hold as well" in result.out
