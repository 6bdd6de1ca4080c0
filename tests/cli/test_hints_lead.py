"""Every hint, followed to the letter, leads to a command line that can be read.

A case is a mistake, the code of a hint that it brings, and what one types who follows that hint;
`=> text` demands that the answer holds this text. A code of a hint without a case fails.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import NamedTuple

import pytest

from convcalc.errors import ConvcalcError, Message
from convcalc.text import catalogue
from tests.cli.conftest import Cli

FILES = {
    "top.yaml": "name: x\n",
    "top2.yaml": "input: 3x8x8\nlayers: [relu]\n",
    "tab.yaml": "input: 3x8x8\nlayers:\n\t- relu\n",
    "spaces.yaml": "input: 3x8x8\nlayers:\n  - relu\n",
    "colon.yaml": "name: a: b\nlayers: [relu]\n",
    "quoted.yaml": 'name: "a: b"\ninput: 3x8x8\nlayers: [relu]\n',
    "flow.yaml": "input: 3x8x8\nlayers: [add[ conv3p1@3 | ]]\n",
    "unflow.yaml": 'input: 3x8x8\nlayers: ["add[ conv3p1@3 | ]"]\n',
    "in.yaml": "input: [3, 8, 8]\nlayers: [relu]\n",
    "in2.yaml": "input: {channels: 256, size: [16000]}\nlayers: [relu]\n",
    "in3.yaml": "input: 3x224x224\nlayers: [relu]\n",
    "item.yaml": "input: 3x8x8\nlayers:\n  - conv:\n    kernel: [3, 3]\n    out: 64\n",
    "item2.yaml": "input: 3x8x8\nlayers:\n  - conv: {kernel: 3, out: 64}\n",
    "miss.yaml": "input: 3x8x8\nlayers:\n  - conv: {out: 64}\n",
    "miss2.yaml": "input: 3x8x8\nlayers:\n  - conv: {kernel: 3}\n",
    "block.yaml": 'input: 3x8x8\nblocks:\n  b(w): conv3p1@w\nlayers: ["b64"]\n',
    "block1.yaml": 'input: 3x8x8\nblocks:\n  b(w): conv3p1@w\nlayers: ["b/64"]\n',
    "block2.yaml": 'input: 3x8x8\nblocks:\n  b(w): conv3p1@w\nlayers: ["b(64)"]\n',
    "step.yaml": "input: 3x8x8\nblocks:\n  b: concat[ from(stem) | ]\nlayers: [{stem: relu}, b]\n",
    "step2.yaml": "input: 3x8x8\nblocks:\n  b(s): concat[ from(s) | ]\n"
    "layers: [{stem: relu}, 'b(stem)']\n",
    "unused.yaml": "input: 3x8x8\nlayers: [{a: relu}, {b: 'from(a) relu'}, {c: 'from(a) relu'}]\n",
    "used.yaml": "input: 3x8x8\nlayers: [{a: relu}, {b: 'from(a) relu'}, {c: 'from(a) relu'}]\n"
    "outputs: [b, c]\n",
    "from.yaml": "input: 3x8x8\nlayers: [{stem: relu}, from]\n",
    "from2.yaml": "input: 3x8x8\nlayers: [{stem: relu}, 'from(stem) relu']\n",
    "cin.yaml": "input: 3x8x8\nlayers: ['conv3p1@16', 'conv1@(2*cin)']\n",
    "cin2.yaml": "input: 3x8x8\nlayers: ['conv3p1@16', 'conv1@32']\n",
    "named.yaml": "input: 3x8x8\nlayers:\n  - conv1: conv3p1@3\n"
    "  - conv(kernel=3, padding=1, out=3, share=conv1)\n",
    "mem.yaml": "input: 3x8x8\nlayers: [relu]\nbudget: {peak_memory: lots}\n",
    "mem2.yaml": "input: 3x8x8\nlayers: [relu]\nbudget: {peak_memory: 20MiB}\n",
    "models/tiny.yaml": "input: 3x8x8\nlayers: [relu]\n",
    "latin.yaml": b"name: caf\xe9\nlayers: [relu]\n",
    "wide.yaml": "name: café\ninput: 3x8x8\nlayers: [relu]\n".encode("utf-16-le"),
    "utf8.yaml": "name: café\ninput: 3x8x8\nlayers: [relu]\n",
    "slip.yaml": "input: 3x8x8\nlayers:\n  - conv3@8  # convcalc: ignore CC104\n",
    "slip2.yaml": "input: 3x8x8\nlayers:\n  - conv3@8  # convcalc: ignore[CC104]\n",
    "slips.yaml": "input: 3x8x8\nlayers:\n  - conv3@8  # convcalc: ignroe\n",
    "slips2.yaml": "input: 3x8x8\nlayers:\n  - conv3@8  # convcalc: ignore\n",
    "line.jsonl": '{"layer": "conv", "size": [11, 11], "kernel": 3, "stride": 2, "padding": 2}\n',
}


class Case(NamedTuple):
    code: str
    typed: str
    followed: tuple[str, ...]
    stdin: str = ""


def case(code: str, typed: str, *followed: str, stdin: str = "") -> Case:
    return Case(code, typed, followed, stdin)


CASES = [
    case("load.hint.folder", "audit models", "audit models/"),
    case("rules.write_comment", "audit slip.yaml --rules", "audit slip2.yaml --rules"),
    case(
        "rules.write_comments", "audit slips.yaml --rules",
        "audit slip2.yaml --rules", "audit slips2.yaml --rules",
    ),
    case("rules.write_one", "audit lenet5 --baseline in3.yaml", "audit lenet5 --write-baseline b"),
    case(
        "network.hint.numbers",
        "audit 'HxW@8: 100*( tconv3/2@8 conv3/3@8 )'",
        "audit '64x64@8: 100*( tconv3/2@8 conv3/3@8 )'",
    ),
    case("expr.write", "flops resnet18", "audit resnet18 --of flops"),
    case("expr.write", "layer 'conv3 relu' 8", "audit '8x8: conv3 relu'"),
    case("expr.write", "layer 224 conv3/2@64 -q", "layer conv3/2@64 224 -q => 111"),
    case("expr.write", "conv 224 conv3/2@64", "layer conv3/2@64 224"),
    case("expr.write", "rules slip2.yaml", "audit slip2.yaml --rules"),
    case("expr.write", "solve unet --exact", "solve inputs unet --exact"),
    case("expr.write", "audit unet --exact", "solve inputs unet --exact"),
    case("expr.write", "audit resnet50 --flops ultralytics", "audit resnet50 --count ultralytics"),
    case("expr.write", "audit unet --sizes", "solve inputs unet --exact"),
    case("expr.write", "rf resnet50 stage3", "rf resnet50 --layer stage3"),
    case("expr.write", "rf resnet50 --layer layer3", "rf resnet50 --layer stage3"),
    case("expr.write", "quiz size -n 2 --print", "quiz -n 2 --print --topic size"),
    case("expr.write", "conv 2H -k 3", "conv 2*H -k 3"),
    case("expr.write", "audit '3x8x8: conv3s2'", "audit '3x8x8: conv3/2'"),
    case("hint.did_you_mean", "explain strid", "explain stride"),
    case("hint.did_you_mean", "zoo alexnt", "zoo alexnet"),
    case("hint.did_you_mean", "layer maxpol 112 -k 2", "layer maxpool 112 -k 2"),
    case("hint.did_you_mean", "layer conv 11 kernal=3", "layer conv 11 kernel=3"),
    case("hint.did_you_mean", "conv 11 -k 3 -p smae", "conv 11 -k 3 -p same"),
    case("hint.did_you_mean", "conv 11 -k 3 --dialect tourch", "conv 11 -k 3 --dialect torch"),
    case("hint.did_you_mean", "compare poolin", "compare pooling"),
    case("hint.did_you_mean", "formulas conv-outptu", "formulas conv-output"),
    case("hint.did_you_mean", "audit ./top2.yml", "audit ./top2.yaml"),
    case("hint.did_you_mean", "audit alexnet --columns naem", "audit alexnet --columns name"),
    case("hint.did_you_mean", "rf alexnet --layer cnov5", "rf alexnet --layer conv5"),
    case("rf.stages_there", "rf resnet18 --layer layer3", "rf resnet18 --layer stage3 -q => 211"),
    case("rf.layers_there", 'rf "conv3 relu" --layer fc', 'rf "conv3 relu" --layer relu1'),
    case("hint.did_you_mean", "audit mobilenet_v1:widht=0.5", "audit mobilenet_v1:width=0.5"),
    case("hint.did_you_mean", "quiz --topic sizze --print", "quiz --topic size --print"),
    case(
        "quiz.hint.topics",
        "quiz --kind calculation --topic nets",
        "quiz --kind concept --topic nets",
        "quiz --kind calculation --topic matrix --count 2",
    ),
    case("hint.did_you_mean", "value cnov", "value conv --data '1 2; 3 4' --weight '1'"),
    case("hint.did_you_mean", "solve input unet", "solve inputs unet --exact"),
    case("hint.did_you_mean", "audit '3x8x8: relu maxpol2'", "audit '3x8x8: relu maxpool2'"),
    case("hint.did_you_mean_one", "audit vgg", "audit vgg11", "audit vgg19"),
    case("hint.list_layers", "layer frobnicate 11", "layers"),
    case("zoo.hint.list", "zoo frobnicate", "zoo"),
    case("load.hint.network", "audit frobnicate", "zoo", "audit 'conv3p1@64 relu maxpool2'"),
    case("usage.see_help", "frobnicate", "--help"),
    case("compare.list_hint", "compare frobnicate", "compare"),
    case("compare.symbol_hint", "compare separable H@64 -k 3", "separable H@64 -k 3 -o 128"),
    case("usage.for_example", "conv", "conv 11 -k 3 -s 2 -p 2"),
    case("usage.no_value_hint", "conv 11 -k -s 2", "conv 11 -k 3 -s 2"),
    case("usage.negative_size_hint", "conv -5 -k 3", "conv 11 -k 3"),
    case("hint.kernel_fits", "conv 5 -k 7 -q", "conv 5 -k 7 -p 1 -q => 1", "conv 7 -k 7 -q => 1"),
    case("hint.kernel_fits", "pool 5 -k 7 --dialect onnx -q", "conv 5 -k 7 -p 1 -q"),
    case("hint.divisors", "layer gn 56@6 groups=4", *[
        f"layer gn 56@6 groups={groups}" for groups in (1, 2, 3, 6)]),
    case("hint.common_divisors", "conv 56@64 -k 3 -o 48 -g 5", *[
        f"conv 56@64 -k 3 -o 48 -g {groups}" for groups in (1, 2, 4, 8, 16)]),
    case("hint.multiples", "layer pixel_unshuffle 15@4 factor=2",
         "layer pixel_unshuffle 14@4 factor=2", "layer pixel_unshuffle 16@4 factor=2"),
    case("hint.multiple", "layer pixel_unshuffle 1@4 factor=2",
         "layer pixel_unshuffle 2@4 factor=2"),
    case("hint.range", "layer tconv 7 -k 3 -s 2 output_size=99",
         "layer tconv 7 -k 3 -s 2 output_size=15", "layer tconv 7 -k 3 -s 2 output_size=16"),
    case("hint.dialect_same", "conv 11 -k 3 -s 2 -p same -q",
         "conv 11 -k 3 -s 2 -p same --dialect keras -q => 6",
         "conv 11 -k 3 -s 2 -p same --dialect onnx -q => 6"),
    case("hint.pad_layer", "conv 11 -k 3 -p 1 --dialect keras",
         "audit '3x11x11: pad1 conv3@8' -q --of size => 11"),
    case("hint.argument_of", "layer reshape 49@64 --dims 1 target_shape=7x7x64",
         "layer reshape 49@64 --dims 1 target_shape=7x7x64 --dialect keras"),
    case("hint.argument_of", "layer conv 9@3 -k 3 auto_pad=SAME_UPPER",
         "layer conv 9@3 -k 3 auto_pad=SAME_UPPER --dialect onnx"),
    case("hint.flatten_first", "layer Gemm 7x7@512 -o 10", "audit '7x7@512: flatten Gemm@10'"),
    case("hint.over", "layer Linear 7x7@512 out=10", "layer linear 7x7@512 out=10 over=channels",
         "layer linear 7x7@512 out=10 over=last"),
    case("expr.write", "audit '3x8x8: opaque[ conv1@3 | ](rf=3, params=1, macs=1)'",
         "audit '3x8x8: opaque(rf=3, params=1, macs=1)[ conv1@3 | ]'"),
    case("expr.write", "audit '3x8x8: opaque(macs=2M)'", "audit '3x8x8: opaque(macs=2000000)'"),
    case("load.hint.use", "audit '3x64x64: use()'",
         "audit '3x64x64: use(resnet50, until=stage4)'"),
    case("hint.flatten_gives",
         "audit '3x32x32: nn.Sequential(nn.Conv2d(3,8,3), nn.Linear(7200, 5))'",
         "audit '3x32x32: nn.Sequential(nn.Conv2d(3,8,3), nn.Flatten(), nn.Linear(7200, 5))'"),
    case("hint.opaque_rf", "layer opaque 8x8@3 output_size=4 rf=3",
         "layer opaque 8x8@3 output_size=4", "layer opaque 8x8@3 output_size=4 rf=global"),
    case("hint.channels", "conv 224x224x32 -k 3 -q", "conv 224x224@32 -k 3 -q => 222"),
    case("hint.dims", "conv 224x224x32 -k 3", "conv 224x224x32 -k 3 --dims 3"),
    case("hint.no_batch", "conv 1x3x224x224 -k 3", "conv 224x224@3 -k 3"),
    case("hint.as_in", "audit '3x8x8: add conv3'", "audit '3x8x8: add[ conv3p1 relu | ]'"),
    case("hint.as_in", "audit '3x8x8: conv'", "audit '3x8x8: conv(kernel=3)'"),
    case("hint.as_in", "audit miss.yaml", "audit miss2.yaml"),
    case("hint.batch_example", "batch", "batch line.jsonl", stdin="nonsense"),
    case("load.hint.kernel", "audit '3x8x8: conv2d3'", "audit '3x8x8: conv3'"),
    case("load.hint.dilation", "audit '3x8x8: conv2d3'", "audit '3x8x8: conv2/1d3'"),
    case("load.hint.shape_first", "audit '3x8x8:conv3'", "audit '3x8x8: conv3'"),
    case("load.hint.shape_ways", "audit '224x224x3: conv3'", "audit '224x224@3: conv3'"),
    case("load.hint.source", "audit from.yaml", "audit from2.yaml"),
    case("load.hint.top", "audit top.yaml", "audit top2.yaml"),
    case("load.hint.tab", "audit tab.yaml", "audit spaces.yaml"),
    case("load.hint.colon", "audit colon.yaml", "audit quoted.yaml"),
    case("load.hint.flow", "audit flow.yaml", "audit unflow.yaml"),
    case("load.hint.input", "audit in.yaml", "audit in2.yaml", "audit in3.yaml"),
    case("load.hint.item", "audit item.yaml", "audit item2.yaml"),
    case("load.hint.block_arguments", "audit block1.yaml", "audit block2.yaml"),
    case("load.hint.pass_step", "audit step.yaml", "audit step2.yaml"),
    case("load.hint.name_step",
         "audit '3x8x8: conv3p1@3 conv(kernel=3, padding=1, out=3, share=conv1)'",
         "audit named.yaml"),
    case("load.hint.cin", "audit cin.yaml", "audit cin2.yaml"),
    case("load.hint.utf8", "audit latin.yaml", "audit utf8.yaml"),
    case("load.hint.utf16", "audit wide.yaml", "audit utf8.yaml"),
    case("load.hint.batch_size", "audit resnet18 --input 8x3x224x224",
         "audit resnet18 --input 224x224@3 --batch-size 8"),
    case("network.hint.outputs", "audit unused.yaml", "audit used.yaml"),
    case("network.hint.project", "audit '3x8x8: add[ conv3p1@16 | ]'",
         "audit '3x8x8: add[ conv3p1@16 | conv1@16 ]'"),
    case("network.hint.stride", "audit '3x8x8: add[ conv3p1/2@3 | ]'",
         "audit '3x8x8: add[ conv3p1/2@3 | conv1/2@3 ]'"),
    case("network.hint.crop", "audit '3x32x32: conv3p1@16 add[ conv3@16 | ]'",
         "audit '3x32x32: conv3p1@16 add[ conv3p1@16 | ]'"),
    case("network.hint.never_meet", "audit '3x32x32: conv3p1@16 concat[ conv3@16 | ]'",
         "audit '3x32x32: conv3p1@16 concat[ conv3p1@16 | ]'"),
    case("network.hint.meet_single", "audit '3x32x32: conv3p1@16 add[ conv3@16 | ]'",
         "audit '3x32x32: conv3p1@16 add[ conv3p1@16 | ]'"),
    case("network.hint.inputs_least", "audit '3x5x5: conv3@8 conv3@8 conv3@8'",
         "audit '7x7@3: conv3@8 conv3@8 conv3@8' -q --of size => 1"),
    case("network.hint.inputs_near", "audit '3x7x8: conv1@4 pixel_unshuffle2'",
         "audit '6x8@3: conv1@4 pixel_unshuffle2'", "audit '8x8@3: conv1@4 pixel_unshuffle2'"),
    case("network.hint.inputs_most", "audit '3x8x8: concat[ gap | conv3@4 ]'",
         "audit '3x3@3: concat[ gap | conv3@4 ]'"),
    case("network.hint.like", "audit '3x8x8: concat[ gap | conv3@4 ]'",
         "audit '3x8x8: concat[ gap upsample6 | conv3@4 ]'"),
    case("network.hint.weights", "audit vgg16 --input 16x400", "audit vgg16 --input 224x255@3"),
    case("network.hint.weights_least", "audit vgg16 --input 16", "audit vgg16 --input 224x224@3"),
    case("budget.hint.count", "audit alexnet --max-params lots", "audit alexnet --max-params 5M",
         "audit alexnet --max-params 4.1G", "audit alexnet --max-params 231,211,008"),
    case("budget.hint.memory", "audit mem.yaml", "audit mem2.yaml"),
    case("budget.hint.output", "audit alexnet --expect-output lots",
         "audit alexnet --expect-output 1000", "audit alexnet --expect-output 388x388@2"),
    case("scale.hint.width", "scale vgg16 --width 2", "scale mobilenet_v1 --width 2"),
    case("separable.needs_out_hint", "separable 56@64 -k 3", "separable 56@64 -k 3 -o 128",
         "separable 56@64 -k 3 -o M"),
    case("solve.no_goal_hint", "solve conv 11 -k K", "solve conv 11 -k K --want 7",
         "solve conv 11 -k K -p P --want same", "solve conv H -k 3 --at-least 31"),
    case("solve.nothing_unknown_hint", "solve conv 11 -k 3 -s 2 --want 7",
         "solve conv 11 -k 3 -s 2 -p P --want 7", "solve conv 11 -k 1..11 -s 2 --want 5"),
    case("solve.stack_hint", "solve rf 'conv3' --want 7", "solve rf '(N)*( conv3 )' --want 7",
         "solve rf '3*( conv(K) )' --want 7", "solve rf 'conv3/2 conv3/1d(D)' --want 7"),
    case("solve.where_hint", "solve conv 11 -k K --want 7 --where K",
         "solve conv 11 -k K --want 7 --where K=1..11"),
    case("expr.range_hint", "conv 11 -k 1..3", "solve conv 11 -k 1..3 --want 9 => 3"),
    case("value.needs_indices_hint", "value unpool --data '1' -k 2",
         "value unpool --data '1' -k 2 --indices '0'",
         "value unpool --data '4' -k 2 --pooled-from '1 2; 3 4'"),
    case("value.no_spread_hint", "value bn --data '1 1; 1 1' --eps 0",
         "value bn --data '1 1; 1 1' --eps 0.001"),
    case("ask.nothing_hint", "ask '11x11 3x3'", "ask 'input 11x11, kernel 3x3'"),
    case("ask.unread_hint", "ask 'hello input 11x11 kernel 3x3'", "ask 'input 11x11 kernel 3x3'"),
    case("ask.ambiguous_hint", "ask 'kernel 3 stride'",
         "ask 'input 11, kernel 3, stride 2'"),
    case("ask.three_numbers_hint", "ask 'input 224x160x3, kernel 3x3, filters 8'",
         "ask 'input 224x160@3, kernel 3x3, filters 8'"),
    case("ask.total_padding_hint", "ask 'input 11x11, kernel 3x3, a total padding of 3'",
         "ask 'input 11x11, kernel 3x3, padding 1 on each side'"),
    case("ask.other_output_hint", "ask 'input 11x11 kernel 3x3 output 7x7 stride 1 padding 0'",
         "ask 'input 11x11 kernel 3x3 stride 1 padding 0'"),
    case("ask.example", "ask ''", "ask 'input 11x11, kernel 3x3, stride 2, padding 2'"),
    case("ask.one_at_a_time", "ask 'effective kernel of 3 layers of 3x3 with dilation 2'",
         "audit alexnet"),
    case("ask.left_hint", "ask 'input 11x11, kernel 3x3, not stride 2'",
         "ask 'input 11x11, kernel 3x3, stride 2'"),
    case("compare.topic_first", "compare -k 3 dilated", "compare dilated -k 3"),
    case("explain.all", "explain frob", "explain"),
    case("formulas.all", "formulas frob", "formulas"),
    case("check.answer_forms", "check abc conv 11 -k 3", *[
        f"check {shape} conv 11 -k 3" for shape in ("7", "7x7", "231,211,008", "0.57G", "1/8.4")]),
    case("draw.only_svg_hint", "draw conv 5 -k 3 --theme dark",
         "draw conv 5 -k 3 --theme dark --format svg => <svg"),
    case(
        "draw.give_input", "draw audit '3xHx9: conv3@8'",
        "draw audit '3xHx9: conv3@8' --input 3x224x9",
    ),
    case("draw.to_pdf", "draw conv 5 -k 3 --format latex", "draw conv 5 -k 3 --format svg"),
    case("check.commands", "check 7 audit alexnet", "check 9 conv 11 -k 3", "check 195 rf alexnet"),
    case("check.give_out", "check 9x9@8 conv 11 -k 3", "check 9x9@8 conv 11@3 -k 3 -o 8"),
    case("expr.as_number", "conv 1,024 -k 3", "conv 1024 -k 3"),
    case("expr.symbols", "conv 11 -k word", "conv 11 -k K", "conv 11 -k k_h"),
    case("load.names", "audit '3x8x8: conv3p1@(n)'", "audit '3x8x8: conv3p1@(cin)'"),
    case("load.steps", "audit '3x8x8: from(x) relu'", "audit '3x8x8: from(input) relu'"),
    case("load.suffixes", "audit '3x8x8: conv3q'", "audit '3x8x8: conv3/2p1d2g1b0@64'",
         "audit '3x8x8: tconv3/2a1'", "audit '3x8x8: maxpool3/2c1'"),
    case("load.hint.spaces", "audit '3x8x8: wibble,relu'", "audit '3x8x8: conv3 relu'"),
    case("load.hint.kernel_out", "audit '3x32x32: conv3x3x64'", "audit '3x32x32: conv3x3@64'"),
    case("load.hint.kernel_out", "audit '32x32@3: conv3x3x64'", "audit '32x32@3: conv3x3@64'"),
    case("load.hint.paths", "audit '3x8x8: conv3 | relu'", "audit '3x8x8: add[ conv3p1 | ]'"),
    case("load.parameters", "audit '3x8x8: maxpool2@3'",
         "audit '3x8x8: maxpool(kernel=2, stride=2)'"),
    case("report.give_channels", "conv 56 -k 3 --of params", "conv 56x56@64 -k 3 -o 8 --of params"),
    case("report.quantities", "conv 11 -k 3 --of ratio", "conv 11 -k 3 --of rf"),
    case("value.kinds", "value frob", "value gap --data '1 2; 3 4'"),
    case("value.example", "value conv --data '1 2; 3 4'",
         "value conv --data '1 2; 3 4' --weight '1 1; 1 1'"),
]  # fmt: skip

ALSO = (
    "ask.example", "ask.one_at_a_time", "compare.topic_first", "explain.all", "formulas.all",
    "expr.write", "check.answer_forms", "check.commands", "check.give_out", "expr.as_number",
    "expr.symbols", "load.names", "load.steps", "load.suffixes", "load.parameters",
    "report.give_channels", "report.quantities", "value.kinds", "value.example", "usage.see_help",
    "usage.for_example", "draw.to_pdf", "draw.give_input",
)  # fmt: skip
"""Hints whose codes do not say that they are."""
ELSEWHERE = {
    "internal.crash_hint": "tests/cli/test_failure.py",
    "usage.completion_hint": "tests/cli/test_completion.py",
    "compare.topics_hint": "tests/cli/test_compare.py",
    "load.hint.all_sizes": "tests/load/test_shape.py",
    "load.hint.map": "tests/load/test_shape.py",
    "load.hint.one_axis": "tests/load/test_shape.py",
    "load.hint.square": "tests/load/test_shape.py",
    "load.hint.volume": "tests/load/test_shape.py",
    "load.hint.with_channels": "tests/load/test_shape.py",
    "network.hint.max_layers": "tests/load/test_bounds.py",
    "network.hint.inputs": "tests/inverse/test_nearest_inputs.py",
    "network.hint.weights_most": "tests/inverse/test_nearest_inputs.py",
    "network.hint.weights_near": "tests/inverse/test_nearest_inputs.py",
    "torch.hint.input": "tests/load/readers/test_live.py",
    "torch.hint.shape": "tests/load/readers/test_live.py",
    "torch.hint.target": "tests/load/readers/test_live.py",
}
"""Hints that are followed by the tests beside what brings them."""


def hint_codes() -> set[str]:
    """Every code of the catalogue that is a hint by its name."""
    return {code for code in catalogue("en") if re.search(r"(^|\.)hint(\.|$)|_hint$", code)}


def test_no_hint_is_without_a_case() -> None:
    assert hint_codes() | set(ALSO) <= {case.code for case in CASES} | set(ELSEWHERE)
    for code, path in ELSEWHERE.items():
        assert code in hint_codes()
        assert (Path(__file__).parents[2] / path).is_file()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def hints(monkeypatch: pytest.MonkeyPatch) -> list[Message]:
    """The hints of the last error, as they are shown."""
    from convcalc.cli import failure

    shown: list[Message] = []
    page = failure._page

    def watched(error: ConvcalcError, *rest: object) -> str:
        shown[:] = error.hints
        return page(error, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(failure, "_page", watched)
    return shown


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}: {case.typed}")
def test_a_hint_leads_on(cli: Cli, hints: list[Message], case: Case) -> None:
    first = cli(*shlex.split(case.typed), stdin=case.stdin.encode())
    if case.typed == "batch":  # its errors are lines of its answer
        assert "a line looks like this" in first.out
    else:
        assert case.code in [hint.code for hint in hints]
    for hint in list(hints):
        if hint.code == "expr.write":
            written(cli, str(hint.fields["text"]))
    for line in case.followed:
        typed, _, wanted = line.partition(" => ")
        result = cli(*shlex.split(typed))
        assert result.code in (0, 1), result.err
        assert not wanted or wanted in result.out.split("\n")[0].split()


def written(cli: Cli, text: str) -> None:
    """Type what a hint says to write: a command line, or a network."""
    words = shlex.split(text)
    if words[0] == "convcalc":
        assert cli(*words[1:]).code in (0, 1)


def test_every_code_that_is_shown_can_be_explained(cli: Cli, hints: list[Message]) -> None:
    seen = set()
    for case in CASES:
        result = cli(*shlex.split(case.typed), stdin=case.stdin.encode())
        seen |= set(re.findall(r" \[([a-z_.]+)\]$", result.err, re.MULTILINE))
    assert len(seen) > 30
    for code in sorted(seen):
        assert cli("explain", code).code == 0, code
