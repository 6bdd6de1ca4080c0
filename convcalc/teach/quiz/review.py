"""A memory of one's own slips: when to meet each of them again.

The plain scheme SM-2: after a miss the next meeting is tomorrow; after one, two and more successes
it is in 1 day, in 6 days, and then each time later by a factor of its own, which misses shrink.
Source: Wozniak (1990), Optimization of learning, section 3.2.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from convcalc.record import NamedTuple
from convcalc.teach.quiz.draw import Lot
from convcalc.teach.quiz.item import Item, Pose, item_of
from convcalc.teach.quiz.templates import templates

EASE, LEAST_EASE = 2.5, 1.3
FIRST, SECOND = 1, 6
"""Days until a slip that was avoided once, and twice, is met again."""
LONGEST = 3650
MISSED, WITH_HELP, AT_ONCE = 2, 3, 5
"""How well a slip was avoided, on the scheme's scale from 0 to 5."""
TRIES = 60


class Memory(NamedTuple):
    """What is known of one slip: how often it was made, and when it is met again.

    kept: successes since the last miss; days: the present interval.
    """

    made: int
    due: date
    kept: int = 0
    days: int = FIRST
    ease: float = EASE


def met(memory: Memory | None, quality: int, today: date) -> Memory:
    """The memory after meeting the slip again; below 3 it was made, from 3 on avoided."""
    old = memory or Memory(0, today)
    lapse = 5 - quality
    ease = max(LEAST_EASE, old.ease + 0.1 - lapse * (0.08 + lapse * 0.02))
    if quality < WITH_HELP:
        return Memory(old.made + 1, today + timedelta(FIRST), 0, FIRST, ease)
    days = FIRST if old.kept == 0 else SECOND if old.kept == 1 else round(old.days * old.ease)
    days = min(days, LONGEST)
    return Memory(old.made, today + timedelta(days), old.kept + 1, days, ease)


def due(memories: dict[str, Memory], today: date) -> list[str]:
    """The slips to be met today, the longest due first."""
    late = [code for code, memory in memories.items() if memory.due <= today]
    return sorted(late, key=lambda code: (memories[code].due, code))


def review(
    seed: int, codes: Iterable[str], count: int, lang: str, pose: Pose
) -> tuple[tuple[Item, ...], tuple[str, ...]]:
    """Questions with new numbers in which the slips can be made again, one for each, and the slips
    that no question leads to."""
    lot = Lot(seed)
    items: list[Item] = []
    without: list[str] = []
    for code in codes:
        if len(items) == count:
            break
        item = _tempting(lot, code, lang, pose, items)
        if item is None:
            without.append(code)
        else:
            items.append(item)
    return tuple(items), tuple(without)


def _tempting(lot: Lot, code: str, lang: str, pose: Pose, items: Sequence[Item]) -> Item | None:
    """A question one of whose options is where the slip leads."""
    kinds = [one for one in templates() if code in dict(one.wrong)] or [
        one for one in templates() if not one.expression
    ]
    kinds = lot.shuffled(kinds)
    texts = {item.text for item in items}
    for attempt in range(max(TRIES, 3 * len(kinds))):
        item = item_of(lot, kinds[attempt % len(kinds)], lang, pose)
        if item is not None and item.text not in texts and code in slips_of(item):
            return item
    return None


def slips_of(item: Item) -> frozenset[str]:
    """The slips to which the options of a question lead."""
    return frozenset(
        code for option in item.options for slip in option.slips for code in slip.codes
    )
