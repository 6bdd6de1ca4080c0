"""Names during expansion: the steps that a reference can reach, and where a chain stands."""

from __future__ import annotations

from convcalc.annotations import Any
from convcalc.load.ast import LayerUse, Merge, Name, NamedChain
from convcalc.network.graph import Place
from convcalc.pattern import pattern
from convcalc.record import NamedTuple

PARTS = pattern(r"[./]")
"""What separates the parts of a name that another program gave; no name of ours has them."""


class Scope:
    """Steps by name; `parent` is the scope around it, None for a block (which sees its own only).

    `blocks` are the scopes of the blocks used directly in it.
    """

    __slots__ = ("blocks", "parent", "steps")

    def __init__(self, parent: Scope | None) -> None:
        self.parent = parent
        self.steps: dict[str, NamedNode] = {}
        self.blocks: list[Scope] = []


class NamedNode(NamedTuple):
    """The node that a step ends at, the steps within it, and the node that it begins with."""

    node: int
    scope: Scope | None
    place: Place
    first: int = 0


class Frame:
    """Where a chain stands: what names mean there, and what its layers belong to.

    `open`: outside of blocks and merges, where `cin` is that of the item at hand. `name`: for the
    one layer of a step that is a single layer.
    """

    __slots__ = ("block", "environment", "in_block", "name", "open", "scope", "stage", "top")

    def __init__(
        self,
        environment: dict[str, Any],
        scope: Scope,
        stage: str,
        block: str,
        top: bool = False,
        open: bool = False,
    ) -> None:
        self.environment = environment
        self.scope = scope
        self.stage = stage
        self.block = block
        self.top = top
        self.open = open
        self.in_block = scope.parent is None and not top
        self.name: str | None = None

    def inner(self, scope: Scope) -> Frame:
        """The frame of a chain inside, with its own steps."""
        frame = Frame(self.environment, scope, self.stage, self.block, False, self.open)
        frame.in_block = self.in_block
        return frame

    def names(self) -> list[str]:
        """The steps that can be named here."""
        names = [name for name, value in self.environment.items() if isinstance(value, NamedNode)]
        scope: Scope | None = self.scope
        while scope is not None:
            names.extend(scope.steps)
            scope = scope.parent
        return names


def find(name: Name, frame: Frame) -> NamedNode | None:
    """The step of this name, as seen from the frame; None if there is none."""
    first, *rest = name.parts
    found = _first(first, frame)
    for part in rest:
        if found is None or found.scope is None:
            return None
        found = _within(part, found.scope)
    return found


def _first(name: str, frame: Frame) -> NamedNode | None:
    value = frame.environment.get(name)
    if isinstance(value, NamedNode):
        return value
    scope: Scope | None = frame.scope
    while scope is not None:
        if name in scope.steps:
            return scope.steps[name]
        scope = scope.parent
    return None


def _within(name: str, scope: Scope) -> NamedNode | None:
    """A step inside of another: its own, or one of the only block used in it that has it."""
    if name in scope.steps:
        return scope.steps[name]
    found = [block.steps[name] for block in scope.blocks if name in block.steps]
    return found[0] if len(found) == 1 else None


def single_name(step: NamedChain, frame: Frame) -> str | None:
    """The name of the step, and of the blocks it stands in, for its layer if it is a single one."""
    body = step.body
    if len(body) != 1 or not isinstance(body[0], LayerUse | Merge):
        return None
    return step.name if PARTS.search(step.name) else frame.block or step.name


def placed(name: str) -> tuple[str, str]:
    """Stage and block of a top-level step: `layer1.0.conv1` is in stage `layer1`, block
    `layer1/0`."""
    parts = [part for part in PARTS.split(name) if part] or [name]
    return parts[0], "/".join(parts[:-1]) if len(parts) > 2 else ""
