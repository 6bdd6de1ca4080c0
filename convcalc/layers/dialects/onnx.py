"""ONNX: auto_pad, pads as all begins and then all ends, pools that stride by 1."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from convcalc.algebra.expr import Size
from convcalc.algebra.trace import maximum
from convcalc.annotations import Any, TypeAlias
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
    channels_first,
    input_dependent,
    is_exactly,
    known_pads,
    less_than,
    limit_padding,
    output_padding_below_stride,
    spans,
    split,
)
from convcalc.layers.numbers import read_integer, shown
from convcalc.layers.padding import Explicit
from convcalc.layers.values import READERS

EPSILON = "1/100000"
RUNNING: Running | None = None
DEFAULTS: Defaults = {
    **{kind: {"stride": 1} for kind in (*POOLS, "unpool")},
    "avgpool": {"stride": 1, "count_include_pad": False},
    "pad": {"padding": None},
    **{kind: {"mode": "dcr"} for kind in ("pixel_shuffle", "pixel_unshuffle")},
}

FILLED = {"constant": "zero", "edge": "replicate", "wrap": "circular"}
"""What ONNX calls the modes of a pad."""

CURVED = {"cubic": "bicubic"}
"""What ONNX calls the modes of a resize, where it is not on the axes that the name depends."""

MOST_AXES = 12

Reader: TypeAlias = "Callable[[Param, Any, int], Any]"

LINEAR = {1: "linear", 2: "bilinear", 3: "trilinear"}

AUTO_PAD = {
    "NOTSET": None,
    "VALID": "valid",
    "SAME_UPPER": "same",
    "SAME_LOWER": "same-lower",
}


def _read_auto_pad(param: Param, value: Any, dims: int) -> str | None:
    word = value.strip().upper().replace("-", "_") if type(value) is str else None
    if word in AUTO_PAD:
        return AUTO_PAD[word]
    from convcalc.layers.meant import did_you_mean

    hints = did_you_mean(value, AUTO_PAD) if type(value) is str else []
    allowed = ", ".join(AUTO_PAD)
    raise LayerError(
        Message("parameter.not_a_choice", name="auto_pad", value=shown(value), allowed=allowed),
        *hints,
    )


def _read_pads(param: Param, value: Any, dims: int) -> Explicit:
    if type(value) is str:
        value = value.split(",")
    if type(value) not in (list, tuple) or len(value) != 2 * dims:
        raise LayerError(Message("dialect.pads", value=shown(value), wanted=2 * dims, dims=dims))
    pads = [read_integer(param, part) for part in value]
    return Explicit(tuple(zip(pads[:dims], pads[dims:], strict=True)))


def _read_flag(param: Param, value: Any, dims: int) -> bool:
    """A flag, for which ONNX writes 0 or 1."""
    if type(value) in (int, str) and str(value) in ("0", "1"):
        return str(value) == "1"
    flag: bool = READERS["flag"](param, value, dims)
    return flag


def _listed(param: Param, value: Any, *lengths: int) -> list[Any]:
    """The entries of a list, of which there must be one of these numbers.

    Raises:
        LayerError: it is no list, or has others.
    """
    entries = value.split(",") if type(value) is str else value
    if type(entries) not in (list, tuple) or len(entries) not in lengths:
        wanted = " / ".join(map(str, sorted(set(lengths))))
        raise LayerError(
            Message("dialect.list_length", name=param.name, value=shown(value), wanted=wanted)
        )
    return list(entries)


def _read_amounts(param: Param, value: Any, dims: int) -> tuple[Size, ...]:
    """All begins, then all ends: of the spatial axes, or of the batch and the channels as well."""
    entries = _listed(param, value, 2 * dims, 2 * (dims + 2))
    return tuple([read_integer(param, part) for part in entries])


def _beyond_channels(kind: str) -> Reader:
    """A reader of one value an axis, where batch and channels may stand in front."""

    def read(param: Param, value: Any, dims: int) -> Any:
        if type(value) in (list, tuple) and len(value) == dims + 2:
            if kind == "decimals" and not is_exactly(value[:2], (1, 1)):
                raise LayerError(
                    Message("dialect.batch_and_channels", name=param.name, value=shown(value))
                )
            value = value[2:]
        return READERS[kind](param, value, dims)

    return read


def _mode(words: Mapping[str, str]) -> Reader:
    """A reader of modes that ONNX calls otherwise."""

    def read(param: Param, value: Any, dims: int) -> Any:
        word = words.get(value, value) if type(value) is str else value
        return READERS["choice"](param, word, dims)

    return read


def read_new_shape(param: Param, value: Any, dims: int) -> tuple[Size, ...]:
    """A shape with the batch in front, which stays what it is; 0 copies an axis of the input.

    Raises:
        LayerError: the batch becomes something else.
    """
    batch, *rest = _listed(param, value, *range(2, MOST_AXES))
    opened = [part for part in rest if str(part) == "-1"]
    if str(batch) not in ("0", "1", "-1") or (str(batch) == "-1" and opened):
        raise LayerError(Message("dialect.batch", name=param.name, value=shown(value)))
    sizes = [read_integer(Param(param.name, "count", minimum=-1), part) for part in rest]
    if len(opened) > 1:
        raise LayerError(Message("parameter.two_open", name=param.name, value=shown(value)))
    return tuple(sizes)


_DECIMALS, _SIZES = _beyond_channels("decimals"), _beyond_channels("axes")
_WINDOW: Keys = {"auto_pad": ("padding", _read_auto_pad), "pads": ("padding", _read_pads)}
KEYS: Keys = {
    "ceil_mode": ("ceil", _read_flag),
    "count_include_pad": ("count_include_pad", _read_flag),
    "output_shape": ("output_size", _SIZES),
    "scales": ("scale", _DECIMALS),
    "sizes": ("output_size", _SIZES),
}
KEYS_OF: dict[str, Keys] = {
    **dict.fromkeys((*CONVOLUTIONS, *POOLS, "tconv", "unpool", "unfold", "fold"), _WINDOW),
    "pad": {"pads": ("pads", _read_amounts), "mode": ("mode", _mode(FILLED))},
    "upsample": {"mode": ("mode", _mode(CURVED))},
    "lppool": {**_WINDOW, "p": ("norm", READERS["count"])},
    "dropout": {"ratio": ("p", READERS["decimal"])},
    "linear": {"transA": ("transposed", _read_flag)},
    **{kind: {"axis": ("axis", axis_of)} for kind in ("ln", "softmax", "flatten", "concat")},
}
PARAMS: Params = {
    **{kind: (Param("axis", "count", None),) for kind in ("ln", "softmax", "flatten", "concat")},
    "pad": (Param("pads", "count", None),),
    "linear": (Param("matrix", "flag", False), Param("transposed", "flag", False)),
}


def _pool(values: Values, dims: int) -> None:
    values["rounding"] = "ceil" if values["ceil"] else "floor"
    input_dependent(values, dims)
    limit_padding(values, less_than)


def _fold(values: Values, dims: int) -> None:
    known_pads("onnx", values)


def _unpool(values: Values, dims: int) -> None:
    known_pads("onnx", values)
    limit_padding(values, less_than)
    values["length_rule"] = "at-least"


def _pad_layer(values: Values, dims: int) -> None:
    """Source: ONNX operators, Pad.

    Raises:
        LayerError: the batch is padded, or the channels by anything but zeros.
    """
    values["repeats"] = True
    pads = values.pop("pads")
    if pads is None:
        if values["padding"] is None:
            raise UsageError(Message("parameter.missing", kind="pad", name="pads"))
        return
    if values["padding"] is not None:
        raise UsageError(Message("parameter.twice", name="padding", keys="padding, pads"))
    half = len(pads) // 2
    pairs = list(zip(pads[:half], pads[half:], strict=True))
    if half == dims + 2:
        batch, channels, *pairs = pairs
        if not is_exactly(batch, (0, 0)):
            raise LayerError(Message("dialect.batch", name="pads", value=shown(list(pads))))
        if not is_exactly(channels, (0, 0)):
            values["channel_padding"] = channels
    values["padding"] = tuple(pairs)
    if "channel_padding" in values and values["mode"] != "zero":
        raise LayerError(Message("dialect.channel_pads", value=shown(list(pads))))


def _upsample(values: Values, dims: int) -> None:
    """Resize: scales of single precision, and the words of ONNX for interpolation."""
    values["precision"] = "single"
    if values["mode"] == "linear" and dims in LINEAR:
        values["mode"] = LINEAR[dims]


def _transposed(values: Values, dims: int) -> None:
    """auto_pad SAME: output i * s. A wanted output shape sets the pads.

    Source: ONNX operators, ConvTranspose.
    """
    word = values["padding"]
    allow_words("onnx", word, "valid", "same", "same-lower")
    output_padding_below_stride(values)
    values["length_rule"] = "padding-upper" if word == "same" else "padding"
    if values["output_size"] is not None or word == "valid" or type(word) is not str:
        if type(word) is str:
            values["padding"] = Explicit(((0, 0),) * dims)
        return
    pads: list[tuple[Size, Size]] = []
    added: list[Size] = []
    for span, s, a in zip(spans(values), values["stride"], values["output_padding"], strict=True):
        total = span + 1 + a - s
        pads.append(split(maximum(total, 0), word == "same-lower"))
        added.append(a + maximum(-total, 0))
    values["padding"] = Explicit(tuple(pads))
    values["output_padding"] = tuple(added)
    values["length_form"] = "same"


def _layer_norm(values: Values, dims: int) -> None:
    """From the axis to the last one; ours count the channels as 0."""
    axis = values.pop("axis")
    if axis is not None:
        values["axes"] = tuple(range(axis - 1, dims + 1))


def _reshape(values: Values, dims: int) -> None:
    values["copies"] = True


def _matrix(values: Values, dims: int) -> None:
    """Gemm multiplies matrices: a row for each sample, which it does not turn.

    Raises:
        LayerError: the input is a map, or transA is 1.
    """
    if values.pop("matrix") and dims:
        raise LayerError(Message("dialect.matrix"), Message("hint.flatten_first"))
    if values.pop("transposed"):
        raise LayerError(Message("dialect.trans_a"))


TRANSLATIONS: Translations = {
    **dict.fromkeys((*CONVOLUTIONS, "unfold"), input_dependent),
    "fold": _fold,
    **dict.fromkeys(POOLS, _pool),
    "tconv": _transposed,
    "unpool": _unpool,
    "pad": _pad_layer,
    "upsample": _upsample,
    "instancenorm": allow_single_value,
    **dict.fromkeys(("softmax", "flatten", "concat"), channels_first),
    "ln": _layer_norm,
    "linear": _matrix,
    "reshape": _reshape,
}
