"""The gallery, which shows every element: drawn in every host, light and dark, for everybody."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
import pytest
from playwright.sync_api import expect

import ipyrerun as st
from ipyrerun.elements import Container
from tests.browser.hosts import until

if TYPE_CHECKING:
    from tests.browser.hosts import Host, NotebookPage

ROOT = Path(__file__).parents[2]
GALLERY = ROOT / "notebooks" / "gallery.ipynb"
FILM = ROOT / "notebooks" / "waves.webm"
AXE = ROOT / "js" / "node_modules" / "axe-core" / "axe.min.js"
# What a person with a screen reader, without a mouse or with weak eyes cannot use.
GRAVE = {"serious", "critical"}
RUN_AXE = """async () => {
    const { violations } = await axe.run('.rr-page', { resultTypes: ['violations'] });
    return violations.map(({ id, impact, nodes }) =>
        ({ id, impact, where: nodes.map(node => node.html.slice(0, 200)) }));
}"""
# A page that is laid out wider than its cell, or an element out of its page.
TOO_WIDE = """() => [...document.querySelectorAll('.rr-page')]
    .filter(page => page.scrollWidth > page.clientWidth + 1)
    .map(page => page.textContent.slice(0, 80))"""

COMES_INTO_VIEW = """node => {
    node.scrollIntoView({ block: 'nearest' });
    const { top, bottom } = node.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
}"""


def cells() -> list[Any]:
    """Return the cells of the gallery."""
    return list(nbformat.read(GALLERY, 4).cells)


def scripts() -> list[str]:
    """Return the texts of the gallery's pages."""
    sources = [cell.source for cell in cells() if cell.source.startswith("%%rerun")]
    # A cell that is nothing but a page is shown by another one.
    return [text for text in sources if "--page" not in text.splitlines()[0]]


def complaints(nb: NotebookPage) -> list[dict[str, Any]]:
    """Return what axe finds serious or critical on the pages."""
    nb.page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = nb.page.evaluate(RUN_AXE)
    return [one for one in found if one["impact"] in GRAVE]


def shoot(nb: NotebookPage, theme: str) -> None:
    """Keep pictures of the notebook's beginning and of its end, to be looked at."""
    nb.page.set_viewport_size({"width": 1280, "height": 16_000})
    for part, app in (("beginning", nb.app.first), ("end", nb.app.last)):
        # Again and again: JupyterLab goes to the cell that ran last, once it has found it.
        until(app, COMES_INTO_VIEW)
        nb.shot(f"gallery-{theme}-{part}")


@pytest.mark.parametrize("name", [n for n in st.__all__ if hasattr(Container, n)])
def test_the_gallery_shows_every_element(name: str):
    assert re.search(rf"\b{name}\(", "\n".join(scripts()))


def test_the_gallery_is_drawn_light_and_dark_and_axe_finds_nothing_grave(host: Host):
    shutil.copy(FILM, host.server.folder)
    nb = host.open(cells())
    nb.run_all()

    expect(nb.app).to_have_count(len(scripts()))
    for page in nb.app.all():
        expect(page).not_to_be_empty()
    expect(nb.locator(".rr-unavailable")).to_have_count(0)
    expect(nb.locator(".rr-status-pill:visible")).to_have_count(0)
    # The gallery shows one exception on purpose.
    expect(nb.locator(".rr-exception")).to_have_count(1)
    assert nb.page.evaluate(TOO_WIDE) == []
    assert complaints(nb) == []
    shoot(nb, "light")

    nb.set_theme(dark=True)
    expect(nb.app).to_have_count(len(scripts()))
    assert complaints(nb) == []
    shoot(nb, "dark")
