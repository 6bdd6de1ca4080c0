"""`draw tconv`, `draw rf`, and both pictures below their answers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Cli


@pytest.mark.parametrize("view", ["scatter", "zeros", "overlap"])
def test_views_of_a_transposed_convolution(cli: Cli, view: str) -> None:
    found = json.loads(cli("draw", "tconv", "3", "-k", "4", "-s", "2", "-p", "1", "--view", view,
                           "--json").out)  # fmt: skip
    if view == "overlap":
        assert found["panels"][0]["along"] == [[1, 2, 2, 2, 2, 1]] * 2
    else:
        assert (found["view"], found["axes"][0]["times_written"]) == (view, [1, 2, 2, 2, 2, 1])
    given = ("3", "-k", "4", "-s", "2", "-p", "1", "--view", view)
    answers = [cli("draw", *kind, *given) for kind in (["tconv"], ["layer", "tconv"])]
    assert answers[0].out == answers[1].out != ""


def test_other_names_of_a_transposed_convolution(cli: Cli) -> None:
    same = [
        cli("draw", *words.split()).out
        for words in (
            "tconv 3 -k 3 -s 2", "deconv 3 -k 3 -s 2", "layer tconv 3 -k 3 -s 2",
            "layer ConvTranspose2d 3 kernel=3 stride=2",
        )
    ]  # fmt: skip
    assert len(set(same)) == 1


def test_the_picture_below_the_answer(cli: Cli) -> None:
    assert (
        "times written"
        in cli("tconv", "3", "-k", "4", "-s", "2", "--draw", "--format", "table").out
    )
    page = cli("rf", "conv3 conv3/2", "--draw", "--format", "table").out
    assert page.index("Receptive field") < page.index("What one output of conv2 sees")
    drawing = json.loads(cli("rf", "conv3 conv3/2", "--draw", "--json").out)["drawing"]
    assert drawing["towers"][0]["levels"][-1]["counts"] == [1, 2, 3, 2, 1]
    gaps = json.loads(cli("rf", "conv3/1d2", "--coverage", "--draw", "--json").out)
    assert gaps["drawing"]["panels"][0]["along"] == [[1, 0, 1, 0, 1]] * 2
    assert cli("rf", "conv3 conv3/2", "--draw", "-q").out == "5\n"


def test_a_picture_of_a_field_in_every_ending(cli: Cli, tmp_path: Path) -> None:
    for name, begins in (("p.svg", "<svg "), ("p.txt", "What one output"), ("p.md", "## What one")):
        path = tmp_path / name
        assert cli("draw", "rf", "conv3 conv3", "--output-file", str(path)).code == 0
        assert path.read_text(encoding="utf-8").startswith(begins)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("draw tconv K -k 3", "draw.letter"),
        ("draw tconv 5 -k 3 --view sideways", "usage.bad_choice"),
        ("draw tconv 5 -k 3 --animate", "usage.unknown_option"),
        ("draw rf conv3 --of rf", "usage.unsuitable"),
        ("draw rf vgg16 --unit 99", "rf.unit_outside"),
        ("draw rf vgg16 --layer frob", "rf.no_layer"),
        ("draw rf vgg16 --all-layers", "usage.unknown_option"),
        ("rf vgg16 --draw --format csv", "draw.no_room"),
        ("rf vgg16 --draw --format latex", "draw.no_room"),
    ],
)
def test_what_is_refused(cli: Cli, line: str, code: str) -> None:
    result = cli(*line.split())
    assert (result.code, result.out) == (2, "")
    assert f"[{code}]" in result.err


@pytest.mark.parametrize(
    "words",
    [
        ("tconv", "1" + "0" * 30, "-k", "7", "-s", "3"),
        ("tconv", "9", "-k", "1" + "0" * 30, "-s", "2", "--view", "zeros"),
        ("tconv", "9", "-k", "3", "-s", "1" + "0" * 30, "--view", "overlap"),
        ("rf", "conv1000000000000000000 conv3/1d1000000000"),
        ("rf", "40*( conv3/2 ) conv3/2d2"),
        ("rf", "conv3/1d1000000000", "--coverage"),
        ("rf", "2000*( conv3 )"),
        ("rf", "2000*( conv3 )", "--coverage"),
        ("rf", "conv3 conv1000000/1d3", "--coverage"),
    ],
)
@pytest.mark.parametrize("form", ["table", "svg", "json"])
def test_hostile_numbers_are_bounded(cli: Cli, words: tuple[str, ...], form: str) -> None:
    result = cli("draw", *words, "--format", form)
    assert result.code in (0, 1, 2)
    assert "internal.crash" not in result.err
    assert len(result.out) < 120_000
