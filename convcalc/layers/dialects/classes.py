"""The classes of a framework: which arguments each has, and what it sets by being that class.

A framework's module of tables is imported when one of its names, or a key that no parameter of
ours has, is first met.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from importlib import import_module

from convcalc.annotations import Any
from convcalc.layers.base import Param
from convcalc.pattern import pattern
from convcalc.record import NamedTuple

TABLES: dict[str, str] = {
    "caffe": "caffe_classes",
    "torch": "torch_classes",
    "keras": "keras_classes",
    "tf": "keras_classes",
    "onnx": "onnx_classes",
}
"""Dialect -> module of this package with CLASSES, AXES, FIXED and READ."""

AXES = pattern(r"[123](?=[dD])")


class Constructor(NamedTuple):
    """One class: its arguments, of which so many may be given by position, the parameters that it
    fixes, and those it reads its own way."""

    arguments: tuple[str, ...]
    positional: int
    fixed: Mapping[str, Any]
    read: Mapping[str, Callable[[Param, Any, int], Any]]


@lru_cache(maxsize=512)
def constructor(dialect: str, name: str) -> Constructor | None:
    """The class of this name; None if the framework has none, or none with rules of its own."""
    if dialect not in TABLES:
        return None
    tables = import_module(f"convcalc.layers.dialects.{TABLES[dialect]}")
    one, other = getattr(tables, "ORDER", {}).get(name, ("", ""))
    if name not in tables.CLASSES:
        name = AXES.sub("{}", name)
    if name not in tables.CLASSES:
        return None
    before, _, behind = tables.CLASSES[name][1].partition("*")
    order = [{one: other, other: one}.get(word, word) for word in before.split()]
    return Constructor(
        (*order, *behind.split()),
        len(order),
        tables.FIXED.get(name, {}),
        tables.READ.get(name, {}),
    )


def constructors(dialect: str, kind: str) -> Iterator[Constructor]:
    """The classes of the framework that stand for this type of ours."""
    if dialect not in TABLES:
        return
    tables = import_module(f"convcalc.layers.dialects.{TABLES[dialect]}")
    for name, (stands_for, _) in tables.CLASSES.items():
        found = constructor(dialect, name) if stands_for == kind else None
        if found is not None:
            yield found
