"""Writes `layers/tables.py` from the classes: `python -m tests.layers.names`."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, TypeAlias

import convcalc.layers
from convcalc.layers import index
from convcalc.layers.base import Layer
from convcalc.layers.dialects.classes import AXES, TABLES

FILE = Path(index.__file__).with_name("tables.py")
BEGIN = "from __future__ import annotations\n\n"
RANK = ("torch", None, "keras", "onnx", "caffe")
"""Frameworks in the order of their names, and what anybody may say; TensorFlow has Keras's."""
OWNER = {
    "BatchNormalization": "keras",
    "LayerNormalization": "keras",
    "GroupNormalization": "keras",
    "BatchNorm": None,
}
"""Names whose dialect is not that of the only framework that has them: ONNX has the same rules as
Keras as far as they go, and BatchNorm is anybody's word."""

Class: TypeAlias = "tuple[str, str, type[Layer]]"
Row: TypeAlias = "tuple[str | None, tuple[int | None, ...]]"


def classes() -> Iterator[Class]:
    """Module, name and class of everything with a TYPE of its own, in the order of the modules."""
    for file in iter_modules(convcalc.layers.__path__):
        module = import_module(f"convcalc.layers.{file.name}")
        for name, value in vars(module).items():
            if not (isinstance(value, type) and issubclass(value, Layer)):
                continue
            if "TYPE" in vars(value) and value.__module__ == module.__name__:
                yield file.name, name, value


def in_order(found: Iterable[Class]) -> list[Class]:
    """As the index has them; a new one behind the others of its module."""
    known = list(index.TYPES)
    last = {module: at for at, (module, _) in enumerate(index.TYPES.values())}

    def place(one: Class) -> int:
        module, _, layer = one
        return known.index(layer.TYPE) if layer.TYPE in known else last.get(module, len(known))

    return sorted(found, key=place)


def foreign(layers: dict[str, type[Layer]]) -> dict[Row, dict[str, list[str]]]:
    """Dialect and axes -> type -> the frameworks' names that stand for it, and fix both.

    `{}` in a name stands for the number of axes; names with one come first, then by dialect.
    """
    modules = {
        dialect: import_module(f"convcalc.layers.dialects.{TABLES[dialect]}")
        for dialect in RANK
        if dialect is not None
    }
    axes: dict[tuple[str | None, str, str], list[int | None]] = {}
    for dialect, module in modules.items():
        for name, (kind, _) in module.CLASSES.items():
            having = [other for other in modules if name in modules[other].CLASSES]
            owner = OWNER.get(name, dialect if len(having) == 1 else None)
            for pattern, fixed in _patterns(name, module, layers[kind].DIMS):
                known = axes.setdefault((owner, kind, pattern), [])
                known += [fixed] if fixed not in known else []
    rows: dict[Row, dict[str, list[str]]] = {}
    for (owner, kind, pattern), every in axes.items():
        name = pattern if len(every) > 1 else pattern.format(every[0])
        rows.setdefault((owner, tuple(every)), {}).setdefault(kind, []).append(name)
    return dict(sorted(rows.items(), key=lambda row: (len(row[0][1]) < 2, RANK.index(row[0][0]))))


def _patterns(name: str, module: Any, dims: tuple[int, ...]) -> Iterator[tuple[str, int | None]]:
    """The name with {} for its number of axes, and each number that it may have."""
    if "{}" in name:
        yield from ((name, number) for number in (1, 2, 3))
    elif said := AXES.search(name):
        yield AXES.sub("{}", name), int(said.group())
    else:
        yield name, module.AXES.get(name, dims[0] if len(dims) == 1 else None)


def tables() -> str:
    """The tables as they must stand in the index."""
    found = in_order(classes())
    layers = {layer.TYPE: layer for _, _, layer in found}
    modules: dict[str, list[str]] = {}
    for module, name, layer in found:
        modules.setdefault(module, []).append(f"{layer.TYPE}:{name}")
    lines = ["MODULES: dict[str, str] = {"]
    for module, members in modules.items():
        lines += _rows(module, members)
    lines += ["}", '"""Module below `convcalc.layers` -> its types, and the class of each."""', ""]
    lines += ["WORDS: dict[str, str] = {"]
    for kind, layer in layers.items():
        if layer.ALIASES:
            lines.append(f'    "{kind}": "{" ".join(layer.ALIASES)}",')
    lines += ["}", '"""Type -> other words for it."""', ""]
    lines += ["NAMES: dict[tuple[str | None, tuple[int | None, ...]], dict[str, str]] = {"]
    for row, kinds in foreign(layers).items():
        lines.append(f"    {_spelt(row)}: {{")
        for kind, names in kinds.items():
            lines += _entry(kind, names)
        lines.append("    },")
    lines += ["}", '"""Dialect and axes that a framework\'s names fix -> type -> the names."""', ""]
    alone = {kind: layer.DIMS[0] for kind, layer in layers.items() if layer.DIMS in ((1,), (3,))}
    lines.append(f"AXES: dict[str, int] = {str(alone).replace(chr(39), chr(34))}")
    lines.append(
        '"""Types whose input has so many axes, and not the two that a single number stands for."""'
    )
    return "\n".join(lines) + "\n"


def _spelt(row: Row) -> str:
    return str(row).replace("'", '"')


def _rows(module: str, members: list[str]) -> list[str]:
    """The entry of a module, its members in as many lines as they take."""
    line = f'    "{module}": "{" ".join(members)}",'
    if len(line) <= 100:
        return [line]
    width = 100 - len('        " "')
    rows = textwrap.wrap(" ".join(members), width, break_on_hyphens=False)
    ends = [f'        "{row} "' for row in rows[:-1]]
    return [f'    "{module}": (', *ends, f'        "{rows[-1]}"', "    ),"]


def _entry(kind: str, names: list[str]) -> list[str]:
    line = f'        "{kind}": "{" ".join(names)}",'
    if len(line) <= 100:
        return [line]
    half = (len(names) + 1) // 2
    return [
        f'        "{kind}": (',
        f'            "{" ".join(names[:half])} "',
        f'            "{" ".join(names[half:])}"',
        "        ),",
    ]


def parts() -> tuple[str, str]:
    """The file before its tables, and the tables."""
    before, made = FILE.read_text(encoding="utf-8").split(BEGIN)
    return before + BEGIN, made


if __name__ == "__main__":
    before, _ = parts()
    FILE.write_text(before + tables(), encoding="utf-8")
