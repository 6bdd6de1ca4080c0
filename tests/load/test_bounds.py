"""Nothing that can be typed or stored hangs the loader, eats memory, or ends in a traceback."""

# ruff: noqa: E501  (tables: one case a line)

from __future__ import annotations

import random
import tracemalloc
from contextlib import suppress
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from convcalc.errors import ConvcalcError
from convcalc.inverse.networks import load
from convcalc.load import checks, yaml_tree
from convcalc.load.load import document_of_text, load_document
from convcalc.zoo import NAMES, path
from tests.growth import work

from .helpers import fingerprint, read

HEAD = "input: 3x8x8\n"
MEBI = 2**20

BOMBS = {
    "repeats in repeats": (HEAD + "layers: 1000*( 1000*( relu relu ) )\n", "load.too_many_layers"),
    "one great repeat": (HEAD + "layers: 1000001*( relu )\n", "load.too_many_layers"),
    "empty repeats": (HEAD + "layers: 1000000*( 1000000*( ) ) relu\n", None),
    "repeats of nothing": (HEAD + "layers: 1000000*( 1000000*( 1*( ) ) ) relu\n", None),
    "repeats of empty blocks": (
        HEAD + "blocks:\n  e: 1*( )\nlayers: 1000*( 1000*( e ) ) relu\n", "load.too_many_steps",
    ),
    "repeats by knobs": (HEAD + "set: {n: 1000}\nlayers: (n)*( (n)*( (n)*( relu ) ) )\n", "load.too_many_layers"),
    "blocks of blocks": (
        HEAD + "blocks:\n" + "".join(f"  b{n}: 10*( b{n + 1} )\n" for n in range(40)) + "  b40: relu\nlayers: b0\n",
        "load.too_many_layers",
    ),
    "blocks by arguments": (
        HEAD + "blocks:\n" + "".join(f"  b{n}(x): b{n + 1}(2*x) b{n + 1}(2*x + 1)\n" for n in range(40))
        + "  b40(x): relu\nlayers: b0(1)\n",
        "load.too_many_layers",
    ),
    "blocks by channels": (
        HEAD + "blocks:\n" + "".join(f"  b{n}(x): b{n + 1}(cin) b{n + 1}(x)\n" for n in range(40))
        + "  b40(x): relu\nlayers: b0(1)\n",
        "load.too_many_layers",
    ),
    "a long chain of blocks": (
        HEAD + "blocks:\n" + "".join(f"  b{n}: b{n + 1}\n" for n in range(5000)) + "  b5000: relu\nlayers: b0\n",
        "load.too_deep",
    ),
    "squares of squares": (
        HEAD + "blocks:\n" + "".join(f"  b{n}(x): b{n + 1}(x*x)\n" for n in range(40))
        + "  b40(x): conv1@x\nlayers: b0(9)\n",
        "expr.too_large",
    ),
    "powers": (HEAD + "set: {a: 9999999}\nlayers: conv1@(((a**64)**64)**64)\n", "expr.too_large"),
    "a huge number": (HEAD + "layers: conv" + "9" * 100_000 + "\n", "expr.too_large"),
    "a huge input": ("input: 3x" + "9" * 100_000 + "\nlayers: relu\n", "expr.too_long"),
    "deep lists": (HEAD + "layers: " + "[" * 100_000 + "\n", "load.too_deep"),
    "deep maps": (HEAD + "layers: " + "{a: " * 100_000 + "\n", "load.too_deep"),
    "deep brackets": (HEAD + "layers: relu " + "add[ " * 100_000 + "\n", "load.too_deep"),
    "deep arithmetic": (HEAD + "layers: conv3@" + "(" * 100_000 + "\n", "load.unclosed"),
    "laughs": (
        "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)),
        "load.yaml_alias",
    ),
    "merge keys": ("a: &a {b: c}\nlayers: {<<: *a}\n", "load.yaml_alias"),
    "many axes": ("input: " + "x".join(["3"] * 400) + "\nlayers: relu\n", "size.too_many_axes"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "code"), BOMBS.values(), ids=BOMBS)
def test_bombs(text, code):
    tracemalloc.start()
    try:
        if code is None:
            assert len(read(text).nodes) == 2
        else:
            with pytest.raises(ConvcalcError) as caught:
                read(text)
            assert caught.value.code == code
    finally:
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < 64 * MEBI


def test_bombs_in_json():
    for text in (
        "[" * 100_000,
        '{"a":' * 100_000,
        '"' + "\\u0000" * 1000,
        '{"layers": ' + "9" * 10_000 + "}",
    ):
        with pytest.raises(ConvcalcError):
            read(text, ".json")


def test_bombs_in_toml():
    for text in (
        "a = " + "[" * 100_000,
        "a = " + "{b = " * 100_000,
        "a = " + "9" * 100_000,
        "a." * 10_000 + "b = 1",
    ):
        with pytest.raises(ConvcalcError):
            read(text, ".toml")


def test_linear_work(monkeypatch):
    """Twice as much text is twice as much work, be it layers, named steps or conditions."""
    monkeypatch.setenv("CONVCALC_MAX_LAYERS", "100000")
    texts = {
        "layers": lambda n: "layers:\n" + "  - conv3p1@8 relu\n" * n,
        "named steps": lambda n: "layers:\n" + "".join(f"  - n{i}: relu\n" for i in range(n)),
        "settings": lambda n: "set:\n" + "".join(f"  s{i}: {i}\n" for i in range(n)) + "layers: relu\n",
        "conditions": lambda n: "layers:\n" + "  - {if: cin > 4, then: relu, else: identity}\n" * n,
        "conditions on settings": lambda n: (
            "set:\n" + "".join(f"  s{i}: {i}\n" for i in range(n))
            + "layers:\n" + "  - {if: cin > 4, then: relu, else: identity}\n" * n
        ),
    }  # fmt: skip
    read(HEAD + "layers: relu conv3p1@8\n")
    for kind, text in texts.items():
        small, large = work(lambda: read(HEAD + text(60))), work(lambda: read(HEAD + text(240)))  # noqa: B023
        assert large < 4.5 * small, kind


def test_more_steps_than_are_counted_beforehand(monkeypatch):
    monkeypatch.setattr(checks, "MAX_COUNTED", 10)
    text = HEAD + "layers:\n" + "".join(f"  - n{i}: relu\n" for i in range(30))
    assert len(read(text).nodes) == 31


@pytest.mark.parametrize(
    "text", ["layers: 6*( relu )\n", "layers: [relu, 5*( relu )]\n", "layers:\n" + "  - relu\n" * 6]
)
def test_the_bound_on_layers_is_a_setting(monkeypatch, text):
    monkeypatch.setenv("CONVCALC_MAX_LAYERS", "5")
    with pytest.raises(ConvcalcError) as caught:
        read(HEAD + text)
    assert caught.value.exit_code == 2
    assert caught.value.message.fields["limit"] == 5
    assert [hint.fields["setting"] for hint in caught.value.hints] == ["CONVCALC_MAX_LAYERS"]
    monkeypatch.setenv("CONVCALC_MAX_LAYERS", "6")
    assert len(read(HEAD + text).nodes) == 7


@pytest.mark.parametrize("wrong", ["0", "many", "-3", "1e6", "9" * 30])
def test_a_setting_that_is_no_count(monkeypatch, wrong):
    monkeypatch.setenv("CONVCALC_MAX_LAYERS", wrong)
    with pytest.raises(ConvcalcError) as caught:
        read(HEAD + "layers: relu\n")
    assert caught.value.code == "usage.not_a_count"


def check(text, extension):
    """A network, or an error of ours that can be shown."""
    with suppress(ConvcalcError):
        load_document(document_of_text(text, "net" + extension, extension))


QUICK = settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
LONG = settings(max_examples=20_000, deadline=None, suppress_health_check=list(HealthCheck))
EXTENSIONS = st.sampled_from((".yaml", ".json", ".toml", ""))
ALPHABET = st.sampled_from(
    "abcpdgxX@/:*()[]{}|,.=<>!'\"#&-+ \n\t0123456789×３＠　é\u2028\u0085\x00"
)
WORDS = st.sampled_from((
    "conv3", "p1", "/2", "@64", "b0", "add[", "|", "]", "if(", ")", "3*(", "from(", "relu", "cin", "and",
    "layers:", "blocks:", "set:", "{", "}", "- ", "\n", "\n  ", ": ", "'", '"', "input: 3x8x8", "unit(w):",
    "repeat: ", "like=", "[", ",", "make_divisible(", "9999999999", "outputs:", "(", "==", "x",
))  # fmt: skip
SOUP = st.one_of(
    st.text(ALPHABET, max_size=80), st.lists(WORDS, max_size=25).map("".join), st.text(max_size=60)
)


def mutated(text, seed):
    """A valid file with a few places cut, doubled, swapped or overwritten."""
    chance = random.Random(seed)
    for _ in range(chance.randint(1, 6)):
        at, size = chance.randrange(len(text) + 1), chance.randint(0, 8)
        other = chance.randrange(len(text) + 1)
        bit = chance.choice((
            "", text[other : other + size], chance.choice("()[]{}|@/:*,.=-#'\"\n\t 0129xé\x00"), "99999999", "\n  ",
        ))  # fmt: skip
        text = text[:at] + bit + text[at + size * chance.randint(0, 1) :]
    return text


@given(SOUP, EXTENSIONS)
@QUICK
def test_random_files(text, extension):
    check(text, extension)
    check(HEAD + "layers: " + text, extension)


@given(SOUP)
@QUICK
def test_random_lines(text):
    for line in ("3x8x8: " + text, text.replace("-", "+")):  # "-" would wait for standard input
        with suppress(ConvcalcError):
            load(line)


@given(st.binary(max_size=200))
@QUICK
def test_random_bytes(tmp_path_factory, data):
    file = tmp_path_factory.mktemp("bytes") / "net.yaml"
    file.write_bytes(data)
    with pytest.raises(ConvcalcError):
        load(str(file))


@given(st.sampled_from(sorted(set(NAMES.values()))), st.integers(0, 10**9))
@QUICK
def test_mutations(file, seed):
    check(mutated(Path(path(file)).read_text(), seed), ".yaml")


@pytest.mark.fuzz
@given(st.sampled_from(sorted(set(NAMES.values()))), st.integers(0, 10**9))
@LONG
def test_many_mutations(file, seed):
    check(mutated(Path(path(file)).read_text(), seed), ".yaml")


@pytest.mark.fuzz
@given(SOUP, EXTENSIONS)
@LONG
def test_many_random_files(text, extension):
    check(HEAD + "layers: " + text, extension)


def test_without_the_c_parser(monkeypatch):
    """The parser in pure Python gives the same places."""
    text = Path(path("resnet")).read_text() + "# é ネット\n"
    expected = fingerprint(read(text))
    places = [node.place for node in read(text).nodes]
    monkeypatch.setattr(yaml_tree, "LOADER", yaml.SafeLoader)
    assert fingerprint(read(text)) == expected
    assert [node.place for node in read(text).nodes] == places
    for broken in (
        "layers: [a, add[ b ]]",
        "layers: &a [*a]",
        "layers:\n\t- relu",
        "a: b: c",
        "layers: relu\x00",
        "\ud800",
    ):
        with pytest.raises(ConvcalcError):
            read(broken)
