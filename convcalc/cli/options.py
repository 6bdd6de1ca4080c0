"""What can stand on the command line: the shared options, and those of the layers' parameters.

Everything is read as text; meaning is the border's business, so that a symbol may stand wherever
a number may.
"""

from __future__ import annotations

from convcalc.annotations import Any
from convcalc.layers.base import Param
from convcalc.layers.dialects import DEFAULT, DIALECTS
from convcalc.layers.quantities import QUANTITIES
from convcalc.record import NamedTuple
from convcalc.render import ALL_FORMATS
from convcalc.text import LANGUAGES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


class Option(NamedTuple):
    """One option. `metavar` is None for a switch; its words are `cli.option.<name>`, or those of
    `words` in place of the name; `default` is only for the help; `many`: it may be given several
    times, its value is then a tuple; `values` names what completes it (`cli.completion`), its
    choices apart."""

    name: str
    flags: tuple[str, ...]
    metavar: str | None = None
    choices: tuple[str, ...] = ()
    default: Any = None
    many: bool = False
    words: str = ""
    values: str = ""

    def spellings(self) -> list[str]:
        """Every spelling, `--no-bias` among them."""
        return [flag for pair in self.flags for flag in pair.split("/")]

    def turns_on(self, flag: str) -> bool:
        """Whether this spelling of a switch says yes."""
        return not any(flag == pair.partition("/")[2] for pair in self.flags)


STEPS = Option("steps", ("--steps",))
OF = Option("of", ("--of",), "QUANTITY", tuple(QUANTITIES))
LETTER_SETS = ("dv", "exam", "notes")
LETTERS = Option("letters", ("--letters",), "SET", LETTER_SETS)
QUIET = Option("quiet", ("-q", "--quiet"))
DRAW = Option("draw", ("--draw",))
ANSWERING = (STEPS, OF, LETTERS, QUIET, DRAW)
"""The shared options that a command has to declare; the others every command honours."""
SHARED = (
    *ANSWERING,
    Option("format", ("--format",), "FORMAT", ALL_FORMATS),
    Option("json", ("--json",)),
    Option("lang", ("--lang",), "LANG", LANGUAGES),
    Option("output_file", ("--output-file",), "FILE", values="files"),
    Option("ascii", ("--ascii",)),
    Option("no_header", ("--no-header",)),
    Option("no_pager", ("--no-pager",)),
    Option("exit_zero", ("--exit-zero",)),
    Option("help", ("-h", "--help")),
    Option("version", ("--version",)),
)

EXTRA = {
    one.name: one
    for one in (
        Option("in", ("-i", "--in", "--in-channels"), "C"),
        Option("dims", ("--dims",), "N", ("1", "2", "3")),
        Option("dialect", ("--dialect",), "NAME", tuple(DIALECTS), DEFAULT),
        Option("saving", ("--saving",), "X"),
        Option("type", ("--type",), "TYPE", ("max", "avg", "lp"), "max"),
    )
}
"""Options of the commands about layers that are not parameters of a layer."""

_FLAGS = {
    "kernel": ("-k --kernel --kernel-size", "K"),
    "stride": ("-s --stride", "S"),
    "padding": ("-p --padding", "P"),
    "dilation": ("-d --dilation --rate", "D"),
    "groups": ("-g --groups", "G"),
    "out": ("-o --out --out-channels", "C"),
    "output_padding": ("-a --output-padding", "A"),
}
"""Parameters with letters of their own."""
_METAVARS = {
    "axes": "N", "sizes": "N", "count": "N", "padding": "P", "pairs": "P", "decimals": "X",
    "decimal": "X", "choice": "WORD", "shape": "C,N,N", "extent": "N", "reach": "N", "text": "TEXT",
    "counts": "N,N",
}  # fmt: skip


def option(param: Param) -> Option:
    """The option for a parameter: its usual letters if it has some, else its own name."""
    name, long = param.name, param.name.replace("_", "-")
    if param.kind == "flag":
        return Option(name, (f"--{long}/--no-{long}",), default=param.default)
    flags, metavar = _FLAGS.get(name, (f"--{long}", _METAVARS[param.kind]))
    words = param.choices if param.kind == "choice" else ()
    return Option(name, tuple(flags.split()), metavar, words, param.default)


def layer_options(params: Iterable[Param], *extra: str) -> tuple[Option, ...]:
    """Options of the given parameters of layers, then those of `EXTRA` named in `extra`; the
    channels that come in stand before those that go out."""
    options: dict[str, Option] = {}
    for param in params:
        if param.name == "out" and "in" in extra:
            options["in"] = EXTRA["in"]
        options[param.name] = option(param)
    for name in extra:
        options.setdefault(name, EXTRA[name])
    return tuple(options.values())


def flags_of(options: Iterable[Option]) -> dict[str, Option]:
    """The options by every spelling."""
    return {flag: option for option in options for flag in option.spellings()}
