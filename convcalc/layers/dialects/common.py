"""What dialects share: the padding words, and the rules that several of them have.

A rule of a framework is one call on `demands(values)`, whether its numbers are known or symbols:

    demands(values).at_least(k // 2, pad, "dialect.pool_padding", padding=pad, kernel=k)

is refused at once where it is known to fail, and a condition of the answer otherwise.
"""

from __future__ import annotations

from functools import reduce

from convcalc.algebra.expr import Expr, Size
from convcalc.algebra.trace import maximum, minimum
from convcalc.annotations import Any, TypeAlias
from convcalc.errors import LayerError, Message
from convcalc.layers.base import Param
from convcalc.layers.demands import demands, refusal
from convcalc.layers.numbers import read_integer, shown
from convcalc.layers.padding import Explicit, Same
from convcalc.record import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

Values: TypeAlias = "dict[str, Any]"
Defaults: TypeAlias = "dict[str, dict[str, Any]]"
Keys: TypeAlias = "dict[str, tuple[str, Callable[[Param, Any, int], Any]]]"
Params: TypeAlias = "dict[str, tuple[Param, ...]]"
Translations: TypeAlias = "dict[str, Callable[[Values, int], None]]"

CONVOLUTIONS = ("deform_conv", "conv", "depthwise", "separable", "spatial_separable", "local")
POOLS = ("maxpool", "avgpool", "lppool")


class Running(NamedTuple):
    """How a batch normalisation updates the averages that it stores.

    `momentum` (a fraction as text) is the share of the new batch where `of_new`, else that of what
    is stored; with `unbiased` the variance that goes in is divided by n - 1.
    """

    momentum: str
    of_new: bool
    unbiased: bool


def split(total: Size, extra_first: bool = False) -> tuple[Size, Size]:
    """A total padding as begin and end; an odd element goes to the end unless `extra_first`."""
    half = total // 2
    return (total - half, half) if extra_first else (half, total - half)


def zero_pads(dims: int) -> Explicit:
    """No padding at all."""
    return Explicit(((0, 0),) * dims)


def spans(values: Values) -> list[Size]:
    """Effective kernel less one, d(k - 1), on each axis."""
    kernel = values["kernel"]
    dilation = values.get("dilation") or (1,) * len(kernel)
    return [d * (k - 1) for k, d in zip(kernel, dilation, strict=True)]


def explicit_word(word: str, values: Values) -> Explicit | None:
    """The pads of the words that do not depend on the input; None for the two SAME words.

    `half` is half the effective kernel, rounded down, on both sides.
    Source: Theano, `theano.tensor.nnet.conv2d`, border_mode.

    Raises:
        LayerError: causal padding of anything but a sequence.
    """
    if word == "valid":
        return Explicit(((0, 0),) * len(values["kernel"]))
    if word == "full":
        return Explicit(tuple([(span, span) for span in spans(values)]))
    if word == "half":
        return Explicit(tuple([((span + 1) // 2, (span + 1) // 2) for span in spans(values)]))
    if word == "causal":
        if len(values["kernel"]) != 1:
            raise LayerError(Message("dialect.causal_axes", dims=len(values["kernel"])))
        return Explicit(tuple([(span, 0) for span in spans(values)]))
    return None


def input_dependent(values: Values, dims: int) -> None:
    """Padding words of which SAME depends on the input, and stays SAME."""
    word = values["padding"]
    if type(word) is str:
        values["padding"] = explicit_word(word, values) or Same(lower=word == "same-lower")


def allow_words(dialect: str, padding: Any, *allowed: str) -> None:
    """Refuse a padding word that the framework does not have for this type.

    Raises:
        LayerError: the word is not among those allowed.
    """
    if type(padding) is str and padding not in allowed:
        words = ", ".join(allowed)
        raise LayerError(Message("dialect.no_word", dialect=dialect, value=padding, allowed=words))


def axis_of(param: Param, value: Any, dims: int) -> int:
    """One axis of a tensor: 0 is the batch, negative numbers count from the end.

    Raises:
        LayerError: there is no such axis, or it is the batch.
    """
    count = dims + 2
    axis = read_integer(Param(param.name, "count", minimum=-count), value)
    if not isinstance(axis, int) or axis >= count or axis % count == 0:
        raise LayerError(
            Message("dialect.no_axis", name=param.name, value=shown(axis), last=count - 1)
        )
    return axis % count


def channels_first(values: Values, dims: int) -> None:
    """The axis of a layer that goes by the channels, if it is given, must be theirs, which is 1.

    Raises:
        LayerError: it is not.
    """
    axis = values.pop("axis")
    if axis not in (None, 1):
        raise LayerError(Message("dialect.axis_one", value=axis))


def known_pads(dialect: str, values: Values) -> None:
    """Padding of a layer that gives back a larger map: a word must not depend on the input.

    Raises:
        LayerError: it does.
    """
    allow_words(dialect, values["padding"], "valid", "full", "causal", "half")
    if type(values["padding"]) is str:
        values["padding"] = explicit_word(values["padding"], values)


def pool_stride(values: Values) -> None:
    """A pool strides by its kernel unless told otherwise."""
    if values.get("stride") is None:
        values["stride"] = values["kernel"]


def limit_padding(values: Values, limit: Callable[[Size], Size]) -> None:
    """Demand padding of a pool within a limit that depends on its kernel.

    Raises:
        LayerError: some padding exceeds the limit.
    """
    padding = values["padding"]
    if not isinstance(padding, Explicit):
        return
    for axis, (k, pair) in enumerate(zip(values["kernel"], padding.pairs, strict=True)):
        most = limit(k)
        for pad in pair:
            demands(values).at_least(
                most, pad, "dialect.pool_padding", padding=pad, kernel=k, axis=axis, most=most
            )


def less_than(kernel: Size) -> Size:
    """The largest padding below the kernel."""
    return kernel - 1


def half(kernel: Size) -> Size:
    """The largest padding of at most half the kernel."""
    return kernel // 2


def output_padding_limit(values: Values) -> None:
    """Demand an output padding below the larger of stride and dilation.

    Raises:
        LayerError: it is not, or it is negative.
    """
    triples = zip(values["output_padding"], values["stride"], values["dilation"], strict=True)
    for axis, (a, s, d) in enumerate(triples):
        most = maximum(s, d) - 1
        for large, small in ((a, 0), (most, a)):
            demands(values).at_least(
                large,
                small,
                "dialect.output_padding",
                output_padding=a,
                stride=s,
                dilation=d,
                axis=axis,
                most=most,
            )


def output_padding_below_stride(values: Values) -> None:
    """Demand an output padding below the stride.

    Raises:
        LayerError: it is not.
    """
    for axis, (a, s) in enumerate(zip(values["output_padding"], values["stride"], strict=True)):
        demands(values).at_least(
            s - 1,
            a,
            "dialect.output_padding_stride",
            output_padding=a,
            stride=s,
            axis=axis,
            most=s - 1,
        )


def allow_single_value(values: Values, dims: int) -> None:
    """Instance normalisation of a map of one value is allowed."""
    values["single_value"] = True


def is_exactly(value: Any, wanted: Any) -> bool:
    """Whether a value of a parameter is this one; an expression never is."""
    if isinstance(value, Explicit):
        value = value.pairs
    if isinstance(value, tuple | list) and isinstance(wanted, tuple | list):
        return len(value) == len(wanted) and all(map(is_exactly, value, wanted))
    return not isinstance(value, Expr | tuple | list) and bool(value == wanted)


def refuse_given(dialect: str, values: Values, name: str, neutral: Any) -> None:
    """Refuse a parameter that the framework does not have for this type, a symbol as well.

    Raises:
        LayerError: it is set to something else than its neutral value.
    """
    if not is_exactly(values.get(name, neutral), neutral):
        raise LayerError(Message("dialect.no_parameter", dialect=dialect, name=name))


def refuse_pads(values: Values, code: str, **fields: Any) -> None:
    """Refuse padding in numbers or symbols, unless it is none at all.

    Raises:
        LayerError: it is some; `code` and `fields` are the error, with the padding as `value`.
    """
    if isinstance(values["padding"], Explicit):
        for pair in values["padding"].pairs:
            for pad in pair:
                if isinstance(pad, Expr) or pad:
                    raise refusal(code, {"value": pad, **fields})


def refuse_strided_dilation(dialect: str, values: Values) -> None:
    """Demand that stride and dilation do not exceed 1 together, as TensorFlow and Keras do.

    Raises:
        LayerError: some stride and some dilation exceed 1.
    """
    if "dilation" not in values:
        return
    s, d = (reduce(maximum, values[name]) for name in ("stride", "dilation"))
    demands(values).at_least(
        1, minimum(s, d), "dialect.stride_and_dilation", dialect=dialect, stride=s, dilation=d
    )


def same_transposed(values: Values) -> None:
    """SAME of a transposed convolution: a wanted length, got by cropping or by adding at the end.

    The length is i * s, or (i - 1)s + (ke mod 2) + a where an output padding a is given; neither
    leaves pads that depend on i. Half of the crop, rounded down, is at the begin.
    """
    pads: list[tuple[Size, Size]] = []
    added: list[Size] = []
    if values["output_padding"] is None:
        values["length_form"] = "same"
    for axis, (span, s) in enumerate(zip(spans(values), values["stride"], strict=True)):
        crop = span + 1 - s
        if values["output_padding"] is not None:
            crop = (span + 1) // 2 * 2 - values["output_padding"][axis]
        pads.append(split(maximum(crop, 0)))
        added.append(maximum(-crop, 0))
    values["padding"] = Explicit(tuple(pads))
    values["output_padding"] = tuple(added)


def not_worked_out(name: str) -> Callable[[Param, Any, int], None]:
    """A reader of an argument that would change what a layer costs: only its being off is taken.

    Raises:
        LayerError: it is on.
    """

    def read(param: Param, value: Any, dims: int) -> None:
        off = value is False or value is None or (type(value) is int and value == 0)
        if not off and not (type(value) is str and value == "false"):
            raise LayerError(Message("dialect.not_worked_out", name=name, value=shown(value)))

    return read
