"""Transposed convolutions as figures: both views against brute force, verdicts, sizes, limits."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convcalc.errors import ConvcalcError, UsageError
from convcalc.layers.base import Record, Shape
from convcalc.layers.make import analyse
from convcalc.network.gridding import evened, evenness
from convcalc.report.document import Document
from convcalc.report.draw.layer import layer_picture
from convcalc.report.figures import Heat, Scatter
from convcalc.report.geometry import SpreadAxis
from tests.render.pictures import check_svg, check_terminal, written

Given = dict[str, int]

SETTINGS = st.fixed_dictionaries(
    {
        "size": st.integers(1, 6),
        "kernel": st.integers(1, 5),
        "stride": st.integers(1, 4),
        "padding": st.integers(0, 3),
        "output_padding": st.integers(0, 3),
        "dilation": st.integers(1, 3),
    }
)


def picture(size: Any, view: str = "", dims: int = 2, **values: Any) -> Document:
    sizes = (size,) * dims if isinstance(size, int) else size
    given = {name: str(value) for name, value in values.items()}
    layer, record = analyse("tconv", (Shape(None, sizes),), given, dims, None, record=True)
    assert isinstance(record, Record)
    return layer_picture(layer, record, view)


def drawn(values: Given, view: str = "", dims: int = 1) -> Document | None:
    """The picture of drawn settings; None where they are no layer."""
    try:
        return picture(
            values["size"], view, dims, **{k: v for k, v in values.items() if k != "size"}
        )
    except ConvcalcError:
        return None


def brute(values: Given) -> dict[int, list[int]]:
    """Position of the canvas -> the input pixels that write there."""
    found: dict[int, list[int]] = {}
    for pixel in range(values["size"]):
        for tap in range(values["kernel"]):
            at = pixel * values["stride"] - values["padding"] + tap * values["dilation"]
            found.setdefault(at, []).append(pixel)
    return found


@given(SETTINGS)
@settings(max_examples=100, deadline=None)
def test_both_views_have_the_counts_of_the_definition(values: Given) -> None:
    document = drawn(values)
    if document is None:
        return
    (figure,) = document.nodes
    assert isinstance(figure, Scatter)
    (axis,) = figure.axes
    wanted = brute(values)
    written_by = {at: [n for n in range(axis.size) if at in axis.written(n)] for at in axis.canvas}
    assert {at: found for at, found in written_by.items() if found} == wanted
    for output in range(axis.outputs):
        met = wanted.get(output, [])
        assert list(axis.met(output)) == met
        assert axis.times(output) == len(met)
        read = [axis.pixel(at) for at in axis.read(output)]
        assert sorted(pixel for pixel in read if pixel is not None) == met
        assert len(read) == values["kernel"]
        assert all(at in axis.stretched for at in axis.read(output))
    cropped = [at for at in wanted if not 0 <= at < axis.outputs]
    total = sum(map(axis.times, range(axis.outputs))) + sum(len(wanted[at]) for at in cropped)
    assert total == axis.size * values["kernel"]


@given(SETTINGS)
@settings(max_examples=60, deadline=None)
def test_the_map_is_the_product_of_its_axes_and_the_verdict_true(values: Given) -> None:
    document = drawn(values, "overlap", dims=2)
    if document is None:
        return
    (figure,) = document.nodes
    assert isinstance(figure, Heat)
    given, *others = figure.panels
    wanted = brute(values)
    along = [len(wanted.get(at, [])) for at in range(len(given.along[0]))]
    assert list(given.along[0]) == list(given.along[1]) == along
    assert given.rows == tuple([tuple([a * b for b in along]) for a in along])
    assert given.fault == bool(others)
    for other in others:
        assert not other.fault
        assert len(other.along[0]) >= 1
    kernel, stride, dilation = values["kernel"], values["stride"], values["dilation"]
    phases = [sum((t * dilation - u) % stride == 0 for t in range(kernel)) for u in range(stride)]
    low, high = min(phases) ** 2, max(phases) ** 2
    fields = given.verdict.fields
    assert (fields["low"], fields["high"], given.fault) == (low, high, low != high)


def test_the_even_setting_is_the_nearest_multiple_and_keeps_the_size() -> None:
    (figure,) = picture(3, "overlap", kernel=3, stride=2, padding=1, output_padding=1).nodes
    assert isinstance(figure, Heat)
    assert [len(panel.along[0]) for panel in figure.panels] == [6, 6]
    assert [panel.verdict.code for panel in figure.panels] == [
        "draw.overlap.uneven", "draw.overlap.even",
    ]  # fmt: skip
    window = picture(9, "scatter", kernel=5, stride=4, dilation=2).nodes[0].axes[0].window  # type: ignore[union-attr]
    assert evenness(window) == (0, 3)
    even, _ = evened(window, 0)
    assert (even.kernel, even.dilation, evenness(even)) == (4, 1, (1, 1))


def test_holes_are_told_apart_from_a_checkerboard() -> None:
    (figure,) = picture(4, "overlap", kernel=2, stride=3).nodes
    assert isinstance(figure, Heat)
    assert figure.panels[0].verdict.code == "draw.overlap.empty"
    assert 0 in figure.panels[0].along[0]


CASES: list[tuple[Any, int, Given]] = [
    (3, 2, {"kernel": 4, "stride": 2, "padding": 1}),
    (3, 2, {"kernel": 3, "stride": 2, "padding": 1, "output_padding": 1}),
    ((3, 5), 2, {"kernel": 3, "stride": 3, "dilation": 2}),
    (3, 1, {"kernel": 5, "stride": 2}),
    ((2, 3, 4), 3, {"kernel": 3, "stride": 2}),
    (1, 2, {"kernel": 1}),
    (2, 2, {"kernel": 7, "padding": 3}),
    (112, 2, {"kernel": 4, "stride": 2, "padding": 1}),
    (16000, 2, {"kernel": 400, "stride": 160}),
    (10**5, 1, {"kernel": 10**3, "stride": 10**3 - 1}),
]


@pytest.mark.parametrize("view", ["scatter", "zeros", "overlap"])
@pytest.mark.parametrize(("size", "dims", "values"), CASES)
def test_every_form(
    size: Any, dims: int, values: Given, view: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = picture(size, view, dims, **values)
    check_terminal(document)
    check_svg(document, monkeypatch)
    assert '"figure": ' in written(document, "json")
    assert "```text" in written(document, "markdown")


@given(SETTINGS, st.sampled_from(["scatter", "zeros", "overlap"]), st.integers(1, 3))
@settings(max_examples=20, deadline=None)
def test_drawn_settings_have_room(values: Given, view: str, dims: int) -> None:
    document = drawn(values, view, dims)
    if document is not None:
        check_terminal(document)
        with pytest.MonkeyPatch.context() as patch:
            check_svg(document, patch)


def test_letters_are_refused() -> None:
    layer, record = analyse("tconv", (Shape(None, (3,)),), {"kernel": "K"}, 1, None, record=True)
    assert isinstance(record, Record)
    with pytest.raises(UsageError) as raised:
        layer_picture(layer, record)
    assert (raised.value.code, raised.value.message.fields) == ("draw.letter", {"name": "K"})


def test_long_axes_cost_no_more() -> None:
    (figure,) = picture(10**17, "scatter", 1, kernel=10**9, stride=3).nodes
    assert isinstance(figure, Scatter)
    assert isinstance(figure.axes[0], SpreadAxis)
    assert figure.axes[0].times(10**12) == len(range(10**12 % 3, 10**9, 3))
