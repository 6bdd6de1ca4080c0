"""How wide text is on a terminal (East Asian characters take two cells), and where it breaks."""

from __future__ import annotations

from unicodedata import combining, east_asian_width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NO_BREAK = "\u00a0"
NARROW = 0.62
"""Estimated width of a narrow character, in units of the font size; a wide one takes 1."""
_NEVER_FIRST = frozenset(
    "、。，．・：；？！）］｝」』】〉》ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ,.;:?!)]}"
)
_NEVER_LAST = frozenset("（［｛「『【〈《([{")
_PARTICLES = frozenset("のをがはにとでもへやかば")
_ENDS = frozenset("、。，．・：；？！）］｝」』】〉》")


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
    """Lines of at most `width` cells, broken at spaces and, in Japanese, between phrases.

    A closing mark never begins a line and an opening one never ends it; a no-break space holds
    and becomes a plain one; a phrase wider than the line is broken between its characters, a word
    that is wider stands alone. Spaces in front stay where there is room for them.
    """
    lines: list[str] = []
    line = ""
    room = max(width, 1)
    for piece in _fitting(_pieces(text, _between_phrases), room):
        if line and cells(line) + cells(piece.rstrip()) > room:
            if line.strip():
                lines.append(line.rstrip())
            line = ""
        fresh = not line and (lines or cells(piece.rstrip()) > room)
        line += piece.lstrip() if fresh else piece
    lines.append(line.rstrip())
    return [line.replace(NO_BREAK, " ") for line in lines]


def unbreakable(text: str) -> int:
    """Cells of the widest part of `text` that `wrap` does not break without need."""
    pieces = _pieces(text, _between_phrases)
    return max((cells(piece.strip()) for piece in pieces), default=0)


def _fitting(pieces: list[str], room: int) -> Iterator[str]:
    """The pieces, those broken further that are wider than a line."""
    for piece in pieces:
        if cells(piece.strip()) > room:
            yield from _pieces(piece, _between_characters)
        else:
            yield piece


def _pieces(text: str, may_break: Callable[[str, str], bool]) -> list[str]:
    """The smallest parts that may not be broken; a space stays with what it follows."""
    if text.isascii() and " " not in text:
        return [text] if text else []
    pieces: list[str] = []
    piece = ""
    for character in text:
        if piece and may_break(piece, character):
            pieces.append(piece)
            piece = ""
        piece += character
    return [*pieces, piece] if piece else pieces


def _between_characters(piece: str, after: str) -> bool:
    before = piece[-1]
    if after == " " or before in _NEVER_LAST or after in _NEVER_FIRST:
        return False
    return before == " " or east_asian_width(before) in "WF" or east_asian_width(after) in "WF"


def _between_phrases(piece: str, after: str) -> bool:
    """A phrase of Japanese begins with a word, which is hardly ever written in hiragana, and ends
    with its particles, which are; so it ends where something else follows hiragana, unless that is
    the one letter that joins two verbs (取り除く, 畳み込み). A number keeps its counter (3 層)."""
    if not _between_characters(piece, after):
        return False
    before = piece[-1]
    if east_asian_width(before) not in "WF" and east_asian_width(after) not in "WF":
        return True
    if _hiragana(after) or (before == " " and piece[-2:-1].isdigit()):
        return False
    if _hiragana(before):
        joins = len(piece) > 1 and not _hiragana(piece[-2]) and before not in _PARTICLES
        return not (joins and east_asian_width(after) in "WF")
    return before == " " or before in _ENDS or after in _NEVER_LAST


def _hiragana(character: str) -> bool:
    return "ぁ" <= character <= "ゟ"
