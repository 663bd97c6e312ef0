"""Files that come piece by piece: whole, or not at all."""

from __future__ import annotations

import copy
import gc
import pickle
import threading
import time
from typing import Any

import pytest
import xxhash

from ipyrerun import uploads
from ipyrerun.received import Received, UploadedFile
from ipyrerun.uploads import Receiver, is_of
from tests.pieces import ID, file_of

OTHER = "f" * 32


class Browser:
    """What a view does, and what it hears."""

    def __init__(self, **props: Any) -> None:
        self.heard: list[dict[str, Any]] = []
        self.receiver = Receiver(self.heard.append, lambda: props)

    def say(self, type: str, id: str = ID, *buffers: bytes, **content: Any) -> None:
        self.receiver.take({"type": type, "id": id, **content}, [memoryview(b) for b in buffers])

    def begin(self, size: int, name: str = "a.csv", id: str = ID, mime: str = "") -> None:
        self.say("upload", id, name=name, mime=mime, size=size)

    def send(self, content: bytes, name: str = "a.csv", id: str = ID, piece: int = 4) -> None:
        """Send all of a file."""
        self.begin(len(content), name, id)
        for at in range(0, len(content), piece):
            self.say("piece", id, content[at : at + piece], offset=at)
        self.say("finish", id, digest=xxhash.xxh32(content).hexdigest())

    @property
    def last(self) -> dict[str, Any]:
        return self.heard[-1]

    def refusal(self) -> tuple[str, bool]:
        """Return why the last upload failed, and whether another attempt may succeed."""
        assert self.last["type"] == "failed"
        return self.last["why"], self.last["again"]

    def open(self) -> list[str]:
        """Return the uploads under way."""
        return list(self.receiver._arrivals)


def test_a_file_arrives_as_it_was_sent():
    browser = Browser()
    browser.send(b"0123456789")

    file = file_of(ID)

    assert [h.get("size") for h in browser.heard] == [0, 4, 8, 10, None]
    assert browser.last == {"type": "uploaded", "id": ID}
    assert file is not None
    assert (file.read(), file.name, file.size, file.file_id) == (b"0123456789", "a.csv", 10, ID)
    assert file.type == "application/octet-stream"


def test_a_file_of_nothing_arrives():
    browser = Browser()
    browser.send(b"")

    file = file_of(ID)

    assert file is not None
    assert file.read() == b""


def test_what_is_on_its_way_is_no_file():
    browser = Browser()
    browser.begin(3)
    browser.say("piece", ID, b"ab", offset=0)

    assert file_of(ID) is None


@pytest.mark.parametrize(
    ("say", "why"),
    [
        ({"type": "finish", "digest": "00000000"}, "it did not arrive as it was sent"),
        ({"type": "piece", "offset": 3}, "a piece of it is missing"),
        ({"type": "piece", "offset": 2}, "it is longer than was said"),
    ],
)
def test_what_is_not_as_it_was_sent_is_discarded_and_may_come_again(say: dict[str, Any], why: str):
    browser = Browser()
    browser.begin(2)
    browser.say("piece", ID, b"ab", offset=0)

    browser.say(say.pop("type"), ID, b"cd", **say)

    assert browser.refusal() == (why, True)
    assert browser.open() == []
    assert file_of(ID) is None


def test_a_piece_that_comes_twice_counts_once():
    browser = Browser()
    browser.begin(4)
    browser.say("piece", ID, b"ab", offset=0)
    browser.say("piece", ID, b"ab", offset=0)
    browser.say("piece", ID, b"cd", offset=2)
    browser.say("finish", ID, digest=xxhash.xxh32(b"abcd").hexdigest())

    assert browser.last["type"] == "uploaded"


@pytest.mark.parametrize(
    ("props", "upload", "why"),
    [
        ({"max_size": 3 << 20}, {"size": (3 << 20) + 1}, "it is larger than 3 MB"),
        ({"types": [".csv"]}, {"name": "a.exe"}, "only .csv can be uploaded here"),
        ({"disabled": True}, {}, "this input is disabled"),
        ({}, {"name": "a\0.csv"}, "it has no name"),
        ({}, {"size": -1}, "nobody said how long it is"),
    ],
)
def test_the_kernel_checks_what_the_view_should_have_checked(
    props: dict[str, Any], upload: dict[str, Any], why: str
):
    browser = Browser(**props)

    browser.say("upload", ID, **({"name": "a.csv", "mime": "", "size": 1} | upload))

    assert browser.refusal() == (why, False)
    assert browser.open() == []


def test_what_is_cancelled_leaves_nothing():
    browser = Browser()
    browser.begin(10)
    browser.say("piece", ID, b"0123", offset=0)

    browser.say("drop", ID)
    browser.say("piece", ID, b"4567", offset=4)

    assert browser.refusal() == ("it was cut off", True)
    assert browser.open() == []


def test_a_disk_that_is_full_is_told(monkeypatch):
    browser = Browser()
    browser.begin(10)

    def fail(_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(browser.receiver._arrivals[ID].file, "write", fail)
    browser.say("piece", ID, b"0123", offset=0)

    assert browser.refusal() == ("the kernel cannot keep it: No space left on device", False)
    assert browser.open() == []


def wait_until(condition: Any) -> None:
    """Wait for what another thread does."""
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        threading.Event().wait(0.01)


def test_a_browser_that_falls_silent_is_cut_and_the_next_view_is_told(monkeypatch):
    monkeypatch.setattr(uploads, "PATIENCE", 0.05)
    browser = Browser()
    browser.begin(10, "big.bin")

    wait_until(lambda: browser.open() == [])
    wait_until(lambda: browser.last["type"] == "failed")
    browser.say("hello", "")
    browser.say("hello", "")

    assert browser.heard[-2:] == [
        {"type": "failed", "id": ID, "name": "big.bin", "why": "it was cut off", "again": True},
        {"type": "cut", "names": ["big.bin"]},
    ]


def test_a_page_that_comes_again_makes_the_upload_before_it_suspect(monkeypatch):
    monkeypatch.setattr(uploads, "SUSPICION", 0.05)
    browser = Browser()
    browser.begin(10, "big.bin")

    browser.say("hello", "")

    wait_until(lambda: browser.open() == [])
    wait_until(lambda: browser.last["type"] == "failed")
    assert browser.last["name"] == "big.bin"


def test_another_browser_that_comes_does_not_end_an_upload(monkeypatch):
    monkeypatch.setattr(uploads, "SUSPICION", 0.05)
    browser = Browser()
    browser.begin(10)
    browser.say("hello", "")

    browser.say("piece", ID, b"0", offset=0)
    browser.receiver._look()

    assert browser.open() == [ID]
    browser.receiver.close()


def test_a_page_that_is_left_says_so_and_the_next_one_is_told_once():
    browser = Browser()
    browser.begin(10, "big.bin")

    browser.say("drop", ID, cut="big.bin")
    browser.say("hello", "")
    browser.say("hello", "")

    assert browser.open() == []
    assert [h for h in browser.heard if h["type"] == "cut"] == [
        {"type": "cut", "names": ["big.bin"]}
    ]


def test_what_no_value_has_taken_goes_with_its_widget():
    browser = Browser()
    browser.send(b"whole")
    browser.begin(10, id=OTHER)

    browser.receiver.close()
    gc.collect()

    assert browser.open() == []
    assert file_of(ID) is None


def test_a_file_is_gone_when_nobody_holds_it():
    browser = Browser()
    browser.send(b"whole")
    file = file_of(ID)
    assert file is not None

    del file
    gc.collect()

    assert file_of(ID) is None


def test_all_readers_share_the_bytes_of_a_file():
    received = Received.of("a", b"x" * 1000, "text/plain")

    assert UploadedFile(received).getvalue() is UploadedFile(received).getvalue()


def test_a_file_can_be_copied_and_pickled():
    file = UploadedFile(Received.of("a", b"abc", "text/plain"))
    file.read()

    for other in (copy.deepcopy(file), pickle.loads(pickle.dumps(file))):
        assert other == file
        assert (other.read(), other.name, other.type) == (b"abc", "a", "text/plain")
    assert repr(file) == (
        f"UploadedFile(file_id='{file.file_id}', name='a', type='text/plain', size=3)"
    )


def test_a_closed_file_can_be_pickled():
    file = UploadedFile(Received.of("a", b"abc", "text/plain"))
    file.close()

    assert pickle.loads(pickle.dumps(file)).read() == b"abc"


@pytest.mark.parametrize(
    ("name", "type_", "types", "fits"),
    [
        ("a.csv", "", [], True),
        ("A.CSV", "", [".csv"], True),
        ("a.csv.exe", "", [".csv"], False),
        ("a.png", "application/octet-stream", ["image/*"], True),
        ("a", "image/png", ["image/png"], True),
        ("a.txt", "text/plain", ["image/*", ".csv"], False),
    ],
)
def test_a_file_is_of_a_type_by_its_name_or_its_mime_type(
    name: str, type_: str, types: list[str], fits: bool
):
    assert is_of(name, type_, types) is fits


def test_a_recording_is_taken_whatever_files_can_be_chosen():
    browser = Browser(types=[".txt"], audio=True)
    browser.begin(1, "sound.wav", mime="audio/wav")
    assert browser.last["type"] == "received"

    browser.begin(1, "other.csv", OTHER)
    assert browser.refusal() == ("only .txt can be uploaded here", False)
