"""The pager: on a terminal only, for what is longer than the screen; who ends it early is done."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from contextlib import suppress
from fcntl import ioctl
from pathlib import Path
from struct import pack
from termios import TIOCSWINSZ

import pytest

from convcalc.cli.pager import wanted

LONG = ("audit", "vgg16", "--depth", "3")


def on_terminal(*words: str, **environment: str) -> tuple[str, int]:
    """What a terminal of 24 lines shows, and the exit code."""
    ours, theirs = pty.openpty()
    ioctl(theirs, TIOCSWINSZ, pack("HHHH", 24, 80, 0, 0))
    kept = {key: value for key, value in os.environ.items() if "PAGER" not in key}
    process = subprocess.Popen(
        [sys.executable, "-m", "convcalc", *words],
        stdin=theirs, stdout=theirs, stderr=theirs, close_fds=True,
        env={**kept, "TERM": "xterm", "NO_COLOR": "1", "LC_ALL": "C.UTF-8", **environment},
    )  # fmt: skip
    os.close(theirs)
    read = b""
    with suppress(OSError):  # the other end is closed
        while part := os.read(ours, 65536):
            read += part
    os.close(ours)
    return read.decode().replace("\r\n", "\n"), process.wait()


@pytest.fixture
def shout(tmp_path: Path) -> str:
    """A pager that shows what came through it."""
    script = tmp_path / "shout"
    script.write_text("#!/bin/sh\necho PAGED; cat\n", "utf-8")
    script.chmod(0o700)
    return str(script)


def test_a_long_answer_goes_through_the_pager(shout: str) -> None:
    shown, code = on_terminal(*LONG, PAGER=shout)
    assert (shown.count("PAGED"), code) == (1, 0)
    assert "linear2" in shown
    shown, _ = on_terminal(*LONG, PAGER="cat", CONVCALC_PAGER=shout)
    assert "PAGED" in shown


def test_there_is_none_where_none_is_wanted(shout: str) -> None:
    for words, more in (
        ((*LONG, "--no-pager"), {}),
        (LONG, {"NO_PAGER": "1"}),
        (LONG, {"CONVCALC_PAGER": ""}),
        (("conv", "11", "-k", "3"), {}),
    ):
        shown, code = on_terminal(*words, **{"PAGER": shout, **more})
        assert ("PAGED" in shown, code) == (False, 0)
    assert "linear2" in on_terminal(*LONG, PAGER="no-such-pager")[0]


def test_whoever_ends_the_pager_early_is_done() -> None:
    shown, code = on_terminal(*LONG, "--max-params", "1", PAGER="head -n 2")
    assert code == 1
    assert "Traceback" not in shown
    assert "linear2" not in shown


def test_what_the_variables_say(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PAGER", "CONVCALC_PAGER", "NO_PAGER", "TERM"):
        monkeypatch.delenv(name, raising=False)
    assert wanted() == ["less"]
    monkeypatch.setenv("PAGER", "less -R '")
    assert wanted() == []
    monkeypatch.setenv("PAGER", "most -s")
    assert wanted() == ["most", "-s"]
    monkeypatch.setenv("TERM", "dumb")
    assert wanted() == []


def test_missed_limits_are_on_the_first_screen(shout: str) -> None:
    long = ("audit", "mobilenet_v2", "--depth", "2", "--max-params", "3M")
    shown = on_terminal(*long, PAGER=shout)[0].splitlines()
    assert "✗ over by 504,872" in shown[3]
    assert sum("✗" in line for line in shown) == 2
    more = ("--max-macs", "1M", "--max-layers", "3", "--min-rf", "9000", "--max-flops", "1M")
    shown = on_terminal(*long, *more, PAGER="head -n 7")[0].splitlines()
    assert [line.count("✗") for line in shown[2:5]] == [1, 1, 1]
    assert "2 more" in shown[5]
    short = on_terminal("audit", "3x8x8: conv3@4", "--max-params", "1", PAGER=shout)[0]
    assert short.count("✗") == 1


@pytest.mark.parametrize("words", ["audit --help", "--help", ""])
def test_help_is_paged_as_answers_are(words: str, shout: str) -> None:
    shown, code = on_terminal(*words.split(), PAGER=shout)
    assert (shown.count("PAGED"), code) == (1, 0 if words else 2)
    assert shown.rstrip().splitlines()[-1].strip()
    assert "PAGED" not in on_terminal(*words.split(), PAGER=shout, NO_PAGER="1")[0]
    if words:
        assert "PAGED" not in on_terminal(*words.split(), "--no-pager", PAGER=shout)[0]


def test_the_cheat_sheet_is_not_paged(shout: str) -> None:
    assert "PAGED" not in on_terminal("cheatsheet", PAGER=shout)[0]
