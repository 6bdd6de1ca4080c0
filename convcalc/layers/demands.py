"""What must hold, stated once: refused where it is known to fail, else a condition of the answer.

A rule is one call, whatever the numbers are: `demands.at_least(k // 2, p, "dialect.pool_padding",
padding=p, kernel=k)`. With integers it is checked at once and the code and fields are the error;
with a symbol it becomes a `Condition`, which reports print, `solve` obeys and networks collect.
Never ask `isinstance(p, int)` first: a rule that is skipped for symbols makes a wrong answer legal.

A rule that needs the input is stated in `Layer.infer`, on the sheet; one that is known before it,
such as a dialect's, on `demands(values)` in its translation.
"""

from __future__ import annotations

from convcalc.algebra.expr import CeilDiv, Expr, FloorDiv, Ratio, Size, postorder, same
from convcalc.annotations import Any
from convcalc.errors import LayerError, Message
from convcalc.layers.padding import Explicit
from convcalc.record import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Condition(NamedTuple):
    """What must hold but is still open because of a symbol in it.

    kind: `large >= small` ("at_least"), `small` divides `large` ("divides"), `large == small`
    ("equal"), `large` is 1 or `small` ("one_or"), or something that only words can say ("assumed":
    what the formula takes for granted). `code` and `fields` are the error that it would be.
    """

    kind: str
    large: Size
    small: Size
    code: str
    fields: Mapping[str, Any]


class Demands:
    """What must hold for the numbers of a layer; what is still open is in `conditions`."""

    __slots__ = ("conditions",)

    def __init__(self) -> None:
        self.conditions: list[Condition] = []

    def at_least(self, large: Size, small: Size, code: str, /, **fields: Any) -> None:
        """Demand `large >= small`; with symbols, note it as a condition.

        Raises:
            LayerError: both are integers and it does not hold.
        """
        if isinstance(large, int) and isinstance(small, int):
            if large < small:
                raise refusal(code, fields)
        else:
            self.conditions.append(Condition("at_least", large, small, code, fields))

    def divides(self, divisor: Size, value: Size, code: str, /, **fields: Any) -> None:
        """Demand that `divisor` divides `value`; with symbols, note it as a condition.

        Raises:
            LayerError: both are integers and it does not.
        """
        if isinstance(value, int) and isinstance(divisor, int):
            if value % divisor:
                raise refusal(code, fields)
        elif not (isinstance(divisor, int) and divisor == 1):
            self.conditions.append(Condition("divides", value, divisor, code, fields))

    def equal(self, left: Size, right: Size, code: str, /, **fields: Any) -> None:
        """Demand that both are equal; with symbols that are not the same, note it as a condition.

        Raises:
            LayerError: both are integers and differ.
        """
        if isinstance(left, int) and isinstance(right, int):
            if left != right:
                raise refusal(code, fields)
        elif not same(left, right):
            self.conditions.append(Condition("equal", left, right, code, fields))

    def one_or(self, value: Size, other: Size, code: str, /, **fields: Any) -> None:
        """Demand that `value` is 1 or `other`; with symbols, note it as a condition.

        Raises:
            LayerError: both are integers and it is neither.
        """
        if isinstance(value, int) and (isinstance(other, int) or value == 1):
            if value not in (1, other):
                raise refusal(code, fields)
        elif not same(value, other):
            self.conditions.append(Condition("one_or", value, other, code, fields))

    def whole(self, name: str, value: Expr, least: int | None) -> None:
        """Demand of an expression what reading an integer checks: its least value, and that its
        divisions can be made."""
        if least is not None:
            self.at_least(
                value, least, "parameter.too_small", name=name, value=value, minimum=least
            )
        for node in postorder(value):
            if isinstance(node, FloorDiv | CeilDiv | Ratio):
                top, bottom = node.args
                self.at_least(bottom, 1, "parameter.divisor", name=name, divisor=bottom)
                if isinstance(node, Ratio):
                    self.divides(bottom, top, "parameter.not_integer", name=name, value=node)

    def assume(self, code: str, /, **fields: Any) -> None:
        """Note what the symbolic answer takes for granted."""
        self.conditions.append(Condition("assumed", 0, 0, code, fields))


def refusal(code: str, fields: Mapping[str, Any]) -> LayerError:
    """The error of that code, with the hints that belong to it."""
    from convcalc.layers.hints import hints

    return LayerError(Message(code, **fields), *hints(code, fields))


def demands(values: dict[str, Any]) -> Demands:
    """Where to state what must hold for the values of a layer that is being made."""
    found: Demands = values.setdefault("demands", Demands())
    return found


def symbols(value: Any) -> Iterator[Expr]:
    """The expressions in the value of a parameter."""
    if isinstance(value, Expr):
        yield value
    elif isinstance(value, Explicit):
        yield from symbols(value.pairs)
    elif isinstance(value, tuple):
        for part in value:
            yield from symbols(part)
