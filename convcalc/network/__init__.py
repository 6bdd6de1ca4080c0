"""Called, the function of the Python package: `convcalc.network("resnet50")`, for which see
`convcalc.api.networks.network`. As a room: the graph of a network, and what is counted on it.
"""

from __future__ import annotations

import sys
from importlib import import_module

from convcalc.annotations import Any


class _Room(type(sys)):  # type: ignore[misc]
    """A room that has the name of a function."""

    def __call__(self, *arguments: Any, **given: Any) -> Any:
        return import_module("convcalc.api.networks").network(*arguments, **given)

    @property
    def __signature__(self) -> Any:
        """Of the function, for editors and notebooks."""
        return import_module("inspect").signature(import_module("convcalc.api.networks").network)


sys.modules[__name__].__class__ = _Room
