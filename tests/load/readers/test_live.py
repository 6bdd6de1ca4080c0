"""PyTorch modules run on the meta device: totals against torch's own counter, the module untouched.

Run by `pytest -m live` where torch is installed.
"""

from __future__ import annotations

import copy
from typing import Any

import pytest

import convcalc
from convcalc.errors import UsageError
from convcalc.network.field import fields
from convcalc.network.measures import Measures
from tests.cli.conftest import run

torch = pytest.importorskip("torch")
pytestmark = pytest.mark.live

from torch.utils.flop_counter import FlopCounterMode  # noqa: E402

from tests.load.readers import torch_modules as modules  # noqa: E402

SHAPE = (3, 32, 32)


def counted(module: Any, shape: tuple[int, ...]) -> int:
    torch.backends.mha.set_fastpath_enabled(False)  # one call there, which is not counted
    there = copy.deepcopy(module).eval().to("meta")
    with torch.no_grad(), FlopCounterMode(display=False) as counter:
        there(torch.zeros(1, *shape, device="meta"))
    return counter.get_total_flops() // 2


def params(module: Any) -> int:
    return sum(parameter.numel() for parameter in module.parameters())


@pytest.mark.parametrize(
    ("kind", "shape"), [("Functional", SHAPE), ("Shared", (4, 9, 11)), ("Attends", SHAPE)]
)
def test_totals_are_those_of_torch(kind, shape):
    module = getattr(modules, kind)()
    network = convcalc.from_torch(module, shape)
    found = Measures(network).totals
    assert network.complete
    assert found.params == params(module)
    assert found.macs == counted(module, shape)


def state(module: Any) -> list[Any]:
    every = [*module.named_parameters(), *module.named_buffers()]
    tensors = [(n, id(t), t.data_ptr(), t._version, t.device, t.requires_grad) for n, t in every]
    hooks = [
        (len(part._forward_hooks), len(part._forward_pre_hooks), part.training)
        for part in module.modules()
    ]
    everywhere = torch.nn.modules.module
    shared = [len(everywhere._global_forward_hooks), len(everywhere._global_forward_pre_hooks)]
    values = [(n, t.detach().clone().tolist()) for n, t in every]
    return [tensors, hooks, shared, values, torch.is_grad_enabled()]


@pytest.mark.parametrize("kind", ["Functional", "NeedsData"])
def test_the_module_stays_as_it_was(kind):
    module = getattr(modules, kind)()
    module.conv.eval()  # a mixture of modes is kept, too
    before = state(module)
    convcalc.from_torch(module, SHAPE)
    assert state(module) == before


def test_the_module_stays_as_it_was_where_it_fails():
    module = modules.Functional()
    before = state(module)
    with pytest.raises(UsageError) as raised:
        convcalc.from_torch(module, (5, 32, 32))
    assert raised.value.code == "torch.failed"
    assert state(module) == before


def test_what_forward_does_is_seen():
    network = convcalc.from_torch(modules.Functional(), SHAPE)
    types = [node.type for node in network.nodes]
    for kind in ("channel_shuffle", "scale", "mul", "add", "concat", "maxpool", "gap", "flatten"):
        assert kind in types, kind
    named = {node.name: node for node in network.nodes}
    assert [axis.size for axis in fields(network)[named["conv"].index].axes] == [3, 3]


def test_a_module_that_needs_data_runs_on_zeros_and_this_is_said():
    network = convcalc.from_torch(modules.NeedsData(), SHAPE)
    assert [note.code for note in network.notes] == ["torch.note.with_data"]


def test_tensors_are_examples_and_sizes_are_words():
    module = torch.nn.Conv2d(3, 4, 3)
    for example in ("3x8x9", [3, 8, 9], torch.zeros(2, 3, 8, 9), (torch.zeros(1, 3, 8, 9),)):
        network = convcalc.from_torch(module, example)
        assert network.nodes[-1].shape.spatial == (6, 7)


@pytest.mark.parametrize(
    ("module", "example", "code"),
    [
        ("text", SHAPE, "torch.no_module"),
        (torch.nn.Conv2d(3, 4, 3), "3xHxW", "torch.shape"),
        (torch.nn.Conv2d(3, 4, 3), (), "torch.failed"),
        (torch.nn.LazyConv2d(4, 3), SHAPE, "torch.lazy"),
    ],
)
def test_what_cannot_be_read_is_said(module, example, code):
    with pytest.raises(UsageError) as raised:
        convcalc.from_torch(module, example)
    assert raised.value.code == code


HERE = "tests.load.readers.torch_modules"


@pytest.mark.parametrize(
    ("words", "code", "text"),
    [
        (["audit", f"torch:{HERE}:Functional", "--input", "3x32x32", "-q"], 0, ""),
        (["audit", f"torch:{HERE}:Functional:classes=7,input=3x32x32", "--json"], 0, '"macs"'),
        (["audit", f"torch:{HERE}:Functional"], 2, "--input 3x224x224"),
        (["audit", f"torch:{HERE}:failing", "--input", "3x32x32"], 2, "no such weights"),
        (["audit", f"torch:{HERE}:nothing", "--input", "3x32x32"], 2, "nothing"),
        (["audit", "torch:no.such.module:f", "--input", "3x32x32"], 2, "no.such.module"),
        (["audit", "torch:onlyone", "--input", "3x32x32"], 2, "package.module:factory"),
    ],
)
def test_a_function_that_makes_a_module_is_a_network(words, code, text):
    found = run(*words)
    assert found.code == code, found.err
    assert text in found.out + found.err
