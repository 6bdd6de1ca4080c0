"""Settings of all tests: a slow machine is no failure (speed is measured in `benchmarks/`)."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile(
    "convcalc", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("convcalc")
