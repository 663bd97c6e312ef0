"""Dates, times and colours: what the script gets, and what the view is told."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as s

from ipyrerun.elements.clocks import Clock, appointment_at
from ipyrerun.elements.moments import DATE_FORMATS, shifted, written, years_from
from ipyrerun.elements.spans import span_of
from ipyrerun.elements.tracks import track_of
from ipyrerun.saved import still
from ipyrerun.testing import AppTest
from tests.elements.dates import HEAD, drawn
from tests.elements.stage import Stage


def props(call: str) -> dict[str, Any]:
    """Return what the live widget of an input is told, without its label."""
    view = drawn(call).view
    assert view is not None
    return {name: value for name, value in view.props.items() if name != "label"}


# -- to the browser and back

zones: Any = s.sampled_from([None, UTC, timezone(timedelta(hours=5, minutes=30))])


safe_days = s.dates(date(1700, 1, 1), date(2200, 1, 1))


@given(s.dates())
def test_a_date_comes_back_from_the_view(day: date):
    span = span_of(day, date.min, date.max, None)

    assert span.from_view(span.to_view(day)) == day
    assert span.accepts(day)


@given(s.lists(s.dates(), max_size=2))
def test_a_range_comes_back_from_the_view_in_order(days: list[date]):
    span = span_of(days, date.min, date.max, None)

    assert span.from_view(span.to_view(span.default)) == span.default == tuple(sorted(days))


@given(s.times(timezones=zones), s.integers(1, 82_800))
def test_a_time_comes_back_from_the_view_in_its_zone(clock: time, step: int):
    clock = clock.replace(microsecond=0, fold=0, second=clock.second if step % 60 else 0)
    record = Clock(clock, step)

    assert record.from_view(record.to_view(clock)) == clock


@given(s.datetimes())
def test_a_minute_comes_back_from_the_view(moment: datetime):
    record = appointment_at(moment, datetime.min, datetime.max)

    assert record.from_view(record.to_view(record.default)) == record.default
    assert record.default == moment.replace(second=0, microsecond=0)


@given(s.datetimes(datetime(1700, 1, 1), datetime(2200, 1, 1), timezones=zones), safe_days)
def test_a_moment_on_a_slider_comes_back_exactly(moment: datetime, day: date):
    for value in (moment, day, moment.timetz()):
        track = track_of(None, None, value, None, is_range=False)

        assert track is not None
        sent = track.to_view(value)
        assert track.from_view(sent) == value
        assert type(track.from_view(sent)) is type(value)
        assert track.props["min"] <= sent <= track.props["max"] < 2**53


@given(s.tuples(safe_days, safe_days).filter(lambda pair: pair[0] != pair[1]))
def test_a_pair_on_a_slider_comes_back_in_order(pair: tuple[date, date]):
    track = track_of(None, None, pair, None, is_range=True)

    assert track is not None
    assert track.from_view(track.to_view(track.default)) == tuple(sorted(pair))


@given(s.dates(), s.sampled_from(DATE_FORMATS))
def test_a_written_date_has_every_part_at_its_place(day: date, format: str):
    text = written(day, format)

    parts = {name: text[format.index(name) :][: len(name)] for name in ("YYYY", "MM", "DD")}
    assert parts == {"YYYY": f"{day:%Y}".zfill(4), "MM": f"{day:%m}", "DD": f"{day:%d}"}


def test_years_are_added_within_the_calendar():
    assert years_from(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert years_from(date(2, 1, 1), -10) == date.min
    assert years_from(date(9995, 1, 1), 10) == date.max


# -- what the views are told


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (
            "st.date_input('x', D(2024, 2, 29))",
            {"min": "2014-02-28", "max": "2034-02-28"},
        ),
        (
            "st.date_input('x', (), '2025-01-01', '2025-02-01', format='DD.MM.YYYY')",
            {
                "min": "2025-01-01",
                "max": "2025-02-01",
                "range": True,
                "format": "DD.MM.YYYY",
                "nullable": True,
            },
        ),
        ("st.time_input('x', T(8))", {}),
        (
            "st.time_input('x', None, step=30, format='12h', required=True)",
            {"step": 30, "format": "12h", "required": True},
        ),
        (
            "st.datetime_input('x', None, D(2025, 1, 1), D(2025, 1, 2), step=TD(hours=1))",
            {"min": "2025-01-01T00:00", "max": "2025-01-02T23:59", "step": 3600, "nullable": True},
        ),
        (
            "st.slider('x', value=DT(1970, 1, 2), min_value=DT(1970, 1, 1), format='ddd')",
            {
                "min": 0,
                "max": 15 * 86_400_000_000,
                "step": 86_400_000_000,
                "moment": "datetime",
                "format": "ddd",
            },
        ),
        ("st.color_picker('x', width=10)", {"width": 40}),
    ],
)
def test_a_view_is_told_what_it_needs(call: str, told: dict[str, Any]):
    assert props(call) == told


def test_a_slider_over_moments_with_a_zone_tells_how_far_its_clock_is_ahead():
    zone = "dt.timezone(TD(hours=2))"

    assert props(f"st.slider('x', value=DT(2020, 1, 1, tzinfo={zone}))")["offset"] == 120
    assert "offset" not in props("st.slider('x', value=DT(2020, 1, 1))")


def test_a_step_of_a_short_track_is_a_quarter_of_an_hour():
    assert props("st.slider('x', DT(2020, 1, 1), DT(2020, 1, 1, 6))")["step"] == 900_000_000
    assert props("st.slider('x', value=T(9))")["step"] == 900_000_000


def test_a_timestamp_of_pandas_is_a_plain_datetime():
    stamp = pd.Timestamp("2020-01-15 09:30")

    stage = Stage(
        "st.date_input('a', t, key='a'); st.time_input('b', t, key='b')\n"
        "st.datetime_input('c', t, key='c'); st.slider('d', value=t, key='d')",
        t=stamp,
    )

    moment = datetime(2020, 1, 15, 9, 30)
    assert stage.state == {"a": moment.date(), "b": moment.time(), "c": moment, "d": moment}
    assert {type(value) for value in stage.state.values()} == {date, time, datetime}


@pytest.mark.parametrize(
    ("sent", "value"),
    [
        ("2025-01-05", date(2025, 1, 5)),
        (None, None),
        ("2031-01-05", date(2025, 1, 1)),
        ("soon", date(2025, 1, 1)),
        (["2025-01-05"], date(2025, 1, 5)),
        (["2025-01-05", "2025-01-06"], date(2025, 1, 1)),
        (7, date(2025, 1, 1)),
    ],
)
def test_what_no_calendar_offers_is_the_default(sent: Any, value: date | None):
    script = "v = st.date_input('x', D(2025, 1, 1), D(2025, 1, 1), D(2025, 2, 1))\nst.text(repr(v))"
    stage = Stage(HEAD + script)

    assert stage.send(stage.one("date_input"), sent).said() == repr(value)


@pytest.mark.parametrize(
    ("call", "sent", "value"),
    [
        ("time_input('x', T(8))", "25:00", "datetime.time(8, 0)"),
        ("time_input('x', T(8))", 5, "datetime.time(8, 0)"),
        ("time_input('x', T(8))", "09:30:15", "datetime.time(9, 30)"),
        ("time_input('x', T(8), step=1)", "09:30:15", "datetime.time(9, 30, 15)"),
        ("datetime_input('x', D(2020, 1, 1))", "soon", "datetime.datetime(2020, 1, 1, 0, 0)"),
        ("datetime_input('x', D(2020, 1, 1))", None, "None"),
        (
            "datetime_input('x', D(2020, 1, 1))",
            "2050-01-01T00:00",
            "datetime.datetime(2020, 1, 1, 0, 0)",
        ),
        ("color_picker('x', '#123456')", "red", "'#123456'"),
        ("color_picker('x', '#123456')", None, "'#123456'"),
        ("color_picker('x')", "ABCDEF", "'#ABCDEF'"),
    ],
)
def test_what_a_browser_cannot_mean_is_the_default(call: str, sent: Any, value: str):
    stage = Stage(f"{HEAD}v = st.{call}\nst.text(repr(v))")

    assert stage.send(stage.nodes()[0], sent).said() == value


# -- identity


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("st.date_input('x', DT(2025, 1, 1, 9))", "st.date_input('x', DT(2025, 1, 1, 10))"),
        ("st.time_input('x', T(9, 0, 1))", "st.time_input('x', T(9, 0, 2))"),
        ("st.time_input('x', T(9))", "st.time_input('x', T(9), format='12h')"),
        (
            "st.datetime_input('x', DT(2025, 1, 1, 9, 0, 1))",
            "st.datetime_input('x', DT(2025, 1, 1, 9))",
        ),
    ],
)
def test_what_the_input_does_not_hold_makes_no_other_input(first: str, then: str):
    assert drawn(first).id == drawn(then).id


def test_an_input_of_today_and_now_is_the_same_one_tomorrow():
    script = "st.date_input('d'); st.time_input('t'); st.datetime_input('n')"
    stage = Stage(script)
    ids = [node.id for node in stage.nodes()]

    assert [node.id for node in stage.run().nodes()] == ids


# -- what a test can do, and what is saved


def test_the_verbs_of_a_test():
    at = AppTest.from_string(
        f"import ipyrerun as st\n{HEAD}"
        "t = st.time_input('t', T(23, 50)); c = st.color_picker('c')\n"
        "s = st.slider('s', value=(T(9), T(10))); d = st.date_input('d', D(2025, 1, 1))\n"
        "st.text(f'{t} {c} {s[0]} {s[1]} {d}')"
    ).run()

    at.time_input[0].increment()
    at.color_picker[0].pick("ff0000")
    at.slider[0].set_range(time(1), time(2))
    at.date_input[0].set_value(date(2025, 3, 1)).run()
    assert at.text[0].value == "00:05:00 #ff0000 01:00:00 02:00:00 2025-03-01"

    at.time_input[0].decrement().run()
    assert at.text[0].value.startswith("23:50:00")


def test_a_time_before_midnight_is_shifted_past_it():
    assert shifted(time(23, 50), 900) == time(0, 5)
    assert shifted(time(0, 5, tzinfo=UTC), -900) == time(23, 50, tzinfo=UTC)


@pytest.mark.parametrize(
    ("call", "text"),
    [
        ("st.date_input('x', D(2025, 1, 31), format='DD.MM.YYYY')", "31.01.2025"),
        ("st.date_input('x', (D(2025, 1, 1), D(2025, 1, 2)))", "2025/01/01 \N{EN DASH} 2025/01/02"),
        ("st.date_input('x', ())", "—"),
        ("st.time_input('x', T(8, 45))", "08:45"),
        ("st.time_input('x', None)", "—"),
        ("st.datetime_input('x', DT(2025, 1, 31, 8, 45))", "2025/01/31 08:45"),
        ("st.color_picker('x', '#2f80ed')", "#2f80ed"),
    ],
)
def test_a_saved_page_shows_the_value(call: str, text: str):
    html = still(drawn(call))

    assert html.endswith(f"{text}</div></div>")
