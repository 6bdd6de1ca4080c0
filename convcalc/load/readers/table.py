"""The tables of torchinfo and torchsummary, and of Keras's `summary()`: one row a layer.

They tell parameters and shapes; not how layers hang together, nor kernels, strides and biases, so
that each row is an operation of which just these are known.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from convcalc.errors import Message
from convcalc.load.ast import Cells, NetworkDocument, Value
from convcalc.load.readers.graph import Graph, Size
from convcalc.load.readers.paste import Paste
from convcalc.network.bounds import most_layers, raising
from convcalc.pattern import pattern

HEADER = pattern(r"Layer \(type")
CELL = pattern(r"\S+(?: \S+)*")
ROW = pattern(
    r"(?P<tree>[\s│├└─|+]*)(?P<type>[A-Za-z_]\w*)(?: \((?P<name>[^()]*)\))?(?:: (?P<id>[\d-]+))?"
    r"(?:-(?P<number>\d+))?\s*\Z"
)
SHAPE = pattern(r"\[-?\d+(?:, -?\d+)*\]|\[?\(None(?:, (?:\d+|None))*,?\)\]?")
COUNT = pattern(r"\(?(\d[\d,]*)\)?\s*(?:\(.*\))?\Z")
TOTAL = pattern(r"\s*Total params: ([\d,]+)")
NOTHING = ("--", "0", "?", "(recursive)", "")


class Row(NamedTuple):
    """A row: its depth in the tree, its class, its name, its parameters, its shapes."""

    depth: int
    kind: str
    name: str
    params: int | None
    shapes: dict[str, tuple[int | None, ...]]
    line: int
    column: int


def document_of_table(paste: Paste, name: str) -> NetworkDocument:
    """The rows of a table as a network whose parameters and shapes are known, and no more.

    Raises:
        NetworkError: there is no row, or one that cannot be read.
    """
    paste.prompted(code=False)
    paste.logged()
    rows, total = _rows(paste)
    if not rows:
        raise paste.error(0, 0, Message("source.no_layers"))
    keras = any(None in shape for row in rows for shape in row.shapes.values())
    graph = Graph(paste.whole.source, name)
    graph.complete = False
    first = next((shape for row in rows if (shape := row.shapes.get("Input Shape"))), None)
    at = graph.input("input", None if first is None else _ours(first, keras))
    counted = 0
    for index, row in enumerate(rows):
        if index + 1 < len(rows) and rows[index + 1].depth > row.depth:
            continue
        counted += row.params or 0
        given: dict[str, Value] = {"params": row.params or 0, "what": row.kind}
        shape = row.shapes.get("Output Shape")
        if shape is not None and (sizes := _ours(shape, keras)):
            given.update(_sizes(sizes))
        at = graph.add(row.name, "opaque", given, (at,), paste.place(row.line, row.column))
    if total is not None and total > counted:
        given = {"params": total - counted, "what": "parameters of no row"}
        graph.add("", "opaque", given, (at,))
    elif total is not None and total < counted:
        graph.note(Message("table.more", rows=counted, total=total))
    graph.note(Message("table.note"))
    return graph.document()


def _rows(paste: Paste) -> tuple[list[Row], int | None]:
    """The rows below the header, and the parameters that the table says in all."""
    cells: list[tuple[str, int]] = []
    rows: list[Row] = []
    limit = most_layers()
    for number, line in enumerate(paste.lines):
        total = TOTAL.match(line)
        if total is not None:
            return rows, int(total[1].replace(",", ""))
        if HEADER.search(line):
            cells = [(found.group(), found.start()) for found in CELL.finditer(_plain(line))]
        elif cells and re.search(r"[A-Za-z]", line):
            row = _row(paste, number, line, cells)
            if row is not None:
                rows.append(row)
            if len(rows) > 4 * limit:  # containers are no layers
                message = Message("load.too_many_layers", limit=limit)
                raise paste.error(number, 0, message, raising())
    return rows, None


def _plain(line: str) -> str:
    return re.sub(r"[┃│]", " ", line) if "┃" in line or line.startswith("│") else line


def _row(paste: Paste, number: int, line: str, header: list[tuple[str, int]]) -> Row | None:
    boxed = line.startswith("│") and line.rstrip().endswith("│")
    plain = line.strip("│ ").replace("│", " ") if boxed else line
    shapes = list(SHAPE.finditer(plain))
    names = [cell for cell, _ in header if cell.endswith("Shape") and cell != "Kernel Shape"]
    end = shapes[0].start() if shapes else (header[1][1] if len(header) > 1 else len(plain))
    found = ROW.match(plain[:end].rstrip())
    if found is None or (found["type"].islower() and found["name"] is None):
        return None  # the rows of weights, and what wraps from a name
    rest = plain[shapes[len(names) - 1].end() :] if len(shapes) >= len(names) > 0 else plain[end:]
    word = rest.split()[0] if rest.split() else ""
    params = 0
    if word not in NOTHING:
        count = COUNT.match(word)
        if count is None:
            raise paste.error(number, line.find(word), Message("table.params", text=word))
        params = int(count[1].replace(",", ""))
    sizes = {name: _shape(shape.group()) for name, shape in zip(names, shapes, strict=False)}
    kind, name = found["type"], found["name"] or ""
    if boxed and name:  # Keras has the name first
        kind, name = name, kind
    label = name or f"{kind}-{found['id'] or found['number'] or number}"
    depth = 0 if boxed or found["number"] else (len(found["tree"]) + 4) // 5
    return Row(depth, kind, label, params, sizes, number, line.find(found["type"]))


def _shape(text: str) -> tuple[int | None, ...]:
    words = [word.strip(" [()]") for word in text.split(",")]
    return tuple([None if word == "None" else int(word) for word in words if word])


def _ours(shape: tuple[int | None, ...], keras: bool) -> tuple[Size | None, ...] | None:
    """A shape without its batch, the channels in front."""
    sizes = [size if size is not None and size > 0 else None for size in shape[1:]]
    if keras and sizes:
        sizes = [sizes[-1], *sizes[:-1]]
    return tuple(sizes) or None if len(sizes) <= 4 else None


def _sizes(shape: tuple[Size | None, ...]) -> dict[str, Value]:
    """Channels and sizes as an opaque operation takes them."""
    channels, *spatial = shape
    given: dict[str, Value] = {}
    if isinstance(channels, int):
        given["out"] = channels
    known = [size for size in spatial if isinstance(size, int)]
    if len(known) == len(spatial):
        given["size"] = Cells(tuple([(size,) for size in known])) if known else "flat"
    return given
