"""The same receptive field by other layers: the kernel of one, or how many of another."""

from __future__ import annotations

from convcalc.ask.reply import AnswerLine, Reply, missing, refused
from convcalc.ask.scene import Scene
from convcalc.ask.stack import chain, field_line, layers_of
from convcalc.ask.window import SaidLayer

_COUNTS = ("how many", "何層", "何回", "何段", "いくつの層", "number of")


def same_field(scene: Scene) -> Reply | None:
    """The answer to `which kernel has the same receptive field as ...`; None if it is not asked.

    Raises:
        UsageError: the layers on one of the sides are not told.
    """
    if not (scene.has("ask:rf") and scene.has("verb:equal", "flag:same")):
        return None
    sized = [w for w in scene.windows if "kernel" in w.given]
    wide = any(t.is_("given:kernel", "given:filter") for t in scene.asked)
    wide = wide or (len(sized) == 1 and scene.has("ask:size"))
    counting = [t for t in scene.tokens if t.is_("wh:what") and t.text.startswith(_COUNTS)]
    wide = wide and not counting
    if scene.has("wh:truth", "wh:which", "verb:fewer", "verb:more") or not (wide or counting):
        return None
    if not sized:
        raise missing("kernel")
    lines = (field_line(scene, sized),) if wide else _number(scene, sized, counting[-1].start)
    scene.spend(*scene.windows)
    scene.use("times", "stride", "padding", "kernel")
    scene.take("verb:equal", "flag:same", "ask:rf", "ask:size", "flag:both", "verb:replace")
    scene.take("flag:stack", "wh:layers", "wh:choose", "rel:than")
    for token in scene.asked:
        token.used = True
    return Reply(lines)


def _number(scene: Scene, sized: list[SaidLayer], asked: int) -> tuple[AnswerLine, ...]:
    """How many layers of the kind that is counted, and the field itself if it is asked, too."""
    if len(sized) != 2:
        raise refused("ask.two_sides")
    english = scene.text.plain[asked].isascii()
    sided = [window for window in sized if (window.first > asked) == english]
    near = min(sided or sized, key=lambda window: abs(window.first - asked))
    other = next(window for window in sized if window is not near)
    if near.given.get("times", (1,)) != (1,):
        raise refused("ask.two_sides")
    reach, jump = 1, 1
    for layer in layers_of(scene, [other]):
        kernel, dilation, stride = (
            layer.given.get(name, (1,)) for name in ("kernel", "dilation", "stride")
        )
        if len({*kernel}) > 1 or len({*dilation}) > 1 or len({*stride}) > 1:
            raise refused("ask.two_sides")
        reach += (kernel[0] - 1) * dilation[0] * jump
        jump *= stride[0]
    notation = chain(layers_of(scene, [near]))
    found = AnswerLine(
        ("solve", "rf", f"(N)*( {notation} )", "--want", str(reach)), (), "solution layers"
    )
    own = [t for t in scene.tokens if t.kind == "wh" and t.start != asked]
    return (field_line(scene, [other]), found) if own else (found,)
