"""English: what is wrong with a layer's parameters, its input, its dialect, or a batch line."""

from __future__ import annotations

__all__ = ["TEXT"]

TEXT: dict[str, str] = {
    # types and parameters
    "layer.unknown": "there is no layer type “{name}”",
    "layer.dims": "{kind} cannot have {dims} spatial axes (possible: {allowed})",
    "layer.fixed_dims": "{kind} has {wanted} spatial axes, but the input has {dims}",
    "layer.axes": "the input of {kind} must have {dims} sizes, not {given} (spatial axes)",
    "layer.too_few_inputs": "{kind} needs at least {least} inputs, not {given}",
    "layer.one_input": "{kind} takes one input, not {given}",
    "parameter.unknown": "{kind} has no parameter “{name}” (it has: {allowed})",
    "parameter.missing": "{kind} needs the parameter {name}",
    "parameter.twice": "{name} is given twice: {keys}",
    "parameter.not_integer": "{name} must be an integer, not {value}",
    "parameter.divisor": "{name} is divided by {divisor}, which must be at least 1",
    "parameter.too_small": "{name} must be at least {minimum}, not {value}",
    "parameter.too_large": "{name} may have at most {digits} digits: {value}",
    "parameter.wrong_length": "{name} has {given} values, but there are {dims} spatial axes",
    "parameter.not_per_axis": "{name} cannot have channels after @: {value}",
    "parameter.pairs_refused": "{name} takes one number an axis, not begin:end: {value}",
    "parameter.not_a_pair": "{name} takes one number or begin and end on an axis, not {value}",
    "parameter.not_decimal": "{name} must be a number such as 2, 0.5 or 1/3, not {value}",
    "parameter.not_flag": "{name} must be true or false, not {value}",
    "parameter.not_a_choice": "{name} cannot be “{value}” (possible: {allowed})",
    "parameter.not_a_shape": "{name} must list 1 to {most} sizes, channels first, not {value}",
    "parameter.two_open": "only one entry of {name} may be -1: {value}",
    "parameter.word": "{name} takes {takes}, not the word “{word}”",
    "parameter.within": "this is the value of {name}",
    # the input
    "size.pair": "a size has one number an axis, not begin:end: {text}",
    "size.too_many_axes": "{text} has {given} numbers, but at most 3 spatial axes are possible",
    "size.three_numbers": "{text} could be a volume, or a map and its channels",
    "size.wrong_axes": "{text} has {given} spatial axes, but {dims} are wanted",
    "softmax.other_axis": "softmax here goes over the channels, dim=1, not {value}",
    "pool.divisor_zero": "divisor_override must not be 0",
    "dialect.height_and_width": "{name} is one number for both axes, or {name}_h and {name}_w together, "
    "on maps only",
    "dialect.global_pooling": "global_pooling takes no kernel, no stride and no padding",
    "dialect.border": "{name} of this layer is one number or {wanted}, two for each axis with the last "
    "axis first (left, right, top, bottom, ...), not {value}",
    "size.channels_twice": "the input has {at} channels after @, but {option} by its option",
    "size.empty_output": "{kind} leaves nothing of this input: its output would be {output} long",
    "case.no_size": "the input has no size: give “size”",
    "case.axes": "“size” has {given} values, but “dims” is {dims}",
    "case.dims": "“dims” must be 1, 2 or 3, not {value}",
    "case.too_many_axes": "“size” has {given} values, but at most 3 spatial axes are possible",
    "case.size_and_inputs": "give either “size” or “inputs”, not both",
    "case.inputs": "“inputs” must be a list of objects with “size” and “in”, not {value}",
    "case.no_inputs": "“inputs” is empty",
    "case.unknown_input_key": "an input has only “size” and “in”, not “{key}”",
    # dialects
    "dialect.unknown": "there is no dialect “{name}” (possible: {allowed})",
    "dialect.same_with_stride": "torch allows padding “same” only with stride 1, not {stride}",
    "dialect.causal_axes": "causal padding is for sequences (1 spatial axis), not for {dims} axes",
    "dialect.no_word": "{dialect} has no padding “{value}” for this layer (possible: {allowed})",
    "dialect.no_parameter": "{dialect} has no {name} for this layer",
    "dialect.word_only": "{dialect} has no padding in numbers, such as {value}: only valid and "
    "same",
    "dialect.pool_padding": "the padding {padding} is too large for a kernel of {kernel} "
    "(at most {most})",
    "dialect.output_padding": "the output padding {output_padding} must be from 0 to {most}: "
    "less than the larger of stride ({stride}) and dilation ({dilation})",
    "dialect.output_padding_stride": "the output padding {output_padding} must be at most {most}: "
    "less than the stride ({stride})",
    "dialect.stride_of_dilated": "give the stride beside a dilation of {dilation}: tf moves a dilated pool by 1 and any other one by its kernel",
    "dialect.stride_and_dilation": "{dialect} refuses a stride ({stride}) and a dilation "
    "({dilation}) above 1 together",
    "dialect.pads_in_2d": "{dialect} pads by numbers in 2-D only, not in {dims}-D (here {value})",
    "dialect.no_pads": "{dialect} has no padding in numbers for this layer (here {value})",
    "dialect.same_dilated_pool": "tf has no padding same for a pool with a dilation ({dilation})",
    "dialect.smallest_block": "{dialect} wants blocks of at least 2, not {factor}",
    "dialect.batch_and_channels": "{name} must leave the batch (first) and the channels (last) alone, unlike {value}",
    "dialect.no_axis": "{name} must be an axis from 1 to {last}, or count from the end, not {value}",
    "dialect.channels_axis": "here this layer goes by the channels, which are the last axis in Keras (-1 or {last}), not {value}",
    "dialect.list_length": "{name} must be a list of {wanted} numbers, not {value}",
    "dialect.batch": "{name} must leave the batch alone, which is the first axis, unlike {value}",
    "dialect.channel_pads": "the channels can be padded by zeros only, unlike {value}",
    "dialect.axis_one": "here this layer goes by the channels, which are axis 1, not {value}",
    "dialect.matrix": "Gemm multiplies matrices: it takes a vector for each sample, no map",
    "dialect.trans_a": "with transA=1 the samples would be the features",
    "dialect.whole_scale": "{dialect} takes only whole scale factors, not {value}",
    "dialect.pads": "pads must list {wanted} numbers for {dims} axes, all begins and then all "
    "ends, "
    "not {value}",
    # batch
    "batch.blank": "the line is blank",
    "batch.not_json": "the line is not JSON: unexpected “{found}” at character {position}",
    "batch.ends_early": "the line is not JSON: it ends too early, at character {position}",
    "batch.not_an_object": "the line must be a JSON object, not {value}",
    "batch.after_object": "something follows the JSON object: {text}",
    "batch.not_utf8": "the line is not UTF-8 text (byte {position})",
    "batch.line_too_long": "the line is longer than {limit} bytes",
    "batch.too_deep": "the JSON is nested too deeply",
    "batch.number_too_long": "the line has a number with too many digits",
    "batch.not_a_number": "{value} is not a number that can be used",
    "batch.duplicate_key": "the key “{key}” stands twice in one object",
    "batch.id": "“id” must be a text or a number, not {value}",
    "batch.long_id": "“id” has {length} characters, but at most {limit} are possible",
    "batch.no_layer": "the line names no layer: give “layer”",
    "batch.layer": "“layer” must be the name of a layer type, not {value}",
    "batch.dialect": "“dialect” must be the name of a dialect, not {value}",
    "batch.crash": "internal error, please report it: {reason}",
    # what would help
    "hint.did_you_mean": "did you mean {word}?",
    "hint.did_you_mean_one": "did you mean one of these: {words}?",
    "hint.as_in": "as in {text}",
    "hint.flatten_first": "flatten it first: flatten, then Gemm",
    "hint.argument_of": "{dialect} has {name}: --dialect {dialect}",
    "hint.list_layers": "convcalc layers lists all types",
    "hint.channels": "{channels} channels: {text}",
    "hint.no_batch": "without the batch axis: {text}",
    "hint.dims": "a volume: {text}",
    "hint.batch_example": "a line looks like this: "
    '{{"layer": "conv", "size": [11, 11], "kernel": 3, "stride": 2, "padding": 2}}',
}
