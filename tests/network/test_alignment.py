"""Paths that meet, single paths, crops: the unit networks of google-research/receptive_field."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from convcalc.algebra.expr import Var
from convcalc.inverse.networks import load
from convcalc.network.field import Reach
from convcalc.network.graph import Network
from convcalc.network.study import Study
from tests.network.nets import Chain, resnet50, unet, wavenet


def two_paths(
    one: list[tuple[Any, ...]], other: list[tuple[Any, ...]], size: Any = 32, dialect: str = "torch"
) -> Network:
    """Convolutions (kernel, stride, padding) on two paths, added."""
    net = Chain(1, size, size, dialect=dialect)
    ends = []
    for path in (one, other):
        net.end = 0
        for kernel, stride, padding in path:
            net.conv(1, kernel, stride, padding)
        ends.append(net.end)
    net.add("add", *ends)
    return net.finish()


def test_aligned_paths_of_different_depth() -> None:
    network = two_paths([(1, 4, 0)], [(3, 2, [[1, 0], [1, 0]]), (1, 2, 0)])
    study = Study(network)
    assert [meeting.verdict for meeting in study.meetings] == ["aligned"]
    assert study.field.axes[0].size == 3  # type: ignore[union-attr]


def test_stacked_on_another_layer() -> None:
    net = Chain(1, 32, 32)
    left = net.conv(1, 1, 4)
    net.end = 0
    net.conv(1, 3, 2, [[1, 0], [1, 0]])
    net.add("add", left, net.conv(1, 1, 2))
    net.conv(1, 3, 2, 1)
    axis = Study(net.finish()).field.axes[0]
    assert isinstance(axis, Reach)
    assert (axis.size, axis.jump, axis.start) == (11, 8, -5)


def test_misaligned_paths_are_united() -> None:
    # 5x5/2 with padding (2, 1) beside two 3x3 without
    network = two_paths([(5, 2, [[2, 1], [2, 1]])], [(3, 1, 0), (3, 2, [[2, 1], [2, 1]])])
    study = Study(network)
    (meeting,) = study.meetings
    assert meeting.verdict == "aligned"
    network = two_paths([(3, 1, 1)], [(2, 1, [[1, 0], [1, 0]]), (3, 1, [[0, 2], [0, 2]])])
    (meeting,) = Study(network).meetings
    assert meeting.verdict == "centres"
    assert [path.layers for path in meeting.paths] == [("conv1",), ("conv2", "conv3")]
    assert [path.centre.offset for path in meeting.paths if path.centre] == [0, Fraction(1, 2)]
    assert isinstance(meeting.union, Reach)
    assert (meeting.union.start, meeting.union.size) == (-1, 4)


@pytest.mark.parametrize(("size", "verdict"), [(9, "aligned"), (8, "centres")])
def test_same_padding_aligns_at_some_sizes_only(size: int, verdict: str) -> None:
    # 1x1/4 beside 3x3/2, 1x1/2, all SAME (google-research/receptive_field)
    network = two_paths([(1, 4, "same")], [(3, 2, "same"), (1, 2, "same")], size, "tf")
    (meeting,) = Study(network).meetings
    assert meeting.verdict == verdict


def test_same_padding_of_an_unknown_size_leaves_it_open() -> None:
    network = two_paths([(1, 4, "same")], [(3, 2, "same"), (1, 2, "same")], Var("H"), "tf")
    (meeting, *_) = Study(network).meetings
    assert meeting.verdict == "unknown"


def test_causal_paths_end_together() -> None:
    study = Study(wavenet())
    assert {meeting.verdict for meeting in study.meetings} == {"aligned", "causal"}


def test_unequal_jumps() -> None:
    net = Chain(4, 4, 4)
    left = net.conv(4, 1, 3)
    net.end = 0
    right = net.conv(4, 1, 2)
    net.add("add", left, right)
    (meeting,) = Study(net.finish()).meetings
    assert meeting.verdict == "jumps"
    assert [path.centre.scale for path in meeting.paths if path.centre] == [3, 2]


def test_single_paths() -> None:
    study = Study(resnet50())
    found = study.extremes[study.target.index]
    assert (found.smallest, found.largest) == ((11, 11), (427, 427))
    study = Study(unet())
    found = study.extremes[study.target.index]
    assert (found.smallest, found.largest) == ((9, 9), (204, 204))
    assert all(meeting.verdict == "aligned" for meeting in study.meetings)


@pytest.mark.parametrize(
    ("name", "offsets"), [("fcn32s", [19]), ("fcn16s", [5, 27]), ("fcn8s", [5, 9, 31])]
)
def test_crops_of_the_fully_convolutional_networks(name: str, offsets: list[int]) -> None:
    crops = Study(load(name)).crops
    assert [crop.wanted for crop in crops] == [(offset, offset) for offset in offsets]
    assert all(crop.fits for crop in crops)


def test_crops_of_the_unet() -> None:
    crops = Study(unet()).crops
    assert [crop.wanted[0] for crop in crops] == [4, 16, 40, 88]
    assert all(crop.fits for crop in crops)


def test_a_crop_that_no_offset_can_line_up() -> None:
    net = Chain(1, 16, 16)
    net.add("tconv", kernel=2, stride=2, out=1)  # centres at -1/4, 1/4, ...
    net.add("maxpool", kernel=2, stride=1)
    net.add("crop", amount=[[1, 14], [1, 14]])
    (crop,) = Study(net.finish()).crops
    assert crop.wanted == (None, None)
    assert not crop.fits
