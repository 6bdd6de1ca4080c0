"""Several unknowns that meet: how many solutions there are, and the usual ones.

All but one are put in one after the other (`elimination`), in two orders. To count, those of which
one must divide another come first, for few do, then those that lie deepest in the formulas; to
list, those that people choose first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from heapq import nsmallest
from itertools import groupby, islice, product
from math import inf, prod

from convcalc.algebra.expr import Expr, Var, postorder
from convcalc.algebra.sets import Integers, Run, count, members
from convcalc.annotations import TypeAlias
from convcalc.errors import Message, UsageError
from convcalc.inverse.alone import alone, only
from convcalc.inverse.elimination import Condition, Effort, Elimination, State, TooMuchError
from convcalc.inverse.problem import Constraint, Divides, Known, Problem, Unknown, letters
from convcalc.inverse.usual import DEFAULTS, PIVOTS, evenness, rank

FEW = 5_000
"""Combinations of which the longest domain is solved, whatever its place among choices."""
MOST_STEPS = 15_000_000
"""Some seconds."""
MOST_EXPANDED = 64
ROW = 20
"""What a row costs beside a step from state to state."""

Row: TypeAlias = "tuple[int | Run, ...]"
_Way: TypeAlias = "tuple[tuple[int, ...], State]"
_Ranked: TypeAlias = "tuple[tuple[tuple[int, ...], ...], list[int], int, Row]"
PLACES = tuple(DEFAULTS)
"""Roles in the order in which people choose them; others come last."""


def bounded(unknowns: tuple[Unknown, ...]) -> tuple[Unknown, ...]:
    """All but one of the unknowns with a last value; where nobody gave one, the usual one.

    Raises:
        UsageError: there is no usual one.
    """
    free = sorted(
        (unknown for unknown in unknowns if unknown.domain.high is None),
        key=lambda unknown: PIVOTS.index(unknown.role) if unknown.role in PIVOTS else -1,
    )
    limited = {}
    for unknown in free[1:]:
        high = DEFAULTS.get(unknown.role)
        if high is None:
            raise UsageError(
                Message("solve.unbounded", names=[unknown.name for unknown in free]),
                Message("solve.give_range", example=f"--where {unknown.name}=1..100"),
            )
        low = unknown.domain.low
        limited[unknown.name] = unknown._replace(domain=Run(low, max(low, high)))
    return tuple(limited.get(unknown.name, unknown) for unknown in unknowns)


def pivot(unknowns: Sequence[Unknown]) -> Unknown:
    """The unknown that is solved; all others are put in: the one with the longest domain, or, of
    many combinations, the one that is chosen last, so that the usual rows are found first."""

    def length(unknown: Unknown) -> tuple[float, int]:
        size = unknown.domain.size
        chosen = PIVOTS.index(unknown.role) if unknown.role in PIVOTS else -1
        return (inf if size is None else min(size, 10**9)), -chosen

    longest = max(unknowns, key=length)
    if longest.domain.size is None or _combinations(unknowns, longest) <= FEW:
        return longest
    return max(unknowns, key=lambda unknown: (_place(unknown), length(unknown)))


def _combinations(unknowns: Sequence[Unknown], solved: Unknown | None = None) -> int:
    """Of all values, where they have an end."""
    return prod(unknown.domain.size or 1 for unknown in unknowns if unknown is not solved)


def _place(unknown: Unknown) -> int:
    """Where its role stands in the order of choice."""
    return PLACES.index(unknown.role) if unknown.role in PLACES else len(PLACES)


def together(problem: Problem, top: int | None = None) -> tuple[tuple[Row, ...], int | None]:
    """The first `top` solutions (all, if there is no such number), the usual one first, and how
    many there are (None: without end). A long run of the unknown that is solved stays a run.

    Raises:
        UsageError: the search takes too many steps.
    """
    solved = pivot(problem.unknowns)
    try:
        return _searched(problem, solved, top, Effort(MOST_STEPS))
    except TooMuchError:
        raise UsageError(
            Message("solve.too_many", count=_combinations(problem.unknowns), limit=MOST_STEPS),
            Message("solve.narrow"),
        ) from None


def _searched(
    problem: Problem, solved: Unknown, top: int | None, effort: Effort
) -> tuple[tuple[Row, ...], int | None]:
    others = [unknown for unknown in problem.unknowns if unknown is not solved]
    start, *domains = (alone(only(problem, one), one, {}) for one in (solved, *others))
    if not start:
        return (), 0
    effort.spend(sum(count(domain) or 0 for domain in domains))
    values = {one.name: tuple(members(domain)) for one, domain in zip(others, domains, strict=True)}
    conditions: list[Condition] = [*problem.constraints, *problem.divisions]
    joint = [condition for condition in conditions if len(letters(condition)) > 1]

    def eliminated(order: Sequence[str]) -> Elimination:
        ordered = {name: values[name] for name in order}
        return Elimination(joint, ordered, solved, start, solver, effort)

    def solver(left: Sequence[Condition], known: Known) -> Integers:
        constraints = tuple(c for c in left if isinstance(c, Constraint))
        divisions = tuple(c for c in left if not isinstance(c, Constraint))
        return alone(Problem((solved,), constraints, divisions), solved, known, start)

    few = {name for c in joint if isinstance(c, Divides) for name in letters(c)}
    depths = _depths(joint)
    total = eliminated(
        sorted(values, key=lambda name: (name not in few, -depths.get(name, 0)))
    ).total()
    listing = _Listing(eliminated, problem.unknowns, solved, values, effort)
    return tuple(islice(listing.rows(top), top)) if total != 0 else (), total


def _depths(conditions: Sequence[Condition]) -> dict[str, int]:
    """How deep each letter lies in the conditions."""
    found: dict[str, int] = {}
    for condition in conditions:
        for value in condition:
            if not isinstance(value, Expr):
                continue
            depths = {value: 0}
            for node in reversed(list(postorder(value))):
                for arg in node.args:
                    depths[arg] = max(depths.get(arg, 0), depths[node] + 1)
                if isinstance(node, Var):
                    found[node.name] = max(found.get(node.name, 0), depths[node])
    return found


class _Listing:
    """The solutions in order: letters that are chosen before the solved one are put in first, from
    their usual values on, and what stands behind each is sorted."""

    def __init__(
        self,
        eliminated: Callable[[Sequence[str]], Elimination],
        unknowns: Sequence[Unknown],
        solved: Unknown,
        values: Mapping[str, Sequence[int]],
        effort: Effort,
    ) -> None:
        self.unknowns = unknowns
        self.solved = solved
        self.values = values
        self.effort = effort
        others = [unknown for unknown in unknowns if unknown is not solved]
        self.order = sorted(others, key=_place)
        self.before = [one for one in self.order if _place(one) < _place(solved)]
        self.elimination = eliminated([unknown.name for unknown in self.order])

    def rows(self, top: int | None) -> Iterator[Row]:
        """All rows; of those that are sorted at once, no more than `top`."""
        for ways in self._chosen(0, [((), ())]):
            rows = (row for values, state in ways for row in self._behind(values, state))
            kept = sorted(rows) if top is None else nsmallest(top, rows)
            yield from (row for _, _, _, row in kept)

    def _chosen(self, level: int, ways: list[_Way]) -> Iterator[list[_Way]]:
        """The ways to choose what is chosen before, those that are equally usual at once."""
        if level == len(self.before):
            yield ways
            return
        place = _place(self.before[level])
        digit = [unknown for unknown in self.before if _place(unknown) == place]
        domains = [self.values[unknown.name] for unknown in digit]
        self.effort.spend(prod(map(len, domains)))
        ranked = sorted((_order(digit, row), row) for row in product(*domains))
        for _, tie in groupby(ranked, key=lambda pair: pair[0]):
            more = [row for _, row in tie]
            following = [
                (values + row, state)
                for values, before in ways
                for row in more
                for state in self._walked(level, before, row)
            ]
            if following:
                yield from self._chosen(level + len(digit), following)

    def _walked(self, level: int, state: State, values: Sequence[int]) -> list[State]:
        """The state after more values, if it is on the way to a solution."""
        states = [state]
        for at, value in enumerate(values, level):
            states = [
                one for state in states for one in self.elimination.after(at, {state: 1}, (value,))
            ]
        return [state for state in states if self.elimination.reaches(level + len(values), state)]

    def _behind(self, values: tuple[int, ...], state: State) -> Iterator[_Ranked]:
        """The solutions behind a choice, each with its place among them."""
        if len(values) < len(self.order):
            for value in self.values[self.order[len(values)].name]:
                for following in self._walked(len(values), state, (value,)):
                    yield from self._behind((*values, value), following)
            return
        known = {unknown.name: value for unknown, value in zip(self.order, values, strict=True)}
        others = [known[one.name] for one in self.unknowns if one is not self.solved]
        for at, run in enumerate(self.elimination.numbers(state)):
            for number in members((run,)) if (run.size or inf) <= MOST_EXPANDED else [run]:
                self.effort.spend(ROW)
                row = tuple(known.get(one.name, number) for one in self.unknowns)
                yield _order(self.unknowns, row), others, at, row


def _order(unknowns: Sequence[Unknown], row: Row) -> tuple[tuple[int, ...], ...]:
    """Usual values first, the roles in the order in which people choose them; paddings that are as
    alike as can be first."""
    ranked = []
    paddings = []
    for unknown, value in zip(unknowns, row, strict=True):
        number = value.low if isinstance(value, Run) else value
        if unknown.role == "padding":
            paddings.append(number)
            continue
        ranked.append((_place(unknown), *rank(unknown.role, number)))
    if paddings:
        ranked.append((PLACES.index("padding"), *evenness(paddings)))
    return tuple(sorted(ranked))
