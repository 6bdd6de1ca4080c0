"""TensorFlow's own operations (`tf.nn`), channels last: SAME depends on the input as in Keras, and
convolutions and max pools of maps may be padded by numbers.

Source: the operations of TensorFlow 2.21, on all of which the recordings rest.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce

from convcalc.algebra.expr import Expr
from convcalc.algebra.trace import maximum
from convcalc.annotations import Any, TypeAlias
from convcalc.errors import LayerError, Message
from convcalc.layers.base import Param
from convcalc.layers.demands import demands
from convcalc.layers.dialects import keras
from convcalc.layers.dialects.common import (
    CONVOLUTIONS,
    POOLS,
    Defaults,
    Keys,
    Params,
    Running,
    Translations,
    Values,
    allow_words,
    input_dependent,
    is_exactly,
    less_than,
    limit_padding,
    pool_stride,
    refuse_given,
    refuse_pads,
    refuse_strided_dilation,
    zero_pads,
)
from convcalc.layers.numbers import shown
from convcalc.layers.padding import Explicit
from convcalc.layers.values import READERS

EPSILON = keras.EPSILON
RUNNING: Running | None = None
DEFAULTS: Defaults = keras.DEFAULTS

Reader: TypeAlias = "Callable[[Param, Any, int], Any]"


def _inside(kind: str, ends: Any) -> Reader:
    """A reader that takes a list with the batch in front and the channels behind as well."""

    def read(param: Param, value: Any, dims: int) -> Any:
        if type(value) in (list, tuple) and len(value) == dims + 2:
            if not all(is_exactly(end, ends) for end in (value[0], value[-1])):
                raise LayerError(
                    Message("dialect.batch_and_channels", name=param.name, value=shown(value))
                )
            value = value[1:-1]
        return READERS[kind](param, value, dims)

    return read


PARAMS: Params = keras.PARAMS
KEYS_OF: dict[str, Keys] = keras.KEYS_OF
KEYS: Keys = {
    "padding": ("padding", _inside("padding", [0, 0])),
    "strides": ("stride", _inside("axes", 1)),
    "ksize": ("kernel", _inside("axes", 1)),
    "dilations": ("dilation", _inside("axes", 1)),
}


def _explicit_in_2d(values: Values, dims: int) -> None:
    if dims != 2:
        refuse_pads(values, "dialect.pads_in_2d", dialect="tf", dims=dims)


def _convolution(values: Values, dims: int) -> None:
    """A stride and a dilation go together; only `tf.nn.convolution` refuses them."""
    allow_words("tf", values["padding"], "valid", "same")
    _explicit_in_2d(values, dims)
    input_dependent(values, dims)


def _depthwise(values: Values, dims: int) -> None:
    """Here a dilation wants a stride of 1.

    Source: tf.nn.depthwise_conv2d, `dilations`.
    """
    _convolution(values, dims)
    refuse_strided_dilation("tf", values)


def _separable(values: Values, dims: int) -> None:
    _depthwise(values, dims)
    values["depthwise_bias"] = False


def _pool(values: Values, dims: int) -> None:
    """`tf.nn.max_pool2d` and its kin, or, with a dilation, `tf.nn.pool`, which moves by 1."""
    values["rounding"] = "floor"
    refuse_given("tf", values, "ceil", False)
    allow_words("tf", values["padding"], "valid", "same")
    dilation = reduce(maximum, values["dilation"])
    dilated = not isinstance(dilation, int) or dilation > 1
    if isinstance(dilation, Expr):
        if values["stride"] is None:
            raise LayerError(Message("dialect.stride_of_dilated", dilation=dilation))
        refuse_pads(values, "dialect.no_pads", dialect="tf")
    if values["stride"] is None and dilated:
        values["stride"] = (1,) * dims
    pool_stride(values)
    if dilated:
        _explicit_in_2d(values, dims)
    elif "count_include_pad" in values or "norm" in values or dims == 3:
        refuse_pads(values, "dialect.no_pads", dialect="tf")
    else:
        limit_padding(values, less_than)
    if values["padding"] == "same":
        demands(values).at_least(1, dilation, "dialect.same_dilated_pool", dilation=dilation)
    refuse_strided_dilation("tf", values)
    input_dependent(values, dims)


def _transposed(values: Values, dims: int) -> None:
    """Every length that a convolution of the same window would bring back to the input.

    TensorFlow always wants the length; without one it is that of Keras.
    """
    allow_words("tf", values["padding"], "valid", "same")
    _explicit_in_2d(values, dims)
    padding = values["padding"]
    if padding == "valid":
        padding = values["padding"] = zero_pads(dims)
    numbers = isinstance(padding, Explicit) and not is_exactly(padding, zero_pads(dims).pairs)
    if values["output_size"] is None and not numbers:
        keras.enlarge(values, dims)
        return
    refuse_given("tf", values, "output_padding", None)
    values["output_padding"] = (0,) * dims
    values["length_rule"] = "output_padding"
    if padding == "same":
        values["length_rule"] = "same"
        values["padding"] = zero_pads(dims)


def _blocks(values: Values, dims: int) -> None:
    """Blocks are of 2 at least."""
    factor = values["factor"]
    demands(values).at_least(factor, 2, "dialect.smallest_block", dialect="tf", factor=factor)


TRANSLATIONS: Translations = {
    **keras.TRANSLATIONS,
    **dict.fromkeys(CONVOLUTIONS, _convolution),
    **dict.fromkeys(POOLS, _pool),
    "depthwise": _depthwise,
    "separable": _separable,
    "tconv": _transposed,
    "pixel_shuffle": _blocks,
    "pixel_unshuffle": _blocks,
}
