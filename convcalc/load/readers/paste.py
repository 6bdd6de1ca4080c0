"""A text as it was pasted, without what came along with it: prompts, quotes, fences, an indent."""

from __future__ import annotations

import re
from itertools import accumulate

from convcalc.errors import Message
from convcalc.load.place import Piece
from convcalc.network.graph import NetworkError, Place
from convcalc.pattern import pattern

PROMPT = pattern(r"[ \t]*(?:>>>|\.\.\.|In \[\d*\]:|Out\[\d*\]:)(?:[ \t]|\Z)")
CODE = pattern(r"[ \t]*(?:>>>|\.\.\.|In \[\d*\]:)")
FENCE = pattern(r"[ \t]*(?:```|~~~)")
QUOTE = pattern(r"[ \t]*>[ \t]?(?!>>)")
BLANK = pattern(r"\s*(?:#|\Z)")
DIGIT = pattern(r"\d")
BEFORE = pattern(r".*[\s:|>\]]")


class Paste:
    """The lines of a text; each lost so many characters at its beginning."""

    def __init__(self, whole: Piece) -> None:
        self.whole = whole
        lines = whole.text.split("\n")
        self.starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
        self.lines = [line.rstrip("\r") for line in lines]
        self.cut = [0] * len(lines)
        fences = [FENCE.match(line) is not None for line in self.lines]
        if any(fences):
            self.lines = ["" if fence else line for line, fence in zip(lines, fences, strict=True)]
        shown = [line for line in self.lines if line.strip()]
        if len(shown) > 1 and all(map(QUOTE.match, shown)) and not any(map(CODE.match, shown)):
            self._strip(QUOTE)
        self.dedent()

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def _strip(self, pattern: re.Pattern[str]) -> None:
        for index, line in enumerate(self.lines):
            found = pattern.match(line)
            if found is not None:
                self._cut(index, found.end())

    def _cut(self, index: int, count: int) -> None:
        self.lines[index] = self.lines[index][count:]
        self.cut[index] += count

    def dedent(self) -> None:
        """Take the indent away that all lines but comments share."""
        common = _common([line for line in self.lines if not BLANK.match(line)])
        count = len(common) - len(common.lstrip(" \t"))
        for index, line in enumerate(self.lines):
            self._cut(index, min(count, len(line) - len(line.lstrip(" \t"))))

    def prompted(self, code: bool) -> None:
        """Keep what was typed at a prompt, or else what was printed."""
        if any(map(CODE.match, self.lines)):
            self.lines = [
                line if (CODE.match(line) is not None) == code else "" for line in self.lines
            ]
        self._strip(PROMPT)
        self.dedent()

    def logged(self) -> None:
        """Take away what a log wrote before each line: the same characters, but for digits."""
        shown = [line for line in self.lines if line.strip()]
        common = _common([DIGIT.sub("0", line) for line in shown])
        before = BEFORE.match(common) if len(shown) > 1 else None
        if before is not None and before.group().strip():
            for index, line in enumerate(self.lines):
                if line.strip():
                    self._cut(index, before.end())
        self.dedent()

    def place(self, line: int, column: int = 0) -> Place:
        """Where a character stands in the text as it was given; lines and columns count from 0."""
        return self.whole.place(self.offset(line, column))

    def offset(self, line: int, column: int) -> int:
        """The character of the whole text that stands there."""
        return self.starts[line] + self.cut[line] + column

    def error(self, line: int, column: int, message: Message, *hints: Message) -> NetworkError:
        """The error that points at that character."""
        return self.whole.error(self.offset(line, column), message, *hints)


def _common(lines: list[str]) -> str:
    """The characters with which all lines begin."""
    first, last = min(lines, default=""), max(lines, default="")
    size = next(
        (at for at, (one, two) in enumerate(zip(first, last, strict=False)) if one != two),
        min(len(first), len(last)),
    )
    return first[:size]
