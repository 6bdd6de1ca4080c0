"""The questions about concepts: `concepts/*.json`, each question in both languages side by side.

    {"id": ..., "topic": ..., "level": 1-3, "kind": "truth", "true": ..., "en": [...], "ja": [...]}

The words of a language are, for `truth`, the statement and the reason; for `choice` and `cloze`,
the question (a cloze has a gap, written ____), the right option, the wrong ones, each with why it
is wrong, and the reason.
"""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from convcalc.teach.quiz.draw import Lot
from convcalc.teach.quiz.item import Item, QuizChoice

FILES = ("layers", "networks", "training", "windows")
"""The files in the order in which they are read: with the seed it fixes a sheet for ever, so that
new questions go into a new file and a new edition of the golden sheet."""

CONCEPT_TOPICS = ("nets", "nas")
"""Topics that have questions about concepts only."""


class Concept(NamedTuple):
    """One question about concepts, in one language."""

    name: str
    topic: str
    level: int
    kind: str
    question: str
    right: str
    wrong: tuple[tuple[str, str], ...]
    why: str
    true: bool = False


@lru_cache(maxsize=2)
def concepts(lang: str) -> tuple[Concept, ...]:
    """All questions in this language, in a fixed order."""
    folder = files("convcalc.teach.quiz") / "concepts"
    found: list[Concept] = []
    for name in FILES:
        text = (folder / f"{name}.json").read_text(encoding="utf-8")
        found += [_concept(entry, lang) for entry in json.loads(text)]
    return tuple(found)


def _concept(entry: dict[str, Any], lang: str) -> Concept:
    question, *options, why = entry[lang]
    right, *others = options or [""]
    wrong = tuple([(words, reason) for words, reason in others])
    head = (entry["id"], entry["topic"], entry["level"], entry["kind"])
    return Concept(*head, question, right, wrong, why, entry.get("true", False))


def concept_item(lot: Lot, concept: Concept) -> Item:
    """The question with its options mixed; true and false stay in this order."""
    options: tuple[QuizChoice, ...]
    if concept.kind == "truth":
        options = (QuizChoice(concept.true), QuizChoice(not concept.true))
    else:
        wrong = [QuizChoice(False, words=words, why=why) for words, why in concept.wrong]
        options = tuple(lot.shuffled([QuizChoice(True, words=concept.right), *wrong]))
    return Item(
        concept.topic,
        concept.level,
        concept.kind,
        concept.question,
        options,
        why=concept.why,
        name=concept.name,
    )
