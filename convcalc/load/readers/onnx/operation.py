"""One node with what it reads, as operators see it."""

from __future__ import annotations

from convcalc.algebra.expr import Expr, Size
from convcalc.annotations import Any
from convcalc.errors import Message
from convcalc.load.place import Source
from convcalc.load.readers.onnx.model import OnnxNode, Stored
from convcalc.load.readers.onnx.values import SIZE, Constant, exact, stored
from convcalc.load.readers.onnx.wire import Wire
from convcalc.load.readers.tensors.view import TensorView
from convcalc.network.graph import NetworkError, Place
from convcalc.visible import visible

Operand = TensorView | Constant | None


class Operation:
    """A node, its operands (None: left out), and the version of its operators. `alone`: nothing
    else reads its first tensor; `sized`: numbers were asked for that depend on sizes."""

    __slots__ = ("alone", "inputs", "node", "opset", "place", "sized", "source", "wire")

    def __init__(
        self,
        node: OnnxNode,
        inputs: list[Operand],
        opset: int,
        wire: Wire,
        source: Source,
        place: Place,
    ) -> None:
        self.node, self.inputs, self.opset = node, inputs, opset
        self.wire, self.source, self.place = wire, source, place
        self.alone = self.sized = False

    def error(self, code: str, *hints: Message, **fields: Any) -> NetworkError:
        """An error about this node, which is shown with its line of the listing."""
        told = {name: spelt(value) for name, value in fields.items()}
        message = Message(code, op=visible(self.node.op), **told)
        return self.source.error_at(self.place, message, *hints)

    def misfit(self, code: str, **fields: Any) -> NetworkError:
        """An error about what comes in, which does not fit what the file has."""
        error = self.error(code, **fields)
        error.exit_code = 1
        return error

    def input(self, index: int) -> Operand:
        """An operand; None if it is left out."""
        return self.inputs[index] if index < len(self.inputs) else None

    def tensor(self, index: int = 0) -> TensorView:
        """An operand that must come from the inputs of the network.

        Raises:
            NetworkError: it is missing or a constant.
        """
        found = self.input(index)
        if isinstance(found, TensorView):
            return found
        raise self.error("onnx.no_data", number=index + 1)

    def constant(self, index: int) -> Constant | None:
        """An operand that must not; None if it is left out.

        Raises:
            NetworkError: it comes from the inputs of the network.
        """
        found = self.input(index)
        if isinstance(found, TensorView):
            raise self.error("onnx.not_constant", number=index + 1, name=self.node.inputs[index])
        return found

    def attribute(self, name: str, default: Any = None) -> Any:
        """The value of an attribute."""
        return self.node.attributes.get(name, default)

    def whole(self, name: str, default: int) -> int:
        """An attribute that is one whole number.

        Raises:
            NetworkError: it is something else.
        """
        value = self.attribute(name, default)
        if isinstance(value, int):
            return value
        raise self.error("onnx.attribute", name=name)

    def row(self, name: str) -> tuple[int, ...] | None:
        """An attribute that is a list of whole numbers; None if it is left out or empty.

        Raises:
            NetworkError: it is something else.
        """
        value = self.attribute(name)
        if value is None or value == ():
            return None
        if isinstance(value, tuple) and all(isinstance(part, int) for part in value):
            return value
        raise self.error("onnx.attribute", name=name)

    def stored(self, name: str) -> Constant | None:
        """An attribute that is a tensor."""
        value = self.attribute(name)
        return stored(self.wire, value, learnt=False) if isinstance(value, Stored) else None

    def values(self, name: str, index: int) -> tuple[Any, ...] | None:
        """Numbers that are an attribute, or an input of later versions; None if left out.

        Raises:
            NetworkError: they are not known.
        """
        given = self.input(index)
        if given is None:
            value = self.attribute(name)
            if value is None:
                return None
            return tuple(map(exact, value)) if isinstance(value, tuple) else (exact(value),)
        if isinstance(given, Constant) and given.is_empty():
            return None
        return self.known(index)

    def known(self, index: int) -> tuple[Any, ...]:
        """The elements of an operand, each known.

        Raises:
            NetworkError: they are not.
        """
        given = self.input(index)
        items = given.items if isinstance(given, Constant) else None
        self.sized = self.sized or (isinstance(given, Constant) and SIZE in given.roots)
        if items is None or any(item is None for item in items):
            raise self.error("onnx.unknown_value", number=index + 1, name=self.node.inputs[index])
        return items

    def sizes(self, name: str, index: int) -> tuple[Size, ...] | None:
        """The same where they must be whole."""
        found = self.values(name, index)
        if found is None:
            return None
        if all(isinstance(value, int | Expr) for value in found):
            return found
        raise self.error("onnx.attribute", name=name)

    def axis(self, value: Any, rank: int) -> int:
        """An axis, counted from the front.

        Raises:
            NetworkError: there is no such axis.
        """
        if isinstance(value, int) and -rank <= value < rank:
            return value % rank
        raise self.error("onnx.no_axis", axis=value, rank=rank)

    def axes(self, rank: int, index: int) -> tuple[int, ...] | None:
        """The axes in the attribute or the input `axes`, counted from the front, in order."""
        found = self.values("axes", index)
        return None if found is None else tuple(sorted({self.axis(at, rank) for at in found}))


def spelt(value: Any) -> Any:
    """A field of an error: names without control characters, shapes as 1x3xH."""
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, list):
        from convcalc.algebra.notation import ascii_text

        return "x".join(ascii_text(size) if isinstance(size, Expr) else str(size) for size in value)
    return value
