"""Everything about what the outputs of a network see, each fact worked out when first asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from convcalc.errors import Message, UsageError
from convcalc.network.alignment import Extremes, Meeting, extremes, main_path, meetings
from convcalc.network.centres import Centres, JudgedCrop, centres, crops
from convcalc.network.effective_field import Spreads, spreads
from convcalc.network.field import WHOLE_AXIS, Reach, ReceptiveField, fields
from convcalc.network.graph import Network, Node
from convcalc.network.gridding import Overlap, overlaps
from convcalc.network.names import layer_named
from convcalc.network.paths import Counts, path_counts
from convcalc.network.reach import Touched, pushed_back, seen_from


class Study:
    """What the outputs of a network see of its input, or of the layer `source`.

    `target` is the layer that is spoken of: the one called for, or else the last on the way to the
    first output that does not see everything (the output itself if all do). Seen from itself, a
    layer is the identity. `chosen`: the target was called for.

    Raises:
        UsageError: there is no such layer, or nothing depends on `source`.
    """

    def __init__(
        self, network: Network, layer: str | None = None, source: str | None = None
    ) -> None:
        self.whole = network
        self.chosen = layer is not None
        self.source = None if source is None else layer_named(network, source)
        self.network = network if self.source is None else seen_from(network, self.source)
        if self.source is not None and len(self.network.nodes) == 1 and layer is None:
            raise UsageError(Message("rf.nothing_behind", source=self.source.name))
        if layer is None:
            self.target = self._last_not_whole()
        else:
            self.target = self._behind_source(layer_named(network, layer))

    def _last_not_whole(self) -> Node:
        output = self.network.outputs[0]
        needed = {output}
        for node in reversed(self.network.nodes):
            if node.index in needed:
                axes = self.fields[node.index].axes
                if node.sheet is not None and axes and WHOLE_AXIS not in axes:
                    return node
                needed.update(node.inputs)
        return self.network.nodes[output]

    def _behind_source(self, node: Node) -> Node:
        if self.source is None:
            return node
        found = next((one for one in self.network.nodes if one.name == node.name), None)
        if found is None:
            raise UsageError(Message("rf.not_behind", layer=node.name, source=self.source.name))
        return found

    @cached_property
    def fields(self) -> list[ReceptiveField]:
        """The receptive field of every node."""
        return fields(self.network)

    @property
    def field(self) -> ReceptiveField:
        """The receptive field of the target."""
        return self.fields[self.target.index]

    @cached_property
    def centres(self) -> list[Centres]:
        """Where the outputs of every node lie on the input."""
        return centres(self.network, self.fields)

    @cached_property
    def meetings(self) -> list[Meeting]:
        """Where paths meet."""
        return meetings(self.network, self.fields, self.centres)

    @cached_property
    def extremes(self) -> list[Extremes]:
        """Smallest and largest field of a single path, for every node."""
        return extremes(self.network)

    @cached_property
    def spreads(self) -> list[Spreads]:
        """How the influence of the input is spread, for every node."""
        return spreads(self.network, self.fields, self.centres)

    @cached_property
    def overlaps(self) -> list[Overlap]:
        """The transposed convolutions."""
        return overlaps(self.network)

    @cached_property
    def crops(self) -> list[JudgedCrop]:
        """The crops, with the offsets that line up centres."""
        return crops(self.network, self.centres)

    @cached_property
    def path(self) -> list[Node]:
        """The layers up to the target on the path with the largest field."""
        return main_path(self.network, self.fields, self.target)

    @property
    def period(self) -> int:
        """Outputs of the target after which the pattern of regions repeats, over all axes."""
        return max((axis.period for axis in self.field.axes if isinstance(axis, Reach)), default=1)

    def touched(
        self, unit: tuple[int, ...], *, clipped: bool = True, local: bool = True
    ) -> dict[int, Touched]:
        """What one output of the target touches of each input: see `network.reach`."""
        return pushed_back(
            self.network, self.fields, self.target, unit, clipped=clipped, local=local
        )

    def paths(
        self,
        unit: tuple[int, ...],
        axes: Sequence[int],
        *,
        clipped: bool = True,
        dilations: Mapping[tuple[int, int], int] | None = None,
    ) -> dict[int, Counts]:
        """The paths from one output of the target to what it depends on: see `network.paths`."""
        return path_counts(
            self.network, self.fields, self.target, unit, axes,
            clipped=clipped, dilations=dilations,
        )  # fmt: skip
