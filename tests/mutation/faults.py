"""The faults that a module can have: each is one comparison, sign, number, condition or answer that
is another.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from inspect import CO_OPTIMIZED
from pathlib import Path
from types import CodeType
from typing import Any, NamedTuple

OTHER: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.And: ast.Or, ast.Or: ast.And, ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult, ast.Div: ast.Mult, ast.Mod: ast.FloorDiv, ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr, ast.LShift: ast.RShift, ast.RShift: ast.LShift,
}  # fmt: skip


class Fault(NamedTuple):
    """One change: in which file and line, at which node, and which of the changes there."""

    file: str
    line: int
    node: int
    change: int
    inside: bool
    """Whether it is in the body of a function."""

    def tree(self) -> tuple[ast.Module, str]:
        """The module with the fault, and the first line of the node before and after."""
        tree = ast.parse(Path(self.file).read_text("utf-8"))
        node = list(ast.walk(tree))[self.node]
        before = ast.unparse(node)
        list(changes(node))[self.change]()
        lines = (text.partition("\n")[0] for text in (before, ast.unparse(node)))
        return ast.fix_missing_locations(tree), "  ->  ".join(lines)


def changes(node: Any) -> Iterator[Callable[[], None]]:
    """What can be wrong at a node; each is done in place."""

    def negated(holder: Any, name: str, sign: ast.unaryop) -> Callable[[], None]:
        return lambda: setattr(holder, name, ast.UnaryOp(sign, getattr(holder, name)))

    if isinstance(node, ast.Compare):
        for place, sign in enumerate(node.ops):
            other = OTHER[type(sign)]()
            yield lambda place=place, other=other: node.ops.__setitem__(place, other)
    elif isinstance(node, ast.BinOp | ast.BoolOp | ast.AugAssign) and type(node.op) in OTHER:
        yield lambda: setattr(node, "op", OTHER[type(node.op)]())
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub):
        yield negated(node, "operand", node.op)
    elif isinstance(node, ast.If | ast.IfExp | ast.While):
        yield negated(node, "test", ast.Not())
    elif isinstance(node, ast.comprehension):
        for place, test in enumerate(node.ifs):
            new = ast.UnaryOp(ast.Not(), test)
            yield lambda place=place, new=new: node.ifs.__setitem__(place, new)
    elif isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        value = not node.value if isinstance(node.value, bool) else node.value + 1
        yield lambda: setattr(node, "value", value)
    elif isinstance(node, ast.Return) and not isinstance(node.value, ast.Constant | None):
        yield lambda: setattr(node, "value", ast.Constant(None))


def idle(node: Any) -> list[ast.AST]:
    """What under a node only readers and type checkers read."""
    if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
        return [node]
    return [found for name in ("annotation", "returns") if (found := getattr(node, name, None))]


def faults(path: Path) -> Iterator[Fault]:
    nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
    left = {id(inner) for node in nodes for top in idle(node) for inner in ast.walk(top)}
    bodies = [part for node in nodes if isinstance(node, ast.FunctionDef) for part in node.body]
    inside = {id(inner) for part in bodies for inner in ast.walk(part)}
    for number, node in enumerate(nodes):
        if id(node) not in left:
            for change in range(len(list(changes(node)))):
                line = (node.target if isinstance(node, ast.comprehension) else node).lineno
                yield Fault(str(path), line, number, change, id(node) in inside)


def exchanged(fault: Fault) -> dict[CodeType, CodeType]:
    """The code of every function that the fault is in, and what it is with the fault."""
    old: Any = compile(Path(fault.file).read_text("utf-8"), fault.file, "exec")
    pairs, found = [(old, compile(fault.tree()[0], fault.file, "exec"))], {}
    while pairs:
        old, new = pairs.pop()
        if old != new:
            if old.co_flags & CO_OPTIMIZED:  # unlike modules and the bodies of classes
                found[old] = new
            inner = ([c for c in code.co_consts if isinstance(c, CodeType)] for code in (old, new))
            pairs += [
                pair for pair in zip(*inner, strict=False) if pair[0].co_name == pair[1].co_name
            ]
    return found
