"""Every command follows the framework that alone has the name of a layer, and says so."""

from __future__ import annotations

import json

from tests.cli.conftest import Cli


def test_each_command_says_it(cli: Cli) -> None:
    layer = json.loads(cli("layer Conv2DTranspose 3 -k 3 -s 2 -p same -o 4 --json").out)
    assert (layer["dialect"], layer["size"]) == ("keras", [6, 6])
    assert "keras" in cli("layer Conv2DTranspose 3 -k 3 -s 2 -p same").out
    assert "keras" not in cli("layer tconv 3 -k 3 -s 2 -p 1").out
    line = "3x9x9: Conv2DTranspose(kernel=3, stride=2, padding=same, out=4) conv3@2"
    audit = json.loads(cli("audit", line, "--json").out)
    assert audit["dialects_by_name"] == {"Conv2DTranspose": "keras"}
    assert audit["layers"][0]["output"] == [4, 18, 18]
    case = '{"layer": "MaxPool", "size": 11, "kernel": 3}'
    assert json.loads(cli("batch", stdin=case.encode()).out)["size"] == [9, 9]
    assert json.loads(cli("batch --dialect torch", stdin=case.encode()).out)["size"] == [3, 3]
    answer = "check 6 layer Conv2DTranspose 3 -k 3 -s 2 -p same"
    assert cli(answer).code == 0
    solved = cli("solve layer Conv2DTranspose 3 -k 3 -s S -p same --want 9 --where S=1..9 -q")
    assert solved.out.strip() == "3"
    value = cli("value", "MaxPool", "--data", "1 2 3", "--kernel", "2", "-q")
    assert value.out.strip() == "2 3"
