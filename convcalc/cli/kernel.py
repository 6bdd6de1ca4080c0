"""`convcalc kernel K`: how far a dilated kernel reaches."""

from __future__ import annotations

from convcalc.algebra.expr import Size
from convcalc.cli.command import Arguments, Call, Command
from convcalc.cli.one_layer import show
from convcalc.cli.options import layer_options
from convcalc.layers.conv import DILATION, KERNEL
from convcalc.layers.read import axes_of
from convcalc.layers.values import READERS
from convcalc.report.kernel import kernel_document, kernel_record


def command() -> Command:
    """The command with its options."""
    return Command(
        "kernel",
        run,
        Arguments("K"),
        layer_options((DILATION,), "dims"),
        examples=(
            "convcalc kernel 3 -d 2",
            "convcalc kernel 3x5 -d 2x1",
            "convcalc kernel 3 -d 2 --steps",
            "convcalc kernel K -d D",
        ),
    )


def run(call: Call) -> int:
    """Answer for one kernel."""
    kernel, dilation = request(call)
    settings = call.settings
    if settings.steps:
        from convcalc.report.steps import kernel_steps

        return show(call, kernel_steps(kernel_record(kernel, dilation), settings.of))
    return show(call, kernel_document(kernel, dilation, settings.of))


def request(call: Call) -> tuple[tuple[Size, ...], tuple[Size, ...]]:
    """The kernel and the dilation of a call, one value for each axis.

    Raises:
        ConvcalcError: one of them cannot be.
    """
    (text,) = call.arguments
    rate = call.given.get("dilation", "1")
    asked = call.given.get("dims")
    dims = int(asked) if asked else axes_of(text, rate) or 2
    return READERS["axes"](KERNEL, text, dims), READERS["axes"](DILATION, rate, dims)
