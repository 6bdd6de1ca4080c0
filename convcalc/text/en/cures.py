"""What `explain` says about an error code: where it comes from, and what to do."""

from __future__ import annotations

TEXT: dict[str, str] = {
    "explain.size.kernel_exceeds_input": (
        "The kernel, spread by its dilation, has to fit into the padded input at least once; "
        "otherwise no output is left."
    ),
    "explain.size.kernel_exceeds_input.cure": (
        "Pad more, take a smaller kernel or dilation, or a larger input."
    ),
    "explain.size.kernel_exceeds_input_ceil": (
        "With --ceil the last window may hang over the end by up to one stride less a pixel, "
        "but even then the kernel does not fit into the padded input."
    ),
    "explain.size.kernel_exceeds_input_ceil.cure": "Take a smaller kernel or a larger input.",
    "explain.size.three_numbers": (
        "224x224x32 often means 32 channels, but it could be a volume as well, with quite "
        "another answer."
    ),
    "explain.size.three_numbers.cure": "Channels stand after an @; a volume is said by --dims 3.",
    "explain.size.too_many_axes": (
        "At most three spatial axes are possible; a fourth number is usually the batch in "
        "front of a tensor's shape."
    ),
    "explain.size.too_many_axes.cure": "Leave the batch out and write the channels after an @.",
    "explain.size.wrong_axes": "The size and the kernel name different numbers of axes.",
    "explain.size.wrong_axes.cure": (
        "Give one number an axis to both, or a single number for all axes."
    ),
    "explain.size.channels_twice": (
        "The channels of the input stand both after the @ and in -i, and they differ."
    ),
    "explain.size.channels_twice.cure": "Say them once.",
    "explain.conv.in_channels_not_divisible": (
        "A grouped convolution gives each group an equal share of the input channels, so the "
        "groups have to divide them."
    ),
    "explain.conv.in_channels_not_divisible.cure": (
        "Take a number of groups that divides the input and the output channels."
    ),
    "explain.conv.out_channels_not_divisible": (
        "Every group makes an equal share of the output channels, so the groups have to divide "
        "these, too."
    ),
    "explain.conv.out_channels_not_divisible.cure": (
        "Change the output channels, or take groups that divide both."
    ),
    "explain.gn.channels_not_divisible": (
        "Group normalization takes a mean and a variance for each group of channels, and all "
        "groups are equally large."
    ),
    "explain.gn.channels_not_divisible.cure": "Take a number of groups that divides the channels.",
    "explain.channel_shuffle.channels_not_divisible": (
        "A channel shuffle writes the channels as a table with one row a group, which has to "
        "be full."
    ),
    "explain.channel_shuffle.channels_not_divisible.cure": (
        "Take a number of groups that divides the channels."
    ),
    "explain.pixel_shuffle.channels_not_divisible": (
        "A pixel shuffle by r turns r² channels into one map that is r times as wide and high."
    ),
    "explain.pixel_shuffle.channels_not_divisible.cure": (
        "Give it a multiple of r² channels: the convolution before it makes them."
    ),
    "explain.pixel_unshuffle.size_not_divisible": (
        "The map is cut into blocks of r × r pixels, which leaves no rest."
    ),
    "explain.pixel_unshuffle.size_not_divisible.cure": "Pad or crop to a multiple of the factor.",
    "explain.reshape.not_divisible": (
        "The elements cannot be shared out: the known entries of the new shape do not divide "
        "their number."
    ),
    "explain.reshape.not_divisible.cure": (
        "Take entries whose product divides the number of elements."
    ),
    "explain.crop.nothing_left": (
        "Cropping takes away as much on each side, and more than the map has is taken away."
    ),
    "explain.crop.nothing_left.cure": "Crop less: 2 × amount has to be below the size.",
    "explain.upsample.scale_or_size": (
        "An upsampling is given by its scale or by the size it leads to: neither or both are given."
    ),
    "explain.upsample.scale_or_size.cure": "Give one of scale and output_size.",
    "explain.tconv.no_output": (
        "The padding of a transposed convolution is cut off from its output, and here it is "
        "all of it."
    ),
    "explain.tconv.no_output.cure": "Take less padding, or a larger kernel or stride.",
    "explain.combine.sizes_differ": (
        "A sum or a concatenation lays maps on each other, so their sizes have to agree (a sum "
        "repeats an axis of 1); one path has shrunk."
    ),
    "explain.combine.sizes_differ.cure": (
        "Pad the convolutions of that path (p1 for 3 × 3), give both paths the same strides, "
        "or crop the larger map."
    ),
    "explain.combine.channels_differ": (
        "A sum adds channel by channel, so both paths need the same number of channels, or one "
        "of them a single one."
    ),
    "explain.combine.channels_differ.cure": (
        "Put a 1 × 1 convolution on the path that has too few, or use concat."
    ),
    "explain.load.several_layers": "Where one layer is expected, a text says several.",
    "explain.load.several_layers.cure": "Give one layer, or audit the network.",
    "explain.layer.unknown": "No layer type has that name.",
    "explain.layer.unknown.cure": (
        "convcalc layers lists the types; the names of PyTorch, Keras, ONNX and Caffe are read too."
    ),
    "explain.layer.one_input": "Each size is an input of its own, and this layer takes one.",
    "explain.layer.one_input.cure": "Height and width are joined by x.",
    "explain.layer.too_few_inputs": "The layer joins several maps, and only one is given.",
    "explain.layer.too_few_inputs.cure": "Give a size for each input.",
    "explain.layer.fixed_dims": (
        "The name itself says how many axes there are, and --dims says something else."
    ),
    "explain.layer.fixed_dims.cure": (
        "Use the name for that number of axes, or our own name, which fits any."
    ),
    "explain.parameter.missing": (
        "The layer cannot be told without this parameter, and there is no usual value for it."
    ),
    "explain.parameter.missing.cure": "Give it: -k 3 for the kernel.",
    "explain.parameter.unknown": "The layer has no parameter of that name.",
    "explain.parameter.unknown.cure": (
        "The message lists those it has; the names that frameworks use are read too."
    ),
    "explain.parameter.too_small": (
        "The value is below what the parameter can be: kernels, strides and sizes are at least "
        "1, paddings at least 0."
    ),
    "explain.parameter.too_small.cure": "Take a larger value.",
    "explain.parameter.not_a_choice": "The word is none of those that the parameter knows.",
    "explain.parameter.not_a_choice.cure": "Take one of the words that the message lists.",
    "explain.parameter.word": (
        "A word stands where a number is wanted; a symbol is a single letter, or one with a "
        "short index."
    ),
    "explain.parameter.word.cure": "Write the number, or a letter for an answer in symbols.",
    "explain.expr.not_whole": "Sizes and parameters count pixels, so that they are whole.",
    "explain.expr.not_whole.cure": "Take a whole number; // divides and rounds down.",
    "explain.expr.digit_groups": "1,024 could be the number 1024 or the pair 1 and 24.",
    "explain.expr.digit_groups.cure": (
        "Write numbers without a separator, and x between the numbers of a pair."
    ),
    "explain.expr.product": (
        "A product of plain numbers is a single number, but was most likely meant as a shape."
    ),
    "explain.expr.product.cure": "Join the axes by x and write the channels after an @.",
    "explain.expr.ends_early": "The expression stops where a number or a symbol has to follow.",
    "explain.expr.ends_early.cure": "Finish it, or leave out the last sign.",
    "explain.expr.range": "LO..HI is an unknown of solve; a layer needs one value.",
    "explain.expr.range.cure": "Put solve in front and say what is wanted, or take one number.",
    "explain.expr.too_large": "Numbers are exact and bounded, so that no input takes for ever.",
    "explain.expr.too_large.cure": "Take a number with fewer digits.",
    "explain.dialect.same_with_stride": (
        "PyTorch has padding “same” only for stride 1; Keras, TensorFlow and ONNX give ⌈i/s⌉ "
        "for any stride."
    ),
    "explain.dialect.same_with_stride.cure": (
        "Say whose rule is meant, or give the padding as a number."
    ),
    "explain.dialect.output_padding": (
        "The output padding picks one of the sizes that a strided convolution maps to the same "
        "input, so it is smaller than the stride or the dilation."
    ),
    "explain.dialect.output_padding.cure": (
        "Take a smaller one; a larger output needs a larger kernel or less padding."
    ),
    "explain.dialect.pool_padding": (
        "A pooling pads by at most half its kernel; more would make windows of padding alone."
    ),
    "explain.dialect.pool_padding.cure": "Take less padding or a larger kernel.",
    "explain.report.unknown_quantity": "The quantity depends on channels that are not given.",
    "explain.report.unknown_quantity.cure": (
        "Write the input channels after an @ and the output channels with -o."
    ),
    "explain.separable.needs_out": (
        "The cost ratio of a depthwise separable convolution is 1/M + 1/K², and M is the "
        "number of output channels."
    ),
    "explain.separable.needs_out.cure": "Give them with -o, as a number or as a letter.",
    "explain.usage.unknown_command": "The first word has to be a command.",
    "explain.usage.unknown_command.cure": (
        "The hint shows the line that was probably meant; convcalc --help lists the commands."
    ),
    "explain.usage.unknown_option": "The command has no such option.",
    "explain.usage.unknown_option.cure": "convcalc COMMAND --help lists those it has.",
    "explain.usage.no_value": "The option takes a value, and none follows it.",
    "explain.usage.no_value.cure": "Write the value after it.",
    "explain.usage.missing_argument": (
        "The command needs an argument that is not there; most take a SIZE first."
    ),
    "explain.usage.missing_argument.cure": "Write it as the usage line of --help shows.",
    "explain.usage.surplus_argument": (
        "Only the size stands alone; everything else about a layer is an option."
    ),
    "explain.usage.surplus_argument.cure": "Give -k, -s, -p and the others by name.",
    "explain.usage.takes_no_value": "The option is a switch: it is there or not.",
    "explain.usage.takes_no_value.cure": "Write it without a value; --no-... turns it off.",
    "explain.usage.bad_choice": "The value is none of those that the option knows.",
    "explain.usage.bad_choice.cure": "Take one of the words that the message lists.",
    "explain.usage.two_formats": "An answer is written in one format.",
    "explain.usage.two_formats.cure": "Leave one of the two out.",
    "explain.usage.negative_size": (
        "A word that begins with - reads as an option, and no size is negative."
    ),
    "explain.usage.negative_size.cure": "Give the size first, as a positive number.",
    "explain.usage.given_twice": "The same parameter has two values.",
    "explain.usage.given_twice.cure": "Keep one of them.",
    "explain.load.unknown_network": (
        "A bare word is a network of the zoo or a layer, and this is neither."
    ),
    "explain.load.unknown_network.cure": (
        "convcalc zoo lists the names; a file is given with its extension."
    ),
    "explain.load.no_such_file": "The argument looks like a file, and there is none of that name.",
    "explain.load.no_such_file.cure": "Check the path from the present directory.",
    "explain.load.unknown_word": "The word names neither a layer nor a block of the file.",
    "explain.load.unknown_word.cure": (
        "Layers are separated by spaces; convcalc layers lists the types."
    ),
    "explain.load.no_suffix": (
        "After a layer's first number come suffixes: /2 stride, p1 padding, d2 dilation, g2 "
        "groups, a1 output padding, b0 no bias, c1 round up, @64 output channels."
    ),
    "explain.load.no_suffix.cure": (
        "Write the stride as /2, the channels as @64, and a space between layers."
    ),
    "explain.load.no_such_suffix": (
        "The layer does not have the parameter that this suffix stands for."
    ),
    "explain.load.no_such_suffix.cure": "Leave it out, or give it to the layer it belongs to.",
    "explain.load.no_number": (
        "The layer has no first number: a kernel or a scale means nothing to it."
    ),
    "explain.load.no_number.cure": "Output channels and features stand after an @.",
    "explain.load.dimensional_number": (
        "conv2d3 could be a 3 × 3 Conv2d or a 2 × 2 kernel with dilation 3."
    ),
    "explain.load.dimensional_number.cure": "Write conv3, or conv2/1d3.",
    "explain.load.dilation_after_kernel": (
        "A d straight after the kernel reads like the name of another layer (conv2d)."
    ),
    "explain.load.dilation_after_kernel.cure": "Write the stride in between: conv5/1d2.",
    "explain.load.no_count": "Layers are repeated by a count in front of brackets.",
    "explain.load.no_count.cure": "Write 2*( conv3 relu ).",
    "explain.load.keywords_only": (
        "Frameworks order the arguments of a layer differently, so that only their names tell "
        "which is which."
    ),
    "explain.load.keywords_only.cure": "Write key=value, or the short form conv3@64.",
    "explain.load.unclosed": "A bracket is opened and never closed.",
    "explain.load.unclosed.cure": "Close it where the repeated layers or the branches end.",
    "explain.load.no_branches": (
        "add, concat and mul join paths, which stand in square brackets with | between them."
    ),
    "explain.load.no_branches.cure": "Write add[ conv3p1 | ]; an empty path is the input itself.",
    "explain.load.no_layers": (
        "After the shape of the input nothing follows; without quotes the shell cuts the text "
        "at its spaces."
    ),
    "explain.load.no_layers.cure": "Put the whole network in quotes.",
    "explain.load.shape_both_ways": "The shape can be read with its channels first or last.",
    "explain.load.shape_both_ways.cure": "Write the channels first, or after an @: 224x224@3.",
    "explain.load.unknown_knob": "The network has no setting of that name.",
    "explain.load.unknown_knob.cure": "convcalc zoo NAME lists the settings of a network.",
    "explain.load.bad_setting": "A setting is a name, an equals sign and a value.",
    "explain.load.bad_setting.cure": "Write name=value.",
    "explain.load.format_not_read": "Files of this format are not read.",
    "explain.load.format_not_read.cure": "Write the network as YAML, TOML or JSON, or in one line.",
    "explain.audit.unknown_column": "The table has no column of that name.",
    "explain.audit.unknown_column.cure": "Take some of those that the message lists.",
    "explain.audit.one_network_only": (
        "Several networks are set side by side by their totals, which this option does not change."
    ),
    "explain.audit.one_network_only.cure": "Audit one network at a time with it.",
    "explain.budget.not_an_amount": (
        "A limit is a number, with k, M, G or for memory a unit behind it."
    ),
    "explain.budget.not_an_amount.cure": "Write 70M, 4.1G or 20MiB.",
    "explain.usage.not_a_count": (
        "The option counts something, so it is a whole number of at least 1."
    ),
    "explain.usage.not_a_count.cure": "Take 1 or more.",
    "explain.rf.no_layer": "The network has no layer or stage of that name.",
    "explain.rf.no_layer.cure": "convcalc audit NAME lists the names.",
    "explain.check.unreadable": "The answer is neither a number, a size, a ratio nor a matrix.",
    "explain.check.unreadable.cure": 'Write it like 7, 7x7, 0.57G, 1/8.4 or "6 4; 8 7".',
    "explain.check.not_this": "Only commands with one right answer can be checked.",
    "explain.check.not_this.cure": "Check a layer command, value or rf; --of picks the quantity.",
    "explain.solve.no_goal": "A question is turned round only if it is said what should come out.",
    "explain.solve.no_goal.cure": "Add --want, --at-least or --at-most.",
    "explain.solve.nothing_unknown": "All numbers are given, so there is nothing to look for.",
    "explain.solve.nothing_unknown.cure": "Put a letter or a range in place of one: -k K, -p 0..3.",
}
