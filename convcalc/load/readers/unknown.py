"""Calls of which nothing is known, where a program keeps what they make as it keeps a module."""

from __future__ import annotations

import ast
import builtins

from convcalc.load.readers.calls import Construction
from convcalc.load.readers.code import path_of
from convcalc.load.readers.expressions import Expressions
from convcalc.load.readers.things import Object, TensorRef, UnknownValue

NUMERIC = frozenset((*dir(builtins), "torch", "math", "np", "numpy", "logging", "os", "time"))
"""First parts of calls that make numbers, texts and lists, unless they name a class."""
METHODS = frozenset((*dir(str), *dir(dict), *dir(list)))
"""Last parts of such calls."""
MODULES = (("torch", "nn"), ("torch", "hub"), ("torch", "jit"))


def module_of(program: Expressions, found: Object, given_layers: bool = False) -> Object:
    """A call that may make a module as a layer of no framework; anything else as it is.

    `given_layers`: layers are among its arguments.
    """
    if not isinstance(found, UnknownValue) or not isinstance(found.node, ast.Call):
        return found
    node = found.node
    path = path_of(node.func)
    if not path and isinstance(node.func, ast.Attribute):
        return found
    plain = bool(path) and (path[0] in NUMERIC or path[-1] in METHODS)
    if plain and path[:2] not in MODULES and not path[-1][0].isupper() and not given_layers:
        return found
    arguments = [program.value(part) for part in node.args if not isinstance(part, ast.Starred)]
    keywords = {key.arg: program.value(key.value) for key in node.keywords if key.arg}
    name = path[-1] if path else program.code.text(node.func)
    place = program.code.place(node)
    return Construction(name, tuple(arguments), keywords, frozenset(), place, node)


def is_class(found: Object) -> bool:
    """Whether it is made as a module is, of a class with a number: `CBAM(8)`."""
    if not isinstance(found, UnknownValue) or not isinstance(found.node, ast.Call):
        return False
    path, given = path_of(found.node.func), found.node.args
    number = bool(given) and isinstance(given[0], ast.Constant) and type(given[0].value) is int
    return bool(path) and path[-1][0].isupper() and number


QUIET = ("torch", "np", "numpy", "random", "warnings")
"""First parts of calls that set something for the program: `torch.manual_seed(0)`."""


def without_layers(program: Expressions, found: Object, node: ast.expr) -> bool:
    """Whether a statement of its own cannot be meant as a layer: `print(net)`, a name or a function
    of the program, a method of what it has built."""
    if isinstance(node, ast.Call) and not isinstance(found, UnknownValue):
        return True
    path = path_of(node.func if isinstance(node, ast.Call) else node)
    if not path:
        return isinstance(node, ast.Call)
    quiet = path[0] in QUIET and path[-1].islower()
    return quiet or path[0] in ("self", "print") or path[0] in program.names


def refuse_ends(program: Expressions) -> None:
    """Refuse what is not known and stands last: `out = magic(x)`, where no model says otherwise.

    Raises:
        NetworkError: it does.
    """
    if program.model is not None:
        return
    read = {number for node in program.nodes for number in node.inputs}
    for node, tensors in program.ends.items():
        path = path_of(node.func) if isinstance(node, ast.Call) else ()
        if not path or path[0] in NUMERIC or path[0] in program.names or len(tensors) != 1:
            continue
        if isinstance(tensors[0], TensorRef) and tensors[0].number not in read:
            raise program.no_layer(node)
