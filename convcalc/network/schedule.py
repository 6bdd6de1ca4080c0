"""In which order to compute the tensors of a graph so that little memory is live at once.

A tensor is live from when it is computed until its last reader has run; while a task runs, what it
reads and what it writes are live. Where a single tensor is all that is live, the graph falls into
parts that can be scheduled one after the other. For each part the given order and a greedy one are
tried; if neither meets the lower bound (the most that any one task needs), the best order is
searched for, best first over the sets of tasks done, within a budget of states.
Sources: Sandler et al. (2018), MobileNetV2, section 5.1; Liu (1987) for the general problem.
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappop, heappush

from convcalc.annotations import Any
from convcalc.record import NamedTuple

STATES = 2_000
"""Sets of tasks that the search for one network may look at."""

WIDEST = 64
"""Tasks that are weighed against each other at a time."""


class Task(NamedTuple):
    """A tensor to compute: its size, the tasks it reads (each once), whether it may be written
    over one of them that nothing else needs, and whether it stays live to the end."""

    size: int
    reads: tuple[int, ...]
    in_place: bool = False
    kept: bool = False


class Schedule(NamedTuple):
    """The peak, an order that has it, the task that runs when it occurs, and whether it is proven
    that no order has a smaller one."""

    peak: int
    order: tuple[int, ...]
    at: int
    proven: bool


def schedule(tasks: Sequence[Task]) -> Schedule:
    """A good order of `tasks`, which are given in some possible order.

    Tasks that read nothing (the inputs of a network) come first and are live from the beginning.
    """
    order: list[int] = []
    known: dict[tuple[Any, ...], tuple[int, tuple[int, ...], int, bool]] = {}
    budget = [STATES]
    peak = at = kept = 0
    proven = True
    parts = _parts(tasks)
    side_outputs = any(task.kept for task in tasks[:-1])
    for start, end in parts:
        entry = tasks[start - 1].size if start else 0
        local = tuple(
            [
                (task.size, tuple([read - start for read in task.reads]), task.in_place, task.kept)
                for task in tasks[start:end]
            ]
        )
        found = known.get((entry, local))
        if found is None:
            found = _Part(entry, tuple(map(Task._make, local))).best(budget)
            known[entry, local] = found
        height, offsets, highest, sure = found
        if height + kept > peak:
            peak, at = height + kept, start + highest
        proven = proven and sure
        order += [start + offset for offset in offsets]
        kept += sum(task.size for task in tasks[start:end] if task.kept)
    return Schedule(peak, tuple(order), at, proven and not (side_outputs and len(parts) > 1))


def alive(tasks: Sequence[Task], order: Sequence[int]) -> list[int]:
    """What is live while each task of an order runs, none written over another."""
    pending = [int(task.kept) for task in tasks]
    for task in tasks:
        for read in task.reads:
            pending[read] += 1
    live = sum(task.size for task in tasks if not task.reads)
    found = []
    for number in order:
        task = tasks[number]
        live += task.size if task.reads else 0
        found.append(live)
        for read in task.reads:
            pending[read] -= 1
        done = (*task.reads, number) if task.reads else ()
        live -= sum(tasks[one].size for one in done if not pending[one])
    return found


def _parts(tasks: Sequence[Task]) -> list[tuple[int, int]]:
    """Ranges of tasks, each ending where its last tensor is all that is live but for kept ones."""
    last = list(range(len(tasks)))
    for number, task in enumerate(tasks):
        for read in task.reads:
            last[read] = number
    sources = sum(not task.reads for task in tasks)
    parts = []
    start = furthest = 0
    for number, task in enumerate(tasks):
        if furthest <= number and not task.kept and number >= sources - 1:
            parts.append((start, number + 1))
            start = number + 1
        furthest = max(furthest, last[number])
    if start < len(tasks):
        parts.append((start, len(tasks)))
    return parts


class _State:
    """Some tasks of a part done: what is live, what is ready, and by which path it was reached."""

    __slots__ = ("done", "live", "missing", "path", "peak", "pending", "ready")

    def __init__(self) -> None:
        self.done = 0
        self.live = 0
        self.peak = 0
        self.ready: list[int] = []
        self.pending: dict[int, int] = {}
        self.missing: dict[int, int] = {}
        self.path: Any = None

    def copy(self) -> _State:
        twin = _State()
        twin.done, twin.live, twin.peak, twin.path = self.done, self.live, self.peak, self.path
        twin.ready = self.ready.copy()
        twin.pending, twin.missing = self.pending.copy(), self.missing.copy()
        return twin


ENTRY = -1
"""The tensor that the part before has left."""


class _Part:
    """One part; tasks are numbered from 0, and read `ENTRY` for the tensor they start from."""

    def __init__(self, entry: int, tasks: tuple[Task, ...]) -> None:
        self.tasks = tasks
        self.entry = entry
        self.readers: dict[int, list[int]] = {number: [] for number in range(ENTRY, len(tasks))}
        for number, task in enumerate(tasks):
            for read in task.reads:
                self.readers[read].append(number)
        self.wide = False

    def size(self, number: int) -> int:
        return self.entry if number == ENTRY else self.tasks[number].size

    def best(self, budget: list[int]) -> tuple[int, tuple[int, ...], int, bool]:
        """Peak, order, the task of the peak, and whether that is proven to be the smallest."""
        given = tuple(range(len(self.tasks)))
        peak = self.height(given)[0]
        bound = self.bound()
        order, proven = given, peak == bound
        if not proven:
            greedy = self.greedy()
            height = self.height(greedy)[0]
            if height < peak:
                peak, order = height, greedy
            proven = peak == bound
        if not proven:
            better, proven = self.search(bound, peak, budget)
            order = better or order
        peak, at = self.height(order)
        return peak, order, at, proven

    def bound(self) -> int:
        """What no order can undercut: a task with all that it reads, kept tensors at the end."""
        bound = max(self.entry, sum(task.size for task in self.tasks if not task.reads))
        kept = sum(task.size for task in self.tasks if task.kept)
        for task in self.tasks:
            read = [self.size(number) for number in task.reads]
            need = sum(read) + task.size
            if task.in_place:
                need -= task.size if any(size >= task.size for size in read) else 0
            bound = max(bound, need)
        return max(bound, kept)

    def start(self) -> _State:
        state = _State()
        if self.readers[ENTRY]:
            state.pending[ENTRY] = len(self.readers[ENTRY])
        state.live = self.entry
        for number, task in enumerate(self.tasks):
            if not task.reads:
                self.finish(state, number)
                state.live += task.size
        state.peak = state.live
        for reader in self.readers[ENTRY]:
            self.one_ready(state, reader)
        return state

    def finish(self, state: _State, number: int) -> None:
        """Note that a task is done: its readers miss one input fewer."""
        state.done += 1
        state.path = (state.path, number)
        readers = self.readers[number]
        state.pending[number] = len(readers) + self.tasks[number].kept
        for reader in readers:
            self.one_ready(state, reader)

    def one_ready(self, state: _State, reader: int) -> None:
        left = state.missing.pop(reader, len(self.tasks[reader].reads)) - 1
        if left:
            state.missing[reader] = left
        else:
            state.ready.append(reader)

    def price(self, state: _State, number: int) -> tuple[int, int]:
        """What is live while the task runs, and by how much it changes what is live after it."""
        task = self.tasks[number]
        freed = replaced = 0
        pending = state.pending
        for read in task.reads:
            if pending[read] == 1:
                size = self.size(read)
                freed += size
                if task.in_place and size >= task.size:
                    replaced = task.size
        after = task.size - freed
        if not self.readers[number] and not task.kept and number != len(self.tasks) - 1:
            after -= task.size
        return state.live + task.size - replaced, after

    def run(self, state: _State, number: int, during: int, change: int) -> None:
        state.ready.remove(number)
        for read in self.tasks[number].reads:
            state.pending[read] -= 1
            if not state.pending[read]:
                del state.pending[read]
        state.live += change
        state.peak = max(state.peak, during)
        self.finish(state, number)

    def height(self, order: Sequence[int]) -> tuple[int, int]:
        """The peak of an order, and the task at which it is first reached."""
        state = self.start()
        peak, at = state.peak, order[0] if order else 0
        for number in order:
            if self.tasks[number].reads:
                during, change = self.price(state, number)
                self.run(state, number, during, change)
                if during > peak:
                    peak, at = during, number
        return peak, at

    def greedy(self) -> tuple[int, ...]:
        """Always the task that leaves least behind."""
        state = self.start()
        while state.ready:
            prices = [
                (change, during, number)
                for number in state.ready[:WIDEST]
                for during, change in (self.price(state, number),)
            ]
            change, during, number = min(prices)
            self.run(state, number, during, change)
        return _unwound(state.path)

    def search(
        self, bound: int, limit: int, budget: list[int]
    ) -> tuple[tuple[int, ...] | None, bool]:
        """An order with a peak below `limit`, if there is one; whether the answer is certain."""
        state = self.start()
        state.peak = max(state.peak, bound)
        heap = [(state.peak, 0, 0, state)]
        seen: set[tuple[int, ...]] = set()
        pushed = 0
        while heap:
            peak, _, _, state = heappop(heap)
            if not state.ready:
                return _unwound(state.path), not self.wide
            choices = self.forced(state, limit)
            if state.peak > peak or not state.ready:
                pushed += 1
                heappush(heap, (state.peak, -state.done, pushed, state))
                continue
            key = tuple(sorted(state.ready))
            if key in seen:
                continue
            seen.add(key)
            budget[0] -= 1
            if budget[0] < 0:
                return None, False
            for during, change, number in choices:
                twin = state.copy()
                self.run(twin, number, during, change)
                pushed += 1
                heappush(heap, (twin.peak, -twin.done, pushed, twin))
        return None, not self.wide

    def forced(self, state: _State, limit: int) -> list[tuple[int, int, int]]:
        """Run what can do no harm (no more live than before, within the peak so far), or what is
        the only choice; then what is left to choose from, below the limit (nothing: a dead end).
        """
        while state.ready:
            if len(state.ready) > WIDEST:
                self.wide = True
            choices = []
            for number in state.ready[:WIDEST]:
                during, change = self.price(state, number)
                if during <= state.peak and change <= 0:
                    self.run(state, number, during, change)
                    break
                if during < limit:
                    choices.append((during, change, number))
            else:
                if len(state.ready) > 1 or not choices:
                    return choices
                during, change, number = choices[0]
                self.run(state, number, during, change)
        return []


def _unwound(path: Any) -> tuple[int, ...]:
    order = []
    while path is not None:
        path, number = path
        order.append(number)
    return tuple(reversed(order))
