"""What keeps the house easy to find one's way in: names that stand for one thing, small files."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator

from tests.source import MODULES, nodes


def defined(kind: type[ast.AST] | tuple[type[ast.AST], ...]) -> Iterator[tuple[str, ast.AST]]:
    """Every definition of a kind, with the module that it stands in."""
    for module in MODULES:
        for node in nodes(module):
            if isinstance(node, kind):
                yield module, node


def test_a_public_class_name_stands_for_one_thing() -> None:
    homes = defaultdict(list)
    for module, node in defined(ast.ClassDef):
        assert isinstance(node, ast.ClassDef)
        if not node.name.startswith("_"):
            homes[node.name].append(module)
    assert len(homes) > 100
    assert {name: found for name, found in homes.items() if len(found) > 1} == {}


def test_all_stands_only_where_something_is_handed_on() -> None:
    """Elsewhere a name without an underscore is public, and that is said by the name."""
    idle = []
    for module in MODULES:
        taken_in = {
            alias.asname or alias.name
            for node in nodes(module)
            if isinstance(node, ast.Import | ast.ImportFrom)
            for alias in node.names
        }
        lists = [
            node.value
            for node in nodes(module)[0].body  # type: ignore[attr-defined]
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
        ]
        idle += [module for names in lists if taken_in.isdisjoint(ast.literal_eval(names))]
    assert idle == []


def test_modules_and_functions_are_short() -> None:
    long = [module for module, text in MODULES.items() if len(text.splitlines()) >= 350]
    for module, node in defined((ast.FunctionDef, ast.AsyncFunctionDef)):
        assert isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if (node.end_lineno or 0) - node.lineno + 1 >= 60:
            long.append(f"{module}: {node.name}")
    assert long == []
