"""Transposed convolution, against scattering every input element."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from convcalc.errors import LayerError
from tests.layers.building import facts


@given(
    st.integers(1, 9),
    st.integers(1, 5),
    st.integers(1, 4),
    st.integers(0, 3),
    st.integers(0, 3),
    st.integers(1, 3),
    st.integers(0, 3),
)
def test_size_and_windows_against_scattering(
    i: int, k: int, s: int, p: int, q: int, d: int, a: int
) -> None:
    reached: dict[int, list[int]] = {}
    for n in range(i):
        for t in range(k):
            reached.setdefault(n * s + t * d, []).append(n)
    length = max(reached) + 1 - p - q + a
    assume(length >= 1)
    sheet = facts(
        "tconv",
        (i,),
        1,
        kernel=k,
        stride=s,
        padding=[[p, q]],
        dilation=d,
        output_padding=a,
        out=1,
    )
    assert sheet.output.spatial == (length,)
    (window,) = sheet.windows
    for u in range(length):
        read = [
            n
            for n in range(i)
            for t in range(window.kernel)
            if u + window.begin - n * window.stride == t * window.dilation
        ]
        assert sorted(read) == sorted(reached.get(u + p, []))


@pytest.mark.parametrize(
    ("given", "size"),
    [
        ({"kernel": 4, "stride": 2, "padding": 1}, 32),
        ({"kernel": 3, "stride": 2, "padding": 1, "output_padding": 1}, 32),
        ({"kernel": 2, "stride": 2}, 32),
        ({"kernel": 3, "stride": 2, "padding": 1, "output_size": 32}, 32),
        ({"kernel": 3, "stride": 2, "padding": 1, "output_size": 31}, 31),
        ({"kernel": 3, "stride": 2, "output_size": 30, "length_rule": "padding"}, 30),
        ({"kernel": 3, "stride": 2, "output_size": 30, "length_rule": "padding-upper"}, 30),
    ],
)
def test_sizes(given: dict[str, Any], size: int) -> None:
    sheet = facts("tconv", (16,), 3, out=5, **given)
    assert sheet.output.spatial == (size,)
    kernel = given["kernel"]
    assert sheet.params == kernel * 15 + 5
    assert sheet.macs == kernel * 15 * 16
    assert sheet.operations == {"additions": 5 * size}


@pytest.mark.parametrize(("rule", "pads"), [("padding", ((2, 1),)), ("padding-upper", ((1, 2),))])
def test_a_wanted_size_may_set_the_padding(rule: str, pads: Any) -> None:
    sheet = facts("tconv", (16,), 1, kernel=3, stride=2, output_size=30, length_rule=rule, out=1)
    assert sheet.padding == pads


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"kernel": 2, "padding": 9}, "tconv.no_output"),
        ({"kernel": 3, "stride": 2, "output_size": 32}, "tconv.output_size_out_of_range"),
        ({"kernel": 3, "stride": 2, "output_size": 35}, "tconv.output_size_out_of_range"),
        ({"kernel": 3, "groups": 4}, "conv.in_channels_not_divisible"),
        ({"kernel": 3, "groups": 3, "out": 5}, "conv.out_channels_not_divisible"),
    ],
)
def test_refusals(given: dict[str, Any], code: str) -> None:
    with pytest.raises(LayerError) as caught:
        facts("tconv", (16,), 6, **{"out": 6, **given})
    assert caught.value.code == code


def test_unknown_channels() -> None:
    sheet = facts("tconv", (16,), None, kernel=2, stride=2, out=4)
    assert sheet.output.spatial == (32,)
    assert sheet.params is None
