"""Mistakes in the command line itself, as our own errors, so that they speak both languages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from convcalc.annotations import Any
from convcalc.cli.options import Option, flags_of
from convcalc.errors import Message, UsageError
from convcalc.layers.meant import unknown_word
from convcalc.layers.numbers import shown


def no_value(option: str, following: str | None = None) -> UsageError:
    """An option without its value, maybe because another option follows."""
    hints = [Message("usage.no_value_hint", option=following)] if following else []
    return UsageError(Message("usage.no_value", option=option), *hints)


def refuse_others(
    arguments: Iterable[str], options: Iterable[Option], command: str = "layer conv 11"
) -> None:
    """Refuse a layer's option before the type of the layer, on which its meaning depends.

    `command` begins the example of how it is done.

    Raises:
        UsageError: one of the arguments is an option, but none of these.
    """
    flags = {flag for option in options for flag in option.flags}
    for argument in arguments:
        name = argument.partition("=")[0] if argument.startswith("--") else argument[:2]
        if argument.startswith("-") and argument != "--" and name not in flags:
            raise UsageError(
                Message("usage.type_first", option=shown(argument)),
                Message("usage.for_example", example=f"convcalc {command} {argument} ..."),
            )


def explain_fault(fault: Any, arguments: Sequence[str], options: Sequence[Option]) -> UsageError:
    """What Typer's parser refused, in our words: an unknown option, or one without its value."""
    name = getattr(fault, "option_name", None)
    if name is None:
        return UsageError(Message("usage.unreadable", arguments=shown(" ".join(arguments))))
    known = flags_of(options)
    word = next((argument for argument in arguments if argument.startswith(name)), name)
    if name in known:
        if known[name].metavar is None or "=" in word:
            return UsageError(Message("usage.takes_no_value", option=name))
        return no_value(name)
    if name[:1] == "-" and name[1:2].isdigit():
        return UsageError(
            Message("usage.negative_size", value=shown(word)), Message("usage.negative_size_hint")
        )
    return UsageError(Message("usage.unknown_option", option=shown(word)))


def missing(command: str, usage: str, given: int, examples: Sequence[str]) -> UsageError:
    """A positional argument is not there; the first example shows how it is done."""
    names = [word.strip("[].") for word in usage.split()]
    hints = [Message("usage.for_example", example=example) for example in examples[:1]]
    return UsageError(
        Message("usage.missing_argument", name=names[min(given, len(names) - 1)], command=command),
        *hints,
    )


def surplus(word: str) -> UsageError:
    """A positional argument too many."""
    return UsageError(Message("usage.surplus_argument", argument=shown(word)))


def unsuitable(option: str, command: str) -> UsageError:
    """A shared option that means nothing for this command."""
    flag = "--" + option.replace("_", "-")
    return UsageError(Message("usage.unsuitable", option=flag, command=command))


def unknown_command(word: str) -> UsageError:
    """The first word is not a command; `leads` knows what was meant."""
    return UsageError(Message("usage.unknown_command", command=shown(word)))


def bad_format(format: str, allowed: Sequence[str]) -> UsageError:
    """A format that the command cannot write; what makes a picture of the others is said."""
    error = bad_choice("--format", format, allowed)
    if "svg" in allowed and format == "latex":
        return UsageError(error.message, Message("draw.to_pdf"))
    return error


def not_drawn(command: str, drawn: Sequence[str]) -> UsageError:
    """A command of which there is no picture."""
    return unknown_word(command, drawn, "draw.not_this", command=shown(command), names=list(drawn))


def bad_choice(option: str, value: str, allowed: Sequence[str]) -> UsageError:
    """A value that is not among those an option knows."""
    fields = {"option": option, "value": shown(value), "allowed": ", ".join(allowed)}
    return unknown_word(value, allowed, "usage.bad_choice", **fields)
