"""Making layers from a type, parameters and a dialect."""

from __future__ import annotations

from typing import Any

import pytest

from convcalc.algebra.expr import Expr
from convcalc.algebra.fold import fold
from convcalc.algebra.notation import ascii_text
from convcalc.errors import ConvcalcError, LayerError, UsageError
from convcalc.layers.base import REQUIRED, Param, Record, Shape
from convcalc.layers.dialects import torch
from convcalc.layers.index import TYPES, resolve
from convcalc.layers.make import analyse, make, parameter_keys
from convcalc.layers.padding import Explicit
from convcalc.layers.read import CHANNEL_KEYS, PARAM_ALIASES, read_size

SAMPLE: dict[str, Any] = {"heads": 1, "hidden": 5,
    "kernel": 2, "out": 4, "factor": 1, "groups": 1, "output_size": 2, "padding": 1,
    "shape": [-1], "scale": 2, "amount": 0,
}  # fmt: skip
"""A value for each parameter that some layer demands."""


def needed(kind: str) -> dict[str, Any]:
    """The parameters without which a type cannot be used."""
    given = {param.name: SAMPLE[param.name] for param in resolve(kind).PARAMS if is_required(param)}
    return given | {"upsample": {"scale": 2}, "crop": {"amount": 0}}.get(kind, {})


def is_required(param: Param) -> bool:
    """Whether a layer cannot be made without the parameter."""
    return param.default is REQUIRED


def error(kind: str, given: dict[str, Any], dims: int = 2, dialect: str = "torch") -> ConvcalcError:
    """The error that making this layer gives."""
    with pytest.raises(ConvcalcError) as caught:
        make(kind, given, dims, dialect)
    assert caught.value.exit_code == 2
    return caught.value


@pytest.mark.parametrize("kind", TYPES)
def test_every_type_can_be_made_with_what_it_demands(kind: str) -> None:
    dims = 2 if 2 in resolve(kind).DIMS else resolve(kind).DIMS[0]
    layer = make(kind, needed(kind), dims)
    assert kind == layer.TYPE
    assert {param.name for param in layer.PARAMS} <= set(layer.values)
    for name in needed(kind).keys() & {p.name for p in layer.PARAMS if is_required(p)}:
        rest = {key: value for key, value in needed(kind).items() if key != name}
        told = error(kind, rest, dims)
        assert (told.code, told.message.fields["name"]) == ("parameter.missing", name)


def test_defaults_are_normalised() -> None:
    layer = make("conv", {"kernel": 3}, 3)
    assert isinstance(layer.padding, Explicit)
    assert layer.padding.pairs == ((0, 0),) * 3
    assert (layer.stride, layer.dilation, layer.groups) == ((1, 1, 1), (1, 1, 1), 1)
    assert layer.out is None
    assert layer.bias is True


def test_null_stands_for_a_default_of_none_only() -> None:
    assert make("maxpool", {"kernel": 3, "stride": None}, 2).stride == (3, 3)
    assert error("conv", {"kernel": 3, "stride": None}).code == "parameter.not_integer"
    assert error("conv", {"kernel": None}).code == "parameter.missing"


@pytest.mark.parametrize(
    ("kind", "given", "own"),
    [
        ("conv", {"kernel_size": 3, "out_channels": 8}, {"kernel": 3, "out": 8}),
        ("Conv2D", {"kernel_size": 3, "filters": 8, "strides": 2, "dilation_rate": 1},
         {"kernel": 3, "out": 8, "stride": 2}),
        ("Conv", {"kernel_shape": [3, 3], "group": 2}, {"kernel": 3, "groups": 2}),
        ("MaxPool2d", {"kernel_size": 3, "ceil_mode": True}, {"kernel": 3, "ceil": True}),
        ("MaxPooling2D", {"pool_size": 3}, {"kernel": 3}),
        ("Dense", {"units": 10, "use_bias": False}, {"out": 10, "bias": False, "over": "channels"}),
        ("GroupNorm", {"num_groups": 4}, {"groups": 4}),
        ("PixelShuffle", {"upscale_factor": 2}, {"factor": 2}),
        ("upsample", {"scale_factor": 2.5}, {"scale": "2.5"}),
        ("conv", {"kernel": 3, "rate": 2}, {"kernel": 3, "dilation": 2}),
        ("dropout", {"rate": 0.1}, {"p": "1/10"}),
    ],
)  # fmt: skip
def test_foreign_names_mean_the_same(kind: str, given: dict[str, Any], own: Any) -> None:
    theirs = make(kind, given, 2)
    mine = make(theirs.TYPE, own, 2)
    for name, value in mine.values.items():
        other = theirs.values[name]
        if isinstance(value, Explicit):
            value, other = value.pairs, other.pairs
        assert other == value, name


@pytest.mark.parametrize("kind", TYPES)
def test_a_key_means_one_parameter(kind: str) -> None:
    dims = resolve(kind).DIMS[-1]
    keys = parameter_keys(kind, dims)
    names = [param.name for param in resolve(kind).PARAMS]
    assert list(keys[: len(names)]) == names
    assert set(CHANNEL_KEYS) <= set(keys)
    others = {*names, *CHANNEL_KEYS, *(param.name for param in torch.PARAMS.get(kind, ()))}
    for alias in set(keys) - others:
        own = resolve(kind).KEYS.get(alias)
        owners = [own] if own in names else []
        owners += [name for name in names if alias in PARAM_ALIASES.get(name, ())]
        assert len(owners) == 1, (alias, owners)


def test_an_unknown_key_brings_the_nearest_and_the_list() -> None:
    told = error("conv", {"kernel": 3, "strid": 2})
    assert isinstance(told, UsageError)
    assert told.code == "parameter.unknown"
    assert told.message.fields["name"] == "strid"
    assert "stride, padding" in told.message.fields["allowed"]
    assert told.hints[0].fields == {"word": "stride"}


def test_a_parameter_given_twice_is_refused() -> None:
    told = error("conv", {"kernel": 3, "kernel_size": 3})
    assert told.code == "parameter.twice"
    assert told.message.fields == {"name": "kernel", "keys": "kernel, kernel_size"}


@pytest.mark.parametrize(
    ("kind", "given", "dims", "code", "fields"),
    [
        ("conv", {"kernel": [3, 3]}, 3, "parameter.wrong_length", {"given": 2, "dims": 3}),
        ("conv", {"kernel": 3}, 0, "layer.dims", {"dims": 0, "allowed": "1, 2, 3"}),
        ("Conv3d", {"kernel": 3}, 2, "layer.fixed_dims", {"wanted": 3, "dims": 2}),
        ("conv", {"kernel": 0}, 2, "parameter.too_small", {"value": 0, "minimum": 1}),
        ("conv", {"kernel": 3, "stride": -1}, 2, "parameter.too_small", {"name": "stride"}),
        ("conv", {"kernel": 3, "bias": 1}, 2, "parameter.not_flag", {"name": "bias"}),
        ("conv", {"kernel": 3, "padding": "causal"}, 2, "dialect.causal_axes", {"dims": 2}),
        ("conv", {"kernel": 3, "padding": "sam"}, 2, "parameter.not_a_choice", {"value": "sam"}),
        ("upsample", {"scale": 2, "mode": "liner"}, 1, "parameter.not_a_choice", {"name": "mode"}),
        ("gn", {}, 2, "parameter.missing", {"name": "groups"}),
        ("cnov", {}, 2, "layer.unknown", {"name": "cnov"}),
    ],
)
def test_refusals(
    kind: str, given: dict[str, Any], dims: int, code: str, fields: dict[str, Any]
) -> None:
    told = error(kind, given, dims)
    assert told.code == code
    assert fields.items() <= told.message.fields.items()


def test_an_unknown_dialect_brings_the_nearest() -> None:
    told = error("conv", {"kernel": 3}, dialect="kears")
    assert told.code == "dialect.unknown"
    assert told.hints[0].fields == {"word": "keras"}


def test_the_number_of_inputs() -> None:
    x = Shape(3, (8, 8))
    with pytest.raises(UsageError) as caught:
        analyse("conv", (x, x), {"kernel": 3})
    assert caught.value.code == "layer.one_input"
    with pytest.raises(UsageError) as caught:
        analyse("add", (x,), {})
    assert caught.value.code == "layer.too_few_inputs"


def test_figures() -> None:
    _, sheet = analyse("conv", (Shape(64, (56, 56)),), {"kernel": 3, "padding": 1, "out": 128,
                                                        "bias": False})  # fmt: skip
    assert (sheet.output.spatial, sheet.macs, sheet.params) == ((56, 56), 231_211_008, 73_728)
    _, sheet = analyse("separable", (Shape(64, (56, 56)),), {"kernel": 3, "padding": 1, "out": 128})
    assert sheet.macs == 27_496_448
    _, sheet = analyse("tconv", (Shape(1, (16, 16)),), {"kernel": 4, "stride": 2, "padding": 1})
    assert sheet.output.spatial == (32, 32)
    _, sheet = analyse("upsample", (Shape(1, (50,)),), {"scale": "2.3", "mode": "linear"})
    assert sheet.output.spatial == (114,)


def test_symbols_go_through() -> None:
    given = {"kernel": "K", "stride": 2, "padding": 1}
    _, sheet = analyse("conv", (read_size("H", 1),), given)
    (size,) = sheet.output.spatial
    assert isinstance(size, Expr)
    assert ascii_text(fold(size)) == "floor((H - K + 2)/2) + 1"
    codes = [condition.code for condition in sheet.conditions]
    assert codes == ["parameter.too_small", "size.kernel_exceeds_input", "parameter.too_small"]


def test_a_record_remembers_its_formulas() -> None:
    _, sheet = analyse("conv", (Shape(1, (11, 11)),), {"kernel": 3, "out": 1}, record=True)
    assert isinstance(sheet, Record)
    assert {use.quantity for use in sheet.uses} >= {"size", "params", "macs", "effective_kernel"}


def test_what_does_not_fit_the_input_is_a_layer_error() -> None:
    with pytest.raises(LayerError) as caught:
        analyse("conv", (Shape(1, (5, 5)),), {"kernel": 7})
    assert caught.value.code == "size.kernel_exceeds_input"


@pytest.mark.parametrize(
    ("kind", "given", "name"),
    [
        ("upsample", {"size": 7}, "output_size"),
        ("crop", {"size": 3}, "output_size"),
        ("lrn", {"size": 5}, "window"),
        ("pad", {"amount": 1}, "padding"),
    ],
)
def test_names_that_only_some_types_have(kind: str, given: dict[str, int], name: str) -> None:
    (value,) = given.values()
    assert make(kind, given, 2).values == make(kind, {name: value}, 2).values
    assert error("conv", {"kernel": 3, **given}).code == "parameter.unknown"
