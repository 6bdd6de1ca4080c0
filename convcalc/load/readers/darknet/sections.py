"""The text of a .cfg file: sections of `key=value` lines.

Source: AlexeyAB/darknet 59596d7, parser.c (read_cfg), option_list.c, utils.c (strip): blanks mean
nothing anywhere, a comment fills its line, and of a key given twice the first holds.
"""

from __future__ import annotations

import re
from difflib import get_close_matches

from convcalc.errors import Message
from convcalc.layers.numbers import shown
from convcalc.load.place import Source
from convcalc.network.bounds import most_layers, raising
from convcalc.network.graph import NetworkError
from convcalc.pattern import pattern

BLANK = pattern(r"[ \t\r]+")
WHOLE = pattern(r"([-+]?\d{1,12})(?:\.0*)?")
HEADER = pattern(r"\[(\w+)\]")
ALIASES = {
    "conv": "convolutional", "deconv": "deconvolutional", "conn": "connected", "max": "maxpool",
    "avg": "avgpool", "local_avg": "local_avgpool", "lrn": "normalization", "soft": "softmax",
    "silence": "empty", "network": "net", "reorg3d": "reorg",
}  # fmt: skip
NEAR = 0.85
"""So like a key that is known is one that was probably meant for it."""


class Section:
    """One section: what it says, and where."""

    def __init__(self, source: Source, type: str, start: int) -> None:
        self.source = source
        self.type = ALIASES.get(type, type)
        self.start = start
        self.place = source.place(start)
        self.options: dict[str, tuple[str, int]] = {}
        self.asked: set[str] = set()

    def error(self, key: str, code: str, **fields: object) -> NetworkError:
        start = self.options[key][1] if key in self.options else self.start
        return self.source.error(start, Message(code, key=key, section=self.type, **fields))

    def word(self, key: str, default: str) -> str:
        """What stands there, up to a comment."""
        self.asked.add(key)
        return re.split("[#;]", self.options[key][0])[0] if key in self.options else default

    def numbers(self, key: str) -> list[int]:
        """Whole numbers between commas.

        Raises:
            NetworkError: something else.
        """
        text = self.word(key, "")
        if text.count(",") > most_layers():
            raise self.error(key, "load.too_many_values", limit=most_layers())
        found = [WHOLE.fullmatch(part) for part in text.split(",")]
        if None in found:
            raise self.error(key, "darknet.not_whole", value=shown(text))
        return [int(match.group(1)) for match in found if match]

    def number(self, key: str, default: int = 1) -> int:
        self.asked.add(key)
        return self.numbers(key)[0] if key in self.options else default

    def ignored(self) -> list[Message]:
        """What darknet ignores in it that is nearly a key it has: probably a slip."""
        found = []
        for key, (_, start) in self.options.items():
            near = () if key in self.asked else get_close_matches(key, self.asked, 1, NEAR)
            for meant in near:
                where = {**self.source.place(start).fields(), "section": self.type}
                found.append(Message("darknet.key_ignored", key=shown(key), meant=meant, **where))
        return found


def sections_of(source: Source) -> list[Section]:
    """The sections of a text, the first of them [net].

    Raises:
        NetworkError: a line that is neither a section, a comment nor `key=value`.
    """
    found: list[Section] = []
    start = 0
    for line in source.text.split("\n"):
        text = BLANK.sub("", line)
        header = HEADER.match(text)
        key, equals, value = text.partition("=")
        if header:
            if len(found) > most_layers():
                message = Message("load.too_many_layers", limit=most_layers())
                raise source.error(start, message, raising())
            found.append(Section(source, header.group(1), start))
        elif text and text[0] not in "#;":
            if not (found and key and equals):
                raise source.error(start, Message("darknet.not_a_line", text=shown(line.strip())))
            found[-1].options.setdefault(key, (value, start))
        start += len(line) + 1
    if not found or found[0].type != "net":
        raise source.error(0, Message("darknet.no_net"))
    return found
