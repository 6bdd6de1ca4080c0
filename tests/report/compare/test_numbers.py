"""The numbers of the textbooks, topic by topic, and what must hold for any numbers."""

from __future__ import annotations

from fractions import Fraction
from math import prod
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convcalc.errors import ConvcalcError, LayerError, UsageError
from convcalc.layers.base import Shape
from convcalc.layers.make import analyse
from convcalc.report.compare.index import topic_named
from convcalc.report.compare.page import compare_document
from convcalc.report.document import Bytes, Named, Range


def rows(topic: str, *words: str, **options: Any) -> dict[str, dict[str, Any]]:
    """The rows of a comparison by the key of the method."""
    found = compare_document(topic_named(topic), words, options)
    named = {}
    for row in found.data["methods"]:
        key = row["method"].key if isinstance(row["method"], Named) else row["method"]
        named[key] = row
    return named


def codes(topic: str, *words: str, **options: Any) -> list[str]:
    found = compare_document(topic_named(topic), words, options)
    return [message.code for message in found.data["findings"]]


def fields(topic: str, code: str, *words: str, **options: Any) -> dict[str, Any]:
    found = compare_document(topic_named(topic), words, options)
    (message,) = [one for one in found.data["findings"] if one.code == code]
    return dict(message.fields)


def test_weights_are_shared_or_not() -> None:
    found = rows("dense", "100@1", kernel="3")
    assert [row["params"] for row in found.values()] == [9, 86_436, 96_040_000, 10_000]
    assert found["conv"]["macs"] == found["local"]["macs"] == 86_436
    assert found["dense"]["ratio"] == Fraction(96_040_000, 9)
    with_bias = rows("dense", "100@1", kernel="3", bias="true")
    assert with_bias["dense"]["params"] == 96_040_000 + 9_604


def test_a_dilated_kernel_sees_as_far_as_a_larger_one() -> None:
    found = rows("dilated", "56@64", kernel="3", dilation="2")
    assert [row["receptive_field"] for row in found.values()] == [3, 5, 5, 5]
    assert [row["taps"] for row in found.values()] == [9, 9, 25, 18]
    assert found["larger"]["ratio"] == Fraction(25, 9)
    assert [rows("dilated", kernel="3", dilation=str(rate))["dilated"]["receptive_field"]
            for rate in (1, 2, 3, 4)] == [3, 5, 7, 9]  # fmt: skip


def test_dilation_doubling_from_layer_to_layer() -> None:
    (table,) = [
        node for node in compare_document(topic_named("dilated")).nodes
        if getattr(node, "aside", False)
    ]  # fmt: skip
    grown = [row[1:] for row in table.rows]  # type: ignore[union-attr]
    assert grown == [(1 + 2 * n, 1 + 2 * (2**n - 1)) for n in range(1, 6)]


def test_cheaper_convolutions() -> None:
    found = rows("separable", "56x56@64", kernel="3", padding="1", out="128")
    assert found["standard"]["macs"] == 231_211_008
    assert found["depthwise_separable"]["macs"] == 27_496_448
    assert found["depthwise_separable"]["ratio"] == Fraction(137, 1152)
    assert found["grouped"]["ratio"] == Fraction(1, 8)
    said = fields("separable", "compare.separable.least", out="128")
    assert (said["times"], said["least"]) == (8, 72)
    small = rows("separable", "224@32", out="64")
    assert small["standard"]["params"] == 18_432
    assert small["depthwise_separable"]["params"] == 2_336
    assert small["standard"]["macs"] == 924_844_032
    assert small["depthwise_separable"]["macs"] == 117_211_136


def test_a_bottleneck_of_256_channels() -> None:
    found = rows("separable", "56@256", out="256")
    assert found["bottleneck"]["params"] == 69_632
    assert found["standard"]["params"] == 589_824
    assert found["standard"]["receptive_field"] == found["bottleneck"]["receptive_field"] == 3


@pytest.mark.parametrize(
    ("kernel", "stacked", "spatial"),
    [("5", Fraction(18, 25), Fraction(2, 5)), ("7", Fraction(27, 49), Fraction(2, 7))],
)
def test_large_kernels_in_parts(kernel: str, stacked: Fraction, spatial: Fraction) -> None:
    found = rows("factor", kernel=kernel)
    assert found["stacked"]["ratio"] == stacked
    assert found["spatial"]["ratio"] == spatial
    assert {row["receptive_field"] for row in found.values()} == {int(kernel)}


def test_an_even_kernel_is_not_stacked() -> None:
    assert list(rows("factor", kernel="4")) == ["whole", "spatial"]
    assert codes("factor", kernel="2") == ["compare.factor.costs"]


def test_pooling_learns_nothing() -> None:
    found = rows("pooling", "56@64", kernel="3", stride="2", padding="1")
    assert found["strided_conv"]["params"] == 36_864
    assert {found[key]["output"] for key in ("max_pooling", "average_pooling", "strided_conv")} == {
        "28x28@64"
    }
    assert found["max_pooling"]["params"] == found["max_pooling"]["macs"] == 0
    assert found["max_pooling"]["operations"] == 8 * 28 * 28 * 64
    assert found["global_average_pooling"]["output"] == "1x1@64"


def test_heads() -> None:
    found = rows("head", "7@512", out="1000", hidden="4096")
    assert found["dense"]["params"] == 25_088_000
    assert found["gap_dense"]["params"] == 512_000
    assert found["gap_dense"]["operations"] == 25_088
    assert found["dense_hidden"]["params"] == 25_088 * 4096 + 4096 * 4096 + 4096 * 1000
    assert found["gap_dense"]["ratio"] == Fraction(1, 49)


def test_upsampling() -> None:
    found = rows("upsampling", "16@64", kernel="3", factor="2")
    assert found["transposed_3"]["overlap"] == Range(1, 4)
    assert found["transposed_4"]["overlap"] == 4
    assert found["pixel_shuffle"]["params"] == 9 * 64 * 64 * 4
    assert found["pixel_shuffle"]["macs"] == found["nearest_conv"]["macs"]
    assert codes("upsampling", kernel="3")[:2] == [
        "compare.upsampling.uneven", "compare.upsampling.even",
    ]  # fmt: skip
    assert codes("upsampling", kernel="4")[0] == "compare.upsampling.even"
    assert codes("upsampling", kernel="3", factor="4")[0] == "compare.upsampling.holes"


def test_a_large_factor_in_stages() -> None:
    found = rows("upsampling", factor="8")
    assert "staged" in found
    assert "staged" not in rows("upsampling", factor="3")


def test_normalizations_of_the_batch_of_the_notes() -> None:
    found = rows("norm", "32x64x56x56")
    sets = {key: (row["statistics"], row["values"]) for key, row in found.items()}
    assert sets == {
        "bn": (64, 100_352),
        "ln": (32, 200_704),
        "ln_channels": (100_352, 64),
        "in": (2_048, 3_136),
        "gn": (1_024, 6_272),
    }
    assert (found["bn"]["params"], found["bn"]["buffers"]) == (128, 128)
    again = compare_document(topic_named("norm"), ("56@64",), {"batch_size": "32"})
    assert again.answer == [row["values"] for row in found.values()]


def test_the_ends_of_group_normalization() -> None:
    assert "compare.norm.gn_is_ln" in codes("norm", groups="1")
    assert "compare.norm.gn_is_in" in codes("norm", groups="64")


def test_inception() -> None:
    found = rows("inception", "28@192")
    assert found["reduced"]["params"] == 163_328
    assert found["reduced"]["output"] == "28x28@256"
    assert found["naive"]["output"] == "28x28@416"
    assert found["naive"]["params"] == 192 * (64 + 9 * 128 + 25 * 32)


def test_residual_blocks() -> None:
    found = rows("residual", "56@256")
    assert found["bottleneck"]["params"] == 69_632
    assert found["basic"]["params"] == 2 * 589_824
    assert found["bottleneck_projected"]["shortcut"] == 256 * 512
    assert found["bottleneck"]["shortcut"] == 0
    normed = rows("residual", "56@256", bn="true")
    assert normed["bottleneck"]["params"] == 69_632 + 2 * (64 + 64 + 256)


def test_weights_in_every_format() -> None:
    found = compare_document(topic_named("memory"), ("alexnet", "10"), {}).data["methods"]
    params = 60_965_224
    assert [row["bytes"] for row in found[:4]] == [
        Bytes(params * 4), Bytes(params * 2), Bytes(params), Bytes(params // 2),
    ]  # fmt: skip
    assert [row["bytes"].count for row in found[4:]] == [40, 20, 10, 5]
    assert found[2]["ratio"] == Fraction(1, 4)


def test_networks_of_the_notes() -> None:
    found = compare_document(topic_named("networks"), ("alexnet", "mobilenet_v1", "googlenet"), {})
    alexnet, mobilenet, googlenet = found.data["methods"]
    assert mobilenet["macs"] == 568_740_352
    assert pytest.approx(alexnet["params"] / mobilenet["params"], abs=0.01) == 14.4
    assert pytest.approx(alexnet["macs"] / mobilenet["macs"], abs=0.01) == 1.27
    assert googlenet["params"] == 6_998_552
    assert pytest.approx(alexnet["params"] / googlenet["params"], abs=0.02) == 8.7


def test_search_spaces() -> None:
    found = rows("space")
    assert found["choices"]["architectures"] == found["ofa"]["architectures"] == 7371**5
    assert found["fbnet"]["architectures"] == 9**22
    assert found["darts"]["architectures"] == (49 * 147 * 294 * 490) ** 2
    typed = compare_document(topic_named("space"), ("kernel=3,5", "d=1..4"),
                             {"layers": "20", "stages": "1"})  # fmt: skip
    assert typed.answer == [8**20]


def test_gpu_days() -> None:
    found = rows("gpu-days")
    assert [row["gpu_days"] for row in found.values()] == [22_400, 2_000, 4, Fraction(3, 2)]
    assert fields("gpu-days", "compare.gpu.mixed")["product"] == 3_200
    mine = compare_document(topic_named("gpu-days"), ("a=8x2.5", "4x1/2"), {})
    assert mine.answer == [20, 2]
    assert [one.code for one in mine.data["findings"]] == ["compare.gpu.most", "compare.gpu.apart"]


# What must hold for any numbers

sizes = st.integers(4, 40)
channels = st.integers(1, 12).map(lambda n: 4 * n)


@settings(max_examples=40, deadline=None)
@given(sizes, channels, st.sampled_from((1, 3, 5)), channels)
def test_rows_of_cheaper_convolutions_are_the_layers_own(
    size: int, c: int, kernel: int, out: int
) -> None:
    given_ = {"kernel": kernel, "padding": kernel // 2, "out": out, "bias": False}
    found = rows("separable", f"{size}@{c}", kernel=str(kernel), padding=str(kernel // 2),
                 out=str(out))  # fmt: skip
    for key, kind in (("standard", "conv"), ("depthwise_separable", "separable")):
        _, sheet = analyse(kind, (Shape(c, (size, size)),), given_)
        assert (found[key]["params"], found[key]["macs"]) == (sheet.params, sheet.macs)
    assert found["depthwise_separable"]["ratio"] == Fraction(1, out) + Fraction(1, kernel**2)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 64), channels, sizes, st.sampled_from((1, 2, 4)))
def test_every_normalization_covers_every_value_once(n: int, c: int, i: int, g: int) -> None:
    found = rows("norm", f"{i}@{c}", batch_size=str(n), groups=str(g))
    assert {row["statistics"] * row["values"] for row in found.values()} == {n * c * i * i}


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 9), st.integers(2, 5))
def test_upsampling_methods_agree_on_the_size(kernel: int, factor: int) -> None:
    options = {"kernel": str(kernel), "factor": str(factor)}
    document = compare_document(topic_named("upsampling"), ("6@4",), options, of="size")
    assert {tuple(size) for size in document.answer} == {(6 * factor, 6 * factor)}


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 8), st.integers(2, 4))
def test_overlap_is_that_of_counting(kernel: int, factor: int) -> None:
    found = rows("upsampling", "6@1", kernel=str(kernel), factor=str(factor))
    counts = [0] * (factor * 6 + kernel)
    for position in range(6):
        for tap in range(kernel):
            counts[position * factor + tap] += 1
    inner = counts[3 * factor : 4 * factor] if kernel <= 3 * factor else []
    overlap = found[f"transposed_{kernel}"]["overlap"]
    low, high = overlap if isinstance(overlap, Range) else (overlap, overlap)
    if inner:
        assert (low, high) == (min(inner) ** 2, max(inner) ** 2)


def test_by_path_adds_up() -> None:
    document = compare_document(topic_named("inception"))
    (table,) = [node for node in document.nodes if getattr(node, "aside", False)]
    totals = [sum(row[number] for row in table.rows) for number in (1, 2)]  # type: ignore[union-attr]
    assert totals == [row["macs"] for row in document.data["methods"]]


def test_choices_multiply() -> None:
    for counts in ((2,), (2, 3), (4, 5, 6)):
        words = tuple(f"c{n}=1..{count}" for n, count in enumerate(counts))
        document = compare_document(topic_named("space"), words, {"layers": "3", "stages": "1"})
        assert document.answer == [prod(counts) ** 3]


REFUSED: list[tuple[type[ConvcalcError], str, tuple[str, ...], dict[str, str]]] = [
    (UsageError, "dilated", ("H",), {}),
    (UsageError, "separable", (), {"out": "M"}),
    (LayerError, "norm", ("8@6",), {"groups": "4"}),
    (LayerError, "pooling", ("3@4",), {"kernel": "5"}),
    (UsageError, "networks", ("alexnet",), {}),
    (UsageError, "space", ("kernel=",), {}),
    (UsageError, "space", ("kernel=5..3",), {}),
    (UsageError, "space", ("1/2",), {}),
    (UsageError, "space", (), {"layers": "5:2"}),
    (UsageError, "space", (), {"layers": "1000"}),
    (UsageError, "space", (), {"hours": "0"}),
    (UsageError, "gpu-days", ("800",), {}),
    (UsageError, "gpu-days", ("0x4",), {}),
    (UsageError, "gpu-days", ("Nx4",), {}),
    (UsageError, "memory", ("2.5",), {}),
    (UsageError, "norm", ("32x64x8x8",), {"batch_size": "8"}),
    (UsageError, "nothing", (), {}),
]


@pytest.mark.parametrize(("kind", "topic", "words", "options"), REFUSED)
def test_refusals(
    kind: type[ConvcalcError], topic: str, words: tuple[str, ...], options: dict[str, str]
) -> None:
    with pytest.raises(kind):
        compare_document(topic_named(topic), words, options)


def test_a_very_deep_stack_is_left_out() -> None:
    assert list(rows("factor", kernel="999")) == ["whole", "spatial"]
