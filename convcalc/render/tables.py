"""Tables of people: which columns fit a page, how wide they are, and the lines.

Where not all fit, bars go first, then columns by rank; what could stand beside the others after all
comes back. A column keeps its words and numbers whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import zip_longest
from typing import Any, TypeAlias

from convcalc.errors import Message
from convcalc.record import NamedTuple
from convcalc.render.measure import cells, pad, unbreakable, wrap
from convcalc.render.wording import Wording
from convcalc.report.document import Bar, Column, Named, Signed, Table

Segments: TypeAlias = "list[tuple[str, str]]"
"""Parts of a line: text and its role: head, rule, cell, group, strong, total, skip, label."""

GAP = "  "
LONGEST = 24
"""Cells of a word that no column breaks; a number is never broken."""
QUANTITY = 16
"""Cells of a numeric value that stays on one line, its sign and unit with it."""
COSTS = ("params", "buffers", "macs", "count", "flops", "operations", "share")
"""Columns in which 0 stands for what is not there."""
ASIDE = 9
"""Rank of a column that repeats another one."""


class Fit(NamedTuple):
    """The columns that are shown, their widths, and whether shares have bars."""

    shown: list[int]
    widths: list[int]
    bars: bool


class TableRow(NamedTuple):
    """A row with its values and words; `heads`: those of what it consists of stand below it."""

    values: Sequence[Any]
    texts: list[str]
    heads: bool = False


class TableText:
    """A table in words, as wide as the page allows."""

    def __init__(self, table: Table, wording: Wording, width: int, depth: int | None) -> None:
        self.table = table
        self.wording = wording
        self.width = width
        self.labels = [wording.heading(column.label) for column in table.columns]
        self.rows = list(self._rows(depth))
        blank = [""] * len(self.labels)
        self.total = list(map(wording.value, table.total)) if table.total else blank
        self.slim = [[_without_bar(row, at) for at in range(len(blank))] for row in self.rows]
        self.known = [at for at in range(len(blank)) if not self._unknown(at)]
        self.needed = [at for at in self.known if not _rank(table.columns[at])]
        self.fit = self._fit()

    def _rows(self, depth: int | None) -> Iterator[TableRow]:
        """What is shown, bars as long as the largest share among what is not split up further; a
        row alone has none."""
        self.hidden = self.deepest = 0
        if not self.table.outline:
            found = [(0, values, False) for values in self.table.rows]
        else:
            lines = [one for one in self.table.outline if depth is None or one.level <= depth]
            self.hidden = len(self.table.outline) - len(lines)
            self.deepest = max(one.level for one in self.table.outline)
            levels = [one.level for one in lines[1:]] + [0]
            found = [
                (one.level - 1, one.cells, below > one.level)
                for one, below in zip(lines, levels, strict=True)
            ]
        leaves = [values for _, values, heads in found if not heads]
        fulls = [
            max((one.value for one in column if isinstance(one, Bar)), default=0)
            for column in zip(*leaves, strict=True)
        ]
        for indent, values, heads in found:
            bare = heads or len(found) == 1
            scaled = [
                Bar(value.value, 0 if bare else full or 1) if isinstance(value, Bar) else value
                for value, full in zip(values, fulls, strict=True)
            ]
            texts = list(map(self.wording.value, scaled))
            lead = self.table.lead
            texts[lead] = GAP * indent + texts[lead]
            yield TableRow(values, texts, heads)

    def _unknown(self, at: int) -> bool:
        """Whether nothing is known of a cost in any row, which is told once, not in each."""
        if self.table.columns[at].key not in COSTS or self.table.columns[at].asked:
            return False
        return bool(self.rows) and all(
            row.values[at] is None
            or (isinstance(row.values[at], Named) and row.values[at].key is None)
            for row in self.rows
        )

    def _fit(self) -> Fit | None:
        """The widest choice of columns that fits; None if not even the indispensable ones do."""
        everything = self.known
        ranks = [_rank(column) for column in self.table.columns]
        spare = sorted((at for at in everything if ranks[at]), key=lambda at: (-ranks[at], -at))
        shown = everything
        found = self._widths(shown, True) or self._widths(shown, False)
        for at in spare:
            if found is not None:
                break
            shown = [one for one in shown if one != at]
            found = self._widths(shown, False)
        if found is None:
            return None
        for at in reversed(spare):
            wider = [one for one in everything if one in shown or one == at]
            if len(wider) > len(shown) and (more := self._widths(wider, False)) is not None:
                shown, found = wider, more
        return self._widths(shown, True) or found

    def _widths(self, shown: Sequence[int], bars: bool) -> Fit | None:
        texts = [self.labels, self.total, *self._texts(bars)]
        columns = [self.table.columns[at] for at in shown]
        widths = fitted(columns, [[row[at] for at in shown] for row in texts], self.width)
        return None if widths is None else Fit(list(shown), widths, bars)

    def _texts(self, bars: bool) -> list[list[str]]:
        return [row.texts for row in self.rows] if bars else self.slim

    def remarks(self) -> Iterator[Message]:
        """What is not shown, and how to have it."""
        if self.hidden:
            yield Message("table.folded", count=self.hidden, depth=self.deepest)
        columns = self.table.columns
        shown = self.needed if self.fit is None else self.fit.shown
        missing = [at for at in self.known if at not in shown]
        if missing:
            names = [columns[at].label for at in missing]
            code = "table.left_out" if self.table.choice else "table.too_narrow"
            keys = ",".join([columns[at].key for at in (0, *missing)])
            yield Message(code, width=self.width, names=names, option=self.table.choice, keys=keys)

    def lines(self, header: bool) -> Iterator[Segments]:
        """The lines, without the title."""
        if self.fit is None:
            yield from self._stacked(header)
            return
        if header:
            yield from self._line(self.labels, [], "head")
            rule = "-" if self.wording.ascii else "─"
            yield [(rule * (sum(self.fit.widths) + len(GAP) * (len(self.fit.widths) - 1)), "rule")]
        for number, (row, texts) in enumerate(
            zip(self.rows, self._texts(self.fit.bars), strict=True)
        ):
            role = "strong" if number == self.table.highlight else "group" if row.heads else "cell"
            yield from self._line(texts, row.values, role)
        if any(self.total[at] for at in self.fit.shown[1:]):
            yield []
            yield from self._line(self.total, [], "total")

    def _line(self, texts: Sequence[str], values: Sequence[Any], role: str) -> Iterator[Segments]:
        assert self.fit is not None
        shown, widths = self.fit.shown, self.fit.widths
        blocks = [_block(texts[at], width) for at, width in zip(shown, widths, strict=True)]
        for parts in zip_longest(*blocks, fillvalue=""):
            line: Segments = []
            for at, width, text in zip(shown, widths, parts, strict=True):
                column = self.table.columns[at]
                own = _role(values[at], column.key) if role == "cell" and values else ""
                right = column.numeric
                line += [(pad(text, width, right), own or role), (GAP, "cell")]
            yield line

    def _stacked(self, header: bool) -> Iterator[Segments]:
        """A table too wide for the page: each row a heading and lines of label and value."""
        start = max(map(cells, self.labels)) + 4
        blocks = [*self.slim, self.total] if self.table.total is not None else self.slim
        _, *needed = self.needed
        for number, texts in enumerate(blocks):
            heading = texts[0]
            strong = number == self.table.highlight
            last = strong or number == len(self.rows)
            for line in wrap(heading, self.width):
                yield [(line, "strong" if strong else "head")]
            for label, value in ((self.labels[at], texts[at]) for at in needed):
                for position, line in enumerate(wrap(value, self.width - start) if value else ()):
                    first = pad(f"  {label}" if header and not position else "", start)
                    yield [(first, "label"), (line, "strong" if last else "cell")]


def _rank(column: Column) -> int:
    return column.rank or (ASIDE if column.spare else 0)


def _role(value: Any, key: str) -> str:
    """What a cell means where that is not what its row means; `skip` if it says next to nothing:
    what is unknown, and costs of 0."""
    if isinstance(value, Named):
        return value.tone
    number = value.value if isinstance(value, Bar | Signed) else value
    nothing = key in COSTS and isinstance(number, int | Fraction) and number == 0
    return "skip" if number is None or nothing else ""


def _without_bar(row: TableRow, at: int) -> str:
    """The words of a cell; of a share only the percentage."""
    return row.texts[at][11:] if isinstance(row.values[at], Bar) else row.texts[at]


def _block(text: str, width: int) -> list[str]:
    """Text broken by our own rules, which know Japanese; what it begins with stays."""
    inner = text.lstrip(" ")
    indent = text[: len(text) - len(inner)]
    return [indent + line for line in wrap(inner, width - len(indent))]


def fitted(columns: Sequence[Column], rows: Sequence[Sequence[str]], room: int) -> list[int] | None:
    """Widths of the columns: as wide as their texts, the widest narrowed until all fit.

    Columns keep their longest word whole as long as others have room to give; where there is none,
    only words of unusual length are broken. None if that is not enough."""
    texts = list(zip(*rows, strict=True))
    widths = [max(map(cells, column)) for column in texts]
    words = list(map(_least, columns, texts))
    short = [
        word if column.numeric or column.aside else min(word, LONGEST)
        for column, word in zip(columns, words, strict=True)
    ]
    excess = sum(widths) + len(GAP) * (len(widths) - 1) - room
    for floors in (words, short):
        while excess > 0:
            able = [number for number, width in enumerate(widths) if width > floors[number]]
            if not able:
                break
            widths[max(able, key=widths.__getitem__)] -= 1
            excess -= 1
    return None if excess > 0 else widths


def _least(column: Column, texts: Sequence[str]) -> int:
    """Cells of the widest part of a column that stands on one line; a bar is one part."""
    label, *values = texts
    whole = QUANTITY if column.numeric else 2 * QUANTITY if column.aside else 0
    parts = [
        cells(text) if cells(text) <= whole else len(text) - len(bare) + unbreakable(bare)
        for text in values
        for bare in (text.lstrip(" "),)
    ]
    return max(unbreakable(label), *parts)
