"""The catalogue of formulas: a literal table, imported by derivations and `convcalc formulas`.

Lessons stand most specific first; a framework's own spelling of a formula comes last, so that it
is met only by whoever looks for its source. Formulas that cannot be written in letters (they count
with gcd, or round binary fractions) have no entry.
"""

from __future__ import annotations

from collections.abc import Callable

from convcalc.annotations import Any
from convcalc.errors import Message
from convcalc.formulas.catalogue import AllEqual, Formula, Lesson, Pattern


def _dv(relationship: int) -> Message:
    return Message("source.dv", relationship=relationship)


def _page(framework: str) -> Callable[[str], Message]:
    return lambda page: Message(f"source.{framework}", page=page)


def _paper(cite: str, equation: int | None = None, section: str | None = None) -> Message:
    if equation is not None:
        return Message("source.equation", cite=cite, number=equation)
    if section is not None:
        return Message("source.section", cite=cite, number=section)
    return Message("source.paper", cite=cite)


def _lesson(name: str, place: str, source: Message, **given: Pattern) -> Lesson:
    module, _, function = place.partition(".")
    return Lesson(name, module, function, source, given)


def _short(lesson: Lesson) -> Lesson:
    return lesson._replace(short=True)


def _formula(name: str, place: str, quantity: str, source: Message, *lessons: Lesson) -> Formula:
    module, _, function = place.partition(".")
    condition = Message(f"formula.{name}.condition") if name in CONDITIONAL else None
    return Formula(name, module, function, source, quantity, lessons, condition)


_torch, _keras, _onnx, _tf = map(_page, ("torch", "keras", "onnx", "tf"))
_DEFINITION = Message("source.definition")
_DV = "Dumoulin & Visin (2016)"
_NETS = "Howard et al. (2017)"
_RETHINKING = "Szegedy et al. (2016)"
_BN = "Ioffe & Szegedy (2015)"
_K = AllEqual("k", count="n")

CONDITIONAL = frozenset(
    {
        "align-corners-source", "ceil-pool-output", "ceil-pool-output-plain", "conv-macs",
        "conv-output", "conv-weights", "fold-channels", "group-norm-values",
        "pixel-shuffle-channels", "pixel-unshuffle-output", "spatial-separable-ratio",
        "tconv-macs", "tconv-output", "tconv-weights",
    }
)  # fmt: skip
"""Names of the formulas that do not hold, or give no whole number, for every argument."""

# fmt: off
_SIZES = (
    _formula("effective-kernel", "size.effective_kernel", "effective_kernel",
             _paper("Yu & Koltun (2016)"),
        _lesson("effective-kernel-extra", "size.effective_kernel_extra",
                _paper(_DV, section="5.1"))),
    _formula("conv-output", "size.conv_output", "size", _dv(15),
        _short(_lesson("conv-1", "size.conv_output_unit", _dv(1), s=1, p=0, q=0, d=1)),
        _short(_lesson("conv-2", "size.conv_output_unit_padded", _dv(2), s=1, q="p", d=1)),
        _short(_lesson("conv-5", "size.conv_output_valid", _dv(5), p=0, q=0, d=1)),
        _lesson("conv-6", "size.conv_output_padded", _dv(6), q="p", d=1),
        _lesson("conv-asymmetric", "size.conv_output_asymmetric", _onnx("Conv"), d=1),
        _lesson("conv-effective", "size.conv_output_effective", _dv(15), q="p")._replace(
            derived={"k_e": ("size", "effective_kernel")}),
        _lesson("conv-15", "size.conv_output_dilated", _dv(15), q="p"),
        _lesson("conv-torch", "size.conv_output_torch", _torch("Conv2d"), q="p"),
        _lesson("conv-tf", "size.conv_output_valid_ceiling", _tf("tf.nn.convolution"), p=0, q=0)),
    _formula("same-output", "size.same_output", "size", _tf("tf.nn")),
    _formula("same-padding", "size.same_padding_total", "padding", _tf("tf.nn"),
        _lesson("same-padding-plain", "size.same_padding_plain", _tf("tf.nn"), d=1)),
    _formula("ceil-pool-output", "size.ceil_pool_output", "size", _torch("MaxPool2d")),
    _formula("ceil-pool-output-plain", "size.ceil_pool_output_plain", "size", _torch("MaxPool2d"),
        _lesson("ceil-pool-by-stride", "size.ceil_pool_output_by_stride", _torch("MaxPool2d"),
                s="k", p=0, q=0, d=1),
        _lesson("ceil-pool-valid", "size.ceil_pool_output_valid", _torch("MaxPool2d"),
                p=0, q=0, d=1),
        _lesson("ceil-pool-padded", "size.ceil_pool_output_padded", _torch("MaxPool2d"),
                q="p", d=1)),
    _formula("pad-output", "size.pad_output", "size", _torch("functional.pad")),
    _formula("crop-output", "size.crop_output", "size", _keras("Cropping2D")),
    _formula("tconv-output", "transposed.tconv_output", "size", _dv(14),
        _short(_lesson("tconv-12", "transposed.tconv_output_valid", _dv(12), p=0, q=0, d=1, a=0)),
        _lesson("tconv-13", "transposed.tconv_output_padded", _dv(13), q="p", d=1, a=0),
        _lesson("tconv-14", "transposed.tconv_output_extended", _dv(14), q="p", d=1),
        _lesson("tconv-torch", "transposed.tconv_output_torch", _torch("ConvTranspose2d"), q="p")),
    _formula("tconv-same-output", "transposed.same_tconv_output", "size",
             _keras("Conv2DTranspose")),
    _formula("tconv-keras-output", "transposed.keras_tconv_output", "size",
             _keras("Conv2DTranspose"),
        _lesson("tconv-keras-plain", "transposed.keras_tconv_output_plain",
                _keras("Conv2DTranspose"), d=1)),
    _formula("unpool-output", "transposed.unpool_output", "size", _torch("MaxUnpool2d"),
        _lesson("unpool-torch", "transposed.unpool_output_torch", _torch("MaxUnpool2d"), q="p")),
    _formula("stretched-input", "transposed.stretched_input", "size", _paper(_DV, section="4.5")),
    _formula("equivalent-padding", "transposed.equivalent_padding", "padding", _dv(9)),
    _formula("restoring-output-padding", "transposed.restoring_output_padding", "padding", _dv(14)),
    _formula("asked-output-padding", "transposed.asked_output_padding", "output_padding",
             _torch("ConvTranspose2d"),
        _lesson("asked-output-padding-valid", "transposed.asked_output_padding_valid",
                _torch("ConvTranspose2d"), p=0, q=0, d=1),
        _lesson("asked-output-padding-padded", "transposed.asked_output_padding_padded",
                _torch("ConvTranspose2d"), q="p", d=1)),
    _formula("tconv-round-trip", "transposed.tconv_round_trip", "size", _dv(14)),
    _formula("scaled-output", "resample.scaled_output", "size", _torch("Upsample")),
    _formula("pixel-shuffle-output", "resample.shuffle_output", "size", _torch("PixelShuffle")),
    _formula("pixel-unshuffle-output", "resample.unshuffle_output", "size",
             _torch("PixelUnshuffle")),
    _formula("unfold-columns", "resample.unfold_columns", "size", _torch("Unfold")),
)

_CHANNELS = (
    _formula("depthwise-channels", "cost.depthwise_channels", "channels",
             _keras("DepthwiseConv2D")),
    _formula("pixel-shuffle-channels", "resample.shuffle_channels", "channels",
             _torch("PixelShuffle")),
    _formula("pixel-unshuffle-channels", "resample.unshuffle_channels", "channels",
             _torch("PixelUnshuffle")),
    _formula("unfold-rows", "resample.unfold_channels", "channels", _torch("Unfold")),
    _formula("fold-channels", "resample.fold_channels", "channels", _torch("Fold")),
    _formula("flatten", "cost.features", "channels", _torch("Flatten")),
)

_PARAMS = (
    _formula("conv-weights", "cost.conv_weights", "params", _torch("Conv2d"),
        _lesson("conv-weights-pointwise", "cost.conv_weights_pointwise",
                _paper("Lin et al. (2014)"), k=AllEqual(1), g=1),
        _lesson("conv-weights-isotropic", "cost.conv_weights_isotropic", _torch("Conv2d"),
                k=_K, g=1),
        _lesson("conv-weights-grouped", "cost.conv_weights_grouped_isotropic", _torch("Conv2d"),
                k=_K),
        _lesson("conv-weights-plain", "cost.conv_weights_plain", _torch("Conv2d"), g=1)),
    _formula("bias", "cost.bias_count", "params", _torch("Conv2d"),
        _lesson("bias-with", "cost.bias_count_with", _torch("Conv2d"), b=1)),
    _formula("depthwise-weights", "cost.depthwise_weights", "params", _paper(_NETS, section="3.1"),
        _lesson("depthwise-weights-unit", "cost.depthwise_weights_unit",
                _paper(_NETS, section="3.1"), k=_K, m=1),
        _lesson("depthwise-weights-isotropic", "cost.depthwise_weights_isotropic",
                _keras("DepthwiseConv2D"), k=_K)),
    _formula("separable-weights", "cost.separable_weights", "params", _paper(_NETS, section="3.1")),
    _formula("spatial-separable-weights", "cost.spatial_separable_weights", "params",
             _paper(_RETHINKING, section="3.2")),
    _formula("tconv-weights", "cost.tconv_weights", "params", _torch("ConvTranspose2d"),
        _lesson("tconv-weights-isotropic", "cost.tconv_weights_isotropic",
                _torch("ConvTranspose2d"), k=_K, g=1)),
    _formula("tconv-bias", "cost.tconv_bias", "params", _torch("ConvTranspose2d"),
        _lesson("tconv-bias-with", "cost.tconv_bias_with", _torch("ConvTranspose2d"), b=1)),
    _formula("local-weights", "cost.local_weights", "params", _keras("LocallyConnected2D"),
        _lesson("local-weights-isotropic", "cost.local_weights_isotropic",
                _keras("LocallyConnected2D"), k=_K)),
    _formula("local-bias", "cost.local_bias", "params", _keras("LocallyConnected2D")),
    _formula("linear-weights", "cost.linear_weights", "params", _torch("Linear")),
    _formula("linear-bias", "cost.linear_bias", "params", _torch("Linear"),
        _lesson("linear-bias-with", "cost.linear_bias_with", _torch("Linear"), b=1)),
    _formula("recurrent-weights", "sequence.recurrent_weights", "params", _torch("LSTM")),
    _formula("recurrent-biases", "sequence.recurrent_biases", "params", _torch("LSTM")),
    _formula("attention-weights", "sequence.attention_weights", "params",
             _paper("Vaswani et al. (2017)", section="3.2.2")),
    _formula("squeeze-excite-params", "cost.squeeze_excite_params", "params",
             _paper("Hu et al. (2018)", section="3")),
    _formula("per-channel", "norm.per_channel", "params", _paper(_BN)),
    _formula("norm-params", "norm.norm_params", "params", _paper(_BN)),
    _formula("running-statistics", "norm.running_statistics", "buffers", _torch("BatchNorm2d")),
)

_OPERATIONS = (
    _formula("conv-macs", "cost.conv_macs", "macs", _paper(_NETS, equation=2),
        _lesson("conv-macs-pointwise", "cost.conv_macs_pointwise", _paper(_NETS, equation=5),
                k=AllEqual(1), g=1),
        _lesson("conv-macs-isotropic", "cost.conv_macs_isotropic", _paper(_NETS, equation=2),
                k=_K, g=1),
        _lesson("conv-macs-grouped", "cost.conv_macs_grouped_isotropic",
                _paper(_NETS, equation=2), k=_K),
        _lesson("conv-macs-plain", "cost.conv_macs_plain", _paper(_NETS, equation=2), g=1)),
    _formula("depthwise-macs", "cost.depthwise_macs", "macs", _paper(_NETS, equation=4),
        _lesson("depthwise-macs-unit", "cost.depthwise_macs_unit", _paper(_NETS, equation=4),
                k=_K, m=1),
        _lesson("depthwise-macs-isotropic", "cost.depthwise_macs_isotropic",
                _keras("DepthwiseConv2D"), k=_K)),
    _formula("separable-macs", "cost.separable_macs", "macs", _paper(_NETS, equation=5)),
    _formula("separable-ratio", "cost.separable_ratio", "ratio", _paper(_NETS, section="3.1"),
        _lesson("separable-ratio-square", "cost.separable_ratio_square",
                _paper(_NETS, section="3.1"), k=AllEqual("k", axes=2), m=1)),
    _formula("grouped-ratio", "cost.grouped_ratio", "ratio", _torch("Conv2d")),
    _formula("spatial-separable-macs", "cost.spatial_separable_macs", "macs",
             _paper(_RETHINKING, section="3.2")),
    _formula("spatial-separable-ratio", "cost.spatial_separable_ratio", "ratio",
             _paper(_RETHINKING, section="3.2")),
    _formula("tconv-macs", "cost.tconv_macs", "macs", _torch("ConvTranspose2d"),
        _lesson("tconv-macs-isotropic", "cost.tconv_macs_isotropic", _torch("ConvTranspose2d"),
                k=_K, g=1)),
    _formula("local-macs", "cost.local_macs", "macs", _keras("LocallyConnected2D"),
        _lesson("local-macs-isotropic", "cost.local_macs_isotropic",
                _keras("LocallyConnected2D"), k=_K)),
    _formula("recurrent-macs", "sequence.recurrent_macs", "macs", _torch("LSTM")),
    _formula("attention-macs", "sequence.attention_macs", "macs",
             _paper("Vaswani et al. (2017)", section="3.2")),
    _formula("linear-macs", "cost.linear_macs", "macs", _torch("Linear")),
    _formula("flops", "cost.flops", "flops", _DEFINITION),
    _formula("flops-with-bias", "cost.flops_with_bias", "flops", _paper("Araujo et al. (2019)")),
    _formula("bias-additions", "cost.bias_additions", "operations", _DEFINITION),
    _formula("pool-joins", "operations.pool_joins", "operations", _DEFINITION),
)

_MEMORY = (
    _formula("storage-bytes", "memory.storage_bytes", "memory", _DEFINITION),
    _formula("activation-bytes", "memory.activation_bytes", "memory", _DEFINITION),
    _formula("im2col-elements", "memory.im2col_elements", "memory", _torch("Unfold")),
    _formula("arithmetic-intensity", "memory.arithmetic_intensity", "ratio",
             _paper("Williams et al. (2009)")),
)

_STATISTICS = (
    _formula("batch-norm-values", "norm.batch_norm_values", "statistics", _paper(_BN)),
    _formula("layer-norm-values", "norm.layer_norm_values", "statistics",
             _paper("Ba et al. (2016)")),
    _formula("layer-norm-channel-statistics", "norm.layer_norm_channel_statistics", "statistics",
             _paper("Ba et al. (2016)")),
    _formula("instance-norm-statistics", "norm.instance_norm_statistics", "statistics",
             _paper("Ulyanov et al. (2016)")),
    _formula("instance-norm-values", "norm.instance_norm_values", "statistics",
             _paper("Ulyanov et al. (2016)")),
    _formula("group-norm-statistics", "norm.group_norm_statistics", "statistics",
             _paper("Wu & He (2018)")),
    _formula("group-norm-values", "norm.group_norm_values", "statistics",
             _paper("Wu & He (2018)")),
)

_OVERLAP = (
    _formula("fewest-contributions", "overlap.fewest_contributions", "overlap",
             _paper("Odena et al. (2016)")),
    _formula("most-contributions", "overlap.most_contributions", "overlap",
             _paper("Odena et al. (2016)")),
)

_COORDINATES = (
    _formula("nearest-source", "resample.nearest_source", "coordinate", _torch("Upsample")),
    _formula("nearest-exact-source", "resample.nearest_exact_source", "coordinate",
             _torch("Upsample")),
    _formula("half-pixel-source", "resample.half_pixel_source", "coordinate", _onnx("Resize")),
    _formula("align-corners-source", "resample.align_corners_source", "coordinate",
             _onnx("Resize")),
)
# fmt: on

FORMULAS: dict[str, Formula] = {
    formula.name: formula
    for room in (
        _SIZES,
        _CHANNELS,
        _PARAMS,
        _OPERATIONS,
        _MEMORY,
        _STATISTICS,
        _OVERLAP,
        _COORDINATES,
    )
    for formula in room
}
"""Name -> formula, in the order in which they are listed."""

_BY_PLACE = {(formula.module, formula.function): formula for formula in FORMULAS.values()}


def formula_of(function: Callable[..., Any]) -> Formula | None:
    """The entry of a general formula's function; None if it has none."""
    place = function.__module__.rpartition(".")[2], function.__name__
    return _BY_PLACE.get(place)
