"""The page of the zoo is the one that its index gives."""

from __future__ import annotations

from tests.zoo.page import PAGE, page


def test_the_page_is_fresh():
    assert PAGE.read_text(encoding="utf-8") == page(), "python -m tests.zoo.page"
