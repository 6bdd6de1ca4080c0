"""What can stand on the command line: the shared options, and those of the layers' parameters.

Everything is read as text; meaning is the border's business, so that a symbol may stand wherever
a number may.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from typer.core import TyperArgument, TyperOption

from convcalc.cli.language import LANGUAGES
from convcalc.layers.base import Param
from convcalc.layers.quantities import QUANTITIES

FORMATS = ("table", "plain", "json", "csv", "markdown", "latex")
DIALECTS = ("torch", "keras", "onnx", "tf", "caffe")


class Option(NamedTuple):
    """One option. `metavar` is None for a switch; its words are `cli.option.<name>`, or those of
    `words` in place of the name; `default` is only for the help; `many`: it may be given several
    times, its value is then a tuple."""

    name: str
    flags: tuple[str, ...]
    metavar: str | None = None
    choices: tuple[str, ...] = ()
    default: Any = None
    many: bool = False
    words: str = ""


SHARED = (
    Option("steps", ("--steps",)),
    Option("of", ("--of",), "QUANTITY", tuple(QUANTITIES)),
    Option("letters", ("--letters",), "SET", ("dv", "exam")),
    Option("quiet", ("-q", "--quiet")),
    Option("format", ("--format",), "FORMAT", FORMATS),
    Option("json", ("--json",)),
    Option("lang", ("--lang",), "LANG", LANGUAGES),
    Option("output_file", ("--output-file",), "FILE"),
    Option("ascii", ("--ascii",)),
    Option("no_header", ("--no-header",)),
    Option("exit_zero", ("--exit-zero",)),
    Option("help", ("-h", "--help")),
    Option("version", ("--version",)),
)

_NAMED = {
    given.name: given
    for given in (
        Option("kernel", ("-k", "--kernel", "--kernel-size"), "K"),
        Option("stride", ("-s", "--stride"), "S"),
        Option("padding", ("-p", "--padding"), "P"),
        Option("dilation", ("-d", "--dilation", "--rate"), "D"),
        Option("groups", ("-g", "--groups"), "G"),
        Option("in", ("-i", "--in", "--in-channels"), "C"),
        Option("out", ("-o", "--out", "--out-channels"), "C"),
        Option("output_padding", ("-a", "--output-padding"), "A"),
        Option("dims", ("--dims",), "N", ("1", "2", "3")),
        Option("dialect", ("--dialect",), "NAME", DIALECTS, "torch"),
        Option("saving", ("--saving",), "X"),
        Option("type", ("--type",), "TYPE", ("max", "avg", "lp"), "max"),
    )
}
_METAVARS = {
    "axes": "N", "sizes": "N", "count": "N", "padding": "P", "pairs": "P", "decimals": "X",
    "decimal": "X", "choice": "WORD", "shape": "C,N,N",
}  # fmt: skip


def option(param: Param) -> Option:
    """The option for a parameter: its usual letters if it has some, else its own name."""
    name, default = param.name, param.default
    if name in _NAMED:
        return _NAMED[name]._replace(choices=_NAMED[name].choices or param.choices, default=default)
    long = name.replace("_", "-")
    if param.kind == "flag":
        return Option(name, (f"--{long}/--no-{long}",), default=default)
    return Option(name, (f"--{long}",), _METAVARS[param.kind], param.choices, default)


def layer_options(params: Iterable[Param], *extra: str) -> tuple[Option, ...]:
    """Options of the given parameters of layers, then those named in `extra`."""
    options: dict[str, Option] = {}
    for param in params:
        if param.name == "out" and "in" in extra:
            options["in"] = _NAMED["in"]
        options[param.name] = option(param)
    for name in extra:
        options.setdefault(name, _NAMED[name])
    return tuple(options.values())


def parameter_name(name: str) -> str:
    """The name under which Typer hands over an option; keeps clear of Python's words."""
    return f"given_{name}"


def typer_option(given: Option) -> TyperOption:
    """The option as Typer wants it: optional, untyped, without words."""
    return TyperOption(
        param_decls=[parameter_name(given.name), *given.flags],
        is_flag=given.metavar is None,
        metavar=given.metavar,
        multiple=given.many,
    )


def argument() -> TyperArgument:
    """All positional arguments, as they stand; each command counts them itself."""
    return TyperArgument(param_decls=["arguments"], nargs=-1)
