"""From the tree of a file, or from a line of notation, to a `NetworkDocument`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from convcalc.annotations import Any
from convcalc.errors import ConvcalcError, Message, UsageError
from convcalc.layers.dialects import DEFAULT, dialect_named
from convcalc.layers.meant import did_you_mean
from convcalc.layers.numbers import shown
from convcalc.load.ast import NOTE, BlockDef, Knob, LayerUse, NamedInput, NetworkDocument, Value
from convcalc.load.items import Items
from convcalc.load.notation import parse_chain
from convcalc.load.place import ARGUMENT, Piece, Source
from convcalc.load.tree import List, Map, Scalar, Tree, kind_of
from convcalc.load.values import NAME, closing, read_name, read_value, split
from convcalc.load.words import known_layer, layer_word, reads_as_layer
from convcalc.network.budget import Promises
from convcalc.pattern import pattern

KEYS = (
    "convcalc", "name", "dims", "input", "dialect", "set", "defaults", "blocks", "layers",
    "outputs", "expect", "budget", "complete", "notes",
)  # fmt: skip
VERSION = "1"
SHAPE = pattern(r"\s*([^\s:]+(?:\s*[xX×@]\s*[^\s:]+)*)\s*:(?=\s|\Z)")
DIGITS = pattern(r"\d[\d_]{0,60}")
HEADER = pattern(r"\s*([^\W\d]\w*)\s*")
BARE_WORD = pattern(r"[^\W\d]\w*(?:-\w+)*")


def document_of_line(text: str, dialect: str | None = None) -> NetworkDocument:
    """A network in one line, with or without the shape of its input before it.

    Raises:
        NetworkError: a mistake in the notation.
    """
    source = Source(ARGUMENT, text)
    piece = Piece(source, text, 0)
    shape = SHAPE.match(text)
    given = None
    if shape:
        if NAME.fullmatch(shape.group(1)) and layer_word(shape.group(1)):
            raise piece.error(shape.end(1), Message("load.unexpected", found=":"))
        given = piece.part(shape.start(1), shape.end(1))
        piece = piece.part(shape.end(), len(text))
    chain = parse_chain(piece)
    if not chain:
        raise piece.error(0, Message("load.no_layers"))
    return NetworkDocument(
        source, "", None, (NamedInput(None, given),), dialect, {}, {}, {}, chain, (), {}, {}
    )


def document_of_tree(tree: Tree, source: Source, name: str) -> NetworkDocument:
    """What a file of any format says.

    Raises:
        NetworkError: an unknown key, a key of the wrong kind, or a mistake further down.
    """
    if not isinstance(tree, Map):
        raise tree.error(Message("load.not_a_map", found=kind_of(tree)), Message("load.hint.top"))
    known_keys(tree, KEYS, "load.unknown_key")
    get = tree.values.get
    version = get("convcalc")
    if version is not None and text_of(version) != VERSION:
        raise version.error(Message("load.version", found=shown(text_of(version)), known=VERSION))
    dialect = text_of(get("dialect")) or None
    try:
        dialect_named(dialect or DEFAULT)
    except UsageError as error:
        raise tree.values["dialect"].error(error.message, *error.hints) from None
    blocks = _map(get("blocks"))
    headers = {key: _header(key) for key, _ in blocks}
    items = Items({header[0] for header in headers.values()})
    layers = get("layers")
    if layers is None or (isinstance(layers, Scalar) and layers.is_null):
        raise tree.error(Message("load.no_layers"), Message("load.hint.top"))
    chain = items.chain(layers)
    if not chain:
        raise layers.error(Message("load.no_layers"))
    return NetworkDocument(
        source=source,
        name=text_of(get("name"), name),
        dims=_dims(get("dims")),
        inputs=_inputs(get("input")),
        dialect=dialect,
        knobs=_knobs(_map(get("set"))),
        defaults={
            key.piece.text: _defaults(items, key, value) for key, value in _map(get("defaults"))
        },
        blocks=_blocks(items, blocks, headers),
        layers=chain,
        outputs=tuple(map(read_name, _listed(get("outputs")))),
        expect=_Promises(get("expect")),
        budget=_Promises(get("budget")),
        notes=tuple([Message(NOTE, text=note.text.strip()) for note in _listed(get("notes"))]),
        complete=_complete(get("complete")),
    )


def known_keys(tree: Map, keys: Iterable[str], code: str, **fields: object) -> None:
    """Demand that a map has no other keys.

    Raises:
        NetworkError: it has; the nearest right word is a hint.
    """
    allowed = tuple(keys)
    for name, key in tree.keys.items():
        if name not in allowed:
            hints = did_you_mean(name, allowed)
            raise key.error(
                Message(code, name=shown(name), allowed=", ".join(allowed), **fields), *hints
            )


def text_of(tree: Tree | None, default: str = "") -> str:
    """The text of a scalar; the default where there is none."""
    if tree is None:
        return default
    if not isinstance(tree, Scalar):
        raise tree.error(Message("load.not_text", found=kind_of(tree)))
    return tree.piece.text.strip()


def _map(tree: Tree | None) -> Iterable[tuple[Scalar, Tree]]:
    if tree is None or (isinstance(tree, Scalar) and tree.is_null):
        return ()
    if not isinstance(tree, Map):
        raise tree.error(Message("load.not_a_map", found=kind_of(tree)))
    return tree


def plain(tree: Tree) -> Any:
    """A value as it stands: whole numbers as such, any other scalar as text, null as None."""
    if isinstance(tree, Map):
        return {key.piece.text: plain(value) for key, value in tree}
    if isinstance(tree, List):
        return [plain(item) for item in tree.items]
    if tree.is_null:
        return None
    text = tree.piece.text.strip()
    return int(text) if not tree.quoted and DIGITS.fullmatch(text) else text


class _Promises(Promises):
    """What a file demands of its network; errors about it point into the file."""

    def __init__(self, tree: Tree | None) -> None:
        super().__init__({key.piece.text: plain(value) for key, value in _map(tree)})
        self.tree = tree

    def refused(self, error: ConvcalcError, path: tuple[str, ...], value: bool) -> ConvcalcError:
        tree = found = self.tree
        for name in path:
            if isinstance(tree, Map) and name in tree.keys:
                found = tree.values[name] if value else tree.keys[name]
                tree = tree.values[name]
        return error if found is None else found.error(error.message, *error.hints)


# Inputs, knobs, defaults, lists of texts


def _dims(tree: Tree | None) -> int | None:
    """The number of spatial axes.

    Raises:
        NetworkError: it is not 1, 2 or 3.
    """
    if tree is None:
        return None
    text = text_of(tree)
    if text not in ("1", "2", "3"):
        raise tree.error(Message("load.bad_dims", value=shown(text)))
    return int(text)


def _inputs(tree: Tree | None) -> tuple[NamedInput, ...]:
    if tree is None:
        return (NamedInput(None, None),)
    if isinstance(tree, Scalar):
        return (NamedInput(None, None if tree.is_null else tree.piece),)
    if isinstance(tree, List):
        raise tree.error(Message("load.input_list"), Message("load.hint.input"))
    if "size" in tree.keys or "channels" in tree.keys:
        return (_sized(None, tree),)
    inputs = []
    for key, value in tree:
        name = _name(key)
        if isinstance(value, Map):
            inputs.append(_sized(name, value))
        elif isinstance(value, Scalar):
            inputs.append(NamedInput(name, None if value.is_null else value.piece))
        else:
            raise value.error(Message("load.input_list"), Message("load.hint.input"))
    if not inputs:
        raise tree.error(Message("load.no_input"), Message("load.hint.input"))
    return tuple(inputs)


def _sized(name: str | None, tree: Map) -> NamedInput:
    """`{channels: 256, size: [16000]}`: a list of sizes names the number of axes, too."""
    known_keys(tree, ("size", "channels"), "load.unknown_input_key")
    size = tree.values.get("size")
    channels = tree.values.get("channels")
    parts = size.items if isinstance(size, List) else [size] if size is not None else []
    texts = [text_of(part) for part in parts]
    if not texts or not all(texts):
        raise tree.error(Message("load.no_input"), Message("load.hint.input"))
    listed = isinstance(size, List)
    text = "x".join(map(_bracketed, texts)) if listed else texts[0]
    if channels is not None:
        text += f"@{_bracketed(text_of(channels))}"
    start = (size or tree).piece
    piece = Piece(start.source, text, start.start, exact=False)
    return NamedInput(name, piece, len(texts) if listed else None)


def _bracketed(text: str) -> str:
    return text if text.isdecimal() else f"({text})"


def _name(key: Scalar) -> str:
    """A key that is a name.

    Raises:
        NetworkError: it is none.
    """
    name = key.piece.text.strip()
    if not NAME.fullmatch(name):
        raise key.error(Message("load.not_a_name", name=shown(name)))
    return name


def _knobs(settings: Iterable[tuple[Scalar, Tree]]) -> dict[str, Knob]:
    knobs = {}
    for key, value in settings:
        name = _name(key)
        if name in ("cin", "true", "false", "and", "or", "not"):
            raise key.error(Message("load.reserved_name", name=name))
        if not isinstance(value, Scalar) or value.is_null:
            raise value.error(Message("load.knob_not_scalar", name=name, found=kind_of(value)))
        knobs[name] = Knob(knob_value(value.piece), key.piece.place())
    return knobs


def knob_value(piece: Piece) -> Value:
    """The value of a knob: a number, true or false, a word, or arithmetic in knobs before it."""
    text = piece.text.strip()
    if text not in ("true", "false") and BARE_WORD.fullmatch(text):
        return text
    return read_value(piece)


def _defaults(items: Items, key: Scalar, value: Tree) -> LayerUse:
    word = known_layer(key.piece.text.strip())
    if word is None:
        raise items.unknown(key)
    if not isinstance(value, Map):
        raise value.error(Message("load.not_a_map", found=kind_of(value)))
    return LayerUse(word.type, items.parameters(word, value), key.piece.place())


def _listed(tree: Tree | None) -> list[Piece]:
    """The texts of a list; a single one stands for a list of it."""
    if tree is None:
        return []
    if isinstance(tree, Map):
        raise tree.error(Message("load.not_a_list", found=kind_of(tree)))
    entries = tree.items if isinstance(tree, List) else [tree]
    for entry in entries:
        text_of(entry)
    return [entry.piece for entry in entries]


def _complete(tree: Tree | None) -> bool:
    text = text_of(tree, "true")
    if tree is not None and text not in ("true", "false"):
        raise tree.error(Message("parameter.not_flag", name="complete", value=shown(text)))
    return text == "true"


# Blocks

Header = tuple[str, tuple[tuple[str, Value], ...], int]


def _header(key: Scalar) -> Header:
    """Name, parameters with defaults, and how many have none: `bottleneck(width, stride=1)`.

    Raises:
        NetworkError: not such a header, or a name that would be read as a layer.
    """
    piece = key.piece
    found = HEADER.match(piece.text)
    if found is None:
        raise key.error(Message("load.block_header", text=shown(piece.text)))
    name = found.group(1)
    layer = reads_as_layer(name)
    if layer is not None:
        raise key.error(Message("load.block_is_layer", name=name, kind=layer.type))
    rest = piece.text[found.end() :].strip()
    if not rest:
        return name, (), 0
    if not rest.startswith("(") or not rest.endswith(")"):
        raise key.error(Message("load.block_header", text=shown(piece.text)))
    start = found.end()
    end = closing(piece, start)
    if piece.text[end + 1 :].strip():
        raise key.error(Message("load.block_header", text=shown(piece.text)))
    return name, *_parameters(piece, start + 1, end)


def _parameters(piece: Piece, start: int, end: int) -> tuple[tuple[tuple[str, Value], ...], int]:
    parameters: dict[str, Value] = {}
    required = 0
    for part in split(piece, start, end):
        name, equals, _ = part.text.partition("=")
        stripped = name.strip()
        if not NAME.fullmatch(stripped) or stripped in ("cin", "true", "false", "and", "or", "not"):
            raise part.error(0, Message("load.not_a_name", name=shown(part.text.strip())))
        if stripped in parameters:
            raise part.error(0, Message("load.twice", name=stripped))
        if equals:
            parameters[stripped] = knob_value(part.part(len(name) + 1, len(part.text)))
        elif required < len(parameters):
            raise part.error(0, Message("load.required_after_default", name=stripped))
        else:
            parameters[stripped] = None
            required += 1
    return tuple(parameters.items()), required


def _blocks(
    items: Items, blocks: Iterable[tuple[Scalar, Tree]], headers: Mapping[Scalar, Header]
) -> dict[str, BlockDef]:
    found: dict[str, BlockDef] = {}
    for key, body in blocks:
        name, parameters, required = headers[key]
        if name in found:
            first = found[name].place.line
            raise key.error(Message("load.duplicate_key", name=name, first=first))
        chain = items.path(body)
        found[name] = BlockDef(name, parameters, required, chain, key.piece.place())
    return found
