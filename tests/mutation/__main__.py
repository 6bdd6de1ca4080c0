"""How many small faults in a room its own tests find: `python -m tests.mutation formulas`.

All faults of the room are listed, a sample is drawn with a seed, and each is tried in a fork of a
process that has collected the tests: the code of the functions is exchanged there, and the tests
that call it run, the quick ones first, until one fails. A fault outside of functions, or in one
that importing and collecting call, is tried by importing the room anew. Nothing is written.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import random
import resource
import sys
import time
from collections.abc import Callable
from functools import lru_cache, partial
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings

from tests.mutation.faults import Fault, exchanged, faults

PACKAGE = str(Path(__file__).resolve().parents[2] / "convcalc")
OPTIONS = (
    "-x", "-p", "no:cacheprovider", "--hypothesis-profile=mutation",
    "-W", "ignore::pytest.PytestAssertRewriteWarning",
)  # fmt: skip
MEMORY = 4 << 30
SCREEN = os.dup(1)
"""Where it is told what was found; the output of the tests goes nowhere."""


def told(fault: Fault, end: str) -> None:
    place = f"{Path(fault.file).relative_to(Path(PACKAGE).parent)}:{fault.line}"
    os.write(SCREEN, f"{place}: {end}: {fault.tree()[1]}\n".encode())


def forked(task: Callable[[], Any], seconds: float) -> Any:
    """What a task says that runs in a fork, for so many seconds of its processor at most."""
    out, into = os.pipe()
    child = os.fork()
    if not child:
        try:
            resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 5))
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            nowhere = os.open(os.devnull, os.O_RDWR)
            for stream in (0, 1, 2):
                os.dup2(nowhere, stream)
            with os.fdopen(into, "w") as answer:
                json.dump(task(), answer)
        finally:
            os._exit(0)
    os.close(into)
    with os.fdopen(out) as answer:
        said = answer.read()
    os.waitpid(child, 0)
    return json.loads(said) if said else None


class Room:
    """A plugin of pytest: instead of running the tests it tries faults of functions."""

    def __init__(self, sample: list[Fault]) -> None:
        self.sample, self.seconds = sample, 0.0
        self.killed: list[int] = []
        self.alive: list[int] = []
        self.codes: dict[int, CodeType] = {}
        sys.settrace(self.see)

    def see(self, frame: FrameType, *_: object) -> None:
        self.codes[id(frame.f_code)] = frame.f_code

    def called(self) -> list[str]:
        """The functions of the package called since this was asked last."""
        codes, self.codes = self.codes.values(), {}
        return [mark(code) for code in codes if code.co_filename.startswith(PACKAGE)]

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        early = set(self.called())
        sys.settrace(None)
        gc.unfreeze()
        known = gc.get_objects()
        self.caches = [each for each in known if type(each) is type(lru_cache(len))]
        self.functions = [each for each in known if isinstance(each, FunctionType)]
        gc.freeze()
        ran = forked(lambda: self.alone(session), 3600)
        assert ran is not None, "the tests fail without a fault"
        self.seconds = sum(spent for spent, _ in ran)
        for place, fault in enumerate(self.sample):
            codes = exchanged(fault) if fault.inside else {}
            marks = {mark(code) for code in codes}
            chosen = [n for n, (_, called) in enumerate(ran) if not marks.isdisjoint(called)]
            chosen.sort(key=lambda n: ran[n][0])
            limit = 5 + 4 * sum(ran[n][0] for n in chosen)
            items = [session.items[n] for n in chosen]
            if codes and forked(partial(self.passed, session, items, codes), limit) is None:
                self.killed.append(place)
            elif codes and early.isdisjoint(marks):
                self.alive.append(place)
                told(fault, "survived" if items else "not run")
        return True

    def alone(self, session: pytest.Session) -> list[tuple[float, list[str]]]:
        """How long each test takes and what it calls where nothing is remembered from others."""
        found = []
        for item in session.items:
            for cache in self.caches:
                cache.cache_clear()
            sys.settrace(self.see)
            began = time.process_time()
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
            found.append((time.process_time() - began, self.called()))
            sys.settrace(None)
        assert not session.testsfailed
        return found

    def passed(self, session: pytest.Session, items: list[Any], codes: dict[Any, Any]) -> bool:
        """Whether all tests pass with other code; those that remember begin anew."""
        for function in self.functions:
            new = codes.get(function.__code__)
            if new is not None and len(new.co_freevars) == len(function.__closure__ or ()):
                function.__code__ = new
        for cache in self.caches:
            cache.cache_clear()
        for item, after in zip(items, [*items[1:], None], strict=True):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
            assert not session.testsfailed
        return True


def mark(code: CodeType) -> str:
    return f"{code.co_filename}:{code.co_firstlineno}"


def anew(tests: list[str], fault: Fault) -> bool:
    """Whether the room's tests pass where the module is imported with the fault."""
    as_written = SourceFileLoader.get_code

    def get_code(loader: SourceFileLoader, name: str) -> Any:
        if loader.path != fault.file:
            return as_written(loader, name)
        return compile(fault.tree()[0], fault.file, "exec")

    SourceFileLoader.get_code = get_code  # type: ignore[method-assign]
    assert pytest.main([*OPTIONS, *tests]) == 0
    return True


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("room", help="a folder of convcalc/, tested by tests/ROOM")
    asked.add_argument("--sample", type=int, default=400)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--only", default="", help="faults whose file:line contains this")
    given = asked.parse_args()
    settings.register_profile(
        "mutation",
        deadline=None,
        max_examples=25,
        derandomize=True,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    tests = [f"tests/{given.room}"]
    every = [
        each for path in sorted(Path(PACKAGE, given.room).rglob("*.py")) for each in faults(path)
    ]
    every = [each for each in every if given.only in f"{each.file}:{each.line}:"]
    sample = random.Random(given.seed).sample(every, min(given.sample, len(every)))

    def collected() -> tuple[list[int], list[int], float]:
        room = Room(sample)
        pytest.main([*OPTIONS, *tests], plugins=[room])
        return room.killed, room.alive, room.seconds

    killed, alive, seconds = forked(collected, 36_000)
    for place in sorted(set(range(len(sample))).difference(killed, alive)):
        if forked(partial(anew, tests, sample[place]), 30 + 4 * seconds) is None:
            killed.append(place)
        else:
            told(sample[place], "survived")
    said = f"{len(killed)} of {len(sample)} faults found, drawn from {len(every)}"
    os.write(SCREEN, f"{given.room}: {said}\n".encode())


if __name__ == "__main__":
    main()
