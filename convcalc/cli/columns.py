"""Columns by the words of their headings, in either language, beside their keys."""

from __future__ import annotations

from collections.abc import Sequence

from convcalc.report.audit_table import GROUP_COLUMNS, LAYER_COLUMNS


def columns_named(names: Sequence[str], by: str) -> list[str]:
    """The keys of the columns of that grouping; a word that names none stays as it is."""
    fields = LAYER_COLUMNS if by == "layer" else GROUP_COLUMNS
    known = {key: one.column.label for key, one in fields.items() if one.label is not None}
    if all(name in known for name in names):
        return list(names)
    from convcalc.text import LANGUAGES, catalogue

    headings: dict[str, str] = {}
    for words in map(catalogue, LANGUAGES):
        for key, label in known.items():
            headings.setdefault(_plain(words[label.code]), key)
    return [name if name in known else headings.get(_plain(name), name) for name in names]


def _plain(words: str) -> str:
    """Words without case, spaces and signs."""
    return "".join(character for character in words.lower() if character.isalnum())
