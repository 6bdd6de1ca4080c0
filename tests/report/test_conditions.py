"""Conditions are said as simply as they can be."""

from __future__ import annotations

from typing import Any

import pytest

from convcalc.algebra.expr import Var
from convcalc.errors import LayerError
from convcalc.layers.base import Shape
from convcalc.layers.make import analyse
from convcalc.render.wording import Wording
from convcalc.report.values import conditions


@pytest.mark.parametrize(
    ("kind", "size", "given", "dialect", "expected"),
    [
        ("maxpool", 11, {"kernel": "K", "stride": 1, "padding": 4}, "torch", ["K ≥ 8", "K ≤ 19"]),
        ("maxpool", 11, {"kernel": 3, "stride": 2, "padding": "P"}, "torch", ["P ≤ 1"]),
        ("maxpool", 11, {"kernel": "K", "padding": "P"}, "onnx", ["K − 1 ≥ P", "2P + 11 ≥ K"]),
        ("maxpool", 8, {"kernel": "H//2", "padding": 1}, "torch", ["H ≥ 4", "H ≤ 21"]),
        ("tconv", 11, {"kernel": 3, "stride": "S", "padding": 1, "output_padding": "A"}, "torch",
         ["S ≥ A + 1"]),
        ("conv", 11, {"kernel": 3, "stride": "S", "dilation": "D"}, "keras",
         ["D ≤ 5", "min(S, D) ≤ 1", "S ≥ 1", "D ≥ 1"]),
        ("conv", 11, {"kernel": 3, "stride": 2, "dilation": "D"}, "keras", ["D = 1"]),
        ("conv", 11, {"kernel": 3, "stride": "S", "padding": "same"}, "torch", ["S = 1"]),
        ("conv", 11, {"kernel": 1, "groups": "G", "out": "3*G"}, "torch", ["G ≥ 1"]),
        ("prelu", 11, {"parameters": "N"}, "torch", ["N = 1 or C", "N ≥ 1"]),
    ],
)  # fmt: skip
def test_conditions_read_well(
    kind: str, size: int, given: dict[str, Any], dialect: str, expected: list[str]
) -> None:
    channels = None if kind == "conv" else Var("C")
    _, sheet = analyse(kind, (Shape(channels, (size,)),), given, 1, dialect)
    told = [Wording("en").say(message) for message in conditions(sheet.conditions)]
    assert [said for said in told if said != "C ≥ 1"] == expected


@pytest.mark.parametrize(
    ("size", "given"),
    [
        (3, {"kernel": "K", "padding": 4, "stride": 1, "dilation": 3}),
        (3, {"kernel": "2*K + 5"}),
        (3, {"kernel": "K", "padding": "K + 1"}),
    ],
)
def test_conditions_that_nothing_meets_are_refused(size: int, given: dict[str, Any]) -> None:
    with pytest.raises(LayerError):
        analyse("maxpool", (Shape(None, (size,)),), given, 1)
