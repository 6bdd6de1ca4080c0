"""The likeliest errors: a command line that ends with each, and one that shows the way out.

Why it comes about, and what to do, are the texts `explain.CODE` and `explain.CODE.cure`.
"""

from __future__ import annotations

CURES: dict[str, tuple[str, str]] = {
    "size.kernel_exceeds_input": (
        "conv 5 -k 7",
        "conv 5 -k 7 -p 1",
    ),
    "size.kernel_exceeds_input_ceil": (
        "pool 3 -k 9 -s 2 --ceil",
        "pool 8 -k 9 -s 2 --ceil",
    ),
    "size.three_numbers": (
        "conv 224x224x32 -k 3",
        "conv 224x224@32 -k 3",
    ),
    "size.too_many_axes": (
        "conv 1x3x224x224 -k 3",
        "conv 224x224@3 -k 3",
    ),
    "size.wrong_axes": (
        "conv 224x224 -k 3x3x3",
        "conv 224x224 -k 3x3",
    ),
    "size.channels_twice": (
        "conv 224@3 -i 4 -k 3",
        "conv 224@3 -k 3",
    ),
    "conv.in_channels_not_divisible": (
        "conv 56@64 -k 3 -o 64 -g 3",
        "conv 56@64 -k 3 -o 64 -g 4",
    ),
    "conv.out_channels_not_divisible": (
        "conv 56@64 -k 3 -o 63 -g 2",
        "conv 56@64 -k 3 -o 64 -g 2",
    ),
    "gn.channels_not_divisible": (
        "layer gn 56@64 groups=7",
        "layer gn 56@64 groups=8",
    ),
    "channel_shuffle.channels_not_divisible": (
        "layer channel_shuffle 28@8 groups=3",
        "layer channel_shuffle 28@8 groups=4",
    ),
    "pixel_shuffle.channels_not_divisible": (
        "layer pixel_shuffle 14@10 factor=2",
        "layer pixel_shuffle 14@12 factor=2",
    ),
    "pixel_unshuffle.size_not_divisible": (
        "layer pixel_unshuffle 15@4 factor=2",
        "layer pixel_unshuffle 16@4 factor=2",
    ),
    "reshape.not_divisible": (
        "layer reshape 4x4@3 shape=7,-1",
        "layer reshape 4x4@3 shape=6,-1",
    ),
    "crop.nothing_left": (
        "layer crop 8 amount=5",
        "layer crop 8 amount=2",
    ),
    "upsample.scale_or_size": (
        "layer upsample 14",
        "layer upsample 14 scale=2",
    ),
    "tconv.no_output": (
        "tconv 1 -k 1 -p 3",
        "tconv 4 -k 4 -s 2 -p 1",
    ),
    "combine.sizes_differ": (
        'audit "3x32x32: add[ conv3@16 | conv1@16 ]"',
        'audit "3x32x32: add[ conv3p1@16 | conv1@16 ]"',
    ),
    "combine.channels_differ": (
        'audit "3x32x32: add[ conv3p1@16 | ]"',
        'audit "3x32x32: add[ conv3p1@16 | conv1@16 ]"',
    ),
    "layer.unknown": (
        "layer maxpol 112 -k 2",
        "layer maxpool 112 -k 2",
    ),
    "layer.one_input": (
        "layer conv 224 160 -k 3",
        "layer conv 224x160 -k 3",
    ),
    "layer.too_few_inputs": (
        "layer add 56@64",
        "layer add 56@64 56@64",
    ),
    "layer.fixed_dims": (
        "layer Conv2d 16 kernel=3 --dims 1",
        "layer Conv1d 16 kernel=3",
    ),
    "parameter.missing": (
        "conv 224",
        "conv 224 -k 3",
    ),
    "parameter.unknown": (
        "layer conv 224 kernal=3",
        "layer conv 224 kernel=3",
    ),
    "parameter.too_small": (
        "conv 224 -k 0",
        "conv 224 -k 1",
    ),
    "parameter.not_a_choice": (
        "conv 224 -k 3 -p smae",
        "conv 224 -k 3 -p same",
    ),
    "parameter.word": (
        "conv 224 -k three",
        "conv 224 -k K",
    ),
    "expr.not_whole": (
        "conv 224 -k 3.5",
        "conv 224 -k 3",
    ),
    "expr.digit_groups": (
        "conv 1,024 -k 3",
        "conv 1024 -k 3",
    ),
    "expr.product": (
        "conv 3*224*224 -k 3",
        "conv 224x224@3 -k 3",
    ),
    "expr.ends_early": (
        'conv 224 -k "3+"',
        'conv 224 -k "3+2"',
    ),
    "expr.range": (
        "conv 11 -k 1..3",
        "solve conv 11 -k 1..3 --want 9",
    ),
    "expr.too_large": (
        "conv 224 -k 99999999999999999999999999999999999999999999",
        "conv 224 -k 99",
    ),
    "dialect.same_with_stride": (
        "conv 224 -k 3 -s 2 -p same",
        "conv 224 -k 3 -s 2 -p same --dialect keras",
    ),
    "dialect.output_padding": (
        "tconv 7 -k 3 -s 2 -a 2",
        "tconv 7 -k 3 -s 2 -a 1",
    ),
    "dialect.pool_padding": (
        "pool 5 -k 2 -p 2",
        "pool 5 -k 2 -p 1",
    ),
    "report.unknown_quantity": (
        "conv 224 -k 3 --of params",
        "conv 224@3 -k 3 -o 64 --of params",
    ),
    "separable.needs_out": (
        "separable 56@64 -k 3",
        "separable 56@64 -k 3 -o 128",
    ),
    "usage.unknown_command": (
        "cnov 11 -k 3",
        "conv 11 -k 3",
    ),
    "usage.unknown_option": (
        "conv 224 -k 3 --csv",
        "conv 224 -k 3 --format csv",
    ),
    "usage.no_value": (
        "conv 224 -k",
        "conv 224 -k 3",
    ),
    "usage.missing_argument": (
        "conv",
        "conv 224 -k 3",
    ),
    "usage.surplus_argument": (
        "conv 11 3 2 2",
        "conv 11 -k 3 -s 2 -p 2",
    ),
    "usage.takes_no_value": (
        "conv 224 -k 3 --bias=False",
        "conv 224 -k 3 --no-bias",
    ),
    "usage.bad_choice": (
        "conv 224 -k 3 --dialect pytorch",
        "conv 224 -k 3 --dialect torch",
    ),
    "usage.two_formats": (
        "conv 224 -k 3 --json --format csv",
        "conv 224 -k 3 --format csv",
    ),
    "usage.negative_size": (
        "conv -5 -k 3",
        "conv 5 -k 3",
    ),
    "usage.given_twice": (
        "layer conv 224 kernel=3 kernel=5",
        "layer conv 224 kernel=5",
    ),
    "load.unknown_network": (
        "audit resnet5",
        "audit resnet50",
    ),
    "load.no_such_file": (
        "audit ./model.yaml",
        "audit alexnet",
    ),
    "load.unknown_word": (
        'audit "3x28x28: conv3 rellu"',
        'audit "3x28x28: conv3 relu"',
    ),
    "load.no_suffix": (
        'audit "3x28x28: conv3s2p1"',
        'audit "3x28x28: conv3/2p1"',
    ),
    "load.no_such_suffix": (
        'audit "3x28x28: relu/2"',
        'audit "3x28x28: relu maxpool2"',
    ),
    "load.no_number": (
        'audit "3x28x28: linear1000"',
        'audit "3x28x28: linear@1000"',
    ),
    "load.dimensional_number": (
        'audit "3x28x28: conv2d3"',
        'audit "3x28x28: conv3"',
    ),
    "load.dilation_after_kernel": (
        'audit "3x28x28: conv5d2"',
        'audit "3x28x28: conv5/1d2"',
    ),
    "load.no_count": (
        'audit "3x28x28: (conv3)*2"',
        'audit "3x28x28: 2*( conv3 )"',
    ),
    "load.keywords_only": (
        'audit "3x28x28: conv(3, 64)"',
        'audit "3x28x28: conv(kernel=3, out=64)"',
    ),
    "load.unclosed": (
        'audit "3x28x28: 2*( conv3"',
        'audit "3x28x28: 2*( conv3 )"',
    ),
    "load.no_branches": (
        'audit "3x28x28: add conv3p1"',
        'audit "3x28x28: add[ conv3p1@3 | ]"',
    ),
    "load.no_layers": (
        'audit "3x28x28:"',
        'audit "3x28x28: conv3"',
    ),
    "load.shape_both_ways": (
        'audit "224x224x3: conv3"',
        'audit "3x224x224: conv3"',
    ),
    "load.unknown_knob": (
        "audit mobilenet_v1 --set widht=0.5",
        "audit mobilenet_v1 --set width=0.5",
    ),
    "load.bad_setting": (
        "audit mobilenet_v1 --set width",
        "audit mobilenet_v1 --set width=0.5",
    ),
    "load.format_not_read": (
        "audit model.pt",
        "audit alexnet",
    ),
    "audit.unknown_column": (
        "audit alexnet --columns name,cost",
        "audit alexnet --columns name,macs",
    ),
    "audit.one_network_only": (
        "audit alexnet lenet5 --by type",
        "audit alexnet --by type",
    ),
    "budget.not_an_amount": (
        "audit alexnet --max-params lots",
        "audit alexnet --max-params 70M",
    ),
    "usage.not_a_count": (
        "audit alexnet --top 0",
        "audit alexnet --top 5",
    ),
    "rf.no_layer": (
        "rf alexnet --layer conv9",
        "rf alexnet --layer conv5",
    ),
    "check.unreadable": (
        "check abc conv 11 -k 3",
        "check 9 conv 11 -k 3",
    ),
    "check.not_this": (
        "check 7 audit alexnet",
        "check 195 rf alexnet",
    ),
    "solve.no_goal": (
        "solve conv 11 -k K",
        "solve conv 11 -k K --want 7",
    ),
    "solve.nothing_unknown": (
        "solve conv 11 -k 3 --want 5",
        "solve conv 11 -k K --want 5",
    ),
}
"""Error code -> the command that fails, and the one that does not."""
