"""Short texts with large numbers in them: an answer, or an error that says the bound.

Nothing is timed; what keeps these short is that they end here at all, with the code they should.
"""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from convcalc.inverse.legal import conditions_of, sizes_of
from convcalc.inverse.networks import load
from convcalc.network.alignment import extremes
from convcalc.network.field import fields
from tests.cli.conftest import Cli
from tests.growth import work

HUGE = "1" + "0" * 39
DEEP = "max(" * 30 + "H" + ", 3)" * 30
MIXED = "max(min(" * 12 + "H" + ", 9), 3)" * 12
ANSWERED = [
    ["solve", "conv", DEEP, "-k", "K", "-s", "S", "--want", "7"],
    ["conv", MIXED, "-k", "K", "-s", "S", "-q"],
    ["rf", "conv3p1 conv3/2p1 tconv1000000/2", "-q"],
    ["rf", "3*( conv1000000/1d2 )", "--coverage", "-q"],
    ["rf", f"tconv{HUGE}/7 conv3", "-q"],
    ["rf", "300*( conv3/2 )", "-q"],
    ["audit", "100*( conv3/2 )", "-q"],
    ["compare", "upsampling", "16@64", "-k", "1000000"],
    ["solve", "rf", "1000000000*( conv(K) )", "--at-least", "31"],
    ["solve", "rf", "(A)*( conv3 ) (C)*( maxpool2/2 )", "--want", "63",
     "--where", "A=1..40", "--where", "C=0..3"],
    ["solve", "rf", "conv(K)/(S)", "--want", "31"],
    ["audit", "densenet201", "--input", "HxW@3", "-q"],
]  # fmt: skip
REFUSED = [
    ("solve.unbounded", ["solve", "rf", "((((a+b)**60)**60)**60)*( conv3 )", "--want", "31"]),
    ("network.too_many_digits", ["audit", f"1x1x1: 120*( upsample(scale={HUGE}) )", "-q"]),
    ("network.too_many_digits", ["rf", f"120*( upsample(scale={HUGE}) )"]),
    ("network.too_many_digits", ["rf", "40*( conv3/1000 )"]),
    ("network.too_many_digits", ["audit", "9x9@3: 120*( pixel_unshuffle3 upsample3 )"]),
    ("field.too_many_digits", ["rf", "1x1x1: 1500*( conv3/2p1 )", "-q"]),
    ("network.too_many_letters", ["rf", "1500*( conv3 )"]),
    ("network.too_many_letters", ["rf", "150*( upsample3 conv3/2 )", "-q"]),
    ("load.too_many_layers", ["rf", "14285*( conv3/2 )"]),
    ("load.too_many_layers", ["audit", "8x64x64: 1000000*( relu )", "-q"]),
    ("load.too_many_layers", ["rf", "1000000*( conv3/1d2 )", "--coverage"]),
    ("rf.too_long", ["rf", "3*( conv90000000/1d2 )", "--coverage"]),
    ("solve.jump_too_large", ["solve", "rf", "1000000000*( conv(K)/2 )", "--at-least", "31"]),
]


@pytest.mark.parametrize("words", ANSWERED, ids=lambda words: " ".join(words)[:40])
def test_answered(cli: Cli, words: list[str]) -> None:
    result = cli(*words)
    assert result.code == 0, result.err
    assert result.out


@pytest.mark.parametrize(("code", "words"), REFUSED)
def test_refused(cli: Cli, code: str, words: list[str]) -> None:
    result = cli(*words)
    assert result.code == 2
    assert f"[{code}]" in result.err
    assert not result.out


def test_what_meets_is_compared_in_linear_work() -> None:
    def skips(count: int) -> str:
        rest = " | ".join(f"{n}*( conv3p1 )" for n in range(1, count))
        return f"1x64x64: concat[ | {rest} ]"

    networks = [load(skips(count)) for count in (10, 20)]
    small, large = (work(lambda: extremes(network)) for network in networks)  # noqa: B023
    nodes = [len(network.nodes) for network in networks]
    assert large / small < 2 * nodes[1] / nodes[0]  # 4 times as many nodes: all pairs take 16


def test_steps_of_legal_sizes_take_linear_work() -> None:
    def lines(count: int) -> int:
        demands = list(conditions_of(load(f"HxH@3: {count}*( conv3@8 )")))
        return work(lambda: sizes_of(demands, "H").decisive)

    assert lines(160) < 4.5 * lines(40)


def test_taps_between_the_outermost_are_not_looked_at() -> None:
    few, many = (load(f"conv3p1 tconv3/2 tconv{kernel}/2") for kernel in (100, 100_000))
    assert work(lambda: fields(many)) < 1.5 * work(lambda: fields(few))


def test_quiet_works_out_no_table(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError("the table is not asked for")

    monkeypatch.setattr("convcalc.report.audit.audit_table", never)
    monkeypatch.setattr("convcalc.report.audit.audit_data", never)
    monkeypatch.setattr("convcalc.report.rf.layer_table", never)
    monkeypatch.setattr("convcalc.report.rf.layer_data", never)
    assert cli("audit", "3x9x9: conv3@8", "-q").out == "10584\n"
    assert cli("rf", "conv3 conv3", "-q").out == "5\n"


def test_the_setting_raises_the_bound(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "CONVCALC_MAX_LAYERS" not in os.environ
    assert cli("rf", "3x9x9: 3000*( conv3p1 )", "-q").code == 2
    monkeypatch.setenv("CONVCALC_MAX_LAYERS", "3000")
    assert cli("rf", "3x9x9: 3000*( conv3p1 )", "-q").out == "6001\n"


def nested(depth: int) -> str:
    return "max(" * depth + "H" + ", 3)" * depth


@pytest.mark.parametrize(
    ("text", "most"),
    [
        (lambda n: "H" + "//2" * n, 12),
        (lambda n: "*".join(f"(a{i} + b{i})" for i in range(n // 8)), 12),
        (nested, 12),
    ],
    ids=["floors", "products", "extremes"],
)
def test_long_expressions_take_little_work(
    cli: Cli, text: Callable[[int], str], most: float
) -> None:
    cli("conv", "H", "-k", "K", "-s", "S")
    small, large = (work(lambda n=n: cli("conv", text(n), "-k", "3")) for n in (10, 40))  # type: ignore[misc]
    assert large < most * small


@pytest.mark.parametrize("size", ["(a + b + c + d + e + f)**64", "(((a + b)**60)**60)**60"])
def test_powers_that_would_expand_beyond_measure_stay_powers(cli: Cli, size: str) -> None:
    result = cli("conv", size, "-k", "3", "-q")
    assert result.code == 0
    assert len(result.out) < 100
