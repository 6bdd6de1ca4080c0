"""Every example on every page is executed, and prints what the page says."""

from __future__ import annotations

import pytest

from tests.docs.examples import PAGES, ROOT, Example, examples, run

ALL = [example for page in PAGES for example in examples(page)]


@pytest.mark.parametrize("example", ALL, ids=[f"{e.page.relative_to(ROOT)}:{e.line}" for e in ALL])
def test_a_page_prints_what_the_command_prints(example: Example, tmp_path):
    expected = "\n".join(line.rstrip() for line in example.expected.splitlines()).strip("\n")
    assert run(example.command, tmp_path) == expected


def test_there_are_examples():
    assert len(ALL) >= 10
