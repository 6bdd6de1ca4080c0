"""A network as a graph: nodes in an order in which they can be computed, each with its facts.

Immutable once built; `network.builder` makes it, everything else in this room reads it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from convcalc.algebra.expr import Expr, Size
from convcalc.annotations import Any
from convcalc.errors import ConvcalcError, InputError, LayerError, Message
from convcalc.layers.base import Layer, Shape, Sheet
from convcalc.layers.demands import Condition
from convcalc.layers.order import spelt
from convcalc.record import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from convcalc.network.weights import Misfit

__all__ = ["INPUT", "Network", "NetworkError", "Node", "Place", "elements", "spelt"]

INPUT = "input"
"""Type of the nodes that stand for the inputs of a network."""


class Place(NamedTuple):
    """Where something was written: line and column count from 1; 0 in a file without lines.

    `used` is where another file uses the network that it stands in."""

    source: str
    line: int
    column: int
    used: Place | None = None

    @property
    def where(self) -> str:
        """How it is shown."""
        return f"{self.source}:{self.line}:{self.column}" if self.line else self.source

    @property
    def chain(self) -> Iterator[Place]:
        """The place, where what it stands in is used, and so on to the file that was asked for."""
        place: Place | None = self
        while place is not None:
            yield place
            place = place.used

    @property
    def outermost(self) -> Place:
        """Where it stands in the file that was asked for."""
        return self if self.used is None else self.used.outermost

    def fields(self) -> dict[str, Any]:
        """What an error says of it."""
        return {
            "source": self.source, "line": self.line, "column": self.column, "where": self.where,
        }  # fmt: skip


class NetworkError(LayerError, InputError):
    """A layer that does not fit where it stands in a network.

    `reason` is what the layer itself refused, and gives the error its code; `place` is where the
    layer was written. Sizes that do not fit end with exit code 1, parameters that no layer can
    have with 2.
    """

    def __init__(
        self,
        message: Message,
        *hints: Message,
        reason: Message | None = None,
        place: Place | None = None,
        exit_code: int = 1,
        text: str | None = None,
        position: int | None = None,
    ) -> None:
        InputError.__init__(self, message, *hints, text=text, position=position)
        self.reason = reason
        self.place = place
        self.exit_code = exit_code

    @property
    def code(self) -> str:
        """The code of the reason: the same mistake has one name, in a layer or in a network."""
        return (self.reason or self.message).code

    @classmethod
    def around(
        cls,
        error: ConvcalcError,
        name: str,
        kind: str,
        inputs: Sequence[Shape],
        place: Place | None,
        hints: Sequence[Message] = (),
        exit_code: int = 1,
    ) -> NetworkError:
        """The error of one layer, with the layer, its inputs and its place added."""
        fields: dict[str, Any] = {
            "layer": name,
            "kind": kind,
            "inputs": [spelt(shape) for shape in inputs],
            "reason": error.message,
        }
        code = "network.refused"
        if place is not None:
            fields.update(place.fields())
            if not place.source.startswith("<"):
                code = "network.refused_at"  # what was typed is shown with a caret instead
        return cls(
            Message(code, **fields),
            *error.hints,
            *hints,
            reason=error.message,
            place=place,
            exit_code=exit_code,
        )


class Node:
    """One tensor of a network and the layer that makes it (None for an input).

    `stage` is the top-level named step it belongs to, `block` the path of block uses that led to
    it (`stage1/bottleneck#2`); both "" where there is none. `shares` is the node whose weights it
    has, if these are not its own.
    """

    __slots__ = (
        "block",
        "index",
        "inputs",
        "layer",
        "name",
        "place",
        "shape",
        "shares",
        "sheet",
        "stage",
        "type",
    )

    def __init__(
        self,
        index: int,
        name: str,
        type: str,
        layer: Layer | None,
        inputs: tuple[int, ...],
        shape: Shape,
        sheet: Sheet | None,
        place: Place | None,
        stage: str,
        block: str,
    ) -> None:
        self.index = index
        self.name = name
        self.type = type
        self.layer = layer
        self.inputs = inputs
        self.shape = shape
        self.sheet = sheet
        self.place = place
        self.stage = stage
        self.block = block
        self.shares: Node | None = None

    @property
    def traits(self) -> type[Layer]:
        """What its type says of itself; of an input, what any layer is unless it says otherwise."""
        return Layer if self.layer is None else type(self.layer)

    def __repr__(self) -> str:
        return f"Node({self.index}, {self.name!r}, {self.type!r}, {spelt(self.shape)})"


class Network:
    """Nodes in an order in which every input comes before its use, and what was asked of them.

    `inputs` and `outputs` are indices of nodes; `knobs` the settings it was built with; `expect`
    and `budget` what its file promises, as read. `misfit`: its weights are not those that it has at
    its own input. `notes` are what must be said of the file, `told` whether it shows all of the
    network, `texts` the texts that it was read from, by the name that places have of them. Without
    a `dialect` each layer follows the framework that alone has its name, else torch.
    """

    __slots__ = (
        "budget", "dialect", "expect", "inputs", "knobs", "misfit", "name", "nodes", "notes",
        "outputs", "texts", "told",
    )  # fmt: skip

    def __init__(
        self,
        name: str,
        dialect: str | None,
        nodes: list[Node],
        inputs: tuple[int, ...],
        outputs: tuple[int, ...],
        knobs: Mapping[str, Any],
        expect: Mapping[str, Any],
        budget: Mapping[str, Any],
    ) -> None:
        self.name = name
        self.dialect = dialect
        self.nodes = nodes
        self.inputs = inputs
        self.outputs = outputs
        self.knobs = knobs
        self.expect = expect
        self.budget = budget
        self.misfit: Misfit | None = None
        self.notes: tuple[Message, ...] = ()
        self.told = True
        self.texts: Mapping[str, str] = {}

    @property
    def layers(self) -> Iterator[tuple[Node, Sheet]]:
        """Every node that is not an input, with its facts."""
        for node in self.nodes:
            if node.sheet is not None:
                yield node, node.sheet

    @property
    def complete(self) -> bool:
        """Whether all of it, and so all costs, are known."""
        return self.told and self.known and not self.unknown

    @property
    def known(self) -> bool:
        """Whether all channels are known."""
        return all(
            sheet.known and node.shape.channels is not None for node, sheet in self.layers
        ) and all(self.nodes[index].shape.channels is not None for index in self.inputs)

    @property
    def unknown(self) -> list[Node]:
        """The layers of which nobody says what they cost."""
        return [node for node, sheet in self.layers if sheet.open]

    @property
    def symbolic(self) -> bool:
        """Whether some size or number of channels is a symbol."""
        return any(
            isinstance(size, Expr)
            for node in self.nodes
            for size in (node.shape.channels, *node.shape.spatial)
        )

    @property
    def conditions(self) -> list[Condition]:
        """What must hold for the symbols in it, each once."""
        found: dict[tuple[str, Size, Size], Condition] = {}
        for _, sheet in self.layers:
            for condition in sheet.conditions:
                found.setdefault((condition.kind, condition.large, condition.small), condition)
        return list(found.values())

    def consumers(self) -> list[list[int]]:
        """For each node, the nodes that read it (one that reads it twice stands there twice)."""
        readers: list[list[int]] = [[] for _ in self.nodes]
        for node in self.nodes:
            for source in node.inputs:
                readers[source].append(node.index)
        return readers


def stretched(shape: Shape, output: Shape) -> list[bool]:
    """On which axes an input of a single element stands for all of the output."""
    return [
        isinstance(size, int) and size == 1 and not (isinstance(other, int) and other == 1)
        for size, other in zip(shape.spatial, output.spatial, strict=False)
    ]


def elements(shape: Shape) -> Size | None:
    """Numbers in one tensor, per sample; None while its channels are unknown."""
    count = shape.channels
    if count is None:
        return None
    for size in shape.spatial:
        count = count * size
    return count
