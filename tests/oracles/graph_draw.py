"""Random small graphs of layers, in one or two dimensions, and units of them to look at.

A graph is ``{"layer": "graph", "input": {"size": [...], "in": 4}, "nodes": [...]}``, to which the
recorder adds ``"units"``; a node is a batch object without ``size`` and ``in``, with ``from``: the
numbers of its inputs, 0 for the input of the graph, n for node n. The last node is the one that is
looked at.
"""

from __future__ import annotations

import random
from typing import Any

from tests.oracles.cases import Case

__all__ = ["CHANNELS", "draw"]

CHANNELS = 4
"""A square number, so that pixels can be shuffled."""


def draw(rng: random.Random) -> Case:
    """A graph of 1 to 4 steps, each a layer or paths that part and meet; whether it is legal is for
    the oracle to say."""
    dims = rng.choice((1, 2, 2))
    size = [rng.randint(9, 24) for _ in range(dims)]
    nodes: list[dict[str, Any]] = []
    end = 0
    for _ in range(rng.randint(1, 4)):
        if rng.random() < 0.5:
            ends = [_chain(nodes, path, end) for path in _paths(rng, dims)]
            nodes.append({"layer": rng.choice(("add", "add", "concat")), "from": ends})
            end = len(nodes)
        else:
            end = _chain(nodes, [_layer(rng, dims)], end)
    return {"layer": "graph", "input": {"size": size, "in": CHANNELS}, "nodes": nodes}


def _chain(nodes: list[dict[str, Any]], layers: list[dict[str, Any]], start: int) -> int:
    """Add layers one after the other; the number of the last."""
    for layer in layers:
        nodes.append({**layer, "from": [start]})
        start = len(nodes)
    return start


def _paths(rng: random.Random, dims: int) -> list[list[dict[str, Any]]]:
    """Two or three different paths that keep the size, or halve it."""
    rate = rng.randint(1, 3)
    first = [1] + [0] * (dims - 1)
    tall = {"layer": "conv", "kernel": [1 + 2 * n for n in first], "padding": first}
    wide = {
        "layer": "conv",
        "kernel": [1 + 2 * n for n in reversed(first)],
        "padding": first[::-1],
    }
    begin = rng.randint(0, 1)
    keep: list[list[dict[str, Any]]] = [
        [],
        [{"layer": "conv", "kernel": 3, "padding": [rate] * dims, "dilation": [rate] * dims}],
        [{"layer": "conv", "kernel": 3, "padding": [1] * dims}] * 2,
        [{"layer": "conv", "kernel": 2, "padding": [[begin, 1 - begin]] * dims}],
        [tall], [wide], [tall, wide],
        [{"layer": "upsample", "scale": 2, "mode": "nearest"},
         {"layer": "conv", "kernel": 3, "stride": [2] * dims, "padding": [1] * dims}],
        [{"layer": "tconv", "kernel": [4] * dims, "stride": [2] * dims, "padding": [1] * dims},
         {"layer": "maxpool", "kernel": 2}],
        [{"layer": "tconv", "kernel": [3] * dims, "padding": [1] * dims}],
        [{"layer": "avgpool", "kernel": 3, "stride": 1, "padding": 1}],
    ]  # fmt: skip
    halve: list[list[dict[str, Any]]] = [
        [{"layer": "conv", "kernel": 3, "stride": [2] * dims, "padding": [1] * dims}],
        [{"layer": "conv", "kernel": 1, "stride": [2] * dims}],
        [{"layer": "avgpool", "kernel": 3, "stride": 2, "padding": 1}],
        [{"layer": "maxpool", "kernel": 2, "ceil": True}],
        [{"layer": "conv", "kernel": 3, "padding": [rate] * dims, "dilation": [rate] * dims},
         {"layer": "conv", "kernel": 5, "stride": [2] * dims, "padding": [2] * dims}],
    ]  # fmt: skip
    pool = keep if rng.random() < 0.7 else halve
    return rng.sample(pool, rng.choice((2, 2, 3)))


def _layer(rng: random.Random, dims: int) -> dict[str, Any]:
    def axes(low: int, high: int) -> list[int]:
        return [rng.randint(low, high)] * dims if rng.random() < 0.6 else [
            rng.randint(low, high) for _ in range(dims)
        ]  # fmt: skip

    def pairs(high: int) -> list[list[int]]:
        return [[rng.randint(0, high), rng.randint(0, high)] for _ in range(dims)]

    same = rng.randint(1, 2)
    choices: list[dict[str, Any]] = [
        {"layer": "conv", "kernel": 3, "padding": [same] * dims, "dilation": [same] * dims},
        {"layer": "conv", "kernel": 3, "padding": [same] * dims, "dilation": [same] * dims},
        {"layer": "conv", "kernel": axes(1, 5), "stride": axes(1, 3), "padding": axes(0, 2),
         "dilation": axes(1, 3)},
        {"layer": "conv", "kernel": axes(1, 4), "padding": pairs(3)},
        {"layer": "avgpool", "kernel": 3, "stride": 2, "padding": 1, "ceil": rng.random() < 0.5},
        {"layer": "maxpool", "kernel": rng.randint(2, 3), "stride": rng.randint(1, 3)},
        {"layer": "tconv", "kernel": axes(1, 5), "stride": axes(1, 3),
         "padding": [rng.randint(0, 1)] * dims, "dilation": axes(1, 2)},
        {"layer": "upsample", "scale": rng.randint(2, 3), "mode": "nearest"},
        {"layer": "upsample", "scale": 2, "mode": ("linear", "bilinear")[dims - 1],
         "align_corners": rng.random() < 0.4},
        {"layer": "adaptive_avgpool", "output_size": [rng.randint(3, 9)] * dims},
        {"layer": "pad", "padding": pairs(2), "mode": rng.choice(("zero", "reflect", "replicate",
                                                                  "circular"))},
        {"layer": "crop", "amount": pairs(2)},
    ]  # fmt: skip
    if dims == 2:
        choices += [
            {"layer": "pixel_unshuffle", "factor": 2},
            {"layer": "pixel_shuffle", "factor": 2},
            {"layer": "upsample", "scale": 2, "mode": "bicubic"},
        ]
    return rng.choice(choices)
