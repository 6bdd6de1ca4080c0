"""`draw`: which format a file gets, what is refused, and the picture beside an answer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from convcalc.layers.base import REQUIRED
from convcalc.layers.index import TYPES, resolve
from tests.cli.conftest import Cli

LINE = "draw conv 5 -k 3 -s 2 -p 1"


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("p.svg", "<svg "),
        ("p.SVG", "<svg "),
        ("p.txt", "Convolution 5 × 5"),
        ("picture", "Convolution 5 × 5"),
        ("p.json", '{"convcalc": 1'),
        ("p.md", "## Convolution"),
    ],
)
def test_the_ending_chooses_the_format(cli: Cli, tmp_path: Path, name: str, begins: str) -> None:
    path = tmp_path / name
    result = cli(*LINE.split(), "--output-file", str(path))
    assert (result.code, result.out) == (0, "")
    assert path.read_text(encoding="utf-8").startswith(begins)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (f"{LINE} --format markdown --output-file p.svg", "draw.ending_contradicts"),
        (f"{LINE} --format svg --output-file p.txt", "draw.ending_contradicts"),
        (f"{LINE} --output-file p.png", "draw.ending"),
        (f"{LINE} --output-file p.pdf", "draw.ending"),
        (f"{LINE} --format latex", "usage.bad_choice"),
        (f"{LINE} --format csv", "usage.bad_choice"),
        ("conv 5 -k 3 --output-file p.svg", "draw.ending"),
        ("conv 5 -k 3 --format svg", "usage.bad_choice"),
        (f"{LINE} --theme dark", "draw.only_svg"),
        (f"{LINE} --animate", "draw.only_svg"),
        (f"{LINE} --format svg --animate --windows", "draw.one_view"),
        (f"{LINE} --format svg --width 0", "draw.width"),
        (f"{LINE} --format svg --width 1e3", "draw.width"),
        (f"{LINE} --format svg --theme blue", "usage.bad_choice"),
        (f"{LINE} --format svg --colours sky=#000000", "draw.colours_unread"),
        (f"{LINE} --steps", "usage.unsuitable"),
        (f"{LINE} -q", "usage.unsuitable"),
        (f"{LINE} --draw", "usage.unsuitable"),
        ("draw conv HxW -k 3", "draw.letter"),
        ("draw conv 11 -k K", "draw.letter"),
        ("draw layer relu 5", "draw.no_windows"),
        ("draw layer linear 5 out=3", "draw.no_windows"),
        ("draw kernel 3", "draw.not_this"),
        ("draw frob 3", "draw.not_this"),
        ("draw", "usage.missing_argument"),
        ("draw conv 5", "parameter.missing"),
        ("draw conv 5 -k 3 --of macs", "usage.unsuitable"),
        ("kernel 3 --draw", "usage.unsuitable"),
        ("check 3 conv 5 -k 3 --draw", "usage.unsuitable"),
    ],
)
def test_what_is_refused(cli: Cli, tmp_path: Path, line: str, code: str) -> None:
    words = [str(tmp_path / word) if word.startswith("p.") else word for word in line.split()]
    result = cli(*words)
    assert (result.code, result.out) == (2, "")
    assert f"[{code}]" in result.err
    assert list(tmp_path.iterdir()) == []


def test_a_format_that_is_asked_for_may_have_any_name(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "sizes.html"
    assert cli(*f"conv 5 -k 3 --format plain --output-file {path}".split()).code == 0
    assert "size\t3x3" in path.read_text(encoding="utf-8")


def test_latex_has_another_way(cli: Cli) -> None:
    assert "rsvg-convert -f pdf" in cli(f"{LINE} --format latex").err


def test_what_does_not_fit_ends_as_everywhere(cli: Cli) -> None:
    for line in ("conv 3 -k 9", "pool 2 -k 3", "layer conv 5 -k 3 -g 3 -o 4"):
        bare, drawn = cli(line), cli(f"draw {line}")
        assert bare.code == drawn.code == 2
        assert bare.err == drawn.err


def test_options_of_the_picture_stand_anywhere(cli: Cli) -> None:
    first = cli("draw --format svg --theme dark conv 5 -k 3")
    assert first.code == 0
    assert first == cli("draw conv 5 -k 3 --theme dark --format svg")
    assert cli("draw layer conv 5 kernel=3 stride=2").out == cli("draw layer conv 5 -k 3 -s 2").out


def test_constructions_are_drawn(cli: Cli) -> None:
    result = cli("draw", "conv", "7x7", "nn.Conv2d(3, 8, 3, padding_mode='reflect', padding=1)")
    assert result.code == 0
    assert "reflected" in result.out


@pytest.mark.parametrize("line", ["conv 5 -k 3 -p 1", "pool 6 -k 2", "layer depthwise 5@4 -k 3"])
def test_a_picture_is_added_to_an_answer(cli: Cli, line: str) -> None:
    drawn = cli(f"draw {line}").out
    for form in ("table", "plain"):
        whole = cli(f"{line} --draw --format {form}").out
        assert drawn in whole
        assert len(whole) > len(drawn)
        derived = cli(f"{line} --draw --steps --format {form}").out
        assert drawn in derived
    assert cli(f"{line} --draw -q") == cli(f"{line} -q")


def test_the_geometry_is_data(cli: Cli) -> None:
    data = json.loads(cli(f"{LINE} --json").out)
    assert (data["kind"], data["figure"], data["layer"]) == ("drawing", "windows", "conv")
    axis = data["axes"][0]
    assert axis["padding"] == [1, 1]
    assert [window["taps"] for window in axis["windows"]] == [[-1, 0, 1], [1, 2, 3], [3, 4, 5]]
    assert axis["times_read"] == [1, 1, 2, 1, 2, 1, 1]
    answer = json.loads(cli("conv 5 -k 3 -s 2 -p 1 --draw --json").out)
    assert answer["drawing"]["axes"] == data["axes"]
    assert answer["size"] == [one["output"] for one in data["axes"]]


def test_markdown_has_the_picture_in_a_fence(cli: Cli) -> None:
    text = cli(f"{LINE} --format markdown --ascii").out
    heading, body = text.split("```text\n")
    assert heading == "## Convolution 5 x 5 -\\> 3 x 3\n\n"
    assert body.endswith("```\n")
    assert "window 1    0 ## ##  .  .  .  .  -> 1" in body


def test_a_table_and_latex_of_an_answer_have_no_room_for_a_picture(cli: Cli) -> None:
    for form in ("csv", "latex"):
        result = cli(f"conv 5 -k 3 --draw --format {form}")
        assert (result.code, result.out) == (2, "")
        assert "[draw.no_room]" in result.err


def test_colour_only_repeats_what_characters_say(cli: Cli) -> None:
    plain = cli(f"{LINE} --format table").out
    assert "\x1b" not in plain
    assert "0 ██ ██" in plain


@pytest.mark.parametrize(
    "line",
    [
        "draw conv 1000000000000 -k 999999999999 -p 5",
        "draw conv 1000000000 -k 3 -d 400000000",
        "draw pool 1000000000 -k 1000 -s 1000000",
        "draw layer adaptive_avgpool 1000000000 output_size=7654321",
        "draw layer gap 1000000000",
        f"draw conv {2**70} -k {2**60} -s {2**50}",
    ],
)
def test_huge_layers_are_abbreviated(cli: Cli, line: str) -> None:
    for more in ("", "--format svg", "--json", "--format svg --windows"):
        result = cli(f"{line} {more}")
        assert result.code == 0, result.err
        assert len(result.out) < 60_000


WANTED = {"kernel": "3", "out": "8", "scale": "2", "factor": "2", "output_size": "4", "size": "3"}


@pytest.mark.parametrize("kind", TYPES)
def test_a_layer_of_any_type_is_drawn_or_has_no_window(cli: Cli, kind: str) -> None:
    needed = [param.name for param in resolve(kind).PARAMS if param.default is REQUIRED]
    given = [f"{name}={WANTED.get(name, '2')}" for name in needed]
    words = ["draw", "layer", kind, "12x12@8", *given]
    first = cli(*words)
    assert first.code == 0 or not first.out
    for more in ("svg", "json", "markdown"):
        result = cli(*words, "--format", more)
        assert result.code == first.code
        assert "[internal.crash]" not in result.err
