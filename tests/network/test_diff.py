"""Aligning two networks: what changed, came and went, and which totals got worse."""

from __future__ import annotations

import pytest

from convcalc.algebra.expr import Size, Var
from convcalc.inverse.networks import load
from convcalc.network.diff import NetworkRecord, compare, record, worse
from convcalc.network.graph import Network
from convcalc.network.measures import Measures
from tests.network.nets import Chain, chain, resnet50, vgg16


def recorded(network: Network) -> NetworkRecord:
    return record(Measures(network))


def kinds(before: Network, after: Network) -> dict[str, int]:
    counts: dict[str, int] = {}
    for change in compare(recorded(before), recorded(after)):
        counts[change.kind] = counts.get(change.kind, 0) + 1
    return counts


def test_a_network_equals_itself() -> None:
    assert kinds(resnet50(), resnet50()) == {"same": 174}


def test_versions_of_resnet50_differ_where_the_stride_stands() -> None:
    changes = compare(recorded(resnet50()), recorded(resnet50(version="1")))
    changed = [change for change in changes if change.kind == "changed"]
    assert len(changed) == 12
    assert {change.before.type for change in changed if change.before} == {"conv", "bn", "relu"}
    first = changed[0]
    assert first.before is not None
    assert first.after is not None
    assert dict(first.before.settings)["stride"] == "1"
    assert dict(first.after.settings)["stride"] == "2"


def test_batch_norms_are_added() -> None:
    assert kinds(vgg16(), vgg16(bn=True)) == {"same": 36, "added": 13}
    assert kinds(vgg16(bn=True), vgg16()) == {"same": 36, "removed": 13}


def test_a_layer_in_the_middle() -> None:
    def net(extra: bool) -> Network:
        built = Chain(8, 16, 16)
        for _ in range(3):
            built.conv(8, 3, 1, 1)
        if extra:
            built.conv(8, 5, 1, 2)
        for _ in range(3):
            built.conv(8, 3, 1, 1)
        return built.finish()

    assert kinds(net(False), net(True)) == {"same": 6, "added": 1}


def test_what_came_is_a_whole_block() -> None:
    """A block more is told from its first layer to its last."""
    for fewer, more, where in ((2, 3, "stage1/unit#3"), (1, 4, "stage1/unit#2")):
        nets = [load(f"resnet18:units1={count}") for count in (fewer, more)]
        changes = [one for one in compare(*map(recorded, nets)) if one.kind != "same"]
        assert {one.kind for one in changes} == {"added"}
        layers = [one.after for one in changes if one.after]
        assert "/".join(layers[0].path[:2]) == where
        assert layers[0].type == "conv"
        assert layers[-1].type == "relu"
        back = [one for one in compare(*map(recorded, nets[::-1])) if one.kind != "same"]
        assert [one.before for one in back] == layers


def test_networks_of_one_shape_are_paired_layer_by_layer() -> None:
    changes = compare(*map(recorded, map(load, ("mobilenet_v1", "mobilenet_v1:width=0.5"))))
    assert {one.kind for one in changes} == {"changed"}


def test_every_layer_appears_once() -> None:
    before, after = recorded(resnet50()), recorded(vgg16())
    changes = compare(before, after)
    assert [c.before for c in changes if c.before] == list(before.layers)
    assert [c.after for c in changes if c.after] == list(after.layers)


def test_very_long_networks_are_paired_by_position(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONVCALC_MAX_LAYERS", "10000")
    before, after = recorded(chain(4000)), recorded(chain(5000, size=16))
    changes = compare(before, after)
    assert len([c for c in changes if c.after]) == 5000
    assert len([c for c in changes if c.before]) == 4000


def test_totals_that_got_worse() -> None:
    before, after = recorded(resnet50(version="1")), recorded(resnet50())
    assert worse(before, after, ["params", "macs", "receptive_field"]) == {
        "macs": True,
        "receptive_field": True,
    }
    assert worse(after, before, ["params", "macs", "receptive_field"]) == {}
    assert worse(before, after, ["flops", "weight_memory"]) == {"flops": True}
    unknown = before._replace(totals={**before.totals, "macs": None})
    assert worse(before, unknown, ["macs"]) == {"macs": None}
    assert worse(unknown, before, ["flops"]) == {"flops": None}
    assert worse(unknown, unknown, ["macs"]) == {"macs": None}


def test_totals_in_letters() -> None:
    def of(macs: Size) -> NetworkRecord:
        return NetworkRecord("", (), {"macs": macs})

    n = Var("n")
    assert worse(of(n * 2), of(n + n), ["macs"]) == {}
    assert worse(of(n), of(n + 1), ["macs"]) == {"macs": True}
    assert worse(of(n + 1), of(n), ["macs"]) == {}
    assert worse(of(n), of(Var("m")), ["macs"]) == {"macs": None}
    assert worse(of(n), of(5), ["macs"]) == {"macs": None}


def test_without_settings_layers_are_compared_by_what_is_left() -> None:
    plain = recorded(resnet50())
    bare = NetworkRecord(
        plain.name,
        tuple([layer._replace(settings=()) for layer in plain.layers]),
        plain.totals,
        detailed=False,
    )
    assert all(change.kind == "same" for change in compare(bare, plain))
