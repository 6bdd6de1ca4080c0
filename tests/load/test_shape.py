"""Shapes of inputs: what each spelling means, and what could mean two things and is refused."""

# ruff: noqa: E501  (tables: one case a line)

from __future__ import annotations

from pathlib import Path

import pytest

from convcalc.errors import ConvcalcError
from convcalc.inverse.networks import convert, load, variable
from convcalc.network.graph import spelt

from .helpers import read

HINTS = ("hint.no_batch", "load.hint.one_axis", "load.hint.square", "load.hint.map", "load.hint.volume",
         "load.hint.all_sizes", "load.hint.with_channels")  # fmt: skip
SOUND = "input: {channels: 256, size: [16000]}\nlayers: relu\n"

READ = [
    ("3x224x160: relu", None, "224x160@3"), ("224x160@3: relu", None, "224x160@3"), ("@784: relu", None, "@784"),
    ("100x1x1: relu", None, "1x1@100"), ("1x28x28: relu", None, "28x28@1"), ("64x56x56: relu", None, "56x56@64"),
    ("16x112x112@3: relu", None, "16x112x112@3"), ("56x56: relu", None, "56x56"), ("HxW: relu", None, "HxW"),
    ("CxHxW: relu", None, "HxW@C"), ("64x56x48: relu", None, "56x48@64"), ("7x224@C: relu", None, "7x224@C"),
    # axes said
    ("16000@256: relu", 1, "16000@256"), ("256x16000: relu", 1, "16000@256"), ("16000: relu", 1, "16000"),
    ("32@1: relu", 3, "32x32x32@1"), ("3x16x112x112: relu", 3, "16x112x112@3"), ("16x112x112: relu", 3, "16x112x112"),
    ("1x224x224@3: relu", 3, "1x224x224@3"), ("224@3: relu", 2, "224x224@3"), ("16x24: relu", 2, "16x24"),
    # axes named by a layer
    ("1x16000: Conv1d(kernel=10)", None, "16000@1"), ("16000@1: relu conv1d(kernel=3)", None, "16000@1"),
    ("3x16x112x112: Conv3d(kernel=3)", None, "16x112x112@3"), ("3x16x112x112: conv3x3x3@64", None, "16x112x112@3"),
    ("224@3: conv1x7", None, "224x224@3"), ("8x100: GlobalAveragePooling1D()", None, "100@8"),
    ("32@3: add[ relu | MaxPool1d(kernel=3, stride=1, padding=1) ]", None, "32@3"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "dims", "shape"), READ)
def test_read(text: str, dims: int | None, shape: str) -> None:
    assert spelt(load(text, dims=dims).nodes[0].shape) == shape


REFUSED = [
    # nothing says the axes
    ("16000@1: conv10/5@512", None, "load.shape_single", ["16000@1 --dims 1", "16000x16000@1"]),
    ("224: conv1@4", None, "load.shape_single", ["224 --dims 1", "224x224"]),
    ("L@1: conv1@4", None, "load.shape_single", ["L@1 --dims 1", "LxL@1"]),
    ("1x3x32x32: conv1@4", None, "load.shape_open", ["3x32x32", "3x32x32@1 --dims 3"]),
    ("8x3x32x32: conv1@4", None, "load.shape_open", ["3x32x32", "3x32x32@8 --dims 3"]),
    ("1x224x224x3: conv1@4", None, "load.shape_open", ["3x224x224", "224x224x3@1 --dims 3"]),
    ("NxCxHxW: conv1@4", None, "load.shape_open", ["CxHxW", "CxHxW@N --dims 3"]),
    ("Bx3x224x224: conv1@4", None, "load.shape_open", ["3x224x224", "3x224x224@B --dims 3"]),
    ("1x224x224@3: conv1@4", None, "load.shape_open", ["3x224x224", "1x224x224@3 --dims 3"]),
    ("2x3x16x112x112: conv1@4", None, "load.shape_open", ["16x112x112@3 --dims 3"]),
    ("1x16000: conv1@4", None, "load.shape_open", ["16000@1 --dims 1", "1x16000@C"]),
    ("8x1x16000: conv1@4", None, "load.shape_open", ["16000@1 --dims 1", "1x16000@8"]),
    ("NxCxL: conv1@4", None, "load.shape_open", ["L@C --dims 1", "CxL@N"]),
    ("1x1x1x1x1x1: relu", None, "size.too_many_axes", []),
    # a batch in front
    ("1x3x224x224: conv1@4", 2, "load.shape_unfit_for", ["3x224x224"]),
    ("4x224x224x3: Conv2d(kernel=3)", None, "load.shape_unfit_for", ["3x224x224"]),
    ("4x3x224x224: conv3x3@8", None, "load.shape_unfit_for", ["3x224x224"]),
    ("1x224x224@3: conv1@4", 2, "load.shape_unfit_for", ["3x224x224"]),
    ("4x1x16000: conv1@4", 1, "load.shape_unfit_for", ["1x16000"]),
    ("1x1x16000: Conv1d(kernel=3)", None, "load.shape_unfit_for", ["1x16000"]),
    ("1x3x16x112x112: Conv3d(kernel=3)", None, "load.shape_unfit_for", ["3x16x112x112"]),
    # channels last, or one number less
    ("224x224x3: conv1@4", None, "load.shape_both_ways", []),
    ("224x224x3: conv1@4", 2, "load.shape_both_ways", []),
    ("HxWxC: conv1@4", None, "load.shape_both_ways", []),
    ("16000x1: conv1@4", 1, "load.shape_both_ways", []),
    ("16x112x112x3: conv1@4", 3, "load.shape_both_ways", []),
    ("3x224: conv1@4", 2, "load.shape_map_or_channels", ["3x224@C", "224x224@3"]),
    ("CxH: conv1@4", 2, "load.shape_map_or_channels", ["CxH@C", "HxH@C"]),
    ("3x112x112: Conv3d(kernel=3)", None, "load.shape_map_or_channels", ["3x112x112@C", "Tx112x112@3"]),
    # numbers
    ("3,224,224: relu", None, "expr.digit_groups", []),
    ("3*224*224: relu", None, "expr.product", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "dims", "code", "ways"), REFUSED)
def test_refused(text: str, dims: int | None, code: str, ways: list[str]) -> None:
    with pytest.raises(ConvcalcError) as caught:
        load(text, dims=dims)
    assert (caught.value.code, caught.value.exit_code) == (code, 2)
    found = [hint.fields["text"] for hint in caught.value.hints if hint.code in HINTS]
    assert found == ways
    layers = text.partition(": ")[2]
    for way in found:
        shape, _, option = str(way).partition(" --dims ")
        network = load(f"{shape}: {layers}", dims=int(option) if option else dims)
        assert network.nodes[0].shape.spatial


GIVEN = [
    ("resnet18", "1x3x224x224", "3x224x224"), ("resnet18", "4x3x64x64", "3x64x64"),
    ("resnet18", "1x224x224x3", "3x224x224"), ("resnet18", "Nx3xHxW", "3xHxW"),
    ("resnet18", "2x224x224@3", "3x224x224"), ("wavenet", "1x256x8000", "8000@256"),
    ("mobilenet_v1", "8x3x192x192", "3x192x192"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "given", "way"), GIVEN)
def test_a_batch_beside_a_network(tmp_path: Path, name: str, given: str, way: str) -> None:
    """Everywhere: never another number of axes, and the hint is the shape without the batch."""
    for ask in (
        lambda: load(name, input=given),
        lambda: load(f"{name}:input={given}"),
        lambda: variable(name, input=given),
        lambda: convert(name, "x.yaml", input=given),
        lambda: convert(name, "line", input=given),
    ):
        with pytest.raises(ConvcalcError) as caught:
            ask()
        assert (caught.value.code, caught.value.exit_code) == ("load.shape_unfit_for", 2)
        hints = {hint.code: hint.fields["text"] for hint in caught.value.hints}
        batch = given.partition("x")[0]
        assert hints.pop("hint.no_batch") == way
        assert hints.pop("load.hint.batch_size", "--batch-size 1") == f"--batch-size {batch}"
        assert not hints
    assert len(load(name, input=way).nodes[0].shape.spatial) == (1 if name == "wavenet" else 2)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("input: 1x3x32x32\nlayers: conv3\n", "load.shape_open"),
        ("input: 1x3x32x32\ndims: 2\nlayers: conv3\n", "load.shape_unfit_for"),
        ("input: {channels: 3, size: [1, 32, 32]}\nlayers: Conv2d(kernel=3)\n", "load.shape_unfit_for"),
        ("input: {channels: 3, size: 224}\nlayers: conv3\n", "load.shape_single"),
        ("input: 16000@1\nlayers: conv3\n", "load.shape_single"),
        ("input: {a: 1x3x32x32}\nlayers: conv3x3\n", "load.shape_unfit_for"),
        ("input: [1, 3, 32, 32]\nlayers: conv3\n", "load.input_list"),
        ("dims: 4\nlayers: conv3\n", "load.bad_dims"),
        ("dims: 1\nlayers: Conv2d(kernel=3)\n", "load.axes_denied"),
        ("layers: Conv1d(kernel=3) conv3x3\n", "load.axes_differ"),
    ],
)  # fmt: skip
def test_files_refused(text: str, code: str) -> None:
    with pytest.raises(ConvcalcError) as caught:
        read(text)
    assert (caught.value.code, caught.value.exit_code) == (code, 2)


@pytest.mark.parametrize(
    ("text", "extension", "shape"),
    [
        ("dims: 1\ninput: 1x16000\nlayers: conv10/5@512\n", ".yaml", "16000@1"),
        ("dims: 3\ninput: 32@1\nlayers: conv3\n", ".yaml", "32x32x32@1"),
        ('{"dims": 1, "input": "16000@1", "layers": "conv3"}', ".json", "16000@1"),
        ('dims = 1\ninput = "16000@1"\nlayers = "conv3"\n', ".toml", "16000@1"),
        ("input: {channels: 3, size: 224}\nlayers: Conv2d(kernel=3)\n", ".yaml", "224x224@3"),
        ("blocks:\n  b: Conv1d(kernel=3)\ninput: 1x16000\nlayers: b\n", ".yaml", "16000@1"),
        ("dims: 1\nlayers: conv3\n", ".yaml", "L"),
        # a layer of either branch, or after another shape, decides nothing
        ("set: {n: 2}\ninput: 3x8x8\nlayers: if(n == 1)[ Conv1d(kernel=3) | Conv2d(kernel=3) ]\n", ".yaml", "8x8@3"),
        ("input: 3x8x8\nlayers: Unfold(kernel=3) Conv1d(kernel=3, out=4)\n", ".yaml", "8x8@3"),
    ],
)  # fmt: skip
def test_files_read(text: str, extension: str, shape: str) -> None:
    assert spelt(read(text, extension).nodes[0].shape) == shape


def test_dims_beside_a_file_must_agree_with_its_input() -> None:
    with pytest.raises(ConvcalcError) as caught:
        load("resnet18", dims=3)
    assert caught.value.code == "load.axes_denied"
    video = load("resnet18", input="3x16x112x112", dims=3)
    assert spelt(video.nodes[0].shape) == "16x112x112@3"
    assert (
        spelt(load(str(Path("resnet18")), input="16x112x112", dims=3).nodes[0].shape)
        == "16x112x112@3"
    )


def test_an_own_input_tells_where_the_channels_are() -> None:
    with pytest.raises(ConvcalcError) as caught:
        read("input: 64x56x48\nlayers: conv3\n", input="56x48x64")
    assert caught.value.code == "load.shape_both_ways"
    network = read("input: 64x56x48\nlayers: conv3\n", input="64x64x3")
    assert spelt(network.nodes[0].shape) == "64x3@64"
    assert spelt(read(SOUND, input="64x8000").nodes[0].shape) == "8000@64"
