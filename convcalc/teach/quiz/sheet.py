"""A sheet of questions: which topics, in which order, drawn from one seed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from convcalc.teach.quiz.concepts import CONCEPT_TOPICS, Concept, concept_item, concepts
from convcalc.teach.quiz.draw import Lot
from convcalc.teach.quiz.item import Draft, Item, item_of
from convcalc.teach.quiz.topics import DRAWN

CONCEPTS = "concepts"
"""The topic that stands for all questions about concepts."""
TOPICS = (*DRAWN, *CONCEPT_TOPICS, CONCEPTS)
LEVELS = (1, 2, 3)
TRIES = 200
"""How often numbers are drawn again until they make a good question that is not on the sheet."""


class QuizSheet(NamedTuple):
    """The questions, and what they were drawn from."""

    seed: int
    level: int
    topics: tuple[str, ...]
    items: tuple[Item, ...]


def make_sheet(seed: int, count: int, level: int, topics: Sequence[str], lang: str) -> QuizSheet:
    """A sheet; fewer than `count` questions only where there are no more about these topics.

    The same arguments give the same sheet for ever, and the same questions in either language.
    """
    lot = Lot(seed)
    wanted = lot.shuffled(topics)
    about = [concept for concept in concepts(lang) if concept.level <= level]
    pools = {topic: lot.shuffled(_pool(about, topic)) for topic in wanted}
    items: list[Item] = []
    turn = 0
    while len(items) < count and wanted:
        topic = wanted[turn % len(wanted)]
        item = _next(lot, topic, level, pools[topic], items)
        if item is None:
            wanted.remove(topic)
            continue
        items.append(item)
        turn += 1
    return QuizSheet(seed, level, tuple(topics), tuple(items))


def _pool(about: Sequence[Concept], topic: str) -> list[Concept]:
    return [concept for concept in about if topic in (concept.topic, CONCEPTS)]


def _next(
    lot: Lot, topic: str, level: int, pool: list[Concept], items: Sequence[Item]
) -> Item | None:
    """The next question of a topic: two of three are drawn, if it has both kinds."""
    names = {item.name for item in items if item.name}
    while pool and pool[-1].name in names:
        pool.pop()
    if topic in DRAWN and (not pool or lot.below(3)):
        item = _drawn(lot, topic, level, items)
        if item is not None:
            return item
    return concept_item(lot, pool.pop()) if pool else None


def _drawn(lot: Lot, topic: str, level: int, items: Sequence[Item]) -> Item | None:
    known = {_face(Draft(item.question, item.asked)) for item in items if item.asked is not None}
    for _ in range(TRIES):
        draft = DRAWN[topic](lot, level)
        if draft is None or _face(draft) in known:
            continue
        item = item_of(lot, topic, level, draft)
        if item is not None:
            return item
    return None


def _face(draft: Draft) -> str:
    """What tells one drawn question from another: all that its text says."""
    return repr(draft.words)
