"""What a change does to the cost: halved inputs, another stride, groups, a pooling."""

from __future__ import annotations

from math import lcm

from convcalc.ask.reply import AnswerLine, Reply, missing, refused
from convcalc.ask.scene import Scene
from convcalc.ask.segment import Lexeme
from convcalc.ask.shape import grid, wide
from convcalc.ask.window import CONVS
from convcalc.errors import Message

HOW = {"wh:times": "ratio", "wh:share": "ratio", "wh:percent": "percent", "wh:tenths": "tenths"}
"""The words of a ratio, and how it is told."""


def saving(scene: Scene, how: str | None) -> str:
    """What a reduction is told by: `drop` what is saved, `factor` how many times less is left, ``
    what is left (`to what percentage`, 何%に).

    Raises:
        UsageError: both could be meant.
    """
    rates = [t.text for t in scene.tokens if t.is_("ask:ratio") and t.text != "ratio"]
    if any(word.startswith(_RATES) for word in rates):
        raise refused("ask.which_way")
    if any("削減率" in word for word in rates):
        return "drop"
    less = how in ("percent", "tenths") and scene.has("verb:fewer", "verb:more")
    if not (less or scene.has("verb:drop")):
        return ""
    plain = scene.text.plain
    for word in scene.tokens:
        if not word.is_(*HOW):
            continue
        if "に" in plain[word.end - 1 : word.end + 1] or plain[: word.start].endswith("to "):
            return ""
        if word.is_("wh:times") and word.text.isascii():
            return "factor"
        if word.is_("wh:times") or (word.is_("wh:share") and not word.text.isascii()):
            raise refused("ask.which_way")
    return "drop"


_RATES = (
    "reduction", "compression", "saving", "計算量の削減量", "計算量の削減効果", "削減量",
    "削減効果",
)  # fmt: skip


def doubled(scene: Scene, target: str, how: str, drop: str) -> Reply:
    """What halving or doubling the input, or the channels, does to the cost."""
    twice = scene.take("flag:double")
    if scene.take("flag:half") and twice:
        raise refused("ask.which_way")
    if target == "rf" or any(w.kind not in (*CONVS, "conv") for w in scene.windows):
        raise refused("ask.ratio_of")
    of = "params" if target in ("weights", "params") else target
    scene.spend(*scene.windows)
    nouns = {
        t.name
        for t in scene.tokens
        if t.kind == "given"
        and t.name in ("input", "height", "width", "channels", "in", "out", "inout", "output")
    }
    for token in scene.tokens:
        token.used = token.used or (token.kind == "given" and token.name in nouns)
    ask_size = scene.take("ask:size", "flag:axes")
    scene.take("flag:same", "flag:both", "verb:left", "flag:bias=no", "flag:respective", *HOW)
    scene.take("verb:more")
    spatial, channels = "2*Hx2*W", ("C", "M")
    if nouns & {"channels", "inout"} or {"in", "out"} <= nouns:
        spatial, channels = "HxW", ("2*C", "2*M")
    elif "in" in nouns:
        spatial, channels = "HxW", ("2*C", "M")
    elif "out" in nouns:
        spatial, channels = "HxW", ("C", "2*M")
    elif not (nouns & {"input", "height", "width"} or ask_size):
        raise refused("ask.ratio_of")
    elif ("height" in nouns) != ("width" in nouns) and "input" not in nouns:
        spatial = "2*HxW" if "height" in nouns else "Hx2*W"

    large, plain = _symbolic(of, spatial, *channels), _symbolic(of)
    pair = (large, plain) if twice == (drop != "factor") else (plain, large)
    assumed = () if scene.has("flag:same") else (Message("ask.assumed.same_size"),)
    pair = (pair[0]._replace(assumed=assumed), pair[1])
    return Reply(pair, "drop" if drop == "drop" else "ratio", unit=how)


def _symbolic(
    of: str, size: str = "HxW", inner: str = "C", outer: str = "M", *more: str, kernel: str = "K"
) -> AnswerLine:
    """A convolution that keeps its size, in letters."""
    words = ("conv", f"{size}@{inner}", "-k", kernel, "-p", "same", *more, "-o", outer)
    return AnswerLine((*words, "--no-bias", "--of", of))


def changed(scene: Scene, change: Lexeme, target: str, how: str | None, drop: str) -> Reply:
    """What another stride, kernel or number of channels does to the cost.

    Raises:
        UsageError: it is not a convolution, or which way is not told.
    """
    if target == "rf" or any(w.kind not in (*CONVS, "conv") for w in scene.windows):
        raise refused("ask.ratio_of")
    of = "params" if target in ("weights", "params") else target
    common = lcm(*[side for value in change.value for side in value])
    lines = []
    for value in change.value:
        number = grid(value)
        if change.name == "stride":
            size = f"{common}*Hx{common}*W"
            more = ("--dialect", "keras", "-s", number)
            lines.append(_symbolic(of, size, "C", "M", *more))
        elif change.name == "kernel":
            lines.append(_symbolic(of, kernel=number))
        elif change.name == "groups":
            lines.append(_symbolic(of, "HxW", "C", "M", "-g", number))
        else:
            inner = "C" if change.name == "out" else number
            lines.append(_symbolic(of, "HxW", inner, "M" if change.name == "in" else number))
    change.used = True
    scene.spend(*scene.windows)
    scene.use("in", "out", "channels", "input", "kernel", "padding", "stride", "output")
    scene.take("flag:same", "flag:both", "flag:bias=no", "verb:replace", *HOW)
    before, after = lines
    if scene.has("wh:truth"):
        senses = {"verb:fewer": "less", "verb:drop": "less", "verb:more": "more"}
        sense = next((s for verb, s in senses.items() if scene.take(verb)), "equal")
        if sense == "equal" and not scene.take("verb:equal"):
            raise refused("ask.ratio_of")
        return Reply((after, before), f"truth_{sense}")
    scene.take("verb:more")
    pair = (before, after) if drop == "factor" else (after, before)
    return Reply(pair, "drop" if drop == "drop" else "ratio", unit=how or "ratio")


def pooled(scene: Scene, how: str | None, drop: str) -> Reply:
    """How many values a pooling leaves of those of its input."""
    (window, *more) = scene.windows
    kernel = scene.get("kernel", window=window)
    stride = scene.get("stride", kernel, window)
    if more or kernel is None or scene.get("padding", (0,), window) != (0,):
        raise refused("ask.ratio_of")
    scene.spend(window)
    scene.use("input", "in", "channels")
    scene.take("ask:elements", "verb:fewer", *HOW)
    size = "x".join(f"{step}*{axis}" for step, axis in zip(wide(stride, 2), "HW", strict=True))
    words = ("pool", f"{size}@C", "-k", grid(kernel), "-s", grid(stride), "--of", "activations")
    pair = (AnswerLine(words), AnswerLine(("layer", "identity", words[1], *words[-2:])))
    kept = "drop" if drop == "drop" else "ratio"
    return Reply(pair[::-1] if drop == "factor" else pair, kept, unit=how or "ratio")


def grouped(scene: Scene, target: str, how: str, drop: str) -> Reply:
    """A grouped convolution against one without groups: 1/g, whatever else is given."""
    groups = scene.get("groups")
    if groups is None:
        raise missing("groups")
    scene.spend(*scene.windows)
    for name in ("in", "out", "channels", "input", "stride", "padding", "kernel", "dilation"):
        scene.use(name)
    scene.take(
        "flag:same",
        "flag:same_channels",
        "flag:bias=no",
        "verb:one",
        "verb:replace",
        "rel:or",
        "flag:both",
        "verb:fewer",
        *HOW,
    )
    of = "params" if target in ("weights", "params") else target
    if scene.has("flag:bias=yes"):
        raise refused("ask.ratio_with_bias")
    size = ("conv", "HxW@C", "-k", "K", "-p", "P")
    rest = ("-o", "M", "--no-bias", "--of", of)
    grouped, whole = AnswerLine((*size, "-g", grid(groups), *rest)), AnswerLine((*size, *rest))
    named = [t.name for t in scene.tokens if t.kind == "layer"]
    inverse = (
        scene.has("wh:times") and bool(named) and named[0] == "standard" and "grouped" in named
    )
    pair = (whole, grouped) if inverse or drop == "factor" else (grouped, whole)
    return Reply(pair, "drop" if drop == "drop" else "ratio", unit=how)
