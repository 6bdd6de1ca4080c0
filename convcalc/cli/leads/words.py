"""The index of words: what people call commands, quantities and options elsewhere."""

from __future__ import annotations

from convcalc.layers.index import find
from convcalc.layers.quantities import QUANTITIES
from convcalc.load.words import known_layer

OF_NETWORK = {"memory": "peak_memory"}
"""Quantity of a layer -> that of a network which people mean by the same word."""

COMMAND_WORDS: dict[str, str] = {
    "--version": "version about release",
    "--help": "help man manual examples example tutorial usage docs doc documentation guide start "
    "commands intro readme h",
    "cheatsheet": "cheat-sheet notation syntax grammar keys options reference quick-reference faq",
    "completion": "completions complete autocompletion tab-completion",
    "zoo": "networks models nets architectures list ls model-zoo model network models-list",
    "layers": "types ops-list layer-types list-layers",
    "explain": "define definition what whatis what-is glossary terms term meaning error errors",
    "audit": "analyze analyse analysis inspect stats statistics torchinfo info model-summary print "
    "show report describe count ci budget limits",
    "rules": "lint linter lints warnings",
    "rf": "rfield view",
    "quiz": "test exam practice practise exercise exercises learn training",
    "ask": "question solve-question how",
    "solve": "same-padding padding pad find-padding find search want reverse invert",
    "compare": "versus vs comparison",
    "convert": "export import translate to-yaml yaml",
    "diff": "delta difference",
    "conv": "conv-output calc calculate compute-conv output-conv same convolve convolution-output "
    "conv-layer run dilated dilation dilated-conv atrous-conv atrous grouped group-conv strided",
    "tconv": "transposed transpose conv-transpose convtranspose transposed-conv upconv fractional",
    "pool": "pooling max-pool maxpooling subsample",
    "separable": "depthwise-separable depthwiseseparable dws ds-conv dsconv dwsconv sepconv "
    "mobilenet-conv xception-conv",
    "draw": "plot visualize visualise visualization picture pictures pic diagram figure illustrate "
    "animate animation graph svg image sketch display",
    "kernel": "effective dilated-kernel",
    "formulas": "formula equation equations maths",
    "scale": "width-multiplier compound scaling",
    "batch": "jsonl bulk stdin",
}
"""What does it -> what it is called elsewhere, with spaces between."""

OPTION_WORDS: dict[str, str] = {
    "--format csv": "csv",
    "--format latex": "latex tex",
    "--format markdown": "markdown md",
    "--format plain": "plain text tsv txt",
    "--format table": "table pretty rich",
    "--json": "js j",
    "--format svg": "svg",
    "--animate": "animation anim gif",
    "--draw": "plot picture pic diagram figure sketch visualize visualise",
    "OUT {}": "to",
    "--format {}": "f fmt output-format out-format as style output out o to",
    "--of {}": "f quantity show metric what print output column field select only",
    "--output-file {}": "o output out-file outfile output-path file save save-to write to",
    "--steps": "verbose v explain details detail work working show-steps derive derivation step "
    "debug why show-work worked long solution",
    "--version": "V v ver",
    "--help": "usage examples man info ?",
    "--quiet": "silent s bare short brief value-only Q number raw",
    "--lang {}": "language locale l",
    "--lang ja": "ja japanese jp jpn",
    "--lang en": "en english eng",
    "NO_COLOR=1": "no-color no-colour nocolor color colour monochrome no-ansi no-colors colors",
    "--ascii": "no-unicode plain-ascii no-utf8",
    "--no-header": "noheader no-headers headerless skip-header",
    "SIZE {}": "size input input-size image image-size img resolution shape input-shape width "
    "height w h i n in-size imsize dim hw spatial",
    "--input {}": "res size image image-size img resolution shape input-shape input-size",
    "--kernel {}": "filter filter-size f k-size ksize kernel-shape window pool-size pool receptive "
    "ks kernels fs",
    "--stride {}": "strides subsample step st",
    "--padding {}": "pad pads p-size zero-padding border pd",
    "--padding same": "same",
    "--padding valid": "valid",
    "--dilation {}": "r dil dilate dilations atrous holes dilation-rate dr",
    "--groups {}": "group g-conv cardinality num-groups",
    "--in {}": "input-channels cin ic c-in channels-in in-ch in-features c channels depth "
    "in-planes inc",
    "--want {}": "output-size target output goal result equals out",
    "--output-size {}": "output size out target",
    "--out {}": "filters filter-count num-filters features units cout oc c-out channels-out "
    "output-channels outchannels out-ch n f output out-features channels c m nf out-planes depth "
    "num-output outc",
    "--output-padding {}": "op outpad out-padding output-pad",
    "--ceil": "ceil-mode round-up ceiling",
    "--no-bias": "nobias without-bias bias-free biasless",
    "--bias": "with-bias use-bias",
    "--level 1": "easy beginner simple",
    "--level 3": "hard difficult expert",
    "": "list all show-all ls",
    "--dims {}": "dim ndim nd spatial-dims rank dimensions d",
    "--dims 1": "1d",
    "--dims 2": "2d",
    "--dims 3": "3d",
    "--type {}": "mode kind pooling method",
    "--type avg": "avg average mean",
    "--type max": "max maximum",
    "--dialect {}": "framework backend lib library convention fw",
    "--dialect torch": "torch pytorch",
    "--dialect keras": "keras",
    "--dialect tf": "tf tensorflow",
    "--dialect onnx": "onnx",
    "--dialect caffe": "caffe",
    "--sort {}": "sort-by order order-by sorted sort-column rank rank-by",
    "--top 10": "sort-by costliest largest biggest order order-by limit head",
    "--top {}": "limit head n k largest",
    "--layer {}": "stage node at at-layer at-node",
    "--by stage": "level max-depth group-by summary collapse d stage stages",
    "--by {}": "group group-by level per",
    "--batch-size {}": "batch b bs n samples batchsize minibatch",
    "--set width={}": "alpha width width-mult width-multiplier",
    "--set {}": "param with override knob option",
    "--columns {}": "cols column col-names fields show",
    "--count {}": "convention counting tool",
    "--where {}": "with given range bound bounds subject-to",
    "--of params": "params parameters count-params weights num-params",
    "--of flops": "flops gflops",
    "--of macs": "macs mac madds",
    "--of size": "size output-size output-shape outsize",
    "--of rf": "rf receptive-field receptive",
    "--of memory": "memory mem",
    "--of peak_memory": "memory mem vram peak",
    "--of channels": "out-channels-only",
    "--of jump": "jump effective-stride",
    "--max-params {}": "params-limit param-budget budget limit-params",
    "--max-macs {}": "macs-limit mac-budget",
    "--no-bias ": "bias",
}
"""What does it, {} for the value -> the options of other programs, with spaces between; the first
that can be read with the rest of the line is proposed."""

_QUANTITIES = {name: key for key, known in QUANTITIES.items() for name in known.words.split()}


def quantity_named(word: str) -> str | None:
    """The quantity that a word means."""
    return _QUANTITIES.get(word.lower().replace("_", "-"))


def layer_named(word: str) -> str | None:
    """A layer's name as `layer` takes it: types, aliases and the names of frameworks."""
    plain = word.rpartition(".")[2]
    if find(plain) is not None:
        return plain
    found = known_layer(plain)
    return found.name if found else None
