"""English: the questions whose numbers are drawn, and the talk around them."""

from __future__ import annotations

TEXT: dict[str, str] = {
    "cli.quiz": "Practise: questions at the terminal, or a sheet of them with its key.",
    "cli.quiz.more": "At a terminal the questions are asked one by one: answer by letter or by the number itself; an empty "
    "line passes, Ctrl-D ends with the score. Elsewhere, and with --print or another format, the whole sheet is written. "
    "The same --seed gives the same sheet. Topics: size, same, pooling, gap, field, dilation, transposed, params, macs, "
    "separable, bn, scaling, nets, nas, concepts.",
    "cli.option.topic": "topics, separated by commas or given several times",
    "cli.option.questions": "number of questions",
    "cli.option.seed": "the number from which the sheet is drawn",
    "cli.option.level": "how hard the questions are",
    "cli.option.print": "write the sheet and its key even at a terminal",
    "quiz.title": "Practice sheet (seed {seed}, level {level})",
    "quiz.label": "Question {number} ({topic})",
    "quiz.words": "{text}",
    "quiz.value": "{value}",
    "quiz.true": "true",
    "quiz.false": "false",
    "quiz.truth": "True or false? {text}",
    "quiz.choice": "{text}",
    "quiz.cloze": "Fill the gap: {text}",
    "quiz.key": "Key",
    "quiz.key_intro": "For each question the right option and why; below it, the slip behind each of the others.",
    "quiz.key_label": "{number}. {mark}: {answer}",
    "quiz.working": "{formula} = {numbers} = {value}",
    "quiz.working_rounded": "{formula} = {numbers} {value}",
    "quiz.fewer": "there are only {count} different questions about these topics, not {wanted}",
    "quiz.number": "{option} takes a number from {low} to {high}, not {value}",
    # topics
    "quiz.topic.size": "output size",
    "quiz.topic.same": "same and valid padding",
    "quiz.topic.pooling": "pooling",
    "quiz.topic.gap": "global average pooling",
    "quiz.topic.field": "receptive field",
    "quiz.topic.dilation": "dilation",
    "quiz.topic.transposed": "transposed convolution and upsampling",
    "quiz.topic.params": "parameters",
    "quiz.topic.macs": "operations",
    "quiz.topic.separable": "depthwise separable convolution",
    "quiz.topic.bn": "normalization",
    "quiz.topic.scaling": "compound scaling",
    "quiz.topic.nets": "architectures",
    "quiz.topic.nas": "architecture search",
    # at the terminal
    "quiz.welcome": "{count} questions (seed {seed}). Answer by letter or by number; an empty line passes, Ctrl-D ends.",
    "quiz.welcome.one": "One question (seed {seed}). Answer by letter or by number; an empty line passes, Ctrl-D ends.",
    "quiz.prompt": "Answer: ",
    "quiz.right": "Right.",
    "quiz.wrong": "Not right. The answer is {mark}: {answer}.",
    "quiz.passed": "Passed. The answer is {mark}: {answer}.",
    "quiz.unreadable": "“{answer}” is none of the options; answer {marks}",
    "quiz.nothing": "No question answered. Until next time!",
    "quiz.score": "Score: {right} of {count}",
    "quiz.column.topic": "Topic",
    "quiz.column.right": "Right",
    "quiz.column.asked": "Asked",
    "quiz.repeat": "Worth repeating: {topics}",
    # questions
    "quiz.ask.size": "An input of {size} × {size} goes through a convolution with a kernel of {kernel} × {kernel}, stride {stride} "
    "and padding {padding}. What is the output size?",
    "quiz.ask.valid": "An input of {size} × {size} goes through a convolution with a kernel of {kernel} × {kernel}, stride 1 and "
    "valid padding. What is the output size?",
    "quiz.ask.same": "An input of {size} × {size} goes through a convolution with a kernel of {kernel} × {kernel}, stride {stride} "
    "and SAME padding. What is the output size?",
    "quiz.ask.pool": "A map of {size} × {size} is max-pooled with windows of {kernel} × {kernel} and stride {stride}, without "
    "padding. What is the output size?",
    "quiz.ask.pool_ceil": "A map of {size} × {size} is max-pooled with windows of {kernel} × {kernel} and stride {stride}, without "
    "padding, in ceil mode. What is the output size?",
    "quiz.ask.gap": "A map of {side} × {side} with {channels} channels goes through a global average pooling, then through a fully "
    "connected layer to {classes} classes without bias. How many parameters does that layer have?",
    "quiz.ask.gap_bias": "A map of {side} × {side} with {channels} channels goes through a global average pooling, then through a "
    "fully connected layer to {classes} classes with bias. How many parameters does that layer have?",
    "quiz.ask.field": "The input passes these convolutions in turn: {layers}. How many input pixels wide is the receptive field of "
    "one output?",
    "quiz.layer": "{kernel} × {kernel} with stride {stride}",
    "quiz.layer_dilated": "{kernel} × {kernel} with stride {stride} and dilation {dilation}",
    "quiz.ask.reach": "What is the effective size of a kernel of {kernel} × {kernel} with dilation {dilation}?",
    "quiz.ask.dilated": "An input of {size} × {size} goes through a convolution with a kernel of {kernel} × {kernel}, dilation "
    "{dilation}, stride {stride} and padding {padding}. What is the output size?",
    "quiz.ask.transposed": "A map of {size} × {size} goes through a transposed convolution with a kernel of {kernel} × {kernel}, "
    "stride {stride} and padding {padding}. What is the output size?",
    "quiz.ask.transposed_more": "A map of {size} × {size} goes through a transposed convolution with a kernel of {kernel} × {kernel}, "
    "stride {stride}, padding {padding} and output padding {output_padding}. What is the output size?",
    "quiz.ask.params": "A convolution with a kernel of {kernel} × {kernel} takes {channels} channels to {out}, without bias. How many "
    "parameters does it have?",
    "quiz.ask.params_bias": "A convolution with a kernel of {kernel} × {kernel} takes {channels} channels to {out}, with bias. How "
    "many parameters does it have?",
    "quiz.ask.params_groups": "A convolution with a kernel of {kernel} × {kernel} takes {channels} channels to {out} in {groups} "
    "groups, with bias. How many parameters does it have?",
    "quiz.ask.macs": "A map of {size} × {size} with {channels} channels goes through a convolution to {out} channels: kernel "
    "{kernel} × {kernel}, stride {stride}, padding {padding}. How many multiply-accumulates (MACs) does it take?",
    "quiz.ask.flops": "A map of {size} × {size} with {channels} channels goes through a convolution to {out} channels: kernel "
    "{kernel} × {kernel}, stride {stride}, padding {padding}, without bias. How many FLOPs does it take, two for each MAC?",
    "quiz.ask.macs_stride": "A map of {size} × {size} with {channels} channels goes through a convolution to {out} channels: kernel "
    "{kernel} × {kernel}, stride {stride}, padding {padding}. How many multiply-accumulates (MACs) does it take?",
    "quiz.ask.separable_params": "A depthwise separable convolution with a kernel of {kernel} × {kernel} takes {channels} channels to "
    "{out}, without bias. How many parameters does it have?",
    "quiz.ask.separable_macs": "A map of {size} × {size} with {channels} channels goes through a depthwise separable convolution to "
    "{out} channels: kernel {kernel} × {kernel}, stride 1, padding {padding}. How many multiply-accumulates (MACs) does it take?",
    "quiz.ask.separable_ratio": "A {kernel} × {kernel} convolution from {channels} to {out} channels is replaced by a depthwise "
    "separable one. What share of the MACs is left?",
    "quiz.ask.bn": "How many learnable parameters does a batch normalization of {channels} channels have?",
    "quiz.ask.bn_values": "A batch of {batch} maps of {side} × {side} with {channels} channels is batch-normalized in training. Over "
    "how many values is each mean taken?",
    "quiz.ask.gn_values": "A batch of {batch} maps of {side} × {side} with {channels} channels is group-normalized in {groups} groups. "
    "Over how many values is each mean taken?",
    "quiz.ask.scaling": "A network of standard convolutions is made {depth} times as deep and {width} times as wide, and its images "
    "are given {resolution} times the height and width. By what factor do its FLOPs grow?",
    # letters of factors
    "given.l": "depth {given}",
    "given.w": "width {given}",
    # slips that only the quiz can meet
    "slip.batch_ignored": "the samples of the batch were not counted",
    "slip.depth_ignored": "the factor of the depth was ignored",
    "slip.width_ignored": "the factor of the width was ignored",
    "slip.resolution_ignored": "the factor of the resolution was ignored",
    "slip.layer_for_batch": "the values of a layer normalization were counted",
    "slip.batch_for_group": "the values of a batch normalization were counted",
}
