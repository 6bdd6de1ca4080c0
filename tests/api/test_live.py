"""Modules of PyTorch, handed over as they are."""

from __future__ import annotations

import pytest

import convcalc


@pytest.mark.live
def test_a_module_is_a_network() -> None:
    torch = pytest.importorskip("torch")
    module = torch.nn.Sequential(
        torch.nn.Conv2d(3, 8, 3, padding=1), torch.nn.ReLU(), torch.nn.Flatten(),
        torch.nn.Linear(8 * 16 * 16, 10),
    )  # fmt: skip
    found = convcalc.network(module, input=(3, 16, 16))
    assert found.params == sum(weight.numel() for weight in module.parameters())
    assert found.to_dict()["network"] == "Sequential"
    assert found.audit(by="type").params == found.params
    assert found.closed_form().macs.subs(H=16, W=16) == found.macs
    with pytest.raises(convcalc.ConvcalcError, match="shape of an input"):
        convcalc.network(module)
