"""The HTML pages of audit and diff: one well formed file, with the numbers of the JSON."""

from __future__ import annotations

import html
import io
import json
import re
import shlex
from html.parser import HTMLParser
from pathlib import Path

import pytest

from convcalc.network.measures import Measures
from convcalc.render import Style, emit
from convcalc.report.audit import audit_document
from convcalc.report.audit_rows import View
from convcalc.report.draw.network import network_drawing
from convcalc.report.draw.page import audit_page
from tests.cli.conftest import run
from tests.network.nets import Chain

VOID = {"meta", "i", "br", "rect", "path", "circle"}
INK = {"rect", "path", "circle"}
NETS = ["resnet18", "mobilenet_v2", "unet", "pix2pix", "c3d"]
NAMES = {
    "</style><script>alert(1)</script>": "</style><script>alert(1)</script>",
    "<b>&amp;\"'</b>": "<b>&amp;\"'</b>",
    "層の名前": "層の名前",
    "\u202eabc\x07": "\\u202eabc\\x07",
}
"""Names of layers, and how they are shown."""


class Page(HTMLParser):
    """A page read: its elements, ids, and the texts of its rows; demands that tags are closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.rows: list[list[str]] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), attrs
        self.elements.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in INK
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.texts.append(data)
        if self.open and ("td" in self.open or "th" in self.open):
            self.rows[-1][-1] += data

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def page(*words: str) -> tuple[str, Page]:
    result = run(*words, "--format", "html")
    assert result.code == 0, result.err
    assert result.out == run(*words, "--format", "html").out
    return result.out, Page(result.out)


def sound(text: str, read: Page, lang: str = "en") -> None:
    """What holds of every page."""
    assert text.startswith("<!doctype html>\n")
    assert read.named("html") == [{"lang": lang}]
    tags = {tag for tag, _ in read.elements}
    assert not tags & {"script", "link", "img", "iframe", "object", "foreignobject", "base"}
    for wrong in ("url(", "@import", "javascript:", "http:", "https:"):
        assert wrong not in text.replace("http://www.w3.org/2000/svg", "")
    assert not any(name.startswith("on") for _, found in read.elements for name in found)
    ids = [found["id"] for _, found in read.elements if "id" in found]
    assert len(ids) == len(set(ids))
    for _, found in read.elements:
        for name in (found.get("aria-labelledby") or "").split():
            assert name in ids
    assert all("scope" in found for found in read.named("th"))
    assert all(found.get("role") == "img" for found in read.named("svg"))
    headings = [tag for tag, _ in read.elements if tag in ("h1", "h2", "h3")]
    assert headings.count("h1") == 1
    assert headings[0] == "h1"
    undefined = set(re.findall(r"var\((--[a-z-]+)\)", text)) - set(
        re.findall(r"(--[a-z-]+):#", text)
    )
    assert undefined == set()
    classes = {name for _, found in read.elements for name in (found.get("class") or "").split()}
    painted = {found["class"] for found in read.named("g")}
    assert painted <= classes
    assert all(f".{name}{{fill:" in text for name in painted)


@pytest.mark.parametrize("name", NETS)
def test_numbers_are_those_of_the_json(name: str) -> None:
    text, read = page("audit", name)
    sound(text, read)
    data = json.loads(run("audit", name, "--json").out)
    totals = data["totals"]
    rows = {row[0]: row for row in read.rows}
    assert rows["Total"][3:5] == [f"{totals['params']:,}", f"{totals['macs']:,}"]
    alive = {step["layer"] for step in totals["memory_steps"]}
    for layer in data["layers"]:
        row = rows[layer["name"]]
        assert row[3:5] == [f"{layer['params']:,}", f"{layer['macs']:,}"]
        assert bool(row[7]) == (layer["name"] in alive)
    heads = {layer["stage"] for layer in data["layers"]}
    for stage in heads - {""} - {layer["name"] for layer in data["layers"]}:
        parts = [layer for layer in data["layers"] if layer["stage"] == stage]
        found = [row for row in read.rows if row[0] == stage and len(row) == 8]
        sums = [sum(part[key] for part in parts) for key in ("params", "macs")]
        assert [found[0][3], found[0][4]] == [f"{value:,}" for value in sums]
    for value in (totals["flops"], totals["activations"], totals["buffers"]):
        assert not value or f"{value:,}" in read.texts


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_several_networks_and_a_difference(lang: str) -> None:
    for words in (
        ("audit", "resnet18", "unet"),
        ("diff", "mobilenet_v1", "mobilenet_v1:width=0.5"),
        ("audit", "3xHxW: conv3@8 relu"),
        ("audit", "3x8x8: conv3@8", "--batch-size", "N"),
    ):
        text, read = page(*words, "--lang", lang)
        sound(text, read, lang)


def test_names_from_outside() -> None:
    net = Chain(3, 16, 16)
    for name in NAMES:
        given = {"out": 8, "kernel": 3, "padding": 1}
        net.end = net.builder.add("conv", given, (net.end,), name=name, stage=name)
    measures = Measures(net.finish())
    document = audit_document(measures, View(details=True))
    stream = io.StringIO()
    emit(audit_page(document, measures, (), "layer", "<>&"), Style("html"), stream)
    read = Page(stream.getvalue())
    sound(stream.getvalue(), read)
    assert not re.search("[\x00-\x08\x0b-\x1f\u202e]", stream.getvalue())
    assert {row[0] for row in read.rows} >= set(NAMES.values())
    picture = network_drawing(measures, "layer")
    for form in ("svg", "table"):
        stream = io.StringIO()
        emit(picture, Style(form), stream)
        assert not re.search("[\x00-\x08\x0b-\x1f\u202e]", stream.getvalue())
    assert "層の名前" in stream.getvalue()


def test_findings_and_limits_stand_before_all_charts() -> None:
    result = run("audit", "resnet18", "--max-params", "8M", "--format", "html")
    assert result.code == 1
    places = [result.out.index(words) for words in ("Budget", "Findings", "Costs by stage", "<svg")]
    assert places == sorted(places)
    assert "3,689,512" in result.out[: places[2]]
    assert "complete, and" not in result.out


def test_what_is_unknown_is_said_to_be() -> None:
    text, read = page("audit", "3x8x8: conv3@8 opaque")
    sound(text, read)
    assert "incomplete" in text
    assert "unknown" in text


def test_print_repeats_no_totals_and_is_light() -> None:
    text, _ = page("audit", "resnet18")
    assert "tfoot{display:table-row-group}" in text
    assert "@media screen and (prefers-color-scheme:dark){:root{" in text
    assert "print-color-adjust:exact" in text


def test_themes_and_colours_of_a_page() -> None:
    words = ("draw", "audit", "resnet18", "--format", "html")
    light = run(*words, "--theme", "light").out
    assert "prefers-color-scheme" not in light
    other = run(*words, "--theme", "dark", "--colours", "input=#DDEEFF").out
    assert "@media screen{:root{" in other
    assert "--input:#DDEEFF" in other


@pytest.mark.parametrize(
    "words",
    ["audit resnet18 --by type --batch-size 4 --max-macs 1M",
     "audit resnet18:classes=10 --input 3x64x64 --lang ja --strict",
     "audit resnet18 alexnet --set classes=10", "draw audit alexnet --theme dark --by layer",
     "draw audit alexnet --colours input=#DDEEFF", "diff vgg11 vgg13 --all"],
)  # fmt: skip
def test_the_command_on_the_page_makes_it_again(words: str) -> None:
    first = run(*words.split(), "--format", "html")
    (line,) = re.findall(r"<code>convcalc (.*)</code>", first.out)
    assert run(*shlex.split(html.unescape(line))).out == first.out


@pytest.mark.parametrize(
    "option", ["--top 3", "--columns name", "--reconcile", "--details", "--count flops", "--steps"]
)
def test_an_option_that_changes_nothing_is_named(option: str) -> None:
    for words in ("--width 500", "--view shape", "--animate"):
        drawn = run("draw", "audit", "alexnet", *words.split(), "--format", "html")
        assert drawn.code == 2
        assert words.split()[0] in drawn.err
    result = run("audit", "resnet18", *option.split(), "--format", "html")
    assert result.code == 2
    assert option.split()[0] in result.err


def test_the_ending_of_the_file_chooses(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    assert run("audit", "resnet18", "--by", "block", "--output-file", str(file)).code == 0
    text = file.read_text("utf-8")
    line = "convcalc audit resnet18 --by block --output-file page.html"
    assert f"<code>{line}</code>" in text
    assert str(tmp_path) not in text


@pytest.mark.parametrize(
    ("words", "begins"),
    [("--format latex --output-file p.tex", "\\documentclass"),
     ("--output-file p.png", "name\t"),
     ("--output-file p.txt", "name\t"), ("--json --output-file p.json", "{")],
)  # fmt: skip
def test_other_endings_choose_nothing(
    words: str, begins: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("audit", "alexnet", *words.split()).code == 0
    (file,) = tmp_path.iterdir()
    assert file.read_text("utf-8").startswith(begins)


def test_any_encoding_gets_the_same_page() -> None:
    plain = run("audit", "resnet18", "--format", "html")
    narrow = run("audit", "resnet18", "--format", "html", encoding="ascii")
    assert narrow.out.isascii()
    assert "".join(Page(narrow.out).texts) == "".join(Page(plain.out).texts)


def test_a_page_grows_slowly() -> None:
    small, large = (
        run("audit", name, "--format", "html").out for name in ("resnet18", "resnet101")
    )
    layers = 344 - 68
    assert len(small.encode()) < 50_000
    assert (len(large.encode()) - len(small.encode())) / layers < 500


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("dtype", ["fp32", "int8"])
def test_the_format_of_the_numbers_is_named(lang: str, dtype: str) -> None:
    for words in (
        "audit alexnet --format html",
        "audit alexnet vgg11 --format html",
        "draw audit alexnet --view memory --format svg",
        "draw audit alexnet --view memory",
    ):
        text = run(*words.split(), "--dtype", dtype, "--lang", lang).out
        sentences = re.split("[.。]", re.sub("<[^>]+>", ".", text))
        told = [one for one in sentences if "layer runs" in one or "実行中に残って" in one]
        assert told, words
        assert all(dtype in "".join(one.split()) for one in told), words
