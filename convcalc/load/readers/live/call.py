"""One call as the table of functions sees it: tensors with their views, arguments by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from convcalc.load.readers.live.record import FunctionCall, tensors_in
from convcalc.load.readers.tensors.view import TensorView


class Fixed:
    """A tensor that no input has a part in: parameters, buffers, what is made of them."""

    __slots__ = ("roots", "shape")

    def __init__(self, shape: Sequence[int], roots: Mapping[str, int]) -> None:
        self.shape = tuple(shape)
        self.roots = dict(roots)


class Seen:
    """A call, and what is known of each tensor in it (`known`, by id)."""

    __slots__ = ("call", "known", "name", "shapes")

    def __init__(
        self, call: FunctionCall, name: str, known: Mapping[int, TensorView | Fixed]
    ) -> None:
        self.call = call
        self.name = name
        self.known = known
        self.shapes = [tuple(tensor.shape) for tensor in tensors_in(call.result)]

    def raw(self, index: int, name: str, default: Any = None) -> Any:
        """An argument as it was given."""
        if index < len(self.call.args):
            return self.call.args[index]
        return self.call.kwargs.get(name, default)

    def get(self, index: int, name: str, default: Any = None) -> Any:
        """An argument; tensors as what is known of them."""
        return self.translated(self.raw(index, name, default))

    def translated(self, value: Any) -> Any:
        if isinstance(value, list | tuple):
            return [self.translated(part) for part in value]
        return self.known.get(id(value), value)

    def data(self, index: int = 0, name: str = "input") -> TensorView:
        """An argument that comes from the inputs of the network.

        Raises:
            Untranslated: it does not.
        """
        found = self.get(index, name)
        if not isinstance(found, TensorView):
            raise Untranslated
        return found

    def fixed(self, index: int, name: str) -> Fixed | None:
        """An argument that is a weight; None if there is none.

        Raises:
            Untranslated: it comes from the inputs of the network.
        """
        found = self.get(index, name)
        if isinstance(found, TensorView):
            raise Untranslated
        return found if isinstance(found, Fixed) else None

    def rest(self, index: int, name: str) -> tuple[Any, ...]:
        """Arguments that may be given one by one or as a list: sizes, axes."""
        value = self.raw(index, name)
        if isinstance(value, list | tuple):
            return tuple(value)
        if index < len(self.call.args):
            return tuple(self.call.args[index:])
        return () if value is None else (value,)

    def tensors(self) -> list[TensorView | Fixed]:
        """Every tensor among the arguments, in order."""
        every = tensors_in([*self.call.args, *self.call.kwargs.values()])
        return [self.known[id(tensor)] for tensor in every if id(tensor) in self.known]


class Untranslated(Exception):  # noqa: N818 - no error: the call is taken for an unknown operation
    """The table has no answer for a call like this."""
