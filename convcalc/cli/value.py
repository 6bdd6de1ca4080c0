"""`convcalc value TYPE --data M`: a layer on a tiny tensor, worked by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.cli.arguments import first_word
from convcalc.cli.command import Arguments, Call, Command
from convcalc.cli.options import SHARED, Option, layer_options
from convcalc.cli.tensors import NUMBERS, SWITCHES, TENSORS, read_option_number, read_tensors
from convcalc.cli.usage import refuse_others
from convcalc.layers.index import resolve
from convcalc.report.value import value_document
from convcalc.tensors.work import KINDS, OWN, kind_of, work

if TYPE_CHECKING:
    from convcalc.cli.settings import Settings
    from convcalc.report.document import Document
    from convcalc.report.judge import Asked

COVERAGE = Option("coverage", ("--coverage",))
FROM_TENSORS = frozenset(("out", "bias", "affine", "track_running_stats"))
"""Parameters of layers that the tensors themselves tell."""


def command() -> Command:
    """The command; it learns its options once it knows the type."""
    return Command(
        "value",
        None,
        Arguments("TYPE", values=("worked",)),
        examples=(
            'convcalc value conv --data "1 2 3; 4 5 6; 7 8 9" --weight "1 0; 0 1"',
            'convcalc value maxpool --data "1 3 2 4; 5 6 1 2; 7 8 3 5; 4 2 6 7" -k 2',
            'convcalc value tconv --data "1 2; 3 4" --weight "1 1; 1 1" -s 2 --steps',
            'convcalc value bn --data "1 2; 3 4" --steps',
        ),
        honours=("steps", "quiet"),
        inquire=ValueInquiry,
        bind=_bound,
    )


def _bound(command: Command, words: list[str]) -> tuple[Command, list[str]]:
    """The command with the options of the type that is its first argument."""
    position = first_word(words, SHARED)
    if position == len(words):
        return command, words
    refuse_others(words[:position], SHARED, "value conv")
    return command._replace(options=value_options(kind_of(words[position]))), words


def value_options(kind: str) -> tuple[Option, ...]:
    """The options of a type: its tensors, numbers and switches, and its layer's parameters."""
    entry = KINDS[kind]
    names = (*entry.needs, *entry.may)
    own = [option for table in (TENSORS, NUMBERS, SWITCHES)
           for name, option in table.items() if name in names]  # fmt: skip
    if kind in OWN:
        return (*own, *layer_options((), "dims", "dialect"))
    skipped = FROM_TENSORS.union(entry.from_weight)
    params = [param for param in resolve(kind).PARAMS if param.name not in skipped]
    return (*own, COVERAGE, *layer_options(params, "dims", "dialect"))


class ValueInquiry:
    """A layer on a tiny tensor, worked out."""

    __slots__ = ("coverage", "done")

    def __init__(self, call: Call) -> None:
        """Read the tensors and work.

        Raises:
            ConvcalcError: a tensor or an option that cannot be read, or a layer that refuses.
        """
        given = dict(call.given)
        self.coverage = bool(given.pop("coverage", False))
        (name,) = call.arguments
        dims = given.pop("dims", None)
        dialect = given.pop("dialect", call.settings.dialect)
        arrays = read_tensors(given)
        numbers = {
            key: read_option_number(key, given.pop(key))
            for key in NUMBERS
            if given.get(key) is not None
        }
        switches = frozenset(key for key in SWITCHES if given.pop(key, False))
        axes = int(dims) if dims else None
        self.done = work(name, arrays, given, axes, dialect, numbers, switches)

    def document(self, settings: Settings) -> Document:
        """The output, with the working of each cell if it is wanted."""
        return value_document(self.done, settings.steps, self.coverage)

    def asked(self, of: str | None) -> Asked:
        """The question of the whole output."""
        from convcalc.report.asked import value_asked

        return value_asked(self.done)
