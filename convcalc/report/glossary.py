"""The terms of `convcalc explain`: other names, related terms, the formula, a command to try.

Their names and explanations are the texts `term.KEY` and `term.KEY.text`.
"""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from convcalc.report.concepts import CONCEPTS
from convcalc.report.layer_terms import LAYER_TERMS
from convcalc.report.network_terms import NETWORK_TERMS


class Term(NamedTuple):
    """aliases: other names, in any language; see: related terms; command: to try; formula: its
    name in the index of formulas."""

    aliases: tuple[str, ...]
    see: tuple[str, ...]
    command: str
    formula: str | None = None


def _term(aliases: str, see: str, command: str, formula: str | None = None) -> Term:
    return Term(tuple(aliases.split("; ")), tuple(see.split()), f"convcalc {command}", formula)


TERMS: dict[str, Term] = {
    key: _term(*entry) for key, entry in {**LAYER_TERMS, **NETWORK_TERMS, **CONCEPTS}.items()
}


def folded(word: str) -> str:
    """A word without case, width, spaces and hyphens, as terms are looked up."""
    plain = unicodedata.normalize("NFKC", word).casefold()
    return "".join(character for character in plain if character not in " -_")


def find_term(word: str) -> str | None:
    """The key of the term with this name; an exact spelling (FLOPS, FLOPs) goes first."""
    for key, term in TERMS.items():
        if word in term.aliases:
            return key
    wanted = folded(word)
    for key, term in TERMS.items():
        if folded(key) == wanted or wanted in map(folded, term.aliases):
            return key
    return None
