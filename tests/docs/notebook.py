"""The notebook of the pages: executed, and written anew with `python -m tests.docs.notebook`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from unittest.mock import patch

import nbformat
from nbclient import NotebookClient

__all__ = ["NOTEBOOK", "executed"]

NOTEBOOK = Path(__file__).resolve().parents[2] / "docs" / "python.ipynb"


def executed() -> Any:
    """The notebook with the outputs that its cells have now."""
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    with patch.dict(os.environ, {"CONVCALC_LANG": "en", "PYDEVD_DISABLE_FILE_VALIDATION": "1"}):
        NotebookClient(notebook, timeout=60, kernel_name="python3").execute()
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)  # when it ran
    notebook.metadata.pop("language_info", None)  # which Python ran it
    return notebook


if __name__ == "__main__":
    nbformat.write(executed(), NOTEBOOK)
