"""A notebook that somebody has executed and saved holds no secret."""

from __future__ import annotations

from typing import TYPE_CHECKING

import nbformat
from nbclient import NotebookClient

from tests.secrets.files import write

if TYPE_CHECKING:
    from pathlib import Path

CELLS = [
    "import ipyrerun as st, sys\nst.secrets",
    "%xmode Verbose",
    "token = st.secrets.vault.token\nint(token)",
    "st.connection('far').connect()",
    "%%rerun raising\nmine = st.secrets.vault.token\nst.text('drawn')\nint(mine)",
    "%%rerun shown\nst.write(st.secrets)\nst.connection('far').connect()",
    "%%rerun stderr\nprint(st.secrets.vault.token, file=sys.stderr)",
    "%tb",
]


def test_nbclient_stores_no_secret(tmp_path: Path):
    write(
        tmp_path,
        "[vault]\ntoken = 'correct-horse-battery'\n[connections.far]\ntype = 'sql'\n"
        "url = 'postgresql+psycopg://me:battery-staple@127.0.0.1:1/x'\n",
    )
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(text) for text in CELLS])

    client = NotebookClient(book, kernel_name="python3", timeout=120, allow_errors=True)
    client.execute(cwd=str(tmp_path))

    text = nbformat.writes(book)
    errors = [o.ename for c in book.cells for o in c.outputs if o.output_type == "error"]
    # The last one is what `%tb` shows again.
    assert errors == ["ValueError", "OperationalError"] * 2 + ["OperationalError"]
    assert "<pre>drawn</pre>" in text
    assert "<st.secrets: 'vault', 'connections'>" in text
    assert "battery" not in text
