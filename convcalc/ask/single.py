"""Questions about one layer: the command line that answers them."""

from __future__ import annotations

from collections.abc import Callable

from convcalc.ask.reply import AnswerLine, missing, refused
from convcalc.ask.scene import Scene
from convcalc.ask.shape import grid, input_of
from convcalc.ask.simple import columns, linear, padded, scaled, whole
from convcalc.ask.sliding import sliding
from convcalc.ask.window import SaidLayer, contradiction, name_of, spelt
from convcalc.errors import Message

_IRRELEVANT = {
    "size": ("in", "out", "channels", "groups", "batch"),
    "elements": ("in", "out", "channels", "groups"),
    "params": ("input", "stride", "padding", "dilation", "batch", "output_padding", "output"),
    "macs": (),
    "channels": (
        "input", "kernel", "stride", "padding", "dilation", "batch", "groups", "in", "channels",
        "output",
    ),
}  # fmt: skip
"""What may be told and makes no difference, by what is asked."""
_GROUPS = {
    "size": "size", "shape": "size", "length": "size", "outheight": "size", "outwidth": "size",
    "elements": "elements", "params": "params", "weights": "params", "biases": "params",
    "channels": "channels",
}  # fmt: skip
_USELESS = {
    "pool": ("groups",), "maxpool": ("groups",), "avgpool": ("groups",), "gap": ("kernel",),
    "linear": ("kernel", "stride", "padding", "dilation", "groups"),
    "flatten": ("kernel", "stride"), "bn": ("kernel", "stride"),
}  # fmt: skip
"""Givens that a layer has no use for."""


def line(scene: Scene, target: str, window: SaidLayer | None = None) -> AnswerLine:
    """The command line that says this of the layer.

    Raises:
        UsageError: a given is missing, has no use, or contradicts another.
    """
    window = window or (scene.windows[0] if scene.windows else SaidLayer())
    kind = window.kind
    scene.spend(window)
    for name in _USELESS.get(kind, ()):
        if scene.get(name, window=window) is not None:
            raise refused("ask.unused", name=name_of(name), kind=Message(f"ask.kind.{kind}"))
    _deep_filter(scene, window)
    _total(scene, window)
    _share(scene, window, target)
    group = _GROUPS.get(target, "macs")
    made = BUILDERS.get(kind, sliding)(scene, window, kind, target)
    scene.use(*_IRRELEVANT[group])
    if group == "params":
        scene.take("flag:same", "flag:ceil", "flag:floor", "flag:padding=0")
    else:
        scene.take("flag:bias=no", "flag:bias=yes")
    scene.take("flag:framework", "flag:floor", "flag:both", "flag:total", "flag:axes")
    return made


def _deep_filter(scene: Scene, window: SaidLayer) -> None:
    """`5x5x3 filters` are 5x5 on three channels, unless the layer has three axes."""
    kernel = window.given.get("kernel")
    if (
        scene.has("flag:dims=3")
        or not isinstance(kernel, tuple)
        or len(kernel) != 3
        or kernel[0] != kernel[1]
    ):
        return
    size = scene.given.get("input", ())
    *plane, depth = kernel
    if depth != plane[0] or (len(size) == 3 and size[2] == depth != size[1]):
        window.given["kernel"] = tuple(plane)
        before = scene.given.get("in")
        if before is not None and before != (depth,):
            raise contradiction("in", before, (depth,))
        scene.given["in"] = (depth,)


def _share(scene: Scene, window: SaidLayer, target: str) -> None:
    """`per filter`, `per output value`: one filter, and one place of its window."""
    if target not in ("params", "weights", "macs", "flops", "biases"):
        return
    place = scene.has("per:value", "per:pixel") and target in ("macs", "flops")
    own = scene.has("per:filter", "per:value")
    out = scene.get("out", window=window)
    if scene.has("per:pixel") and out not in (None, (1,)) and not scene.take("flag:all_channels"):
        return
    if own or (place and out is None):
        if scene.get("groups", window=window) is not None:
            return
        window.given["in" if window.kind == "depthwise" else "out"] = (1,)
    if place:
        kernel, shape = scene.get("kernel", window=window), input_of(scene, window)
        if kernel is None:
            raise missing("kernel")
        if shape.channels is not None:
            window.given["in"] = (shape.channels,)
        scene.use("stride", "padding", "dilation", "input", "output")
        scene.given.pop("output", None)
        window.given |= {"input": kernel, "stride": (1,), "padding": (0,), "dilation": (1,)}
    if place or own:
        scene.take("per:filter", "per:value", "per:pixel", "flag:same", "flag:padding=0")


def _total(scene: Scene, window: SaidLayer) -> None:
    """`a total padding of 2` is 1 on each side; an odd total is refused."""
    tokens = scene.tokens
    for place, token in enumerate(tokens):
        if not token.is_("flag:total"):
            continue
        near = [t for t in tokens[place + 1 : place + 3] if t.is_("given:padding")]
        before = [t for t in tokens[max(place - 4, 0) : place] if t.is_("given:padding")]
        padding = window.given.get("padding") or scene.given.get("padding")
        if not (near or before) or padding in (None, (0,)):
            continue
        if before or not isinstance(padding[0], int) or padding[0] % 2 or len(padding) > 1:
            raise refused("ask.total_padding", "ask.total_padding_hint")
        half = padding[0] // 2
        (window.given if "padding" in window.given else scene.given)["padding"] = (half,)
        scene.assumed.append(Message("ask.assumed.total", total=padding[0], value=half))
        token.used = True
        token.kind = "fill"


BUILDERS: dict[str, Callable[[Scene, SaidLayer, str, str], AnswerLine]] = {
    "linear": linear, "gap": whole, "gmp": whole, "flatten": whole, "bn": whole, "gn": whole,
    "ln": whole, "in": whole,
    "upsample": scaled, "pixel_shuffle": scaled, "pad": padded, "im2col": columns,
}  # fmt: skip


def kernel_line(scene: Scene, window: SaidLayer, target: str) -> AnswerLine:
    """How far one kernel sees."""
    scene.spend(window)
    kernel = scene.get("kernel", window=window)
    if kernel is None:
        raise missing("kernel")
    dilation = scene.get("dilation", window=window)
    if dilation is None and (target == "effective_kernel" or "dilated" in window.kinds):
        raise missing("dilation")
    if scene.get("times", (1,), window=window) != (1,):
        raise refused("ask.several_layers", "ask.one_at_a_time")
    if isinstance(dilation, list) or isinstance(kernel, list):
        raise refused("ask.whose", name=name_of("dilation"), value=spelt(dilation or kernel))
    words = ["kernel", grid(kernel)]
    if dilation is not None:
        words += ["-d", grid(dilation)]
    scene.use("stride", "padding", "input", "in", "out", "channels")
    scene.take("flag:dims=1", "flag:dims=2", "flag:axes", "flag:padding=0")
    told = (Message("ask.one_layer"),) if target == "rf" else ()
    return AnswerLine((*words, "--steps"), told)
