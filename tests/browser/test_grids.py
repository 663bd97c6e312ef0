"""Tables to look through, in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.browser.hosts import Host

IMPORT = "import ipyrerun as st"
NUMBERS = """%%rerun
import pandas as pd
st.dataframe(pd.DataFrame({"amount": range(100_000, 100_150)}))
"""


def test_a_scrollbar_covers_no_digit_of_a_right_aligned_column(lab: Host):
    nb = lab.open([IMPORT, NUMBERS])
    nb.run_all()
    cells = nb.app.locator(".ag-cell")
    expect(cells.first).to_have_text("100000")

    is_seen = cells.first.evaluate(
        """cell => {
            const range = document.createRange();
            range.selectNodeContents(cell);
            const box = range.getBoundingClientRect();
            return cell.contains(document.elementFromPoint(box.right - 1, box.top + 5));
        }"""
    )

    assert is_seen
