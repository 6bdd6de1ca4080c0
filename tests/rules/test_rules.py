"""Every rule: its own examples, its words, and cures that do what they say."""

from __future__ import annotations

import pytest

from convcalc.inverse.networks import load, variable
from convcalc.network.measures import Measures
from convcalc.render.wording import Wording
from convcalc.report.findings import sentence
from convcalc.rules.engine import run
from convcalc.rules.index import GROUPS, group_of, rules
from convcalc.rules.rule import Finding, Rule
from convcalc.rules.severity import SEVERITIES
from convcalc.text import LANGUAGES, codes
from tests.cli.conftest import run as run_line

RULES = list(rules().values())
CURED = {
    "CC101": "31x31@3", "CC102": None, "CC103": "", "CC104": "none", "CC105": "33x33@3",
    "CC106": "33x33@3", "CC107": "20,400", "CC109": "28x28@3", "CC203": "1, 2, 3", "CC301": "8",
    "CC302": "1,740", "CC304": "129,024", "CC305": "7,136", "CC306": "3,952", "CC401": "4 × 4",
    "CC402": "3 × 3",
}  # fmt: skip
"""Rule -> what the cure of its example says: an input, or an amount worked out by hand."""


def found(line: str, rule: Rule) -> list[Finding]:
    return run(Measures(load(line)), [rule], lambda: variable(line))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_examples_of_a_rule(rule: Rule) -> None:
    assert [one.rule for one in found(rule.fires, rule)] == [rule] * len(found(rule.fires, rule))
    assert found(rule.fires, rule) != []
    assert found(rule.holds, rule) == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_words_of_a_rule(rule: Rule, lang: str) -> None:
    known = codes(lang)
    for part in ("", ".why", ".how", ".fine"):
        assert f"{rule.words}{part}" in known
    for finding in found(rule.fires, rule):
        said = Wording(lang).say(sentence(finding.message))
        assert finding.node.name in said
        assert "{" not in said
        if finding.cure is not None:
            assert "{" not in Wording(lang).say(sentence(finding.cure))


def test_codes_and_groups() -> None:
    assert list(rules()) == sorted(rules())
    assert len({rule.name for rule in RULES}) == len(RULES) > 20
    assert {rule.severity for rule in RULES} == set(SEVERITIES)
    assert {group_of(rule.code) for rule in RULES} == set(GROUPS)


@pytest.mark.parametrize("code", CURED)
def test_cures_say_what_was_worked_out_by_hand(code: str) -> None:
    rule = rules()[code]
    cures = [one.cure for one in found(rule.fires, rule)]
    told = [Wording("en").say(sentence(cure)) for cure in cures if cure is not None]
    if CURED[code] is not None:
        assert any(str(CURED[code]) in cure for cure in told), told


@pytest.mark.parametrize(
    ("line", "input"),
    [
        ("3x32x32: conv3p1@8 relu conv3/2@16 relu gap linear@10", "33x33@3"),
        ("3x40x40: conv3/2p1@8 relu adaptive_avgpool7 flatten linear@10", "28x28@3"),
    ],
)
def test_an_input_that_is_a_cure_computes_and_mends(line: str, input: str) -> None:
    changed = load(f"{input}:{line.partition(':')[2]}")
    standard = [rule for rule in RULES if rule.code in ("CC101", "CC109")]
    assert run(Measures(changed), standard) == []


SILENT = [
    ("CC101", "3x224x224: conv7/2p3@64 relu maxpool3/2p1 gap linear@10"),  # padding is left over
    ("CC101", "1x28x28: conv5@4 crop2 gap linear@10"),  # cut off on purpose
    ("CC103", "8x32x32: add[ conv3/2p1@16 | conv1/2@16 ]"),  # the other path reads everything
    ("CC102", "8x2x2: pad1 conv3@8"),  # padding of its own is meant
    ("CC104", "8x4x4: pad2 relu conv1@8"),
    ("CC301", "3x32x32: conv3p1@8 ln relu"),  # a mean over channels keeps the bias
    ("CC301", "3x32x32: conv3p1@8 gn2 relu"),
    ("CC107", "1x28x28: linear@10"),  # no window slides
    ("CC303", "8x16x16: depthwise3p1"),
    ("CC302", "3x8x8: relu pad1 conv3@8 relu conv3p1@8 gap linear@7"),  # 3 and 7 are given
    ("CC401", "8x7x7: upsample2 conv3p1@4"),
    ("CC202", "3x16x16: 2*( conv3p1@8 maxpool2/2 ) 6*( add[ conv3p1@8 | ] )"),  # shortcuts
    ("CC201", "3x64x64: conv3p1@8 relu conv3p1@2"),  # no single verdict is drawn
]  # fmt: skip


@pytest.mark.parametrize(("code", "line"), SILENT)
def test_what_is_meant_is_not_found(code: str, line: str) -> None:
    assert found(line, rules()[code]) == []


LOUD = [
    ("CC101", "4x12@4: conv1x3/1x2@4 gap linear@2", {"unread": (0, 1)}),
    ("CC102", "8x1x1: conv3p1@8", {"alive": (1, 1)}),
    ("CC103", "1x9x9: conv2/2d2@4", {"stride": (2, 2)}),
    ("CC104", "1x4x4: conv3p3@4", {"empty": 28, "outputs": 64}),
    ("CC104", "1x90x90: conv1p1@4", {"empty": 92 * 92 - 90 * 90}),
    ("CC109", "512x1x1: adaptive_avgpool7 flatten linear@10", {"output": (7, 7)}),
    ("CC204", "8x32x32: concat[ conv3/2p1@8 | maxpool2/2 ]", {"count": 1}),
    ("CC302", "3x8x8: conv3p1@12 relu conv3p1@12 relu gap linear@7", {"count": 2}),
    ("CC402", "4x4x4: tconv3/2d2@4", {"fewest": 0}),
]  # fmt: skip


@pytest.mark.parametrize(("code", "line", "numbers"), LOUD)
def test_numbers_of_findings(code: str, line: str, numbers: dict[str, object]) -> None:
    told = dict(found(line, rules()[code])[0].numbers)
    assert told | numbers == told


@pytest.mark.parametrize(
    "line",
    [
        "alexnet --input 3xHxW",
        "resnet18 --input 3xHxW",
        "mtcnn_onet --input 3xHxW",
        "unet --set base=B",
        "3xHxW: conv3@8 bn relu maxpool2 tconv4/2p1@12 gn2 flatten linear@10",
    ],
)
def test_letters_are_no_obstacle(line: str) -> None:
    """What a rule cannot tell of a letter it leaves alone."""
    network = [line] if ":" in line else line.split()
    result = run_line("audit", *network, "--rules", "--json")
    assert (result.code, result.err) == (0, "")


def test_a_rule_is_explained_by_code_and_by_name() -> None:
    from tests.cli.conftest import run as cli

    told = cli("explain", "CC104", "--format", "table").out
    assert told == cli("explain", "only-padding", "--format", "table").out
    assert told == cli("explain", "cc104", "--format", "table").out
    assert cli("explain", "CC199").code == 2


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_said_of_a_rule_in_a_pipe(lang: str) -> None:
    told = run_line("explain", "CC301", "--lang", lang).out
    assert told.startswith("CC301 bias-before-norm")
    for text in (told, run_line("rules", "--help", "--lang", lang).out.replace("CODE", "CC301")):
        flat = "".join(text.replace("コード", "CC301").split())
        assert "#convcalc:ignore[CC301]" in flat
        assert 'ignore=["CC301"]' in flat
    header, *rows = (row.split("\t") for row in run_line("rules", "--lang", lang).out.splitlines())
    runs = {row[0]: row[header.index("standard")] for row in rows}
    assert runs == {rule.code: str(rule.standard).lower() for rule in RULES}
