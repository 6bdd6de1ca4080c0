"""The totals of `audit`, each declared once: its key in JSON, its group and words on the page."""

from __future__ import annotations

from collections.abc import Sequence

from convcalc.annotations import Any
from convcalc.errors import Message
from convcalc.formulas.memory import storage_bytes
from convcalc.layers.quantities import OF_NETWORKS
from convcalc.network.conventions import TermCount, count_terms
from convcalc.network.measures import Measures
from convcalc.network.memory import BITS, Peak, forward_backward
from convcalc.network.totals import added
from convcalc.report.audit_rows import View
from convcalc.report.cost import mac_entries, operation_entries
from convcalc.report.document import Bytes, Facts
from convcalc.report.fields import ABSENT, Entry, data_of, further, groups_of
from convcalc.report.network_values import by_axis, field_value, jump_value, placed, start_value
from convcalc.report.unknown import known_part, lower_bounds
from convcalc.report.values import figure, neat

OPTIMISERS = ("momentum", "adam")
GROUPS = ("weights", "operations", "memory", "view")


def total_groups(measures: Measures, view: View) -> list[Facts]:
    """The totals as people read them."""
    return groups_of("audit.group", GROUPS, _entries(measures, view), aside=True)


def total_data(measures: Measures, view: View) -> dict[str, Any]:
    """The totals as JSON has them."""
    return data_of(_entries(measures, view))


def summed(terms: Sequence[TermCount]) -> Any:
    """All terms of a convention together."""
    return neat(added(term.value for term in terms))


def _entries(measures: Measures, view: View) -> list[Entry]:
    sums = measures.totals
    has_buffers = sums.buffers is None or not isinstance(sums.buffers, int) or sums.buffers
    entries = [
        Entry(
            "params", known_part(measures, "params"), "report.params",
            data=neat(sums.params), group="weights",
        ),
        Entry(
            "buffers", neat(sums.buffers), "report.buffers" if has_buffers else None,
            ("report.running_statistics",), group="weights",
        ),
        *_operations(measures, view),
        Entry("activations", neat(sums.activations), "report.activations", group="memory"),
        Entry("weighted_activations", neat(sums.weighted_activations)),
        *_peak(measures),
        *_training(measures),
        *_elsewhere(measures),
        _weights(measures),
        *_view(measures),
        Entry("lower_bounds", lower_bounds(measures)),
    ]  # fmt: skip
    others = [known for known in OF_NETWORKS if known.group != "size"]  # that is the output
    rest = further(entries, others, lambda key: figure(measures.figure(key)))
    return entries + [
        one._replace(group="operations" if one.group == "cost" else one.group) for one in rest
    ]


def _weights(measures: Measures) -> Entry:
    sizes = {name: neat(measures.weights(bits)) for name, bits in BITS.items()}
    if measures.totals.params is None:
        return Entry("weight_memory", sizes)
    others = [
        Message("audit.bytes_in", format=name, bytes=Bytes(size))
        for name, size in sizes.items()
        if name not in (measures.dtype, "bf16")
    ]
    own = Bytes(sizes[measures.dtype])
    notes = (
        Message("audit.in_format", format=measures.dtype, bytes=own._replace(binary=True)),
        Message("report.sum", terms=others),
    )
    label = Message("report.weight_memory")
    return Entry("weight_memory", own, label, notes, sizes, "weights")


def _operations(measures: Measures, view: View) -> list[Entry]:
    sums = measures.totals
    others = {name: neat(value) for name, value in sums.operations.items()}
    told = operation_entries(others, "operations")
    macs, flops = (known_part(measures, key) for key in ("macs", "flops"))
    entries = [
        entry._replace(data=neat(value))
        for entry, value in zip(
            mac_entries(macs, flops, bool(told), "operations"), (sums.macs, sums.flops), strict=True
        )
    ]
    return [*entries, *counted(measures, view), *told, Entry("operations", others)]


def counted(measures: Measures, view: View) -> list[Entry]:
    """What another convention than ours counts, and of what, if the view asks for one."""
    if view.counting in ("macs", "flops"):
        return []
    terms = count_terms(measures.network, view.convention)
    parts = [
        Message("audit.term_count", term=Message(f"audit.term.{key}"), count=neat(value))
        for key, value in terms
        if not isinstance(value, int) or value
    ]
    label = Message("audit.counted_by", convention=view.counting)
    notes = (Message("report.sum", terms=parts),)
    return [Entry("count", summed(terms), label, notes, ABSENT, "operations")]


def _peak(measures: Measures) -> list[Entry]:
    found, tight = measures.peak, measures.peak_in_place
    if found is None or tight is None:
        peaks = ("peak_memory", "peak_memory_in_place", "peak_memory_in_place_depthwise",
                 "peak_layer", "memory_steps")  # fmt: skip
        return [Entry(key, None) for key in peaks]
    notes = [peak_note(measures, found)]
    tightest = measures.peak_depthwise
    assert tightest is not None
    less, least = measures.bytes_of(tight), measures.bytes_of(tightest)
    if tight.elements < found.elements:
        notes.append(Message("audit.peak_in_place", bytes=Bytes(less)))
    if tightest.elements < tight.elements:
        notes.append(Message("audit.peak_depthwise", bytes=Bytes(least)))
    if not found.proven:
        notes.append(Message("audit.peak_not_proven"))
    if not isinstance(measures.batch, int) or measures.batch > 1:
        notes.append(Message("audit.batch", count=measures.batch))
    nodes = measures.network.nodes
    steps = [
        {"layer": nodes[index].name, "bytes": neat(size)} for index, size in measures.alive.items()
    ]
    value = Bytes(measures.bytes_of(found))
    return [
        Entry("peak_memory", value, "report.peak_memory", notes, group="memory"),
        Entry("peak_memory_in_place", less),
        Entry("peak_memory_in_place_depthwise", least),
        Entry("peak_layer", found.node.name),
        Entry("memory_steps", steps),
    ]


def peak_note(measures: Measures, found: Peak) -> Message:
    """What a peak is made of and where it is."""
    size = Bytes(neat(measures.bytes_of(found)), True)
    return Message("audit.peak_of", layer=placed(found.node), format=measures.dtype, bytes=size)


def _training(measures: Measures) -> list[Entry]:
    needs = {optimiser: measures.training(optimiser) for optimiser in OPTIMISERS}
    told = [
        Entry(
            f"training_memory.{optimiser}", Bytes(neat(need.total)),
            Message(f"audit.training_{optimiser}"),
            (Message("audit.training_of", activations=Bytes(need.activations)),), ABSENT, "memory",
        )
        for optimiser, need in needs.items()
        if need is not None
    ]  # fmt: skip
    totals = {name: None if need is None else neat(need.total) for name, need in needs.items()}
    return [*told, Entry("training_memory", totals)]


def _elsewhere(measures: Measures) -> list[Entry]:
    """What other programs print under names of their own, in fp32 as they do."""
    params, buffers, batch = measures.totals.params, measures.totals.buffers, measures.batch
    stored = None if params is None or buffers is None else neat(params + buffers)
    passes = {
        name: None if count is None else neat(storage_bytes(count * batch, 32))
        for name, count in forward_backward(measures.network).items()
    }
    told = [
        Entry(
            f"forward_backward.{name}", Bytes(size, name == "torchsummary"),
            Message(f"audit.forward_backward.{name}"), (Message(f"audit.counts_{name}"),),
            ABSENT, "memory",
        )
        for name, size in passes.items()
        if size is not None and (name != "all_layers" or passes["torchsummary"] is None)
    ]  # fmt: skip
    keras = {"total": stored, "trainable": neat(params), "non_trainable": neat(buffers)}
    if stored is not None:
        note = Message("audit.trainable", trainable=neat(params), rest=neat(buffers))
        label = Message("audit.keras_params")
        told.append(Entry("keras_params", stored, label, (note,), ABSENT, "weights"))
    return [*told, Entry("conventions", {"forward_backward": passes, "keras_params": keras})]


def _view(measures: Measures) -> list[Entry]:
    outputs = [measures.fields[index].everything for index in measures.network.outputs]
    if measures.local is None:
        nothing = [Entry(key, None) for key in ("receptive_field", "jump", "start")]
        return [*nothing, Entry("global", any(outputs))]
    node, field = measures.local
    notes = [Message("audit.field_at", layer=placed(node))]
    if field.everything:
        notes.append(Message("audit.sees_everything_too"))
    jumps, starts = (Message("report.jump_means"),), (Message("audit.start_means"),)
    return [
        Entry(
            "receptive_field", by_axis(field_value(field)), "report.receptive_field",
            notes, group="view",
        ),
        Entry("jump", by_axis(jump_value(field)), "report.jump", jumps, group="view"),
        Entry("start", by_axis(start_value(field)), "report.start", starts, group="view"),
        Entry("global", any(outputs)),
    ]  # fmt: skip
