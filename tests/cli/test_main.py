"""The process as a whole: exit codes, pipes, interruption, what is imported."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from convcalc.cli import main as module
from tests.cli.conftest import Cli

ROOT = Path(__file__).parents[2]
RUN = [sys.executable, "-m", "convcalc"]
CASE = '{"layer": "conv", "size": 11, "kernel": 3}\n'


def interruptible() -> None:
    """Ctrl-C reaches the process even where the tests run in the background, which ignores it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def start(*words: str, **environment: str) -> subprocess.Popen[str]:
    """A process of its own."""
    return subprocess.Popen(
        [*RUN, *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        text=True,
        encoding="utf-8",
        preexec_fn=interruptible,
    )


@pytest.mark.parametrize(
    ("command", "stdin", "code"),
    [
        ("conv 11 -k 3 -q", b"", 0),
        ("batch", CASE.encode(), 0),
        ("batch", b"", 0),
        ("batch", b"{}\n", 1),
        ("batch", CASE.encode() + b"\xff\n", 1),
        ("conv 5 -k 7", b"", 2),
        ("conv 0 -k 1", b"", 2),
        ("conv 11 -k 0", b"", 2),
        ("conv 11 -k 3 -s -1", b"", 2),
        ("conv 11@64 -k 3 -o 64 -g 3", b"", 2),
        ("conv 9**9**9 -k 3", b"", 2),
        ('conv __import__("os") -k 3', b"", 2),
        ("conv 224x224x32 -k 3", b"", 2),
        ("conv 11@3 -i 4 -k 3", b"", 2),
        ("conv 11 -k 1..3", b"", 2),
        ("tconv 11 -k 3 -s 2 -a 2", b"", 2),
        ("pool 11 -k 3 -p 2", b"", 2),
        ("batch no/such/file", b"", 2),
    ],
)
def test_exit_codes(cli: Cli, command: str, stdin: bytes, code: int) -> None:
    result = cli(command, stdin=stdin)
    assert result.code == code, result
    assert bool(result.err) == (code == 2)
    assert "Traceback" not in result.err


def test_an_interruption(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "_run", interrupt)
    assert cli("conv 11 -k 3") == (130, "", "")


def test_an_interrupted_process() -> None:
    process = start("batch")
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(CASE)
    process.stdin.flush()
    assert "9" in process.stdout.readline(), "an answer must not wait for the end of the input"
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=10)
    assert (process.returncode, out, err) == (130, "", "")


def test_a_closed_pipe_is_silent(tmp_path: Path) -> None:
    cases = tmp_path / "cases.jsonl"
    cases.write_text(CASE * 20_000)
    process = start("batch", str(cases))
    assert process.stdout is not None
    process.stdout.readline()
    process.stdout.close()
    process.stdout = None
    assert process.communicate(timeout=10)[1] == ""
    assert process.returncode == 0


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("audit resnet50 --max-params 5M", 1),
        ("audit alexnet --max-params 5M --exit-zero", 0),
        ("check 5 conv 11 -k 3 -s 2 -p 2 --steps", 1),
        ("check 5 conv 11 -k 3 -s 2 -p 2 --output-file /dev/stdout", 1),
        ("diff alexnet vgg11 --exit-code", 1),
        ("batch {cases}", 1),
        ("conv 11 -k 3 --steps", 0),
        ("conv 5 -k 7", 2),
    ],
)
@pytest.mark.parametrize("closed", [("stdout",), ("stderr",), ("stdout", "stderr")])
def test_a_closed_pipe_changes_no_verdict(
    tmp_path: Path, line: str, code: int, closed: tuple[str, ...]
) -> None:
    cases = tmp_path / "cases.jsonl"
    cases.write_text("{}\n" + CASE * 20)
    reader, writer = os.pipe()
    os.close(reader)
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | dict.fromkeys(closed, writer)
    done = subprocess.run(
        [*RUN, *line.format(cases=cases).split()],
        **streams,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    os.close(writer)
    assert done.returncode == code
    assert "Broken pipe" not in (done.stderr or "")


@pytest.mark.parametrize(
    ("redirection", "code", "said"),
    [
        ("conv 11 -k 3 -q > /dev/full", 2, "the answer cannot be written"),
        ("conv 11 -k 3 -q >&-", 0, ""),
        ("conv 11 -k 3 -q --output-file /dev/full", 2, "/dev/full"),
        ("batch <&-", 0, ""),
        ("conf 2>&-", 2, ""),
        ("conf 2> /dev/full", 2, ""),
    ],
)
def test_streams_that_fail(redirection: str, code: int, said: str) -> None:
    done = subprocess.run(
        f"{sys.executable} -m convcalc {redirection}",
        shell=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


def test_an_ascii_process() -> None:
    process = start("conv", "H", "-k", "3", "-s", "2", "-q", PYTHONIOENCODING="ascii", LANG="ja_JP")
    assert process.communicate(timeout=10) == ("floor((H - 3)/2) + 1\n", "")


STANDARD = """
    __future__ _collections _functools _operator _types _warnings _weakref _weakrefset collections
    functools gc importlib importlib._bootstrap importlib._bootstrap_external itertools keyword math
    operator reprlib types warnings weakref
"""
OWN = """
    algebra algebra.expr algebra.presented algebra.trace annotations cli cli.arguments cli.command
    cli.group cli.nearest
    cli.language cli.line cli.main cli.one_layer cli.options cli.settings cli.show errors formulas
    formulas.cost formulas.size layers layers.base layers.conv layers.demands layers.dialects
    layers.dialects.common layers.dialects.torch layers.index layers.make layers.numbers
    layers.padding layers.python_spelling layers.quantities layers.read layers.sliding
    layers.tables layers.values layers.window record
    render render.bare report report.document report.layer report.shown report.values text
"""


def modules_of(line: str, folder: Path) -> tuple[str, set[str]]:
    """What a command line prints first, and the modules that it imports beyond those of `site`."""
    code = (
        "import os, sys\n"
        "bare = set(sys.modules)\n"
        "from convcalc.cli.main import main\n"
        f"main({line.split()!r})\n"
        "print(*sorted(set(sys.modules) - bare))\n"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=folder,  # without settings, which a parser of TOML would read
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    answer, modules = done.stdout.splitlines()
    return answer, set(modules.split())


def test_what_a_one_liner_imports(tmp_path: Path) -> None:
    """Each module here costs every call; before one joins the list, look for a lazy import."""
    answer, modules = modules_of("conv 11 -k 3 -s 2 -p 2 -q", tmp_path)
    own = {name for name in modules if name.partition(".")[0] == "convcalc"}
    assert answer == "7"
    assert own == {"convcalc", *(f"convcalc.{name}" for name in OWN.split())}
    assert modules - own <= set(STANDARD.split())


def test_what_an_audit_does_not_import(tmp_path: Path) -> None:
    answer, modules = modules_of("audit resnet18 -q", tmp_path)
    assert answer == "1814073344"
    assert modules.isdisjoint({"json", "rich", "sympy", "typer", "typing", "yaml"})


def test_completion_knows_the_commands() -> None:
    process = start(_CONVCALC_COMPLETE="complete_bash", COMP_WORDS="convcalc sep", COMP_CWORD="1")
    assert process.communicate(timeout=10)[0].split() == ["separable"]
