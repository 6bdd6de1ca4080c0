"""What an answer is in Python: the command line that asked, and the documents that answer it."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from fractions import Fraction
from typing import Any, NoReturn

from convcalc.algebra.expr import Expr
from convcalc.algebra.notation import latex_text
from convcalc.cli.line import read
from convcalc.cli.usage import bad_choice
from convcalc.errors import ConvcalcError
from convcalc.record import NamedTuple
from convcalc.render import Style, emit
from convcalc.render.bare import bare, quiet
from convcalc.render.json import exact
from convcalc.report.document import INSIDE, Document, Pairs, Sizes, Steps, Table
from convcalc.text import LANGUAGES

WIDTH = 80
"""Cells of a line of `str`."""
ROWS, PAGE, DATA = "csv", "table", "json"
"""The format in whose settings each of these is asked for."""
PER_AXIS = (
    "size", "kernel", "stride", "dilation", "effective_kernel", "unused", "receptive_field",
    "jump", "start", "centre", "growth", "smallest_path", "largest_path",
)  # fmt: skip
"""Keys whose lists have one value for each axis."""


class Received(NamedTuple):
    """A document, the style in which it would be shown, and the exit code of the command."""

    document: Document
    style: Style
    code: int


def asked(words: Sequence[str], form: str, lang: str | None = None) -> Received:
    """What a command line answers, without a stream.

    Raises:
        ConvcalcError: what the command would say on standard error, with the same hints.
    """
    found: list[tuple[Document, Style]] = []
    try:
        line = read(list(words))
        call = line.call(alone=True)
        assert line.command is not None
        for option, value, allowed in (
            ("format", form, line.command.formats),
            ("lang", lang or LANGUAGES[0], LANGUAGES),
        ):
            if value not in allowed:
                raise bad_choice(option, value, allowed)
        lang = lang or ("en" if form == DATA else call.settings.lang)
        call.settings = call.settings._replace(
            format=form, lang=lang, receive=lambda *shown: found.append(shown)
        )
        code = line.command.answer(call)
    except ConvcalcError as error:
        from convcalc.cli.leads import leads

        error.hints = leads(error, words)
        raise
    return Received(*found[-1], code)


class Result:
    """An answer, which does not change.

    Every key of its JSON is an attribute with the exact value: integers are `int`, fractions
    `Fraction`, formulas in letters `Expr`, what is not known is None; sizes are one number where
    all axes agree and a tuple where they do not. `str` is the page that a terminal of 80 columns
    shows, and notebooks show tables and formulas.
    """

    __slots__ = ("_told", "_words")
    _first = DATA
    """The format that is asked for first, where nothing refuses."""
    _words: tuple[str, ...]
    _told: dict[tuple[str, str | None], Received]

    def __init__(self, words: Sequence[str]) -> None:
        """Ask.

        Raises:
            ConvcalcError: as the command line.
        """
        object.__setattr__(self, "_words", tuple(words))
        object.__setattr__(self, "_told", {})
        self._ask(self._first)

    def _ask(self, form: str, lang: str | None = None) -> Received:
        if (form, lang) not in self._told:
            self._told[form, lang] = asked(self._words, form, lang)
        return self._told[form, lang]

    @property
    def words(self) -> tuple[str, ...]:
        """The command line that this answers, without `convcalc`."""
        return self._words

    @property
    def ok(self) -> bool:
        """Whether the command would end with 0: nothing wrong, over a limit or without answer."""
        return self._ask(self._first).code == 0

    def to_dict(self, lang: str = "en") -> dict[str, Any]:
        """The JSON of the command, as lists, dicts, strings and numbers."""
        data: dict[str, Any] = json.loads(self.text("json", lang))
        return data

    def text(
        self,
        format: str = "table",
        lang: str | None = None,
        *,
        width: int | None = None,
        ascii: bool = False,
    ) -> str:
        """The page in a format of the command line: table, plain, json, csv, markdown, latex."""
        told, out = self._ask(format, lang), io.StringIO()
        width = width or told.style.width or (WIDTH if format == PAGE else None)
        style = told.style._replace(ascii=ascii, width=width, colour=False)
        emit(told.document, style, out)
        return "\n".join([line.rstrip() for line in out.getvalue().splitlines()])

    def rows(self) -> list[dict[str, Any]]:
        """The table of the page as dicts, for `pandas.DataFrame` or `polars.DataFrame`; without a
        table one row of what is said. The columns are those of `--format csv`."""
        told = self._ask(ROWS)
        nodes = told.document.nodes
        tables = [node for node in nodes if isinstance(node, Table) and not node.aside]
        if tables:
            keys, rows = tables[0].for_scripts()
        else:
            facts = [fact for node in nodes for fact in getattr(node, "facts", None) or ()]
            keys = tuple([fact.key for fact in facts])
            rows = (tuple([fact.value for fact in facts]),)
        columns = [_column(cells, told.style.lang) for cells in zip(*rows, strict=True)]
        return [dict(zip(keys, row, strict=True)) for row in zip(*columns, strict=True)]

    def steps(
        self, lang: str | None = None, *, letters: str | None = None, of: str | None = None
    ) -> WorkedSteps:
        """The derivation, as a teacher would write it; `letters`: dv, exam or notes; `of`: the
        quantity that is derived.

        Raises:
            UsageError: nothing can be derived.
        """
        more = {"--letters": letters, "--of": of}
        words = [f"{flag}={value}" for flag, value in more.items() if value is not None]
        return WorkedSteps((*self._words, "--steps", *words), lang)

    def draw(self, **options: str | int) -> DrawnResult:
        """The picture of the answer, as `convcalc draw` makes it; notebooks show it.

        Raises:
            UsageError: there is none of this kind.
        """
        words = [f"--{name.replace('_', '-')}={value}" for name, value in options.items()]
        return DrawnResult(("draw", *self._words, *words))

    def __getattr__(self, name: str) -> Any:
        if name[:1] != "_":
            data = self._ask(DATA).document.data
            for room in (data, data.get("totals") or {}):
                if name in room:
                    value = room[name]
                    axes = name in PER_AXIS and isinstance(value, list | tuple)
                    return _value(Sizes(value) if axes else value)
        raise AttributeError(f"this answer has no {name!r}: it has {', '.join(self._keys())}")

    def _keys(self) -> list[str]:
        data = self._ask(DATA).document.data
        return [*data, *(data.get("totals") or ())]

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._keys()]

    def __setattr__(self, name: str, value: Any) -> NoReturn:
        raise AttributeError("an answer does not change")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Result) and self.to_dict() == other.to_dict()

    def __hash__(self) -> int:
        return hash(self.text("json", "en"))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self._words,)

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        line = " ".join([getattr(word, "shown", word) for word in self._words])
        return f"<convcalc {line}: {quiet(self._ask(self._first).document.answer, True)}>"

    def _repr_html_(self) -> str | None:
        from convcalc.render.notebook import html

        told = self._ask(PAGE)
        return html(told.document, told.style.lang, told.style.letters)

    def _repr_latex_(self) -> str | None:
        answer = _value(self._ask(self._first).document.answer)
        parts = answer if isinstance(answer, tuple) else (answer,)
        if not all(type(part) is int or isinstance(part, Fraction | Expr) for part in parts):
            return None
        written = r" \times ".join(map(latex_text, parts))
        return f"${written}$"


class DrawnResult(Result):
    """A picture: `svg` is its text, which notebooks show; `str` draws it in characters."""

    __slots__ = ()
    _first = "svg"

    @property
    def svg(self) -> str:
        """The picture as SVG."""
        return self.text("svg")

    def _repr_svg_(self) -> str:
        return self.svg

    def _repr_html_(self) -> None:
        """Notebooks take the picture."""


class WorkedSteps(Result):
    """A derivation: it prints, and notebooks set it as mathematics."""

    __slots__ = ("_lang",)
    _lang: str | None

    def __init__(self, words: Sequence[str], lang: str | None = None) -> None:
        """Derive.

        Raises:
            UsageError: nothing can be derived.
        """
        object.__setattr__(self, "_lang", lang)
        super().__init__(words)

    def text(
        self,
        format: str = "table",
        lang: str | None = None,
        *,
        width: int | None = None,
        ascii: bool = False,
    ) -> str:
        """The derivation in a format and, if no other is named, in its own language."""
        return super().text(format, lang or self._lang, width=width, ascii=ascii)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self._words, self._lang)

    def _repr_html_(self) -> None:
        """Notebooks take the mathematics."""

    def _repr_latex_(self) -> str:
        from convcalc.render.notebook import mathematics

        told = self._ask(PAGE, self._lang)
        steps = [node for node in told.document.nodes if isinstance(node, Steps)]
        return mathematics(steps, told.style.lang, told.style.letters)


def _value(value: Any) -> Any:
    """A value of a document as it is worked with in Python."""
    if type(value) in INSIDE:
        return _value(value[0])
    if isinstance(value, Sizes):
        alike = value and all(quiet(part) == quiet(value[0]) for part in value)
        return _value(value[0]) if alike else tuple(map(_value, value))
    if value is None or isinstance(value, int | str | Fraction | Expr):
        return value
    if isinstance(value, dict):
        return {key: _value(part) for key, part in value.items()}
    if isinstance(value, Pairs) or type(value) in (list, tuple):
        return (list if type(value) is list else tuple)(map(_value, value))
    return exact(value)


def _column(cells: Sequence[Any], lang: str) -> list[Any]:
    """The cells of a column, all of one kind: whole numbers, fractions, or text as in csv."""
    values = [cell[0] if type(cell) in INSIDE else cell for cell in cells]
    there = [value for value in values if value is not None]
    if all(isinstance(value, int | Fraction) for value in there):
        if any(isinstance(value, Fraction) for value in there):
            return [None if value is None else Fraction(value) for value in values]
        return values
    return [None if value is None else bare(value, lang=lang) for value in values]
