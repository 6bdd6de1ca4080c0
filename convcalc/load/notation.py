"""The one-line notation of networks, which files use for their items too.

chain  = item*                                        separated by spaces
item   = layer | count "*(" chain ")" | word["(" args ")"] "[" chain ("|" chain)* "]"
           | "use(" network ["," "until=" name] {"," knob "=" v} ")"
layer  = type [number] suffix* | type "(" key=value, ... ")"
           | block["(" args ")"] | "from(" name ")"
suffix = "/"v stride | p v | d v | g v | a v output padding | b0 b1 bias | c0 c1 ceil | "@"v out
v      = 3 | 1x7 | 1:2 (p only) | "(" expression ")" | name (after @ only)
word   = add | concat | mul | maximum | partial_add | attention | opaque | if(condition)
           count = 3 | "(" expression ")"
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from convcalc.errors import Message
from convcalc.load.ast import (
    BlockUse,
    Chain,
    Choice,
    From,
    Given,
    Item,
    LayerUse,
    Merge,
    Repeat,
    Value,
)  # fmt: skip
from convcalc.load.expression import parse
from convcalc.load.layer import Suffixes, read_keywords
from convcalc.load.place import ARGUMENT, Piece, Source
from convcalc.load.use import read_use
from convcalc.load.values import (
    closing,
    read_argument,
    read_name,
    split,
    unclosed,
)
from convcalc.load.words import MERGES, SINGLE, Word, known_layer, layer_word, unknown_word
from convcalc.network.graph import NetworkError
from convcalc.pattern import pattern

MAX_NESTING = 50
SPACE = pattern(r"\s*")
RUN = pattern(r"\w+")
LONG_FORM = pattern(r"\(\s*(?:\)|[^\W\d]\w*\s*=(?!=))")
TIMES = pattern(r"\s*\*\s*\(")
CONSTRUCTION = pattern(r"(?:[A-Za-z_]\w*\.)*[A-Z]\w*\(")
CONTAINERS = ("Sequential",)
SIMPLE = pattern(r"[^\s()\[\]|]+(?=[\s\])|]|\Z)")
EXPLAINED = ("expr.amount", "load.parameters_first")
"""Errors that bring the text to write themselves."""
AXES = pattern(r"(\d+(?:x\d+)+(?:@\w+)?)(?::\S*)?\Z")


def parse_chain(piece: Piece, blocks: Collection[str] = ()) -> Chain:
    """The items of a text; `blocks` are the names of the blocks that it may use.

    Raises:
        NetworkError: a mistake in the text; it points at the place.
    """
    try:
        return _Reader(_plain(piece), blocks).whole()
    except NetworkError as error:
        if error.code in EXPLAINED:
            raise
        from convcalc.load.slips import hinted

        error.hints = hinted(error, piece.text, lambda text: _stumbles(text, blocks))
        raise


def _stumbles(text: str, blocks: Collection[str]) -> int | None:
    """Where a text can no longer be read; None if it can."""
    try:
        _Reader(_plain(Piece(Source(ARGUMENT, text), text, 0)), blocks).whole()
    except NetworkError as error:
        return error.position or 0
    return None


def _plain(piece: Piece) -> Piece:
    """Full-width characters as the usual ones, each in its place."""
    if piece.text.isascii():
        return piece
    characters = [_narrow(character) for character in piece.text]
    return piece._replace(text="".join(characters))


def _narrow(character: str) -> str:
    if character in "−–":
        return "-"
    if unicodedata.east_asian_width(character) in "FH" or character == "\u3000":
        plain = unicodedata.normalize("NFKC", character)
        return plain if len(plain) == 1 else character
    return character


class _Reader:
    def __init__(self, piece: Piece, blocks: Collection[str]) -> None:
        self.piece = piece
        self.text = piece.text
        self.blocks = blocks
        self.at = 0
        self.depth = 0
        self.seen: dict[str, tuple[str, Given]] = {}

    def whole(self) -> Chain:
        items = self.chain()
        if self.at < len(self.text):
            found = self.text[self.at]
            hints = [Message("load.hint.flow")] if self.piece.flow else []
            hints += [Message("load.hint.paths")] if found == "|" else []
            raise self.piece.error(self.at, Message("load.unexpected", found=found), *hints)
        return items

    def skip(self) -> None:
        space = SPACE.match(self.text, self.at)
        assert space is not None
        self.at = space.end()

    def chain(self) -> Chain:
        self.depth += 1
        if self.depth > MAX_NESTING:
            raise self.piece.error(self.at, Message("load.too_deep", limit=MAX_NESTING))
        items: list[Item] = []
        while True:
            self.skip()
            if self.at >= len(self.text) or self.text[self.at] in "|])":
                self.depth -= 1
                return tuple(items)
            if CONSTRUCTION.match(self.text, self.at) and (found := self.constructed()):
                items += found
            else:
                items.append(self.item())

    def constructed(self) -> Chain:
        """The layers of a construction of PyTorch or Keras, `nn.Conv2d(3, 64, 7)`; nothing if it is
        notation."""
        start = self.at
        opening = self.text.index("(", start)
        name = self.text[start:opening]
        bare = name.isalnum() and name not in CONTAINERS
        if bare and (known_layer(name) is None or LONG_FORM.match(self.text, opening)):
            return ()
        from convcalc.load.readers.python import chain_of

        self.at = closing(self.piece, opening) + 1
        chain = chain_of(self.piece.part(start, self.at))
        self.skip()
        self.at += self.text[self.at : self.at + 1] == ","
        return chain

    def item(self) -> Item:
        start = self.at
        simple = SIMPLE.match(self.text, start)
        if simple and (known := self.seen.get(simple.group())):
            self.at = simple.end()
            return LayerUse(*known, self.piece.place(start))
        run = RUN.match(self.text, start)
        if self.text[start] == "(" or (run and run.group()[0].isdecimal()):
            return self.repeat()
        if run is None:
            raise self.piece.error(start, Message("load.unexpected", found=self.text[start]))
        item = self.named(run.group())
        if simple and self.at == simple.end() and isinstance(item, LayerUse):
            self.seen[simple.group()] = (item.type, item.given)
        return item

    # Items

    def repeat(self) -> Repeat:
        start = self.at
        count: Value
        if self.text[start] == "(":
            end = closing(self.piece, start) + 1
        else:
            digits = pattern(r"\d+").match(self.text, start)
            assert digits is not None
            end = digits.end()
        times = TIMES.match(self.text, end)
        if times is None:
            raise self.no_count(start, end)
        if self.text[start] == "(":
            count = parse(self.piece.part(start + 1, end - 1))
        else:
            count = parse(self.piece.part(start, end))
        self.at = times.end()
        body = self.chain()
        self.close(times.end() - 1, ")")
        return Repeat(count, body, self.piece.place(start))

    def no_count(self, start: int, end: int) -> Exception:
        word = pattern(r"\S+").match(self.text, start)
        axes = AXES.match(word.group()) if word else None
        if axes:
            shape = axes.group(1)
            hint = Message("load.hint.shape_first", text=f"{shape}: ")
            return self.piece.error(start, Message("load.shape_inside", text=shape), hint)
        text = self.text[start:end][:40]
        count = text if text[0] != "(" else 3
        as_in = Message("hint.as_in", text=f"{count}*( conv3 )")
        return self.piece.error(start, Message("load.no_count", text=text), as_in)

    def close(self, opening: int, bracket: str) -> None:
        if self.at >= len(self.text):
            raise unclosed(self.piece, opening)
        if self.text[self.at] != bracket:
            found = self.text[self.at]
            raise self.piece.error(self.at, Message("load.unexpected", found=found))
        self.at += 1

    def named(self, run: str) -> Item:
        start, end = self.at, self.at + len(run)
        if run in self.blocks:
            return self.block(run, start, end)
        if run == "if":
            return self.choice(start, end)
        if run == "from":
            return self.source(start, end)
        if run == "use":
            item, self.at = read_use(self.piece, start, end)
            return item
        word = layer_word(run)
        if word is None:
            message, hints = unknown_word(run, self.blocks)
            raise self.piece.error(start, message, *hints)
        if word.type in MERGES and word.length == len(run):
            return self.merge(word, start, end)
        return self.layer(word, start)

    def merge(self, word: Word, start: int, end: int) -> Item:
        kind = word.type
        given: Given = ()
        self.at = end
        if LONG_FORM.match(self.text, end):
            given, self.at = self.keywords(word, end)
        self.skip()
        if self.text[self.at : self.at + 1] != "[":
            if kind in SINGLE:
                return self.layer(word, start)
            raise self.piece.error(
                start,
                Message("load.no_branches", word=kind),
                Message("hint.as_in", text=f"{kind}[ conv3p1 relu | ]"),
            )
        opening = self.at
        paths = self.branches()
        if not given and LONG_FORM.match(self.text, self.at):
            last = closing(self.piece, self.at) + 1
            text = f"{kind}{self.text[self.at : last]}{self.text[opening : self.at]}"
            message = Message("load.parameters_first", word=kind)
            raise self.piece.error(self.at, message, Message("expr.write", text=text))
        return Merge(kind, paths, self.piece.place(start), given)

    def keywords(self, word: Word, opening: int) -> tuple[Given, int]:
        """The parameters in brackets, and where these end."""
        close = closing(self.piece, opening)
        parts = list(split(self.piece, opening + 1, close))
        return read_keywords(word.name, parts), close + 1

    def branches(self) -> tuple[Chain, ...]:
        opening = self.at
        self.at += 1
        paths = [self.chain()]
        while self.text[self.at : self.at + 1] == "|":
            self.at += 1
            paths.append(self.chain())
        self.close(opening, "]")
        return tuple(paths)

    def choice(self, start: int, end: int) -> Item:
        if self.text[end : end + 1] != "(":
            example = Message("hint.as_in", text="if(2 > 1)[ conv3p1 relu | ]")
            raise self.piece.error(start, Message("load.no_condition"), example)
        close = closing(self.piece, end)
        condition = parse(self.piece.part(end + 1, close))
        self.at = close + 1
        self.skip()
        if self.text[self.at : self.at + 1] != "[":
            raise self.piece.error(
                start,
                Message("load.no_branches", word="if"),
                Message("hint.as_in", text="if(2 > 1)[ conv3p1 relu | ]"),
            )
        paths = self.branches()
        if len(paths) > 2:
            raise self.piece.error(start, Message("load.if_paths", given=len(paths)))
        return Choice(
            condition, paths[0], paths[1] if len(paths) > 1 else (), self.piece.place(start)
        )

    def source(self, start: int, end: int) -> Item:
        if self.text[end : end + 1] != "(":
            raise self.piece.error(start, Message("load.no_source"), Message("load.hint.source"))
        close = closing(self.piece, end)
        self.at = close + 1
        return From(read_name(self.piece.part(end + 1, close)), self.piece.place(start))

    def block(self, name: str, start: int, end: int) -> Item:
        args: list[Value] = []
        keywords: dict[str, Value] = {}
        self.at = end
        if self.text[end : end + 1] == "(":
            close = closing(self.piece, end)
            for part in split(self.piece, end + 1, close):
                key = re.match(r"\s*([^\W\d]\w*)\s*=(?!=)", part.text)
                if not part.text.strip():
                    raise part.error(0, Message("load.empty_argument_of_block"))
                if not key:
                    if keywords:
                        raise part.error(0, Message("load.positional_after_keyword"))
                    args.append(read_argument(part))
                    continue
                if key.group(1) in keywords:
                    raise part.error(0, Message("load.twice", name=key.group(1)))
                rest = part.part(key.end(), len(part.text))
                keywords[key.group(1)] = read_argument(rest)
            self.at = close + 1
        elif self.text[end : end + 1] not in ("", " ", "|", "]", ")") and not self.ends_at(end):
            raise self.piece.error(
                end, Message("load.block_suffix", name=name), Message("load.hint.block_arguments")
            )
        return BlockUse(name, tuple(args), tuple(keywords.items()), self.piece.place(start))

    def ends_at(self, index: int) -> bool:
        return self.text[index].isspace()

    def layer(self, word: Word, start: int) -> Item:
        self.at = start + word.length
        place = self.piece.place(start)
        if LONG_FORM.match(self.text, self.at):
            given, self.at = self.keywords(word, self.at)
            return LayerUse(word.name, given, place)
        suffixes = Suffixes(self.piece, word, start, self.at)
        given = suffixes.read()
        self.at = suffixes.at
        return LayerUse(word.name, given, place)
