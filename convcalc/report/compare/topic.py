"""What a topic of `compare` is: what it takes, and the comparison that it makes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple, TypeAlias

from convcalc.algebra.expr import Expr
from convcalc.errors import Message, UsageError
from convcalc.layers.base import Param, Shape
from convcalc.layers.padding import Explicit
from convcalc.layers.quantities import OF_NETWORKS
from convcalc.layers.read import merge_channels, read_channels, read_size
from convcalc.layers.values import READERS
from convcalc.network.graph import spelt
from convcalc.report.document import Node, Table

DIMS = 2
Worker: TypeAlias = "Callable[[str | None], list[Node]]"


OUT = Param("out", "count", None, minimum=1)
"""Output channels; the input's own number if not given."""
BIAS = Param("bias", "flag", False)
MOST_STACKED = 64
"""Layers beyond which nobody stacks them for one large kernel."""


class Case(NamedTuple):
    """What is compared: the topic, the input (if it takes one), the options read, with their
    defaults, and the words that stand after the topic."""

    topic: str
    shape: Shape
    values: Mapping[str, Any]
    words: tuple[str, ...]

    @property
    def channels(self) -> int:
        """Input channels, which the default gives if the user does not."""
        assert isinstance(self.shape.channels, int)
        return self.shape.channels

    @property
    def spatial(self) -> tuple[int, ...]:
        """Height and width of the input."""
        return tuple([size for size in self.shape.spatial if isinstance(size, int)])

    @property
    def input(self) -> str:
        """The input as it is spelt."""
        return spelt(self.shape)

    @property
    def out(self) -> int:
        """Output channels; those of the input, if they are not given."""
        return self.values["out"] or self.channels

    @property
    def biased(self) -> Message:
        """Whether biases are counted."""
        return Message("compare.bias" if self.values["bias"] else "compare.no_bias")

    def given(self, *names: str) -> dict[str, Any]:
        """Some of the options."""
        return {name: self.values[name] for name in names}


class Comparison(NamedTuple):
    """What a topic says: a table of methods (each row begins with one), what follows from its
    numbers, what it assumes.

    `data` is what scripts read beside the rows; `asides` are
    further tables for people; `answer` is what `-q` prints, `answers` make what it prints
    for `--of`; `work` makes the worked answers.
    """

    title: Message
    table: Table
    findings: Sequence[Message]
    assumptions: Sequence[Message]
    answer: Any
    answers: Mapping[str, Callable[[], Any]]
    data: Mapping[str, Any]
    asides: tuple[Node, ...] = ()
    work: Worker | None = None


def answers_of(things: Sequence[Any]) -> dict[str, Callable[[], Any]]:
    """What `--of` may name where networks are compared: each thing's own `answer`."""

    def each(key: str) -> list[Any]:
        return [one.answer(key) for one in things]

    return {known.key: partial(each, known.key) for known in OF_NETWORKS}


class Topic(NamedTuple):
    """A topic: its name, how it compares, its options with their defaults, the default SIZE (None:
    it takes no input), how many words may follow. `prepare` may read the words another way first,
    as a size and options."""

    name: str
    compare: Callable[[Case], Comparison]
    params: tuple[Param, ...] = ()
    size: str | None = None
    most: int | None = 1
    example: str = ""
    prepare: Callable[[tuple[str, ...], dict[str, Any]], tuple[str, ...]] | None = None


def case_of(topic: Topic, words: tuple[str, ...], given: Mapping[str, Any]) -> Case:
    """The case that these words and options (texts) describe; what is not given is the default.

    Raises:
        ConvcalcError: a size or a value that cannot be, or a symbol.
    """
    given = dict(given)
    if topic.prepare is not None:
        words = topic.prepare(words, given)
    values: dict[str, Any] = {}
    for param in topic.params:
        value = given.get(param.name, param.default)
        read = None if value is None else READERS[param.kind](param, value, DIMS)
        values[param.name] = read.pairs if isinstance(read, Explicit) else read
        _numbers_only(param.name, values[param.name])
    if topic.size is None:
        return Case(topic.name, Shape(None, ()), values, words)
    usual = read_size(topic.size, DIMS)
    shape = read_size(words[0], DIMS) if words else usual
    option = given.get("in")
    channels = merge_channels(
        shape.channels if words else None, None if option is None else read_channels(option)
    )
    channels = usual.channels if channels is None else channels
    for part in (channels, *shape.spatial):
        _numbers_only("SIZE", part)
    return Case(topic.name, Shape(channels, shape.spatial), values, words[1:])


def _numbers_only(name: str, value: Any) -> None:
    if isinstance(value, tuple):
        for part in value:
            _numbers_only(name, part)
    elif isinstance(value, Expr):
        raise UsageError(
            Message("compare.symbol", name=name, value=value), Message("compare.symbol_hint")
        )


def changed(param: Param, default: Any) -> Param:
    """The same parameter with another default."""
    return Param(param.name, param.kind, default, param.minimum, param.choices)
