"""Closed forms of networks, against the same networks built at numbers."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest

from convcalc.algebra.expr import Product, Size, Sum, Var, as_expr, evaluate
from convcalc.algebra.notation import ascii_text
from convcalc.algebra.sets import contains
from convcalc.algebra.trace import ceil_div
from convcalc.errors import ConvcalcError
from convcalc.inverse.inputs import input_sizes
from convcalc.inverse.networks import load, variable
from convcalc.load.load import load_document, prepared
from convcalc.network.closed_forms import tidy
from convcalc.network.graph import Network
from convcalc.network.totals import totals

H, W = Var("H"), Var("W")

NETS = (
    "alexnet", "vgg16", "googlenet", "bn_inception", "inception_v3", "resnet50", "densenet121",
    "squeezenet1_0", "mobilenet_v1", "mobilenet_v3_small", "shufflenet_v1", "efficientnet_b0",
    "unet", "unet_same", "fcn8s", "segnet", "deeplabv3_resnet50", "espcn", "wavenet", "keras_cnn",
)  # fmt: skip
"""One of each kind in the zoo."""


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (9 * ((ceil_div(H, 2) - 1) // 2 + 1) * (W - 2), "9*ceil(H/4)*(W - 2)"),
        (3 * H * W + 4 * (H * W), "7*H*W"),
        (H * (H // 1) * 5, "5*H**2"),
        ((2 * H) * (4 * W), "8*H*W"),
        (H * W - W * 3, "H*W - 3*W"),
        (H - H, "0"),
    ],
)
def test_tidy(value: Size, text: str) -> None:
    assert ascii_text(as_expr(tidy(value))) == text


def figures(network: Network) -> Iterator[Any]:
    for node, sheet in network.layers:
        yield from node.shape.spatial
        yield node.shape.channels
        yield sheet.params
        yield sheet.buffers
        yield sheet.macs
    sums = totals(network)
    yield from (sums.params, sums.buffers, sums.macs, sums.flops, sums.activations)


@pytest.mark.parametrize("name", NETS)
def test_every_figure_of_a_network(name: str) -> None:
    found = variable(name)
    assert found.symbolic is not None
    letters = [names[0] for names in found.letters]
    rng = random.Random(name)
    legal = input_sizes(found.symbolic, None, found.letters, found.known)
    forms = list(figures(found.symbolic))
    tried = 0
    while tried < 2:
        sizes = {one.letter: rng.randint(1, 500) for one in legal}
        if not all(contains(one.sizes, sizes[one.letter]) for one in legal):
            continue
        tried += 1
        text = "x".join(str(sizes[letter]) for letter in letters)
        given = f"{text}@{found.shape.channels}"
        network = load_document(*prepared(name, input=given), dims=len(letters))
        for form, number in zip(forms, figures(network), strict=True):
            assert (form if form is None else evaluate(form, sizes)) == number


@pytest.mark.parametrize("name", NETS)
def test_legal_sizes_are_those_that_build(name: str) -> None:
    found = variable(name)
    assert found.symbolic is not None
    assert found.own is not None
    _, *others = [names[0] for names in found.letters]
    weights = [sheet.params for _, sheet in found.own.layers]
    (one, *_) = input_sizes(found.symbolic, found.own, found.letters, found.known, fit=True)
    edges = {
        edge + step
        for run in (*one.sizes, *one.computes.sizes)
        for edge in (run.low, run.high)
        if edge is not None
        for step in (-1, 0, 1)
    }
    for size in sorted(size for size in edges if 0 < size < 1000):
        text = "x".join(str(n) for n in (size, *(found.known[name] for name in others)))
        computes = fits = False
        try:
            given = f"{text}@{found.shape.channels}"
            network = load_document(*prepared(name, input=given), dims=1 + len(others))
        except ConvcalcError:
            pass
        else:
            computes = [sheet.params for _, sheet in network.layers] == weights
            left = [sheet.unused for _, sheet in network.layers if sheet.unused]
            fits = computes and not any(rest[0] for rest in left)
        assert contains(one.computes.sizes, size) == computes, size
        assert contains(one.sizes, size) == fits, size


def test_sizes_of_well_known_networks() -> None:
    network = load("resnet50", input="3xHxW")
    sizes = [node.shape.spatial[0] for node in network.nodes if node.shape.spatial]
    maps = {ascii_text(size) for size in sizes if not isinstance(size, int)}
    assert maps == {"H", *(f"ceil(H/{2**n})" for n in range(1, 6))}


def test_costs_stay_products_of_sizes() -> None:
    network = load("unet", input="1xHxW")
    assert all(isinstance(sheet.macs, int | Product) for _, sheet in network.layers)
    macs = totals(network).macs
    assert isinstance(macs, Sum)
    assert evaluate(macs, {"H": 572, "W": 572}) == 150_428_424_448


def test_terms_are_ordered_by_resolution() -> None:
    macs = totals(load("mobilenet_v2", input="3xHxH")).macs
    assert macs is not None
    text = ascii_text(as_expr(macs))
    places = [text.index(f"ceil(H/{2**n})") for n in range(1, 6)]
    assert places == sorted(places)


@pytest.mark.parametrize("base", [16, 64, 96])
def test_a_symbolic_setting_is_a_polynomial_with_the_same_values(base: int) -> None:
    symbolic = totals(load("unet", {"base": "B"})).params
    assert evaluate(symbolic, {"B": base}) == totals(load("unet", {"base": str(base)})).params
