"""The zoo: well-known networks as data files, and an index of their names.

One family is one file (`resnet.yaml`) with knobs; a name (`resnet50`) stands for a file at some
setting of its knobs. The index holds the totals of each name, so that a listing reads no file.
"""

from __future__ import annotations

import os

from convcalc.errors import Message, UsageError
from convcalc.zoo.classifiers import CLASSIFIERS
from convcalc.zoo.family import Family, Variant
from convcalc.zoo.lean import LEAN
from convcalc.zoo.maps import MAPS
from convcalc.zoo.recent import RECENT
from convcalc.zoo.tasks import TASKS

__all__ = [
    "FAMILIES", "FOLDER", "NAMES", "Family", "Variant", "ZooEntry", "entry", "find", "path",
]  # fmt: skip

FOLDER = os.path.dirname(os.path.abspath(__file__))
FAMILIES: dict[str, Family] = {**CLASSIFIERS, **RECENT, **LEAN, **MAPS, **TASKS}
"""Family (the name of its file without the ending) -> what the index says about it."""

NAMES: dict[str, str] = {
    name: file for file, family in FAMILIES.items() for name in family.variants
}
"""Name -> family."""


def find(name: str) -> str | None:
    """The network that a name means in any usual spelling; None if there is none.

    Raises:
        UsageError: it could be several.
    """
    if name in NAMES:
        return name
    from convcalc.zoo.spelling import meant, squashed_names

    found = meant(name, squashed_names(tuple(NAMES)))
    if len(found) > 1:
        raise UsageError(
            Message("zoo.several", name=name), Message("hint.did_you_mean_one", words=found)
        )
    return found[0] if found else None


class ZooEntry:
    """One network of the zoo: its name, its family, and what the index says about it."""

    __slots__ = ("family", "file", "name", "variant")

    def __init__(self, name: str, file: str) -> None:
        self.name = name
        self.file = file
        self.family = FAMILIES[file]
        self.variant = self.family.variants[name]

    @property
    def knobs(self) -> dict[str, str]:
        """The settings of this network that differ from those of its file."""
        pairs = [pair.split("=") for pair in self.variant.knobs.split()]
        return dict(pairs)

    @property
    def path(self) -> str:
        """The file of its family."""
        return path(self.file)


def entry(name: str) -> ZooEntry:
    """What the index says about a name.

    Raises:
        KeyError: there is no such network.
    """
    return ZooEntry(name, NAMES[name])


def path(file: str) -> str:
    """Where the file of a family lies."""
    return os.path.join(FOLDER, f"{file}.yaml")
