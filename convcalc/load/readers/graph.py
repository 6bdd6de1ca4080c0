"""What every reader of a foreign format builds: nodes in order, as one of our own documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

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
from convcalc.record import NamedTuple

Size = int | Fraction | str | Expr | Expression
"""A number, or an expression in named symbols."""


class Unlined(Source):
    """A file that has no lines; errors name the file alone."""

    def __init__(self, name: str) -> None:
        super().__init__(name, "")

    def place(self, offset: int) -> Place:
        return Place(self.name, 0, 0)


class _Node(NamedTuple):
    name: str
    type: str
    given: tuple[tuple[str, Value], ...]
    inputs: tuple[int, ...]
    place: Place


class Graph:
    """Collects the inputs and layers of a foreign file; what each method returns is a handle that
    later layers take as their input.

    `dialect` is the framework whose rules the parameters follow; None: our own names and rules.
    `complete` is to be false if the file does not show all of the network.
    """

    def __init__(self, source: Source, name: str, dialect: str | None = None) -> None:
        self.source = source
        self.name = name
        self.dialect = dialect
        self.complete = True
        self._inputs: list[NamedInput] = []
        self._nodes: list[_Node] = []
        self._names: dict[int, str] = {}
        self._taken: dict[str, int] = {}
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
        handle = len(self._inputs)
        self._inputs.append(NamedInput(self._unique(handle, name or "input"), piece, axes))
        return handle

    def add(
        self,
        name: str,
        type: str,
        given: Mapping[str, Value] | None = None,
        inputs: Sequence[int] = (),
        place: Place | None = None,
    ) -> int:
        """A layer, by its name in the file ("" if it has none), on one tensor or on several."""
        handle = len(self._inputs) + len(self._nodes)
        if name:
            name = self._unique(handle, name)
        values = tuple((given or {}).items())
        where = place or self.source.place(0)
        self._nodes.append(_Node(name, type, values, tuple(inputs), where))
        return handle

    def name_of(self, handle: int) -> str:
        """The name by which other layers can refer to this one; no two are the same."""
        if handle not in self._names:
            self._unique(handle, self._nodes[handle - len(self._inputs)].type)
        return self._names[handle]

    def note(self, message: Message) -> None:
        """What must be said of this file, once each."""
        self._notes.setdefault(repr(message), message)

    def document(self, outputs: Sequence[int] = ()) -> NetworkDocument:
        """The document; the outputs in their order, or else every tensor that nothing reads."""
        first = len(self._inputs)
        read = {handle for node in self._nodes for handle in node.inputs}
        ends = outputs or [
            handle for handle in range(first, first + len(self._nodes)) if handle not in read
        ]
        place = self.source.place(0)
        if len(ends) > 1:
            names = tuple([Name((self.name_of(handle),), place) for handle in ends])
        else:
            names = ()
        layers = self._items(ends[-1] if ends else 0)
        return NetworkDocument(
            source=self.source,
            name=self.name,
            dims=None,
            inputs=tuple(self._inputs),
            dialect=self.dialect,
            knobs={},
            defaults={},
            blocks={},
            layers=tuple(layers),
            outputs=names,
            expect={},
            budget={},
            notes=tuple(self._notes.values()),
            complete=self.complete,
            foreign=True,
        )

    def _items(self, end: int) -> list[Item]:
        """The layers in order; one that does not go on from the one before says from where."""
        items: list[Item] = []
        last = len(self._inputs) + len(self._nodes) - 1
        jumps = [
            handle
            for before, node in enumerate(self._nodes, len(self._inputs) - 1)
            for handle in node.inputs
            if handle != (before if before >= len(self._inputs) else 0)
        ]
        for handle in (*jumps, *([] if end == last else [end])):
            self.name_of(handle)
        last = 0
        for handle, node in enumerate(self._nodes, len(self._inputs)):
            if len(node.inputs) == 1:
                items += self._from(node.inputs[0], last, node.place)
                item: Item = LayerUse(node.type, node.given, node.place)
            else:
                paths = tuple([self._from(source, last, node.place) for source in node.inputs])
                item = Merge(node.type, paths, node.place, node.given)
            name = self._names.get(handle)
            items.append(NamedChain(name, (item,), node.place) if name else item)
            last = handle
        return [*items, *self._from(end, last, self.source.place(0))]

    def _from(self, handle: int, last: int, place: Place) -> tuple[From, ...]:
        if handle == last:
            return ()
        return (From(Name((self.name_of(handle),), place), place),)

    def _unique(self, handle: int, name: str) -> str:
        found, number = name, self._taken.get(name, 0)
        while found in self._taken:
            number += 1
            found = f"{name}_{number + 1}"
        self._taken[name] = number
        self._taken[found] = 0
        self._names[handle] = found
        return found


def _spelt(size: Size) -> str:
    """A size for a shape: `224`, `H`, `(H - 1)`."""
    text = size if isinstance(size, str) else spell_value(size)
    return text if text.isalnum() or text.startswith("(") else f"({text})"
