"""What `import convcalc` offers."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import convcalc


@pytest.mark.parametrize("name", convcalc.__all__)
def test_every_name_exists(name: str) -> None:
    assert getattr(convcalc, name) is not None
    assert name in dir(convcalc)


def test_unknown_names() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = convcalc.nothing


def test_numbers() -> None:
    assert convcalc.conv_output(11, 3, 2, 2, 2, 1) == 7
    assert convcalc.effective_kernel(3, 2) == 5
    shape = convcalc.read_size("56x56@64")
    layer, sheet = convcalc.analyse("conv", (shape,), {"kernel": 3, "padding": 1, "out": 128})
    assert (layer.TYPE, sheet.output.spatial, sheet.params) == ("conv", (56, 56), 73_856)


def test_importing_imports_nothing_else() -> None:
    code = "import sys, convcalc; print([n for n in sys.modules if n.startswith('convcalc')])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert done.stdout == "['convcalc']\n"
