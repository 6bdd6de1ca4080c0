"""What a network file says, before any number in it is worked out.

One-liners and files of every format become the same items. A value is a plain one (int, Fraction,
str, bool, None), an `Expression`, `Cells` of such for each axis, or the `Name` of a step.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from convcalc.annotations import Any, TypeAlias
from convcalc.errors import Message
from convcalc.load.expression import Expression
from convcalc.load.place import Piece, Source
from convcalc.network.graph import Place
from convcalc.record import NamedTuple


class Name(NamedTuple):
    """A step, or a step within a step: `skip`, `enc1.conv`."""

    parts: tuple[str, ...]
    place: Place


class Cells(NamedTuple):
    """A value for each axis, or `begin:end` pairs: `1x7`, `1:2x0:1`, `3x(k)`."""

    cells: tuple[tuple[Scalar, ...], ...]


Scalar: TypeAlias = "int | Fraction | str | bool | Expression | None"
Value: TypeAlias = "Scalar | Cells | Name"
Given: TypeAlias = "tuple[tuple[str, Value], ...]"
"""Parameters as they were written, in order."""


class LayerUse(NamedTuple):
    """One layer; `type` is the name as it was written."""

    type: str
    given: Given
    place: Place


class BlockUse(NamedTuple):
    """One use of a block of the file."""

    name: str
    args: tuple[Value, ...]
    keywords: Given
    place: Place


class Merge(NamedTuple):
    """Several paths from one tensor, joined by a layer: `add`, `concat`, `opaque` ..."""

    type: str
    paths: tuple[Chain, ...]
    place: Place
    given: Given = ()


class Choice(NamedTuple):
    """One of two chains, by a condition."""

    condition: Value
    then: Chain
    other: Chain
    place: Place


class Repeat(NamedTuple):
    """A chain, so many times."""

    times: Value
    body: Chain
    place: Place


class From(NamedTuple):
    """Go on from the output of a step."""

    name: Name
    place: Place


class NetworkUse(NamedTuple):
    """Another network as a part of this one, or only what comes up to one of its steps.

    `network` is a name of the zoo or a file; `keywords` are its own settings, and `share`."""

    network: str
    until: Name | None
    keywords: Given
    place: Place


class NamedChain(NamedTuple):
    """A chain with a name."""

    name: str
    body: Chain
    place: Place


Item: TypeAlias = "LayerUse | BlockUse | Merge | Choice | Repeat | From | NetworkUse | NamedChain"
Chain: TypeAlias = "tuple[Item, ...]"


class BlockDef(NamedTuple):
    """A block: its parameters with their defaults, and its chain."""

    name: str
    parameters: tuple[tuple[str, Value], ...]
    required: int
    body: Chain
    place: Place


class Knob(NamedTuple):
    """A setting of the file and its default."""

    value: Value
    place: Place


class NamedInput(NamedTuple):
    """An input of the network: its name (None for the only one) and its shape as written, with the
    number of its sizes if they stand in a list."""

    name: str | None
    shape: Piece | None
    dims: int | None = None


NOTE = "source.note.file"
"""Code of what a file of ours says of itself, in the words of its field `text`."""


class NetworkDocument(NamedTuple):
    """Everything that a file says."""

    source: Source
    name: str
    dims: int | None
    inputs: tuple[NamedInput, ...]
    dialect: str | None
    knobs: Mapping[str, Knob]
    defaults: Mapping[str, LayerUse]
    blocks: Mapping[str, BlockDef]
    layers: Chain
    outputs: tuple[Name, ...]
    expect: Mapping[str, Any]
    budget: Mapping[str, Any]
    notes: tuple[Message, ...] = ()
    """What must be said of the file that it was read from."""
    complete: bool = True
    """Whether the file shows the whole network."""
    foreign: bool = False
    """Whether a file of another program says it, whose names are not those of the notation."""
    otherwise: NetworkDocument | None = None
    """What the same text says less of, where its sizes do not fit in this reading."""
