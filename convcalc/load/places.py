"""Where everything stands in the files of the zoo, so that they are read without a YAML parser.

`zoo/places.txt` has a line for each file: its name, the checksum of its text, and its tree in
order: `{12` and `[12` open a map and a list at a character, `}` closes either, `12:20` is a scalar
(`q` quoted, `f` in flow style). `docs/build.py` writes it; what has another checksum is read as
YAML.
"""

from __future__ import annotations

from binascii import crc32
from collections.abc import Iterator

from convcalc.load.place import Piece, Source
from convcalc.load.tree import List, Map, Scalar, Tree
from convcalc.zoo import FOLDER


def read_places(source: Source, file: str) -> Tree | None:
    """The tree of a file of the zoo; None if it is not as it was when its places were written."""
    with open(f"{FOLDER}/places.txt", encoding="ascii") as lines:
        found = next((line for line in lines if line.startswith(f"{file} ")), "")
    _, checksum, *tokens = found.split() or ("", "")
    known = checksum == str(crc32(source.text.encode()))
    return _tree(source, iter(tokens)) if known else None


def _tree(source: Source, tokens: Iterator[str]) -> Tree | None:
    """The next value; None at the end of a map or a list."""
    token = next(tokens)
    if token == "}":
        return None
    if token[0] in "{[":
        piece = Piece(source, "", int(token[1:]))
        opened: List | Map = Map(piece) if token[0] == "{" else List(piece, [])
        while (part := _tree(source, tokens)) is not None:
            if isinstance(opened, List):
                opened.items.append(part)
            elif isinstance(part, Scalar) and (value := _tree(source, tokens)) is not None:
                opened.add(part, value)
        return opened
    first, _, last = token.partition(":")
    start, end = int(first), int(last.rstrip("qf"))
    piece = Piece(source, source.text[start:end], start, flow="f" in last)
    return Scalar(piece, quoted="q" in last)
