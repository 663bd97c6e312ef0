"""Messages, errors, progress and spinners."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from ipyrerun.run import current
from tests.elements.stage import Stage, raised

if TYPE_CHECKING:
    from pathlib import Path

    from ipyrerun.tree import Node


def shown(call: str, **variables) -> list[tuple[str, dict[str, Any]]]:
    """Return kind and props of all that a call shows."""
    stage = Stage(call, **variables)
    assert stage.error is None
    return [(node.kind, node.props) for node in stage.nodes()]


def on_page() -> list[Node]:
    """Return what the run under way has drawn so far."""
    run = current.get()
    assert run is not None
    return run.main.children or []


@pytest.mark.parametrize("level", ["info", "success", "warning", "error"])
def test_a_message_is_markdown_in_a_box_of_its_level(level: str):
    assert shown(f"st.{level}('**a** <b>', icon='🚀', title='*t*', width=300)") == [
        (
            "alert",
            {
                "html": "<p><strong>a</strong> &lt;b&gt;</p>\n",
                "level": level,
                "icon": "🚀",
                "title": "<em>t</em>",
                "width": 300,
            },
        )
    ]


def test_a_message_of_anything_is_its_text():
    assert [props["html"] for _, props in shown("st.info(5); st.error(None)")] == [
        "<p>5</p>\n",
        "<p>None</p>\n",
    ]


def test_an_exception_that_was_not_raised_has_no_trace():
    assert shown("st.exception(ValueError('<b>'))") == [
        ("exception", {"type": "ValueError", "message": "<b>"})
    ]


def test_an_exception_of_a_library_has_its_full_name():
    error = np.linalg.LinAlgError("singular")

    ((_, props),) = shown("st.exception(error)", error=error)

    assert props["type"] == "numpy.linalg.LinAlgError"


def test_an_exception_shows_the_scripts_own_lines():
    stage = Stage("def divide(n):\n    return 1 / n\n\ndivide(0)")
    trace = stage.one("exception").props["trace"]

    assert isinstance(stage.error, ZeroDivisionError)
    assert trace[0] == "Traceback (most recent call last):"
    assert trace[1].endswith("in <module>\n    divide(0)")
    assert "return 1 / n" in trace[2]
    assert len(trace) == 3
    assert not any("ipyrerun/" in line for line in trace)


def test_a_trace_has_causes_and_notes_and_does_not_repeat_its_head():
    text = """
try:
    1 / 0
except ZeroDivisionError as cause:
    error = ValueError("two", "parts")
    error.add_note("a note")
    raise error from cause
"""
    trace = Stage(text).one("exception").props["trace"]

    assert "ZeroDivisionError: division by zero" in trace
    assert trace[-1] == "a note"
    assert not any("ValueError" in line for line in trace if not line.startswith("  File"))


def test_a_trace_of_a_group_names_its_members():
    text = "raise ExceptionGroup('many', [ValueError('one'), KeyError('two')])"
    trace = Stage(text).one("exception").props["trace"]

    assert any("ValueError: one" in line for line in trace)


@pytest.mark.parametrize(
    ("detail", "kind", "message", "has_trace"),
    [
        ('"full"', "ZeroDivisionError", "division by zero", True),
        ("true", "ZeroDivisionError", "division by zero", True),
        ('"stacktrace"', "ZeroDivisionError", None, True),
        ('"type"', "ZeroDivisionError", None, False),
        ('"none"', "Error", None, False),
        ("false", "ZeroDivisionError", None, True),
        ('"True"', "ZeroDivisionError", "division by zero", True),
    ],
)
def test_details_of_an_uncaught_error_are_hidden_as_the_config_says(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    detail: str,
    kind: str,
    message: str | None,
    has_trace: bool,
):
    config = tmp_path / ".streamlit" / "config.toml"
    config.parent.mkdir()
    config.write_text(f"[client]\nshowErrorDetails = {detail}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    props = Stage("1 / 0").one("exception").props

    hidden = "The details of this error are hidden (client.showErrorDetails)."
    assert (props["type"], props["message"]) == (kind, message or hidden)
    assert ("trace" in props) is has_trace


def test_an_exception_that_the_script_shows_itself_hides_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    config = tmp_path / ".streamlit" / "config.toml"
    config.parent.mkdir()
    config.write_text('[client]\nshowErrorDetails = "none"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    text = "try:\n    1 / 0\nexcept ZeroDivisionError as error:\n    {show}(error)"

    for show in ("st.exception", "st.write"):
        props = Stage(text.format(show=show)).one("exception").props
        assert (props["type"], props["message"]) == ("ZeroDivisionError", "division by zero")
        assert props["trace"]


def test_a_misspelt_detail_hides_all_and_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    config = tmp_path / ".streamlit" / "config.toml"
    config.parent.mkdir()
    config.write_text('[client]\nshowErrorDetails = "some"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    assert Stage("1 / 0").one("exception").props == {
        "type": "ZeroDivisionError",
        "message": (
            "client.showErrorDetails is 'some' in .streamlit/config.toml, so this error's details "
            'are hidden; use "full", "stacktrace", "type" or "none"'
        ),
    }


@pytest.mark.parametrize(
    ("value", "fraction"),
    [
        ("0", 0.0),
        ("20", 0.2),
        ("100", 1.0),
        ("1", 0.01),
        ("1.0", 1.0),
        ("0.25", 0.25),
        ("numpy.int64(40)", 0.4),
        ("numpy.float32(0.5)", 0.5),
        ("numpy.float64(0.5)", 0.5),
    ],
)
def test_progress_is_a_percentage_or_a_fraction(value: str, fraction: float):
    ((_, props),) = shown(f"st.progress({value})", numpy=np)

    assert props == {"fraction": fraction}
    assert type(props["fraction"]) is float


def test_progress_moves_in_its_place():
    stage = Stage("bar = st.progress(0, '*a*', 90)\nst.text('b')\nbar.progress(0.5).progress(1.0)")

    assert [(n.kind, n.props) for n in stage.nodes()] == [
        ("progress", {"fraction": 1.0}),
        ("text", {"text": "b"}),
    ]


def test_progress_gives_its_place_to_anything_else():
    assert [
        kind for kind, _ in shown("st.progress(0).empty(); st.progress(0).markdown('done')")
    ] == [
        "empty",
        "markdown",
    ]


def test_progress_tells_what_is_under_way():
    assert shown("st.progress(5, '*a*', 90)") == [
        ("progress", {"fraction": 0.05, "width": 90, "html": "<em>a</em>"})
    ]


def test_a_spinner_is_gone_when_its_body_is_done():
    during: list[tuple[str, dict[str, Any]]] = []
    stage = Stage(
        "with st.spinner('*a*', show_time=True, width=90):\n    st.text('in')\n    look()",
        look=lambda: during.extend((n.kind, n.props) for n in on_page()),
    )

    assert during == [
        ("spinner", {"html": "<p><em>a</em></p>\n", "width": 90, "time": True}),
        ("text", {"text": "in"}),
    ]
    assert [n.kind for n in stage.nodes()] == ["text"]


def test_a_spinner_is_gone_after_an_error_too():
    stage = Stage("with st.spinner(): 1 / 0")

    assert [n.kind for n in stage.nodes()] == ["exception"]


def test_a_spinner_decorates_a_function_for_every_call():
    stage = Stage(
        "@st.spinner('a')\ndef add(x, *, y):\n"
        "    'Add.'\n    return x + y if x < 3 else add(x - 1, y=y)\n"
        "st.text(f'{add(1, y=2)} {add(5, y=2)} {add.__doc__}')"
    )

    assert [(n.kind, n.value) for n in stage.nodes()] == [("text", "3 4 Add.")]


def test_a_spinner_in_a_spinner_and_in_a_container():
    stage = Stage(
        "with st.container():\n    with st.spinner('a'), st.spinner('b'): pass\nst.text('c')"
    )

    assert [n.kind for n in stage.nodes()] == ["container", "text"]


WRONG = {
    "st.info('a', icon='ab')": (
        "st.info: `icon` is 'ab', which is not one emoji; give a single emoji, such as 🚀, or a "
        "Material icon, such as :material/rocket:"
    ),
    "st.success('a', width='content')": (
        "st.success: `width` is 'content'; give a positive number of pixels or \"stretch\""
    ),
    "st.exception('a')": "st.exception: `exception` is 'a', of type str; give what was raised",
    "st.exception(KeyError)": (
        "st.exception: `exception` is <class 'KeyError'>, of type type; give what was raised"
    ),
    "st.progress(101)": "st.progress: `value` is 101, outside 0 to 100",
    "st.progress(-0.5)": "st.progress: `value` is -0.5, outside 0.0 to 1.0",
    "st.progress(float('nan'))": "st.progress: `value` is nan, outside 0.0 to 1.0",
    "st.progress(True)": (
        "st.progress: `value` is True, of type bool; give an integer from 0 to 100 or a float "
        "from 0.0 to 1.0"
    ),
    "st.progress('5')": (
        "st.progress: `value` is '5', of type str; give an integer from 0 to 100 or a float "
        "from 0.0 to 1.0"
    ),
    "st.progress(None)": (
        "st.progress: `value` is None, of type NoneType; give an integer from 0 to 100 or a float "
        "from 0.0 to 1.0"
    ),
    "st.spinner('a', width=0)": (
        'st.spinner: `width` is 0; give a positive number of pixels, "stretch" or "content"'
    ),
    "st.spinner('a', width=True)": (
        'st.spinner: `width` is True; give a positive number of pixels, "stretch" or "content"'
    ),
}


@pytest.mark.parametrize("call", WRONG)
def test_an_error_names_the_call_the_value_and_the_remedy(call: str):
    assert str(raised(call)) == WRONG[call]
