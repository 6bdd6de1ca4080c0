"""Worked answers as an exam wants them: the taught formula whole, its letters, small networks."""

from __future__ import annotations

import json
import re

import pytest

from tests.cli.conftest import Cli

LENET = "1x28x28: conv5p2@6 relu maxpool2 conv5@16 relu maxpool2 linear@120 relu linear@10"


@pytest.mark.parametrize(
    ("letters", "formula", "numbers"),
    [
        ("dv", "o = i − k + 1", "36 − 5 + 1"),
        ("exam", "O = ⌊(W + 2P − F) / S⌋ + 1", "⌊(36 + 2·0 − 5) / 1⌋ + 1"),
        ("notes", "W′ = ⌊(W + 2P − K) / S⌋ + 1", "⌊(36 + 2·0 − 5) / 1⌋ + 1"),
    ],
)
def test_the_taught_formula_stays_whole(cli: Cli, letters: str, formula: str, numbers: str) -> None:
    told = cli("conv", "36", "-k", "5", "--steps", "--letters", letters, "--format", "table")
    assert formula in told.out
    assert numbers in told.out


def test_a_dilated_kernel_goes_into_the_taught_formula(cli: Cli) -> None:
    told = cli("conv 36 -k 5 -p 1 -d 2 --steps --letters exam --format table").out
    assert told.index("F_e = D(F − 1) + 1") < told.index("O = ⌊(W + 2P − F_e) / S⌋ + 1")
    assert "⌊(36 + 2·1 − 9) / 1⌋ + 1" in told


def test_the_size_comes_before_what_takes_it(cli: Cli) -> None:
    derived = json.loads(cli("conv 56@64 -k 3 -d 2 -o 8 --of macs --steps --json").out)
    assert [one["quantity"] for one in derived["derivations"]] == [
        "effective_kernel", "size", "macs",
    ]  # fmt: skip
    derived = json.loads(cli("conv 56@64 -k 3 -o 8 --of params --steps --json").out)
    assert {one["quantity"] for one in derived["derivations"]} == {"params"}


def test_a_field_is_told_with_its_indices(cli: Cli) -> None:
    told = cli("rf", "conv3 conv3/1d2", "--steps", "--letters", "exam", "--format", "table").out
    assert "r_l = r_{l−1} + (F_l − 1)·j_{l−1}" in told
    assert "F_e = 2·(3 − 1) + 1 = 5" in told
    latex = cli("rf", "conv3 conv3/2", "--steps", "--format", "latex").out
    assert r"r_l &= r_{l-1} + \left(k_l - 1\right) \cdot j_{l-1}" in latex


def test_the_letters_of_the_environment(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONVCALC_LETTERS", "exam")
    assert "O = " in cli("conv 36 -k 5 --steps --format table").out
    assert "o = " in cli("conv 36 -k 5 --steps --format table --letters dv").out
    monkeypatch.setenv("CONVCALC_LETTERS", "exm")
    failed = cli("conv 36 -k 5")
    assert failed.code == 2
    assert "CONVCALC_LETTERS" in failed.err
    assert "exam" in failed.err.partition("\n")[2]


def test_a_small_network_is_worked_out_layer_by_layer(cli: Cli) -> None:
    told = cli("audit", LENET, "--steps", "--format", "table").out
    for line in (
        "5²·6·16 + 16 = 2,416",
        "f_in = C·i_h·i_w = 16·5·5 = 400",
        "156 + 2,416 + 48,120 + 1,210 = 51,902",
    ):
        assert line in told
    data = json.loads(cli("audit", LENET, "--steps", "--json").out)
    params = [one for one in data["derivations"] if one["quantity"] == "params"]
    weights = sum(one["answer"] for one in params if one["formula"])
    assert weights == data["totals"]["params"] == 51_902
    macs = sum(one["answer"] for one in data["derivations"] if one["quantity"] == "macs")
    assert macs == data["totals"]["macs"]


def test_a_large_network_is_worked_out_one_layer_at_a_time(cli: Cli) -> None:
    failed = cli("audit resnet50 --steps")
    assert failed.code == 2
    found = re.search(r"choose one: (.*)", failed.err)
    assert found is not None
    told = cli(f"audit resnet50 --steps {found[1]} --format table")
    assert told.code == 0
    assert "⌊(224 + 2·3 − 7) / 2⌋ + 1" in told.out
    assert cli("audit resnet50 --steps --layer conv99").code == 2
