"""Files appear whole or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from convcalc.cli.output import destination
from convcalc.errors import InputError
from tests.cli.conftest import Cli


def test_a_new_file(tmp_path: Path) -> None:
    file = tmp_path / "out"
    with destination(str(file)) as stream:
        stream.write("7 × 7\n")
        assert not file.exists()
    assert file.read_text(encoding="utf-8") == "7 × 7\n"
    assert os.listdir(tmp_path) == ["out"]


def test_the_old_file_stays_when_something_fails(tmp_path: Path) -> None:
    file = tmp_path / "out"
    file.write_text("old")

    def fail() -> None:
        with destination(str(file)) as stream:
            stream.write("half")
            raise ValueError

    with pytest.raises(ValueError, match=r"^$"):
        fail()
    assert file.read_text() == "old"
    assert os.listdir(tmp_path) == ["out"]


def test_mode_and_links_are_kept(tmp_path: Path) -> None:
    file, link = tmp_path / "out", tmp_path / "link"
    file.write_text("old")
    file.chmod(0o640)
    link.symlink_to(file)
    with destination(str(link)) as stream:
        stream.write("new")
    assert link.is_symlink()
    assert file.read_text() == "new"
    assert file.stat().st_mode & 0o777 == 0o640


def test_a_device(tmp_path: Path) -> None:
    with destination(os.devnull) as stream:
        stream.write("gone")
    assert not Path(os.devnull).is_file()


@pytest.mark.parametrize(
    ("path", "code"),
    [("no/such/folder", "file.write_missing"), (".", "file.write_folder")],
)
def test_refused(tmp_path: Path, path: str, code: str) -> None:
    with pytest.raises(InputError) as caught, destination(str(tmp_path / path)):
        pass
    assert caught.value.code == code


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_permission(tmp_path: Path) -> None:
    file = tmp_path / "out"
    file.write_text("old")
    file.chmod(0o400)
    with pytest.raises(InputError) as caught, destination(str(file)):
        pass
    assert caught.value.code == "file.write_permission"


@pytest.mark.parametrize("name", ["/dev/fd/{}", "/proc/self/fd/{}"])
def test_what_is_open_already_is_written_to(tmp_path: Path, name: str) -> None:
    file = tmp_path / "log"
    with file.open("w") as log:
        log.write("first\n")
        log.flush()
        before = file.stat().st_ino
        with destination(name.format(log.fileno())) as stream:
            stream.write("answer\n")
        log.write("last\n")
    assert file.read_text() == "first\nanswer\nlast\n"
    assert file.stat().st_ino == before
    assert os.listdir(tmp_path) == ["log"]


def test_standard_output_is_not_replaced(tmp_path: Path) -> None:
    file, link = tmp_path / "log", tmp_path / "link"
    link.symlink_to("/dev/stdout")
    command = [sys.executable, "-m", "convcalc", "conv", "7", "-k", "3", "-q", "--output-file"]
    with file.open("w") as log:
        for name in ("/dev/stdout", str(link)):
            subprocess.run([*command, name], stdout=log, check=True)
    assert file.read_text() == "5\n5\n"
    assert sorted(os.listdir(tmp_path)) == ["link", "log"]


def test_a_pipe_that_nobody_reads_is_no_error_of_ours() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with destination(f"/dev/fd/{writer}") as stream:
        stream.write("gone")
    os.close(writer)


def test_an_empty_name() -> None:
    with pytest.raises(InputError) as caught, destination(""):
        pass
    assert caught.value.code == "file.write_unnamed"


@pytest.mark.parametrize(
    ("ending", "begins"),
    [("json", '{"convcalc": 1'), ("csv", "name,"), ("md", "## "), ("tex", "\\documentclass"),
     ("txt", "name\t"), ("dat", "name\t")],
)  # fmt: skip
def test_the_ending_chooses_the_format(ending: str, begins: str, cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / f"answer.{ending.upper()}"
    assert cli("audit", "alexnet", "--output-file", str(file)).code == 0
    assert file.read_text("utf-8").startswith(begins)
    assert cli("audit", "alexnet", "--format", "plain", "--output-file", str(file)).code == 0
    assert file.read_text("utf-8").startswith("name\t")


def test_what_a_command_does_not_write(cli: Cli, tmp_path: Path) -> None:
    table, code = str(tmp_path / "t.csv"), str(tmp_path / "net.json")
    for words in (("draw", "conv", "5", "-k", "3"), ("schema",)):
        refused = cli(*words, "--output-file", table)
        assert refused.code == 2
        assert "usage.ending" in refused.err
    assert cli("convert", "lenet5", "json", "--output-file", code).code == 0
    assert cli("audit", code).code == 0
