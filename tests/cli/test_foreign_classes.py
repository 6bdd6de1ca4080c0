"""Layers in the words of Keras, ONNX and TensorFlow: the command line, lines, files and batch."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Cli

ANSWERS = [
    ("layer Dense 5@10 --dims 1 units=100 --dialect keras --of params", "1100"),
    ("layer Dense 5@10 --dims 1 units=100", "5"),
    ("layer Dense 7@1024 units=2 --of params", "2050"),
    ("layer SeparableConv2D 416@10 -k 5 -o 100 --of params", "1350"),
    ("layer UpSampling2D 13@256 size=2 --dialect keras", "26"),
    ("layer UpSampling2D 13x7 size=(2,3) interpolation=bilinear", "26x21"),
    ("layer upsample 13 size=2 --dialect keras", "26"),
    ("layer MaxPooling2D 13", "6"),
    ("layer GlobalAveragePooling2D 7@512", "512"),
    ("layer GlobalAveragePooling2D 7@512 keepdims=True", "1"),
    ("layer PReLU 7@64 --dialect keras --of params", "3136"),
    ("layer PReLU 7@64 shared_axes=[1,2] --dialect keras --of params", "64"),
    ("layer BatchNormalization 7@64 scale=False --of params", "64"),
    ("layer LayerNormalization 7@64 axis=[1,2,3] --of params", "6272"),
    ("layer LayerNormalization 7@64 --of params", "128"),
    ("layer LayerNormalization 7@64 --dialect onnx --of params", "14"),
    ("layer ZeroPadding1D 7@4 padding=(1,2)", "10"),
    ("layer Reshape 49@64 --dims 1 target_shape=(7,7,64) --dialect keras --of channels", "64"),
    ("layer Conv2D 32 filters=8 kernel_size=3 padding=SAME activation=relu name=a", "32"),
    ("layer upsample 706 scale=224/706 --dialect onnx", "223"),
    ("layer Resize 706@3 scales=[1,1,0.5,0.5]", "353"),
    ("layer Resize 706@3 sizes=[1,3,100,50]", "100x50"),
    ("layer Pad 5@3 pads=[0,0,2,4] mode=edge", "7x9"),
    ("layer Pad 5@3 pads=[0,1,0,0,0,2,2,4] --of channels", "6"),
    ("layer Pad 5@3 pads=[0,0,-1,0,0,0,-1,0]", "3x5"),
    ("layer MaxPool 10@3 kernel_shape=[2,2] strides=[2,2] ceil_mode=0", "5"),
    ("layer MaxPool 9@3 kernel_shape=[2,2] strides=[2,2] ceil_mode=1", "5"),
    ("layer conv 20 -k 3 -s 2 auto_pad=SAME_UPPER --dialect onnx", "10"),
    ("layer InstanceNormalization 7@64 --of params", "128"),
    ("layer Reshape 7@64 shape=[0,-1] --dialect onnx", "3136"),
    ("tconv 3 -k 3 -s 2 -p same --output-size 5 --dialect tf --dims 1", "5"),
    ("tconv 3 -k 3 -s 2 -p same --output-size 6 --dialect tf --dims 1", "6"),
    ("conv 20@3 -k 3 -s 2 -d 2 --dialect tf", "8"),
    ("pool 20@3 -k 3 -s 2 -p 1 --dialect tf", "10"),
    ("pool 20@3 -k 3 -d 2 --dialect tf", "16"),
    ("value pixel_shuffle --data 1|2|3|4|5|6|7|8 --factor 2 --dialect tf",
     "1 3; 5 7 | 2 4; 6 8"),
    ("value pixel_shuffle --data 1|2|3|4|5|6|7|8 --factor 2 --dialect onnx --mode crd",
     "1 2; 3 4 | 5 6; 7 8"),
    ("value DepthToSpace --data 1|2|3|4|5|6|7|8 --factor 2", "1 3; 5 7 | 2 4; 6 8"),
]  # fmt: skip


@pytest.mark.parametrize(("command", "answer"), ANSWERS)
def test_answers(cli: Cli, command: str, answer: str) -> None:
    done = cli(f"{command} -q")
    assert (done.code, done.out.strip()) == (0, answer), done.err


REFUSED = [
    ("tconv 3 -k 3 -s 2 -p same --output-size 7 --dialect tf --dims 1", "5"),
    ("conv 20 -k 3 -p 1 --dims 1 --dialect tf", "pad"),
    ("layer depthwise 20@3 -k 3 -s 2 -d 2 --dialect tf", "dilation"),
    ("layer Conv2D 32@3 filters=8 kernel_size=3 out_channels=4", "did you mean filters?"),
    ("layer Conv2D 32@3 filters=8 kernel_size=3 paddin=same", "did you mean padding?"),
    ("layer Conv2DTranspose 8@3 filters=8 kernel_size=3 groups=3", "groups"),
    ("layer UpSampling1D 8@3 interpolation=nearest", "interpolation"),
    ("layer BatchNormalization 7@64 axis=1", "axis"),
    ("layer Reshape 49@64 --dims 1 target_shape=(7,7,64)", "--dialect keras"),
    ("layer conv 32@3 -k 3 pads=[1,1,1,1]", "--dialect onnx"),
    ("layer Gemm 7@64 out=10", "flatten"),
    ("layer Pad 5@3 pads=[1,0,0,0,0,0,2,4]", "batch"),
    ("layer Pad 5@3 pads=[1,2,3]", "4 / 8"),
    ("layer Flatten 5@3 axis=2 --dialect onnx", "axis 1"),
    ("layer LRN 5@3 --dialect onnx", "window"),
]


@pytest.mark.parametrize(("command", "word"), REFUSED)
def test_refusals(cli: Cli, command: str, word: str) -> None:
    done = cli(f"{command} -q")
    assert (done.code, done.out) == (2, ""), done.out
    assert word in done.err


def test_lines_take_the_words_of_a_framework(cli: Cli) -> None:
    keras = (
        "3x32x32: Conv2D(filters=8, kernel_size=3, strides=2, padding='same', activation='relu') "
        "MaxPooling2D UpSampling2D(size=2) Flatten Dense(units=10, use_bias=False)"
    )
    assert cli("audit", keras, "-q", "--of", "params").out.strip() == str(224 + 2048 * 10)
    onnx = (
        "3x32x32: Conv(kernel_shape=[3,3], auto_pad=SAME_UPPER, out=8) "
        "Pad(pads=[0,0,1,1,0,0,1,1], mode=reflect) Resize(scales=[1,1,2,2], mode=linear) "
        "DepthToSpace(blocksize=2, mode=CRD)"
    )
    data = json.loads(cli("audit", onnx, "--json").out)
    assert data["output"] == [2, 136, 136]
    assert set(data["dialects_by_name"].values()) == {"onnx"}


def test_files_take_the_words_of_their_dialect(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "net.yaml"
    path.write_text(
        "input: 3x32x32\ndialect: keras\nlayers:\n"
        "  - Conv2D: {filters: 8, kernel_size: [3, 3], strides: 2, padding: same, name: c1}\n"
        "  - BatchNormalization: {axis: -1, scale: false, momentum: 0.9}\n"
        "  - ZeroPadding2D: {padding: [[1, 2], [3, 4]]}\n"
        "  - Cropping2D: {cropping: [[1, 0], [0, 1]]}\n"
        "  - GlobalAveragePooling2D\n"
        "  - Dense: {units: 10}\n",
        encoding="utf-8",
    )
    data = json.loads(cli("audit", str(path), "--json").out)
    assert [layer["output"] for layer in data["layers"]][2:5] == [[8, 19, 23], [8, 18, 22], [8]]
    assert data["totals"]["params"] == 224 + 8 + 90


@pytest.mark.parametrize(
    ("case", "size"),
    [
        ({"layer": "Pad", "size": [5, 5], "in": 3, "pads": [0, 0, 2, 4],
          "dialect": "onnx"}, [7, 9]),
        ({"layer": "pad", "size": [5, 5], "in": 3, "pads": [0, 0, 2, 4],
          "dialect": "onnx"}, [7, 9]),
        (
            {"layer": "MaxPool", "size": [10, 10], "in": 3, "kernel_shape": [2, 2],
             "strides": [2, 2], "ceil_mode": 0, "dialect": "onnx"}, [5, 5],
        ),
        (
            {"layer": "AveragePool", "size": [10, 10], "kernel_shape": [2, 2], "strides": [2, 2],
             "count_include_pad": 1}, [5, 5],
        ),
        (
            {"layer": "conv", "size": [9, 9], "kernel": 3, "strides": [1, 2, 2, 1],
             "padding": [[0, 0], [1, 2], [0, 0], [0, 0]], "dialect": "tf"}, [5, 4],
        ),
        ({"layer": "Cropping1D", "size": [9], "cropping": [1, 2]}, [6]),
    ],
)  # fmt: skip
def test_batch_takes_them_too(cli: Cli, case: dict[str, object], size: list[int]) -> None:
    assert json.loads(cli("batch", stdin=json.dumps(case).encode()).out)["size"] == size
