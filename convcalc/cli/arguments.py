"""Where things stand on a command line, before Typer's parser looks at it."""

from __future__ import annotations

from convcalc.cli.options import Option, flags_of
from convcalc.errors import Message, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence


def check_values(arguments: Sequence[str], options: Iterable[Option]) -> None:
    """Refuse an option that stands where the value of another one should, or says two things.

    Raises:
        UsageError: `-k -s 2`: -k has no value; `-k 3 -k 5`: it has two.
    """
    named = flags_of(options)
    given: dict[str, tuple[str, str]] = {}
    skip = False
    for position, argument in enumerate(arguments):
        if argument == "--":
            return
        if skip:
            skip = False
            continue
        flag, value = _split(argument, named)
        option = named.get(flag)
        if option is None:
            continue
        if option.metavar is None:
            value = str(option.turns_on(flag))
        elif flag == argument:
            if position + 1 == len(arguments):
                return
            value, skip = arguments[position + 1], True
            if value in named:
                from convcalc.cli.usage import no_value

                raise no_value(argument, value)
        if not option.many and given.setdefault(option.name, (flag, value))[1] != value:
            raise UsageError(Message("usage.given_twice", name=flag))


def _split(argument: str, flags: Container[str]) -> tuple[str, str]:
    """An option and the value that is written to it: `--kernel=3`, `-k3`."""
    if argument in flags or not argument.startswith("-"):
        return argument, ""
    if argument.startswith("--"):
        flag, _, value = argument.partition("=")
        return flag, value
    return argument[:2], argument[2:]


def first_word(arguments: Sequence[str], options: Iterable[Option]) -> int:
    """Where the first argument stands that is neither one of these options nor a value of one; the
    number of arguments if there is none."""
    taking = {flag for option in options if option.metavar is not None for flag in option.flags}
    position = 0
    while position < len(arguments):
        argument = arguments[position]
        if argument == "--":
            return position + 1
        if argument == "-" or not argument.startswith("-"):
            return position
        position += 2 if argument in taking else 1
    return len(arguments)
