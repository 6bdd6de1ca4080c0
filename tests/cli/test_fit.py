"""Networks at inputs that do not fit them: every format says so."""

from __future__ import annotations

import json
from typing import Any

import pytest

from .conftest import Cli

SAID = "linear1 takes 6,400 features here, 9,216 at 227x227"
LEGAL = "227 to 258"


def findings(data: dict[str, Any]) -> list[dict[str, Any]]:
    return data["audits"][0]["findings"] if data["kind"] == "audits" else data["findings"]


@pytest.mark.parametrize("format", ["table", "plain", "json", "csv", "markdown", "latex"])
@pytest.mark.parametrize(
    "words",
    [
        ("audit", "alexnet", "--input", "3x224x224"),
        ("audit", "zoo:alexnet:input=224x224"),
        ("audit", "alexnet", "resnet18", "--input", "224"),
        ("diff", "alexnet", "--input", "224"),
        ("diff", "alexnet", "alexnet:input=224"),
    ],
)
def test_other_weights_are_told_in_every_format(
    cli: Cli, words: tuple[str, ...], format: str
) -> None:
    result = cli(*words, "--format", format)
    assert result.code == 0
    said = result.err if format in ("plain", "csv") else result.out
    if format == "json":
        (finding,) = findings(json.loads(result.out))
        assert finding["code"] in ("audit.other_weights_legal", "audit.of_network")
        said = finding["message"]
    assert SAID in " ".join(said.split())
    assert LEGAL in " ".join(said.split())


@pytest.mark.parametrize("format", ["table", "plain", "json"])
@pytest.mark.parametrize("words", ["alexnet --input 3x224x224", "alexnet alexnet:input=224"])
def test_other_weights_are_no_under_strict(cli: Cli, words: str, format: str) -> None:
    result = cli("audit", *words.split(), "--strict", "--format", format)
    assert result.code == 1
    assert result.err.count(SAID) == 1


@pytest.mark.parametrize("words", ["alexnet", "alexnet:classes=10", "vgg16 --input 255x224"])
def test_weights_that_fit_are_not_spoken_of(cli: Cli, words: str) -> None:
    assert cli("audit", *words.split(), "--strict").err == ""
