"""Sound, film, documents, the logo, and what a saved page keeps of them."""

from __future__ import annotations

import io
import wave
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from ipyrerun import saved
from tests.elements.stage import Stage

if TYPE_CHECKING:
    from pathlib import Path
from tests.elements.media import blobs, one, png, props


def test_samples_become_a_wav_as_loud_as_can_be():
    (body,) = blobs(one("st.audio(np.array([[0, 0.5], [0.25, -0.5]]), sample_rate=8000)"))

    with wave.open(io.BytesIO(body)) as file:
        assert (file.getnchannels(), file.getframerate(), file.getnframes()) == (2, 8000, 2)
        assert np.frombuffer(file.readframes(9), "<i2").tolist() == [0, 16383, 32767, -32767]


def test_silence_stays_silent():
    (body,) = blobs(one("st.audio(np.zeros(4), sample_rate=8000)"))

    assert body.endswith(bytes(8))


@pytest.mark.parametrize(
    ("body", "given", "mime"),
    [
        (b"OggS....", "audio/wav", "audio/ogg"),
        (b"ID3.....", "audio/wav", "audio/mpeg"),
        (b"????", "audio/wav", "audio/wav"),
        (b"OggS....", "audio/x-own", "audio/x-own"),
    ],
)
def test_the_type_of_sound_is_the_users_or_what_it_begins_like(body: bytes, given: str, mime: str):
    source = props("st.audio(b, g)", b=body, g=given)["source"]

    assert source["mime"] == mime


def test_a_span_may_be_given_as_seconds_text_or_timedelta():
    call = "import datetime as dt\nst.video('http://a/b.mp4', start_time=%s, end_time=%s)"

    assert props(call % ("90", "'2m'"))["start"] == 90
    assert props(call % ("'1m30s'", "dt.timedelta(minutes=2)"))["end"] == 120
    assert "start" not in props(call % ("0", "None"))


def test_flags_are_told_only_where_they_are_set():
    told = props("st.video('http://a', loop=True, autoplay=True, muted=True, alt=' A film ')")

    assert told == {
        "kind": "video",
        "width": "stretch",
        "loop": True,
        "autoplay": True,
        "muted": True,
        "source": {"url": "http://a"},
        "alt": "A film",
    }


def test_subtitles_become_webvtt_in_the_order_given(tmp_path: Path):
    srt = "1\n00:00:01,000 --> 00:00:02,500\nat 00:00:01,000 o'clock\n"
    (tmp_path / "de.srt").write_text(srt)
    given = {"en": "WEBVTT\n\nx", "de": tmp_path / "de.srt", "fr": srt.encode()}

    node = one("st.video('http://a', subtitles=s)", s=given)

    tracks = node.view.props["tracks"]
    assert [(t["label"], t["blob"], t["mime"]) for t in tracks] == [
        ("en", 0, "text/vtt"),
        ("de", 1, "text/vtt"),
        ("fr", 2, "text/vtt"),
    ]
    assert blobs(node)[1].decode().splitlines()[:4] == [
        "WEBVTT",
        "",
        "1",
        "00:00:01.000 --> 00:00:02.500",
    ]
    assert b"at 00:00:01,000 o'clock" in blobs(node)[1]


@pytest.mark.parametrize(
    "address",
    [
        "https://youtu.be/_T8LGqJtuGc",
        "https://www.youtube.com/watch?v=_T8LGqJtuGc",
        "https://m.youtube.com/watch?app=desktop&v=_T8LGqJtuGc",
        "https://www.youtube-nocookie.com/embed/_T8LGqJtuGc",
    ],
)
def test_a_film_on_youtube_has_youtubes_player(address: str):
    told = props("st.video(a, start_time=5, loop=True, muted=True)", a=address)

    assert told["frame"] == (
        "https://www.youtube.com/embed/_T8LGqJtuGc?start=5&loop=1&mute=1&playlist=_T8LGqJtuGc"
    )


def test_none_is_an_empty_player():
    assert props("st.audio(None)") == {"kind": "audio", "width": "stretch"}


def test_a_document_is_told_with_its_name(tmp_path: Path):
    (tmp_path / "report.pdf").write_bytes(b"%PDF-1.4")
    node = one("st.pdf(p, height='stretch')", p=tmp_path / "report.pdf")

    assert node.view.props["height"] == "stretch"
    assert node.view.props["source"]["name"] == "report.pdf"
    assert node.view.props["source"]["mime"] == "application/pdf"
    assert blobs(node) == [b"%PDF-1.4"]


# -- logo ------------------------------------------------------------------------------------------


def test_the_last_logo_counts_and_stands_at_the_head():
    stage = Stage(
        "st.logo('http://a')\nst.logo(b, size='LARGE', link='https://c')", b=png((900, 300))
    )

    logo = stage.one("logo")
    assert logo.parent is not None
    assert logo.parent.kind == "root"
    assert (logo.props["size"], logo.props["link"]) == ("large", "https://c")
    _, coded = logo.props["wide"]["image"].split(",")
    image = Image.open(io.BytesIO(__import__("base64").b64decode(coded)))
    assert image.height <= 64


def test_a_logo_may_be_an_emoji_with_another_picture_for_a_folded_sidebar():
    logo = Stage("st.logo('\N{ROCKET}', icon_image='http://a')").one("logo")

    assert "\N{ROCKET}" in logo.props["wide"]["html"]
    assert logo.props["narrow"] == {"image": "http://a"}


# -- a page without a kernel -----------------------------------------------------------------------


def test_a_saved_picture_is_small_and_holds_itself():
    noise = np.random.default_rng(1).integers(0, 255, (1500, 1500, 3), np.uint8)

    html = saved.still(one("st.image(a, '<b>c</b>', alt='\"d')", a=noise))

    assert "data:image/jpeg;base64," in html
    assert len(html) < 600_000
    assert "&lt;b&gt;c&lt;/b&gt;" in html
    assert 'alt="&quot;d"' in html


def test_a_saved_picture_holds_itself_though_its_file_has_gone(tmp_path: Path):
    path = tmp_path / "a.png"
    path.write_bytes(png((901, 7)))
    node = one("st.image(p, alt='A red line')", p=path)

    path.unlink()

    assert "data:image/" in saved.still(node)


def test_a_saved_player_leaves_a_line_with_type_and_size():
    html = saved.still(one("st.audio(np.zeros(5000), sample_rate=8000, alt='<Hum>')"))

    assert html.endswith("<p><em>Sound</em> &lt;Hum&gt;: audio/wav, 10.0 kB</p></div>")
