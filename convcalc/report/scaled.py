"""Networks of the zoo made wider, deeper, or given larger images."""

from __future__ import annotations

from fractions import Fraction
from math import floor
from typing import Any, NamedTuple

from convcalc.algebra.decimals import cut
from convcalc.errors import Message
from convcalc.formulas.scaling import ALPHA, BETA, GAMMA
from convcalc.inverse.networks import load
from convcalc.load.arguments import evaluate
from convcalc.load.load import read_document
from convcalc.load.names import resolve
from convcalc.network.graph import spelt
from convcalc.network.measures import Measures
from convcalc.report.values import neat
from convcalc.report.zoo import entry_named
from convcalc.zoo import FAMILIES

COMPOUND = "efficientnet"


def decimal(value: Fraction) -> str:
    """A multiplier: in full if it ends within six places, else cut, without zeros at the cut."""
    told = cut(value, 6, 6)
    whole = told.removesuffix("…")
    return told if whole == told else whole.rstrip("0").rstrip(".") + "…"


class Scaled(NamedTuple):
    """A network at some width, depth and resolution."""

    name: str
    width: Fraction
    depth: Fraction
    resolution: int
    measures: Measures

    @property
    def params(self) -> Any:
        """Learnable parameters."""
        return neat(self.measures.totals.params)

    @property
    def macs(self) -> Any:
        """Multiply-accumulates."""
        return neat(self.measures.totals.macs)


def scaled(
    name: str, width: Fraction, depth: Fraction | None, size: int | None, settings: dict[str, str]
) -> Scaled:
    """A network of the zoo at this width, depth and input size (None: its own)."""
    sets = dict(settings)
    if width != 1 or depth is not None:
        sets["width"] = str(width)
    if depth is not None:
        sets["depth"] = str(depth)
    network = load(name, sets)
    shape = network.nodes[network.inputs[0]].shape
    own = shape.spatial[0]
    if size is not None and size != own:
        channels = spelt(shape).rpartition("@")[2]
        network = load(name, sets, f"{'x'.join([str(size)] * len(shape.spatial))}@{channels}")
    resolution = size if size is not None else int(str(own))
    return Scaled(name, width, depth or Fraction(1), resolution, Measures(network))


def released(name: str) -> Scaled:
    """A network of the family as it was published."""
    knobs = entry_named(name).knobs
    width, depth = (Fraction(knobs.get(knob, "1")) for knob in ("width", "depth"))
    return scaled(name, width, depth, None, {})


def of_phi(phi: Fraction) -> Scaled:
    """EfficientNet-B0 scaled by the powers of the paper's bases."""
    depth, width, factor = (_power(base, phi) for base in (ALPHA, BETA, GAMMA))
    size = floor(224 * factor + Fraction(1, 2))
    one = scaled(f"{COMPOUND}_b0", width, depth, size, {})
    return one._replace(name=f"{COMPOUND}, phi {decimal(phi)}")


def _power(base: Fraction, exponent: Fraction) -> Fraction:
    """A power: exact for whole exponents, else to 12 places."""
    if exponent.denominator == 1:
        return Fraction(base**exponent.numerator)
    from decimal import Decimal, localcontext

    with localcontext() as context:
        context.prec = 40
        base_decimal = Decimal(base.numerator) / base.denominator
        power = base_decimal ** (Decimal(exponent.numerator) / exponent.denominator)
        return Fraction(power.quantize(Decimal(10) ** -12))


def with_width() -> Message:
    """The networks whose width can be multiplied: where 1 is the whole width, unless it is set."""
    names: list[str] = []
    for file, family in FAMILIES.items():
        free = [name for name, variant in family.variants.items() if "width=" not in variant.knobs]
        if file != COMPOUND and free:
            knob = read_document(resolve(f"zoo:{free[0]}")).knobs.get("width")
            if knob is not None and evaluate(knob.value, {}) == 1:
                names += free
    return Message("scale.hint.width", names=", ".join(names))
