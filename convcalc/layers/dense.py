"""Layers that share no weights between positions: fully connected and locally connected."""

from __future__ import annotations

from convcalc.algebra.expr import Size, same
from convcalc.algebra.trace import product
from convcalc.errors import LayerError, Message, UsageError
from convcalc.formulas.cost import (
    bias_additions,
    conv_macs,
    features,
    linear_bias,
    linear_macs,
    linear_weights,
    local_bias,
    local_macs,
    local_weights,
)
from convcalc.layers.base import IDENTITY, WHOLE, Layer, Param, Shape, Sheet
from convcalc.layers.conv import BIAS, DILATION, KERNEL, OUT, PADDING, STRIDE
from convcalc.layers.sliding import slide

OVER = ("all", "channels", "last")


class Linear(Layer):
    """Fully connected layer: over everything, or over one axis at every place of the others.

    `over` "all" flattens the input and gives a vector, of which each element sees all; "channels"
    mixes the channels at every position; "last" mixes the positions of the last axis. None is what
    a framework means that speaks of the last axis only: which one that is shows the number of
    features the layer is made for. The bias is one addition for each output.
    Source: torch.nn.Linear; keras.layers.Dense.
    """

    __slots__ = ()
    TYPE = "linear"
    ALIASES = ("dense", "fc", "fully_connected")
    FEATURES = True
    PARAMS = (OUT, BIAS, Param("over", "choice", "all", choices=OVER))
    DIMS = (0, 1, 2, 3)

    def infer(self, sheet: Sheet, *inputs: Shape) -> Shape:
        (x,) = inputs
        out, over = self.values["out"], self._over(x)
        whole = over == "all" or not x.spatial
        size: tuple[Size, ...] = ()
        windows = [WHOLE] * max(len(x.spatial), 1)
        if not whole:
            if out is None and over == "last":  # no size can be left open
                raise UsageError(Message("parameter.missing", kind=self.TYPE, name="out"))
            size = x.spatial if over == "channels" else (*x.spatial[:-1], out)
            windows = [IDENTITY] * len(size)
            if over == "last":
                windows[-1] = WHOLE
        sheet.windows = tuple(windows)
        channels = x.channels if over == "last" and x.spatial else out
        if x.channels is None or out is None:
            sheet.unknown_channels()
            return Shape(channels, size)
        if whole:
            self._vector(sheet, x, x.channels, out)
        elif over == "channels":
            self._everywhere(sheet, x.channels, out, x.spatial)
        else:
            self._everywhere(sheet, x.spatial[-1], out, (x.channels, *x.spatial[:-1]))
        return Shape(channels, size)

    def _vector(self, sheet: Sheet, x: Shape, channels: Size, out: Size) -> None:
        """State the cost where everything is one vector."""
        f_in = channels
        if x.spatial:
            f_in = sheet.use("features", None, features, channels, x.spatial)
            single = all(isinstance(size, int) and size == 1 for size in x.spatial)
            sheet.flattened = None if single else f_in
        sheet.multiply_accumulate(sheet.use("macs", None, linear_macs, f_in, out))
        self._learn(sheet, f_in, out, ())

    def _everywhere(self, sheet: Sheet, f_in: Size, out: Size, places: tuple[Size, ...]) -> None:
        """State the cost where the same weights are used at every one of these places."""
        unit = (1,) * len(places)
        sheet.multiply_accumulate(sheet.use("macs", None, conv_macs, unit, f_in, out, 1, places))
        self._learn(sheet, f_in, out, places)

    def _learn(self, sheet: Sheet, f_in: Size, out: Size, places: tuple[Size, ...]) -> None:
        sheet.learn("weight", sheet.use("params", None, linear_weights, f_in, out))
        if self.values["bias"]:
            sheet.learn("bias", sheet.use("params", None, linear_bias, out, 1))
            sheet.operate("additions", bias_additions(out, places) if places else out)

    def take(self, sheet: Sheet, x: Shape, key: str, given: Size) -> Shape:
        if not x.spatial or self.values["over"] == "channels":
            return super().take(sheet, x, key, given)
        over = self._over(x)
        if x.channels is None and over == "all":
            area = product(*x.spatial)
            if isinstance(area, int) and isinstance(given, int) and given % area == 0:
                return Shape(given // area, x.spatial)
        found = _read(x, over)
        if found is not None:
            whole = _read(x, "all")
            told = {"name": key, "given": given, "incoming": found, "features": whole}
            sheet.equal(found, given, "layer.features_differ", kind=self.origin.name, **told)
        return x

    def _over(self, x: Shape) -> str:
        """What the weights go over.

        Raises:
            LayerError: the number of features fits no axis, or more than one; or there is none.
        """
        over: str | None = self.values["over"]
        if over is not None:
            return over
        if all(isinstance(size, int) and size == 1 for size in x.spatial):
            return "all"
        fields = {"last": x.spatial[-1], "channels": x.channels, "all": _read(x, "all")}
        if self.incoming is None:
            raise LayerError(Message("linear.which_axis", **fields), Message("hint.over"))
        key, given = self.incoming
        if x.channels is None:
            raise LayerError(Message("linear.channels_wanted", name=key, given=given))
        found = [over for over in OVER if _is(_read(x, over), given)]
        if not found:
            code = "linear.no_such_features"
            raise LayerError(Message(code, name=key, given=given, **fields), Message("hint.over"))
        if len(found) > 1:
            raise LayerError(Message("linear.which_axis", **fields), Message("hint.over"))
        return found[0]


def _read(x: Shape, over: str) -> Size | None:
    """How many numbers of the input each output sees; None while the channels are unknown."""
    if over == "last" and x.spatial:
        return x.spatial[-1]
    if x.channels is None or over == "channels" or not x.spatial:
        return x.channels
    return features(x.channels, x.spatial)


def _is(value: Size | None, given: Size) -> bool:
    return value is not None and same(value, given)


class Local(Layer):
    """Locally connected layer: a convolution with other weights at every output position.

    The bias is one addition for each output element.
    Source: keras.layers.LocallyConnected2D (Keras 2).
    """

    __slots__ = ()
    TYPE = "local"
    ALIASES = ("locally_connected",)
    FIRST = "kernel"
    PARAMS = (KERNEL, STRIDE, PADDING, DILATION, OUT, BIAS)

    def infer(self, sheet: Sheet, *inputs: Shape) -> Shape:
        (x,) = inputs
        v = self.values
        out = v["out"]
        sizes = slide(sheet, x.spatial, v["kernel"], v["stride"], v["padding"], v["dilation"])
        if x.channels is None or out is None:
            sheet.unknown_channels()
            return Shape(out, sizes)
        arguments = (v["kernel"], x.channels, out, sizes)
        sheet.learn("weight", sheet.use("params", None, local_weights, *arguments))
        sheet.multiply_accumulate(sheet.use("macs", None, local_macs, *arguments))
        if v["bias"]:
            sheet.learn("bias", sheet.use("params", None, local_bias, out, sizes))
            sheet.tally("additions", bias_additions, out, sizes)
        return Shape(out, sizes)
