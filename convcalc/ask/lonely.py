"""Sizes that no word names: kernels of a stack, or the only given that is left."""

from __future__ import annotations

from convcalc.ask.order import WORDS
from convcalc.ask.reply import refused
from convcalc.ask.scene import Scene
from convcalc.ask.segment import Lexeme
from convcalc.ask.window import CONVS, KERNELLESS, SaidLayer, quoted, spelt
from convcalc.errors import Message


def place_lonely(scene: Scene) -> None:
    """Find out what the sizes are that no word names."""
    scene.lonely = [token for token in scene.lonely if token.how != "symbol"]
    _kernel_by_role(scene)
    _place_chain(scene)
    sizes = [t for t in scene.lonely if not t.scalar and t.how not in ("chain", "list", "rlist")]
    known = any("kernel" in window.given for window in scene.windows)
    if sizes and known and scene.has("verb:replace", "rel:or", "rel:than", "rel:then", *WORDS):
        _other_side(scene, sizes)
    elif len(sizes) > 1 and not known and (scene.has("ask:rf") or "input" in scene.given):
        _bare_stack(scene, sizes)
    elif len(sizes) == 1 == len(scene.lonely):
        _only_one(scene, sizes[0])
    rest = [word for word in scene.lonely if not isinstance(word.value[0], str)]
    if rest:
        words = quoted(dict.fromkeys(word.text for word in rest))
        raise refused("ask.nothing", "ask.nothing_hint", words=words)


def _place_chain(scene: Scene) -> None:
    """`784-128-10`: a fully connected network, if no other layer is named."""
    chains = [t for t in scene.lonely if t.how == "chain"]
    if len(chains) > 1 and all(len(token.value) == 2 for token in chains):
        for token in chains:
            before = [w for w in scene.windows if w.first < token.start]
            if before and "out" not in before[-1].given:
                before[-1].given |= {"in": token.value[:1], "out": token.value[1:]}
                token.used = True
                scene.lonely.remove(token)
        return
    for token in chains:
        if "chain" not in scene.given:
            scene.given["chain"] = token.value
            scene.owners.setdefault("chain", []).append(token)
            scene.lonely.remove(token)
            if not scene.windows and ("-" in token.text or token.name == "stages"):
                scene.windows.append(SaidLayer(["linear"]))


def _other_side(scene: Scene, sizes: list[Lexeme]) -> None:
    """`7x7 is replaced by 7x1 followed by 1x7`: layers that are not named again."""
    for token in sizes:
        token.used = True
        scene.lonely.remove(token)
        window = SaidLayer(["conv"], {"kernel": token.value}, [], token.start)
        place = next(n for n, t in enumerate(scene.tokens) if t is token)
        for count in scene.tokens[max(place - 1, 0) : place]:
            if count.how == "before":
                window.given["times"], count.used = count.value, True
        scene.windows.append(window)
    scene.windows.sort(key=lambda window: window.start)


def _only_one(scene: Scene, token: Lexeme) -> None:
    """The one size that nothing names can only be the kernel, or only the input."""
    windows = [w for w in scene.windows if w.kind not in KERNELLESS]
    asked = {t.name for t in scene.asked}
    kernel = not any("kernel" in w.given for w in windows) and not asked & {"kernel", "filter"}
    kernel = kernel and bool(windows or not scene.windows)
    entering = "input" not in scene.given and not scene.has("ask:rf", "ask:effective_kernel")
    ratio = scene.has("wh:times", "wh:share", "wh:percent", "wh:tenths", "ask:ratio")
    told = {*scene.ask_names(), *[b.name.removeprefix("claim:") for b in scene.claims]}
    kept = scene.has("flag:same") and bool(asked & {"padding"})
    if kernel and (
        ratio or kept or told & {"params", "weights"} or "output" in scene.given or "input" in asked
    ):
        entering = False
    if kernel == entering:
        return
    name = "kernel" if kernel else "input"
    if kernel and not windows:
        scene.windows.append(SaidLayer())
        windows = scene.windows[-1:]
    (windows[0].given if kernel else scene.given)[name] = token.value
    scene.owners.setdefault(name, []).append(token)
    scene.lonely.remove(token)
    scene.assumed.append(Message(f"ask.assumed.{name}", value=spelt(token.value)))


def _kernel_by_role(scene: Scene) -> None:
    """`3x3を3回畳み込んだ受容野`, `effective size of 5x5`: what is convolved is no input there."""
    reach = [
        b
        for b in scene.claims
        if b.name in ("claim:rf", "claim:effective_kernel") and not b.number.scalar
    ]
    if (
        reach
        and not scene.has("wh:truth", "wh:layers")
        and not any(t.is_("wh:what") and t.text.startswith(("何層", "何段")) for t in scene.tokens)
        and not scene.asked
        and not any("kernel" in w.given for w in scene.windows)
    ):
        scene.claims = [b for b in scene.claims if b not in reach]
        scene.lonely += [b.number for b in reach]
    roles = [b for b in scene.bound if b.name == "input" and b.word is None]
    if (
        scene.has("ask:rf", "ask:effective_kernel")
        and len(roles) == 1
        and not any("kernel" in w.given for w in scene.windows)
    ):
        scene.given.pop("input", None)
        scene.lonely.append(roles[0].number)


def _bare_stack(scene: Scene, sizes: list[Lexeme]) -> None:
    """`5×5（ストライド2）、3×3（ストライド2）の順に`: a layer for each size."""
    for token in sizes:
        following = [t for t in sizes if t.start > token.start]
        end = following[0].start if following else len(scene.text.plain)
        given = {"kernel": token.value}
        for bound in scene.bound:
            if (
                bound.name in ("stride", "dilation", "padding", "times", "layers")
                and token.end <= bound.number.start < end
            ):
                given["times" if bound.name == "layers" else bound.name] = bound.number.value
                bound.number.used = True
        scene.windows.append(SaidLayer(["conv"], given, [], token.start))
        token.used = True
        scene.lonely.remove(token)
    bare = [window for window in scene.windows if "kernel" not in window.given]
    counts = [window.given["times"][0] for window in bare if "times" in window.given]
    if any(count != len(sizes) for count in counts):
        raise refused(
            "ask.lengths", first=min(len(sizes), *counts), second=max(len(sizes), *counts)
        )
    kinds = {kind for window in bare for kind in window.kinds}
    scene.spend(*bare)
    scene.windows = [w for w in scene.windows if "kernel" in w.given]
    if kinds - set(CONVS):
        raise refused(
            "ask.two_layers",
            first=Message("ask.kind.conv"),
            second=Message(f"ask.kind.{min(kinds - set(CONVS))}"),
        )
    for name in ("stride", "dilation"):
        scene.given.pop(name, None)


def drop_denied(scene: Scene) -> None:
    """`padding 'same' is not used`: the word counts as not said."""
    for place, token in enumerate(scene.tokens):
        if not token.is_("not:not"):
            continue
        before = [
            t
            for t in scene.tokens[max(place - 4, 0) : place]
            if t.how == "word" and t.kind == "num"
        ]
        if before and isinstance(before[-1].value[0], str):
            word = before[-1].value
            token.used = True
            for given in (scene.given, *[w.given for w in scene.windows]):
                if given.get("padding") == word:
                    del given["padding"]
            before[-1].used = True
            for other in scene.owners.get("padding", ()):
                other.used = True
