"""One thing set against another: ratios, savings, differences, which of two has fewer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from convcalc.ask.doubled import HOW, changed, doubled, grouped, pooled, saving
from convcalc.ask.options import options
from convcalc.ask.reply import AnswerLine, Reply, missing, refused
from convcalc.ask.scene import Scene
from convcalc.ask.segment import Lexeme
from convcalc.ask.shape import grid, input_of, size_text
from convcalc.ask.stack import field_line, network_line
from convcalc.ask.window import CONVS, POOLS, SaidLayer
from convcalc.errors import Message

COMPARED = ("params", "weights", "macs", "flops", "biases")
_SPLITS = ("rel:or", "verb:replace", "rel:than", "rel:obj", "rel:is")
_COUNTED = re.compile(r"[のを]?\d+(?:層|段|回)")
_INSTEAD = ("instead", "rather", "replacing", "in place", "に代えて", "の代わり")
_AGAINST = ("に対", "より")


def how_of(scene: Scene) -> str | None:
    """Whether the question asks for a ratio, and of which kind."""
    found = next((how for name, how in HOW.items() if scene.has(name)), None)
    if found is None and (scene.has("ask:ratio", "verb:one")):
        found = "ratio"
    return found


def versus(scene: Scene) -> Reply | None:
    """The answer to a question about two things, None if it is about one."""
    how = how_of(scene)
    contest = (
        scene.has("verb:fewer", "verb:more", "verb:equal", "verb:replace")
        and len(scene.windows) > 1
    )
    halved = scene.has("flag:half", "flag:double")
    change = next((token for token in scene.tokens if token.kind == "change"), None)
    if change is not None:
        target, drop = _target(scene), saving(scene, how)
        scene.take("verb:drop", "verb:left", "wh:what")
        return changed(scene, change, target, how, drop)
    if how is None and not (
        contest
        and (
            scene.has("rel:or", "rel:than", "wh:truth", "wh:choose", "wh:which")
            or _by_how_many(scene)
        )
    ):
        return _both(scene)
    target = _target(scene)
    drop = saving(scene, how)
    scene.take("verb:drop", "verb:left", "wh:what")
    if halved:
        return doubled(scene, target, how or "ratio", drop)
    kinds = {kind for window in scene.windows for kind in window.kinds}
    for word, after in pairwise(scene.tokens):
        if word.text == "by" and after.is_("wh:what"):
            after.as_("verb", "difference").used = False
    count = None if how else _by_how_many(scene)
    if count is not None and not kinds <= {*CONVS, "pointwise"}:
        count.as_("verb", "difference")
    if scene.has("ask:elements") and kinds and kinds <= {*POOLS}:
        return pooled(scene, how, drop)
    if "separable" in kinds or {"depthwise", "pointwise"} <= kinds:
        return _separable(scene, how or "ratio", drop, kinds)
    if ("grouped" in kinds or scene.get("groups") is not None) and len(
        [w for w in scene.windows if w.given.get("kernel")]
    ) < 2:
        return grouped(scene, target, how or "ratio", drop)
    if len(scene.windows) > 1:
        return _contest(scene, target, how, drop)
    if how is not None:
        raise refused("ask.ratio_of")
    return None


def _by_how_many(scene: Scene) -> Lexeme | None:
    """`how many fewer weights`, 何個少ない: the word of a difference."""
    tokens = [t for t in scene.tokens if t.kind != "fill"]
    return next(
        (
            after
            for token, after in pairwise(tokens)
            if token.is_("wh:what") and after.is_("verb:fewer", "verb:more")
        ),
        None,
    )


def _both(scene: Scene) -> Reply | None:
    """`how many weights do A have compared with B`: a value for each of them."""
    against = next((t for t in scene.tokens if t.is_("rel:or", "rel:than")), None)
    if against is None or len(scene.windows) < 2 or scene.has("wh:truth"):
        return None
    target = _target(scene) if scene.has(*[f"ask:{name}" for name in COMPARED]) else ""
    if not target or against.text.startswith(_INSTEAD):
        against.as_("verb", "against")
        return None
    scene.take("flag:total")
    return Reply(_unbiased(_sides(scene, target, *_split(scene)), target))


def _unbiased(lines: tuple[AnswerLine, ...], target: str) -> tuple[AnswerLine, ...]:
    if target != "params":
        return lines
    first, *rest = lines
    return (first._replace(assumed=(*first.assumed, Message("ask.assumed.bias"))), *rest)


def _target(scene: Scene) -> str:
    names = [name for name in scene.ask_names() if name in (*COMPARED, "memory", "rf")]
    scene.take(*[f"ask:{name}" for name in names], "ask:ratio")
    if "weights" in names and "params" in names:
        names.remove("params")
    return names[0] if names else "macs"


def _separable(scene: Scene, how: str, drop: str, kinds: set[str]) -> Reply:
    """Depthwise separable against standard convolution."""
    windows = scene.windows
    merged = SaidLayer(["separable"], {})
    scene.spend(*windows)
    for window in windows:
        for name, value in window.given.items():
            merged.given.setdefault(name, value)
    kernel = scene.get("kernel", window=merged)
    scene.use("kernel")
    if kernel is None:
        lone = [t for t in scene.lonely if not t.scalar]
        if len(lone) != 1:
            raise missing("kernel")
        lone[0].used = True
        merged.given["kernel"] = lone[0].value
    scene.use("out", "in", "channels", "input", "stride", "padding", "dilation")
    shape = input_of(scene, merged)
    told = scene.get("output")
    if told is not None and len(told) > shape.dims:
        scene.given.setdefault("out", told[-1:])
    if told is not None and shape.spatial is not None:
        from convcalc.ask.fit import fit_padding

        fit_padding(scene, merged, "separable", shape)
    out = scene.get("out", window=merged)
    if out is None and scene.take("flag:same_channels") and shape.channels is not None:
        out = (shape.channels,)
    if out is None:
        raise missing("out")
    if scene.take("flag:same"):
        merged.given.setdefault("padding", ("same",))
    if scene.has("flag:bias=yes"):
        raise refused("ask.ratio_with_bias")
    scene.take(
        "flag:bias=no",
        "verb:one",
        "verb:replace",
        "verb:fewer",
        "verb:more",
        "rel:or",
        "flag:both",
        *HOW,
    )
    size = size_text(shape) if shape.channels is not None else f"{size_text(shape)}@C"
    words = (
        "separable",
        size,
        *options(scene, merged, "conv"),
        "-o",
        grid(out),
        "--of",
        "ratio",
        "--steps",
    )
    inverse = drop == "factor" or (not drop and _inverse(scene, how, kinds))
    said = "drop" if drop == "drop" else "inverse" if inverse else "value"
    return Reply((AnswerLine(words),), said, unit=how)


def _inverse(scene: Scene, how: str, kinds: set[str]) -> bool:
    """Whether the standard one is to be set against the separable one, and not the reverse."""
    if how != "ratio" or not scene.has("wh:times"):
        return False
    named = [
        t
        for t in scene.tokens
        if t.kind == "layer" and t.name in ("separable", *CONVS, "depthwise")
    ]
    standard_first = bool(named) and named[0].name in CONVS
    if len(named) > 1 and _of_whose(scene, named[0].start, named[-1].start):
        return not standard_first
    words = " ".join(t.text for t in scene.tokens if t.kind in ("wh", "verb"))
    fewer = any(word in words for word in ("fewer", "less", "cheaper", "smaller", "lower"))
    if fewer:
        return not standard_first
    if any(t.is_("rel:or", "verb:replace") for t in scene.tokens):
        return False
    if "factor" in words or "savings" in words:
        raise refused("ask.which_way")
    return standard_first


def _split(scene: Scene) -> tuple[list[SaidLayer], list[SaidLayer]]:
    """The layers on both sides.

    Raises:
        UsageError: nothing says where one side ends.
    """
    windows = scene.windows
    starts = [window.first for window in windows]
    if len(windows) == 2:
        return windows[:1], windows[1:]
    for name in _SPLITS:
        for token in scene.tokens:
            if not token.is_(name):
                continue
            left = [w for w, start in zip(windows, starts, strict=True) if start < token.start]
            right = [w for w, start in zip(windows, starts, strict=True) if start > token.start]
            if left and right:
                return left, right
    for token in scene.tokens if any(t.text == "replacing" for t in scene.tokens) else ():
        if token.text in ("by", "with") and windows and windows[0].first < token.start:
            right = [w for w in windows if w.first > token.start]
            if right and len(right) < len(windows):
                return windows[: -len(right)], right
    raise refused("ask.two_sides")


def _contest(scene: Scene, target: str, how: str | None, drop: str) -> Reply:
    """Two stacks of layers with the same channels."""
    lines = _sides(scene, target, *_split(scene))
    replaced = scene.take("verb:replace")
    if scene.has("wh:truth"):
        senses = {"verb:fewer": "less", "verb:more": "more", "verb:equal": "equal"}
        sense = next((sense for verb, sense in senses.items() if scene.take(verb)), None)
        if sense is None:
            raise refused("ask.ratio_of")
        return Reply(lines, f"truth_{sense}")
    less, more = scene.take("verb:fewer"), scene.take("verb:more")
    turned = _turned(scene, replaced or bool(drop))
    if how is None and _by_how_many(scene):
        return Reply(_unbiased(lines, target)[:: 1 if less == turned else -1], "difference")
    fewer = any(t.kind == "wh" and t.text.endswith(("fewer", "less")) for t in scene.tokens)
    scene.take(*HOW)
    if drop == "drop":
        return Reply(lines[::-1] if turned else lines, "drop", unit=how or "ratio")
    if (less or more) and (scene.has("rel:or", "wh:which") or how is None):
        names = tuple(_spelling(scene, side) for side in _split(scene))
        unit = "" if how is None else "ratio"
        return Reply(lines, "less" if less else "more", claim=names, unit=unit)
    inverse = how == "ratio" and bool(fewer or drop == "factor" or (less and scene.has("wh:times")))
    return Reply(lines[::-1] if turned != inverse else lines, "ratio", unit=how or "ratio")


def _turned(scene: Scene, replaced: bool) -> bool:
    """Whether the side that is named first is the one that the other is set against.

    `compared with` precedes it in English, a particle follows it in Japanese.
    """
    first, second = (side[0].first for side in _split(scene))
    if _of_whose(scene, first, second):
        return True
    for token in scene.tokens:
        if token.is_("rel:or", "rel:than") or token.text.startswith(_AGAINST):
            if token.text.isascii():
                return token.start < first
            if token.start > first:
                return token.start < second
    return replaced


def _of_whose(scene: Scene, first: int, second: int) -> bool:
    """`what fraction of the weights of A do B have`: the one that is named first is the whole."""
    return any(t.text in ("do", "does") and first < t.start < second for t in scene.tokens)


def _sides(
    scene: Scene, target: str, left: list[SaidLayer], right: list[SaidLayer]
) -> tuple[AnswerLine, AnswerLine]:
    """A line for each side; the channels are the same everywhere if nothing is said of them."""
    names = ("in", "channels", "chain", "out")
    own = [w.given for w in (*left, *right) if "channels" in w.given]
    if len(own) == 1 and all(scene.get(n) is None for n in names):
        scene.given["channels"] = own[0].pop("channels")
    channels = scene.get("channels")
    inner = any(name in window.given for window in (*left, *right) for name in ("in", "out"))
    symbolic = not inner and all(scene.get(n) is None for n in names)
    symbolic = (scene.take("flag:same_channels") and channels is None) or symbolic
    if channels is not None and scene.get("out") is None:
        scene.given["out"] = scene.given["in"] = channels
    scene.take("flag:bias=no")
    if scene.take("flag:bias=yes"):
        raise refused("ask.ratio_with_bias")
    if target == "rf":
        return field_line(scene, left), field_line(scene, right)
    if scene.given.get("input") is None and target in ("macs", "flops"):
        raise missing("input")
    of = "weights" if target == "params" else target
    first, second = (network_line(scene, of, side, symbolic) for side in (left, right))
    if symbolic:
        first = first._replace(assumed=(*first.assumed, Message("ask.assumed.same_channels")))
    return first, second


def _spelling(scene: Scene, side: Sequence[SaidLayer]) -> str:
    """A side as the question spells it, with the number of its layers."""
    start, end = side[0].first, _end(scene, side)
    for token in scene.tokens:
        if token.how == "before" and start - 2 <= token.end <= start:
            start = token.start
        elif token.start == end and (token.scalar or token.is_("given:layers", "given:times")):
            end = token.end
    counted = _COUNTED.match(scene.text.plain, end)
    end = counted.end() if counted else end
    return scene.text.typed(start, end).rstrip("(（")


def _end(scene: Scene, side: Sequence[SaidLayer]) -> int:
    ends = [token.end for window in side for token in window.tokens]
    starts = [window.start for window in side]
    last = max([*ends, *starts])
    token = next((t for t in scene.tokens if t.start <= last < t.end), None)
    return max(last, token.end if token else last)
