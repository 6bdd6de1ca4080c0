"""Tables of layers: parameters and shapes, and nothing beyond."""

from __future__ import annotations

import pytest

from convcalc.errors import ConvcalcError
from convcalc.load.load import document_of_data, load_document
from convcalc.network.graph import Network
from convcalc.network.measures import Measures

TORCHINFO = """
=================================================================
Layer (type:depth-idx)        Output Shape              Param #
=================================================================
Net                           [1, 10]                   --
├─Sequential: 1-1             [1, 8, 14, 14]            --
│    └─Conv2d: 2-1            [1, 8, 28, 28]            224
│    └─ReLU: 2-2              [1, 8, 28, 28]            --
├─Block: 1-2                  [1, 8, 14, 14]            (1,168)
├─Block: 1-3                  [1, 8, 14, 14]            (recursive)
├─Linear: 1-4                 [1, 10]                   15,690
=================================================================
Total params: 17,090
Trainable params: 17,090
"""
NAMED = """
====================================================================================
Layer (type (var_name))        Input Shape       Output Shape      Param #    Kernel Shape
====================================================================================
Net (Net)                      [2, 3, 32]        [2, 4, 30]        --         --
+ Conv1d (0)                   [2, 3, 32]        [2, 4, 30]        40         [3]
|    └─weight                  --                --                36
|    └─bias                    --                --                4
====================================================================================
Total params: 40
"""
TORCHSUMMARY = """
----------------------------------------------------------------
        Layer (type)               Output Shape         Param #
================================================================
            Conv2d-1           [-1, 8, 28, 28]             224
              ReLU-2           [-1, 8, 28, 28]               0
            Linear-3                  [-1, 10]          62,730
================================================================
Total params: 62,954
"""
KERAS = """
Model: "sequential"
┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┓
┃ Layer (type)                    ┃ Output Shape           ┃       Param # ┃
┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━┩
│ conv2d (Conv2D)                 │ (None, 26, 26, 32)     │           320 │
├─────────────────────────────────┼────────────────────────┼───────────────┤
│ dense (Dense)                   │ (None, 10)             │        54,090 │
└─────────────────────────────────┴────────────────────────┴───────────────┘
 Total params: 54,410 (212.54 KB)
"""
TABLES = {
    # table: name, channels and sizes of each row, and parameters
    TORCHINFO: (
        [("Conv2d-2-1", 8, (28, 28)), ("ReLU-2-2", 8, (28, 28)), ("Block-1-2", 8, (14, 14)),
         ("Block-1-3", 8, (14, 14)), ("Linear-1-4", 10, ()), ("opaque1", 10, ())], 17_090),
    NAMED: ([("0", 4, (30,))], 40),
    TORCHSUMMARY: (
        [("Conv2d-1", 8, (28, 28)), ("ReLU-2", 8, (28, 28)), ("Linear-3", 10, ())], 62_954),
    KERAS: ([("conv2d", 32, (26, 26)), ("dense", 10, ())], 54_410),
}  # fmt: skip


def read(text: str) -> Network:
    return load_document(document_of_data(text.encode(), "net.txt", ".txt"))


@pytest.mark.parametrize("text", TABLES)
def test_tables(text):
    network = read(text)
    rows = [(node.name, node.shape.channels, node.shape.spatial) for node in network.nodes[1:]]
    totals = Measures(network).totals
    assert (rows, totals.params) == TABLES[text]
    assert (totals.macs, network.complete) == (None, False)
    assert network.notes[-1].code == "table.note"


def test_a_table_has_an_end():
    row = "            Conv2d-1           [-1, 8, 28, 28]             224\n"
    with pytest.raises(ConvcalcError) as caught:
        read(TORCHSUMMARY.replace(row, row * 10_001))
    assert caught.value.code == "load.too_many_layers"


def test_parameters_of_no_row_are_told_apart():
    last = read(TORCHINFO).nodes[-1]
    assert last.layer is not None
    assert last.layer.values["params"] == 17_090 - 224 - 1_168 - 15_690


def test_a_layer_listed_again_counts_once_in_the_total():
    text = TORCHSUMMARY.replace("Total params: 62,954", "Total params: 62,900")
    assert [note.code for note in read(text).notes] == ["table.more", "table.note"]


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("             224\n", "             2x4\n", "table.params", 5),
        (TORCHSUMMARY[TORCHSUMMARY.index("====") :], "", "source.no_layers", 1),
    ],
)
def test_refused(old, new, code, line):
    with pytest.raises(ConvcalcError) as caught:
        read(TORCHSUMMARY.replace(old, new))
    assert (caught.value.code, caught.value.place.line) == (code, line)
