"""A sheet of questions: which topics, in which order, drawn from one seed."""

from __future__ import annotations

from collections.abc import Sequence

from convcalc.errors import Message, UsageError
from convcalc.layers.meant import did_you_mean
from convcalc.layers.numbers import shown
from convcalc.record import NamedTuple
from convcalc.teach.quiz.concepts import CONCEPT_TOPICS, Concept, concept_item, concepts
from convcalc.teach.quiz.draw import Lot
from convcalc.teach.quiz.item import Item, Pose, item_of
from convcalc.teach.quiz.templates import templates

DRAWN = (
    "size", "same", "pooling", "gap", "field", "dilation", "transposed", "params", "macs",
    "separable", "bn", "scaling", "matrix", "wanted", "stack", "im2col", "versus", "legal",
)  # fmt: skip
"""Topics whose numbers are drawn."""
CONCEPTS = "concepts"
"""The topic that stands for all questions about concepts."""
TOPICS = (*DRAWN, *CONCEPT_TOPICS, CONCEPTS)
LEVELS = (1, 2, 3)
CALCULATION, CONCEPT = KINDS = ("calculation", "concept")
"""Questions whose numbers are drawn, and those about concepts."""
READ = {
    "size": "output size", "same": "same", "pooling": "pooling", "gap": "gap",
    "field": "receptive field", "dilation": "dilation", "transposed": "transposed convolution",
    "params": "parameters", "macs": "MAC", "separable": "separable", "bn": "batch normalization",
    "scaling": "compound scaling", "matrix": "convolution", "wanted": "padding",
    "stack": "cnn_structure", "im2col": "im2col", "versus": "VGG", "legal": "U-Net",
    "nets": "ResNet", "nas": "nas",
}  # fmt: skip
"""Topic -> the term that `explain` tells about it."""
TRIES = 200
"""How often numbers are drawn again until they make a good question that is not on the sheet."""


class QuizSheet(NamedTuple):
    """The questions, and what they were drawn from."""

    seed: int
    level: int
    topics: tuple[str, ...]
    items: tuple[Item, ...]


def make_sheet(
    seed: int,
    count: int,
    level: int,
    topics: Sequence[str],
    lang: str,
    pose: Pose,
    kind: str = "",
    besides: Sequence[Item] = (),
) -> QuizSheet:
    """A sheet; fewer than `count` questions only where there are no more about these topics.

    The same arguments give the same sheet for ever, and the same questions in either language.
    `pose` puts the question of a command line; `kind`: one of `KINDS`, or both; `besides`: what
    stands on the same paper.
    """
    lot = Lot(seed)
    wanted = lot.shuffled(topics)
    told = concepts(lang) if kind != CALCULATION else ()
    about = [concept for concept in told if level - 1 <= concept.level <= level]
    pools = {topic: lot.shuffled(_pool(about, topic)) for topic in wanted}
    items = list(besides)
    turn = 0
    while len(items) < len(besides) + count and wanted:
        topic = wanted[turn % len(wanted)]
        drawn = topic in DRAWN and kind != CONCEPT
        item = _next(lot, topic, (level, lang, pose), pools[topic], items, drawn)
        if item is None:
            wanted.remove(topic)
            continue
        items.append(item)
        turn += 1
    return QuizSheet(seed, level, tuple(topics), tuple(items[len(besides) :]))


def concept_sheet(seed: int, name: str, lang: str) -> QuizSheet:
    """The question about concepts of that name.

    Raises:
        UsageError: there is none; the hint has the nearest.
    """
    known = {concept.name: concept for concept in concepts(lang)}
    if name not in known:
        hints = did_you_mean(name, known) or [Message("quiz.concepts", names=", ".join(known))]
        raise UsageError(Message("quiz.no_concept", name=shown(name)), *hints)
    item = concept_item(Lot(seed), known[name])
    return QuizSheet(seed, item.level, (item.topic,), (item,))


def _pool(about: Sequence[Concept], topic: str) -> list[Concept]:
    return [concept for concept in about if topic in (concept.topic, CONCEPTS)]


def _next(
    lot: Lot,
    topic: str,
    about: tuple[int, str, Pose],
    pool: list[Concept],
    items: Sequence[Item],
    drawn: bool,
) -> Item | None:
    """The next question of a topic: two of three are drawn, if there may be both kinds."""
    names = {item.name for item in items if item.name}
    while pool and pool[-1].name in names:
        pool.pop()
    if drawn and (not pool or lot.below(3)):
        item = _drawn(lot, topic, about, items)
        if item is not None:
            return item
    return concept_item(lot, pool.pop()) if pool else None


def _drawn(
    lot: Lot, topic: str, about: tuple[int, str, Pose], items: Sequence[Item]
) -> Item | None:
    """A question of the templates of this level, other ones than on the sheet while there are."""
    level, lang, pose = about
    kinds = [one for one in templates() if (one.topic, one.level) == (topic, level)]
    told = [item.name for item in items]
    rarest = min((told.count(one.name) for one in kinds), default=0)
    kinds = lot.shuffled([one for one in kinds if told.count(one.name) == rarest])
    texts = {item.text for item in items}
    for attempt in range(TRIES):
        item = item_of(lot, kinds[attempt % len(kinds)], lang, pose) if kinds else None
        if item is not None and item.text not in texts:
            return item
    return None
