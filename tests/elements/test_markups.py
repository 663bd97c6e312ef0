"""`st.html` and `st.iframe`: what reaches the browser as markup, as style, as live HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ipyrerun.saved import still
from tests.elements.stage import Stage, props, raised

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("  <p>a</p>\n  <p>b</p>", "<p>a</p>\n<p>b</p>"),
        ("<p onclick='go()'>a</p><script>go()</script>", "<p>a</p>"),
        ("<p id='main' class='x'>a</p>", '<p class="x">a</p>'),
        ("<p style='display:flex;position:fixed'>a", '<p style="display:flex">a</p>'),
        ("<p style='background:linear-gradient(red, blue)'>a", None),
        ("<p style='background:url(//evil)'>a", "<p>a</p>"),
        (r"<p style='background:u\72l(//evil)'>a", "<p>a</p>"),
        ("<video controls src='a.mp4' onplay='go()'>", '<video controls="" src="a.mp4"></video>'),
        ("<iframe src='a'></iframe>x", "x"),
        ("<form action=//evil><button>x</button></form>", "x"),
        ("5 < 6", "5 &lt; 6"),
    ],
)
def test_html_keeps_what_cannot_run(text: str, html: str | None):
    wanted = html or '<p style="background:linear-gradient(red, blue)">a</p>'

    assert props("st.html(text)", text=text) == {"html": wanted}


def test_a_style_sheet_travels_as_text_and_never_as_markup():
    told = props("st.html('<b>x</b><style>b > i {color: red}</style>')")

    assert told == {"html": "<b>x</b>", "css": "b > i {color: red}"}


def test_scripts_travel_only_where_they_are_allowed():
    text = "<b onclick='go()'>x</b><script>go()</script>"

    assert props("st.html(text)", text=text) == {"html": "<b>x</b>"}
    assert props("st.html(text, unsafe_allow_javascript=True)", text=text) == {
        "html": "<b>x</b>",
        "live": text,
    }


def test_html_takes_files_and_objects(tmp_path: Path):
    page, style = tmp_path / "a.html", tmp_path / "a.css"
    page.write_text("<i>\u00e4</i>", encoding="utf-8")
    style.write_text("i {color: red}")
    script = "class A:\n    def _repr_html_(self): return '<b>x</b>'\nst.html(A())"

    assert props("st.html(it)", it=page)["html"] == "<i>\u00e4</i>"
    assert props("st.html(it)", it=style) == {"html": "", "css": "i {color: red}"}
    assert props("st.html(it)", it=str(page))["html"] == str(page)
    assert props(script)["html"] == "<b>x</b>"


@pytest.mark.parametrize(
    ("src", "told"),
    [
        ("https://a.b/c", {"src": "https://a.b/c", "height": 400}),
        ("HTTP://a.b", {"src": "HTTP://a.b", "height": 400}),
        ("/files/a.html", {"src": "/files/a.html", "height": 400}),
        ("data:text/html,x", {"src": "data:text/html,x", "height": 400}),
        ("<p>x</p>", {"srcdoc": "<p>x</p>"}),
        ("javascript:go()", {"srcdoc": "javascript:go()"}),
    ],
)
def test_a_frame_shows_an_address_or_html(src: str, told: dict[str, Any]):
    assert props("st.iframe(src)", src=src) == told


def test_a_frame_takes_files(tmp_path: Path):
    page, picture = tmp_path / "a.html", tmp_path / "a.png"
    page.write_text("<i>x</i>")
    picture.write_bytes(b"png")

    assert props("st.iframe(it)", it=page) == {"srcdoc": "<i>x</i>"}
    assert props("st.iframe(it)", it=picture)["src"] == "data:image/png;base64,cG5n"


def test_a_frames_size_place_and_name_are_its_own():
    call = "st.iframe('<p>', width='content', height=90, tab_index=-1, alt=' A clock ')"

    assert props(call) == {
        "srcdoc": "<p>",
        "width": "content",
        "height": 90,
        "tab_index": -1,
        "alt": "A clock",
    }
    assert "width" not in props("st.iframe('https://a.b', width='content')")


@pytest.mark.parametrize(
    ("call", "name", "text"),
    [
        (
            "st.html(' ')",
            "StreamlitMissingRequiredParameterError",
            "st.html: `body` is ' ', which holds no HTML; give some",
        ),
        (
            "import pathlib; st.html(pathlib.Path('/no/such.html'))",
            "FileNotFoundError",
            "st.html: `body` is '/no/such.html', which cannot be read: No such file or directory",
        ),
        (
            "import pathlib; st.iframe(pathlib.Path('/no/such.html'))",
            "StreamlitAPIException",
            "st.iframe: `src` is '/no/such.html', which cannot be read: No such file or directory",
        ),
        (
            "st.iframe('x', tab_index=True)",
            "StreamlitInvalidParameterTypeError",
            "st.iframe: `tab_index` is True; give an integer or None",
        ),
        (
            "st.iframe('x', tab_index=-2)",
            "StreamlitValueError",
            "st.iframe: `tab_index` is -2; give None, -1 or a non-negative integer",
        ),
        (
            "st.iframe('x', width='wide')",
            "StreamlitInvalidWidthError",
            (
                "st.iframe: `width` is 'wide'; give a positive number of pixels, \"stretch\" or "
                '"content"'
            ),
        ),
    ],
)
def test_an_error_names_the_call_the_value_and_the_remedy(call: str, name: str, text: str):
    error = raised(call)

    assert (type(error).__name__, str(error)) == (name, text)


def test_a_saved_page_holds_neither_scripts_nor_style_sheets_nor_frames():
    script = """
st.html("<b>x</b><style>b {}</style><script>go()</script>", unsafe_allow_javascript=True)
st.iframe("<i onclick='go()'>y</i><script>go()</script>")
st.iframe("https://a.b/?q='", alt="A <clock>")
st.iframe("data:text/html,<script>go()</script>")
"""
    kinds = [still(node) for node in Stage(script).nodes()]

    assert kinds == [
        '<div class="rrs-html"><b>x</b></div>',
        '<div class="rrs-iframe"><i>y</i></div>',
        (
            '<div class="rrs-iframe"><a href="https://a.b/?q=&#x27;" target="_blank" '
            'rel="noopener noreferrer">A &lt;clock&gt;</a></div>'
        ),
        '<div class="rrs-iframe">data:text/html,&lt;script&gt;go()&lt;/script&gt;</div>',
    ]
