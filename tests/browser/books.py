"""A notebook with one script, which says on its last line what its inputs' values are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from tests.browser.hosts import Host, NotebookPage

IMPORT = "import ipyrerun as st"


def said(nb: NotebookPage) -> Locator:
    """Return the line that says what every input's value is."""
    return nb.app.locator(".rr-text").last


def open_book(host: Host, script: str) -> NotebookPage:
    """Return a notebook with this script, run."""
    nb = host.open([IMPORT, script])
    nb.run_all()
    expect(said(nb)).to_be_visible()
    return nb


def press(nb: NotebookPage, *keys: str) -> None:
    """Press these keys one after the other, wherever the focus is."""
    for key in keys:
        nb.page.keyboard.press(key)
