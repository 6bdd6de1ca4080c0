"""Layers whose calls a text does not show, put together as far as their channels tell.

They come in the order in which they are registered. A layer that is made for other channels than
those before it has reads what entered one of the modules around it, or an earlier result of these
channels; the open ends of a module are joined as what follows is made for them. Where nothing fits,
an operation that the text does not show stands between.
"""

from __future__ import annotations

from collections.abc import Iterator

from convcalc.errors import ConvcalcError
from convcalc.layers.base import Shape
from convcalc.layers.index import look_up, resolve
from convcalc.layers.make import analyse
from convcalc.load.arguments import evaluate, flags
from convcalc.load.ast import Cells, LayerUse, Value
from convcalc.load.readers.calls import Construction, Translator
from convcalc.load.readers.graph import Graph
from convcalc.load.readers.things import Container, InputSpec, Part
from convcalc.network.graph import Place
from convcalc.pattern import pattern
from convcalc.record import NamedTuple

IN = (
    "in_channels",
    "in_features",
    "num_features",
    "num_channels",
    "normalized_shape",
    "input_size",
)
OUT = ("out_channels", "out_features", "filters", "units")
SINGLE = ("adaptive_avgpool", "adaptive_maxpool")
GLOBAL = ("gap", "gmp")
PLAIN = ("Sequential", "ModuleList", "ModuleDict")
GATE = pattern(r"(SE|Se(?![a-z])|SqueezeE|EffectiveSE|ChannelAtt)")
"""Classes that multiply what enters them by what they make of it."""
FAR = 4096
"""A map on which any kernel fits; parameters do not depend on it."""
UNSEEN = "not shown"


class End(NamedTuple):
    """A tensor: its handle, its channels and its sizes as far as they are known; () is a vector."""

    handle: int
    channels: int | None
    sizes: tuple[int, ...] | None

    @property
    def features(self) -> int | None:
        """Numbers in it, if that is known."""
        if self.channels is None or self.sizes is None:
            return None
        count = self.channels
        for size in self.sizes:
            count *= size
        return count


class Leaf(NamedTuple):
    """A layer of the text: the channels that it is made for and those that it makes."""

    use: LayerUse
    name: str
    path: str
    wants: int | None
    makes: int | None


class Level:
    """A module: what entered it, and the tensors made in it that nothing has read."""

    def __init__(self, kind: str, entry: End, path: str) -> None:
        self.kind = kind
        self.entry = entry
        self.path = path
        self.made: list[End] = []


class Assembly:
    """Builds the graph of a tree of modules. `joined`: open ends are joined; otherwise the last one
    goes on, so that no sizes need to agree."""

    def __init__(self, graph: Graph, translator: Translator, entry: End, joined: bool) -> None:
        self.graph = graph
        self.translator = translator
        self.joined = joined
        self.scopes = [Level("", entry, "")]
        self.last = entry
        self.read: set[int] = set()
        self.taken: set[str] = set()

    def add(self, root: Container) -> None:
        """Add the layers of a tree."""
        self.coming = [leaf.wants for leaf in self.leaves(root, "")]
        self.done = 0
        self.part(root, "")

    def leaves(self, part: Part, path: str) -> Iterator[Leaf]:
        """The layers of a tree, in order."""
        if isinstance(part, Container):
            for name, child in part.parts:
                yield from self.leaves(child, joined_path(path, name))
        elif isinstance(part, Construction):
            for use in self.translator.layers(part):
                yield Leaf(use, path, path, *channels_of(use))

    def part(self, part: Part, path: str) -> None:
        if isinstance(part, InputSpec):
            return
        if isinstance(part, Construction):
            for leaf in self.leaves(part, path):
                self.leaf(leaf)
            return
        scope = Level(part.kind, self.last, path)
        gate = GATE.match(part.kind) is not None and bool(part.parts)
        self.scopes.append(scope)
        if gate and not self.shrinks(part):
            place = self.place(part)
            self.put(path, LayerUse("gap", (), place), self.last, None)
        for name, child in part.parts:
            self.part(child, joined_path(path, name))
        self.scopes.pop()
        if gate and self.last.handle != scope.entry.handle:
            if self.last.channels == scope.entry.channels:
                self.merge("mul", [scope.entry, self.last], path, self.place(part))
                self.last = self.last._replace(sizes=scope.entry.sizes)
        elif self.joined and part.kind not in PLAIN:
            self.join(scope, path, self.place(part))
        for end in scope.made:
            self.scopes[-1].made.append(end)

    def place(self, part: Container) -> Place:
        return self.translator.code.place(part.node)

    def shrinks(self, part: Container) -> bool:
        """Whether a gate pools by itself."""
        for leaf in self.leaves(part, ""):
            return look_up(leaf.use.type).type in (*SINGLE, *GLOBAL)
        return False

    def leaf(self, leaf: Leaf) -> None:
        """Add one layer, on the tensor that it is made for."""
        self.done += 1
        kind = look_up(leaf.use.type).type
        source = self.source(leaf, kind)
        self.put(leaf.path, leaf.use, source, leaf.makes)

    def put(self, path: str, use: LayerUse, source: End, makes: int | None) -> None:
        handle = self.graph.add(path, use.type, dict(use.given), (source.handle,), use.place)
        self.read.add(source.handle)
        self.last = self.behind(handle, use, source, makes)
        self.scopes[-1].made.append(self.last)

    def behind(self, handle: int, use: LayerUse, source: End, makes: int | None) -> End:
        """What a layer makes of a tensor, as far as that is known."""
        kind = look_up(use.type).type
        if kind in ("linear", "flatten"):
            channels = makes if kind == "linear" else source.features
            return End(handle, channels, ())
        channels = source.channels if makes is None else makes
        if kind in GLOBAL:
            return End(handle, channels, (1, 1))
        if kind in SINGLE:
            return End(handle, channels, _sizes(dict(use.given).get("output_size")))
        if kind in CHANGING:
            return End(handle, makes, None)
        keeps = kind not in SLIDING
        return End(handle, channels, source.sizes if keeps else None)

    # Which tensor a layer reads

    def source(self, leaf: Leaf, kind: str) -> End:
        wants, last = leaf.wants, self.last
        if wants is None or last.channels is None:
            return last if kind != "linear" or wants is None else self.vector(leaf, last)
        if kind == "linear":
            return self.vector(leaf, last)
        if wants == last.channels:
            return last
        for scope in reversed(self.scopes):
            if scope.entry.channels == wants and scope.kind not in PLAIN:
                return scope.entry
        for scope in reversed(self.scopes):
            for end in reversed(scope.made):
                if end.channels == wants and end.sizes != ():
                    return end
        return self.unseen(leaf, last, None)

    def vector(self, leaf: Leaf, last: End) -> End:
        """The vector for a linear layer: what comes, flattened if that gives as many features."""
        wants = leaf.wants
        assert wants is not None
        if last.features == wants or (last.sizes == () and last.channels is None):
            return last
        possible = last.channels is not None and wants % last.channels == 0
        if self.joined and last.sizes is None and possible and wants != last.channels:
            return last
        return self.unseen(leaf, last, "flat")

    def unseen(self, leaf: Leaf, last: End, size: str | None) -> End:
        """An operation between two layers that the text does not show."""
        given: dict[str, Value] = {"out": leaf.wants, "params": 0, "what": UNSEEN}
        if size:
            given["size"] = size
        handle = self.graph.add("", "opaque", given, (last.handle,), leaf.use.place)
        self.read.add(last.handle)
        return End(handle, leaf.wants, () if size else last.sizes)

    def join(self, scope: Level, path: str, place: Place) -> None:
        """Join the open ends of a module if the next layer is made for what this gives."""
        ends = [end for end in scope.made if end.handle not in self.read]
        wants = next((wants for wants in self.coming[self.done :] if wants is not None), None)
        known = [end.channels for end in ends]
        if len(ends) < 2 or None in known:
            return
        if sum(channels or 0 for channels in known) == wants:
            self.merge("concat", ends, path, place)
        elif len(set(known)) == 1 and wants in (None, known[0]):
            self.merge("add", ends, path, place)

    def merge(self, kind: str, ends: list[End], path: str, place: Place) -> None:
        handles = [end.handle for end in ends]
        handle = self.graph.add(joined_path(path, kind), kind, {}, handles, place)
        self.read.update(handles)
        channels = ends[0].channels
        if kind == "concat":
            channels = sum(end.channels or 0 for end in ends)
        self.last = End(handle, channels, None)
        self.scopes[-1].made.append(self.last)


SLIDING = (
    *("conv", "depthwise", "separable", "tconv", "local", "maxpool", "avgpool", "lppool"),
    *("upsample", "pad", "crop", "unpool"),
)
CHANGING = (
    *("pixel_shuffle", "pixel_unshuffle", "unfold", "fold", "reshape", "glu", "opaque"),
    *("lstm", "gru", "rnn"),
)


def joined_path(path: str, name: str) -> str:
    """The path of a child; one without a name is the module itself."""
    return f"{path}.{name}" if path and name else path or name


def channels_of(use: LayerUse) -> tuple[int | None, int | None]:
    """The channels that a layer is made for, and those that it makes if they are others."""
    given = dict(use.given)
    wants = next((_number(given[key]) for key in IN if key in given), None)
    makes = next((_number(given[key]) for key in OUT if key in given), None)
    return wants, makes


def _number(value: Value) -> int | None:
    if isinstance(value, Cells):
        value = value.cells[-1][0] if len(value.cells) == 1 else None
    return value if type(value) is int else None


def _sizes(value: Value) -> tuple[int, ...] | None:
    """The sizes of an output as far as they are given: `1`, `(7, 7)`."""
    if type(value) is int:
        return (value, value)
    if isinstance(value, Cells):
        sizes = [cell[0] for cell in value.cells]
        if all(type(size) is int for size in sizes):
            return tuple([size for size in sizes if isinstance(size, int)])
    return None


def params_alone(leaf: Leaf, dialect: str | None) -> int | None:
    """The parameters of a layer by itself; None if they depend on what comes in."""
    entry = look_up(leaf.use.type)
    dims = entry.dims or (0 if entry.type == "linear" else resolve(leaf.use.type).DIMS[-1])
    given = flags(entry.type, {key: evaluate(value, {}) for key, value in leaf.use.given})
    shape = Shape(leaf.wants or 1, (FAR,) * dims)
    try:
        _, sheet = analyse(leaf.use.type, (shape,), given, dims, dialect)
    except ConvcalcError:
        return None
    return sheet.params if isinstance(sheet.params, int) else None
