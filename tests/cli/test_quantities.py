"""A declared quantity is known wherever there are quantities: `--of`, `check`, `solve`, `batch`,
`separable`, `compare`, the pages and their JSON, and what holds for networks: `audit`, limits."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from convcalc.cli.options import SHARED
from convcalc.layers.quantities import OF_LAYERS, OF_NETWORKS, QUANTITIES, Quantity
from convcalc.text import catalogue
from tests.cli.conftest import run

LAYER = ("conv", "56@64", "-k", "3", "-s", "2", "-p", "1", "-o", "128")
LINE = (
    b'{"layer": "conv", "size": 56, "in": 64, "kernel": 3, "stride": 2, "padding": 1, "out": 128}\n'
)
NETWORK = "3x56x56: conv3@8 bn relu conv3@16"
TOLD = [known for known in OF_LAYERS if known.told]
TOLD_OF_NETWORKS = [known for known in OF_NETWORKS if known.told and known.group != "size"]

of_layers = pytest.mark.parametrize("known", OF_LAYERS, ids=lambda known: known.key)
of_networks = pytest.mark.parametrize("known", OF_NETWORKS, ids=lambda known: known.key)


def asked(*words: str) -> str:
    """The bare answer of a command line that has one."""
    result = run(*words, "-q")
    assert result.code == 0, result.err
    return result.out.strip()


@pytest.mark.parametrize("known", QUANTITIES.values(), ids=lambda known: known.key)
@pytest.mark.parametrize("language", ["en", "ja"])
def test_it_has_words(known: Quantity, language: str) -> None:
    words = catalogue(language)
    assert f"quantity.{known.key}" in words
    if known in OF_LAYERS or (known in OF_NETWORKS and known.told):
        assert f"report.{known.label}" in words


def test_of_takes_each() -> None:
    (option,) = [option for option in SHARED if option.name == "of"]
    assert option.choices == tuple(QUANTITIES)


@of_layers
def test_of_a_layer(known: Quantity) -> None:
    assert asked(*LAYER, "--of", known.key)


@of_layers
def test_check(known: Quantity) -> None:
    right = asked(*LAYER, "--of", known.key)
    assert run("check", right, *LAYER, "--of", known.key).code == 0
    assert run("check", "7777777", *LAYER, "--of", known.key).code == 1


@of_layers
def test_solve(known: Quantity) -> None:
    letters = {"effective_kernel": ("-k", "K"), "rf": ("-k", "K"), "jump": ("-s", "S"),
               "channels": ("-o", "M")}  # fmt: skip
    flag, letter = letters.get(known.key, ("-k", "K"))
    words = list(LAYER)
    words[words.index(flag) + 1] = letter
    result = run("solve", *words, "--of", known.key, "--at-most", asked(*LAYER, "--of", known.key))
    assert result.code == 0, result.err
    assert letter in result.out


def test_batch() -> None:
    (line,) = run("batch", "-", stdin=LINE).out.splitlines()
    told = json.loads(line)
    layer = json.loads(run(*LAYER, "--json").out)
    for known in TOLD:
        if known.told == "all":
            assert told[known.label] == layer[known.label]
        else:
            assert known.label not in told


@of_layers
def test_separable(known: Quantity) -> None:
    words = ("56@64", "-k", "3", "-s", "2", "-p", "1", "-o", "128", "--of", known.key)
    assert asked("separable", *words) == asked("layer", "separable", *words, "--no-bias")


@of_networks
def test_compare(known: Quantity) -> None:
    assert len(asked("compare", "separable", "56@64", "--of", known.key).split("\n")) >= 1
    assert len(asked("compare", "networks", "lenet5", "alexnet", "--of", known.key).split()) == 2


@of_networks
def test_audit(known: Quantity) -> None:
    assert asked("audit", NETWORK, "--of", known.key)


@pytest.mark.parametrize("known", [known for known in OF_NETWORKS if known.limit])
def test_a_network_file_may_limit_it(known: Quantity, tmp_path: Path) -> None:
    bound = {"max": "{max: 0}", "min": "{min: 9999}"}[known.limit]
    file = tmp_path / "network.yaml"
    file.write_text(
        f"convcalc: 1\nname: limited\ninput: 56x56@3\nlayers: [conv3@8, bn]\n"
        f"budget: {{{known.label}: {bound}}}\n"
    )
    result = run("audit", str(file), "--json")
    assert result.code == 1, result.err
    (verdict,) = json.loads(result.out)["budgets"]
    assert (verdict["quantity"], verdict["kept"]) == (known.label, False)


def test_pages_and_json() -> None:
    page = run(*LAYER, "--format", "plain").out
    layer = json.loads(run(*LAYER, "--json").out)
    totals = json.loads(run("audit", NETWORK, "--json").out)["totals"]
    shown = run("audit", NETWORK, "--details", "--format", "markdown").out
    words = catalogue("en")
    for known in TOLD:
        assert known.label in layer
        if known.key != "buffers":  # a convolution has none
            assert f"{known.label}\t" in page
    for known in TOLD_OF_NETWORKS:
        assert known.label in totals
        assert words[f"report.{known.label}"] in shown
