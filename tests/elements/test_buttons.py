"""Downloads, links, menus, pills, segments, ratings and pages: what they return, tell and save."""

from __future__ import annotations

import io
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

from ipyrerun.errors import StreamlitAPIException
from ipyrerun.offers import File
from ipyrerun.run import current
from ipyrerun.saved import still
from ipyrerun.testing import AppTest
from ipyrerun.widgets import Download, downloads
from ipyrerun.widgets.downloads import PIECE
from tests.comms import record, say
from tests.elements.stage import Stage

if TYPE_CHECKING:
    from pathlib import Path

    from ipyrerun.tree import Node
    from tests.comms import Message


def told(call: str) -> dict[str, Any]:
    """Return what the view of the only element is told, without its label."""
    (node,) = Stage(f"st.{call}").nodes()
    props = node.props if node.view is None else node.view.props
    return {name: value for name, value in props.items() if name != "label"}


def offered(call: str, **variables: Any) -> File:
    """Return the file that a download button hands over."""
    return handed(Stage(f"st.{call}", **variables).one("download_button"))


def handed(node: Node) -> File:
    assert node.view is not None
    assert node.view.serve is not None
    file: File = node.view.serve({})
    return file


# -- what the views are told


@pytest.mark.parametrize(
    ("call", "props"),
    [
        ("button('x', shortcut='Command+Option+esc')", {"shortcut": "cmd+alt+escape"}),
        ("button('x', shortcut='Shift+Alt+Meta+Ctrl+K')", {"shortcut": "ctrl+cmd+alt+shift+k"}),
        ("button('x', width=80, use_container_width=True)", {"width": "stretch"}),
        ("button('x', width='stretch', use_container_width=False)", {}),
        ("download_button('x', 'y')", {}),
        ("download_button('x', 'y', on_click='ignore')", {"quiet": True}),
        (
            "link_button('x', '/tree', type='tertiary', disabled=True, shortcut='K', wrap=True)",
            {
                "url": "/tree",
                "type": "tertiary",
                "disabled": True,
                "shortcut": "k",
                "wrap": True,
            },
        ),
        ("link_button('x', 'https://a.org', on_click='rerun')", {"url": "https://a.org"}),
        (
            "menu_button('x', ['*a*', '[b](c)'], icon='🚀', width=90)",
            {
                "options": ["*a*", "[b](c)"],
                "html": ["<em>a</em>", "b"],
                "icon": "🚀",
                "width": 90,
            },
        ),
        ("pills('x', ['a'])", {"options": ["a"], "html": ["a"]}),
        (
            "segmented_control('x', [1, 2], required=True, width='stretch', wrap=False)",
            {
                "options": ["1", "2"],
                "html": ["1", "2"],
                "segments": True,
                "required": True,
                "width": "stretch",
                "wrap": False,
            },
        ),
        (
            "pills('x', [], selection_mode='multi', disabled=True, label_visibility='hidden')",
            {
                "options": [],
                "html": [],
                "multi": True,
                "disabled": True,
                "label_visibility": "hidden",
            },
        ),
        ("feedback()", {"look": "thumbs"}),
        (
            "feedback('stars', disabled=True, width=300)",
            {"look": "stars", "disabled": True, "width": 300},
        ),
        ("pagination(9)", {"pages": 9}),
        (
            "pagination(9, max_visible_pages=None, width='stretch', disabled=True)",
            {"pages": 9, "visible": None, "width": "stretch", "disabled": True},
        ),
    ],
)
def test_the_view_is_told_what_differs_from_its_default(call: str, props: dict[str, Any]):
    assert told(call) == props


# -- downloads


@pytest.mark.parametrize(
    ("call", "file"),
    [
        ("download_button('x', 'ü')", File("download.txt", "text/plain", "ü".encode())),
        (
            "download_button('x', b'1')",
            File("download.bin", "application/octet-stream", b"1"),
        ),
        (
            "download_button('x', '1', 'a.csv', 'text/csv')",
            File("a.csv", "text/csv", b"1"),
        ),
        ("download_button('x', '1', mime='text/csv')", File("download.csv", "text/csv", b"1")),
        ("download_button('x', text)", File("download.txt", "text/plain", b"all")),
        (
            "download_button('x', lambda: b'late', 'a.zip')",
            File("a.zip", "application/octet-stream", b"late"),
        ),
        ("download_button('x', lambda: text)", File("download.txt", "text/plain", b"all")),
    ],
)
def test_what_is_offered_becomes_a_file_with_a_name_and_a_type(call: str, file: File):
    text = io.StringIO("all")
    text.read()

    assert offered(call, text=text) == file


def test_an_open_file_is_read_at_the_call_and_gives_its_name(tmp_path: Path):
    path = tmp_path / "rain.csv"
    path.write_text("1,2\n")
    stage = Stage(
        "with open(path) as text: text.read(), st.download_button('a', text)\n"
        "with open(path, 'rb') as raw: st.download_button('b', raw, 'c.txt')\n"
        "with open(path, 'rb', 0) as raw: st.download_button('d', raw, mime='a/b')",
        path=path,
    )

    files = [handed(node) for node in stage.nodes("download_button")]

    assert files == [
        File("rain.csv", "text/csv", b"1,2\n"),
        File("c.txt", "text/plain", b"1,2\n"),
        File("rain.csv", "a/b", b"1,2\n"),
    ]


def test_a_function_is_called_when_the_file_is_asked_for_and_draws_nothing():
    script = (
        "def make():\n"
        "    st.text('nowhere')\n"
        "    made.append(st.session_state.n)\n"
        "    return 'x'\n"
        "st.session_state.n = 5\n"
        "st.download_button('x', make)\n"
        "st.text('end')"
    )
    made: list[int] = []
    stage = Stage(script, made=made)
    before = list(made)
    node = stage.one("download_button")
    handed(node)

    assert (before, made) == ([], [5])
    # Whoever asked is where he was.
    assert current.get() is None
    assert [text.value for text in stage.nodes("text")] == ["end"]


def test_a_disabled_download_hands_over_nothing():
    node = Stage("st.download_button('x', 'y', disabled=True)").one("download_button")

    assert node.view is not None
    assert node.view.serve is None


class Talk(Download):
    """A button that is told what a browser says, and keeps what it answers."""

    def __init__(self, serve: Any) -> None:
        super().__init__(lambda value, context, brings=None: None, props={})
        self.serve = serve
        self.said: list[tuple[dict[str, Any], list[bytes]]] = []
        self.answered = threading.Semaphore(0)

    def send(self, content: Any, buffers: Any = None) -> None:
        self.said.append((content, [bytes(one) for one in buffers or ()]))
        self.answered.release()

    def hear(self, content: dict[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
        """Return the answer to a message of the browser."""
        self._handle_custom_msg(content, [])
        assert self.answered.acquire(timeout=30)
        return self.said[-1]


def wait_until(condition: Any) -> None:
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.002)


def test_a_file_goes_out_in_pieces_and_not_twice():
    body = bytes(range(250)) * (2 * PIECE // 250 + 1)
    button = Talk(lambda _: File("a", "b/c", body))

    facts, parts = button.hear({"type": "fetch", "ask": "one"})
    pieces = [*parts]
    while sum(map(len, pieces)) < len(body):
        start = sum(map(len, pieces))
        content, parts = button.hear({"type": "more", "ask": "one", "start": start})
        assert content == {"type": "piece", "ask": "one", "start": start}
        pieces += parts
    again = button.hear({"type": "fetch", "ask": "two", "have": facts["digest"]})

    assert {**facts, "digest": ""} == {
        "type": "file",
        "ask": "one",
        "name": "a",
        "mime": "b/c",
        "digest": "",
        "size": len(body),
    }
    assert b"".join(pieces) == body
    assert max(map(len, pieces)) == PIECE
    assert again == ({**facts, "ask": "two"}, [])
    # Nothing is kept of what was handed over.
    assert button.hear({"type": "more", "ask": "one", "start": PIECE})[0] == {
        "type": "failed",
        "ask": "one",
        "words": "The download was interrupted; click again.",
    }


def files(sent: list[Message]) -> int:
    """Return how many files a browser was told of."""
    return sum(one.data.get("content", {}).get("type") == "file" for one in sent)


def test_a_button_that_is_removed_by_its_own_click_hands_over_the_whole_file(monkeypatch):
    sent = record(monkeypatch)
    body = b"x" * (PIECE + 1)
    go = threading.Event()
    button = Download(lambda value, context: None, props={})
    button.serve = lambda _: go.wait(30) and File("a", "b/c", body)

    say(button, {"type": "fetch", "ask": "one"})
    say(button, {"type": "fetch", "ask": "two", "have": File("a", "b/c", body).digest})
    button.close()
    button.close()
    go.set()
    wait_until(lambda: files(sent) == 2)
    say(button, {"type": "more", "ask": "one", "start": PIECE})
    wait_until(lambda: sent[-1].kind == "comm_close")

    assert [one.kind for one in sent].count("comm_close") == 1
    assert (sent[-2].content, [bytes(one) for one in sent[-2].buffers]) == (
        {"type": "piece", "ask": "one", "start": PIECE},
        [b"x"],
    )


def test_a_removed_button_whose_browser_has_gone_is_closed(monkeypatch):
    monkeypatch.setattr(downloads, "PATIENCE", 0.05)
    sent = record(monkeypatch)
    button = Download(lambda value, context: None, props={})
    button.serve = lambda _: File("a", "b/c", b"x" * (PIECE + 1))
    say(button, {"type": "fetch", "ask": "one"})
    wait_until(lambda: files(sent) == 1)

    button.close()

    wait_until(lambda: sent[-1].kind == "comm_close")


def test_what_a_function_raises_is_told_to_who_clicked(caplog: pytest.LogCaptureFixture):
    def fail(_: object) -> File:
        raise ValueError("no rows")

    answer = Talk(fail).hear({"type": "fetch", "ask": "one"})
    closed = Talk(None).hear({"type": "fetch", "ask": "one"})

    assert answer == ({"type": "failed", "ask": "one", "words": "ValueError: no rows"}, [])
    assert closed[0]["words"] == "The button is disabled."
    assert "the data of a download could not be made" in caplog.text


def test_a_function_that_makes_no_file_says_what_it_made():
    with pytest.raises(StreamlitAPIException) as caught:
        offered("download_button('x', lambda: 5)")

    assert str(caught.value) == (
        "st.download_button: the function `data` returned something of type int; give text, bytes, "
        "an open file, or a function that returns one of them (of a path: its `.read_bytes`)"
    )


# -- what comes back


def test_a_menu_choice_that_has_gone_counts_as_none():
    script = (
        "few = st.session_state.setdefault('few', [])\n"
        "few.append(0)\n"
        "one = st.menu_button('m', ['a'] if len(few) > 1 else ['a', 'b'], key='m')\n"
        "st.text(repr(one))"
    )
    at = AppTest.from_string(f"import ipyrerun as st\n{script}").run()

    at.menu_button(key="m").click("b").run()

    assert at.text[0].value == "None"


def test_a_choice_is_the_scripts_own_object():
    script = (
        "class One:\n    def __str__(self): return 'one'\n"
        "options = [One()]\n"
        "a = st.pills('p', options, default=options[0], key='p')\n"
        "b = st.pills('q', options, selection_mode='multi', key='q')\n"
        "st.text(a is options[0])\nst.text([x is options[0] for x in b])"
    )
    at = AppTest.from_string(f"import ipyrerun as st\n{script}").run()

    at.pills(key="q").set_value([at.pills(key="p").value]).run()

    assert [text.value for text in at.text] == ["True", "[True]"]


def test_a_test_reads_what_follows_from_a_choice():
    script = (
        "st.pills('p', [1, 2, 3], selection_mode='multi', default=[3, 1],\n"
        "    format_func='n{}'.format)\n"
        "st.segmented_control('s', 'ab', default=None)"
    )
    at = AppTest.from_string(f"import ipyrerun as st\n{script}").run()
    several, one = at.button_group

    assert (several.indices, several.formatted_values) == ([2, 0], ["n3", "n1"])
    assert (one.indices, one.formatted_values, one.type) == ([], [], "button_group")


@pytest.mark.parametrize("value", [-1, 5, 1.5, "3", True, [1]])
def test_a_view_cannot_send_what_is_no_step_and_no_page(value: Any):
    stage = Stage("st.feedback('stars', default=2, key='f')\nst.pagination(4, key='g')")

    for name in ("feedback", "pagination"):
        stage.send(stage.one(name), value)

    assert (stage.state["f"], stage.state["g"]) == (2, 1)


def test_disabled_is_enforced_in_the_kernel():
    stage = Stage(
        "st.pills('p', 'ab', key='p', disabled=True)\nst.feedback(key='f', disabled=True)\n"
        "st.pagination(4, key='g', disabled=True)\n"
        "st.text(st.menu_button('m', 'ab', key='m', disabled=True))"
    )

    stage.send(stage.one("pills"), "ab").send(stage.one("feedback"), 1)
    stage.send(stage.one("pagination"), 3).set(stage.one("menu_button"), "ab")

    assert (stage.state["p"], stage.state["f"], stage.state["g"]) == (None, None, 1)
    assert stage.said() == "None"


# -- the saved page


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (
            "link_button('x', 'https://a.org?a=1&b=2')",
            'href="https://a.org?a=1&amp;b=2" target="_blank" rel="noopener noreferrer">x</a>',
        ),
        ("link_button('x', 'https://a.org', disabled=True)", '<span class="rrs-button">x</span>'),
        ("download_button('x', 'y')", '<span class="rrs-button">x</span>'),
        ("menu_button('x', ['y'])", '<span class="rrs-button">x</span>'),
        ("pills('x', ['<a>', 'b'], default='<a>')", "&lt;a&gt;"),
        ("segmented_control('x', 'ab', selection_mode='multi')", "—"),
        ("feedback('stars', default=2)", "★★★☆☆"),
        ("feedback('faces', default=4)", "😊"),
        ("feedback()", "—"),
        ("pagination(9, default=3)", "Page 3 of 9"),
    ],
)
def test_a_saved_page_tells_what_was_chosen(call: str, words: str):
    (node,) = Stage(f"st.{call}").nodes()

    assert words in still(node)
