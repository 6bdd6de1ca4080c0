"""What `scale` says: multipliers of width and resolution, and compound scaling."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import partial
from typing import Any, NamedTuple

from convcalc.algebra.decimals import cut
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
from convcalc.report.fields import Field, record, records, table, word
from convcalc.report.misfit import finding_data, misfit_notes
from convcalc.report.values import neat

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

    @property
    def params(self) -> Any:
        """Learnable parameters."""
        return neat(self.measures.totals.params)

    @property
    def macs(self) -> Any:
        """Multiply-accumulates."""
        return neat(self.measures.totals.macs)


decimal = partial(cut, places=6, kept=6)
"""A multiplier: in full if it ends within six places, else cut."""


class _Row(NamedTuple):
    """A network in a table: its name there, the one that it is compared to, the one before it."""

    of: Scaled
    base: Scaled
    name: Any = ""
    before: Scaled | None = None


def _ratio(value: Any, base: Any) -> Any:
    if not isinstance(value, int) or not isinstance(base, int) or not base:
        return None
    return Approximate(Fraction(value, base), 4, False)


def _rule(row: _Row) -> Approximate:
    """What width² x resolution² predicts of the MACs."""
    rule = row.of.width**2 * Fraction(row.of.resolution, row.base.resolution) ** 2
    return Approximate(rule, 4, False)


def _growth(row: _Row) -> Any:
    """The MACs over those of the row before."""
    return "" if row.before is None else _ratio(row.of.macs, row.before.macs)


FIELDS = (
    word("name", lambda row: row.of.name, "report.name"),
    Field("width", lambda row: Approximate(row.of.width, 4, False), "scale.column.width"),
    Field("depth", lambda row: Approximate(row.of.depth, 4, False), "scale.column.depth"),
    Field("resolution", lambda row: row.of.resolution, "scale.column.resolution"),
    Field("params", lambda row: row.of.params, "audit.column.params"),
    Field("macs", lambda row: row.of.macs, "audit.column.macs"),
    Field("ratio", lambda row: _ratio(row.of.macs, row.base.macs), "scale.column.ratio"),
)
"""What is said of a network."""
RULE = Field("rule", _rule, "scale.column.rule")
GROWING = {
    "phi": Field("phi", lambda row: row.name, "scale.column.phi"),
    **{field.key: field for field in FIELDS},
    "params": Field("params", lambda row: Count(row.of.params), "audits.column.params"),
    "macs": Field("macs", lambda row: Count(row.of.macs), "audits.column.macs"),
    "growth": Field("growth", _growth, "scale.column.growth"),
}
"""The same of a network in a series: large numbers in short."""


def multiplier_document(base: Scaled, scaled: Sequence[Scaled]) -> Document:
    """One network at several widths and resolutions, beside the rule width² x resolution²."""
    rows = [_Row(one, base) for one in scaled]
    keys = ("width", "resolution", "params", "macs", "ratio", "rule")
    nodes: list[Node] = [table((*FIELDS, RULE), rows, keys=keys)]
    if len(scaled) == 1:
        nodes.append(_by_type(base, scaled[0]))
    nodes.append(Note(Message("scale.width_rule")))
    found = misfit_notes((one.resolution, one.measures.network.misfit) for one in scaled)
    nodes += found
    data = {
        "network": base.name,
        "scaled": records(FIELDS, rows),
        "findings": finding_data(found),
    }
    answer = [one.macs for one in scaled]
    return Document("scale", Message("scale.title", name=base.name), data, answer, nodes)


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
    growth = compound_growth(ALPHA, BETA, GAMMA)
    keys = ("depth", "width", "resolution", "params", "macs", "growth")
    fields, base = tuple(GROWING.values()), released[0]
    by_powers, as_released = (_series(series, base) for series in (powers, released))
    nodes: list[Node] = [
        _check(growth),
        table(fields, by_powers, Message("scale.by_powers"), ("phi", *keys)),
        table(fields, as_released, Message("scale.released"), ("name", *keys)),
        Note(Message("scale.not_powers"), "warning"),
    ]
    data = {
        "alpha": ALPHA,
        "beta": BETA,
        "gamma": GAMMA,
        "growth": growth,
        "powers": records((GROWING["phi"], *FIELDS), by_powers),
        "released": records(FIELDS, as_released),
    }
    return Document("scale", Message("scale.compound_title"), data, growth, nodes)


def _series(networks: Sequence[Scaled], base: Scaled) -> list[_Row]:
    """A row each, numbered."""
    before = [None, *networks]
    return [_Row(one, base, phi, before[phi]) for phi, one in enumerate(networks)]


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


def rounding_document(base: Scaled, one: Scaled, phi: Fraction | None) -> Document:
    """EfficientNet at one setting: the coefficients, every rounding, and what comes out."""
    steps: list[Node] = []
    if phi is not None:
        steps.append(_powers(one, phi))
    channels = {stage: _filters(count, one.width) for stage, count in CHANNELS.items()}
    repeats = {stage: _repeats(count, one.depth) for stage, count in REPEATS.items()}
    for title, by_stage in (
        (Message("scale.filters_title", width=decimal(one.width)), channels),
        (Message("scale.repeats_title", depth=decimal(one.depth)), repeats),
    ):
        lines = [
            StepLine(Message("scale.of_stage", stage=stage), words=words)
            for stage, words in by_stage.items()
        ]
        steps.append(Steps(title, tuple(lines)))
    rows = [_Row(each, base) for each in (base, one)]
    keys = ("name", "resolution", "params", "macs", "ratio")
    result = table(FIELDS, rows, Message("scale.result"), keys)
    data = {
        "network": one.name,
        "phi": phi,
        **record(FIELDS, rows[1]),
        "channels": {k: make_divisible(v * one.width, DIVISOR) for k, v in CHANNELS.items()},
        "repeats": {k: round_repeats(v * one.depth) for k, v in REPEATS.items()},
    }
    title = Message("scale.title", name=one.name)
    return Document("scale", title, data, one.macs, [*steps, result])


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
