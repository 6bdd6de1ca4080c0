"""Pooling: sizes under every rounding, operations window by window, unpooling."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from convcalc.algebra.expr import Var
from convcalc.errors import LayerError
from tests.layers.building import facts

small = st.integers(1, 12)


@given(small, small, st.integers(1, 5), st.integers(0, 3), st.integers(1, 3))
def test_both_ways_of_rounding(i: int, k: int, s: int, p: int, d: int) -> None:
    span = d * (k - 1) + 1
    given = {"kernel": k, "stride": s, "padding": p, "dilation": d}
    if i + 2 * p >= span:
        down = facts("maxpool", (i,), 1, **given).output.spatial[0]
        assert down == len(range(0, i + 2 * p - span + 1, s))
    assume(i + 2 * p + s > span)
    up = facts("maxpool", (i,), 1, ceil=True, **given)
    starts = list(range(-p, i, s))  # no window may start beyond the input
    enough = [u for u, at in enumerate(starts) if u == 0 or at - s + span < i + p]
    assert up.output.spatial[0] == len(enough)
    assert up.unused is not None
    last = starts[enough[-1]] + span - 1
    assert up.unused[0] == max(i + p - 1 - last, 0)


@pytest.mark.parametrize(
    ("size", "given", "expected"),
    [
        (13, {"kernel": 3, "stride": 2}, 6),
        (112, {"kernel": 3, "stride": 2}, 55),
        (112, {"kernel": 3, "stride": 2, "rounding": "ceil"}, 56),
        (2, {"kernel": 3, "stride": 2, "rounding": "ceil"}, 1),
        (5, {"kernel": 1, "stride": 3, "padding": 1, "rounding": "ceil"}, 2),
        (5, {"kernel": 1, "stride": 3, "rounding": "ceil"}, 2),
        (5, {"kernel": 1, "stride": 3, "rounding": "ceil-clipped-if-padded"}, 3),
        (5, {"kernel": 1, "stride": 3, "padding": 1, "rounding": "ceil-clipped-if-padded"}, 2),
        (6, {"kernel": 4}, 1),
    ],
)
def test_sizes(size: int, given: dict[str, Any], expected: int) -> None:
    assert facts("maxpool", (size,), 1, **given).output.spatial == (expected,)


def test_caffe_clips_every_axis_as_soon_as_one_is_padded() -> None:
    rule = {"kernel": 1, "stride": 3, "rounding": "ceil-clipped-if-padded"}
    padded = facts("maxpool", (5, 5), 1, padding=[[0, 0], [0, 1]], **rule)
    assert padded.output.spatial == (2, 2)


def test_operations_of_a_window() -> None:
    spatial, channels, given = (6, 6), 5, {"kernel": [2, 3]}
    outputs = 3 * 2 * 5
    assert facts("maxpool", spatial, channels, **given).operations == {"comparisons": 5 * outputs}
    assert facts("avgpool", spatial, channels, **given).operations == {
        "additions": 5 * outputs,
        "divisions": outputs,
    }
    assert facts("lppool", spatial, channels, **given).operations == {
        "additions": 5 * outputs,
        "powers": 7 * outputs,
    }


def test_pools_have_no_parameters_even_if_the_channels_are_unknown() -> None:
    sheet = facts("maxpool", (6, 6), None, kernel=2)
    assert (sheet.known, sheet.params, sheet.macs) == (True, 0, 0)
    assert sheet.operations == {"comparisons": None}
    assert sheet.output.channels is None


@given(small, small, small, small, small)
def test_adaptive_operations_window_by_window(h: int, w: int, a: int, b: int, c: int) -> None:
    def lengths(i: int, o: int) -> list[int]:
        return [-(-(j + 1) * i // o) - j * i // o for j in range(o)]

    joins = sum(y * x - 1 for y in lengths(h, a) for x in lengths(w, b)) * c
    average = facts("adaptive_avgpool", (h, w), c, output_size=[a, b])
    assert average.output.spatial == (a, b)
    assert average.operations == {"additions": joins, "divisions": a * b * c}
    assert facts("adaptive_maxpool", (h, w), c, output_size=[a, b]).operations == {
        "comparisons": joins
    }


def test_adaptive_keeps_an_axis_and_cannot_count_with_symbols() -> None:
    sheet = facts("adaptive_avgpool", (13, Var("W")), 4, output_size=[None, 6])
    assert sheet.output.spatial == (13, 6)
    assert sheet.operations["additions"] is None
    assert sheet.operations["divisions"] == 13 * 6 * 4
    assert sheet.windows[0].extent() == (1, 1)


def test_global_pools() -> None:
    average = facts("gap", (7, 7), 2048)
    assert average.output.spatial == (1, 1)
    assert average.operations == {"additions": 48 * 2048, "divisions": 2048}
    assert average.windows[0].extent() is None
    assert facts("gmp", (7,), 3).operations == {"comparisons": 18}


@given(small, st.integers(1, 4), st.integers(1, 4), st.integers(0, 2))
def test_unpool_accepts_what_lies_within_a_stride(i: int, k: int, s: int, p: int) -> None:
    usual = (i - 1) * s - 2 * p + k
    assume(usual > s)
    given = {"kernel": k, "stride": s, "padding": p}
    assert facts("unpool", (i,), 1, **given).output.spatial == (usual,)
    for wanted in range(usual - s, usual + s + 1):
        if abs(wanted - usual) < s:
            sheet = facts("unpool", (i,), 1, output_size=wanted, **given)
            assert sheet.output.spatial == (wanted,)
        else:
            with pytest.raises(LayerError, match=r"unpool\.output_size_out_of_range"):
                facts("unpool", (i,), 1, output_size=wanted, **given)


@pytest.mark.parametrize(
    ("kind", "size", "given", "code"),
    [
        ("maxpool", 5, {"kernel": 7}, "size.kernel_exceeds_input"),
        ("maxpool", 2, {"kernel": 5, "stride": 2, "ceil": True}, "size.kernel_exceeds_input_ceil"),
        ("unpool", 1, {"kernel": 2, "padding": 1}, "unpool.no_output"),
    ],
)
def test_refusals(kind: str, size: int, given: dict[str, Any], code: str) -> None:
    with pytest.raises(LayerError) as caught:
        facts(kind, (size,), 1, **given)
    assert caught.value.code == code


def test_caffe_takes_a_symbol_for_padding_and_says_so() -> None:
    rule = {"kernel": 2, "stride": 3, "rounding": "ceil-clipped-if-padded"}
    (assumed,) = facts("maxpool", (12,), 1, padding=Var("P"), **rule).conditions[:1]
    assert (assumed.kind, assumed.code) == ("assumed", "pool.symbol_is_padding")
    padded = facts("maxpool", (12, 12), 1, padding=[[Var("P"), 0], [1, 1]], **rule)
    assert all(condition.kind != "assumed" for condition in padded.conditions)
