"""Which language speaks."""

from __future__ import annotations

import pytest

from convcalc.cli.language import choose, requested


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ("conv 11", None),
        ("--lang ja conv 11", "ja"),
        ("conv 11 --lang=ja", "ja"),
        ("--lang en conv 11 --lang ja", "ja"),
        ("conv 11 -- --lang ja", None),
        ("conv 11 --lang", None),
        ("conv 11 --lang fr", "fr"),
    ],
)
def test_requested(arguments: str, found: str | None) -> None:
    assert requested(arguments.split()) == found


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "ja_JP.UTF-8"}, "ja"),
        ({"LANG": "ja"}, "ja"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "ja_JP.UTF-8"}, "ja"),
        ({"LC_ALL": "en_US.UTF-8", "LC_MESSAGES": "ja_JP.UTF-8"}, "en"),
        ({"LC_ALL": "", "LANG": "ja_JP.UTF-8"}, "ja"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "ja:en"}, "ja"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "fr:ja:en"}, "ja"),
        ({"LANG": "ja_JP.UTF-8", "LANGUAGE": "fr"}, "ja"),
        ({"LANG": "C", "LANGUAGE": "ja"}, "en"),
        ({"LC_ALL": "POSIX", "LANG": "ja_JP.UTF-8"}, "en"),
        ({"LC_ALL": "C.UTF-8", "LANGUAGE": "ja"}, "en"),
        ({"LANG": "C", "CONVCALC_LANG": "ja"}, "ja"),
        ({"LANG": "ja_JP.UTF-8", "CONVCALC_LANG": "en"}, "en"),
        ({"LANG": "ja_JP.UTF-8", "CONVCALC_LANG": "xx"}, "ja"),
    ],
)
def test_environment(environment: dict[str, str], language: str) -> None:
    assert choose([], environment) == language


def test_option_wins() -> None:
    assert choose(["--lang", "en"], {"CONVCALC_LANG": "ja"}) == "en"
    assert choose(["--lang", "fr"], {"CONVCALC_LANG": "ja"}) == "ja"
