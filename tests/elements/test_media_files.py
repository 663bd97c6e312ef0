"""Files that an element shows: read at the call, remembered where it pays."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Any

import pytest

from ipyrerun import pictures
from tests.elements.stage import Stage

if TYPE_CHECKING:
    from pathlib import Path
from tests.elements.media import RED, blobs, one, png


@pytest.mark.parametrize("call", ["st.image(p)", "st.audio(p)", "st.video(p)", "st.pdf(p)"])
def test_a_file_is_sent_as_it_was_at_the_call(call: str, tmp_path: Path):
    given = [png(colour=colour) for colour in (RED, (0, 255, 0), (0, 0, 255))]
    script = f"for body in given:\n    p.write_bytes(body)\n    {call}\np.unlink()"

    stage = Stage(script, given=given, p=tmp_path / "a.png")

    assert stage.error is None
    assert [blobs(node) for node in stage.nodes()] == [[body] for body in given]


def test_a_file_in_a_directory_that_is_gone_is_shown():
    script = """
import tempfile
with tempfile.TemporaryDirectory() as folder:
    path = folder + "/a.png"
    with open(path, "wb") as file:
        file.write(body)
    st.image(path)
st.text("after")
"""
    (image,) = Stage(script, body=png()).nodes("image")

    assert blobs(image) == [png()]


def test_a_settled_file_is_read_again_only_when_it_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = tmp_path / "a.png"
    path.write_bytes(png())
    os.utime(path, (1_000_000_000, 1_000_000_000))
    read: list[str] = []
    read_bytes = type(path).read_bytes

    def count(self: Path) -> bytes:
        read.append(self.name)
        return read_bytes(self)

    monkeypatch.setattr(type(path), "read_bytes", count)
    stage: Any = Stage("st.image(p)", p=path)
    stage.run().run()
    assert read == ["a.png"]

    path.write_bytes(png(colour=(0, 0, 9)))
    os.utime(path, (1_100_000_000, 1_100_000_000))

    assert blobs(stage.run().one("image")) == [png(colour=(0, 0, 9))]
    assert len(read) == 2


def test_a_file_of_equal_content_is_sent_though_the_first_one_has_gone(tmp_path: Path):
    body = png(colour=(1, 2, 3))
    found = []
    for name in ("a.png", "b.png"):
        path = tmp_path / name
        path.write_bytes(body)
        blob = pictures.picture_of(path, pictures.Wishes("image")).blob
        assert blob is not None
        path.unlink()
        found.append((blob.name, blob.load()))

    assert found == [("a.png", body), ("b.png", body)]


def test_bytes_that_a_browser_shows_are_not_remembered():
    body = bytearray(png((700, 700), compress_level=0))
    before = pictures._encoded._weight

    one("st.image(v)", v=bytes(body))

    assert pictures._encoded._weight - before < 10_000


def test_a_file_that_is_written_again_at_once_is_shown_anew(tmp_path: Path):
    path = tmp_path / "a.png"
    moment = (time.time_ns(),) * 2
    path.write_bytes(png(compress_level=0))
    os.utime(path, ns=moment)
    stage: Any = Stage("st.image(p)", p=path)
    before = stage.one("image").view.digest

    path.write_bytes(png(colour=(0, 255, 0), compress_level=0))
    os.utime(path, ns=moment)

    assert stage.run().one("image").view.digest != before
