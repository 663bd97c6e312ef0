"""Pictures, players, documents and the logo: what they take, what they send, what they say."""

from __future__ import annotations

import io
import os
import time
import wave
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image

from ipyrerun import errors, pictures, saved, sources
from tests.elements.stage import Stage, raised

if TYPE_CHECKING:
    from pathlib import Path


RED = (255, 0, 0)
SVG = "<svg width='9' height='9'><script>alert(1)</script><circle r='4'/></svg>"


def png(size: tuple[int, int] = (4, 3), colour: tuple[int, ...] = RED, **options: Any) -> bytes:
    return encoded(Image.new("RGB", size, colour), "PNG", **options)


def encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def one(script: str, **variables: Any) -> Any:
    """Return the element that a script draws."""
    stage = Stage(script, np=np, **variables)
    assert stage.error is None, stage.error
    return stage.nodes()[-1]


def props(script: str, **variables: Any) -> dict[str, Any]:
    view = one(script, **variables).view
    assert view is not None
    return view.props


def blobs(node: Any) -> list[bytes]:
    sent: list[bytes] = node.view.data()["blobs"]
    return sent


def pixels(script: str, **variables: Any) -> np.ndarray[Any, Any]:
    """Return what a browser would decode."""
    (body,) = blobs(one(script, **variables))
    return np.asarray(Image.open(io.BytesIO(body)))


def said(script: str, **variables: Any) -> str:
    return str(raised(script, np=np, **variables))


@pytest.mark.parametrize(
    ("array", "shown"),
    [
        (np.array([[0, 255]], np.uint8), [[0, 255]]),
        (np.array([[[7], [9]]]), [[7, 9]]),
        (np.array([[0.0, 0.5, 1.0]]), [[0, 127, 255]]),
        (np.array([[True, False]]), [[255, 0]]),
        (np.array([[np.nan, 1.0]]), [[0, 255]]),
        (np.array([[[1, 2, 3]]]), [[[1, 2, 3]]]),
        (np.array([[[1, 2, 3, 128]]]), [[[1, 2, 3, 128]]]),
        (np.arange(12, dtype=np.uint8).reshape(3, 4)[:, ::2], [[0, 2], [4, 6], [8, 10]]),
    ],
)
def test_an_array_is_shown_pixel_by_pixel(array: Any, shown: list[Any]):
    assert pixels("st.image(a)", a=array).tolist() == shown


def test_clamp_takes_values_out_of_range_for_the_nearest_in_range():
    assert pixels("st.image(a, clamp=True)", a=np.array([[-1.0, 2.0]])).tolist() == [[0, 255]]
    assert pixels("st.image(a, clamp=True)", a=np.array([[-9, 300]])).tolist() == [[0, 255]]


def test_bgr_is_put_in_order_and_keeps_transparency():
    array = np.array([[[1, 2, 3, 4]]], np.uint8)

    assert pixels("st.image(a, channels='BGR')", a=array).tolist() == [[[3, 2, 1, 4]]]


def test_what_a_browser_shows_is_passed_on_as_it_is(tmp_path: Path):
    body = png()
    (tmp_path / "red.png").write_bytes(body)
    given = [body, io.BytesIO(body), tmp_path / "red.png", str(tmp_path / "red.png")]

    for value in given:
        assert blobs(one("st.image(v)", v=value)) == [body]
    node = one("st.image(v)", v=body)
    assert props("st.image(v)", v=body)["items"] == [
        {"blob": 0, "mime": "image/png", "digest": node.view.digest[0], "size": [4, 3]}
    ]


def test_what_no_browser_shows_is_encoded_anew():
    (body,) = blobs(one("st.image(v)", v=encoded(Image.new("RGB", (4, 3), RED), "TIFF")))

    assert Image.open(io.BytesIO(body)).format == "PNG"


def test_output_format_is_obeyed():
    (body,) = blobs(one("st.image(v, output_format='jpg')", v=png()))

    assert Image.open(io.BytesIO(body)).format == "JPEG"


def test_large_arrays_become_jpeg_and_small_or_transparent_ones_png():
    large, small = np.zeros((600, 600, 3), np.uint8), np.zeros((60, 60, 3), np.uint8)
    clear = np.zeros((600, 600, 4), np.uint8)

    kinds = [props("st.image(a)", a=a)["items"][0]["mime"] for a in (large, small, clear)]

    assert kinds == ["image/jpeg", "image/png", "image/png"]


def test_a_picture_is_no_larger_than_is_of_use_and_keeps_its_width_on_the_page():
    node = one("st.image(v, width=100)", v=png((900, 300)))

    (body,) = blobs(node)
    assert Image.open(io.BytesIO(body)).size == (200, 67)
    assert node.view.props["items"][0]["size"] == [900, 300]


def test_a_photograph_is_as_large_as_its_camera_held_it():
    exif = Image.Exif()
    exif[0x0112] = 6
    body = encoded(Image.new("RGB", (40, 30)), "JPEG", exif=exif)

    assert props("st.image(v)", v=body)["items"][0]["size"] == [30, 40]


@pytest.mark.parametrize("value", [SVG, f'<?xml version="1.0"?>\n{SVG}', SVG.encode()])
def test_svg_is_a_picture_of_its_own_type(value: Any):
    node = one("st.image(v)", v=value)

    assert node.view.props["items"][0]["mime"] == "image/svg+xml"
    assert b'<svg xmlns="http://www.w3.org/2000/svg"' in blobs(node)[0]


def test_an_address_goes_to_the_browser_and_nothing_is_sent():
    node = one("st.image('https://a.example/b.png', caption='*c*')")

    assert blobs(node) == []
    assert node.value == ["https://a.example/b.png"]
    (item,) = node.view.props["items"]
    assert item["url"] == "https://a.example/b.png"
    assert "<em>c</em>" in item["caption"]


def test_a_list_shows_each_with_its_own_caption_and_width():
    node = one(
        "st.image([a, b, 'http://c'], ['x', None, 'z'], 50)", a=png(), b=png(colour=(0, 0, 9))
    )

    assert [item.get("blob") for item in node.view.props["items"]] == [0, 1, None]
    assert node.params["captions"] == ("x", "", "z")
    assert (node.view.props["width"], node.view.props["each"]) == ("stretch", 50)
    assert len(one("st.image(np.zeros((3, 2, 2, 3)))").value) == 3


@pytest.mark.parametrize(
    ("call", "width"),
    [
        ("st.image(v)", "content"),
        ("st.image(v, width='stretch')", "stretch"),
        ("st.image(v, width=80)", 80),
        ("st.image(v, use_container_width=True)", "stretch"),
        ("st.image(v, width=80, use_container_width=False)", 80),
        ("st.image(v, width='stretch', use_container_width=False)", "content"),
    ],
)
def test_a_width_is_streamlits(call: str, width: Any):
    assert props(call, v=png())["width"] == width


def test_an_unchanged_array_is_encoded_once(monkeypatch: pytest.MonkeyPatch):
    counted: list[str] = []
    encode = pictures._encode

    def count(*args: Any) -> bytes:
        counted.append("one")
        return encode(*args)

    monkeypatch.setattr(pictures, "_encode", count)
    array = np.random.default_rng(7).integers(0, 255, (50, 50, 3))
    stage: Any = Stage("st.image(a)", a=array)
    first = stage.one("image").view

    stage.run()
    array[0, 0] = 0
    second, third = stage.one("image").view, stage.run().one("image").view

    assert first.digest == second.digest != third.digest
    assert counted == ["one", "one"]


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


def film(kind: str, durations: Any = 100) -> Image.Image:
    frames = [Image.new("RGB", (4, 3), (shade, 0, 0)) for shade in (10, 120, 250)]
    timing = {"duration": durations} if kind == "GIF" else {}
    body = encoded(frames[0], kind, save_all=True, append_images=frames[1:], **timing)
    return Image.open(io.BytesIO(body))


@pytest.mark.parametrize("kind", ["GIF", "TIFF"])
def test_an_image_stays_at_the_frame_where_its_owner_left_it(kind: str):
    image = film(kind)
    for place in (0, 1):
        image.seek(place)
        one("st.image(i)", i=image)
        assert image.tell() == place


def test_of_several_pages_the_one_that_the_image_is_at_is_shown():
    image = film("TIFF")

    shades = []
    for place in (1, 0, 2):
        image.seek(place)
        shades.append(int(pixels("st.image(i)", i=image)[0, 0, 0]))

    assert shades == [120, 10, 250]


def test_what_is_painted_on_a_page_of_several_is_shown_and_stays():
    image = film("TIFF")
    image.seek(1)
    image.putpixel((0, 0), (1, 2, 3))

    assert pixels("st.image(i)", i=image)[0, 0].tolist() == [1, 2, 3]
    assert image.getpixel((0, 0)) == (1, 2, 3)


def test_films_of_equal_frames_and_other_timing_are_two():
    (slow,), (fast,) = (blobs(one("st.image(i)", i=film("GIF", d))) for d in (900, 40))

    assert [Image.open(io.BytesIO(b)).info["duration"] for b in (slow, fast)] == [900, 40]


def test_images_of_equal_pixels_and_other_transparency_are_two():
    whole, clear = Image.new("P", (5, 5)), Image.new("P", (5, 5))
    clear.info["transparency"] = 0

    bodies = [blobs(one("st.image(i)", i=image))[0] for image in (whole, clear)]

    assert ["transparency" in Image.open(io.BytesIO(b)).info for b in bodies] == [False, True]


def test_images_of_equal_pixels_and_another_format_are_two():
    opened = Image.open(io.BytesIO(encoded(Image.new("P", (6, 6)), "GIF")))

    kinds = [props("st.image(i)", i=i)["items"][0]["mime"] for i in (opened.copy(), opened)]

    assert kinds == ["image/png", "image/gif"]


def test_what_weighs_nothing_is_forgotten_as_well():
    memo: sources.Memo[str] = sources.Memo(50_000, len)
    for number in range(1000):
        memo.get(number, str)

    assert len(memo._kept) == 50


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


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (
            "st.image(np.zeros(3))",
            (
                "st.image: `image` has the shape (3,); give (height, width) for grey, or a third "
                "dimension of 1, 3 or 4 channels"
            ),
        ),
        (
            "st.image(np.array([[-1.0, 2.0]]))",
            (
                "st.image: `image` holds values from -1.0 to 2.0, outside 0 to 1.0; scale them, or "
                "give clamp=True"
            ),
        ),
        (
            "st.image(np.array([[300]]))",
            (
                "st.image: `image` holds values from 300 to 300, outside 0 to 255; scale them, or "
                "give clamp=True"
            ),
        ),
        (
            "st.image(np.array([['a']]))",
            "st.image: `image` holds 1 values of type <U1; give numbers",
        ),
        (
            "st.image(np.zeros((2, 2)), channels='BGR')",
            (
                'st.image: `channels` is "BGR", but `image` has the shape (2, 2), without colours '
                'to reorder; leave `channels` at "RGB"'
            ),
        ),
        (
            "st.image(b'no picture')",
            (
                "st.image: `image` is 10 bytes beginning b'no pictu', which no picture begins "
                "like; give PNG, JPEG, GIF, WebP, SVG or another format that PIL reads"
            ),
        ),
        (
            "st.image(5)",
            (
                "st.image: `image` is of type int; give an array, an image of PIL's, a path, an "
                "address, bytes or an open binary file"
            ),
        ),
        (
            "st.image(['http://a', 'http://b'], caption='c')",
            (
                "st.image: `caption` has 1 texts for 2 pictures; give one for each, None for those "
                "without"
            ),
        ),
        (
            "st.image(['http://a', 'http://b'], alt='c')",
            (
                "st.image: `alt` has 1 texts for 2 pictures; give a list with one for each, None "
                "for those without"
            ),
        ),
        (
            "st.image({'http://a'}, alt=['c'])",
            (
                "st.image: `alt` is a list for a set of pictures, which have no order; give the "
                "pictures as a list"
            ),
        ),
        (
            "st.image(['http://a', 'http://b'], link='http://c')",
            (
                "st.image: `link` is 'http://c' for 2 pictures; a link needs a call of its own for "
                "each picture"
            ),
        ),
        (
            "st.image('http://a', link=' java\\tscript:alert(1)')",
            (
                "st.image: `link` is ' java\\tscript:alert(1)'; give an address that begins with "
                "http://, https:// or mailto:, or a relative one"
            ),
        ),
        (
            "st.image('http://a', output_format='TGA')",
            "st.image: `output_format` is 'TGA'; the supported values are 'auto', 'PNG', 'JPEG'",
        ),
        (
            "st.image('http://a', width='wide')",
            (
                "st.image: `width` is 'wide'; give a positive number of pixels, \"stretch\" or "
                '"content"'
            ),
        ),
        (
            "st.audio(np.zeros(3))",
            (
                "st.audio: `sample_rate` is missing; an array of samples says nothing of its "
                "speed, give the samples per second, such as sample_rate=44100"
            ),
        ),
        (
            "st.audio(np.zeros((1, 2, 3)), sample_rate=1)",
            (
                "st.audio: `data` has the shape (1, 2, 3); give one row of samples, or one row for "
                "each channel"
            ),
        ),
        (
            "st.audio(5)",
            (
                "st.audio: `data` is of type int; give a path, an address, bytes or an open binary "
                "file"
            ),
        ),
        (
            "st.audio('http://a', start_time=5, end_time=5)",
            (
                "st.audio: `start_time` is 5 and `end_time` 5; give a start of 0 or later, and an "
                "end after it"
            ),
        ),
        (
            "st.video('http://a', start_time='soon')",
            (
                "st.video: `start_time` is 'soon'; give seconds, a timedelta, or a text such as "
                '"1m30s"'
            ),
        ),
        (
            "st.video('https://youtu.be/_T8LGqJtuGc', subtitles='WEBVTT')",
            (
                "st.video: `subtitles` are given for a film on YouTube, whose player has its own; "
                "leave them out"
            ),
        ),
        (
            "st.video('http://a', subtitles={'en': 'hello'})",
            (
                "st.video: `subtitles` of 'en' begin 'hello', neither as WebVTT nor as SubRip; "
                "give a .vtt or .srt file, or its text"
            ),
        ),
        (
            "st.video('http://a', subtitles=7)",
            (
                "st.video: `subtitles` of 'default' are of type int; give a path, the text itself, "
                "bytes or an open binary file"
            ),
        ),
        (
            "st.pdf(None)",
            "st.pdf: `data` is None; give a path, an address, bytes or an open binary file",
        ),
        (
            "st.pdf(b'', height='content')",
            "st.pdf: `height` is 'content'; give a positive number of pixels or \"stretch\"",
        ),
        (
            "st.logo('http://a', size='huge')",
            "st.logo: `size` is 'huge'; the supported values are 'small', 'medium', 'large'",
        ),
        (
            "st.logo('http://a', link='/home')",
            "st.logo: `link` is '/home'; give an address that begins with http:// or https://",
        ),
    ],
)
def test_an_error_says_what_to_do(call: str, words: str):
    assert said(call) == words


def test_a_missing_file_is_named_with_the_directory(tmp_path: Path, monkeypatch: Any):
    monkeypatch.chdir(tmp_path)

    assert said("st.image('no.png')") == (
        f"st.image: `image` is 'no.png', which cannot be read: No such file or directory; the "
        f"working directory is {str(tmp_path)!r}"
    )


# -- players ---------------------------------------------------------------------------------------


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


def test_errors_have_streamlits_classes():
    assert isinstance(raised("st.pdf(None)"), errors.StreamlitMissingRequiredParameterError)
    assert isinstance(raised("st.logo('http://a', link='x')"), errors.StreamlitInvalidURLError)
    assert isinstance(raised("st.image(5)"), errors.StreamlitInvalidParameterTypeError)
