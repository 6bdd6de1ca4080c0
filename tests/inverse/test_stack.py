"""Stacks turned round: against the receptive fields of the networks themselves."""

from __future__ import annotations

from itertools import combinations_with_replacement

import pytest

from convcalc.algebra.sets import Run, contains
from convcalc.errors import UsageError
from convcalc.inverse.goal import read_goal
from convcalc.inverse.schedules import fewest_layers, first_gap, schedules
from convcalc.inverse.search import find
from convcalc.inverse.stack import stack_problem
from convcalc.load.document import document_of_line
from convcalc.load.load import load_document
from convcalc.network.field import Reach, fields

CHAINS = [
    ("(N)*( conv3 )", "N", 1), ("(N)*( conv5/1d2 bn relu conv3 )", "N", 1),
    ("(N)*( conv3p1 conv3p1 maxpool2 )", "N", 1), ("conv7/2 (N)*( conv3/2 ) conv5", "N", 1),
    ("(N)*( maxpool3/3 conv3 ) conv3", "N", 1), ("3*( conv(K) )", "K", 1),
    ("conv(K)/2 conv(2*K-1)", "K", 1), ("conv3/2 conv3/1d(D) conv3", "D", 1),
    ("conv3/(S) conv5 maxpool2", "S", 1),
    ("(N)*( add[ conv3p1 bn relu conv3p1 | ] relu )", "N", 1),
    ("2*( conv3 (N)*( conv3 conv1 ) maxpool2 )", "N", 1),
    ("concat[ conv3p1 | conv5p2 | conv(K) ] conv3", "K", 1),
]  # fmt: skip


def field_of(line: str, name: str, number: int) -> int:
    network = load_document(document_of_line(line), {name: str(number)})
    (axis, _) = fields(network)[network.outputs[0]].axes
    assert isinstance(axis, Reach)
    return axis.size


@pytest.mark.parametrize(("line", "name", "factor"), CHAINS)
def test_every_number(line: str, name: str, factor: int) -> None:
    for low, high in ((31, None), (None, 40), (9, 60)):
        goal = read_goal("rf", None, None if low is None else str(low),
                         None if high is None else str(high))  # fmt: skip
        _, problem = stack_problem(document_of_line(line), goal, {name: Run(1, 9)}, factor)
        (part,) = find(problem).parts
        for number in range(1, 10):
            if name == "K" and "conv5p2" in line and number % 2 == 0:
                continue  # an even kernel keeps no size
            try:
                field = field_of(line, name, number)
            except Exception:
                continue
            wanted = (low is None or field >= low) and (high is None or field <= high)
            assert contains(part.numbers, number) == wanted, (line, number, field)


@pytest.mark.parametrize(
    ("line", "factor", "goal", "answer"),
    [
        ("(N)*( conv3 )", 1, 31, 15), ("(N)*( conv3 )", 2, 31, 4), ("(N)*( conv3/2 )", 1, 31, 4),
        ("(N)*( conv3p1 conv3p1 maxpool2 )", 1, 156, 5), ("3*( conv(K) )", 1, 31, 11),
        ("conv3 conv3/2 conv3/1d(D)", 1, 31, 7), ("(N)*( conv2 )", 2, 1024, 10),
        ("(N)*( conv3 )", 2, 2**70, 70), ("(N)*( conv3 )", 1, 2**70 + 1, 2**69),
    ],
)  # fmt: skip
def test_known_answers(line: str, factor: int, goal: int, answer: int) -> None:
    wanted = read_goal("rf", None, str(goal))
    _, problem = stack_problem(document_of_line(line), wanted, {}, factor)
    (part,) = find(problem).parts
    assert part.numbers == (Run(answer, None),)


def test_dilations_grow_from_one_repetition_to_the_next() -> None:
    goal = read_goal("rf", None, "1")
    stack, _ = stack_problem(document_of_line("(N)*( conv3 )"), goal, {}, 2)
    assert stack.taps({"N": 4}) == [(3, 1), (3, 2), (3, 4), (3, 8)]
    strided, _ = stack_problem(document_of_line("(N)*( conv3/2 )"), goal, {}, 1)
    assert strided.taps({"N": 4}) is None


@pytest.mark.parametrize("line", ["3*( conv3 )", "(N)*( conv1 )", "(N)*( conv3/(S) )",
                                  "(N)*( upsample2 conv3 )", "(N)*( conv3 ) gap"])  # fmt: skip
def test_refusals(line: str) -> None:
    with pytest.raises(UsageError):
        stack_problem(document_of_line(line), read_goal("rf", "31"), {})


def touched(taps: list[tuple[int, int]]) -> set[int]:
    reached = {0}
    for kernel, rate in taps:
        reached = {at + tap * rate for at in reached for tap in range(kernel)}
    return reached


def test_gaps_are_those_of_the_touched_set() -> None:
    for kernel in (2, 3, 4, 5):
        for rates in combinations_with_replacement(range(1, 8), 3):
            taps = [(kernel, rate) for rate in rates]
            positions = touched(taps)
            gapless = len(positions) == max(positions) + 1
            assert (first_gap(taps) is None) == gapless, taps


def test_schedules_are_all_that_leave_no_gap() -> None:
    for kernel, layers, field in ((3, 3, 15), (3, 4, 31), (2, 4, 12), (5, 3, 61), (3, 2, 14)):
        wanted = {
            rates
            for rates in combinations_with_replacement(range(1, field), layers)
            if 1 + (kernel - 1) * sum(rates) == field
            and first_gap((kernel, rate) for rate in rates) is None
        }
        found = schedules(kernel, layers, field, 10_000)
        assert set(found.shown) == wanted
        assert found.total == len(wanted)
        assert found.complete


def test_fewest_layers() -> None:
    for kernel in (2, 3, 5):
        for field in range(2, 130):
            if (field - 1) % (kernel - 1):
                continue
            layers = fewest_layers(kernel, field)
            assert schedules(kernel, layers, field, 1).shown
            assert not schedules(kernel, layers - 1, field, 1).shown
    assert schedules(3, 4, 31, 1).shown == ((1, 2, 4, 8),)
