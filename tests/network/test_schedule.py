"""The scheduler against every order of tiny graphs."""

from __future__ import annotations

import random
from itertools import permutations

import pytest

from convcalc.network.schedule import Task, alive, schedule


def live_peak(tasks: list[Task], order: tuple[int, ...]) -> int:
    """The peak of one order, by the definition: sets of live tensors, nothing incremental."""
    done: set[int] = {number for number, task in enumerate(tasks) if not task.reads}
    peak = sum(tasks[number].size for number in done)

    def live() -> set[int]:
        return {
            number
            for number in done
            if tasks[number].kept
            or any(number in task.reads and other not in done for other, task in enumerate(tasks))
        }

    for number in order:
        if number in done:
            continue
        before = live()
        extra = tasks[number].size
        done.add(number)
        if tasks[number].in_place and any(
            read not in live() and tasks[read].size >= extra for read in tasks[number].reads
        ):
            extra = 0
        peak = max(peak, sum(tasks[other].size for other in before) + extra)
    return peak


def possible(tasks: list[Task], order: tuple[int, ...]) -> bool:
    seen: set[int] = set()
    for number in order:
        if not set(tasks[number].reads) <= seen:
            return False
        seen.add(number)
    return True


def random_tasks(rng: random.Random) -> list[Task]:
    count = rng.randint(2, 7)
    tasks = [Task(rng.randint(1, 9), ())]
    for number in range(1, count):
        reads = rng.sample(range(number), min(number, rng.choice((1, 1, 2, 2, 3))))
        size = tasks[reads[0]].size if rng.random() < 0.4 else rng.randint(1, 9)
        tasks.append(Task(size, tuple(reads), rng.random() < 0.4))
    used = {read for task in tasks for read in task.reads}
    loose = [number for number in range(count) if number not in used and number != count - 1]
    if loose:
        tasks.append(Task(rng.randint(1, 9), (*loose, count - 1)))
    tasks[-1] = tasks[-1]._replace(kept=True)
    return tasks


@pytest.mark.parametrize("seed", range(150))
def test_peak_is_the_smallest_of_all_orders(seed: int) -> None:
    tasks = random_tasks(random.Random(seed))
    best = min(
        live_peak(tasks, order)
        for order in permutations(range(len(tasks)))
        if possible(tasks, order)
    )
    found = schedule(tasks)
    assert found.peak == best
    assert found.proven
    assert possible(tasks, found.order)
    assert live_peak(tasks, found.order) == best


@pytest.mark.parametrize("seed", range(60))
def test_what_is_alive_at_each_step(seed: int) -> None:
    tasks = [task._replace(in_place=False) for task in random_tasks(random.Random(seed))]
    found = schedule(tasks)
    place = {number: step for step, number in enumerate(found.order)}

    def ends(number: int) -> int:
        """The step after which a tensor is not needed any more."""
        readers = [place[other] for other, task in enumerate(tasks) if number in task.reads]
        return len(tasks) if tasks[number].kept else max(readers, default=place[number])

    by_definition = [
        sum(
            task.size
            for number, task in enumerate(tasks)
            if (not task.reads or place[number] <= step) and step <= ends(number)
        )
        for step in range(len(tasks))
    ]
    assert alive(tasks, found.order) == by_definition
    assert max(by_definition) == found.peak


def test_side_outputs_stay_live_and_are_not_called_proven() -> None:
    # input -> wide -> head (output), wide -> end (output)
    tasks = [
        Task(10, ()),
        Task(20, (0,)),
        Task(3, (1,), kept=True),
        Task(5, (1,)),
        Task(4, (3,), kept=True),
    ]
    found = schedule(tasks)
    assert found.peak == 30
    assert live_peak(tasks, found.order) == 30
    late = [*tasks[:3], Task(20, (1,)), Task(20, (3,)), Task(4, (4,), kept=True)]
    assert schedule(late).peak == 43 == live_peak(late, schedule(late).order)


def test_branches_are_finished_one_after_the_other() -> None:
    # four branches that widen and narrow again: side by side they would hold four wide tensors
    tasks = [Task(10, ())]
    ends = []
    for _ in range(4):
        tasks.append(Task(100, (0,)))
        tasks.append(Task(1, (len(tasks) - 1,)))
        ends.append(len(tasks) - 1)
    tasks.append(Task(4, tuple(ends), kept=True))
    found = schedule(tasks)
    assert found.peak == 10 + 3 + 100
    assert found.proven


def test_a_wide_graph_stays_within_its_budget() -> None:
    rng = random.Random(1)
    tasks = [Task(50, ())]
    tasks += [Task(rng.randint(1, 99), (0,)) for _ in range(100)]
    tasks += [Task(rng.randint(1, 99), (number,)) for number in range(1, 101)]
    tasks.append(Task(1, tuple(range(101, 201)), kept=True))
    found = schedule(tasks)
    assert not found.proven
    assert possible(tasks, found.order)
    assert found.peak == live_peak(tasks[:1] + tasks[1:], found.order)
