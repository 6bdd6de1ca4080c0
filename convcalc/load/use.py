"""`use(NETWORK, until=STAGE)`: a network of the zoo, or of another file, as a part of this one."""

from __future__ import annotations

import os
from collections.abc import Mapping

from convcalc.annotations import Any, TypeAlias
from convcalc.errors import ConvcalcError, Message, UsageError
from convcalc.layers.meant import did_you_mean
from convcalc.layers.numbers import shown
from convcalc.load.arguments import evaluate
from convcalc.load.ast import Given, Name, NamedChain, NetworkDocument, NetworkUse, Value
from convcalc.load.checks import check
from convcalc.load.layer import KEYWORD, read_words
from convcalc.load.place import Piece
from convcalc.load.values import bare_name, closing, read_argument, split
from convcalc.network.graph import NetworkError, Place
from convcalc.record import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from convcalc.load.expand import Expansion
    from convcalc.load.scope import Frame

UNTIL, SHARE = "until", "share"
DEEPEST = 8
"""Networks that may use one another."""


class Used(NamedTuple):
    """A network that has been read: where it lies, what it says, what its name sets."""

    path: str
    document: NetworkDocument
    settings: Mapping[str, str]
    of_zoo: bool


Library: TypeAlias = "dict[tuple[str, str], Used]"
"""Folder and name -> the network that is called so there."""


def use_of(network: str, keywords: Given, place: Place) -> NetworkUse:
    """The item; the step up to which the network goes is none of its settings."""
    until = next((_name(value, place) for key, value in keywords if key == UNTIL), None)
    return NetworkUse(network, until, tuple([pair for pair in keywords if pair[0] != UNTIL]), place)


def read_use(piece: Piece, start: int, end: int) -> tuple[NetworkUse, int]:
    """The item whose word reaches from `start` to `end`, and where its brackets are closed.

    Raises:
        NetworkError: there are none, or no network stands first in them.
    """
    if piece.text[end : end + 1] != "(":
        raise piece.error(start, Message("load.no_network"), Message("load.hint.use"))
    close = closing(piece, end)
    first, *parts = [*split(piece, end + 1, close)] or [piece.part(end + 1, close)]
    keys = [KEYWORD.match(part.text) for part in parts]
    if not first.text.strip() or KEYWORD.match(first.text) or None in keys:
        raise first.error(0, Message("load.no_network"), Message("load.hint.use"))
    keywords = tuple(
        [
            (key.group(1), read_argument(part.part(key.end(), len(part.text))))
            for key, part in zip(keys, parts, strict=True)
            if key is not None
        ]
    )
    return use_of(read_words(first), keywords, piece.place(start)), close + 1


def _name(value: Value, place: Place) -> Name | None:
    if isinstance(value, Name):
        return value
    name = bare_name(value) or (value if isinstance(value, str) else None)
    return None if name is None else Name((name,), place)


def _found(folder: str, text: str) -> Used:
    """The network that a file of this folder calls so.

    Raises:
        ConvcalcError: there is none, or it cannot be read.
    """
    from convcalc.load.load import read_document
    from convcalc.load.names import resolve

    reference = resolve(text)
    if reference.kind == "file":
        inside = os.path.join(folder, text.removeprefix("file:"))
        reference = resolve(f"file:{inside}")
    if reference.kind not in ("zoo", "file"):
        raise UsageError(Message("use.no_network", network=shown(text)), Message("load.hint.use"))
    path, document = os.path.realpath(reference.text), read_document(reference)
    return Used(path, document, reference.settings, reference.kind == "zoo")


class UsedNetwork:
    """A network that another one uses: its document, up to a step, and its settings."""

    def __init__(self, walk: Expansion, use: NetworkUse, frame: Frame) -> None:
        self.walk = walk
        self.use = use
        self.document, self.given = self._read()
        if len(self.document.inputs) > 1:
            raise walk.error(use.place, "use.inputs", network=shown(use.network))
        self.layers = self._until()
        self.knobs = self._knobs(frame)
        check(self.document, self.knobs)

    def placed(self, place: Place) -> Place:
        """Where an item of it stands: a network of the zoo has no file of its own, what is in it
        stands where it is used."""
        used = self.walk.placed(self.use.place)
        return used if self.of_zoo else place._replace(used=used)

    def _read(self) -> tuple[NetworkDocument, Mapping[str, str]]:
        """Its document, and the settings that its name stands for.

        Raises:
            NetworkError: there is none, it cannot be read, or it uses itself.
        """
        walk, text = self.walk, self.use.network
        key = os.path.dirname(walk.source.name), text
        if key not in walk.library:
            try:
                walk.library[key] = _found(*key)
            except NetworkError:
                raise
            except ConvcalcError as error:
                raise walk.source.error_at(self.use.place, error.message, *error.hints) from None
        self.path, document, given, self.of_zoo = walk.library[key]
        if self.path in walk.trail:
            raise walk.error(self.use.place, "use.cycle", network=shown(text))
        if len(walk.trail) >= DEEPEST:
            raise walk.error(self.use.place, "use.too_deep", limit=DEEPEST)
        return document, given

    def _until(self) -> tuple[Any, ...]:
        """Its layers, up to the step.

        Raises:
            NetworkError: there is no such step.
        """
        until, layers = self.use.until, self.document.layers
        if until is None:
            return layers
        for number, item in enumerate(layers):
            if isinstance(item, NamedChain) and (item.name,) == until.parts:
                return layers[: number + 1]
        steps = [item.name for item in layers if isinstance(item, NamedChain)]
        hints = did_you_mean(".".join(until.parts), steps)
        if steps:
            hints.append(Message("load.steps", allowed=", ".join(steps[:20])))
        raise self.walk.error(until.place, "load.unknown_step", *hints, name=".".join(until.parts))

    def _knobs(self, frame: Frame) -> dict[str, Any]:
        """The value of each of its knobs, those of this use worked out where it stands.

        Raises:
            NetworkError: it has no such knob.
        """
        from convcalc.load.load import setting_value

        own = {key: value for key, value in self.use.keywords if key != SHARE}
        for name in own:
            if name not in self.document.knobs:
                hints = did_you_mean(name, self.document.knobs)
                known = ", ".join(self.document.knobs) or "-"
                raise self.walk.error(
                    self.use.place, "load.unknown_knob", *hints, name=shown(name), allowed=known
                )
        values: dict[str, Any] = {}
        for name, knob in self.document.knobs.items():
            if name in own:
                values[name] = evaluate(own[name], frame.environment)
            elif name in self.given:
                values[name] = evaluate(setting_value(name, self.given[name]), values)
            else:
                values[name] = evaluate(knob.value, values)
        return values
