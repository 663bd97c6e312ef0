"""Every Material icon that Streamlit knows is in the file that the build writes."""

from __future__ import annotations

import re

import pytest
from streamlit.material_icon_names import ALL_MATERIAL_ICONS

from ipyrerun.icons import drawing, nearest


def path(name: str) -> str:
    """Return what an icon draws."""
    found = re.search(r'<path d="(M[^"]+)"/></svg>$', drawing(name) or "", re.IGNORECASE)
    assert found is not None, name
    return found[1]


@pytest.mark.parametrize("names", [sorted(ALL_MATERIAL_ICONS)[i::8] for i in range(8)])
def test_every_icon_of_streamlit_is_a_drawing(names):
    assert all(path(name) for name in names)


def test_an_icon_has_the_colour_and_the_size_of_its_text():
    html = drawing("home") or ""

    assert html.startswith(
        '<svg class="rr-material" viewBox="0 -960 960 960" width="1.2em" height="1.2em" '
        'fill="currentColor" aria-hidden="true"><path d="M'
    )


def test_an_older_name_draws_the_same_icon():
    assert path("access_time") == path("schedule")
    assert path("clear") == path("close") != path("home")


@pytest.mark.parametrize("name", ["", "hom", "ome", "home\t", "home\nalarm", "Home"])
def test_what_is_no_name_draws_nothing(name):
    assert drawing(name) is None


def test_a_wrong_name_has_neighbours():
    assert nearest("rocket_lunch")[0] == "rocket_launch"
    assert nearest("Homes")[0] == "home"
    assert nearest("qqqqqqqq") == []
