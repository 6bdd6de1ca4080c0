"""Text that was pasted: Python source of a network, what `print(model)` prints, or a table of its
layers."""

from __future__ import annotations

import os

from convcalc.load.ast import NamedInput, NetworkDocument
from convcalc.load.contents import decoded
from convcalc.load.document import document_of_line
from convcalc.load.place import Piece, Source
from convcalc.load.readers import Data
from convcalc.load.readers.paste import Paste
from convcalc.load.readers.printed import document_of_print
from convcalc.load.readers.python import document_of_code
from convcalc.load.readers.table import HEADER, document_of_table
from convcalc.network.graph import NetworkError
from convcalc.pattern import pattern

PRINTED = pattern(r"\([^()\n]+\): (?:\d+ x )?[A-Za-z_][\w.]*\(")
SHAPE = pattern(r"\s*([\w()+*/-]*(?:[x×@][\w()+*/-]+)+|\d+)\s*:\s+")


def read(data: Data, name: str) -> NetworkDocument:
    """The network that a text constructs.

    Raises:
        NetworkError, UsageError: it constructs none, or in a way that is not followed here.
    """
    return read_text(decoded(bytes(data), name), name)


def read_text(text: str, name: str) -> NetworkDocument:
    """The same, of characters. A single line may be notation with constructions in it."""
    whole = Piece(Source(name, text), text, 0)
    stem = "" if name.startswith("<") else os.path.splitext(os.path.basename(name))[0]
    if HEADER.search(text):
        return document_of_table(Paste(whole), stem)
    if PRINTED.search(text):
        return document_of_print(Paste(whole), stem)
    shape = SHAPE.match(text)
    paste = Paste(whole.part(shape.end(), len(text)) if shape else whole)
    paste.prompted(code=True)
    try:
        document = document_of_code(paste, stem)
    except NetworkError as error:
        if error.code != "source.not_python" or "\n" in text.strip() or name.endswith(".py"):
            raise
        return document_of_line(text.strip())
    if shape is None:
        return document
    own = NamedInput(document.inputs[0].name, whole.part(*shape.span(1)))
    return document._replace(inputs=(own, *document.inputs[1:]))
