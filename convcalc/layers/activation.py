"""Activation functions, softmax and dropout: layers that keep the shape.

`activation` makes a class from the operations that one element costs (negation is free):

relu max(x, 0); relu6 min(max(x, 0), 6); leaky_relu x or slope x; elu x or exp(x) - 1;
sigmoid 1 / (1 + exp(-x)); tanh as a function of its own; silu x sigmoid(x);
hardsigmoid min(max(x + 3, 0), 6) / 6; hardswish x hardsigmoid(x); gelu x/2 (1 + erf(x / sqrt 2)),
a factor before and one inside erf; softplus log(1 + exp(x)); mish x tanh(softplus(x));
selu a (x or b (exp(x) - 1)); celu max(x, 0) + min(b (exp(x / b) - 1), 0) for b = 1;
softsign x / (1 + |x|); logsigmoid -softplus(-x); hardtanh min(max(x, a), b); threshold x or a;
softshrink x - a, x + a or 0; hardshrink x or 0 by |x|; tanhshrink x - tanh(x).
"""

from __future__ import annotations

from fractions import Fraction

from convcalc.algebra.trace import product
from convcalc.annotations import ClassVar
from convcalc.errors import LayerError, Message
from convcalc.formulas.cost import features
from convcalc.formulas.norm import per_channel
from convcalc.formulas.operations import channel_pairs, elementwise
from convcalc.layers.base import IDENTITY, Layer, Memory, Param, Shape, Sheet, Window


class Activation(Layer):
    """A function of each element; `PER_ELEMENT` are its operations."""

    __slots__ = ()
    TRACED = True
    DIMS = (0, 1, 2, 3)
    MEMORY: ClassVar[Memory] = "over"
    PER_ELEMENT: ClassVar[dict[str, int]] = {}

    def infer(self, sheet: Sheet, *inputs: Shape) -> Shape:
        (x,) = inputs
        sheet.windows = (IDENTITY,) * len(x.spatial)
        for operation, times in self.per_element().items():
            sheet.tally(operation, elementwise, x.channels, x.spatial, times)
        return x

    def per_element(self) -> dict[str, int]:
        """The operations of one element."""
        return self.PER_ELEMENT


def activation(
    layer_type: str, source: str, aliases: tuple[str, ...] = (), **per_element: int
) -> type[Activation]:
    """The class of an activation with these other names, and operations for each element."""
    members = {
        "__slots__": (),
        "__module__": __name__,
        "__doc__": f"Activation `{layer_type}`. Source: {source}.",
        "TYPE": layer_type,
        "ALIASES": aliases,
        "PER_ELEMENT": per_element,
    }
    return type(layer_type, (Activation,), members)


ReLU = activation("relu", "Nair & Hinton (2010)", comparisons=1)
ReLU6 = activation("relu6", "Howard et al. (2017), MobileNets", comparisons=2)
LeakyReLU = activation(
    "leaky_relu", "Maas et al. (2013)", ("leakyrelu",), comparisons=1, multiplications=1
)
ELU = activation(
    "elu", "Clevert et al. (2016), alpha = 1", comparisons=1, exponentials=1, additions=1
)
Sigmoid = activation("sigmoid", "torch.nn.Sigmoid", exponentials=1, additions=1, divisions=1)
Tanh = activation("tanh", "torch.nn.Tanh", tanh=1)
SiLU = activation(
    "silu",
    "Ramachandran et al. (2017)",
    ("swish",),
    exponentials=1,
    additions=1,
    divisions=1,
    multiplications=1,
)
HardSigmoid = activation(
    "hardsigmoid",
    "Howard et al. (2019), MobileNetV3",
    ("hsigmoid", "hard_sigmoid"),
    additions=1,
    comparisons=2,
    divisions=1,
)
HardSwish = activation(
    "hardswish",
    "Howard et al. (2019), MobileNetV3",
    ("hswish", "hard_swish"),
    additions=1,
    comparisons=2,
    divisions=1,
    multiplications=1,
)


Softplus = activation("softplus", "torch.nn.Softplus", exponentials=1, additions=1, logarithms=1)
Mish = activation(
    "mish",
    "Misra (2020)",
    exponentials=1,
    additions=1,
    logarithms=1,
    tanh=1,
    multiplications=1,
)
SELU = activation(
    "selu",
    "Klambauer et al. (2017)",
    comparisons=1,
    exponentials=1,
    additions=1,
    multiplications=2,
)
CELU = activation("celu", "Barron (2017)", comparisons=2, exponentials=1, additions=2)
Softsign = activation("softsign", "torch.nn.Softsign", additions=1, divisions=1)
LogSigmoid = activation(
    "logsigmoid",
    "torch.nn.LogSigmoid",
    ("log_sigmoid",),
    exponentials=1,
    additions=1,
    logarithms=1,
)
HardTanh = activation(
    "hardtanh", "torch.nn.Hardtanh", ("hard_tanh", "clip", "clamp"), comparisons=2
)
Threshold = activation("threshold", "torch.nn.Threshold", comparisons=1)
Softshrink = activation(
    "softshrink", "torch.nn.Softshrink", ("soft_shrink",), comparisons=2, additions=1
)
Hardshrink = activation("hardshrink", "torch.nn.Hardshrink", ("hard_shrink",), comparisons=1)
Tanhshrink = activation("tanhshrink", "torch.nn.Tanhshrink", ("tanh_shrink",), tanh=1, additions=1)


class Identity(Activation):
    """Nothing at all. Source: torch.nn.Identity."""

    __slots__ = ()
    TYPE = "identity"
    MEMORY = "view"


class GELU(Activation):
    """Activation `gelu`: exact, or by a tanh of x + 0.044715 x^3 where `approximate` says so.

    Source: Hendrycks & Gimpel (2016).
    """

    __slots__ = ()
    TYPE = "gelu"
    PER_ELEMENT: ClassVar[dict[str, int]] = {"erf": 1, "additions": 1, "multiplications": 3}
    BY_TANH: ClassVar[dict[str, int]] = {"tanh": 1, "additions": 2, "multiplications": 6}

    def per_element(self) -> dict[str, int]:
        return self.BY_TANH if self.values.get("approximate") == "tanh" else self.PER_ELEMENT


class PReLU(Activation):
    """ReLU with a learnt slope, one for all channels or one for each.

    `slopes`, where a dialect sets it, says of the channels and of each axis whether they have
    slopes of their own.

    Source: He et al. (2015), Delving Deep into Rectifiers; torch.nn.PReLU.
    """

    __slots__ = ()
    TRACED = False
    TYPE = "prelu"
    PARAMS = (Param("parameters", "count", 1, minimum=1),)
    PER_ELEMENT: ClassVar[dict[str, int]] = {"comparisons": 1, "multiplications": 1}

    def infer(self, sheet: Sheet, *inputs: Shape) -> Shape:
        (x,) = inputs
        slopes = self.values["parameters"]
        if slopes is None:
            return self._by_axes(sheet, x)
        shared = isinstance(slopes, int) and slopes == 1
        if not shared and x.channels is not None:
            code = "prelu.one_or_channels"
            sheet.one_or(slopes, x.channels, code, parameters=slopes, channels=x.channels)
        sheet.learn("slope", sheet.use("params", None, per_channel, slopes))
        return super().infer(sheet, x)

    def _by_axes(self, sheet: Sheet, x: Shape) -> Shape:
        by_channel, *by_axis = self.values["slopes"]
        sizes = tuple([i if own else 1 for i, own in zip(x.spatial, by_axis, strict=True)])
        channels = x.channels if by_channel else 1
        if channels is None:
            sheet.unknown_channels()
        else:
            sheet.learn("slope", sheet.use("params", None, features, channels, sizes))
        return super().infer(sheet, x)


class Softmax(Activation):
    """Softmax over the channels at every position, the largest subtracted first.

    For n channels: n - 1 comparisons, n subtractions and n - 1 additions, n exponentials, n
    divisions. Source: torch.nn.Softmax.
    """

    __slots__ = ()
    TYPE = "softmax"
    MEMORY = "own"
    PER_ELEMENT: ClassVar[dict[str, int]] = {"exponentials": 1, "additions": 1, "divisions": 1}

    def infer(self, sheet: Sheet, *inputs: Shape) -> Shape:
        (x,) = inputs
        super().infer(sheet, x)
        sheet.tally("comparisons", channel_pairs, x.channels, x.spatial)
        sheet.tally("additions", channel_pairs, x.channels, x.spatial)
        return x


class LogSoftmax(Softmax):
    """Logarithm of the softmax over the channels: x less the largest, less the logarithm of the sum
    of exponentials.

    For n channels: n - 1 comparisons, n subtractions, n exponentials, n - 1 additions, a logarithm,
    n subtractions. Source: torch.nn.LogSoftmax.
    """

    __slots__ = ()
    TYPE = "log_softmax"
    ALIASES = ("logsoftmax",)
    PER_ELEMENT: ClassVar[dict[str, int]] = {"exponentials": 1, "additions": 2}

    def infer(self, sheet: Sheet, *inputs: Shape) -> Shape:
        (x,) = inputs
        sheet.operate("logarithms", product(*x.spatial))
        return super().infer(sheet, x)


class GLU(Activation):
    """Gated linear unit: the first half of the channels (or of the last axis) times the sigmoid of
    the second half.

    For each output: 1 exponential, 1 addition, 1 division, 1 multiplication.
    Source: Dauphin et al. (2017); torch.nn.GLU.
    """

    __slots__ = ()
    TYPE = "glu"
    ALIASES = ("gated_linear_unit",)
    MEMORY = "own"
    PARAMS = (Param("over", "choice", "channels", choices=("channels", "last")),)
    PER_ELEMENT: ClassVar[dict[str, int]] = {
        "exponentials": 1,
        "additions": 1,
        "divisions": 1,
        "multiplications": 1,
    }

    def infer(self, sheet: Sheet, *inputs: Shape) -> Shape:
        (x,) = inputs
        last = self.values["over"] == "last" and bool(x.spatial)
        whole = x.spatial[-1] if last else x.channels
        half = None
        if whole is not None:
            sheet.divides(2, whole, "glu.odd", size=whole)
            half = whole // 2
        if not last:
            return super().infer(sheet, Shape(half, x.spatial))
        assert half is not None
        output = super().infer(sheet, Shape(x.channels, (*x.spatial[:-1], half)))
        sheet.windows = (*sheet.windows[:-1], Window("slide", 2, 1, 0, 0, half))
        return output


class Dropout(Activation):
    """Dropout: nothing at inference. Source: Srivastava et al. (2014); torch.nn.Dropout."""

    __slots__ = ()
    TYPE = "dropout"
    FIRST = "p"
    MEMORY = "view-at-inference"
    PARAMS = (Param("p", "decimal", Fraction(1, 2)),)

    def infer(self, sheet: Sheet, *inputs: Shape) -> Shape:
        p = self.values["p"]
        if not 0 <= p <= 1:
            raise LayerError(Message("dropout.not_a_probability", p=p))
        return super().infer(sheet, *inputs)
