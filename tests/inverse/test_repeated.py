"""`solve inputs` of networks whose sums may repeat a map of a single element, against trying."""

from __future__ import annotations

from functools import lru_cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from convcalc.algebra.sets import contains
from convcalc.errors import ConvcalcError
from convcalc.inverse.inputs import LetterSizes, Wanted, input_sizes
from convcalc.inverse.networks import variable
from convcalc.inverse.repeated import small_inputs, with_repeated
from convcalc.load.load import load_document, prepared
from convcalc.network.graph import Network
from tests.inverse.test_nearest_inputs import networks

SUMS = (
    "add[ conv3/2p1@4 | conv2/2@4 ]",
    "concat[ maxpool2 add[ conv3/2p1@4 | conv2/2@4 ] upsample3 | ] conv1@4",
    "conv3@4 add[ maxpool3/2 | conv1/2@4 ] add[ conv3p1@4 | maxpool2 conv1@4 ]",
    "conv5p1@4 add[ conv3@4 | conv3p1@4 ]",
    "add[ conv3/2@4 | maxpool5 conv3p1/2@4 ]",
    "mul[ conv3p1@4 | gap ] add[ conv3@4 | crop1 conv1@4 ]",
)


@lru_cache(maxsize=4096)
def at(text: str, height: int, width: int) -> Network | None:
    try:
        return load_document(
            prepared(text, input=f"{height}x{width}@4")[0], {}, f"{height}x{width}@4"
        )
    except ConvcalcError:
        return None


def found(text: str, wanted: int | None = None, fit: bool = False) -> list[LetterSizes]:
    asked = variable(text, input="HxW@4")
    assert asked.symbolic is not None
    goal = None
    if wanted is not None:
        node = asked.symbolic.nodes[asked.symbolic.outputs[0]]
        goal = Wanted(node, ((wanted, wanted),) * 2)
    sizes = input_sizes(asked.symbolic, asked.own, asked.letters, asked.known, fit=fit, wanted=goal)
    return with_repeated(asked, sizes, fit=fit, wanted=goal)


def check(text: str, wanted: int | None = None, fit: bool = False) -> None:
    if variable(text, input="HxW@4").symbolic is None:
        small = [n for n, _ in small_inputs(variable(text, input="HxW@4"))]
        assert small == [n for n in range(1, 31) if at(text, n, n) is not None]
        return
    height, width = found(text, wanted, fit)
    assert not height.asked.open
    for n in range(1, 31):
        network = at(text, n, n)
        does = network is not None
        if network is not None and wanted is not None:
            does = network.nodes[network.outputs[0]].shape.spatial == (wanted, wanted)
        if network is not None and fit:
            rests = [rest for _, sheet in network.layers for rest in sheet.unused or ()]
            does = does and not any(rests)
        assert contains(height.sizes, n) is contains(width.sizes, n) is does, n


@pytest.mark.parametrize("text", SUMS)
def test_each_input_is_as_said(text: str) -> None:
    check(text)
    for wanted in (1, 2, 3, 6):
        check(text, wanted)
    check(text, fit=True)


@given(networks, st.sampled_from((None, None, 2, 4)), st.booleans())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_each_input_of_a_random_network_is_as_said(
    text: str, wanted: int | None, fit: bool
) -> None:
    check(text, wanted, fit)


def test_axes_are_told_apart() -> None:
    height, width = found("add[ conv3x2/2p1:1x0@4 | conv2/2@4 ]")
    for n in range(1, 20):
        for m in range(1, 20):
            both = contains(height.sizes, n) and contains(width.sizes, m)
            assert (at("add[ conv3x2/2p1:1x0@4 | conv2/2@4 ]", n, m) is not None) is both
