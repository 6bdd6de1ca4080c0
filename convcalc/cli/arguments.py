"""Where things stand on a command line, before Typer's parser looks at it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from convcalc.cli.options import Option


def flags_of(option: Option) -> list[str]:
    """Every spelling of an option, `--no-bias` among them."""
    return [flag for pair in option.flags for flag in pair.split("/")]


def check_values(arguments: Sequence[str], options: Iterable[Option]) -> None:
    """Refuse an option that stands where the value of another one should.

    Raises:
        UsageError: `-k -s 2`: -k has no value.
    """
    taking, known = set(), set()
    for option in options:
        flags = flags_of(option)
        known.update(flags)
        if option.metavar is not None:
            taking.update(flags)
    skip = False
    for position, argument in enumerate(arguments):
        if argument == "--":
            return
        if not skip and argument in taking and position + 1 < len(arguments):
            value = arguments[position + 1]
            if value in known:
                from convcalc.cli.usage import no_value

                raise no_value(argument, value)
            skip = True
        else:
            skip = False


def first_word(arguments: Sequence[str], options: Iterable[Option]) -> int:
    """Where the first argument stands that is neither one of these options nor a value of one."""
    taking = {flag for option in options if option.metavar is not None for flag in option.flags}
    position = 0
    while position < len(arguments):
        argument = arguments[position]
        if argument == "--":
            return position + 1
        if argument == "-" or not argument.startswith("-"):
            return position
        position += 2 if argument in taking else 1
    return position
