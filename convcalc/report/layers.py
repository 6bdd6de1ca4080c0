"""What `layers` says: every layer type, or the parameters of one."""

from __future__ import annotations

from typing import Any

from convcalc.errors import Message
from convcalc.layers.base import REQUIRED, Layer, Param
from convcalc.layers.index import ALIASES, FOREIGN, TYPES, look_up, resolve
from convcalc.report.document import Column, Document, Fact, Facts, Named, Node, Table
from convcalc.report.fields import listing, word

LAYER = (
    word("type", lambda name: name, "layers.column.type"),
    word("name", lambda name: Message(f"layer.{name}"), "layers.column.name", aside=True),
    word(
        "parameters", lambda name: _names(resolve(name)), "layers.column.parameters",
        lambda name: [_described(param) for param in resolve(name).PARAMS],
    ),
)  # fmt: skip


def layers_document() -> Document:
    """Every layer type with its parameters; required ones stand first."""
    named = {name: name for name in TYPES}
    return listing("layers", Message("layers.title"), "layers", LAYER, named)


def _names(layer: type[Layer]) -> list[str]:
    return [param.name for param in layer.PARAMS]


def type_document(name: str) -> Document:
    """One layer type: its other names, inputs, and parameters with their defaults.

    Raises:
        UsageError: there is no such type.
    """
    kind = look_up(name).type
    layer = resolve(kind)
    aliases = [alias for alias, target in ALIASES.items() if target == kind]
    aliases += [alias for alias, entry in FOREIGN.items() if entry[0] == kind]
    least, most = layer.INPUTS
    several = Named(f"{least}+", Message("layers.several", least=least))
    facts = [
        Fact("type", Message("layers.column.type"), kind),
        Fact("dims", Message("layers.dims"), list(layer.DIMS)),
        Fact("inputs", Message("layers.inputs"), least if most == least else several),
    ]
    if aliases:
        facts.append(Fact("aliases", Message("layers.aliases"), aliases))
    nodes: list[Node] = [Facts(None, tuple(facts), aside=bool(layer.PARAMS))]
    if layer.PARAMS:
        nodes.append(_parameters(layer))
    data: dict[str, Any] = {
        "type": kind,
        "name": Message(f"layer.{kind}"),
        "aliases": aliases,
        "dims": list(layer.DIMS),
        "inputs": [least, most],
        "parameters": [_described(param) for param in layer.PARAMS],
    }
    return Document("layer_type", Message(f"layer.{kind}"), data, _names(layer), nodes)


def _parameters(layer: type[Layer]) -> Table:
    columns = (
        Column("parameter", Message("layers.column.parameter"), numeric=False),
        Column("default", Message("layers.column.default"), numeric=False),
        Column("meaning", Message("layers.column.meaning"), numeric=False, aside=True),
    )
    rows = tuple(
        (param.name, _default(param), Message(f"cli.option.{param.name}")) for param in layer.PARAMS
    )
    return Table(None, columns, rows)


def _default(param: Param) -> Any:
    if param.default is REQUIRED:
        return Named("required", Message("layers.required"))
    if isinstance(param.default, bool):
        return "true" if param.default else "false"
    return "-" if param.default is None else param.default


def _described(param: Param) -> dict[str, Any]:
    return {
        "name": param.name,
        "kind": param.kind,
        "required": param.default is REQUIRED,
        "default": None if param.default is REQUIRED else param.default,
        "minimum": param.minimum,
        "choices": list(param.choices),
    }
