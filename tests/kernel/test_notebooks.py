"""The notebooks execute from top to bottom, and what they say of themselves is so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"


def executed(name: str, folder: Path, *more: str) -> dict[str, Any]:
    """Execute a notebook and more cells; return by their text what they have displayed."""
    book = nbformat.read(NOTEBOOKS / name, 4)
    book.cells += [nbformat.v4.new_code_cell(text) for text in more]
    NotebookClient(book, kernel_name="python3", timeout=120).execute(cwd=str(folder))
    codes = [cell for cell in book.cells if cell.cell_type == "code"]
    return {
        cell.source: output.data
        for cell in codes
        for output in cell.outputs
        if output.output_type in {"display_data", "execute_result"}
    }


def test_the_notebook_on_caching(tmp_path: Path):
    misses = "[(one['function'], one['misses']) for one in st.cache_stats()]"
    shown = executed("caching.ipynb", tmp_path, misses)

    pages = [data["text/html"] for text, data in shown.items() if text.startswith("%%rerun")]
    words = ("Warmest day", "Expected", "times.", "Other points", "The mean of the warmest")
    assert [word in page for word, page in zip(words, pages, strict=True)] == [True] * 5
    # A cell has changed its own copy of the table.
    assert "35.6" in [data["text/plain"] for data in shown.values()]
    assert eval(shown[misses]["text/plain"]) == [
        ("__main__.points", 1),
        ("__main__.summary", 1),
        ("__main__.weather", 2),
        ("__main__.season", 1),
    ]


def test_the_notebook_on_a_database(tmp_path: Path):
    secret = "st.secrets.connections.cars"
    count = (
        'st.connection("cars").query("SELECT Origin, COUNT(*) AS cars FROM cars GROUP BY Origin")'
    )

    shown = executed("database.ipynb", tmp_path)

    pages = [data["text/html"] for text, data in shown.items() if text.startswith("%%rerun")]
    words = ("volkswagen", "Keep", "Nothing is being counted", "<img")
    assert [word in page for word, page in zip(words, pages, strict=True)] == [True] * 4
    assert shown[secret]["text/plain"] == "<st.secrets.connections.cars: 'type', 'url'>"
    assert "254" in shown[count]["text/plain"]
    assert (tmp_path / ".streamlit" / "secrets.toml").stat().st_mode & 0o777 == 0o600
