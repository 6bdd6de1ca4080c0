"""Operations that nobody understands: what is said of them, and that the rest stays unknown."""

from __future__ import annotations

from typing import Any

import pytest

from convcalc.errors import ConvcalcError
from convcalc.layers.base import Shape
from convcalc.layers.make import analyse


def opaque(spatial: tuple[int, ...] = (8, 6), **given: Any) -> Any:
    return analyse("opaque", (Shape(4, spatial),), given)[1]


@pytest.mark.parametrize(
    ("size", "output"),
    [
        (None, (8, 6)),
        (5, (5, 5)),
        ("5", (5, 5)),
        ("5x3", (5, 3)),
        ("5x3x2", (5, 3, 2)),
        ([48], (48,)),
        ((), ()),
        ("flat", ()),
    ],
)
def test_its_output_is_what_is_said(size: Any, output: tuple[int, ...]) -> None:
    sheet = opaque(out=7, size=size)
    assert (sheet.output.channels, sheet.output.spatial) == (7, output)


def test_what_is_not_said_is_unknown_and_not_zero() -> None:
    sheet = opaque()
    assert (sheet.params, sheet.macs, sheet.open) == (None, None, ("params", "macs"))
    assert {window.kind for window in sheet.windows} == {"unknown"}
    told = opaque(params=0, macs=9)
    assert (told.params, told.macs, told.open) == (0, 9, ())


def test_a_field_in_pixels_needs_a_size_that_stays() -> None:
    assert [window.extent() for window in opaque(rf="3x5").windows] == [(3, 3), (5, 5)]
    assert {window.kind for window in opaque(rf="global", size=1).windows} == {"whole"}
    with pytest.raises(ConvcalcError) as caught:
        opaque(rf=3, size=4)
    assert caught.value.code == "opaque.size_changes"


@pytest.mark.parametrize(
    "given",
    [
        {"size": [1, 2, 3, 4]},
        {"size": 0},
        {"rf": "everywhere"},
        {"rf": 0},
        {"what": "a" * 81},
        {"what": "a\x1b[2J"},
        {"macs": -1},
        {"params": "1.5"},
    ],
)
def test_what_it_cannot_be(given: dict[str, Any]) -> None:
    with pytest.raises(ConvcalcError):
        opaque(**given)


def test_an_elementwise_operation_costs_one_function_an_element() -> None:
    _, sheet = analyse("elementwise", (Shape(4, (8, 6)),), {"what": "Erf"})
    assert (sheet.params, sheet.macs, sheet.operations) == (0, 0, {"erf": 192})
    _, sheet = analyse("elementwise", (Shape(4, (8, 6)),), {"what": "Lgamma"})
    assert (sheet.params, sheet.macs, sheet.operations) == (0, 0, {"functions": 192})
