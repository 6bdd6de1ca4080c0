"""LaTeX that compiles: checked by its structure, so that no TeX is needed."""

from __future__ import annotations

import io
import re

import pytest

from convcalc.render import Style, emit
from convcalc.render.latex import escape
from convcalc.report.document import Document
from tests.render.test_formats import document
from tests.report.documents import DOCUMENTS

QUOTES = "“”‘’"
"""Characters beyond Latin that the T1 encoding knows."""


def latex(given: Document, lang: str = "en", letters: str = "dv") -> str:
    stream = io.StringIO()
    emit(given, Style("latex", lang, letters=letters), stream)
    return stream.getvalue()


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("name", ["sample", *DOCUMENTS])
def test_structure(name: str, lang: str) -> None:
    source = latex(document() if name == "sample" else DOCUMENTS[name](), lang)
    assert source.startswith("\\documentclass")
    assert source.endswith("\\end{document}\n")
    balanced_braces(source)
    balanced_environments(source)
    nothing_special(source, lang)


def balanced_braces(source: str) -> None:
    bare = re.sub(r"\\[{}\\]", "", source)
    depth = 0
    for character in bare:
        depth += (character == "{") - (character == "}")
        assert depth >= 0
    assert depth == 0
    assert bare.count("$") % 2 == 0 or r"\$" in source


def balanced_environments(source: str) -> None:
    stack = []
    for kind, name in re.findall(r"\\(begin|end)\{([a-z*]+)\}", source):
        if kind == "begin":
            stack.append(name)
        else:
            assert stack.pop() == name
    assert stack == []
    opened, closed = (len(re.findall(rf"\\{side}(?!arrow)", source)) for side in ("left", "right"))
    assert opened == closed


def nothing_special(source: str, lang: str) -> None:
    """Outside mathematics and the preamble no character is left that LaTeX would trip over."""
    body = source.partition("\\begin{document}")[2]
    body = re.sub(r"\\begin\{align\*\}.*?\\end\{align\*\}", "", body, flags=re.DOTALL)
    body = re.sub(r"\\begin\{(tabular|longtable)\}[^\n]*\n([^\n]*@\{\}\}\n)?", "", body)
    body = re.sub(r"(?<!\\)\$.*?(?<!\\)\$", "", body)
    assert not re.search(r"(?<!\\)[#%^]", body)
    assert not re.search(r"(?<!\\)_", body)
    if lang == "en":
        assert [char for char in body if ord(char) > 0x24F and char not in QUOTES] == []


def test_alignment_rows_have_equal_cells() -> None:
    source = latex(document())
    block = re.findall(r"\\begin\{align\*\}(.*?)\\end\{align\*\}", source, flags=re.DOTALL)
    assert block
    for row in block[0].strip().split("\\\\\n"):
        assert len(re.findall(r"(?<!\\)&", row)) == 3


def test_quiet_gives_the_bare_formula() -> None:
    stream = io.StringIO()
    emit(DOCUMENTS["formula"](), Style("latex", quiet=True, letters="exam"), stream)
    assert stream.getvalue() == (
        "\\left\\lfloor \\frac{W + P + Q - D\\left(F - 1\\right) - 1}{S} \\right\\rfloor + 1\n"
    )


def test_escape() -> None:
    assert escape("50% of a_b & c{d} #1 ~ ^ \\") == (
        r"50\% of a\_b \& c\{d\} \#1 \textasciitilde{} \textasciicircum{} \textbackslash{}"
    )


def test_thousands_and_letters() -> None:
    source = latex(DOCUMENTS["worked"](), letters="exam")
    assert "{,}" in latex(DOCUMENTS["worked_costs"]())
    assert r"\frac{W + 2P - F}{S}" in source
    assert "(11 + 4" not in source
