"""What a notebook keeps of a page when nobody looks on, and when somebody does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import nbformat
import pytest
from nbclient import NotebookClient

if TYPE_CHECKING:
    from pathlib import Path

    from tests.kernel.execution import Message
    from tests.kernel.harness import Kernel

SECRET = "correct horse battery staple"
PAGE = "application/vnd.ipyrerun.page+json"
CELL = "%%rerun\nn = st.slider('n', 0, 9, 3)\nst.text(f'seen {n} times')"


def updates(kernel_outputs: list[Message]) -> list[str]:
    """Return the HTML of every update of what a cell displays."""
    kind = "update_display_data"
    return [m["content"]["data"]["text/html"] for m in kernel_outputs if m["msg_type"] == kind]


def test_a_batch_cell_ends_with_its_page_as_html(kernel: Kernel):
    kernel.execute("import ipyrerun as st")

    cell = kernel.execute(CELL, cell_id="c")

    assert "seen 3 times" in updates(cell.outputs)[-1]


def test_a_failing_batch_cell_keeps_the_error_on_its_page(kernel: Kernel):
    kernel.execute("import ipyrerun as st")

    cell = kernel.finish(kernel.execute_async("%%rerun\nst.write('before')\n1 / 0"))

    assert cell.error == "ZeroDivisionError"
    assert "before" in updates(cell.outputs)[-1]
    assert "ZeroDivisionError" in updates(cell.outputs)[-1]


def test_an_element_of_an_ordinary_cell_is_kept_with_the_cell(kernel: Kernel):
    kernel.execute("import ipyrerun as st")

    cell = kernel.execute("st.markdown('kept **here**')")

    [own] = cell.displays
    assert PAGE in own
    assert "kept <strong>here</strong>" in own["text/html"]


@pytest.mark.parametrize("cell", ["st.text_input('Token', secret(), type='password')"])
def test_nbclient_stores_no_password(tmp_path: Path, cell: str):
    cells = [f"import ipyrerun as st\ndef secret(): return ' '.join({SECRET.split()!r})"]
    cells.append(f"%%rerun\n{cell}\nst.text('drawn')")
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(text) for text in cells])

    NotebookClient(book, kernel_name="python3", timeout=120).execute(cwd=str(tmp_path))

    text = nbformat.writes(book)
    assert "PageModel" in text
    assert "<pre>drawn</pre>" in text
    assert SECRET not in text


def test_a_page_that_somebody_sees_is_told_what_its_notebook_is_to_keep(kernel: Kernel):
    kernel.execute("import ipyrerun as st")
    kernel.execute(CELL, cell_id="c", allow_stdin=True)
    page = kernel.browser.page()

    kernel.wait_for(lambda: "seen 3 times" in page.still)
