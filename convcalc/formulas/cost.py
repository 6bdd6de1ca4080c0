"""Learnable parameters and multiply-accumulates (MACs) of one layer, per sample.

Letters: k kernel (one value an axis), c_in and c_out channels, g groups, b 1 with a bias and 0
without, i and o input and output sizes (one value an axis), m depth multiplier, c_mid channels
between two stages, c channels, f_in and f_out features, h hidden channels, n number of axes.
Products are grouped as one says them: kernel elements, channels, output positions.
"""

from __future__ import annotations

from convcalc.algebra.expr import Expr, N, Size
from convcalc.algebra.trace import exact_div, power, product, ratio

TYPE_CHECKING = False
if TYPE_CHECKING:
    from fractions import Fraction


def conv_weights(k: tuple[N, ...], c_in: N, c_out: N, g: N) -> N:
    """Weights of a convolution: kernel elements x input channels of a group x output channels.

    Source: torch.nn.Conv2d, "Variables" (weight: out, in / groups, *kernel).
    """
    return product(product(*k), exact_div(c_in, g), c_out)


def bias_count(c_out: N, b: N) -> N:
    """Biases: one for each output channel, or none. Source: torch.nn.Conv2d, "Variables"."""
    return b * c_out


def bias_additions(c_out: N, o: tuple[N, ...]) -> N:
    """Additions of a bias: one for each output element."""
    return product(c_out, product(*o))


def conv_macs(k: tuple[N, ...], c_in: N, c_out: N, g: N, o: tuple[N, ...]) -> N:
    """Multiply-accumulates of a convolution: its weights, used once at every output position.

    Source: Howard et al. (2017), MobileNets, equation 2.
    """
    return product(product(*k), exact_div(c_in, g), c_out, product(*o))


def depthwise_channels(c_in: N, m: N) -> N:
    """Output channels of a depthwise convolution: m for each input channel.

    Source: keras.layers.DepthwiseConv2D, depth_multiplier.
    """
    return product(c_in, m)


def depthwise_weights(k: tuple[N, ...], c_in: N, m: N) -> N:
    """Weights of a depthwise convolution: m kernels for each input channel.

    Source: Howard et al. (2017), MobileNets, section 3.1; keras.layers.DepthwiseConv2D.
    """
    return product(product(*k), c_in, m)


def depthwise_macs(k: tuple[N, ...], c_in: N, m: N, o: tuple[N, ...]) -> N:
    """Multiply-accumulates of a depthwise convolution.

    Source: Howard et al. (2017), MobileNets, equation 4.
    """
    return product(product(*k), c_in, m, product(*o))


def separable_weights(k: tuple[N, ...], c_in: N, c_out: N, m: N) -> N:
    """Weights of a depthwise separable convolution: depthwise, then pointwise.

    Source: Howard et al. (2017), MobileNets, section 3.1.
    """
    return depthwise_weights(k, c_in, m) + product(m, c_in, c_out)


def separable_macs(k: tuple[N, ...], c_in: N, c_out: N, m: N, o: tuple[N, ...]) -> N:
    """Multiply-accumulates of a depthwise separable convolution: depthwise, then pointwise.

    Source: Howard et al. (2017), MobileNets, equation 5.
    """
    return depthwise_macs(k, c_in, m, o) + product(m, c_in, c_out, product(*o))


def separable_ratio(k: tuple[Size, ...], c_out: Size, m: Size) -> Fraction | Expr:
    """MACs of a depthwise separable convolution over those of the standard one: m(1/M + 1/K^2).

    M is c_out and K^2 the kernel's elements. The same for the weights. Independent of the input
    channels and of the size.
    Source: Howard et al. (2017), MobileNets, section 3.1, with a depth multiplier.
    """
    return m * (ratio(1, c_out) + ratio(1, product(*k)))


def grouped_ratio(g: Size) -> Fraction | Expr:
    """MACs, or weights, of a grouped convolution over those of the ungrouped one: 1/g.

    Source: Krizhevsky et al. (2012); torch.nn.Conv2d, groups.
    """
    return ratio(1, g)


def spatial_separable_weights(k: tuple[N, N], c_in: N, c_mid: N, c_out: N) -> N:
    """Weights of a k_h x 1 convolution followed by a 1 x k_w one.

    Source: Szegedy et al. (2016), Rethinking the Inception Architecture, section 3.2.
    """
    return product(k[0], c_in, c_mid) + product(k[1], c_mid, c_out)


def spatial_separable_macs(
    k: tuple[N, N], c_in: N, c_mid: N, c_out: N, i: tuple[N, N], o: tuple[N, N]
) -> N:
    """Multiply-accumulates of a k_h x 1 convolution followed by a 1 x k_w one.

    The map between them has the output's height and the input's width.
    Source: Szegedy et al. (2016), Rethinking the Inception Architecture, section 3.2.
    """
    first = product(k[0], c_in, c_mid, product(o[0], i[1]))
    return first + product(k[1], c_mid, c_out, product(o[0], o[1]))


def spatial_separable_ratio(k: Size) -> Fraction | Expr:
    """Weights of k x 1 and 1 x k over those of k x k, all channels equal: 2/k.

    Source: Szegedy et al. (2016), Rethinking the Inception Architecture, section 3.2.
    """
    return ratio(2, k)


def tconv_weights(k: tuple[N, ...], c_in: N, c_out: N, g: N) -> N:
    """Weights of a transposed convolution: input channels x output channels of a group.

    Source: torch.nn.ConvTranspose2d, "Variables" (weight: in, out / groups, *kernel).
    """
    return product(product(*k), c_in, exact_div(c_out, g))


def tconv_bias(c_out: N, b: N) -> N:
    """Biases of a transposed convolution: one for each output channel, or none.

    Source: torch.nn.ConvTranspose2d, "Variables".
    """
    return b * c_out


def tconv_macs(k: tuple[N, ...], c_in: N, c_out: N, g: N, i: tuple[N, ...]) -> N:
    """Multiply-accumulates of a transposed convolution: its weights, once at every input position.

    Source: torch.utils.flop_counter (conv_flop, transposed).
    """
    return product(product(*k), c_in, exact_div(c_out, g), product(*i))


def local_weights(k: tuple[N, ...], c_in: N, c_out: N, o: tuple[N, ...]) -> N:
    """Weights of a locally connected layer: a convolution's, anew at every output position.

    Source: keras.layers.LocallyConnected2D (Keras 2).
    """
    return product(product(*o), product(*k), c_in, c_out)


def local_macs(k: tuple[N, ...], c_in: N, c_out: N, o: tuple[N, ...]) -> N:
    """Multiply-accumulates of a locally connected layer: each weight is used once.

    Source: keras.layers.LocallyConnected2D (Keras 2).
    """
    return local_weights(k, c_in, c_out, o)


def local_bias(c_out: N, o: tuple[N, ...]) -> N:
    """Biases of a locally connected layer: one for each output element.

    Source: keras.layers.LocallyConnected2D (Keras 2).
    """
    return product(product(*o), c_out)


def features(c: N, i: tuple[N, ...]) -> N:
    """Elements of a tensor: channels x positions; the length of the vector it flattens to.

    Source: torch.nn.Flatten.
    """
    return product(c, *i)


def linear_weights(f_in: N, f_out: N) -> N:
    """Weights of a fully connected layer: every output sees every input.

    Source: torch.nn.Linear, "Variables".
    """
    return product(f_in, f_out)


def linear_bias(f_out: N, b: N) -> N:
    """Biases of a fully connected layer: one for each output, or none.

    Source: torch.nn.Linear, "Variables".
    """
    return b * f_out


def linear_macs(f_in: N, f_out: N) -> N:
    """Multiply-accumulates of a fully connected layer: each weight is used once.

    Source: torch.utils.flop_counter (addmm_flop).
    """
    return product(f_in, f_out)


def squeeze_excite_params(c: N, h: N, b: N) -> N:
    """Parameters of a squeeze-and-excitation block: c to h to c, with or without biases.

    Source: Hu et al. (2018), Squeeze-and-Excitation Networks, section 3.
    """
    return product(c, h) + product(h, c) + b * (h + c)


def flops(macs: N) -> N:
    """Floating-point operations: a multiplication and an addition for each MAC.

    Source: torch.utils.flop_counter.
    """
    return 2 * macs


def flops_with_bias(macs: N, c_out: N, o: tuple[N, ...]) -> N:
    """Floating-point operations including one addition of the bias for each output element.

    Source: tf.profiler, as used by Araujo et al. (2019).
    """
    return 2 * macs + bias_additions(c_out, o)


# Special forms: with a bias; one group, or a kernel with the same size k on all of its n axes.


def bias_count_with(c_out: N) -> N:
    """One bias for each output channel. Source: torch.nn.Conv2d, "Variables"."""
    return c_out


def linear_bias_with(f_out: N) -> N:
    """One bias for each output. Source: torch.nn.Linear, "Variables"."""
    return f_out


def tconv_bias_with(c_out: N) -> N:
    """One bias for each output channel. Source: torch.nn.ConvTranspose2d, "Variables"."""
    return c_out


def conv_weights_pointwise(c_in: N, c_out: N) -> N:
    """A 1 x 1 kernel, one group. Source: Lin et al. (2014), Network In Network."""
    return c_in * c_out


def conv_weights_isotropic(k: N, n: int, c_in: N, c_out: N) -> N:
    """A kernel k on all n axes, one group. Source: torch.nn.Conv2d, "Variables"."""
    return power(k, n) * c_in * c_out


def conv_weights_grouped_isotropic(k: N, n: int, c_in: N, c_out: N, g: N) -> N:
    """A kernel k on all n axes, g groups. Source: torch.nn.Conv2d, "Variables"."""
    return power(k, n) * exact_div(c_in, g) * c_out


def conv_weights_plain(k: tuple[N, ...], c_in: N, c_out: N) -> N:
    """One group. Source: torch.nn.Conv2d, "Variables"."""
    return product(product(*k), c_in, c_out)


def conv_macs_pointwise(c_in: N, c_out: N, o: tuple[N, ...]) -> N:
    """A 1 x 1 kernel, one group. Source: Howard et al. (2017), MobileNets, equation 5."""
    return product(c_in, c_out, product(*o))


def conv_macs_isotropic(k: N, n: int, c_in: N, c_out: N, o: tuple[N, ...]) -> N:
    """A kernel k on all n axes, one group. Source: Howard et al. (2017), equation 2."""
    return product(power(k, n), c_in, c_out, product(*o))


def conv_macs_grouped_isotropic(k: N, n: int, c_in: N, c_out: N, g: N, o: tuple[N, ...]) -> N:
    """A kernel k on all n axes, g groups. Source: Howard et al. (2017), equation 2."""
    return product(power(k, n), exact_div(c_in, g), c_out, product(*o))


def conv_macs_plain(k: tuple[N, ...], c_in: N, c_out: N, o: tuple[N, ...]) -> N:
    """One group. Source: Howard et al. (2017), MobileNets, equation 2."""
    return product(product(*k), c_in, c_out, product(*o))


def depthwise_weights_unit(k: N, n: int, c_in: N) -> N:
    """A kernel k on all n axes, one for each channel. Source: Howard et al. (2017), section 3.1."""
    return power(k, n) * c_in


def depthwise_weights_isotropic(k: N, n: int, c_in: N, m: N) -> N:
    """A kernel k on all n axes, m for each channel. Source: keras.layers.DepthwiseConv2D."""
    return power(k, n) * c_in * m


def depthwise_macs_unit(k: N, n: int, c_in: N, o: tuple[N, ...]) -> N:
    """A kernel k on all n axes, one for each channel. Source: Howard et al. (2017), equation 4."""
    return product(power(k, n), c_in, product(*o))


def depthwise_macs_isotropic(k: N, n: int, c_in: N, m: N, o: tuple[N, ...]) -> N:
    """A kernel k on all n axes, m for each channel. Source: keras.layers.DepthwiseConv2D."""
    return product(power(k, n), c_in, m, product(*o))


def separable_ratio_square(k: Size, c_out: Size) -> Fraction | Expr:
    """A k x k kernel, one for each channel: 1/M + 1/K^2.

    Source: Howard et al. (2017), section 3.1.
    """
    return ratio(1, c_out) + ratio(1, power(k, 2))


def tconv_weights_isotropic(k: N, n: int, c_in: N, c_out: N) -> N:
    """A kernel k on all n axes, one group. Source: torch.nn.ConvTranspose2d, "Variables"."""
    return power(k, n) * c_in * c_out


def tconv_macs_isotropic(k: N, n: int, c_in: N, c_out: N, i: tuple[N, ...]) -> N:
    """A kernel k on all n axes, one group. Source: torch.utils.flop_counter."""
    return product(power(k, n), c_in, c_out, product(*i))


def local_weights_isotropic(k: N, n: int, c_in: N, c_out: N, o: tuple[N, ...]) -> N:
    """A kernel k on all n axes. Source: keras.layers.LocallyConnected2D (Keras 2)."""
    return product(product(*o), power(k, n), c_in, c_out)


def local_macs_isotropic(k: N, n: int, c_in: N, c_out: N, o: tuple[N, ...]) -> N:
    """A kernel k on all n axes. Source: keras.layers.LocallyConnected2D (Keras 2)."""
    return local_weights_isotropic(k, n, c_in, c_out, o)
