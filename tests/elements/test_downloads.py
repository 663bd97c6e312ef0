"""Downloads: what is offered, and how it is handed over."""

from __future__ import annotations

import io
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

from ipyrerun.errors import StreamlitAPIException
from ipyrerun.offers import File
from ipyrerun.run import current
from ipyrerun.widgets import Download, downloads
from ipyrerun.widgets.downloads import PIECE
from tests.comms import record, say
from tests.elements.stage import Stage

if TYPE_CHECKING:
    from pathlib import Path

    from ipyrerun.tree import Node
    from tests.comms import Message


def offered(call: str, **variables: Any) -> File:
    """Return the file that a download button hands over."""
    return handed(Stage(f"st.{call}", **variables).one("download_button"))


def handed(node: Node) -> File:
    assert node.view is not None
    assert node.view.serve is not None
    file: File = node.view.serve({})
    return file


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
