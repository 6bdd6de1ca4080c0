"""The wire format of Protocol Buffers, as far as it is needed to read an ONNX file.

A message is a row of fields: a tag (number << 3 | type) and a value, which is a varint (type 0),
eight bytes (1), a length and so many bytes (2) or four bytes (5). A nested message stays where it
is: its span is all that is kept of it, so that weights are stepped over and never loaded.
Source: protobuf.dev, Encoding.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator

from convcalc.annotations import TypeAlias
from convcalc.errors import Message, UsageError
from convcalc.network.bounds import most_layers, raising
from convcalc.visible import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from convcalc.load.readers import Data

Span: TypeAlias = "tuple[int, int]"

VARINT, EIGHT, LENGTH, FOUR = 0, 1, 2, 5

NODES_A_LAYER = 20
"""Nodes of a file for each layer that a network may have: most of them only work out shapes."""

FIELDS_A_LAYER = 1000
"""The same of fields, whatever they say."""

LONGEST_TEXT = 65_536
"""Bytes of a text that are read; no name is longer."""

FORGET = 1_000_000
"""Bytes of a tensor after which nothing of the file is kept in memory."""

DEEPEST = 64
"""Messages in one another; a graph in an attribute of a node takes three."""


class Wire:
    """The bytes of a file, and how much of them may still be read."""

    __slots__ = ("data", "fields_left", "name", "nodes_left")

    def __init__(self, data: Data, name: str) -> None:
        self.data = data
        self.name = name
        self.nodes_left = NODES_A_LAYER * most_layers()
        self.fields_left = FIELDS_A_LAYER * most_layers()

    def fields(self, span: Span) -> Iterator[tuple[int, int | Span]]:
        """Number and value of each field of a message: an integer, or the span of its bytes.

        Raises:
            UsageError: a value reaches beyond its message, or there are too many.
        """
        data, varint = self.data, self._varint
        at, end = span
        while at < end:
            start = at
            tag = data[at]
            at += 1
            if tag >= 0x80:
                tag, at = varint(start, end)
            kind = tag & 7
            if kind == LENGTH:
                size = data[at] if at < end else 0x80
                at += 1
                if size >= 0x80:
                    size, at = varint(at - 1, end)
                if size > end - at:
                    raise self.damaged(start) if end < len(data) else self.cut()
                yield tag >> 3, (at, at + size)
                at += size
            elif kind == VARINT:
                value, at = varint(at, end)
                yield tag >> 3, value
            elif kind in (FOUR, EIGHT):
                size = 4 if kind == FOUR else 8
                if size > end - at:
                    raise self.damaged(start) if end < len(data) else self.cut()
                yield tag >> 3, (at, at + size)
                at += size
            else:
                raise self.damaged(start)
            self.fields_left -= 1
            if self.fields_left < 0:
                self._spend(0)

    def _spend(self, count: int) -> None:
        self.fields_left -= count
        if self.fields_left < 0:
            limit = FIELDS_A_LAYER * most_layers()
            raise self.error("onnx.too_many_fields", raising(), limit=limit)

    def _varint(self, at: int, end: int) -> tuple[int, int]:
        """An integer of seven bits a byte, the lowest first, and where it ends."""
        data = self.data
        if at < end and (low := data[at]) < 0x80:
            return low, at + 1
        value, shift, start = 0, 0, at
        while at < end and shift < 70:
            byte = data[at]
            value |= (byte & 0x7F) << shift
            at += 1
            if byte < 0x80:
                return value & 0xFFFF_FFFF_FFFF_FFFF, at
            shift += 7
        raise self.cut() if at == len(data) else self.damaged(start)

    def forget(self, span: Span) -> None:
        """Let go of what is in memory of a mapped file, of which so much was stepped over."""
        advise = getattr(self.data, "madvise", None)
        if advise is not None and span[1] - span[0] > FORGET:
            import mmap

            advise(mmap.MADV_DONTNEED)

    def node(self) -> None:
        """Count one more node.

        Raises:
            UsageError: there are too many.
        """
        self.nodes_left -= 1
        if self.nodes_left < 0:
            limit = NODES_A_LAYER * most_layers()
            raise self.error("onnx.too_many_nodes", raising(), limit=limit)

    def span(self, value: int | Span) -> Span:
        """The value of a field that must be a message, a text or a row of numbers."""
        if isinstance(value, int):
            raise self.damaged(None)
        return value

    def integer(self, value: int | Span) -> int:
        """The value of a field that must be a whole number, in two's complement."""
        if not isinstance(value, int):
            raise self.damaged(value[0])
        return value - (1 << 64) if value >> 63 else value

    def integers(self, value: int | Span) -> Iterable[int]:
        """The numbers that a field adds to a row: one, or several that are packed."""
        if isinstance(value, int):
            return (value if value < 1 << 63 else value - (1 << 64),)
        return self._packed(value)

    def _packed(self, span: Span) -> Iterator[int]:
        at, end = span
        while at < end:
            self._spend(1)
            number, at = self._varint(at, end)
            yield self.integer(number)

    def floats(self, value: int | Span, letter: str = "f") -> tuple[float, ...]:
        """The same of numbers with a point, of four bytes each (`d`: of eight)."""
        start, end = self.span(value)
        size = 4 if letter == "f" else 8
        count, rest = divmod(end - start, size)
        if rest:
            raise self.damaged(start)
        self._spend(count)
        return struct.unpack(f"<{count}{letter}", self.data[start:end])

    def text(self, value: int | Span) -> str:
        """A text; bytes that are no UTF-8 are replaced."""
        start, end = self.span(value)
        return str(self.data[start : min(end, start + LONGEST_TEXT)], "utf-8", "replace")

    def cut(self) -> UsageError:
        """The error for a file that ends too early."""
        return self.error("onnx.cut", size=len(self.data))

    def damaged(self, at: int | None) -> UsageError:
        """The error for bytes that no such file can have there."""
        return self.error("onnx.damaged", byte=0 if at is None else at)

    def error(self, code: str, *hints: Message, **fields: object) -> UsageError:
        """An error that names the file."""
        told = {
            name: visible(value) if isinstance(value, str) else value
            for name, value in fields.items()
        }
        return UsageError(Message(code, file=self.name, **told), *hints)
