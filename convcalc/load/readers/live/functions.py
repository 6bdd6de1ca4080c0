"""Functions of torch -> our layers: windows, weights, normalisation, activations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import partial
from math import prod
from typing import Any

from convcalc.load.readers.live.call import Fixed, Seen, Untranslated
from convcalc.load.readers.tensors.along import layer_norm, linear, reduced, softmax
from convcalc.load.readers.tensors.build import Build
from convcalc.load.readers.tensors.view import TensorView, fresh
from convcalc.load.readers.tensors.weights import (
    affine,
    normalised,
    uncounted,
    weighted,
)

Function = Callable[[Build, Seen], Any]


def plainly(value: Any) -> Any:
    """One value where all axes have the same."""
    if isinstance(value, list | tuple):
        values = tuple(value)
        return values[0] if len(set(values)) == 1 else values
    return value


def usual(given: dict[str, Any], **defaults: Any) -> dict[str, Any]:
    """The parameters without those that say what holds anyhow."""
    return {
        key: value for key, value in given.items() if key not in defaults or value != defaults[key]
    }


def conv(to: Build, seen: Seen) -> TensorView:
    x, weight, bias = seen.data(), seen.fixed(1, "weight"), seen.fixed(2, "bias")
    if weight is None:
        raise Untranslated
    padding = seen.raw(4, "padding", 0)
    given = {
        "kernel": plainly(weight.shape[2:]),
        "stride": plainly(seen.raw(3, "stride", 1)),
        "padding": padding if isinstance(padding, str) else plainly(padding),
        "dilation": plainly(seen.raw(5, "dilation", 1)),
        "groups": seen.raw(6, "groups", 1),
        "out": weight.shape[0],
    }
    rest = usual(given, stride=1, padding=0, dilation=1, groups=1)
    if not weight.roots:  # a filter that is not learnt, as of anti-aliasing
        return to.unlearnt(to.layer(x, "conv", {**rest, "bias": bias is not None}))
    return with_weight(to, "conv", weight, bias, lambda b: to.layer(x, "conv", {**rest, "bias": b}))


def with_weight(
    to: Build, kind: str, weight: Fixed, bias: Fixed | None, make: Callable[[bool], TensorView]
) -> TensorView:
    """The layer that `make` makes, with this weight and this bias."""
    roots = None if bias is None else bias.roots
    return weighted(to, make, kind, weight.roots, prod(weight.shape), roots)


def transposed_conv(to: Build, seen: Seen) -> TensorView:
    x, weight, bias = seen.data(), seen.fixed(1, "weight"), seen.fixed(2, "bias")
    if weight is None:
        raise Untranslated
    groups = seen.raw(6, "groups", 1)
    given = {
        "kernel": plainly(weight.shape[2:]),
        "stride": plainly(seen.raw(3, "stride", 1)),
        "padding": plainly(seen.raw(4, "padding", 0)),
        "output_padding": plainly(seen.raw(5, "output_padding", 0)),
        "groups": groups,
        "dilation": plainly(seen.raw(7, "dilation", 1)),
        "out": weight.shape[1] * groups,
    }
    rest = usual(given, stride=1, padding=0, output_padding=0, dilation=1, groups=1)
    return with_weight(
        to, "tconv", weight, bias, lambda b: to.layer(x, "tconv", {**rest, "bias": b})
    )


def fully_connected(to: Build, seen: Seen) -> TensorView:
    x, weight, bias = seen.data(), seen.fixed(1, "weight"), seen.fixed(2, "bias")
    if weight is None or len(weight.shape) != 2:
        raise Untranslated
    out = weight.shape[0]
    return with_weight(to, "linear", weight, bias, lambda b: linear(to, x, out, b))


def by_weight(type: str, at: int) -> Function:
    """A normalisation of channels that have a scale and a shift, or neither."""

    def run(to: Build, seen: Seen) -> TensorView:
        x = seen.data()
        weight, bias = seen.fixed(at, "weight"), seen.fixed(at + 1, "bias")
        given: dict[str, Any] = {}
        if type == "gn":
            given["groups"] = seen.raw(1, "num_groups")
        elif type == "bn" and seen.fixed(1, "running_mean") is None:
            given["track_running_stats"] = False
        flat = type == "bn" and len(x.axes) > 1 and x.axes[1] == x.base[0]

        def make(scales: bool, shifts: bool) -> TensorView:
            rest = {**given, **affine(type, scales, shifts)}
            return to.unary(x, type, rest) if flat else to.layer(x, type, rest)

        stored = [] if type == "gn" else [str(id(seen.raw(1, "running_mean")))]
        return normalised(to, make, type, roots_of(weight), roots_of(bias), stored)

    return run


def roots_of(weight: Fixed | None) -> dict[str, int] | None:
    """The parameters that a weight is made of; None if there is none."""
    return None if weight is None else weight.roots


def over_last(to: Build, seen: Seen) -> TensorView:
    x, weight, bias = seen.data(), seen.fixed(2, "weight"), seen.fixed(3, "bias")
    shape = seen.raw(1, "normalized_shape")
    rank = len(x.axes)
    axes = range(rank - len(shape), rank)
    make = partial(layer_norm, to, x, axes)
    return normalised(to, make, "ln", roots_of(weight), roots_of(bias))


def rms(to: Build, seen: Seen) -> TensorView:
    x, weight = seen.data(), seen.fixed(2, "weight")
    params = uncounted(to, weight.roots) if weight else 0
    return to.opaque([x], None, "rms_norm", params, 0, 1)


def pool(type: str, ceil_at: int) -> Function:
    """A pooling: max has a dilation before `ceil_mode`, average has not."""

    def run(to: Build, seen: Seen) -> Any:
        x = seen.data()
        kernel, stride = seen.raw(1, "kernel_size"), seen.raw(2, "stride")
        given = {
            "kernel": plainly(kernel),
            "stride": None if stride is None or stride == [] else plainly(stride),
            "padding": plainly(seen.raw(3, "padding", 0)),
            "ceil": bool(seen.raw(ceil_at, "ceil_mode", False)),
        }
        if type == "maxpool":
            given["dilation"] = plainly(seen.raw(4, "dilation", 1))
        if type == "avgpool" and not seen.raw(5, "count_include_pad", True):
            given["count_include_pad"] = False
        rest = usual(given, stride=None, padding=0, dilation=1, ceil=False)
        made = to.layer(x, type, rest)
        return [made] * len(seen.shapes)

    return run


def lp_pool(to: Build, seen: Seen) -> TensorView:
    norm, stride = seen.raw(1, "norm_type"), seen.raw(3, "stride")
    if norm != int(norm):
        raise Untranslated
    given = {
        "norm": int(norm),
        "kernel": plainly(seen.raw(2, "kernel_size")),
        "stride": plainly(stride),
        "ceil": bool(seen.raw(4, "ceil_mode", False)),
    }
    return to.layer(seen.data(), "lppool", usual(given, stride=None, ceil=False))


def adaptive(type: str) -> Function:
    def run(to: Build, seen: Seen) -> Any:
        x = seen.data()
        wanted = seen.raw(1, "output_size")
        values = tuple(wanted) if isinstance(wanted, list | tuple) else (wanted,)
        whole = all(value == 1 for value in values)
        if whole:
            made = to.layer(x, "gap" if type == "adaptive_avgpool" else "gmp", {})
        else:
            sizes = values * (len(x.axes) - 2) if len(values) == 1 else values
            made = to.layer(x, type, {"output_size": sizes})
        return [made] * len(seen.shapes)

    return run


def activation(type: str) -> Function:
    return lambda to, seen: to.unary(seen.data(), type)


def elementwise(to: Build, seen: Seen) -> TensorView:
    """A function of each element that no layer of ours stands for."""
    return to.unary(seen.data(), "elementwise", {"what": seen.name})


def nothing(to: Build, seen: Seen) -> TensorView:
    return seen.data()


def hardtanh(to: Build, seen: Seen) -> TensorView:
    limits = seen.raw(1, "min_val", -1), seen.raw(2, "max_val", 1)
    return to.unary(seen.data(), "relu6" if limits == (0, 6) else "hardtanh")


def clamp(to: Build, seen: Seen) -> TensorView:
    limits = seen.raw(1, "min"), seen.raw(2, "max")
    type = {(0, 6): "relu6", (-1, 1): "hardtanh", (0, None): "relu"}.get(limits)
    x = seen.data()
    return to.unary(x, type) if type else to.unary(x, "elementwise", {"what": "clamp"})


def prelu(to: Build, seen: Seen) -> TensorView:
    x, weight = seen.data(), seen.fixed(1, "weight")
    if weight is None:
        raise Untranslated
    count = weight.shape[0] if weight.shape else 1
    given = {"parameters": count}
    return weighted(to, lambda _: to.layer(x, "prelu", given), "prelu", weight.roots, count)


def glu(to: Build, seen: Seen) -> TensorView:
    x, dim = seen.data(), seen.raw(1, "dim", -1)
    if x.axes[dim] != x.base[0] or not x.axes[dim]:
        raise Untranslated
    node = to.step("glu", {}, (x.node,))
    new = fresh([to.sizes(node)[0]])[0]
    axes = [new if axis is x.axes[dim] else axis for axis in x.axes]
    return TensorView(node, (new, *x.base[1:]), tuple(axes))


def by_softmax(to: Build, seen: Seen) -> TensorView:
    x, dim = seen.data(), seen.raw(1, "dim")
    if dim is None:
        raise Untranslated
    return softmax(to, x, dim % len(x.axes), seen.name)


def reduction(kind: str) -> Function:
    def run(to: Build, seen: Seen) -> Any:
        x = seen.data()
        at = 2 if seen.name == "norm" else 1
        dim = seen.raw(at, "dim", seen.call.kwargs.get("axis"))
        keep = bool(seen.raw(at + 1, "keepdim", False))
        dims: Sequence[int] = dim if isinstance(dim, list | tuple) else (dim,)
        if dim is None or not dims:
            dims = range(len(x.axes))
        made = reduced(to, x, tuple(sorted({one % len(x.axes) for one in dims})), kind, keep)
        return [made] * len(seen.shapes)

    return run


def lrn(to: Build, seen: Seen) -> TensorView:
    return to.layer(seen.data(), "lrn", {"window": seen.raw(1, "size", 5)})


def scale_of(value: Any) -> Any:
    """A factor as an exact number."""
    return value if isinstance(value, int) else Fraction(value)


NOTHING = """
dropout dropout1d dropout2d dropout3d alpha_dropout feature_alpha_dropout contiguous clone detach to
type float half double bfloat16 type_as cpu cuda requires_grad_ data real identity as_subclass
"""
"""Functions that change neither shapes nor anything that is counted."""

NAMED = """
abs neg exp sqrt exp2 expm1 log log2 log10 log1p rsqrt reciprocal square sin cos tan asin acos atan
sinh cosh erf floor ceil round trunc sign logical_not bitwise_not isnan isinf nan_to_num __neg__
__invert__ masked_fill
"""
"""Functions of each element that no layer of ours stands for."""

FUNCTIONS: dict[str, Function] = {
    **{f"conv{n}d": conv for n in (1, 2, 3)},
    **{f"conv_transpose{n}d": transposed_conv for n in (1, 2, 3)},
    "linear": fully_connected,
    "batch_norm": by_weight("bn", 3),
    "instance_norm": by_weight("instancenorm", 3),
    "group_norm": by_weight("gn", 2),
    "layer_norm": over_last,
    "rms_norm": rms,
    "local_response_norm": lrn,
    **{f"max_pool{n}d": pool("maxpool", 5) for n in (1, 2, 3)},
    **{f"max_pool{n}d_with_indices": pool("maxpool", 5) for n in (1, 2, 3)},
    **{f"avg_pool{n}d": pool("avgpool", 4) for n in (1, 2, 3)},
    **{f"lp_pool{n}d": lp_pool for n in (1, 2, 3)},
    **{f"adaptive_avg_pool{n}d": adaptive("adaptive_avgpool") for n in (1, 2, 3)},
    **{f"adaptive_max_pool{n}d": adaptive("adaptive_maxpool") for n in (1, 2, 3)},
    **{name: activation(name) for name in (
        "relu", "relu6", "elu", "sigmoid", "tanh", "silu", "hardswish", "hardsigmoid", "gelu",
        "mish", "softplus", "selu", "softsign", "celu", "threshold", "leaky_relu", "logsigmoid",
        "hardshrink", "softshrink", "tanhshrink",
    )},
    "rrelu": activation("leaky_relu"),
    "hardtanh": hardtanh,
    **dict.fromkeys(("clamp", "clip"), clamp),
    "prelu": prelu,
    "glu": glu,
    **dict.fromkeys(("softmax", "log_softmax", "softmin"), by_softmax),
    "mean": reduction("mean"),
    **dict.fromkeys(("amax", "max"), reduction("max")),
    **{name: reduction(name) for name in ("sum", "amin", "min", "norm", "std", "var", "logsumexp")},
    **dict.fromkeys(NOTHING.split(), nothing),
    **dict.fromkeys(NAMED.split(), elementwise),
}  # fmt: skip
