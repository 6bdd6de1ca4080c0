"""What `formulas` says: the list of formulas, or one with its letters, conditions and sources."""

from __future__ import annotations

from convcalc.algebra.expr import Var, as_expr, free_variables
from convcalc.errors import Message, UsageError
from convcalc.formulas.catalogue import Formula, Lesson, variables
from convcalc.formulas.index import FORMULAS
from convcalc.layers.index import find
from convcalc.layers.meant import did_you_mean
from convcalc.layers.numbers import shown
from convcalc.report.document import Document, Facts, Lettered, Node
from convcalc.report.fields import Entry, data_of, facts_of, listing, records, table, word

GROUPS = {
    "padding": "size", "output_padding": "size", "effective_kernel": "size", "buffers": "params",
    "flops": "macs", "operations": "macs", "overlap": "coordinate",
}  # fmt: skip
"""Quantity of a formula -> the one with which it is listed; the others stand for themselves."""
MOST_MEANT = 6
"""Names that a hint lists at most."""


def statement(formula: Formula | Lesson) -> Lettered:
    """The formula in its letters, as the one function that computes it gives them."""
    function = formula.load()
    return Lettered(as_expr(function(*variables(function))))


FORMULA = (
    word("name", lambda name: name, "report.name"),
    word("title", lambda name: _title(name), "formulas.column.what", aside=True),
    word("formula", lambda name: statement(FORMULAS[name]), "formulas.formula"),
    word("source", lambda name: FORMULAS[name].source),
)


def formulas_document() -> Document:
    """Every formula: its name, what it gives, and how it reads."""
    named = {name: name for name in FORMULAS}
    return listing("formulas", Message("formulas.title"), "formulas", FORMULA, named, group=_group)


def _group(name: str) -> Message:
    """The heading under which a formula is listed."""
    quantity = FORMULAS[name].quantity
    return Message(f"formulas.group.{GROUPS.get(quantity, quantity)}")


def formula_document(name: str) -> Document:
    """One formula: its letters, where it holds, its source, and its simpler forms.

    Raises:
        UsageError: there is none of that name; the hint has the nearest one.
    """
    formula = FORMULAS.get(name)
    if formula is None:
        raise UsageError(
            Message("formulas.unknown", name=shown(name)), *_meant(name), Message("formulas.all")
        )
    told = statement(formula)
    letters = _letters(formula, told)
    condition = None if formula.condition is None else Message("formulas.condition")
    meanings = [_meaning(letter) for letter in letters]
    told_of = [
        Entry("name", name),
        Entry("title", _title(name)),
        Entry("quantity", formula.quantity),
        Entry("formula", told, "formulas.formula"),
        Entry("letters", meanings, "formulas.letters", data=letters),
        Entry("condition", formula.condition, condition),
        Entry("source", formula.source, "formulas.source"),
        Entry("forms", records(FORM, formula.lessons)),
    ]
    nodes: list[Node] = [Facts(None, facts_of(told_of))]
    if formula.lessons:
        nodes.append(table(FORM, formula.lessons, "formulas.lessons", aside=True))
    return Document("formula", _title(name), data_of(told_of), told, nodes)


FORM = (
    word("formula", lambda lesson: statement(lesson), "formulas.formula"),
    word("source", lambda lesson: lesson.source, "formulas.source"),
)


def _meant(name: str) -> list[Message]:
    """Names that have the word in them or in where they belong, else the nearest one."""
    word = name.lower().strip().replace("_", "-")
    entry = find(name)
    stems = {word, entry.type.replace("_", "-")} if entry else {word}
    about = tuple(
        known
        for known, formula in FORMULAS.items()
        if len(word) > 1 and any(stem in known or stem == formula.module for stem in stems)
    )
    if len(about) > 1:
        return [Message("hint.did_you_mean_one", words=about[:MOST_MEANT])]
    return did_you_mean(about[0] if about else name, about or FORMULAS)


def _letters(formula: Formula, told: Lettered) -> list[str]:
    """The letters that stand in the formula, in the order of its parameters."""
    standing = set(free_variables(told.expression))
    variables_of = (
        part.name
        for value in variables(formula.load())
        for part in (value if isinstance(value, tuple) else (value,))
        if isinstance(part, Var)
    )
    return [name for name in variables_of if name in standing]


def _title(name: str) -> Message:
    return Message(f"formula.{name}.title")


def _meaning(letter: str) -> Message:
    """`k kernel`; the letters of single axes (k_h) mean what the letter means."""
    head = letter if letter.startswith(("c_", "f_")) else letter.partition("_")[0]
    meaning = Message(f"letter.{head}")
    return Message("formulas.letter_means", letter=Lettered(Var(letter)), meaning=meaning)
