"""What a cell displays for its page, and when the notebook's HTML follows the page."""

from __future__ import annotations

import logging
import sys
from dataclasses import dataclass, field
from typing import Any

import IPython.display
import pytest

from ipyrerun import output
from ipyrerun.output import MIME, await_saving
from ipyrerun.page import PageSink
from ipyrerun.tree import Node, empty_page
from tests.comms import Message, say


@dataclass
class Notebook:
    """What a notebook was given to show."""

    shown: list[dict[str, Any]] = field(default_factory=list)
    updates: list[dict[str, Any]] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)

    def publish(self, data: dict[str, Any], *, transient: dict[str, str], update: bool) -> None:
        self.ids.add(transient["display_id"])
        (self.updates if update else self.shown).append(data)


@pytest.fixture
def notebook(monkeypatch) -> Notebook:
    notebook = Notebook()
    monkeypatch.setattr(IPython.display, "publish_display_data", notebook.publish)
    monkeypatch.setattr(output, "IDLE", 0.05)
    return notebook


def page(text: str) -> Node:
    """Return the tree of a page with one text on it."""
    root = empty_page()
    assert root.children is not None
    block = root.children[0]
    assert block.children is not None
    block.children.append(Node("main.text0", "text", "text", {"text": text}, value=text))
    return root


def sink() -> PageSink:
    return PageSink(lambda *_: None, lambda _: None, {"name": ""})


def stills(sent: list[Message]) -> list[str]:
    return [m.content["html"] for m in sent if (m.content or {}).get("type") == "still"]


def test_a_page_is_displayed_by_our_mime_type_with_html_and_text_beside_it(notebook, sent):
    one = sink()
    one.output.show()

    [data] = notebook.shown
    assert data[MIME] == {"model_id": one.page.model_id}
    assert set(data) == {MIME, "text/html", "text/plain"}


def test_a_page_that_is_drawn_already_is_displayed_with_its_html(notebook, sent):
    one = sink()
    one.commit(page("there"), {})
    one.output.show()

    assert "<pre>there</pre>" in notebook.shown[0]["text/html"]


def test_refreshing_updates_the_same_display_once_per_change(notebook, sent):
    one = sink()
    one.output.show()
    one.commit(page("first"), {})
    one.output.refresh()
    one.output.refresh()

    [update] = notebook.updates
    assert "first" in update["text/html"]
    assert len(notebook.ids) == 1


def test_a_browser_that_shows_the_page_puts_the_html_into_its_notebook(notebook, sent):
    one = sink()
    one.output.show()
    say(one.page, {"type": "hello", "epoch": one.page.epoch, "seq": 0})
    one.commit(page("first"), {})
    one.output.refresh()

    assert not notebook.updates
    [html] = stills(sent)
    assert "first" in html


def test_a_browser_that_comes_anew_is_told_again(notebook, sent):
    one = sink()
    one.output.show()
    hello = {"type": "hello", "epoch": one.page.epoch, "seq": 0}
    say(one.page, hello)
    one.commit(page("first"), {})
    await_saving()

    say(one.page, hello)
    await_saving()

    first, again = stills(sent)
    assert first == again


def test_the_html_follows_when_the_page_has_been_at_rest(notebook, sent, monkeypatch):
    # Longer than a loaded machine needs for three commits.
    monkeypatch.setattr(output, "IDLE", 1.0)
    one = sink()
    one.output.show()
    for text in ("one", "two", "three"):
        one.commit(page(text), {})
    await_saving()

    [update] = notebook.updates
    assert "three" in update["text/html"]


def test_a_page_whose_run_goes_on_is_not_at_rest(notebook, sent):
    one = sink()
    one.output.show()
    one.tell({"running": True})
    one.commit(page("half"), {})
    await_saving(0.3)
    assert not notebook.updates

    one.tell({"running": False})
    await_saving()

    assert len(notebook.updates) == 1


def test_a_page_that_has_ended_leaves_the_notebook_as_it_is(notebook, sent):
    one = sink()
    one.output.show()
    one.commit(page("first"), {})
    one.close()
    await_saving()
    one.output.refresh()

    assert not notebook.updates


def test_a_dashboard_is_not_saved(notebook, sent, monkeypatch):
    monkeypatch.setenv("SERVER_SOFTWARE", "voila/0.5.13")
    one = sink()
    one.output.show()
    one.commit(page("first"), {})
    one.output.refresh()

    assert not notebook.updates


def test_a_page_that_cannot_be_drawn_as_html_is_logged_and_stays_live(notebook, sent, caplog):
    one = sink()
    one.output.show()
    root = page("first")
    assert root.children is not None
    root.children[0].children = [Node("main.text0", "text", "text", {})]
    with caplog.at_level(logging.ERROR, "ipyrerun"):
        one.commit(root, {})
        await_saving()

    assert "could not be saved into its notebook" in caplog.text
    assert one.shown is root


@pytest.mark.parametrize("sign", ["__vsc_ipynb_file__", "google.colab"])
def test_a_host_without_our_renderer_is_given_the_widget_view_too(
    notebook, sent, monkeypatch, sign: str
):
    if sign == "google.colab":
        monkeypatch.setitem(sys.modules, sign, output)
    else:
        monkeypatch.setattr(sys.modules["__main__"], sign, "a.ipynb", raising=False)
    one = sink()
    one.output.show()

    view = notebook.shown[0]["application/vnd.jupyter.widget-view+json"]
    assert view["model_id"] == one.page.model_id


def test_a_host_without_our_renderer_is_given_the_first_page_once(notebook, sent, monkeypatch):
    monkeypatch.setitem(sys.modules, "google.colab", sys)
    one = sink()
    one.output.show()
    say(one.page, {"type": "hello", "epoch": one.page.epoch, "seq": 0})
    for text in ("first", "second"):
        one.commit(page(text), {})
        one.output.refresh()

    [update] = notebook.updates
    assert "first" in update["text/html"]
    [html] = stills(sent)
    assert "second" in html
