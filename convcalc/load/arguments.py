"""Values worked out: parameters for the builder, and what a block is called with."""

from __future__ import annotations

from convcalc.algebra.expr import Expr
from convcalc.annotations import Any
from convcalc.errors import Message
from convcalc.layers.make import meanings
from convcalc.layers.meant import did_you_mean
from convcalc.load.ast import BlockDef, BlockUse, Cells, Name, Value
from convcalc.load.expression import Environment, Expression
from convcalc.load.layer import accepts
from convcalc.load.place import Source
from convcalc.load.scope import Frame, find
from convcalc.load.values import bare_name
from convcalc.network.graph import NetworkError


def evaluate(value: Value, environment: Environment) -> Any:
    """A value with its names replaced; per-axis ones as tuples, `begin:end` pairs as text.

    Raises:
        NetworkError: an unknown name, or arithmetic that cannot be done.
    """
    if isinstance(value, Expression):
        return value.value(environment)
    if not isinstance(value, Cells):
        return value
    cells = [
        tuple([part.value(environment) if isinstance(part, Expression) else part for part in cell])
        for cell in value.cells
    ]
    if all(len(cell) == 1 for cell in cells):
        return tuple([cell[0] for cell in cells])
    if len(cells) == 1:
        return ":".join(map(_text, cells[0]))
    return tuple([(cell[0], cell[-1]) for cell in cells])


def _text(value: Any) -> str:
    if isinstance(value, Expr):
        from convcalc.algebra.notation import ascii_text

        return f"({ascii_text(value)})"
    return str(value)


def flags(type_name: str, given: dict[str, Any]) -> dict[str, Any]:
    """Numbers as flags where the parameter is one, and the other way round."""
    own = accepts(type_name)
    for key, value in given.items():
        if type(value) is not int and type(value) is not bool:
            continue
        kind = own.get(key)
        if kind is None:
            param = meanings(type_name).get(key)
            kind = None if param is None else param.kind
        if kind == "flag":
            if type(value) is int and value in (0, 1):
                given[key] = bool(value)
        elif type(value) is bool and kind is not None:
            given[key] = int(value)
    return given


def bind(
    source: Source, definition: BlockDef, use: BlockUse, frame: Frame, knobs: Environment
) -> dict[str, Any]:
    """The parameters of a block for one use of it.

    Raises:
        NetworkError: too many or unknown arguments, or one missing or given twice.
    """
    names = [name for name, _ in definition.parameters]

    def fail(code: str, *hints: Message, **fields: Any) -> NetworkError:
        signature = f"{definition.name}({', '.join(names)})"
        message = Message(code, block=signature, **fields)
        return source.error_at(use.place, message, *hints)

    if len(use.args) > len(names):
        raise fail("load.too_many_arguments", given=len(use.args))
    bound: dict[str, Any] = {}
    for name, value in (*zip(names, use.args, strict=False), *use.keywords):
        if name not in names:
            hints = did_you_mean(name, names)
            raise fail("load.unknown_argument", *hints, name=name)
        if name in bound:
            raise fail("load.argument_twice", name=name)
        bound[name] = _argument(source, value, frame)
    for index, (name, default) in enumerate(definition.parameters):
        if name not in bound:
            if index < definition.required:
                raise fail("load.missing_argument", name=name)
            bound[name] = evaluate(default, {**knobs, **bound})
    return bound


def _argument(source: Source, value: Value, frame: Frame) -> Any:
    if isinstance(value, Name):
        found = find(value, frame)
        if found is None:
            raise source.error_at(
                value.place, Message("load.unknown_step", name=".".join(value.parts))
            )
        return found
    name = bare_name(value)
    if name is not None and name not in frame.environment:
        assert isinstance(value, Expression)
        found = find(Name((name,), value.piece.place()), frame)
        if found is not None:
            return found
    return evaluate(value, frame.environment)
