"""Numbers and sizes that could mean two things are refused with what to write, and that works."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import Cli

SIZES = [
    ("1,024@64", "expr.digit_groups", ["1024@64"]),
    ("12,345", "expr.digit_groups", ["12345", "12x345"]),
    ("１，０００", "expr.digit_groups", ["1000"]),
    ("224,160", "expr.digit_groups", ["224160", "224x160"]),
    ("224,224,3", "expr.digit_groups", ["224x224@3", "224x224x3 --dims 3"]),
    ("1,024x1,024", "expr.digit_groups", ["1024x1024"]),
    ("3*224*224", "expr.product", ["224x224@3", "3x224x224 --dims 3"]),
    ("224*224@3", "expr.product", ["224x224@3"]),
    ("224·224", "expr.product", ["224x224"]),
    ("0128", "expr.leading_zero", ["128"]),
    ("24,024", "expr.digit_groups", ["24024"]),
    ("3x224x224", "size.three_numbers", ["224x224@3", "3x224x224 --dims 3"]),
    ("64x56x56", "size.three_numbers", ["56x56@64", "64x56x56 --dims 3"]),
    ("56x56x64", "size.three_numbers", ["56x56@64", "56x56x64 --dims 3"]),
    ("64x56x48", "size.three_numbers", ["56x48@64", "64x56@48", "64x56x48 --dims 3"]),
    ("CxHxW", "size.three_numbers", ["HxW@C", "CxHxW --dims 3"]),
    ("1x3x224x224", "size.too_many_axes", ["224x224@3", "3x224x224@1 --dims 3"]),
    ("4x16x112x112x3", "size.too_many_axes", ["16x112x112@3 --dims 3"]),
    ("1x224x224@3", "size.three_numbers", ["224x224@3", "1x224x224@3 --dims 3"]),
    ("3x224x224 --dims 2", "size.wrong_axes", ["224x224@3"]),
    ("1x224x224x3 --dims 2", "size.too_many_axes", ["224x224@3"]),
    ("3x16000 --dims 1", "size.wrong_axes", ["16000@3"]),
]


@pytest.mark.parametrize(("size", "code", "hints"), SIZES)
def test_sizes(cli: Cli, size: str, code: str, hints: list[str]) -> None:
    result = cli(f"conv {size} -k 1 --json")
    assert (result.code, result.out) == (2, "")
    error = json.loads(result.err)["error"]
    assert error["code"] == code
    texts = [hint.rpartition(": ")[2].removeprefix("write ") for hint in error["hints"]]
    found = [text for text in texts if not text.startswith("convcalc ")]
    assert found == hints
    own = size.partition(" ")[2]
    for hint in found:
        assert cli(f"conv {hint} {own} -k 1 -q").code == 0


OPTIONS = [
    ("conv 224 -k 3*3", "expr.product", "3x3"),
    ("conv 2048 -k 1,024", "expr.digit_groups", "1024"),
    ("conv 224 -k 3 -s 2,100", "expr.digit_groups", "2x100"),
    ("conv 224@3 -k 3 -o 1,024", "expr.comma_in_number", "1024"),
    ("conv 224 -k 03", "expr.leading_zero", "write 3"),
    ("kernel 3*3", "expr.product", "3x3"),
    ("layer linear @1,024 -o 10", "expr.comma_in_number", "1024"),
    ("layer reshape 7x7@512 --shape 25,088", "expr.digit_groups", "25088"),
    ("solve conv 28 -k K --want 1,024", "expr.digit_groups", "1024"),
    ("audit mobilenet_v1 --set classes=1,000", "expr.comma_in_number", "1000"),
]


@pytest.mark.parametrize(("command", "code", "hint"), OPTIONS)
def test_options(cli: Cli, command: str, code: str, hint: str) -> None:
    result = cli(f"{command} --json")
    assert (result.code, result.out) == (2, "")
    error = json.loads(result.err)["error"]
    assert error["code"] == code
    assert any(text.endswith(hint) for text in error["hints"])


NETWORKS = [
    ("3x32x32: conv03@8", "expr.leading_zero"),
    ("3x32x32: conv3@08", "expr.leading_zero"),
    ("3x32x32: conv(kernel=3,out=1,024)", "expr.comma_in_number"),
    ("3x1,024x1,024: relu", "expr.digit_groups"),
    ("3*32*32: relu", "expr.product"),
]


@pytest.mark.parametrize(("network", "code"), NETWORKS)
def test_networks(cli: Cli, network: str, code: str) -> None:
    result = cli("audit", network, "--json")
    assert (result.code, result.out) == (2, "")
    assert json.loads(result.err)["error"]["code"] == code


MEANT = [
    ("conv 5,7 -k 3", "3x5"),
    ("conv 24,16 -k 3", "22x14"),
    ("conv 2*H -k 2 -s 2 --ascii", "H"),
    ("conv 2**5 -k 3", "30"),
    ("conv 2*(112) -k 3", "222"),
    ("conv 1_024 -k 1", "1024"),
    ("conv max(1,200) -k 1", "200"),
    ("conv 56@2*32 -k 3 -o 2*64 --of channels", "128"),
    ("check 231,211,008 conv 56@64 -k 3 -p 1 -o 128 --no-bias --of macs", "true"),
    ("check 128*64*3*3 conv 56@64 -k 3 -p 1 -o 128 --no-bias --of params", "true"),
]


@pytest.mark.parametrize(("command", "answer"), MEANT)
def test_what_has_one_meaning_is_read(cli: Cli, command: str, answer: str) -> None:
    assert cli(f"{command} -q") == (0, f"{answer}\n", "")


@pytest.mark.parametrize("size", ["1,024", "3*3", "064"])
def test_batch(cli: Cli, size: str) -> None:
    case = {"layer": "conv", "size": size, "kernel": 1}
    result = cli("batch", stdin=json.dumps(case).encode())
    assert result.code == 1
    assert json.loads(result.out)["error"]["code"].startswith("expr.")
