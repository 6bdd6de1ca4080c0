"""The JSON Schema of network files, made from the layers themselves, so that an editor completes.

Source: JSON Schema draft 2020-12.
"""

from __future__ import annotations

from typing import Any

from convcalc.layers.base import REQUIRED, Param
from convcalc.layers.dialects import DIALECTS
from convcalc.layers.index import TYPES, resolve
from convcalc.layers.make import meanings
from convcalc.layers.values import PADDING_WORDS
from convcalc.load.items import NETWORK, PATHS
from convcalc.load.words import MERGES, SINGLE
from convcalc.network.measures import LIMITED

NAME = r"^[^\W\d]\w*$"
HEADER = r"^\s*[^\W\d]\w*\s*(\(.*\))?\s*$"
TEXT: dict[str, Any] = {"type": "string"}
WORD: dict[str, Any] = {"type": ["string", "number", "boolean"]}
EXPRESSION: dict[str, Any] = {"type": ["string", "integer"]}
CHAIN: dict[str, Any] = {"$ref": "#/$defs/chain"}

Schema = dict[str, Any]


def schema() -> Schema:
    """The schema of a network file of any format."""
    layers = {kind: _layer(kind) for kind in TYPES if kind not in MERGES or kind in SINGLE}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "convcalc network",
        "type": "object",
        "properties": _top(layers),
        "required": ["layers"],
        "additionalProperties": False,
        "$defs": {
            "chain": {
                "anyOf": [
                    {"type": ["string", "null"]},
                    {"type": "array", "items": {"$ref": "#/$defs/item"}},
                    {"$ref": "#/$defs/entry"},
                ]
            },
            "item": {"anyOf": [TEXT, {"$ref": "#/$defs/entry"}, CHAIN]},
            "entry": _entry(layers),
            "shape": _shape(),
        },
    }


def _top(layers: dict[str, Schema]) -> Schema:
    return {
        "convcalc": {"const": 1},
        "name": TEXT,
        "dims": {"enum": [1, 2, 3]},
        "input": {
            "anyOf": [
                {"$ref": "#/$defs/shape"},
                {"type": "object", "additionalProperties": {"$ref": "#/$defs/shape"}},
            ]
        },
        "dialect": {"enum": list(DIALECTS)},
        "set": {"type": "object", "propertyNames": {"pattern": NAME}, "additionalProperties": WORD},
        "defaults": {"type": "object", "properties": layers},
        "blocks": {
            "type": "object",
            "propertyNames": {"pattern": HEADER},
            "additionalProperties": CHAIN,
        },
        "layers": CHAIN,
        "outputs": {"anyOf": [TEXT, {"type": "array", "items": TEXT}]},
        "expect": _promises(),
        "budget": _promises(),
        "complete": {"type": "boolean"},
        "notes": {"anyOf": [TEXT, {"type": "array", "items": TEXT}]},
    }


def _promises() -> Schema:
    """Limits by quantity: an amount, or bounds of it; of the output its shape."""
    amount: Schema = {"type": ["integer", "string"]}
    bounds = {
        "type": "object",
        "properties": {"min": amount, "max": amount},
        "additionalProperties": False,
    }
    limit = {"anyOf": [amount, bounds]}
    return {
        "type": "object",
        "properties": {name: amount if name == "output" else limit for name in LIMITED},
        "additionalProperties": False,
    }


def _shape() -> Schema:
    size = {"anyOf": [EXPRESSION, {"type": "array", "items": EXPRESSION}]}
    return {
        "anyOf": [
            EXPRESSION,
            {"type": "null"},
            {
                "type": "object",
                "properties": {"size": size, "channels": EXPRESSION},
                "required": ["size"],
                "additionalProperties": False,
            },
        ]
    }


def _entry(layers: dict[str, Schema]) -> Schema:
    """One item that is a map: a layer, a merge, a repeat, a choice, or a named step."""
    paths = {"type": "array", "items": CHAIN, "minItems": 1}
    properties: Schema = {
        kind: {"anyOf": [layer, {"type": ["null", "string", "array"]}]}
        for kind, layer in layers.items()
    }
    properties.update({kind: _merge(kind, paths) for kind in MERGES})
    properties.update(
        {
            "from": TEXT,
            "use": {"anyOf": [TEXT, _use()]},
            "repeat": EXPRESSION,
            "layers": CHAIN,
            "if": {"type": ["string", "integer", "boolean"]},
            "then": CHAIN,
            "else": CHAIN,
        }
    )
    return {
        "type": "object",
        "minProperties": 1,
        "properties": properties,
        "dependentRequired": {
            "repeat": ["layers"],
            "layers": ["repeat"],
            "then": ["if"],
            "else": ["if"],
        },
        "additionalProperties": {"anyOf": [CHAIN, {"type": "object"}]},
    }


def _merge(kind: str, paths: Schema) -> Schema:
    """A layer of several inputs: its paths, with its parameters beside them if it has any."""
    with_paths = _layer(kind, {PATHS: paths})
    alone: list[Schema] = [{"type": ["null", "string"]}] if kind in SINGLE else []
    return {"anyOf": [with_paths, paths, *alone]}


def _use() -> Schema:
    """A network that is used: its name, up to which step, and its own settings."""
    return {
        "type": "object",
        "properties": {NETWORK: TEXT, "until": TEXT, "share": TEXT},
        "required": [NETWORK],
        "additionalProperties": WORD,
    }


def _layer(kind: str, more: Schema | None = None) -> Schema:
    params = resolve(kind).PARAMS
    properties = {param.name: _param(param) for param in params} | (more or {})
    properties["share"] = {"type": "string", "description": "the step whose weights to take"}
    if "output_size" in properties:
        properties["like"] = {"type": "string", "description": "the step whose size to take"}
    if kind == "crop":
        properties["offset"] = _per_axis(EXPRESSION)
    keys = {*properties, *meanings(kind)}
    return {
        "type": "object",
        "properties": properties,
        "propertyNames": {"enum": sorted(keys)},
    }


def _param(param: Param) -> Schema:
    found = _value(param)
    if param.default is not REQUIRED and isinstance(param.default, bool | int | str):
        return {**found, "default": param.default}
    return found


def _value(param: Param) -> Schema:
    if param.kind == "flag":
        return {"type": ["boolean", "string"]}
    if param.kind == "choice":
        return {"anyOf": [{"enum": list(param.choices)}, {"type": "string", "pattern": r"^\("}]}
    number: Schema = {"type": ["integer", "string"]}
    if param.minimum is not None:
        number["minimum"] = param.minimum
    if param.kind == "count":
        return {"anyOf": [number, {"type": "null"}]} if param.default is None else number
    if param.kind == "decimal":
        return {"type": ["number", "string"]}
    if param.kind == "decimals":
        return _per_axis({"type": ["number", "string"]})
    if param.kind == "sizes":
        return _per_axis({**number, "type": ["integer", "string", "null"]})
    if param.kind == "counts":
        return {"anyOf": [number, {"type": "array", "items": number, "minItems": 1}]}
    if param.kind == "text":
        return TEXT
    if param.kind in ("extent", "reach"):
        return {"anyOf": [*_per_axis(number)["anyOf"], {"enum": list(param.choices)}]}
    if param.kind in ("padding", "pairs"):
        pairs = _per_axis({"anyOf": [number, {"type": "array", "items": number}]})
        words = [{"enum": list(PADDING_WORDS)}] if param.kind == "padding" else []
        return {"anyOf": [*words, *pairs["anyOf"]]}
    return _per_axis(number)


def _per_axis(single: Schema) -> Schema:
    return {"anyOf": [single, {"type": "array", "items": single, "minItems": 1}]}
