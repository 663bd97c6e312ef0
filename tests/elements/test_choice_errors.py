"""Toggle, radio, multiselect, select slider and text area: what they refuse."""

from __future__ import annotations

import pytest

from tests.elements.stage import raised


@pytest.mark.parametrize(
    ("call", "text"),
    [
        ("radio('x', ['a', 'b'], 2)", "st.radio: `index` is 2, outside 0 to 1"),
        (
            "radio('x', ['a'], '0')",
            "st.radio: `index` is '0', of type str; give an integer or None",
        ),
        (
            "radio('x', ['a'], captions=[5])",
            ("st.radio: `captions` holds 5, of type int; give texts, or None where there is none"),
        ),
        (
            "radio('x', [__import__('numpy').zeros(2)])",
            (
                "st.radio: `options` holds objects of type ndarray, which `==` cannot compare to "
                "one answer; give their names or positions instead"
            ),
        ),
        (
            "multiselect('x', ['a', 'b'], ['b', 'c'])",
            ("st.multiselect: `default` holds 'c', which is not in `options`; give options only"),
        ),
        (
            "multiselect('x', ['a', 'b'], ['a', 'b'], max_selections=1)",
            (
                "st.multiselect: `default` holds 2 options, more than `max_selections`=1; choose "
                "fewer or allow more"
            ),
        ),
        (
            "multiselect('x', ['a'], max_selections=0)",
            (
                "st.multiselect: `max_selections` is 0; give a positive integer, or "
                "`disabled=True` if nothing may be chosen"
            ),
        ),
        (
            "multiselect('x', ['a'], filter_mode=None, accept_new_options=True)",
            (
                "st.multiselect: `filter_mode` is None, so nothing can be typed, but "
                "`accept_new_options` is True; choose one of the two"
            ),
        ),
        (
            "multiselect('x', ['a'], select_all='yes')",
            ("st.multiselect: `select_all` is 'yes', of type str; give True, False or an integer"),
        ),
        (
            "multiselect('x', ['a'], select_all=-1)",
            ("st.multiselect: `select_all` is -1; give True, False or an integer of 0 or more"),
        ),
        ("select_slider('x')", "st.select_slider: `options` is (); give at least one option"),
        (
            "select_slider('x', ['a'], ('a', 'z'))",
            (
                "st.select_slider: `value` is ('a', 'z'), but 'z' is not in `options`; give "
                "options only"
            ),
        ),
        (
            "select_slider('x', ['a'], ('a',))",
            (
                "st.select_slider: `value` is ('a',), with 1 items; give an option or a pair of "
                "options"
            ),
        ),
        ("text_area('x', max_chars=0)", "st.text_area: `max_chars` is 0; give a positive integer"),
        (
            "text_area('x', height='tall')",
            (
                "st.text_area: `height` is 'tall'; give a positive number of pixels, \"stretch\" "
                'or "content"'
            ),
        ),
        (
            "toggle('x', bind='query-params')",
            (
                "st.toggle: `bind` is 'query-params', but there is no `key`; give one, by which "
                "the value can be found again"
            ),
        ),
    ],
)
def test_an_error_names_the_call_the_value_and_the_remedy(call: str, text: str):
    assert str(raised(f"st.{call}")) == text


@pytest.mark.parametrize(
    ("assigned", "call", "text"),
    [
        ("1", "toggle('x', key='k')", "1, of type int; assign True or False"),
        ("'a'", "multiselect('x', 'a', key='k')", "'a', of type str; assign a list of options"),
        (
            "None",
            "multiselect('x', 'a', key='k')",
            "None, of type NoneType; assign a list of options",
        ),
        ("5", "text_area('x', key='k')", "5, of type int; assign a text or None"),
        ("'a'", "select_slider('x', 'ab', ('ab', 'ab'), key='k')", "'a'; assign a pair of options"),
        (
            "(1, 2)",
            "select_slider('x', [1, 2], 1, key='k')",
            "(1, 2); assign one of the options",
        ),
    ],
)
def test_an_assigned_value_of_the_wrong_kind_is_refused(assigned: str, call: str, text: str):
    error = raised(f"st.session_state.k = {assigned}\nst.{call}")

    assert str(error) == f"st.{call.partition('(')[0]}: st.session_state holds {text}"


def test_more_assigned_options_than_allowed_are_refused():
    error = raised(
        "st.session_state.k = ['a', 'b']\n"
        "st.multiselect('x', ['a', 'b'], max_selections=1, key='k')"
    )

    assert str(error) == (
        "st.multiselect: st.session_state holds 2 options, more than `max_selections`=1; choose "
        "fewer or allow more"
    )
