"""What a rule is, and what it finds. Words stand in the catalogues: `rule.<code>` and behind it
`.found`, `.cure`, `.why`, `.how`, `.fine` (when to leave it be)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from convcalc.errors import Message
from convcalc.layers.base import Layer, Shape
from convcalc.network.graph import Node, Place
from convcalc.network.rebuild import Changes
from convcalc.record import NamedTuple
from convcalc.rules.subject import Subject


class Cure(NamedTuple):
    """A change that may mend a finding: other layers in the place of some, or another input.

    `fields` fill the sentence `rule.<code>.cure`; `params` and `macs`, what the change saves,
    are added when it was tried."""

    fields: Mapping[str, Any]
    layers: Changes | None = None
    input: Shape | None = None


class Firing(NamedTuple):
    """One firing: the layer, the exact numbers of its sentence `rule.<code>.found<kind>`, other
    layers that it is about, and the cures to try."""

    node: Node
    fields: Mapping[str, Any]
    kind: str = ""
    others: tuple[Node, ...] = ()
    cures: Callable[[], Iterable[Cure]] | None = None


class Rule(NamedTuple):
    """A rule: stable code, a name that states the fault, severity, what finds it.

    `fires` and `holds` are networks in one line, one that is found and one that is not; `standard`:
    in force unless it is ignored, else only where it is asked for."""

    code: str
    name: str
    severity: str
    find: Callable[[Subject], Iterator[Firing]]
    fires: str
    holds: str
    source: str
    standard: bool = True

    @property
    def words(self) -> str:
        """Where its words begin."""
        return f"rule.{self.code.lower()}"


class Finding(NamedTuple):
    """A finding to show: what, where, and a cure that was tried.

    `layers` are all layers that it speaks of; of those that were written at the same place and
    have the same fault only the first is `node`, whose `numbers` it has."""

    rule: Rule
    message: Message
    node: Node
    layers: tuple[str, ...]
    numbers: Mapping[str, Any]
    cure: Message | None

    @property
    def place(self) -> Place | None:
        """Where the layer was written."""
        return self.node.place


def changed(layer: Layer, **values: Any) -> Layer:
    """The layer with other values of its parameters."""
    other = type(layer)(layer.demands, **{**layer.values, **values})
    other.origin, other.incoming = layer.origin, layer.incoming
    return other
