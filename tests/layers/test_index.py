"""The table of layer types, and the classes it speaks of."""

from __future__ import annotations

import subprocess
import sys

import pytest

from convcalc.errors import UsageError
from convcalc.layers.index import ALIASES, FOREIGN, TYPES, NamedType, look_up, resolve
from convcalc.layers.make import parameter_keys
from convcalc.layers.read import PARAM_ALIASES
from convcalc.layers.values import READERS
from tests.layers.names import parts, tables


def test_tables_are_those_of_the_classes() -> None:
    _, made = parts()
    assert made == tables(), "python -m tests.layers.names writes them anew"


@pytest.mark.parametrize("name", TYPES)
def test_a_type_resolves_to_its_class(name: str) -> None:
    assert name == resolve(name).TYPE


@pytest.mark.parametrize("name", [*ALIASES, *FOREIGN])
def test_every_other_name_leads_to_a_type(name: str) -> None:
    assert look_up(name).type in TYPES


def test_no_other_name_hides_a_type() -> None:
    assert not set(ALIASES) & set(TYPES)
    assert not set(FOREIGN) & (set(TYPES) | set(ALIASES))


@pytest.mark.parametrize(
    ("name", "entry"),
    [
        ("conv", NamedType("conv", None)),
        ("CONV", NamedType("conv", None)),
        ("Conv", NamedType("conv", None, "onnx")),
        ("Conv3d", NamedType("conv", 3, "torch")),
        ("Conv2D", NamedType("conv", 2, "keras")),
        ("Conv1DTranspose", NamedType("tconv", 1, "keras")),
        ("ConvTranspose2d", NamedType("tconv", 2, "torch")),
        ("AdaptiveAvgPool2d", NamedType("adaptive_avgpool", 2, "torch")),
        ("GlobalAveragePooling2D", NamedType("gap", 2, "keras")),
        ("GlobalAveragePool", NamedType("gap", None, "onnx")),
        ("DepthToSpace", NamedType("pixel_shuffle", 2, "onnx")),
        ("squeeze-excite", NamedType("se", None)),
        ("swish", NamedType("silu", None)),
        ("fc", NamedType("linear", None)),
        ("Gemm", NamedType("linear", None, "onnx")),
    ],
)
def test_names(name: str, entry: NamedType) -> None:
    assert look_up(name) == entry


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [
        ("cnov", "conv"),
        ("conv2d", "Conv2d"),
        ("maxpol", "maxpool"),
        ("Conv2DTranspos", "Conv2DTranspose"),
        ("batchnorn", "batchnorm"),
    ],
)
def test_an_unknown_name_brings_the_nearest(wrong: str, meant: str) -> None:
    with pytest.raises(UsageError) as caught:
        resolve(wrong)
    assert caught.value.code == "layer.unknown"
    assert caught.value.message.fields == {"name": wrong}
    assert caught.value.hints[0].fields["word"].lower() == meant.lower()


def test_nonsense_brings_no_word() -> None:
    with pytest.raises(UsageError) as caught:
        look_up("q" * 1000)
    assert [hint.code for hint in caught.value.hints] == ["hint.list_layers"]
    assert len(caught.value.message.fields["name"]) <= 60


def test_resolving_imports_one_family() -> None:
    code = (
        "import sys; from convcalc.layers.index import resolve; resolve('relu');"
        "print([m for m in sys.modules if m in "
        "('convcalc.layers.pooling', 'convcalc.layers.composite', 'difflib')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("name", TYPES)
def test_parameters_can_be_read(name: str) -> None:
    layer = resolve(name)
    names = [param.name for param in layer.PARAMS]
    assert len(set(names)) == len(names)
    assert {param.kind for param in layer.PARAMS} <= set(READERS)
    worded = ("choice", "extent", "reach")
    assert all(bool(param.choices) == (param.kind in worded) for param in layer.PARAMS)
    assert not {"layer", "in", "dims", "dialect", "id", "inputs", "size"} & set(names)
    keys = parameter_keys(name, layer.DIMS[-1])
    assert set(keys[: len(names)]) == set(names)


def test_every_alias_of_a_parameter_belongs_to_some_layer() -> None:
    names = {param.name for name in TYPES for param in resolve(name).PARAMS}
    assert set(PARAM_ALIASES) <= names


@pytest.mark.parametrize(
    ("word", "meant"), [("pool", ("maxpool", "avgpool")), ("Global-Pool", ("gap", "gmp"))]
)
def test_a_word_for_several_types_brings_them_all(word: str, meant: tuple[str, ...]) -> None:
    with pytest.raises(UsageError) as caught:
        look_up(word)
    assert [hint.code for hint in caught.value.hints] == [
        "hint.did_you_mean_one",
        "hint.list_layers",
    ]
    assert caught.value.hints[0].fields["words"] == meant
    assert all(name in TYPES for name in meant)
