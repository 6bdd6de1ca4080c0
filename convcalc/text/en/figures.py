"""English: pictures of networks, and their colours."""

from __future__ import annotations

TEXT: dict[str, str] = {
    "draw.colours_unread": "--colours cannot read {value}: it takes HUE=#RRGGBB, several with commas, with "
    "HUE one of {allowed}, each once",
    "draw.colours_alike": "{hue} would be {colour} on {input} of the input in the {theme} theme, a "
    "contrast of {ratio} : 1; it needs {least} : 1",
    "draw.in_light": "light",
    "draw.in_dark": "dark",
    "draw.costs.layer": "Costs by layer",
    "draw.costs.block": "Costs by block",
    "draw.costs.stage": "Costs by stage",
    "draw.costs.type": "Costs by type of layer",
    "draw.others": "{count} others",
    "draw.others.one": "{count} other",
    "draw.networks": "Costs of the networks",
    "draw.shape": "Shape of the network",
    "draw.profile_size": "size",
    "draw.profile_channels": "channels",
    "draw.profile_legend": "Size above the line, channels below it; one step is a doubling.",
    "draw.profile_plain": "Solid arcs are skips.",
    "draw.profile_through": "Dashed arcs are parallel paths through layers.",
    "draw.profile_folded": "{columns} columns stand for {layers} layers.",
    "draw.profile_hidden": "{count} shorter arcs are not drawn.",
    "draw.profile_hidden.one": "{count} shorter arc is not drawn.",
    "draw.field": "Receptive field against depth",
    "draw.field_legend": "The receptive field along the main path, in input pixels.",
    "draw.input_line": "input {size}",
    "draw.memory": "Memory while it runs",
    "draw.memory_legend": "Activations alive while each layer runs, in fp32: a skip keeps its tensor until it is read.",
    "draw.peak": "peak {bytes} at {layer}",
    "draw.field_marked": "{layer} is the first to see as far as the input is wide ({value}).",
    "draw.memory_marked": "Most while {layer} runs: {value}.",
    "cli.option.draw_view": "one picture of a network, in place of costs and shape",
    "draw.no_shape": "this network has no shape to draw: some sizes or channels are unknown, or its file does not say how the layers are called",
    "draw.no_field": "this network has no receptive field to draw",
    "draw.no_memory": "the memory of this network is unknown",
}
