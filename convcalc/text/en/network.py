"""English words for networks: what does not fit, receptive fields, budgets."""

from __future__ import annotations

TEXT: dict[str, str] = {
    # building
    "network.refused": "{layer} ({kind}) on {inputs}: {reason}",
    "network.refused_at": "{where}: {layer} ({kind}) on {inputs}: {reason}",
    "network.too_many_layers": "the network has more than {limit} layers",
    "network.too_many_letters": "sizes with letters are worked out in at most {limit} parts, all layers together",
    "network.too_many_digits": "a size, a number of channels or a jump has at most {limit} digits",
    "network.hint.max_layers": "the environment variable {setting} raises the bound; time and memory grow with it",
    "network.hint.numbers": "sizes given as numbers (--input, or a shape in front) take no such work",
    "network.empty": "the network has no layers",
    "network.unused": "the result of {layer} ({kind}) is never used",
    "network.unused_at": "{where}: the result of {layer} ({kind}) is never used",
    "network.unused_input": "the input {layer} is never used",
    "network.unused_input_at": "{where}: the input {layer} is never used",
    "share.no_weights": "{layer} ({kind}) has no weights to share",
    "share.differ": "{layer} cannot have the weights of {other}: they are of another kind or shape",
    "share.fewer": "{layer} has weights, but the step that it shares with has no more of them",
    "share.more": "the step that is shared has more layers with weights: {layer} has no counterpart here",
    "network.hint.outputs": "use it, remove it, or name it under outputs: [{layer}]",
    "network.hint.project": "a 1x1 convolution on the narrower path gives it {channels} channels: "
    "{line}",
    "network.hint.stride": "the smaller path is strided: give the other one stride {stride} too, "
    "as in conv1/{stride}@C",
    "network.hint.crop": "pad the convolutions (p1 for 3x3) so that the sizes agree, or cut the "
    "larger one with crop(like=NAME)",
    "network.hint.meet_single": "there is no input size at which these paths meet, but where one has a single element, which is then repeated",
    "network.hint.never_meet": "there is no input size at which these paths meet",
    "network.hint.like": "for any input, fit the one path to the other: upsample(like=NAME) or "
    "crop(like=NAME), or an output padding of the transposed convolution",
    "network.hint.inputs": "the nearest input that this network takes is {input}",
    "network.hint.inputs_least": "this network needs an input of at least {input}",
    "network.hint.inputs_most": "this network takes an input of at most {input}",
    "network.hint.inputs_near": "the nearest inputs that this network takes are {below} and {above}",
    "network.hint.weights": "the nearest input that keeps its weights is {input}",
    "network.hint.weights_least": "to keep its weights it needs an input of at least {input}",
    "network.hint.weights_most": "to keep its weights it takes an input of at most {input}",
    "network.hint.weights_near": "the nearest inputs that keep its weights are {below} and {above}",
    # receptive fields
    "field.jumps_differ": "at {layer} paths with jumps {first} and {other} meet: there is no single "
    "receptive field",
    "field.rearranged": "{layer} ({kind}) moves positions: no receptive field can be given behind it",
    "field.unknown": "nobody says what the outputs of {layer} ({kind}) see: the receptive field behind it is "
    "unknown",
    "field.symbolic": "{layer} has a symbol in its window: no receptive field can be given behind it",
    "field.symbolic_padding": "the padding at {layer} depends on the size of the input: paths that "
    "meet cannot be lined up",
    "field.too_many_digits": "{layer}: the jump has more than {limit} digits",
    "field.too_many_phases": "the regions behind {layer} repeat only after more than {limit} "
    "outputs",
    # quantities that only networks have
    "quantity.activations": "activations",
    "quantity.layers": "layers",
    "quantity.receptive_field": "receptive field",
    "quantity.peak_memory": "peak memory",
    "quantity.weight_memory": "weight memory",
    "quantity.output": "output",
    # budgets
    "budget.not_an_amount": "{value} is not an amount of {quantity}",
    "budget.hint.count": "write a number such as 5M, 4.1G or 231,211,008",
    "budget.hint.memory": "write a number with its unit, such as 20MiB (2^20) or 20MB (10^6)",
    "budget.not_an_output": "“{value}” is not an output size",
    "budget.hint.output": "write 1000 for a vector, 388x388 for a map of any channels, 388x388@2 or "
    "2x388x388 for a map and its channels",
    "budget.unknown": "there is nothing called “{quantity}” to limit ({origin}); there is: {allowed}",
    "budget.unknown_bound": "a limit of {quantity} has min and max, not {bound}",
    "budget.max": "at most {value}",
    "budget.min": "at least {value}",
    "budget.equal": "exactly {value}",
    "budget.judged": "{actual}, {allowed}",
    "budget.judged_of": "{quantity} {allowed}",
    "budget.kept": "✓ {count} kept",
    "budget.kept.one": "✓ kept",
    "budget.missed": "✗ not met",
    "budget.missed_max": "✗ over by {excess}",
    "budget.missed_min": "✗ short by {excess}",
    "budget.missed_equal": "✗ off by {excess}",
    "budget.open": "? cannot be decided",
    "budget.most": "most in {layers}",
    "budget.untold": "not known of {layers}",
    "budget.at.peak_memory": "the peak is at {layer}",
    "budget.at.receptive_field": "at {layer}",
    "budget.at.output": "from {layer}",
    "budget.culprit": "{layer} ({cost})",
    "budget.line.max": "{quantity}: {actual} exceeds {limit} by {excess}",
    "budget.line.min": "{quantity}: {actual} falls short of {limit} by {excess}",
    "budget.line.equal": "{quantity}: {actual} instead of {limit} (off by {excess})",
    "budget.line.other": "{quantity}: {actual} instead of {limit}",
    "budget.line.why": "{line}; {why}",
    "budget.line.open": "{quantity}: whether {limit} is kept cannot be decided, as it is {actual}",
}
