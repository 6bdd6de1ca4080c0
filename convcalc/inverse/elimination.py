"""Unknowns put into conditions one after the other, and what comes to the same counted together.

Once some letters have numbers, what is left of the conditions depends on a few numbers only: of
dilation and kernel on the effective kernel, of that and the padding on their difference. These
numbers are the state; assignments that lead to the same state are never told apart, so that spaces
are counted without a visit to each point (dynamic programming). One unknown is not put in: its
values are solved for each state at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from math import inf

from convcalc.algebra.expr import (
    Expr,
    Maximum,
    Minimum,
    Number,
    Product,
    Sum,
    Var,
    free_variables,
    joined,
    postorder,
)
from convcalc.algebra.sets import EMPTY, Integers, count, intersection, whole
from convcalc.algebra.written import Written
from convcalc.annotations import Any, TypeAlias
from convcalc.inverse.monotone import NotSolvedError
from convcalc.inverse.open import Ends, fractional, open_bounds
from convcalc.inverse.problem import Constraint, Divides, Unknown, letters
from convcalc.record import NamedTuple

State: TypeAlias = "tuple[Number, ...]"
Condition: TypeAlias = "Constraint | Divides"
Solver: TypeAlias = "Callable[[Sequence[Condition], Mapping[str, Any]], Integers]"

KEPT, BOUNDED, SOLVED = 50, 5, 500
"""What it costs, beside a step from one state to the next, to keep a state, to have its bounds, and
to solve it by `invert`."""
CHUNK = 20_000
"""Steps after which the last states are counted and forgotten."""


class Effort:
    """Steps that a search may still take."""

    def __init__(self, most: int) -> None:
        self.left = most

    def spend(self, steps: int) -> None:
        """Take steps.

        Raises:
            TooMuchError: there are not so many left.
        """
        self.left -= steps
        if self.left < 0:
            raise TooMuchError


class TooMuchError(Exception):
    """The search takes more steps than an answer is worth."""


class PutIn(NamedTuple):
    """A letter put in. take: adds to `into` the states to which the `values` lead from those of
    `states`, each with the number of ways."""

    values: Sequence[int]
    take: Callable[[Mapping[State, int], Sequence[int], dict[State, int]], None]


class Elimination:
    """Letters in an order, and the one that is solved at the end.

    Args:
        values: those of each letter, in order; start: the numbers that the solved one may be;
        solver: the conditions that are left, solved with numbers for the letters of the state.
    """

    def __init__(
        self,
        conditions: Sequence[Condition],
        values: Mapping[str, Sequence[int]],
        solved: Unknown,
        start: Integers,
        solver: Solver,
        effort: Effort,
    ) -> None:
        self.start = start
        self.effort = effort
        self.steps: list[PutIn] = []
        left, names, parts = list(conditions), list[str](), set[str]()
        for level, (name, numbers) in enumerate(values.items()):
            into = _Into(left, {*names, name}, f"#{level}.")
            self.steps.append(PutIn(numbers, into.step(names, name)))
            left, names = into.left, [letter.name for letter in into.slots.values()]
            parts = {one.name for value, one in into.slots.items() if fractional(value, parts)}
        self._left, self._names, self._solver = left, names, solver
        self._plain = len(start) == 1 and start[0].step == 1
        last = start[-1].high
        ends = start[0].low, inf if last is None else last
        self._bounds = _bounds(left, solved.name, names, ends, parts)
        self._found: dict[State, Integers] = {}
        self._reaches: list[dict[State, bool]] = [{} for _ in self.steps]

    def after(self, level: int, states: Mapping[State, int], values: Sequence[int]) -> Any:
        """The states that follow, with the number of ways to each."""
        self.effort.spend(len(states) * len(values))
        into: dict[State, int] = {}
        self.steps[level].take(states, values, into)
        return into

    def total(self) -> int | None:
        """How many solutions there are; None if there is no end to them."""
        states: Mapping[State, int] = {(): 1}
        for level, step in enumerate(self.steps[:-1]):
            states = self.after(level, states, step.values)
            self.effort.spend(KEPT * len(states))
        total, last, values = 0, len(self.steps) - 1, self.steps[-1].values
        pairs = iter(states.items())
        while some := dict(islice(pairs, 1 + CHUNK // max(len(values), 1))):
            for state, ways in self.after(last, some, values).items():
                size = count(self.numbers(state))
                if size is None:
                    return None
                total += ways * size
        return total

    def numbers(self, state: State) -> Integers:
        """What the solved letter may be in the end."""
        self.effort.spend(BOUNDED)
        try:
            ends = self._bounds and self._bounds(*state)
        except ZeroDivisionError:
            return EMPTY
        if ends:
            low, high, step = ends
            if low > high:
                return EMPTY
            found = whole(-(-low // step) * step, None if high == inf else high, step)
            return found if self._plain else intersection(found, self.start)
        if state not in self._found:
            self.effort.spend(SOLVED)
            known = dict(zip(self._names, state, strict=True))
            self._found[state] = self._solver(self._left, known)
        return self._found[state]

    def reaches(self, level: int, state: State) -> bool:
        """Whether there is a solution behind a state, the letters from `level` on being open."""
        if level == len(self.steps):
            return bool(self.numbers(state))
        known = self._reaches[level]
        if state not in known:
            following = self.after(level, {state: 1}, self.steps[level].values)
            self.effort.spend(KEPT)
            known[state] = any(self.reaches(level + 1, one) for one in following)
        return known[state]


def _bounds(
    conditions: Sequence[Condition], letter: str, names: Sequence[str], ends: Ends, parts: set[str]
) -> Any:
    """The ends of the solved letter as a function; None where another way is needed."""
    try:
        return open_bounds(conditions, letter, names, ends, parts)
    except NotSolvedError:
        return None


class _Into:
    """Conditions after one more letter is known.

    slots: the values that the rest needs, and their letters there; left: the conditions in these.
    """

    def __init__(self, conditions: Sequence[Condition], known: set[str], prefix: str) -> None:
        self.slots: dict[Expr, Var] = {}
        self.left: list[Condition] = []
        self.decided: list[Condition] = []
        self._known = known
        self._prefix = prefix
        for condition in conditions:
            if known.issuperset(letters(condition)):
                self.decided.append(condition)
            elif isinstance(condition, Divides):
                self.left.append(Divides(*map(self._rest, condition)))
            else:
                self.left.append(condition._replace(value=self._rest(condition.value)))

    def _is_known(self, value: Expr) -> bool:
        return self._known.issuperset(free_variables(value))

    def _rest(self, value: Expr) -> Expr:
        """The value, known parts of it replaced by letters of the next state."""
        rest: dict[Expr, Expr] = {}
        for node in postorder(value):
            if self._is_known(node):
                continue
            known = [arg for arg in node.args if self._is_known(arg)]
            if isinstance(node, Sum | Product | Maximum | Minimum) and len(known) > 1:
                moving = [rest[arg] for arg in node.args if arg in rest]
                rest[node] = node.rebuild([*moving, self._slot(joined(type(node), known))])
            else:
                args = [rest[arg] if arg in rest else self._slot(arg) for arg in node.args]
                rest[node] = node.rebuild(args) if args else node
        return rest[value] if value in rest else self._slot(value)

    def _slot(self, value: Expr) -> Expr:
        if not free_variables(value):
            return value
        return self.slots.setdefault(value, Var(f"{self._prefix}{len(self.slots)}"))

    def step(self, before: Sequence[str], name: str) -> Any:
        """The function that takes states to the next ones."""
        names: dict[Expr, str] = {Var(one): f"a{at}" for at, one in enumerate(before)}
        body = Written({**names, Var(name): "n"})
        for condition in self.decided:
            body.lines.append(f"if {_fails(body, condition)}: continue")
        state = ", ".join([body.name(value) for value in self.slots])
        heads = ", ".join(names.values())
        lines = [
            "def take(states, values, into):",
            " get = into.get",
            f" for ({heads}{',' if names else ''}), ways in states.items():",
            "  for n in values:",
            "   try:",
            *[f"    {line}" for line in body.lines],
            f"    state = ({state}{',' if state else ''})",
            "    into[state] = get(state, 0) + ways",
            "   except ZeroDivisionError: pass",
        ]
        return body.function("\n".join(lines))


def _fails(body: Written, condition: Condition) -> str:
    """When a condition whose letters are known does not hold."""
    if isinstance(condition, Divides):
        return f"{body.name(condition.value)} % {body.name(condition.divisor)}"
    value, within = body.name(condition.value), condition.within
    tests = []
    if within.low is not None:
        tests.append(f"{value} {'<=' if within.open_low else '<'} {body.number(within.low)}")
    if within.high is not None:
        tests.append(f"{value} {'>=' if within.open_high else '>'} {body.number(within.high)}")
    return " or ".join(tests) or "False"
