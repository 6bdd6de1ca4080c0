"""Kernels, formulas, layer types, terms and error codes."""

from __future__ import annotations

import shlex

import pytest

from convcalc.algebra.expr import Var
from convcalc.errors import UsageError
from convcalc.formulas.index import FORMULAS
from convcalc.layers.index import TYPES
from convcalc.render.bare import quiet
from convcalc.report.document import Lettered, Pairs, Sizes, Table
from convcalc.report.explain import explain_document, terms_document
from convcalc.report.formulas import formula_document, formulas_document
from convcalc.report.glossary import TERMS, find_term, folded
from convcalc.report.kernel import kernel_document
from convcalc.report.layers import layers_document, type_document
from convcalc.text import LANGUAGES, catalogue
from convcalc.text.en.notes import TEXT as NOTES
from tests.cli.conftest import run

ENGLISH = catalogue("en")


@pytest.mark.parametrize(
    ("kernel", "dilation", "span", "taps"),
    [((3,), (2,), (5,), 3), ((3, 3), (2, 2), (5, 5), 9), ((3, 5), (2, 3), (5, 13), 15)],
)
def test_kernel(
    kernel: tuple[int, ...], dilation: tuple[int, ...], span: tuple[int, ...], taps: int
) -> None:
    document = kernel_document(kernel, dilation)
    assert document.answer == Sizes(span)
    assert document.data["taps"] == taps
    assert document.data["same_padding"] == Pairs(((s - 1) // 2, s // 2) for s in span)


def test_kernel_at_other_dilations_marks_the_asked_one() -> None:
    tables = [n for n in kernel_document((3,), (3,)).nodes if isinstance(n, Table)]
    (table,) = tables
    assert [row[1] for row in table.rows] == [(3,), (5,), (7,), (9,)]
    assert table.rows[table.highlight or 0][0] == 3


def test_kernel_with_symbols() -> None:
    document = kernel_document((Var("K"),), (2,))
    assert quiet(document.answer, ascii=True) == "2*K - 1"
    with pytest.raises(UsageError):
        kernel_document((3,), (2,), of="macs")


def test_every_formula_is_listed_and_shown() -> None:
    assert formulas_document().answer == list(FORMULAS)
    for name in FORMULAS:
        document = formula_document(name)
        assert isinstance(document.answer, Lettered)
        for letter in document.data["letters"]:
            head = letter if letter.startswith(("c_", "f_", "e_")) else letter.partition("_")[0]
            assert f"letter.{head}" in ENGLISH, (name, letter)
    with pytest.raises(UsageError) as caught:
        formula_document("conv-outpt")
    assert [hint.fields.get("word") for hint in caught.value.hints][:1] == ["conv-output"]


def test_every_layer_type_is_listed_and_shown() -> None:
    assert layers_document().answer == list(TYPES)
    for kind in TYPES:
        assert type_document(kind).data["type"] == kind
    assert "Conv2d" in type_document("conv").data["aliases"]


def test_terms_are_well_formed() -> None:
    names: dict[str, str] = {}
    for key, term in TERMS.items():
        assert key not in term.see
        assert set(term.see) <= set(TERMS), key
        assert term.formula is None or term.formula in FORMULAS
        for alias in term.aliases:
            other = names.setdefault(alias, key)
            assert other == key, f"{alias} is {other} and {key}"
    assert len(TERMS) >= 60
    assert terms_document().answer == list(TERMS)


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("GAP", "gap"),
        ("global average pooling", "gap"),
        ("atrous", "dilation"),
        ("deconvolution", "transposed_convolution"),
        ("転置畳み込み", "transposed_convolution"),
        ("受容野", "receptive_field"),
        ("膨張率", "dilation"),
        ("FLOPs", "flop"),
        ("FLOPS", "flops_rate"),
        ("Batch Normalization", "batch_norm"),
        ("depthwise-separable", "depthwise_separable"),
        ("１ｘ１", "pointwise"),
        ("nonsense", None),
    ],
)
def test_find_term(word: str, key: str | None) -> None:
    assert find_term(word) == key


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_title_is_known(lang: str) -> None:
    """Those of related terms are printed, so that they are typed."""
    texts = catalogue(lang)
    for key in TERMS:
        assert find_term(texts[f"term.{key}"], map(catalogue, LANGUAGES)) == key
    assert find_term("Pointwise convolution (1 x 1)", map(catalogue, LANGUAGES)) == "pointwise"


def test_folded() -> None:
    assert folded("Squeeze-and Excitation") == folded("squeeze_and_excitation")


@pytest.mark.parametrize("key", TERMS)
@pytest.mark.parametrize("lang", ["en", "ja"])
def test_explanations_are_short_prose(key: str, lang: str) -> None:
    text = catalogue(lang)[f"term.{key}.text"]
    stop = "。" if lang == "ja" else "."
    sentences = [part for part in text.split(stop + (" " if lang == "en" else "")) if part]
    fewest, most = (1, 16) if f"term.{key}" in NOTES else (2, 6)
    assert fewest <= len(sentences) <= most
    assert text.endswith(stop)
    if lang == "ja":
        assert "である。" not in text, "the catalogues say です・ます"


@pytest.mark.parametrize("key", TERMS)
def test_commands_to_try_work(key: str) -> None:
    commands = TERMS[key].commands
    for command in commands:
        program, *words = shlex.split(command)
        assert program == "convcalc"
        result = run(*words)
        assert (result.code, result.err) == (0, "")
        assert result.out
    assert [command.startswith("convcalc draw ") for command in commands[1:]] in ([], [True])


def test_errors_are_explained() -> None:
    document = explain_document("size.kernel_exceeds_input", ENGLISH)
    assert document.data["code"] == "size.kernel_exceeds_input"
    assert document.data["text"] is not None
    plain = explain_document("batch.blank", ENGLISH)
    assert plain.data["text"] is None
    assert explain_document("conv-output", ENGLISH).kind == "formula"


@pytest.mark.parametrize(("word", "meant"), [("strid", "stride"), ("size.kernel_exceed", None)])
def test_unknown_words_are_refused_with_the_nearest(word: str, meant: str | None) -> None:
    with pytest.raises(UsageError) as caught:
        explain_document(word, ENGLISH)
    words = [hint.fields["word"] for hint in caught.value.hints if "word" in hint.fields]
    assert words
    assert meant in (None, words[0])


@pytest.mark.parametrize(
    ("word", "name"), [("transposed", "tconv-output"), ("deconv", "tconv-output")]
)
def test_a_word_brings_the_formulas_about_it(word: str, name: str) -> None:
    with pytest.raises(UsageError) as caught:
        formula_document(word)
    hint, _ = caught.value.hints
    assert hint.code == "hint.did_you_mean_one"
    assert name in hint.fields["words"]
    assert set(hint.fields["words"]) <= set(FORMULAS)
