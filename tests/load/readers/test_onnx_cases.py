"""What ONNX, its reference evaluator and onnxruntime said to random single nodes, through files."""

from __future__ import annotations

from typing import Any

import pytest

from convcalc.errors import ConvcalcError
from convcalc.load.load import load_document
from convcalc.load.readers.onnx import read
from convcalc.network.measures import Measures
from tests.load.readers.onnx_files import node, small
from tests.oracles.draws import axes
from tests.oracles.test_oracles import recorded

OPERATORS = {
    "conv": "Conv", "tconv": "ConvTranspose", "maxpool": "MaxPool", "avgpool": "AveragePool",
    "lppool": "LpPool", "gap": "GlobalAveragePool", "gmp": "GlobalMaxPool", "upsample": "Resize",
    "pixel_shuffle": "DepthToSpace", "pixel_unshuffle": "SpaceToDepth", "pad": "Pad",
    "bn": "BatchNormalization", "instancenorm": "InstanceNormalization", "lrn": "LRN",
}  # fmt: skip
AUTO_PAD = {"same": "SAME_UPPER", "same-lower": "SAME_LOWER", "valid": "VALID"}
PAD_MODES = {"zero": "constant", "reflect": "reflect", "replicate": "edge", "circular": "wrap"}
WINDOW = {
    "kernel": "kernel_shape", "stride": "strides", "dilation": "dilations",
    "output_padding": "output_padding", "output_size": "output_shape",
}  # fmt: skip
LATER = ("unpool",)
"""Recorded, but an operator with two inputs of which no network is made of."""


def pads(value: Any, count: int) -> list[int]:
    sides = [side if isinstance(side, list) else [side, side] for side in axes(value, count)]
    return [begin for begin, _ in sides] + [end for _, end in sides]


def file_of(case: dict[str, Any]) -> bytes:
    """The ONNX file of one recorded case."""
    kind, n, channels = case["layer"], len(case["size"]), case["in"]
    given: dict[str, Any] = {}
    weights: dict[str, list[int]] = {}
    values: dict[str, list[float]] = {}
    inputs = ["x"]
    if kind in ("conv", "tconv", "maxpool", "avgpool", "lppool"):
        given = {theirs: axes(case[ours], n) for ours, theirs in WINDOW.items() if ours in case}
        padding = case.get("padding")
        if isinstance(padding, str):
            given["auto_pad"] = AUTO_PAD[padding]
        elif padding is not None:
            given["pads"] = pads(padding, n)
        for ours, theirs in (("ceil", "ceil_mode"), ("count_include_pad",) * 2):
            if ours in case:
                given[theirs] = int(case[ours])
    if kind in ("conv", "tconv"):
        groups = given["group"] = case.get("groups", 1)
        pair = [case["out"], channels // groups]
        if kind == "tconv":
            pair = [channels, case["out"] // groups]
        weights["w"] = [*pair, *axes(case["kernel"], n)]
        if case.get("bias", True):
            weights["b"] = [case["out"]]
    elif kind == "upsample":
        inputs.append("")
        values["scales"] = (
            [1.0, 1.0, *map(float, axes(case["scale"], n))] if "scale" in case else []
        )
        if "output_size" in case:
            values["sizes"] = [1, channels, *axes(case["output_size"], n)]
    elif kind == "pad":
        amounts = pads(case["padding"], n)
        values["pads"] = [0, 0, *amounts[:n], 0, 0, *amounts[n:]]
        given["mode"] = PAD_MODES[case.get("mode", "zero")]
    elif kind in ("pixel_shuffle", "pixel_unshuffle"):
        given["blocksize"] = case["factor"]
    elif kind == "lrn":
        given["size"] = 5
    elif kind in ("bn", "instancenorm"):
        weights = {name: [channels] for name in ("s", "b", "m", "v")[: 4 if kind == "bn" else 2]}
    nodes = [node(OPERATORS[kind], [*inputs, *weights, *values], ["y"], **given)]
    return small(nodes, ["N", channels, *case["size"]], weights, values=values)


def ours(case: dict[str, Any]) -> dict[str, Any] | None:
    """What we say to it; None: refused."""
    try:
        network = load_document(read(file_of(case), "case.onnx"))
    except ConvcalcError:
        return None
    shape = network.nodes[network.outputs[0]].shape
    totals = Measures(network).totals
    return {"size": list(shape.spatial), "channels": shape.channels, "params": totals.params}


@pytest.mark.parametrize("part", range(4))
def test_every_recorded_node_read_from_a_file_is_as_onnx_says(part):
    count, wrong = 0, []
    for number, case, answer in recorded("onnx"):
        if number % 8 != part or case["layer"] in LATER:
            continue
        count += 1
        mine = ours(case)
        told = None if "refused" in answer else {k: answer[k] for k in answer if k != "agree"}
        if told is not None and mine is not None:
            mine = {key: mine[key] for key in told}
        if mine != told:
            wrong.append((number, case, told, mine))
    assert count > 250
    assert not wrong
