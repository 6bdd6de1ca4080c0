"""`design` against building every stack of a small space."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from convcalc.cli.design import read_space
from convcalc.errors import ConvcalcError
from convcalc.inverse.design import Search, Space
from convcalc.inverse.networks import load
from convcalc.load.load import load_document, prepared
from convcalc.network.measures import Measures
from convcalc.report.design import line_of

Costs = tuple[int, int]


def front(found: set[Costs]) -> list[Costs]:
    return sorted(
        one for one in found
        if not any(other != one and other[0] <= one[0] and other[1] <= one[1] for other in found)
    )  # fmt: skip


def tried(space: Space) -> list[Costs]:
    """The front of all stacks, each built as a network."""
    layers = [
        f"{block.text}@{out}" if block.free else block.text
        for block in space.blocks
        for out in (space.channels if block.free else (0,))
    ]
    sizes = "x".join(map(str, space.sizes))
    found = set()
    for depth in range(space.depths[0], space.depths[1] + 1):
        for stack in product(layers, repeat=depth):
            try:
                given = f"{sizes}@{space.input.channels}"
                network = load_document(
                    *prepared(" ".join(stack), input=given), dims=len(space.sizes)
                )
            except ConvcalcError:
                continue
            measures = Measures(network)
            output = measures.output
            params, macs, fields = measures["params"], measures["macs"], measures.rf
            assert isinstance(params, int)
            assert isinstance(macs, int)
            if (
                output.spatial == space.out
                and space.out_channels in (None, output.channels)
                and (space.least_field is None or min(fields or [0]) >= space.least_field)
                and (space.most_params is None or params <= space.most_params)
                and (space.most_macs is None or macs <= space.most_macs)
            ):
                found.add((params, macs))
    return front(found)


def agree(**options: str) -> list[Costs]:
    space = read_space(options)
    *_, best = Search(space).fronts()
    for stack in best:
        measures = Measures(load(line_of(space, stack), dims=len(space.sizes)))
        assert (measures["params"], measures["macs"]) == stack[:2]
    told = [stack[:2] for stack in best]
    assert told == tried(space)
    return told


@pytest.mark.parametrize(
    "options",
    [
        {"input": "16x16@3", "out": "4", "blocks": "conv3,maxpool2", "channels": "4,8"},
        {"input": "16x16@3", "out": "4@8", "blocks": "conv3,dw3", "channels": "4,8"},
        {"input": "12x9@4", "out": "6x4", "blocks": "conv3,conv4/2p1:2x1", "channels": "2,4"},
        {"input": "16x16@4", "out": "4@8", "blocks": "conv3/2p1g2,conv3g4", "channels": "4,6,8"},
        {"input": "16x16@4", "out": "4@4", "blocks": "conv3/2p1g2", "channels": "3,4"},
        {"input": "16x16@4", "out": "8@8", "blocks": "maxpool2,conv1,conv3p1@8", "channels": "4,8"},
        {"input": "20@2", "dims": "1", "out": "5@4", "blocks": "conv5/2p2,conv3p1b0,maxpool2",
         "channels": "2,4"},
        {"input": "16x16@3", "out": "4", "blocks": "conv3,conv5/2p2", "channels": "4,8",
         "min_rf": "13"},
        {"input": "16x16@3", "out": "4", "blocks": "conv3p2d2,conv3/2p1,conv2/2p0",
         "channels": "4,8", "min_rf": "11", "max_params": "900"},
        {"input": "16x16@3", "out": "2", "blocks": "conv3,avgpool2", "channels": "4,8",
         "max_macs": "9k"},
    ],
)  # fmt: skip
def test_the_front_is_that_of_every_stack(options: dict[str, str]) -> None:
    assert agree(**options, stack_depth="1..3")


@given(
    st.lists(
        st.sampled_from(
            ("conv1", "conv3p1", "conv3/2p1", "conv2/2", "dw3p1", "dw3/2p1", "maxpool2", "conv3",
             "conv3p1@4", "conv3p1g2", "conv3/1d2p2", "avgpool3/2p1")
        ),
        min_size=1, max_size=3, unique=True,
    ),
    st.sampled_from(("2,4", "4", "6")),
    st.sampled_from(("4", "2", "4@4", "8@6", "3")),
    st.sampled_from((None, 5, 9, 17)),
    st.sampled_from((None, "60", "300")),
)  # fmt: skip
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
def test_random_spaces(
    blocks: list[str], channels: str, out: str, least: int | None, params: str | None
) -> None:
    options = {"input": "16x16@2", "out": out, "blocks": ",".join(blocks), "channels": channels}
    if least is not None:
        options["min_rf"] = str(least)
    if params is not None:
        options["max_params"] = params
    agree(**options, stack_depth="1..3")
