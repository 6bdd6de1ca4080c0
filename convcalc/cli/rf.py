"""`convcalc rf NETWORK`: what the outputs of a network see of its input."""

from __future__ import annotations

import re

from convcalc.algebra.symbols import plain_text
from convcalc.cli.command import Arguments, Call, Command
from convcalc.cli.networks import NETWORK, opened
from convcalc.cli.one_layer import show
from convcalc.cli.options import Option
from convcalc.errors import Message, UsageError
from convcalc.layers.numbers import shown
from convcalc.network.study import Study
from convcalc.report.rf import StudyView, rf_document

POSITION = re.compile(r"0|[1-9][0-9]{0,17}")


def command() -> Command:
    """The command with its options."""
    return Command(
        "rf",
        run,
        Arguments("NETWORK"),
        (
            *NETWORK,
            Option("at_layer", ("--layer",), "LAYER"),
            Option("from_layer", ("--from",), "LAYER"),
            Option("unit", ("--unit",), "POSITION"),
            Option("field_coverage", ("--coverage",)),
            Option("all_layers", ("--all-layers",)),
        ),
        examples=(
            'convcalc rf "conv3 conv3/2 maxpool2/2 conv3/1d2"',
            "convcalc rf resnet50 --unit 3,3",
            "convcalc rf unet --layer down4 --from down2",
            'convcalc rf "conv3/1d2 conv3/1d2 conv3/1d2" --coverage',
        ),
    )


def run(call: Call) -> int:
    """Say what the outputs see, or work it out."""
    given = call.given
    unit = _unit(given["unit"]) if "unit" in given else None
    network = opened(call, call.arguments[0])
    study = Study(network, given.get("at_layer"), given.get("from_layer"))
    view = StudyView(unit, bool(given.get("field_coverage")), bool(given.get("all_layers")))
    document = rf_document(study, view, call.settings.of)
    if call.settings.steps:
        from convcalc.report.rf.steps import rf_steps

        document = rf_steps(study, document)
    return show(call, document)


def _unit(text: str) -> tuple[int, ...]:
    """The position of a unit: `5,7`, `5x7`, or `5` on every axis.

    Raises:
        UsageError: something else.
    """
    parts = re.split(r"\s*[,xX×]\s*", plain_text(text).strip())
    if all(POSITION.fullmatch(part) for part in parts):
        return tuple(map(int, parts))
    raise UsageError(Message("rf.bad_unit", value=shown(text)))
