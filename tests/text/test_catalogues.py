"""The catalogues agree with each other, and with what the code says."""

from __future__ import annotations

import ast
import re
from importlib import import_module
from pkgutil import iter_modules
from string import Formatter

import pytest

from convcalc.layers.index import TYPES, resolve
from convcalc.report.glossary import TERMS
from convcalc.text import LANGUAGES, catalogue, codes, lookup
from tests.source import MODULES, nodes

BARE = {"Field": 2, "word": 2, "Entry": 2, "line": 0, "no_quantity": 0}
"""Who takes a code as a bare string, and at which place."""


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def said() -> list[tuple[str, str, set[str], bool]]:
    """Every literal `Message("code", field=...)`: file, code, fields, whether ** is among them."""
    found = []
    for module in MODULES:
        for node in nodes(module):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            if node.func.id != "Message" or not node.args:
                continue
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                names = {keyword.arg for keyword in node.keywords}
                place = f"{module}:{node.lineno}"
                fields = {name for name in names if name is not None}
                found.append((place, first.value, fields, None in names))
    return found


def headings() -> set[str]:
    """The codes that columns, facts and lines are given as bare strings."""
    found = set()
    for module in MODULES:
        for node in nodes(module) if module.startswith("convcalc/report/") else ():
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                place = BARE.get(node.func.id)
                if place is None or len(node.args) <= place:
                    continue
                code = node.args[place]
                if isinstance(code, ast.Constant) and isinstance(code.value, str):
                    found.add(code.value)
    return found


def formed() -> set[str]:
    """The fixed beginnings of codes built with f-strings: `layer.` of f"layer.{kind}"."""
    beginnings = set()
    for text in MODULES.values():
        for match in re.finditer(r'Message\(\s*f"([a-z_]+\.)', text):
            beginnings.add(match.group(1))
    return beginnings


def test_both_languages_have_the_same_codes() -> None:
    assert codes("en") == codes("ja")


def test_both_languages_use_the_same_fields() -> None:
    differing, unnamed = [], []
    for code in codes("en") & codes("ja"):
        english, japanese = (placeholders(lookup(code, lang)) for lang in ("en", "ja"))
        if "count" in japanese - english and code.endswith(".one"):
            english.add("count")  # "one pixel" needs no number in English
        if english != japanese:
            differing.append((code, english, japanese))
        if not all(name.isidentifier() for name in english):
            unnamed.append(code)
    assert (differing, unnamed) == ([], [])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_code_is_defined_twice(lang: str) -> None:
    seen: dict[str, str] = {}
    for file in iter_modules(import_module(f"convcalc.text.{lang}").__path__):
        for code in import_module(f"convcalc.text.{lang}.{file.name}").TEXT:
            assert code not in seen, f"{code} in {seen.get(code)} and {file.name}"
            seen[code] = file.name


def test_every_message_has_words_and_its_fields() -> None:
    unknown, unfilled = [], []
    for place, code, fields, more in said():
        if code not in catalogue("en"):
            unknown.append((place, code))
            continue
        singular = catalogue("en").get(f"{code}.one", "")
        wanted = placeholders(catalogue("en")[code]) | placeholders(singular)
        if not more and not wanted <= fields:
            unfilled.append((place, code, wanted - fields))
    assert unknown == []
    assert unfilled == []
    assert len(headings()) > 100
    assert headings() - codes("en") == set()


def test_every_formed_code_begins_like_some_code() -> None:
    known = codes("en")
    missing = {begin for begin in formed() if not any(code.startswith(begin) for code in known)}
    assert missing == set()


def test_every_layer_parameter_and_term_has_words() -> None:
    known = codes("en")
    wanted = {f"layer.{kind}" for kind in TYPES}
    for kind in TYPES:
        for param in resolve(kind).PARAMS:
            wanted |= {f"param.{param.name}", f"cli.option.{param.name}"}
    for key, term in TERMS.items():
        wanted |= {f"term.{key}", f"term.{key}.text"} | {f"term.{other}" for other in term.see}
    assert wanted - known == set()


def test_lookup_falls_back() -> None:
    assert lookup("no.such.code", "ja") == "no.such.code"
    with pytest.raises(KeyError):
        lookup("value.none", "fr")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_templates_can_be_filled(lang: str) -> None:
    for code, template in catalogue(lang).items():
        fields = dict.fromkeys(placeholders(template), "x")
        assert template.format(**fields), code
        assert "  " not in template.strip() or code == "explain.formula", code


DEMANDS = ("Message", "at_least", "equal", "divides", "one_or")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_message_is_given_every_field_that_its_words_need(lang: str) -> None:
    words, missing = catalogue(lang), []
    for module in MODULES:
        for call in nodes(module):
            if not isinstance(call, ast.Call) or any(key.arg is None for key in call.keywords):
                continue
            name = getattr(call.func, "id", getattr(call.func, "attr", ""))
            said = [one.value for one in call.args if isinstance(one, ast.Constant)]
            codes = [code for code in said if isinstance(code, str) and code in words]
            if name in DEMANDS and codes:
                needed = {field for _, field, _, _ in Formatter().parse(words[codes[0]]) if field}
                if not needed <= {key.arg for key in call.keywords}:
                    missing.append((module, call.lineno, codes[0]))
    assert missing == []
