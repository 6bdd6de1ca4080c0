"""A network before the rules: what they ask of it, each thing worked out once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from functools import cached_property

from convcalc.algebra.expr import Expr, Size
from convcalc.layers.base import Shape, Sheet, Window
from convcalc.layers.padding import Same
from convcalc.load.variable import Variable
from convcalc.network.graph import Network, Node
from convcalc.network.measures import Measures
from convcalc.network.study import Study

Letters = Callable[[], "Variable | None"]


class Subject:
    """A finished network with its figures; the rules only ask it.

    `letters` reads it again with a letter for each size of its input, where that can be done."""

    def __init__(self, measures: Measures, letters: Letters | None = None) -> None:
        self.measures = measures
        self.network: Network = measures.network
        self.letters = letters

    @cached_property
    def study(self) -> Study:
        """What its outputs see."""
        study = Study(self.network)
        vars(study).setdefault("fields", self.measures.fields)  # not worked out twice
        return study

    def jumps(self, node: Node) -> tuple[int, ...] | None:
        """Input positions from one element of a map to the next, if these are whole numbers."""
        axes = self.measures.fields[node.index].local
        steps = [axis.jump for axis in axes or ()]
        whole = steps and all(step.denominator == 1 for step in steps)
        return tuple([step.numerator for step in steps]) if whole else None

    def share(self, node: Node, of: str = "macs") -> Fraction | None:
        """The share of a layer in all parameters or MACs; None where one is unknown."""
        whole = getattr(self.measures.totals, of)
        part = None if node.sheet is None or not node.sheet.known else getattr(node.sheet, of)
        if not (isinstance(whole, int) and isinstance(part, int) and whole):
            return None
        return Fraction(part, whole)

    @cached_property
    def readers(self) -> list[list[int]]:
        """The nodes that read each node."""
        return self.network.consumers()

    @cached_property
    def sliding(self) -> list[tuple[Node, Sheet]]:
        """The layers with a window of more than one element or a stride, all in numbers."""
        return [
            (node, sheet)
            for node, sheet in self.network.layers
            if sheet.windows
            and sheet.windows[0].kind == "slide"
            and all(in_numbers(window) for window in sheet.windows)
            and any(window[1:] != (1, 1, 0, 0, 1) for window in sheet.windows)
            and len(sheet.windows) == len(self.source(node).spatial) == len(node.shape.spatial)
            and all(isinstance(size, int) for size in self.source(node).spatial)
        ]

    def source(self, node: Node) -> Shape:
        """What a layer reads first."""
        return self.network.nodes[node.inputs[0]].shape

    def is_output(self, node: Node) -> bool:
        """Whether the network puts out this very node."""
        return node.index in self.network.outputs

    @property
    def input(self) -> Shape | None:
        """The only input of the network, if its sizes are numbers."""
        shape = self.network.nodes[self.network.inputs[0]].shape
        alone = len(self.network.inputs) == 1
        return shape if alone and all(isinstance(size, int) for size in shape.spatial) else None

    def resized(self, *more: tuple[int, ...]) -> Iterator[Shape]:
        """The input with so many more elements on each axis, where that leaves some."""
        shape = self.input
        for amounts in more:
            if shape is not None and any(amounts):
                sizes = tuple([n + m for n, m in zip(shape.spatial, amounts, strict=True)])
                if all(isinstance(size, int) and size > 0 for size in sizes):
                    yield Shape(shape.channels, sizes)


def several(sizes: Iterable[Size]) -> bool:
    """Whether a map has more than one place; a letter stands for any size."""
    return any(not isinstance(size, int) or size != 1 for size in sizes)


def some(count: Size | None) -> bool:
    """Whether a count is known not to be 0, be it in letters."""
    return isinstance(count, Expr) or bool(count)


def in_numbers(window: Window) -> bool:
    """Whether no symbol is in a window."""
    return all(isinstance(part, int) for part in window[1:])


def same_padded(node: Node) -> bool:
    """Whether a layer works out its padding from its input."""
    return node.layer is not None and isinstance(node.layer.values.get("padding"), Same)
