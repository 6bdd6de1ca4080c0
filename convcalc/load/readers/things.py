"""What a program is made of, as far as it is followed: layers, containers, inputs, tensors."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from convcalc.annotations import Any
from convcalc.load.ast import Value
from convcalc.load.readers.calls import Construction
from convcalc.load.readers.code import Unread
from convcalc.record import NamedTuple

MOST_PARTS = 40_000
"""Layers and containers of a program, each as often as it stands somewhere."""


class Container:
    """A container of layers, in order, each with its name; `kind` is the name of its class."""

    def __init__(
        self, parts: list[tuple[str, Part]], node: ast.AST, kind: str = "Sequential"
    ) -> None:
        self.parts = parts
        self.node = node
        self.kind = kind
        self.forward: Function | None = None
        self.attributes: dict[str, Object] = {}
        self.methods: dict[str, Function] = {}


class InputSpec:
    """What comes in: the shape as it was written, or None."""

    def __init__(self, shape: Value | Unread, batched: bool, node: ast.AST) -> None:
        self.shape = shape
        self.batched = batched
        self.node = node


class TensorRef(NamedTuple):
    """The result of a node, by its number."""

    number: int


class Model(NamedTuple):
    """A model by its first and last tensors."""

    inputs: tuple[TensorRef, ...]
    outputs: tuple[TensorRef, ...]


Part = Construction | Container | InputSpec
Object = Any
"""A Part, TensorRef, Model, UnknownValue, list of such, a Value, or None for what has no value."""


class Application(NamedTuple):
    """A layer on tensors; `merge` is the type of one of several tensors that no class names."""

    part: Construction | InputSpec | str
    inputs: tuple[int, ...]
    name: str
    node: ast.AST


class Function(NamedTuple):
    """A function of the program, or a method of the module that is being built."""

    node: ast.FunctionDef


class ModuleClass(NamedTuple):
    """A class of the program whose `__init__` registers layers."""

    node: ast.ClassDef


class UnknownValue(NamedTuple):
    """What a call gives of which nothing is known: perhaps a layer, perhaps none."""

    node: ast.expr


class TooManyPartsError(Exception):
    """A container that holds itself, or others so often that nobody means it."""


def leaves(
    part: Part, name: str = "", room: list[int] | None = None
) -> Iterator[tuple[str, Construction | InputSpec]]:
    """The layers of a part, each with its path of names.

    Raises:
        TooManyPartsError, RecursionError: there are too many, or too deep in one another.
    """
    room = [MOST_PARTS] if room is None else room
    room[0] -= 1
    if room[0] < 0:
        raise TooManyPartsError
    if isinstance(part, Container):
        for label, child in part.parts:
            yield from leaves(child, f"{name}.{label}" if name else label, room)
    else:
        yield name, part
