"""How wide text is on a terminal (East Asian characters take two cells), and where it breaks."""

from __future__ import annotations

from unicodedata import combining, east_asian_width

NO_BREAK = "\u00a0"
NARROW = 0.62
"""Estimated width of a narrow character, in units of the font size; a wide one takes 1."""
_NEVER_FIRST = frozenset(
    "、。，．・：；？！）］｝」』】〉》ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ,.;:?!)]}"
)
_NEVER_LAST = frozenset("（［｛「『【〈《([{")


def cells(text: str) -> int:
    """Terminal cells that `text` takes."""
    if text.isascii():
        return len(text)
    return sum(_cell(character) for character in text)


def _cell(character: str) -> int:
    if combining(character):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def ems(text: str) -> float:
    """Width of `text` in a picture by estimate, in units of the font's size."""
    return sum((0, NARROW, 1)[_cell(character)] for character in text)


def pad(text: str, width: int, right: bool = False) -> str:
    """`text` filled up with spaces to `width` cells, set left or right."""
    space = " " * (width - cells(text))
    return space + text if right else text + space


def wrap(text: str, width: int) -> list[str]:
    """Lines of at most `width` cells, broken at spaces and between East Asian characters.

    A closing mark never begins a line and an opening one never ends it; a no-break space holds
    and becomes a plain one; a word wider than the line stands alone. Spaces in front stay
    where there is room for them.
    """
    lines: list[str] = []
    line = ""
    room = max(width, 1)
    for piece in _pieces(text):
        if line and cells(line) + cells(piece.rstrip()) > room:
            if line.strip():
                lines.append(line.rstrip())
            line = ""
        line += piece.lstrip() if not line and lines else piece
    lines.append(line.rstrip())
    return [line.replace(NO_BREAK, " ") for line in lines]


def unbreakable(text: str) -> int:
    """Cells of the widest part of `text` that `wrap` does not break."""
    return max((cells(piece.strip()) for piece in _pieces(text)), default=0)


def _pieces(text: str) -> list[str]:
    """The smallest parts that may not be broken; a space stays with what it follows."""
    pieces: list[str] = []
    piece = ""
    for character in text:
        if piece and _may_break(piece[-1], character):
            pieces.append(piece)
            piece = ""
        piece += character
    return [*pieces, piece] if piece else pieces


def _may_break(before: str, after: str) -> bool:
    if after == " " or before in _NEVER_LAST or after in _NEVER_FIRST:
        return False
    return before == " " or east_asian_width(before) in "WF" or east_asian_width(after) in "WF"
