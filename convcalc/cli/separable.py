"""`convcalc separable SIZE`: a depthwise-separable convolution beside the standard one."""

from __future__ import annotations

from fractions import Fraction

from convcalc.cli.command import Arguments, Call, Command
from convcalc.cli.one_layer import EXTRA, request, show
from convcalc.cli.options import layer_options
from convcalc.errors import Message, UsageError
from convcalc.layers.base import Param
from convcalc.layers.composite import Separable
from convcalc.report.separable import separable_document

GROUPS = Param("groups", "count", None, minimum=1)


def command() -> Command:
    """The command with its options."""
    return Command(
        "separable",
        run,
        Arguments("SIZE"),
        layer_options((*Separable.PARAMS, GROUPS), "saving", *EXTRA),
        examples=(
            "convcalc separable 56x56@64 -k 3 -p 1 -o 128",
            "convcalc separable 56x56@64 -k 3 -p 1 -o 128 --saving 8",
            "convcalc separable HxW@C -k K -o M",
        ),
    )


def run(call: Call) -> int:
    """Compare for one input."""
    saving = call.given.pop("saving", None)
    (shape,), given, dims, dialect = request(call, call.arguments)
    factor = None if saving is None else _factor(saving)
    settings = call.settings
    if settings.steps:
        from convcalc.report.separable_steps import separable_steps

        return show(call, separable_steps(shape, given, dims, dialect, factor, settings.of))
    return show(call, separable_document(shape, given, dims, dialect, factor, settings.of))


def _factor(text: str) -> Fraction | int:
    """The wanted saving: a number above 1."""
    from convcalc.algebra.parse import parse_value

    value = parse_value(text)
    if isinstance(value, int | Fraction) and value > 1:
        return value
    raise UsageError(Message("usage.saving", value=text))
