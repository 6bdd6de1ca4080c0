"""What a type says of itself, and that nobody else says it: no table of names below the border."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import convcalc
from convcalc.layers.activation import activation
from convcalc.layers.base import Shape
from convcalc.layers.dialects import DIALECTS
from convcalc.layers.index import TYPES, resolve
from convcalc.layers.make import analyse, parameter_keys

HOUSE = Path(convcalc.__file__).parent
OF_TYPES = {"network": ("network/conventions.py",), "inverse": ()}
"""Rooms that know no type by name, and the tables of counters, which do."""
ANOTHER_MEANING = {"network": {"linear"}, "inverse": {"add"}}
"""Words of these rooms that stand for no type there: a kind of window, a step of solving."""
OF_FRAMEWORKS = {
    **OF_TYPES,
    "tensors": (),
    "formulas": ("formulas/index.py",),
    "algebra": (),
    "layers": (
        "layers/tables.py",
        *(f"layers/dialects/{name}.py" for name in ("__init__", "classes")),
    ),
}
"""Rooms below the border, and the tables of the border itself."""


def words(file: Path) -> Iterator[str]:
    """The texts in a module that are no documentation."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def compared_types(file: Path) -> Iterator[str]:
    """What `.type` and `.TYPE` are compared with, word for word."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Compare) and getattr(node.left, "attr", "") in ("type", "TYPE"):
            for part in ast.walk(node):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.value


@pytest.mark.parametrize("room", OF_TYPES)
def test_no_name_of_a_type_below_the_layers(room: str) -> None:
    for file in (HOUSE / room).rglob("*.py"):
        place = file.relative_to(HOUSE).as_posix()
        if place not in OF_TYPES[room]:
            found = {word for word in words(file) if word in TYPES}
            assert found <= ANOTHER_MEANING[room], place
            assert not list(compared_types(file)), place


@pytest.mark.parametrize("room", OF_FRAMEWORKS)
def test_no_name_of_a_framework_below_the_border(room: str) -> None:
    own = {f"layers/dialects/{module}.py" for module in DIALECTS.values()}
    for file in (HOUSE / room).rglob("*.py"):
        place = file.relative_to(HOUSE).as_posix()
        if place not in OF_FRAMEWORKS[room] and place not in own:
            assert not [word for word in words(file) if word in DIALECTS], place


@pytest.mark.parametrize("kind", TYPES)
def test_parameters_that_a_type_speaks_of_are_its_own(kind: str) -> None:
    layer = resolve(kind)
    own, every = [param.name for param in layer.PARAMS], parameter_keys(kind, layer.DIMS[-1])
    assert layer.FIRST in (None, *own)
    assert layer.BORDER in (None, *every)
    assert set(own) | set(layer.KEYS) <= set(every)


@pytest.mark.parametrize("kind", [kind for kind in TYPES if resolve(kind).MEMORY == "over"])
def test_what_is_written_over_its_input_has_its_shape(kind: str) -> None:
    layer = resolve(kind)
    inputs = (Shape(6, (5, 4)),) * layer.INPUTS[0]
    _, sheet = analyse(kind, inputs, {})
    assert (sheet.output.channels, sheet.output.spatial) == (6, (5, 4))
    assert all(window.kind == "slide" and window.kernel == 1 for window in sheet.windows)


def test_a_new_activation_is_written_over_its_input_without_saying_so() -> None:
    softsign = activation("softsign", "torch.nn.Softsign", additions=1, divisions=1)
    assert softsign.MEMORY == "over"
    assert (resolve("softmax").MEMORY, resolve("lrn").MEMORY) == ("own", "own")
    assert resolve("dropout").MEMORY == "view-at-inference"
