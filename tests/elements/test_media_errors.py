"""What pictures, players and documents refuse, and with which words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ipyrerun import errors
from tests.elements.stage import raised

if TYPE_CHECKING:
    from pathlib import Path
from tests.elements.media import said


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


def test_errors_have_streamlits_classes():
    assert isinstance(raised("st.pdf(None)"), errors.StreamlitMissingRequiredParameterError)
    assert isinstance(raised("st.logo('http://a', link='x')"), errors.StreamlitInvalidURLError)
    assert isinstance(raised("st.image(5)"), errors.StreamlitInvalidParameterTypeError)
