"""What `scale` says: multipliers of width and resolution, and compound scaling."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from convcalc.errors import Message
from convcalc.formulas.scaling import (
    ALPHA,
    BETA,
    GAMMA,
    compound_growth,
    make_divisible,
    round_repeats,
)
from convcalc.network.measures import Measures
from convcalc.network.totals import group_by
from convcalc.report.document import (
    Approximate,
    Column,
    Count,
    Document,
    Node,
    Note,
    StepLine,
    Steps,
    Table,
)
from convcalc.report.misfit import finding_data, misfits
from convcalc.report.values import neat

__all__ = ["Scaled", "compound_document", "decimal", "multiplier_document", "rounding_document"]

CHANNELS = {
    "stem": 32, "stage1": 16, "stage2": 24, "stage3": 40, "stage4": 80, "stage5": 112,
    "stage6": 192, "stage7": 320, "last": 1280,
}  # fmt: skip
REPEATS = {
    "stage1": 1, "stage2": 2, "stage3": 2, "stage4": 3, "stage5": 3, "stage6": 4, "stage7": 1,
}  # fmt: skip
"""Channels and repeats of EfficientNet-B0 (Tan & Le 2019, Table 1)."""
DIVISOR = 8


class Scaled(NamedTuple):
    """A network at some width, depth and resolution."""

    name: str
    width: Fraction
    depth: Fraction
    resolution: int
    measures: Measures


def decimal(value: Fraction, places: int = 6) -> str:
    """A fraction as a decimal: in full if it ends within so many places, else cut with `…`."""
    scaled = value * 10**places
    whole, rest = divmod(abs(scaled.numerator) // scaled.denominator, 10**places)
    digits = f"{rest:0{places}d}".rstrip("0")
    text = f"{whole}.{digits}" if digits else str(whole)
    sign = "-" if value < 0 else ""
    return sign + text + ("" if scaled.denominator == 1 else "…")


def multiplier_document(base: Scaled, scaled: Sequence[Scaled]) -> Document:
    """One network at several widths and resolutions, beside the rule width² x resolution²."""
    columns = (
        Column("width", Message("scale.column.width")),
        Column("resolution", Message("scale.column.resolution")),
        Column("params", Message("audit.column.params")),
        Column("macs", Message("audit.column.macs")),
        Column("ratio", Message("scale.column.ratio")),
        Column("rule", Message("scale.column.rule")),
    )
    macs = base.measures["macs"]
    rows = []
    for one in scaled:
        rule = one.width**2 * Fraction(one.resolution, base.resolution) ** 2
        rows.append(
            (
                Approximate(one.width, 4, False),
                one.resolution,
                neat(one.measures.totals.params),
                neat(one.measures.totals.macs),
                _ratio(one.measures["macs"], macs),
                Approximate(rule, 4, False),
            )
        )
    nodes: list[Node] = [Table(None, columns, tuple(rows))]
    if len(scaled) == 1:
        nodes.append(_by_type(base, scaled[0]))
    nodes.append(Note(Message("scale.width_rule")))
    found = misfits((one.resolution, one.measures.network.misfit) for one in scaled)
    nodes += [Note(message, "alert") for message in found]
    data = {
        "network": base.name,
        "scaled": [_data(one, macs) for one in scaled],
        "findings": finding_data(found),
    }
    answer = [neat(one.measures.totals.macs) for one in scaled]
    return Document("scale", Message("scale.title", name=base.name), data, answer, nodes)


def _ratio(value: Any, base: Any) -> Any:
    if not isinstance(value, int) or not isinstance(base, int) or not base:
        return None
    return Approximate(Fraction(value, base), 4, False)


def _data(one: Scaled, macs: Any) -> dict[str, Any]:
    return {
        "name": one.name,
        "width": one.width,
        "depth": one.depth,
        "resolution": one.resolution,
        "params": neat(one.measures.totals.params),
        "macs": neat(one.measures.totals.macs),
        "ratio": _ratio(one.measures["macs"], macs),
    }


def _by_type(base: Scaled, scaled: Scaled) -> Table:
    """Which layers shrink by the width, and which by its square."""
    before = {group.key: group.totals.macs for group in group_by(base.measures.network, "type")}
    rows = []
    for group in group_by(scaled.measures.network, "type"):
        old, new = before.get(group.key), group.totals.macs
        if isinstance(new, int) and new:
            rows.append((group.key, neat(old), neat(new), _ratio(new, old)))
    columns = (
        Column("type", Message("audit.column.type"), numeric=False),
        Column("before", Message("diff.column.before")),
        Column("after", Message("diff.column.after")),
        Column("ratio", Message("scale.column.ratio")),
    )
    return Table(Message("scale.by_type"), columns, tuple(rows), aside=True)


def compound_document(released: Sequence[Scaled], powers: Sequence[Scaled]) -> Document:
    """EfficientNet's networks by the powers of the paper's bases, and as they were released."""
    columns = (
        Column("phi", Message("scale.column.phi")),
        Column("depth", Message("scale.column.depth")),
        Column("width", Message("scale.column.width")),
        Column("resolution", Message("scale.column.resolution")),
        Column("params", Message("audits.column.params")),
        Column("macs", Message("audits.column.macs")),
        Column("growth", Message("scale.column.growth")),
    )
    growth = compound_growth(ALPHA, BETA, GAMMA)
    nodes: list[Node] = [
        _check(growth),
        Table(Message("scale.by_powers"), columns, _growing(powers, range(len(powers)))),
        Table(
            Message("scale.released"),
            (Column("name", Message("zoo.column.name"), numeric=False), *columns[1:]),
            _growing(released, [one.name for one in released]),
        ),
        Note(Message("scale.not_powers"), "warning"),
    ]
    base = released[0].measures["macs"]
    data = {
        "alpha": ALPHA,
        "beta": BETA,
        "gamma": GAMMA,
        "growth": growth,
        "powers": [{"phi": phi, **_data(one, base)} for phi, one in enumerate(powers)],
        "released": [_data(one, base) for one in released],
    }
    return Document("scale", Message("scale.compound_title"), data, growth, nodes)


def _check(growth: Fraction) -> Steps:
    """alpha * beta^2 * gamma^2, which should be about 2."""
    given = Message("scale.given", alpha=decimal(ALPHA), beta=decimal(BETA), gamma=decimal(GAMMA))
    product = Message(
        "scale.product",
        alpha=decimal(ALPHA),
        beta=decimal(BETA**2),
        gamma=decimal(GAMMA**2),
        growth=decimal(growth),
    )
    lines = (
        StepLine(Message("steps.given"), words=given),
        StepLine(Message("scale.step.growth"), words=product),
        StepLine(Message("steps.answer"), words=Message("scale.growth", growth=decimal(growth))),
    )
    return Steps(Message("scale.check_title"), lines)


def _growing(networks: Sequence[Scaled], names: Sequence[Any]) -> tuple[tuple[Any, ...], ...]:
    """A row each; the last cell is the MACs over those of the row before."""
    rows = []
    previous: Any = None
    for name, one in zip(names, networks, strict=True):
        macs = one.measures["macs"]
        rows.append(
            (
                name,
                Approximate(one.depth, 4, False),
                Approximate(one.width, 4, False),
                one.resolution,
                Count(neat(one.measures.totals.params)),
                Count(neat(macs)),
                "" if previous is None else _ratio(macs, previous),
            )
        )
        previous = macs
    return tuple(rows)


def rounding_document(base: Scaled, one: Scaled, phi: Fraction | None) -> Document:
    """EfficientNet at one setting: the coefficients, every rounding, and what comes out."""
    steps: list[Node] = []
    if phi is not None:
        steps.append(_powers(one, phi))
    channels = tuple(
        [
            StepLine(Message("scale.of_stage", stage=stage), words=_filters(count, one.width))
            for stage, count in CHANNELS.items()
        ]
    )
    repeats = tuple(
        [
            StepLine(Message("scale.of_stage", stage=stage), words=_repeats(count, one.depth))
            for stage, count in REPEATS.items()
        ]
    )
    steps.append(Steps(Message("scale.filters_title", width=decimal(one.width)), channels))
    steps.append(Steps(Message("scale.repeats_title", depth=decimal(one.depth)), repeats))
    columns = (
        Column("name", Message("zoo.column.name"), numeric=False),
        Column("resolution", Message("scale.column.resolution")),
        Column("params", Message("audit.column.params")),
        Column("macs", Message("audit.column.macs")),
        Column("ratio", Message("scale.column.ratio")),
    )
    macs = base.measures["macs"]
    rows = tuple(
        [
            (
                each.name,
                each.resolution,
                neat(each.measures.totals.params),
                neat(each.measures.totals.macs),
                _ratio(each.measures["macs"], macs),
            )
            for each in (base, one)
        ]
    )
    table = Table(Message("scale.result"), columns, rows)
    data = {
        "network": one.name,
        "phi": phi,
        **_data(one, macs),
        "channels": {k: make_divisible(v * one.width, DIVISOR) for k, v in CHANNELS.items()},
        "repeats": {k: round_repeats(v * one.depth) for k, v in REPEATS.items()},
    }
    title = Message("scale.title", name=one.name)
    return Document("scale", title, data, neat(one.measures.totals.macs), [*steps, table])


def _powers(one: Scaled, phi: Fraction) -> Steps:
    words = [
        ("depth", ALPHA, decimal(one.depth)),
        ("width", BETA, decimal(one.width)),
        ("resolution", GAMMA, str(one.resolution)),
    ]
    lines = tuple(
        [
            StepLine(
                Message(f"scale.column.{name}"),
                words=Message(
                    f"scale.power_{name}", base=decimal(base), phi=decimal(phi), value=value
                ),
            )
            for name, base, value in words
        ]
    )
    return Steps(Message("scale.powers_title", phi=decimal(phi)), lines)


def _filters(count: int, width: Fraction) -> Message:
    """32 · 1.331 = 42.592 -> ⌊(42.592 + 4) / 8⌋ · 8 = 40, or one step of 8 more."""
    scaled = count * width
    rounded = make_divisible(scaled, DIVISOR)
    plain = max(DIVISOR, int((scaled + DIVISOR // 2) // DIVISOR) * DIVISOR)
    code = "scale.filters" if plain == rounded else "scale.filters_up"
    return Message(
        code,
        count=str(count),
        width=decimal(width),
        scaled=decimal(scaled),
        least=decimal(scaled * Fraction(9, 10)),
        plain=plain,
        rounded=rounded,
    )


def _repeats(count: int, depth: Fraction) -> Message:
    scaled = count * depth
    return Message(
        "scale.repeats",
        count=str(count),
        depth=decimal(depth),
        scaled=decimal(scaled),
        rounded=round_repeats(scaled),
    )
