"""`convcalc scale NAME`: a network made wider, deeper, or given larger images."""

from __future__ import annotations

from fractions import Fraction

from convcalc.cli.command import Arguments, Call, Command
from convcalc.cli.networks import settings_of, whole_number
from convcalc.cli.options import Option
from convcalc.cli.show import show
from convcalc.errors import Message, UsageError
from convcalc.report.document import Document
from convcalc.report.scale import compound_document, multiplier_document, rounding_document
from convcalc.report.scaled import COMPOUND, Scaled, of_phi, released, scaled, with_width
from convcalc.report.zoo import entry_named
from convcalc.zoo import FAMILIES

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
    base = scaled(name, Fraction(1), None, None, settings)
    if "width" not in base.measures.network.knobs:
        raise UsageError(Message("scale.no_width", name=name), with_width())
    if "width" in call.given or "resolution" in call.given:
        widths = [_amount("width", call.given.get("width", "1"))]
        sizes = [_resolution(call, base)]
    else:
        widths, sizes = list(WIDTHS), list(RESOLUTIONS)
    found = [scaled(name, width, None, size, settings) for size in sizes for width in widths]
    return multiplier_document(base, found)


def _compound(call: Call, name: str) -> Document:
    own = ("width", "depth", "resolution", "phi")
    if name == COMPOUND and not any(option in call.given for option in own):
        known = [released(variant) for variant in FAMILIES[COMPOUND].variants]
        return compound_document(known, [of_phi(Fraction(phi)) for phi in PHIS])
    base = released(f"{COMPOUND}_b0")
    if "phi" in call.given:
        if any(option in call.given for option in own[:3]):
            raise UsageError(Message("scale.phi_alone"))
        phi = _amount("phi", call.given["phi"], zero=True)
        return rounding_document(base, of_phi(phi), phi)
    start = base if name == COMPOUND else released(name)
    width = _amount("width", call.given["width"]) if "width" in call.given else start.width
    depth = _amount("depth", call.given["depth"]) if "depth" in call.given else start.depth
    one = scaled(base.name, width, depth, _resolution(call, start), {})
    changed = any(option in call.given for option in own)
    return rounding_document(base, one._replace(name=COMPOUND if changed else start.name), None)


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
