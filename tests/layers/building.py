"""Layers for tests, from plain values and without any dialect."""

from __future__ import annotations

from typing import Any

from convcalc.algebra.expr import Size
from convcalc.layers.base import REQUIRED, Layer, Record, Shape, Sheet
from convcalc.layers.index import resolve
from convcalc.layers.padding import Same
from convcalc.layers.values import READERS


def build(kind: str, dims: int = 2, **given: Any) -> Layer:
    """A layer of this type: `given` in the forms that users write, `Same` padding as it is.

    Names that are no parameter (`rounding`, `length_rule`) are handed to the layer as they are.
    """
    layer = resolve(kind)
    values: dict[str, Any] = {}
    for param in layer.PARAMS:
        value = given.pop(param.name, param.default)
        assert value is not REQUIRED, param.name
        if value is not None and not isinstance(value, Same):
            value = READERS[param.kind](param, value, layer.AXES or dims)
        values[param.name] = value
    return layer(**values, **given)


def facts(kind: str, spatial: tuple[Size, ...], channels: Size | None, **given: Any) -> Sheet:
    """The sheet of a layer of this type for one input."""
    dims = given.pop("axes", None) or len(spatial)
    return build(kind, dims, **given).sheet(Shape(channels, spatial))


def recorded(kind: str, *inputs: Shape, **given: Any) -> Record:
    """The same with every use of a formula remembered."""
    sheet = build(kind, len(inputs[0].spatial), **given).sheet(*inputs, record=True)
    assert isinstance(sheet, Record)
    return sheet
