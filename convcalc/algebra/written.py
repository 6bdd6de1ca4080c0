"""Trees written out as Python, one line an operation: functions for what is asked very often.

No word of a user is compiled: letters are given names of the function's own.
"""

from __future__ import annotations

from types import CodeType, FunctionType

from convcalc.algebra.expr import (
    CeilDiv,
    Expr,
    FloorDiv,
    Maximum,
    Minimum,
    Neg,
    Num,
    Product,
    Sum,
    postorder,
)
from convcalc.algebra.fold import fold
from convcalc.annotations import Any

_JOINED = {Sum: " + ", Product: " * ", FloorDiv: " // ", Maximum: ", ", Minimum: ", "}
_CALLED = {Maximum: "max", Minimum: "min"}
_BUILTINS = {one.__name__: one for one in (int, map, max, min, ZeroDivisionError)}


class Written:
    """The lines of a function, one for each operation that was not written yet.

    Args:
        names: what the letters are called in it.
    """

    def __init__(self, names: dict[Expr, str]) -> None:
        self.lines: list[str] = []
        self.names = names
        self.constants: dict[str, Any] = {}

    def name(self, value: Any) -> str:
        """The name of a value, its operations written before."""
        folded = fold(value)
        if not isinstance(folded, Expr):
            return self.number(folded)
        for node in postorder(folded):
            if node not in self.names:
                operands = [self.names[arg] for arg in node.args]
                self.names[node] = self.operation(node, operands)
        return self.names[folded]

    def operation(self, node: Expr, operands: list[str]) -> str:
        """The name of what an operation gives."""
        if isinstance(node, Num):
            return self.number(node.value)
        if isinstance(node, Neg):
            return f"(-{operands[0]})"
        if isinstance(node, CeilDiv):
            return self.line(f"-(-{operands[0]} // {operands[1]})")
        if type(node) in _JOINED:
            joined = _JOINED[type(node)].join(operands)
            return self.line(f"{_CALLED.get(type(node), '')}({joined})")
        return self.line(f"{self.constant(node.compute)}(({', '.join(operands)},))")

    def line(self, written: str) -> str:
        """The name of what a line works out."""
        name = f"v{len(self.names)}_{len(self.lines)}"
        self.lines.append(f"{name} = {written}")
        return name

    def number(self, value: Any) -> str:
        """A number, in brackets; a fraction as a constant."""
        return f"({value})" if type(value) is int else self.constant(value)

    def constant(self, value: Any) -> str:
        """The name of a value that the function brings along."""
        name = f"c{len(self.constants)}"
        self.constants[name] = value
        return name

    def function(self, source: str) -> Any:
        """The function of a source that begins with `def`."""
        (code,) = (
            one for one in compile(source, "written", "exec").co_consts if isinstance(one, CodeType)
        )
        return FunctionType(code, {"__builtins__": _BUILTINS, **self.constants})
