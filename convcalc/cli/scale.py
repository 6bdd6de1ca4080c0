"""`convcalc scale NAME`: a network made wider, deeper, or given larger images."""

from __future__ import annotations

from fractions import Fraction
from math import floor

from convcalc.cli.command import Arguments, Call, Command
from convcalc.cli.networks import settings_of, whole_number
from convcalc.cli.options import Option
from convcalc.cli.show import show
from convcalc.errors import Message, UsageError
from convcalc.formulas.scaling import ALPHA, BETA, GAMMA
from convcalc.inverse.networks import load
from convcalc.load.arguments import evaluate
from convcalc.load.load import read_document
from convcalc.load.names import resolve
from convcalc.network.graph import spelt
from convcalc.network.measures import Measures
from convcalc.report.document import Document
from convcalc.report.scale import (
    Scaled,
    compound_document,
    decimal,
    multiplier_document,
    rounding_document,
)
from convcalc.report.zoo import entry_named
from convcalc.zoo import FAMILIES

COMPOUND = "efficientnet"
WIDTHS = (Fraction(1), Fraction(3, 4), Fraction(1, 2), Fraction(1, 4))
RESOLUTIONS = (224, 192, 160, 128)
PHIS = range(8)


def command() -> Command:
    """The command with its options."""
    return Command(
        "scale",
        run,
        Arguments("NAME", 1, 1, ("zoo",)),
        (
            Option("width", ("--width",), "X"),
            Option("depth", ("--depth",), "X"),
            Option("resolution", ("--resolution",), "N"),
            Option("phi", ("--phi",), "X"),
            Option("set", ("--set",), "NAME=VALUE", many=True),
        ),
        examples=(
            "convcalc scale mobilenet_v1",
            "convcalc scale mobilenet_v1 --width 0.75 --resolution 192",
            "convcalc scale efficientnet",
            "convcalc scale efficientnet_b0 --phi 3",
        ),
        honours=("quiet",),
    )


def run(call: Call) -> int:
    """Scale a network of the zoo."""
    name = call.arguments[0]
    if name == COMPOUND or entry_named(name).file == COMPOUND:
        return show(call, _compound(call, name))
    if "phi" in call.given or "depth" in call.given:
        raise UsageError(Message("scale.compound_only", name=name))
    return show(call, _multiplied(call, name))


def _multiplied(call: Call, name: str) -> Document:
    settings = settings_of(call.given.get("set", ()))
    base = _scaled(name, Fraction(1), None, None, settings)
    if "width" not in base.measures.network.knobs:
        raise UsageError(Message("scale.no_width", name=name), _with_width())
    if "width" in call.given or "resolution" in call.given:
        widths = [_amount("width", call.given.get("width", "1"))]
        sizes = [_resolution(call, base)]
    else:
        widths, sizes = list(WIDTHS), list(RESOLUTIONS)
    scaled = [_scaled(name, width, None, size, settings) for size in sizes for width in widths]
    return multiplier_document(base, scaled)


def _with_width() -> Message:
    """The networks whose width can be multiplied: where 1 is the whole width, unless it is set."""
    names: list[str] = []
    for file, family in FAMILIES.items():
        free = [name for name, variant in family.variants.items() if "width=" not in variant.knobs]
        if file != COMPOUND and free:
            knob = read_document(resolve(f"zoo:{free[0]}")).knobs.get("width")
            if knob is not None and evaluate(knob.value, {}) == 1:
                names += free
    return Message("scale.hint.width", names=", ".join(names))


def _compound(call: Call, name: str) -> Document:
    own = ("width", "depth", "resolution", "phi")
    if name == COMPOUND and not any(option in call.given for option in own):
        released = [_released(variant) for variant in FAMILIES[COMPOUND].variants]
        powers = [_of_phi(Fraction(phi)) for phi in PHIS]
        return compound_document(released, powers)
    base = _released(f"{COMPOUND}_b0")
    if "phi" in call.given:
        if any(option in call.given for option in own[:3]):
            raise UsageError(Message("scale.phi_alone"))
        phi = _amount("phi", call.given["phi"], zero=True)
        return rounding_document(base, _of_phi(phi), phi)
    start = base if name == COMPOUND else _released(name)
    width = _amount("width", call.given["width"]) if "width" in call.given else start.width
    depth = _amount("depth", call.given["depth"]) if "depth" in call.given else start.depth
    one = _scaled(base.name, width, depth, _resolution(call, start), {})
    changed = any(option in call.given for option in own)
    return rounding_document(base, one._replace(name=COMPOUND if changed else start.name), None)


def _released(name: str) -> Scaled:
    knobs = entry_named(name).knobs
    width, depth = (Fraction(knobs.get(knob, "1")) for knob in ("width", "depth"))
    return _scaled(name, width, depth, None, {})


def _of_phi(phi: Fraction) -> Scaled:
    """EfficientNet-B0 scaled by the powers of the paper's bases."""
    depth, width, factor = (_power(base, phi) for base in (ALPHA, BETA, GAMMA))
    size = floor(224 * factor + Fraction(1, 2))
    one = _scaled(f"{COMPOUND}_b0", width, depth, size, {})
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


def _scaled(
    name: str,
    width: Fraction,
    depth: Fraction | None,
    size: int | None,
    settings: dict[str, str],
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


def _resolution(call: Call, base: Scaled) -> int:
    if "resolution" not in call.given:
        return base.resolution
    return whole_number("resolution", call.given["resolution"])


def _amount(name: str, text: str, zero: bool = False) -> Fraction:
    """A positive number of an option.

    Raises:
        UsageError: not one, or absurdly large.
    """
    try:
        value = Fraction(text) if len(text) <= 20 and "e" not in text.lower() else Fraction(-1)
    except (ValueError, ZeroDivisionError):
        value = Fraction(-1)
    if 0 < value <= 100 or (zero and value == 0):
        return value
    raise UsageError(Message("scale.not_a_multiplier", option=f"--{name}", value=text))
