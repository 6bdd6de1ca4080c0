"""YAML files as trees: read event by event, so that depth and size are bounded as they come."""

from __future__ import annotations

from typing import Any

import yaml

from convcalc.errors import Message
from convcalc.load.place import Piece, Source
from convcalc.load.tree import MAX_DEPTH, MAX_VALUES, List, Map, Scalar, Tree
from convcalc.network.graph import NetworkError

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
FLOW_MISTAKES = (
    "flow sequence", "flow mapping", "cannot start any token", "block collection", "block mapping",
    "expected alphabetic or numeric character",
)  # fmt: skip


def read_yaml(source: Source) -> Tree:
    """The one document of a YAML text.

    Raises:
        NetworkError: not YAML, several documents, anchors and tags (which networks do not need),
            or more values or levels than a network file may have.
    """
    reader = _Reader(source)
    try:
        for event in yaml.parse(source.text, Loader=LOADER):
            reader.take(event)
    except yaml.YAMLError as error:
        raise _not_yaml(source, error, reader.read) from None
    if reader.root is None:
        raise source.error(0, Message("load.empty_file"))
    return reader.root


class _Reader:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.root: Tree | None = None
        self.stack: list[List | Map] = []
        self.flow: list[bool] = []
        self.keys: list[Scalar | None] = []
        self.values = 0
        self.read = 0
        """How far the events reach that were taken."""

    def take(self, event: Any) -> None:
        kind = type(event)
        self.read = self.offset(event.start_mark)
        if kind is yaml.ScalarEvent:
            self.no_extras(event)
            self.put(self.scalar(event))
        elif kind is yaml.SequenceStartEvent or kind is yaml.MappingStartEvent:
            self.no_extras(event)
            self.open(event, kind is yaml.MappingStartEvent)
        elif kind is yaml.SequenceEndEvent or kind is yaml.MappingEndEvent:
            self.stack.pop()
            self.flow.pop()
            self.keys.pop()
        elif kind is yaml.AliasEvent:
            raise self.error(event, "load.yaml_alias")
        elif kind is yaml.DocumentStartEvent and self.root is not None:
            raise self.error(event, "load.yaml_documents")

    def error(self, event: Any, code: str, **fields: object) -> NetworkError:
        return self.source.error(self.offset(event.start_mark), Message(code, **fields))

    def offset(self, mark: Any) -> int:
        index: int = mark.index
        return min(index, len(self.source.text))

    def no_extras(self, event: Any) -> None:
        if event.anchor is not None:
            raise self.error(event, "load.yaml_alias")
        if event.tag is not None and event.tag != "!":
            raise self.error(event, "load.yaml_tag", tag=event.tag[:40])

    def open(self, event: Any, is_map: bool) -> None:
        if len(self.stack) >= MAX_DEPTH:
            raise self.error(event, "load.too_deep", limit=MAX_DEPTH)
        piece = Piece(self.source, "", self.offset(event.start_mark))
        opened: List | Map = Map(piece) if is_map else List(piece, [])
        self.put(opened)
        self.stack.append(opened)
        self.flow.append(bool(event.flow_style))
        self.keys.append(None)

    def put(self, value: Tree) -> None:
        self.values += 1
        if self.values > MAX_VALUES:
            raise value.error(Message("load.too_many_values", limit=MAX_VALUES))
        if not self.stack:
            self.root = value
            return
        into = self.stack[-1]
        if isinstance(into, List):
            into.items.append(value)
            return
        key = self.keys[-1]
        if key is not None:
            into.add(key, value)
            self.keys[-1] = None
        elif isinstance(value, Scalar):
            self.keys[-1] = value
        else:
            hint = Message("load.hint.flow")
            raise value.error(Message("load.key_not_text"), hint)

    def scalar(self, event: Any) -> Scalar:
        start, end = self.offset(event.start_mark), self.offset(event.end_mark)
        value: str = event.value
        raw = self.source.text[start:end]
        if event.style in ("'", '"'):
            start, raw = start + 1, raw[1:-1]
        elif event.style in ("|", ">"):
            cut = raw.find("\n") + 1
            start, raw = start + cut, raw[cut:]
        flow = bool(self.flow and self.flow[-1]) and event.style not in ("'", '"')
        exact = raw == value or raw.split() == value.split()
        text = raw if exact else value
        piece = Piece(self.source, text.rstrip() if exact else text, start, exact, flow)
        return Scalar(piece, event.style in ("'", '"', "|", ">"))


def _not_yaml(source: Source, error: yaml.YAMLError, read: int) -> NetworkError:
    """What the parser stumbled over; it may look ahead, and give up at a depth of its own, before
    the events that it has read are handed on from the offset `read`."""
    mark = getattr(error, "problem_mark", None)
    index = getattr(mark, "index", None) or getattr(error, "position", None) or 0
    offset = min(index, len(source.text))
    ahead = source.text[read:offset]
    if ahead.count("[") + ahead.count("{") > MAX_DEPTH + ahead.count("]") + ahead.count("}"):
        return source.error(read, Message("load.too_deep", limit=MAX_DEPTH))
    context = str(getattr(error, "context", "") or "")
    problem = str(getattr(error, "problem", "") or getattr(error, "reason", "") or error)
    said = " ".join(f"{context} {problem}".split())
    hint = _hint(source.text[offset : offset + 1], said)
    return source.error(
        offset, Message("load.not_yaml", reason=said[:120]), *([Message(hint)] if hint else [])
    )


def _hint(character: str, said: str) -> str:
    """What was probably meant where YAML stumbles."""
    if character == "\t":
        return "load.hint.tab"
    if "mapping values are not allowed" in said:
        return "load.hint.colon"
    return "load.hint.flow" if any(part in said for part in FLOW_MISTAKES) else ""
