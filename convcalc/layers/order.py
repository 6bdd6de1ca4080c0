"""Which number of a shape is its channels: frameworks write them first or last, and a batch in
front of all."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from convcalc.algebra.expr import Expr, Size, Var, same
from convcalc.errors import ConvcalcError, InputError, Message
from convcalc.layers.base import Shape

COLOURS = 4
"""So few channels are those of a photograph: 224x224x3 is not 224 channels."""


def channels_end(numbers: Sequence[Size]) -> str | None:
    """Where the channels stand by the looks of the numbers, "first" or "last"; None: either.

    They are named so (CxHxW), few (3x224x224), or the one that differs (64x56x56).
    """
    for looks in (is_named, is_few):
        found = [place for place, number in enumerate(numbers) if looks(number)]
        if found == [0]:
            return "first"
        if found == [len(numbers) - 1]:
            return "last"
    if len(numbers) > 2:
        if _alike(numbers[1:]) and not same(numbers[0], numbers[1]):
            return "first"
        if _alike(numbers[:-1]) and not same(numbers[0], numbers[-1]):
            return "last"
    few = is_few(numbers[0]), is_few(numbers[-1])
    return "first" if few == (True, False) else "last" if few == (False, True) else None


def is_few(number: Size) -> bool:
    """Whether this is a number of channels that a photograph has."""
    return isinstance(number, int) and number <= COLOURS


def is_named(number: Size) -> bool:
    """Whether this is a letter that stands for channels, such as C or c_in."""
    return isinstance(number, Var) and number.name[0] in "cC"


def _alike(numbers: Sequence[Size]) -> bool:
    return all(same(number, numbers[0]) for number in numbers)


def orders(numbers: Sequence[Size], axes: int) -> list[Shape]:
    """The shapes that `axes` sizes and channels, after a batch if there is one, may mean: one if
    the looks tell which, else with the channels first and with them last."""
    rest = tuple(numbers[len(numbers) - axes - 1 :])
    ends = {"first": Shape(rest[0], rest[1:]), "last": Shape(rest[-1], rest[:-1])}
    found = "first" if _alike(rest) else channels_end(rest)
    return [ends[found]] if found is not None else list(ends.values())


def size_hints(sizes: Sequence[Size], channels: Size | None, dims: int | None) -> list[Message]:
    """What a SIZE of so many numbers may mean for a layer of `dims` axes (None: unknown)."""
    hints = []
    for axes in (2, 3) if dims is None else (dims,):
        batch = len(sizes) - axes - (channels is None)
        option = " --dims 3" if dims is None and axes == 3 else ""
        if len(sizes) == axes:
            hints.append(Message("hint.dims", text=spelt(Shape(channels, tuple(sizes))) + option))
        elif batch in (0, 1):
            shapes = [Shape(channels, tuple(sizes[1:]))]
            if channels is None:
                shapes = orders(sizes, axes)
            for shape in shapes:
                text = spelt(shape) + option
                hints.append(
                    Message("hint.no_batch", text=text)
                    if batch
                    else Message("hint.channels", channels=shape.channels, text=text)
                )
    return hints


def reread(error: InputError, read: Callable[[str], object]) -> InputError:
    """The error about a text with two readings, with a hint for each that `read` can read."""
    hints: list[Message] = []
    for hint in error.hints:
        try:
            read(str(hint.fields["text"]))
        except ConvcalcError as other:
            hints += other.hints
        else:
            hints.append(hint)
    return InputError(error.message, *hints, text=error.text, position=error.position)


def spelt(shape: Shape) -> str:
    """A shape as it is typed: `56x56@64`, `@1000`, `HxW` while the channels are unknown."""
    text = "x".join(map(_size, shape.spatial))
    if shape.channels is None:
        return text or "?"
    return f"{text}@{_size(shape.channels)}"


def _size(size: Size) -> str:
    if not isinstance(size, Expr):
        return str(size)
    from convcalc.algebra.expr import Product, Sum
    from convcalc.algebra.notation import ascii_text

    return f"({ascii_text(size)})" if isinstance(size, Product | Sum) else ascii_text(size)
