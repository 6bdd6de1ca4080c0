"""The notebook runs from top to bottom, and shows what it has shown before."""

from __future__ import annotations

from typing import Any

import pytest

pytest.importorskip("nbclient", reason="nbclient is one of the developers' tools")
pytest.importorskip("ipykernel", reason="ipykernel is one of the developers' tools")


@pytest.mark.filterwarnings("default")
def test_the_notebook_is_executed():
    import nbformat

    from tests.docs.notebook import NOTEBOOK, executed

    shown = nbformat.read(NOTEBOOK, as_version=4)
    now = executed()
    assert told(now) == told(shown)
    kinds = {kind for cell in now.cells for out in cell.get("outputs", ()) for kind in out["data"]}
    assert kinds == {"text/plain", "text/html", "text/latex", "image/svg+xml"}


def told(notebook: Any) -> list[tuple[str, list[str]]]:
    """Each cell, and the text of its outputs: how tables and pictures look is tested elsewhere."""
    return [
        (cell.source, [out["data"]["text/plain"] for out in cell.get("outputs", ())])
        for cell in notebook.cells
    ]
