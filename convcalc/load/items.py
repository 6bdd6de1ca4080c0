"""The items of files: notation, layers with named parameters, steps, merges, repeats, choices."""

from __future__ import annotations

from collections.abc import Collection

from convcalc.errors import Message
from convcalc.layers.meant import did_you_mean
from convcalc.layers.numbers import shown
from convcalc.load.ast import (
    BlockUse,
    Cells,
    Chain,
    Choice,
    From,
    Given,
    Item,
    LayerUse,
    Merge,
    Name,
    NamedChain,
    Repeat,
    Value,
)  # fmt: skip
from convcalc.load.ast import Scalar as Plain
from convcalc.load.expression import parse
from convcalc.load.layer import read_keyword, read_words
from convcalc.load.notation import parse_chain
from convcalc.load.place import Piece
from convcalc.load.tree import List, Map, Scalar, Tree, kind_of
from convcalc.load.use import use_of
from convcalc.load.values import NAME, read_argument, read_name
from convcalc.load.words import MERGES, SINGLE, Word, known_layer, unknown_word
from convcalc.network.graph import NetworkError
from convcalc.pattern import pattern

PLAIN = pattern(r"\d{1,9}\Z|true\Z|false\Z")

PATHS, NETWORK = "paths", "network"
REPEAT = ("repeat", "layers")
CHOICE = ("if", "then", "else")


class Items:
    """Reads the items of one file, which has blocks of these names."""

    def __init__(self, blocks: Collection[str]) -> None:
        self.blocks = blocks

    def chain(self, tree: Tree) -> Chain:
        """The items of a list, one after the other; of a text or a map, just these."""
        if isinstance(tree, List):
            return tuple([item for entry in tree.items for item in self.entry(entry)])
        return self.entry(tree)

    def path(self, tree: Tree | None) -> Chain:
        """The same where nothing may stand, which leaves the tensor as it is."""
        if tree is None or (isinstance(tree, Scalar) and tree.is_null):
            return ()
        return self.chain(tree)

    def entry(self, tree: Tree) -> Chain:
        if isinstance(tree, Scalar):
            if tree.is_null:
                raise tree.error(Message("load.empty_item"))
            return parse_chain(tree.piece, self.blocks)
        if isinstance(tree, List):
            return self.chain(tree)
        return (self.map_item(tree),)

    def map_item(self, tree: Map) -> Item:
        keys = tree.keys
        place = tree.piece.place()
        if "repeat" in keys:
            self.only(tree, REPEAT)
            count = self.number(tree.values["repeat"])
            if "layers" not in keys:
                raise tree.error(Message("load.missing_key", name="layers"))
            return Repeat(count, self.path(tree.values["layers"]), place)
        if "if" in keys:
            self.only(tree, CHOICE)
            condition = self.number(tree.values["if"])
            then, other = self.path(tree.values.get("then")), self.path(tree.values.get("else"))
            return Choice(condition, then, other, place)
        if len(keys) != 1:
            raise self.several(tree)
        ((key, value),) = list(tree)
        return self.single(key, value)

    def only(self, tree: Map, allowed: tuple[str, ...]) -> None:
        for name, key in tree.keys.items():
            if name not in allowed:
                hints = did_you_mean(name, allowed)
                message = Message(
                    "load.unknown_item_key",
                    name=shown(name),
                    item=allowed[0],
                    allowed=", ".join(allowed),
                )
                raise key.error(message, *hints)

    def several(self, tree: Map) -> NetworkError:
        if not len(tree):
            return tree.error(Message("load.empty_item"))
        names = list(tree.keys)
        meant = _deeper(tree)
        hint = Message("expr.write", text=meant) if meant else Message("load.hint.item")
        return tree.keys[names[1]].error(
            Message("load.one_key", keys=shown(", ".join(names))), hint
        )

    def number(self, tree: Tree) -> Value:
        """A count or a condition."""
        if not isinstance(tree, Scalar) or tree.is_null:
            raise tree.error(Message("load.not_text", found=kind_of(tree)))
        return parse(tree.piece)

    def single(self, key: Scalar, value: Tree) -> Item:
        """An item of one key: a layer, a block, a merge, `from`, or a named step."""
        name = key.piece.text.strip()
        if name == "from":
            if not isinstance(value, Scalar):
                raise value.error(Message("load.not_text", found=kind_of(value)))
            return From(read_name(value.piece), key.piece.place())
        if name == "use":
            return self.use(key, value)
        parameters = isinstance(value, Map) or (isinstance(value, Scalar) and value.is_null)
        word = None if name in self.blocks else known_layer(name)
        if (
            word is not None
            and word.type in MERGES
            and not (word.name != word.type and not isinstance(value, List))
            and not (word.type in SINGLE and not _has_paths(value))
        ):
            return self.merge(word, key, value)
        if name in self.blocks and parameters:
            return self.block(name, key, value)
        if word is not None and parameters:
            return LayerUse(word.name, self.parameters(word, value), key.piece.place())
        if isinstance(value, Map) and not self.is_item(value):
            raise self.unknown(key)
        if not NAME.fullmatch(name):
            raise key.error(Message("load.not_a_name", name=shown(name)))
        if isinstance(value, Scalar) and value.is_null:
            raise self.unknown(key)
        if word is not None and isinstance(value, Scalar) and value.piece.text[0].isdecimal():
            raise value.error(
                Message("load.parameters_expected", kind=word.type), Message("load.hint.item")
            )
        return NamedChain(name, self.chain(value), key.piece.place())

    def use(self, key: Scalar, value: Tree) -> Item:
        """Another network: its name, or a map of its name, `until` and settings."""
        place = key.piece.place()
        if isinstance(value, Scalar) and not value.is_null:
            return use_of(read_words(value.piece), (), place)
        network = value.values.get(NETWORK) if isinstance(value, Map) else None
        if not isinstance(value, Map) or not isinstance(network, Scalar):
            raise value.error(Message("load.no_network"), Message("load.hint.use"))
        pairs = [(key.piece.text.strip(), inner) for key, inner in value]
        keywords = [(name, self.value(inner)) for name, inner in pairs if name != NETWORK]
        return use_of(read_words(network.piece), tuple(keywords), place)

    def is_item(self, tree: Map) -> bool:
        """Whether a map is an item itself and not a list of parameters."""
        return any(
            name in ("repeat", "if", "from", "use") or name in self.blocks or known_layer(name)
            for name in tree.keys
        )

    def unknown(self, key: Scalar) -> NetworkError:
        message, hints = unknown_word(key.piece.text.strip(), self.blocks)
        return key.error(message, *hints)

    def merge(self, word: Word, key: Scalar, value: Tree) -> Item:
        given: Given = ()
        if isinstance(value, Map) and PATHS in value.keys:
            given = self.parameters(word, value, (PATHS,))
            value = value.values[PATHS]
        if not isinstance(value, List):
            raise value.error(
                Message("load.merge_not_list", word=word.type, found=kind_of(value)),
                Message("expr.write", text=f"{word.type}: [path, path]"),
            )
        paths = tuple([self.path(path) for path in value.items])
        return Merge(word.type, paths, key.piece.place(), given)

    def block(self, name: str, key: Scalar, value: Tree) -> Item:
        given: list[tuple[str, Value]] = []
        if isinstance(value, Map):
            for argument, inner in value:
                given.append((argument.piece.text.strip(), self.value(inner)))
        return BlockUse(name, (), tuple(given), key.piece.place())

    def value(self, tree: Tree, words: tuple[str, ...] = ()) -> Value:
        """An argument of a block."""
        if isinstance(tree, Scalar):
            return read_argument(tree.piece)
        raise tree.error(Message("load.not_text", found=kind_of(tree)))

    def parameters(self, word: Word, tree: Tree, others: tuple[str, ...] = ()) -> Given:
        """The parameters of a layer that a map gives, but for its `others` keys."""
        if not isinstance(tree, Map):
            return ()
        given = []
        for key, value in tree:
            name = key.piece.text.strip()
            if name not in others:
                given.append((name, self.parameter(word.name, name, key, value)))
        return tuple(given)

    def parameter(self, kind: str, name: str, key: Scalar, value: Tree) -> Value:
        if isinstance(value, Scalar):
            return read_keyword(kind, name, key.piece, value.piece)
        read_keyword(kind, name, key.piece, Piece(key.piece.source, "", key.piece.start))
        if isinstance(value, Map):
            raise value.error(Message("load.not_text", found=kind_of(value)))
        cells = [self.cell(kind, name, item) for item in value.items]
        if not cells:
            raise value.error(Message("load.not_cells", text="[]"))
        return Cells(tuple(cells))

    def cell(self, kind: str, name: str, tree: Tree) -> tuple[Plain, ...]:
        parts = tree.items if isinstance(tree, List) else [tree]
        if isinstance(tree, List) and len(parts) != 2:
            raise tree.error(Message("load.not_a_pair"))
        found: list[Plain] = []
        for part in parts:
            if not isinstance(part, Scalar):
                raise part.error(Message("load.not_text", found=kind_of(part)))
            value = read_keyword(kind, name, part.piece, part.piece) if not part.is_null else None
            if isinstance(value, Cells | Name):
                raise part.error(Message("load.not_cells", text=shown(part.piece.text)))
            found.append(value)
        return tuple(found)


def _has_paths(value: Tree) -> bool:
    """Whether a value holds the paths of a merge."""
    return isinstance(value, List) or (isinstance(value, Map) and PATHS in value.keys)


def _deeper(tree: Map) -> str | None:
    """An item with its parameters where they belong: `{type: conv, kernel: 3}`, or `conv:` with
    them beside it and not below."""
    pairs = [(key.piece.text.strip(), value) for key, value in tree]
    scalars = [value for _, value in pairs if isinstance(value, Scalar)]
    if len(scalars) < len(pairs):
        return None
    texts = [scalar.piece.text.strip() for scalar in scalars]
    kind = pairs[0][0] if scalars[0].is_null else texts[0]
    if known_layer(kind) is None or not all(map(PLAIN.match, texts[1:])):
        return None
    below = [f'"{name}": {text}' for (name, _), text in zip(pairs[1:], texts[1:], strict=True)]
    return f'{{"{kind}": {{{", ".join(below)}}}}}'
