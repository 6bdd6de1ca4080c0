"""What `convcalc explain` knows: the terms of the field, and the likeliest errors.

Both are tables of text beside this file, as they are written by hand. The name and explanation of a
term are the texts `term.KEY` and `term.KEY.text`; why an error comes about, and what to do, are
`explain.CODE` and `explain.CODE.cure`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple


class Term(NamedTuple):
    """aliases: other names, in any language; see: related terms; commands: to try, and to draw it;
    formula: its name in the index of formulas."""

    aliases: tuple[str, ...]
    see: tuple[str, ...]
    commands: tuple[str, ...]
    formula: str | None = None


def text_rows(file: str, sign: str) -> dict[str, list[str]]:
    """The first cell of each line of a table, and the others."""
    text = Path(__file__).with_name(file).read_text("utf-8")
    rows = [line.split(sign) for line in text.splitlines() if line and not line.startswith("#")]
    return {key: cells for key, *cells in rows}


TERMS = {
    key: Term(
        tuple(aliases.split("; ")),
        tuple(see.split()),
        tuple([f"convcalc {command}" for command in re.split("; (?=draw )", commands)]),
        *formula,
    )
    for key, (aliases, see, commands, *formula) in text_rows("terms.txt", " :: ").items()
}
CURES = {code: (fails, works) for code, (fails, works) in text_rows("cures.txt", " => ").items()}
"""Error code -> the command that fails, and the one that does not."""


def folded(word: str) -> str:
    """A word without case, width, spaces and hyphens, as terms are looked up."""
    plain = unicodedata.normalize("NFKC", word).casefold()
    return "".join(character for character in plain if character not in " -_").replace("×", "x")


def find_term(word: str, catalogues: Iterable[Mapping[str, str]] = ()) -> str | None:
    """The key of the term with this name, or with this title in one of the catalogues; an exact
    spelling (FLOPS, FLOPs) goes first."""
    for key, term in TERMS.items():
        if word in term.aliases:
            return key
    wanted = folded(word)
    for key, term in TERMS.items():
        if folded(key) == wanted or wanted in map(folded, term.aliases):
            return key
    for texts in catalogues:
        for key in TERMS:
            if folded(texts[f"term.{key}"]) == wanted:
                return key
    return None
