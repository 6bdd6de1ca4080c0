"""Several layers in one question: the one-line network that they make."""

from __future__ import annotations

from convcalc.ask.question import POOLS, ReadQuestion
from convcalc.ask.shape import grid
from convcalc.errors import Message, UsageError

MOST = 1000


def chain(question: ReadQuestion) -> str:
    """The layers in the notation of networks: `3*( conv3 )`, `conv3 conv3/1d2 conv3/1d4`.

    Raises:
        UsageError: lists of different lengths, or no kernel.
    """
    count = question.given.get("layers", (1,))[0]
    lists = {name: list(values) for name, values in question.lists.items()}
    lengths = {len(values) for values in lists.values()} | ({count} if count > 1 else set())
    if len(lengths) != 1 or max(lengths) > MOST:
        told = sorted(lengths)
        raise UsageError(Message("ask.lengths", first=told[0], second=told[-1]))
    (length,) = lengths
    if "kernel" not in lists and "kernel" not in question.given:
        raise UsageError(
            Message("ask.missing", names=[Message("ask.name.kernel")], count=1),
            Message("ask.example"),
        )
    layers = [_layer(question, lists, index) for index in range(length)]
    if len(set(layers)) == 1 and length > 1:
        return f"{length}*( {layers[0]} )"
    return " ".join(layers)


def _layer(question: ReadQuestion, lists: dict[str, list[tuple[int, ...]]], index: int) -> str:
    def of(name: str) -> tuple[int, ...] | None:
        value = lists[name][index] if name in lists else question.given.get(name)
        return value if isinstance(value, tuple) else None

    kernel, stride, dilation = of("kernel") or (1,), of("stride"), of("dilation")
    kind = question.kind if question.kind in (*POOLS, "tconv", "depthwise") else "conv"
    text = ("maxpool" if kind == "pool" else kind) + grid(kernel)
    dilated = dilation is not None and set(dilation) != {1}
    if stride is not None and (set(stride) != {1} or kind in POOLS):
        text += f"/{grid(stride)}"
    elif dilated:
        text += "/1"
    return text + (f"d{grid(dilation)}" if dilated and dilation else "")
