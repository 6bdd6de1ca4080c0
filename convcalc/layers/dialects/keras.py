"""Keras 3: padding is a word, SAME depends on the input, a transposed one has its own lengths."""

from __future__ import annotations

from convcalc.algebra.trace import maximum
from convcalc.annotations import Any
from convcalc.errors import LayerError, Message, UsageError
from convcalc.layers.base import Param
from convcalc.layers.dialects.common import (
    CONVOLUTIONS,
    POOLS,
    Defaults,
    Keys,
    Params,
    Running,
    Translations,
    Values,
    allow_single_value,
    allow_words,
    axis_of,
    input_dependent,
    known_pads,
    output_padding_below_stride,
    pool_stride,
    refuse_given,
    refuse_pads,
    refuse_strided_dilation,
    same_transposed,
    spans,
    zero_pads,
)
from convcalc.layers.numbers import shown
from convcalc.layers.values import READERS

EPSILON = "1/1000"
RUNNING: Running | None = Running("99/100", of_new=False, unbiased=False)
DEFAULTS: Defaults = {
    "separable": {"bias": True},
    "avgpool": {"count_include_pad": False},
    "ln": {"over": "channels"},
    "gn": {"groups": 32},
    "prelu": {"parameters": None},
    "tconv": {"output_padding": None},
    **{kind: {"mode": "dcr"} for kind in ("pixel_shuffle", "pixel_unshuffle")},
}


def read_border(param: Param, value: Any, dims: int) -> Any:
    """Begin and end of each axis, which cut nothing away; on a single axis a pair alone.

    One number for a whole map or volume may be negative: Keras does not look at it.
    """
    if type(value) is not int or dims == 1:
        param = Param(param.name, "pairs", minimum=0)
    if dims == 1:
        if type(value) is str and "," in value:
            value = value.split(",")
        if type(value) in (list, tuple) and len(value) == 2:
            value = [value]
    return READERS["pairs"](param, value, dims)


def read_target(param: Param, value: Any, dims: int) -> Any:
    """A shape with the channels behind, as ours with them in front."""
    *size, channels = READERS["shape"](param, value, dims)
    return (channels, *size)


def read_axis_list(param: Param, value: Any, dims: int) -> tuple[int, ...]:
    """Numbers of axes, one or several."""
    parts = value.split(",") if type(value) is str else value
    parts = parts if type(parts) in (list, tuple) else [parts]
    return tuple([axis_of(param, part, dims) for part in parts])


KEYS: Keys = {}
KEYS_OF: dict[str, Keys] = {
    "upsample": {"size": ("scale", READERS["decimals"])},
    "pad": {"padding": ("padding", read_border)},
    "crop": {"amount": ("amount", read_border), "cropping": ("amount", read_border)},
    "reshape": {"target_shape": ("shape", read_target)},
    "prelu": {"shared_axes": ("shared_axes", read_axis_list)},
    **{
        kind: {"axis": ("axis", read_axis_list)} for kind in ("bn", "ln", "gn", "softmax", "concat")
    },
}
_AXIS = Param("axis", "count", None)
_BETA_GAMMA = (_AXIS, Param("center", "flag", True), Param("scale", "flag", True))
PARAMS: Params = {
    **dict.fromkeys(("bn", "ln", "gn"), _BETA_GAMMA),
    **dict.fromkeys(("gap", "gmp"), (Param("keepdims", "flag", True),)),
    **dict.fromkeys(("softmax", "concat"), (_AXIS,)),
    "prelu": (Param("shared_axes", "count", None),),
    "gru": (Param("reset_after", "flag", True),),
    "crop": (Param("height", "count", None, minimum=1), Param("width", "count", None, minimum=1)),
}


def _word_only(values: Values) -> None:
    """Keras has no numeric padding, except none."""
    refuse_pads(values, "dialect.word_only", dialect="keras")


def convolution(values: Values, dims: int) -> None:
    """'same' depends on the input; a stride and a dilation above 1 exclude each other."""
    allow_words("keras", values["padding"], "valid", "same", "causal")
    _word_only(values)
    input_dependent(values, dims)
    refuse_strided_dilation("keras", values)


def depthwise(values: Values, dims: int) -> None:
    """Like a convolution, but stride and dilation do not exclude each other."""
    allow_words("keras", values["padding"], "valid", "same")
    _word_only(values)
    input_dependent(values, dims)


def separable(values: Values, dims: int) -> None:
    """Like a depthwise convolution; only the pointwise half has a bias."""
    depthwise(values, dims)
    values["depthwise_bias"] = False


def pool(values: Values, dims: int) -> None:
    """Pools round down, and know no dilation."""
    pool_stride(values)
    values["rounding"] = "floor"
    refuse_given("keras", values, "ceil", False)
    refuse_given("keras", values, "dilation", (1,) * dims)
    allow_words("keras", values["padding"], "valid", "same")
    _word_only(values)
    input_dependent(values, dims)


def transposed(values: Values, dims: int) -> None:
    """VALID: (i - 1)s + max(ke, s); SAME: i * s; with an output padding a, (i - 1)s + ke + a and
    (i - 1)s + (ke mod 2) + a.

    Source: keras, `compute_conv_transpose_output_shape`.
    """
    allow_words("keras", values["padding"], "valid", "same")
    _word_only(values)
    refuse_strided_dilation("keras", values)
    refuse_given("keras", values, "groups", 1)
    refuse_given("keras", values, "output_size", None)
    enlarge(values, dims)


def enlarge(values: Values, dims: int) -> None:
    """The lengths of `transposed`, VALID where the padding is not SAME."""
    added = values["output_padding"]
    values["length_rule"] = "output_padding"
    if added is not None:
        output_padding_below_stride(values)
    if values["padding"] != "same":
        values["padding"] = zero_pads(dims)
        if added is None:
            pairs = zip(spans(values), values["stride"], strict=True)
            values["output_padding"] = tuple([maximum(s - span - 1, 0) for span, s in pairs])
            values["length_form"] = "full-strides"
    else:
        same_transposed(values)


def _fold(values: Values, dims: int) -> None:
    known_pads("keras", values)


def _unpool(values: Values, dims: int) -> None:
    pool_stride(values)
    known_pads("keras", values)


def upsample(values: Values, dims: int) -> None:
    """Whole factors only."""
    values["precision"] = "exact"
    for scale in values["scale"] or ():
        if scale.denominator != 1:
            raise LayerError(Message("dialect.whole_scale", dialect="keras", value=scale))


def _channels_axis(values: Values, dims: int) -> None:
    """The axis, if it is given, must be that of the channels, the last one."""
    axis = values.pop("axis")
    if axis not in (None, (dims + 1,)):
        raise LayerError(Message("dialect.channels_axis", value=shown(axis), last=dims + 1))


def _beta_gamma(values: Values) -> None:
    scale, center = values.pop("scale"), values.pop("center")
    values["scaled"] = values["affine"] and scale
    values["shifted"] = values["affine"] and values["bias"] and center


def _normalised(values: Values, dims: int) -> None:
    _channels_axis(values, dims)
    _beta_gamma(values)


def _layer_norm(values: Values, dims: int) -> None:
    """Over any axes, those of the channels unless told otherwise; ours count the channels as 0."""
    axes = values.pop("axis")
    if axes is not None:
        values["axes"] = tuple(sorted({axis % (dims + 1) for axis in axes}))
    _beta_gamma(values)


def _slopes(values: Values, dims: int) -> None:
    """A slope for each element, but for the axes that share theirs."""
    if values["parameters"] is not None:
        refuse_given("keras", values, "shared_axes", None)
        return
    shared = values["shared_axes"] or ()
    values["slopes"] = tuple([axis not in shared for axis in (dims + 1, *range(1, dims + 1))])


def _crop(values: Values, dims: int) -> None:
    sides = values.pop("height"), values.pop("width")
    if any(side is not None for side in sides):
        for name, side in zip(("height", "width"), sides, strict=True):
            if side is None:
                raise UsageError(Message("parameter.missing", kind="CenterCrop", name=name))
        values["output_size"] = sides


def _recurrent(values: Values, dims: int) -> None:
    """One set of biases, but for a GRU that resets after the product with its state."""
    values["biases"] = 2 if values.get("reset_after") else 1


TRANSLATIONS: Translations = {
    **dict.fromkeys(("lstm", "gru", "rnn"), _recurrent),
    **dict.fromkeys(CONVOLUTIONS, convolution),
    "depthwise": depthwise,
    "unfold": input_dependent,
    "fold": _fold,
    "unpool": _unpool,
    "upsample": upsample,
    **dict.fromkeys(POOLS, pool),
    "separable": separable,
    "tconv": transposed,
    "instancenorm": allow_single_value,
    "bn": _normalised,
    "gn": _normalised,
    "ln": _layer_norm,
    **dict.fromkeys(("softmax", "concat"), _channels_axis),
    "prelu": _slopes,
    "crop": _crop,
}
