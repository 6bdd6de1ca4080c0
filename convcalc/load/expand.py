"""From what a file says to the network: knobs, blocks, repeats and conditions worked out.

Each layer goes to the builder as soon as it is met, so that `cin`, conditions and `like=` know the
shapes. What a chain yields is the node it ends at.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from convcalc.algebra.expr import same
from convcalc.annotations import Any
from convcalc.errors import Message
from convcalc.layers.index import resolve
from convcalc.layers.meant import did_you_mean
from convcalc.load.arguments import bind, evaluate
from convcalc.load.ast import (
    BlockUse,
    Chain,
    Choice,
    From,
    Item,
    LayerUse,
    Merge,
    Name,
    NamedChain,
    NetworkDocument,
    NetworkUse,
    Repeat,
)  # fmt: skip
from convcalc.load.axes import input_of
from convcalc.load.checks import MAX_LEVELS, check, items_of, names_in, names_of, never_larger
from convcalc.load.parameters import Parameters, with_example
from convcalc.load.place import Piece
from convcalc.load.scope import Frame, NamedNode, Scope, find, placed, single_name
from convcalc.load.sharing import Sharing, without_share
from convcalc.load.use import Library, UsedNetwork
from convcalc.network.bounds import raising
from convcalc.network.builder import Builder
from convcalc.network.graph import Network, NetworkError, Place

IDLE_STEPS = 100_000
"""Steps that may build nothing; beyond them each layer may take four."""

Written = tuple[str, "Mapping[str, Any]"]
"""Type of a layer, and its parameters, as the builder was given them."""


class Expansion:
    """One walk through a document."""

    def __init__(
        self, document: NetworkDocument, knobs: Mapping[str, Any], outer: Expansion | None = None
    ) -> None:
        self.document = document
        self.source = document.source
        self.knobs = knobs
        self.builder: Builder = outer.builder if outer else Builder(document.name, document.dialect)
        self.library: Library = outer.library if outer else {}
        self.trail: tuple[str, ...] = outer.trail if outer else ()
        self.part: UsedNetwork | None = None
        self.parameters = Parameters(self)
        self.sharing = Sharing(self)
        self.written: dict[int, Written] = outer.written if outer else {}
        self.uses: dict[tuple[str, str], int] = {}
        self.says_cin: bool | None = None
        self.steps: int = outer.steps if outer else 0
        self.levels: int = outer.levels if outer else 0
        self.walk: dict[type, Callable[[Any, int, Frame], int]] = {
            LayerUse: self.layer, BlockUse: self.block, Merge: self.merge, Choice: self.choice,
            Repeat: self.repeat, From: self.go_on_from, NetworkUse: self.network,
            NamedChain: self.step,
        }  # fmt: skip

    def error(self, place: Place, code: str, *hints: Message, **fields: Any) -> NetworkError:
        return self.source.error_at(place, Message(code, **fields), *hints)

    def placed(self, place: Place) -> Place:
        """Where an item stands for whoever reads the files."""
        return place if self.part is None else self.part.placed(place)

    def chain(self, items: Chain, at: int, frame: Frame) -> int:
        """The node that the items lead to from node `at`."""
        self.levels += 1
        if self.levels > MAX_LEVELS:
            raise self.error(
                items[0].place if items else self.source.place(0), "load.too_deep", limit=MAX_LEVELS
            )
        for item in items:
            self.steps += 1
            if self.steps > IDLE_STEPS + 4 * len(self.builder):
                raise self.error(item.place, "load.too_many_steps", limit=IDLE_STEPS)
            if frame.open:
                frame.environment["cin"] = self.builder.shape(at).channels
            if not frame.in_block:
                self.check_cin(item, frame)
            at = self.walk[type(item)](item, at, frame)
        self.levels -= 1
        return at

    def check_cin(self, item: Item, frame: Frame) -> None:
        """Demand that `cin` outside of blocks is what enters the network, as it is what enters the
        block inside of one."""
        here, network = frame.environment["cin"], self.builder.shape(0).channels
        if here is network or (here is not None and network is not None and same(here, network)):
            return
        if self.says_cin is None:
            self.says_cin = "cin" in names_in(self.document.layers)
        if self.says_cin and "cin" in names_of(item):
            hint = Message("load.hint.cin", here=here, network=network)
            raise self.error(item.place, "load.cin_outside", hint)

    # Items

    def layer(self, item: LayerUse, at: int, frame: Frame) -> int:
        return self.add(item, self.parameters.of(item, at, frame), (at,), frame)

    def add(
        self, item: LayerUse | Merge, given: Mapping[str, Any], nodes: Sequence[int], frame: Frame
    ) -> int:
        """A layer for the builder, which is remembered as it was given."""
        name, frame.name = frame.name, None
        self.written[len(self.builder)] = item.type, given
        try:
            index = self.builder.add(
                item.type, given, nodes, name, self.placed(item.place), frame.stage, frame.block
            )
            self.sharing.settle(self.builder.node(index), item, frame)
        except NetworkError as error:
            raise with_example(self.source.pointed(error), item.type) from None
        return index

    def merge(self, item: Merge, at: int, frame: Frame) -> int:
        name, frame.name = frame.name, None
        was_open, frame.open = frame.open, False
        nodes = [self.chain(path, at, frame) for path in item.paths]
        if resolve(item.type).SUBSAMPLES:
            nodes = self.subsampled(item, nodes, frame)
        frame.open, frame.name = was_open, name
        return self.add(item, self.parameters.of(item, nodes[0], frame), nodes, frame)

    def subsampled(self, item: Merge, nodes: list[int], frame: Frame) -> list[int]:
        """The paths, the positions of larger maps cut down to those of the first by a stride."""
        first = self.builder.shape(nodes[0]).spatial
        found = []
        for node in nodes:
            strides = [
                (large + small // 2) // small
                if isinstance(large, int) and isinstance(small, int)
                else 1
                for large, small in zip(self.builder.shape(node).spatial, first, strict=False)
            ]
            if max(strides, default=1) > 1:
                picking = LayerUse("maxpool", (), item.place)
                given = {"kernel": 1, "stride": tuple([max(stride, 1) for stride in strides])}
                node = self.add(picking, given, (node,), frame)
            found.append(node)
        return found

    def choice(self, item: Choice, at: int, frame: Frame) -> int:
        value = evaluate(item.condition, frame.environment)
        if not isinstance(value, bool | int | Fraction):
            raise self.error(item.place, "load.not_condition", value=value)
        return self.chain(item.then if value else item.other, at, frame)

    def repeat(self, item: Repeat, at: int, frame: Frame) -> int:
        count = evaluate(item.times, frame.environment)
        if isinstance(count, bool) or not isinstance(count, int) or count < 0:
            raise self.error(item.place, "load.bad_count", value=count)
        if not builds(item.body):
            return at
        if count > self.builder.limit:
            raise self.error(
                item.place,
                "load.too_many_repeats",
                raising(),
                value=count,
                limit=self.builder.limit,
            )
        for _ in range(count):
            at = self.chain(item.body, at, frame.inner(Scope(frame.scope)))
        return at

    def go_on_from(self, item: From, at: int, frame: Frame) -> int:
        return self.find(item.name, frame).node

    def step(self, item: NamedChain, at: int, frame: Frame) -> int:
        scope = frame.scope
        if item.name in scope.steps:
            first = scope.steps[item.name].place.line
            raise self.error(item.place, "load.duplicate_step", name=item.name, first=first)
        inner = frame.inner(Scope(scope))
        if frame.top:
            inner.stage, inner.block = placed(item.name)
        else:
            inner.block = f"{frame.block}/{item.name}" if frame.block else item.name
        inner.name = single_name(item, inner)
        first = len(self.builder)
        at = self.chain(item.body, at, inner)
        scope.steps[item.name] = NamedNode(at, inner.scope, item.place, first)
        return at

    def block(self, item: BlockUse, at: int, frame: Frame) -> int:
        definition = self.document.blocks[item.name]
        environment = dict(self.knobs)
        own = without_share(item, definition)
        environment.update(bind(self.source, definition, own, frame, self.knobs))
        environment["cin"] = self.builder.shape(at).channels
        path = frame.block or frame.stage
        number = self.uses.get((path, item.name), 0) + 1
        self.uses[path, item.name] = number
        inner = Frame(
            environment, Scope(None), frame.stage, f"{path}/{item.name}#{number}".lstrip("/")
        )
        with self.sharing.of(item, definition, frame):
            at = self.chain(definition.body, at, inner)
        if inner.scope.steps or inner.scope.blocks:
            frame.scope.blocks.append(inner.scope)
        return at

    def network(self, item: NetworkUse, at: int, frame: Frame) -> int:
        part = UsedNetwork(self, item, frame)
        inside = Expansion(part.document, part.knobs, self)
        inside.trail, inside.part = (*self.trail, part.path), part
        path = frame.block or frame.stage
        number = self.uses.get((path, item.network), 0) + 1
        self.uses[path, item.network] = number
        block = f"{path}/{part.document.name}#{number}".lstrip("/")
        inner = Frame({**part.knobs}, Scope(None), frame.stage, block)
        inner.environment["cin"] = self.builder.shape(at).channels
        inner.scope.steps["input"] = NamedNode(at, None, item.place)
        rules, self.builder.dialect = self.builder.dialect, part.document.dialect
        try:
            with self.sharing.with_network(item, frame, inside.sharing):
                at = inside.chain(part.layers, at, inner)
        except NetworkError as error:
            raise self.source.pointed(error) from None
        self.builder.dialect = rules
        self.steps = inside.steps
        frame.scope.blocks.append(inner.scope)
        return at

    # Names

    def find(self, name: Name, frame: Frame) -> NamedNode:
        found = find(name, frame)
        if found is not None:
            return found
        words = frame.names()
        hints = did_you_mean(".".join(name.parts), words)
        if words:
            hints.append(Message("load.steps", allowed=", ".join(sorted(words)[:20])))
        if not any(isinstance(item, NamedChain) for item in items_of(self.document.layers)):
            hints.append(Message("load.hint.name_step", name=".".join(name.parts)))
        code = "load.unknown_step"
        later = self.later(name.parts[0], frame)
        if later is not None:
            raise self.error(name.place, "load.later_step", name=name.parts[0], line=later.line)
        if frame.in_block:
            hints.append(Message("load.hint.pass_step"))
        raise self.error(name.place, code, *hints, name=".".join(name.parts))

    def later(self, name: str, frame: Frame) -> Place | None:
        """Where a step of this name stands that has not been reached."""
        if frame.in_block or find(Name((name,), self.source.place(0)), frame) is not None:
            return None
        for item in items_of(self.document.layers):
            if isinstance(item, NamedChain) and item.name == name:
                return item.place
        return None


def builds(chain: Chain) -> bool:
    """Whether something in a chain can build a layer."""
    return any(not isinstance(item, Repeat | Choice) for item in items_of(chain))


def expand(
    document: NetworkDocument,
    knobs: Mapping[str, Any],
    input: Piece | None = None,
    written: dict[int, Written] | None = None,
    dims: int | None = None,
) -> Network:
    """The network of a document at these knobs; `input` replaces the shape of its input.

    `dims` is the number of spatial axes that `--dims` says. `written`
    receives, for each layer by the index of its node, what the builder was given.

    Raises:
        NetworkError: whatever does not fit, with the place in the file.
    """
    check(document, knobs)
    walk = Expansion(document, knobs)
    never_larger(document, knobs, walk.builder.limit)
    walk.builder.reserve(
        item.name for item in items_of(document.layers) if isinstance(item, NamedChain)
    )
    scope = Scope(None)
    first: int | None = None
    for entry in document.inputs:
        given = input if first is None else None
        shape, axes = input_of(document, entry, given, knobs, dims)
        piece = given or entry.shape
        place = piece.place() if piece is not None else None
        node = walk.builder.input(shape, place, entry.name, axes)
        scope.steps[entry.name or "input"] = NamedNode(node, None, place or Place("", 0, 0))
        first = node if first is None else first
    assert first is not None, "a document has an input"
    frame = Frame({**knobs}, scope, "", "", top=True, open=True)
    last = walk.chain(document.layers, first, frame)
    if written is not None:
        written.update(walk.written)
    outputs = _outputs(walk, document, frame, last)
    read = [document, *(found.document for found in walk.library.values())]
    notes = {repr(note): note for part in read for note in part.notes}
    try:
        network = walk.builder.finish(
            outputs, document.expect, document.budget, dict(knobs), tuple(notes.values()),
            all(part.complete for part in read),
        )  # fmt: skip
    except NetworkError as error:
        raise document.source.pointed(error) from None
    network.texts = {part.source.name: part.source.text for part in read}
    return network


def _outputs(
    walk: Expansion, document: NetworkDocument, frame: Frame, last: int
) -> tuple[int, ...]:
    """The listed outputs in their order, after the last node if that is not among them."""
    nodes = []
    for name in document.outputs:
        found = find(name, frame)
        if found is not None:
            nodes.append(found.node)
        elif not _written(document.layers, name.parts[0]):
            walk.find(name, frame)
    return tuple(dict.fromkeys(nodes if last in nodes else (last, *nodes)))


def _written(chain: Chain, name: str) -> bool:
    """Whether a step of this name stands anywhere, be it where a condition is off."""
    return any(isinstance(item, NamedChain) and item.name == name for item in items_of(chain))
