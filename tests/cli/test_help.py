"""Help pages: every command and option is described, in both languages, and its examples run."""

from __future__ import annotations

import shlex
import unicodedata
from collections.abc import Iterator

import pytest

from convcalc.cli.group import ALIASES, COMMANDS, build
from convcalc.cli.help import GROUP_EXAMPLES
from convcalc.cli.options import SHARED, layer_options
from convcalc.layers.index import TYPES, resolve
from convcalc.text import codes, lookup
from tests.cli.conftest import Cli

EXAMPLES = [line for name in COMMANDS for line in build(name).examples if "cases.jsonl" not in line]


def option_names() -> Iterator[str]:
    for kind in TYPES:
        for option in layer_options(resolve(kind).PARAMS):
            yield option.name
    for name in COMMANDS:
        for option in build(name).options:
            yield option.name
    for option in SHARED:
        yield option.name


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_option_is_described(language: str) -> None:
    known = codes(language)
    assert not [name for name in option_names() if f"cli.option.{name}" not in known]
    assert not [name for name in COMMANDS if f"cli.{name}" not in known]


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("command", ["", *COMMANDS, *ALIASES])
def test_pages(cli: Cli, command: str, language: str) -> None:
    result = cli(*command.split(), "--help", "--lang", language)
    assert (result.code, result.err) == (0, "")
    assert "cli." not in result.out
    if language == "ja":
        assert "default" not in result.out
        assert "Options" not in result.out


@pytest.mark.parametrize("kind", TYPES)
def test_pages_of_layers(cli: Cli, kind: str) -> None:
    page = cli(f"layer {kind} --help").out
    for param in resolve(kind).PARAMS:
        assert f"--{param.name.replace('_', '-')}" in page


@pytest.mark.parametrize("example", [*GROUP_EXAMPLES, *EXAMPLES])
def test_examples(cli: Cli, example: str) -> None:
    program, *words = shlex.split(example)
    result = cli(*words)
    wrong = words[:2] == ["check", "6"]  # shows wrong answers, and says so with its exit code
    left_out = words[0] == "convert" and words[-1] == "line"  # what a line has no place for
    assert (program, result.code) == ("convcalc", int(wrong))
    assert bool(result.err) == (left_out or "--max-params" in words)
    assert result.out


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_first_page_fits_a_screen(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    """A line for each command, whatever its summary; every shared option is named."""
    monkeypatch.setenv("COLUMNS", "80")
    page = cli("--help", "--lang", language).out.splitlines()
    assert len(page) <= 24 + len(COMMANDS)
    for command in COMMANDS:
        (line,) = (line for line in page if line.startswith(f"  {command}  "))
        assert line.endswith(lookup(f"cli.{command}", language))
    for option in SHARED:
        assert any(option.flags[-1] in line for line in page)


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("width", [40, 80])
def test_pages_fit(cli: Cli, monkeypatch: pytest.MonkeyPatch, language: str, width: int) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    page = cli("separable", "--help", "--lang", language).out
    explained = page.split("convcalc separable", 2)[1]
    for line in explained.splitlines()[1:]:
        cells = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)
        assert cells <= max(width, 60), line


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_transposed_convolution_lists_only_the_padding_words_it_takes(
    cli: Cli, language: str
) -> None:
    page = cli(f"tconv --help --lang {language}").out
    assert "same-lower" in page
    assert "causal" not in page
    assert "full" not in page


@pytest.mark.parametrize("language", ["en", "ja"])
def test_pages_show_templates_as_text(cli: Cli, language: str) -> None:
    for command in COMMANDS:
        page = cli(f"{command} --help --lang {language}").out
        assert "{{" not in page
        assert "}}" not in page


def test_summaries_are_written_alike() -> None:
    for command in COMMANDS:
        english, japanese = (lookup(f"cli.{command}", lang) for lang in ("en", "ja"))
        assert english[0].isupper()
        assert english.endswith(".")
        assert japanese.endswith("。")
        assert not japanese.endswith(("ます。", "です。", "る。", "す。"))
