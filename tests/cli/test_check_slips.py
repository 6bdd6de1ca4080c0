"""Slips in tiny tensors: what each leads to, worked out here once more, and what is named first."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from typing import Any

import pytest

from tests.cli.conftest import run

MAP = [[1, 6, 2, 0], [3, 2, 5, 1], [8, 0, 1, 1], [4, 4, 3, 7]]
SMALL = [[2, 0, 1], [1, 3, 2], [0, 1, 4]]
KERNEL = [[1, 2], [0, 3]]


def text(rows: Any) -> str:
    return "; ".join(" ".join(map(str, row)) for row in rows)


def windows(rows: Any, k: int, s: int, of: Callable[[list[list[int]]], Any]) -> str:
    """A function of each window of k by k, by strides of s."""
    places = range(0, len(rows) - k + 1, s)
    return text([[of([row[c : c + k] for row in rows[r : r + k]]) for c in places] for r in places])


def products(window: Any, kernel: Any) -> int:
    pairs = zip(window, kernel, strict=True)
    return sum(x * w for row, weights in pairs for x, w in zip(row, weights, strict=True))


def flat(window: Any) -> list[int]:
    return [x for row in window for x in row]


POOL = f'--data "{text(MAP)}" -k 2'
CONV = f'--data "{text(SMALL)}" --weight "{text(KERNEL)}"'
TURNED = [row[::-1] for row in KERNEL[::-1]]
CASES = [
    (windows(MAP, 2, 2, lambda w: max(w[0])), f"maxpool {POOL}", "first_row_only"),
    (windows(MAP, 2, 2, lambda w: sum(flat(w)) // 4), f"maxpool {POOL}", "average_for_maximum"),
    (windows(MAP, 2, 2, lambda w: sum(flat(w))), f"avgpool {POOL}", "not_divided"),
    (windows(MAP, 2, 2, lambda w: max(flat(w))), f"avgpool {POOL}", "maximum_for_average"),
    (windows(MAP, 2, 1, lambda w: max(flat(w))), f"maxpool {POOL}", "stride_ignored"),
    ("48", f'gap --data "{text(MAP)}"', "not_divided"),
    ("8", f'gap --data "{text(MAP)}"', "maximum_for_average"),
    (windows(SMALL, 2, 1, lambda w: products(w, TURNED)), f"conv {CONV}", "kernel_flipped"),
    (windows(SMALL, 2, 1, lambda w: products(w, KERNEL)), f"conv {CONV} --bias 2",
     "bias_forgotten"),
    (windows(SMALL, 2, 1, lambda w: products(w[:1], KERNEL[:1])), f"conv {CONV}",
     "weights_of_one_row"),
    (windows(SMALL, 2, 1, lambda w: products(w, KERNEL)), f"conv {CONV} -p 1", "padding_ignored"),
    (windows(SMALL, 2, 1, lambda w: products(w, KERNEL)), f"conv {CONV} --flip", "kernel_flipped"),
    ("1/2 0 1/2; 1 3/2 1; 0 1/2 2", f'avgpool --data "{text(SMALL)}" -k 1x2 -p 0x1 --stride 1x2',
     None),
    ("3 3 9 2", 'tconv --data "1 2" --weight "3 0 1" -s 2 --bias 2 --dims 1', None),
    ("3 0 7 0 2", 'tconv --data "1 2" --weight "3 0 1" -s 2 --bias 2 --dims 1', "bias_forgotten"),
]  # fmt: skip


@pytest.mark.parametrize(("answer", "command", "slip"), CASES)
def test_the_slip_is_named_first(answer: str, command: str, slip: str | None) -> None:
    result = run("check", answer, "value", *shlex.split(command), "--json")
    assert result.code == 1, result.err
    found = [one["code"] for one in json.loads(result.out)["slips"]]
    assert found[:1] == ([slip] if slip else [])


def test_a_right_matrix_has_no_slip() -> None:
    right = windows(MAP, 2, 2, lambda w: max(flat(w)))
    result = run("check", right, "value", "maxpool", "--data", text(MAP), "-k", "2", "--json")
    assert (result.code, json.loads(result.out)["slips"]) == (0, [])


@pytest.mark.parametrize(
    ("answer", "coarse"), [("0.1", True), ("0.10", False), ("0.2", False), ("0.14", False)]
)
def test_a_decimal_with_one_digit_is_said_to_be_too_coarse(answer: str, coarse: bool) -> None:
    """137/1152 is 0.119 and rounds to 0.1, as many other numbers do."""
    result = run("check", answer, "separable", "56@64", "-k", "3", "-o", "128", "--format", "plain")
    assert ("too_coarse" in result.out) == coarse


@pytest.mark.parametrize(("answer", "layer"), [("14", "conv1"), ("15", "maxpool1")])
def test_a_slip_in_one_layer_of_a_chain(answer: str, layer: str) -> None:
    """23 = 1 + 4 + 1 * 2 + 2 * 4 + 2 * 4; one stride left out gives 14 or 15."""
    result = run("check", answer, "rf", "conv5/2 maxpool2/2 conv3 conv3", "--json")
    slips = json.loads(result.out)["slips"]
    assert ("stride_ignored", layer) in [(slip["code"], slip["layer"]) for slip in slips]
    assert all(slip["possible"] for slip in slips)


@pytest.mark.parametrize(
    "command", ['maxpool --data "1 3; 5 6" -k 2', 'gap --data "1 3; 5 6"',
                'conv --data "1 3; 5 6" --weight "1 1; 1 1"'],
)  # fmt: skip
def test_a_wrong_number_for_a_matrix_is_judged(command: str) -> None:
    result = run("check", "2", "value", *shlex.split(command), "--format", "plain")
    assert (result.code, result.err) == (1, "")
    assert "\tfalse\t" in result.out
