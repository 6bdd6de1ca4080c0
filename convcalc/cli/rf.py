"""`convcalc rf NETWORK`: what the outputs of a network see of its input."""

from __future__ import annotations

import re

from convcalc.algebra.symbols import plain_text
from convcalc.cli.command import ALL, Arguments, Call, Command
from convcalc.cli.networks import NETWORK, opened
from convcalc.cli.options import DRAW, Option
from convcalc.errors import Message, UsageError
from convcalc.layers.numbers import shown
from convcalc.network.study import Study
from convcalc.report.rf import StudyView, rf_document

TYPE_CHECKING = False
if TYPE_CHECKING:
    from convcalc.cli.settings import Settings
    from convcalc.report.document import Document
    from convcalc.report.judge import Asked

POSITION = re.compile(r"0|[1-9][0-9]{0,17}")


def command() -> Command:
    """The command with its options."""
    return Command(
        "rf",
        None,
        Arguments("NETWORK", values=("networks",)),
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
        honours=(*ALL, DRAW.name),
        inquire=FieldInquiry,
    )


class FieldInquiry:
    """What the outputs of a network see, and what else is wanted of it."""

    __slots__ = ("study", "view")

    def __init__(self, call: Call) -> None:
        """Open the network.

        Raises:
            ConvcalcError: there is none, or its layers do not fit.
        """
        given = call.given
        unit = _unit(given["unit"]) if "unit" in given else None
        network = opened(call, call.arguments[0])
        self.study = Study(network, given.get("at_layer"), given.get("from_layer"))
        self.view = StudyView(unit, "field_coverage" in given, "all_layers" in given)

    def document(self, settings: Settings) -> Document:
        """What they see, or how it is worked out."""
        document = rf_document(self.study, self.view, settings.of)
        if settings.steps:
            from convcalc.report.rf.steps import rf_steps

            document = rf_steps(self.study, document)
        if not settings.pictured:
            return document
        drawn = self.picture()
        return document.told(
            {**document.data, "drawing": drawn.data}, [*document.nodes, *drawn.nodes]
        )

    def picture(self) -> Document:
        """What they see, as a picture: level by level, or with coverage the pixels of the field."""
        if self.view.coverage:
            from convcalc.report.draw.heat import coverage_document

            return coverage_document(self.study, self.view.unit)
        from convcalc.report.draw.cone import cone_document

        return cone_document(self.study, self.view.unit)

    def asked(self, of: str | None) -> Asked:
        """The question of the receptive field."""
        from convcalc.report.asked import field_asked

        return field_asked(self.study, of)


def _unit(text: str) -> tuple[int, ...]:
    """The position of a unit: `5,7`, `5x7`, or `5` on every axis.

    Raises:
        UsageError: something else.
    """
    parts = re.split(r"\s*[,xX×]\s*", plain_text(text).strip())
    if all(POSITION.fullmatch(part) for part in parts):
        return tuple(map(int, parts))
    raise UsageError(Message("rf.bad_unit", value=shown(text)))
