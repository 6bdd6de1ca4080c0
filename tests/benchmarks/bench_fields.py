"""How long the exact touched set of a long chain takes.

pytest -s tests/benchmarks/bench_fields.py
"""

from __future__ import annotations

import time

from convcalc.layers.base import Shape
from convcalc.network.builder import Builder
from convcalc.network.field import fields
from convcalc.network.reach import pushed_back

LAYERS = 1000


def test_touched_set_of_a_chain() -> None:
    builder = Builder("chain")
    end = builder.input(Shape(4, (4001, 4001)))
    for number in range(LAYERS):
        given = {"out": 4, "kernel": 3, "padding": 2, "dilation": 2 + number % 3 * 2}
        end = builder.add("conv", given, (end,))
    network = builder.finish()
    found = fields(network)
    begin = time.perf_counter()
    touched = pushed_back(network, found, network.nodes[end], (60, 7), clipped=False)[0]
    taken = time.perf_counter() - begin
    print(f"\n{LAYERS} dilated layers, {touched.size} pixels: {taken * 1000:.1f} ms")
    assert taken < 1
