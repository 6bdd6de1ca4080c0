"""`convcalc layer TYPE SIZE...`: a layer of any type."""

from __future__ import annotations

from typing import Any

from convcalc.cli.arguments import first_word
from convcalc.cli.command import Arguments, Call, Command
from convcalc.cli.one_layer import EXTRA, answer
from convcalc.cli.options import SHARED, layer_options
from convcalc.cli.usage import refuse_others
from convcalc.errors import Message, UsageError
from convcalc.layers.index import look_up, resolve


class LayerCommand(Command):
    """A command whose options are those of the layer type that is its first argument."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        position = first_word(args, SHARED)
        if position < len(args) and not ctx.resilient_parsing:
            refuse_others(args[:position], SHARED)
            self.set_options(layer_options(resolve(args[position]).PARAMS, *EXTRA))
        return super().parse_args(ctx, args)


def command() -> Command:
    """The command; it learns its options once it knows the type."""
    return LayerCommand(
        "layer",
        run,
        Arguments("TYPE SIZE... [KEY=VALUE]...", 2, None),
        examples=(
            "convcalc layer depthwise 56x56@64 -k 3 -p 1",
            "convcalc layer linear 7x7@512 out=4096",
            "convcalc layer concat 28x28@64 28x28@128",
        ),
    )


def run(call: Call) -> int:
    """Answer for a type and its inputs."""
    kind, sizes = request(call)
    return answer(call, kind, sizes, look_up(kind).dims)


def request(call: Call) -> tuple[str, list[str]]:
    """The type and the sizes of its inputs; KEY=VALUE becomes an option of the call.

    Raises:
        UsageError: no size, or an option that is given twice.
    """
    kind, *words = call.arguments
    sizes = []
    for word in words:
        key, sign, value = word.partition("=")
        if not sign:
            sizes.append(word)
        elif call.given.setdefault(key.strip().replace("-", "_"), value.strip()) != value.strip():
            raise UsageError(Message("usage.given_twice", name=key.strip()))
    if not sizes:
        raise UsageError(
            Message("usage.missing_argument", name="SIZE", command="layer"),
            Message("usage.for_example", example=f"convcalc layer {kind} 56x56@64"),
        )
    return kind, sizes
