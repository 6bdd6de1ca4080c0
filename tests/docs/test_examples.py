"""Every example on every page is executed, in order and in one folder, and prints what it says.

The README's commands are processes of their own; those of the other pages, where the shell has
nothing to do but to call convcalc, run in this one.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.docs.examples import PAGES, ROOT, examples, run
from tests.docs.sessions import session

TOOLS = ("jq ", "awk ", "xargs ", "make ")
"""Other programs that a recipe may use: without one, its recipes are left out, and that is told."""


@pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(ROOT)) for page in PAGES])
def test_a_page_prints_what_the_commands_print(page: Path, tmp_path: Path):
    stale, left = [], []
    for example in examples(page):
        missing = [
            tool for tool in TOOLS if tool in example.command and not shutil.which(tool.strip())
        ]
        if missing:
            left.append(f"line {example.line} needs {', '.join(missing)}")
            continue
        expected = "\n".join(line.rstrip() for line in example.expected.splitlines()).strip("\n")
        printed = run(example.command, tmp_path, apart=page.name == "README.md")
        if printed != expected:
            told = f"line {example.line}: $ {example.command}"
            stale.append(f"{told}\n{printed}\ninstead of\n{expected}")
    assert not stale, "\n\n".join(stale)
    if left:
        pytest.skip("; ".join(left))


@pytest.mark.parametrize("name", ["README.md", "docs/python.md"])
def test_a_page_prints_what_python_prints(name: str, tmp_path: Path):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert text.count(">>> ") >= 3
    assert session(ROOT / name, tmp_path) == text


def test_what_the_readme_offers_first_is_answered(tmp_path: Path):
    """The table of what is wanted and typed; `model.onnx` stands for a file of the reader's own."""
    (tmp_path / "model.py").write_text("nn.Sequential(nn.Conv2d(3, 8, 3), nn.ReLU())\n")
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    offered = [code for line in lines if line[:1] == "|" for code in line.split("`")[1::2]]
    commands = [
        code for code in offered if code.startswith("convcalc ") and code != "convcalc quiz"
    ]
    commands.remove("convcalc audit model.onnx")
    assert len(commands) >= 7
    for command in commands:
        assert "convcalc: error" not in run(command, tmp_path, apart=False), command


def test_there_are_examples():
    assert sum(len(examples(page)) for page in PAGES) >= 50
