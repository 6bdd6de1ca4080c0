"""convcalc: exact convolution arithmetic.

    >>> import convcalc
    >>> convcalc.conv_output(11, 3, 2, 2, 2, 1)
    7

Everything here is imported when it is first used.
"""

from __future__ import annotations

from importlib import import_module

from convcalc.annotations import Any

TYPE_CHECKING = False
if TYPE_CHECKING:
    from convcalc.algebra.parse import parse_expression
    from convcalc.errors import ConvcalcError
    from convcalc.formulas.size import conv_output, effective_kernel
    from convcalc.formulas.transposed import tconv_output
    from convcalc.layers.base import Layer, Shape, Sheet
    from convcalc.layers.make import analyse, make
    from convcalc.layers.read import read_size
    from convcalc.load.readers.live.module import from_torch

__version__ = "0.1.0"

__all__ = [
    "ConvcalcError", "Layer", "Shape", "Sheet", "__version__", "analyse", "conv_output",
    "effective_kernel", "from_torch", "make", "parse_expression", "read_size", "tconv_output",
]  # fmt: skip

_HOME = {
    "ConvcalcError": "convcalc.errors",
    "Layer": "convcalc.layers.base",
    "Shape": "convcalc.layers.base",
    "Sheet": "convcalc.layers.base",
    "analyse": "convcalc.layers.make",
    "conv_output": "convcalc.formulas.size",
    "effective_kernel": "convcalc.formulas.size",
    "from_torch": "convcalc.load.readers.live.module",
    "make": "convcalc.layers.make",
    "parse_expression": "convcalc.algebra.parse",
    "read_size": "convcalc.layers.read",
    "tconv_output": "convcalc.formulas.transposed",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
