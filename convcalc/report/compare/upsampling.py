"""Ways to make a map larger, and which of them draw a checkerboard."""

from __future__ import annotations

from typing import Any

from convcalc.errors import Message
from convcalc.formulas.overlap import fewest_contributions, most_contributions
from convcalc.layers.base import Param
from convcalc.network.graph import spelt
from convcalc.report.compare.contest import contest, rounded
from convcalc.report.compare.methods import Method, Part, conv, method
from convcalc.report.compare.options import BIAS, OUT
from convcalc.report.compare.topic import Case, Comparison, Topic
from convcalc.report.document import Range
from convcalc.report.fields import Field


def compare(case: Case) -> Comparison:
    """Every method from the same map to one that is `factor` times larger."""
    k, r = case.count("kernel"), case.count("factor")
    out = case.values["out"] or case.channels
    bias = {"bias": case.values["bias"]}
    mix: Part = conv(out, k, padding="same", **bias)
    kernels = list(dict.fromkeys((k, -(-max(k, r) // r) * r)))

    def named(key: str, *parts: Part, **fields: Any) -> Method:
        return method(key, Message(f"compare.upsampling.{key}", **fields), case.shape, *parts)

    def transposed(size: int) -> Method:
        name = Message("compare.upsampling.transposed", k=size, s=r)
        part = _transposed(size, r, out, bias)
        return method(f"transposed_{size}", name, case.shape, part)

    methods = [
        named("nearest_conv", ("upsample", {"scale": r}), mix, k=k),
        named("bilinear_conv", ("upsample", {"scale": r, "mode": "bilinear"}), mix, k=k),
        *map(transposed, kernels),
        named("pixel_shuffle", conv(out * r * r, k, padding="same", **bias),
              ("pixel_shuffle", {"factor": r}), k=k),
        named("unpooling", ("unpool", {"kernel": r}), mix, k=k),
    ]  # fmt: skip
    stages = r.bit_length() - 1
    if r == 2**stages and stages > 1:
        parts = [part for _ in range(stages) for part in (("upsample", {"scale": 2}), mix)]
        methods.append(named("staged", *parts, stages=stages, k=k))
    overlaps = {f"transposed_{size}": _overlap(size, r) for size in kernels}
    overlap = Field("overlap", lambda one: _shown(overlaps.get(one.key)), "compare.column.overlap")
    return contest(
        case,
        Message("compare.upsampling.title", input=spelt(case.shape), r=r, output=out),
        methods, ("params", "macs", "receptive_field", overlap), "macs",
        [*[_checkerboard(size, r) for size in kernels], *_findings(methods, kernels, r)],
        [Message("compare.upsampling.counts"),
         Message("compare.bias" if case.values["bias"] else "compare.no_bias")],
    )  # fmt: skip


def _shown(overlap: tuple[int, int] | None) -> Any:
    """Contributions to a pixel; nothing for methods whose outputs do not overlap."""
    if overlap is None:
        return ""
    low, high = overlap
    return low if low == high else Range(low, high)


def _transposed(k: int, r: int, out: int, bias: dict[str, Any]) -> Part:
    """A transposed convolution whose padding makes the map exactly r times larger."""
    surplus = k - r
    padding = max(-(-surplus // 2), 0)
    given = {"kernel": k, "stride": r, "padding": padding, "output_padding": 2 * padding - surplus}
    return "tconv", {**given, "out": out, **bias}


def _overlap(k: int, s: int) -> tuple[int, int]:
    """Fewest and most contributions to one pixel: those of both axes multiplied."""
    return fewest_contributions(k, s) ** 2, most_contributions(k, s) ** 2


def _checkerboard(k: int, s: int) -> Message:
    low, high = _overlap(k, s)
    if k < s:
        return Message("compare.upsampling.holes", k=k, s=s)
    if k % s:
        return Message("compare.upsampling.uneven", k=k, s=s, rest=k % s, low=low, high=high)
    return Message("compare.upsampling.even", k=k, s=s, count=high)


def _findings(methods: list[Method], kernels: list[int], r: int) -> list[Message]:
    resized, shuffled = methods[0], methods[2 + len(kernels)]
    told = [
        Message(
            "compare.upsampling.shuffle",
            times=rounded(shuffled.count("params"), resized.count("params")),
            equal=Message(
                "compare.upsampling.same_macs"
                if shuffled.count("macs") == resized.count("macs")
                else "compare.upsampling.other_macs"
            ),
            shuffled=shuffled.count("macs"),
        )
    ]
    uneven = [methods[2 + number] for number, k in enumerate(kernels) if k % r]
    even = [one for one in methods if one not in uneven]
    for code, group in (("cheapest", methods), ("cheapest_even", even)):
        cheapest = min(group, key=lambda one: one.count("macs"))
        if cheapest in uneven or (code == "cheapest_even") == bool(uneven):
            told.append(
                Message(
                    f"compare.upsampling.{code}",
                    method=cheapest.name,
                    times=rounded(resized.count("macs"), cheapest.count("macs")),
                    resized=resized.name,
                )
            )
    return told


TOPIC = Topic(
    "upsampling",
    compare,
    (
        Param("kernel", "count", 3, minimum=1),
        Param("factor", "count", 2, minimum=2),
        OUT,
        BIAS,
    ),
    size="16@64",
    example="convcalc compare upsampling 16@64 -k 3 --factor 2",
)
