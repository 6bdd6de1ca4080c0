"""`convcalc rf`: the bare answers, units, coverage, worked answers, formats, mistakes."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.cli.conftest import Cli

LINE = "conv3 conv3/2 maxpool2/2 conv3/1d2"


def told(cli: Cli, *words: str) -> dict[str, Any]:
    result = cli("rf", *words, "--json")
    assert result.code == 0, result.err
    data: dict[str, Any] = json.loads(result.out)
    assert (data["convcalc"], data["kind"]) == (1, "rf")
    return data


def test_the_promised_line(cli: Cli) -> None:
    assert cli("rf", LINE, "-q").out == "23\n"
    assert cli("receptive-field", LINE, "-q").out == "23\n"


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("alexnet", "195"),
        ("vgg16", "212"),
        ("resnet50", "427"),
        ("resnet50:version=1", "483"),
        ("mobilenet_v1", "315"),
        ("inception_v3", "1311"),
        ("efficientnet_b0", "851"),
        ("densenet121", "2071"),
        ("wavenet", "5117"),
        ("unet", "188..204"),
    ],
)
def test_known_networks(cli: Cli, name: str, answer: str) -> None:
    assert cli("rf", name, "-q").out.strip() == answer


def test_a_layer_in_the_middle(cli: Cli) -> None:
    assert cli("rf", "unet", "-q", "--layer", "bottom").out == "140\n"
    assert cli("rf", "unet", "-q", "--layer", "bottom", "--of", "jump").out == "16\n"
    assert cli("rf", "vgg16", "-q", "--of", "start").out == "-90\n"
    assert cli("rf", "vgg16", "-q", "--of", "centre").out == "31/2\n"
    assert cli("rf", "vgg16", "-q", "--from", "maxpool1").out == "104\n"


def test_everything(cli: Cli) -> None:
    data = told(cli, "resnet50")
    assert data["layer"] == "relu49"
    assert (data["receptive_field"], data["jump"]) == ([427, 427], [32, 32])
    assert (data["start"], data["padding"], data["centre"]) == ([-213] * 2, [213] * 2, [0, 0])
    assert (data["smallest_path"], data["largest_path"]) == ([11, 11], [427, 427])
    assert {meeting["verdict"] for meeting in data["meetings"]} == {"aligned"}
    assert len(data["meetings"]) == 16
    first = data["layers"][0]
    assert (first["receptive_field"], first["growth"], first["start"]) == ([7, 7], [6, 6], [-3, -3])
    assert data["layers"][-1]["global"] is True
    assert data["layers"][-1]["receptive_field"] is None


def test_a_unit_at_the_border(cli: Cli) -> None:
    data = told(cli, "resnet50", "--unit", "0,3")["unit"]
    assert data["region"] == [[-213, 213], [-117, 309]]
    assert data["clipped"] == [[0, 213], [0, 223]]
    assert (data["pixels"], data["inside"]) == (427**2, 214 * 224)
    assert data["in_padding"] == 427**2 - 214 * 224
    assert data["touched"] == 214 * 224
    assert cli("rf", "resnet50", "-q", "--unit", "0,3").out == "0:213x0:223\n"


def test_a_unit_without_a_known_input(cli: Cli) -> None:
    data = told(cli, LINE, "--unit", "1x2")["unit"]
    assert (data["region"], data["clipped"]) == ([[4, 26], [8, 30]], None)
    assert data["touched"] == 21**2


def test_phases_are_told_apart(cli: Cli) -> None:
    data = told(cli, "1x16x16: conv3p1@4 tconv3/2p1a1@1")
    assert data["receptive_field"] == [{"min": 3, "max": 4}] * 2
    assert data["period"] == 2
    assert [phase["size"] for phase in data["phases"][0]] == [3, 4]
    assert data["jump"] == ["1/2", "1/2"]
    assert data["checkerboard"][0]["counts"] == [[1, 2], [1, 2]]


def test_misaligned_paths_are_named(cli: Cli) -> None:
    line = "4x16x16: add[ conv3p1@4 | conv2p1:0@4 conv3p0:2@4 ]"
    (meeting,) = told(cli, line)["meetings"]
    assert (meeting["layer"], meeting["verdict"]) == ("add1", "centres")
    assert [path["layers"] for path in meeting["paths"]] == [["conv1"], ["conv2", "conv3"]]
    assert meeting["receptive_field"] == 4
    page = cli("rf", line, "--format", "table").out
    assert "conv2, conv3" in page
    assert "together" in page


def test_paths_with_other_jumps_have_exact_units_all_the_same(cli: Cli) -> None:
    line = "4x7x7: add[ conv1/3@4 | conv1/2p0:1@4 crop(output_size=3) ]"
    assert cli("rf", line, "-q").out == "unknown\n"
    data = told(cli, line, "--unit", "2")
    assert data["meetings"][0]["verdict"] == "jumps"
    assert data["unit"]["touched"] == 2
    assert data["unit"]["touched_region"] == [[4, 6], [4, 6]]


def test_paths_to_the_pixels_of_a_unit(cli: Cli) -> None:
    unit = told(cli, "conv3p1 conv3/2p1d2", "--unit", "3x5", "--json")["unit"]
    assert unit["paths"] == [
        {"first": 4, "counts": [1, 1, 2, 1, 2, 1, 1]},
        {"first": 8, "counts": [1, 1, 2, 1, 2, 1, 1]},
    ]
    assert [first["first"] for first in unit["paths"]] == [a for a, _ in unit["touched_region"]]
    assert told(cli, "vgg16", "--layer", "linear1", "--unit", "0")["unit"]["paths"] is None
    assert told(cli, "conv3/9d5000", "--unit", "0")["unit"]["paths"] is None
    nothing = told(cli, "conv3 tconv3/3d3", "--unit", "1")["unit"]["paths"]
    assert nothing[0] == {"first": None, "counts": []}


def test_coverage_and_what_closes_the_gaps(cli: Cli) -> None:
    data = told(cli, "conv3/1d2 conv3/1d2 conv3/1d2", "--coverage")["coverage"]
    assert (data["touched"], data["density"], data["gap_free"]) == (49, "49/169", False)
    (group,) = data["groups"]
    assert group["first_gap"] == {"dilation": 2, "at_most": 1}
    assert group["hdc"] == {"m2": 2, "holds": True}
    assert group["closing"] == {"dilations": [1, 2, 3], "size": 13}
    assert cli("rf", "conv3/1d6 conv3/1d12 conv3/1d18", "-q", "--coverage").out == "169/5329\n"


def test_effective_beside_theoretical(cli: Cli) -> None:
    found = told(cli, "10*( conv3p1 )")["effective"]
    assert found["variance"] == ["20/3", "20/3"]
    assert found["sigma"][0]["decimal"] == "2.581988897"


def test_crops_of_an_encoder_and_decoder(cli: Cli) -> None:
    data = told(cli, "fcn8s")
    assert [(crop["onto"], crop["wanted"], crop["fits"]) for crop in data["crops"]] == [
        ("upscore2", [5, 5], True),
        ("upscore4", [9, 9], True),
        (None, [31, 31], True),
    ]


def test_the_worked_answer(cli: Cli) -> None:
    page = cli("rf", LINE, "--steps").out
    for line in (
        "r = 1 + (3 − 1)·1 = 3; j = 1",
        "r = 3 + (3 − 1)·1 = 5; j = 1·2 = 2",
        "k_e = 2·(3 − 1) + 1 = 5; r = 7 + (5 − 1)·4 = 23; j = 4",
    ):
        assert line in page
    data = told(cli, LINE, "--steps")
    (derivation,) = data["derivations"]
    assert [row["receptive_field"] for row in derivation["layers"]] == [3, 5, 7, 23]
    assert cli("rf", LINE, "--steps", "-q").out == "23\n"


def test_one_derivation_for_each_axis_that_differs(cli: Cli) -> None:
    data = told(cli, "conv1x7 conv3x1", "--steps")
    assert [part["axis"] for part in data["derivations"]] == [0, 1]
    assert [part["layers"][-1]["receptive_field"] for part in data["derivations"]] == [3, 7]


@pytest.mark.parametrize("form", ["table", "plain", "csv", "markdown", "latex", "json"])
@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize(
    "words",
    [
        ("unet", "--unit", "5,7", "--coverage"),
        ("deeplabv3_resnet50", "--coverage"),
        ("efficientnet_b0", "--unit", "3"),
        ("resnet50", "--steps"),
        ("fcn8s", "--steps"),
    ],
)
def test_every_format_in_both_languages(
    cli: Cli, words: tuple[str, ...], lang: str, form: str
) -> None:
    result = cli("rf", *words, "--lang", lang, "--format", form)
    assert (result.code, result.err) == (0, "")
    assert "rf." not in result.out.replace("rf.json", "")


def test_scripts_read_the_same_table(cli: Cli) -> None:
    lines = cli("rf", "vgg16", "--lang", "ja").out.splitlines()
    assert lines[0].split("\t") == [
        "name", "output", "receptive_field", "growth", "jump", "start", "centre",
    ]  # fmt: skip
    assert lines[1].split("\t") == ["conv1", "224x224@64", "3", "2", "1", "-1", "0"]
    listed = cli("rf", "vgg16", "--all-layers").out.splitlines()
    assert len(listed) > len(lines)


@pytest.mark.parametrize(
    ("words", "code", "exit_code"),
    [
        (("vgg16", "--layer", "convv1"), "rf.no_layer", 2),
        (("vgg16", "--unit", "7,7"), "rf.unit_outside", 2),
        (("vgg16", "--unit", "1,2,3"), "rf.unit_axes", 2),
        (("vgg16", "--unit", "a"), "rf.bad_unit", 2),
        (("vgg16", "--unit", "-1"), "rf.bad_unit", 2),
        (("vgg16", "--unit", "1,024"), "rf.bad_unit", 2),
        (("vgg16", "--layer", "conv1", "--from", "conv2"), "rf.not_behind", 2),
        (("vgg16", "--of", "macs"), "rf.no_quantity", 2),
        (("vgg16", "--steps", "--layer", "linear1"), "rf.nothing_to_work_out", 2),
        (("conv3 gap linear@10", "--layer", "gap1", "--unit", "0"), "rf.whole_of_unknown", 2),
        (("40*( conv3/2 ) conv3/2d2", "--unit", "0"), "rf.too_long", 2),
    ],
)
def test_mistakes(cli: Cli, words: tuple[str, ...], code: str, exit_code: int) -> None:
    result = cli("rf", *words, "--json")
    assert json.loads(result.err)["error"]["code"] == code
    assert result.out == ""
    assert result.code == exit_code


@pytest.mark.parametrize(
    "network",
    [
        "tconv1/2 conv1/2p1",
        "7x23@4: upsample(scale=3, mode=bilinear) maxpool2/3p0 tconv2/1p0@4 tconv1/2p0@4 "
        "conv1/2p1@4",
    ],
)
def test_outputs_that_read_nothing(cli: Cli, network: str) -> None:
    data = json.loads(cli("rf", network, "--json").out)
    assert data["receptive_field"] == [0, 0]
    assert data["effective"] is data["start"] is data["centre"] is data["padding"] is None
    assert cli("rf", network, "-q").out == "0\n"
    assert cli("rf", network, "-q", "--of", "start").out == "none\n"
    assert cli("rf", network).out.splitlines()[-1].split("\t")[-3:] == ["1", "", ""]
    assert "reads nothing" in cli("rf", network, "--format", "table").out


def test_one_layer_is_told_alone(cli: Cli) -> None:
    header, row = cli("rf resnet18 --layer conv14").out.splitlines()
    assert dict(zip(header.split("\t"), row.split("\t"), strict=True))["receptive_field"] == "179"
    assert cli("rf resnet18 --layer stage3").out.splitlines()[1].startswith("relu13\t")
    assert len(cli("rf resnet18 --layer conv14 --all-layers").out.splitlines()) == 69
    refused = cli("rf resnet18 --layer unit#2")
    assert (refused.code, refused.err.count("stage3/unit#2")) == (2, 1)


def test_behind_the_last_layer_there_is_nothing(cli: Cli) -> None:
    result = cli("rf vgg16 --from fc8 --json")
    assert (result.code, result.out) == (2, "")
    assert json.loads(result.err)["error"]["code"] == "rf.nothing_behind"


def test_a_layer_seen_from_itself_is_the_identity(cli: Cli) -> None:
    assert cli("rf vgg16 --from conv13 --layer conv13 -q").out == "1\n"
    lines = cli("rf vgg16 --from conv13 --layer conv13").out.splitlines()
    assert lines[1].split("\t") == ["conv13", "14x14@512", "1", "0", "1", "0", "0"]


@pytest.mark.parametrize(
    ("network", "unit", "region"),
    [
        ("8x8@1: conv1p3", "0,0", [[-3, -3], [-3, -3]]),
        ("8x8@1: tconv1/2", "1,1", None),
        ("8x8@1: tconv1/2", "0,1", None),
    ],
)
def test_empty_regions(cli: Cli, network: str, unit: str, region: object) -> None:
    assert cli("rf", network, "--unit", unit, "-q").out == "none\n"
    found = json.loads(cli("rf", network, "--unit", unit, "--json").out)["unit"]
    assert (found["region"], found["clipped"], found["inside"]) == (region, None, 0)
    assert "unit.clipped\tnone" in cli("rf", network, "--unit", unit).out
