"""What continuous integration reads of an audit, each format by a reader of its own."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import jsonschema
import pytest

from convcalc.rules.index import rules
from tests.cli.conftest import Cli, run

GOOD = """\
convcalc: 1
input: 3x32x32
layers:
  - stem: conv3p1@8b0 bn relu
  - conv3/2p1@16 relu
  - head: gap linear@10
"""
LEVELS = {"error": "error", "warning": "warning", "note": "notice"}


@pytest.fixture
def nets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    texts = {
        "good": GOOD,
        "slips": GOOD.replace("8b0", "8").replace("conv3/2p1", "conv1/2p1"),
        "typo": GOOD.replace("relu\n  - conv3", "rlu\n  - conv3"),
        "tight": GOOD + "budget: {params: 100}\n",
        "odd, name: 100%": GOOD.replace("conv3/2p1", "conv39"),
    }
    (tmp_path / "nets" / "deep").mkdir(parents=True)
    for name, text in texts.items():
        (tmp_path / "nets" / f"{name}.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "nets" / "deep" / "good.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "nets" / "workflow.yaml").write_text("name: CI\non: push\n", encoding="utf-8")
    (tmp_path / "nets" / "notes.txt").write_text("layers: none", encoding="utf-8")
    return tmp_path


def faults(cli: Cli, *words: str) -> list[dict[str, object]]:
    """The faults by JSON lines, which the other formats are held to."""
    lines = map(json.loads, cli("audit", *words, "--format", "jsonl").out.splitlines())
    return [line for line in lines if line["kind"] == "fault"]


def test_json_lines(cli: Cli, nets: Path) -> None:
    result = cli("audit", "nets/", "--format", "jsonl")
    passed = "passed over, as nothing in them is called “layers”: nets/workflow.yaml"
    assert (result.code, result.err.replace("\\", "/")) == (2, f"convcalc: {passed}\n")
    lines = [json.loads(line) for line in result.out.splitlines()]
    verdicts = {line["network"]: line for line in lines if line["kind"] == "verdict"}
    assert {Path(name).as_posix(): one["exit_code"] for name, one in verdicts.items()} == {
        "nets/good.yaml": 0, "nets/slips.yaml": 0, "nets/typo.yaml": 2, "nets/tight.yaml": 1,
        "nets/odd, name: 100%.yaml": 1, "nets/deep/good.yaml": 0,
    }  # fmt: skip
    assert verdicts["nets/good.yaml"]["totals"]["params"] == 1570
    assert verdicts["nets/typo.yaml"]["totals"] is None
    told = [line for line in lines if line["kind"] == "fault"]
    assert [(one["network"], one["code"], one["line"], one["fails"]) for one in told] == [
        ("nets/good.yaml", "CC201", 5, False),
        ("nets/odd, name: 100%.yaml", "size.kernel_exceeds_input", 5, True),
        ("nets/slips.yaml", "CC301", 4, False),
        ("nets/slips.yaml", "CC103", 5, False),
        ("nets/slips.yaml", "CC104", 5, False),
        ("nets/slips.yaml", "CC201", 5, False),
        ("nets/tight.yaml", "budget.params", 5, True),
        ("nets/tight.yaml", "CC201", 5, False),
        ("nets/typo.yaml", "load.unknown_word", 4, True),
        ("nets/deep/good.yaml", "CC201", 5, False),
    ]


COMMAND = re.compile(r"::(\w+) ([^:]*)::(.*)")


def test_annotations_of_github(cli: Cli, nets: Path) -> None:
    """Read back as actions/runner does: commands by line, %XX last."""
    expected = faults(cli, "nets/")
    found = []
    for line in cli("audit", "nets/", "--format", "github").out.splitlines():
        match = COMMAND.fullmatch(line)
        assert match is not None
        pairs = dict(pair.split("=", 1) for pair in match[2].split(","))
        pairs = {key: unquote(value) for key, value in pairs.items()}
        found.append((match[1], pairs, unquote(match[3])))
    for (level, pairs, text), one in zip(found, expected, strict=True):
        assert level == LEVELS[str(one["severity"])]
        assert (pairs["file"], pairs["line"], pairs["col"]) == (
            one["file"], str(one["line"]), str(one["column"]),
        )  # fmt: skip
        assert pairs["title"] == f"{one['code']} {one['network']}"
        assert text.startswith(str(one["message"]))


def test_annotations_without_a_file(cli: Cli) -> None:
    result = cli("audit", "3x8x8: conv3p1@8 bn", "--format", "github", "--max-params", "1")
    assert result.out.count("file=") == 0
    assert result.out.splitlines()[0].startswith(
        "::error title=budget.params 3x8x8%3A conv3p1@8 bn::"
    )
    assert result.code == 1


GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "lines": {
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                    "path": {"type": "string", "pattern": r"^(?!\./|/)"},
                },
            },
            "fingerprint": {"type": "string", "minLength": 1},
        },
    },
}
"""What GitLab's page on the format of code quality reports demands, written down from it."""


def test_code_quality_of_gitlab(cli: Cli, nets: Path) -> None:
    issues = json.loads(cli("audit", "./nets/", "--format", "gitlab").out)
    jsonschema.validate(issues, GITLAB)
    assert [one["check_name"] for one in issues] == [one["code"] for one in faults(cli, "nets/")]
    assert len({one["fingerprint"] for one in issues}) == len(issues)
    net = nets / "nets" / "slips.yaml"
    net.write_text("# moved\n" + net.read_text("utf-8"), encoding="utf-8")
    again = json.loads(cli("audit", "./nets/", "--format", "gitlab").out)
    assert {one["fingerprint"] for one in again} == {one["fingerprint"] for one in issues}


def closed(required: str, **properties: object) -> dict[str, object]:
    """An object with these properties and no others."""
    return {
        "type": "object",
        "required": required.split(),
        "properties": properties,
        "additionalProperties": False,
    }


TEXT = closed("text", text={"type": "string"})
LEVEL = {"enum": ["none", "note", "warning", "error"]}
NUMBER = {"type": "integer", "minimum": 1}
SARIF = closed(
    "version runs",
    **{"$schema": {"type": "string"}},
    version={"const": "2.1.0"},
    runs={"type": "array", "items": closed(
        "tool",
        tool=closed("driver", driver=closed(
            "name", name={"type": "string"}, version={"type": "string"},
            semanticVersion={"type": "string"},
            rules={"type": "array", "uniqueItems": True, "items": closed(
                "id", id={"type": "string"}, name={"type": "string"}, shortDescription=TEXT,
                fullDescription=TEXT, help=TEXT, defaultConfiguration=closed("", level=LEVEL),
            )},
        )),
        columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        invocations={"type": "array", "items": closed(
            "executionSuccessful", executionSuccessful={"type": "boolean"},
            exitCode={"type": "integer"},
        )},
        results={"type": "array", "items": closed(
            "message", ruleId={"type": "string"}, ruleIndex={"type": "integer", "minimum": -1},
            level=LEVEL, message=TEXT,
            partialFingerprints={"type": "object", "additionalProperties": {"type": "string"}},
            locations={"type": "array", "items": closed(
                "", physicalLocation=closed(
                    "", artifactLocation=closed("", uri={"type": "string", "pattern": r"^[^ :]+$"}),
                    region=closed("", startLine=NUMBER, startColumn=NUMBER),
                ),
                logicalLocations={"type": "array", "uniqueItems": True, "items": closed(
                    "", fullyQualifiedName={"type": "string"},
                )},
            )},
        )},
    )},
)  # fmt: skip
"""The part of SARIF 2.1.0 that we write, put down from the sections 3.13 to 3.49 of the standard;
what we write was also held to the schema that OASIS publishes."""


def test_sarif(cli: Cli, nets: Path) -> None:
    result = cli("audit", "nets/", "--format", "sarif")
    log = json.loads(result.out)
    jsonschema.validate(log, SARIF)
    (found,) = log["runs"]
    expected = faults(cli, "nets/")
    assert found["invocations"] == [{"executionSuccessful": False, "exitCode": 2}]
    ids = [rule["id"] for rule in found["tool"]["driver"]["rules"]]
    assert set(ids) >= {rule.code for rule in rules().values() if rule.standard}
    for one, fault in zip(found["results"], expected, strict=True):
        assert ids[one["ruleIndex"]] == one["ruleId"] == fault["code"]
        physical = one["locations"][0]["physicalLocation"]
        assert unquote(physical["artifactLocation"]["uri"]) == fault["file"]
        assert physical["region"] == {
            "startLine": fault["line"], "startColumn": fault["column"],
        }  # fmt: skip


JUNIT = {
    "testsuites": ({"testsuite"}, {"name", "tests", "failures", "errors", "time", "disabled"}),
    "testsuite": (
        {"testcase", "properties", "system-out", "system-err"},
        {"name", "tests", "failures", "errors", "skipped", "time", "timestamp", "hostname", "id"},
    ),
    "testcase": (
        {"failure", "error", "skipped", "system-out", "system-err"},
        {"name", "classname", "assertions", "time", "status"},
    ),
    "failure": (set(), {"type", "message"}),
    "error": (set(), {"type", "message"}),
    "system-out": (set(), set()),
}
"""Elements, with the elements and attributes in them that junit-10.xsd of Jenkins allows."""


def test_junit(cli: Cli, nets: Path) -> None:
    result = cli("audit", "nets/", "--format", "junit", "--fail-on", "warning")
    root = ElementTree.fromstring(result.out)
    for element in root.iter():
        inside, attributes = JUNIT[element.tag]
        assert {child.tag for child in element} <= inside
        assert set(element.keys()) <= attributes
    for element in (root, *root):
        for name, tag in (("tests", "testcase"), ("failures", "failure"), ("errors", "error")):
            assert int(element.get(name, "")) == len(list(element.iter(tag)))
    failing = [
        case.get("name", "").split()[0]
        for case in root.iter("testcase")
        if case.find("failure") is not None or case.find("error") is not None
    ]
    for suite in root:
        names = [case.get("name", "") for case in suite]
        assert len(set(names)) == len(names)
    told = faults(cli, "nets/", "--fail-on", "warning")
    assert failing == [one["code"] for one in told if one["fails"]]


def test_cases_of_junit(cli: Cli) -> None:
    """A passing case for each rule that finds nothing, and none that says so of others."""

    def cases(line: str) -> list[str]:
        out = cli("audit", line, "--select", "CC102,CC104,CC301", "--format", "junit").out
        return [case.get("name", "") for case in ElementTree.fromstring(out).iter("testcase")]

    assert cases("8x4x4: conv3p1@8 relu") == [
        "reads", "CC102 window-on-padding", "CC104 only-padding", "CC301 bias-before-norm",
    ]  # fmt: skip
    assert cases("8x4x4: conv1p1@8 bn") == [
        "reads", "CC104 conv1", "CC301 conv1", "CC102 window-on-padding",
    ]  # fmt: skip
    assert cases("8xHxW: conv1p1@8 bn") == ["reads"]  # of letters rules say nothing


def test_names_of_junit_are_numbered(cli: Cli) -> None:
    """A layer that has more than half of the parameters and of the MACs is found twice."""
    line = "8x8x8: 8*( conv1@8 ) conv5p2@64 conv1@8"
    out = cli("audit", line, "--select", "CC304", "--format", "junit").out
    names = [case.get("name") for case in ElementTree.fromstring(out).iter("testcase")]
    assert names == ["reads", "CC304 conv9", "CC304 conv9 (2)"]


@pytest.mark.parametrize("format", ["github", "gitlab", "sarif", "junit", "jsonl"])
def test_what_all_of_them_share(cli: Cli, nets: Path, format: str) -> None:
    good = cli("audit", "nets/good.yaml", "--format", format)
    assert (good.code, good.err) == (0, "")
    assert cli("audit", "nets/slips.yaml", "--format", format).code == 0
    assert cli("audit", "nets/slips.yaml", "--format", format, "--fail-on", "warning").code == 1
    assert cli("audit", "nets/typo.yaml", "--format", format).code == 2
    into = nets / "report"
    filed = cli("audit", "nets/", "--format", format, "--output-file", str(into))
    assert (filed.code, filed.out) == (2, "")
    assert "nets/typo.yaml:4:26: load.unknown_word" in filed.err
    assert "nets/tight.yaml:5:5: budget.params" in filed.err
    assert "CC301" not in filed.err  # it does not fail
    assert into.read_text(encoding="utf-8") == cli("audit", "nets/", "--format", format).out
    assert cli("audit", "resnet18", "--format", format, "--top", "3").code == 2
    assert cli("audit", "no_such", "nets/good.yaml", "--format", format).code == 2
    japanese = cli("audit", "nets/slips.yaml", "--format", format, "--lang", "ja")
    assert "バイアス" in japanese.out


def test_one_bad_file_hides_no_other(cli: Cli, nets: Path) -> None:
    result = cli("audit", "nets/", "--max-params", "1M")
    names = [line.split("\t")[0] for line in result.out.splitlines()[1:]]
    assert names == ["nets/good.yaml", "nets/slips.yaml", "nets/tight.yaml", "nets/deep/good.yaml"]
    assert result.code == 2
    assert "nets/typo.yaml:4:26: load.unknown_word “rlu”" in result.err
    assert "nets/odd, name: 100%.yaml:5:5: size.kernel_exceeds_input conv2: " in result.err
    assert result.err.splitlines()[-1] == (
        "convcalc: 2 of 6 networks fail: nets/odd, name: 100%.yaml (size.kernel_exceeds_input), "
        "nets/typo.yaml (load.unknown_word)"
    )
    assert cli("audit", "nets/deep/", "-q").code == 0  # a single network is audited


def test_folders(cli: Cli, nets: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (nets / "empty").mkdir()
    assert "holds no network" in cli("audit", "empty/").err
    assert "nets/ stands for the networks in it" in cli("audit", "nets").err
    monkeypatch.chdir(nets / "nets" / "deep")
    assert cli("audit", ".", "-q").out == cli("audit", "./good.yaml", "-q").out


def test_lines_that_scripts_rely_on(cli: Cli, nets: Path) -> None:
    result = cli("audit", "nets/tight.yaml", "--max-macs", "1M", "--min-rf", "4", "--no-header")
    assert result.code == 1
    assert result.err.splitlines() == [
        "convcalc: nets/tight.yaml: parameters 1,570, MACs 516,256, peak memory 65.54 kB, "
        "receptive field 5",
        "convcalc: nets/tight.yaml: MACs: 516,256 within 1,000,000",
        "convcalc: nets/tight.yaml: receptive field: 5 reaches 4",
        "nets/tight.yaml:5:5: budget.params parameters: 1,570 exceeds 100 by 1,470; most in "
        "conv2 (1,168), conv1 (216), linear1 (170)",
    ]
    assert cli("audit", "nets/good.yaml").err == ""  # nothing was demanded
    quiet = cli("audit", "nets/tight.yaml", "--max-macs", "1M", "-q")
    assert quiet.err.count("\n") == 1


def test_progress_only_on_a_terminal(nets: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("convcalc.cli.compared.SOON", -1.0)
    assert run("audit", "nets/good.yaml", "nets/slips.yaml").err == ""
    shown = run("audit", "nets/good.yaml", "nets/slips.yaml", terminal=True)
    assert "nets/slips.yaml" in shown.err


def test_findings_of_several_networks(cli: Cli, nets: Path) -> None:
    words = ("audit", "nets/good.yaml", "nets/slips.yaml", "--rules")
    told = [line for line in cli(*words, "--format", "table").out.splitlines() if " CC" in line]
    assert [line.split()[1:4:2] for line in told] == [
        ["nets/good.yaml:", "CC201"], ["nets/slips.yaml:", "CC301"], ["nets/slips.yaml:", "CC103"],
        ["nets/slips.yaml:", "CC104"], ["nets/slips.yaml:", "CC201"],
    ]  # fmt: skip
    audits = json.loads(cli(*words, "--json").out)["audits"]
    assert [[one["code"] for one in audit["findings"]] for audit in audits] == [
        ["CC201"], ["CC301", "CC103", "CC104", "CC201"],
    ]  # fmt: skip
    assert cli(*words[:-1], "--format", "table").out.count("CC") == 0
    unasked = json.loads(cli("audit", "nets/slips.yaml", "--json").out)
    assert unasked["findings"] == []
    asked = json.loads(cli("audit", "nets/slips.yaml", "--json", "--select", "CC301").out)
    (found,) = asked["findings"]
    assert found["numbers"] == {"norm": "bn1", "params": 8}
    assert (found["file"], found["line"], found["column"]) == ("nets/slips.yaml", 4, 11)
    assert found["cure"] == "bias=false (b0 in one line): 8 parameters less"


USES = """\
input: 3x224x224
layers:
  - conv3p1@3 relu
  - b: use(resnet50_v1, until=stage4)
  - tail: conv3p1@2048 relu use(./nets/slips.yaml)
"""


def test_what_is_used_is_told_where_it_can_be_mended(cli: Cli, nets: Path) -> None:
    """A network of the zoo where a file uses it, one of a file in that; a limit is of the file that
    was asked for."""
    words = ("audit", "uses.yaml", "-q", "--fail-on", "warning", "--select", "CC103,CC301")
    (nets / "uses.yaml").write_text(USES, encoding="utf-8")
    told = cli(*words, "--max-params", "1").err.splitlines()
    assert [" ".join(line.split()[:2]) for line in told] == [
        "uses.yaml:5:11: budget.params",
        "uses.yaml:4:8: CC103",
        "./nets/slips.yaml:4:11: CC301",
        "./nets/slips.yaml:5:5: CC103",
    ]
    layers = json.loads(cli("audit", "uses.yaml", "--json").out)["layers"]
    assert {layer["line"] for layer in layers} == {3, 4, 5}


@pytest.mark.parametrize(("line", "left"), [(4, 2), (5, 1)])
def test_a_comment_where_a_network_is_used(cli: Cli, nets: Path, line: int, left: int) -> None:
    lines = USES.splitlines()
    lines[line - 1] += "  # convcalc: ignore[CC103, CC301]"
    (nets / "uses.yaml").write_text("\n".join(lines), encoding="utf-8")
    words = ("audit", "uses.yaml", "-q", "--fail-on", "warning", "--select", "CC103,CC301")
    assert len(cli(*words).err.splitlines()) == left


def test_a_used_network_that_does_not_fit(cli: Cli, nets: Path) -> None:
    (nets / "uses.yaml").write_text("input: 3x20x20\nlayers: [use(vgg16)]\n", encoding="utf-8")
    told = cli("audit", "uses.yaml")
    assert told.code == 1
    assert told.err.startswith("convcalc: error: uses.yaml:2:10: maxpool5 (maxpool) on ")
    assert "    layers: [use(vgg16)]\n             ^^^\n" in told.err


LIMITS = """\
input: 3x32x32
layers:
  - wide: conv3p1@64
  - deep: conv3p1@64 relu conv3p1@64
  - head: gap
  - linear@10
budget: {params: 1k, macs: 1k, peak_memory: 1kB, receptive_field: {min: 50}, output: 9, layers: 2}
expect: {buffers: 7}
"""


def test_a_limit_stands_at_the_layer_that_decides(cli: Cli, nets: Path) -> None:
    (nets / "limits.yaml").write_text(LIMITS, encoding="utf-8")
    told = cli("audit", "limits.yaml", "-q").err.splitlines()
    assert {(line.split()[1], line.split(": ")[0], line.split("; ")[-1]) for line in told} == {
        ("budget.params", "limits.yaml:4:11",
         "most in conv1 (36,928), conv2 (36,928), wide (1,792)"),
        ("budget.macs", "limits.yaml:4:11",
         "most in conv1 (37,748,736), conv2 (37,748,736), wide (1,769,472)"),
        ("budget.peak_memory", "limits.yaml:4:11", "the peak is at conv1"),
        ("budget.receptive_field", "limits.yaml:4:27", "at conv2"),
        ("budget.output", "limits.yaml:6:5", "from linear1"),
        ("budget.layers", "limits.yaml:1:1", told[5]),
        ("budget.buffers", "limits.yaml:1:1", told[6]),
    }  # fmt: skip
    unknown = cli("audit", "conv3@2 conv3@4", "-q", "--max-params", "9").err
    assert unknown.endswith("cannot be decided, as it is unknown; not known of conv1\n")


def test_what_stands_on_standard_input(cli: Cli) -> None:
    """It has lines, and comments on them, but no file that another program could open."""
    text = (
        GOOD.replace("8b0 bn relu", "8 bn relu  # convcalc: ignore[CC301]") + "budget: {params: 9}"
    )
    text = text.replace("conv3/2p1", "conv1/2")
    words = ("audit", "-", "--fail-on", "warning")
    told = run(*words, "-q", stdin=text.encode()).err
    assert re.findall(r"^<stdin>:\d+:\d+: \S+", told, re.M) == [
        "<stdin>:4:11: budget.params", "<stdin>:5:5: CC103"
    ]  # fmt: skip
    for form, place in (("github", "::error title="), ("sarif", '"locations": [{"logical')):
        assert place in run(*words, "--format", form, stdin=text.encode()).out
    broken = run(
        "audit", "-", "zoo:lenet5", "--format", "plain", stdin=b"input: 3x3x3\nlayers: [conv9@3]"
    )
    assert "<stdin>:2:10: size.kernel_exceeds_input" in broken.err
    assert "lenet5" in broken.out


def test_what_stands_in_no_file_has_its_code_and_its_turn(cli: Cli, nets: Path) -> None:
    told = cli("audit", "nets/typo.yaml", "nets/gone.yaml", "nets/tight.yaml").err.splitlines()
    assert [" ".join(line.split()[:3]) for line in told] == [
        "nets/typo.yaml:4:26: load.unknown_word “rlu”",
        "convcalc: nets/gone.yaml: load.no_such_file",
        "nets/tight.yaml:5:5: budget.params parameters:",
        "convcalc: 3 of",
    ]
    assert "3 of 3 networks fail: nets/typo.yaml (load.unknown_word), nets/gone" in told[-1]
    missing = cli("audit", "nets/good.yaml", "none/")
    assert (missing.code, missing.out) == (2, "")
    assert "there is no folder none/ [load.no_such_folder]" in missing.err


def test_junit_where_only_ascii_can_be_written(nets: Path) -> None:
    told = run("audit", "nets/slips.yaml", "--format", "junit", encoding="ascii").out
    assert told.isascii()
    assert "2 × 2" in "".join(ElementTree.fromstring(told).itertext())


def test_a_file_whose_layers_are_misspelt_is_not_passed_over(cli: Cli, nets: Path) -> None:
    misspelt = {"nets/slips.yaml": "layrs:", "nets/good.yaml": "lyers:"}
    for name, key in misspelt.items():
        (nets / name).write_text(GOOD.replace("layers:", key), encoding="utf-8")
    told = [(one["file"], one["code"], one["message"]) for one in faults(cli, "nets/")]
    for name, key in misspelt.items():
        (found,) = [message for file, code, message in told if file == name and "key" in str(code)]
        assert f"“{key[:-1]}”" in str(found)
        assert str(found).endswith("did you mean layers?")


def test_errors_of_several_networks_keep_their_hints(cli: Cli, nets: Path) -> None:
    told = cli("audit", "nets/good.yaml", "nets/typo.yaml", "-q").err
    assert "nets/typo.yaml:4:26: load.unknown_word" in told
    assert "did you mean relu?" in told


def test_a_baseline_holds_when_other_layers_change(cli: Cli, nets: Path) -> None:
    def kept(text: str) -> tuple[int, str]:
        (nets / "net.yaml").write_text(text, encoding="utf-8")
        found = cli("audit", "net.yaml", "-q", "--baseline", "known.json")
        return found.code, found.err

    start = GOOD.replace("8b0", "12").replace("conv3/2p1", "conv1/2p1@20 relu conv3p1")
    (nets / "net.yaml").write_text(start, encoding="utf-8")
    assert cli("audit", "net.yaml", "-q", "--write-baseline", "known.json").code == 0
    assert "CC302" in (nets / "known.json").read_text(encoding="utf-8")
    assert kept(start) == (0, "")
    assert kept(start.replace("linear@10", "linear@20")) == (0, "")
    assert kept(start.replace("gap", "conv3p1@16b0 bn relu gap")) == (0, "")
    code, told = kept(start.replace("gap", "conv3p1@28b0 bn relu gap"))
    assert (code, told.count("CC302"), told.count("\n")) == (1, 1, 1)


def test_a_comparison_marks_what_becomes_of_limits(cli: Cli, nets: Path) -> None:
    words = ("audit", "nets/good.yaml", "nets/tight.yaml", "nets/deep/good.yaml")
    lines = cli(*words, "--format", "table").out.splitlines()
    marks = [line.split()[0] for line in lines if "32x32@3" in line]
    assert marks == ["nets/good.yaml", "✗", "nets/deep/good.yaml"]
    lines = cli(*words, "--max-params", "1M", "--format", "table").out.splitlines()
    assert [line.split()[0] for line in lines if "32x32@3" in line] == ["✓", "✓", "✓"]
    assert "✗" not in cli(*words).out
