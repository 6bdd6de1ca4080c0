"""torch: pads on both sides, rounding down, ceil_mode, `padding='same'` for stride 1 only."""

from __future__ import annotations

from convcalc.algebra.expr import Expr
from convcalc.annotations import Any
from convcalc.errors import LayerError, Message
from convcalc.layers.base import Param
from convcalc.layers.demands import demands
from convcalc.layers.dialects.common import (
    CONVOLUTIONS,
    Defaults,
    Keys,
    Params,
    Running,
    Translations,
    Values,
    allow_words,
    explicit_word,
    half,
    limit_padding,
    output_padding_limit,
    pool_stride,
    refuse_given,
    refuse_pads,
    spans,
    split,
)
from convcalc.layers.padding import Explicit
from convcalc.layers.values import READERS

EPSILON = "1/100000"
RUNNING: Running | None = Running("1/10", of_new=True, unbiased=True)
DEFAULTS: Defaults = {}


def _read_output_padding(param: Param, value: Any, dims: int) -> Any:
    """Any integers: torch ignores them, whatever they are, where `output_size` is given."""
    return READERS["axes"](Param(param.name, "axes"), value, dims)


PADDING_MODES = ("zeros", "reflect", "replicate", "circular")
PARAMS: Params = {
    "conv": (Param("padding_mode", "choice", "zeros", choices=PADDING_MODES),),
    "tconv": (Param("padding_mode", "choice", "zeros", choices=("zeros",)),),
    "avgpool": (Param("divisor_override", "count", None),),
    **{kind: (Param("dim", "count", None),) for kind in ("softmax", "log_softmax", "glu")},
    "gelu": (Param("approximate", "choice", "none", choices=("none", "tanh")),),
    "ln": (Param("normalized_shape", "shape", None),),
}
KEYS: Keys = {"output_padding": ("output_padding", _read_output_padding)}
KEYS_OF: dict[str, Keys] = {}


def _padding(values: Values, dims: int) -> None:
    word = values["padding"]
    if type(word) is not str:
        return
    values["padding"] = explicit_word(word, values) or _same(word, values)


def _same(word: str, values: Values) -> Explicit:
    """'same' as torch has it: total d(k - 1), an odd element at the end.

    Source: torch.nn.Conv2d, `padding`.
    """
    for s in values["stride"]:
        demands(values).equal(s, 1, "dialect.same_with_stride", stride=s)
    return Explicit(tuple([split(span, word == "same-lower") for span in spans(values)]))


def _convolution(values: Values, dims: int) -> None:
    _padding(values, dims)
    if values["padding_mode"] == "zeros":
        del values["padding_mode"]


def _pool(values: Values, dims: int) -> None:
    pool_stride(values)
    values["rounding"] = "ceil" if values["ceil"] else "floor"
    _padding(values, dims)
    limit_padding(values, half)


def _average_pool(values: Values, dims: int) -> None:
    """In 3-D, torch wants the kernel within the input itself, padding or not."""
    refuse_given("torch", values, "dilation", (1,) * dims)
    _pool(values, dims)
    values["kernel_within_input"] = dims == 3
    divisor = values["divisor_override"]
    if isinstance(divisor, Expr) or divisor == 0:  # a symbol stands for no negative number
        demands(values).at_least(divisor, 1, "pool.divisor_zero")


def _lp_pool(values: Values, dims: int) -> None:
    refuse_given("torch", values, "dilation", (1,) * dims)
    _pool(values, dims)
    refuse_pads(values, "dialect.no_parameter", dialect="torch", name="padding")
    values["kernel_within_input"] = dims == 3


def _unpool(values: Values, dims: int) -> None:
    pool_stride(values)
    _padding(values, dims)
    values["length_rule"] = "near"


def _transposed(values: Values, dims: int) -> None:
    allow_words("torch", values["padding"], "valid")
    _padding(values, dims)
    values["length_rule"] = "output_padding"
    if values["output_size"] is not None:
        values["output_padding"] = (0,) * dims
    else:
        output_padding_limit(values)


def _softmax(values: Values, dims: int) -> None:
    """Over the channels, which are axis 1."""
    axis = values.get("dim")
    if axis is not None and not (isinstance(axis, int) and axis in (1, -1 - dims)):
        raise LayerError(Message("softmax.other_axis", value=axis))


def _glu(values: Values, dims: int) -> None:
    """Over the last axis, unless the class is told that it is that of the channels."""
    axis = values.get("dim")
    if axis is None:
        return
    if not isinstance(axis, int) or axis not in (1, -1, dims + 1, -1 - dims):
        raise LayerError(Message("softmax.other_axis", value=axis))
    values["over"] = "channels" if axis in (1, -1 - dims) else "last"


TRANSLATIONS: Translations = {
    **dict.fromkeys((*CONVOLUTIONS, "unfold", "fold"), _padding),
    "conv": _convolution,
    "softmax": _softmax,
    "log_softmax": _softmax,
    "glu": _glu,
    "maxpool": _pool,
    "avgpool": _average_pool,
    "lppool": _lp_pool,
    "tconv": _transposed,
    "unpool": _unpool,
}
