"""Sizes of transposed convolutions and of max-unpooling, on one axis.

Letters: i input size, k kernel, s stride, p and q padding before and after (which the transposed
convolution removes), d dilation, a output padding (added after), o output size.
"""

from __future__ import annotations

from convcalc.algebra.expr import N
from convcalc.algebra.trace import maximum


def tconv_output(i: N, k: N, s: N, p: N, q: N, d: N, a: N) -> N:
    """Output size of a transposed convolution.

    Source: Dumoulin & Visin (2016), relationship 14, with dilation; torch.nn.ConvTranspose2d,
    "Shape".
    """
    return (i - 1) * s - p - q + d * (k - 1) + a + 1


def same_tconv_output(i: N, s: N) -> N:
    """Output size of a transposed convolution under SAME padding: i s.

    Source: keras.layers.Conv2DTranspose, padding "same"; ONNX ConvTranspose, auto_pad.
    """
    return i * s


def keras_tconv_output(i: N, k: N, s: N, d: N) -> N:
    """Output size of Keras' transposed convolution without padding: (i - 1)s + max(ke, s).

    Source: Keras 3, backend/common/backend_utils.py.
    """
    return (i - 1) * s + maximum(d * (k - 1) + 1, s)


def unpool_output(i: N, k: N, s: N, p: N, q: N) -> N:
    """Default output size of max-unpooling: (i - 1)s - p - q + k.

    Any size that differs from it by less than the stride can be asked for instead.
    Source: torch.nn.MaxUnpool2d, "Shape".
    """
    return (i - 1) * s - p - q + k


def stretched_input(i: N, s: N) -> N:
    """Size of the input with s - 1 zeros between its elements.

    Source: Dumoulin & Visin (2016), section 4.5.
    """
    return s * (i - 1) + 1


def equivalent_padding(k: N, p: N, d: N) -> N:
    """Padding before of the direct convolution (stride 1, flipped kernel) on the stretched input.

    Negative where the transposed convolution crops; after, the output padding is added.
    Source: Dumoulin & Visin (2016), relationship 9, with dilation.
    """
    return d * (k - 1) - p


def restoring_output_padding(i: N, k: N, s: N, p: N, q: N, d: N) -> N:
    """Output padding with which a transposed convolution gives back the input size i.

    The remainder (i + p + q - ke) mod s of the convolution with the same k, s, p, q, d.
    Source: Dumoulin & Visin (2016), relationship 14 (their a).
    """
    rest = i + p + q - d * (k - 1) - 1
    return rest - rest // s * s


def asked_output_padding(o: N, i: N, k: N, s: N, p: N, q: N, d: N) -> N:
    """Output padding that gives the size o asked for: what is missing without any.

    Source: torch.nn.ConvTranspose2d, output_size.
    """
    return o - ((i - 1) * s - p - q + d * (k - 1) + 1)


def tconv_round_trip(i: N, k: N, s: N, p: N, q: N, d: N) -> N:
    """Size after a convolution and a transposed one with the same k, s, p, q, d and a = 0.

    Source: relationships 6 and 14 of Dumoulin & Visin (2016), put together.
    """
    return i - restoring_output_padding(i, k, s, p, q, d)


# Special forms.


def tconv_output_valid(i: N, k: N, s: N) -> N:
    """No padding. Source: Dumoulin & Visin (2016), relationship 12."""
    return s * (i - 1) + k


def tconv_output_padded(i: N, k: N, s: N, p: N) -> N:
    """Padding p. Source: Dumoulin & Visin (2016), relationship 13."""
    return s * (i - 1) + k - 2 * p


def tconv_output_extended(i: N, k: N, s: N, p: N, a: N) -> N:
    """Padding p, output padding a. Source: Dumoulin & Visin (2016), relationship 14."""
    return s * (i - 1) + a + k - 2 * p


def tconv_output_torch(i: N, k: N, s: N, p: N, d: N, a: N) -> N:
    """Padding p, dilation d, as PyTorch prints it. Source: torch.nn.ConvTranspose2d, "Shape"."""
    return (i - 1) * s - 2 * p + d * (k - 1) + a + 1


def keras_tconv_output_plain(i: N, k: N, s: N) -> N:
    """Without dilation. Source: Keras 3, backend/common/backend_utils.py."""
    return (i - 1) * s + maximum(k, s)


def unpool_output_torch(i: N, k: N, s: N, p: N) -> N:
    """Padding p on both sides, as PyTorch prints it. Source: torch.nn.MaxUnpool2d, "Shape"."""
    return (i - 1) * s - 2 * p + k


def asked_output_padding_valid(o: N, i: N, k: N, s: N) -> N:
    """No padding. Source: torch.nn.ConvTranspose2d, output_size, with relationship 12."""
    return o - (s * (i - 1) + k)


def asked_output_padding_padded(o: N, i: N, k: N, s: N, p: N) -> N:
    """Padding p. Source: torch.nn.ConvTranspose2d, output_size, with relationship 13."""
    return o - (s * (i - 1) + k - 2 * p)
