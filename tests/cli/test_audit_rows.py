"""Which rows of an audit are shown, and in which order."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import Cli

BLOCKS = "audit resnet18 --by block"


def rows(cli: Cli, line: str) -> list[list[str]]:
    done = cli(line)
    assert (done.code, done.err) == (0, "")
    return [row.split("\t") for row in done.out.splitlines()]


@pytest.mark.parametrize(
    ("sort", "first"),
    [
        ("params", "linear1 linear2 fc8"),
        ("Parameters", "linear1 linear2 fc8"),
        ("macs", "conv2 conv3 conv4"),
        ("alive", "relu1 lrn1 conv1"),
        ("使用中のメモリ", "relu1 lrn1 conv1"),
        ("RF", "linear1 relu6 dropout1"),
        ("name", "conv1 conv2 conv3"),
    ],
)
def test_the_largest_come_first(cli: Cli, sort: str, first: str) -> None:
    _, *found = rows(cli, f"audit alexnet --sort {sort} --top 3")
    assert [row[0] for row in found] == first.split()


def test_every_row_has_its_place(cli: Cli) -> None:
    """What is unknown comes last."""
    network = "3x32x32: conv3p1@16 opaque(what=foo) conv3@4 relu"
    told = cli("audit", network, "--sort", "macs").out.splitlines()
    assert [row.split("\t")[0] for row in told[1:]] == ["conv2", "conv1", "relu1", "opaque1"]
    data = json.loads(cli("audit resnet18 --sort macs --json").out)
    costs = [row["macs"] for row in data["layers"]]
    assert costs == sorted(costs, reverse=True)
    assert len(costs) == 68


def test_a_column_that_sorts_is_shown(cli: Cli) -> None:
    assert rows(cli, "audit alexnet --sort alive --top 1")[0][-1] == "alive"
    assert rows(cli, "audit alexnet --sort layers --by stage")[1][0] == "block1"


def test_one_layer_and_those_of_a_stage(cli: Cli) -> None:
    assert [row[0] for row in rows(cli, "audit resnet18 --layer conv5")] == ["name", "conv5"]
    _, *stage = rows(cli, "audit resnet18 --layer stage3")
    (whole,) = [row for row in rows(cli, "audit resnet18 --by stage") if row[0] == "stage3"]
    assert len(stage) == int(whole[1]) == 16
    assert [sum(int(row[at]) for row in stage) for at in (2, 3)] == [int(whole[2]), int(whole[3])]
    assert stage[-1][4] == whole[5] == "211"
    page = cli("audit resnet18 --layer stage3 --format table").out.splitlines()
    assert page[4].split()[:5] == ["stage3", "16", "layers", "14x14@256", "2,099,712"]
    assert rows(cli, "audit resnet18 --layer stage1/unit#2")[-1][0] == "relu5"


def test_blocks_add_up_to_the_network(cli: Cli) -> None:
    for line in (BLOCKS, f"{BLOCKS} --depth 2", f"{BLOCKS} --depth 3"):
        header, *found = rows(cli, line)
        at = header.index("params")
        assert sum(int(row[at]) for row in found) == 11_689_512, line
    page = cli(f"{BLOCKS} --format table").out
    assert max(map(len, page.splitlines())) <= 80
    assert "2 × unit" in page


def test_headings_name_columns(cli: Cli) -> None:
    assert rows(cli, "audit alexnet --columns Layer,パラメータ,RF,受容野,MACs --top 1")[0] == [
        "name", "params", "receptive_field", "receptive_field", "macs",
    ]  # fmt: skip
    assert cli("audit alexnet --columns Layr").code == 2


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("audit alexnet --sort foo", "audit.unknown_column"),
        ("audit alexnet --layer foo", "rf.no_layer"),
        ("audit alexnet --layer fc6 --by stage", "audit.layer_by_layer"),
        ("audit alexnet --depth 1 --sort macs", "audit.depth_in_order"),
        ("audit alexnet --by type --sort RF", "audit.unknown_column"),
        ("audit alexnet vgg16 --sort macs", "audit.one_network_only"),
    ],
)
def test_what_does_not_go_together(cli: Cli, line: str, code: str) -> None:
    done = cli(f"{line} --json")
    assert done.code == 2
    assert json.loads(done.err)["error"]["code"] == code
