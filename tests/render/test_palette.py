"""Every contrast that the visual language promises, computed from the table of colours."""

from __future__ import annotations

import math
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convcalc.errors import UsageError
from convcalc.render.palette import PALETTE, STEPS, TERMINAL, contrast, recoloured

LIGHT, DARK = 0, 1
TIMES = [f"times{step}" for step in range(1, STEPS + 1)]
TEXTS = [
    # role of the text, role whose area it stands on, contrast in light and dark
    ("ground", "ground", 15.2, 15.3),
    ("soft", "ground", 6.2, 8.4),
    ("padding", "padding", 4.9, 7.4),
    ("input", "input", 5.1, 5.0),
    ("read", "read", 8.2, 7.7),
    ("output", "output", 5.1, 7.9),
    ("finding", "ground", 6.5, 7.9),
    ("times1", "times1", 14.1, 13.4),
    ("times2", "times2", 11.0, 8.0),
    ("times3", "times3", 7.8, 5.0),
    ("times4", "times4", 4.7, 6.9),
    ("times5", "times5", 9.1, 12.3),
]
EDGES = [
    ("input", "ground", 6.7, 7.9),
    ("read", "ground", 6.2, 13.5),
    ("read", "input", 4.8, 8.5),
    ("padding", "ground", 3.4, 5.1),
    ("unread", "unread", 3.2, 4.6),
    ("unread", "inserted", 3.1, 4.4),
]
OWN_TEXT = ["soft", "inserted", "zero", "pale", "unread"]


def lightness(colour: str) -> float:
    """L* of CIE 1976, from the contrast with black: (Y + 0.05) / 0.05."""
    luminance = contrast(colour, "#000000") * 0.05 - 0.05
    return 116 * luminance ** (1 / 3) - 16 if luminance > 0.008856 else 903.3 * luminance


@pytest.mark.parametrize(("role", "on", "light", "dark"), TEXTS)
def test_text_has_the_contrast_that_was_measured(
    role: str, on: str, light: float, dark: float
) -> None:
    for theme, measured in ((LIGHT, light), (DARK, dark)):
        ratio = contrast(PALETTE[role][theme].text, PALETTE[on][theme].fill)
        assert ratio >= 4.5
        assert ratio == pytest.approx(measured, abs=0.06)


@pytest.mark.parametrize(("role", "on", "light", "dark"), EDGES)
def test_edges_have_the_contrast_that_was_measured(
    role: str, on: str, light: float, dark: float
) -> None:
    for theme, measured in ((LIGHT, light), (DARK, dark)):
        ratio = contrast(PALETTE[role][theme].edge, PALETTE[on][theme].fill)
        assert ratio >= 3
        assert ratio == pytest.approx(measured, abs=0.06)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_other_text_can_be_read_and_other_lines_seen(theme: int) -> None:
    ground = PALETTE["ground"][theme].fill
    for role in OWN_TEXT:
        assert contrast(PALETTE[role][theme].text, PALETTE[role][theme].fill) >= 4.5, role
    for role in PALETTE.keys() - {"ground", "soft", *TIMES}:
        assert contrast(PALETTE[role][theme].edge, ground) >= 3, role
    discs = contrast(PALETTE["output"][theme].fill, PALETTE["input"][theme].fill)
    assert discs >= 3


def test_areas_differ_in_grey() -> None:
    def steps(roles: list[str], theme: int = LIGHT) -> list[int]:
        return [round(lightness(PALETTE[role][theme].fill)) for role in roles]

    assert steps(["ground", "input", "read", "output"]) == [100, 90, 74, 46]
    assert steps(TIMES) == [94, 85, 73, 49, 31]
    assert steps(["read", "output"], DARK) == [69, 74]
    dark = steps(TIMES, DARK)
    assert dark == sorted(dark)
    assert min(b - a for a, b in pairwise(dark)) >= 10


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == contrast("#FFFFFF", "#777777")
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)


def test_the_terminal_names_roles_of_the_table() -> None:
    assert PALETTE.keys() >= TERMINAL.keys()


@given(st.dictionaries(st.sampled_from(["input", "read", "output"]), st.integers(0, 0xFFFFFF)))
def test_other_hues_keep_the_contrasts_or_are_refused_with_the_ratio(hues: dict[str, int]) -> None:
    if not hues:
        return
    given_ = ",".join(f"{hue}=#{value:06x}" for hue, value in hues.items())
    refusal = None
    try:
        palette = recoloured(given_)
    except UsageError as error:
        refusal = error
    if refusal is not None:
        assert refusal.code == "draw.colours_alike"
        assert float(refusal.message.fields["ratio"]) < 3
        return
    for hue, value in hues.items():
        assert palette[hue][LIGHT].fill == f"#{value:06X}"
    for theme in (LIGHT, DARK):
        paint = {role: palette[role][theme] for role in palette}
        for role in ("input", "read", "output", "zero", "pale", *TIMES):
            assert contrast(paint[role].text, paint[role].fill) >= 4.5
        for role in ("input", "read", "output"):
            assert contrast(paint[role].edge, paint["ground"].fill) >= 3
        assert contrast(paint["read"].edge, paint["input"].fill) >= 3
        assert contrast(paint["output"].fill, paint["input"].fill) >= 3


@pytest.mark.parametrize(
    "given_",
    ["", "input", "input=red", "input=#12345", "input=#1234567", "inputs=#112233", "input=##12345",
     "input=#12345g", "input=#112233,input=#112233", "input=#112233,", "input=#１12233"],
)  # fmt: skip
def test_other_hues_that_cannot_be_read(given_: str) -> None:
    with pytest.raises(UsageError) as caught:
        recoloured(given_)
    assert caught.value.code == "draw.colours_unread"


def test_the_ratio_of_a_refusal() -> None:
    with pytest.raises(UsageError) as caught:
        recoloured("output=#CFE4F7")
    assert caught.value.message.fields["ratio"] == "1.00"


MACHADO = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216),
               (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413),
               (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602),
               (0.004733, 0.691367, 0.303900)),
}  # fmt: skip
"""Linear RGB as these kinds of colour vision see it (Machado et al. 2009, severity 1)."""
XYZ = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
WHITE = (0.9505, 1.0, 1.089)


def seen(colour: str, kind: str) -> tuple[float, float, float]:
    """CIE L*a*b* of a colour as it is seen."""

    def times(matrix: tuple[tuple[float, ...], ...], values: list[float]) -> list[float]:
        return [sum(a * b for a, b in zip(row, values, strict=True)) for row in matrix]

    parts = [part / 255 for part in bytes.fromhex(colour[1:])]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    dimmed = [min(max(part, 0.0), 1.0) for part in times(MACHADO[kind], linear)]
    ratios = [part / white for part, white in zip(times(XYZ, dimmed), WHITE, strict=True)]
    x, y, z = [r ** (1 / 3) if r > 0.008856 else 7.787 * r + 16 / 116 for r in ratios]
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("kind", MACHADO)
@pytest.mark.parametrize(("theme", "hues"), [(LIGHT, 45), (DARK, 54)])
def test_colours_differ_for_the_colour_blind(kind: str, theme: int, hues: int) -> None:
    def apart(one: str, other: str) -> int:
        return round(math.dist(*(seen(PALETTE[role][theme].fill, kind) for role in (one, other))))

    assert min(apart(*pair) for pair in combinations(("input", "read", "output"), 2)) >= hues
    assert min(apart(*pair) for pair in pairwise(TIMES)) >= 18
