"""Limits: how they are read, and what becomes of them."""

from __future__ import annotations

import pytest

from convcalc.algebra.expr import Var
from convcalc.errors import UsageError
from convcalc.inverse.networks import load
from convcalc.network.budget import Limit, judge, read_amount, read_limit, read_limits
from convcalc.network.measures import Measures
from tests.network.nets import Chain, resnet50


@pytest.mark.parametrize(
    ("text", "quantity", "value"),
    [
        ("5M", "params", 5_000_000),
        ("4.1G", "macs", 4_100_000_000),
        ("600k", "params", 600_000),
        ("2B", "params", 2_000_000_000),
        ("231,211,008", "macs", 231_211_008),
        (1234, "params", 1234),
        ("20MiB", "peak_memory", 20 * 2**20),
        ("20 MB", "peak_memory", 20_000_000),
        ("1.5gb", "weight_memory", 1_500_000_000),
        ("4096", "peak_memory", 4096),
    ],
)
def test_amounts(text: object, quantity: str, value: int) -> None:
    assert read_amount(text, quantity) == value


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("", "params"), ("M", "params"), ("5MB", "params"), ("5M", "peak_memory"), ("-5", "macs"),
        ("1.23", "params"), ("1e9", "macs"), (".", "macs"), ("9" * 60, "macs"), (True, "macs"),
        ("5..1M", "macs"),
    ],
)  # fmt: skip
def test_what_is_no_amount(text: object, quantity: str) -> None:
    with pytest.raises(UsageError, match="not_an_amount"):
        read_amount(text, quantity)


def test_limits_of_a_mapping() -> None:
    assert read_limits({"params": "30M", "receptive_field": {"min": 224, "max": 600}}, "file") == [
        Limit("params", "max", 30_000_000, "file"),
        Limit("receptive_field", "min", 224, "file"),
        Limit("receptive_field", "max", 600, "file"),
    ]
    assert read_limits({"receptive_field": 224}, "file")[0].kind == "min"
    assert read_limits({"params": 5}, "expect")[0].kind == "equal"


def test_a_quantity_that_does_not_exist() -> None:
    with pytest.raises(UsageError) as error:
        read_limits({"parms": 5}, "file")
    assert error.value.hints[0].fields["word"] == "params"
    with pytest.raises(UsageError, match="unknown_bound"):
        read_limits({"params": {"most": 5}}, "file")


def test_a_limit_that_is_not_kept_names_the_excess_and_the_costliest_layers() -> None:
    measures = Measures(resnet50())
    (verdict,) = judge(measures, [read_limit("macs", "4G", "option")])
    assert verdict.kept is False
    assert verdict.excess == 89_184_256
    assert [node.name for node, _ in verdict.culprits] == ["conv1", "conv3", "conv7"]
    (verdict,) = judge(measures, [read_limit("receptive_field", 500, "option")])
    assert (verdict.kept, verdict.excess) == (False, 73)
    assert [(node.name, seen) for node, seen in verdict.culprits] == [("relu49", 427)]
    (verdict,) = judge(measures, [read_limit("peak_memory", "8MiB", "option")])
    assert verdict.excess == 9_633_792 - 8 * 2**20
    assert verdict.culprits[0][0].name == "bn5"


@pytest.mark.parametrize(
    ("quantity", "value", "kept"),
    [
        ("params", "25557032", True), ("params", "25557031", False), ("layers", 174, True),
        ("buffers", "60k", True), ("flops", "8G", False), ("weight_memory", "102MB", False),
        ("output", 1000, True), ("output", "@1000", True), ("output", "1001", False),
        ("activations", "40M", True),
    ],
)  # fmt: skip
def test_kept_or_not(quantity: str, value: object, kept: bool) -> None:
    (verdict,) = judge(Measures(resnet50()), [read_limit(quantity, value, "option")])
    assert verdict.kept is kept


@pytest.mark.parametrize("text", ["2x6x6", "6x6@2", "6x6", "6 × 6", " 2X6X6 "])
def test_an_output_may_be_spelt_either_way(text: str) -> None:
    (verdict,) = judge(_map_of_6(), [read_limit("output", text, "option")])
    assert verdict.kept


def _map_of_6() -> Measures:
    net = Chain(1, 8, 8)
    net.conv(2, 3)
    return Measures(net.finish())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2", "@2"), ("@2", "@2"), (2, "@2"), ("6x7", "6x7"), ("3x6x6", "6x6@3"),
        ("6x6x6", "6x6@6"), ("6x6x2", "6x2@6"),
        ("6@2", "6@2"), ("6x6x6@2", "6x6x6@2"), ("2x6x6x6", "6x6x6@2"),
    ],
)  # fmt: skip
def test_a_map_is_not_a_vector_nor_another_map(text: object, told: str) -> None:
    (verdict,) = judge(_map_of_6(), [read_limit("output", text, "option")])
    assert verdict.kept is False
    assert (verdict.limit.value, verdict.actual) == (told, "6x6@2")


@pytest.mark.parametrize("text", ["2", "@2", "1x1@2", "2x1x1", "1x1"])
def test_a_map_of_one_position_is_a_vector(text: str) -> None:
    net = Chain(1, 8, 8)
    net.conv(2, 8)
    (verdict,) = judge(Measures(net.finish()), [read_limit("output", text, "option")])
    assert verdict.kept


@pytest.mark.parametrize(
    ("text", "kept"),
    [("6x6@2", None), ("(H - 2)x(H - 2)@2", True), ("6x6@3", False), ("6x6", None)],
)
def test_an_output_in_letters(text: str, kept: bool | None) -> None:
    net = Chain(1, Var("H"), Var("H"))
    net.conv(2, 3)
    (verdict,) = judge(Measures(net.finish()), [read_limit("output", text, "option")])
    assert verdict.kept is kept


@pytest.mark.parametrize("text", ["", " ", "foo", "@", "6x", "6:6", "0", "6x0", "6x6@", True, [6]])
def test_what_is_no_output(text: object) -> None:
    with pytest.raises(UsageError, match="not_an_output"):
        read_limit("output", text, "option")


def test_what_cannot_be_decided_is_not_kept() -> None:
    net = Chain(None, 8, 8)
    net.conv(2, 3)
    (verdict,) = judge(Measures(net.finish()), [read_limit("params", 10, "option")])
    assert verdict.kept is None
    symbolic = Measures(resnet50(Var("H"), Var("H")))
    (verdict,) = judge(symbolic, [read_limit("macs", 10, "option")])
    assert verdict.kept is None


def test_a_field_that_depends_on_the_position() -> None:
    limits = read_limits({"receptive_field": {"min": 189, "max": 203}}, "file")
    verdicts = judge(Measures(load("unet")), limits)
    assert [(verdict.actual, verdict.excess) for verdict in verdicts] == [(188, 1), (204, 1)]


def test_exact_expectations() -> None:
    limits = read_limits({"params": 25_557_032, "macs": 1, "output": 1000}, "expect")
    assert [verdict.kept for verdict in judge(Measures(resnet50()), limits)] == [True, False, True]
