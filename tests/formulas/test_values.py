"""A number worked out by hand for formulas that are elsewhere tried within whole layers only."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from convcalc.formulas import cost, field, norm, operations, resample, scaling, sequence, size
from convcalc.formulas.saving import channels_for_saving

MAP = (5, 4)

VALUES: list[tuple[Callable[..., Any], tuple[Any, ...], Any]] = [
    (sequence.recurrent_weights, (4, 3, 5, 2), 2 * 4 * 5 * 8),
    (sequence.recurrent_biases, (4, 5, 2, 2), 80),
    (sequence.recurrent_macs, (4, 3, 5, 2, 7), 7 * 320),
    (sequence.attention_weights, (12, 10, 8, 4), 2 * 96 + 2 * 40),
    (sequence.attention_macs, (12, 10, 8, 4, 6, 5), 1152 + 400 + 480),
    (sequence.pyramid_features, (256, (4, 2, 1), 2), 256 * 21),
    (channels_for_saving, (9, 1, 8), 72),
    (channels_for_saving, (9, 2, 4), 72),
    (channels_for_saving, (25, 1, 8), 12),  # 200 / 17
    (channels_for_saving, (9, 1, Fraction(1, 2)), 1),
    (channels_for_saving, (9, 1, 9), None),
    (channels_for_saving, (9, 1, 10), None),
    (field.field_growth, (7, 5, 4), 23),
    (field.field_jump, (4, 3), 12),
    (norm.per_channel, (7,), 7),
    (norm.norm_params, (7,), 14),
    (norm.running_statistics, (7,), 14),
    (norm.batch_norm_values, (8, MAP), 160),
    (norm.layer_norm_channel_statistics, (8, MAP), 160),
    (norm.layer_norm_values, (3, MAP), 60),
    (norm.instance_norm_statistics, (8, 3), 24),
    (norm.instance_norm_values, (MAP,), 20),
    (norm.group_norm_statistics, (8, 4), 32),
    (norm.group_norm_values, (12, 4, MAP), 60),
    (norm.normalise_additions, (100, 4), 296),
    (norm.normalise_multiplications, (100,), 200),
    (norm.normalise_divisions, (4,), 12),
    (operations.elementwise, (3, MAP, 2), 120),
    (operations.pool_joins, (3, (2, 3), MAP), 5 * 60),
    (operations.taken_together, (3, 50, MAP), 90),
    (operations.merging, (3, MAP, 3), 120),
    (operations.channel_pairs, (3, MAP), 40),
    (cost.grouped_ratio, (4,), Fraction(1, 4)),
    (cost.spatial_separable_weights, ((3, 5), 4, 6, 8), 72 + 240),
    (cost.spatial_separable_macs, ((3, 5), 4, 6, 8, (10, 9), (8, 5)), 72 * 72 + 240 * 40),
    (cost.spatial_separable_ratio, (5,), Fraction(2, 5)),
    (size.same_padding_total, (10, 3, 2, 1), 1),
    (size.same_padding_total, (9, 1, 3, 1), 0),
    (size.same_padding_total, (7, 3, 1, 2), 4),
    (size.pad_output, (5, 2, 3), 10),
    (size.crop_output, (5, 2, 1), 2),
    (resample.nearest_source, (1, 5, 2), 2),
    (resample.nearest_exact_source, (1, 5, 2), 3),
    (resample.half_pixel_source, (3, 4, 8), Fraction(5, 4)),
    (scaling.round_repeats, (Fraction(11, 5),), 3),
    (scaling.round_repeats, (Fraction(2),), 2),
    (scaling.compound_growth, (2, 3, 5), 2 * 9 * 25),
    (scaling.make_divisible, (35, 8), 32),  # no less than nine tenths: 32 >= 31.5
    (scaling.make_divisible, (36, 8), 40),  # halves up
    (scaling.make_divisible, (19, 8), 24),  # 16 would be less than nine tenths of 19
    (scaling.make_divisible, (Fraction(160, 9), 8), 16),  # nine tenths exactly
    (scaling.make_divisible, (3, 8), 8),  # never below the divisor
    (scaling.make_divisible, (3, 8, 16), 16),
    (scaling.make_divisible, (33, 8, 16), 32),
]


@pytest.mark.parametrize(("formula", "arguments", "expected"), VALUES)
def test_a_formula_gives(
    formula: Callable[..., Any], arguments: tuple[Any, ...], expected: Any
) -> None:
    assert formula(*arguments) == expected


def test_the_bases_of_compound_scaling() -> None:
    bases = (scaling.ALPHA, scaling.BETA, scaling.GAMMA)
    assert bases == (Fraction("1.2"), Fraction("1.1"), Fraction("1.15"))
