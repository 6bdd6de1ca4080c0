"""Symbols: a layer inferred with letters has, for every number, the facts of that number."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from convcalc.algebra.expr import Expr, Var, evaluate
from convcalc.errors import LayerError
from convcalc.layers.base import Layer, Shape, Sheet, Window
from convcalc.layers.demands import Condition
from convcalc.layers.index import TYPES
from convcalc.layers.padding import Explicit, Same
from tests.layers.building import build

CASES: list[tuple[str, tuple[int, ...], int, dict[str, Any]]] = [
    ("conv", (17, 12), 6, {"kernel": [3, 4], "stride": 2, "padding": [[1, 2], [0, 1]],
                           "dilation": 2, "groups": 2, "out": 8}),
    ("conv", (17, 12), 6, {"kernel": 3, "stride": 2, "padding": Same(), "out": 8}),
    ("conv", (17, 12), 6, {"kernel": 4, "padding": Same(lower=True), "out": 8, "bias": False}),
    ("depthwise", (9,), 4, {"kernel": 3, "padding": 1, "multiplier": 3}),
    ("pointwise", (9, 9), 4, {"out": 6, "stride": 2, "groups": 2}),
    ("separable", (9, 9), 4, {"kernel": 3, "out": 6, "multiplier": 2, "bias": True}),
    ("spatial_separable", (9, 8), 4, {"kernel": [3, 2], "stride": [1, 2], "mid": 5, "out": 6}),
    ("tconv", (7, 5), 4, {"kernel": 3, "stride": 2, "padding": 1, "output_padding": 1,
                          "groups": 2, "out": 6}),
    ("tconv", (7, 5), 4, {"kernel": 3, "stride": 2, "padding": 1, "out": 6,
                          "output_size": [14, 9]}),
    ("tconv", (7,), 4, {"kernel": 3, "stride": 2, "out": 6, "output_size": 13,
                        "length_rule": "padding"}),
    ("local", (9, 7), 4, {"kernel": 3, "out": 5}),
    ("linear", (6, 5), 4, {"out": 10}),
    ("maxpool", (12, 13), 4, {"kernel": 3, "stride": 2, "padding": 1, "dilation": 2}),
    ("maxpool", (12, 13), 4, {"kernel": 2, "stride": 3, "padding": 1, "ceil": True}),
    ("maxpool", (12, 13), 4, {"kernel": 2, "stride": 3, "padding": 1,
                             "rounding": "ceil-clipped-if-padded"}),
    ("avgpool", (12,), 4, {"kernel": 4, "ceil": True}),
    ("lppool", (12,), 4, {"kernel": 4}),
    ("adaptive_avgpool", (12, 9), 4, {"output_size": [5, None]}),
    ("adaptive_maxpool", (12, 9), 4, {"output_size": 3}),
    ("gap", (12, 9), 4, {}),
    ("gmp", (12, 9), 4, {}),
    ("unpool", (6, 5), 4, {"kernel": 3, "stride": 2, "padding": 1}),
    ("unpool", (6, 5), 4, {"kernel": 2, "output_size": [13, 9]}),
    ("upsample", (6, 5), 4, {"scale": "2.25"}),
    ("upsample", (6, 5), 4, {"output_size": [9, 10], "mode": "bilinear"}),
    ("upsample", (6, 5), 4, {"output_size": [9, 10], "mode": "bicubic", "align_corners": True}),
    ("pixel_shuffle", (6, 5), 36, {"factor": 3}),
    ("pixel_unshuffle", (6, 9), 4, {"factor": 3}),
    ("unfold", (6, 5), 4, {"kernel": 3, "padding": 1, "stride": 2}),
    ("fold", (9,), 36, {"kernel": 3, "padding": 1, "stride": 2, "output_size": [6, 5]}),
    ("pad", (6, 5), 4, {"padding": [[1, 2], [3, 0]], "mode": "reflect"}),
    ("pad", (6, 5), 4, {"padding": [[-1, 2], [3, -2]]}),
    ("crop", (6, 5), 4, {"amount": [[1, 2], [3, 0]]}),
    ("crop", (6, 5), 4, {"output_size": [3, None]}),
    ("flatten", (6, 5), 4, {}),
    ("flatten", (6, 5), 4, {"start_dim": 2}),
    ("flatten", (6, 5, 3), 4, {"end_dim": -2}),
    ("linear", (6, 5), 4, {"out": 10, "over": "channels"}),
    ("linear", (6, 5), 4, {"out": 10, "over": "last"}),
    ("reshape", (6, 5), 4, {"shape": [-1, 10]}),
    ("reshape", (6, 5), 4, {"shape": [8, 3, 5]}),
    ("bn", (6, 5), 4, {}),
    ("ln", (6, 5), 4, {}),
    ("ln", (6, 5), 4, {"over": "channels"}),
    ("instancenorm", (6, 5), 4, {"affine": True}),
    ("gn", (6, 5), 4, {"groups": 2}),
    ("lrn", (6, 5), 4, {"window": 3}),
    ("prelu", (6, 5), 4, {"parameters": 4}),
    ("se", (6, 5), 32, {"reduction": 4}),
    ("se", (6, 5), 32, {"hidden": 5, "bias": False}),
    ("channel_shuffle", (6, 5), 4, {"groups": 2}),
    ("glu", (6, 8), 4, {}),
    ("glu", (6, 8), 4, {"over": "last"}),
    ("deform_conv", (9, 8), 4, {"kernel": 3, "stride": 2, "padding": 1, "out": 6, "groups": 2,
                                "offset_groups": 2, "modulated": True}),
    ("attention", (6, 5), 12, {"heads": 4, "kv": 2}),
    ("attention", (6,), 12, {"heads": 4, "head_size": 5, "bias": False}),
    ("scale", (6, 5), 4, {"bias": True}),
    ("scale", (6, 5), 4, {"over": "elements"}),
    ("scale", (6, 5), 4, {"over": "one"}),
    ("channel_pad", (6, 5), 4, {"amount": [[1, 2]]}),
    ("lstm", (6,), 4, {"hidden": 5, "layers": 3, "bidirectional": True}),
    ("gru", (6,), 4, {"hidden": 5, "bias": False, "sequence": False}),
    ("rnn", (6,), 4, {"hidden": 5}),
    ("spp", (6, 5), 4, {}),
    ("roi_pool", (6, 5), 4, {"output_size": 3}),
    ("fractional_maxpool", (9, 8), 4, {"kernel": 2, "output_size": [4, 5]}),
    ("opaque", (6, 5), 4, {"out": 8, "params": 11, "macs": 70, "rf": [3, 4]}),
    ("opaque", (6, 5), 4, {"output_size": [3, 2], "macs": 70, "rf": "global"}),
    ("slice", (6, 5), 4, {"start": 1, "out": 2}),
    *[(kind, (6, 5), 4, {}) for kind in (
        "relu", "relu6", "leaky_relu", "elu", "sigmoid", "tanh", "silu", "hardswish",
        "hardsigmoid", "gelu", "softmax", "dropout", "identity", "add", "concat", "mul",
        "maximum", "partial_add", "elementwise", "opaque",
        "softplus", "mish", "selu", "celu", "softsign", "logsigmoid", "hardtanh", "threshold",
        "softshrink", "hardshrink", "tanhshrink", "log_softmax", "channel_mean", "channel_max",
    )],
]  # fmt: skip


NAMING_AXES = ("shape", "start_dim", "end_dim")


class Letters:
    """Makes a letter for each number, and remembers which."""

    def __init__(self) -> None:
        self.values: dict[str, int] = {}

    def letter(self, number: int) -> Var:
        name = f"x{len(self.values)}"
        self.values[name] = number
        return Var(name)

    def replace(self, value: Any) -> Any:
        """The same value with a letter for every integer in it."""
        if type(value) is int:
            return self.letter(value)
        if isinstance(value, tuple):
            return tuple(map(self.replace, value))
        if isinstance(value, Explicit):
            return Explicit(self.replace(value.pairs))
        return value


def numbers(value: Any, letters: Mapping[str, int]) -> Any:
    """The value with every letter replaced by its number."""
    if isinstance(value, Expr):
        return evaluate(value, letters)
    if isinstance(value, Window):
        return tuple(numbers(part, letters) for part in value)
    if isinstance(value, tuple):
        return tuple(numbers(part, letters) for part in value)
    if isinstance(value, dict):
        return {name: numbers(part, letters) for name, part in value.items()}
    return value


def facts(sheet: Sheet) -> dict[str, Any]:
    parts: dict[tuple[str, str], Any] = {
        (part.stage, part.kind): part.count for part in sheet.parts
    }
    return {
        "channels": sheet.output.channels,
        "spatial": sheet.output.spatial,
        "parts": parts,
        "params": sheet.params,
        "buffers": sheet.buffers,
        "macs": sheet.macs,
        "operations": sheet.operations,
        "windows": sheet.windows,
        "padding": sheet.padding,
        "unused": sheet.unused,
        "effective_kernel": sheet.effective_kernel,
    }


def with_letters(layer: Layer, inputs: tuple[Shape, ...]) -> tuple[Sheet, dict[str, int]]:
    """The same layer on the same inputs, letters for all integers but those that name an axis."""
    letters = Letters()
    values = {
        name: value if name in NAMING_AXES else letters.replace(value)
        for name, value in layer.values.items()
    }
    shapes = [Shape(letters.letter(x.channels), letters.replace(x.spatial)) for x in inputs]
    return type(layer)(**values).sheet(*shapes), letters.values


def holds(condition: Condition, letters: Mapping[str, int]) -> bool:
    if condition.kind == "assumed":
        return True
    large, small = (numbers(value, letters) for value in (condition.large, condition.small))
    if condition.kind == "at_least":
        return bool(large >= small)
    if condition.kind == "divides":
        return bool(small) and Fraction(large) % small == 0
    return bool(large == small)


def sample(
    kind: str, spatial: tuple[int, ...], channels: int, given: dict[str, Any]
) -> tuple[Layer, tuple[Shape, ...]]:
    layer = build(kind, 2 if kind == "fold" else len(spatial), **given)
    return layer, (Shape(channels, spatial),) * max(layer.INPUTS[0], 1)


@pytest.mark.parametrize(("kind", "spatial", "channels", "given"), CASES)
def test_letters_give_the_facts_of_their_numbers(
    kind: str, spatial: tuple[int, ...], channels: int, given: dict[str, Any]
) -> None:
    layer, inputs = sample(kind, spatial, channels, given)
    plain = facts(layer.sheet(*inputs))
    symbolic, letters = with_letters(layer, inputs)
    told = numbers(facts(symbolic), letters)
    for operation, count in told["operations"].items():
        if count is None:
            plain["operations"][operation] = None  # a gcd that symbols hide
    assert told == plain
    for condition in symbolic.conditions:
        assert holds(condition, letters)


def test_every_type_is_tried() -> None:
    assert {case[0] for case in CASES} == set(TYPES)


def code_of(layer: Layer, inputs: tuple[Shape, ...]) -> str | None:
    """The code of the error with which the layer refuses, or None."""
    try:
        layer.sheet(*inputs)
    except LayerError as error:
        return error.code
    return None


TRIED = [
    "conv", "tconv", "maxpool", "ceil", "unpool", "pad", "crop", "unfold", "gn", "shuffle",
]  # fmt: skip
small = st.integers(1, 6)


@given(st.sampled_from(TRIED), st.integers(1, 9), *[small] * 5, st.integers(0, 4))
def test_conditions_hold_exactly_where_the_numbers_have_an_answer(
    what: str, i: int, k: int, s: int, d: int, groups: int, c: int, p: int
) -> None:
    window = {"kernel": k, "stride": s, "padding": p}
    kind, given = {
        "conv": ("conv", {**window, "dilation": d, "groups": groups, "out": 12}),
        "tconv": ("tconv", {**window, "dilation": d, "groups": groups, "out": 12}),
        "maxpool": ("maxpool", {**window, "dilation": d}),
        "ceil": ("maxpool", {**window, "dilation": d, "ceil": True}),
        "unpool": ("unpool", {**window, "output_size": d}),
        "pad": ("pad", {"padding": p, "mode": "reflect"}),
        "crop": ("crop", {"amount": p}),
        "unfold": ("unfold", window),
        "gn": ("gn", {"groups": groups}),
        "shuffle": ("pixel_shuffle", {"factor": groups}),
    }[what]
    spatial = (i, i) if what == "shuffle" else (i,)
    layer, inputs = sample(kind, spatial, c, given)
    symbolic, letters = with_letters(layer, inputs)
    violated = [c.code for c in symbolic.conditions if not holds(c, letters)]
    assert code_of(layer, inputs) == (violated[0] if violated else None)


@given(st.integers(1, 2**70), st.integers(1, 2**70), st.integers(1, 2**70))
def test_huge_integers_stay_exact(i: int, k: int, s: int) -> None:
    assume(i >= k)
    layer, inputs = sample("conv", (i,), 3, {"out": 5, "kernel": 1})
    layer.values.update(kernel=(k,), stride=(s,))
    sheet = layer.sheet(*inputs)
    symbolic, letters = with_letters(layer, inputs)
    assert numbers(facts(symbolic), letters) == facts(sheet)
