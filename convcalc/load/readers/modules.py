"""A tree of modules as a network: exactly so if it is a chain, else as far as its text tells."""

from __future__ import annotations

from collections.abc import Sequence

from convcalc.errors import Message
from convcalc.layers.index import look_up
from convcalc.load.ast import LayerUse, NetworkDocument, Value
from convcalc.load.readers.assemble import Assembly, End, Leaf, params_alone
from convcalc.load.readers.calls import Translator
from convcalc.load.readers.graph import Graph, Size
from convcalc.load.readers.things import Container, Part
from convcalc.zoo import FAMILIES

TELLING = 10_000
"""With fewer parameters two networks may have equally many by chance."""


def document_of_modules(
    root: Container, translator: Translator, name: str, notes: Sequence[Message] = ()
) -> NetworkDocument:
    """The network of modules whose calls are not shown: joined as their channels tell; if the sizes
    of an input do not allow that, one after the other; if these do not, its parameters alone."""
    return _Modules(root, translator, name, notes).document()


class _Modules:
    def __init__(
        self, root: Container, translator: Translator, name: str, notes: Sequence[Message]
    ) -> None:
        self.notes = notes
        self.root = root
        self.translator = translator
        self.name = name
        assembly = Assembly(self.graph(), translator, End(0, None, None), joined=False)
        self.leaves = list(assembly.leaves(root, ""))
        self.shape = self.made_for()
        self.params = [params_alone(leaf, None) for leaf in self.leaves]

    def graph(self) -> Graph:
        source = self.translator.code.paste.whole.source
        graph = Graph(source, self.name, self.translator.framework)
        graph.complete = False
        for note in self.notes:
            graph.note(note)
        return graph

    def made_for(self) -> tuple[Size | None, ...] | None:
        """The input that the first layer with channels is made for."""
        for leaf in self.leaves:
            entry = look_up(leaf.use.type)
            if leaf.wants is not None:
                dims = entry.dims or (0 if entry.type == "linear" else 2)
                return (leaf.wants, *[None] * dims)
        return None

    def document(self) -> NetworkDocument:
        if is_chain(self.root):
            return self.chain()
        alone = self.parameters()
        plain = self.assembled(joined=False)._replace(otherwise=alone)
        return self.assembled(joined=True)._replace(otherwise=plain)

    def chain(self) -> NetworkDocument:
        """Containers that call their layers one after the other show all there is."""
        graph = self.graph()
        graph.complete = True
        at = graph.input("input", self.shape)
        for leaf in self.leaves:
            use = leaf.use
            if look_up(use.type).type == "linear":
                use = use._replace(given=(*use.given, ("over", "last")))
            at = graph.add(leaf.path, use.type, dict(use.given), (at,), use.place)
        return graph.document()

    def assembled(self, joined: bool) -> NetworkDocument:
        graph = self.graph()
        handle = graph.input("input", self.shape)
        channels = self.shape[0] if self.shape else None
        sizes = () if self.shape and len(self.shape) == 1 else None
        entry = End(handle, channels if isinstance(channels, int) else None, sizes)
        Assembly(graph, self.translator, entry, joined).add(self.root)
        if not any(note.code == "source.note.forward" for note in self.notes):
            graph.note(Message("source.note.order"))
        self.say(graph)
        return graph.document()

    def parameters(self) -> NetworkDocument:
        """Each layer as an operation of which only the parameters are known."""
        graph = self.graph()
        at = graph.input("input", self.shape)
        for leaf, params in zip(self.leaves, self.params, strict=True):
            use = _untold(leaf, params)
            at = graph.add(leaf.path, use.type, dict(use.given), (at,), use.place)
        graph.note(Message("source.note.params"))
        self.say(graph)
        return graph.document()

    def say(self, graph: Graph) -> None:
        total = sum(params or 0 for params in self.params)
        network = _network_with(total)
        if network is not None:
            graph.note(Message("source.note.zoo", network=network, params=total))


def is_chain(part: Part) -> bool:
    """Whether a part is nothing but layers in Sequential."""
    if isinstance(part, Container):
        return part.kind == "Sequential" and all(is_chain(child) for _, child in part.parts)
    return True


def _untold(leaf: Leaf, params: int | None) -> LayerUse:
    if leaf.use.type == "opaque":
        return leaf.use
    given: dict[str, Value] = {"what": leaf.use.type}
    if params == 0 and leaf.makes is None:
        return LayerUse("elementwise", tuple(given.items()), leaf.use.place)
    if params is not None:
        given["params"] = params
    if leaf.makes is not None:
        given["out"] = leaf.makes
    return LayerUse("opaque", tuple(given.items()), leaf.use.place)


def _network_with(params: int) -> str | None:
    """The first network of the zoo that has so many parameters."""
    for family in FAMILIES.values():
        for name, variant in family.variants.items():
            if variant.params == params >= TELLING:
                return name
    return None
