"""The givens of a question once all its words are read: axes, stacks of layers, deep filters."""

from __future__ import annotations

from convcalc.ask.question import ReadQuestion, name_of, quoted, spelt
from convcalc.errors import Message, UsageError


def settle(question: ReadQuestion, named: int) -> None:
    """Height and width become the input; single values leave their lists.

    Args:
        named: how many kernels stand beside the name of a layer: `3x3 conv, then 3x3 conv`.
    """
    height, width = question.given.pop("height", None), question.given.pop("width", None)
    if height and width:
        question.put("input", (*height, *width))
    elif height or width:
        question.put("input", height or width)
    _deep_filters(question)
    stacked = "rf" in question.targets
    kernels = question.lists.get("kernel", [])
    several = named == len(kernels) > 1 and "layers" not in question.given
    if stacked:
        _stack_is_clear(question, several or len(set(kernels)) > 1)
    for name, values in list(question.lists.items()):
        distinct = list(dict.fromkeys(values))
        if (len(distinct) == 1 and not (several and len(values) > 1)) or not stacked:
            for value in values:
                question.put(name, value)
            del question.lists[name]


def _stack_is_clear(question: ReadQuestion, several: bool) -> None:
    """Refuse a stack of layers that can be read in several ways.

    Raises:
        UsageError: a bare number beside a 3x3, or one stride for several different layers.
    """
    kernels = question.lists.get("kernel", [])
    bare = [kernel for kernel in kernels if len(kernel) == 1]
    if bare and len(bare) < len(kernels):
        raise UsageError(
            Message("ask.nothing", words=quoted([spelt(kernel) for kernel in bare])),
            Message("ask.nothing_hint"),
        )
    for name in ("stride", "dilation"):
        values = question.lists.get(name, [])
        alone = several and len(values) == 1 and set(values[0]) != {1}
        if alone and "each_layer" not in question.flags:
            raise UsageError(Message("ask.whose", name=name_of(name), value=spelt(values[0])))


def _deep_filters(question: ReadQuestion) -> None:
    """`5x5x3 filters` are 5x5 on three channels, unless the layer has three axes."""
    if question.flags.get("dims") == "3":
        return
    size = question.given.get("input", ())
    for place, kernel in enumerate(question.lists.get("kernel", ())):
        if len(kernel) == 3 and kernel[0] == kernel[1]:
            *window, depth = kernel
            if depth != window[0] or (len(size) == 3 and size[2] == depth != size[1]):
                question.lists["kernel"][place] = tuple(window)
                question.put("in", (depth,))
