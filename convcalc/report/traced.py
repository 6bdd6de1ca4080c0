"""`batch`, quickly: one function for all lines that differ in nothing but their numbers.

A line is cut at its numbers. The fourth line with the same text between them is asked once more,
with a letter in place of every number: the trees that its layer then traces are written out as one
Python function, the conditions first. Nothing is said twice: the function *is* the layer's
formulas. It is taken only if it answers the lines before as they were answered, byte for byte;
where a condition fails, or anything is unusual, a line goes the usual way. Of lines without a
function (letters, what is told position by position) the last answers are kept.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from convcalc.algebra.expr import ExactDiv, Expr, Power, Var
from convcalc.algebra.written import Written
from convcalc.layers.base import Layer, Sheet

CUT = re.compile(rb"(0|[1-9][0-9]{0,14})").split
NAMED = re.compile(rb'"id": ?("[\w .:/-]{1,100}"|0|[1-9][0-9]{0,14})(?=[,}])').search
LONGEST = 1000
"""Bytes of a line that may have a function."""
SEEN = 4
"""Lines of one kind before a function is made for it."""
WAITING, MADE = 64, 256
"""Kinds of lines that are remembered, and that may have a function; as many answers of no function
are."""
MARK = 10**30
LETTER = '{"expr": '
"""What stands in an answer with letters."""

Ask = Callable[[dict[str, Any]], tuple[Layer, Sheet, dict[str, Any]]]
Traced = Callable[[Sequence[bytes], str], "str | None"]
Kind = tuple[bytes, ...]


class Traces:
    """The functions made so far, the kinds of lines that wait for one, and answers with letters.

    Args:
        read: a line as a case; ask: the layer of a case, its sheet, and what is said of it.
    """

    __slots__ = ("_ask", "_made", "_read", "_told", "_waiting")

    def __init__(self, read: Callable[[bytes], dict[str, Any]], ask: Ask) -> None:
        self._read = read
        self._ask = ask
        self._made: dict[Kind, Traced | None] = {}
        self._waiting: dict[Kind, list[tuple[list[bytes], str, str]]] = {}
        self._told: dict[bytes, str] = {}

    def answer(self, line: bytes | None, usual: Callable[[bytes | None], str]) -> str:
        """The answer to a line, which `usual` gives, too."""
        if line is None or len(line) > LONGEST:
            return usual(line)
        name, plain, named = "null", line, NAMED(line)
        if named is not None:
            begin, end = named.span(1)
            name, plain = named[1].decode(), line[:begin] + b"null" + line[end:]
        cut = CUT(plain)
        kind, numbers = tuple(cut[::2]), cut[1::2]
        made = self._made.get(kind)
        if made is not None:
            return _called(made, numbers, name) or usual(line)
        head = f'{{"id": {name}' if b'"id":' in plain else ""
        if plain in self._told:
            return head + self._told[plain]
        text = usual(line)
        untraced = LETTER in text or kind in self._made
        if untraced and text.startswith(head) and '"error": ' not in text:
            if len(self._told) >= MADE:
                self._told.clear()
            self._told[plain] = text.removeprefix(head)
        elif kind not in self._made and len(self._made) < MADE:
            self._keep(kind, numbers, name, text)
        return text

    def _keep(self, kind: Kind, numbers: list[bytes], name: str, text: str) -> None:
        """Keep an answer until there are enough of its kind, and make the function then."""
        if kind not in self._waiting and len(self._waiting) >= WAITING:
            self._waiting.clear()
        seen = self._waiting.setdefault(kind, [])
        seen.append((numbers, name, text))
        if len(seen) < SEEN:
            return
        del self._waiting[kind]
        made = None
        with suppress(Exception):  # what a letter breaks, the usual way answers
            made = self._function(kind, numbers)
        answers = [(_called(made, numbers, name), text) for numbers, name, text in seen]
        same = all(answer in (None, text) for answer, text in answers)
        self._made[kind] = made if same and any(answer for answer, _ in answers) else None

    def _function(self, kind: Kind, numbers: list[bytes]) -> Traced:
        """The function for a kind of line, by the numbers of one of them.

        Raises:
            _NotTracedError: something in it has no plain formula.
        """
        marks = [b"%d" % (MARK + at) for at in range(len(numbers))]
        letters: dict[int, Var] = {}
        case, marked = (self._read(_filled(kind, texts)) for texts in (numbers, marks))
        case = _lettered(case, marked, letters)
        if isinstance(dims := case.get("dims"), Var):
            at = next(at for at, letter in letters.items() if letter is dims)
            case["dims"] = int(numbers[at])
            del letters[at]
        head = {"id": case.pop("id")} if "id" in case else {}
        layer, sheet, said = self._ask(case)
        if not layer.TRACED or isinstance(head.get("id"), str):  # no word of a user is compiled
            raise _NotTracedError
        names = "".join([f"n{at}, " for at in range(len(numbers))])
        lines = [f"{names}= map(int, t)"] if numbers else []
        lines += [f"if n{at} != {int(text)}: return" for at, text in enumerate(numbers)
                  if at not in letters]  # fmt: skip
        body = _Body({letter: f"n{at}" for at, letter in letters.items()})
        body.lines += lines
        body.conditions(sheet)
        text = body.text({**head, **said})
        if head.get("id", "") is None:
            text = text.replace('{{"id": null', '{{"id": {name}', 1)
        lines = [*body.lines, f"return f{text!r}"]
        traced: Traced = body.function("def traced(t, name):\n " + "\n ".join(lines))
        return traced


class _NotTracedError(Exception):
    """A fact of the case is no plain formula of integers."""


def _called(made: Traced | None, numbers: list[bytes], name: str) -> str | None:
    try:
        return None if made is None else made(numbers, name)
    except ZeroDivisionError:
        return None


def _filled(kind: Kind, numbers: Sequence[bytes]) -> bytes:
    return b"".join([part for pair in zip(kind, [*numbers, b""], strict=True) for part in pair])


def _lettered(value: Any, marked: Any, letters: dict[int, Var]) -> Any:
    """The value with a letter for each number that the marks show to be one of the line's."""
    if type(marked) is int and marked >= MARK:
        at = marked - MARK
        return letters.setdefault(at, Var(f"#{at}"))  # no user's letter
    if type(marked) is list:
        return [_lettered(*pair, letters) for pair in zip(value, marked, strict=True)]
    if type(marked) is dict:
        pairs = zip(value, marked.values(), strict=True)
        return {key: _lettered(value[key], other, letters) for key, other in pairs}
    return value


_FAILS = {
    "at_least": "{} < {}", "divides": "{} % {}", "equal": "{} != {}", "one_or": "{} not in (1, {})",
}  # fmt: skip


class _Body(Written):
    """What is said of a case, conditions first."""

    def conditions(self, sheet: Sheet) -> None:
        """What must hold: else the usual way says what is wrong."""
        for kind, large, small, *_ in sheet.conditions:
            if kind not in _FAILS:
                raise _NotTracedError
            self.leave(_FAILS[kind].format(self.name(large), self.name(small)))
        for size in sheet.output.spatial:
            self.leave(f"{self.name(size)} < 1")

    def leave(self, test: str) -> None:
        """Give no answer where the test holds."""
        if f"if {test}: return" not in self.lines:
            self.lines.append(f"if {test}: return")

    def operation(self, node: Expr, operands: list[str]) -> str:
        if isinstance(node, ExactDiv):
            self.leave(f"{operands[0]} % {operands[1]}")
            return self.line(f"{operands[0]} // {operands[1]}")
        if isinstance(node, Power):
            return self.line(" ** ".join(operands))
        return super().operation(node, operands)

    def constant(self, value: Any) -> str:
        raise _NotTracedError

    def text(self, said: dict[str, Any]) -> str:
        """What is said, as the text of an f-string."""
        found: list[str] = []

        def mark(value: Any) -> int:
            if not isinstance(value, Expr):
                raise _NotTracedError
            found.append(self.name(value))
            return MARK + len(found) - 1

        encode = json.JSONEncoder(ensure_ascii=False, check_circular=False, default=mark).encode
        text = encode(said).replace("{", "{{").replace("}", "}}")
        for at, name in enumerate(found):
            text = text.replace(str(MARK + at), f"{{{name}}}")
        return text
