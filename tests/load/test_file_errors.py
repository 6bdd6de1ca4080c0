"""Mistakes in network files: the code, and the line and column where each stands."""

# ruff: noqa: E501  (tables: one case a line)

from __future__ import annotations

import pytest

from convcalc.errors import ConvcalcError
from convcalc.network.graph import NetworkError

from .helpers import read

HEAD = "convcalc: 1\ninput: 3x32x32\n"

CASES = {
    # name: (what follows the head, code, line, column)
    "duplicate key": ("layers: relu\nlayers: gap\n", "load.duplicate_key", 4, 1),
    "unknown key": ("layer: relu\n", "load.unknown_key", 3, 1),
    "no layers": ("name: x\n", "load.no_layers", 1, 1),
    "no items": ("layers: []\n", "load.no_layers", 3, 9),
    "notation in flow": ("layers: [conv3, add[ relu | ]]\n", "load.not_yaml", 3, 20),
    "call in flow": ("layers: [conv(kernel=3, out=8)]\n", "load.unclosed", 3, 14),
    "anchor": ("layers: &a\n  - relu\n", "load.yaml_alias", 3, 9),
    "recursive alias": ("layers: &a [*a]\n", "load.yaml_alias", 3, 9),
    "alias": ("layers: *a\n", "load.yaml_alias", 3, 9),
    "tag": ("layers: !!python/object/apply:os.system [ls]\n", "load.yaml_tag", 3, 9),
    "two documents": ("layers: relu\n---\nlayers: gap\n", "load.yaml_documents", 4, 1),
    "tab": ("layers:\n\t- relu\n", "load.not_yaml", 4, 1),
    "colon": ("layers:\n  - a: relu: gap\n", "load.not_yaml", 4, 12),
    "control character": ("layers: relu\x00\n", "load.not_yaml", 3, 13),
    "complex key": ("layers:\n  - ? [a]\n    : b\n", "load.key_not_text", 4, 7),
    "dialect": ("dialect: pytorch\nlayers: relu\n", "dialect.unknown", 3, 10),
    "dialect of a list": ("dialect: [torch]\nlayers: relu\n", "load.not_text", 3, 10),
    "unused block": ("blocks:\n  unit: relu\nlayers: relu\n", "load.unused_block", 4, 3),
    "block used by itself": ("blocks:\n  a: relu a\nlayers: a\n", "load.block_cycle", 4, 11),
    "cycle": ("blocks:\n  up: down\n  down: relu up\nlayers: up\n", "load.block_cycle", 5, 14),
    "block like a layer": ("blocks:\n  conv3: relu\nlayers: relu\n", "load.block_is_layer", 4, 3),
    "block like a word": ("blocks:\n  add: relu\nlayers: relu\n", "load.block_is_layer", 4, 3),
    "block twice": ("blocks:\n  u(a): relu\n  u(b): gap\nlayers: u(1)\n", "load.duplicate_key", 5, 3),
    "head": ("blocks:\n  'u(a': relu\nlayers: relu\n", "load.block_header", 4, 4),
    "head of numbers": ("blocks:\n  u(3): relu\nlayers: relu\n", "load.not_a_name", 4, 5),
    "default first": ("blocks:\n  u(a=1, b): relu\nlayers: u(1)\n", "load.required_after_default", 4, 9),
    "parameter twice": ("blocks:\n  u(a, a): relu\nlayers: u(1)\n", "load.twice", 4, 7),
    "argument missing": ("blocks:\n  u(w): conv3@w\nlayers: u\n", "load.missing_argument", 5, 9),
    "too many arguments": ("blocks:\n  u(w): conv3@w\nlayers: u(1, 2)\n", "load.too_many_arguments", 5, 9),
    "unknown argument": ("blocks:\n  u(w): conv3@w\nlayers: u(v=1)\n", "load.unknown_argument", 5, 9),
    "argument twice": ("blocks:\n  u(w): conv3@w\nlayers: u(1, w=1)\n", "load.argument_twice", 5, 9),
    "empty argument": ("blocks:\n  u(w): conv3@w\nlayers: u(,)\n", "load.empty_argument_of_block", 5, 11),
    "order of arguments": (
        "blocks:\n  u(v, w): conv3@w\nlayers: u(v=1, 2)\n", "load.positional_after_keyword", 5, 15,
    ),
    "suffix of a block": ("blocks:\n  u(w): conv3@w\nlayers: u@3\n", "load.block_suffix", 5, 10),
    "unknown name": ("blocks:\n  u(width): conv3@widht\nlayers: u(3)\n", "load.unknown_name", 4, 19),
    "name in a branch not taken": ("layers: if(1 == 1)[ relu | conv3@w ]\n", "load.unknown_name", 3, 34),
    "unused result": ("layers:\n  - a: conv3p1@8\n  - relu\n  - from(a) gap\n", "network.unused_at", 5, 5),
    "step before its place": ("layers:\n  - add[ from(b) | ]\n  - b: relu\n", "load.later_step", 4, 15),
    "unknown step": ("layers:\n  - stem: relu\n  - from(stme)\n", "load.unknown_step", 5, 10),
    "step outside of a block": (
        "blocks:\n  u: from(stem) relu\nlayers:\n  - stem: relu\n  - u\n", "load.unknown_step", 4, 11,
    ),
    "unknown step in a step": (
        "layers:\n  - a: relu\n  - add[ | from(a.b) ]\n", "load.unknown_step", 5, 17,
    ),
    "step twice": ("layers:\n  - a: relu\n  - a: gap\n", "load.duplicate_step", 5, 5),
    "parameter": ("layers:\n  - conv: {kernal: 3}\n", "parameter.unknown", 4, 12),
    "layer": ("layers:\n  - convv: {kernel: 3}\n", "load.unknown_word", 4, 5),
    "value for parameters": ("layers:\n  - conv: 3\n", "load.parameters_expected", 4, 11),
    "parameters not nested": ("layers:\n  - conv:\n    kernel: 3\n", "load.one_key", 5, 5),
    "empty item": ("layers:\n  - relu\n  -\n", "load.empty_item", 5, 4),
    "empty map": ("layers:\n  - {}\n", "load.empty_item", 4, 5),
    "key beside repeat": ("layers:\n  - repeat: 3\n    layer: relu\n", "load.unknown_item_key", 5, 5),
    "repeat of nothing": ("layers:\n  - repeat: 3\n", "load.missing_key", 4, 5),
    "negative repeat": ("layers:\n  - repeat: -1\n    layers: relu\n", "load.bad_count", 4, 5),
    "repeat count of words": ("layers:\n  - repeat: true\n    layers: relu\n", "load.bad_count", 4, 5),
    "key beside if": ("layers:\n  - if: 1\n    thn: relu\n", "load.unknown_item_key", 5, 5),
    "condition": ("set: {a: big}\nlayers: if(a)[ relu | gap ]\n", "load.not_condition", 4, 9),
    "merge of a text": ("layers:\n  - add: conv3\n", "load.merge_not_list", 4, 10),
    "list of lists": ("layers:\n  - conv: {kernel: [[3]]}\n", "load.not_a_pair", 4, 21),
    "map for a parameter": ("layers:\n  - conv: {kernel: {a: 3}}\n", "load.not_text", 4, 20),
    "knob": ("set: {a: [1]}\nlayers: relu\n", "load.knob_not_scalar", 3, 10),
    "knob of a later one": ("set: {a: (b), b: 1}\nlayers: relu\n", "load.unknown_name", 3, 11),
    "knob cin": ("set: {cin: 1}\nlayers: relu\n", "load.reserved_name", 3, 7),
    "knobs in a list": ("set: [a]\nlayers: relu\n", "load.not_a_map", 3, 6),
    "division by zero": ("set: {a: 0}\nlayers: conv3@(8//a)\n", "expr.division_by_zero", 4, 17),
    "word in arithmetic": ("set: {a: big}\nlayers: conv3@(8*a)\n", "load.not_number", 4, 17),
    "huge number": ("set: {a: 99999}\nlayers: conv3@(a**20)\n", "expr.too_large", 4, 17),
    "unknown channels": ("layers: conv3p1@8\nbudget: 3\n", "load.not_a_map", 4, 9),
    "size": ("layers:\n  - stem: conv3@8\n  - |\n    relu\n    conv99\n", "size.kernel_exceeds_input", 7, 5),
    "escaped text": ('layers:\n  - "relu\\x20convv3"\n', "load.unknown_word", 4, 6),
    "quoted text": ("layers:\n  - 'relu convv3'\n", "load.unknown_word", 4, 11),
    "folded text": ("layers:\n  - >-\n    relu\n    convv3\n", "load.unknown_word", 6, 5),
    "text of several lines": ("layers:\n  - relu\n    gap\n    convv3\n", "load.unknown_word", 6, 5),
    "defaults of what": ("defaults: {convv: {bias: false}}\nlayers: relu\n", "load.unknown_word", 3, 12),
    "defaults": ("defaults: {conv: {bais: false}}\nlayers: relu\n", "parameter.unknown", 3, 19),
    "value of defaults": ("defaults: {conv: false}\nlayers: relu\n", "load.not_a_map", 3, 18),
    "complete": ("complete: no\nlayers: relu\n", "parameter.not_flag", 3, 11),
    "notes": ("notes: {a: b}\nlayers: relu\n", "load.not_a_list", 3, 8),
    "outputs": ("outputs: [nothing]\nlayers: relu\n", "load.unknown_step", 3, 11),
    "map of outputs": ("outputs: {a: b}\nlayers: relu\n", "load.not_a_list", 3, 10),
    "crop without like": ("layers: crop(amount=1, offset=1)\n", "load.offset_without_like", 3, 9),
}  # fmt: skip


@pytest.mark.parametrize(("text", "code", "line", "column"), CASES.values(), ids=CASES)
def test_mistakes(text, code, line, column):
    with pytest.raises(ConvcalcError) as caught:
        read(HEAD + text)
    error = caught.value
    assert isinstance(error, NetworkError)
    assert error.place is not None
    assert (error.code, error.place[:3]) == (code, ("net.yaml", line, column))
    assert error.text == (HEAD + text).split("\n")[line - 1].rstrip("\n")
    assert error.position == column - 1


@pytest.mark.parametrize(
    ("item", "meant"),
    [
        ("{type: conv, kernel_size: 3, out: 8}", '{"conv": {"kernel_size": 3, "out": 8}}'),
        (
            "\n      conv:\n      kernel: 3\n      bias: false",
            '{"conv": {"kernel": 3, "bias": false}}',
        ),
        ("{type: maxpool, kernel: 2}", '{"maxpool": {"kernel": 2}}'),
    ],
)
def test_an_item_as_it_has_to_be_written(item, meant):
    with pytest.raises(ConvcalcError) as caught:
        read(f"{HEAD}layers:\n  - {item}\n")
    assert [hint.fields.get("text") for hint in caught.value.hints] == [meant]
    read(f"{HEAD}layers:\n  - {meant}\n")


@pytest.mark.parametrize(
    "item", ["{foo: 3, bar: 4}", "{type: conv, kernel: [3, 3]}", "{conv: 3, relu: 1}"]
)
def test_an_item_that_means_nothing_sure(item):
    with pytest.raises(ConvcalcError) as caught:
        read(f"{HEAD}layers:\n  - {item}\n")
    assert [hint.code for hint in caught.value.hints] == ["load.hint.item"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "load.empty_file"), ("- relu\n", "load.not_a_map"), ("convcalc: 2\nlayers: relu\n", "load.version"),
        ("input: [3, 4]\nlayers: relu\n", "load.input_list"), ("input: {channels: 3}\nlayers: relu\n", "load.no_input"),
        ("input: {}\nlayers: relu\n", "load.no_input"), ("input: 3x0x3\nlayers: relu\n", "load.bad_size"),
        ("input: {size: [3], chanels: 3}\nlayers: relu\n", "load.unknown_input_key"),
        ("input: {a: 3x8x8, b: 3x8x8}\nlayers: relu\n", "network.unused_input_at"),
        ("input: H W\nlayers: relu\n", "expr.missing_sign"), ("input: {1a: 3x8x8}\nlayers: relu\n", "load.not_a_name"),
    ],
)  # fmt: skip
def test_mistakes_at_the_top(text, code):
    with pytest.raises(ConvcalcError) as caught:
        read(text)
    assert caught.value.code == code


def test_hints_name_the_nearest_word():
    for text, word in (
        ("layer: relu\n", "layers"), ("layers:\n  - if: 1\n    thn: relu\n", "then"),
        ("blocks:\n  u(width): conv3@widht\nlayers: u(3)\n", "width"),
        ("layers:\n  - stem: relu\n  - from(stme)\n", "stem"), ("dialect: tourch\nlayers: relu\n", "torch"),
        ("layers:\n  - conv: {kernal: 3}\n", "kernel"), ("layers: relu convv3\n", "conv"),
    ):  # fmt: skip
        with pytest.raises(ConvcalcError) as caught:
            read(HEAD + text)
        assert word in [hint.fields.get("word") for hint in caught.value.hints]


def test_quotes_are_asked_for_where_flow_needs_them():
    for text in ("layers: [conv3, add[ relu | ]]\n", "layers: [conv(kernel=3, out=8)]\n"):
        with pytest.raises(ConvcalcError) as caught:
            read(HEAD + text)
        assert "load.hint.flow" in [hint.code for hint in caught.value.hints]


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ('{"layers": ["relu"],}', "load.json_expected", 1, 21),
        ('{"layers": ["relu", "convv3"]}', "load.unknown_word", 1, 22),
        ('{\n  "layers": [01]\n}', "load.json_value", 2, 14),
        ('{"layers": ["relu\n"]}', "load.json_string", 1, 18),
        ('{"layers": "relu"} x', "load.json_more", 1, 20),
        ('{"layers": "relu", "layers": "gap"}', "load.duplicate_key", 1, 21),
        ('{"layers": "re\\u006cu conv9x"}', "load.no_suffix", 1, 13),
        ('{"layers": "\\ud800"}', "load.json_string", 1, 13),
        ("", "load.json_value", 1, 1),
    ],
)
def test_json(text, code, line, column):
    with pytest.raises(ConvcalcError) as caught:
        read(text, ".json")
    place = caught.value.place
    assert (caught.value.code, place.line, place.column) == (code, line, column)


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ('layers = ["relu"', "load.not_toml", 1, 17),
        ('name = "x"\nlayers = [\n  "relu",\n  "convv3",\n]\n', "load.unknown_word", 4, 4),
        ('layers = "relu"\nlayers = "gap"\n', "load.not_toml", 2, 15),
        ('layers = [{ stem = "relu" }, { stem = "gap" }]\n', "load.duplicate_step", 1, 32),
        ("layers = 2020-01-01\n", "load.toml_date", 1, 10),
        ('layer = "relu"\n', "load.unknown_key", 1, 1),
        ('layers = ["re\\u006cu conv9x"]\n', "load.no_suffix", 1, 12),
        ("[blocks]\n'unit(w)' = \"conv3@w\"\n", "load.no_layers", 1, 2),
    ],
)
def test_toml(text, code, line, column):
    with pytest.raises(ConvcalcError) as caught:
        read(text, ".toml")
    place = caught.value.place
    assert (caught.value.code, place.line, place.column) == (code, line, column)
