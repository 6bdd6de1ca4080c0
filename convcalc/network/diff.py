"""Two networks side by side: which layers stayed, changed, came or went.

Layers of the same types in the same order are pairs, whatever is alike by chance. Others are
aligned by what they are (type, parameters, output), as lines of a text are by `diff`: first what
both begin and end with, then the longest common runs in between. Layers that came or went, and
might as well lie earlier or later, are those of whole blocks.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from fractions import Fraction
from itertools import takewhile
from typing import Any, NamedTuple

from convcalc.algebra.expr import Expr, Num, Size
from convcalc.algebra.normal import normal
from convcalc.algebra.notation import ascii_text
from convcalc.layers.base import Layer
from convcalc.layers.padding import Explicit, Same
from convcalc.network.graph import Network, Node, spelt
from convcalc.network.measures import Measures
from convcalc.network.weights import Misfit

COMPARED = ("params", "buffers", "macs", "activations", "peak_memory", "receptive_field")
"""Totals that are compared; of the last, less is worse."""

MULTIPLES = {"flops": ("macs", 2), "weight_memory": ("params", 4)}
"""Totals that are a multiple of a compared one: 2 FLOPs a MAC, 4 bytes a weight in fp32."""

GUARDED = (*COMPARED, *MULTIPLES)
"""Totals of which it can be said whether they got worse."""

LONGEST = 1_500
"""Layers between common ends that are aligned by their content; beyond, by their position."""


Run = tuple[str, int, int, int, int]
"""A run of layers in both networks, as `difflib` has it: what became of it, from where to where."""


class LayerRecord(NamedTuple):
    """One layer as far as it is compared; `settings` are its parameters, in words of notation;
    `node` is where it stands, but for one of an earlier report."""

    name: str
    type: str
    stage: str
    settings: tuple[tuple[str, str], ...]
    output: str
    params: Size | None
    macs: Size | None
    node: Node | None = None

    @property
    def path(self) -> list[str]:
        """The stage and the blocks that it is in; of one of an earlier report, the stage."""
        inner = self.stage if self.node is None else self.node.block or self.stage
        return inner.split("/") if inner else []


class NetworkRecord(NamedTuple):
    """A network as far as it is compared. `detailed`: the settings of its layers are known, which
    a report of version 0.1 does not tell. `batch`: samples in memory at a time, None if not told.
    `misfit`: its weights are not those of its own input. `network`: None for an earlier report."""

    name: str
    layers: tuple[LayerRecord, ...]
    totals: dict[str, Size | None]
    detailed: bool = True
    batch: Size | None = 1
    misfit: Misfit | None = None
    network: Network | None = None


class Change(NamedTuple):
    """kind: "same", "changed", "added" or "removed"; `before` and `after` are None where absent."""

    kind: str
    before: LayerRecord | None
    after: LayerRecord | None


def record(measures: Measures) -> NetworkRecord:
    """What is compared of a network."""
    network = measures.network
    layers = tuple(
        [
            LayerRecord(
                node.name,
                node.type,
                node.stage,
                settings_of(node.layer),
                spelt(node.shape),
                sheet.params,
                sheet.macs if sheet.known else None,
                node,
            )
            for node, sheet in network.layers
        ]
    )
    values = {quantity: measures[quantity] for quantity in COMPARED}
    totals = {name: value for name, value in values.items() if not isinstance(value, str)}
    return NetworkRecord(
        network.name, layers, totals, True, measures.batch, network.misfit, network
    )


def settings_of(layer: Layer | None) -> tuple[tuple[str, str], ...]:
    """The parameters of a layer that are given, as text that is equal for equal parameters."""
    return tuple([(name, text_of(value)) for name, value in layer or () if value is not None])


def text_of(value: Any) -> str:
    """A parameter as text that is equal for equal values."""
    if isinstance(value, Explicit):
        value = value.pairs
    if isinstance(value, Same):
        return "same-lower" if value.lower else "same"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Expr):
        return ascii_text(value)
    if isinstance(value, tuple):
        if value and all(isinstance(part, tuple) for part in value):
            parts = [":".join(map(text_of, part)) for part in value]
        else:
            parts = list(map(text_of, value))
        return parts[0] if parts and len(set(parts)) == 1 else "x".join(parts)
    return str(value)


def compare(before: NetworkRecord, after: NetworkRecord) -> list[Change]:
    """The layers of both networks in one list, in order."""
    old, new = before.layers, after.layers
    if not (before.detailed and after.detailed):
        old, new = _without_settings(old), _without_settings(new)
    elif before.network is None or after.network is None:
        old, new = _reported(old), _reported(new)
    if [layer.type for layer in old] == [layer.type for layer in new]:
        return _paired(old, new)
    keys_old, keys_new = list(map(_key, old)), list(map(_key, new))
    start = 0
    while start < min(len(old), len(new)) and keys_old[start] == keys_new[start]:
        start += 1
    end = 0
    most = min(len(old), len(new)) - start
    while end < most and keys_old[-1 - end] == keys_new[-1 - end]:
        end += 1
    stop_old, stop_new = len(old) - end, len(new) - end
    inner: list[Run] = [("replace", start, stop_old, start, stop_new)]
    if max(stop_old, stop_new) - start <= LONGEST:
        matcher = SequenceMatcher(
            None, keys_old[start:stop_old], keys_new[start:stop_new], autojunk=False
        )
        inner = [
            (tag, i + start, j + start, k + start, m + start)
            for tag, i, j, k, m in matcher.get_opcodes()
        ]
    ends = (0, start, 0, start), (stop_old, len(old), stop_new, len(new))
    runs = [("equal", *ends[0]), *inner, ("equal", *ends[1])]
    changes: list[Change] = []
    for tag, i, j, k, m in _by_blocks(runs, (old, new), (keys_old, keys_new)):
        if tag == "equal":
            pairs = zip(old[i:j], new[k:m], strict=True)
            changes += [Change("same", a, b) for a, b in pairs]
        else:
            changes += _paired(old[i:j], new[k:m])
    return changes


def _by_blocks(
    runs: Sequence[Run],
    layers: tuple[Sequence[LayerRecord], Sequence[LayerRecord]],
    keys: tuple[Sequence[object], Sequence[object]],
) -> list[Run]:
    """The same with what came or went beginning and ending where blocks do, if it might lie there:
    it may lie further down where it begins like what follows it, further up where it ends like what
    precedes it. Of places that are as good the last one is taken."""
    found = list(runs)
    for number in range(1, len(runs) - 1):
        tag, *places = found[number]
        if tag not in ("insert", "delete"):
            continue
        side = tag == "insert"
        own, told = keys[side], layers[side]
        first, stop = places[2 * side], places[2 * side + 1]
        before, after = found[number - 1], found[number + 1]
        up = down = 0
        while up < before[2] - before[1] and own[first - up - 1] == own[stop - up - 1]:
            up += 1
        while down < after[2] - after[1] and own[first + down] == own[stop + down]:
            down += 1
        shift = min(
            range(-up, down + 1),
            key=lambda by: (_shared(told, first + by) + _shared(told, stop + by), -by),
        )
        kind, i, j, k, m = before
        found[number - 1] = kind, i, j + shift, k, m + shift
        i, j, k, m = places
        found[number] = tag, i + shift, j + shift, k + shift, m + shift
        kind, i, j, k, m = after
        found[number + 1] = kind, i + shift, j, k + shift, m
    return found


def _shared(layers: Sequence[LayerRecord], at: int) -> int:
    """How many stages and blocks go on there, from the layer before it."""
    if not 0 < at < len(layers):
        return -1
    pairs = zip(layers[at - 1].path, layers[at].path, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _without_settings(layers: tuple[LayerRecord, ...]) -> tuple[LayerRecord, ...]:
    return tuple([layer._replace(settings=()) for layer in layers])


def _reported(layers: tuple[LayerRecord, ...]) -> tuple[LayerRecord, ...]:
    """The layers with those settings only that a report tells: parameters, not what a dialect does
    with them."""
    found = []
    for layer in layers:
        if layer.node is not None:
            named = {one.name for one in layer.node.traits.PARAMS}
            told = tuple([pair for pair in layer.settings if pair[0] in named])
            layer = layer._replace(settings=told)
        found.append(layer)
    return tuple(found)


def _key(layer: LayerRecord) -> tuple[object, ...]:
    return (layer.type, frozenset(layer.settings), layer.output, str(layer.params), str(layer.macs))


def _paired(old: Sequence[LayerRecord], new: Sequence[LayerRecord]) -> list[Change]:
    """Layers that differ: those of one type are taken as changed, the others as gone and new."""
    shared = min(len(old), len(new))
    runs: list[tuple[str, int, int, int, int]] = [
        ("equal", 0, shared, 0, shared),
        ("replace", shared, len(old), shared, len(new)),
    ]
    if max(len(old), len(new)) <= LONGEST:
        types = [layer.type for layer in old], [layer.type for layer in new]
        runs = [(*run,) for run in SequenceMatcher(None, *types, autojunk=False).get_opcodes()]
    changes: list[Change] = []
    for tag, i, j, k, m in runs:
        if tag == "equal":
            for a, b in zip(old[i:j], new[k:m], strict=True):
                kind = "same" if _key(a) == _key(b) else "changed"
                changes.append(Change(kind, a, b))
        else:
            changes += [Change("removed", layer, None) for layer in old[i:j]]
            changes += [Change("added", None, layer) for layer in new[k:m]]
    return changes


def guarded(network: NetworkRecord, quantity: str) -> Size | None:
    """One of the totals that may be guarded; None where it is unknown."""
    name, times = MULTIPLES.get(quantity, (quantity, 1))
    value = network.totals.get(name)
    return None if value is None else value * times


def worse(
    before: NetworkRecord, after: NetworkRecord, quantities: Sequence[str]
) -> dict[str, bool | None]:
    """Those of the quantities that got worse (True), or of which that cannot be decided (None)."""
    found: dict[str, bool | None] = {}
    for quantity in quantities:
        growth = _growth(guarded(before, quantity), guarded(after, quantity))
        if growth is None:
            found[quantity] = None
        elif (growth < 0) if quantity == "receptive_field" else (growth > 0):
            found[quantity] = True
    return found


def _growth(before: Size | None, after: Size | None) -> int | Fraction | None:
    """By how much a total grew; None if one is unknown, or it depends on what letters stand for."""
    if before is None or after is None:
        return None
    if isinstance(before, int) and isinstance(after, int):
        return after - before
    difference = normal(after - before)
    return difference.value if isinstance(difference, Num) else None
