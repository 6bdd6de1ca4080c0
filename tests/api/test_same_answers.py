"""The Python package and the command line say the same, in every form."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

import convcalc
from convcalc import Result
from convcalc.api.networks import NetworkResult
from tests.cli.conftest import Cli

FILE = "input: 3x8x8\nlayers:\n  - conv3@4 relu\n  - conv3@8\nbudget: {params: 10}\n"
PASTED = "model = nn.Sequential(\n    nn.Conv2d(3, 8, 3),\n    nn.ReLU(),\n)\n"


def net() -> NetworkResult:
    return convcalc.network("resnet18")


SAME: list[tuple[Callable[[], Result], str]] = [
    (
        lambda: convcalc.conv(11, kernel=3, stride=2, padding=2),
        "conv 11 -k 3 -s 2 -p 2",
    ),
    (
        lambda: convcalc.conv("56@64", kernel=3, padding=1, out_channels=128, bias=False),
        "conv 56@64 -k 3 -p 1 -o 128 --no-bias",
    ),
    (
        lambda: convcalc.conv((30, 20), kernel=(3, 5), padding=((1, 2), (0, 1))),
        "conv 30x20 -k 3x5 -p 1:2x0:1",
    ),
    (
        lambda: convcalc.conv("HxW@C", kernel="K", stride=2, padding=1, out_channels="M"),
        "conv HxW@C -k K -s 2 -p 1 -o M",
    ),
    (
        lambda: convcalc.conv(10, dims=1, kernel=3, dialect="keras", padding="same"),
        "conv 10 --dims 1 -k 3 --dialect keras -p same",
    ),
    (lambda: convcalc.tconv(16, kernel=4, stride=2, padding=1), "tconv 16 -k 4 -s 2 -p 1"),
    (lambda: convcalc.pool("112@8", kernel=3, stride=2, ceil=True, type="avg"),
     "pool 112@8 -k 3 -s 2 --ceil --type avg"),
    (lambda: convcalc.layer("concat", "28x28@64", "28x28@128"), "layer concat 28x28@64 28x28@128"),
    (lambda: convcalc.layer("Conv2d", 9, in_channels=3, out_channels=4, kernel_size=3, bias=False),
     "layer Conv2d 9 in_channels=3 out_channels=4 kernel_size=3 bias=false"),
    (lambda: convcalc.separable("56@64", kernel=3, padding=1, out_channels=128),
     "separable 56@64 -k 3 -p 1 -o 128"),
    (lambda: convcalc.solve.conv(11, kernel=3, stride=2, padding="P", want=7),
     "solve conv 11 -k 3 -s 2 -p P --want 7"),
    (lambda: convcalc.solve.layer("Conv1d", "H", kernel=3, where="H=1..9", want=4),
     "solve layer Conv1d H -k 3 --where H=1..9 --want 4"),
    (lambda: convcalc.solve.conv(11, kernel=3, padding="P", want=1),
     "solve conv 11 -k 3 -p P --want 1"),
    (lambda: convcalc.check(6, "conv", 11, kernel=3, stride=2, padding=2),
     "check 6 conv 11 -k 3 -s 2 -p 2"),
    (lambda: convcalc.check("-1 0", "value", "conv", data="1 2; 3 4", weight="1 1"),
     "check|-1 0|value|conv|--data|1 2; 3 4|--weight|1 1"),
    (net, "audit resnet18"),
    (lambda: net().audit(by="stage", max_params="5M"), "audit resnet18 --by stage --max-params 5M"),
    (lambda: net().audit(columns=("name", "macs", "share"), top=3),
     "audit resnet18 --columns name,macs,share --top 3"),
    (lambda: net().receptive_field(layer="conv5"), "rf resnet18 --layer conv5"),
    (lambda: net().legal_inputs(exact=True), "solve inputs resnet18 --exact"),
    (lambda: net().closed_form(), "audit resnet18 --input 3xHxW"),
    (lambda: net().diff("resnet34"), "diff resnet18 resnet34"),
    (lambda: convcalc.network("mobilenet_v1", width=0.5, input=(3, 192, 192)),
     "audit mobilenet_v1 --set width=0.5 --input 3x192x192"),
    (lambda: convcalc.network(Path("net.yaml")), "audit net.yaml"),
    (lambda: convcalc.network("net.yaml").legal_inputs(), "solve inputs net.yaml"),
    (lambda: convcalc.network("net.yaml").closed_form(), "audit net.yaml --input 3xHxW"),
    (lambda: convcalc.network("3x8x8: conv3@4 relu"), "audit|3x8x8: conv3@4 relu"),
    (lambda: convcalc.run("kernel", (3, 5), dilation=2), "kernel 3x5 -d 2"),
    (lambda: convcalc.run("compare", "dilated"), "compare dilated"),
    (lambda: convcalc.run("scale", "mobilenet_v1", width=0.5), "scale mobilenet_v1 --width 0.5"),
]  # fmt: skip


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    (tmp_path / "net.yaml").write_text(FILE)


@pytest.mark.parametrize(("ask", "line"), SAME, ids=[line for _, line in SAME])
def test_python_says_what_the_command_says(ask: Callable[[], Result], line: str, cli: Cli) -> None:
    words = line.split("|") if "|" in line else line.split()
    result, data = ask(), cli(*words, "--json")
    assert result.to_dict() == json.loads(data.out)
    assert result.ok == (data.code == 0)
    for lang in ("en", "ja"):
        page = cli(*words, "--format", "table", "--lang", lang).out
        assert result.text(lang=lang).splitlines() == [one.rstrip() for one in page.splitlines()]
    for form in ("csv", "plain", "markdown", "latex"):
        assert result.text(form, "en").splitlines() == [
            one.rstrip() for one in cli(*words, "--format", form).out.splitlines()
        ]


def test_text_that_was_pasted() -> None:
    assert convcalc.network(PASTED, input="3x8x8").params == 224
    assert convcalc.network(FILE).params == 112 + 296


def test_a_file_is_read_once(tmp_path: Path) -> None:
    found = convcalc.network("net.yaml")
    (tmp_path / "net.yaml").write_text("nothing")
    assert found.audit(by="type").params == 408


def test_derivations() -> None:
    asked = convcalc.conv(11, kernel=3, stride=2, padding=2)
    steps = asked.steps("ja", letters="exam")
    assert "O = ⌊(W + 2P − F) / S⌋ + 1" in str(steps)
    assert "答え" in str(steps)
    assert steps.to_dict()["derivations"][0]["answer"] == 7
    shown = steps._repr_latex_()
    assert r"\left\lfloor \frac{W + 2P - F}{S} \right\rfloor + 1" in shown
    assert shown.count("{") == shown.count("}")
    assert steps._repr_html_() is None
    macs = convcalc.conv("56@64", kernel=3, out_channels=8).steps(of="macs")
    assert [one["quantity"] for one in macs.derivations][-1] == "macs"


@pytest.mark.parametrize("ask", [ask for ask, _ in SAME])
def test_notebooks_are_shown_well_formed_pages(ask: Callable[[], Result]) -> None:
    page = ask()._repr_html_()
    assert page is not None
    assert ElementTree.fromstring(f"<div>{page}</div>").find("p") is not None


def test_what_comes_from_outside_is_escaped() -> None:
    page = convcalc.network("input: 3x8x8\nname: <b>&\nlayers:\n  - a: conv3@4\n")._repr_html_()
    assert page is not None
    assert "&lt;b&gt;&amp;" in page


def test_rows() -> None:
    """One kind of value a column, so that a data frame can be made of them."""
    rows = convcalc.separable("56@64", kernel=3, padding=1, out_channels=128).rows()
    assert rows[1]["params"] == 8768
    assert str(rows[1]["ratio"]) == "137/1152"
    for result in (convcalc.network("resnet18"), convcalc.network("unet").receptive_field()):
        rows = result.rows()
        for key in rows[0]:
            kinds = {type(row[key]) for row in rows if row[key] is not None}
            assert len(kinds) <= 1, key
    assert sum(row["params"] for row in convcalc.network("alexnet").rows()) == 60_965_224
    assert convcalc.conv(11, kernel=3).rows()[0]["size"] == "9x9"


def test_pictures(cli: Cli) -> None:
    picture = convcalc.conv(5, kernel=3, stride=2, padding=1).draw(theme="light")
    wanted = cli("draw conv 5 -k 3 -s 2 -p 1 --theme light --format svg").out
    assert picture.svg.splitlines() == [one.rstrip() for one in wanted.splitlines()]
    assert ElementTree.fromstring(picture._repr_svg_()).tag.endswith("svg")
    drawn = convcalc.conv(5, kernel=3, stride=2, padding=1).draw()
    page = cli("draw conv 5 -k 3 -s 2 -p 1 --format table").out
    assert str(drawn).splitlines() == [one.rstrip() for one in page.splitlines()]
    assert drawn.to_dict() == json.loads(cli("draw conv 5 -k 3 -s 2 -p 1 --json").out)
    for result in (net(), net().receptive_field(), convcalc.tconv(4, kernel=3, stride=2)):
        assert ElementTree.fromstring(result.draw().svg).tag.endswith("svg")
    with pytest.raises(convcalc.ConvcalcError):
        convcalc.solve.conv(11, kernel=3, padding="P", want=9).draw()
