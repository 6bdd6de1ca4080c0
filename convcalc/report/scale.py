"""What `scale` says: multipliers of width and resolution, and compound scaling."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from convcalc.network.totals import group_by
from convcalc.report.document import (
    Approximate,
    Count,
    Document,
    Node,
    Note,
    StepLine,
    Steps,
    Table,
)
from convcalc.report.fields import Field, line, record, records, table, word
from convcalc.report.misfit import finding_data, misfit_notes
from convcalc.report.network_values import ratio
from convcalc.report.scaled import Scaled, decimal
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


class _Row(NamedTuple):
    """A network in a table: its name there, the one that it is compared to, the one before it."""

    of: Scaled
    base: Scaled
    name: Any = ""
    before: Scaled | None = None


def _rule(row: _Row) -> Approximate:
    """What width² x resolution² predicts of the MACs."""
    rule = row.of.width**2 * Fraction(row.of.resolution, row.base.resolution) ** 2
    return Approximate(rule, 4, False)


def _growth(row: _Row) -> Any:
    """The MACs over those of the row before."""
    return "" if row.before is None else ratio(row.of.macs, row.before.macs)


FIELDS = (
    word("name", lambda row: row.of.name, "report.name"),
    Field("width", lambda row: Approximate(row.of.width, 4, False), "scale.column.width"),
    Field("depth", lambda row: Approximate(row.of.depth, 4, False), "scale.column.depth"),
    Field("resolution", lambda row: row.of.resolution, "scale.column.resolution"),
    Field("params", lambda row: row.of.params, "audit.column.params"),
    Field("macs", lambda row: row.of.macs, "audit.column.macs"),
    Field("ratio", lambda row: ratio(row.of.macs, row.base.macs), "scale.column.ratio"),
)
"""What is said of a network."""
RULE = Field("rule", _rule, "scale.column.rule")
GROWING = {
    "phi": Field("phi", lambda row: row.name, "scale.column.phi"),
    **{field.key: field for field in FIELDS},
    "params": Field("params", lambda row: Count(row.of.params), "audits.column.params"),
    "macs": Field("macs", lambda row: Count(row.of.macs), "audit.column.macs"),
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
    told = finding_data(found)
    data = {"network": base.name, "scaled": records(FIELDS, rows), "findings": told}
    answer = [one.macs for one in scaled]
    return Document("scale", Message("scale.title", name=base.name), data, answer, nodes)


BY_TYPE = (
    word("type", lambda row: row[0], "audit.column.type"),
    Field("before", lambda row: neat(row[1]), "diff.column.before"),
    Field("after", lambda row: neat(row[2]), "diff.column.after"),
    Field("ratio", lambda row: ratio(row[2], row[1]), "scale.column.ratio"),
)


def _by_type(base: Scaled, scaled: Scaled) -> Table:
    """Which layers shrink by the width, and which by its square."""
    before = {group.key: group.totals.macs for group in group_by(base.measures.network, "type")}
    rows = [
        (group.key, before.get(group.key), group.totals.macs)
        for group in group_by(scaled.measures.network, "type")
        if isinstance(group.totals.macs, int) and group.totals.macs
    ]
    return table(BY_TYPE, rows, "scale.by_type", aside=True)


def compound_document(released: Sequence[Scaled], powers: Sequence[Scaled]) -> Document:
    """EfficientNet's networks by the powers of the paper's bases, and as they were released."""
    growth = compound_growth(ALPHA, BETA, GAMMA)
    keys = ("depth", "width", "resolution", "params", "macs", "growth")
    fields, base = tuple(GROWING.values()), released[0]
    by_powers, as_released = (_series(series, base) for series in (powers, released))
    nodes: list[Node] = [
        _check(growth),
        table(fields, by_powers, "scale.by_powers", ("phi", *keys)),
        table(fields, as_released, "scale.released", ("name", *keys)),
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
    alpha, beta, gamma, product = map(decimal, (ALPHA, BETA**2, GAMMA**2, growth))
    words = Message("scale.product", alpha=alpha, beta=beta, gamma=gamma, growth=product)
    lines = (
        line("steps.given", given),
        line("scale.step.growth", words),
        line("steps.answer", Message("scale.growth", growth=product)),
    )
    return Steps(Message("scale.check_title"), lines)


def rounding_document(base: Scaled, one: Scaled, phi: Fraction | None) -> Document:
    """EfficientNet at one setting: the coefficients, every rounding, and what comes out."""
    channels = {stage: _filters(count, one.width) for stage, count in CHANNELS.items()}
    repeats = {stage: _repeats(count, one.depth) for stage, count in REPEATS.items()}
    same = (one.width, one.depth, one.resolution) == (base.width, base.depth, base.resolution)
    rows = [_Row(each, base) for each in ((one,) if same else (base, one))]
    keys = ("name", "resolution", "params", "macs", "ratio")
    data = {
        "network": one.name,
        "phi": phi,
        **record(FIELDS, rows[-1]),
        "channels": {stage: words.fields["rounded"] for stage, words in channels.items()},
        "repeats": {stage: words.fields["rounded"] for stage, words in repeats.items()},
    }
    nodes: list[Node] = [
        *([] if phi is None else [_powers(one, phi)]),
        *_multiplied("scale.filters_title", "width", one.width, channels),
        *_multiplied("scale.repeats_title", "depth", one.depth, repeats),
        table(FIELDS, rows, "scale.result", keys),
    ]
    return Document("scale", Message("scale.title", name=one.name), data, one.macs, nodes)


def _multiplied(code: str, name: str, factor: Fraction, words: Mapping[str, Message]) -> list[Node]:
    """What a multiplier makes of each stage; 1 makes nothing of any."""
    return [] if factor == 1 else [_of_stages(Message(code, **{name: decimal(factor)}), words)]


def _of_stages(title: Message, words: Mapping[str, Message]) -> Steps:
    lines = [
        StepLine(Message("scale.of_stage", stage=stage), words=told)
        for stage, told in words.items()
    ]
    return Steps(title, tuple(lines))


def _powers(one: Scaled, phi: Fraction) -> Steps:
    exponent = decimal(phi)
    words = [
        ("depth", ALPHA, decimal(one.depth)),
        ("width", BETA, decimal(one.width)),
        ("resolution", GAMMA, str(one.resolution)),
    ]
    lines = [
        line(f"scale.column.{name}",
             Message(f"scale.power_{name}", base=decimal(base), phi=exponent, value=value))
        for name, base, value in words
    ]  # fmt: skip
    return Steps(Message("scale.powers_title", phi=exponent), tuple(lines))


def _filters(count: int, width: Fraction) -> Message:
    """32 · 1.331 = 42.592 -> ⌊(42.592 + 4) / 8⌋ · 8 = 40, or one step of 8 more."""
    scaled = count * width
    rounded = make_divisible(scaled, DIVISOR)
    plain = max(DIVISOR, int((scaled + DIVISOR // 2) // DIVISOR) * DIVISOR)
    return Message(
        "scale.filters" if plain == rounded else "scale.filters_up",
        count=str(count), width=decimal(width), scaled=decimal(scaled),
        least=decimal(scaled * Fraction(9, 10)), plain=plain, rounded=rounded,
    )  # fmt: skip


def _repeats(count: int, depth: Fraction) -> Message:
    scaled = count * depth
    return Message(
        "scale.repeats", count=str(count), depth=decimal(depth), scaled=decimal(scaled),
        rounded=round_repeats(scaled),
    )  # fmt: skip
