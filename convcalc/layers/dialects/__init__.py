"""Dialects: what a framework means by the same words, translated once, at the border.

A dialect changes defaults and turns padding words, rounding and length rules into our own values:
`Explicit` or `Same` padding, `rounding`, an output padding, a `length_rule`. Below the border
nothing knows the name of a framework; a rule that depends on the input travels as data.
"""

from __future__ import annotations

from importlib import import_module

from convcalc.annotations import Any
from convcalc.layers.dialects.common import Defaults, Keys, Params, Running, Translations
from convcalc.layers.numbers import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Protocol

    class Dialect(Protocol):
        """What a module of this package says."""

        DEFAULTS: Defaults
        """Type -> parameter -> the default that differs from the layer's own."""
        KEYS: Keys
        """Parameter keys of the framework that need a reader of their own."""
        KEYS_OF: Mapping[str, Keys]
        """Type -> those that mean something else for it."""
        PARAMS: Params
        """Type -> parameters that only this framework has; its translation uses them up or says
        what the layer makes of them."""
        EPSILON: str
        """What its normalisations add to a variance, a fraction as text."""
        RUNNING: Running | None
        """How its batch normalisation updates the averages that it stores; None: not told."""
        TRANSLATIONS: Translations
        """Type -> what turns the values of that type into ours, in place."""


DEFAULT = "torch"
"""The dialect of what is asked for by no framework's own name."""

DIALECTS: dict[str, str] = {
    "torch": "torch",
    "keras": "keras",
    "tf": "tensorflow",
    "onnx": "onnx",
    "caffe": "caffe",
}
"""Name -> module of this package."""


def dialect_named(name: str) -> Dialect:
    """The dialect of that name.

    Raises:
        UsageError: no such dialect.
    """
    module = DIALECTS.get(name)
    if module is None:
        from convcalc.layers.meant import unknown_word

        raise unknown_word(
            name, DIALECTS, "dialect.unknown", name=shown(name), allowed=", ".join(DIALECTS)
        )
    found: Any = import_module(f"convcalc.layers.dialects.{module}")
    dialect: Dialect = found
    return dialect
