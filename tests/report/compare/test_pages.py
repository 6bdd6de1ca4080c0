"""Every topic in every format and language, and the list of topics."""

from __future__ import annotations

import io
import json
from importlib import import_module
from pathlib import Path

import pytest

import convcalc.report.compare
from convcalc.render import FORMATS, Style, emit
from convcalc.render.measure import cells
from convcalc.report.compare.index import ALIASES, TOPICS, known, topic_named
from convcalc.report.compare.page import compare_document, topics_document
from convcalc.report.compare.topic import Topic
from convcalc.text import codes, lookup

SHARED = {"__init__", "contest", "index", "methods", "options", "page", "topic", "worked"}


def written(name: str, style: Style, steps: bool = False) -> str:
    stream = io.StringIO()
    emit(compare_document(topic_named(name), steps=steps), style, stream)
    return stream.getvalue()


@pytest.mark.parametrize("name", TOPICS)
@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("steps", [False, True])
def test_every_format(name: str, lang: str, steps: bool) -> None:
    for form in FORMATS:
        page = written(name, Style(form, lang, width=80, colour=False), steps)
        assert page.strip()
        assert "compare." not in page, "every code has words"
        if form == "table":
            assert max(map(cells, page.splitlines())) <= 80
        if form in ("plain", "csv") and not steps:
            separator = "\t" if form == "plain" else ","
            widths = {line.count(separator) for line in page.splitlines()}
            assert len(widths) == 1 or form == "csv", "one table with one header"


@pytest.mark.parametrize("name", TOPICS)
def test_ascii_stays_ascii(name: str) -> None:
    assert written(name, Style("table", "en", ascii=True, width=100, colour=False)).isascii()


@pytest.mark.parametrize("name", TOPICS)
def test_scripts_read_the_same_in_both_languages(name: str) -> None:
    for form in ("plain", "csv"):
        assert written(name, Style(form, "en")) == written(name, Style(form, "ja"))


@pytest.mark.parametrize("name", TOPICS)
def test_json_says_what_is_compared(name: str) -> None:
    data = json.loads(written(name, Style("json")))
    assert (data["convcalc"], data["kind"], data["topic"]) == (1, "comparison", name)
    assert len(data["methods"]) >= 2
    assert data["findings"]
    assert data["assumptions"]
    keys = {tuple(row) for row in data["methods"]}
    assert len(keys) == 1
    worked = json.loads(written(name, Style("json"), steps=True))
    assert worked["methods"] == data["methods"]
    assert all(part["lines"] for part in worked["work"])


def test_each_topic_is_a_module_and_each_module_a_topic() -> None:
    folder = Path(convcalc.report.compare.__file__).parent
    modules = {path.stem for path in folder.glob("*.py")} - SHARED
    assert modules == {name.replace("-", "_") for name in TOPICS}
    for name in TOPICS:
        module = import_module(f"convcalc.report.compare.{name.replace('-', '_')}")
        topic: Topic = module.TOPIC
        assert topic.name == name
        assert f"compare.topic.{name}" in codes("en")
        assert topic.example.startswith(f"convcalc compare {name}")


def test_names_in_both_languages() -> None:
    others = [other for names in ALIASES.values() for other in names.split()]
    assert len(others) == len(set(others))
    assert not set(others) & set(TOPICS)
    for name, names in ALIASES.items():
        assert any(not other.isascii() for other in names.split()), "a Japanese name"
        assert {known(other) for other in names.split()} == {name}
    assert known("ＮＯＲＭ") == known("Norm") == known("正規化") == "norm"
    assert known("gpu_days") == "gpu-days"
    assert known("nothing") is None


def test_the_list_of_topics() -> None:
    document = topics_document()
    assert document.answer == list(TOPICS)
    for lang in ("en", "ja"):
        stream = io.StringIO()
        emit(document, Style("table", lang, width=80, colour=False), stream)
        assert all(name in stream.getvalue() for name in TOPICS)
        assert lookup("compare.topics", lang) in stream.getvalue()
