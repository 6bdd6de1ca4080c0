"""Attention: every position reads every other one, by weights that are worked out."""

from __future__ import annotations

from convcalc.algebra.expr import Size
from convcalc.algebra.trace import exact_div, product
from convcalc.formulas.sequence import attention_macs, attention_weights
from convcalc.layers.base import WHOLE, Layer, Param, Shape, Sheet


class Attention(Layer):
    """Multi-head attention of the positions to themselves, or of a first input to a second one.

    The channels are the features of a position. `head_size` is what a head projects to (channels /
    heads if not given), `kv` the number of heads of keys and values (all of them if not given).
    Besides the MACs: a softmax for each head and position, and the biases of the four projections.
    Source: Vaswani et al. (2017), section 3.2; torch.nn.MultiheadAttention.
    """

    __slots__ = ()
    TYPE = "attention"
    ALIASES = ("mha", "self_attention", "multi_head_attention")
    FIRST = "heads"
    INPUTS = (1, 2)
    PARAMS = (
        Param("heads", "count", minimum=1),
        Param("kv", "count", None, minimum=1),
        Param("head_size", "count", None, minimum=1),
        Param("bias", "flag", True),
    )

    def infer(self, sheet: Sheet, *inputs: Shape) -> Shape:
        x, source = inputs[0], inputs[-1]
        sheet.windows = (WHOLE,) * len(x.spatial)
        e, e_kv = x.channels, source.channels
        if e is None or e_kv is None:
            sheet.unknown_channels()
            return x
        v = self.values
        heads, kv, size = v["heads"], v["kv"], v["head_size"]
        if size is None:
            sheet.divides(heads, e, "attention.heads", channels=e, heads=heads)
        d = e if size is None else product(heads, size)
        d_kv = d
        if kv is not None:
            sheet.divides(kv, heads, "attention.kv", heads=heads, kv=kv)
            d_kv = product(kv, exact_div(d, heads))
        t, t_kv = product(*x.spatial), product(*source.spatial)
        weights = sheet.use("params", None, attention_weights, e, e_kv, d, d_kv)
        sheet.learn("weight", weights)
        macs = sheet.use("macs", None, attention_macs, e, e_kv, d, d_kv, t, t_kv)
        sheet.multiply_accumulate(macs)
        self._rest(sheet, heads, t, t_kv)
        if v["bias"]:
            sheet.learn("bias", d + 2 * d_kv + e)
            sheet.operate("additions", product(d + e, t) + product(2, d_kv, t_kv))
        return x

    @staticmethod
    def _rest(sheet: Sheet, heads: Size, t: Size, t_kv: Size) -> None:
        """State the operations of the softmax over the keys, and of the scale before it."""
        scores, rows = product(heads, t, t_kv), product(heads, t)
        sheet.operate("multiplications", scores)
        sheet.operate("comparisons", scores - rows)
        sheet.operate("exponentials", scores)
        sheet.operate("additions", 2 * scores - rows)
        sheet.operate("divisions", scores)
