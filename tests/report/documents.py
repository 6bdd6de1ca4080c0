"""Documents of real commands, for the tests of reports and renderers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from convcalc.layers.base import Record, Shape
from convcalc.layers.make import analyse
from convcalc.layers.read import read_size
from convcalc.report.document import Document
from convcalc.report.explain import explain_document, terms_document
from convcalc.report.formulas import formula_document, formulas_document
from convcalc.report.kernel import kernel_document
from convcalc.report.layer import layer_document
from convcalc.report.layers import layers_document, type_document
from convcalc.report.separable import separable_document
from convcalc.report.separable_steps import separable_steps
from convcalc.report.steps import layer_steps
from convcalc.text import catalogue

__all__ = ["DOCUMENTS", "layer", "separable", "steps"]


def layer(kind: str, *sizes: str, of: str | None = None, **given: Any) -> Document:
    """What `convcalc layer KIND SIZE ...` says."""
    inputs = tuple(map(read_size, sizes))
    made, sheet = analyse(kind, inputs, given, len(inputs[0].spatial), "torch")
    return layer_document(made, inputs, sheet, of)


def steps(kind: str, size: str, of: str | None = None, **given: Any) -> Document:
    """What it says with --steps."""
    shape = read_size(size)
    made, sheet = analyse(kind, (shape,), given, len(shape.spatial), "torch", record=True)
    assert isinstance(sheet, Record)
    return layer_steps(made, (shape,), sheet, of)


def separable(size: str, worked: bool = False, saving: int | None = None, **given: Any) -> Document:
    """What `convcalc separable SIZE ...` says."""
    shape: Shape = read_size(size)
    said = separable_steps if worked else separable_document
    return said(shape, given, len(shape.spatial), saving=saving)


DOCUMENTS: dict[str, Callable[[], Document]] = {
    "conv": lambda: layer("conv", "11", kernel=3, stride=2, padding=2),
    "costs": lambda: layer("conv", "56@64", kernel=3, padding=1, out=128),
    "symbols": lambda: layer("conv", "HxW@C", kernel="K", stride=2, padding=1, out="M"),
    "tconv": lambda: layer("tconv", "16@8", kernel=4, stride=2, padding=1, out=4),
    "pool": lambda: layer("maxpool", "112@64", kernel=3, stride=2),
    "global": lambda: layer("gap", "7@512"),
    "linear": lambda: layer("linear", "@4096", out=1000),
    "block": lambda: layer("se", "56@64"),
    "several": lambda: layer("add", "56@64", "56@64"),
    "worked": lambda: steps("conv", "11", kernel=3, stride=2, padding=2),
    "worked_costs": lambda: steps("conv", "224@3", kernel=7, stride=2, padding=3, out=64),
    "worked_axes": lambda: steps("conv", "10x12@3", kernel="3x5", stride="3x2", out=4),
    "separable": lambda: separable("56@64", kernel=3, padding=1, out=128, saving=8),
    "separable_worked": lambda: separable("56@64", worked=True, kernel=3, padding=1, out=128),
    "separable_symbols": lambda: separable("HxW@C", kernel="K", out="M"),
    "kernel": lambda: kernel_document((3, 3), (2, 2)),
    "formulas": formulas_document,
    "formula": lambda: formula_document("conv-output"),
    "layers": layers_document,
    "layer_type": lambda: type_document("Conv2d"),
    "term": lambda: explain_document("dilation", catalogue("en")),
    "terms": terms_document,
    "error": lambda: explain_document("size.kernel_exceeds_input", catalogue("en")),
}
"""Name -> how to make it."""
