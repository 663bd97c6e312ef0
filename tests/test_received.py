"""Files that have come: who holds them, and the messages that bring them along."""

from __future__ import annotations

import gc
from typing import Any

import pytest
import xxhash

from ipyrerun.received import ChatInputValue
from ipyrerun.widgets import Camera, ChatBox, Files
from tests.comms import edit, receive, record, say
from tests.pieces import ID, file_of

# -- widgets


def sent_whole(widget: Files | ChatBox, content: bytes, id_: str) -> dict[str, Any]:
    """Upload a file to a widget and return what a view knows of it."""
    say(widget, {"type": "upload", "id": id_, "name": "a", "mime": "text/x", "size": len(content)})
    data = {"method": "custom", "content": {"type": "piece", "id": id_, "offset": 0}}
    widget._handle_msg({"content": {"data": data}, "buffers": [memoryview(content)]})
    digest = xxhash.xxh32(content).hexdigest()
    say(widget, {"type": "finish", "id": id_, "digest": digest})
    return {"id": id_, "name": "a", "size": len(content), "type": "text/x"}


def test_a_widget_holds_the_files_of_its_value_and_shows_them_to_a_new_page(monkeypatch):
    sent = record(monkeypatch)
    widget = Files(lambda value, context: None, props={}, value=[])
    ticket = sent_whole(widget, b"abc", ID)

    edit(widget, [ticket])
    gc.collect()
    say(widget, {"type": "recall", "id": ID})

    assert widget.value == [ticket]
    assert (sent[-1].content, sent[-1].buffers) == ({"type": "content", "id": ID}, [b"abc"])


def test_a_photo_that_a_form_holds_back_is_shown_to_a_new_page(monkeypatch):
    sent = record(monkeypatch)
    widget = Camera(lambda value, context: None, props={}, value=[])
    sent_whole(widget, b"abc", ID)
    gc.collect()

    say(widget, {"type": "recall", "id": ID})
    assert (sent[-1].content, sent[-1].buffers) == ({"type": "content", "id": ID}, [b"abc"])

    say(widget, {"type": "drop", "id": ID})
    gc.collect()
    sent.clear()
    say(widget, {"type": "recall", "id": ID})
    assert sent == []


def test_a_removed_file_is_let_go_of(monkeypatch):
    sent = record(monkeypatch)
    widget = Files(lambda value, context: None, props={}, value=[])
    edit(widget, [sent_whole(widget, b"abc", ID)])

    edit(widget, [], number=2)
    sent.clear()
    gc.collect()

    assert file_of(ID) is None


def test_two_messages_are_two_events_and_hold_their_files(monkeypatch):
    record(monkeypatch)
    events: list[Any] = []
    box = ChatBox(lambda value, context: events.append(value), props={})
    ticket = sent_whole(box, b"abc", ID)

    for text, files in (("one", [ticket]), ("two", [])):
        receive(
            box,
            {
                "method": "custom",
                "content": {"type": "click", "value": {"text": text, "files": files}},
            },
        )
    gc.collect()

    assert [event["text"] for event in events] == ["one", "two"]
    assert events[0]["files"][0].file.data == b"abc"


def test_a_closed_widget_leaves_nothing(monkeypatch):
    record(monkeypatch)
    widget = Files(lambda value, context: None, props={}, value=[])
    sent_whole(widget, b"abc", ID)

    widget.close()
    gc.collect()

    assert file_of(ID) is None


# -- messages


def test_a_message_is_a_mapping_with_attributes():
    message = ChatInputValue("a", files=[])
    message.text = "b"
    message["files"] = [1]

    assert message.to_dict() == {"text": "b", "files": [1]} == dict(message)
    assert (message["text"], message.files, len(message), "audio" in message) == (
        "b",
        [1],
        2,
        False,
    )
    assert repr(message) == "ChatInputValue(text='b', files=[1])"


def test_a_message_has_only_what_its_input_accepts():
    message = ChatInputValue("a", audio=None)

    with pytest.raises(AttributeError, match="no 'files'; its parts are text, audio"):
        _ = message.files
    with pytest.raises(KeyError):
        message["files"] = []
    with pytest.raises(AttributeError):
        message.files = []
    del message["text"]
    assert "text" not in message
    message["text"] = "again"
    assert message == {"text": "again", "audio": None}


def test_a_browser_cannot_lift_the_limits_of_an_input_of_files(monkeypatch):
    sent = record(monkeypatch)
    props = {"max_size": 3, "types": [".csv"], "disabled": True}
    widget = Files(lambda value, context: None, props=props, value=[])
    state = {"props": {}, "_view_name": "TextView", "cleared": True}

    receive(widget, {"method": "update", "state": state, "buffer_paths": []})
    say(widget, {"type": "upload", "id": ID, "name": "a.exe", "mime": "", "size": 1 << 40})

    assert (widget.props, widget._view_name, widget.cleared) == (props, "FilesView", False)
    assert sent[-1].content["type"] == "failed"
    assert [message for message in sent if message.data.get("method") == "echo_update"] == []
