"""The operations in which formulas are written, beside `+ - * //`.

With integers each is exact arithmetic; with a symbol among its operands it becomes a node.
"""

from __future__ import annotations

import math

from convcalc.algebra.expr import (
    CeilDiv,
    ExactDiv,
    Expr,
    Maximum,
    Minimum,
    N,
    Power,
    Product,
    Ratio,
    Size,
    Value,
    make,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction
    from typing import Any, Protocol, overload

    class Dyadic(Protocol):
        """Two integers give an integer; with an expression among them it is an expression."""

        @overload
        def __call__(self, a: int, b: int) -> int: ...
        @overload
        def __call__(self, a: Expr, b: Size) -> Expr: ...
        @overload
        def __call__(self, a: Size, b: Expr) -> Expr: ...
        @overload
        def __call__(self, a: Size, b: Size) -> Size: ...

    def operation(function: Callable[[Size, Size], Size]) -> Dyadic: ...
else:

    def overload(function):
        return function

    operation = overload


@operation
def ceil_div(a: Size, b: Size) -> Size:
    """ceil(a / b)."""
    if isinstance(a, int) and isinstance(b, int):
        return -(-a // b)
    return make(CeilDiv, a, b)


@operation
def exact_div(a: Size, b: Size) -> Size:
    """a / b, where b divides a.

    Raises:
        ValueError: two integers with a remainder; the layer checks first and says it better.
    """
    if isinstance(a, int) and isinstance(b, int):
        quotient, remainder = divmod(a, b)
        if remainder:
            raise ValueError(f"{b} does not divide {a}")
        return quotient
    return make(ExactDiv, a, b)


@operation
def maximum(a: Size, b: Size) -> Size:
    """The larger of two values."""
    if isinstance(a, int) and isinstance(b, int):
        return a if a >= b else b
    return make(Maximum, a, b)


@operation
def minimum(a: Size, b: Size) -> Size:
    """The smaller of two values."""
    if isinstance(a, int) and isinstance(b, int):
        return a if a <= b else b
    return make(Minimum, a, b)


@overload
def ratio(a: int | Fraction, b: int | Fraction) -> Fraction: ...
@overload
def ratio(a: Expr, b: Value) -> Expr: ...
@overload
def ratio(a: Value, b: Expr) -> Expr: ...
@overload
def ratio(a: Value, b: Value) -> Fraction | Expr: ...
def ratio(a: Value, b: Value) -> Fraction | Expr:
    """a / b as an exact fraction."""
    if isinstance(a, Expr) or isinstance(b, Expr):
        return make(Ratio, a, b)
    from fractions import Fraction

    return Fraction(a) / b


def power(base: N, exponent: int) -> N:
    """base to a fixed non-negative power."""
    if isinstance(base, int):
        result: int = base**exponent
        return result
    return make(Power, base, exponent)


def product(*factors: N) -> N:
    """All factors multiplied (1 if there is none); with symbols, the call's grouping is kept."""
    result: N = _product(factors)
    return result


def _product(factors: tuple[Any, ...]) -> Any:
    if len(factors) == 1:
        return factors[0]
    for factor in factors:
        if not isinstance(factor, int):
            return make(Product, *factors)
    return math.prod(factors)
