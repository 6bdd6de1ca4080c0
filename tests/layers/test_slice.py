"""Channel slices: what is kept, and what is refused."""

from __future__ import annotations

import pytest

from convcalc.errors import LayerError
from convcalc.layers.base import IDENTITY, Shape
from convcalc.layers.make import analyse


@pytest.mark.parametrize(
    ("given", "channels"),
    [({"out": 3}, 3), ({"start": 2, "out": 4}, 4), ({"start": 5, "out": 1}, 1)],
)
def test_a_slice_keeps_the_map_and_some_channels(given, channels):
    _, sheet = analyse("slice", (Shape(6, (14, 7)),), given)
    assert (sheet.output.channels, sheet.output.spatial) == (channels, (14, 7))
    assert sheet.params == sheet.macs == 0
    assert sheet.windows == (IDENTITY, IDENTITY)


def test_a_slice_of_a_vector_and_of_unknown_channels():
    assert analyse("slice", (Shape(10, ()),), {"out": 4})[1].output.channels == 4
    assert analyse("slice", (Shape(None, (5,)),), {"out": 4})[1].output.channels == 4


@pytest.mark.parametrize("given", [{"out": 7}, {"start": 4, "out": 3}])
def test_a_slice_beyond_the_channels_is_refused(given):
    with pytest.raises(LayerError) as caught:
        analyse("slice", (Shape(6, (14, 14)),), given)
    assert caught.value.code == "slice.beyond_channels"


@pytest.mark.parametrize("given", [{"out": 0}, {"start": -1, "out": 2}])
def test_a_slice_has_at_least_one_channel_and_starts_at_none_below_0(given):
    with pytest.raises(LayerError):
        analyse("slice", (Shape(6, (14, 14)),), given)
