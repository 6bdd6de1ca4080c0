"""The geometry of windows, held to counting by hand and to the numbers of the answers."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convcalc.layers.base import Record, Shape
from convcalc.layers.make import analyse
from convcalc.layers.window import Window
from convcalc.report.draw.windows import windows_data, windows_figure
from convcalc.report.figures import Axis, Windows
from convcalc.report.values import unread
from tests.drawings import windows

SMALL = st.integers(1, 6)


@st.composite
def slid(draw: st.DrawFn) -> Axis:
    """An axis that rounds down, or up with the last window hanging over."""
    kernel, stride, dilation = draw(SMALL), draw(SMALL), draw(st.integers(1, 3))
    begin, end = draw(st.integers(0, 5)), draw(st.integers(0, 5))
    size = draw(st.integers(1, 30))
    room = size + begin + end - dilation * (kernel - 1) - 1
    count = room // stride + 1 + (draw(st.booleans()) and room % stride > 0)
    window = Window("slide", kernel, stride, begin, end, dilation)
    return Axis(size, window, max(count, 1))


@st.composite
def binned(draw: st.DrawFn) -> Axis:
    size, bins = draw(st.integers(1, 30)), draw(st.integers(1, 35))
    return Axis(size, Window("bins", size, bins), bins)


def counted(axis: Axis) -> Counter[int]:
    """How often each position is read, by walking the windows."""
    return Counter(at for number in range(axis.windows) for at in axis.taps(number))


@given(slid() | binned())
def test_every_count_is_that_of_the_windows(axis: Axis) -> None:
    times = counted(axis)
    inside = range(axis.start, axis.padded)
    assert {at: axis.times(at) for at in inside} == {at: times[at] for at in inside}
    assert axis.times(axis.start - 1) == axis.times(axis.padded) == 0
    assert axis.most == max(times.values())
    assert [at for at in inside if axis.starts(at)] == sorted(
        {axis.taps(number)[0] for number in range(axis.windows)} & set(inside)
    )


@given(slid())
def test_the_sum_of_all_counts_is_windows_times_taps(axis: Axis) -> None:
    """Taps beyond the padded input are left out."""
    read = sum(axis.times(at) for at in range(axis.start, axis.padded))
    beyond = sum(axis.clipped(number) for number in range(axis.windows))
    assert read == axis.windows * int(axis.window.kernel) - beyond


@given(slid())
def test_counts_change_only_where_that_is_said(axis: Axis) -> None:
    at = axis.start
    while at < axis.padded:
        end = axis.steady(at)
        assert end > at
        assert len({axis.times(one) for one in range(at, min(end, axis.padded))}) == 1
        at = end


@pytest.mark.parametrize("seed", range(60))
def test_a_figure_has_the_numbers_of_the_answer(seed: int) -> None:
    figure = windows(seed, 300)
    sizes_in, sizes_out = (figure.title.fields[name] for name in ("input", "output"))
    assert tuple(axis.size for axis in figure.axes) == sizes_in
    assert tuple(axis.windows for axis in figure.axes) == sizes_out
    for axes, parts in figure.formulas:
        if parts[0].expression.name == "o":
            assert {figure.axes[number].windows for number in axes} == {parts[-1]}


@pytest.mark.parametrize(
    ("kind", "size", "given"),
    [
        ("conv", 7, {"kernel": "2", "stride": "3"}),
        ("conv", 224, {"kernel": "11", "stride": "4"}),
        ("conv", 12, {"kernel": "3", "stride": "4", "padding": "1"}),
        ("conv", 9, {"kernel": "1", "stride": "9", "padding": "4"}),
        ("maxpool", 9, {"kernel": "4", "stride": "4", "padding": "2", "ceil": True}),
        ("maxpool", 5, {"kernel": "2", "stride": "2", "ceil": True}),
    ],
)
def test_what_is_left_over_is_what_the_answer_calls_unused(
    kind: str, size: int, given: dict[str, Any]
) -> None:
    layer, record = analyse(kind, (Shape(None, (size, size)),), given, record=True)
    assert isinstance(record, Record)
    figure = windows_figure(layer, record)
    assert tuple(axis.left[0] for axis in figure.axes) == tuple(unread(record, (size, size)) or ())
    data = windows_data(figure)
    last = [axis.reached for axis in figure.axes]
    assert [axis["windows"][-1]["last"] + 1 for axis in data["axes"]] == last
    for axis in figure.axes:
        at_end = [at for at in range(axis.reached, axis.size) if not axis.times(at)]
        assert len(at_end) == axis.left[0]


def test_ceil_mode_says_what_it_drops() -> None:
    given: dict[str, Any] = {"kernel": "4", "stride": "4", "padding": "2", "ceil": True}
    layer, record = analyse("maxpool", (Shape(None, (9,)),), given, record=True)
    assert isinstance(record, Record)
    (axis,) = windows_figure(layer, record).axes
    assert (axis.windows, axis.dropped) == (3, 1)
    assert axis.taps(axis.windows)[0] >= axis.size


@pytest.mark.parametrize("border", ["reflect", "replicate", "circular"])
def test_padding_repeats_the_pixels_that_it_is_copied_from(border: str) -> None:
    pixels = list(range(5))
    around = {
        "reflect": [3, 2, 1, *pixels, 3, 2, 1],
        "replicate": [0, 0, 0, *pixels, 4, 4, 4],
        "circular": [2, 3, 4, *pixels, 0, 1, 2],
    }[border]
    axis = Axis(5, Window("slide", 3, 1, 3, 3), 9)
    figure = Windows(windows(0).title, (), (axis,), border)
    assert [figure.copied(axis, at) for at in range(-3, 8)] == around


def test_a_billion_pixels_take_no_longer_than_five() -> None:
    given: dict[str, Any] = {"kernel": "999999999", "padding": "3", "dilation": "1"}
    layer, record = analyse("conv", (Shape(None, (10**9, 10**9)),), given, record=True)
    assert isinstance(record, Record)
    figure = windows_figure(layer, record)
    data = windows_data(figure)
    assert [len(axis["windows"]) for axis in data["axes"]] == [8, 8]
    assert all(axis["times_read"] is None and axis["most_read"] == 8 for axis in data["axes"])
