"""Settings of all tests: a slow machine is no failure (speed is measured in `benchmarks/`).

Each run of a developer tries other examples. Where the variable CI is set, as `.ci/run` does, they
are the same every time, so that a change is judged by what it changes.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "convcalc",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    print_blob=True,
    derandomize=bool(os.environ.get("CI")),
)
settings.load_profile("convcalc")
