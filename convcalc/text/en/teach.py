"""English: the checks and remarks of worked answers."""

TEXT: dict[str, str] = {
    "check.windows": (
        "counting real pixels from 0, window {count} covers {first} … {last}; one more stride would "
        "end at {next}, past the padded edge at {edge}"
    ),
    "check.windows_reach": (
        "counting real pixels from 0, window {count} covers {first} … {last} and so reaches the padded "
        "edge at {edge}: no further window is needed"
    ),
    "check.windows_outside": (
        "counting real pixels from 0, window {count} covers {first} … {last}; the next would start at "
        "{next}, past the last pixel at {edge}"
    ),
    "check.strides": (
        "{count} strides of {stride} reach {above} ≥ {input}; one stride fewer reaches only {below}"
    ),
    "check.inverse_dilated": (
        "a convolution with the same kernel, stride, padding and dilation takes {output} back to {input}"
    ),
    "check.inverse_same": (
        "a convolution with the same stride and SAME padding takes {output} back to {input}"
    ),
    "check.inverse": (
        "a convolution with the same kernel, stride and padding takes {output} back to {input}"
    ),
    "check.taps": "{taps} taps and {count} gaps of {holes} between them: {taps} + {count}·{holes} = {total}",
    "check.taps.one": "{taps} taps and {count} gap of {holes} between them: {taps} + {count}·{holes} = {total}",
    "check.factor": "taking out the common factor {factor}: {terms} = {total}",
    "check.take_away": "{total} − {last} = {rest}, what stood before the last term",
    "check.pooled_back": (
        "a pooling with the same kernel, stride and padding takes {output} back to {input}"
    ),
    "check.cut_back": "taking the padding away again gives the input: {sum} = {input}",
    "check.put_back": "adding what was cut gives the input again: {sum} = {input}",
    "check.units": "{count} outputs, each with {each} weights: {count}·{each} = {total}",
    "check.units.one": "{count} output with {each} weights: {count}·{each} = {total}",
    "check.positions": (
        "{count} output positions with {each} weights of their own each: {count}·{each} = {total}"
    ),
    "check.positions.one": (
        "{count} output position with {each} weights of its own: {count}·{each} = {total}"
    ),
    "check.macs_divided": "dividing the MACs worked out above: {part} / {whole} = {ratio}",
    "check.filters": "{count} filters of {each} weights each: {count}·{each} = {total}",
    "check.outputs": (
        "{count} output values of {each} multiply-accumulates each: {count}·{each} = {total}"
    ),
    "check.inputs": (
        "{count} input values, each multiplied by {each} weights: {count}·{each} = {total}"
    ),
    "remark.half": (
        "half padding: kernel {kernel} (odd), padding {padding} and stride 1 keep the size "
        "(relationship {relationship})"
    ),
    "remark.full": (
        "full padding: kernel {kernel} at stride 1 makes the map {more} larger "
        "(relationship {relationship})"
    ),
    "remark.unread": "the last {count} rows or columns of the input are never read",
    "remark.unread.one": "the last {count} row or column of the input is never read",
    "remark.transposed_valid": (
        "the same as a convolution of stride 1 with padding {padding} (relationship {relationship})"
    ),
    "remark.transposed_half": (
        "half padding keeps the size here too (relationship {relationship})"
    ),
    "remark.transposed_full": (
        "the transpose of full padding makes the map {less} smaller (relationship {relationship})"
    ),
    "remark.same_split": "shared out as {small} and {large}",
}
