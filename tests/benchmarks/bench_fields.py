"""How long the receptive fields of a deep network take, as a multiple of bare Python, and the exact
touched set of a long chain.

pytest -s tests/benchmarks/bench_fields.py
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

from convcalc.layers.base import Shape
from convcalc.network.builder import Builder
from convcalc.network.field import fields
from convcalc.network.reach import pushed_back
from tests.benchmarks.bench_startup import BARE, SCRIPT, seconds

LIMIT = 25
PAIRS = 10
CALL = [sys.executable, "-c", SCRIPT, "rf", "resnet152"]
LAYERS = 1000


def test_fields_of_resnet152(tmp_path: Path) -> None:
    for command in (BARE, CALL):
        seconds(command, tmp_path)
    pairs = [(seconds(BARE, tmp_path), seconds(CALL, tmp_path)) for _ in range(PAIRS)]
    bare = statistics.median(pair[0] for pair in pairs)
    call = statistics.median(pair[1] for pair in pairs)
    print(f"\nbare {bare * 1000:.1f} ms, rf {call * 1000:.1f} ms: {call / bare:.1f} times")
    assert call / bare <= LIMIT


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
