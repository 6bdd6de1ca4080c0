"""Numbers printed in papers and by other tools, against the zoo: reproduced, or told why not.

`tests/data/published.csv` has one number a row: `value` as printed, times `scale`; `network` and
`measure` say what it is compared with. A row with a `reason` is a number that does not hold, and is
shown not to; `within` is the relative error up to which a loosely rounded number is taken.
"""

from __future__ import annotations

import csv
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from tests.zoo.measures import measure

TABLE = Path(__file__).parents[1] / "data" / "published.csv"

with TABLE.open(newline="", encoding="utf-8") as file:
    ROWS = list(csv.DictReader(file))


def agrees(row: dict[str, str], actual: float) -> bool:
    """Whether rounding or cutting to the digits printed gives the number printed."""
    printed = Decimal(row["value"])
    exact = Decimal(actual) / Decimal(row["scale"])
    digit = Decimal(1).scaleb(int(printed.as_tuple().exponent))
    if printed in (exact.quantize(digit, rule) for rule in (ROUND_HALF_UP, ROUND_DOWN)):
        return True
    return bool(row["within"]) and abs(printed - exact) <= Decimal(row["within"]) * exact


@pytest.mark.parametrize(
    "row",
    [row for row in ROWS if row["measure"]],
    ids=lambda row: f"{row['model']}-{row['input']}-{row['quantity']}",
)
def test_a_published_number(row):
    actual = measure(row["network"], row["measure"])
    assert agrees(row, actual) is not bool(row["reason"]), f"{row['value']} against {actual}"


def test_a_number_that_nothing_is_compared_with_has_a_reason():
    for row in ROWS:
        assert row["measure"] or row["reason"], row


def test_most_numbers_are_reproduced():
    held = [row for row in ROWS if not row["reason"]]
    assert len(ROWS) > 250
    assert len(held) > 0.85 * len(ROWS)
