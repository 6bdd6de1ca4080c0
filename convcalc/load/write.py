"""Networks written back: a document as YAML, JSON or TOML, a network as one line.

Reading what is written here gives the same network.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Mapping
from typing import Any

from convcalc.errors import Message, UsageError
from convcalc.load.ast import (
    Chain,
    Choice,
    Item,
    Merge,
    NamedChain,
    NamedInput,
    NetworkDocument,
    Repeat,
)
from convcalc.load.items import PATHS
from convcalc.load.spell import has_steps, spell_item, spell_value, spelt_condition
from convcalc.pattern import pattern
from convcalc.visible import in_json, in_toml

FORMATS = (".yaml", ".yml", ".json", ".toml")
WIDTH = 98
PLAIN = pattern(r"[\w(][^\n\r\t\x00-\x1f\x7f-\x9f]*\Z")
UNSAFE = pattern(r":(?:\s|\Z)|\s#|\s\Z")
NULLS = ("", "~", "null", "Null", "NULL")

Data = Any
"""Nested dicts, lists, strings and integers."""


def write_document(document: NetworkDocument, extension: str) -> str:
    """The document as a file of that extension.

    Raises:
        UsageError: an extension of no format that can be written.
    """
    data = document_data(document)
    if extension in (".yaml", ".yml"):
        return "".join(_yaml(data, 0))
    if extension == ".json":
        lines = json.dumps(data, ensure_ascii=False, indent=2).split("\n")
        return "".join(f"{in_json(line)}\n" for line in lines)
    if extension == ".toml":
        return "".join(f"{_toml_key(key)} = {_toml(value)}\n" for key, value in data.items())
    raise UsageError(Message("load.unknown_format", file=extension, allowed=", ".join(FORMATS)))


# A document as plain data


def document_data(document: NetworkDocument) -> dict[str, Data]:
    """The document as any format holds it; its notes are in words (`source.note.file`)."""
    data: dict[str, Data] = {"convcalc": 1}
    if document.name:
        data["name"] = document.name
    if document.dims is not None:
        data["dims"] = document.dims
    given = _inputs(document.inputs)
    if given is not None:
        data["input"] = given
    if document.dialect is not None:
        data["dialect"] = document.dialect
    if document.knobs:
        data["set"] = {name: _setting(knob.value) for name, knob in document.knobs.items()}
    if document.defaults:
        data["defaults"] = {
            name: {key: spell_value(value) for key, value in use.given}
            for name, use in document.defaults.items()
        }
    if document.blocks:
        data["blocks"] = {_header(block): _chain(block.body) for block in document.blocks.values()}
    data["layers"] = _listed(_chain(document.layers))
    if document.outputs:
        data["outputs"] = [".".join(name.parts) for name in document.outputs]
    for key, promises in (("expect", document.expect), ("budget", document.budget)):
        if promises:
            data[key] = dict(promises)
    if not document.complete:
        data["complete"] = False
    if document.notes:
        data["notes"] = [note.fields["text"] for note in document.notes]
    return data


def _inputs(inputs: tuple[NamedInput, ...]) -> Data:
    shapes = {entry.name: _shape(entry) for entry in inputs}
    return shapes.get(None, shapes)


def _shape(entry: NamedInput) -> Data:
    if entry.shape is None:
        return None
    text = entry.shape.text.strip()
    if entry.dims is None:
        return text
    spatial, at, channels = text.partition("@")
    size: dict[str, Data] = {"size": [part.strip("()") for part in spatial.split("x")]}
    return {"channels": channels.strip("()"), **size} if at else size


def _setting(value: Any) -> str:
    """A knob: a word that is none of the notation's own is quoted for its parser."""
    text = spell_value(value)
    if isinstance(value, str) and not re.fullmatch(r"[^\W\d]\w*(?:-\w+)*", text):
        return f"'{text}'" if "'" not in text else f'"{text}"'
    return text


def _header(block: Any) -> str:
    parts = [
        name if index < block.required else f"{name}={_setting(default)}"
        for index, (name, default) in enumerate(block.parameters)
    ]
    return f"{block.name}({', '.join(parts)})" if parts else str(block.name)


def _chain(chain: Chain) -> Data:
    """A chain: one text if notation can say it all, else a list of texts and maps."""
    entries: list[Data] = []
    for item in chain:
        if isinstance(item, NamedChain) or has_steps((item,)):
            entries.append(_item(item))
        elif entries and isinstance(entries[-1], str):
            entries[-1] += " " + spell_item(item)
        else:
            entries.append(spell_item(item))
    if not entries:
        return ""
    return entries[0] if len(entries) == 1 and isinstance(entries[0], str) else entries


def _listed(data: Data) -> Data:
    return data if isinstance(data, list) else [data]


def _item(item: Item) -> dict[str, Data]:
    if isinstance(item, NamedChain):
        return {item.name: _chain(item.body)}
    if isinstance(item, Merge):
        paths = [_chain(path) for path in item.paths]
        if not item.given:
            return {item.type: paths}
        given = {key: spell_value(value) for key, value in item.given}
        return {item.type: {**given, PATHS: paths}}
    if isinstance(item, Repeat):
        return {"repeat": spelt_condition(item.times), "layers": _chain(item.body)}
    assert isinstance(item, Choice)
    choice = {"if": spelt_condition(item.condition), "then": _chain(item.then)}
    return {**choice, "else": _chain(item.other)} if item.other else choice


# Formats


def _yaml(data: Mapping[str, Data], indent: int) -> list[str]:
    """The lines of a map in block style."""
    lines: list[str] = []
    for key, value in data.items():
        lines.extend(_yaml_entry(" " * indent + _yaml_scalar(key) + ":", value, indent))
    return lines


def _yaml_entry(start: str, value: Data, indent: int) -> list[str]:
    if isinstance(value, dict):
        return [f"{start}\n", *_yaml(value, indent + 2)] if value else [f"{start} {{}}\n"]
    if isinstance(value, list):
        if not value:
            return [f"{start} []\n"]
        lines = [f"{start}\n"]
        for item in value:
            lines.extend(_yaml_item(item, indent + 2))
        return lines
    text = _yaml_scalar(value)
    if len(start) + len(text) < WIDTH or text.startswith('"'):
        return [f"{start} {text}\n"]
    deeper = " " * (indent + 4)
    wrapped = textwrap.wrap(
        text, WIDTH - indent - 4, break_long_words=False, break_on_hyphens=False
    )
    return [f"{start}\n", *[f"{deeper}{line}\n" for line in wrapped]]


def _yaml_item(item: Data, indent: int) -> list[str]:
    dash = " " * indent + "- "
    if isinstance(item, dict):
        lines = _yaml(item, indent + 2)
        return [dash + lines[0].lstrip(" "), *lines[1:]]
    if isinstance(item, list):
        lines = [line for entry in item for line in _yaml_item(entry, indent + 2)]
        return [dash + lines[0].lstrip(" "), *lines[1:]] if lines else [dash + "[]\n"]
    return _yaml_entry(dash.rstrip(), item, indent)


def _yaml_scalar(value: Data) -> str:
    if value is None:
        return "null"
    text = str(value)
    if isinstance(value, int):
        return json.dumps(value)
    if PLAIN.match(text) and not UNSAFE.search(text) and text not in NULLS and text.isprintable():
        return text
    return json.dumps(text, ensure_ascii=True)


def _toml_key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else _toml_text(key)


def _toml_text(text: str) -> str:
    return in_toml(json.dumps(text, ensure_ascii=False))


def _toml(value: Data) -> str:
    if isinstance(value, dict):
        inner = ", ".join(f"{_toml_key(key)} = {_toml(part)}" for key, part in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, list):
        inner = ",\n  ".join(_toml(part).replace("\n", "\n  ") for part in value)
        return f"[\n  {inner},\n]" if inner else "[]"
    if isinstance(value, int):
        return json.dumps(value)
    return _toml_text("" if value is None else str(value))
