"""Lines of PyTorch and Keras that are pasted into a question: the network that is asked about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from convcalc.ask.reply import AnswerLine, Reply, missing
from convcalc.ask.scene import Scene
from convcalc.ask.shape import input_of
from convcalc.ask.targets import targets_of
from convcalc.ask.text import QuestionText
from convcalc.ask.window import SaidLayer, contradiction, name_of
from convcalc.errors import Message, UsageError

_SPACE = r"(?:(?:torch\.)?nn\.|(?:tf\.)?(?:keras\.)?(?:layers\.|models\.)|tf\.keras\.|keras\.)"
_NAMES = (
    r"(?:Conv|ConvTranspose|MaxPool|AvgPool|LPPool|Adaptive(?:Avg|Max)Pool|BatchNorm|InstanceNorm|Dropout|ZeroPad)[123]d|"
    r"(?:Separable|Depthwise)?Conv[123]D(?:Transpose)?|(?:Max|Average|GlobalAverage|GlobalMax)Pooling[123]D|(?:UpSampling|ZeroPadding)[123]D|"
    r"Linear|Dense|Flatten|ReLU|LeakyReLU|Dropout|BatchNormalization|GroupNorm|LayerNorm|PixelShuffle|Upsample|Softmax|Sigmoid|Tanh|Activation|"
    r"Sequential"
)
_CALL = re.compile(rf"(?:(?:self\.)?\w+\s*=\s*|\w+\.add\(\s*)?{_SPACE}?(?:{_NAMES})\s*\(")
_TENSOR = re.compile(
    r"(?:\w+\s*=\s*)?(?:torch|tf|np|numpy|keras)\.(?:\w+\.)*(?:zeros|ones|rand|randn|empty|normal|uniform)\s*\(\s*(?:size\s*=\s*|shape\s*=\s*)?"
    r"[(\[]?\s*(?P<sides>\d+(?:\s*,\s*\d+)+)\s*[)\]]?\s*\)"
)
_SHAPE = re.compile(
    r"(?:\bx\s+)?(?:of (?:the )?shape|(?:input )?shape|形状?(?:が|は|の)?)\s*[=:]?\s*"
    r"\(\s*(?P<sides>(?:None\s*,\s*)?\d+(?:\s*,\s*\d+)*)\s*,?\s*\)(?:\s*の(?:入力|テンソル)?)?"
)
_TRAILS = re.compile(
    r"\s*\(\s*\w+\s*\)|\s*\.(?:shape|size\(\)|output_shape|count_params\(\)|summary\(\))"
)
_DENSE = re.compile(rf"{_SPACE}?(?:Linear|Dense)\b")
_BIASED = re.compile(
    r"(?:Conv|ConvTranspose)[123]d|Linear|(?:Separable|Depthwise)?Conv[123]D(?:Transpose)?|Dense"
)


_OPEN = re.compile(rf"{_SPACE}?(?:Separable|Depthwise)?Conv[123]D")
"""Layers of Keras that do not say how many channels go in."""


class _Span(NamedTuple):
    start: int
    end: int


def code_reply(text: QuestionText, of: str | None) -> Reply | None:
    """The reply to a question about pasted code; None if there is none.

    Raises:
        UsageError: what goes in is not told, or contradicts the code.
    """
    source = text.source
    calls = _calls(source)
    if not calls:
        return None
    parts = [_inner(source[call.start : call.end]) for call in calls]
    code = "\n".join(_prefixed(part) for part in parts)
    keras = bool(re.search(r"[123]D\b|Dense|input_shape|keras|BatchNormalization", code))
    sides, extra = _sides(source, calls, keras)
    scene = Scene(_cut(text, [*calls, *extra]))
    scene.spend(*scene.windows)
    inside = "input_shape" in code or "input_dim" in code
    shape = sides or (None if inside else _told(scene, code))
    lines = tuple(_line(target, code, shape, scene) for target in _asked(scene, of))
    scene.leftover()
    return Reply(lines)


def _asked(scene: Scene, of: str | None) -> list[str]:

    targets = [of] if of else targets_of(scene)
    scene.take(
        "flag:framework",
        "flag:total",
        "flag:both",
        "wh:what",
        "flag:dims=1",
        "flag:dims=2",
        "flag:floor",
    )
    scene.use("in", "out", "channels", "batch")
    return targets


def _told(scene: Scene, code: str) -> str | None:
    """The input in the words of the question, channels first."""
    value = scene.get("input")
    first = re.search(r"Conv\w*[123]d\(\s*(?:in_channels\s*=\s*)?(\d+)\s*,", code)
    inner = int(first.group(1)) if first and code.lstrip().find(first.group()) >= 0 else None
    if value is None:
        channels = scene.get("in") or scene.get("channels")
        return f"{channels[0]}xHxW" if channels and inner is None else None
    if re.search(r"[A-Z]\w*1[dD]\b", code):
        return f"{inner or 1}x{value[0]}"
    if len(value) == 3 and inner is not None:
        if inner not in (value[0], value[2]):
            raise contradiction("in", (inner,), (value[2],))
        spatial = value[1:] if value[0] == inner else value[:2]
        return f"{inner}x{spatial[0]}x{spatial[1]}"
    shape = input_of(scene, SaidLayer())
    if shape.channels is not None and inner is not None and shape.channels != inner:
        raise contradiction("in", (inner,), (shape.channels,))
    return "x".join(map(str, (shape.channels or inner or 1, *(shape.spatial or ()))))


def _line(target: str, code: str, shape: str | None, scene: Scene) -> AnswerLine:
    counted = target in ("params", "weights")
    if shape is None and _OPEN.match(code) and "input_" not in code:
        raise missing("in")
    if shape is None and not (
        counted or "input_shape" in code or "input_dim" in code or _DENSE.match(code)
    ):
        raise missing("input")
    if target == "biases":
        raise UsageError(
            Message("ask.unused_target", name=Message("ask.target.biases"), kind=name_of("code"))
        )
    if scene.take("flag:bias=no") or target == "weights":
        code = _without_bias(code)
    scene.take("flag:bias=yes")
    ends_flat = bool(
        re.search(r"(?:Linear|Dense|Flatten)\s*\((?:[^()]|\([^()]*\))*\)[\s\])]*\Z", code)
    )
    of = {
        "weights": "params",
        "shape": "size",
        "length": "size",
        "outheight": "size",
        "outwidth": "size",
        "elements": "activations",
    }.get(target, target)
    of = "channels" if of == "size" and ends_flat else of
    take = (
        "shape"
        if target in ("shape", "size") and of == "size" and re.search("Conv", code)
        else "plain"
    )
    if target in ("outheight", "outwidth"):
        take = target.removeprefix("out")
    words = ("rf", code) if target == "rf" else ("audit", code)
    given = ("--input", shape) if shape is not None else ()
    return AnswerLine((*words, *given, *(() if target == "rf" else ("--of", of))), (), take)


def _without_bias(code: str) -> str:
    """The same code with every layer that could have biases told to have none."""
    found = list(_BIASED.finditer(code))
    for match in reversed(found):
        end = _closing(code, code.index("(", match.end()))
        if end is None or "bias" in code[match.start() : end]:
            continue
        word = (
            "bias=False"
            if match.group().endswith("d") or match.group() == "Linear"
            else "use_bias=False"
        )
        code = f"{code[: end - 1]}, {word}{code[end - 1 :]}"
    return code


def _calls(source: str) -> list[_Span]:
    """The outermost constructor calls."""
    found: list[_Span] = []
    for match in _CALL.finditer(source):
        if found and match.start() < found[-1].end:
            continue
        end = _closing(source, match.end() - 1)
        if end is not None:
            wrapped = ".add(" in match.group()
            found.append(
                _Span(
                    match.start(),
                    (_closing(source, source.index("(", match.start())) or end) if wrapped else end,
                )
            )
    return found


def _inner(text: str) -> str:
    """A call without `model.add( )` and without what it is assigned to."""
    added = re.match(r"\w+\.add\(\s*", text)
    if added:
        return text[added.end() : text.rindex(")")]
    return re.sub(r"\A(?:self\.)?\w+\s*=\s*", "", text)


def _prefixed(code: str) -> str:
    """A construction with its module, by which a network is told from our own notation."""
    keras = re.match(r"(?:\w*[123]D\w*|Dense|BatchNormalization|Activation)\s*\(", code)
    torch = re.match(r"(?:\w*[123]d|Linear)\s*\(", code)
    return f"layers.{code}" if keras else f"nn.{code}" if torch else code


def _closing(source: str, place: int) -> int | None:
    depth = 0
    for n in range(place, len(source)):
        depth += {"(": 1, ")": -1}.get(source[n], 0)
        if depth == 0:
            return n + 1
    return None


def _sides(source: str, calls: Sequence[_Span], keras: bool) -> tuple[str | None, list[_Span]]:
    """The input that code tells beside the layers, channels first, and where it stands."""
    for pattern in (_TENSOR, _SHAPE):
        for match in pattern.finditer(source):
            if any(call.start <= match.start() < call.end for call in calls):
                continue
            sides = [part.strip() for part in match.group("sides").split(",")]
            if sides[0] == "None" or len(sides) == 4:
                sides = sides[1:]
            if keras:
                sides = [sides[-1], *sides[:-1]]
            return "x".join(sides), [_Span(*match.span())]
    return None, []


def _cut(text: QuestionText, spans: Sequence[_Span]) -> QuestionText:
    """The question without the code."""
    hidden: set[int] = set()
    for start, end in spans:
        hidden.update(range(start, end))
        trail = _TRAILS.match(text.source, end)
        while trail:
            hidden.update(range(*trail.span()))
            trail = _TRAILS.match(text.source, trail.end())
    plain = "".join(
        "," if place in hidden else c for c, place in zip(text.plain, text.places, strict=True)
    )
    return QuestionText(plain, text.places, text.source)
