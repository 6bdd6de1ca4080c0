"""Normalisation and activations: parameters, buffers and operations."""

from __future__ import annotations

from typing import Any

import pytest

from convcalc.errors import LayerError
from tests.layers.building import facts

C, SPATIAL = 12, (4, 5)
N = C * 20


@pytest.mark.parametrize(
    ("kind", "given", "params", "buffers"),
    [
        ("bn", {}, 24, 24),
        ("bn", {"affine": False}, 0, 24),
        ("bn", {"track_running_stats": False}, 24, 0),
        ("ln", {}, 2 * N, 0),
        ("ln", {"bias": False}, N, 0),
        ("ln", {"over": "channels"}, 24, 0),
        ("ln", {"affine": False}, 0, 0),
        ("instancenorm", {}, 0, 0),
        ("instancenorm", {"affine": True, "track_running_stats": True}, 24, 24),
        ("gn", {"groups": 3}, 24, 0),
        ("gn", {"groups": 3, "affine": False}, 0, 0),
        ("lrn", {}, 0, 0),
        ("prelu", {}, 1, 0),
        ("prelu", {"parameters": 12}, 12, 0),
        ("dropout", {}, 0, 0),
        ("identity", {}, 0, 0),
    ],
)
def test_parameters_and_buffers(
    kind: str, given: dict[str, Any], params: int, buffers: int
) -> None:
    sheet = facts(kind, SPATIAL, C, **given)
    assert (sheet.params, sheet.buffers) == (params, buffers)
    assert (sheet.output.channels, sheet.output.spatial) == (C, SPATIAL)
    assert sheet.macs == 0


def taken(values: int, sets: int, affine: int = 0) -> dict[str, int]:
    """Operations where statistics are taken of the input."""
    return {
        "additions": 3 * values - sets + affine,
        "multiplications": 2 * values + affine,
        "divisions": 3 * sets,
        "square_roots": sets,
    }


@pytest.mark.parametrize(
    ("kind", "given", "operations"),
    [
        ("bn", {}, {"multiplications": N, "additions": N}),
        ("bn", {"affine": False}, {"multiplications": N, "additions": N}),
        ("bn", {"track_running_stats": False}, taken(N, C, N)),
        ("instancenorm", {}, taken(N, C)),
        ("instancenorm", {"affine": True}, taken(N, C, N)),
        ("ln", {}, taken(N, 1, N)),
        ("ln", {"over": "channels", "affine": False}, taken(N, 20)),
        ("gn", {"groups": 3}, taken(N, 3, N)),
        (
            "lrn",
            {"window": 3},
            {"multiplications": 2 * N, "additions": 3 * N, "powers": N, "divisions": N},
        ),
        ("relu", {}, {"comparisons": N}),
        ("relu6", {}, {"comparisons": 2 * N}),
        ("leaky_relu", {}, {"comparisons": N, "multiplications": N}),
        ("elu", {}, {"comparisons": N, "exponentials": N, "additions": N}),
        ("sigmoid", {}, {"exponentials": N, "additions": N, "divisions": N}),
        ("tanh", {}, {"tanh": N}),
        (
            "silu",
            {},
            {"exponentials": N, "additions": N, "divisions": N, "multiplications": N},
        ),
        ("hardsigmoid", {}, {"additions": N, "comparisons": 2 * N, "divisions": N}),
        (
            "hardswish",
            {},
            {"additions": N, "comparisons": 2 * N, "divisions": N, "multiplications": N},
        ),
        ("gelu", {}, {"erf": N, "additions": N, "multiplications": 3 * N}),
        ("prelu", {}, {"comparisons": N, "multiplications": N}),
        (
            "softmax",
            {},
            {
                "exponentials": N,
                "additions": N + N - 20,
                "divisions": N,
                "comparisons": N - 20,
            },
        ),
        ("dropout", {}, {}),
        ("identity", {}, {}),
    ],
)
def test_operations(kind: str, given: dict[str, Any], operations: dict[str, int]) -> None:
    assert facts(kind, SPATIAL, C, **given).operations == operations


@pytest.mark.parametrize(
    ("kind", "given", "sees_all"),
    [
        ("bn", {}, False),
        ("bn", {"track_running_stats": False}, True),
        ("ln", {}, True),
        ("ln", {"over": "channels"}, False),
        ("instancenorm", {}, True),
        ("gn", {"groups": 2}, True),
        ("lrn", {}, False),
        ("relu", {}, False),
        ("softmax", {}, False),
    ],
)
def test_windows(kind: str, given: dict[str, Any], sees_all: bool) -> None:
    for window in facts(kind, SPATIAL, C, **given).windows:
        assert window.extent() == (None if sees_all else (1, 1))


@pytest.mark.parametrize("kind", ["bn", "ln", "gn", "relu", "softmax", "prelu", "dropout"])
def test_vectors_are_welcome(kind: str) -> None:
    given = {"groups": 3} if kind == "gn" else {}
    sheet = facts(kind, (), C, **given)
    assert (sheet.output.channels, sheet.output.spatial, sheet.windows) == (C, (), ())


def test_unknown_channels() -> None:
    assert facts("bn", SPATIAL, None).params is None
    assert facts("gn", SPATIAL, None, groups=3).params is None
    relu = facts("relu", SPATIAL, None)
    assert (relu.params, relu.operations) == (0, {"comparisons": None})
    assert facts("prelu", SPATIAL, None).params == 1


@pytest.mark.parametrize(
    ("kind", "spatial", "given", "code"),
    [
        ("gn", SPATIAL, {"groups": 5}, "gn.channels_not_divisible"),
        ("instancenorm", (1, 1), {}, "instancenorm.single_value"),
        ("prelu", SPATIAL, {"parameters": 5}, "prelu.one_or_channels"),
        ("dropout", SPATIAL, {"p": 2}, "dropout.not_a_probability"),
        ("dropout", SPATIAL, {"p": "-0.1"}, "dropout.not_a_probability"),
    ],
)
def test_refusals(kind: str, spatial: Any, given: dict[str, Any], code: str) -> None:
    with pytest.raises(LayerError) as caught:
        facts(kind, spatial, C, **given)
    assert caught.value.code == code
