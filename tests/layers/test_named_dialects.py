"""A layer named as one framework alone names it follows that framework, unless told otherwise."""

from __future__ import annotations

import pytest

from convcalc.errors import ConvcalcError
from convcalc.layers.base import Shape
from convcalc.layers.index import resolve
from convcalc.layers.make import analyse, make


@pytest.mark.parametrize(
    ("name", "dialect"),
    [
        ("conv", "torch"),
        ("dense", "torch"),
        ("Conv2d", "torch"),
        ("ReLU", "torch"),
        ("BatchNorm", "torch"),
        ("Conv2DTranspose", "keras"),
        ("SeparableConv2D", "keras"),
        ("BatchNormalization", "keras"),
        ("MaxPooling2D", "keras"),
        ("Gemm", "onnx"),
        ("LpPool", "onnx"),
        ("InnerProduct", "caffe"),
    ],
)
def test_what_a_name_means(name: str, dialect: str) -> None:
    kinds = {param.name for param in resolve(name).PARAMS}
    given = {key: 2 for key in ("kernel", "out") if key in kinds}
    dims = 0 if name == "Gemm" else 2
    assert make(name, given, dims).origin.dialect == dialect
    assert make(name, given, dims, "tf").origin.dialect == "tf"


def test_the_rules_are_those_of_the_name() -> None:
    given = {"kernel": 5, "out": 100}
    params = [
        analyse(name, (Shape(10, (416, 416)),), {**given, "bias": True}, 2, dialect)[1].params
        for name, dialect in (("SeparableConv2D", None), ("SeparableConv2D", "torch"))
    ]
    assert params == [1350, 1360]


@pytest.mark.parametrize(
    ("name", "dims", "given", "key"),
    [
        ("Resize", 2, {"scales": [2, 3]}, {"axes": [3, 2]}),
        ("Resize", 2, {"sizes": [16, 9]}, {"keep_aspect_ratio_policy": "not_larger"}),
        ("LayerNormalization", 2, {}, {"rms_scaling": True}),
        ("BatchNormalization", 2, {}, {"renorm": True}),
        ("Dense", 2, {"units": 4}, {"lora_rank": 2}),
        ("SpatialDropout1D", 1, {"rate": 0.3}, {"data_format": "channels_last"}),
        ("SpatialDropout2D", 2, {"rate": 0.3}, {"trainable": True}),
        ("Cropping1D", 1, {}, {"data_format": "channels_last"}),
    ],
)
def test_a_key_that_a_class_has_not_or_that_is_not_worked_out_is_refused(
    name: str, dims: int, given: dict[str, object], key: dict[str, object]
) -> None:
    make(name, given, dims)
    with pytest.raises(ConvcalcError, match=r"parameter\.unknown|dialect\.not_worked_out"):
        make(name, {**given, **key}, dims)
