"""Where a network does not compute at its input, the error names the nearest inputs at which it
does: they are tried here, and so is every size in between."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from convcalc.errors import ConvcalcError, Message
from convcalc.inverse.networks import convert, load
from convcalc.load.load import load_document, prepared
from convcalc.network.graph import NetworkError

UNET = """\
input: 3x256x256
blocks:
  down(c): [conv3p1@c relu]
layers:
  - a: down(16)
  - p1: maxpool2
  - b: down(32)
  - p2: maxpool2
  - down(64)
  - tconv2/2@32
  - concat[ | from(b) ]
  - down(32)
  - tconv2/2@16
  - concat[ | from(a) ]
  - conv1@2
"""
NEAR = "network.hint.inputs"


def refused(text: str, input: str | None = None) -> NetworkError:
    with pytest.raises(NetworkError) as caught:
        load(text, input=input)
    return caught.value


def said(error: NetworkError) -> dict[str, tuple[str, ...]]:
    return {hint.code: tuple(hint.fields.values()) for hint in error.hints}


@pytest.mark.parametrize(
    ("given", "code", "inputs"),
    [
        ("3x358x358", "inputs_near", ("356x356@3", "360x360@3")),
        ("3x358x360", "inputs_near", ("356x360@3", "360x360@3")),
        ("3x359x362", "inputs_near", ("356x360@3", "360x364@3")),
        ("3x2x358", "inputs_near", ("4x356@3", "4x360@3")),
        ("3x2x360", "inputs_least", ("4x360@3",)),
    ],
)
def test_a_unet(tmp_path: Path, given: str, code: str, inputs: tuple[str, ...]) -> None:
    file = tmp_path / "u.yaml"
    file.write_text(UNET, encoding="utf-8")
    hints = said(refused(str(file), given))
    assert hints[f"network.hint.{code}"] == inputs
    assert "network.hint.crop" not in hints
    assert "hint.kernel_fits" not in hints
    with pytest.raises(NetworkError) as caught:
        convert(str(file), "line", input=given)
    assert said(caught.value) == hints


@pytest.mark.parametrize(
    ("text", "hints"),
    [
        ("inception_v3:input=32", {"inputs_least": ("75x75@3",)}),
        ("inception_v3:input=32x80", {"inputs_least": ("75x80@3",)}),
        (
            "vgg16:input=16x400",
            {"inputs_least": ("32x400@3",), "weights": ("224x255@3",)},
        ),
        ("vgg16:input=16", {"inputs_least": ("32x32@3",), "weights_least": ("224x224@3",)}),
        ("3x5x5: conv3@8 conv3@8 conv3@8", {"inputs_least": ("7x7@3",)}),
        ("3x7x8: conv1@4 pixel_unshuffle2", {"inputs_near": ("6x8@3", "8x8@3")}),
        ("3x8x8: concat[ gap | conv3@4 ]", {"inputs_most": ("3x3@3",), "like": ()}),
        ("3x8x8: add[ conv3p1/2@3 | ]", {"stride": (2,)}),
    ],
)
def test_hints(text: str, hints: dict[str, tuple[str, ...]]) -> None:
    found = said(refused(text))
    for code, fields in hints.items():
        got = found[f"network.hint.{code}"]
        assert (got[:1] if code == "stride" else got) == fields
    assert "hint.kernel_fits" not in found


def test_what_keeps_the_weights_is_said_once() -> None:
    assert list(said(refused("lenet5:input=30"))) == ["network.hint.inputs_least"]


def test_paths_that_never_meet() -> None:
    hints = said(refused("3x32x32: conv3p1@16 concat[ conv3@16 | ]"))
    assert list(hints) == ["network.hint.crop", "network.hint.never_meet"]
    hints = said(refused("3x32x32: conv3p1@16 add[ conv3@16 | ]"))
    assert list(hints) == ["network.hint.crop", "network.hint.meet_single"]


@pytest.mark.parametrize(
    "text",
    [
        "3x65535x65535: 20*( conv3/2@3 ) conv3@4",
        "3x9x9: 1000*( conv5@8 maxpool3/2p1 tconv3/2@8 )",
        "3x63x63: conv3@3 120*( add[ conv3/2p1@3 tconv4/2p1@3 | conv3p1@3 ] maxpool3/2p1c1 )",
    ],
)
def test_what_takes_too_long_is_left_out(text: str) -> None:
    hints = said(refused(text))
    assert not [code for code in hints if code.startswith(NEAR)]
    assert "network.hint.crop" not in hints
    assert "hint.kernel_fits" not in hints


# Any network

LAYERS = (
    "conv3@4",
    "conv3p1@4",
    "conv3/2@4",
    "conv5/2p2@4",
    "maxpool2",
    "maxpool3/2p1",
    "avgpool3/2c1",
)
DOWN = ("maxpool2", "conv3/2p1@4", "conv2/2@4", "avgpool3/3")
UP = ("upsample2", "tconv2/2@4", "tconv4/2p1@4", "upsample3")


def stacks(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    level = st.builds(
        lambda down, body, up: f"concat[ {down} {body} {up} | ] conv1@4",
        st.sampled_from(DOWN), inner, st.sampled_from(UP),
    )  # fmt: skip
    skip = st.builds(
        lambda one, other: f"add[ {one} | {other} ]",
        st.sampled_from(("conv3p1@4", "conv3/2p1@4", "conv3@4")),
        st.sampled_from(("conv1/2@4", "conv1@4", "conv2/2@4", "crop1 conv1@4")),
    )
    chain = st.lists(st.one_of(level, skip, st.sampled_from(LAYERS)), min_size=1, max_size=3)
    return chain.map(" ".join)


networks = stacks(stacks(st.sampled_from(("conv3p1@4", "conv3@4"))))


def computes(text: str, height: int, width: int) -> bool:
    """Whether it computes, no sum stretching a single element: with letters, that is not meant."""
    try:
        network = load_document(*prepared(f"{height}x{width}@4: {text}"))
    except ConvcalcError:
        return False
    sums = [node for node in network.nodes if node.type == "add"]
    return all(
        len({network.nodes[source].shape.spatial for source in node.inputs}) == 1 for node in sums
    )


def shapes(hint: Message) -> list[tuple[int, int]]:
    found = [re.fullmatch(r"(\d+)x(\d+)@4", str(text)) for text in hint.fields.values()]
    return [(int(one[1]), int(one[2])) for one in found if one]


@given(networks, st.integers(1, 30), st.integers(1, 30))
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_nearest_inputs_work_and_none_is_nearer(text: str, height: int, width: int) -> None:
    with suppress(ConvcalcError):
        load(f"{height}x{width}@4: {text}")
        return
    error = refused(f"{height}x{width}@4: {text}")
    hints = [hint for hint in error.hints if hint.code.startswith(NEAR)]
    legal = [n for n in range(1, 60) if computes(text, n, n)]
    if not hints:
        strided = any(hint.code == "network.hint.stride" for hint in error.hints)
        assert not [n for n in legal if n > max(height, width)] if strided else not legal
        return
    (hint,) = hints
    named = shapes(hint)
    assert named
    for shape in named:
        assert computes(text, *shape)
    for axis, size in enumerate((height, width)):
        below = max((n for n in legal if n <= size), default=None)
        above = min((n for n in legal if n >= size), default=None)
        wanted = {n for n in (below, above) if n is not None}
        assert {shape[axis] for shape in named} <= wanted
        if hint.code == f"{NEAR}_least" and below != size:
            assert below is None
        if hint.code == f"{NEAR}_most" and above != size:
            assert above is None
    if hint.code == f"{NEAR}_near":
        assert len(named) == 2
