"""Where the architecture stands in a file of Keras: JSON text, one member of an archive (.keras),
or an attribute of an HDF5 file (.h5). Weights are never read, and nothing is ever written.

Source: keras.src.saving.saving_lib; PKWARE's APPNOTE 6.3 (zip).
"""

from __future__ import annotations

import json
import struct
import zlib

from convcalc.annotations import Any
from convcalc.errors import Message, UsageError
from convcalc.load.place import Source
from convcalc.load.readers import Data
from convcalc.pattern import pattern

MOST = 5_000_000
"""Bytes of an architecture; the largest of Keras' own takes one million."""

MEMBER = b"config.json"
MOST_MEMBERS = 10_000
HDF5 = b"\x89HDF\r\n\x1a\n"
BEGINS = pattern(rb'\{\s*"(?:class_name|module|config|name)"\s*:')
MOST_TRIES = 20


def source_of(data: Data, name: str) -> tuple[Source, Any]:
    """The text of the architecture, and what it says.

    Raises:
        UsageError, NetworkError: there is none, or it cannot be read.
    """
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _parsed(_member(data, name), f"{name}:{MEMBER.decode()}")
    if data[:8] == HDF5:
        return _attribute(data, name)
    return _parsed(data[: MOST + 1], name)


def _parsed(content: bytes, name: str) -> tuple[Source, Any]:
    if len(content) > MOST:
        raise UsageError(Message("load.file_too_large", file=name, limit=MOST))
    try:
        source = Source(name, content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UsageError(Message("load.not_utf8", file=name, byte=error.start)) from None
    try:
        return source, json.loads(source.text)
    except json.JSONDecodeError as error:
        raise source.error(error.pos, Message("keras.json", reason=error.msg)) from None
    except RecursionError:
        raise source.error(0, Message("keras.deep")) from None
    except ValueError:  # an integer of more digits than Python reads
        raise source.error(0, Message("keras.json", reason="number")) from None


def _attribute(data: Data, name: str) -> tuple[Source, Any]:
    """The value of the attribute model_config: JSON in one piece, whatever stands around it.

    Raises:
        UsageError: there is none.
    """
    for tried, begin in enumerate(BEGINS.finditer(data)):
        if tried == MOST_TRIES:
            break
        text = data[begin.start() : begin.start() + MOST].decode("latin-1")
        try:
            value, end = json.JSONDecoder().raw_decode(text)
        except (ValueError, RecursionError):
            continue
        if isinstance(value, dict) and "class_name" in value and "config" in value:
            return _parsed(text[:end].encode("latin-1"), name)
    raise UsageError(Message("keras.weights_only", file=name))


def _member(data: Data, name: str) -> bytes:
    """The one member that is read; its size is bounded while it is inflated.

    Raises:
        UsageError: there is none, or the archive is damaged.
    """
    try:
        found = _directory_entry(data)
        if found is None:
            raise UsageError(Message("keras.no_config", file=name, member=MEMBER.decode()))
        method, size, offset = found
        signature, names, extra = struct.unpack("<4s22xHH", data[offset : offset + 30])
        start = offset + 30 + names + extra
        content = data[start : start + size]
        if signature != b"PK\x03\x04" or method not in (0, 8) or len(content) < size:
            raise zlib.error
        return content if method == 0 else zlib.decompressobj(-15).decompress(content, MOST + 1)
    except (struct.error, zlib.error):
        raise UsageError(Message("keras.damaged", file=name)) from None


def _directory_entry(data: Data) -> tuple[int, int, int] | None:
    """Method, compressed size and place of the member, from the directory at the end."""
    end = data.rfind(b"PK\x05\x06", max(0, len(data) - 65_557))
    if end < 0:
        raise struct.error
    (at,) = struct.unpack("<I", data[end + 16 : end + 20])
    if at == 0xFFFFFFFF:  # a large archive: the directory is found by way of another record
        (record,) = struct.unpack("<8xQ4x", data[end - 20 : end])
        (at,) = struct.unpack("<Q", data[record + 48 : record + 56])
    for _ in range(MOST_MEMBERS):
        if data[at : at + 4] != b"PK\x01\x02":
            return None
        method, size, named, extra, comment, offset = struct.unpack(
            "<10xH8xI4xHHH8xI", data[at : at + 46]
        )
        if data[at + 46 : at + 46 + named] == MEMBER:
            return method, size, offset
        at += 46 + named + extra + comment
    return None
