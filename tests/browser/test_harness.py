"""The harness itself: three hosts, one interface, and nothing that leaves the machine unseen."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import psutil
import pytest
from playwright.sync_api import expect

from tests.browser.hosts import markdown

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import BrowserContext

    from tests.browser.hosts import Host, NotebookPage
    from tests.browser.network import Network

SLIDER = """
import ipywidgets as w
slider = w.IntSlider(3, 0, 10)
label = w.Label("at 3")
slider.observe(lambda change: setattr(label, "value", f"at {change.new}"), "value")
w.VBox([slider, label])
"""
# No such host: the attempt is what has to be seen.
ELSEWHERE = "elsewhere.invalid"
LOOK_UP = f"""
import contextlib, socket
with contextlib.suppress(OSError):
    socket.getaddrinfo("{ELSEWHERE}", 80)
"""
ICONS_LOADED = """() => [...document.fonts].some(
    face => face.family.includes('Awesome') && face.status === 'loaded')"""


def open_slider(host: Host) -> NotebookPage:
    nb = host.open([markdown("# A slider"), SLIDER])
    nb.run_all()
    return nb


def press_right(nb: NotebookPage) -> None:
    handle = nb.locator(".noUi-handle")
    handle.focus()
    # Notebook's own shortcut takes the arrow keys of a focused handle.
    handle.evaluate("node => node.setAttribute('data-lm-suppress-shortcuts', 'true')")
    handle.press("ArrowRight")


def test_a_slider_moves_and_a_label_follows(host: Host):
    nb = open_slider(host)

    press_right(nb)

    expect(nb.locator(".widget-label").last).to_have_text("at 4")


def test_a_request_of_the_page_is_detected(host: Host, network: Network):
    nb = open_slider(host)

    nb.page.evaluate(f"fetch('https://{ELSEWHERE}/a.js').catch(() => null)")

    assert any(ELSEWHERE in attempt for attempt in network.take())


def test_a_websocket_of_the_page_is_detected(lab: Host, network: Network):
    nb = open_slider(lab)

    nb.page.evaluate(
        "async url => new Promise(done => { new WebSocket(url).onerror = done; }).then(() => 1)",
        f"wss://{ELSEWHERE}/",
    )

    assert any(f"websocket wss://{ELSEWHERE}/" in attempt for attempt in network.take())


def test_a_connection_of_the_kernel_is_detected(host: Host, network: Network):
    nb = host.open([LOOK_UP])

    nb.run_all()

    assert any(f"kernel {nb.kernel_pid()}" in attempt for attempt in network.take())


def test_a_kernel_can_be_killed(host: Host):
    nb = open_slider(host)
    pid = nb.kernel_pid()

    nb.kill_kernel()

    psutil.wait_procs([psutil.Process(pid)] if psutil.pid_exists(pid) else [], timeout=10)
    assert not psutil.pid_exists(pid)
    assert pid != os.getpid()


@pytest.mark.parametrize("host", ["lab", "notebook"], indirect=True)
def test_a_reload_keeps_the_kernel_and_another_cell_can_run(host: Host):
    nb = open_slider(host)
    pid = nb.kernel_pid()

    nb.reload()

    assert nb.kernel_pid() == pid
    assert nb.ask_kernel("print(slider.value)") == "3\n"


@pytest.mark.parametrize("host", ["lab", "notebook"], indirect=True)
def test_an_interrupt_ends_a_cell(host: Host):
    nb = host.open(["import time\nprint('begun', flush=True)\ntime.sleep(600)"])
    nb.run_cell(0, wait=False)
    expect(nb.locator(".jp-OutputArea-output")).to_contain_text("begun")

    nb.interrupt()

    expect(nb.locator(".jp-OutputArea-output").last).to_contain_text("KeyboardInterrupt")


@pytest.mark.parametrize("host", ["lab", "notebook"], indirect=True)
def test_a_second_browser_shows_the_same_kernel(host: Host):
    nb = open_slider(host)

    other = nb.second_browser()

    assert other.kernel_pid() == nb.kernel_pid()


def test_the_theme_changes_and_is_light_again_for_the_next_test(host: Host):
    nb = open_slider(host)

    nb.set_theme(dark=True)

    expect(nb.locator(".widget-slider")).to_be_visible()
    nb.shot("harness-dark")
    expect(nb.locator("body")).to_have_attribute("data-jp-theme-light", "false")


def test_a_dashboard_draws_icons_from_its_own_bundle(voila: Host):
    nb = voila.open(["import ipywidgets as w\nw.Button(description='Go', icon='check')"])
    nb.run_all()

    expect(nb.locator(".jupyter-button i.fa-check")).to_be_visible()

    nb.page.wait_for_function(ICONS_LOADED)


def test_a_preheated_dashboard_is_served(voila_with: Callable[..., Host]):
    host = voila_with("--preheat_kernel=True", "--pool_size=1")

    nb = open_slider(host)

    expect(nb.locator(".widget-slider")).to_be_visible()


def test_a_dashboard_has_the_title_of_its_first_heading(voila: Host):
    nb = open_slider(voila)

    expect(nb.page).to_have_title("A slider")


@pytest.mark.parametrize("path", ["/voila/render/absent.ipynb", "/voila/tree"])
def test_the_other_pages_of_voila_need_no_other_machine(
    voila: Host, new_context: Callable[[], BrowserContext], path: str
):
    page = new_context().new_page()

    answer = page.goto(f"{voila.server.url}{path}?token={voila.server.token}")

    assert answer is not None
    expect(page.locator("html[lang=en]")).to_be_attached()
