"""Questions turned round: which padding, kernel, stride ... leads to what the question tells."""

from __future__ import annotations

from convcalc.ask.options import head, options
from convcalc.ask.reply import AnswerLine, missing, refused
from convcalc.ask.scene import Scene
from convcalc.ask.shape import grid, input_of
from convcalc.ask.stack import chain, layers_of, several
from convcalc.ask.window import POOLS, SaidLayer, name_of, spelt

LETTERS = {
    "input": "H",
    "kernel": "K",
    "stride": "S",
    "padding": "P",
    "dilation": "D",
    "output_padding": "A",
}
TURNED = ("conv", "tconv", *POOLS)


def unknown_of(scene: Scene) -> str | None:
    """The given that the question asks for, None if it asks for what comes out."""
    names = [token.name for token in scene.asked]
    _told_map(scene)
    if scene.has("wh:layers") or _counts_layers(scene):
        names.append("layers")
    wanted = (
        "output" in scene.given
        or scene.has("flag:same")
        or any(b.name in ("claim:size", "claim:rf", "claim:effective_kernel") for b in scene.claims)
    )
    for name in names:
        if name == "filter":
            name = "kernel" if _sized(scene) else "out"
        if name == "times":
            name = "layers"
        if name in (*LETTERS, "layers") and (wanted or name not in ("input", "kernel")):
            return name
    return None


def _told_map(scene: Scene) -> None:
    """`the feature map is 24x24. How large was the input?`: the map is what comes out."""
    asked = any(
        t.name == "input" and t.text.startswith(("input", "入力", "もと", "元", "orig"))
        for t in scene.asked
    )
    if asked and "input" in scene.given and "output" not in scene.given:
        scene.given["output"] = scene.given.pop("input")
        scene.owners["output"] = scene.owners.pop("input", [])


def _sized(scene: Scene) -> bool:
    return not any(
        t.kind == "wh" and t.text.startswith(("how many", "何枚", "number of"))
        for t in scene.tokens
    )


def _counts_layers(scene: Scene) -> bool:
    told = "output" in scene.given or any(b.name.startswith("claim:") for b in scene.claims)
    if not told or not scene.has("ask:rf", "ask:effective_kernel"):
        return False
    for place, token in enumerate(scene.tokens):
        if not token.is_("wh:what"):
            continue
        if any(count in token.text for count in ("何層", "何回", "何段")):
            return True
        after = [
            t
            for t in scene.tokens[place + 1 : place + 6]
            if t.kind not in ("fill", "num") and not t.is_("flag:stack", "flag:both")
        ]
        if (
            token.text in ("how many", "number of")
            and after
            and after[0].kind == "layer"
            and after[0].text.endswith("s")
        ):
            return True
        clause = scene.tokens[max(place - 9, 0) : place]
        stops = [n for n, word in enumerate(clause) if word.is_("rel:comma", "rel:stop")]
        if "いくつ" in token.text and any(
            word.kind == "layer" for word in clause[stops[-1] + 1 if stops else 0 :]
        ):
            return True
    return False


def turned_line(scene: Scene, unknown: str) -> AnswerLine:
    """The command that finds the unknown.

    Raises:
        UsageError: too little is told.
    """
    for claim in scene.claims:
        claim.number.used = True
        scene.given.setdefault("output", claim.number.value)
    for token in scene.tokens:
        if token.kind == "ask" and token.name in ("size", "rf", "effective_kernel", "shape"):
            token.used = True
    for token in scene.asked:
        token.used = True
    scene.take("wh:layers", "flag:both", "flag:axes", "flag:padding=0", "flag:framework")
    if unknown == "layers":
        return _layers(scene)
    window = scene.windows[0] if scene.windows else SaidLayer()
    scene.spend(window)
    if unknown == "input" and several(scene):
        return _inputs(scene)
    if len(scene.windows) > 1:
        raise refused("ask.several_layers", "ask.one_at_a_time")
    output = scene.get("output")
    if unknown == "dilation" and output is not None and scene.given.get("input") is None:
        return _dilation(scene, window, output)
    return _layer(scene, window, unknown, output)


def _layer(
    scene: Scene, window: SaidLayer, unknown: str, output: tuple[int, ...] | None
) -> AnswerLine:
    kind = window.kind
    if kind not in TURNED:
        raise refused("ask.no_value", name=name_of(unknown))
    same = scene.take("flag:same")
    any_input = (
        output is None
        and unknown in ("padding", "kernel", "dilation")
        and scene.get("stride", (1,), window) == (1,)
    )
    known = ("kernel", "padding" if unknown != "padding" else "kernel")
    known = known if any_input else ("input", "kernel")
    absent = [name for name in known if name != unknown and scene.get(name, window=window) is None]
    if output is None and not same:
        absent.append("output")
    if absent:
        raise missing(*absent)
    if unknown != "input":
        window.given[unknown] = (LETTERS[unknown],)
    shape = input_of(scene, window)
    size = LETTERS["input"] if shape.spatial is None else grid(shape.spatial)
    words = ["solve", *head(kind), size, *options(scene, window, kind)]
    scene.use("in", "out", "channels", "batch")
    dims = ["--dims", str(shape.dims)] if shape.dims != 2 else []
    wanted = tuple(output or ())[: shape.dims]
    return AnswerLine(
        (*words, *dims, "--want", grid(wanted) if wanted else "same"),
        tuple(scene.assumed),
        f"solution {unknown}",
    )


def _dilation(scene: Scene, window: SaidLayer, output: tuple[int, ...]) -> AnswerLine:
    kernel = scene.get("kernel", window=window)
    if kernel is None:
        raise missing("kernel")
    scene.use("stride", "padding")
    return AnswerLine(
        ("solve", "kernel", grid(kernel), "-d", "D", "--want", grid(output)),
        (),
        "solution dilation",
    )


def _layers(scene: Scene) -> AnswerLine:
    output = scene.get("output")
    if output is None:
        raise missing("output")
    if not (scene.has("ask:rf") or scene.has("rel:gives")):
        raise refused("ask.layers_of_what")
    scene.take("flag:stack")
    for window in scene.windows:
        window.given.pop("times", None)
    scene.given.pop("times", None)
    found = layers_of(scene, scene.windows)
    scene.use("padding")
    if len(found) != 1:
        raise refused("ask.several_layers", "ask.one_at_a_time") if found else missing("kernel")
    least = any(
        word in scene.text.plain
        for word in (
            "以上",
            "少なくとも",
            "at least",
            "or more",
            "reach",
            "minimum",
            "fewest",
            "least",
        )
    )
    scene.take("verb:fewer", "verb:more")
    goal = "--at-least" if least else "--want"
    return AnswerLine(
        ("solve", "rf", f"(N)*( {chain(found)} )", goal, grid(output)), (), "solution layers"
    )


def _inputs(scene: Scene) -> AnswerLine:
    """The input of a stack whose output is told."""
    output = scene.get("output")
    if output is None:
        raise missing("output")
    from convcalc.ask.stack import _step  # the notation of one layer

    texts = [_step(layer, False, scene.take("flag:same")) for layer in layers_of(scene)]
    scene.take("flag:stack")
    if len(set(output)) > 1:
        raise refused("ask.one_number", name=name_of("output"), value=spelt(output))
    return AnswerLine(
        ("solve", "inputs", " ".join(texts), "--want", grid(output)), (), "solution input"
    )
