"""`convcalc value TYPE --data M`: a layer on a tiny tensor, worked by hand."""

from __future__ import annotations

from typing import Any

from convcalc.cli.arguments import first_word
from convcalc.cli.command import Arguments, Call, Command
from convcalc.cli.one_layer import show
from convcalc.cli.options import SHARED, Option, layer_options
from convcalc.cli.tensors import NUMBERS, SWITCHES, TENSORS, read_option_number, read_tensors
from convcalc.cli.usage import refuse_others
from convcalc.layers.index import resolve
from convcalc.report.value import value_document
from convcalc.tensors.work import KINDS, OWN, WorkedTensor, kind_of, work

COVERAGE = Option("coverage", ("--coverage",))
FROM_TENSORS = frozenset(("out", "bias", "affine", "track_running_stats"))
"""Parameters of layers that the tensors themselves tell."""


class ValueCommand(Command):
    """A command whose options are those of the type that is its first argument."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        position = first_word(args, SHARED)
        if position < len(args) and not ctx.resilient_parsing:
            refuse_others(args[:position], SHARED, "value conv")
            self.set_options(value_options(kind_of(args[position])))
        return super().parse_args(ctx, args)


def command() -> Command:
    """The command; it learns its options once it knows the type."""
    return ValueCommand(
        "value",
        run,
        Arguments("TYPE"),
        examples=(
            'convcalc value conv --data "1 2 3; 4 5 6; 7 8 9" --weight "1 0; 0 1"',
            'convcalc value maxpool --data "1 3 2 4; 5 6 1 2; 7 8 3 5; 4 2 6 7" -k 2',
            'convcalc value tconv --data "1 2; 3 4" --weight "1 1; 1 1" -s 2 --steps',
            'convcalc value bn --data "1 2; 3 4" --steps',
        ),
        unsuited=("of", "letters"),
    )


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


def run(call: Call) -> int:
    """Work out one layer."""
    coverage = bool(call.given.get("coverage"))
    return show(call, value_document(worked(call), call.settings.steps, coverage))


def worked(call: Call) -> WorkedTensor:
    """The work that a call asks for.

    Raises:
        ConvcalcError: a tensor or an option that cannot be read, or a layer that refuses.
    """
    given = dict(call.given)
    given.pop("coverage", None)
    (name,) = call.arguments
    dims = given.pop("dims", None)
    dialect = given.pop("dialect", None)
    arrays = read_tensors(given)
    numbers = {
        key: read_option_number(key, given.pop(key))
        for key in NUMBERS
        if given.get(key) is not None
    }
    switches = frozenset(key for key in SWITCHES if given.pop(key, False))
    return work(name, arrays, given, int(dims) if dims else None, dialect, numbers, switches)
