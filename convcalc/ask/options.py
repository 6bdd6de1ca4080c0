"""What the commands about one layer share: options, biases, what of the answer counts."""

from __future__ import annotations

from convcalc.ask.reply import SILENT, refused
from convcalc.ask.scene import Scene
from convcalc.ask.shape import Input, grid
from convcalc.ask.window import POOLS, SaidLayer, contradiction, name_of, spelt
from convcalc.errors import Message

WEIGHTED = ("conv", "tconv", "depthwise", "pointwise", "separable", "linear", "local")
_OF = {
    "weights": "params",
    "elements": "activations",
    "shape": "size",
    "length": "size",
    "outheight": "size",
    "outwidth": "size",
}


def bias(scene: Scene, kind: str, target: str) -> tuple[tuple[str, ...], tuple[Message, ...], bool]:
    """The option, what was assumed, and whether the question leaves biases open."""
    if target not in ("params", "weights", "memory") or kind not in WEIGHTED:
        return (), (), False
    yes, no = scene.take("flag:bias=yes"), scene.take("flag:bias=no")
    if yes and no:
        raise contradiction("bias", "yes", "no")
    if yes or no:
        return ("--bias" if yes else "--no-bias",), (), False
    if target == "weights":
        return ("--no-bias",), (), False
    if scene.take("flag:framework"):
        return (), (), False
    if (
        "trainable" in scene.text.plain
        or "重みとバイアス" in scene.text.plain
        or "weights and biases" in scene.text.plain
    ):
        return ("--bias",), (), False
    return ("--no-bias",), (Message("ask.assumed.bias"),), target == "params"


def tail(kind: str, shape: Input, target: str) -> list[str]:
    words: list[str] = []
    if shape.dims != 2 and kind not in ("linear", "flatten"):
        words += ["--dims", str(shape.dims)]
    of = _OF.get(target, target)
    if of != "size" or shape.channels is not None:
        words += ["--of", of]
    if of not in SILENT and kind not in ("gap", "gmp", "flatten"):
        words.append("--steps")
    return words


def taken(target: str, told: bool) -> str:
    """What of the answer counts; `told`: the question says how many channels come out."""
    if target in ("outheight", "outwidth"):
        return target.removeprefix("out")
    return "shape" if target in ("shape", "size") and told else "plain"


def head(kind: str) -> tuple[str, ...]:
    if kind in POOLS:
        return ("pool",)
    return (kind,) if kind in ("conv", "tconv") else ("layer", kind)


_OPTIONS = (
    ("-k", "kernel"),
    ("-s", "stride"),
    ("-p", "padding"),
    ("-d", "dilation"),
    ("-a", "output_padding"),
)


def options(scene: Scene, window: SaidLayer, kind: str) -> list[str]:
    """The options of the window, in the order in which they are usually told."""
    words: list[str] = []
    for flag, name in _OPTIONS:
        value = scene.get(name, window=window)
        if value is None or (kind == "pointwise" and name == "kernel"):
            continue
        if isinstance(value, list):
            raise refused(
                "ask.contradiction",
                name=name_of(name),
                first=spelt(value[0]),
                second=spelt(value[1]),
            )
        usual = {"stride": kind not in POOLS, "dilation": True, "padding": True}.get(name, False)
        if usual and value == ((0,) if name == "padding" else (1,)):
            continue
        words += [flag, grid(value)]
    if kind == "avgpool":
        words += ["--type", "avg"]
    if scene.take("flag:ceil") and kind in POOLS:
        words.append("--ceil")
    padding = scene.get("padding", window=window)
    if padding == ("same",) and scene.get("stride", (1,), window=window) != (1,):
        words += ["--dialect", "keras"]
    return words


def kept_size(scene: Scene, window: SaidLayer, shape: Input) -> None:
    """`keeps the size`: the padding that does, or a check of the one that is told."""
    if not scene.has("flag:same"):
        return
    scene.take("flag:same")
    if scene.get("padding", window=window) is None:
        stride = scene.get("stride", (1,), window=window)
        if set(stride) != {1}:
            raise refused("ask.same_stride", value=spelt(stride))
        window.given["padding"] = ("same",)
        return
    if scene.given.get("output") is None and shape.spatial is not None:
        scene.given["output"] = shape.spatial
