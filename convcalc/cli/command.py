"""One command of the command line: its grammar, and the call that its `run` receives."""

from __future__ import annotations

from convcalc.annotations import Any, TypeAlias
from convcalc.cli.options import ANSWERING, DRAW, Option
from convcalc.record import NamedTuple
from convcalc.render import FORMATS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Protocol

    from convcalc.cli.settings import Settings
    from convcalc.report.document import Document
    from convcalc.report.judge import Asked

    class Inquiry(Protocol):
        """The question of a command line, read: what `check` judges and `solve` turns round."""

        def document(self, settings: Settings) -> Document:
            """The answer as the settings ask for it, derived with `steps`."""

        def asked(self, of: str | None) -> Asked:
            """The question with its right answer and the formulas behind it."""


NO = 1
"""Exit code of an answer that is "no"."""

ANSWERS = tuple([option.name for option in ANSWERING])
ALL = tuple([name for name in ANSWERS if name != DRAW.name])
"""The answering options but `--draw`, which few commands honour."""


class Arguments(NamedTuple):
    """How the positional arguments are written in the usage line, and how many there may be;
    `values` names what completes each of them (`cli.completion`), the last one all that follow."""

    usage: str
    fewest: int = 1
    most: int | None = 1
    values: tuple[str, ...] = ()


class Call:
    """What the user asked for: positional arguments, given options (as text), settings."""

    __slots__ = ("arguments", "command", "given", "settings")

    def __init__(
        self,
        command: str,
        arguments: tuple[str, ...],
        given: dict[str, Any],
        settings: Settings,
    ) -> None:
        self.command = command
        self.arguments = arguments
        self.given = given
        self.settings = settings


Run: TypeAlias = "Callable[[Call], int]"
Read: TypeAlias = "Callable[[Call], Inquiry]"
Bind: TypeAlias = "Callable[[Command, list[str]], tuple[Command, list[str]]]"


class Command(NamedTuple):
    """A command: positional arguments, own options, and what it does.

    `honours` names those of the answering options (`--steps --of --letters -q --draw`) that mean
    something here, `formats` those it can write; `examples` are shown by its help. It has a `run`
    that answers, or an `inquire` that reads its question, whose answer is then shown. `bind` hands
    back the command as the words after its name make it, and these words: with the options of a
    type, or of a command `within`, whose arguments it then takes.
    """

    name: str
    run: Run | None
    arguments: Arguments
    options: tuple[Option, ...] = ()
    honours: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    formats: tuple[str, ...] = FORMATS
    inquire: Read | None = None
    bind: Bind | None = None
    within: Command | None = None

    def bound(self, words: list[str]) -> tuple[Command, list[str]]:
        """The command and its words, once they are known.

        Raises:
            ConvcalcError: one of them names nothing that has options.
        """
        return (self, words) if self.bind is None else self.bind(self, words)

    def answer(self, call: Call) -> int:
        """Answer a call; the exit code."""
        if self.run is not None:
            return self.run(call)
        from convcalc.cli.show import show

        assert self.inquire is not None
        return show(call, self.inquire(call).document(call.settings))

    def demand(self, words: Sequence[str], shared: Mapping[str, Any]) -> None:
        """Refuse what makes no sense for this command, too few or too many arguments.

        Raises:
            UsageError: it names the option or the argument.
        """
        inner = self.within or self
        asked = [name for name in ANSWERS if shared.get(name) is not None]
        wrong = [name for name in asked if name not in self.honours or name not in inner.honours]
        most = inner.arguments.most
        few, many = len(words) < inner.arguments.fewest, most is not None and len(words) > most
        if not (wrong or few or many):
            return
        from convcalc.cli.usage import missing, surplus, unsuitable

        if wrong:
            raise unsuitable(wrong[0], (inner if wrong[0] in self.honours else self).name)
        if few:
            raise missing(inner.name, inner.arguments.usage, len(words), inner.examples)
        raise surplus(words[most or 0])
