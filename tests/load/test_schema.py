"""The JSON Schema: made from the layers, and true of every network in the zoo."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from convcalc.layers.index import TYPES, resolve
from convcalc.load.schema import schema
from convcalc.network.measures import LIMITED
from convcalc.zoo import NAMES, path


def test_every_layer_and_parameter_is_in_it():
    entries = schema()["$defs"]["entry"]["properties"]
    assert set(TYPES) <= set(entries)
    for kind in TYPES:
        properties = entries[kind]["anyOf"][0]["properties"]
        assert {param.name for param in resolve(kind).PARAMS} <= set(properties)


def test_it_is_json():
    assert json.loads(json.dumps(schema())) == schema()


def test_promises_have_the_quantities_of_a_network():
    for key in ("budget", "expect"):
        promises = schema()["properties"][key]
        assert set(promises["properties"]) == set(LIMITED)
        assert promises["additionalProperties"] is False


def test_against_the_zoo_and_mistakes():
    validation = pytest.importorskip("jsonschema")
    checker = validation.Draft202012Validator(schema())
    checker.check_schema(schema())
    for file in sorted(set(NAMES.values())):
        assert list(checker.iter_errors(yaml.safe_load(Path(path(file)).read_text()))) == []
    open_file = {"layers": "relu", "complete": False, "notes": ["what is open"]}
    assert list(checker.iter_errors(open_file)) == []
    for wrong in (
        {"layers": "relu", "inptu": 1}, {}, {"layers": [{"conv": {"kernal": 3}}]},
        {"layers": [{"linear": {"out": 0}}]}, {"layers": [{"repeat": 3}]},
        {"layers": "relu", "set": {"1a": 3}}, {"layers": "relu", "budget": {"paramz": 1}},
        {"layers": "relu", "expect": {"foo": 1}}, {"layers": "relu", "complete": "no"},
        {"layers": "relu", "budget": {"macs": {"most": 1}}},
    ):  # fmt: skip
        assert list(checker.iter_errors(wrong)) != []
