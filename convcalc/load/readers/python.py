"""Python source that constructs a network of PyTorch or Keras, as a document of ours."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from convcalc.annotations import TypeVar
from convcalc.errors import Message
from convcalc.layers.index import find, look_up
from convcalc.layers.read import CHANNEL_KEYS
from convcalc.load.ast import Cells, Chain, LayerUse, Name, NetworkDocument, Value
from convcalc.load.place import Piece
from convcalc.load.readers.calls import Construction, Translator, agreed, ambiguous
from convcalc.load.readers.code import Code, Unread
from convcalc.load.readers.graph import Graph, Size
from convcalc.load.readers.modules import document_of_modules, is_chain
from convcalc.load.readers.paste import Paste
from convcalc.load.readers.program import Program
from convcalc.load.readers.things import Container, InputSpec, Part, TooManyPartsError, leaves
from convcalc.network.bounds import most_layers, raising
from convcalc.network.graph import NetworkError

KEEPING = frozenset(
    (
        *("relu", "relu6", "leaky_relu", "elu", "prelu", "sigmoid", "tanh", "silu", "hardswish"),
        *("hardsigmoid", "gelu", "dropout", "identity", "maxpool", "avgpool", "lppool"),
        *("adaptive_avgpool", "adaptive_maxpool", "pad", "crop", "lrn", "upsample"),
    )
)
"""Types whose output has the channels of their input."""
LEARNING = frozenset(
    (
        *("conv", "depthwise", "pointwise", "separable", "tconv", "local", "linear", "prelu"),
        *("bn", "ln", "gn"),
    )
)
"""Types that have weights unless they are told otherwise."""


def document_of_code(paste: Paste, name: str) -> NetworkDocument:
    """The network that a program builds.

    Raises:
        NetworkError: it is no Python, constructs no layer, or does what is not followed here.
    """
    return _bounded(paste, lambda: _compiler(paste, name).document())


T = TypeVar("T")


def _bounded(paste: Paste, build: Callable[[], T]) -> T:
    """What is built; an error where containers hold one another without end."""
    try:
        return build()
    except (TooManyPartsError, RecursionError):
        message = Message("load.too_many_layers", limit=most_layers())
        raise paste.error(0, 0, message, raising()) from None


def _compiler(paste: Paste, name: str) -> Compiler:
    code = Code(paste)
    program = Program(code)
    program.block(code.body())
    program.finish()
    followed(program)
    return Compiler(program, name)


def followed(program: Program) -> None:
    """Follow `forward` of the one module that is there, if it has one that can be followed."""
    roots = [part for _, part in program.roots.values()]
    if program.nodes or len(roots) != 1:
        return
    (module,) = roots
    if not isinstance(module, Container) or module.forward is None:
        return
    kept = dict(program.roots)
    try:
        program.apply(module, [InputSpec(None, False, module.node)], module.node)
    except NetworkError:
        program.nodes.clear()
        program.roots = kept


def chain_of(piece: Piece) -> Chain:
    """Constructions as items of a network of ours.

    Raises:
        NetworkError: they are none, or of Keras where only the dialect of the network could say so.
    """
    compiler = compiled(piece)
    for call in compiler.calls:
        if compiler.framework == "keras" and ambiguous(call):
            message = Message("source.dialect_wanted", kind=call.name)
            raise compiler.code.error(call.node, message)
    return tuple(
        [
            use
            for _, call, certain in compiler.chain
            if isinstance(call, Construction)
            for use in compiler.uses(call, certain)
        ]
    )


def compiled(piece: Piece) -> Compiler:
    """What the constructions in a text build.

    Raises:
        NetworkError: nothing that can be followed.
    """
    paste = Paste(piece)
    return _bounded(paste, lambda: _compiler(paste, ""))


class Compiler:
    """From what a program has built to a graph."""

    def __init__(self, program: Program, name: str) -> None:
        self.program = program
        self.code = program.code
        roots = program.roots.values()
        self.chain = [
            (path, leaf, isinstance(part, Container))
            for root, part in roots
            for path, leaf in leaves(part, root if len(roots) > 1 else "")
        ]
        nodes = [node.part for node in program.nodes if isinstance(node.part, Construction)]
        calls = nodes or [leaf for _, leaf, _ in self.chain if isinstance(leaf, Construction)]
        if not any(call.frameworks for call in calls):
            raise self.code.paste.error(0, 0, Message("source.no_layers"))
        self.calls = calls
        self.framework = agreed(self.code, calls)
        self.translator = Translator(self.code, self.framework)
        self.owners: dict[int, int] = {}
        self.graph = Graph(self.code.paste.whole.source, name, self.framework)

    def document(self) -> NetworkDocument:
        if self.program.nodes:
            return self.of_tensors()
        named = [(name, part) for name, part in self.program.roots.values() if name]
        parts = [part for _, part in self.program.roots.values()]
        if len(named) > 1:
            root: Part = Container(named, self.calls[0].node, "Module")
        elif len(parts) == 1 and not is_chain(parts[0]):
            root = parts[0]
        else:
            return self.of_chain()
        assert isinstance(root, Container)
        notes = [Message("source.note.forward")] if self.program.unfollowed else []
        return document_of_modules(root, self.translator, self.graph.name, notes)

    def of_chain(self) -> NetworkDocument:
        """The layers one after the other, in the order in which they stand."""
        given = next((leaf for _, leaf, _ in self.chain if isinstance(leaf, InputSpec)), None)
        at = self.graph.input("input", self.shape(given, self.calls))
        for path, leaf, certain in self.chain:
            if isinstance(leaf, Construction):
                at = self.layers(leaf, (at,), "" if self.framework == "keras" else path, certain)
        return self.graph.document()

    def of_tensors(self) -> NetworkDocument:
        """The layers as they are called."""
        handles: dict[int, int] = {}
        nodes = self.program.nodes
        model = self.program.model
        needed = self.needed([end.number for end in model.outputs] if model else None)
        for number, node in enumerate(nodes):
            if number in needed and isinstance(node.part, InputSpec):
                calls = [one.part for one in nodes if number in one.inputs]
                shape = self.shape(
                    node.part, [call for call in calls if isinstance(call, Construction)]
                )
                handles[number] = self.graph.input(node.name, shape, self.code.place(node.node))
        for number, node in enumerate(nodes):
            if number not in needed or isinstance(node.part, InputSpec):
                continue
            inputs = tuple([handles[source] for source in node.inputs])
            if isinstance(node.part, Construction):
                handles[number] = self.layers(node.part, inputs, node.name)
            else:
                place = self.code.place(node.node)
                handles[number] = self.graph.add(node.name, node.part, {}, inputs, place)
        return self.graph.document([handles[end.number] for end in model.outputs] if model else ())

    def needed(self, ends: Iterable[int] | None) -> set[int]:
        """The nodes that the outputs are made of; all, if no model says which these are."""
        nodes = self.program.nodes
        if ends is None:
            return set(range(len(nodes)))
        found: set[int] = set()
        waiting = list(ends)
        while waiting:
            number = waiting.pop()
            if number not in found:
                found.add(number)
                waiting += nodes[number].inputs
        return found

    def layers(
        self,
        call: Construction,
        inputs: tuple[int, ...],
        name: str,
        certain: bool = False,
    ) -> int:
        """The layer of a construction, with the weights that it has if it was called before, and
        its activation; the handle of the last."""
        at, own = 0, call.keyword("name")
        name = own if isinstance(own, str) else name
        owner = self.owners.get(id(call))
        if not call.frameworks:
            self.graph.note(Message("read.unknown", what=call.name))
        for use in self.uses(call, certain):
            given = dict(use.given)
            if owner is not None and _learns(use):
                given["share"] = Name((self.graph.name_of(owner),), use.place)
            at = self.graph.add(name, use.type, given, inputs, use.place)
            self.owners.setdefault(id(call), at)
            inputs, name = (at,), ""
        return at

    def uses(self, call: Construction, certain: bool) -> Iterator[LayerUse]:
        """The layers of a construction. PyTorch's Linear goes over the last axis; nothing flattens
        before it that a chain, which is all that is called, does not have."""
        for use in self.translator.layers(call):
            last = certain and self.framework == "torch" and look_up(use.type).type == "linear"
            yield use._replace(given=(*use.given, ("over", "last"))) if last else use

    # Shapes

    def shape(
        self, given: InputSpec | None, calls: Sequence[Construction]
    ) -> tuple[Size | None, ...] | None:
        """Channels and sizes of an input: as they are said, else the channels that the first layer
        is made for."""
        first = calls[0] if calls else None
        ahead = first is not None and first.keyword("data_format") == "channels_first"
        if given is not None:
            if isinstance(given.shape, Unread):
                raise given.shape.error
            return _channels_first(given.shape, given.batched, ahead)
        for word in ("input_shape", "batch_input_shape", "batch_shape"):
            said = first.keyword(word) if first is not None else None
            if said is not None:
                return _channels_first(said, word.startswith("batch"), ahead)
        features = first.keyword("input_dim") if first is not None else None
        if isinstance(features, int):
            return (features,)
        return self.made_for(calls)

    def made_for(self, calls: Sequence[Construction]) -> tuple[Size | None, ...] | None:
        dims = None
        for call in calls:
            entry = find(call.name)
            if entry is None:
                return None
            dims = dims or entry.dims
            given = self.translator.arguments(call)
            channels = next((given[key] for key in CHANNEL_KEYS if key in given), None)
            if channels is not None and not isinstance(channels, Unread | Cells | bool | tuple):
                return (channels, *[None] * (dims or 0)) if dims or entry.type == "linear" else None
            if entry.type not in KEEPING:
                return None
        return None


def _learns(use: LayerUse) -> bool:
    """Whether a layer has weights, which a second call of it would share."""
    return look_up(use.type).type in LEARNING or dict(use.given).get("affine") is True


def _channels_first(shape: Value, batched: bool, ahead: bool) -> tuple[Size | None, ...] | None:
    """A shape as Keras has it, channels last, as ours with the channels in front."""
    if isinstance(shape, int):
        return (shape,)
    if not isinstance(shape, Cells):
        return None
    sizes = [cell[0] for cell in shape.cells][1 if batched else 0 :]
    known: list[Size | None] = [None if isinstance(size, bool | str) else size for size in sizes]
    if not known or ahead:
        return tuple(known) or None
    return (known[-1], *known[:-1])
