"""Values in and out: exact numbers, letters, SymPy's expressions; what is refused and how."""

from __future__ import annotations

import copy
import doctest
import pickle
import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction
from importlib import import_module
from pathlib import Path

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

import convcalc
from convcalc.algebra.bridge import from_sympy, to_sympy
from convcalc.algebra.expr import evaluate
from convcalc.algebra.parse import parse_expression

H = sympy.Symbol("H", integer=True, positive=True)
SIZE = convcalc.conv("H", kernel=3, stride=2, padding=1).size


def test_values_are_exact() -> None:
    found = convcalc.conv("56@64", kernel=3, padding=1, out_channels=128, bias=False)
    assert [found.size, found.params, found.macs, found.flops] == [56, 73728, 231211008, 462422016]
    assert found.effective_kernel == 3
    assert found.padding == ((1, 1), (1, 1))
    assert convcalc.conv((30, 20), kernel=3).size == (28, 18)
    assert convcalc.conv(11, kernel=3).params is None
    assert convcalc.separable("8@4", kernel=3, out_channels=8).ratio == Fraction(17, 72)


def test_letters() -> None:
    assert str(SIZE) == "floor((H - 1)/2) + 1"
    assert (SIZE.subs(H=224), SIZE.subs({"H": 225})) == (112, 113)
    assert str(SIZE.subs(H=parse_expression("2*n"))) == "n"
    assert SIZE._repr_latex_() == rf"${SIZE.latex}$"
    with pytest.raises(convcalc.ConvcalcError, match="no letter W: it has H"):
        SIZE.subs(W=3)


def test_sympy_both_ways() -> None:
    assert sympy.sympify(SIZE) == sympy.floor((H - 1) / 2) + 1
    assert sympy.simplify(2 * H + SIZE - SIZE) == 2 * H
    assert str(SIZE + H) == "floor((H - 1)/2) + 1 + H"
    for size in (2 * H + 1, sympy.floor(H / 2), sympy.Max(H, 3), sympy.ceiling(H / 3), H % 4 + 9):
        asked = convcalc.conv((size, 7), kernel=3, stride=2, padding=1).size[0]
        for number in (1, 6, 13):
            assert asked.subs(H=number) == (int(size.subs(H, number)) - 1) // 2 + 1
    with pytest.raises(convcalc.ConvcalcError, match="no exact form here"):
        convcalc.conv(sympy.sin(H), kernel=3)


@given(number=st.integers(1, 10**20))
@pytest.mark.parametrize(
    "text", ["floor((H - 1)/2) + 1", "ceil(H/3)*max(H, 4)", "min(H//7, 5) - 2*(H + 1)^2", "H/3"]
)
def test_sympy_means_the_same(text: str, number: int) -> None:
    ours = parse_expression(text)
    theirs = to_sympy(ours)
    wanted = evaluate(ours, {"H": number})
    assert theirs.subs(H, number) == sympy.Rational(wanted.numerator, wanted.denominator)
    assert evaluate(from_sympy(theirs), {"H": number}) == wanted


REFUSED: list[tuple[Callable[[], object], str]] = [
    (lambda: convcalc.conv(5, kernel=7), "the kernel covers 7 pixels but the padded input has"),
    (lambda: convcalc.conv(11), "conv needs the parameter kernel"),
    (lambda: convcalc.conv(11, kernels=3), "there is no option"),
    (lambda: convcalc.conv(11.5, kernel=3), "a whole number is needed here"),
    (lambda: convcalc.conv(True, kernel=3), "a number is needed here"),
    (lambda: convcalc.conv({}, kernel=3), "is no number, letter or shape"),  # type: ignore[arg-type]
    (lambda: convcalc.conv((3, 224, 224), kernel=3), "could be a volume, or a map"),
    (lambda: convcalc.conv_output(5, 7, 1, 0, 0, 1), "the kernel covers 7 pixels"),
    (lambda: convcalc.conv_output(11, 0), "kernel must be at least 1"),
    (lambda: convcalc.tconv_output(1, 1, 1, 1, 1), "nothing is left"),
    (lambda: convcalc.effective_kernel(3, 0), "dilation must be at least 1"),
    (lambda: convcalc.network("resnet51"), "did you mean resnet50"),
    (lambda: convcalc.network("3x8x8: conv3 con3"), r"\^\n"),
    (lambda: convcalc.conv(11, kernel=3).text("html5"), "format cannot be “html5”"),
    (lambda: convcalc.conv(11, kernel=3).steps("fr").text(), "lang cannot be “fr”"),
    (lambda: convcalc.conv(None, kernel=3), "is no number, letter or shape"),  # type: ignore[arg-type]
    (lambda: convcalc.conv(b"11", kernel=3), "is no number, letter or shape"),  # type: ignore[arg-type]
    (lambda: convcalc.network(""), "network"),
    (lambda: convcalc.run("quiz"), "no answer that Python could keep"),
    (lambda: convcalc.run("nothing"), "there is no command"),
    (lambda: convcalc.network(5), "int is no network"),  # type: ignore[arg-type]
    (lambda: convcalc.layer("linear", 512, outt=3), "did you mean out"),
    (lambda: convcalc.solve.conv(11, kernel=3, padding="P"), "--want"),
]


@pytest.mark.parametrize(("ask", "said"), REFUSED)
def test_errors_are_sentences(ask: Callable[[], object], said: str) -> None:
    with pytest.raises(convcalc.ConvcalcError, match=said):
        ask()


def test_errors_speak_japanese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONVCALC_LANG", "ja")
    with pytest.raises(convcalc.ConvcalcError, match="カーネル") as raised:
        convcalc.conv(5, kernel=7)
    assert raised.value.code == "size.kernel_exceeds_input"


def test_answers_do_not_change() -> None:
    found = convcalc.conv("H", kernel=3, stride=2)
    with pytest.raises(AttributeError, match="does not change"):
        found.size = 3
    with pytest.raises(AttributeError, match=r"no 'sizes': it has .*size"):
        _ = found.sizes
    assert {"size", "params", "steps", "to_dict"} <= set(dir(found))
    for other in (copy.copy(found), copy.deepcopy(found), pickle.loads(pickle.dumps(found))):
        assert other == found
        assert hash(other) == hash(found)
    net = convcalc.network("3x8x8: conv3@4")
    assert pickle.loads(pickle.dumps(net)).params == 112
    assert pickle.loads(pickle.dumps(found.steps("ja"))) == found.steps("ja")
    assert repr(found) == "<convcalc conv H --kernel=3 --stride=2: floor((H - 3)/2) + 1>"


@pytest.mark.parametrize(
    "module", ["", ".api.desk", ".api.formulas", ".api.layers", ".api.networks", ".api.solve"]
)
def test_the_examples_of_docstrings(module: str) -> None:
    found = doctest.testmod(import_module(f"convcalc{module}"))
    assert found.attempted
    assert not found.failed


def test_what_is_imported() -> None:
    """A layer needs no more than the command; SymPy comes with its own expressions only."""
    code = (
        "import sys, convcalc; convcalc.conv('H', kernel=3).size.subs(H=9); "
        "print({'typer', 'sympy', 'rich', 'yaml', 'torch'} & set(sys.modules), "
        "'convcalc.load' in sys.modules)"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root
    )
    assert done.stdout == "set() False\n"


def test_mathematics_of_an_answer() -> None:
    assert convcalc.conv(11, kernel=3)._repr_latex_() == "$9$"
    assert convcalc.conv((30, 20), kernel=3)._repr_latex_() == r"$28 \times 18$"
    assert convcalc.conv("H", kernel=3)._repr_latex_() == "$H - 2$"
    assert convcalc.separable("8@4", kernel=3, out_channels=8)._repr_latex_() == r"$\frac{17}{72}$"
    assert convcalc.run("compare", "dilated")._repr_latex_() is None


def test_an_answer_is_judged_against_its_question() -> None:
    asked = convcalc.conv(11, kernel=3, stride=2, padding=2)
    assert asked.words == ("conv", "11", "--kernel=3", "--stride=2", "--padding=2")
    assert convcalc.check(7, asked).correct
    assert convcalc.check(6, asked) == convcalc.check(6, "conv", 11, kernel=3, stride=2, padding=2)


def test_the_program_of_a_user_runs() -> None:
    from tests.api.user import main

    assert all(result.ok for result in main())
