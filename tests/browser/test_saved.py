"""Notebooks that keep their pages: reopened without a kernel, converted, executed by nbclient."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat.sign import NotebookNotary
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator

    from tests.browser.hosts import Host, NotebookPage

TOUR = Path(__file__).parents[2] / "notebooks" / "tour.ipynb"
MOST = 300_000
SECRET = "correct horse battery staple"
# A node that is replaced, even by an equal one, loses the mark.
MARK = "node => { node.marked = true; }"
IS_MARKED = "node => node.marked === true"
CELL = f"""%%rerun page
import pandas as pd
st.title("Weather")
n = st.slider("Years", 0, 9, 4, key="n")
st.text_input("Token", " ".join({SECRET.split()!r}), type="password")
st.write(f"seen {{n}} times")
st.dataframe(pd.DataFrame({{"x": range(100, 150)}}))
st.bar_chart({{"rain": [3, 1, 2]}})
"""

NOTEBOOKS = pytest.mark.parametrize("host", ["lab", "notebook"], indirect=True)


def saved_html(path: Path) -> list[str]:
    """Return the HTML of every page that a notebook's file holds."""
    book = nbformat.read(path, 4)
    outputs = [output for cell in book.cells for output in cell.get("outputs", ())]
    return [o.data["text/html"] for o in outputs if "text/html" in o.get("data", {})]


def forget_kernel(host: Host, path: Path, *, sign: bool) -> None:
    """Let a notebook name no kernel, so that the host asks for one; sign it as trusted, or not."""
    book = nbformat.read(path, 4)
    book.metadata.clear()
    nbformat.write(book, path)
    notary = NotebookNotary(data_dir=str(host.server.home / "data"))
    if sign:
        notary.sign(book)
    else:
        notary.unsign(book)
    notary.store.close()


def open_without_kernel(host: Host, name: str) -> NotebookPage:
    """Open a notebook and answer the host's question for a kernel with: none."""
    nb = host.visit(name, wait=False)
    dialog = nb.page.get_by_role("dialog")
    dialog.get_by_role("combobox").select_option("No Kernel")
    dialog.get_by_role("button", name="Select").click()
    expect(dialog).to_have_count(0)
    return nb


def expect_the_page(output: Locator) -> None:
    """See every text, label and value, twenty rows and the chart of the saved page."""
    for words in ("Weather", "Years", "seen 7 times", "Token", "100", "119", "30 more rows"):
        expect(output).to_contain_text(words)
    expect(output).not_to_contain_text("120")
    picture = output.locator("svg, img").first
    expect(picture).to_be_visible()


@NOTEBOOKS
@pytest.mark.parametrize("is_trusted", [True, False], ids=["trusted", "untrusted"])
def test_a_saved_notebook_shows_its_page_without_a_kernel(host: Host, is_trusted: bool):
    nb = host.open(["import ipyrerun as st", CELL])
    nb.run_all()
    page = nb.app.first
    grid = page.get_by_role("grid").or_(page.get_by_role("treegrid")).first
    expect(grid).to_be_visible()
    slider = page.get_by_role("slider", name="Years")
    for node in (page, grid, slider):
        node.evaluate(MARK)

    for _ in range(3):
        slider.press("ArrowRight")
    expect(page).to_contain_text("seen 7 times")
    nb.wait_for_output(1, "seen 7 times")
    assert all(node.evaluate(IS_MARKED) for node in (page, grid, slider))
    expect(slider).to_be_focused()

    path = nb.save()
    assert SECRET not in path.read_text()
    host.close()
    forget_kernel(host, path, sign=is_trusted)
    again = open_without_kernel(host, path.name)

    expect_the_page(again.locator(".jp-OutputArea-output").last)
    expect(again.locator(".rr-page")).to_have_count(0)
    again.shot(f"saved-{'trusted' if is_trusted else 'untrusted'}")


@NOTEBOOKS
def test_a_page_of_a_reloaded_browser_goes_on_being_saved(host: Host):
    nb = host.open(["import ipyrerun as st", CELL])
    nb.run_all()
    expect(nb.app).to_contain_text("seen 4 times")
    nb.wait_for_output(1, "seen 4 times")
    nb.save()

    nb.reload()
    nb.app.get_by_role("slider", name="Years").press("ArrowLeft")

    expect(nb.app).to_contain_text("seen 3 times")
    nb.wait_for_output(1, "seen 3 times")
    assert "seen 3 times" in saved_html(nb.save())[0]


@NOTEBOOKS
def test_a_notebook_executed_by_nbclient_opens_with_its_page_and_a_new_kernel(
    host: Host, tmp_path: Path
):
    cell = CELL.replace("0, 9, 4", "0, 9, 7")
    book = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(text) for text in ("import ipyrerun as st", cell)]
    )
    NotebookClient(book, kernel_name="python3", timeout=120).execute(cwd=str(tmp_path))
    path = host.server.folder / f"executed-{host.name}.ipynb"
    nbformat.write(book, path)
    assert SECRET not in path.read_text()

    nb = host.visit(path.name)
    expect_the_page(nb.locator(".jp-OutputArea-output").last)
    nb.run_all()

    expect(nb.app).to_contain_text("seen 7 times")
    expect(nb.locator(".rr-saved")).to_have_count(0)


def test_the_converted_tour_shows_its_pages_with_javascript_off(chromium: Browser, tmp_path: Path):
    command = [sys.executable, "-m", "nbconvert", "--execute", "--to", "html", "--output-dir"]
    subprocess.run([*command, str(tmp_path), str(TOUR)], check=True, capture_output=True)
    context = chromium.new_context(java_script_enabled=False)
    # nbconvert's own page names a library on a CDN, for notebooks that have widgets.
    context.route(re.compile("^https?:"), lambda route: route.abort())
    page = context.new_page()
    page.goto((tmp_path / "tour.html").as_uri())

    weather, cars = page.locator(".rrs-page").all()
    for words in ("Weather in Seattle", "Years", "1,461", "35.6 °C", "2012-01-20", "more rows"):
        expect(weather).to_contain_text(words)
    for words in ("Which car?", "Name contains", "406 of 406 cars"):
        expect(cars).to_contain_text(words)
    for saved in (weather, cars):
        expect(saved.locator("svg, img").first).to_be_visible()
    page.screenshot(path=tmp_path / "tour.png", full_page=True)
    context.close()


def test_the_saved_tour_is_small(lab: Host):
    nb = lab.open(nbformat.read(TOUR, 4).cells)
    nb.run_all()
    expect(nb.app).to_have_count(2)
    nb.wait_for_output(5, "406 of 406 cars")

    assert nb.save().stat().st_size <= MOST
