"""What an input comes to is remembered, and yet follows all on which it depends."""

from __future__ import annotations

import gc
import weakref
from typing import TYPE_CHECKING, Any

import pytest

from ipyrerun import config
from ipyrerun.errors import StreamlitValueError
from ipyrerun.events import Event
from tests.elements.stage import Stage, shown_of

if TYPE_CHECKING:
    from pathlib import Path


MB = 1024 * 1024
UPLOADS = "file_uploader", "camera_input", "audio_input", "chat_input"


def handed(stage: Stage) -> Any:
    """Return the file that the only download button hands over."""
    view = stage.one("download_button").view
    assert view is not None
    assert view.serve is not None
    return view.serve({})


# -- the limit of uploads, which the configuration says


@pytest.fixture
def configured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the configuration's file in the working folder."""
    (tmp_path / ".streamlit").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path / ".streamlit/config.toml"


@pytest.mark.parametrize("limit", ["-1", "0", "true", "0.5", "'x'"])
@pytest.mark.parametrize("name", UPLOADS)
def test_a_limit_of_uploads_that_is_none_is_said_to_be_one_of_the_configuration(
    configured: Path, name: str, limit: str
):
    configured.write_text(f"[server]\nmaxUploadSize = {limit}")

    stage = Stage(f"st.{name}('X')")

    assert isinstance(stage.error, StreamlitValueError)
    assert f"st.{name}: `server.maxUploadSize` in .streamlit/config.toml is" in str(stage.error)


def test_a_run_looks_at_the_configuration_once_for_all_its_inputs(monkeypatch: pytest.MonkeyPatch):
    calls = "\n".join(f"    st.{name}('X', key=f'{name}{{i}}')" for name in UPLOADS)
    stage = Stage(f"for i in range(n[0]):\n{calls}", n=(n := [1]))
    looks: list[str] = []

    def look(name: str) -> Any:
        looks.append(name)
        return config.option(name)

    monkeypatch.setattr("ipyrerun.elements.acceptance.option", look)

    n[0] = 5
    stage.run()

    assert len(stage.nodes(*UPLOADS)) == 20
    assert looks == ["server.maxUploadSize"]


@pytest.mark.parametrize("name", UPLOADS)
def test_a_limit_that_the_configuration_changes_holds_from_the_next_run_on(
    name: str, configured: Path
):
    configured.write_text("[server]\nmaxUploadSize = 7")
    stage = Stage(f"st.{name}('X', key='x')")
    before = shown_of(stage.one(name))["max_size"]

    configured.write_text("[server]\nmaxUploadSize = 11")
    stage.run()

    assert (before, shown_of(stage.one(name))["max_size"]) == (7 * MB, 11 * MB)


# -- chat inputs


def test_text_assigned_to_a_chat_input_that_is_known_fills_it_in_that_run_only():
    texts: list[str] = []
    stage = Stage(
        "if texts: st.session_state.c = texts.pop()\nst.chat_input('X', key='c')", texts=texts
    )

    filled = []
    for given in ("one", None, "two", None):
        texts[:] = [given] if given else []
        stage.run()
        filled.append(shown_of(stage.one("chat_input")).get("fill", [0, None])[1])

    assert stage.error is None
    assert filled == ["one", None, "two", None]


def test_text_can_be_assigned_to_a_chat_input_whose_key_is_the_number_zero():
    stage = Stage("st.session_state['0'] = 'one'\nst.chat_input('X', key=0)")

    assert stage.error is None
    assert shown_of(stage.one("chat_input"))["fill"][1] == "one"


def test_a_chat_input_that_is_known_moves_with_its_call():
    inside: list[int] = []
    stage = Stage(
        "place = st.container() if inside else st\nplace.chat_input('X', key='c')", inside=inside
    )

    kinds = []
    for where in ([], [1], []):
        inside[:] = where
        stage.run()
        parent = stage.one("chat_input").parent
        assert parent is not None
        kinds.append(parent.kind)

    assert kinds == ["bottom", "container", "bottom"]


def test_a_message_to_a_chat_input_that_is_known_is_handed_out_once():
    stage = Stage("st.text(st.chat_input('X', key='c', max_chars=3))")
    stage.run()

    stage.run(Event(stage.one("chat_input").id, {"text": "hello"}, once=True))

    assert stage.said() == "hel"
    assert stage.run().said() == "None"


# -- downloads and links


def test_a_download_holds_what_the_last_call_gave():
    data: list[str | bytes] = ["a"]
    stage = Stage("st.download_button('X', data[0], key='d')", data=data)

    files = []
    for given in ("a", "b", b"b", "c" * 20_000, "d" * 20_000, "a"):
        data[0] = given
        stage.run()
        file = handed(stage)
        files.append((file.mime, file.body[:1], len(file.body)))

    assert files == [
        ("text/plain", b"a", 1),
        ("text/plain", b"b", 1),
        ("application/octet-stream", b"b", 1),
        ("text/plain", b"c", 20_000),
        ("text/plain", b"d", 20_000),
        ("text/plain", b"a", 1),
    ]


def test_a_download_that_comes_to_ignore_its_clicks_is_told_so():
    stage = Stage("st.download_button('X', 'a', key='d', on_click=on[0])", on=(on := ["rerun"]))

    quiet = []
    for word in ("rerun", "ignore", "rerun"):
        on[0] = word
        stage.run()
        quiet.append(shown_of(stage.one("download_button")).get("quiet", False))

    assert quiet == [False, True, False]


@pytest.mark.parametrize(
    "script",
    [
        "st.download_button('X', 'a', key='d')",
        "@st.fragment\ndef part():\n    st.button('B')\npart()",
        "@st.fragment(parallel=True)\ndef part():\n    st.button('B')\npart()",
        "@st.dialog('D')\ndef ask():\n    st.button('B')\nask()",
    ],
)
def test_nothing_keeps_a_run_that_others_have_followed(script):
    stage = Stage(script)
    assert stage.error is None
    gc.collect()
    first = weakref.ref(stage._rig.app._board.base)

    for _ in range(3):
        stage.run()
    gc.collect()

    assert first() is None


# -- blocks


@pytest.mark.parametrize(
    "call",
    ["st.expander('X', key={}, on_change={!r})", "st.tabs(['a'], key={}, on_change={!r})"],
)
def test_the_key_of_a_block_that_is_known_is_its_class(call: str):
    line = call.format("k", "rerun")
    stage = Stage(f"for k in keys: {line}", keys=(keys := ["a", "b"]))

    keys.append("c")
    stage.run()

    found = [node.props["css"] for node in stage.nodes() if "css" in node.props]
    assert found == ["st-key-a", "st-key-b", "st-key-c"]


@pytest.mark.parametrize(
    ("told", "says"),
    [
        # Whether it was followed; a link that is none returns its handle.
        ("st.link_button('X', 'https://a.b', key='l', on_click=on[0]) is False", "True False True"),
        ("st.expander('X', key='e', on_change=on[0]).open", "False None False"),
    ],
)
def test_what_is_an_input_no_more_tells_nothing_until_it_is_one_again(told: str, says: str):
    stage = Stage(f"st.text({told})", on=(on := ["rerun"]))

    said = []
    for word in ("rerun", "ignore", "rerun"):
        on[0] = word
        stage.run()
        said.append(stage.said())

    assert said == says.split()


def test_tabs_that_are_known_are_those_of_this_call():
    stage = Stage(
        "for tab in st.tabs(labels, on_change='rerun', key='t'): tab.text('in it')",
        labels=(labels := ["a", "b"]),
    )
    stage.run()
    known = [shown_of(node)["label"] for node in stage.nodes("tabs")]

    labels.append("c")
    stage.run()

    assert known == ["a", "b"]
    assert [shown_of(node)["label"] for node in stage.nodes("tabs")] == ["a", "b", "c"]
    assert len(stage.nodes("text")) == 3


# -- foreign widgets


def test_the_record_of_a_widget_is_that_of_the_run_before_until_its_value_changes():
    stage = Stage("from ipywidgets import IntSlider\nst.text(st.widget(IntSlider, key='w'))")

    def control() -> Any:
        field = stage.one("widget").input
        assert field is not None
        return field.control

    first = control()
    same = stage.run() and control()
    stage.send(stage.one("widget"), 7)

    assert same is first
    assert control() is not first
    assert (control().default, stage.said()) == (7, "7")
