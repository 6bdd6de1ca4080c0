"""Several layers in one question: the one-line network that they make, and what is asked of it."""

from __future__ import annotations

from typing import Any

from convcalc.ask.reply import AnswerLine, missing, refused
from convcalc.ask.scene import Scene
from convcalc.ask.shape import Input, grid, input_of
from convcalc.ask.window import POOLS, SaidLayer, spelt
from convcalc.errors import Message

MOST = 1000
PLAIN = {"pool": "maxpool", "standard": "conv", "dilated": "conv", "grouped": "conv"}
SIZED = ("conv", "tconv", "depthwise", "maxpool", "avgpool", "unpool", "local")
WEIGHTED = ("conv", "tconv", "pointwise", "linear", "separable", "local", "depthwise")


class StackedLayer:
    """One layer of a stack in numbers."""

    def __init__(self, kind: str, given: dict[str, Any]) -> None:
        self.kind, self.given = PLAIN.get(kind, kind), given


def several(scene: Scene) -> bool:
    """Whether the question is about more than one layer."""
    windows = [w for w in scene.windows if w.kind != "relu"]
    times = [w.given.get("times", scene.given.get("times", (1,))) for w in windows] or [
        scene.given.get("times", (1,))
    ]
    lists = any(isinstance(v, list) for w in windows for v in w.given.values()) or any(
        isinstance(v, list) for v in scene.given.values()
    )
    chain = len(scene.given.get("chain", ())) > 2
    return (
        len(windows) > 1
        or any(t != (1,) for t in times)
        or chain
        or (lists and scene.has("flag:stack"))
    )


def layers_of(scene: Scene, windows: list[SaidLayer] | None = None) -> list[StackedLayer]:
    """Every layer in its order, lists and counts spelt out.

    Raises:
        UsageError: lists of different lengths, a kernel or a count is missing.
    """
    chosen = scene.windows if windows is None else windows
    found: list[StackedLayer] = []
    scene.use("times", "kernel", "stride", "dilation", "padding", "out")
    dense = scene.given.get("chain") if chosen and all(w.kind == "linear" for w in chosen) else None
    if dense:
        told = scene.given.get("times", (len(dense),))[0]
        if told not in (len(dense), len(dense) - 1):
            raise refused("ask.lengths", first=len(dense) - 1, second=told)
        scene.use("chain")
        scene.spend(*chosen)
        return [StackedLayer("linear", {"out": (out,)}) for out in dense[1:]]
    scene.spend(*chosen)
    for window in chosen:
        given = _own(scene, window, chosen)
        count = window.given.get(
            "times", scene.given.get("times", (1,)) if len(chosen) == 1 else (1,)
        )[0]
        lists = {k: v for k, v in given.items() if isinstance(v, list)}
        lengths = {len(v) for v in lists.values()} | ({count} if count > 1 else set())
        if len(lengths) > 1 or (lengths and max(lengths) > MOST):
            raise refused("ask.lengths", first=min(lengths), second=max(lengths))
        length = lengths.pop() if lengths else 1
        if not isinstance(length, int):
            raise refused("ask.lengths", first=length, second=1)
        for index in range(length):
            own = {
                k: (v[index] if isinstance(v, list) else v)
                for k, v in given.items()
                if k != "times"
            }
            found.append(StackedLayer(window.kind, own))
    repeat = scene.get("repeat", (1,))[0]
    if repeat != 1 and len(chosen) < len(scene.windows):
        raise refused("ask.several_layers", "ask.one_at_a_time")
    found = found * repeat
    if any(layer.kind in SIZED and "kernel" not in layer.given for layer in found):
        raise missing("kernel")
    if scene.has("flag:some"):
        raise missing("layers")
    if scene.take("flag:stack") and len(found) < 2 and windows is None:
        raise missing("layers")
    return found


def _own(scene: Scene, window: SaidLayer, chosen: list[SaidLayer]) -> dict[str, Any]:
    """The numbers of a layer, with those told of all; a padding of all is that of convolutions."""
    shared = ("stride", "dilation", "padding", "groups")
    given = {name: scene.given[name] for name in shared if name in scene.given} | window.given
    told = scene.given.get("padding", (0,)) != (0,) and "padding" not in window.given
    if told and window.kind in POOLS and any(w.kind not in POOLS for w in chosen):
        given["padding"] = (0,)
        unpadded = Message("ask.assumed.pools_unpadded")
        scene.assumed += [unpadded] if unpadded not in scene.assumed else []
    return given


def chain(layers: list[StackedLayer]) -> str:
    """The layers as windows only: `3*( conv3 )`, `conv3 conv3/1d2 conv3/1d4`."""
    texts = [_window(layer) for layer in layers if layer.kind != "relu"]
    if len(set(texts)) == 1 and len(texts) > 1:
        return f"{len(texts)}*( {texts[0]} )"
    return " ".join(texts)


def _window(layer: StackedLayer) -> str:
    given = layer.given
    if layer.kind not in SIZED:
        return "conv1" if layer.kind == "pointwise" else layer.kind
    text = layer.kind + _number(given["kernel"])
    stride, dilation = given.get("stride"), given.get("dilation")
    dilated = dilation is not None and set(dilation) != {1}
    if stride is not None and (set(stride) != {1} or layer.kind in POOLS):
        text += f"/{_number(stride)}"
    elif dilated:
        text += "/1"
    return text + (f"d{_number(dilation)}" if dilated and dilation else "")


def _number(value: Any) -> str:
    text = grid(value)
    return f"({text})" if text.isalpha() else text


def field_line(scene: Scene, windows: list[SaidLayer] | None = None) -> AnswerLine:
    """The receptive field of a stack."""
    layers = layers_of(scene, windows)
    scene.use("padding", "input", "in", "out", "channels", "chain")
    scene.take(*_FLAGS, "flag:same")
    assumed = tuple(
        Message("ask.assumed.stride_kernel")
        for layer in layers
        if layer.kind in POOLS and "stride" not in layer.given
    )[:1]
    if not layers:
        raise missing("kernel")
    return AnswerLine(("rf", chain(layers), "--steps"), assumed)


def network_line(
    scene: Scene, target: str, windows: list[SaidLayer] | None = None, symbolic: bool = False
) -> AnswerLine:
    """What a stack of layers makes of its input, or has in it.

    Raises:
        UsageError: a given is missing.
    """
    layers = layers_of(scene, windows)
    if not layers:
        raise missing("layers")
    weighed = target in ("params", "weights")
    shape = _channels(scene, input_of(scene, SaidLayer()), layers, target in COUNTED, symbolic)
    flat = [layer.kind == "linear" for layer in layers]
    if shape.spatial is None and not all(flat) and (any(flat) or not weighed):
        raise missing("input")
    yes, no = scene.take("flag:bias=yes"), scene.take("flag:bias=no")
    same = scene.take("flag:same")
    texts = [_step(layer, no or (target == "weights" and not yes), same) for layer in layers]
    spatial = "HxW" if shape.spatial is None else "x".join(map(str, shape.spatial))
    start = f"{shape.channels or 1}x{'1x1' if all(flat) else spatial}"
    of = _quantity(target, layers[-1].kind)
    known = any(layer.given.get("out") for layer in layers) or shape.channels is not None
    take = "shape" if target in ("size", "shape") and of == "size" and known else "plain"
    scene.use(*_GIVENS)
    if target not in ("macs", "flops", "elements"):
        scene.use("batch")
    scene.take(*_FLAGS, "flag:stack", "flag:respective", "flag:framework", "flag:floor")
    both = target == "params" and not yes and not no
    assumed = (*scene.assumed, *_assumed(layers, target, same))
    return AnswerLine(
        ("audit", f"{start}: {_counted(texts)}", "--of", of), assumed, take, both=both
    )


_GIVENS = (
    "input", "in", "channels", "stride", "padding", "dilation", "groups", "out", "chain",
    "output",
)  # fmt: skip
_FLAGS = (
    "flag:padding=0", "flag:axes", "flag:both", "flag:total", "flag:same_channels", "flag:dims=1",
    "flag:dims=2",
)  # fmt: skip
COUNTED = ("params", "weights", "macs", "flops", "biases")


def _quantity(target: str, last: str) -> str:
    """What `--of` names: a vector has channels only."""
    flat = last in ("flatten", "linear")
    if last in ("gap", "gmp") and target == "elements":
        return "channels"
    if flat and target in ("size", "shape", "length", "elements"):
        return "channels"
    if target == "elements":
        kind = Message("ask.kind.stack")
        raise refused("ask.unused_target", name=Message("ask.target.elements"), kind=kind)
    return {"weights": "params", "shape": "size", "length": "channels"}.get(target, target)


def _assumed(layers: list[StackedLayer], target: str, same: bool) -> list[Message]:
    """What the question leaves open of the layers."""
    found = []
    if any(layer.kind in POOLS and "stride" not in layer.given for layer in layers):
        found.append(Message("ask.assumed.stride_kernel"))
    open_ = [layer for layer in layers if layer.kind == "conv" and "stride" not in layer.given]
    if open_ and target not in COUNTED:
        found.append(Message("ask.assumed.stride"))
    open_ = [layer for layer in layers if layer.kind in SIZED and "padding" not in layer.given]
    if open_ and not same and target not in ("params", "weights"):
        found.append(Message("ask.assumed.padding"))
    return found


def _counted(texts: list[str]) -> str:
    """The steps with a run of equal ones counted."""
    if len(set(texts)) == 1 and len(texts) > 1:
        return f"{len(texts)}*( {texts[0]} )"
    return " ".join(texts)


def _channels(
    scene: Scene, shape: Input, layers: list[StackedLayer], counted: bool, symbolic: bool
) -> Input:
    """The channels that go into the first layer and come out of each."""
    values = scene.get("chain")
    convs = [layer for layer in layers if layer.kind in WEIGHTED and layer.kind != "depthwise"]
    if values:
        if len(values) - 1 != len(convs):
            raise refused("ask.lengths", first=len(convs), second=len(values) - 1)
        for layer, out in zip(convs, values[1:], strict=True):
            layer.given["out"] = (out,)
        return shape._replace(channels=values[0])
    everywhere = scene.get("out")
    if everywhere is not None:
        for layer in convs:
            layer.given.setdefault("out", everywhere)
    own = next((layer.given.get("in") or layer.given.get("channels") for layer in layers), None)
    if own is not None and shape.channels is None:
        shape = shape._replace(channels=own[0])
    if scene.take("flag:same_channels") or symbolic:
        if shape.channels is None:
            shape = shape._replace(channels="C")
        for layer in convs:
            layer.given.setdefault("out", (shape.channels,))
    if counted:
        if shape.channels is None and any("out" in layer.given for layer in convs):
            raise missing("in")
        if any("out" not in layer.given for layer in convs):
            raise missing("in" if shape.channels is None else "out")
    return shape


def _step(layer: StackedLayer, without_bias: bool, same: bool) -> str:
    """One layer in the notation of networks."""
    given, kind = layer.given, layer.kind
    if kind in ("flatten", "gap", "gmp", "relu", "bn", "ln"):
        return kind
    if kind in ("upsample", "pixel_shuffle"):
        if "scale" not in given:
            raise missing("scale")
        return f"{kind}{_number(given['scale'])}"
    if kind not in (*SIZED, "pointwise", "linear", "separable"):
        raise refused("ask.not_in_stack", kind=Message(f"ask.kind.{kind}"))
    text = kind
    if kind in (*SIZED, "separable"):
        text += _number(given["kernel"])
    stride, dilation, padding = given.get("stride"), given.get("dilation"), given.get("padding")
    dilated = dilation is not None and set(dilation) != {1}
    if stride is not None and (set(stride) != {1} or kind in POOLS):
        text += f"/{_number(stride)}"
    elif dilated:
        text += "/1"
    if padding is None and same and kind not in POOLS:
        padding = ("same",)
    if padding == ("same",):
        padding = (
            _half(given) if set(stride or (1,)) == {1} and kind not in POOLS else _refused_same()
        )
    if padding == ("valid",):
        padding = (0,)
    if padding is not None and set(padding) != {0}:
        text += f"p{_number(padding)}"
    if dilated and dilation:
        text += f"d{_number(dilation)}"
    if given.get("groups"):
        text += f"g{_number(given['groups'])}"
    out = given.get("out")
    if out is not None and kind not in (*POOLS, "depthwise"):
        text += f"@{_number(out)}"
    if without_bias and kind in WEIGHTED:
        text += "b0"
    return text


def _half(given: dict[str, Any]) -> tuple[int, ...]:
    """The equal padding of a layer that keeps its size."""
    if "kernel" not in given:
        raise missing("kernel")
    kernel, dilation = given["kernel"], given.get("dilation", (1,))
    reach = [
        k * d - d
        for k, d in zip(
            kernel, dilation * len(kernel) if len(dilation) == 1 else dilation, strict=True
        )
    ]
    if any(r % 2 for r in reach):
        raise refused("ask.no_same", kernel=spelt(kernel))
    return tuple(r // 2 for r in reach)


def _refused_same() -> tuple[int, ...]:
    raise refused("ask.same_stride", value="same")
