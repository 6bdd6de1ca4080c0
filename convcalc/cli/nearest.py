"""Which file has the settings of a project: the nearest, in the current folder or above it."""

from __future__ import annotations

import os

OWN = "convcalc.toml"
SHARED = "pyproject.toml"
SIGNS = (b"tool.convcalc", b"[tool]", b"tool={")
"""What stands in a pyproject.toml with a table of ours, blanks and quotes aside."""


def nearest() -> tuple[str, bytes] | None:
    """The nearest convcalc.toml, or pyproject.toml with a table [tool.convcalc] in it, as bytes.

    In one folder the former wins; a pyproject.toml without the table ends the search, too.
    """
    place, inside = os.getcwd(), ""
    while place != inside:
        for name in (OWN, SHARED):
            file = os.path.join(place, name)
            try:
                with open(file, "rb") as stream:
                    data = stream.read()
            except OSError:
                continue
            return (file, data) if name == OWN or _has_table(data) else None
        place, inside = os.path.dirname(place), place
    return None


def _has_table(data: bytes) -> bool:
    if b"convcalc" not in data:
        return False
    bare = data.translate(None, b" \t'\"")
    return any(sign in bare for sign in SIGNS)
