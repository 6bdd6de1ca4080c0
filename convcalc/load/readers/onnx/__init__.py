"""ONNX files, read without any package: shapes of weights, never their values."""

from __future__ import annotations

import gc

from convcalc.load.ast import NetworkDocument
from convcalc.load.readers.onnx.read import read as _read
from convcalc.load.readers.onnx.wire import Wire

TYPE_CHECKING = False
if TYPE_CHECKING:
    from convcalc.load.readers import Data


def read(data: Data, name: str) -> NetworkDocument:
    """The network in an ONNX file of opset 7 or later.

    Raises:
        NetworkError, UsageError: it is damaged, too large, or has a node that cannot be read.
    """
    collects = gc.isenabled()
    gc.disable()  # what is read stays until the end, and there is a bound on it
    try:
        return _read(Wire(data, name), name)
    finally:
        if collects:
            gc.enable()
