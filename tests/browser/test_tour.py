"""The tour on real data, in every host, and as `make lab` serves it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
from playwright.sync_api import expect

from tests.make import make

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import BrowserContext, Locator

    from tests.browser.hosts import Host

TOUR = Path(__file__).parents[2] / "notebooks" / "tour.ipynb"
# A node that is replaced, even by an equal one, loses the mark.
MARK = "node => { node.marked = true; }"
IS_MARKED = "node => node.marked === true"


def use(app: Locator) -> None:
    """Move what the weather page has, and see the page follow without a node replaced."""
    days = app.locator(".rr-metric-value").first
    expect(days).to_have_text("1,461")
    chart = app.locator("canvas").first
    grid = app.get_by_role("grid").or_(app.get_by_role("treegrid")).first
    expect(chart).to_be_visible()
    expect(grid).to_contain_text("drizzle")
    for node in (days, chart, grid):
        node.evaluate(MARK)

    app.get_by_role("checkbox", name="Only days with rain").check(force=True)
    expect(days).to_have_text("623")
    app.get_by_role("combobox", name="Weather").click()
    app.page.get_by_role("option", name="snow").click()
    expect(days).to_have_text("23")
    expect(grid).to_contain_text("snow")
    app.get_by_role("slider", name="Years to").press("Home")

    expect(days).not_to_have_text("23")
    assert all(node.evaluate(IS_MARKED) for node in (days, chart, grid))


def search(app: Locator) -> None:
    """Type a name and click the button whose callback remembers it."""
    app.get_by_role("textbox", name="Name contains").fill("honda")
    app.get_by_role("textbox", name="Name contains").press("Enter")
    expect(app).to_contain_text("13 of 406 cars")

    app.get_by_role("button", name="Remember this search").click()

    expect(app).to_contain_text("You looked for: honda")


def test_the_tour_follows_its_controls_without_flicker(host: Host):
    nb = host.open(nbformat.read(TOUR, 4).cells)
    nb.run_all()

    use(nb.app.first)
    search(nb.app.last)
    nb.shot("tour")


def test_make_lab_opens_the_tour_and_it_works(
    tmp_path: Path, new_context: Callable[[], BrowserContext]
):
    with make("lab", tmp_path) as command:
        url = command.wait_for(r"http://127\.0\.0\.1:\d+/\S+")
        context = new_context()
        page = context.new_page()
        page.goto(url, wait_until="commit")
        page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=120_000)
        page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=120_000)
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_text("Run All Cells", exact=True).click()

        use(page.locator(".rr-page").first)
        context.close()
