"""The colours of every picture: one table, which the terminal, SVG and HTML read.

Blue is the input; orange is what is read, written or touched, and nothing else; teal is the output;
neutral is not there; vermilion is a finding, never without a word. A colour never says anything
alone: each role is told by a line, a number or a word as well.
"""

from __future__ import annotations

from convcalc.errors import Message, UsageError
from convcalc.record import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias


class Paint(NamedTuple):
    """The colours of a role in one theme: of its area, of its edge and lines, and of what is
    written on it."""

    fill: str
    edge: str
    text: str


Palette: TypeAlias = "dict[str, tuple[Paint, Paint]]"
"""Role -> its paint in the light and in the dark theme."""

TABLE = """
ground    #FFFFFF #D3DAE1 #1B2733   #10171E #2B3742 #E8EDF2
soft      #F5F7F9 #C3CCD5 #55626F   #18212A #3A4855 #A6B3BF
input     #CFE4F7 #1F5F95 #1F5F95   #183C5E #6FB1EA #6FB1EA
padding   #FFFFFF #7F8C98 #66727E   #10171E #7B8A98 #9AA8B5
inserted  #F1F3F5 #7F8C98 #55626F   #1B242D #7B8A98 #A6B3BF
read      #F5A742 #8F5200 #2E1B00   #E8962E #FFD9A0 #1E1200
zero      #FDEBCF #8F5200 #2E1B00   #33260F #FFD9A0 #FFF3DD
output    #0E7C6B #064D42 #FFFFFF   #43C9AE #A9F0E1 #06251F
pale      #CDE9E3 #0E7C6B #064D42   #123F38 #43C9AE #A9F0E1
unread    #F5F7F9 #7F8C98 #66727E   #18212A #7B8A98 #9AA8B5
times1    #FDEBCF #8F5200 #2E1B00   #33260F #FFD9A0 #FFF3DD
times2    #F9CC8C #8F5200 #2E1B00   #664312 #FFD9A0 #FFF3DD
times3    #F0A23C #8F5200 #2E1B00   #955B10 #FFD9A0 #FFF3DD
times4    #B55B06 #8F5200 #FFFFFF   #DB8E2C #FFD9A0 #1E1200
times5    #763603 #8F5200 #FFFFFF   #FFCB7A #FFD9A0 #1E1200
finding   #FFFFFF #B3261E #B3261E   #10171E #FF8A75 #FF8A75
"""
"""Role, then fill, edge and text of the light theme, and of the dark one. Text of the soft ground
is second text, its edge is a guide line."""

PALETTE: Palette = {
    role: (Paint(*colours[:3]), Paint(*colours[3:]))
    for role, *colours in (line.split() for line in TABLE.strip().splitlines())
}
TERMINAL = {"input": "blue", "read": "yellow", "output": "green", "unread": "red", "padding": "dim"}
"""Role -> the style of a terminal, which only repeats what the characters say."""
HUES = ("input", "read", "output")
STEPS = 5
"""Shades of `times1` ... `times5`: how often something is read or written."""
LEAST_EDGE = 3
"""The smallest contrast of what is not text (WCAG 2.1, success criterion 1.4.11)."""


def shade_of(times: int, most: int) -> int:
    """The step of the ramp for something that happens so often, of `most` times."""
    return times if most <= STEPS else 1 + (times - 1) * (STEPS - 1) // (most - 1)


def contrast(one: str, other: str) -> float:
    """Contrast of two colours `#RRGGBB`, 1 to 21 (WCAG 2.1, contrast ratio)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [part / 255 for part in bytes.fromhex(colour[1:])]
    red, green, blue = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def recoloured(given: str) -> Palette:
    """The palette with other hues: `input=#RRGGBB,read=#RRGGBB,output=#RRGGBB`, or some of them.

    Edges are darker (in the dark theme lighter) until they stand 3 : 1 against ground and input;
    text is black or white, whichever has more contrast; pale shades and the ramp are mixtures.

    Raises:
        UsageError: a hue or colour that cannot be read; colours of a ratio below 3 : 1 where what
            is read or put out stands on the input.
    """
    hues: dict[str, str] = {}
    for part in given.split(","):
        hue, _, colour = (piece.strip() for piece in part.partition("="))
        digits = colour.removeprefix("#")
        if (
            hue not in HUES
            or hue in hues
            or (len(colour), len(digits)) != (7, 6)
            or not _hex(digits)
        ):
            raise UsageError(Message("draw.colours_unread", value=part.strip(), allowed=list(HUES)))
        hues[hue] = colour.upper()
    palette = dict(PALETTE)
    for hue in HUES:  # the input first: the others stand on it
        if hue in hues:
            for role, shade in SHADES[hue].items():
                palette[role] = _light(shade, hues[hue], palette), _dark(shade, hue, hues, palette)
    for number, theme in enumerate(("light", "dark")):
        area = palette["input"][number].fill
        for hue, colour in (
            ("read", palette["read"][number].edge),
            ("output", palette["output"][number].fill),
        ):
            ratio = contrast(colour, area)
            if ratio < LEAST_EDGE:
                told = {"hue": hue, "colour": colour, "input": area, "least": LEAST_EDGE}
                rounded_down = f"{int(ratio * 100) / 100:.2f}"
                where = Message(f"draw.in_{theme}")
                raise UsageError(
                    Message("draw.colours_alike", ratio=rounded_down, theme=where, **told)
                )
    return palette


def _hex(digits: str) -> bool:
    return all(digit in "0123456789abcdefABCDEF" for digit in digits)


def _mix(one: str, other: str, share: float) -> str:
    """`share` of the first colour, the rest of the second."""
    pairs = zip(bytes.fromhex(one[1:]), bytes.fromhex(other[1:]), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02X}" for a, b in pairs)


def _toward(colour: str, end: str, enough: Callable[[str], bool]) -> str:
    """The first mixture with `end`, in steps of a twentieth, that is enough; `end` if none is."""
    mixtures = (_mix(end, colour, step / 20) for step in range(20))
    return next((mixture for mixture in mixtures if enough(mixture)), end)


def _light(shade: Shade, colour: str, palette: Palette) -> Paint:
    return _paint(shade(colour, "#FFFFFF", "#000000"), "#000000", palette, 0)


def _dark(shade: Shade, hue: str, hues: dict[str, str], palette: Palette) -> Paint:
    """The input dark enough for white text, the others light enough to stand on it."""
    ground = palette["ground"][1].fill
    if hue == "input":
        colour = _toward(hues[hue], ground, lambda one: contrast(one, "#FFFFFF") >= 9)
    else:
        colour = _toward(hues[hue], "#FFFFFF", lambda one: contrast(one, ground) >= 7)
    return _paint(shade(colour, ground, "#FFFFFF"), "#FFFFFF", palette, 1)


def _paint(fill: str, end: str, palette: Palette, theme: int) -> Paint:
    grounds = [palette[role][theme].fill for role in ("ground", "input")]
    edge = _toward(
        fill, end, lambda one: min(contrast(one, ground) for ground in grounds) >= LEAST_EDGE
    )
    return Paint(fill, edge, max("#000000", "#FFFFFF", key=lambda one: contrast(one, fill)))


Shade: TypeAlias = "Callable[[str, str, str], str]"
"""The hue, the ground and what is furthest from it -> a colour."""


def _pale(share: float) -> Shade:
    return lambda colour, ground, far: _mix(colour, ground, share)


def _strong(share: float) -> Shade:
    return lambda colour, ground, far: _mix(colour, far, share)


SHADES: dict[str, dict[str, Shade]] = {
    "input": {"input": _pale(1)},
    "read": {
        "read": _pale(1),
        "zero": _pale(0.22),
        "times1": _pale(0.22),
        "times2": _pale(0.6),
        "times3": _pale(1),
        "times4": _strong(0.65),
        "times5": _strong(0.4),
    },
    "output": {"output": _pale(1), "pale": _pale(0.2)},
}
"""Hue -> the roles that it paints, and how each is mixed from it."""
