"""Ways to make a map larger, and which of them draw a checkerboard."""

from __future__ import annotations

from typing import Any

from convcalc.errors import Message
from convcalc.formulas.overlap import fewest_contributions, most_contributions
from convcalc.layers.base import Param
from convcalc.report.compare.contest import contest, rounded
from convcalc.report.compare.methods import Method, Part, conv, method, named
from convcalc.report.compare.topic import BIAS, OUT, Case, Comparison, Topic
from convcalc.report.document import Range
from convcalc.report.fields import Field


def compare(case: Case) -> Comparison:
    """Every method from the same map to one that is `factor` times larger."""
    k, r, out, bias = case.values["kernel"], case.values["factor"], case.out, case.given("bias")
    mix: Part = conv(out, k, padding="same", **bias)
    kernels = list(dict.fromkeys((k, -(-max(k, r) // r) * r)))
    resized = named(case, "nearest_conv", ("upsample", {"scale": r}), mix, k=k)
    bilinear = ("upsample", {"scale": r, "mode": "bilinear"})
    wide = conv(out * r * r, k, padding="same", **bias)
    shuffled = named(case, "pixel_shuffle", wide, ("pixel_shuffle", {"factor": r}), k=k)
    transposed = [_transposed(case, size, r) for size in kernels]
    methods = [
        resized, named(case, "bilinear_conv", bilinear, mix, k=k), *transposed, shuffled,
        named(case, "unpooling", ("unpool", {"kernel": r}), mix, k=k),
    ]  # fmt: skip
    stages = r.bit_length() - 1
    if r == 2**stages and stages > 1:
        parts = (("upsample", {"scale": 2}), mix) * stages
        methods.append(named(case, "staged", *parts, stages=stages, k=k))
    uneven = [one for one, size in zip(transposed, kernels, strict=True) if size % r]
    overlaps = {one.key: _overlap(size, r) for one, size in zip(transposed, kernels, strict=True)}
    overlap = Field("overlap", lambda one: overlaps.get(one.key, ""), "compare.column.overlap")
    return contest(
        Message("compare.upsampling.title", input=case.input, r=r, output=out),
        methods, ("params", "macs", "receptive_field", overlap), "macs",
        [*[_checkerboard(size, r) for size in kernels],
         _of_shuffle(shuffled, resized), *_cheapest(methods, uneven)],
        [Message("compare.upsampling.counts"), case.biased], case,
    )  # fmt: skip


def _transposed(case: Case, k: int, r: int) -> Method:
    """A transposed convolution whose padding makes the map exactly r times larger."""
    surplus = k - r
    padding = max(-(-surplus // 2), 0)
    given = {"kernel": k, "stride": r, "padding": padding, "output_padding": 2 * padding - surplus}
    name = Message("compare.upsampling.transposed", k=k, s=r)
    part = "tconv", {**given, "out": case.out, **case.given("bias")}
    return method(f"transposed_{k}", name, case.shape, part)


def _overlap(k: int, s: int) -> Any:
    """Fewest and most contributions to one pixel: those of both axes multiplied."""
    low, high = fewest_contributions(k, s) ** 2, most_contributions(k, s) ** 2
    return low if low == high else Range(low, high)


def _checkerboard(k: int, s: int) -> Message:
    overlap = _overlap(k, s)
    if k < s:
        return Message("compare.upsampling.holes", k=k, s=s)
    if not k % s:
        return Message("compare.upsampling.even", k=k, s=s, count=overlap)
    low, high = overlap
    return Message("compare.upsampling.uneven", k=k, s=s, rest=k % s, low=low, high=high)


def _of_shuffle(shuffled: Method, resized: Method) -> Message:
    same = shuffled.macs == resized.macs
    return Message(
        "compare.upsampling.shuffle",
        times=rounded(shuffled.count("params"), resized.count("params")),
        equal=Message("compare.upsampling.same_macs" if same else "compare.upsampling.other_macs"),
        shuffled=shuffled.macs,
    )


def _cheapest(methods: list[Method], uneven: list[Method]) -> list[Message]:
    """The cheapest of all; if that draws a checkerboard, the cheapest of those that do not."""
    told, resized = [], methods[0]
    even = [one for one in methods if one not in uneven]
    for code, group in (("cheapest", methods), ("cheapest_even", even)):
        cheapest = min(group, key=lambda one: one.macs)
        if cheapest in uneven or (code == "cheapest_even") == bool(uneven):
            times = rounded(resized.macs, cheapest.macs)
            fields = {"method": cheapest.name, "times": times, "resized": resized.name}
            told.append(Message(f"compare.upsampling.{code}", **fields))
    return told


TOPIC = Topic(
    "upsampling",
    compare,
    (Param("kernel", "count", 3, minimum=1), Param("factor", "count", 2, minimum=2), OUT, BIAS),
    size="16@64",
    example="convcalc compare upsampling 16@64 -k 3 --factor 2",
)
