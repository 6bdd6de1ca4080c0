"""What outputs see as figures: touched pixels, counts, forms by the limits, sizes and places."""

from __future__ import annotations

from fractions import Fraction

import pytest

from convcalc.inverse.networks import load
from convcalc.layers.base import Shape
from convcalc.network.builder import Builder
from convcalc.network.study import Study
from convcalc.report.draw.cone import cone_document
from convcalc.report.draw.heat import coverage_document
from convcalc.report.figures import Cone, Heat
from convcalc.report.rf import StudyView, rf_document
from tests.render.pictures import check_svg, check_terminal, written

LINE = "conv3 conv3/2 maxpool2/2 conv3/1d2"
NETWORKS = (
    LINE,
    "conv3p1 conv3/2p1 tconv3/2",
    "3x32x32: 3*( add[ conv3p1@8 conv3p1 | ] )",
    "3x40x24: conv5/2p2@8 upsample2 conv3p1",
    "8x16x16: concat[ conv1 | conv3p1 conv3p1 | conv5p2 ] conv3/2",
    "resnet18:input=3x64x64",
    "unet:input=1x188x188",
    "lenet5",
    "squeezenet1_0_caffe",
    "mobilenet_v2",
)


def cone(text: str, unit: tuple[int, ...] | None = None, layer: str | None = None) -> Cone:
    (figure,) = cone_document(Study(load(text), layer), unit).nodes
    assert isinstance(figure, Cone)
    return figure


def heat(text: str) -> Heat:
    (figure,) = coverage_document(Study(load(text))).nodes
    assert isinstance(figure, Heat)
    return figure


@pytest.mark.parametrize("text", NETWORKS)
def test_touched_pixels_are_those_of_the_unit(text: str) -> None:
    study = Study(load(text))
    unit = tuple([size // 3 if isinstance(size, int) else 5 for size in study.target.shape.spatial])
    (figure,) = cone_document(study, unit).nodes
    assert isinstance(figure, Cone)
    data = rf_document(study, StudyView(unit)).data["unit"]
    for axis, tower in enumerate(figure.towers):
        bottom = tower.levels[-1]
        if not bottom.counts:
            continue
        read = [at for at, count in enumerate(bottom.counts, bottom.first) if count]
        assert [read[0], read[-1]] == data["touched_region"][axis]
        assert read == list(study.touched(unit)[0].along(axis).each())
        paths = data["paths"][axis]
        assert list(bottom.counts) == paths["counts"]


@pytest.mark.parametrize("text", NETWORKS)
@pytest.mark.parametrize("unit", [None, (0,)])
def test_every_form(
    text: str, unit: tuple[int, ...] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = Study(load(text))
    for document in (cone_document(study, unit), coverage_document(study, unit)):
        check_terminal(document)
        check_svg(document, monkeypatch)
        assert '"figure": ' in written(document, "json")


def test_lines_join_what_reads_and_what_is_read() -> None:
    (tower,) = cone(LINE).towers
    assert [len(level.counts) for level in tower.levels] == [1, 5, 10, 21, 23]
    for number, pairs in enumerate(tower.links):
        upper, lower = tower.levels[number], tower.levels[number + 1]
        reached: dict[int, int] = {}
        for one, other in pairs:
            reached[other] = reached.get(other, 0) + upper.counts[one - upper.first]
        assert reached == {at: n for at, n in enumerate(lower.counts, lower.first) if n}


def test_units_are_as_wide_as_their_jump_and_lie_where_they_look() -> None:
    (tower,) = cone(LINE).towers
    assert [level.scale for level in tower.levels] == [4, 4, 2, 1, 1]
    top, *_, bottom = tower.levels
    assert top.place(0) == (Fraction(19, 2), Fraction(27, 2))
    assert bottom.place(22) == (22, 23)
    assert tower.span == (0, 23)


def test_phases_stand_beside_each_other() -> None:
    figure = cone("conv3p1 conv3/2p1 tconv3/2")
    told = [tower.title.fields for tower in figure.towers if tower.title]
    assert told == [{"unit": 4, "field": 7}, {"unit": 5, "field": 5}]
    assert [len(tower.levels[-1].counts) for tower in figure.towers] == [7, 5]


def test_axes_that_differ_are_drawn_apart() -> None:
    figure = cone("3x32x32: conv3x5")
    assert [len(tower.levels[-1].counts) for tower in figure.towers] == [3, 5]
    assert len(cone("3x32x32: conv3").towers) == 1
    assert len(cone("3x32x32: conv3", (3, 7)).towers) == 2


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("31*( conv3 )", "cells"),
        ("6*( conv3 )", "cells"),
        ("conv3/8 conv9", "shades"),
        ("13*( conv3 maxpool2/1 )", "bars"),
        ("conv3/100 conv9", "bars"),
        ("2*( conv1000000 )", "bars"),
    ],
)
def test_the_limits_choose_the_form(text: str, form: str) -> None:
    assert cone(text).form == form


def test_what_is_left_out_is_numbered() -> None:
    figure = cone("13*( conv3 maxpool2/1 )")
    (tower,) = figure.towers
    assert len(tower.levels) + figure.left_out == 27
    assert figure.left_out == 8
    document = cone_document(Study(load("13*( conv3 maxpool2/1 )")))
    assert "8 rows not drawn" in written(document, "table", width=80)
    folded = cone("31*( conv3 )").towers[0].levels
    assert [level.repeats for level in folded] == [31, 1]
    assert [note.fields for note in cone("conv3 conv1 conv3 conv1").notes] == [{"count": 2}]


@pytest.mark.parametrize(
    ("text", "layer", "code"),
    [
        ("vgg16", "linear1", "rf.sees_everything"),
        ("3x8x8: conv3@4 gap", "gap1", "rf.sees_everything"),
        ("3x8x8: concat[ conv3/2p1@4 upsample2 | conv3/1p1@4 ] conv3@2 reshape(shape=[8,3,3])",
         "reshape1", "rf.sees_everything"),
    ],
)  # fmt: skip
def test_no_local_field_is_said_in_words(
    text: str, layer: str, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = Study(load(text), layer)
    for document in (cone_document(study), coverage_document(study)):
        (figure,) = document.nodes
        assert isinstance(figure, Cone)
        assert ([note.code for note in figure.notes], figure.towers) == ([code], ())
        check_terminal(document)
        check_svg(document, monkeypatch)


def test_gridding_with_the_nearest_setting_beside_it() -> None:
    gappy, closed = heat("conv3/1d2 conv3/1d2 conv3/1d2").panels
    assert gappy.verdict.fields["read"] == 49
    assert closed.verdict.fields["read"] == closed.verdict.fields["whole"] == 169
    assert (gappy.fault, closed.fault) == (True, False)
    assert gappy.rows[6][6] == max(gappy.along[0]) ** 2 == 49
    study = Study(load("conv3/1d2 conv3/1d2 conv3/1d2"))
    density = rf_document(study, StudyView(coverage=True)).data["coverage"]["density"]
    assert density == Fraction(49, 169)
    for panel in (gappy, closed):
        assert sum(map(sum, panel.rows)) == 27 * 27
    assert len(heat(LINE.replace("d2", "d1")).panels) == 1


def test_gridding_through_skips_keeps_branches_aligned() -> None:
    line = "3x40x40: 2*( add[ conv3p4@3d4 | ] )"
    gappy, closed = heat(line.replace("@3d4", "d4@3")).panels
    assert gappy.fault
    assert gappy.along[0] == gappy.along[0][::-1]
    assert closed.along[0] == closed.along[0][::-1]


def test_names_from_outside_are_harmless(monkeypatch: pytest.MonkeyPatch) -> None:
    net = Builder("test")
    end = net.input(Shape(3, (32, 32)))
    for number in range(3):
        name = f"{number} a<b>&'\"\u202e日本語\u0007" * (number + 1)
        end = net.add("conv", {"kernel": 3, "out": 3}, (end,), name=name)
    document = cone_document(Study(net.finish()))
    check_svg(document, monkeypatch)
    text = written(document, "svg")
    assert not set("\u0007\u202e") & set(text)
    assert "a<b>" not in text
    assert "\u0007" not in written(document, "table", width=80)
