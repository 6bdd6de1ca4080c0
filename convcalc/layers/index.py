"""Every layer type by name, without importing any of them.

`TYPES` says where the class of a type lives, so that a command imports one family of layers and
not all of them. `ALIASES` are other names for a type, in any case; `FOREIGN` are the names of the
frameworks, in their own spelling, some of which fix the number of spatial axes; one that a single
framework has fixes the dialect, too. All three are read off the classes of the layers and of the
frameworks (`dialects/*_classes.py`), and a test holds them to these.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module

from convcalc.errors import Message, UsageError
from convcalc.layers.base import Layer
from convcalc.layers.tables import AXES, MODULES, NAMES, WORDS
from convcalc.record import NamedTuple

TYPES: dict[str, tuple[str, str]] = {
    kind: (module, name)
    for module, members in MODULES.items()
    for kind, name in (member.split(":") for member in members.split())
}
"""Type -> module below `convcalc.layers` and class in it."""
ALIASES: dict[str, str] = {alias: kind for kind, words in WORDS.items() for alias in words.split()}
FOREIGN: dict[str, tuple[str, int | None, str | None]] = {
    name.format(dims): (kind, dims, dialect)
    for (dialect, axes), kinds in NAMES.items()
    for kind, names in kinds.items()
    for name in names.split()
    for dims in axes
}
"""Name -> the type, the number of axes and the dialect that it stands for, if it fixes them."""

SEVERAL: dict[str, tuple[str, ...]] = {
    "pool": ("maxpool", "avgpool"),
    "pooling": ("maxpool", "avgpool"),
    "global_pool": ("gap", "gmp"),
    "global_pooling": ("gap", "gmp"),
    "adaptive_pool": ("adaptive_avgpool", "adaptive_maxpool"),
    "norm": ("bn", "ln", "gn", "instancenorm"),
    "normalization": ("bn", "ln", "gn", "instancenorm"),
}
"""Words that could mean several types, for the hint."""


class NamedType(NamedTuple):
    """What a name stands for: the type; the axes and the dialect, if the name fixes them."""

    type: str
    dims: int | None
    dialect: str | None = None


def find(name: str) -> NamedType | None:
    """The type behind a name, an alias or a framework's name; None if there is none."""
    if name in TYPES:
        return NamedType(name, AXES.get(name))
    if name in FOREIGN:
        return NamedType(*FOREIGN[name])
    word = name.lower().replace("-", "_")
    if word in TYPES:
        return NamedType(word, AXES.get(word))
    return NamedType(ALIASES[word], AXES.get(ALIASES[word])) if word in ALIASES else None


def look_up(name: str) -> NamedType:
    """The same, for a name that must be one.

    Raises:
        UsageError: no such layer; the hint has the nearest name.
    """
    found = find(name)
    if found is None:
        raise _unknown(name)
    return found


def _unknown(name: str) -> UsageError:
    from convcalc.layers.meant import did_you_mean
    from convcalc.layers.numbers import shown

    word = name.replace("-", "_")
    several = SEVERAL.get(word.lower())
    hints = did_you_mean(word, (*TYPES, *ALIASES, *FOREIGN))
    if several:
        hints = [Message("hint.did_you_mean_one", words=several)]
    return UsageError(
        Message("layer.unknown", name=shown(name)), *hints, Message("hint.list_layers")
    )


@lru_cache(maxsize=128)
def resolve(name: str) -> type[Layer]:
    """The class of a layer type, by any of its names; imports its family and no other.

    Raises:
        UsageError: no such layer.
    """
    module, name_of_class = TYPES[look_up(name).type]
    found: type[Layer] = getattr(import_module(f"convcalc.layers.{module}"), name_of_class)
    return found
