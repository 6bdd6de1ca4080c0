"""Expression trees: what a formula becomes when it is called with variables instead of integers.

Nodes are immutable and interned, so that equal trees are one object (`a is b`) and every
traversal can be memoised. Python's `==` and truth value are refused: a formula that asked
`if p == 0` of a symbol would silently take one branch; compare with `same()` instead.
"""

from __future__ import annotations

import math
from weakref import WeakValueDictionary

from convcalc.algebra.presented import Presented
from convcalc.annotations import Any, TypeAlias, TypeVar

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from fractions import Fraction

Number: TypeAlias = "int | Fraction"


def tidy(value: Number) -> Number:
    """The number, an int if it is whole."""
    return value.numerator if value.denominator == 1 else value


def _exact(value: Number) -> Fraction:
    from fractions import Fraction

    if type(value) is not int and not isinstance(value, Fraction):
        raise TypeError(f"not an exact number: {value!r}")
    return Fraction(value)


_POOL: WeakValueDictionary[tuple[Any, ...], Expr] = WeakValueDictionary()


class Expr(Presented):
    """A node of an expression tree. Built by arithmetic on `Var`s, never by hand."""

    __slots__ = ("__weakref__", "args")
    args: tuple[Expr, ...]

    def rebuild(self, args: Sequence[Expr]) -> Expr:
        """The same operation on other operands."""
        return _node(type(self), tuple(args))

    def compute(self, values: Sequence[Number]) -> Number:
        """The exact value of this operation on the values of its operands."""
        raise TypeError(f"{type(self).__name__} has no value")

    # Arithmetic keeps the author's shape: nothing is folded, reordered or expanded here.
    def __add__(self, other: Value) -> Expr:
        return _node(Sum, (*_terms(self), as_expr(other)))

    def __radd__(self, other: Value) -> Expr:
        return _node(Sum, (as_expr(other), self))

    def __sub__(self, other: Value) -> Expr:
        return _node(Sum, (*_terms(self), _node(Neg, (as_expr(other),))))

    def __rsub__(self, other: Value) -> Expr:
        return _node(Sum, (as_expr(other), _node(Neg, (self,))))

    def __mul__(self, other: Value) -> Expr:
        left = self.args if isinstance(self, Product) else (self,)
        return _node(Product, (*left, as_expr(other)))

    def __rmul__(self, other: Value) -> Expr:
        return _node(Product, (as_expr(other), self))

    def __floordiv__(self, other: Value) -> Expr:
        return _node(FloorDiv, (self, as_expr(other)))

    def __rfloordiv__(self, other: Value) -> Expr:
        return _node(FloorDiv, (as_expr(other), self))

    def __neg__(self) -> Expr:
        return _node(Neg, (self,))

    def __eq__(self, other: object) -> bool:
        raise TypeError("compare expressions with same(), not ==")

    def __bool__(self) -> bool:
        raise TypeError("an expression has no truth value: state a condition instead")

    __hash__ = object.__hash__

    def __reduce__(self) -> tuple[Any, ...]:
        return _node, (type(self), self.args)


class Num(Expr):
    """An exact number: an integer, or a fraction in lowest terms."""

    __slots__ = ("value",)
    value: Number

    def __reduce__(self) -> tuple[Any, ...]:
        return _number, (self.value,)


class Var(Expr):
    """A letter of a formula or a symbol of the user; stands for an integer."""

    __slots__ = ("name",)
    name: str

    def __new__(cls, name: str) -> Var:
        key = (Var, name)
        found = _POOL.get(key)
        if found is None:
            found = object.__new__(Var)
            found.args = ()
            found.name = name
            _POOL[key] = found
        assert isinstance(found, Var)
        return found

    def __reduce__(self) -> tuple[Any, ...]:
        return Var, (self.name,)


class Sum(Expr):
    """Terms added up; a subtracted term is a `Neg`."""

    __slots__ = ()

    def compute(self, values: Sequence[Number]) -> Number:
        return sum(values)


class Neg(Expr):
    __slots__ = ()

    def compute(self, values: Sequence[Number]) -> Number:
        return -values[0]


class Product(Expr):
    """Factors multiplied; a `Product` inside is a group that the author bracketed."""

    __slots__ = ()

    def compute(self, values: Sequence[Number]) -> Number:
        return math.prod(values)


class Power(Expr):
    __slots__ = ()

    def compute(self, values: Sequence[Number]) -> Number:
        return tidy(_exact(values[0]) ** int(values[1]))


class FloorDiv(Expr):
    """floor(a / b)."""

    __slots__ = ()

    def compute(self, values: Sequence[Number]) -> Number:
        return values[0] // values[1]


class CeilDiv(Expr):
    """ceil(a / b)."""

    __slots__ = ()

    def compute(self, values: Sequence[Number]) -> Number:
        return -(-values[0] // values[1])


class ExactDiv(Expr):
    """a / b where b divides a (a condition of the formula that contains it)."""

    __slots__ = ()

    def compute(self, values: Sequence[Number]) -> Number:
        return tidy(_exact(values[0]) / values[1])


class Ratio(Expr):
    """a / b as a fraction."""

    __slots__ = ()

    def compute(self, values: Sequence[Number]) -> Number:
        return tidy(_exact(values[0]) / values[1])


class Floor(Expr):
    __slots__ = ()

    def compute(self, values: Sequence[Number]) -> Number:
        return math.floor(values[0])


class Ceiling(Expr):
    __slots__ = ()

    def compute(self, values: Sequence[Number]) -> Number:
        return math.ceil(values[0])


class Maximum(Expr):
    __slots__ = ()

    def compute(self, values: Sequence[Number]) -> Number:
        return max(values)


class Minimum(Expr):
    __slots__ = ()

    def compute(self, values: Sequence[Number]) -> Number:
        return min(values)


Size: TypeAlias = "int | Expr"
Value: TypeAlias = "int | Fraction | Expr"
N = TypeVar("N", int, Expr, Size)
T = TypeVar("T")


def _node(cls: type[Expr], args: tuple[Expr, ...]) -> Expr:
    key = (cls, *map(id, args))
    found = _POOL.get(key)
    if found is None:
        found = object.__new__(cls)
        found.args = args
        _POOL[key] = found
    return found


def _number(value: Number) -> Num:
    if type(value) is not int:
        value = tidy(_exact(value))
    key = (Num, value)
    found = _POOL.get(key)
    if found is None:
        found = object.__new__(Num)
        found.args = ()
        found.value = value
        _POOL[key] = found
    assert isinstance(found, Num)
    return found


def _terms(node: Expr) -> tuple[Expr, ...]:
    return node.args if isinstance(node, Sum) else (node,)


def as_expr(value: Value) -> Expr:
    """`value` as a node, SymPy's expressions too; refuses floats and booleans, which are not exact
    numbers."""
    if isinstance(value, Expr):
        return value
    if type(value) is not int and hasattr(value, "free_symbols"):
        from convcalc.algebra.bridge import from_sympy

        return from_sympy(value)
    return _number(value)


def make(cls: type[Expr], *operands: Value) -> Expr:
    """A node of the given class, operands as they stand."""
    return _node(cls, tuple(map(as_expr, operands)))


def joined(cls: type[Expr], operands: Sequence[Value], empty: int = 0) -> Expr:
    """The operation on all of them; of a single one that one, of none `empty`."""
    if len(operands) > 1:
        return make(cls, *operands)
    return as_expr(operands[0] if operands else empty)


def same(left: Value, right: Value) -> bool:
    """Whether two trees are the same tree (not whether they are equal: see `normal.equal`)."""
    if isinstance(left, Expr) or isinstance(right, Expr):
        return as_expr(left) is as_expr(right)
    return left == right


def postorder(root: Expr) -> Iterator[Expr]:
    """Every distinct node below `root`, operands before operations; no recursion."""
    seen: set[Expr] = set()
    stack: list[tuple[Expr, bool]] = [(root, False)]
    while stack:
        node, ready = stack.pop()
        if ready:
            yield node
        elif node not in seen:
            seen.add(node)
            stack.append((node, True))
            stack.extend((arg, False) for arg in reversed(node.args) if arg not in seen)


def bottom_up(root: Expr, visit: Callable[[Expr, list[T]], T]) -> T:
    """Fold the tree: `visit(node, results of its operands)`, each distinct node once."""
    results: dict[Expr, T] = {}
    for node in postorder(root):
        results[node] = visit(node, [results[arg] for arg in node.args])
    return results[root]


def evaluate(root: Value, values: Mapping[str, Number] | None = None) -> Number:
    """The exact value of the tree with every variable replaced by its number.

    Raises:
        KeyError: a variable has no value.
        ZeroDivisionError: a divisor is zero.
    """

    def visit(node: Expr, operands: list[Number]) -> Number:
        if isinstance(node, Num):
            return node.value
        if isinstance(node, Var):
            return (values or {})[node.name]
        return node.compute(operands)

    return tidy(bottom_up(as_expr(root), visit))


def substitute(root: Expr, replacement: Mapping[str, Value]) -> Expr:
    """Every named variable replaced at once; nothing is computed or folded."""

    def visit(node: Expr, operands: list[Expr]) -> Expr:
        if isinstance(node, Var):
            return as_expr(replacement[node.name]) if node.name in replacement else node
        return node.rebuild(operands) if operands else node

    return bottom_up(root, visit)


def free_variables(root: Value) -> tuple[str, ...]:
    """Names of the variables in the tree, in the order in which they stand."""
    return tuple(node.name for node in postorder(as_expr(root)) if isinstance(node, Var))
