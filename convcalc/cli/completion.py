"""What completes a word at the shell: names of networks, types, topics, columns, files.

The most frequent questions of bash are answered here; what is not plain, and the other shells, go
to Typer, which a test holds to the same answers.
"""

from __future__ import annotations

import os
import sys
from contextlib import redirect_stdout, suppress
from importlib import import_module

from convcalc.cli.command import Arguments, Call, Command
from convcalc.cli.group import COMMANDS, build, known
from convcalc.cli.line import taken
from convcalc.cli.options import SHARED, Option, flags_of
from convcalc.errors import ConvcalcError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

COMPLETE = "_CONVCALC_COMPLETE"
"""Set where a shell asks what could be typed next."""
BASH, ZSH_AND_FISH = "COMP_WORDS", "_TYPER_COMPLETE_ARGS"
"""Where Typer's scripts for these shells put the line typed so far."""
DIRECTORY = "/"


SHELLS = {
    "bash": "convcalc completion bash >> ~/.bashrc",
    "zsh": "convcalc completion zsh >> ~/.zshrc",
    "fish": "convcalc completion fish > ~/.config/fish/completions/convcalc.fish",
}
"""Shell -> how its script is put where it is read."""


def command() -> Command:
    """`convcalc completion SHELL`; it has no options of its own."""
    return Command(
        "completion",
        run,
        Arguments("SHELL", 1, 1, ("shells",)),
        examples=("convcalc completion zsh",),
        formats=("plain",),
    )


def run(call: Call) -> int:
    """Write the script that a shell needs, which is Typer's.

    Raises:
        UsageError: no such shell.
        InputError: the file cannot be written.
    """
    from convcalc.cli.output import destination
    from convcalc.cli.typed import answer_shell
    from convcalc.cli.usage import bad_choice

    shell = call.arguments[0]
    if shell not in SHELLS:
        raise bad_choice("completion", shell, tuple(SHELLS))
    os.environ[COMPLETE] = f"source_{shell}"
    with (
        destination(call.settings.output_file) as stream,
        redirect_stdout(stream),
        suppress(SystemExit),  # Typer's way to end
    ):
        answer_shell("")
    del os.environ[COMPLETE]
    return 0


def complete() -> int:
    """Answer the shell; the exit code."""
    found = plainly() if os.environ[COMPLETE] == "complete_bash" else None
    if found is None:
        from convcalc.cli.typed import answer_shell

        answer_shell(os.environ.get(BASH) or os.environ.get(ZSH_AND_FISH, ""))
    else:
        sys.stdout.write("\n".join(found) + "\n")
    return 0


def plainly() -> list[str] | None:
    """The completions of a plain line in bash: a command's name, or a value behind a command."""
    line, place = os.environ.get(BASH, ""), int(os.environ.get("COMP_CWORD", "0"))
    if any(sign in line for sign in "'\"\\"):
        return None
    words = line.split()
    before, begun = words[1:place], "".join(words[place : place + 1])
    if begun[:1] == "-":
        return None
    if not before:
        return [name for name in COMMANDS if name.startswith(begun)]
    if not known(before[0]):
        return None
    try:
        command, rest = build(before[0]).bound(before[1:])
    except ConvcalcError:
        return None
    flags = flags_of((*command.options, *SHARED))
    option = flags.get(before[-1])
    if option is not None and option.metavar is not None:
        return completed(option, begun) if taken(rest[:-1], flags) else None
    read = taken(before[1:], flags)
    return None if read is None else completed(command.arguments, begun, len(read[1]))


def completed(of: Option | Arguments, begun: str, position: int = 0) -> list[str]:
    """The values that begin so: of an option, or of the argument that has so many before it.

    Of a list with commas (`--columns name,mac`) the last part is completed.
    """
    if isinstance(of, Option):
        kind, choices = of.values, of.choices
    else:
        kind, choices = (*of.values[position : position + 1], *of.values[-1:], "")[0], ()
    head = begun.rpartition(",")[0] + "," if kind in LISTED and "," in begun else ""
    begun = begun[len(head) :]
    values = [
        *choices,
        *(value for source in VALUES[kind].split() for value in _all(source, begun)),
    ]
    return [head + value for value in values if value.startswith(begun)]


def _all(source: str, begun: str) -> Iterable[str]:
    """The values of a module's table, or those that a function knows for a beginning."""
    module, name = source.split(":")
    found = getattr(import_module(f"convcalc.{module}"), name)
    values: Iterable[str] = found(begun) if callable(found) else found
    return values


def files(begun: str, extensions: tuple[str, ...] = ("",)) -> Iterable[str]:
    """Folders, which end in a slash, and the files of these extensions."""
    folder, name = os.path.split(begun)
    try:
        entries = sorted(os.scandir(os.path.expanduser(folder) or "."), key=lambda one: one.name)
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith(".") and not name.startswith("."):
            continue
        if entry.is_dir():
            yield os.path.join(folder, entry.name) + DIRECTORY
        elif entry.name.endswith(extensions):
            yield os.path.join(folder, entry.name)


def network_files(begun: str) -> Iterable[str]:
    """Files that may hold a network, and folders."""
    from convcalc.load.names import EXTENSIONS
    from convcalc.load.readers import FORMATS

    of_others = [suffix for form in FORMATS for suffix in form.suffixes]
    return files(begun, (*EXTENSIONS, *of_others))


def terms(begun: str) -> Iterable[str]:
    """What `explain` explains."""
    from convcalc.report.explain import is_error
    from convcalc.rules.index import rules
    from convcalc.text import catalogue

    english = catalogue("en")
    terms = [code.split(".")[1] for code in english if code.startswith("term.")]
    errors = [code for code in english if is_error(code, english)]
    return dict.fromkeys((*terms, *rules(), *errors))


def columns(begun: str) -> Iterable[str]:
    """What `audit --columns` takes."""
    from convcalc.report.audit_table import GROUP_COLUMNS, LAYER_COLUMNS

    return [key for key, one in (LAYER_COLUMNS | GROUP_COLUMNS).items() if one.label is not None]


def rule_words(begun: str) -> Iterable[str]:
    """What `audit --select` takes."""
    from convcalc.rules.index import GROUPS, rules

    return (*rules(), *[rule.name for rule in rules().values()], *GROUPS, "all")


VALUES = {
    "": "",
    "shells": "cli.completion:SHELLS",
    "types": "layers.index:TYPES layers.index:ALIASES",
    "zoo": "zoo:NAMES",
    "networks": "zoo:NAMES cli.completion:network_files",
    "files": "cli.completion:files",
    "formulas": "formulas.index:FORMULAS",
    "terms": "cli.completion:terms",
    "topics": "report.compare.index:TOPICS zoo:NAMES",
    "questions": "cli.solve:QUESTIONS",
    "judged": "cli.check:JUDGED",
    "drawn": "cli.draw:DRAWN",
    "outputs": "cli.convert:WORDS cli.completion:network_files",
    "worked": "tensors.work:KINDS",
    "columns": "cli.completion:columns",
    "quizzed": "teach.quiz.sheet:TOPICS",
    "rules": "cli.completion:rule_words",
}
"""Kind of value -> where all there are stand."""
LISTED = ("columns", "quizzed", "rules")
"""Kinds that stand in a list with commas."""
