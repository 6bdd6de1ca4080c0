"""What a command says, before any format or language: a closed set of nodes.

Every renderer is one file over these nodes. Words are `Message`s, numbers are exact values; a
renderer decides how they look. A value is one of: int, Fraction, Expr, str (a name or a line of
code, never translated), bool, None (unknown), Message (words), a list or tuple of values, or one of
the value classes below.
"""

from __future__ import annotations

from convcalc.errors import Message
from convcalc.record import NamedTuple
from convcalc.report.shown import (
    INSIDE,
    Alike,
    Approximate,
    AtLeast,
    Bar,
    Bytes,
    Chain,
    Count,
    Lettered,
    Maps,
    Matrix,
    Named,
    Pairs,
    Range,
    Reciprocal,
    Signed,
    Sizes,
    Tensor,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any, TypeAlias

    from convcalc.report.figures import Figure

__all__ = [
    "INSIDE", "Alike", "Approximate", "AtLeast", "Bar", "Bytes", "Chain", "Column", "Count",
    "Document", "Equation", "Fact", "Facts", "Lettered", "Maps", "Matrix", "Named", "NewPage",
    "Node", "Note", "OutlineLine", "Pairs", "Paragraph", "Range", "Reciprocal", "Signed",
    "Sizes", "StepLine", "Steps", "Suggestion", "Table", "Tensor",
]  # fmt: skip


class Fact(NamedTuple):
    """One named value. `key` is the JSON key and the plain name; `label` the words; `notes` say
    what the value is made of or where it holds; `tone` what it means for whoever asked: `good`,
    `bad` or `open`, which its words say as well."""

    key: str
    label: Message
    value: Any
    notes: tuple[Message, ...] = ()
    tone: str = ""


class Facts(NamedTuple):
    """Named values, in order: one group of a table. `aside`: for people only, not for scripts."""

    title: Message | None
    facts: tuple[Fact, ...]
    aside: bool = False


class Column(NamedTuple):
    """A column: `key` is its name in csv and plain, `numeric` columns are set right.

    `aside` columns repeat another one in a form for people: scripts do not get them. A narrow page
    leaves columns out by their `rank`, the largest first, never one of 0. Neither holds for those
    that were `asked` for by name."""

    key: str
    label: Message
    numeric: bool = True
    aside: bool = False
    asked: bool = False
    rank: int = 0

    @property
    def spare(self) -> bool:
        """Whether scripts go without it."""
        return self.aside and not self.asked


class OutlineLine(NamedTuple):
    """A row of an outline: level 1 is what the whole consists of, level 2 what that consists of."""

    level: int
    cells: tuple[Any, ...]


class Table(NamedTuple):
    """A table of rows; `total` is a last row set apart; `highlight` numbers the row that matters;
    `aside`: for people only, not for scripts.

    `outline` is what people read in place of the rows, down to the level `depth` (None: as deep as
    the screen has room); the column `lead` is indented. `choice` is the option that chooses
    columns, if there is one."""

    title: Message | None
    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]
    total: tuple[Any, ...] | None = None
    highlight: int | None = None
    aside: bool = False
    outline: tuple[OutlineLine, ...] = ()
    depth: int | None = None
    choice: str = ""
    lead: int = 0

    def for_scripts(self) -> tuple[tuple[str, ...], tuple[tuple[Any, ...], ...]]:
        """Keys and rows without the columns that only people read."""
        kept = [at for at, column in enumerate(self.columns) if not column.spare]
        rows = tuple([tuple([row[at] for at in kept]) for row in self.rows])
        return tuple([self.columns[at].key for at in kept]), rows


class StepLine(NamedTuple):
    """One line of a derivation: what was done, the expression after it, a remark beside it.

    `left` stands before the equals sign (the letter of the answer; None repeats the sign only).
    `words` replaces `expression` where the line is no equation (given, answer, check): a message or
    another value. `tone` is that of the remark.
    """

    label: Message
    left: Any = None
    expression: Any = None
    words: Any = None
    note: Message | None = None
    tone: str = ""


class Steps(NamedTuple):
    """A worked answer: its title and its lines."""

    title: Message
    lines: tuple[StepLine, ...]


class Equation(NamedTuple):
    """Matrices and single numbers with signs (⊛ + = → ...) between them, drawn side by side.

    `facts` is what scripts read in its place; None if they get the picture too."""

    title: Message | None
    parts: tuple[Any, ...]
    facts: tuple[Fact, ...] | None = None


class Note(NamedTuple):
    """A sentence beside the answer. level: note, hint, warning, or alert: a warning that
    formats without remarks tell on standard error.

    `facts` is what scripts read in its place."""

    message: Message
    level: str = "note"
    facts: tuple[Fact, ...] = ()


class Paragraph(NamedTuple):
    """Prose that is itself the answer, with a heading in front of it if `label` is given, and
    below it a list: a mark (A, B ...) and the words of each item."""

    message: Message
    label: Message | None = None
    items: tuple[tuple[str, Message], ...] = ()


class Suggestion(NamedTuple):
    """A command line to try, without its prompt."""

    line: str


class NewPage(NamedTuple):
    """On paper, what follows begins a new page."""


Node: TypeAlias = (
    "Facts | Table | Steps | Equation | Note | Paragraph | Suggestion | NewPage | Figure"
)


class Document:
    """What one command says.

    kind: of JSON (`layer`, `separable`, `formulas`, ...); title: of the whole; data: of JSON below
    "convcalc" and "kind" (exact values, converted by the renderer); answer: what `-q` prints;
    nodes: what people read; key: of the fact that is the answer.

    `data` and `nodes` may be given as functions, called when a format first asks: for a network of
    many layers they cost far more than the answer. `alerts` are then those among the nodes.
    """

    __slots__ = ("_alerts", "_data", "_nodes", "answer", "key", "kind", "title")

    def __init__(
        self,
        kind: str,
        title: Message,
        data: dict[str, Any] | Callable[[], dict[str, Any]],
        answer: Any,
        nodes: Sequence[Node] | Callable[[], Sequence[Node]],
        alerts: Sequence[Note] | None = None,
        key: str = "",
    ) -> None:
        self.kind = kind
        self.key = key
        self.title = title
        self._data = data
        self.answer = answer
        self._nodes = nodes
        self._alerts = alerts

    @property
    def data(self) -> dict[str, Any]:
        """The JSON document."""
        if callable(self._data):
            self._data = self._data()
        return self._data

    @property
    def nodes(self) -> Sequence[Node]:
        """What people read, in order."""
        if callable(self._nodes):
            self._nodes = self._nodes()
        return self._nodes

    @property
    def alerts(self) -> Sequence[Note]:
        """The warnings that every format tells."""
        if self._alerts is not None:
            return self._alerts
        return [node for node in self.nodes if isinstance(node, Note) and node.level == "alert"]

    def told(self, data: dict[str, Any], nodes: Sequence[Node]) -> Document:
        """The same answer with other words and figures around it."""
        return Document(self.kind, self.title, data, self.answer, nodes)
