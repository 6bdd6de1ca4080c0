"""Layers with the weights of others, and networks of which a part is unknown."""

from __future__ import annotations

import pytest

from convcalc.errors import ConvcalcError
from convcalc.load.document import document_of_line
from convcalc.load.load import load_document
from convcalc.network.budget import judge, read_limit
from convcalc.network.field import fields
from convcalc.network.graph import Network
from convcalc.network.measures import Measures
from tests.load.helpers import read as from_yaml

SIAMESE = """
input: {left: 1x28x28, right: 1x28x28}
blocks:
  tower(width):
    - c1: conv3@(width)
    - bn relu
    - c2: conv3@(width)
layers:
  - one: [from(left), tower(4)]
  - two: [from(right), "tower(4, share=one)"]
  - join: "maximum[ from(one) | ]"
"""


def network(line: str) -> Network:
    return load_document(document_of_line(line))


def costs(found: Network) -> tuple[object, object, object]:
    sums = Measures(found).totals
    return sums.params, sums.buffers, sums.macs


def test_shared_weights_count_once_and_their_macs_each_time() -> None:
    alone = costs(from_yaml(SIAMESE.replace(", share=one", "")))
    shared = from_yaml(SIAMESE)
    assert costs(shared) == (alone[0] // 2, alone[1] // 2, alone[2])
    names = [(node.name, node.shares.name) for node in shared.nodes if node.shares is not None]
    assert names == [
        ("two/tower#1/c1", "one/tower#1/c1"),
        ("bn2", "bn1"),
        ("two/tower#1/c2", "one/tower#1/c2"),
    ]


def test_a_layer_may_share_with_one_that_shares() -> None:
    body = "conv(kernel=3, padding=1, out=4, share={})"
    found = from_yaml(
        f"input: 4x8x8\nlayers: [a: conv3p1@4, b: '{body.format('a')}', c: '{body.format('b')}']"
    )
    assert [node.shares and node.shares.name for node in found.nodes] == [None, None, "a", "a"]
    assert costs(found)[0] == 4 * 4 * 9 + 4


@pytest.mark.parametrize(
    ("items", "code"),
    [
        ("a: conv3p1@4, b: 'relu(share=a)'", "share.no_weights"),
        ("a: relu, b: 'conv(kernel=3, out=4, share=a)'", "share.no_weights"),
        ("a: conv3p1@4, b: 'conv(kernel=3, out=8, share=a)'", "share.differ"),
        ("a: conv1x3@4, b: 'conv(kernel=[3, 1], out=4, share=a)'", "share.differ"),
        ("a: conv3p1@4, b: 'conv(kernel=3, out=4, share=z)'", "load.unknown_step"),
        ("a: conv3p1@4, b: 'conv(kernel=3, out=4, share=3)'", "load.not_a_name"),
    ],
)
def test_weights_that_cannot_be_shared(items: str, code: str) -> None:
    with pytest.raises(ConvcalcError) as caught:
        from_yaml(f"input: 4x9x9\nlayers: [{items}]")
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("use", "code"), [("tower(5, share=one)", "share.differ"), ("more(share=one)", "share.fewer"),
                      ("less(share=one)", "share.more")]
)  # fmt: skip
def test_blocks_that_do_not_fit(use: str, code: str) -> None:
    text = SIAMESE.replace("tower(4, share=one)", use).replace(
        "layers:", '  more(): ["conv3@4 bn conv3@4 conv1@4"]\n  less(): conv3@4\nlayers:', 1
    )
    unused = {"tower": ("more", "less"), "more": ("less",), "less": ("more",)}[use.split("(")[0]]
    for name in unused:
        text = "\n".join(line for line in text.split("\n") if f"  {name}()" not in line)
    with pytest.raises(ConvcalcError) as caught:
        from_yaml(text)
    assert caught.value.code == code


def test_totals_with_an_unknown_part_are_unknown_and_known_from_below() -> None:
    found = network("3x8x8: conv3p1@4 opaque(what=einsum) conv1@2")
    measures = Measures(found)
    assert (measures.totals.params, measures.totals.macs) == (None, None)
    assert (measures.least("params"), measures.least("macs")) == (122, 7424)
    assert measures.least("flops") == 2 * 7424
    assert not found.complete
    assert [node.name for node in found.unknown] == ["opaque1"]
    assert network("3x8x8: opaque(params=1, macs=2)").complete


@pytest.mark.parametrize(
    ("kind", "value", "kept"),
    [("max", 121, False), ("max", 122, None), ("min", 122, True), ("min", 123, None),
     ("equal", 121, False), ("equal", 122, None)],
)  # fmt: skip
def test_a_lower_bound_decides_what_it_can(kind: str, value: int, kept: bool | None) -> None:
    measures = Measures(network("3x8x8: conv3p1@4 opaque() conv1@2"))
    (verdict,) = judge(measures, [read_limit("params", value, "option", kind)])
    assert (verdict.kept, verdict.actual, verdict.least) == (kept, 122, True)


@pytest.mark.parametrize(
    ("line", "quoted"),
    [
        ("opaque()", None),
        ("opaque() conv3 gap", None),
        ("gap opaque(out=4)", 3),
        ("mul[ gap opaque() | ]", 3),
        ("opaque(rf=5)", 7),
        ("opaque(rf=global)", 3),
        ("opaque(rf=1)[ conv3p1@3 | ]", 5),
    ],
)
def test_behind_an_unknown_operation_no_field_is_known(line: str, quoted: int | None) -> None:
    found = network(f"3x9x9: conv3@3 {line}")
    assert Measures(found).smallest_field() == quoted
    assert len(fields(found)) == len(found.nodes)


def test_a_larger_map_is_subsampled_for_a_partial_sum() -> None:
    found = network("3x9x9: partial_add[ conv3/2p1@8 conv3p1@8 | ]")
    assert [node.type for node in found.nodes] == [
        "input",
        "conv",
        "conv",
        "maxpool",
        "partial_add",
    ]
    assert Measures(found).rf == [7, 7]
    assert Measures(found).totals.operations["comparisons"] == 0
