"""Settings of all tests: a slow machine is no failure (speed is measured in `benchmarks/`).

Each run of a developer tries other examples. Where the variable CI is set, as `.ci/run` does, they
are the same every time, so that a change is judged by what it changes; not with hypothesis 6.100,
which then finds examples "flaky" that are none.

What is collected stays to the end: to look through it again and again for garbage is a tenth of
the suite's time.
"""

from __future__ import annotations

import gc
import os

from hypothesis import HealthCheck, __version_info__, settings

settings.register_profile(
    "convcalc",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    print_blob=True,
    derandomize=bool(os.environ.get("CI")) and __version_info__ >= (6, 110),
)
settings.load_profile("convcalc")
gc.disable()


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    gc.enable()
