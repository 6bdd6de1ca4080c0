"""A single layer as it is written elsewhere: `nn.Conv2d(3, 64, kernel_size=7)`, `conv7/2p3@64`."""

from __future__ import annotations

from convcalc.annotations import Any
from convcalc.errors import ConvcalcError, Message, UsageError
from convcalc.layers.index import look_up
from convcalc.layers.make import meanings
from convcalc.layers.numbers import shown
from convcalc.layers.read import CHANNEL_KEYS
from convcalc.load.arguments import evaluate
from convcalc.load.ast import Cells, LayerUse, Value
from convcalc.load.document import document_of_line
from convcalc.load.expression import Expression
from convcalc.load.place import ARGUMENT, Piece, Source
from convcalc.load.readers.python import compiled
from convcalc.load.spell import spell_value
from convcalc.load.words import layer_word
from convcalc.pattern import pattern
from convcalc.record import NamedTuple

LEADING = pattern(r"[^\W\d]\w*")


class Constructed(NamedTuple):
    """A layer as a framework constructs it or the notation writes it: its class or type, the
    arguments by the names that they have there, and the framework; None if it does not matter
    which."""

    type: str
    given: dict[str, Any]
    dialect: str | None

    @property
    def channels(self) -> str | None:
        """The channels that it is made for, as they are written."""
        return next((str(self.given[key]) for key in CHANNEL_KEYS if key in self.given), None)

    def pairs(self) -> list[str]:
        """The other arguments by our names, `key=value`."""
        known = meanings(self.type)
        return [
            f"{param.name if (param := known.get(key)) else key}={_text(value)}"
            for key, value in self.given.items()
            if key not in CHANNEL_KEYS
        ]

    def words(self) -> list[str]:
        """The type, and the arguments as words of the command `layer`."""
        pairs = [f"{key}={_text(value)}" for key, value in self.given.items()]
        named = look_up(self.type).dialect is not None or self.dialect is None
        return [self.type, *pairs, *([] if named else ["--dialect", str(self.dialect)])]


def read_layer(text: str) -> Constructed:
    """The layer that a text writes, which is no name of a type: as a framework constructs it, or in
    the notation of networks.

    Raises:
        ConvcalcError: it writes no layer, or several.
    """
    head = LEADING.match(text)
    if head is None or layer_word(head.group()) is None:
        if "(" not in text:
            look_up(text)
        return read_constructor(text)
    if "(" in text and not text[:1].islower():
        return read_constructor(text)
    use, *more = document_of_line(text).layers
    if more or not isinstance(use, LayerUse):
        raise UsageError(Message("load.several_layers", text=shown(text)))
    return _of(use, None)


def read_constructor(text: str) -> Constructed:
    """The layer that a text constructs. Expressions in it stay texts; an activation that Keras
    constructs along with a layer is left out.

    Raises:
        NetworkError: it constructs no layer, or several.
    """
    found = compiled(Piece(Source(ARGUMENT, text), text, 0))
    if len(found.calls) != 1:
        raise found.code.error(found.calls[1].node, Message("source.several"))
    return _of(next(found.translator.layers(found.calls[0])), found.framework)


def _of(use: LayerUse, framework: str | None) -> Constructed:
    given = {
        key: spell_value(value) if _is_symbolic(value) else evaluate(value, {})
        for key, value in use.given
    }
    return Constructed(use.type, given, framework)


def constructed(text: str) -> Constructed | None:
    """The same; None where that is an error."""
    try:
        return read_constructor(text)
    except ConvcalcError:
        return None


def _is_symbolic(value: Value) -> bool:
    cells = value.cells if isinstance(value, Cells) else ((value,),)
    return any(isinstance(part, Expression) for cell in cells for part in cell)


def _text(value: Any) -> str:
    """A value for the command line."""
    if isinstance(value, tuple) and not any(isinstance(part, tuple) for part in value):
        return "x".join(map(str, value))
    return str(spell_value(value))
