"""The parameters of one layer of a file, worked out where it stands."""

from __future__ import annotations

from collections.abc import Mapping

from convcalc.annotations import Any
from convcalc.errors import Message
from convcalc.load.arguments import evaluate, flags
from convcalc.load.ast import LayerUse, Merge, Name, Value
from convcalc.load.defaults import Defaults
from convcalc.load.expression import Expression
from convcalc.load.layer import example
from convcalc.network.graph import NetworkError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from convcalc.load.expand import Expansion
    from convcalc.load.scope import Frame


class Parameters:
    """What the layers of a walk are given."""

    def __init__(self, walk: Expansion) -> None:
        self.walk = walk
        self.defaults = Defaults(walk.document, walk.knobs)
        self.given: dict[int, Mapping[str, Any]] = {}

    def of(self, item: LayerUse | Merge, at: int, frame: Frame) -> Mapping[str, Any]:
        """What the builder is given; remembered if nothing in it depends on names."""
        known = self.given.get(id(item))
        if known is not None:
            return known
        constant = True
        given: dict[str, Any] = {}
        names: dict[str, Name] = {}
        for key, value in item.given:
            if isinstance(value, Name):
                names[key] = value
                continue
            constant = constant and not has_names(value)
            given[key] = evaluate(value, frame.environment)
        if "like" in names:
            constant = False
            given = self.fitted(item, names["like"], given, at, frame)
        elif "offset" in given:
            raise self.walk.error(item.place, "load.offset_without_like")
        given = flags(item.type, self.defaults.merged(item.type, given))
        if constant:
            self.given[id(item)] = given
        return given

    def fitted(
        self, item: LayerUse | Merge, like: Name, given: dict[str, Any], at: int, frame: Frame
    ) -> dict[str, Any]:
        """The parameters with the size of step `like`; `offset` says where a crop begins."""
        builder = self.walk.builder
        target = builder.shape(self.walk.find(like, frame).node).spatial
        given.pop("like", None)
        if "offset" not in given:
            return {**given, "output_size": target}
        offset = given.pop("offset")
        sizes = builder.shape(at).spatial
        offsets = offset if isinstance(offset, tuple) else (offset,) * len(sizes)
        if not len(offsets) == len(sizes) == len(target):
            raise self.walk.error(item.place, "load.like_axes", axes=len(sizes), other=len(target))
        amounts = [(o, i - o - t) for o, i, t in zip(offsets, sizes, target, strict=True)]
        return {**given, "amount": tuple(amounts)}


def with_example(error: NetworkError, kind: str) -> NetworkError:
    """The same error; if a parameter is missing, with the layer as it could be written."""
    if error.code == "parameter.missing" and error.reason is not None:
        after = (error.text or "")[error.position or 0 :]
        mapping = after.startswith(f"{kind}:")
        text = example(kind, str(error.reason.fields["name"]), mapping)
        error.hints = (Message("hint.as_in", text=text), *error.hints)
    return error


def has_names(value: Value) -> bool:
    """Whether a value must be worked out anew wherever it stands."""
    if isinstance(value, Expression):
        return True
    cells = getattr(value, "cells", ())
    return any(isinstance(part, Expression) for cell in cells for part in cell)
