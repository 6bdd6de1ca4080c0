"""What an answer says beside its number is true."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import Cli


@pytest.mark.parametrize(
    ("goal", "turns"), [("--want 24", False), ("--at-most 24", True), ("--at-least 24", True)]
)
def test_only_inequalities_turn_round(cli: Cli, goal: str, turns: bool) -> None:
    out = cli(f"solve conv 28 -k K {goal} --steps --lang en").out
    assert "Change signs" in out
    assert ("turn round" in out) is turns


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("-k 4 -s 2 -p 1", "with the same kernel, stride and padding takes 32 back to 16"),
        ("-k 4 -s 2 -p 1 -d 2", "stride, padding and dilation takes 35 back to 16"),
        ("-k 4 -s 1 -d 2 --dialect keras", "stride, padding and dilation takes 22 back to 16"),
        ("-k 4 -s 2 -p same --dialect keras", "same stride and SAME padding takes 32 back to 16"),
    ],
)
def test_the_way_back_names_the_dilation(cli: Cli, options: str, said: str) -> None:
    assert said in cli(f"tconv 16 {options} --steps --lang en").out


@pytest.mark.parametrize("line", ["layer relu 8@3", "layer add 8@3 8@3", "pool 8@3 -k 2"])
def test_no_flops_of_zero_beside_other_operations(cli: Cli, line: str) -> None:
    plain = cli(line).out
    assert "operations." in plain
    assert "flops" not in plain
    table = cli(f"{line} --format table --lang en").out
    assert "FLOPs" not in table
    assert "none: its operations" in table


def test_no_flops_of_zero_in_an_audit(cli: Cli) -> None:
    assert "FLOPs" not in cli("audit", "3x8x8: relu", "--format", "table", "--lang", "en").out
    assert "FLOPs" in cli("audit", "3x8x8: conv3@4 relu", "--format", "table", "--lang", "en").out
    assert "flops\t0" in cli("layer flatten 8@3").out


def test_memory_is_weights_and_output_of_a_layer(cli: Cli) -> None:
    (params, output) = 3 * 3 * 64 * 8 + 8, 8 * 54 * 54
    assert cli("conv 56@64 -k 3 -o 8 --of memory -q").out == f"{4 * (params + output)}\n"
    code, out, err = cli("audit resnet18 --of memory -q --lang en")
    assert (code, out) == (2, "")
    assert "--of peak_memory" in err
    assert "--of weight_memory" in err
    totals = json.loads(cli("audit resnet18 --json").out)["totals"]
    for quantity, value in (
        ("peak_memory", totals["peak_memory"]),
        ("weight_memory", 4 * totals["params"]),
    ):
        assert cli(f"audit resnet18 --of {quantity} -q").out == f"{value}\n"


@pytest.mark.parametrize(
    "question", ["56@64 -k 3 -p 1 -o 128", "14@512 -k 5 -p 2 -o 96", "9@63 -k 3 -p 1 -o 128"]
)
def test_separable_and_its_comparison_agree(cli: Cli, question: str) -> None:
    def macs(line: str) -> dict[str, int]:
        header, *rows = [row.split("\t") for row in cli(line).out.splitlines()]
        at = header.index("macs")
        return {row[0]: int(row[at]) for row in rows}

    alone, beside = macs(f"separable {question}"), macs(f"compare separable {question}")
    assert alone.items() <= beside.items()
