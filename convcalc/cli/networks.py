"""What the commands about whole networks share: their options, and opening a network."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from convcalc.algebra.expr import Size
from convcalc.algebra.parse import parse_expression
from convcalc.annotations import Any
from convcalc.cli.command import Call
from convcalc.cli.options import EXTRA, Option
from convcalc.errors import Message, UsageError
from convcalc.inverse.networks import load, variable
from convcalc.load.names import resolve
from convcalc.load.variable import Variable
from convcalc.network.budget import Limit, read_limits
from convcalc.network.graph import Network
from convcalc.network.measures import Measures

NETWORK = (
    Option("input", ("--input",), "SHAPE"),
    Option("set", ("--set",), "NAME=VALUE", many=True),
    EXTRA["dims"],
    EXTRA["dialect"]._replace(default=None),
)
"""Options that say at which settings a network is meant."""


def settings_of(pairs: Iterable[str]) -> dict[str, str]:
    """The settings of `--set name=value`, several of them separated by commas or repeated.

    Raises:
        UsageError: one is not of this form, or is given twice.
    """
    settings: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name.strip() or not value.strip():
            raise UsageError(Message("load.bad_setting", text=pair))
        if name.strip() in settings:
            raise UsageError(Message("load.setting_twice", name=name.strip()))
        settings[name.strip()] = value.strip()
    return settings


def dims_of(call: Call) -> int | None:
    """The number of spatial axes that `--dims` says."""
    dims = call.given.get("dims")
    return None if dims is None else int(dims)


def opened(call: Call, text: str, input: str | None = None) -> Network:
    """The network that an argument names, at the settings of the call.

    Raises:
        ConvcalcError: there is none, or its layers do not fit.
    """
    given = call.given
    sets = settings_of(given.get("set", ()))
    dialect, usual = given.get("dialect"), call.settings.dialect
    return load(text, sets, input or given.get("input"), dialect, dims_of(call), usual)


def with_letters(call: Call, text: str) -> Variable:
    """The network that an argument names, beside itself with letters for the sizes of its input.

    Raises:
        ConvcalcError: there is none, or it has a mistake that no size mends.
    """
    given = call.given
    sets = settings_of(given.get("set", ()))
    dialect, usual = given.get("dialect"), call.settings.dialect
    return variable(text, sets, given.get("input"), dialect, dims_of(call), usual)


def expected(call: Call, text: str, network: Network) -> list[Limit]:
    """What the file or the index of the zoo promises, as long as no setting is changed."""
    reference = resolve(text)
    if call.given.get("input") or call.given.get("set") or call.given.get("dialect"):
        return []
    if reference.kind == "zoo":
        from convcalc.zoo import NAMES, entry

        if text.strip().removeprefix("zoo:") not in NAMES:
            return []
        variant = entry(reference.shown).variant
        promised: Mapping[str, Any] = {
            "params": variant.params, "buffers": variant.buffers, "macs": variant.macs,
        }  # fmt: skip
        return read_limits(promised, "expect")
    return [] if reference.settings else read_limits(network.expect, "expect")


def whole_number(name: str, text: str) -> int:
    """The value of an option that counts something.

    Raises:
        UsageError: not a whole number of at least 1.
    """
    if text.isascii() and text.isdigit() and len(text) < 20 and text[0] != "0":
        return int(text)
    raise UsageError(Message("usage.not_a_count", option=f"--{name}", value=text))


DTYPES = ("fp32", "fp16", "bf16", "int8")


def measured(call: Call, network: Network) -> Measures:
    """The figures of a network for the batch and the number format of the call.

    Raises:
        ConvcalcError: a batch that is no number of samples.
    """
    return Measures(network, batch_size(call), call.given.get("dtype", DTYPES[0]))


def batch_size(call: Call) -> Size:
    """The samples of a batch: a whole number, or an expression in symbols.

    Raises:
        ConvcalcError: neither.
    """
    text = call.given.get("batch_size", "1")
    if any(character.isalpha() for character in text):
        return parse_expression(text)
    return whole_number("batch-size", text)
