"""The lane for plainly well-formed command lines reads what Typer reads, and nothing else."""

from __future__ import annotations

import random
import shlex
from collections.abc import Iterator

import pytest

from convcalc.cli import line as module
from convcalc.cli.group import COMMANDS, build
from convcalc.cli.line import CommandLine, plain
from convcalc.cli.options import SHARED
from convcalc.cli.typed import typed
from convcalc.errors import ConvcalcError
from tests.cli.conftest import Result, run
from tests.docs.examples import PAGES, alone, examples
from tests.fuzz_lines import line

QUICK, LONG = 120, 100_000
FLAGS = tuple([flag for option in SHARED for flag in option.spellings()])
NOISE = (
    "--", "-", "", "=", "-k", "-k3", "-qk3", "--kernel=", "--kernel=3", "-q=1", "--quiet=yes",
    "--of", "--of=jump", "--bias", "--no-bias", "-3", "−3", "\udce9", "３", "conv", "zzz", "--zzz",
    "-z", "--help", "--version", "--set", "a=1", "--set=b=2", "--want", "--lang=ja", "--json", "-h",
    "K", "@f", "--ke",
)  # fmt: skip


def documented() -> Iterator[list[str]]:
    """Every command line of the pages and of the helps, once for each choice of options."""
    seen = set()
    for words in _documented():
        shape = words[0], *sorted(word for word in words if word[:1] == "-"), len(words)
        if shape not in seen:
            seen.add(shape)
            yield words


def _documented() -> Iterator[list[str]]:
    for page in PAGES:
        for example in examples(page):
            words = alone(example.command)
            if words is not None:
                yield words
    for name in COMMANDS:
        for written in build(name).examples:
            yield shlex.split(written)[1:]


def disturbed(seed: int) -> list[str]:
    """A nearly right line, often with a word too many, too few or twice."""
    d = random.Random(seed)
    words = line(seed)
    for _ in range(d.choice((0, 0, 0, 1, 1, 2))):
        at = d.randrange(len(words) + 1)
        change = d.choice(("add", "add", "flag", "drop", "twice", "first"))
        if change == "drop":
            words[at : at + 1] = []
        elif change == "twice":
            words[at:at] = words[at - 1 : at]
        else:
            words[0 if change == "first" else at : 0 if change == "first" else at] = [
                d.choice(FLAGS if change == "flag" else NOISE)
            ]
    return words


def told(read: CommandLine) -> tuple[object, ...]:
    command = read.command
    known = command and (command.name, [option.name for option in command.options])
    return known, read.arguments, read.given, dict(read.shared)


def check_reading(words: list[str]) -> bool:
    """Whether the lane reads the line; it then reads what Typer reads, or raises the same error."""
    try:
        lane = plain(list(words))
    except ConvcalcError as error:
        raised = str(error)
    else:
        if lane is not None:
            assert told(lane) == told(typed(list(words))), words
        return lane is not None
    with pytest.raises(ConvcalcError) as same:
        typed(list(words))
    assert str(same.value) == raised, words
    return True


def test_documented_lines_take_the_lane() -> None:
    lines = list(documented())
    assert len(lines) > 200
    slow = [words for words in lines if not check_reading(words)]
    assert len(slow) < 30, slow


def test_generated_lines() -> None:
    taken = [check_reading(disturbed(seed)) for seed in range(QUICK)]
    assert 0.3 < sum(taken) / QUICK < 0.95


@pytest.mark.parametrize("seed", range(0, QUICK, 4))
def test_answers_without_the_lane(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    check_answer(disturbed(seed), monkeypatch)


ODD = """
    conv 11 -k 3 -k 3 -q | -q -- conv 11 -k 3 | conv 11 -k | conv 11 --kernel= -q | conv -3 -k 1
    conv 11 -k3 -qs2 | conv 11 -k 3 -- -q | conv 11 -k -q 3 | conv 11 -k 3 --bias --no-bias
    zzz | --zzz conv | -q | --help | check -3 conv 11 -k 3 | check 7 --of jump conv 11 -k 3 -s 2
    check conv 11 | check 7 | check | layer | layer zzz 3 | layer -k 3 conv 11 | value | compare
    compare --of | layer --of | value --lang | solve --of | solve conv --of | -q compare --letters
    solve | solve zzz | solve conv | solve layer | compare zzz | batch -q | kernel 3 --of zzz
    --of=jump check 7 layer glu K@11 -q --of channels | --of jump conv 11 -k 3 --of=size
    value relu -q --of --of memory | check 7 convert --of a.yaml -q --of params
    --of jump --of size conv 11 -k 3 | conv 11 -k 3 --of=jump --of jump | --of jump -- conv 11
    conv 11 -k 3 --format zzz | conv 11 -k 3 --help --lang zzz | check 7 conv --help | -h layer conv
"""


@pytest.mark.parametrize("words", ODD.replace("\n", "|").split("|"))
def test_answers_of_odd_lines(words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    check_answer(words.split(), monkeypatch)


def answer(words: list[str]) -> Result:
    return run(*words) if len(words) > 1 else run(" ".join(words))


def check_answer(words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Both streams and the exit code are the same when Typer reads the line."""
    quick = answer(words)
    with monkeypatch.context() as patched:
        patched.setattr(module, "plain", lambda words: None)
        slow = answer(words)
    assert quick == slow, words


@pytest.mark.fuzz
def test_a_hundred_thousand_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    for seed in range(LONG):
        check_reading(disturbed(seed))
        if seed % 10 == 0:
            check_answer(disturbed(seed), monkeypatch)


@pytest.mark.parametrize("command", COMMANDS)
def test_answering_options_are_declared(command: str) -> None:
    """`--of` and its kin are refused where a command does not say that it honours them."""
    made = build(command)
    asked = ("steps", []), ("of", ["macs"]), ("letters", ["exam"]), ("quiet", []), ("draw", [])
    for option, value in asked:
        if option not in made.honours:
            first = {"value": "conv", "draw": "conv", "solve": "conv", "compare": "gap"}.get(
                command, "a"
            )
            result = run(command, first, f"--{option}", *value)
            assert (result.code, "[usage.unsuitable]" in result.err) == (2, True), option
