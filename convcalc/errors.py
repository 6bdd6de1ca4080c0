"""What can go wrong, as data: a code and its fields, never a sentence.

Sentences live in the text catalogues, so that the same error speaks English or Japanese and a
script can rely on `code` and `fields` alone.
"""

from __future__ import annotations

from convcalc.annotations import Any

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


class Message:
    """A code of the text catalogues and the values its sentence is built from."""

    __slots__ = ("code", "fields")

    def __init__(self, code: str, **fields: Any) -> None:
        self.code = code
        self.fields: Mapping[str, Any] = fields

    def __repr__(self) -> str:
        inner = "".join(f", {name}={value!r}" for name, value in self.fields.items())
        return f"Message({self.code!r}{inner})"


class ConvcalcError(Exception):
    """Base of every error that convcalc raises on purpose.

    `message` says what is wrong; `hints` say what would help (allowed values, the nearest right
    word, the smallest input that works); `exit_code` is what the command line ends with.
    """

    exit_code = 2
    lang: str | None = None
    """The language of what was asked, where it decides that of the sentence."""

    def __init__(self, message: Message, *hints: Message) -> None:
        super().__init__(message)
        self.message = message
        self.hints = hints

    @property
    def code(self) -> str:
        """The stable name of the error, as listed by `convcalc explain`."""
        return self.message.code

    def __str__(self) -> str:
        """The sentence, its code, the place of the mistake and the hints, as the shell shows them:
        built only now, by the room that knows languages."""
        from importlib import import_module

        said: str = import_module("convcalc.cli.failure").told(self)
        return said


class InputError(ConvcalcError):
    """A text that cannot be read: where it stands (`text`, `position`) is part of the error."""

    def __init__(
        self,
        message: Message,
        *hints: Message,
        text: str | None = None,
        position: int | None = None,
    ) -> None:
        super().__init__(message, *hints)
        self.text = text
        self.position = position


class UsageError(ConvcalcError):
    """A command, option or parameter that does not exist, is missing or contradicts another."""


class LayerError(ConvcalcError):
    """Parameters that no layer can have, or that do not fit the input they are given."""
