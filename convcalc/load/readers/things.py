"""What a program is made of, as far as it is followed: layers, containers, inputs, tensors."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any, NamedTuple

from convcalc.load.ast import Value
from convcalc.load.readers.calls import Construction
from convcalc.load.readers.code import Unread


class Container:
    """A container of layers, in order, each with its name; `kind` is the name of its class."""

    def __init__(
        self, parts: list[tuple[str, Part]], node: ast.AST, kind: str = "Sequential"
    ) -> None:
        self.parts = parts
        self.node = node
        self.kind = kind


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
"""A Part, TensorRef, Model, list of such, a Value, or None for what has no value here."""


class Application(NamedTuple):
    """A layer on tensors; `merge` is the type of one of several tensors that no class names."""

    part: Construction | InputSpec | str
    inputs: tuple[int, ...]
    name: str
    node: ast.AST


class Function(NamedTuple):
    """A function of the program."""

    node: ast.FunctionDef


def leaves(part: Part, name: str = "") -> Iterator[tuple[str, Construction | InputSpec]]:
    """The layers of a part, each with its path of names."""
    if isinstance(part, Container):
        for label, child in part.parts:
            yield from leaves(child, f"{name}.{label}" if name else label)
    else:
        yield name, part
