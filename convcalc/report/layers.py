"""What `layers` says: every layer type, or the parameters of one."""

from __future__ import annotations

from typing import Any

from convcalc.errors import Message
from convcalc.layers.base import REQUIRED, Layer, Param
from convcalc.layers.index import ALIASES, FOREIGN, TYPES, look_up, resolve
from convcalc.report.document import Document, Facts, Named, Node
from convcalc.report.fields import (
    Entry,
    Field,
    data_of,
    facts_of,
    listing,
    people,
    records,
    table,
    word,
)

FAMILIES = {
    "composite": "conv", "transposed": "resample", "regions": "pooling", "channelwise": "rearrange",
    "recurrent": "attention",
}  # fmt: skip
"""Family module -> the one with which its types are listed; the others stand for themselves."""

PARAM = (
    word("parameter", lambda param: param.name, "layers.column.parameter", people),
    word("name", lambda param: param.name),
    word("kind", lambda param: param.kind),
    Field("required", lambda param: param.default is REQUIRED),
    word(
        "default", lambda param: _default(param), "layers.column.default",
        lambda param: None if param.default is REQUIRED else param.default,
    ),
    Field("minimum", lambda param: param.minimum),
    Field("choices", lambda param: list(param.choices)),
    word(
        "meaning", lambda param: Message(f"cli.option.{param.name}"), "layers.column.meaning",
        people, aside=True,
    ),
)  # fmt: skip
LAYER = (
    word("type", lambda name: name, "audit.column.type"),
    word("name", lambda name: Message(f"layer.{name}"), "report.name", aside=True),
    word(
        "parameters", lambda name: _names(resolve(name)), "audit.column.params",
        lambda name: records(PARAM, resolve(name).PARAMS),
    ),
)  # fmt: skip


def layers_document() -> Document:
    """Every layer type with its parameters; required ones stand first."""
    named = {name: name for name in TYPES}
    return listing("layers", Message("layers.title"), "layers", LAYER, named, group=_family)


def _family(name: str) -> Message:
    """The heading under which a type is listed."""
    module = resolve(name).__module__.rpartition(".")[2]
    return Message(f"layers.family.{FAMILIES.get(module, module)}")


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
    names = Message("layers.aliases") if aliases else None
    told = [
        Entry("type", kind, "audit.column.type"),
        Entry("name", Message(f"layer.{kind}")),
        Entry("aliases", aliases),
        Entry("dims", list(layer.DIMS), "layers.dims"),
        Entry("inputs", least if most == least else several, "layers.inputs", data=[least, most]),
        Entry("aliases", aliases, names),
        Entry("parameters", records(PARAM, layer.PARAMS)),
    ]
    nodes: list[Node] = [Facts(None, facts_of(told), aside=bool(layer.PARAMS))]
    if layer.PARAMS:
        nodes.append(table(PARAM, layer.PARAMS))
    return Document("layer_type", told[1].value, data_of(told), _names(layer), nodes)


def _default(param: Param) -> Any:
    if param.default is REQUIRED:
        return Named("required", Message("layers.required"))
    if isinstance(param.default, bool):
        return "true" if param.default else "false"
    return "-" if param.default is None else param.default
