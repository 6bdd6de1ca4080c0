"""Which rules there are, by group; each is imported only when rules are asked for."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module

from convcalc.rules.rule import Rule

GROUPS = {
    "sizes": (
        "unread_end", "window_on_padding", "skipped_positions", "only_padding", "same_by_input",
        "clipped_window", "one_input_only", "some_inputs_only", "uneven_adaptive",
        "single_value_norm",
    ),
    "fields": ("below_input", "nothing_new", "gridding", "misaligned"),
    "cost": (
        "bias_before_norm", "unaligned_channels", "narrow_groups", "dominant_layer", "large_kernel",
        "separable_instead", "memory_peak", "low_intensity",
    ),
    "artifacts": ("uneven_overlap", "empty_outputs"),
}  # fmt: skip
"""Group -> the modules of its rules, in the order of their codes."""


@lru_cache(maxsize=1)
def rules() -> dict[str, Rule]:
    """Every rule by its code."""
    found: dict[str, Rule] = {}
    for group, names in GROUPS.items():
        for name in names:
            rule: Rule = import_module(f"convcalc.rules.{group}.{name}").RULE
            found[rule.code] = rule
    return found


def group_of(code: str) -> str:
    """The group of a rule: the digit behind the letters says it."""
    return tuple(GROUPS)[int(code[2]) - 1]
