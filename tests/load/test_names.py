"""What an argument is, decided by how it looks."""

from __future__ import annotations

import io
import sys

import pytest

from convcalc.errors import ConvcalcError
from convcalc.inverse.networks import load
from convcalc.load.names import resolve
from convcalc.load.notation import parse_chain
from convcalc.load.place import ARGUMENT, Piece, Source
from convcalc.zoo import NAMES


@pytest.mark.parametrize(
    ("text", "kind", "name", "settings"),
    [
        ("-", "stdin", "", {}),
        ("net.yaml", "file", "net.yaml", {}),
        ("./net", "file", "./net", {}),
        ("../a b.yml", "file", "../a b.yml", {}),
        ("dir/net.toml:width=2", "file", "dir/net.toml", {"width": "2"}),
        ("file:net", "file", "net", {}),
        ("conv3", "line", "conv3", {}),
        ("conv3p1:2", "line", "conv3p1:2", {}),
        ("pad(padding=1)", "line", "pad(padding=1)", {}),
        ("3x8x8: conv3", "line", "3x8x8: conv3", {}),
        ("relu", "line", "relu", {}),
        ("linear1000", "line", "linear1000", {}),
    ],
)
def test_kinds(text, kind, name, settings):
    found = resolve(text)
    assert (found.kind, found.text, dict(found.settings)) == (kind, name, settings)


@pytest.mark.parametrize(
    ("name", "written"),
    [("resnet50", ["./resnet50", "zoo:resnet50"]), ("net.unknown", ["./net.unknown"])],
)
def test_a_file_of_that_name_is_never_passed_over(name, written, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_text("3x8x8: relu", "utf-8")
    with pytest.raises(ConvcalcError) as caught:
        resolve(name)
    assert caught.value.code == "load.file_or_name"
    assert [hint.fields["text"] for hint in caught.value.hints] == written
    assert {resolve(text).kind for text in written} <= {"file", "zoo"}


def test_zoo_names_with_settings():
    found = resolve("mobilenet_v1:width=0.5,input=192x192@3")
    assert (found.kind, found.shown) == ("zoo", "mobilenet_v1")
    assert (found.settings["width"], found.settings["input"]) == ("0.5", "192x192@3")
    network = load("mobilenet_v1:width=0.5,input=192x192@3")
    assert network.nodes[0].shape.spatial == (192, 192)


def test_settings_win_over_those_of_the_name():
    attached = load("resnet50:classes=10")
    given = load("resnet50:classes=10", {"classes": "20"}, "3x64x64")
    assert attached.nodes[-1].shape.channels == 10
    assert given.nodes[-1].shape.channels == 20
    assert given.nodes[0].shape.spatial == (64, 64)


@pytest.mark.parametrize("name", sorted(NAMES))
def test_no_zoo_name_is_notation(name):
    with pytest.raises(ConvcalcError):
        parse_chain(Piece(Source(ARGUMENT, name), name, 0))


@pytest.mark.parametrize(
    "text",
    [
        "layers: relu\ninput: 3x8x8\n",
        '{"layers": "relu"}',
        "3x8x8: relu gap",
        'layers = "relu"\n\n',
    ],
)
def test_standard_input(text, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert load("-").nodes[1].type == "relu"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xff\xfe\x00", "load.not_utf8"),
        (b"layers: relu\n" * 500_000, "load.file_too_large"),
        (b"", "load.empty_file"),
    ],
)
def test_files_that_cannot_be(tmp_path, content, code):
    path = tmp_path / "net.yaml"
    path.write_bytes(content)
    with pytest.raises(ConvcalcError) as caught:
        load(str(path))
    assert caught.value.code == code


def test_a_missing_file_and_its_neighbour(tmp_path):
    (tmp_path / "resnet.yaml").write_text("layers: relu\n")
    with pytest.raises(ConvcalcError) as caught:
        load(str(tmp_path / "resnt.yaml"))
    assert caught.value.code == "load.no_such_file"
    assert caught.value.hints[0].fields["word"].endswith("resnet.yaml")
    with pytest.raises(ConvcalcError) as caught:
        load(f"{tmp_path}/")
    assert caught.value.code == "load.cannot_read"


@pytest.mark.parametrize(
    ("text", "name"),
    [("ResNet 50", "resnet50"), ("MobileNet V2", "mobilenet_v2"), ("VGG 16", "vgg16")],
)
def test_names_with_spaces(text: str, name: str) -> None:
    assert (resolve(text).kind, resolve(text).shown) == ("zoo", name)
    assert resolve("conv3 relu").kind == "line"
