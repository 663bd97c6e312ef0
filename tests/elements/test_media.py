"""Pictures: arrays, images, files and addresses."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image

from ipyrerun import pictures, sources
from tests.elements.stage import Stage

if TYPE_CHECKING:
    from pathlib import Path
from tests.elements.media import RED, SVG, blobs, encoded, one, pixels, png, props


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
