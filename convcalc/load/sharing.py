"""`share=STEP`: a layer, or a whole block, with the weights of a step before it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from convcalc.load.ast import BlockDef, BlockUse, LayerUse, Merge, Name, NetworkUse, Value
from convcalc.load.values import bare_name
from convcalc.network.graph import Node, Place
from convcalc.network.sharing import share, stores

TYPE_CHECKING = False
if TYPE_CHECKING:
    from convcalc.load.expand import Expansion
    from convcalc.load.scope import Frame

SHARE = "share"


class Sharing:
    """Which layers of a walk have whose weights."""

    def __init__(self, walk: Expansion) -> None:
        self.walk = walk
        self.owners: list[Node] | None = None

    def settle(self, node: Node, item: LayerUse | Merge, frame: Frame) -> None:
        """Give a layer the weights that it, or the use of the block that it stands in, asks for.

        Raises:
            NetworkError: they do not fit.
        """
        if self.owners is not None:
            if stores(node):
                if not self.owners:
                    raise self.walk.error(item.place, "share.fewer", layer=node.name)
                share(node, self.owners.pop(0))
            return
        for key, value in item.given:
            if key == SHARE and isinstance(value, Name):
                share(node, self.walk.builder.node(self.walk.find(value, frame).node))

    @contextmanager
    def of(self, use: BlockUse, definition: BlockDef, frame: Frame) -> Iterator[None]:
        """Within: each layer of the block has the weights of its counterpart in the step."""
        with self._within(shared_step(use, definition), use.place, frame, self):
            yield

    @contextmanager
    def with_network(self, use: NetworkUse, frame: Frame, inside: Sharing) -> Iterator[None]:
        """The same for the layers of a network that is used, which another walk adds."""
        name = next((_name(value, use.place) for key, value in use.keywords if key == SHARE), None)
        with self._within(name, use.place, frame, inside):
            yield

    @contextmanager
    def _within(
        self, name: Name | None, place: Place, frame: Frame, inside: Sharing
    ) -> Iterator[None]:
        if self.owners is not None:
            inside.owners = self.owners
            yield
            return
        if name is None:
            yield
            return
        step = self.walk.find(name, frame)
        nodes = map(self.walk.builder.node, range(step.first, step.node + 1))
        inside.owners = [node for node in nodes if stores(node)]
        yield
        left, inside.owners = inside.owners, None
        if left:
            raise self.walk.error(place, "share.more", layer=left[0].name)


def shared_step(use: BlockUse, definition: BlockDef) -> Name | None:
    """The step whose weights the use of a block takes; None if it has its own."""
    if any(parameter == SHARE for parameter, _ in definition.parameters):
        return None
    for key, value in use.keywords:
        if key == SHARE:
            return _name(value, use.place)
    return None


def _name(value: Value, place: Place) -> Name | None:
    if isinstance(value, Name):
        return value
    name = bare_name(value)
    return None if name is None else Name((name,), place)


def without_share(use: BlockUse, definition: BlockDef) -> BlockUse:
    """The use of a block without what is not for the block."""
    if shared_step(use, definition) is None:
        return use
    return use._replace(keywords=tuple([pair for pair in use.keywords if pair[0] != SHARE]))
