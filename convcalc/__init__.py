"""convcalc: exact convolution arithmetic, on the command line and in Python.

    >>> import convcalc
    >>> convcalc.conv(11, kernel=3, stride=2, padding=2).size
    7
    >>> convcalc.network("resnet50").params
    25557032

Everything here is imported when it is first used. docs/python.md has it all.
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from convcalc.algebra.expr import Expr
    from convcalc.algebra.parse import parse_expression
    from convcalc.api import solve
    from convcalc.api.desk import check, explain, run
    from convcalc.api.formulas import conv_output, effective_kernel, tconv_output
    from convcalc.api.layers import conv, layer, pool, separable, tconv
    from convcalc.api.networks import network
    from convcalc.api.result import Result
    from convcalc.errors import ConvcalcError
    from convcalc.layers.base import Layer, Shape, Sheet
    from convcalc.layers.make import analyse, make
    from convcalc.layers.read import read_size
    from convcalc.load.readers.live.module import from_torch

__version__ = "0.1.0"

__all__ = [
    "ConvcalcError", "Expr", "Layer", "Result", "Shape", "Sheet", "__version__", "analyse", "check",
    "conv", "conv_output", "effective_kernel", "explain", "from_torch", "layer", "make", "network",
    "parse_expression", "pool", "read_size", "run", "separable", "solve", "tconv", "tconv_output",
]  # fmt: skip

_ROOMS = {
    "algebra.expr": "Expr",
    "algebra.parse": "parse_expression",
    "api.desk": "check explain run",
    "api.formulas": "conv_output effective_kernel tconv_output",
    "api.layers": "conv layer pool separable tconv",
    "api.result": "Result",
    "api.solve": "solve",
    "errors": "ConvcalcError",
    "layers.base": "Layer Shape Sheet",
    "layers.make": "analyse make",
    "layers.read": "read_size",
    "load.readers.live.module": "from_torch",
    "network": "network",
}
_HOME = {name: room for room, names in _ROOMS.items() for name in names.split()}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    room = import_module(f"{__name__}.{_HOME[name]}")
    value = getattr(room, name, room)  # `solve` is a module, and `network` one that can be called
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
