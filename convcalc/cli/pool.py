"""`convcalc pool SIZE`: maximum, average or power-average pooling."""

from __future__ import annotations

from convcalc.cli.command import Arguments, Call, Command
from convcalc.cli.one_layer import EXTRA, answer
from convcalc.cli.options import layer_options
from convcalc.layers.pooling import AvgPool, LpPool, MaxPool


def command() -> Command:
    """The command with its options."""
    return Command(
        "pool",
        run,
        Arguments("SIZE"),
        layer_options((*MaxPool.PARAMS, *AvgPool.PARAMS, *LpPool.PARAMS), "type", *EXTRA),
        examples=(
            "convcalc pool 112x112@64 -k 3 -s 2 -p 1",
            "convcalc pool 7 -k 7 --type avg",
            "convcalc pool 112 -k 3 -s 2 --ceil",
        ),
    )


def run(call: Call) -> int:
    """Answer for one input; `--type` chooses the layer."""
    return answer(call, call.given.pop("type", "max") + "pool", call.arguments)
