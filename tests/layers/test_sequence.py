"""Recurrent layers, attention, pyramids and channels: against counting one by one."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convcalc.errors import ConvcalcError, LayerError
from convcalc.layers.base import Shape, Sheet
from convcalc.layers.make import analyse

small = st.integers(1, 5)


def sheet(kind: str, *shapes: tuple[int, tuple[int, ...]], **given: Any) -> Sheet:
    inputs = tuple([Shape(channels, spatial) for channels, spatial in shapes])
    return analyse(kind, inputs, given)[1]


@pytest.mark.parametrize(("kind", "gates"), [("lstm", 4), ("gru", 3), ("rnn", 1)])
@given(small, small, small, st.integers(1, 4), st.booleans(), st.booleans())
def test_recurrent_layers_one_by_one(
    kind: str, gates: int, f_in: int, h: int, steps: int, layers: int, both: bool, bias: bool
) -> None:
    params = macs = 0
    for layer, _, _ in product(range(layers), range(2 if both else 1), range(gates)):
        incoming = f_in if layer == 0 else h * (2 if both else 1)
        params += h * (incoming + h) + (2 * h if bias else 0)
        macs += steps * h * (incoming + h)
    found = sheet(kind, (f_in, (steps,)), hidden=h, layers=layers, bidirectional=both, bias=bias)
    assert (found.params, found.macs) == (params, macs)
    assert (found.output.channels, found.output.spatial) == (h * (1 + both), (steps,))
    last = sheet(kind, (f_in, (steps,)), hidden=h, sequence=False)
    assert (last.output.channels, last.output.spatial) == (h, ())


@given(small, small, small, small, small, st.integers(1, 3), st.integers(1, 3))
def test_attention_one_by_one(
    size: int, t: int, t_kv: int, e: int, e_kv: int, kv: int, per_kv: int
) -> None:
    heads = kv * per_kv
    params = 2 * e * heads * size + 2 * e_kv * kv * size
    macs = 2 * t * e * heads * size + 2 * t_kv * e_kv * kv * size
    macs += sum(2 * size for _ in product(range(heads), range(t), range(t_kv)))
    given = {"heads": heads, "kv": kv, "head_size": size, "bias": False}
    found = sheet("attention", (e, (t,)), (e_kv, (t_kv,)), **given)
    assert (found.params, found.macs) == (params, macs)
    assert {window.kind for window in found.windows} == {"whole"}


@pytest.mark.parametrize(
    ("given", "code"),
    [({"heads": 3}, "attention.heads"), ({"heads": 4, "kv": 3}, "attention.kv")],
)
def test_heads_that_do_not_fit(given: dict[str, int], code: str) -> None:
    with pytest.raises(ConvcalcError) as caught:
        sheet("attention", (16, (4, 4)), **given)
    assert caught.value.code == code


@given(st.lists(st.lists(st.sampled_from((1, 1, 2, 3)), min_size=3, max_size=3), min_size=2,
                max_size=4))  # fmt: skip
def test_broadcasting_axis_by_axis(shapes: list[list[int]]) -> None:
    joint = [max(sizes) for sizes in zip(*shapes, strict=True)]
    fits = all(
        size in (1, wide) for shape in shapes for size, wide in zip(shape, joint, strict=True)
    )
    inputs = [(shape[0], tuple(shape[1:])) for shape in shapes]
    for kind in ("add", "mul", "maximum"):
        if not fits:
            with pytest.raises(LayerError):
                sheet(kind, *inputs)
            continue
        found = sheet(kind, *inputs)
        assert [found.output.channels, *found.output.spatial] == joint


@pytest.mark.parametrize(
    ("kind", "given", "channels", "operations"),
    [
        ("channel_mean", {}, 1, {"additions": 5 * 12, "divisions": 12}),
        ("channel_max", {}, 1, {"comparisons": 5 * 12}),
        ("channel_pad", {"amount": "2:3"}, 11, {}),
        ("scale", {}, 6, {"multiplications": 72}),
        ("scale", {"bias": True}, 6, {"multiplications": 72, "additions": 72}),
        ("glu", {}, 3, dict.fromkeys(("exponentials", "additions", "divisions",
                                      "multiplications"), 36)),
        ("elementwise", {"what": "Sqrt"}, 6, {"square_roots": 72}),
        ("elementwise", {"what": "sin"}, 6, {"functions": 72}),
        ("elementwise", {}, 6, {"functions": 72}),
        ("log_softmax", {}, 6, {"logarithms": 12, "exponentials": 72, "additions": 144 + 60,
                                "comparisons": 60}),
    ],
)  # fmt: skip
def test_what_channels_cost(
    kind: str, given: dict[str, Any], channels: int, operations: dict[str, int]
) -> None:
    found = sheet(kind, (6, (4, 3)), **given)
    assert (found.output.channels, found.output.spatial) == (channels, (4, 3))
    assert found.operations == operations
    assert {window.extent() for window in found.windows} == {(1, 1)}


@pytest.mark.parametrize(
    ("given", "learnt"), [({}, 6), ({"over": "elements"}, 72), ({"over": "one"}, 1),
                          ({"over": "one", "bias": True}, 2), ({"bias": True}, 12)]
)  # fmt: skip
def test_what_a_scale_learns(given: dict[str, Any], learnt: int) -> None:
    assert sheet("scale", (6, (4, 3)), **given).params == learnt


def test_pyramids_and_regions() -> None:
    assert sheet("spp", (256, (13, 13))).output.channels == 256 * 21
    assert sheet("spp", (2, (5, 4, 3)), levels=[2, 1]).output.channels == 2 * 9
    region = sheet("roi_pool", (8, (14, 14)), output_size=7)
    assert (region.output.channels, region.output.spatial) == (8, (7, 7))
    assert region.operations == {"comparisons": None}
