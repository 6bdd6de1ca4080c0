"""What `compare` says: a comparison as a document, the same with its worked answers, the list of
topics."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from convcalc.errors import Message, UsageError
from convcalc.report.compare.index import ALIASES, TOPICS, topic_named
from convcalc.report.compare.topic import Comparison, Topic, case_of
from convcalc.report.document import Document, Named, Node, Note, Steps
from convcalc.report.fields import listing, no_quantity, word


def compare_document(
    topic: Topic,
    words: tuple[str, ...] = (),
    given: Mapping[str, Any] | None = None,
    of: str | None = None,
    steps: bool = False,
) -> Document:
    """The comparison of a topic for these words and options.

    Args:
        of: what `-q` prints of every method; default the quantity that the ratios compare.
        steps: work the answers out in place of the table.

    Raises:
        ConvcalcError: values that cannot be; no such quantity; nothing to work out.
    """
    case = case_of(topic, words, given or {})
    found = topic.compare(case)
    answer = _answer(topic, found, of)
    data = _data(topic, found)
    nodes: list[Node]
    if steps:
        worked = found.work(of) if found.work is not None else []
        if not worked:
            raise UsageError(Message("compare.nothing_to_work_out", topic=topic.name))
        nodes = worked
        data["work"] = [_work(node) for node in worked if isinstance(node, Steps)]
    else:
        nodes = [found.table, *found.asides]
    nodes += [Note(message, "hint") for message in found.findings]
    if not steps:
        nodes += [Note(message) for message in found.assumptions]
    return Document("comparison", found.title, data, answer, nodes)


def _answer(topic: Topic, found: Comparison, of: str | None) -> Any:
    if of is None:
        return found.answer
    if of not in found.answers:
        raise no_quantity("compare.no_quantity", of, found.answers, topic=topic.name)
    return found.answers[of]()


def _work(steps: Steps) -> dict[str, Any]:
    """A worked answer as data: its lines with what is on both sides of the equals sign."""
    lines = [
        {
            "label": line.label,
            "left": line.left,
            "value": line.words if line.expression is None else line.expression,
        }
        for line in steps.lines
    ]
    return {"title": steps.title, "lines": lines}


def _data(topic: Topic, found: Comparison) -> dict[str, Any]:
    keys, rows = found.table.for_scripts()
    bare = [[None if isinstance(cell, str) and not cell else cell for cell in row] for row in rows]
    methods = [dict(zip(keys, row, strict=True)) for row in bare]
    return {
        "topic": topic.name,
        **found.data,
        "methods": methods,
        "findings": list(found.findings),
        "assumptions": list(found.assumptions),
    }


TOPIC = (
    word("topic", lambda one: one.name, "compare.column.topic"),
    word("compares", lambda one: Message(f"compare.topic.{one.name}"), "compare.column.compares"),
    word(
        "example",
        lambda one: Named(one.example, one.example.removeprefix("convcalc compare ")),
        "compare.column.example",
    ),
    word("aliases", lambda one: ALIASES[one.name].split()),
)


def topics_document() -> Document:
    """The topics, what each compares, and an example of each."""
    named = {name: topic_named(name) for name in TOPICS}
    hint = Note(Message("compare.topics_hint"), "hint")
    return listing("topics", Message("compare.topics"), "topics", TOPIC, named, notes=[hint])
