"""What a file of any format holds: scalars, lists and maps that know where they stand.

YAML, TOML and JSON all become this tree; what scalars mean is decided later, by us.
"""

from __future__ import annotations

from collections.abc import Iterator

from convcalc.annotations import TypeAlias
from convcalc.errors import Message
from convcalc.layers.numbers import shown
from convcalc.load.place import Piece
from convcalc.network.graph import NetworkError

MAX_DEPTH = 50
MAX_VALUES = 2_000_000
NULLS = frozenset(("", "~", "null", "Null", "NULL"))


class Scalar:
    """One value as text; `quoted` if it cannot be null or a number."""

    __slots__ = ("piece", "quoted")

    def __init__(self, piece: Piece, quoted: bool = False) -> None:
        self.piece = piece
        self.quoted = quoted

    @property
    def is_null(self) -> bool:
        return not self.quoted and self.piece.text.strip() in NULLS

    def error(self, message: Message, *hints: Message) -> NetworkError:
        return self.piece.error(0, message, *hints)


class List:
    """Values in order."""

    __slots__ = ("items", "piece")

    def __init__(self, piece: Piece, items: list[Tree]) -> None:
        self.piece = piece
        self.items = items

    def error(self, message: Message, *hints: Message) -> NetworkError:
        return self.piece.error(0, message, *hints)


class Map:
    """Keys and values in order; `add` refuses a key that is there already."""

    __slots__ = ("keys", "piece", "values")

    def __init__(self, piece: Piece) -> None:
        self.piece = piece
        self.keys: dict[str, Scalar] = {}
        self.values: dict[str, Tree] = {}

    def add(self, key: Scalar, value: Tree) -> None:
        """Raises:
        NetworkError: the key stands twice.
        """
        name = key.piece.text
        if name in self.keys:
            first = self.keys[name].piece.place().line
            raise key.error(Message("load.duplicate_key", name=shown(name), first=first))
        self.keys[name] = key
        self.values[name] = value

    def __iter__(self) -> Iterator[tuple[Scalar, Tree]]:
        return zip(self.keys.values(), self.values.values(), strict=True)

    def __len__(self) -> int:
        return len(self.keys)

    def error(self, message: Message, *hints: Message) -> NetworkError:
        return self.piece.error(0, message, *hints)


Tree: TypeAlias = "Scalar | List | Map"


def kind_of(tree: Tree) -> Message:
    """What a value is, in words."""
    if isinstance(tree, Map):
        return Message("load.kind.map")
    if isinstance(tree, List):
        return Message("load.kind.list")
    return Message("load.kind.null" if tree.is_null else "load.kind.text")
