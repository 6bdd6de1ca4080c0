"""What completes a value at the shell: names of networks, types, topics, files."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping

from convcalc.cli.command import Arguments
from convcalc.cli.options import Option

NETWORK_FILES = (".yaml", ".yml", ".json", ".toml")
DIRECTORY = "/"


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
    values = (*choices, *(VALUES[kind](begun) if kind else ()))
    return [head + value for value in values if value.startswith(begun)]


def _types(begun: str) -> Iterable[str]:
    from convcalc.layers.index import ALIASES, TYPES

    return (*TYPES, *ALIASES)


def _zoo(begun: str) -> Iterable[str]:
    from convcalc.zoo import NAMES

    return NAMES


def _networks(begun: str) -> Iterable[str]:
    return (*_zoo(begun), *_files(begun, NETWORK_FILES))


def _files(begun: str, extensions: tuple[str, ...] = ("",)) -> Iterable[str]:
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


def _formulas(begun: str) -> Iterable[str]:
    from convcalc.formulas.index import FORMULAS

    return FORMULAS


def _terms(begun: str) -> Iterable[str]:
    from convcalc.report.explain import is_error
    from convcalc.text import catalogue

    english = catalogue("en")
    terms = [code.split(".")[1] for code in english if code.startswith("term.")]
    return dict.fromkeys((*terms, *(code for code in english if is_error(code, english))))


def _topics(begun: str) -> Iterable[str]:
    from convcalc.report.compare.index import TOPICS

    return (*TOPICS, *_zoo(begun))


def _questions(begun: str) -> Iterable[str]:
    from convcalc.cli.solve import QUESTIONS

    return QUESTIONS


def _judged(begun: str) -> Iterable[str]:
    from convcalc.cli.check import JUDGED

    return JUDGED


def _worked(begun: str) -> Iterable[str]:
    from convcalc.tensors.work import KINDS

    return KINDS


def _columns(begun: str) -> Iterable[str]:
    from convcalc.report.audit_table import GROUP_COLUMNS, LAYER_COLUMNS

    return [key for key, one in (LAYER_COLUMNS | GROUP_COLUMNS).items() if one.label is not None]


def _quizzed(begun: str) -> Iterable[str]:
    from convcalc.teach.quiz.sheet import TOPICS

    return TOPICS


VALUES: Mapping[str, Callable[[str], Iterable[str]]] = {
    "types": _types,
    "zoo": _zoo,
    "networks": _networks,
    "files": _files,
    "formulas": _formulas,
    "terms": _terms,
    "topics": _topics,
    "questions": _questions,
    "judged": _judged,
    "worked": _worked,
    "columns": _columns,
    "quizzed": _quizzed,
}
"""Kind of value -> all there are, given how the value begins."""
LISTED = ("columns", "quizzed")
"""Kinds that stand in a list with commas."""
