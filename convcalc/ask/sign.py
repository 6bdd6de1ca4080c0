"""Numbers that are not taken as they stand: `stride -1`, and `a total padding of 2`."""

from __future__ import annotations

import re

from convcalc.ask.question import SPATIAL, name_of
from convcalc.ask.scan import Lexeme
from convcalc.errors import Message, UsageError

SMALL = ("noise", "glue")


def refuse_negative(text: str, tokens: list[Lexeme]) -> None:
    """Name a given with a minus sign.

    Raises:
        UsageError: a stride of -1, say.
    """
    for place, token in enumerate(tokens[:-1]):
        number = tokens[place + 1]
        if token.text != "-" or number.kind != "number":
            continue
        owner = next((t for t in reversed(tokens[:place]) if t.kind not in SMALL), None)
        if owner is None or owner.kind != "attribute" or owner.name not in (*SPATIAL, "filter"):
            continue
        if re.search(rf"-{re.escape(number.text)}", text):
            code = "ask.below_zero" if "padding" in owner.name else "ask.not_positive"
            name = "kernel" if owner.name == "filter" else owner.name
            raise UsageError(Message(code, name=name_of(name), value=f"-{number.text}"))


def half_total(tokens: list[Lexeme]) -> tuple[list[Lexeme], list[Message]]:
    """`a total padding of 2` is 1 on each side; an odd total is left to be refused."""
    found = list(tokens)
    for place, token in enumerate(tokens):
        if token.name != "total" or token.text != "total":
            continue
        rest = [n for n in range(place + 1, len(tokens)) if tokens[n].kind not in SMALL][:2]
        if len(rest) < 2 or tokens[rest[0]].text not in ("padding", "zero padding"):
            continue
        number = tokens[rest[1]]
        if number.kind != "number" or number.how or len(number.value) != 1 or number.value[0] % 2:
            continue
        half = number.value[0] // 2
        found[place] = Lexeme("noise", "", text=token.text)
        found[rest[1]] = number._replace(value=(half,))
        return found, [Message("ask.assumed.total", total=number.value[0], value=half)]
    return found, []
