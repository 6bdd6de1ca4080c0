"""The places of the zoo's files: what is read by them is what is read as YAML."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from convcalc.cli.main import main
from convcalc.load.place import Source
from convcalc.load.places import read_places
from convcalc.load.tree import List, Map, Scalar, Tree
from convcalc.load.yaml_tree import read_yaml
from convcalc.zoo import FAMILIES, path


def told(tree: Tree | None) -> Any:
    """Everything that a tree knows."""
    if isinstance(tree, Map):
        pairs = [(told(key), told(value)) for key, value in tree]
        return ("map", tree.piece[1:], pairs)
    if isinstance(tree, List):
        return ("list", tree.piece[1:], [told(part) for part in tree.items])
    assert isinstance(tree, Scalar)
    return (tree.quoted, *tree.piece[1:])


def source(file: str) -> Source:
    return Source(file, Path(path(file)).read_text("utf-8"))


@pytest.mark.parametrize("file", FAMILIES)
def test_a_file_of_the_zoo_is_the_same_tree_by_its_places(file: str) -> None:
    text = source(file)
    assert told(read_places(text, file)) == told(read_yaml(text))


def test_a_file_that_was_changed_is_read_as_yaml() -> None:
    text = source("resnet")
    assert read_places(Source("resnet", text.text + "\n"), "resnet") is None
    assert read_places(text, "vgg") is None
    assert read_places(text, "no_such_file") is None


def test_a_network_of_the_zoo_needs_no_parser_of_yaml(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "convcalc.load.yaml_tree", None)
    assert main(["audit", "resnet18", "-q"]) == 0
    assert capsys.readouterr().out == "1814073344\n"
