"""Caches in a kernel: one for ordinary cells and scripts, drawn again where it is found."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.kernel.harness import Kernel

DEFINE = """
import ipyrerun as st
@st.cache_data
def f(a):
    print("computed")
    st.markdown(f"drawn {a}")
    return [a]
"""


def test_ordinary_cells_and_scripts_share_a_cache(kernel: Kernel, tmp_path: Path):
    kernel.execute(f"import os; os.environ['XDG_CACHE_HOME'] = {str(tmp_path)!r}")
    kernel.execute(DEFINE)
    first, second = kernel.execute("f(1)"), kernel.execute("f(1)")
    script = kernel.execute("%%rerun\nst.text(f(1))", cell_id="c")

    assert ["computed" in cell.text for cell in (first, second, script)] == [True, False, False]
    for cell in (first, second):
        assert cell.result == "[1]"
        assert [("drawn 1" in one.get("text/html", "")) for one in cell.displays] == [True]
    assert "[1]" in str(script.outputs)
    assert "drawn 1" in str(script.outputs)

    kernel.execute("%rerun clear")
    assert "computed" in kernel.execute("f(1)").text
    assert "__main__.f" in kernel.execute("%rerun caches").text
