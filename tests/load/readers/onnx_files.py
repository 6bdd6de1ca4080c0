"""A writer of small ONNX files, for tests alone: the wire format of protobuf, field by field."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from typing import Any

FLOAT, INT64 = 1, 7
MASK = (1 << 64) - 1


def varint(value: int) -> bytes:
    value &= MASK
    found = bytearray()
    while value >= 0x80:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*found, value])


def field(number: int, value: int | float | str | bytes) -> bytes:
    """One field: a varint, four bytes for a float, or a length and so many bytes."""
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    if isinstance(value, float):
        return varint(number << 3 | 5) + struct.pack("<f", value)
    data = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(data)) + data


def tensor(name: str, dims: Sequence[int], values: Sequence[float] | None = None) -> bytes:
    """A stored tensor: integers or numbers with a point; without values it lies outside."""
    parts = [field(1, dim) for dim in dims]
    whole = values is not None and all(isinstance(value, int) for value in values)
    parts.append(field(2, INT64 if whole else FLOAT))
    parts.append(field(8, name))
    if values is None:
        parts.append(field(13, field(1, "location") + field(2, "../../../../etc/passwd")))
        parts.append(field(14, 1))
    else:
        raw = struct.pack(f"<{len(values)}{'q' if whole else 'f'}", *values)
        parts.append(field(9, raw))
    return b"".join(parts)


def attribute(name: str, value: Any) -> bytes:
    """An attribute: a number, a text, a tensor or a graph in bytes, or a list of whole numbers."""
    number = {int: 3, float: 2, str: 4}.get(type(value), 5)
    if isinstance(value, list):
        return field(1, name) + b"".join(field(8, part) for part in value)
    return field(1, name) + field(6 if name.endswith("branch") else number, value)


def node(op: str, inputs: Sequence[str], outputs: Sequence[str], **attributes: Any) -> bytes:
    parts = [field(1, name) for name in inputs]
    parts += [field(2, name) for name in outputs]
    parts += [field(4, op)]
    parts += [field(5, attribute(name, value)) for name, value in attributes.items()]
    return b"".join(parts)


def info(name: str, dims: Sequence[int | str | None] | None = None) -> bytes:
    """An input or an output: a name, and sizes, symbols or nothing for each axis if it has any."""
    if dims is None:
        return field(1, name)
    shape = b"".join(
        field(1, b"" if dim is None else field(1 if isinstance(dim, int) else 2, dim))
        for dim in dims
    )
    return field(1, name) + field(2, field(1, field(1, FLOAT) + field(2, shape)))


def graph(
    nodes: Sequence[bytes],
    inputs: Sequence[bytes],
    outputs: Sequence[bytes],
    stored: Sequence[bytes] = (),
) -> bytes:
    groups = ((1, nodes), (5, stored), (11, inputs), (12, outputs))
    return b"".join(field(number, part) for number, parts in groups for part in parts)


def model(*parts: Any, opset: int = 22) -> bytes:
    """A whole file of one graph."""
    return field(1, 10) + field(7, graph(*parts)) + field(8, field(1, "") + field(2, opset))


def small(
    nodes: Sequence[bytes],
    shape: Sequence[int | str | None],
    stored: Mapping[str, Sequence[int]] | None = None,
    opset: int = 22,
    values: Mapping[str, Sequence[float]] | None = None,
) -> bytes:
    """A file with input `x`, output `y`, weights outside, and constants with their values."""
    tensors = [tensor(name, dims) for name, dims in (stored or {}).items()]
    tensors += [tensor(name, [len(row)], list(row)) for name, row in (values or {}).items()]
    return model(nodes, [info("x", shape)], [info("y")], tensors, opset=opset)
