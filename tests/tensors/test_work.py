"""The work itself: the notes' examples, identities between layers, refusals, bounds."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convcalc.algebra.arithmetic import Surd, root_of
from convcalc.algebra.notation import UNICODE_BY_HAND
from convcalc.errors import ConvcalcError
from convcalc.layers.index import TYPES
from convcalc.render.arithmetic import bare_maps, chained
from convcalc.report.document import Chain, Maps, Matrix
from convcalc.tensors.page import Grid, Lines, Picture, Working
from convcalc.tensors.read import Array, read_array
from convcalc.tensors.work import KINDS, OWN, work

RISING = "1 2 3 4 5; 2 3 4 5 6; 3 4 5 6 7; 4 5 6 7 8; 5 6 7 8 9"
MAP = "1 3 2 4; 5 6 1 2; 7 8 3 5; 4 2 6 7"
NOTE_GAP = "2 3 1 4; 1 2 5 3; 4 1 2 1; 3 2 3 2"
TENSORS = ("data", "weight", "bias", "gamma", "beta", "mean", "var", "indices", "pooled_from")


def do(kind: str, **asked: Any) -> Working:
    arrays = {name: asked.pop(name) for name in TENSORS if name in asked}
    numbers = {name: asked.pop(name) for name in ("eps", "momentum") if name in asked}
    switches = frozenset(name for name in ("flip", "training") if asked.pop(name, False))
    read = {k: v if isinstance(v, Array) else read_array(v, k) for k, v in arrays.items()}
    dims, dialect = asked.pop("dims", None), asked.pop("dialect", "torch")
    return work(kind, read, asked, dims, dialect, numbers, switches).working


def said(working: Working) -> str:
    samples = [tuple(map(Matrix, sample)) for sample in working.batch]
    return bare_maps(samples[0][0] if len(samples) == len(samples[0]) == 1 else Maps(tuple(
        Maps(sample) for sample in samples) if len(samples) > 1 else samples[0]))  # fmt: skip


EXAMPLES = [
    # the notes, corrected (errors E1, E2, E3, E11)
    ("conv", {"data": RISING, "weight": "1 0 1; 0 1 0; 1 0 1"}, "15 20 25; 20 25 30; 25 30 35"),
    ("maxpool", {"data": MAP, "kernel": 2}, "6 4; 8 7"),
    ("avgpool", {"data": MAP, "kernel": 2}, "3.75 2.25; 5.25 5.25"),
    ("gap", {"data": MAP}, "4.125"),
    ("gap", {"data": NOTE_GAP}, "39/16"),
    ("pad", {"data": "1 2 3; 4 5 6; 7 8 9", "padding": 1},
     "0 0 0 0 0; 0 1 2 3 0; 0 4 5 6 0; 0 7 8 9 0; 0 0 0 0 0"),
    # the contract
    ("conv", {"data": "1 2 3; 4 5 6; 7 8 9", "weight": "1 0; 0 1"}, "6 8; 12 14"),
    # others
    ("conv", {"data": "1 2 3 4", "weight": "1 0 -1"}, "-2 -2"),
    ("conv", {"data": "1 2 3 4", "weight": "1 0 -1", "flip": True}, "2 2"),
    ("conv", {"data": "1 2; 3 4 | 5 6; 7 8", "weight": "1 0; 0 1 | 1 1; 1 1"}, "31"),
    ("conv", {"data": "1 2; 3 4", "weight": "1 | 10"}, "1 2; 3 4 | 10 20; 30 40"),
    ("conv", {"data": "1 2 3", "weight": "1/2 1/3"}, "7/6 2"),
    ("conv", {"data": "1 2 3 4", "weight": "1 1 1", "padding": "same"}, "3 6 9 7"),
    ("depthwise", {"data": "1 2 | 3 4", "weight": "1 | 10"}, "1 2 | 30 40"),
    ("pointwise", {"data": "1 2; 3 4 | 5 6; 7 8", "weight": "1 -1; 0 2"},
     "-4 -4; -4 -4 | 10 12; 14 16"),
    ("linear", {"data": "1 2; 3 4", "weight": "1 1 1 1; 1 0 0 -1", "bias": "0 5"}, "10 2"),
    ("tconv", {"data": "1 2; 3 4", "weight": "1 1; 1 1", "stride": 2},
     "1 1 2 2; 1 1 2 2; 3 3 4 4; 3 3 4 4"),
    ("maxpool", {"data": "-1 -2 -3", "kernel": 3, "padding": 1, "stride": 1}, "-1 -1 -2"),
    ("avgpool", {"data": "2 4", "kernel": 3, "padding": 1, "stride": 1,
                 "count_include_pad": False}, "3 3"),
    ("lppool", {"data": "3 4; 0 0", "kernel": 2}, "5"),
    ("lppool", {"data": "1 -2", "kernel": 2, "norm": 1}, "3"),
    ("gmp", {"data": "1 9 | 8 3"}, "9 | 8"),
    ("adaptive_avgpool", {"data": "1 2 3 4 5", "output_size": 2}, "2 4"),
    ("unpool", {"pooled_from": MAP, "kernel": 2}, "0 0 0 4; 0 6 0 0; 0 8 0 0; 0 0 0 7"),
    ("unpool", {"data": "5", "indices": "3", "kernel": 2}, "0 0; 0 5"),
    ("pixel_shuffle", {"data": "1|2|3|4", "factor": 2}, "1 2; 3 4"),
    ("pixel_unshuffle", {"data": "1 2; 3 4", "factor": 2}, "1 | 2 | 3 | 4"),
    ("pad", {"data": "1 2 3", "padding": "-1:2", "mode": "circular"}, "2 3 2 3"),
    ("pad", {"data": "1 2 3", "padding": "1:-1", "mode": "circular"}, "2 1 2"),
    ("pad", {"data": "1 2 3", "padding": "-1:2", "mode": "reflect"}, "2 3 2 1"),
    ("pad", {"data": "1 2 3", "padding": "-4:3", "mode": "replicate"}, "3 3"),
    ("upsample", {"data": "1 2; 3 4", "scale": 2}, "1 1 2 2; 1 1 2 2; 3 3 4 4; 3 3 4 4"),
    ("upsample", {"data": "0 3", "output_size": 4, "mode": "linear"}, "0 0.75 2.25 3"),
    ("upsample", {"data": "0 3", "output_size": 4, "mode": "linear", "align_corners": True},
     "0 1 2 3"),
    ("bn", {"data": "1 3", "eps": 0}, "-1 1"),
    ("bn", {"data": "1 3", "mean": "1", "var": "4", "gamma": "2", "beta": "1", "eps": 0}, "1 3"),
    ("bn", {"data": "0 || 2", "eps": 0}, "-1 || 1"),
    ("ln", {"data": "1 3 | 5 7", "eps": 4}, "-1 -1/3 | 1/3 1"),
    ("ln", {"data": "1 3 | 5 7", "eps": 0, "over": "channels"}, "-1 -1 | 1 1"),
    ("instancenorm", {"data": "1 3 | 5 9", "eps": 0}, "-1 1 | -1 1"),
    ("gn", {"data": "1 | 3 | 5 | 9", "groups": 2, "eps": 0}, "-1 | 1 | -1 | 1"),
    ("cam", {"data": "1 2; 3 4 | 0 1; 1 0", "weight": "1 2; 0 -1"}, "1 4; 5 4 | 0 -1; -1 0"),
    ("bn_fold", {"weight": "1 2", "mean": "1", "var": "4", "gamma": "6", "eps": 0}, "3 6"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "asked", "answer"), EXAMPLES)
def test_examples(kind: str, asked: dict[str, Any], answer: str) -> None:
    assert said(do(kind, **asked)) == answer


def test_every_type_has_an_example() -> None:
    assert {kind for kind, _, _ in EXAMPLES} == set(KINDS) - {"adaptive_maxpool"}
    assert set(KINDS) <= {*TYPES, *OWN}


def test_further_results() -> None:
    assert do("maxpool", data=MAP, kernel=2).facts == {"indices": (((5, 3), (9, 15)),)}
    cam = do("cam", data="1 2; 3 4 | 0 1; 1 0", weight="1 2", bias="10").facts
    assert cam == {"logit": (Fraction(27, 2),), "gap": (Fraction(5, 2), Fraction(1, 2))}
    fold = do("bn_fold", weight="1", bias="3", mean="1", var="4", gamma="6", beta="1", eps=0)
    assert fold.facts == {"bias": (7,)}


def test_moving_averages_in_both_conventions() -> None:
    running = do("bn", data="1 3", mean="10", var="1", training=True, momentum=Fraction(1, 10))
    torch, keras = (running.facts["running"][name] for name in ("torch", "keras"))
    assert torch["mean"] == (Fraction(46, 5),)  # 0.9 * 10 + 0.1 * 2
    assert torch["variance"] == (Fraction(11, 10),)  # 0.9 * 1 + 0.1 * 2 (unbiased)
    assert keras["mean"] == (Fraction(14, 5),)  # 0.1 * 10 + 0.9 * 2
    assert keras["variance"] == (1,)


def test_a_root_that_does_not_come_out_even() -> None:
    ((((value, _),),),) = do("bn", data="1 2").batch
    assert isinstance(value, Surd)
    assert float(value.value) == pytest.approx(-0.5 / (0.25 + 1e-5) ** 0.5, rel=1e-15)
    ((((keras, _),),),) = do("bn", data="1 2", dialect="keras").batch
    assert isinstance(keras, Surd)
    assert float(keras.value) == pytest.approx(-0.5 / (0.25 + 1e-3) ** 0.5, rel=1e-15)


@given(st.fractions(0, 10**6, max_denominator=10**6), st.integers(1, 5))
def test_roots(value: Fraction, index: int) -> None:
    assert root_of(value**index, index) == value
    found = root_of(value + Fraction(1, 7), index)
    near = found.value if isinstance(found, Surd) else found
    assert abs(near**index - value - Fraction(1, 7)) < Fraction(1, 10**9) * (value + 1)


# Identities: one layer says the same as another

numbers = st.integers(-9, 9)


def grids(height: int, width: int) -> st.SearchStrategy[Grid]:
    return st.tuples(*[st.tuples(*[numbers] * width)] * height)


def array(*maps: Grid) -> Array:
    return Array(tuple(maps), (len(maps), len(maps[0]), len(maps[0][0])), 2)


@settings(max_examples=60, deadline=None)
@given(st.data(), st.integers(1, 3), st.integers(1, 2), st.integers(0, 2))
def test_both_views_of_a_transposed_convolution_give_it(
    data: st.DataObject, stride: int, dilation: int, padding: int
) -> None:
    """The scatter and the stretched convolution are drawn from their own arithmetic."""
    grid, kernel = data.draw(grids(2, 3)), data.draw(grids(3, 3))
    asked = {"stride": stride, "dilation": dilation, "padding": padding}
    try:
        working = do("tconv", data=array(grid), weight=array(kernel), **asked)
    except ConvcalcError:
        return
    ((output,),) = working.batch
    scatter, *_ = working.steps
    total = scatter.parts[-1]
    cut = [row[padding : len(row) - padding] for row in total[padding : len(total) - padding]]
    assert tuple(map(tuple, cut)) == output
    stretched = next(
        step for step in working.steps if isinstance(step, Picture) and "⊛" in step.parts
    )
    wide, _, turned, _, result = stretched.parts
    again = do("conv", data=array(wide), weight=array(turned))
    assert again.batch == ((result,),) == ((output,),)


@settings(max_examples=40, deadline=None)
@given(grids(4, 5), grids(2, 3))
def test_flipping_is_turning_the_kernel(grid: Grid, kernel: Grid) -> None:
    turned = tuple(row[::-1] for row in kernel[::-1])
    flipped = do("conv", data=array(grid), weight=array(kernel), flip=True)
    assert flipped.batch == do("conv", data=array(grid), weight=array(turned)).batch


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_the_mean_of_a_cam_is_the_score(data: st.DataObject) -> None:
    maps = [data.draw(grids(3, 2)) for _ in range(3)]
    weight = data.draw(st.tuples(numbers, numbers, numbers))
    working = do("cam", data=array(*maps), weight=Array((weight,), (1, 3), None))
    ((cam,),) = working.batch
    values = [value for row in cam for value in row]
    assert working.facts["logit"] == (Fraction(sum(values), len(values)),)


@settings(max_examples=40, deadline=None)
@given(grids(4, 4), st.integers(1, 3), st.integers(1, 2), st.integers(0, 1))
def test_coverage_adds_up_to_the_products_that_are_read(
    grid: Grid, kernel: int, stride: int, padding: int
) -> None:
    ones = Array(((1,) * kernel,) * kernel, (kernel, kernel), 2)
    asked = {"stride": stride, "padding": padding}
    working = do("conv", data=array(grid), weight=ones, **asked)
    every = do("conv", data="; ".join(["1 1 1 1"] * 4), weight=ones, **asked)
    assert working.coverage is not None
    assert sum(map(sum, working.coverage)) == sum(map(sum, every.batch[0][0]))  # type: ignore[arg-type]


def test_lines_say_what_they_compute() -> None:
    *_, lines = do("conv", data="1 2 3; 4 5 6; 7 8 9", weight="1 0; 0 -1", padding=1).steps
    assert isinstance(lines, Lines)
    assert chained(Chain(lines.lines[5].parts), UNICODE_BY_HAND) == "1·1 + 2·0 + 4·0 + 5·(−1) = −4"
    assert (len(lines.lines), lines.hidden) == (16, 0)
    *_, many = do("conv", data=";".join(["1 " * 9] * 9), weight="1 1; 1 1").steps
    assert (len(many.lines), many.hidden) == (6, 58)
    *_, wide = do("conv", data=";".join(["1 " * 9] * 9), weight=";".join(["1 " * 9] * 9)).steps
    text = chained(Chain(wide.lines[0].parts), UNICODE_BY_HAND)
    assert text == " + ".join(["1·1"] * 8) + " + … + 1·1 + 1·1 = 81"


REFUSED = [
    ("conv", {"data": "1 2; 3 4", "weight": "1 1 1; 1 1 1; 1 1 1"}, "size.kernel_exceeds_input"),
    ("conv", {"data": "1 2; 3 4"}, "value.missing"),
    ("conv", {"data": "1 | 2 | 3", "weight": "1 | 2"}, "value.weight_channels"),
    ("conv", {"data": "1 | 2 | 3 | 4", "weight": "1 | 2 | 3", "groups": 2},
     "value.weight_channels_groups"),
    ("conv", {"data": "1 2", "weight": "1", "stride": "S"}, "value.symbol"),
    ("conv", {"data": "1 2", "weight": "1", "dims": 3}, "value.dims"),
    ("conv", {"data": "1 2; 3 4", "weight": "1", "dims": 1}, "value.not_a_series"),
    ("conv", {"data": "[[[[1]]]]", "weight": "1", "dims": 1}, "value.levels"),
    ("bn", {"data": "1 | 2"}, "instancenorm.single_value"),
    ("conv", {"data": "1 || 2", "weight": "1"}, "value.one_sample"),
    ("conv", {"data": "1 2", "weight": "1", "bias": "1 2"}, "value.wrong_count"),
    ("conv", {"data": "1 2", "weight": "1", "padding": 10**9}, "value.too_many_outputs"),
    ("conv", {"data": ";".join(["1 " * 64] * 64), "weight": ";".join(["1 " * 32] * 32)},
     "value.too_much"),
    ("avgpool", {"data": "1 2", "kernel": 10**12, "padding": 5 * 10**11}, "value.too_much"),
    ("depthwise", {"data": "1 | 2", "weight": "1 | 2 | 3"}, "value.depthwise_kernels"),
    ("tconv", {"data": "1 | 2", "weight": "1 | 2 | 3"}, "value.transposed_channels"),
    ("tconv", {"data": "1 2", "weight": "1", "stride": 10**30}, "value.too_many_outputs"),
    ("linear", {"data": "1 2 3", "weight": "1 2"}, "value.weights_a_row"),
    ("cam", {"data": "1 | 2", "weight": "1 2 3"}, "value.weights_a_row"),
    ("lppool", {"data": "1 2", "kernel": 2, "norm": 1000}, "value.norm"),
    ("maxpool", {"data": "1", "kernel": 2, "padding": 1, "dilation": 2}, "value.empty_window"),
    ("unpool", {"data": "1", "kernel": 2}, "value.needs_indices"),
    ("unpool", {"data": "1", "kernel": 2, "indices": "9"}, "value.index_range"),
    ("unpool", {"data": "1", "kernel": 2, "indices": "1/2"}, "value.index_range"),
    ("unpool", {"data": "1 2", "kernel": 2, "indices": "1"}, "value.indices_shape"),
    ("upsample", {"data": "1 2; 3 4", "scale": 2, "mode": "bicubic"}, "value.no_bicubic"),
    ("bn", {"data": "2 2", "eps": 0}, "value.no_spread"),
    ("bn", {"data": "1 2", "eps": -1}, "value.negative_eps"),
    ("bn", {"data": "1 2", "var": "-1"}, "value.negative_variance"),
    ("bn", {"data": "1 2", "momentum": 2}, "value.momentum"),
    ("bn_fold", {"weight": "1", "var": "0", "eps": 0}, "value.no_spread"),
    ("relu", {"data": "1"}, "value.unsupported"),
    ("cnov", {"data": "1"}, "layer.unknown"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "asked", "code"), REFUSED)
def test_refused(kind: str, asked: dict[str, Any], code: str) -> None:
    with pytest.raises(ConvcalcError) as caught:
        do(kind, **asked)
    assert caught.value.code == code
