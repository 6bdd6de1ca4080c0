"""What is wrong with a TOML file that its parser gives up on."""

from __future__ import annotations

import pytest

from convcalc.load.load import document_of_text
from convcalc.network.graph import NetworkError


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("name = '[[['\na = " + "[" * 5000 + "]" * 5000, "load.too_deep", 2, 55),
        ("a = " + "{b=" * 5000, "load.too_deep", 1, 155),
        ("name = '" + "1" * 2000 + "'\nlayers = " + "1" * 5000, "expr.too_large", 2, 10),
    ],
)
def test_the_problem_is_named_where_it_is(text: str, code: str, line: int, column: int) -> None:
    with pytest.raises(NetworkError) as caught:
        document_of_text(text, "net.toml", ".toml")
    error = caught.value
    assert error.code == code
    assert error.place is not None
    assert (error.place.line, error.place.column) == (line, column)
