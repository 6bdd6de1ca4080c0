"""What every reader of a foreign format builds: nodes in order, as one of our own documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from convcalc.algebra.expr import Expr
from convcalc.errors import Message
from convcalc.load.ast import (
    From,
    Item,
    LayerUse,
    Merge,
    Name,
    NamedChain,
    NamedInput,
    NetworkDocument,
    Value,
)
from convcalc.load.expression import Expression
from convcalc.load.place import Piece, Source
from convcalc.load.spell import spell_value
from convcalc.network.builder import LETTERS
from convcalc.network.graph import Place

Size = int | str | Expr | Expression
"""A number, or an expression in named symbols."""


class Unlined(Source):
    """A file that has no lines; errors name the file alone."""

    def __init__(self, name: str) -> None:
        super().__init__(name, "")

    def place(self, offset: int) -> Place:
        return Place(self.name, 0, 0)


class Graph:
    """Collects the inputs and layers of a foreign file; what each method returns is a handle that
    later layers take as their input.

    `dialect` is the framework whose rules the parameters follow; None: our own names and rules.
    """

    def __init__(self, source: Source, name: str, dialect: str | None = None) -> None:
        self.source = source
        self.name = name
        self.dialect = dialect
        self._inputs: list[NamedInput] = []
        self._names: list[str] = []
        self._taken: set[str] = set()
        self._items: list[Item] = []
        self._read: set[int] = set()
        self._last = 0
        self._notes: dict[str, Message] = {}

    def input(
        self, name: str, shape: Sequence[Size | None] | None, place: Place | None = None
    ) -> int:
        """An input of shape (channels, *spatial); None for what is not said. All inputs come before
        the first layer."""
        piece, axes = None, None
        if shape is not None:
            axes = len(shape) - 1 or None
            letters = LETTERS.get(len(shape) - 1, ())
            sizes = [size or letter for size, letter in zip(shape[1:], letters, strict=True)]
            text = "x".join(map(_spelt, sizes)) + (f"@{_spelt(shape[0])}" if shape[0] else "")
            start = 0 if place is None else self.source.offset(place)
            piece = Piece(self.source, text, start, exact=False)
        self._inputs.append(NamedInput(self._unique(name or "input"), piece, axes))
        return len(self._names) - 1

    def add(
        self,
        name: str,
        type: str,
        given: Mapping[str, Value] | None = None,
        inputs: Sequence[int] = (),
        place: Place | None = None,
    ) -> int:
        """A layer, by its name in the file ("" if it has none), on one tensor or on several."""
        place = place or self.source.place(0)
        values = tuple((given or {}).items())
        if len(inputs) == 1:
            if inputs[0] != self._last:
                self._items.append(self._from(inputs[0], place))
            item: Item = LayerUse(type, values, place)
        else:
            paths = [() if one == self._last else (self._from(one, place),) for one in inputs]
            item = Merge(type, tuple(paths), place, values)
        self._read.update(inputs)
        step = self._unique(name or type)
        self._items.append(NamedChain(step, (item,), place))
        self._last = len(self._names) - 1
        return self._last

    def note(self, message: Message) -> None:
        """What must be said of this file, once each."""
        self._notes.setdefault(repr(message), message)

    def document(self, outputs: Sequence[int] = ()) -> NetworkDocument:
        """The document; its outputs in their order, or else every tensor that nothing reads."""
        first = len(self._inputs)
        ends = outputs or [
            index for index in range(first, len(self._names)) if index not in self._read
        ]
        place = self.source.place(0)
        chain = list(self._items)
        if ends and ends[-1] != self._last:
            chain.append(self._from(ends[-1], place))
        names = tuple(Name((self._names[index],), place) for index in ends)
        return NetworkDocument(
            source=self.source,
            name=self.name,
            dims=None,
            inputs=tuple(self._inputs),
            dialect=self.dialect,
            knobs={},
            defaults={},
            blocks={},
            layers=tuple(chain),
            outputs=names if len(names) > 1 else (),
            expect={},
            budget={},
            notes=tuple(self._notes.values()),
        )

    def _from(self, handle: int, place: Place) -> From:
        return From(Name((self._names[handle],), place), place)

    def _unique(self, name: str) -> str:
        found, number = name, 1
        while found in self._taken:
            number += 1
            found = f"{name}_{number}"
        self._taken.add(found)
        self._names.append(found)
        return found


def _spelt(size: Size) -> str:
    """A size for a shape: `224`, `H`, `(H - 1)`."""
    text = size if isinstance(size, str) else spell_value(size)
    return text if text.isalnum() or text.startswith("(") else f"({text})"
