"""`convcalc tconv SIZE`: a transposed convolution."""

from __future__ import annotations

from convcalc.cli.command import Arguments, Call, Command
from convcalc.cli.one_layer import EXTRA, answer
from convcalc.cli.options import layer_options
from convcalc.layers.transposed import TransposedConv


def command() -> Command:
    """The command with its options."""
    return Command(
        "tconv",
        run,
        Arguments("SIZE"),
        tuple(
            option._replace(words="tconv_padding") if option.name == "padding" else option
            for option in layer_options(TransposedConv.PARAMS, *EXTRA)
        ),
        examples=(
            "convcalc tconv 16 -k 4 -s 2 -p 1",
            "convcalc tconv 16x16@64 -k 3 -s 2 -p 1 -a 1 -o 32",
            "convcalc tconv 16 -k 4 -s 2 -p 1 --steps",
        ),
    )


def run(call: Call) -> int:
    """Answer for one input."""
    return answer(call, "tconv", call.arguments)
