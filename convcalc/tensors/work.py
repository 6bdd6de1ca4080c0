"""From a type, tensors and options to the work on them: the one way in.

`KINDS` says for every type which tensors it takes and which function works it out; sizes, windows
and every refusal of a layer come from the layer itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from importlib import import_module
from typing import Any, NamedTuple

from convcalc.algebra.arithmetic import Exact
from convcalc.algebra.expr import Expr
from convcalc.errors import LayerError, Message, UsageError
from convcalc.layers.base import Shape, Sheet
from convcalc.layers.dialects import DEFAULT, dialect_named
from convcalc.layers.index import look_up, resolve
from convcalc.layers.make import analyse
from convcalc.layers.meant import did_you_mean
from convcalc.layers.numbers import shown
from convcalc.layers.padding import Explicit
from convcalc.tensors.page import Working
from convcalc.tensors.read import Array
from convcalc.tensors.request import Request, batch_of, shape_of
from convcalc.tensors.weights import weights_of


class Kind(NamedTuple):
    """How a type is worked: the module and function; the tensors it needs and those it may have;
    the parameters of its layer that come from the weight; whether uses can be counted."""

    module: str
    function: str
    needs: tuple[str, ...] = ("data",)
    may: tuple[str, ...] = ()
    from_weight: tuple[str, ...] = ()
    counted: bool = False
    argument: Any = None


_CONV = Kind("convolve", "convolution", ("data", "weight"), ("bias", "flip"),
             ("kernel", "out", "multiplier"), counted=True)  # fmt: skip
_NORM = ("gamma", "beta", "eps")
KINDS: dict[str, Kind] = {
    "conv": _CONV,
    "depthwise": _CONV,
    "pointwise": _CONV._replace(may=("bias",)),
    "linear": Kind("convolve", "dense", ("data", "weight"), ("bias",), ("out",)),
    "tconv": Kind("convolve", "transposed", ("data", "weight"), ("bias",), ("kernel", "out"),
                  counted=True),
    "maxpool": Kind("pool", "pooled", counted=True, argument="max"),
    "avgpool": Kind("pool", "pooled", counted=True, argument="avg"),
    "lppool": Kind("pool", "pooled", counted=True, argument="lp"),
    "adaptive_avgpool": Kind("pool", "pooled", counted=True, argument="avg"),
    "adaptive_maxpool": Kind("pool", "pooled", counted=True, argument="max"),
    "gap": Kind("pool", "pooled", counted=True, argument="avg"),
    "gmp": Kind("pool", "pooled", counted=True, argument="max"),
    "unpool": Kind("pool", "unpooled", (), ("data", "indices", "pooled_from")),
    "upsample": Kind("resample", "resampled", counted=True),
    "pixel_shuffle": Kind("resample", "shuffled"),
    "pixel_unshuffle": Kind("resample", "unshuffled"),
    "pad": Kind("resample", "padded_layer"),
    "bn": Kind("normalise", "normalised", ("data",),
               (*_NORM, "mean", "var", "training", "momentum")),
    "ln": Kind("normalise", "normalised", ("data",), _NORM),
    "instancenorm": Kind("normalise", "normalised", ("data",), _NORM),
    "gn": Kind("normalise", "normalised", ("data",), _NORM),
    "bn_fold": Kind("fold", "folded", ("weight",), ("bias", "mean", "var", *_NORM)),
    "cam": Kind("activation_map", "activation_maps", ("data", "weight"), ("bias",)),
}  # fmt: skip
"""Every type that can be worked by hand."""

OWN = ("bn_fold", "cam")
"""Those of them that are no layers."""


class WorkedTensor(NamedTuple):
    """The work, and what it was done on."""

    request: Request
    working: Working


def kind_of(name: str) -> str:
    """The type behind a name or an alias.

    Raises:
        UsageError: no such type, or one that is not worked by hand.
    """
    word = name.lower().replace("-", "_")
    if word in OWN:
        return word
    allowed = ", ".join(KINDS)
    try:
        kind = look_up(name).type
    except UsageError:
        hints = did_you_mean(word, KINDS)
        raise UsageError(
            Message("layer.unknown", name=shown(name)), *hints,
            Message("value.kinds", names=allowed),
        ) from None  # fmt: skip
    if kind not in KINDS:
        raise UsageError(
            Message("value.unsupported", kind=Message(f"layer.{kind}")),
            Message("value.kinds", names=allowed),
        )
    return kind


def work(
    name: str,
    arrays: Mapping[str, Array],
    given: Mapping[str, Any],
    dims: int | None = None,
    dialect: str | None = None,
    numbers: Mapping[str, Exact] | None = None,
    switches: frozenset[str] = frozenset(),
) -> WorkedTensor:
    """Work out a layer of this type on these tensors.

    Args:
        arrays: the tensors: data, weight, bias, gamma, beta, mean, var, indices, pooled_from.
        given: the layer's parameters, as `analyse` takes them.
        dims: spatial axes; by default those that the tensors show.
        numbers: eps and momentum, where they are given.
        switches: flip, training.

    Raises:
        ConvcalcError: a tensor is missing or does not fit, or the layer refuses.
    """
    kind = kind_of(name)
    entry = KINDS[kind]
    for needed in entry.needs:
        if needed not in arrays:
            raise UsageError(
                Message("value.missing", kind=_name(kind), name="--" + needed),
                Message("value.example", example=_example(kind)),
            )
    fixed = None if kind in OWN else look_up(name).dims
    axes = dims or fixed or _dims(kind, arrays)
    if not dims and kind not in OWN and axes not in resolve(kind).DIMS:
        axes = 2
    if axes not in (1, 2):
        raise UsageError(Message("value.dims", given=axes))
    dialect = dialect or (None if kind in OWN else look_up(name).dialect) or DEFAULT
    known = {"eps": Fraction(dialect_named(dialect).EPSILON), **(numbers or {})}
    if known["eps"] < 0:
        raise LayerError(Message("value.negative_eps", given=known["eps"]))
    ready = Request(kind, None, Sheet(), (), axes, dict(arrays), known, switches, dialect, given)
    if kind == "unpool" and "pooled_from" in arrays:
        ready, given = _pooled_from(ready, given)
    if kind == "bn_fold":
        return WorkedTensor(ready, _function(entry)(ready))
    ready = ready._replace(batch=batch_of(ready.arrays["data"], axes))
    shape = shape_of(ready.batch, axes)
    if kind == "cam":
        sheet = Sheet()
        sheet.output = shape
        ready = ready._replace(sheet=sheet)
        return WorkedTensor(ready, _function(entry)(ready))
    settings = dict(given)
    arguments: list[Any] = [] if entry.argument is None else [entry.argument]
    if "weight" in entry.needs:
        arguments.append(weights_of(ready, shape, settings))
    ready = _analysed(ready, shape, settings)
    return WorkedTensor(ready, _function(entry)(ready, *arguments))


def _function(kind: Kind) -> Callable[..., Working]:
    function: Callable[..., Working] = getattr(
        import_module(f"convcalc.tensors.{kind.module}"), kind.function
    )
    return function


def _name(kind: str) -> Message:
    return Message(f"value.kind.{kind}" if kind in OWN else f"layer.{kind}")


def _example(kind: str) -> str:
    weight = ' --weight "1 0; 0 1"' if "weight" in KINDS[kind].needs else ""
    data = ' --data "1 2 3; 4 5 6; 7 8 9"' if "data" in KINDS[kind].needs else ""
    return f"convcalc value {kind}{data}{weight}"


def _dims(kind: str, arrays: Mapping[str, Array]) -> int:
    """The spatial axes that the tensors show: a weight of two axes makes one row of data a map.

    A single number may be either; it is a map unless another tensor is a series.
    """
    names = ("weight",) if kind == "bn_fold" else ("data", "pooled_from")
    if kind in ("conv", "depthwise", "tconv"):
        names = (*names, "weight")
    found = [
        array.dims or min(len(array.shape), 2)
        for array in (arrays.get(name) for name in names)
        if array is not None and not (array.dims == 1 and array.shape[-1] == 1)
    ]
    return max(found, default=2)


def _analysed(ready: Request, shape: Shape, settings: dict[str, Any]) -> Request:
    """The request with its layer, all of whose numbers are known.

    Raises:
        UsageError: an option is a symbol.
    """
    layer, sheet = analyse(ready.kind, (shape,), settings, ready.dims, ready.dialect)
    for name, value in layer:
        if _symbolic(value):
            raise UsageError(Message("value.symbol", name=name))
    return ready._replace(layer=layer, sheet=sheet)


def _symbolic(value: Any) -> bool:
    if isinstance(value, Explicit):
        value = value.pairs
    if isinstance(value, tuple):
        return any(map(_symbolic, value))
    return isinstance(value, Expr)


def _pooled_from(ready: Request, given: Mapping[str, Any]) -> tuple[Request, Mapping[str, Any]]:
    """The request whose indices, and data if not given, come from max pooling another map."""
    source = ready.arrays["pooled_from"]
    settings = {key: given[key] for key in ("kernel", "stride", "padding") if key in given}
    pool = ready._replace(kind="maxpool", batch=batch_of(source, ready.dims, "pooled-from"))
    shape = shape_of(pool.batch, ready.dims)
    pool = _analysed(pool, shape, dict(settings))
    working = _function(KINDS["maxpool"])(pool, "max")
    arrays = {"data": _array(working.batch[0], ready.dims), **ready.arrays}
    arrays["indices"] = _array(working.facts["indices"], ready.dims)
    return ready._replace(arrays=arrays), {"output_size": list(shape.spatial), **given}


def _array(maps: Any, dims: int) -> Array:
    entries = maps if dims == 2 else tuple(grid[0] for grid in maps)
    sizes = (len(maps[0]), len(maps[0][0]))
    return Array(tuple(entries), (len(maps), *sizes[2 - dims :]), dims)
