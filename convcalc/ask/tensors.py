"""Questions with the numbers of a map in them: which tensor is the input, which the kernel."""

from __future__ import annotations

import json
import re
from typing import NamedTuple

from convcalc.ask.reply import AnswerLine, Reply, missing, refused
from convcalc.ask.scene import Scene
from convcalc.ask.shape import grid
from convcalc.ask.text import QuestionText
from convcalc.ask.window import POOLS, SaidLayer
from convcalc.errors import Message

_SIGNED = r"[-+]?\d+(?:\.\d+)?(?:/\d+)?"
_LIST = re.compile(r"\[\s*\[[-\d\s,.\[\]/]*\]\s*\]")
_ROW = rf"[|\[(]?\s*{_SIGNED}(?:[ ,\t]+{_SIGNED})+\s*[|\])]?"
_LINES = re.compile(rf"(?:(?<=\n)|\A){_ROW}(?:[;,]?\n{_ROW})+(?=[;,.?。]?(?:\n|\s|\Z|[^\d\s]))")
_INLINE = re.compile(
    rf"[\[(\"]?(?<![\d.]){_SIGNED}(?:[ ,]+{_SIGNED})*"
    rf"(?:\s*;\s*{_SIGNED}(?:[ ,]+{_SIGNED})*)+[\])\"]?"
)
_SERIES = re.compile(
    rf"(?P<word>系列|信号|数列|配列|列|sequence|signal|series|vector|array|samples?|filter|kernel|weights?|フィルタ|カーネル|重み)\s*(?:=|:|は|を|of|with)?\s*[(\[]\s*(?P<row>{_SIGNED}(?:\s*,\s*{_SIGNED})+)\s*[)\]]"
)
_KERNEL_WORDS = ("カーネル", "フィルタ", "重み", "kernel", "filter", "weight", "with", "mask")
_INPUT_WORDS = (
    "入力", "画像", "特徴マップ", "行列", "データ", "系列", "信号", "input", "image", "map",
    "matrix", "sequence", "signal", "on", "of", "to",
)  # fmt: skip
WEIGHTED = ("conv", "tconv", "depthwise")
VALUED = ("conv", "tconv", "maxpool", "avgpool", "pool", "gap", "gmp", "depthwise")


class _Tensor(NamedTuple):
    start: int
    end: int
    rows: str


def tensor_reply(text: QuestionText) -> Reply | None:
    """The reply to a question with the numbers of a map; None if there are none.

    Raises:
        UsageError: which layer, or which kernel, is not told.
    """
    found = _tensors(text)
    if not found:
        return None
    scene = Scene(_without(text, found))
    window = scene.windows[0] if scene.windows else SaidLayer()
    if window.kind in POOLS and len(scene.lonely) == 1 and "kernel" not in window.given:
        window.given["kernel"], scene.lonely[0].used = scene.lonely[0].value, True
    kind = "gap" if scene.has("layer:gap") else window.kind
    if kind not in VALUED:
        name = Message("ask.target.value")
        raise refused("ask.unused_target", name=name, kind=Message(f"ask.kind.{kind}"))
    data, weight = _roles(text, found, kind)
    scene.spend(window)
    assumed: list[Message] = []
    words = ["value", {"pool": "maxpool", "depthwise": "conv"}.get(kind, kind), "--data", data]
    if kind in WEIGHTED:
        words += _weighted(scene, kind, weight, assumed)
        scene.get("kernel", window=window)
    elif weight is not None:
        kind_name = Message(f"ask.kind.{kind}")
        raise refused("ask.unused", name=Message("ask.name.kernel"), kind=kind_name)
    words += _window(scene, window, kind, assumed)
    scene.take(*_SAID)
    scene.use("channels", "in", "out")
    if "input" in scene.given:
        _agree(scene, data)
    for token in scene.asked:
        token.used = True
    scene.leftover()
    return Reply((AnswerLine((*words, "--steps"), tuple(assumed)),))


_SAID = (
    "flag:floor", "flag:framework", "ask:values", "ask:elements", "ask:rows", "ask:columns",
    "flag:dims=1", "flag:dims=2", "flag:bias=no", "verb:equal",
)  # fmt: skip
"""Words that change nothing of the values."""


def _weighted(scene: Scene, kind: str, weight: str | None, assumed: list[Message]) -> list[str]:
    """The kernel, and whether it is turned."""
    if weight is None:
        raise missing("kernel")
    flip, plain = scene.take("flag:flip"), scene.take("flag:noflip")
    if flip and plain and "cross" not in scene.text.plain:
        raise refused("ask.flip_twice")
    if kind != "tconv" and not flip and not plain:
        assumed.append(Message("ask.assumed.not_flipped"))
    return ["--weight", weight, *(["--flip"] if flip else [])]


def _window(scene: Scene, window: SaidLayer, kind: str, assumed: list[Message]) -> list[str]:
    words: list[str] = []
    if kind in ("gap", "gmp"):
        return words
    for flag, name, usual in (
        ("-k", "kernel", None),
        ("-s", "stride", (1,)),
        ("-p", "padding", (0,)),
        ("-d", "dilation", (1,)),
    ):
        value = scene.get(name, window=window)
        if name == "kernel":
            if kind in (*POOLS,):
                if value is None:
                    raise missing("kernel")
                words += ["-k", grid(value)]
            continue
        if value is None:
            if name == "stride":
                assumed.append(
                    Message("ask.assumed.stride_kernel" if kind in POOLS else "ask.assumed.stride")
                )
            elif name == "padding":
                assumed.append(Message("ask.assumed.padding"))
            continue
        if value != usual or (name == "stride" and kind in POOLS):
            words += [flag, grid(value)]
    if scene.take("flag:ceil"):
        words.append("--ceil")
    return words


def _agree(scene: Scene, data: str) -> None:
    """The size that is told of the input must be that of its numbers."""
    rows = data.split(";")
    size = (len(rows), len(rows[0].split()))
    told = scene.get("input")
    if tuple(told) not in (
        size,
        size[1:] if size[0] == 1 else (size[0],) if size[0] == size[1] else size,
    ):
        raise refused(
            "ask.contradiction",
            name=Message("ask.name.input"),
            first="x".join(map(str, told)),
            second="x".join(map(str, size)),
        )


def _tensors(text: QuestionText) -> list[_Tensor]:
    found: list[_Tensor] = []
    for pattern in (_LIST, _LINES, _INLINE):
        for match in pattern.finditer(text.plain):
            if any(match.start() < t.end and match.end() > t.start for t in found):
                continue
            rows = _rows(match.group())
            if rows:
                found.append(_Tensor(match.start(), match.end(), rows))
    series = [
        m
        for m in _SERIES.finditer(text.plain)
        if not any(m.start() < t.end and m.end() > t.start for t in found)
    ]
    if any(
        m.group("word")
        in (
            "系列",
            "信号",
            "数列",
            "配列",
            "列",
            "sequence",
            "signal",
            "series",
            "vector",
            "array",
            "sample",
            "samples",
        )
        for m in series
    ):
        for match in series:
            row = " ".join(part.strip() for part in match.group("row").split(","))
            found.append(_Tensor(match.start("row") - 1, match.end(), row))
    return sorted(found, key=lambda tensor: tensor.start)


def _rows(body: str) -> str | None:
    """The matrix as `value` reads it."""
    if body.replace(" ", "").startswith("[["):
        try:
            rows = json.loads(body)
        except ValueError:
            return None
        if not all(isinstance(row, list) and row and not isinstance(row[0], list) for row in rows):
            return None
    else:
        rows = [
            re.findall(_SIGNED, row) for row in re.split(r"[;\n]", body) if re.search(r"\d", row)
        ]
    if len({len(row) for row in rows}) != 1 or (len(rows) < 2 and len(rows[0]) < 2):
        return None
    return "; ".join(" ".join(str(cell) for cell in row) for row in rows)


def _without(text: QuestionText, found: list[_Tensor]) -> QuestionText:
    for tensor in reversed(found):
        text = text.with_blank(tensor.start, tensor.end)
    return text


def _roles(text: QuestionText, found: list[_Tensor], kind: str) -> tuple[str, str | None]:
    """Input and kernel, by the word nearest before each; else in this order.

    Raises:
        UsageError: more than these two.
    """
    if len(found) > 2:
        raise refused("ask.many_tensors", count=len(found))
    if len(found) == 1 or kind in ("gap", "gmp", *POOLS):
        return found[0].rows, found[1].rows if len(found) > 1 else None
    named = []
    last = 0
    for tensor in found:
        before = re.sub(
            r"(フィルタ|カーネル)の?(反転|回転)|flip\w*", "", text.plain[last : tensor.start]
        )
        kernel = max(before.rfind(word) for word in _KERNEL_WORDS)
        inputs = max(before.rfind(word) for word in _INPUT_WORDS)
        named.append("weight" if kernel > inputs else "data" if inputs >= 0 else "")
        last = tensor.end
    first, second = found
    if named in (["weight", "data"], ["weight", ""]):
        return second.rows, first.rows
    if named[0] == named[1] != "":
        raise refused("ask.many_tensors", count=2)
    return first.rows, second.rows
