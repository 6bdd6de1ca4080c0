"""`convcalc conv SIZE`: a convolution, standard or grouped."""

from __future__ import annotations

from convcalc.cli.command import Arguments, Call, Command
from convcalc.cli.one_layer import EXTRA, answer
from convcalc.cli.options import layer_options
from convcalc.layers.conv import Conv


def command() -> Command:
    """The command with its options."""
    return Command(
        "conv",
        run,
        Arguments("SIZE"),
        layer_options(Conv.PARAMS, *EXTRA),
        examples=(
            "convcalc conv 11 -k 3 -s 2 -p 2",
            "convcalc conv 56x56@64 -k 3 -p 1 -o 128 --no-bias",
            "convcalc conv 11 -k 3 -s 2 -p 2 --steps",
            "convcalc conv HxW -k K -s 2 -p 1 -i C -o M",
        ),
    )


def run(call: Call) -> int:
    """Answer for one input."""
    return answer(call, "conv", call.arguments)
