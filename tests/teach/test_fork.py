"""The slip stands in the derivation at the very step where it is made."""

from __future__ import annotations

import pytest

from convcalc.algebra.notation import ascii_text
from convcalc.teach.fork import forks
from convcalc.teach.slips import find_slips
from tests.teach.test_slips import asked

CASES = [
    (11, 6, "plus_one_forgotten", "add", "6", "7"),
    (12, 6, "plus_one_forgotten", "add", "6", "7"),
    (11, 8, "plus_one_doubled", "add", "8", "7"),
    (12, 8, "ceil_for_floor", "round", "7 + 1", "6 + 1"),
    (11, 13, "stride_ignored", "substitute", "floor((11 + 2*2 - 3)/1) + 1",
     "floor((11 + 2*2 - 3)/2) + 1"),
    (11, 5, "padding_ignored", "substitute", "floor((11 + 2*0 - 3)/2) + 1",
     "floor((11 + 2*2 - 3)/2) + 1"),
    (11, 6, "padding_once", "formula", "floor((i + p - k)/s) + 1", "floor((i + 2*p - k)/s) + 1"),
    (11, 19, "transposed_for_forward", "formula", "s*(i - 1) + k - 2*p",
     "floor((i + 2*p - k)/s) + 1"),
]  # fmt: skip


@pytest.mark.parametrize(("size", "answer", "code", "step", "wrong", "right"), CASES)
def test_where(size: int, answer: int, code: str, step: str, wrong: str, right: str) -> None:
    question = asked("conv", size, "size", kernel=3, stride=2, padding=2)
    slips = find_slips(question, lambda values: values == (answer, answer))
    (slip,) = (slip for slip in slips if slip.codes == (code,))
    (fork,) = forks(question, slip)
    assert fork.axes == (0, 1)
    assert fork.after[0].kind == fork.instead.kind == step
    assert ascii_text(fork.after[0].expression) == wrong
    assert ascii_text(fork.instead.expression) == right


def test_a_total() -> None:
    question = asked("conv", 56, "params", 64, kernel=3, padding=1, out=128)
    (slip,) = find_slips(question, lambda values: values == (73_728,))
    (fork,) = forks(question, slip)
    assert ascii_text(fork.instead.expression) == "73728 + 128"
    assert ascii_text(fork.after[0].expression) == "73728"


def test_each_changed_part_then_the_total() -> None:
    question = asked("conv", 56, "params", 64, kernel=3, padding=1, out=128)
    (slip,) = find_slips(question, lambda values: values == (73_792,))
    assert slip.codes == ("channels_swapped",)
    assert [fork.after[0].kind for fork in forks(question, slip)] == [
        "substitute", "substitute", "sum",
    ]  # fmt: skip
