"""Layers by chance, as figures of windows."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from convcalc.errors import ConvcalcError
from convcalc.layers.base import Record, Shape
from convcalc.layers.make import analyse
from convcalc.report.draw.windows import windows_figure
from convcalc.report.figures import Windows

BORDERS = ("reflect", "replicate", "circular")


def windows(seed: int, largest: int = 10**9) -> Windows:
    """A figure of a layer that exists, with sides up to `largest`."""
    return next(figure for figure in _tried(random.Random(seed), largest) if figure)


def _tried(chance: random.Random, largest: int) -> Iterator[Windows | None]:
    while True:
        kind, size, given = _layer(chance, largest)
        try:
            layer, record = analyse(kind, (Shape(None, size),), given, record=True)
        except ConvcalcError:
            continue
        assert isinstance(record, Record)
        yield windows_figure(layer, record, chance.choice(("sheet", "windows", "animate")))


def _layer(chance: random.Random, largest: int) -> tuple[str, tuple[int, ...], dict[str, Any]]:
    dims = chance.choice((1, 2, 2, 2, 3))
    top = min(chance.choice((7, 12, 20, 40, 300, 20_000, 10**9)), largest)

    def axes(low: int, high: int) -> str:
        values = [chance.randint(low, max(low, high)) for _ in range(dims)]
        alike = chance.random() < 0.6
        return "x".join(str(values[0] if alike else value) for value in values)

    size = tuple(map(int, axes(1, top).split("x")))
    kind = chance.choice(
        ("conv", "conv", "depthwise", "maxpool", "avgpool", "adaptive_avgpool", "gap", "pad")
    )
    if kind == "gap":
        return kind, size, {}
    if kind == "adaptive_avgpool":
        return kind, size, {"output_size": axes(1, min(size))}
    if kind == "pad":
        mode = chance.choice(("zero", *BORDERS))
        return kind, size, {"padding": str(chance.randint(0, 3)), "mode": mode}
    given: dict[str, Any] = {"kernel": axes(1, chance.choice((3, 5, 12, min(size) + 2)))}
    given["stride"] = axes(1, chance.choice((1, 2, 3, 8, 200)))
    if chance.random() < 0.5:
        given["padding"] = chance.choice((axes(0, 4), "1:2", "0:3", "same"))
    if kind != "avgpool" and chance.random() < 0.3:
        given["dilation"] = axes(1, 4)
    if kind == "conv" and chance.random() < 0.3:
        given["padding_mode"] = chance.choice(BORDERS)
    if kind.endswith("pool"):
        given["ceil"] = chance.choice((True, False))
    if kind == "avgpool":
        given["count_include_pad"] = chance.choice((True, False))
    return kind, size, given
