"""Dates, times and colours: what becomes of assigned values, and what is refused."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest

from tests.elements.dates import HEAD, drawn
from tests.elements.stage import raised

# -- assigned values


@pytest.mark.parametrize(
    ("assigned", "call", "value"),
    [
        ("DT(2025, 1, 5, 9)", "date_input('x', D(2025, 1, 1), key='k')", date(2025, 1, 5)),
        ("D(1990, 1, 5)", "date_input('x', D(2025, 1, 1), key='k')", date(1990, 1, 5)),
        (
            "D(1990, 1, 5)",
            "date_input('x', D(2025, 1, 1), D(2024, 1, 1), key='k')",
            date(2025, 1, 1),
        ),
        (
            "[D(2025, 1, 5), D(2025, 1, 3)]",
            "date_input('x', (), key='k')",
            (date(2025, 1, 3), date(2025, 1, 5)),
        ),
        ("None", "date_input('x', (), key='k')", ()),
        ("DT(2025, 1, 5, 9, 30, 15)", "time_input('x', key='k')", time(9, 30)),
        ("T(9, 30, 15)", "time_input('x', key='k', step=5)", time(9, 30, 15)),
        (
            "DT(2025, 1, 5, 9, 30, 15, tzinfo=dt.timezone.utc)",
            "datetime_input('x', D(2025, 1, 1), key='k')",
            datetime(2025, 1, 5, 9, 30),
        ),
        ("DT(2025, 1, 5, 9)", "slider('x', value=D(2025, 1, 1), key='k')", date(2025, 1, 5)),
        (
            "[T(9), T(8)]",
            "slider('x', value=(T(1), T(2)), key='k')",
            (time(8), time(9)),
        ),
        ("'#ABC'", "color_picker('x', key='k')", "#ABC"),
    ],
)
def test_an_assigned_value_becomes_what_the_input_shows(assigned: str, call: str, value: Any):
    node = drawn(f"st.{call}", f"st.session_state.k = {assigned}")

    assert (node.value, type(node.value)) == (value, type(value))


@pytest.mark.parametrize(
    ("assigned", "call", "text"),
    [
        (
            "'2025-01-01'",
            "date_input('x', key='k')",
            (
                "st.date_input: st.session_state holds '2025-01-01', of type str; assign a date "
                "or None"
            ),
        ),
        (
            "5",
            "date_input('x', (), key='k')",
            (
                "st.date_input: st.session_state holds 5, of type int; assign a tuple of up to "
                "two dates"
            ),
        ),
        (
            "'08:45'",
            "time_input('x', key='k')",
            ("st.time_input: st.session_state holds '08:45', of type str; assign a time or None"),
        ),
        (
            "D(2025, 1, 1)",
            "datetime_input('x', key='k')",
            (
                "st.datetime_input: st.session_state holds datetime.date(2025, 1, 1), of type "
                "date; assign a datetime or None"
            ),
        ),
        (
            "5",
            "slider('x', value=T(4), key='k')",
            "st.slider: st.session_state holds 5; assign a time",
        ),
        (
            "T(4)",
            "slider('x', value=(T(4), T(5)), key='k')",
            "st.slider: st.session_state holds datetime.time(4, 0); assign a pair, each a time",
        ),
        (
            "D(2025, 3, 1)",
            "slider('x', value=D(2025, 1, 1), key='k')",
            "st.slider: the value is 2025-03-01, after `max_value`=2025-01-15",
        ),
        (
            "D(2024, 3, 1)",
            "slider('x', value=D(2025, 1, 1), key='k')",
            "st.slider: the value is 2024-03-01, before `min_value`=2024-12-18",
        ),
        (
            "'red'",
            "color_picker('x', key='k')",
            (
                "st.color_picker: st.session_state holds 'red', which is no colour in hex; write "
                'it like "#2f80ed" or "#28e"'
            ),
        ),
    ],
)
def test_an_assigned_value_that_cannot_be_shown_is_refused(assigned: str, call: str, text: str):
    assert str(raised(f"{HEAD}st.session_state.k = {assigned}\nst.{call}")) == text


# -- errors


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (
            "date_input('x', 'soon')",
            (
                "st.date_input: `value` is 'soon', of type str; give a date, a datetime, an ISO "
                'text such as "2025-01-31", or "today"'
            ),
        ),
        (
            "date_input('x', [D(2025, 1, 1)] * 3)",
            (
                "st.date_input: `value` is [datetime.date(2025, 1, 1), datetime.date(2025, 1, 1), "
                "datetime.date(2025, 1, 1)], with 3 items; give a date, or up to two dates in a "
                "tuple"
            ),
        ),
        (
            "date_input('x', D(2025, 1, 1), D(2025, 2, 1))",
            "st.date_input: the value is 2025-01-01, before `min_value`=2025-02-01",
        ),
        (
            "date_input('x', None, D(2025, 2, 1), D(2025, 1, 1))",
            "st.date_input: `min_value` is 2025-02-01, after `max_value`=2025-01-01; swap them",
        ),
        (
            "date_input('x', format='YYYY')",
            (
                "st.date_input: `format` is 'YYYY'; the supported values are 'YYYY/MM/DD', "
                "'DD/MM/YYYY', 'MM/DD/YYYY', 'YYYY.MM.DD', 'DD.MM.YYYY', 'MM.DD.YYYY', "
                "'YYYY-MM-DD', 'DD-MM-YYYY', 'MM-DD-YYYY'"
            ),
        ),
        (
            "time_input('x', '8:45')",
            (
                "st.time_input: `value` is '8:45', of type str; give a time, a datetime, an ISO "
                'text such as "08:45", or "now"'
            ),
        ),
        (
            "time_input('x', step=0)",
            ("st.time_input: `step` is 0, which is 0 seconds; stay between 1 second and 23 hours"),
        ),
        (
            "time_input('x', step=1.5)",
            (
                "st.time_input: `step` is 1.5, of type float; give seconds as an integer, or a "
                "timedelta"
            ),
        ),
        (
            "datetime_input('x', step=TD(seconds=30))",
            (
                "st.datetime_input: `step` is datetime.timedelta(seconds=30), which is 30 "
                "seconds; stay between 60 seconds and 23 hours"
            ),
        ),
        (
            "datetime_input('x', D(2025, 1, 1), max_value=DT(2024, 1, 1))",
            (
                "st.datetime_input: the value is 2025-01-01 00:00:00, after "
                "`max_value`=2024-01-01 00:00:00"
            ),
        ),
        (
            "slider('x', D(2020, 1, 1), DT(2020, 2, 1))",
            (
                "st.slider: `max_value` is datetime.datetime(2020, 2, 1, 0, 0), of type datetime, "
                "in a slider of dates; make all of one type"
            ),
        ),
        (
            "slider('x', value=(T(9), T(10, tzinfo=dt.timezone.utc)))",
            (
                "st.slider: `value` is datetime.time(10, 0, tzinfo=datetime.timezone.utc), in "
                "another time zone than the value; give all the same"
            ),
        ),
        (
            "slider('x', value=T(9), step=15)",
            "st.slider: `step` is 15, of type int; give a timedelta",
        ),
        (
            "slider('x', value=T(9), step=TD(0))",
            "st.slider: `step` is datetime.timedelta(0); give a timedelta above zero",
        ),
        (
            "slider('x', D(2020, 1, 1), D(2020, 1, 1))",
            ("st.slider: `min_value` and `max_value` are both 2020-01-01; give two different ones"),
        ),
        (
            "slider('x', D(1500, 1, 1), D(2020, 1, 1))",
            (
                "st.slider: `min_value` is 1500-01-01, which a browser cannot hold exactly; stay "
                "between 1684-07-29 and 2255-06-04"
            ),
        ),
        (
            "slider('x', value=T(9), format=5)",
            ('st.slider: `format` is 5, of type int; give a text such as "MM/DD/YY - hh:mm"'),
        ),
        (
            "slider('x', value=T(9), bind='query-params')",
            (
                "st.slider: `bind` is 'query-params', but there is no `key`; give one, by which "
                "the value can be found again"
            ),
        ),
        (
            "color_picker('x', 'red')",
            (
                "st.color_picker: `value` is 'red', which is no colour in hex; write it like "
                '"#2f80ed" or "#28e"'
            ),
        ),
        (
            "color_picker('x', 5)",
            ('st.color_picker: `value` is 5, of type int; give a text such as "#2f80ed"'),
        ),
    ],
)
def test_an_error_names_the_call_the_value_and_the_remedy(call: str, text: str):
    assert str(raised(f"{HEAD}st.{call}")) == text
