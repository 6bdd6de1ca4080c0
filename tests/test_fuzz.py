"""Random command lines and random input: never a crash, a hang or an exit code of our own making.

A short run belongs to every test run; `pytest -m fuzz tests/test_fuzz.py` is the long one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from convcalc.cli.group import ALIASES, COMMANDS
from convcalc.layers.index import ALIASES as TYPE_ALIASES
from convcalc.layers.index import FOREIGN, TYPES
from tests.cli.conftest import Result, run
from tests.fuzz_lines import line

QUICK, LONG = 150, 20_000
SECONDS = 2
CHECKS = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
short = settings(max_examples=QUICK, deadline=SECONDS * 1000, suppress_health_check=CHECKS)
long = settings(max_examples=LONG, deadline=SECONDS * 1000, suppress_health_check=CHECKS)

KINDS = (*TYPES, *TYPE_ALIASES, *FOREIGN)
VALUES = (
    "0", "1", "2", "3", "7", "11", "-1", "1x2", "3x5", "3x3x3", "1:2", "1:2x0:1", "same", "valid",
    "full", "causal", "same-lower", "H", "HxW", "HxW@C", "56x56@64", "@512", "2*H", "H//2", "1/2",
    "1.5", "9**9**9", "10**39", "1..3", "２２４", "−3", "K²", "max(H, 3)", "floor(H/2)", "((((",
    "", " ", "-", "--", "=", "kernel=3", "out=H", "x", "1e400", "nan", "inf", "true", "[1, 2]",
    "0x10", "224,224", "3@", "@", "H H", "é", "\u202e", "\ud800", "a" * 50, "9" * 50, "1+" * 40,
)  # fmt: skip
OPTIONS = (
    "-k", "-s", "-p", "-d", "-g", "-i", "-o", "-a", "-q", "--kernel", "--stride", "--padding",
    "--dilation", "--rate", "--groups", "--in", "--out", "--bias", "--no-bias", "--dims",
    "--dialect", "--output-padding", "--output-size", "--ceil", "--type", "--steps", "--letters",
    "--of", "--format", "--json", "--lang", "--ascii", "--no-header", "--exit-zero", "--scale",
    "--mode", "--saving", "--multiplier", "--reduction", "--shape", "--amount", "--factor",
)  # fmt: skip
CHOICES = (
    "1", "2", "3", "torch", "keras", "onnx", "tf", "caffe", "max", "avg", "lp", "dv", "exam",
    "size", "params", "macs", "flops", "rf", "jump", "memory", "ratio", "table", "plain", "json",
    "csv", "markdown", "latex", "en", "ja", "conv-output", "stride", "size.kernel_exceeds_input",
)  # fmt: skip

words = st.one_of(
    st.sampled_from(VALUES),
    st.sampled_from(OPTIONS),
    st.sampled_from(CHOICES),
    st.text(max_size=12).filter(lambda text: "output" not in text and "\0" not in text),
)
layer_lines = st.tuples(
    st.sampled_from(("conv", "tconv", "pool", "separable", "kernel")),
    st.sampled_from(VALUES),
    st.just("-k"),
    st.sampled_from(VALUES),
    st.lists(words, max_size=6),
).map(lambda parts: [*parts[:4], *parts[4]])
type_lines = st.tuples(
    st.sampled_from(KINDS), st.sampled_from(VALUES), st.lists(words, max_size=6)
).map(lambda parts: ["layer", parts[0], parts[1], *parts[2]])
any_lines = st.tuples(
    st.lists(words, max_size=2),
    st.sampled_from((*COMMANDS, *ALIASES)),
    st.lists(words, max_size=6),
).map(lambda parts: [*parts[0], parts[1], *parts[2]])
command_lines = st.one_of(layer_lines, type_lines, any_lines, st.lists(words, max_size=5))

scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 300),
    st.integers(),
    st.floats(),
    st.sampled_from(VALUES).filter(lambda text: "\ud800" not in text),
)
jsons = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=6,
)
keys = st.sampled_from(
    (
        "layer", "size", "in", "out", "kernel", "stride", "padding", "dilation", "groups", "bias",
        "dialect", "dims", "id", "inputs", "output_size", "output_padding", "scale", "mode",
        "factor", "amount", "shape", "ceil", "multiplier", "reduction", "over", "norm", "p",
        "align_corners", "kernel_size", "in_channels", "auto_pad", "pads",
    )
)  # fmt: skip
cases = st.dictionaries(keys, jsons, max_size=8).flatmap(
    lambda case: st.one_of(st.sampled_from(KINDS), jsons).map(lambda kind: {"layer": kind, **case})
)
near_cases = st.fixed_dictionaries(
    {"layer": st.sampled_from(KINDS), "size": st.one_of(st.integers(1, 9), jsons), "in": scalars},
    optional={
        "kernel": st.one_of(st.integers(1, 4), jsons), "stride": scalars, "padding": jsons,
        "dilation": scalars, "groups": st.integers(-1, 9), "out": scalars,
        "dialect": st.sampled_from(CHOICES), "output_size": jsons, "scale": scalars,
    },
)  # fmt: skip
case_lines = st.one_of(cases, near_cases, jsons).map(lambda value: json.dumps(value).encode())
inputs = st.lists(st.one_of(case_lines, st.binary(max_size=60)), max_size=8).map(b"\n".join)


@contextmanager
def sound(line: list[str]) -> Iterator[list[Result]]:
    """Whatever is appended is a good ending of `line`: a code of ours, and no crash."""
    results: list[Result] = []
    yield results
    for result in results:
        assert result.code in (0, 1, 2), line
        assert "Traceback" not in result.err, line
        assert "internal.crash" not in result.out + result.err, (line, result)
        assert "CONVCALC_DEBUG" not in result.err, (line, result)
        assert bool(result.err) == (result.code == 2), (line, result)


def check_line(line: list[str]) -> None:
    with sound(line) as results:
        results.append(run(*line, "--lang", "en"))
        results.append(run("--json", *line))


def check_input(stdin: bytes) -> None:
    with sound(["batch"]) as results:
        results.append(run("batch", stdin=stdin))
    answers = results[0].out.splitlines()
    asked = stdin.split(b"\n")
    assert len(answers) == len(asked) - (not asked[-1])
    for answer in answers:
        assert isinstance(json.loads(answer), dict)
    assert results[0].code == int(any("error" in json.loads(answer) for answer in answers))


@short
@given(command_lines)
def test_command_lines(line: list[str]) -> None:
    check_line(line)


@short
@given(inputs)
def test_batch_input(stdin: bytes) -> None:
    check_input(stdin)


@pytest.mark.fuzz
@long
@given(command_lines)
def test_many_command_lines(line: list[str]) -> None:
    check_line(line)


@pytest.mark.fuzz
@long
@given(inputs)
def test_many_batch_inputs(stdin: bytes) -> None:
    check_input(stdin)


def check_nearly_right(seed: int) -> None:
    """A line of `fuzz_lines` ends soundly, and never with a size below 1 for an answer."""
    words = line(seed)
    result = run(*words)
    assert result.code in (0, 1, 2), words
    assert "itself failed" not in result.out + result.err, (words, result)
    if words[0] in ("conv", "tconv", "pool", "layer") and "--json" in words and result.code == 0:
        sizes = json.loads(result.out).get("size") or []
        assert all(n >= 1 for n in sizes if type(n) is int), words


@pytest.mark.parametrize("seed", range(QUICK))
def test_nearly_right_lines(seed: int) -> None:
    check_nearly_right(seed)


@pytest.mark.fuzz
def test_many_nearly_right_lines() -> None:
    for seed in range(QUICK, LONG):
        check_nearly_right(seed)
