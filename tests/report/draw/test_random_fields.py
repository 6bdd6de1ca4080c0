"""Networks that are drawn: their pictures in every form, and the counts in them."""

from __future__ import annotations

import random

import pytest

from convcalc.errors import ConvcalcError
from convcalc.inverse.networks import load
from convcalc.network.study import Study
from convcalc.report.draw.cone import cone_document
from convcalc.report.draw.heat import coverage_document
from convcalc.report.figures import Cone
from tests.render.pictures import check_svg, check_terminal, written

SHAPES = ("", "8x64: ", "8x40x40: ", "8x33x47: ", "8x12x20x16: ")
ITEMS = (
    "conv{n}/{s}p{p}@8", "conv{n}/{s}p{p}@8", "maxpool{m}/{s}", "avgpool{m}", "tconv{n}/{s}@8",
    "upsample2", "depthwise3/{s}p1", "conv3/1p{d}d{d}@8", "conv1@8", "se4",
    "add[ conv3p1@8 relu conv3p1@8 | ]", "concat[ conv1@8 | conv5p2@8 ] conv1@8",
)  # fmt: skip


def network(rng: random.Random) -> Study:
    """A few layers that fit each other."""
    while True:
        items = [
            rng.choice(ITEMS).format(
                n=(n := rng.choice([1, 2, 3, 5])), m=max(n, 2), s=rng.choice([1, 1, 2, 3]),
                p=n // 2, d=rng.choice([2, 3, 5]),
            )
            for _ in range(rng.randint(1, 6))
        ]  # fmt: skip
        try:
            return Study(load(rng.choice(SHAPES) + " ".join(items)))
        except ConvcalcError:
            continue


@pytest.mark.parametrize("seed", range(24))
def test_any_network_is_drawn(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    study = network(random.Random(seed))
    for document in (cone_document(study), coverage_document(study)):
        check_terminal(document)
        check_svg(document, monkeypatch)
        assert '"figure": ' in written(document, "json")
    (figure,) = cone_document(study).nodes
    assert isinstance(figure, Cone)
    for tower in figure.towers:
        top, bottom = tower.levels[0], tower.levels[-1]
        if top is not bottom and bottom.counts:
            unit = [0] * len(study.target.shape.spatial)
            unit[tower.axis] = tower.unit
            touched = study.touched(tuple(unit))[0].along(tower.axis)
            read = [at for at, count in enumerate(bottom.counts, bottom.first) if count]
            if touched.length:  # an output that another axis leaves empty touches nothing
                assert read == list(touched.each())
            assert top.counts == (1,)
