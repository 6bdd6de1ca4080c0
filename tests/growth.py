"""Work counted instead of timed, so that a loaded machine cannot decide a test."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import convcalc

PACKAGE = str(Path(convcalc.__file__).parent)


def work(task: Callable[[], object]) -> int:
    """The lines of the package that a task runs, loops included.

    Not those of finalizers that happen to run meanwhile: what earlier tests left behind is
    collected at any moment, and Python calls back for each object that something watched.
    """
    count = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        if not frame.f_code.co_filename.startswith(PACKAGE):
            return None
        if event == "line":
            count += 1
        return trace

    before, collecting = sys.gettrace(), gc.isenabled()
    gc.disable()
    sys.settrace(trace)
    try:
        task()
    finally:
        sys.settrace(before)
        if collecting:
            gc.enable()
    return count
