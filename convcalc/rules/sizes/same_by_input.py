"""CC105: SAME padding that is uneven at this input, so that other frameworks place it otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from convcalc.rules.case import Case, same_padded
from convcalc.rules.rule import Cure, Found, Rule


def find(case: Case) -> Iterator[Found]:
    """The layers with a stride whose SAME padding is not the same on both sides at this input; one
    finding for all of them."""
    uneven = [
        node
        for node, sheet in case.sliding
        if same_padded(node)
        and any(
            begin != end and window.stride > 1
            for window, (begin, end) in zip(sheet.windows, sheet.padding or (), strict=True)
        )
    ]
    if uneven:
        first = uneven[0]
        assert first.sheet is not None
        yield Found(
            first,
            {"padding": first.sheet.padding, "count": len(uneven), "size": case.source(first).spatial},
            others=tuple(uneven[1:]),
            cures=lambda: _cures(case),
        )


def _cures(case: Case) -> Iterator[Cure]:
    """One pixel more or less on each axis."""
    dims = len(case.input.spatial) if case.input is not None else 0
    for shape in case.resized((1,) * dims, (-1,) * dims):
        yield Cure({}, input=shape)


RULE = Rule(
    "CC105",
    "same-by-input",
    "note",
    find,
    "3x32x32: conv(kernel=3, stride=2, padding=same, out=8) relu gap linear@10",
    "3x33x33: conv(kernel=3, stride=2, padding=same, out=8) relu gap linear@10",
    "TensorFlow, tf.nn: notes on padding; torch.nn.Conv2d",
)
