"""Why a shape is refused, and how to write each of the things it may mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from convcalc.algebra.expr import Size, Var, same
from convcalc.errors import Message
from convcalc.layers.base import Shape
from convcalc.layers.numbers import shown
from convcalc.layers.order import channels_end, is_few, orders, spelt
from convcalc.load.place import ARGUMENT, INPUT, Piece
from convcalc.network.graph import NetworkError

EXAMPLES = {1: "1x16000", 2: "3x224x224", 3: "3x16x112x112"}

PLAIN = {1: "load.hint.one_axis", 2: "load.hint.map", 3: "load.hint.volume"}


class Refused:
    """The errors about one shape: its numbers, what stands after @, the channels of the network's
    own input."""

    def __init__(
        self, piece: Piece, sizes: Sequence[Size], channels: Size | None, own: Size | None
    ) -> None:
        self.piece = piece
        self.sizes = tuple(sizes)
        self.channels = channels
        self.own = own

    def error(self, message: Message, hints: Iterable[Message]) -> NetworkError:
        return self.piece.error(0, message, *hints)

    @property
    def text(self) -> str:
        return str(shown(self.piece.text.strip()))

    def both_ways(self) -> NetworkError:
        """224x224x3: channels first, or last."""
        sizes = self.sizes
        ways = Shape(sizes[0], sizes[1:]), Shape(sizes[-1], sizes[:-1])
        hint = Message("load.hint.shape_ways", first=spelt(ways[0]), last=spelt(ways[1]))
        return self.error(Message("load.shape_both_ways", text=self.text), [hint])

    def map_or_channels(self, axes: int, why: Message | None) -> NetworkError:
        """3x224 for a network of two axes: a map three rows high, or channels and one size."""
        own = self.own if self.own is not None else Var("C")
        hints = _of_kernel(why)
        hints.append(Message("load.hint.all_sizes", text=spelt(Shape(own, self.sizes))))
        shape = orders(self.sizes, axes - 1)[0]
        filled = shape.spatial * 2 if axes == 2 else (Var("T"), *shape.spatial)
        hints.append(Message("load.hint.with_channels", text=spelt(Shape(shape.channels, filled))))
        message = Message("load.shape_map_or_channels", text=self.text, axes=axes)
        return self.error(message, hints)

    def unfit(self, axes: int, why: Message | None) -> NetworkError:
        """Another number of numbers than channels and so many axes have: a batch, or a mistake."""
        hints = [*_of_kernel(why), *self.without_batch(axes)]
        if not hints:
            hints = [Message("usage.for_example", example=EXAMPLES[axes])]
        given = len(self.sizes)
        if why is None:
            message = Message("load.shape_unfit", text=self.text, axes=axes, given=given)
        else:
            message = Message(
                "load.shape_unfit_for", text=self.text, axes=axes, given=given, why=why
            )
        return self.error(message, hints)

    def undecided(self) -> NetworkError:
        """A shape that networks of different numbers of axes take, while nothing says which."""
        sizes, channels = self.sizes, self.channels
        if len(sizes) == 1:
            hints = [
                Message("load.hint.one_axis", text=self.with_dims(Shape(channels, sizes), 1)),
                Message("load.hint.square", text=spelt(Shape(channels, sizes * 2))),
            ]
            return self.error(Message("load.shape_single", text=self.text), hints)
        if len(sizes) > 5:
            message = Message("size.too_many_axes", text=self.text, given=len(sizes))
            return self.error(message, [])
        hints = []
        for axes in (1, 2, 3):
            hints += self.without_batch(axes, decided=False)
            hints += self.plain(axes)
        return self.error(Message("load.shape_open", text=self.text), hints)

    def plain(self, axes: int) -> list[Message]:
        """The shape as one of so many axes, if it has the numbers for that."""
        count = len(self.sizes)
        if self.channels is not None or count == axes == 2:
            if count != axes:
                return []
            channels = Var("C") if self.channels is None else self.channels
            shape = Shape(channels, self.sizes)
        elif count == axes + 1:
            shape = orders(self.sizes, axes)[0]
        else:
            return []
        return [Message(PLAIN[axes], text=self.with_dims(shape, axes))]

    def without_batch(self, axes: int, decided: bool = True) -> list[Message]:
        """The shape without a batch in front, if it is one of so many axes."""
        sizes, channels = self.sizes, self.channels
        if len(sizes) != axes + 1 + (channels is None):
            return []
        shapes = orders(sizes, axes) if channels is None else [Shape(channels, sizes[1:])]
        own = [one for one in shapes if self.own is not None and same(one.channels or 0, self.own)]
        shape = (own or shapes)[0]
        text = _first(shape) if decided else self.with_dims(shape, axes)
        hints = [Message("hint.no_batch", text=text)]
        if not same(sizes[0], 1):
            batch = spelt(Shape(None, sizes[:1]))
            hints.append(Message("load.hint.batch_size", text=f"--batch-size {batch}"))
        return hints

    def with_dims(self, shape: Shape, axes: int) -> str:
        """The shape so that it is read with so many axes, where nothing else decides them."""
        if axes == 2:
            return _first(shape)
        if self.piece.source.name in (ARGUMENT, INPUT):
            return f"{spelt(shape)} --dims {axes}"
        return f"{spelt(shape)} --dims {axes} (dims: {axes})"


def _of_kernel(why: Message | None) -> list[Message]:
    """The layer that decided the axes with its last number as channels: conv3x3x64."""
    layer = str(why.fields.get("layer", "")) if why is not None else ""
    kernel, _, last = layer.rpartition("x")
    if not last.isdecimal() or kernel.count("x") != 1 or is_few(int(last)):
        return []
    return [Message("load.hint.kernel_out", channels=int(last), text=f"{kernel}@{last}")]


def _first(shape: Shape) -> str:
    """The shape with its channels first, as networks write it, unless that has two readings."""
    if shape.channels is None:
        return spelt(shape)
    numbers = (shape.channels, *shape.spatial)
    if channels_end(numbers) != "first" or is_few(shape.spatial[0]):
        return spelt(shape)
    return spelt(Shape(None, numbers))
