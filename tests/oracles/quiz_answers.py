"""For each kind of drawn question its answer and the numbers to which its slips lead.

A kind is named as in the JSON of a sheet; its function takes the letters that stand in the sentence
(those of the wording that was drawn, read by `quiz_sheets`) and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from tests.oracles.quiz_arithmetic import (
    ceil_sizes,
    conv,
    counts,
    doubled,
    field,
    fields,
    largest,
    mean,
    pooled,
    reach,
    rounded_up,
    rows,
    same,
    same_sizes,
    separable,
    separable_counts,
    share,
    sizes,
    slid,
    slid_wrongly,
    smallest,
    tconv,
    tconv_sizes,
    weights,
    work,
)

Answer = tuple[Any, dict[str, Any]]
ANSWERS: dict[str, Callable[..., Answer]] = {}


def kind(*names: str) -> Callable[[Callable[..., Answer]], Callable[..., Answer]]:
    def keep(function: Callable[..., Answer]) -> Callable[..., Answer]:
        ANSWERS.update(dict.fromkeys(names, function))
        return function

    return keep


def axes(
    right: Callable[..., int], wrong: Callable[..., dict[str, Any]], *sides: int, **how: int
) -> Answer:
    """The same on each axis, with the slip in each of them."""
    answers = tuple([right(side, **how) for side in sides])
    each = [wrong(side, **how) for side in sides]
    return answers, {code: tuple([one[code] for one in each]) for code in each[0]}


# Sizes


@kind("size-1", "size-2", "size-3", "size-5", "same-7", "same-10", "pooling-14", "pooling-15")
def _(i: int, k: int, s: int = 1, p: int = 0, **_: int) -> Answer:
    return axes(conv, sizes, i, i, k=k, s=s, p=p)


@kind("size-4", "pooling-14")
def _(i: int, k: int) -> Answer:
    return axes(conv, sizes, i, i, k=k, s=k)


@kind("pooling-13")
def _(i: int) -> Answer:
    return axes(conv, sizes, i, i, k=2, s=2)


@kind("pooling-16")
def _(i: int) -> Answer:
    return axes(conv, sizes, i, i, k=3, s=2, p=1)


@kind("size-6", "pooling-18")
def _(h: int, w: int, k: int, s: int = 2, p: int = 0) -> Answer:
    return axes(conv, sizes, h, w, k=k, s=s, p=p)


@kind("same-9", "same-11")
def _(i: int, k: int, s: int) -> Answer:
    return axes(lambda i, k, s: same(i, s), same_sizes, i, i, k=k, s=s)


@kind("pooling-17")
def _(i: int, k: int, s: int) -> Answer:
    return axes(lambda i, k, s: rounded_up(i, k, s), ceil_sizes, i, i, k=k, s=s)


@kind("dilation-33", "dilation-35")
def _(i: int, k: int, d: int, p: int, s: int = 1) -> Answer:
    return axes(conv, sizes, i, i, k=k, s=s, p=p, d=d)


@kind("dilation-31")
def _(k: int, d: int) -> Answer:
    width = reach(k, d)
    slips = {
        "dilation_ignored": k,
        "minus_one_forgotten": width + d,
        "kernel_times_dilation": k * d,
        "plus_one_forgotten": width - 1,
    }
    return (width, width), {code: (value, value) for code, value in slips.items()}


@kind("transposed-37", "transposed-39", "transposed-41", "transposed-42")
def _(i: int, k: int, s: int, p: int = 0, a: int = 0, d: int = 1) -> Answer:
    right, slips = axes(tconv, tconv_sizes, i, i, k=k, s=s, p=p, d=d, a=a)
    slips["minus_one_forgotten"] = set(zip(*slips["minus_one_forgotten"], strict=True))
    return right, slips


@kind("transposed-40")
def _(i: int) -> Answer:
    return ANSWERS["transposed-39"](i, 4, 2, 1)


@kind("same-8")
def _(k: int, i: int) -> Answer:
    right = smallest(lambda p: conv(i, k, 1, p) == i)
    return right, {"padding_once": 2 * right, "plus_for_minus": right + 1, "whole_kernel": k}


@kind("same-12")
def _(k: int, d: int, i: int) -> Answer:
    right = smallest(lambda p: conv(i, k, 1, p, d) == i)
    ignored = smallest(lambda p: conv(i, k, 1, p) == i)
    return right, {
        "dilation_ignored": ignored,
        "padding_once": 2 * right,
        "kernel_times_dilation": k * d // 2,
    }


@kind("transposed-38")
def _(i: int, s: int) -> Answer:
    spread = {at * s for at in range(i)}
    return len([0] * s) * i, {
        "stretched_for_upsampled": max(spread) + 1,
        "stride_added": i + s,
        "scale_squared": i * s**2,
    }


# Global average pooling and dense layers


def dense(inputs: int, outputs: int, biases: int = 0) -> int:
    return sum(inputs for _ in range(outputs)) + biases


@kind("gap-19")
def _(h: int, c: int, n: int) -> Answer:
    return dense(c, n), {
        "flattened": dense(h * h * c, n),
        "bias_added": dense(c, n, n),
        "positions_for_channels": dense(h * h, n),
    }


@kind("gap-20")
def _(h: int, c: int) -> Answer:
    return c, {"positions_for_channels": h**2, "flattened": h**2 * c, "one_axis_pooled": h * c}


@kind("gap-21")
def _(h: int, c: int, n: int) -> Answer:
    return dense(c, n, n), {
        "flattened": dense(h * h * c, n, n),
        "bias_forgotten": dense(c, n),
        "single_bias": dense(c, n, 1),
    }


@kind("gap-22")
def _(h: int, c: int, n: int) -> Answer:
    flat = h * h * c
    return dense(flat, n, n), {
        "pooled_for_flattened": dense(c, n, n),
        "bias_forgotten": dense(flat, n),
        "single_bias": dense(flat, n, 1),
    }


@kind("params-46")
def _(h: int, c: int, m: int) -> Answer:
    right, slips = ANSWERS["gap-22"](h, c, m)
    return right, {**slips, "macs_for_params": slips["bias_forgotten"]}


@kind("gap-23")
def _(h: int, c: int, n: int) -> Answer:
    whole = dense(h * h * c, n)
    return share(
        dense(c, n),
        whole,
        one_axis_pooled=Fraction(dense(h * c, n), whole),
        channels_averaged=Fraction(dense(1, n), whole),
    )


@kind("gap-24")
def _(h: int, c: int, n: int) -> Answer:
    flat, kept = dense(h * h * c, n), dense(c, n)
    return flat - kept, {
        "left_for_saved": kept,
        "pooled_for_flattened": flat,
        "one_axis_pooled": dense(h * c, n) - kept,
    }


@kind("params-44")
def _(c: int, m: int) -> Answer:
    return dense(c, m), {
        "sum_for_product": c + m,
        "bias_added": dense(c, m, m),
        "bias_of_input": dense(c, m, c),
    }


@kind("macs-50")
def _(c: int, m: int) -> Answer:
    return dense(c, m), {
        "sum_for_product": c + m,
        "bias_counted": dense(c, m, m),
        "flops_for_macs": 2 * dense(c, m),
    }


# Receptive fields


def stack(*layers: tuple[int, ...]) -> Answer:
    full = [(*layer, *(1, 1)[len(layer) - 1 :]) for layer in layers]
    wide = field(full)
    return (wide, wide), {code: (value, value) for code, value in fields(full).items()}


@kind("field-25")
def _(a: int, b: int) -> Answer:
    return stack((a,), (b,))


@kind("field-26")
def _(k: int) -> Answer:
    return stack((k,), (k,), (k,))


@kind("field-27")
def _(a: int, s: int, b: int) -> Answer:
    return stack((a, s), (b,))


@kind("field-28")
def _(a: int, b: int) -> Answer:
    return stack((a,), (2, 2), (b,))


@kind("field-29")
def _(a: int, b: int, s: int, d: int) -> Answer:
    return stack((a, s), (b, 1, d), (a,))


@kind("field-30")
def _(a: int, b: int) -> Answer:
    return stack((a, 2), (3, 2), (2, 2), (b,))


@kind("dilation-34")
def _(k: int, d: int, e: int) -> Answer:
    return stack((k, 1, d), (k, 1, e))


@kind("dilation-36")
def _(a: int, b: int, c: int) -> Answer:
    return stack((3, 1, a), (3, 1, b), (3, 1, c))


@kind("dilation-32")
def _(k: int, d: int) -> Answer:
    return k * k, {
        "effective_for_kernel": reach(k, d) ** 2,
        "kernel_on_one_axis": k,
        "kernel_times_dilation": (k * d) ** 2,
    }


# Parameters and operations


@kind("params-43")
def _(k: int, c: int, m: int) -> Answer:
    return weights(k, c, m), counts(k, c, m)


@kind("params-45", "params-47", "params-48")
def _(k: int, c: int, m: int, g: int = 1) -> Answer:
    return weights(k, c, m, g) + m, counts(k, c, m, g, bias=True)


@kind("macs-49", "macs-54")
def _(i: int, k: int, c: int, m: int, p: int, g: int = 1) -> Answer:
    o = conv(i, k, 1, p)
    return o * o * weights(k, c, m, g), work(o, k, c, m, g)


@kind("macs-51")
def _(i: int, k: int, c: int, m: int, p: int) -> Answer:
    o = conv(i, k, 1, p)
    return 2 * o * o * weights(k, c, m), doubled(work(o, k, c, m))


@kind("macs-52")
def _(i: int, c: int, m: int) -> Answer:
    return i * i * weights(1, c, m), work(i, 1, c, m)


@kind("macs-53")
def _(i: int, k: int, c: int, m: int, p: int) -> Answer:
    o = conv(i, k, 2, p)
    return o * o * weights(k, c, m), work(o, k, c, m, i=i)


@kind("separable-55")
def _(k: int, c: int, m: int) -> Answer:
    return separable(k, c, m), separable_counts(k, c, m)


@kind("separable-56")
def _(k: int, c: int) -> Answer:
    right = weights(k, c, c, c)
    return right, {
        "standard_for_depthwise": weights(k, c, c),
        "bias_added": right + c,
        "kernel_on_one_axis": right // k,
    }


@kind("separable-57")
def _(i: int, k: int, c: int, m: int, p: int) -> Answer:
    o = conv(i, k, 1, p)
    return separable(k, c, m, o * o), separable_counts(k, c, m, o * o)


@kind("separable-58")
def _(i: int, k: int, c: int, p: int) -> Answer:
    o, right = conv(i, k, 1, p), weights(k, c, c, c)
    return o * o * right, {
        "map_on_one_axis": o * right,
        "kernel_on_one_axis": o * o * right // k,
        "params_for_macs": right,
        "flops_for_macs": 2 * o * o * right,
        "standard_for_depthwise": o * o * weights(k, c, c),
    }


@kind("separable-59")
def _(k: int, c: int, m: int) -> Answer:
    whole = weights(k, c, m)
    return share(
        separable(k, c, m),
        whole,
        only_depthwise=Fraction(weights(k, c, c, c), whole),
        only_pointwise=Fraction(weights(1, c, m), whole),
        kernel_on_one_axis=Fraction(1, m) + Fraction(1, k),
        channels_swapped=Fraction(separable(k, m, c), whole),
    )


@kind("separable-60")
def _(k: int, c: int, m: int) -> Answer:
    whole, left = weights(k, c, m), separable(k, c, m)
    return whole - left, {
        "left_for_saved": left,
        "only_depthwise": whole - weights(k, c, c, c),
        "only_pointwise": whole - weights(1, c, m),
    }


@kind("versus-102")
def _(k: int, m: int) -> Answer:
    any_channels = 6
    right, slips = ANSWERS["separable-59"](k, any_channels, m)
    return right, slips


# Normalization and scaling


@kind("bn-61")
def _(c: int) -> Answer:
    return 2 * c, {"scale_only": c, "statistics_counted": 4 * c}


@kind("bn-62")
def _(c: int) -> Answer:
    return 2 * c, {"mean_only": c, "learnt_counted": 4 * c, "shared_statistics": 2}


@kind("bn-63")
def _(n: int, c: int, h: int) -> Answer:
    return n * h**2, {
        "layer_for_batch": c * h**2,
        "batch_ignored": h**2,
        "channels_counted": n * c * h**2,
    }


@kind("bn-64")
def _(n: int, c: int, h: int) -> Answer:
    return c * h**2, {
        "batch_for_layer": n * h**2,
        "channels_forgotten": h**2,
        "samples_counted": n * c * h**2,
    }


@kind("bn-65")
def _(n: int, c: int, h: int, g: int) -> Answer:
    group = len(range(0, c, g))
    return group * h**2, {
        "batch_for_group": n * h**2,
        "groups_ignored": c * h**2,
        "groups_for_channels": g * h**2,
    }


@kind("bn-66")
def _(n: int, c: int, g: int) -> Answer:
    return len([0] * n) * g, {"batch_ignored": g, "batch_for_group": c, "groups_ignored": n}


def grown(
    deep: Fraction = Fraction(1), wide: Fraction = Fraction(1), sharp: Fraction = Fraction(1)
) -> Fraction:
    """MACs of a stack of ten layers of 8 channels on 8 × 8 pixels, for those of one not grown."""
    stack_of = deep * 10 * (wide * 8) * (wide * 8) * (sharp * 8) * (sharp * 8) * 9
    return stack_of / (10 * 8 * 8 * 8 * 8 * 9)


@kind("scaling-67", "scaling-69", "scaling-71")
def _(a: Fraction, b: Fraction, r: Fraction = Fraction(1)) -> Answer:
    return grown(a, b, r), {
        "width_not_squared": grown(a, b, r) / b,
        "resolution_not_squared": grown(a, b, r) / r,
        "depth_ignored": grown(Fraction(1), b, r),
        "depth_squared": grown(a * a, b, r),
        "powers_ignored": a * b * r,
    }


@kind("scaling-68")
def _(r: Fraction) -> Answer:
    return grown(sharp=r), {
        "resolution_not_squared": r,
        "resolution_cubed": r * r * r,
        "resolution_doubled": r + r,
    }


@kind("scaling-70")
def _(w: Fraction) -> Answer:
    return grown(wide=w), {"width_not_squared": w, "width_cubed": w * w * w, "width_doubled": w + w}


@kind("scaling-72")
def _(h: int, w: int) -> Answer:
    return ANSWERS["scaling-68"](Fraction(w, h))


# Small maps


@kind("matrix-73")
def _(**v: int) -> Answer:
    data = rows([v[letter] for letter in "abcdefghijklmnop"], 4)
    return pooled(data, max), {
        "first_row_only": pooled(data, max, 1),
        "average_for_maximum": pooled(data, mean),
    }


@kind("matrix-74")
def _(**v: int) -> Answer:
    data = rows([v[letter] for letter in "abcdefghijklmnop"], 4)
    return pooled(data, mean), {
        "first_row_only": pooled(data, mean, 1),
        "maximum_for_average": pooled(data, max),
        "not_divided": pooled(data, sum),
    }


@kind("matrix-75", "matrix-76")
def _(**v: int) -> Answer:
    data, kernel = (
        rows([v[letter] for letter in "abcdefghi"], 3),
        rows([v[letter] for letter in "jklm"], 2),
    )
    how = (data, kernel, 1, v.get("n", 0))
    return slid(*how), slid_wrongly(*how)


@kind("matrix-77")
def _(**v: int) -> Answer:
    data = rows([v[letter] for letter in "abcdefghijklmnop"], 4)
    kernel = rows([v[letter] for letter in "qrstuvwxy"], 3)
    return slid(data, kernel), slid_wrongly(data, kernel)


@kind("matrix-78")
def _(**v: int) -> Answer:
    data = rows([v[letter] for letter in "abcdefghijklmnop"], 4)
    how = (data, rows([v[letter] for letter in "qrtu"], 2), 2, v["v"])
    return slid(*how), slid_wrongly(*how)


# What is wanted


@kind("wanted-79")
def _(i: int, o: int) -> Answer:
    right = smallest(lambda k: conv(i, k) == o, 1)
    return right, {
        "plus_one_forgotten": right - 1,
        "minus_for_plus": right - 2,
        "one_side_only": (right - 1) // 2 + 1,
    }


@kind("wanted-80")
def _(k: int, o: int) -> Answer:
    right = smallest(lambda i: conv(i, k) == o)
    return right, {
        "same_for_valid": o,
        "minus_one_forgotten": right + 1,
        "minus_for_plus": o - (k - 1),
    }


@kind("wanted-81")
def _(k: int, s: int, i: int, o: int) -> Answer:
    exact = [p for p in range(k) if i + 2 * p - k == s * (o - 1)]
    without_one = [p for p in range(2 * k) if i + 2 * p - k == s * o]
    keeps = smallest(lambda p: conv(i, k, 1, p) == i)
    assert len(exact) == 1
    return exact[0], {
        "padding_once": 2 * exact[0],
        "same_assumed": keeps,
        "whole_kernel": k,
        "plus_one_forgotten": without_one[0],
    }


@kind("wanted-82")
def _(k: int, i: int, o: int) -> Answer:
    exact = [s for s in range(1, i) if (o - 1) * s + k == i]
    assert len(exact) == 1
    return exact[0], {
        "plus_one_forgotten": (i - k) // o,
        "sizes_divided": same(i, o),
        "kernel_for_stride": k,
    }


@kind("wanted-83")
def _(k: int, i: int, o: int) -> Answer:
    right = smallest(lambda d: conv(i, k, 1, 0, d) == o, 1)
    return right, {
        "dilation_off_by_one": right - 1,
        "minus_one_forgotten": (i - o) // k,
        "kernel_for_dilation": k,
        "effective_for_dilation": reach(k, right),
    }


@kind("wanted-84")
def _(k: int, r: int) -> Answer:
    right = smallest(lambda n: field([(k, 1, 1)] * n) >= r)
    return right, {
        "plus_one_forgotten": right + 1,
        "one_layer_short": right - 1,
        "kernels_added": smallest(lambda n: n * k >= r),
    }


# Stacks of layers


@kind("stack-85")
def _(i: int, k: int) -> Answer:
    first = conv(i, k)
    return conv(first, 2, 2), {
        "one_layer_left_out": first,
        "same_for_valid": conv(i, 2, 2),
        "plus_one_forgotten": conv(first - 1, 2, 2),
    }


@kind("stack-86")
def _(i: int, k: int) -> Answer:
    return conv(conv(i, k), k), {
        "one_layer_left_out": conv(i, k),
        "minus_one_forgotten": i - k - k,
        "same_for_valid": i,
    }


@kind("stack-87")
def _(i: int, a: int, b: int) -> Answer:
    first = conv(conv(i, a), 2, 2)
    shorter = conv(conv(i, a) - 1, 2, 2)
    return conv(conv(first, b), 2, 2), {
        "one_layer_left_out": conv(first, b),
        "same_for_valid": conv(conv(i, 2, 2), 2, 2),
        "plus_one_forgotten": conv(conv(shorter, b) - 1, 2, 2),
    }


@kind("stack-88")
def _(k: int, c: int, m: int, n: int) -> Answer:
    one, two = weights(k, c, m) + m, weights(k, m, n) + n
    return one + two, {
        "bias_forgotten": one + two - m - n,
        "input_channels_kept": one + weights(k, c, n) + n,
        "one_layer_left_out": two,
    }


@kind("stack-89")
def _(i: int, a: int, m: int, n: int) -> Answer:
    maps = conv(i, a)
    side = conv(maps, 2, 2)
    return dense(side**2 * m, n, n), {
        "bias_forgotten": dense(side**2 * m, n),
        "pooled_for_flattened": dense(m, n, n),
        "same_for_valid": dense(conv(i, 2, 2) ** 2 * m, n, n),
        "one_layer_left_out": dense(maps**2 * m, n, n),
    }


@kind("stack-90")
def _(i: int, c: int, m: int, n: int) -> Answer:
    one, two = weights(3, c, m), weights(3, m, n)
    o = conv(i, 3, 2, 1)
    last = conv(o, 3, 1, 1)
    right = o**2 * one + last**2 * two
    return right, {
        "input_for_output": i**2 * (one + two),
        "flops_for_macs": 2 * right,
        "one_layer_left_out": last**2 * two,
    }


# im2col


@kind("im2col-91")
def _(k: int, c: int, m: int = 1) -> Answer:
    return weights(k, c, 1), {
        "kernel_on_one_axis": k * c,
        "input_channels_forgotten": k**2,
        "output_channels_counted": weights(k, c, m),
    }


@kind("im2col-92")
def _(i: int, k: int) -> Answer:
    o = conv(i, k)
    return o**2, {"same_for_valid": i**2, "map_on_one_axis": o, "plus_one_forgotten": (o - 1) ** 2}


@kind("im2col-93")
def _(i: int, k: int, c: int) -> Answer:
    o, column = conv(i, k), weights(k, c, 1)
    return column * o**2, {
        "input_channels_forgotten": k**2 * o**2,
        "same_for_valid": column * i**2,
        "kernel_on_one_axis": k * c * o**2,
    }


@kind("im2col-94")
def _(m: int, k: int, c: int) -> Answer:
    return weights(k, c, m), {
        "input_channels_forgotten": m * k**2,
        "kernel_on_one_axis": m * k * c,
        "bias_added": weights(k, c, m) + m,
    }


@kind("im2col-95")
def _(i: int, k: int) -> Answer:
    o = conv(i, k)
    return Fraction(k**2 * o**2, i**2), {
        "same_for_valid": k**2,
        "kernel_on_one_axis": Fraction(k * o**2, i**2),
        "map_on_one_axis": Fraction(k**2 * o, i),
    }


@kind("im2col-96")
def _(k: int, c: int, m: int, i: int = 0, o: int = 0) -> Answer:
    o, i = o or conv(i, k), i or o + k - 1
    return o**2 * weights(k, c, m), {
        "input_channels_forgotten": o**2 * m * k**2,
        "flops_for_macs": 2 * o**2 * weights(k, c, m),
        "same_for_valid": i**2 * weights(k, c, m),
    }


# One design against another


@kind("versus-97")
def _(c: int) -> Answer:
    five = weights(5, c, c)
    return share(2 * weights(3, c, c), five, one_layer_left_out=Fraction(weights(3, c, c), five))


@kind("versus-98")
def _(k: int, c: int) -> Answer:
    return share(
        2 * k * c * c, weights(k, c, c), one_layer_left_out=Fraction(k * c * c, weights(k, c, c))
    )


@kind("versus-99")
def _(k: int, c: int, m: int, g: int) -> Answer:
    whole, left = weights(k, c, m), weights(k, c, m, g)
    return left, {
        "groups_ignored": whole,
        "complement": whole - left,
        "groups_squared": Fraction(left, g),
    }


@kind("versus-100")
def _(c: int, m: int) -> Answer:
    whole, narrow = weights(3, c, c), weights(3, m, m)
    end = weights(1, c, m)
    return share(
        end + narrow + weights(1, m, c),
        whole,
        one_layer_left_out=Fraction(end + narrow, whole),
        kernel_on_one_axis=Fraction(2 * end + 3 * m * m, whole),
    )


@kind("versus-101")
def _(n: int, k: int, c: int, r: int = 0) -> Answer:
    assert r in (0, field([(k, 1, 1)] * n))
    wide = weights(field([(k, 1, 1)] * n), c, c)
    stacked = n * weights(k, c, c)
    return wide - stacked, {
        "left_for_saved": stacked,
        "one_layer_left_out": wide - weights(k, c, c),
        "input_channels_forgotten": (wide - stacked) // c,
    }


# Legal inputs


def halves(side: int, times: int) -> bool:
    """Whether a side can be halved so often without a remainder."""
    for _ in range(times):
        if side % 2:
            return False
        side //= 2
    return True


@kind("legal-103")
def _(i: int, n: int) -> Answer:
    return largest(lambda side: halves(side, n), i), {
        "multiple_above": smallest(lambda side: halves(side, n), i),
        "halvings_added": largest(lambda side: side % (2 * n) == 0, i),
        "one_halving": largest(lambda side: halves(side, 1), i),
    }


@kind("legal-104")
def _(n: int) -> Answer:
    right = smallest(lambda side: halves(side, n), 1)
    return right, {
        "halvings_added": 2 * n,
        "one_halving": 2,
        "one_halving_too_many": smallest(lambda side: halves(side, n + 1), 1),
    }


@kind("legal-105")
def _(i: int, n: int) -> Answer:
    return smallest(lambda side: halves(side, n), i), {
        "multiple_below": largest(lambda side: halves(side, n), i),
        "halvings_added": smallest(lambda side: side % (2 * n) == 0, i),
        "one_halving": smallest(lambda side: halves(side, 1), i),
    }


@kind("legal-106")
def _(k: int, s: int, o: int) -> Answer:
    fits = [i for i in range(1, k + s * (o + 2)) if conv(i, k, s) == o]
    return min(fits), {
        "plus_one_forgotten": min(fits) + s,
        "largest_for_smallest": max(fits),
        "same_for_valid": smallest(lambda i: same(i, s) == o),
    }


@kind("legal-107")
def _(k: int, s: int, o: int) -> Answer:
    fits = [i for i in range(1, k + s * (o + 2)) if conv(i, k, s) == o]
    return max(fits), {
        "plus_one_forgotten": max(fits) + s,
        "smallest_for_largest": min(fits),
        "same_for_valid": largest(lambda i: same(i, s) == o, k + s * o),
    }


@kind("legal-108")
def _(a: int, n: int) -> Answer:
    side = once = whole = a
    for _ in range(2 * n):
        side = smallest(lambda i, o=side: conv(i, 3) == o)
        whole += 3
    for _ in range(n):
        once = smallest(lambda i, o=once: conv(i, 3) == o)
    return side, {"one_layer_left_out": once, "same_for_valid": a, "minus_one_forgotten": whole}
