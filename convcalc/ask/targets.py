"""What a question asks for, in the order of its text."""

from __future__ import annotations

from convcalc.ask.reply import refused
from convcalc.ask.scene import Scene
from convcalc.ask.segment import Lexeme
from convcalc.ask.window import contradiction, name_of

NORMS = ("bn", "gn", "ln", "in")
SIZES = ("size", "shape", "length")
NOUNS = {
    "output": "size", "input": "size", "out": "channels", "channels": "channels",
    "filter": "channels", "height": "outheight", "width": "outwidth",
}  # fmt: skip
"""What is asked for where a given is asked for that nothing leads back to."""
_SHEETS = ("何枚", "何チャネル")
_UNITS = ("neuron", "unit", "node", "ニューロン", "ユニット", "ノード")
COUNTERS = ("sheets", "pieces", "times", "layers")
_FINER = (
    ("shape", "size"), ("outheight", "size"), ("outwidth", "size"), ("length", "size"),
    ("elements", "size"), ("values", "size"), ("values", "elements"), ("biases", "params"),
    ("rows", "size"), ("columns", "size"), ("weights", "params"),
)  # fmt: skip
"""Of these two words, the first says more precisely what is asked."""
_VAGUE = ("how", "size", "大きさ", "サイズ", "何", "which size", "what size")


def targets_of(scene: Scene) -> list[str]:
    """What is asked for, in the order of the text.

    Raises:
        UsageError: a given is asked for that nothing in the question leads to.
    """
    _told_output(scene)
    names = _precise(scene, _named(scene))
    return names or [_usual(scene)]


def _told_output(scene: Scene) -> None:
    """`the output size is 7x7`: a size that is told is a given."""
    for bound in scene.claims:
        if bound.name.removeprefix("claim:") in SIZES:
            before = scene.given.setdefault("output", bound.number.value)
            if before != bound.number.value:
                raise contradiction("output", before, bound.number.value)
            scene.owners.setdefault("output", []).append(bound.number)


def _named(scene: Scene) -> list[str]:
    """The quantities that are named, and the nouns that are asked for."""
    told = {id(bound.word) for bound in scene.claims}
    found: list[tuple[int, str]] = []
    for token in scene.tokens:
        if token.kind == "ask":
            token.used = True
            if id(token) not in told and not _heading(scene, token):
                found.append((token.start, token.name))
    for token in scene.asked:
        token.used = True
        if token.name in COUNTERS:
            continue
        if token.name not in NOUNS or (token.name == "input" and not _is_map(token)):
            raise refused("ask.no_value", name=name_of(token.name))
        name = "elements" if _neurons(scene, token) else NOUNS[token.name]
        name = "channels" if _how_many_maps(scene, token) else name
        found.append((token.start, name))
    found += _sheets_of_maps(scene)
    owned = {id(bound.word) for bound in scene.bound}
    for token in scene.tokens:
        if token.text == "number of units" and id(token) not in owned and _neurons(scene, token):
            found.append((token.start, "elements"))
    if any(name == "size" for _, name in found):
        sheets = (t for t in scene.tokens if t.is_("wh:what") and t.text.startswith(_SHEETS))
        found += [(token.start, "channels") for token in sheets]
    names = [name for _, name in sorted(found)]
    return list(dict.fromkeys("channels" if name == "depth" else name for name in names))


def _heading(scene: Scene, token: Lexeme) -> bool:
    """`the parameters are: kernel 3x3, stride 2`: what goes before a list of givens."""
    if token.text not in ("パラメータ", "parameter", "parameters"):
        return False
    place = next(n for n, t in enumerate(scene.tokens) if t is token)
    after = [t for t in scene.tokens[place + 1 : place + 5] if t.kind != "fill"]
    return (
        len(after) > 1
        and after[0].is_("rel:is", "rel:comma")
        and next((t for t in after if t.kind != "rel"), token).kind == "given"
        and any(t.kind == "ask" and t is not token for t in scene.tokens)
    )


def _neurons(scene: Scene, token: Lexeme) -> bool:
    """`how many neurons are in the output of the convolution`: one for each value."""
    named = token.name == "out" and any(word in token.text for word in _UNITS)
    return named and bool(scene.windows) and all(w.kind != "linear" for w in scene.windows)


def _sheets_of_maps(scene: Scene) -> list[tuple[int, str]]:
    """`特徴マップの大きさと枚数`: their number, and their size if it is named with it."""
    told = {id(bound.word) for bound in scene.bound}
    found: list[tuple[int, str]] = []
    for place, token in enumerate(scene.tokens):
        before = [t for t in scene.tokens[:place] if t.kind != "rel"][-1:]
        if not token.is_("given:sheets") or id(token) in told or not before:
            continue
        (noun,) = before
        if noun.kind == "ask" or (noun.is_("given:input", "given:output") and _is_map(noun)):
            found.append((token.start, "channels"))
            if noun.kind == "given" and noun.text.endswith(("大きさ", "サイズ")):
                found.append((noun.start, "size"))
                scene.asked.append(noun)
    return found


def _how_many_maps(scene: Scene, token: Lexeme) -> bool:
    """`how many feature maps`: their number, not their size."""
    before = [t for t in scene.tokens if t.start < token.start and t.kind != "fill"]
    counted = bool(before) and before[-1].text in ("how many", "number of", "the number of")
    return counted and token.name == "input" and "map" in token.text


def _is_map(token: Lexeme) -> bool:
    """Whether the word for a map may mean the one that comes out."""
    return any(
        word in token.text for word in ("map", "マップ", "image", "画像", "volume", "tensor")
    )


def _precise(scene: Scene, names: list[str]) -> list[str]:
    """The names without those that others say more precisely."""
    if len(names) > 1 and "size" in names and not _size_apart(scene):
        names.remove("size")
    if "effective_kernel" in names and "rf" in names:
        names.remove("rf")
    if "values" in names and not any(window.kind in NORMS for window in scene.windows):
        names = ["elements" if name == "values" else name for name in names]
    for fine, coarse in _FINER:
        if fine in names and coarse in names and not _apart(scene, fine, coarse):
            names.remove(coarse)
    if "rows" in names and "columns" in names:
        names = ["size" if name == "rows" else name for name in names if name != "columns"]
    return names


def _usual(scene: Scene) -> str:
    """What a question asks that names nothing."""
    kind = scene.windows[0].kind if scene.windows else ""
    if kind == "bn":
        return "params"
    if kind in ("flatten", "gap", "gmp") and "how many" in scene.text.plain:
        return "elements"
    if "input" not in scene.given:
        if kind == "separable" and scene.get("out") is not None:
            return "ratio"
        stores = [scene.given, *[window.given for window in scene.windows]]
        if any("dilation" in store for store in stores):
            return "effective_kernel"
    return "size"


def _size_apart(scene: Scene) -> bool:
    """Whether the size is asked, too: `how large is the receptive field` does not ask it."""
    others = [name for name in scene.ask_names() if name != "size"]
    if any(_apart(scene, "size", other) for other in others):
        return True
    plain = any(t.is_("ask:size") and not t.text.startswith(_VAGUE) for t in scene.tokens)
    return plain or any(token.name in ("output", "input") for token in scene.asked)


def _apart(scene: Scene, fine: str, coarse: str) -> bool:
    """Whether both are asked for: joined by `and`."""
    places = [n for n, t in enumerate(scene.tokens) if t.is_(f"ask:{fine}", f"ask:{coarse}")]
    return len(places) > 1 and any(t.is_("rel:and") for t in scene.tokens[places[0] : places[-1]])
