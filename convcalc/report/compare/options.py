"""Options that several topics take: the layers' own parameters with defaults of the topic."""

from __future__ import annotations

from typing import Any

from convcalc.layers.base import Param

OUT = Param("out", "count", None, minimum=1)
"""Output channels; the input's own number if not given."""
BIAS = Param("bias", "flag", False)
MOST_STACKED = 64
"""Layers beyond which nobody stacks them for one large kernel."""


def changed(param: Param, default: Any) -> Param:
    """The same parameter with another default."""
    return Param(param.name, param.kind, default, param.minimum, param.choices)
