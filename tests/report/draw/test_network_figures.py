"""Bars, shape and curves of networks: their numbers are those of the audit."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from convcalc.algebra.expr import Var
from convcalc.errors import UsageError
from convcalc.inverse.networks import load
from convcalc.network.graph import Network, Node, elements
from convcalc.network.measures import Measures
from convcalc.network.outline import stages
from convcalc.report.draw.bars import COSTLIEST, MOST_ROWS, costs, rivals
from convcalc.report.draw.curve import field_curve, memory_curve
from convcalc.report.draw.network import network_drawing
from convcalc.report.draw.page import layers_table
from convcalc.report.draw.profile import MOST_COLUMNS, MOST_SKIPS, main_path, profile
from convcalc.report.figures import Skip
from tests.network.nets import Chain, chain, resnet50, unet

NETS = [
    "yolov8n",
    "resnet18",
    "mobilenet_v2",
    "densenet121",
    "efficientnet_b0",
    "unet",
    "wavenet",
    "pix2pix",
]


@pytest.mark.parametrize("name", NETS)
@pytest.mark.parametrize("by", ["layer", "stage", "type"])
def test_bars_add_up_to_the_totals(name: str, by: str) -> None:
    measures = Measures(load(name))
    bars = costs(measures, by)
    assert len(bars.rows) <= MOST_ROWS
    assert bool(bars.others) == (len(bars.rows) == COSTLIEST + 1)
    for at, column in enumerate(bars.columns):
        assert sum(row.values[at] for row in bars.rows) == column.whole
        assert column.whole == getattr(measures.totals, column.key)


def test_what_is_left_out_of_bars_costs_least() -> None:
    bars = costs(Measures(resnet50()), "layer")
    *rows, others = bars.rows
    assert others.values[0] + sum(row.values[0] for row in rows) == bars.columns[0].whole
    assert min(row.values[0] for row in rows) * bars.others >= others.values[0]


def test_several_networks_are_a_row_each() -> None:
    networks = [("a", Measures(chain(3))), ("b", Measures(unet()))]
    bars = rivals(networks)
    assert [row.name for row in bars.rows] == ["a", "b"]
    assert [row.values[3] for row in bars.rows] == [one.peak_memory for _, one in networks]


def branches(rng: random.Random) -> Network:
    """A small network with paths of convolutions that meet in additions."""
    net = Chain(4, 8, 8)
    ends = [net.end]
    used: set[int] = set()
    for _ in range(rng.randint(3, 9)):
        start = rng.choice(ends)
        if rng.random() < 0.4 and len(ends) > 1:
            start, other = rng.sample(ends, 2)
            ends.append(net.add("add", start, other))
            used.add(other)
        else:
            kind = rng.choice(["conv", "relu"])
            given = {"out": 4, "kernel": 1} if kind == "conv" else {}
            ends.append(net.add(kind, start, **given))
        used.add(start)
    return net.finish(*[index for index in ends if index not in used])


def paths(network: Network, node: Node) -> Iterator[list[Node]]:
    if not node.inputs:
        yield [node]
    for source in node.inputs:
        for path in paths(network, network.nodes[source]):
            yield [*path, node]


@pytest.mark.parametrize("seed", range(40))
def test_the_main_path_has_the_most_layers_with_weights(seed: int) -> None:
    network = branches(random.Random(seed))
    found = main_path(network)

    def weight(path: list[Node]) -> int:
        return sum(node.type == "conv" for node in path)

    every = [path for end in network.outputs for path in paths(network, network.nodes[end])]
    assert found in every
    assert weight(found) == max(map(weight, every))


@pytest.mark.parametrize("name", NETS)
def test_columns_are_shapes_of_the_main_path(name: str) -> None:
    network = load(name)
    shown = profile(network)
    assert shown is not None
    by_name = {node.name: node for node in network.nodes}
    assert shown.columns[0].size == network.nodes[network.inputs[0]].shape.spatial
    end = main_path(network)[-1].shape
    assert (shown.columns[-1].size, shown.columns[-1].channels) == (end.spatial, end.channels)
    assert all(by_name[column.name].stage == column.stage for column in shown.columns)
    assert len(shown.columns) <= MOST_COLUMNS
    assert len(shown.skips) <= MOST_SKIPS
    last = len(shown.columns) - 1
    assert all(0 <= skip.start < skip.end <= last for skip in shown.skips)


def test_the_skips_of_a_unet_and_of_a_residual_block() -> None:
    shown = profile(unet())
    assert shown is not None
    assert [skip.plain for skip in shown.skips] == [False] * 4  # each crops what it carries
    net = Chain(8, 8, 8)
    net.conv(8, 3, 1, 1)
    start = net.end
    net.conv(8, 3, 1, 1)
    net.add("relu")
    net.conv(8, 3, 1, 1)
    net.add("add", start, net.end)
    residual = profile(net.finish())
    assert residual is not None
    assert residual.skips == (Skip(1, 3, True),)
    assert [column.name for column in residual.columns] == ["input", "conv1", "conv2", "conv3"]


def test_the_gate_of_a_squeeze_and_excitation_is_not_the_main_path() -> None:
    net = Chain(8, 8, 8)
    body = net.conv(8, 3, 1, 1)
    net.add("gap")
    net.conv(2, 1)
    net.add("relu")
    net.conv(8, 1)
    net.add("sigmoid")
    net.add("mul", body, net.end)
    assert [node.type for node in main_path(net.finish())] == ["input", "conv", "mul"]


def test_too_many_columns_share() -> None:
    shown = profile(chain(3 * MOST_COLUMNS))
    assert shown is not None
    assert sum(column.folded for column in shown.columns) == 3 * MOST_COLUMNS + 1
    assert len(shown.columns) <= MOST_COLUMNS


@pytest.mark.parametrize("name", NETS)
def test_curves_end_and_peak_where_the_audit_says(name: str) -> None:
    measures = Measures(load(name))
    memory = memory_curve(measures)
    assert memory is not None
    assert memory.marked is not None
    assert max(value for _, value in memory.points) == measures.peak_memory
    assert memory.points[memory.marked] == (measures.peak.node.name, measures.peak_memory)  # type: ignore[union-attr]
    field = field_curve(measures)
    assert field is not None
    node = next(node for node in measures.network.nodes if node.name == field.points[-1][0])
    assert measures.local is not None
    assert node is measures.local[0]
    sizes = [axis.size for axis in measures.fields[node.index].local or ()]
    assert field.points[-1][1] == max(sizes)
    if field.marked is not None:
        assert field.limit is not None
        before = field.points[field.marked - 1][1]
        assert before < field.limit <= field.points[field.marked][1]


def test_every_tensor_is_alive_while_it_is_written() -> None:
    measures = Measures(unet())
    assert measures.peak is not None
    for node, alive in zip(measures.peak.order, measures.peak.alive, strict=True):
        size = elements(node.shape)
        assert isinstance(size, int)
        read = {measures.network.nodes[source].index for source in node.inputs}
        assert alive >= size + (max(_size(measures, index) for index in read) if read else 0)


def _size(measures: Measures, index: int) -> int:
    size = elements(measures.network.nodes[index].shape)
    assert isinstance(size, int)
    return size


def test_letters_are_refused_and_unknown_shapes_left_out() -> None:
    net = Chain(3, Var("H"), 8)
    net.conv(8, 1)
    with pytest.raises(UsageError) as caught:
        network_drawing(Measures(net.finish()), "stage")
    assert caught.value.code == "draw.letter"
    unknown = Chain(None, 8, 8)
    unknown.conv(8, 1)
    measures = Measures(unknown.finish())
    assert [type(node).__name__ for node in network_drawing(measures, "stage").nodes] == ["Bars"]
    for view in ("shape", "memory"):
        with pytest.raises(UsageError) as caught:
            network_drawing(measures, "stage", view)
        assert caught.value.code == f"draw.no_{view}"


def test_where_one_stage_holds_all_its_parts_are_shown() -> None:
    net = Chain(3, 8, 8)
    for block in ("m", "m/first/0", "m/first/1", "m/second/0"):
        net.end = net.builder.add(
            "conv", {"out": 8, "kernel": 1}, (net.end,), stage="m", block=block
        )
    network = net.finish()
    assert stages(network) == ["", "", "first", "first", "second"]
    rows = costs(Measures(network)).rows
    assert [row.name for row in rows] == ["conv1", "first", "second"]
    shown = profile(network)
    assert shown is not None
    assert [column.stage for column in shown.columns] == ["", "", "first", "first", "second"]
    heads = [line.cells[0] for line in layers_table(Measures(network)).outline if line.level == 1]
    assert len(heads) == 3


def test_without_stages_there_is_a_row_for_each_layer() -> None:
    bars = costs(Measures(chain(3)))
    assert bars.title.code == "draw.costs.layer"
    assert [row.name for row in bars.rows] == ["conv1", "conv2", "conv3"]
