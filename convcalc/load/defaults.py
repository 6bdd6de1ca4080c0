"""The `defaults` of a file: parameters of a layer type wherever a layer does not say otherwise."""

from __future__ import annotations

from collections.abc import Mapping

from convcalc.annotations import Any
from convcalc.layers.index import look_up
from convcalc.layers.make import meanings
from convcalc.load.arguments import evaluate
from convcalc.load.ast import NetworkDocument


class Defaults:
    """The defaults of a document at given knobs, by layer type."""

    def __init__(self, document: NetworkDocument, knobs: Mapping[str, Any]) -> None:
        self._of: dict[str, dict[str, Any]] = {}
        for use in document.defaults.values():
            values = {key: evaluate(value, knobs) for key, value in use.given}
            self._of.setdefault(use.type, {}).update(values)

    def merged(self, type_name: str, given: dict[str, Any]) -> dict[str, Any]:
        """`given`, with the defaults of its type for what is not in it."""
        kind = look_up(type_name).type
        own = self._of.get(kind)
        if not own:
            return given
        named = {_name(kind, key) for key in given}
        merged = {key: value for key, value in own.items() if _name(kind, key) not in named}
        merged.update(given)
        return merged


def _name(kind: str, key: str) -> str:
    """The parameter that a key, or a framework's word for it, stands for."""
    param = meanings(kind).get(key)
    return key if param is None else param.name
