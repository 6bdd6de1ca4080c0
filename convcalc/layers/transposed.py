"""Transposed convolution."""

from __future__ import annotations

from convcalc.algebra.expr import Size
from convcalc.algebra.trace import maximum
from convcalc.formulas.cost import bias_additions, tconv_bias, tconv_macs, tconv_weights
from convcalc.formulas.size import effective_kernel
from convcalc.formulas.transposed import (
    asked_output_padding,
    keras_tconv_output,
    same_tconv_output,
    tconv_output,
)
from convcalc.layers.base import Layer, Param, Shape, Sheet, Window
from convcalc.layers.conv import (
    BIAS,
    DILATION,
    GROUPS,
    KERNEL,
    OUT,
    PADDING,
    STRIDE,
    divisible_by_groups,
)


class TransposedConv(Layer):
    """Transposed convolution: the adjoint of a convolution, used to enlarge a map.

    `output_size` asks for a size; `length_rule` says what gives way: "output_padding" (the default:
    0 to s - 1 columns more at the end), "padding" or "padding-upper" (the padding is worked out,
    an odd element at the begin or at the end), "same" (the same, for the lengths o with ceil(o / s)
    = i). `length_form` names the formula in which a dialect states the size: "same" (i s) or
    "full-strides" ((i - 1)s + max(ke, s)), with margins that agree.
    MACs are counted by input positions.
    Source: Dumoulin & Visin (2016), section 4; torch.nn.ConvTranspose2d; ONNX ConvTranspose.
    """

    __slots__ = ()
    TYPE = "tconv"
    ALIASES = ("deconv", "deconvolution", "conv_transpose", "convtranspose", "transposed_conv")
    FIRST = "kernel"
    ADDS_UP = True
    PARAMS = (
        KERNEL,
        STRIDE,
        PADDING,
        Param("output_padding", "axes", 0, minimum=0),
        DILATION,
        GROUPS,
        OUT,
        BIAS,
        Param("output_size", "axes", None, minimum=1),
    )

    def infer(self, sheet: Sheet, *inputs: Shape) -> Shape:
        (x,) = inputs
        v = self.values
        sizes, spans, pads, windows = [], [], [], []
        form = None if v["output_size"] is not None else v.get("length_form")
        for axis, (i, k, s, d) in enumerate(
            zip(x.spatial, v["kernel"], v["stride"], v["dilation"], strict=True)
        ):
            spans.append(sheet.use("effective_kernel", axis, effective_kernel, k, d))
            p, q, a = self._margins(sheet, axis, i, k, s, d)
            if form == "same":
                o = sheet.use("size", axis, same_tconv_output, i, s)
            elif form == "full-strides":
                o = sheet.use("size", axis, keras_tconv_output, i, k, s, d)
            else:
                o = sheet.use("size", axis, tconv_output, i, k, s, p, q, d, a)
            sheet.at_least(o, 1, "tconv.no_output", output=o, input=i, padding=p + q, axis=axis)
            sizes.append(o)
            pads.append((p, q))
            windows.append(Window("spread", k, s, p, q - a, d))
        sheet.effective_kernel = tuple(spans)
        sheet.padding = tuple(pads)
        sheet.windows = tuple(windows)
        self._cost(sheet, x, tuple(sizes))
        return Shape(v["out"], tuple(sizes))

    def _margins(
        self, sheet: Sheet, axis: int, i: Size, k: Size, s: Size, d: Size
    ) -> tuple[Size, Size, Size]:
        """Padding before and after, and output padding, on one axis.

        Raises:
            LayerError: no such margins give the size that is asked for.
        """
        v = self.values
        p, q = v["padding"].pairs[axis]
        a: Size = v["output_padding"][axis]
        wanted = v["output_size"]
        if wanted is None:
            return p, q, a
        o = wanted[axis]
        rule = v.get("length_rule", "output_padding")
        code = "tconv.output_size_out_of_range"
        if rule == "output_padding":
            low = tconv_output(i, k, s, p, q, d, 0)
            high = low + s - 1
            for large, small in ((o, low), (high, o)):
                sheet.at_least(large, small, code, wanted=o, low=low, high=high, axis=axis)
            return (
                p,
                q,
                sheet.use("output_padding", axis, asked_output_padding, o, i, k, s, p, q, d),
            )
        if rule == "same":
            low, high = s * (i - 1) + 1, s * i
            for large, small in ((o, low), (high, o)):
                sheet.at_least(large, small, code, wanted=o, low=low, high=high, axis=axis)
            crop = tconv_output(i, k, s, 0, 0, d, 0) - o
            kept = maximum(crop, 0)
            return kept // 2, kept - kept // 2, maximum(-crop, 0)
        total = tconv_output(i, k, s, 0, 0, d, a) - o
        a, total = a + maximum(-total, 0), maximum(total, 0)  # what is missing is added
        largest = tconv_output(i, k, s, 0, 0, d, s - 1)
        sheet.at_least(s - 1, a, code, wanted=o, low=1, high=largest, axis=axis)
        half = total // 2
        return (half, total - half, a) if rule == "padding-upper" else (total - half, half, a)

    def _cost(self, sheet: Sheet, x: Shape, sizes: tuple[Size, ...]) -> None:
        v = self.values
        c_in, c_out, groups = x.channels, v["out"], v["groups"]
        divisible_by_groups(sheet, c_in, c_out, groups)
        if c_in is None or c_out is None:
            sheet.unknown_channels()
            return
        kernel = v["kernel"]
        sheet.learn("weight", sheet.use("params", None, tconv_weights, kernel, c_in, c_out, groups))
        sheet.multiply_accumulate(
            sheet.use("macs", None, tconv_macs, kernel, c_in, c_out, groups, x.spatial)
        )
        if v["bias"]:
            sheet.learn("bias", sheet.use("params", None, tconv_bias, c_out, 1))
            sheet.tally("additions", bias_additions, c_out, sizes)
