"""From the scene of a question to the reply: what is asked, and which kind of question it is."""

from __future__ import annotations

from convcalc.ask.alike import same_field
from convcalc.ask.code import code_reply
from convcalc.ask.knowledge import known_reply
from convcalc.ask.lonely import drop_denied, place_lonely
from convcalc.ask.order import WORDS
from convcalc.ask.reply import AnswerLine, Reply, missing, refused
from convcalc.ask.scene import Scene
from convcalc.ask.shape import grid, input_of
from convcalc.ask.single import kernel_line, line
from convcalc.ask.stack import field_line, network_line, several
from convcalc.ask.targets import targets_of
from convcalc.ask.tensors import tensor_reply
from convcalc.ask.text import QuestionText
from convcalc.ask.turned import turned_line, unknown_of
from convcalc.ask.versus import how_of, versus
from convcalc.ask.window import CONVS, SaidLayer, name_of, spelt
from convcalc.ask.within import within
from convcalc.errors import Message, UsageError


def interpret(
    text: QuestionText, of: str | None = None, before: Scene | None = None
) -> tuple[Reply, Scene | None]:
    """The reply to one question without options, and its scene.

    Args:
        before: the part of the question before; what this one leaves open is taken from it.

    Raises:
        InputError: a word is not understood, or nothing made use of it.
        UsageError: a given is missing, or two contradict each other.
    """
    known = known_reply(text)
    if known is not None:
        return known, None
    read = tensor_reply(text) or code_reply(text, of)
    if read is not None:
        return read, None
    scene = Scene(text)
    if before is not None:
        scene.inherit(before)
    reply = _reply(scene, of)
    scene.take("wh:what", "verb:left")
    if scene.given.get("batch"):
        scene.take("flag:respective")
    if not _counted(scene):
        for token in scene.tokens:
            token.used = token.used or (token.kind == "place" and token is not scene.subject)
    scene.leftover()
    return reply, scene


def _counted(scene: Scene) -> bool:
    """Whether a number says how many layers there are: `the first layer` is an exception then."""
    stores = [scene.given, *[window.given for window in scene.windows]]
    return scene.has("flag:stack") or any(
        name in ("times", "layers") and value != (1,)
        for store in stores
        for name, value in store.items()
    )


def _reply(scene: Scene, of: str | None) -> Reply:
    if not any(token.kind in ("given", "layer", "ask", "num") for token in scene.tokens):
        raise UsageError(Message("ask.empty"), Message("ask.example"))
    place_lonely(scene)
    drop_denied(scene)
    if scene.has("wh:truth"):
        reply = versus(scene) or _truth(scene)
        scene.take("wh:truth")
        return reply
    if of is None:
        alike = same_field(scene)
        if alike is not None:
            return alike
        against = versus(scene)
        if against is not None:
            return against
        if scene.has("verb:shrinks") and scene.has("wh:blank", "wh:what"):
            return _shrinks(scene)
        unknown = unknown_of(scene)
        if unknown is not None:
            return Reply((turned_line(scene, unknown),))
    targets = [of] if of else targets_of(scene)
    lines: list[AnswerLine] = []
    for target in targets:
        for made in _lines(scene, target):
            if made not in lines:
                lines.append(made)
    if scene.has("flag:respective") and len(lines) > 1:
        scene.take("flag:respective")
    scene.take("flag:both", "flag:total")
    return Reply(tuple(lines))


def _lines(scene: Scene, target: str) -> list[AnswerLine]:
    """The lines for one target: one, or one for each layer or value that is set beside others."""
    if target == "ratio":
        from convcalc.ask.versus import _separable

        kinds = {kind for window in scene.windows for kind in window.kinds}
        if "separable" not in kinds:
            raise refused("ask.ratio_of")
        return list(_separable(scene, "ratio", "", kinds).lines)
    one = within(scene, target)
    if one is not None:
        return [one]
    both = [token for token in scene.tokens if token.is_("flag:bias=both")]
    if both and target == "params":
        found = []
        for name in ("bias=yes", "bias=no")[:: -1 if both[0].text.startswith("without") else 1]:
            both[0].name = name
            found += _lines(scene, target)
        scene.take("flag:respective", "flag:both")
        return found
    variants = _variants(scene, target)
    if variants:
        return variants
    if target == "rf":
        stores = [scene.given, *[w.given for w in scene.windows]]
        if several(scene) or any(isinstance(v, list) for store in stores for v in store.values()):
            return [field_line(scene)]
        if scene.has("flag:some"):
            raise missing("layers")
        if scene.take("flag:stack"):
            raise missing("layers")
        return [kernel_line(scene, scene.windows[0] if scene.windows else SaidLayer(), target)]
    if target == "effective_kernel":
        return [kernel_line(scene, scene.windows[0] if scene.windows else SaidLayer(), target)]
    beside = _beside(scene, target)
    if beside:
        return beside
    if several(scene) and not _pooled_head(scene):
        _in_order(scene)
        return [network_line(scene, target)]
    if scene.has("flag:some"):
        raise missing("layers")
    if scene.has("flag:stack") and target != "size":
        scene.take("flag:stack")
        raise missing("layers")
    windows = scene.windows
    chain = scene.get("chain")
    if chain and len(chain) == 2:
        scene.given.update({"in": chain[:1], "out": chain[1:]})
    if any(w.kind == "linear" for w in windows):
        for token in [t for w in windows for t in w.tokens]:
            token.used = True
        return [line(scene, target, next(w for w in windows if w.kind == "linear"))]
    return [line(scene, target)]


def _pooled_head(scene: Scene) -> bool:
    """A head after GAP or flattening: one fully connected layer is what is asked about."""
    kinds = [w.kind for w in scene.windows]
    if (
        kinds.count("linear") != 1
        or not set(kinds) <= {"linear", "gap", "flatten"}
        or len(scene.given.get("chain", ())) > 2
    ):
        return False
    flat = [w for w in scene.windows if w.kind in ("flatten", "gap")]
    dense = next(w for w in scene.windows if w.kind == "linear")
    for window in flat:
        for name, value in window.given.items():
            dense.given.setdefault(name, value)
    chain = scene.get("chain")
    if chain:
        scene.given.update({"in": chain[:1], "out": chain[1:]})
    return True


def _in_order(scene: Scene) -> None:
    """Refuse two different layers that nothing puts in an order.

    Raises:
        UsageError: two kernels for one layer.
    """
    windows = [w for w in scene.windows if w.kind != "relu"]
    if len(windows) < 2 or all(w.kinds for w in windows):
        return
    if scene.has(*WORDS, "rel:then", "rel:arrow", "flag:stack") or len(windows) > 2:
        return
    first, second = windows[0].given.get("kernel"), windows[1].given.get("kernel")
    if first and second:
        raise refused(
            "ask.contradiction", name=name_of("kernel"), first=spelt(first), second=spelt(second)
        )


_STEPS = ("depthwise", "pointwise")


def _beside(scene: Scene, target: str) -> list[AnswerLine]:
    """`それぞれ`, `the standard and the separable one`: a line for each of two layers."""
    kinds = [w.kinds for w in scene.windows]
    both = {kind for names in kinds for kind in names}
    if (
        len(scene.windows) == 1
        and "standard" in both
        and both & {"separable", "depthwise"}
        and target in ("params", "weights", "macs", "flops")
    ):
        window = scene.windows[0]
        special = SaidLayer([k for k in window.kinds if k not in CONVS], dict(window.given))
        return [
            line(scene, target, SaidLayer(["conv"], dict(window.given))),
            line(scene, target, special),
        ]
    if len(scene.windows) == 1 and {"depthwise", "pointwise"} <= both:
        window = scene.windows[0]
        if scene.take("flag:respective") or scene.has("rel:and"):
            scene.spend(window)
            return [line(scene, target, SaidLayer([k], dict(window.given))) for k in _STEPS]
    if len(scene.windows) < 2 or not scene.take("flag:respective"):
        return []
    lines = []
    if scene.has(*WORDS, "rel:then", "rel:arrow", "flag:stack"):
        raise refused("ask.each_of_what")
    for window in scene.windows:
        given = dict(window.given)
        chain = given.pop("chain", None) or (
            scene.get("chain") if window.kind != "depthwise" else None
        )
        if chain:
            given |= {"in": chain[:1], "out": chain[1:]}
        lines.append(
            line(scene, target, SaidLayer(window.kinds, given, window.tokens, window.start))
        )
    return lines


def _variants(scene: Scene, target: str) -> list[AnswerLine]:
    """`rates 6, 12 and 18`, `パディングが0のときと1のとき`: a line for each value."""
    stores = [scene.given, *[w.given for w in scene.windows]]
    lists = [
        (store, name)
        for store in stores
        for name, value in store.items()
        if isinstance(value, list)
    ]
    if len(lists) != 1 or target == "rf" or scene.has("flag:stack"):
        return []
    ((store, name),) = lists
    apart = any(
        word in scene.text.plain[token.start : token.end]
        for token in scene.owners.get(name, ())
        for word in ("場合", "とき", "時")
    )
    if not (apart or scene.plural() or scene.has("flag:both") or target == "effective_kernel"):
        return []
    scene.take("flag:respective", "flag:both")
    values, lines = store[name], []
    for value in values:
        store[name] = value
        lines += _lines(scene, target)
    store[name] = values
    return lines


def _shrinks(scene: Scene) -> Reply:
    """By how many pixels the output is smaller."""
    scene.take("verb:shrinks", "flag:axes", "flag:respective", "flag:both", "ask:size")
    window = scene.windows[0] if scene.windows else SaidLayer()
    if scene.given.get("input") is None:
        scene.given["input"] = ("H", "H")
    for token in scene.asked:
        token.used = True
    made = line(scene, "size", window)
    shape = input_of(scene, window)
    return Reply((made,), "smaller", claim=grid(shape.spatial or ()))


def _truth(scene: Scene) -> Reply:
    """A statement about numbers: what it claims, and the line that it is judged by."""
    claims = [(b.name.removeprefix("claim:"), b.number) for b in scene.claims]
    output = scene.given.pop("output", None)
    if output is not None:
        scene.use("output")
        size = (
            "rf"
            if scene.take("ask:rf")
            else "effective_kernel"
            if scene.take("ask:effective_kernel")
            else "size"
        )
        made = _one(scene, size)
        return Reply((made,), "truth", claim=spelt(output))
    if len(claims) == 1:
        name, number = claims[0]
        number.used = True
        scene.take(f"ask:{name}")
        made = _one(scene, name)
        return Reply(
            (made,),
            "truth",
            claim=spelt(number.value) if number.how != "fraction" else str(number.value[0]),
        )
    if not claims and scene.has("flag:same") and not how_of(scene):
        scene.take("flag:same", "ask:size")
        window = scene.windows[0] if scene.windows else SaidLayer()
        if scene.get("padding", window=window) is None:
            raise missing("padding")
        scene.given.setdefault("input", ("H", "H"))
        shape = input_of(scene, window)
        made = _one(scene, "size")
        return Reply((made,), "truth", claim=grid(shape.spatial or ()))
    raise refused("ask.no_claim")


def _one(scene: Scene, target: str) -> AnswerLine:
    made = _lines(scene, target)
    if len(made) != 1:
        raise refused("ask.no_claim")
    return made[0]
