"""The modules of the package as text and as trees, each read once for all tests."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MODULES = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "convcalc").rglob("*.py"))
}


@cache
def nodes(module: str) -> tuple[ast.AST, ...]:
    """Every node of a module's tree, the module first."""
    return tuple(ast.walk(ast.parse(MODULES[module])))
