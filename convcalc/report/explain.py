"""What `explain` says: a term of the glossary, a formula, or an error code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from string import Formatter
from typing import Any

from convcalc.errors import Message, UsageError
from convcalc.layers.meant import did_you_mean
from convcalc.layers.numbers import shown
from convcalc.report.document import Document, Node, Paragraph, Suggestion
from convcalc.report.fields import listing, word
from convcalc.report.formulas import formula_document, statement
from convcalc.report.glossary import CURES, TERMS, find_term

WORDS = (
    "answer", "axis", "cli", "condition", "explain", "formula", "given", "hint", "letter",
    "operation", "param", "part", "quantity", "remark", "rule", "source", "stage", "step", "term",
)  # fmt: skip
"""First words of the codes that are never errors, but for the one of `explain` itself."""
OWN = "explain.unknown"
RULE = re.compile(r"(?i)cc\d{3}")
"""How the code of a rule for networks looks."""


def explain_document(
    word: str, patterns: Mapping[str, str], titles: Iterable[Mapping[str, str]] = ()
) -> Document:
    """The explanation of a term, a formula or an error code.

    Args:
        patterns: the English catalogue: which codes exist, and the fields of their sentences.
        titles: the catalogues by whose titles terms are known, too.

    Raises:
        UsageError: nothing of that name; the hint has the nearest word.
    """
    from convcalc.formulas.index import FORMULAS

    key = find_term(word, titles)
    if key is not None:
        return _term(key)
    if word in FORMULAS:
        return formula_document(word)
    if is_error(word, patterns):
        return _error(word, patterns)
    if RULE.fullmatch(word) or "-" in word:
        from convcalc.report.rules import rule_document
        from convcalc.rules.choice import matching
        from convcalc.rules.index import rules

        if RULE.fullmatch(word) or word in [rule.name for rule in rules().values()]:
            return rule_document(matching(word)[0])
    names = [name for key, term in TERMS.items() for name in (key, *term.aliases)]
    if "." in word:
        names = [code for code in patterns if is_error(code, patterns)]
    hints = did_you_mean(word.lower(), (*names, *FORMULAS))
    raise UsageError(Message("explain.unknown", word=shown(word)), *hints, Message("explain.all"))


def is_error(code: str, patterns: Mapping[str, str]) -> bool:
    """Whether the catalogue has this code and it can be that of an error."""
    room, dot, rest = code.partition(".")
    helper = rest.endswith((".one", "_hint", ".summary"))
    known = code in patterns and (room not in WORDS or code == OWN)
    return bool(dot) and known and not helper


TERM = (
    word("term", lambda key: key, "explain.column.term"),
    word("name", lambda key: Message(f"term.{key}"), "report.name", aside=True),
)


def terms_document() -> Document:
    """Every term with its name."""
    return listing("terms", Message("explain.terms"), "terms", TERM, {key: key for key in TERMS})


def _term(key: str) -> Document:
    from convcalc.formulas.index import FORMULAS

    term = TERMS[key]
    name, text = Message(f"term.{key}"), Message(f"term.{key}.text")
    nodes: list[Node] = [Paragraph(text)]
    data: dict[str, Any] = {"term": key, "name": name, "text": text, "formula": None}
    if term.formula is not None:
        formula = FORMULAS[term.formula]
        told = statement(formula)
        said = Message("explain.formula", formula=told, source=formula.source)
        nodes.append(Paragraph(said, Message("formulas.formula")))
        data["formula"] = told
    related = [Message(f"term.{other}") for other in term.see]
    listed = Message("steps.list", items=related)
    nodes.append(Paragraph(listed, Message("explain.label.see")))
    nodes += map(Suggestion, term.commands)
    tried, *drawn = term.commands
    data |= {"see_also": list(term.see), "try": tried, "draw": drawn[0] if drawn else None}
    return Document("term", name, data, text, nodes)


def pattern(code: str, fields: Iterable[str]) -> Message:
    """The sentence of an error with the names of its fields in capitals."""
    message = Message(code)
    message.fields = {name: name.upper() for name in fields}
    return message


def _error(code: str, patterns: Mapping[str, str]) -> Document:
    fields = sorted({name for _, name, _, _ in Formatter().parse(patterns[code]) if name})
    sentence = pattern(code, fields)
    said = Message("explain.sentence", sentence=sentence)
    nodes: list[Node] = [Paragraph(said, Message("explain.label.sentence"))]
    data: dict[str, Any] = {"code": code, "message": sentence, "fields": fields, "text": None}
    if code in CURES:
        cause, cure = Message(f"explain.{code}"), Message(f"explain.{code}.cure")
        fails, works = (f"convcalc {line}" for line in CURES[code])
        shown_cure = Paragraph(cure, Message("explain.label.cure"))
        nodes = [Paragraph(cause), *nodes, Suggestion(fails), shown_cure, Suggestion(works)]
        data |= {"text": cause, "cure": cure, "fails": fails, "works": works}
    return Document("error_code", Message("explain.error", name=code), data, said, nodes)
