"""Figures: how they are written, and what their change says."""

from __future__ import annotations

import decimal
import fractions
import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as s

import ipyrerun as st
from ipyrerun.elements.formats import PRESETS, formatted
from tests.elements.stage import Stage, raised

FINITE = s.floats(allow_nan=False, allow_infinity=False) | s.integers()


def metric(*args, **kwargs) -> dict[str, Any]:
    """Return what one metric shows."""
    stage = Stage("st.metric('a', *args, **kwargs)", args=args, kwargs=kwargs)
    assert stage.error is None
    return stage.one("metric").props


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (5, "5"),
        (5.0, "5.0"),
        ("12 <b>", "12 <b>"),
        (None, "—"),
        (True, "True"),
        (np.float64(2.5), "2.5"),
        (np.int8(3), "3"),
        (np.array(4), "4"),
        (decimal.Decimal("1.50"), "1.50"),
        (fractions.Fraction(1, 3), "1/3"),
        (float("nan"), "nan"),
        ("\n  a\n", "a"),
    ],
)
def test_a_value_is_written_as_it_is(value: object, text: str):
    assert metric(value) == {"label": "a", "value": text}


@pytest.mark.parametrize(
    ("delta", "change"),
    [
        (1, ("1", "up", "good")),
        (-1.5, ("-1.5", "down", "bad")),
        ("-5 km", ("-5 km", "down", "bad")),
        ("\u22125 km", ("\u22125 km", "down", "bad")),
        ("5-3", ("5-3", "up", "good")),
        (0, ("0", "off", "neutral")),
        (-0.0, ("-0.0", "off", "neutral")),
        ("0", ("0", "off", "neutral")),
        (math.nan, ("nan", "off", "neutral")),
        (math.inf, ("inf", "up", "good")),
        (np.int64(-3), ("-3", "down", "bad")),
    ],
)
def test_a_change_goes_where_its_sign_says(delta: object, change: tuple[str, str, str]):
    props = metric(5, delta)

    assert (props["delta"], props["direction"], props["tone"]) == change


@pytest.mark.parametrize("delta", [None, ""])
def test_no_change_is_not_shown(delta: object):
    assert metric(5, delta) == {"label": "a", "value": "5"}


@pytest.mark.parametrize(
    ("delta", "color", "tone"),
    [
        (1, "inverse", "bad"),
        (-1, "inverse", "good"),
        (0, "inverse", "neutral"),
        (-1, "off", "neutral"),
        (-1, "violet", "violet"),
        (0, "grey", "gray"),
    ],
)
def test_a_change_has_the_colour_asked_for(delta: int, color: str, tone: str):
    assert metric(5, delta, color)["tone"] == tone


@pytest.mark.parametrize(("arrow", "direction"), [("up", "up"), ("down", "down"), ("off", "off")])
def test_an_arrow_does_not_change_the_colour(arrow: str, direction: str):
    props = metric(5, -1, delta_arrow=arrow)

    assert (props["direction"], props["tone"]) == (direction, "bad")


def test_everything_else_is_told_to_the_view():
    told = metric(
        1,
        border=True,
        delta_description="since <b>",
        help="*h*",
        icon="🚀",
        width=100,
        height=50,
        chart_data=(1, 2),
        chart_type="bar",
        label_visibility="hidden",
    )

    assert told == {
        "label": "a",
        "value": "1",
        "border": True,
        "description": "since <b>",
        "help": "<p><em>h</em></p>\n",
        "icon": "🚀",
        "width": 100,
        "height": 50,
        "spark": {"kind": "bar", "points": [1.0, 2.0]},
        "visibility": "hidden",
    }


@pytest.mark.parametrize(
    "data",
    [
        [1, math.nan, 2.0, math.inf],
        np.array([1, 2]),
        pd.Series([1, None, 2]),
        pd.DataFrame({"a": [1, 2], "b": [3, 4]}),
        (n for n in (1, 2)),
        range(1, 3),
    ],
    ids=lambda data: type(data).__name__,
)
def test_a_small_chart_has_the_finite_numbers(data: object):
    assert metric(1, chart_data=data)["spark"] == {"kind": "line", "points": [1.0, 2.0]}


@pytest.mark.parametrize(
    ("value", "format", "text"),
    [
        (1234567.891, "plain", "1234567.891"),
        (5.0, "plain", "5"),
        (1234567.891, "localized", "1,234,567.891"),
        (-1e300, "localized", "-1e+300"),
        (-0.5, "localized", "-0.5"),
        (0.12345, "percent", "12.35%"),
        (0.5, "percent", "50%"),
        (-1234.5, "dollar", "-$1,234.50"),
        (1234.5, "euro", "€1,234.50"),
        (1234.5, "yen", "¥1,234"),
        (999, "compact", "999"),
        (1234, "compact", "1.2K"),
        (999_960, "compact", "1M"),
        (2.5e15, "compact", "2,500T"),
        (0, "compact", "0"),
        (-4_200_000, "compact", "-4.2M"),
        (12345, "scientific", "1.234E4"),
        (0, "scientific", "0E0"),
        (5e-324, "scientific", "5E-324"),
        (-5e-324, "engineering", "-5E-324"),
        (2.5e-310, "scientific", "2.5E-310"),
        (0.00012, "engineering", "120E-6"),
        (-5, "accounting", "(5.00)"),
        (5, "accounting", "5.00"),
        (1500, "bytes", "1.5KB"),
        (3.14159, "%.2f km", "3.14 km"),
        (5, "%d%%", "5%"),
        (7.9, "%d", "7"),
        (7, "%5d|", "    7|"),
        (7, "%-5d|", "7    |"),
        (7, "%05d", "00007"),
        (7, "%+d", "+7"),
        (1234567, "%,d", "1,234,567"),
        (255, "%x", "ff"),
        (255, "%X", "FF"),
        (8, "%o", "10"),
        (5, "%b", "101"),
        (5, "%s!", "5!"),
        (5, "%i", "5"),
        (1234.5, "%e", "1.234500e+03"),
        (1234.5, "%g", "1234.5"),
        (math.nan, "compact", "nan"),
        (-math.inf, "%d", "-inf"),
        (10**400, "percent", str(10**400)),
        ("1234567", "compact", "1.2M"),
        ("about 5", "compact", "about 5"),
    ],
)
def test_a_format_writes_numbers(value: object, format: str, text: str):
    assert metric(value, format=format)["value"] == text


def test_a_format_writes_the_change_too():
    props = metric(0.5, -0.25, format="percent")

    assert (props["value"], props["delta"], props["direction"]) == ("50%", "-25%", "down")


@given(FINITE, s.sampled_from([*PRESETS, "%d", "%.3f", "%,d", "%x", "%e"]))
def test_every_number_has_a_text_in_every_format(number: float, format: str):
    assert formatted("metric", number, format)


@given(FINITE)
def test_a_localized_number_reads_back(number: float):
    assert float(formatted("metric", number, "localized").replace(",", "")) == float(number)


FORMATS = (
    "accounting, bytes, compact, dollar, engineering, euro, localized, percent, plain, "
    "scientific, yen"
)
WRONG = {
    "1, format='%d %d'": (
        "st.metric: `format` is '%d %d'; give a printf format with one number, such as "
        f'"%.1f km", or one of {FORMATS}'
    ),
    "1, format=3": (
        "st.metric: `format` is 3; give a printf format with one number, such as "
        f'"%.1f km", or one of {FORMATS}'
    ),
    "[1]": "st.metric: `value` is [1], of type list; give a number, a text or None",
    "1, {}": "st.metric: `delta` is {}, of type dict; give a number, a text or None",
    "1, delta_color='pink'": (
        "st.metric: `delta_color` is 'pink'; the supported values are 'normal', 'inverse', 'off', "
        "'red', 'orange', 'yellow', 'green', 'blue', 'violet', 'gray', 'grey', 'primary'"
    ),
    "1, delta_arrow='left'": (
        "st.metric: `delta_arrow` is 'left'; the supported values are 'auto', 'up', 'down', 'off'"
    ),
    "1, chart_data=['a']": (
        "st.metric: `chart_data` holds something that is no number: could not convert string to "
        "float: 'a'"
    ),
    "1, chart_data=5": (
        "st.metric: `chart_data` holds something that is no number: 'int' object is not iterable"
    ),
    "1, chart_data=[1], chart_type='pie'": (
        "st.metric: `chart_type` is 'pie'; the supported values are 'line', 'bar', 'area'"
    ),
    "1, label_visibility='no'": (
        "st.metric: `label_visibility` is 'no'; the supported values are 'visible', 'hidden', "
        "'collapsed'"
    ),
    "1, height='tall'": (
        'st.metric: `height` is \'tall\'; give a positive number of pixels, "stretch" or "content"'
    ),
    "1, width=-1": (
        'st.metric: `width` is -1; give a positive number of pixels, "stretch" or "content"'
    ),
    "1, icon='x'": (
        "st.metric: `icon` is 'x', which is not one emoji; give a single emoji, such as 🚀, or a "
        "Material icon, such as :material/rocket:"
    ),
}


@pytest.mark.parametrize("options", WRONG)
def test_an_error_names_the_call_the_value_and_the_remedy(options: str):
    error = raised(f"st.metric('a', {options})")

    assert str(error) == WRONG[options]
    assert isinstance(error, st.errors.StreamlitAPIException)
