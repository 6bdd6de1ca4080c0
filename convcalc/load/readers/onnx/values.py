"""Tensors that no input of the network has a part in: weights, constants, shapes worked out.

Their values are known where they are few; elements are exact (integers, fractions, expressions in
symbolic sizes) or None where nobody can say them.
"""

from __future__ import annotations

import math
import operator as operators
import struct
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from convcalc.algebra.expr import CeilDiv, Ceiling, Expr, Floor, FloorDiv, Ratio, Size, make
from convcalc.algebra.settle import settled
from convcalc.algebra.trace import maximum, minimum, product
from convcalc.annotations import Any
from convcalc.load.readers.onnx.model import FLOATING, PACKED, Stored
from convcalc.load.readers.onnx.wire import Span, Wire
from convcalc.load.readers.tensors.weights import WRITTEN

SIZE = ""
"""The root of what was worked out from the shape of a tensor; no stored tensor has this name."""

MOST = 4096
"""Elements of a tensor whose values are kept."""


class Constant:
    """Sizes and elements of a tensor; `whole`: it holds integers (or booleans). `roots` are the
    stored tensors it was made of, by name, with their numbers of elements."""

    __slots__ = ("_items", "_later", "roots", "shape", "whole")

    def __init__(
        self,
        shape: tuple[Size, ...],
        items: Sequence[Any] | None = None,
        whole: bool = True,
        roots: dict[str, int] | None = None,
    ) -> None:
        self.shape = shape
        self._items = None if items is None else tuple(items)
        self._later: Callable[[], Sequence[Any]] | None = None
        self.whole = whole
        self.roots = roots or {}

    @property
    def items(self) -> tuple[Any, ...] | None:
        """The elements in order; None if nobody can say them."""
        if self._later is not None:
            self._items, self._later = tuple(self._later()), None
        return self._items

    def read_later(self, read: Callable[[], Sequence[Any]]) -> None:
        """The elements are what this reads when they are first asked for."""
        self._later = read

    @property
    def count(self) -> Size:
        """The number of elements."""
        return product(*self.shape) if self.shape else 1

    @property
    def origins(self) -> dict[str, int]:
        """The tensors among the roots: stored ones, and those of Constant nodes."""
        return {name: count for name, count in self.roots.items() if name != SIZE}

    @property
    def learnt(self) -> dict[str, int]:
        """The stored tensors among the roots."""
        return {name: n for name, n in self.origins.items() if not name.startswith(WRITTEN)}

    def is_empty(self) -> bool:
        """Whether it has no elements: what old files write for an operand that is left out."""
        return any(isinstance(size, int) and size == 0 for size in self.shape)

    def like(self, shape: tuple[Size, ...], items: Sequence[Any] | None) -> Constant:
        """A tensor made of this one alone."""
        return Constant(shape, items, self.whole, self.roots)


def stored(wire: Wire, tensor: Stored, learnt: bool) -> Constant:
    """A tensor of the file; its elements if they are in it and few. They are read when they are
    needed, and then are as many as its sizes say, or an error."""
    count = math.prod(tensor.dims)
    floating = tensor.type in FLOATING
    roots = {tensor.name: count} if learnt and floating else {}
    constant = Constant(tensor.dims, None, not floating, roots)
    if count <= MOST and not tensor.outside and tensor.type in PACKED:
        constant.read_later(lambda: _elements(wire, tensor, count))
    return constant


def _elements(wire: Wire, tensor: Stored, count: int) -> list[Any]:
    """All elements of a small tensor.

    Raises:
        UsageError: there are more or fewer than its sizes say.
    """
    found: list[Any] = []
    letter = PACKED[tensor.type]
    for number, value in tensor.values:
        if number == 9:
            found += _raw(wire, wire.span(value), letter, count)
        elif number in (4, 10):
            found += wire.floats(value, "f" if number == 4 else "d")
        else:
            found += wire.integers(value)
        if len(found) > count:
            break
    if len(found) != count:
        raise wire.error(
            "onnx.elements", tensor=tensor.name, shape=str(list(tensor.dims)), found=len(found)
        )
    if tensor.type in FLOATING:
        return [exact(element) for element in found]
    return [int(element) for element in found]


def _raw(wire: Wire, span: Span, letter: str, count: int) -> tuple[Any, ...]:
    start, end = span
    size = struct.calcsize(letter)
    fitting = min((end - start) // size, count + 1)
    return struct.unpack(f"<{fitting}{letter}", wire.data[start : start + fitting * size])


def exact(value: Any) -> Any:
    """A number with a point as a fraction, or as an integer; None if it is infinite or none."""
    if isinstance(value, float):
        if not math.isfinite(value):
            return None
        value = Fraction(value)
    if isinstance(value, Fraction) and value.denominator == 1:
        return value.numerator
    return value


def scalar(constant: Constant) -> Any:
    """The only element of a tensor; None if it has others, or an unknown one."""
    return constant.items[0] if constant.items is not None and len(constant.items) == 1 else None


def broadcast(*shapes: tuple[Size, ...]) -> tuple[Size, ...] | None:
    """The sizes that tensors of these are stretched to; None if they cannot be."""
    rank = max(map(len, shapes))
    result: list[Size] = []
    for axis in range(-rank, 0):
        size: Size = 1
        for shape in shapes:
            own = shape[axis] if -axis <= len(shape) else 1
            if isinstance(own, int) and own == 1:
                continue
            if isinstance(size, int) and size == 1:
                size = own
            elif isinstance(size, int) and isinstance(own, int) and size != own:
                return None
        result.append(size)
    return tuple(result)


def integers(shape: Sequence[Size]) -> tuple[int, ...] | None:
    """Sizes that are all numbers, or None."""
    known = tuple([size for size in shape if isinstance(size, int)])
    return known if len(known) == len(shape) else None


def small(shape: Sequence[Size]) -> tuple[int, ...] | None:
    """The sizes of a tensor whose elements can be kept, or None."""
    known = integers(shape)
    return known if known is not None and math.prod(known) <= MOST else None


def strides(shape: Sequence[int]) -> list[int]:
    """How far apart neighbours on each axis stand."""
    steps = [1] * len(shape)
    for axis in range(len(shape) - 2, -1, -1):
        steps[axis] = steps[axis + 1] * shape[axis + 1]
    return steps


def offsets(shape: Sequence[int], steps: Sequence[int], start: int = 0) -> Iterator[int]:
    """Where the elements of a view of these sizes and steps stand, in order."""
    if not shape:
        yield start
        return
    for index in range(shape[0]):
        yield from offsets(shape[1:], steps[1:], start + index * steps[0])


def expanded(constant: Constant, shape: tuple[int, ...]) -> tuple[Any, ...] | None:
    """The elements of a tensor stretched to a shape."""
    if constant.items is None or math.prod(shape) > MOST:
        return None
    own = integers(constant.shape)
    if own is None:
        return None
    own = (1,) * (len(shape) - len(own)) + own
    steps = [0 if size == 1 else step for size, step in zip(own, strides(own), strict=True)]
    return tuple([constant.items[at] for at in offsets(shape, steps)])


def elementwise(function: Callable[..., Any], *operands: Constant, whole: bool) -> Constant | None:
    """A function of each element of tensors that are stretched to each other."""
    shape = broadcast(*[operand.shape for operand in operands])
    if shape is None:
        return None
    roots = {name: n for operand in operands for name, n in operand.roots.items()}
    known = small(shape)
    rows = None if known is None else [expanded(operand, known) for operand in operands]
    if rows is None or any(row is None for row in rows):
        return Constant(shape, None, whole, roots)
    items = [
        None if any(value is None for value in values) else function(*values)
        for values in zip(*rows, strict=True)
    ]
    return Constant(shape, items, whole, roots)


# Functions of elements, of numbers and of expressions alike


def divide(a: Any, b: Any, whole: bool) -> Any:
    """a / b; of integers truncated towards 0 (letters stand for sizes, which are not negative)."""
    if isinstance(a, Expr) or isinstance(b, Expr):
        return settled(make(FloorDiv, a, b)) if whole else make(Ratio, a, b)
    if b == 0:
        return None
    if whole:
        return int(Fraction(a) / b)
    return exact(Fraction(a) / b)


def _rounded(
    number: Callable[[Any], int], ratio: type[Expr], other: type[Expr]
) -> Callable[[Any], Any]:
    def rounded(a: Any) -> Any:
        if not isinstance(a, Expr):
            return number(a)
        return settled(make(ratio, *a.args) if isinstance(a, Ratio) else make(other, a))

    return rounded


floor = _rounded(math.floor, FloorDiv, Floor)
ceil = _rounded(math.ceil, CeilDiv, Ceiling)


def calculated(function: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """Arithmetic whose result is kept short, or unknown where it is too large."""

    def run(a: Any, b: Any) -> Any:
        result = function(a, b)
        if isinstance(result, Expr):
            return result
        return exact(result) if abs(result.numerator) < 1 << 256 else None

    return run


def tidy(value: Any) -> Any:
    """A whole number or an expression in normal form."""
    return settled(value) if isinstance(value, Expr) else value


def power(a: Any, b: Any) -> Any:
    if isinstance(a, Expr) or isinstance(b, Expr) or not isinstance(b, int) or not 0 <= b <= 16:
        return None
    return exact(Fraction(a) ** b)


def compare(function: Callable[[Any, Any], bool]) -> Callable[[Any, Any], Any]:
    """A comparison; that of a letter with a negative number is known, since sizes are not."""

    def run(a: Any, b: Any) -> Any:
        if isinstance(a, Expr) or isinstance(b, Expr):
            difference = settled(a - b)
            if isinstance(difference, int):
                return function(difference, 0)
            if not isinstance(b, Expr) and b < 0:
                return function(0, b)
            if not isinstance(a, Expr) and a < 0:
                return function(a, 0)
            return None
        return function(a, b)

    return run


def larger(a: Any, b: Any) -> Any:
    """The larger of two numbers or expressions."""
    return maximum(a, b) if isinstance(a, Expr) or isinstance(b, Expr) else max(a, b)


def smaller(a: Any, b: Any) -> Any:
    """The smaller of two numbers or expressions."""
    return minimum(a, b) if isinstance(a, Expr) or isinstance(b, Expr) else min(a, b)


def truncated(a: Any) -> Any:
    """The whole part of a number."""
    if isinstance(a, Expr):
        return floor(a) if isinstance(a, Ratio) else a
    return int(a)


BINARY: dict[str, Callable[[Any, Any], Any]] = {
    "Add": calculated(operators.add),
    "Sub": calculated(operators.sub),
    "Mul": calculated(operators.mul),
    "Pow": power,
    "Max": larger,
    "Min": smaller,
}
COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "Equal": compare(operators.eq),
    "Greater": compare(operators.gt),
    "GreaterOrEqual": compare(operators.ge),
    "Less": compare(operators.lt),
    "LessOrEqual": compare(operators.le),
    "And": lambda a, b: bool(a) and bool(b),
    "Or": lambda a, b: bool(a) or bool(b),
}
