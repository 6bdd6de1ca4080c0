"""What the index of formulas is made of.

A `Formula` names a function that holds in general; a `Lesson` names a special form of it, with the
pattern of arguments (`given`) under which both are equal. Nothing here imports a formula until it
is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module

from convcalc.algebra.expr import Expr, Var, same
from convcalc.annotations import Any, TypeAlias
from convcalc.errors import Message
from convcalc.record import NamedTuple

AXIS_NAMES = {0: (), 1: ("",), 2: ("_h", "_w"), 3: ("_d", "_h", "_w")}


class AllEqual(NamedTuple):
    """Pattern of a per-axis argument whose values are all equal.

    value: the number that they must be, or the letter of the lesson that they become (then there
    must be at least two of them); count: the letter that becomes their number; axes: how many
    there must be.
    """

    value: int | str
    count: str | None = None  # type: ignore[assignment]  # the field, not tuple.count
    axes: int | None = None


Pattern: TypeAlias = "int | str | AllEqual"


class Lesson(NamedTuple):
    """A special form of a formula.

    given: parameter of the general formula -> a number that it must be, the letter of the lesson
    that it becomes (a letter bound twice must be the same both times), or a `Repeat`. Parameters
    not named become the letter of their own name. derived: letter of the lesson -> the formula that
    gives it; short: parts of the formula that is taught are left out because they do nothing.
    """

    name: str
    module: str
    function: str
    source: Message
    given: Mapping[str, Pattern]
    derived: Mapping[str, tuple[str, str]] = {}
    short: bool = False

    def load(self) -> Callable[..., Any]:
        """The function itself."""
        return _load(self.module, self.function)


class Formula(NamedTuple):
    """A formula that holds in general; `lessons` are its special forms, most specific first.

    `quantity` is what it gives (size, effective_kernel, padding, output_padding, channels, params,
    buffers, macs, flops, ratio, operations, memory, statistics, coordinate). Its title is the text
    `formula.NAME.title`; `condition` says where it holds, if not everywhere.
    """

    name: str
    module: str
    function: str
    source: Message
    quantity: str
    lessons: tuple[Lesson, ...] = ()
    condition: Message | None = None

    def load(self) -> Callable[..., Any]:
        """The function itself."""
        return _load(self.module, self.function)


def _load(module: str, function: str) -> Callable[..., Any]:
    loaded: Callable[..., Any] = getattr(import_module(f"convcalc.formulas.{module}"), function)
    return loaded


def parameters(function: Callable[..., Any]) -> dict[str, bool]:
    """The letters of a formula, in order, and whether each takes one value an axis."""
    code = function.__code__
    return {
        name: str(function.__annotations__[name]).startswith("tuple")
        for name in code.co_varnames[: code.co_argcount]
    }


def variables(function: Callable[..., Any], axes: int = 2) -> tuple[Any, ...]:
    """The arguments with which the formula is written in letters: k, or (k_h, k_w).

    A parameter that counts the axes (annotated `int`) is that number.
    """
    arguments: list[Any] = []
    for name, per_axis in parameters(function).items():
        if per_axis:
            arguments.append(tuple([Var(name + suffix) for suffix in AXIS_NAMES[axes]]))
        elif function.__annotations__[name] == "int":
            arguments.append(axes)
        else:
            arguments.append(Var(name))
    return tuple(arguments)


def match(
    lesson: Lesson, formula: Callable[..., Any], arguments: tuple[Any, ...]
) -> dict[str, Any] | None:
    """The arguments of the lesson, by letter, if it applies to these arguments of the formula."""
    bound: dict[str, Any] = {}
    for name, argument in zip(parameters(formula), arguments, strict=True):
        if not _bind(lesson.given.get(name, name), argument, bound):
            return None
    for letter, place in lesson.derived.items():
        function = _load(*place)
        bound[letter] = function(*[bound[name] for name in parameters(function)])
    return {letter: bound[letter] for letter in parameters(lesson.load())}


def _bind(pattern: Pattern, argument: Any, bound: dict[str, Any]) -> bool:
    if isinstance(pattern, AllEqual):
        wanted = pattern.axes or (2 if isinstance(pattern.value, str) else 1)
        exact = pattern.axes is not None
        if len(argument) < wanted or (exact and len(argument) != wanted):
            return False
        if not all(_equal(argument[0], other) for other in argument[1:]):
            return False
        if pattern.count is not None:
            bound[pattern.count] = len(argument)
        return _bind(pattern.value, argument[0], bound)
    if isinstance(pattern, int):
        return isinstance(argument, int) and argument == pattern
    if pattern in bound:
        return _equal(bound[pattern], argument)
    bound[pattern] = argument
    return True


def _equal(left: Any, right: Any) -> bool:
    """Whether two arguments are the same number, the same tree, or tuples of such."""
    if isinstance(left, tuple) or isinstance(right, tuple):
        pair = isinstance(left, tuple) and isinstance(right, tuple) and len(left) == len(right)
        return pair and all(map(_equal, left, right))
    if isinstance(left, Expr) or isinstance(right, Expr):
        return same(left, right)
    return bool(left == right)
