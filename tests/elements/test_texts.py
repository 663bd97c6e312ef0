"""Icons, badges, code and formulas: what their nodes say, and what is refused."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

import pytest

from ipyrerun.errors import StreamlitAPIException, StreamlitInvalidParameterTypeError
from ipyrerun.icons import drawing
from ipyrerun.saved import still
from ipyrerun.testing import AppTest
from tests.elements.stage import Stage, raised

INTEGRAL = r"\int_0^1 x < 1"
SET = r'<div class="rr-math rr-display" data-tex="\int_0^1 x &lt; 1">\int_0^1 x &lt; 1</div>'


def node(call: str, **variables: Any) -> Any:
    """Return the only element that a script draws."""
    stage = Stage(call, **variables)
    assert stage.error is None
    (found,) = stage.nodes()
    return found


@pytest.mark.parametrize(
    ("icon", "html"),
    [
        ("🚀", "🚀"),
        (" ❤ ", "❤"),
        ("👩🏽\u200d🚀", "👩🏽\u200d🚀"),
        ("🇩🇪", "🇩🇪"),
        ("spinner", '<span class="rr-spinner"></span>'),
        (":material/done:", drawing("done")),
    ],
)
@pytest.mark.parametrize("call", ["info('a', icon=i)", "metric('a', 1, icon=i)"])
def test_an_icon_is_html(call: str, icon: str, html: str):
    assert node(f"st.{call}", i=icon).props["icon"] == html


@pytest.mark.parametrize("icon", [None, "", "  "])
def test_no_icon_is_no_prop(icon: str | None):
    assert "icon" not in node("st.info('a', icon=i)", i=icon).props


def test_a_heading_begins_with_its_icon():
    assert node("st.title('*A*', icon=':material/home:')").props["html"] == (
        f"{drawing('home')} <em>A</em>"
    )


HINT = "; give a single emoji, such as 🚀, or a Material icon, such as :material/rocket:"


@pytest.mark.parametrize(
    ("icon", "kind", "told"),
    [
        (5, StreamlitInvalidParameterTypeError, "5, of type int" + HINT),
        ("🚀🚀", StreamlitAPIException, "'🚀🚀', which is not one emoji" + HINT),
        ("a", StreamlitAPIException, "'a', which is not one emoji" + HINT),
        (
            ":rocket:",
            StreamlitAPIException,
            "':rocket:', a short name, which only Markdown knows" + HINT,
        ),
        (
            "https://a.b/c.png",
            StreamlitAPIException,
            "'https://a.b/c.png', an address, but pictures cannot be icons" + HINT,
        ),
        (
            ":material/qqqqqqqq:",
            StreamlitAPIException,
            "':material/qqqqqqqq:', which names no Material icon" + HINT,
        ),
        (
            ":material/rocket_launchh:",
            StreamlitAPIException,
            (
                "':material/rocket_launchh:', which names no Material icon; did you mean "
                ":material/rocket_launch: or :material/rocket: or :material/launch:?"
            ),
        ),
    ],
)
def test_a_wrong_icon_is_refused(icon: Any, kind: type[BaseException], told: str):
    error = raised("st.info('a', icon=i)", i=icon)

    assert type(error) is kind
    assert str(error) == f"st.info: `icon` is {told}"


def test_a_badge_is_a_coloured_text():
    badge = node("st.badge('*a* [b](c)', icon=':material/check:', color='grey', help='h')")

    assert badge.kind == "markdown"
    assert badge.props == {
        "html": (
            f'<p><span class="rr-badge rr-gray">{drawing("check")} <em>a</em> [b](c)</span></p>'
        ),
        "help": "<p>h</p>\n",
        "width": "content",
    }


def test_a_test_finds_a_badge_among_the_texts_as_in_streamlit():
    at = AppTest.from_string("import ipyrerun as st\nst.badge('a', icon='🚀', color='red')").run()

    assert at.markdown[0].value == ":red-badge[🚀 a]"


def test_a_badge_of_no_colour_is_refused():
    assert str(raised("st.badge('a', color='pink')")) == (
        "st.badge: `color` is 'pink'; the supported values are 'red', 'orange', 'yellow', 'blue', "
        "'green', 'violet', 'gray', 'grey', 'primary'"
    )


def test_code_is_coloured_and_keeps_its_spaces():
    code = node("st.code('\\n  1\\n\\n')")

    assert code.kind == "code"
    assert code.value == "  1\n"
    assert code.props == {"html": '  <span class="mi">1</span>\n'}


def test_code_without_a_language_is_text():
    assert node("st.code('<1>', None)").props == {"html": "&lt;1&gt;"}


def test_code_tells_its_view_how_it_is_laid_out():
    props = node(
        "st.code('1\\n2', line_numbers=True, wrap_lines=True, height=200, width=300)"
    ).props

    assert props.pop("html").count('<span class="rr-line">') == 2
    assert props == {"lines": 2, "wrap": True, "height": 200, "width": 300}


def test_a_saved_page_shows_code():
    assert still(node("st.code('<1>', None)")) == "<pre><code>&lt;1&gt;</code></pre>"


def test_a_formula_is_its_tex():
    formula = node("st.latex(tex, help='h', width='content')", tex=f"\n  {INTEGRAL}\n")

    assert formula.kind == "markdown"
    assert formula.props == {"html": SET, "help": "<p>h</p>\n", "width": "content"}
    assert formula.value == f"$$\n{INTEGRAL}\n$$"


def test_an_expression_of_sympy_writes_itself_as_tex(monkeypatch):
    sympy = ModuleType("sympy")
    sympy.latex = lambda expression: f"{expression}^2"  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "sympy", sympy)
    square = type("Pow", (), {"__module__": "sympy.core.power", "__str__": lambda _: "x"})()

    assert 'data-tex="x^2"' in node("st.latex(square)", square=square).props["html"]


@pytest.mark.parametrize("name", ["markdown", "caption"])
def test_html_cannot_be_cut_off(name: str):
    assert str(raised(f"st.{name}('a', True, wrap=False)")) == (
        f"st.{name}: `wrap` is False and `unsafe_allow_html` is True, but raw HTML cannot be cut "
        "off; leave one of them out"
    )


def test_wrap_is_a_boolean():
    assert str(raised("st.text('a', wrap=None)")) == (
        "st.text: `wrap` is None; the supported values are True, False"
    )


def test_help_may_be_indented():
    assert node("st.text('a', help='''\n        * b\n        * c''')").props["help"] == (
        "<ul>\n<li>b</li>\n<li>c</li>\n</ul>\n"
    )


def test_texts_that_share_their_props_do_not_change_one_another():
    stage = Stage("st.markdown('a')\nst.markdown('a', help='h', width=5)\nst.markdown('a')")

    first, second, third = (n.props for n in stage.nodes())
    assert first == third == {"html": "<p>a</p>\n"}
    assert second == {"html": "<p>a</p>\n", "help": "<p>h</p>\n", "width": 5}
