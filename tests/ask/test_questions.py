"""Questions in both languages, and the command lines that they become."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from convcalc.ask.read import read
from convcalc.errors import ConvcalcError

DATA = Path(__file__).parents[1] / "data"
REPHRASED = [
    json.loads(line)
    for lang in ("en", "ja")
    for line in (DATA / f"ask.{lang}.jsonl").read_text(encoding="utf-8").splitlines()
]

NOTES = {
    # the wording of the study notes
    "入力: 5×5 フィルタ: 3×3 パディング: 0 ストライド: 1": "conv 5 -k 3 --steps",
    "入力: 11×11 フィルタ: 3×3 パディング: 2 ストライド: 2": "conv 11 -k 3 -s 2 -p 2 --steps",
    "畳み込み層において、入力サイズ11×11、パディング幅2、カーネル幅3×3、ストライド2の場合の出力サイズは？":
        "conv 11 -k 3 -s 2 -p 2 --steps",
    "入力（3×3） パディング1 パディング後のサイズ": "layer pad 3 -p 1 --steps",
    "入力（4×4） Max Pooling(2×2, stride=2)": "pool 4 -k 2 -s 2 --steps",
    "入力特徴マップ（4×4） Average Pooling(2×2, stride=2)":
        "pool 4 -k 2 -s 2 --type avg --steps",
    "入力特徴マップ（4×4） Global Average Pooling": "layer gap 4",
    "3×3フィルタ → パラメータ数": "conv HxW@1 -k 3 -o 1 --no-bias --of params --steps",
    "全結合層なら: 100×100画像のパラメータ":
        "layer linear 100@1 -o 1 --no-bias --of params --steps",
    "3×3フィルタ、Dilation Rate = 1 の受容野": "kernel 3 -d 1 --steps",
    "3×3フィルタ、Dilation Rate = 2 の受容野": "kernel 3 -d 2 --steps",
    "フィルタサイズ 3×3、r=3、受容野サイズ": "kernel 3 -d 3 --steps",
    "フィルタサイズ 3×3、r=4、受容野サイズ": "kernel 3 -d 4 --steps",
    "通常の5×5畳み込み: パラメータ": "conv HxW@1 -k 5 -o 1 --no-bias --of params --steps",
    "Dilated 3×3（r=2）: パラメータ": "conv HxW@1 -k 3 -d 2 -o 1 --no-bias --of params --steps",
    "層1（r=1） 層2（r=2） 層3（r=4） 3×3フィルタの受容野":
        "rf 'conv3 conv3/1d2 conv3/1d4' --steps",
    "3×3フィルタ、3層の受容野": "rf '3*( conv3 )' --steps",
    "全結合層 入力7×7×512 クラス数1000 パラメータ数":
        "layer linear 7@512 -o 1000 --no-bias --of params --steps",
    "Global Average Pooling (7×7×512) 全結合層 クラス数1000 パラメータ数":
        "layer linear @512 -o 1000 --no-bias --of params --steps",
    "K=3, M=128の場合のDepthwise Separable Convolutionの削減率":
        "separable HxW@C -k 3 -o 128 --of ratio --steps",
    "入力：56×56×64 フィルタ：3×3 出力：56×56×128 通常の畳み込み 計算量":
        "conv 56@64 -k 3 -p 1 -o 128 --of macs --steps",
    "入力：56×56×64 フィルタ：3×3 出力：56×56×64 Depthwise Convolution 計算量":
        "layer depthwise 56@64 -k 3 -p 1 --of macs --steps",
    "入力：56×56×64 出力：56×56×128 Pointwise Convolution 計算量":
        "layer pointwise 56@64 -o 128 --of macs --steps",
    "入力：56×56×64 フィルタ：3×3 出力：56×56×128 Depthwise Separable Convolution 計算量 合計":
        "layer separable 56@64 -k 3 -p 1 -o 128 --of macs --steps",
    "入力：56×56×64 フィルタ：3×3 出力：56×56×128 Depthwise Separable Convolution 削減率":
        "separable 56@64 -k 3 -p 1 -o 128 --of ratio --steps",
    "バッチ正規化 入力: (32, 64, 56, 56) 学習パラメータ": "layer bn 56@64 --of params --steps",
    "バッチ正規化 入力: (32, 64, 56, 56) 何個の値で平均・分散を計算":
        "compare norm 56@64 --batch-size 32",
    "入力 224×224×32、カーネル 3×3、出力チャネル 64 の場合: 標準畳み込みパラメータ数":
        "conv 224@32 -k 3 -o 64 --no-bias --of params --steps",
    "入力 224×224×32、カーネル 3×3、出力チャネル 64 の場合: 深層分離可能畳み込みパラメータ数":
        "layer separable 224@32 -k 3 -o 64 --no-bias --of params --steps",
    "カーネルサイズ3、膨張率2（dilation rate）の有効なカーネルサイズ": "kernel 3 -d 2 --steps",
    "転置畳み込み 入力サイズ16 ストライド2 パディング1 カーネルサイズ4 dilation 1 output_padding 0":
        "tconv 16 -k 4 -s 2 -p 1 -a 0 --steps",
}  # fmt: skip

REFUSED = {
    "": "ask.empty",
    "???": "ask.empty",
    "hello world": "ask.unread",
    "input 11, wobbly kernel 3": "ask.unread",
    "ストライドではない": "ask.missing",
    "input 11x11, kernel 3x3, not stride 2": "ask.left",
    "3x3 kernel": "ask.missing",
    "入力11×11、ストライド2の出力サイズ": "ask.missing",
    "dilated convolution, 3x3 kernel, 32x32 input": "ask.missing",
    "stride, kernel 3, input 11": "ask.no_value",
    "ストライドとカーネル3、入力11": "ask.no_value",
    "kernel 3x3 and kernel 5x5, input 32x32": "ask.contradiction",
    "入力11×11、ストライド2、ストライド3、カーネル3": "ask.contradiction",
    "RGB image 32x32, 4 input channels, kernel 3": "ask.contradiction",
    "kernel 3 stride": "ask.ambiguous",
    "convolution and max pooling, input 32, kernel 3": "ask.missing",
    "input 160x224x3, kernel 3": "ask.three_numbers",
    "input 224,224, kernel 3": "ask.comma",
    "3² kernel, input 5": "ask.superscript",
    "input 11x11, kernel 3x3, 7": "ask.nothing",
    "max pooling, input 11, kernel 3, groups 2": "ask.unused",
    "a dilated 3x3 layer, ratio of the cost": "ask.ratio_of",
    "input 11, kernel 3, output 20": "ask.no_padding",
    "input 11, kernel 3, stride 2, padding 2, output 6": "ask.other_output",
    "1 kernel 99999999999999999999": "ask.too_large",
    "dilation rates 1, 2, 4 and kernel sizes 3, 5: receptive field": "ask.lengths",
    "x" * 3000: "ask.too_long",
    "1 " * 900: "ask.too_many",
    "input 11x11, kernel 3x3, a total padding of 3": "ask.total_padding",
    "input 11x11, kernel 3x3, stride -1": "ask.not_positive",
    "入力32×32、カーネル3、ストライド-2": "ask.not_positive",
    "input 11, kernel 3, padding -1": "ask.below_zero",
    "Receptive field of 3 conv layers, 3x3 and 5x5": "ask.lengths",
    "Receptive field of 3x3, 5x5 layers": "ask.missing",
    "effective kernel of three 3x3 layers with dilation 2": "ask.several_layers",
    "入力11×11、カーネル3×3、パディングは両側合わせて2": "ask.total_padding",
    "input 11x11, kernel 3x3, padding 2 on the left": "ask.unread",
    "入力11×11、カーネル3×3、縦だけ、パディング2": "ask.unread",
}


def lines(question: str) -> list[str]:
    return [shlex.join(line.words) for part in read(question).parts for line in part.reply.lines]


@pytest.mark.parametrize("case", REPHRASED, ids=lambda case: case["question"][:50])
def test_a_rephrased_question_becomes_its_command(case: dict) -> None:
    assert [f"convcalc {line}" for line in lines(case["question"])] == case["commands"]


def test_there_are_a_hundred_in_each_language() -> None:
    kana = [case for case in REPHRASED if any("ぁ" <= c <= "ー" for c in case["question"])]
    assert len(REPHRASED) - len(kana) >= 100
    assert len(kana) >= 100


@pytest.mark.parametrize("question", NOTES)
def test_a_question_of_the_notes_becomes_its_command(question: str) -> None:
    assert lines(question) == [NOTES[question]]


@pytest.mark.parametrize("question", REFUSED)
def test_what_is_not_understood_is_refused(question: str) -> None:
    with pytest.raises(ConvcalcError) as caught:
        read(question)
    assert caught.value.code == REFUSED[question]
    assert caught.value.exit_code == 2


INVERSE = {
    "入力11×11、カーネル3×3、ストライド2で出力を7×7にするパディングは？":
        "solve conv 11 -k 3 -s 2 -p P --want 7",
    "5x5 kernel, stride 1, 32x32 input: which padding keeps the size?":
        "solve conv 32 -k 5 -p P --want same",
    "What padding keeps the size for a 7x7 kernel?": "solve conv H -k 7 -p P --want same",
    "Output 7x7, kernel 3x3, stride 2, padding 2: what is the input size?":
        "solve conv H -k 3 -s 2 -p 2 --want 7",
    "Batch norm, input (32, 64, 56, 56): how many values per channel?":
        "compare norm 56@64 --batch-size 32",
}  # fmt: skip


@pytest.mark.parametrize("question", INVERSE)
def test_an_inverse_question_is_turned_round(question: str) -> None:
    assert lines(question) == [INVERSE[question]]


def assumed(question: str) -> list[str]:
    ((line,),) = [part.reply.lines for part in read(question).parts]
    return [message.code.removeprefix("ask.assumed.") for message in line.assumed]


def test_what_is_left_open_is_named() -> None:
    assert assumed("input 32x32, kernel 3x3") == ["stride", "padding"]
    assert assumed("3x3 filter: how many weights?") == ["channels"]
    assert assumed("3x3 filter: how many parameters?") == ["channels", "bias"]
    assert assumed("input 11x11, kernel 3x3, stride 2, total padding of 2") == ["total"]
    assert assumed("max pooling 2x2, input 8x8, padding 0") == ["stride_kernel"]


def test_what_is_said_is_never_assumed() -> None:
    assert assumed("input 32x32, kernel 3x3, stride 1, no padding") == []
    assert assumed("カーネル3×3の重みの数は？ 入力チャネル1、出力チャネル1") == []


def test_the_quantity_can_be_chosen() -> None:
    (part,) = read("input 56x56x64, kernel 3x3, padding 1, 128 filters", of="macs").parts
    (line,) = part.reply.lines
    assert shlex.join(line.words) == "conv 56@64 -k 3 -p 1 -o 128 --of macs --steps"
