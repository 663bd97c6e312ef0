"""The instruments of the benchmarks in Chromium: the clock of a key press, the scale of scripts."""

from __future__ import annotations

import gzip
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from bench.chromium import Stand, press
from bench.weight import Scale

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Route

# Milliseconds.
FIRST, SECOND, LATE = 50, 100, 20_000
HELD_UP = 1_000
# Enter brings three texts one after the other. The page keeps its own time from Enter to the last
# text that came, and to that text's frame; the Control key holds everything up.
ANSWERING = f"""<p id="place"></p><script>
let begun;
const add = (text, after) => setTimeout(() => {{
    document.getElementById('place').append(text);
    window.added = performance.now() - begun;
    requestAnimationFrame(() => {{ window.framed = performance.now() - begun; }});
}}, after);
addEventListener('keydown', event => {{
    begun = performance.now();
    if (event.key === 'Control') while (performance.now() < begun + {HELD_UP}) ;
    if (event.key !== 'Enter') return;
    add('one', {FIRST});
    add('two', {SECOND});
    add('three', {LATE});
}});
</script>"""
ORIGIN = "http://127.0.0.1:9"
SCRIPT = "// " + "a script that is worth compressing " * 200
FILES = {
    "/page": ("text/html", "<link rel=stylesheet href=/our/b.css><script src=/our/a.js></script>"),
    "/our/a.js": ("text/javascript", SCRIPT),
    "/our/b.css": ("text/css", "p { color: red }"),
}


@pytest.fixture
def stand(chromium: Browser, tmp_path: Path) -> Iterator[Stand]:
    with ExitStack() as ends:
        yield Stand(chromium, tmp_path, ends)


@pytest.fixture
def answering(stand: Stand) -> Iterator[Page]:
    context = stand.new_context()
    page = context.new_page()
    page.set_content(ANSWERING)
    yield page
    context.close()


def test_the_clock_of_a_press_stops_with_the_last_text_that_is_waited_for(answering: Page):
    assert SECOND <= press(answering, "Enter", "#place", ["two", "one"]) < LATE


def test_the_clock_of_a_press_begins_with_the_last_key_of_several(answering: Page):
    taken = press(answering, "Control+Enter", "#place", ["one", "two"])

    assert taken < answering.evaluate("window.added") + HELD_UP / 2


def test_what_is_to_be_painted_takes_until_its_frame(answering: Page):
    taken = press(answering, "Enter", "#place", ["one", "two"], painted=True)

    assert taken >= answering.evaluate("window.framed")


def test_scripts_and_nothing_else_are_weighed_once_as_gzip_makes_them(stand: Stand):
    scale = Scale(stand)
    context = stand.new_context()
    context.route(f"{ORIGIN}/**", _serve)
    page = context.new_page()
    page.goto(f"{ORIGIN}/page")

    assert scale.weigh("/our/").value == len(gzip.compress(SCRIPT.encode(), mtime=0)) / 1e3
    assert scale.weigh("/our/", may_be_none=True).value == 0
    context.close()


def _serve(route: Route) -> None:
    path = route.request.url.removeprefix(ORIGIN)
    kind, body = FILES.get(path, ("text/plain", ""))
    route.fulfill(content_type=kind, body=body)
