"""Files, photographs, recordings and messages: what their views are told, and what scripts get."""

from __future__ import annotations

import gc
import io
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from ipyrerun import received
from ipyrerun.errors import StreamlitAPIException
from ipyrerun.events import Event
from ipyrerun.page import PageSink
from ipyrerun.received import ChatInputValue, Received, Ticket, UploadedFile
from ipyrerun.saved import still
from ipyrerun.testing import AppTest
from ipyrerun.widgets import Files
from tests.comms import edit, record
from tests.elements.stage import Stage

if TYPE_CHECKING:
    from pathlib import Path

    from ipyrerun.tree import Node

MB = 1024 * 1024


def props(call: str) -> dict[str, Any]:
    """Return what the live widget of an input is told."""
    stage = Stage(call)
    assert stage.error is None
    return view_props(next(n for n in stage.nodes() if n.input is not None))


def view_props(node: Node) -> dict[str, Any]:
    assert node.view is not None
    return node.view.props


def test_an_uploader_tells_its_view_types_and_limits():
    told = props(
        "st.file_uploader('**F**', [' CSV', '.jpg', 'image', 'application/pdf'], 'directory',"
        " help='h', max_upload_size=3, disabled=True)"
    )

    assert told == {
        "label": "<strong>F</strong>",
        "help": "<p>h</p>\n",
        "disabled": True,
        "types": ["image/*", "application/pdf", ".csv", ".jpg", ".jpeg"],
        "max_size": 3 * MB,
        "multiple": True,
        "directory": True,
    }


def test_cameras_and_microphones_tell_their_views_height_and_rate():
    assert props("st.camera_input('c')") == {"label": "c", "max_size": 200 * MB}
    assert props("st.camera_input('c', resolution='720p')")["lines"] == 720
    assert props("st.audio_input('a')")["rate"] == 16000
    assert "rate" not in props("st.audio_input('a', sample_rate=None)")


def test_a_chat_input_tells_its_view_what_can_be_sent():
    assert props("st.chat_input()") == {
        "placeholder": "Your message",
        "max_size": 200 * MB,
        "rate": 16000,
    }
    assert props(
        "st.chat_input('Ask', max_chars=9, accept_file='multiple', file_type='txt', height=90,"
        " accept_audio=True, audio_sample_rate=None, submit_mode='stop', disabled=True, width=300)"
    ) == {
        "placeholder": "Ask",
        "max_size": 200 * MB,
        "mode": "stop",
        "types": [".txt"],
        "max_chars": 9,
        "width": 300,
        "least": 90,
        "files": "multiple",
        "audio": True,
        "disabled": True,
    }


def test_a_chat_input_grows_from_its_least_height():
    assert "height" not in props("st.chat_input(height=90)")
    assert props("st.chat_input(height='stretch')")["height"] == "stretch"


def test_the_largest_upload_is_an_option(tmp_path: Path, monkeypatch):
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit/config.toml").write_text("[server]\nmaxUploadSize = 7")
    monkeypatch.chdir(tmp_path)

    for call in ("file_uploader('f')", "camera_input('c')", "audio_input('a')", "chat_input()"):
        assert props(f"st.{call}")["max_size"] == 7 * MB


def uploaded(name: str = "a.csv", content: bytes = b"1,2") -> UploadedFile:
    return UploadedFile(Received.of(name, content, "text/csv"))


FILE = "f = st.file_uploader('f', key='f')\nst.text(f and f.read())"


def test_what_a_view_says_of_a_file_becomes_the_file():
    stage = Stage(FILE)
    file = uploaded()

    stage.send(stage.one("file_uploader"), [{"id": file.file_id}])

    assert stage.said() == "b'1,2'"
    assert stage.state["f"] == file


def test_a_file_that_is_not_here_is_refused():
    stage = Stage(FILE)

    stage.send(stage.one("file_uploader"), [{"id": "0" * 32, "name": "a", "size": 1}])

    assert stage.error is None
    assert stage.said() == "None"


def test_a_callback_finds_a_file_at_its_beginning():
    at = AppTest.from_string(
        "import ipyrerun as st\n"
        "def look(): st.session_state.n = len(st.session_state.f.read())\n"
        "f = st.file_uploader('f', key='f')\n"
        "if f: st.session_state.f.read(); st.session_state.f.close()\n"
        "st.button('b', key='b', on_click=look)\n"
    ).run()
    at.file_uploader("f").upload("a", b"abc").run()

    at.button("b").click().run()

    assert at.raised is None
    assert at.session_state.n == 3


def test_a_rerun_copies_no_bytes():
    at = AppTest.from_string(
        "import ipyrerun as st\n"
        "f = st.file_uploader('f')\n"
        "st.session_state.ids = [*st.session_state.get('ids', []), f and id(f.getvalue())]"
    ).run()
    at.file_uploader[0].upload("a", b"x" * 100_000).run()

    at.run()

    _, one, other = at.session_state.ids
    assert one == other


def test_a_file_that_was_taken_out_is_gone():
    stage = Stage("st.text(len(st.file_uploader('f', accept_multiple_files=True, key='f')))")
    one, other = uploaded("a"), uploaded("b")
    ids = [one.file_id, other.file_id]
    stage.send(stage.one("file_uploader"), [{"id": id_} for id_ in ids])
    del one, other
    stage.send(stage.one("file_uploader"), [{"id": ids[1]}])

    gc.collect()

    assert stage.said() == "1"
    assert [id_ in received._known for id_ in ids] == [False, True]


def test_the_file_of_an_input_that_is_not_drawn_is_gone():
    stage = Stage("if st.checkbox('c', True): st.file_uploader('f', key='f')")
    file = uploaded()
    id_ = file.file_id
    stage.set(stage.one("file_uploader"), file)
    del file

    stage.set(stage.one("checkbox"), False)
    gc.collect()

    assert id_ not in received._known


def test_a_page_shows_the_files_of_a_value_and_takes_what_its_view_sends(monkeypatch):
    record(monkeypatch)
    events: list[Any] = []
    sink = PageSink(lambda event, context: events.append(event), lambda content: None, {})
    stage = Stage(FILE)
    file = uploaded()
    stage.set(stage.one("file_uploader"), file)

    sink.commit(next(iter(stage)), {})
    widget = sink.widget("f")
    shown = list(widget.value)
    edit(widget, [])

    assert isinstance(widget, Files)
    assert shown == [{"id": file.file_id, "name": "a.csv", "type": "text/csv", "size": 3}]
    assert isinstance(shown[0], Ticket)
    assert events[-1].value == []
    sink.close()


def test_a_chat_input_is_pinned_only_outside_of_every_block():
    stage = Stage(
        "st.chat_input('a')\nwith st.container():\n    st.chat_input('b')\n"
        "st.sidebar.chat_input('c')\nst.columns(1)[0].chat_input('d')"
    )

    found = {n.params["placeholder"]: n.parent.kind for n in stage.nodes("chat_input") if n.parent}

    assert found == {"a": "bottom", "b": "container", "c": "sidebar", "d": "column"}


def test_two_quick_messages_are_two_runs():
    at = AppTest.from_string(
        "import ipyrerun as st\n"
        "said = st.session_state.setdefault('said', [])\n"
        "if c := st.chat_input(key='c'): said.append(c)\n"
    ).run()
    node = at.chat_input[0].record
    for text in ("one", "two"):
        at._rig.send(Event(node.id, {"text": text}, once=True))

    at.run()

    assert at.session_state.said == ["one", "two"]


def test_assigned_text_fills_the_box_once():
    at = AppTest.from_string(
        "import ipyrerun as st\n"
        "if st.button('b'): st.session_state.c = 'pre'\n"
        "st.text((st.chat_input(key='c'), st.session_state.c))\n"
    ).run()
    at.button[0].click().run()
    assert at.text[0].value == "(None, None)"
    assert at.chat_input[0].fill[1] == "pre"
    assert at.chat_input[0].value == "pre"

    at.run()

    assert "fill" not in view_props(at.chat_input[0].record)


def test_a_message_with_a_recording_brings_it():
    at = AppTest.from_string(
        "import ipyrerun as st\nc = st.chat_input(accept_audio=True)\nst.text(c and c.audio.read())"
    ).run()

    at.chat_input[0].set_value(ChatInputValue("", audio=uploaded("a.wav", b"RIFF"))).run()

    assert at.text[0].value == "b'RIFF'"


def test_a_test_says_what_could_not_be_uploaded():
    at = AppTest.from_string("import ipyrerun as st; st.file_uploader('f', ['csv', 'txt'])").run()

    with pytest.raises(StreamlitAPIException) as caught:
        at.file_uploader[0].upload("a.exe", b"")
    assert str(caught.value) == (
        "st.file_uploader: a test uploads 'a.exe', of type 'application/octet-stream'; only .csv, "
        ".txt can be uploaded here"
    )


def test_a_test_reads_what_an_uploader_accepts():
    at = AppTest.from_string(
        "import ipyrerun as st\n"
        "st.file_uploader('a', 'csv', 'directory')\n"
        "st.file_uploader('b', accept_multiple_files=True)"
    ).run()
    one, other = at.file_uploader

    assert (one.accept_multiple_files, one.accept_directory, one.allowed_type) == (
        True,
        True,
        [".csv"],
    )
    assert (other.accept_multiple_files, other.accept_directory, other.allowed_type) == (
        True,
        False,
        [],
    )


# -- saved


def drawn(script: str, name: str, value: Any = None) -> str:
    """Return how an input is drawn in a saved notebook."""
    stage = Stage(script)
    if value is not None:
        stage.set(stage.one(name), value)
    return still(stage.one(name))


def test_a_saved_page_lists_files():
    html = drawn("st.file_uploader('F')", "file_uploader", uploaded("<a>.csv", b"x" * 2000))

    assert "<li>&lt;a&gt;.csv <small>2.0 kB</small></li>" in html
    assert "\N{EM DASH}" in drawn("st.file_uploader('F')", "file_uploader")


def test_a_saved_page_shows_a_photograph_and_lets_a_recording_be_heard():
    image = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(image, "JPEG")

    photograph = drawn("st.camera_input('c')", "camera_input", uploaded("a", image.getvalue()))
    recording = drawn("st.audio_input('a')", "audio_input", uploaded("a", b"RIFF"))
    odd = drawn("st.camera_input('c')", "camera_input", uploaded("odd.jpg", b"no picture"))

    assert 'src="data:image/png;base64,' in photograph
    assert '<audio controls src="data:audio/wav;base64,UklGRg==">' in recording
    assert "<li>odd.jpg" in odd


def test_a_saved_page_shows_the_placeholder_of_a_chat_input():
    assert "Ask &lt;me&gt;" in drawn("st.chat_input('Ask <me>')", "chat_input")
