"""Rules over random networks: none fails, and what they count is what windows read one by one."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convcalc.errors import ConvcalcError
from convcalc.inverse.networks import load, variable
from convcalc.network.measures import Measures
from convcalc.render.json import value_line
from convcalc.render.wording import Wording
from convcalc.report.findings import finding_records, sentence
from convcalc.rules.baseline import new, read, written
from convcalc.rules.choice import chosen
from convcalc.rules.engine import run
from convcalc.rules.index import rules
from convcalc.rules.rule import Finding, Rule

ITEMS = """
    conv1@4 conv3@8 conv3p1@8b0 conv5p2@32 conv3/2p1@16 conv1/2@16 conv2/2@20 conv3/1p2d2@8
    conv5p4@8 conv1p1@16 conv3p1g2@8 depthwise3/2p1 maxpool2/2 maxpool3/2c1 avgpool2 avgpool3/2c1
    bn relu gn4 gn8 ln gap flatten linear@8 tconv3/2p1@8 tconv4/2p1@8 tconv2/3@8 upsample2
    adaptive_avgpool7 pad1 crop1 se4 lrn channel_shuffle2 pixel_shuffle2 local3@4 separable3p1@8
    unfold3 add
"""


def line(lot: random.Random, depth: int = 0) -> str:
    """Some layers, among them paths that part and meet."""
    found = []
    for _ in range(lot.randint(1, 8 - 3 * depth)):
        if depth < 2 and lot.random() < 0.2:
            word = lot.choice(("add", "concat", "mul"))
            found.append(f"{word}[ {line(lot, depth + 1)} | {line(lot, depth + 1)} ]")
        else:
            found.append(lot.choice(ITEMS.split()))
    return " ".join(found)


@pytest.mark.parametrize("seed", range(8))
def test_no_network_is_too_strange(seed: int) -> None:
    lot, found = random.Random(seed), 0
    for _ in range(60):
        dims = lot.choice((1, 2, 2, 3))
        size = "x".join(str(lot.choice((1, 2, 5, 8, 15, 28, 32))) for _ in range(dims))
        text = f"{size}@{lot.choice((1, 3, 8, 16))}: {line(lot)}"
        try:
            network = load(text, dims=dims)
        except ConvcalcError:
            continue
        findings = run(
            Measures(network),
            chosen(("all",)),
            lambda text=text, dims=dims: variable(text, dims=dims),
        )
        found += len(findings)
        for lang in ("en", "ja"):
            for one in findings:
                assert "{" not in Wording(lang).say(sentence(one.message))
        value_line(finding_records(findings))
        assert new(findings, read(written([("x", findings)]), "x")["x"]) == []
    assert found > 5


sizes = st.integers(1, 20)


@given(sizes, st.integers(1, 6), st.integers(1, 4), st.integers(0, 6), st.integers(1, 3))
@settings(max_examples=120, deadline=None)
def test_sizes_and_borders_by_brute_force(i: int, k: int, s: int, p: int, d: int) -> None:
    """One convolution, its windows written out: what is read, what lies on padding."""
    try:
        network = load(f"{i}@1: conv{k}/{s}p{p}d{d}@1", dims=1)
    except ConvcalcError:
        return
    outputs = (i + 2 * p - d * (k - 1) - 1) // s + 1
    windows = [[u * s - p + t * d for t in range(k)] for u in range(outputs)]
    on_map = [[0 <= place < i for place in window] for window in windows]
    read = {place for window in windows for place in window if 0 <= place < i}
    found = {one.rule.code: one for one in run(Measures(network), _sizes())}
    full = [window for window in on_map if any(window)]
    taps = {t for window in on_map for t in range(k) if window[t]}

    assert ("CC104" in found) is (len(full) < outputs)
    if "CC104" in found:
        assert found["CC104"].numbers["empty"] == outputs - len(full)
    end = i - 1 - max(read, default=-1)
    between = i - len(read) - end
    holes = "".join("x" if place in read else " " for place in range(i)).strip().split("x")
    assert ("CC101" in found) is (end > max(map(len, holes)))
    assert ("CC103" in found) is (between > 0)
    if full and _looked_at(i, k, p, d):
        real = Fraction(sum(map(sum, full)), len(full) * k)
        assert ("CC102" in found) is (real < Fraction(1, 2) or len(taps) < k)
        if "CC102" in found:
            assert found["CC102"].numbers["padded_share"] == 1 - real


def _sizes() -> list[Rule]:
    return [rules()[code] for code in ("CC101", "CC102", "CC103", "CC104")]


def _looked_at(i: int, k: int, p: int, d: int) -> bool:
    """Whether padding is so much that the windows are counted at all."""
    return p > 0 and (i <= 8 * p or p > d * (k - 1))


def by_code(line: str) -> dict[str, Finding]:
    return {one.rule.code: one for one in run(Measures(load(line)), chosen(("all",)))}


def test_a_separable_convolution_instead_is_the_separable_layer() -> None:
    """The saving that is told is that of the network written so."""
    plain, separable = (
        load(f"3x16x16: conv3p1@8 {layer} gap linear@4")
        for layer in ("conv3p1@16", "depthwise3p1b0 conv1@16")
    )
    told = by_code("3x16x16: conv3p1@8 conv3p1@16 gap linear@4")["CC306"].cure
    assert told is not None
    saved = [
        getattr(Measures(plain).totals, key) - getattr(Measures(separable).totals, key)
        for key in ("params", "macs")
    ]
    assert [told.fields["params"], told.fields["macs"]] == saved
