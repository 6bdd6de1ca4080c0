"""Caffe's layers by their own names and fields, as caffe.proto and the layers' sources have them.

There is no Caffe to record answers from.
"""

from __future__ import annotations

from typing import Any

import pytest

from convcalc.algebra.expr import Var, as_expr, evaluate
from convcalc.errors import ConvcalcError
from convcalc.layers.base import Shape
from convcalc.layers.dialects.caffe_classes import CLASSES
from convcalc.layers.dialects.classes import constructor
from convcalc.layers.index import find
from convcalc.layers.make import analyse


@pytest.mark.parametrize("name", CLASSES)
def test_every_name_stands_for_a_type(name: str) -> None:
    assert find(name) is not None
    assert constructor("caffe", name) is not None


@pytest.mark.parametrize(
    ("name", "given", "kind", "output", "params"),
    [
        ("Convolution", {"num_output": 8, "kernel_size": 3, "weight_filler": "xavier"},
         "conv", (8, 10, 9), 440),
        ("Convolution", {"num_output": 8, "kernel_h": 3, "kernel_w": 5, "pad_h": 1, "pad_w": 2,
                         "stride_h": 2, "stride_w": 1, "bias_term": False},
         "conv", (8, 6, 11), 720),
        ("Convolution", {"num_output": 6, "kernel_size": 3, "group": 3, "dilation": 2, "axis": 1},
         "conv", (6, 8, 7), 114),
        ("Deconvolution", {"num_output": 6, "kernel_size": 4, "stride": 2, "pad": 1, "group": 6,
                           "bias_term": False}, "tconv", (6, 24, 22), 96),
        ("Pooling", {"kernel_size": 3, "stride": 2}, "maxpool", (6, 6, 5), 0),
        ("Pooling", {"kernel_size": 3, "stride": 2, "round_mode": "FLOOR"},
         "maxpool", (6, 5, 5), 0),
        ("Pooling", {"pool": "AVE", "kernel_size": 2}, "avgpool", (6, 11, 10), 0),
        ("Pooling", {"pool": "AVE", "global_pooling": True}, "gap", (6, 1, 1), 0),
        ("Pooling", {"global_pooling": True}, "gmp", (6, 1, 1), 0),
        ("InnerProduct", {"num_output": 10}, "linear", (10,), 7930),
        ("InnerProduct", {"num_output": 10, "axis": -1}, "linear", (6, 12, 10), 120),
        ("PReLU", {}, "prelu", (6, 12, 11), 6),
        ("PReLU", {"channel_shared": True}, "prelu", (6, 12, 11), 1),
        ("Flatten", {}, "flatten", (792,), 0),
        ("Flatten", {"axis": 2, "end_axis": -1}, "flatten", (6, 132), 0),
        ("LRN", {"local_size": 5, "norm_region": "ACROSS_CHANNELS"}, "lrn", (6, 12, 11), 0),
        ("BatchNorm", {"use_global_stats": True, "eps": 0.1}, "bn", (6, 12, 11), 0),
        ("Dropout", {"dropout_ratio": 0.3}, "dropout", (6, 12, 11), 0),
        ("Softmax", {"axis": 1}, "softmax", (6, 12, 11), 0),
    ],
)  # fmt: skip
def test_fields_of_caffe(
    name: str, given: dict[str, Any], kind: str, output: tuple[int, ...], params: int
) -> None:
    layer, sheet = analyse(name, (Shape(6, (12, 11)),), given, dialect="caffe")
    assert kind == layer.TYPE
    assert (sheet.output.channels, *sheet.output.spatial) == output
    assert sheet.params == params


def test_sides_may_be_letters() -> None:
    given = {"num_output": 8, "kernel_h": Var("K"), "kernel_w": 3, "pad_h": Var("P"), "pad_w": 1}
    _, sheet = analyse("Convolution", (Shape(6, (12, 11)),), given)
    height, width = sheet.output.spatial
    assert evaluate(as_expr(height), {"K": 5, "P": 2}) == 12
    assert width == 11


@pytest.mark.parametrize(("operation", "kind"), [(None, "add"), ("SUM", "add"), ("PROD", "mul")])
def test_eltwise(operation: str | None, kind: str) -> None:
    given = {} if operation is None else {"operation": operation}
    shape = Shape(6, (12, 11))
    assert kind == analyse("Eltwise", (shape, shape), given)[0].TYPE


@pytest.mark.parametrize(
    ("name", "given", "code"),
    [
        ("Convolution", {"num_output": 8}, "parameter.missing"),
        ("Convolution", {"num_output": 8, "kernel_h": 3}, "dialect.height_and_width"),
        ("Convolution", {"num_output": 8, "kernel_size": 3, "kernel_h": 3, "kernel_w": 3},
         "dialect.height_and_width"),
        ("Convolution", {"num_output": 8, "kernel_size": 3, "padding_mode": "reflect"},
         "parameter.unknown"),
        ("Convolution", {"num_output": 8, "kernel_size": 3, "axis": 2}, "dialect.axis_one"),
        ("Pooling", {"kernel_size": 3, "global_pooling": True}, "dialect.global_pooling"),
        ("Pooling", {"pool": "STOCHASTIC", "kernel_size": 3}, "parameter.not_a_choice"),
        ("Pooling", {"kernel_size": 3, "pad": 3}, "dialect.pool_padding"),
        ("InnerProduct", {"num_output": 8, "axis": 2}, "dialect.axis_one"),
        ("Eltwise", {"operation": "MAX"}, "parameter.not_a_choice"),
        ("LRN", {"norm_region": "WITHIN_CHANNEL"}, "parameter.not_a_choice"),
    ],
)  # fmt: skip
def test_refusals(name: str, given: dict[str, Any], code: str) -> None:
    with pytest.raises(ConvcalcError) as caught:
        analyse(name, (Shape(6, (12, 11)),), given, dialect="caffe")
    assert caught.value.code == code
