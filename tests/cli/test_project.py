"""Settings of a project: `convcalc.toml` and [tool.convcalc], their precedence, and mistakes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Cli

NET = """\
convcalc: 1
input: 3x32x32
layers:
  - stem: conv3p1@8 bn relu
  - conv1/2@16 relu
  - head: gap linear@10
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "nets").mkdir()
    (tmp_path / "nets" / "old.yaml").write_text(NET, encoding="utf-8")
    return tmp_path


def test_words_of_the_project(cli: Cli, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "convcalc.toml").write_text("lang = 'ja'\nletters = 'exam'\n", encoding="utf-8")
    assert "畳み込み" in cli("layers", "conv", "--format", "table").out
    assert "F" in cli("formulas", "conv-output").out
    assert "convolution" in cli("layers", "conv", "--format", "table", "--lang", "en").out
    monkeypatch.setenv("CONVCALC_LANG", "en")
    assert "畳み込み" not in cli("layers", "conv", "--format", "table").out


def test_a_dialect_of_the_project(cli: Cli, here: Path) -> None:
    line = "3x10x10: maxpool3 gap"
    assert cli("audit", line, "--json").out.count('"onnx"') == 0
    (here / "convcalc.toml").write_text("dialect = 'onnx'\n", encoding="utf-8")
    assert cli("pool", "10", "-k", "3", "-q").out == "8\n"  # ONNX pools stride by 1
    assert '"dialect": "onnx"' in cli("audit", line, "--json").out
    assert cli("pool", "10", "-k", "3", "-q", "--dialect", "torch").out == "3\n"
    assert '"dialect": "torch"' in cli("audit", "resnet18", "--json").out
    (here / "own.yaml").write_text(
        NET.replace("conv3p1", "conv3psame") + "dialect: keras\n", encoding="utf-8"
    )
    assert '"dialect": "keras"' in cli("audit", "own.yaml", "--json").out


def test_columns_and_budget_of_the_project(cli: Cli, here: Path) -> None:
    (here / "convcalc.toml").write_text(
        "columns = ['name', 'kernel']\n[budget]\nparams = 100\n", encoding="utf-8"
    )
    result = cli("audit", "nets/old.yaml")
    assert (result.code, result.out.split("\n")[0]) == (1, "name\tkernel")
    assert cli("audit", "nets/old.yaml", "--columns", "macs").out.startswith("macs\n")
    assert cli("audit", "nets/old.yaml", "--by", "stage").out.startswith("name\tlayers")


def test_rules_of_the_project(cli: Cli, here: Path) -> None:
    words = ("audit", "nets/old.yaml", "-q")
    assert cli(*words).code == 0
    project = here / "pyproject.toml"
    project.write_text('[tool.convcalc]\nfail-on = "warning"\n', encoding="utf-8")
    result = cli(*words)
    assert result.code == 1
    assert [line.split()[:2] for line in result.err.splitlines()] == [
        ["nets/old.yaml:4:11:", "CC301"], ["nets/old.yaml:5:5:", "CC103"],
    ]  # fmt: skip
    project.write_text(
        '[tool.convcalc]\nfail-on = "warning"\nignore = ["CC103"]\n'
        '[tool.convcalc.per-file-ignores]\n"nets/*.yaml" = ["bias-before-norm"]\n',
        encoding="utf-8",
    )
    assert cli(*words).code == 0
    assert cli(*words, "--ignore", "CC301").code == 1  # an option takes the place of the list
    assert cli("audit", "3x8x8: conv3p1@8 bn", "-q").code == 1
    assert cli(*words, "--fail-on", "never", "--ignore", "CC2").code == 0


@pytest.mark.parametrize(
    ("settings", "options", "codes"),
    [
        ("ignore = ['CC301']", "--select CC301", {"CC301"}),
        ("ignore = ['CC3']", "--select CC103,CC301", {"CC103", "CC301"}),
        ("ignore = ['CC301', 'CC103']", "--extend-select CC301", {"CC301", "CC201"}),
        ("ignore = ['CC301']", "--rules", {"CC103", "CC201"}),
        ("ignore = ['CC301']", "--ignore CC103", {"CC301", "CC201"}),
        ("ignore = ['CC301']", "--select CC1,CC301 --ignore CC103", {"CC301"}),
        ("select = ['CC103']", "--select CC301", {"CC301"}),
        ("extend-select = ['CC103']", "--select CC301", {"CC301"}),
        ("extend-select = ['CC103']", "--ignore CC103", {"CC301", "CC201"}),
        ("[per-file-ignores]\n'old.yaml' = ['CC301']", "--select CC1,CC301", {"CC103"}),
    ],
)
def test_an_option_wins(cli: Cli, here: Path, settings: str, options: str, codes: set[str]) -> None:
    (here / "convcalc.toml").write_text(settings, encoding="utf-8")
    told = json.loads(cli("audit", "nets/old.yaml", "--json", *options.split()).out)
    assert {one["code"] for one in told["findings"]} == codes


def test_a_baseline_of_the_project(cli: Cli, here: Path) -> None:
    words = ("audit", "nets/old.yaml", "-q")
    assert cli(*words, "--write-baseline", "known.json").code == 0
    (here / "convcalc.toml").write_text('baseline = "known.json"\n', encoding="utf-8")
    assert cli(*words).code == 0
    net = here / "nets" / "old.yaml"
    net.write_text(NET.replace("layers:\n", "layers:\n  - relu relu\n"), encoding="utf-8")
    assert cli(*words).code == 0  # lines and names have moved, no finding is new
    assert cli("audit", "./nets/old.yaml", "-q").code == 0
    net.write_text(NET.replace("conv1/2@16 relu", "conv1/2@16 bn relu"), encoding="utf-8")
    result = cli(*words)
    assert (result.code, result.err.count("\n")) == (1, 1)
    assert "nets/old.yaml:5:5: CC301 warning: bn2" in result.err
    (here / "known.json").write_text("[]", encoding="utf-8")
    assert cli(*words).code == 2
    (here / "known.json").unlink()
    assert cli(*words).code == 2


def test_a_baseline_knows_a_file_however_it_is_typed(
    cli: Cli, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "ci").mkdir()
    line, zoo = "3x8x8: conv3p1@8 bn", "resnet18"
    words = ("audit", "nets/old.yaml", line, zoo, "-q")
    wrote = cli(*words, "--write-baseline", "ci/known.json").err
    assert wrote.startswith("convcalc: wrote ci/known.json: networks 3, findings ")
    networks = json.loads((here / "ci" / "known.json").read_text("utf-8"))["networks"]
    assert list(networks) == ["../nets/old.yaml", line, zoo]
    known = str(here / "ci" / "known.json")
    monkeypatch.chdir(here / "ci")
    for path in (
        "../nets/old.yaml",
        str(here / "nets" / "old.yaml"),
        "file:../ci/../nets/old.yaml",
    ):
        for baseline in ("known.json", known, "../ci/known.json"):
            result = cli("audit", path, line, zoo, "-q", "--baseline", baseline)
            assert (result.code, result.err) == (0, "")
    (here / "nets" / "new.yaml").write_text(NET, encoding="utf-8")
    result = cli("audit", "../nets/new.yaml", "-q", "--baseline", "known.json")
    assert result.code == 1
    assert "convcalc: ../nets/new.yaml: no entry for this network in known.json\n" in result.err


def test_a_comment_on_the_line(cli: Cli, here: Path) -> None:
    net = here / "nets" / "old.yaml"
    words = ("audit", "nets/old.yaml", "-q", "--fail-on", "warning")
    assert cli(*words).err.count("CC") == 2
    text = NET.replace("bn relu\n", "bn relu  # convcalc: ignore[CC301]\n")
    net.write_text(text, encoding="utf-8")
    assert cli(*words).err.count("CC") == 1
    net.write_text(text.replace("@16 relu", "@16 relu # convcalc: ignore"), encoding="utf-8")
    assert cli(*words).code == 0
    net.write_text(text.replace("CC301", "CC303"), encoding="utf-8")
    assert cli(*words).err.count("CC") == 2
    net.write_text(text.replace("CC301", "CC999"), encoding="utf-8")
    result = cli(*words)
    assert result.code == 2
    assert "nets/old.yaml:4:30: there is no rule “CC999”" in result.err
    (here / "nets" / "new.yaml").write_text(NET, encoding="utf-8")
    for form in ("jsonl", "plain"):
        both = cli("audit", "nets/", "--rules", "--format", form)
        assert both.code == 2
        assert "CC103" in both.out + both.err
        assert "there is no rule “CC999”" in both.out + both.err


@pytest.mark.parametrize(
    ("comment", "right"),
    [
        ("# convcalc: ignore CC301", "# convcalc: ignore[CC301]"),
        ("# convcalc: ignroe[CC301, sizes]", "# convcalc: ignore[CC301, sizes]"),
        ("# convcalc: ignore(CC301)", "# convcalc: ignore[CC301]"),
        ("# convcalc: ignore[CC301", "# convcalc: ignore[CC301]"),
        ("# convcalc: ignore[CC301] CC103", "# convcalc: ignore[CC301, CC103]"),
        ("# convcalc: disable=bias-before-norm", "# convcalc: ignore[bias-before-norm]"),
        ("# convcalc ignore[CC301]", "# convcalc: ignore[CC301]"),
        ("# convcalc：ignore[CC301]", "# convcalc: ignore[CC301]"),
        ("# concalc: ignore[CC301]", "# convcalc: ignore[CC301]"),
        ("# why # convcalc: ignor", "or # convcalc: ignore for all"),
        ("# convcalc: ignore[]", "or # convcalc: ignore for all"),
    ],
)
def test_a_comment_that_is_misspelt(cli: Cli, here: Path, comment: str, right: str) -> None:
    net = here / "nets" / "old.yaml"
    for place in ("bn relu\n", "linear@10\n"):  # with a finding on its line, and without
        text = NET.replace(place, f"{place[:-1]} {comment}\n")
        net.write_text(text, encoding="utf-8")
        result = cli("audit", "nets/old.yaml", "--rules")
        assert (result.code, result.out) == (2, "")
        line = next(line for line in text.splitlines() if comment in line)
        column = line.index("# con") + 1
        assert f"nets/old.yaml:{text.splitlines().index(line) + 1}:{column}: " in result.err
        assert right in result.err


def test_comments_that_are_no_business_of_ours(cli: Cli, here: Path) -> None:
    net = here / "nets" / "old.yaml"
    words = ("audit", "nets/old.yaml", "-q", "--fail-on", "warning")
    told = cli(*words)
    for comment in ("# convcalc: 1", "# convcalc ignores this", "# conv: ignore me", "# TODO: x"):
        net.write_text(f"{NET}{comment}\n# - relu  # convcalc: ignore CC1\n", encoding="utf-8")
        assert cli(*words).err == told.err
    net.write_text(f"{NET}# convcalc: ignore[CC301]\n", encoding="utf-8")
    assert "nets/old.yaml:7:1: a comment on a line of its own" in cli(*words).err
    two = "bn relu  # convcalc: ignore[CC301]  # convcalc: ignore[CC103]  # why"
    net.write_text(NET.replace("bn relu", two), encoding="utf-8")
    assert "CC301" not in cli(*words).err


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("lnag = 'ja'\n", "convcalc.toml:1: the settings of convcalc have no “lnag”"),
        ("lnag = 'ja'\n", "did you mean lang"),
        ("\nlang = 'fr'\n", "convcalc.toml:2: lang cannot be “fr”; it can be: en, ja"),
        ("letters = 3\n", "convcalc.toml:1: letters cannot be"),
        ("dialect = 'torhc'\n", "did you mean torch"),
        ("columns = 5\n", "convcalc.toml:1: columns is a list of words"),
        ("select = [1]\n", "select is a list of words"),
        ("baseline = true\n", "baseline is the path of a file"),
        ("per-file-ignores = ['CC104']\n", "a table of patterns"),
        ("fail-on = 'wraning'\n", "did you mean warning"),
        ("# x\n[budget]\nparms = 5\n", "convcalc.toml:3, budget: there is nothing called “parms”"),
        ("lang = \n", "is not TOML"),
        ("select = ['CC999']\n", "convcalc.toml:1, select: there is no rule “CC999”"),
        ("#\nextend-select = 'CC9'", "convcalc.toml:2, extend-select: there is no rule “CC9”"),
        (
            "#\n#\nignore = ['sizes', 'CC999']\n",
            "convcalc.toml:3, ignore: there is no rule “CC999”",
        ),
        (
            "[per-file-ignores]\n'other/*' = ['CC999']\n",
            "convcalc.toml:2, per-file-ignores: there is no rule “CC999”",
        ),
        ("ignore = ['only-pading']\n", "did you mean only-padding"),
    ],
)
def test_mistakes(cli: Cli, here: Path, text: str, told: str) -> None:
    (here / "convcalc.toml").write_text(text, encoding="utf-8")
    result = cli("audit", "nets/old.yaml", "--rules")
    assert result.code == 2
    assert told in result.err


def test_which_file_counts(cli: Cli, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "pyproject.toml").write_text("[tool.convcalc.budget]\nparams = 1\n", encoding="utf-8")
    monkeypatch.chdir(here / "nets")
    assert cli("audit", "./old.yaml", "-q").code == 1
    (here / "convcalc.toml").write_text("", encoding="utf-8")  # wins in its folder
    assert cli("audit", "./old.yaml", "-q").code == 0
    (here / "convcalc.toml").unlink()
    (here / "nets" / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    assert cli("audit", "./old.yaml", "-q").code == 0  # ends the search
