"""What the Tab key offers: the names and values that exist, by the quick way as by Typer's."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from convcalc.cli import completion
from convcalc.cli.completion import BASH, COMPLETE, SHELLS, VALUES, complete, plainly
from convcalc.cli.group import COMMANDS, build

ROOT = Path(__file__).parents[2]
OFFERED = {
    "convcalc se": "separable",
    "convcalc ": "conv batch",
    "convcalc audit resnet15": "resnet152",
    "convcalc audit pyproj": "pyproject.toml",
    "convcalc audit LICEN": "",
    "convcalc audit tests/data/onnx/attn": "tests/data/onnx/attn-dynamo-23.onnx",
    "convcalc audit conv": "convcalc/",
    "convcalc conv 11 --dialect ": "torch keras",
    "convcalc conv 11 --of par": "params",
    "convcalc conv 11 --lang ": "en ja",
    "convcalc conv 11 --format c": "csv",
    "convcalc audit unet --by st": "stage",
    "convcalc audit unet --columns name,mac": "name,macs",
    "convcalc layer depthwise_s": "depthwise_separable",
    "convcalc layer zzz ": "",
    "convcalc value maxp": "maxpool",
    "convcalc check 7 co": "conv",
    "convcalc check 7 layer depthwise_s": "depthwise_separable",
    "convcalc solve inputs resnet15": "resnet152",
    "convcalc solve conv 11 -k K ": "",
    "convcalc compare dilat": "dilated",
    "convcalc convert unet ya": "yaml",
    "convcalc explain strid": "stride",
    "convcalc formulas conv-o": "conv-output",
    "convcalc quiz --topic size,dil": "size,dilation",
    "convcalc batch doc": "docs/",
    "convcalc --lang ": "en ja",
    "convcalc conv --ker": "--kernel",
    "convcalc check 7 tconv --output-p": "--output-padding",
}
"""Typed so far -> some of what is offered."""


def asked(monkeypatch: pytest.MonkeyPatch, line: str, shell: str = "bash") -> None:
    words = line.split()
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv(COMPLETE, f"complete_{shell}")
    monkeypatch.setenv(BASH, line)
    monkeypatch.setenv("COMP_CWORD", str(len(words) - (line[-1] != " ")))


def offered(capsys: pytest.CaptureFixture[str]) -> str:
    with suppress(SystemExit):  # Typer's way to end
        complete()
    return capsys.readouterr().out


@pytest.mark.parametrize("line", OFFERED)
def test_offers(
    line: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked(monkeypatch, line)
    quick = plainly()
    begun = "" if line[-1] == " " else line.split()[-1]
    assert (quick is None) == ("zzz" in line or begun[:1] == "-" or "convcalc -" in line)
    told = offered(capsys)
    assert set(OFFERED[line].split()) <= set(told.split())
    assert OFFERED[line] or not told.strip()
    if quick is not None:
        monkeypatch.setattr(completion, "plainly", lambda: None)
        assert offered(capsys) == told


def test_every_kind_of_value_is_known() -> None:
    used = {kind for name in COMMANDS for kind in build(name).arguments.values}
    used |= {option.values for name in COMMANDS for option in build(name).options}
    assert used - {""} <= set(VALUES)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_has_a_script(shell: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "convcalc"],
        env={**os.environ, COMPLETE: f"source_{shell}", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert COMPLETE in done.stdout


def in_bash(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A script run by bash, with `convcalc` on its path and this folder for a home."""
    program = folder / "convcalc"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m convcalc "$@"\n')
    program.chmod(0o755)
    path = os.pathsep.join([str(folder), os.environ["PATH"]])
    return subprocess.run(
        ["bash", "-c", script],
        env={**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "HOME": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_bash_completes(tmp_path: Path) -> None:
    """The script itself, run by the shell that it is for."""
    done = in_bash(
        f'eval "$({COMPLETE}=source_bash convcalc)"; COMP_WORDS=(convcalc audit resnet15); '
        'COMP_CWORD=2; _convcalc_completion convcalc; echo "${COMPREPLY[*]}"',
        tmp_path,
    )
    assert done.stdout.split() == ["resnet152", "resnet152_v1", "resnet152_v2"]


@pytest.mark.parametrize("asked", ["--completion", "autocomplete"])
def test_the_way_in(asked: str, tmp_path: Path) -> None:
    """Whoever asks for it by another name is told the command, and it does what is said."""
    told = in_bash(f"convcalc {asked}", tmp_path)
    command = "convcalc --install-completion"
    assert (told.returncode, command in told.stderr) == (2, True)
    assert in_bash(f"{command}; exit $?", tmp_path).returncode == 0
    assert "convcalc" in (tmp_path / ".bashrc").read_text()


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_of_any_shell(shell: str, tmp_path: Path) -> None:
    """Whichever shell asks: by the command, by the option, and as the hint says."""
    script = in_bash(f"convcalc completion {shell}", tmp_path).stdout
    assert f"complete_{shell}" in script
    in_bash(f"convcalc completion {shell} --output-file {tmp_path}/script", tmp_path)
    assert (tmp_path / "script").read_text() == script
    (tmp_path / "script").unlink()
    assert in_bash(f"convcalc --show-completion {shell}", tmp_path).stdout == script
    refused = in_bash(f"convcalc --install-completion {shell}", tmp_path)
    assert (refused.returncode, SHELLS[shell] in refused.stderr) == (2, True)
    if shell == "fish":
        (tmp_path / ".config/fish/completions").mkdir(parents=True)
    assert in_bash(SHELLS[shell], tmp_path).returncode == 0
    written = [path for path in tmp_path.rglob("*") if path.is_file() and path.name != "convcalc"]
    assert [path.read_text() for path in written] == [script]


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_complete(shell: str, tmp_path: Path) -> None:
    """The script itself, run by the shell that it is for, where there is one."""
    if shutil.which(shell) is None:
        pytest.skip(f"no {shell} here")
    asked = {
        "zsh": """zsh -fc 'compdef() { :; }; _arguments() { print -r -- "$@"; }
            eval "$(convcalc completion zsh)"
            words=(convcalc audit resnet15); CURRENT=3; _convcalc_completion'""",
        "fish": """fish --no-config -c 'convcalc completion fish | source
            complete -C "convcalc audit resnet15"'""",
    }[shell]
    done = in_bash(asked, tmp_path)
    assert {"resnet152", "resnet152_v1", "resnet152_v2"} <= set(re.findall(r"\w+", done.stdout))
