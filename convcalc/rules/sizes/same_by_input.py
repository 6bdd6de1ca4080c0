"""CC105: SAME padding that is uneven at this input, so that other frameworks place it otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from convcalc.rules.rule import Cure, Firing, Rule
from convcalc.rules.subject import Subject, same_padded


def find(subject: Subject) -> Iterator[Firing]:
    """The layers with a stride whose SAME padding is not the same on both sides at this input; one
    finding for all of them."""
    uneven = [
        node
        for node, sheet in subject.sliding
        if same_padded(node)
        and any(
            begin != end and window.stride > 1
            for window, (begin, end) in zip(sheet.windows, sheet.padding or (), strict=True)
        )
    ]
    if uneven:
        first = uneven[0]
        assert first.sheet is not None
        yield Firing(
            first,
            {
                "padding": first.sheet.padding,
                "count": len(uneven),
                "size": subject.source(first).spatial,
            },
            others=tuple(uneven[1:]),
            cures=lambda: _cures(subject),
        )


def _cures(subject: Subject) -> Iterator[Cure]:
    """One pixel more or less on each axis."""
    dims = len(subject.input.spatial) if subject.input is not None else 0
    for shape in subject.resized((1,) * dims, (-1,) * dims):
        yield Cure({}, input=shape)


RULE = Rule(
    "CC105",
    "same-by-input",
    "note",
    find,
    "3x32x32: Conv2D(filters=8, kernel_size=3, strides=2, padding=same) relu gap linear@10",
    "3x33x33: Conv2D(filters=8, kernel_size=3, strides=2, padding=same) relu gap linear@10",
    "TensorFlow, tf.nn: notes on padding; torch.nn.Conv2d",
)
