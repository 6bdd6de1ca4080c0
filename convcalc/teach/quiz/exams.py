"""Mock exams: which topics, in which shares, at which levels.

The shares are ours: they follow how much room the public syllabus of each examination (Japan Deep
Learning Association, G and E) and a usual university course give to each topic of this subject.
"""

from __future__ import annotations

from collections.abc import Mapping

from convcalc.record import NamedTuple
from convcalc.teach.quiz.draw import Lot
from convcalc.teach.quiz.item import Item, Pose
from convcalc.teach.quiz.sheet import make_sheet


class Exam(NamedTuple):
    """Questions for each topic, and the levels of the drawn ones."""

    shares: Mapping[str, int]
    levels: tuple[int, ...]
    minutes: int


EXAMS: Mapping[str, Exam] = {
    "jdla-g": Exam(
        {"size": 3, "same": 1, "pooling": 2, "gap": 1, "field": 1, "dilation": 1, "separable": 1,
         "bn": 2, "scaling": 1, "nets": 4, "nas": 3},
        (1, 2), 20,
    ),
    "jdla-e": Exam(
        {"size": 3, "same": 1, "pooling": 2, "gap": 1, "field": 2, "dilation": 2, "transposed": 2,
         "params": 2, "macs": 2, "separable": 2, "bn": 2, "matrix": 2, "im2col": 1, "nets": 2,
         "nas": 1},
        (2, 3), 40,
    ),
    "course": Exam(
        {"size": 2, "pooling": 1, "field": 2, "transposed": 1, "params": 2, "macs": 2,
         "separable": 1, "matrix": 2, "wanted": 2, "stack": 2, "im2col": 1, "versus": 1,
         "legal": 1},
        (1, 2, 3), 45,
    ),
}  # fmt: skip
"""Name of a mock exam -> what it asks."""


def exam_items(name: str, seed: int, lang: str, pose: Pose) -> tuple[Item, ...]:
    """The questions of a mock exam in the order of the paper; a seed gives the same paper."""
    exam, lot = EXAMS[name], Lot(seed)
    items: list[Item] = []
    for topic, share in exam.shares.items():
        levels = [lot.choose(exam.levels) for _ in range(share)]
        for level in sorted(set(levels)):
            count = levels.count(level)
            sheet = make_sheet(lot.next(), count, level, (topic,), lang, pose, besides=items)
            items += sheet.items
    return tuple(lot.shuffled(items))
