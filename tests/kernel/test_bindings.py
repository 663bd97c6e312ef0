"""Widgets of other packages as inputs, over real comms."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.kernel.harness import INTERPRETERS, Kernel

if TYPE_CHECKING:
    from collections.abc import Iterator

IMPORTS = "import ipyrerun as st, ipywidgets as w\nseen = []"
CHART = """
import traitlets
import plotly.graph_objects as go
class Chart(go.FigureWidget):
    selected = traitlets.List()
    def __init__(self):
        super().__init__([go.Scatter(x=[1, 2, 3], y=[4, 5, 6], mode="markers")])
        self.data[0].on_selection(self.note)
    def note(self, trace, points, selector):
        self.selected = points.point_inds
"""


@pytest.fixture
def packages() -> Iterator[Kernel]:
    """Start a kernel that has ipyleaflet and plotly."""
    running = Kernel(INTERPRETERS["main"])
    running.execute(IMPORTS)
    yield running
    running.close()


def seen(kernel: Kernel) -> str:
    """Return what the runs saw; asking waits for nothing."""
    return kernel.execute("print(*seen, sep='|')").text.strip()


def test_a_slider_of_ipywidgets_reruns_the_script_and_follows_the_state(kernel: Kernel):
    kernel.execute(IMPORTS)
    kernel.execute(
        "%%rerun\nif st.button('back'): st.session_state.n = 1\n"
        "seen.append(st.widget(lambda: w.IntSlider(2), key='n'))\nst.text(f'n is {seen[-1]}')"
    )
    slider = kernel.browser.find("IntSliderView")
    assert slider.id in kernel.browser.page().models()

    for value in range(3, 40):
        kernel.browser.update(slider.id, value=value)
    kernel.wait_for(lambda: "n is 39" in str(kernel.browser.page().tree))
    runs = seen(kernel).split("|")
    with kernel.traffic():
        kernel.browser.click(kernel.browser.find("ButtonView").id)
        kernel.wait_for(lambda: "n is 1" in str(kernel.browser.page().tree))

    assert runs[0] == "2"
    assert len(runs) <= 39
    assert slider.state["value"] == 1
    assert seen(kernel).split("|")[len(runs) :] == ["1"]
    assert kernel.browser.closed == {}


def test_a_map_tells_where_it_is_and_goes_where_it_is_sent(packages: Kernel):
    packages.execute("from ipyleaflet import Map")
    packages.execute(
        "%%rerun\nif st.button('home'): st.session_state.m = {'zoom': 2}\n"
        "view = st.widget(Map, key='m', traits=('center', 'zoom'))\nst.text(f'at {dict(view)}')"
    )
    map_ = packages.browser.find("LeafletMapView")

    packages.browser.update(map_.id, center=[48.1, 11.5], zoom=7.0)
    packages.wait_for(
        lambda: "at {'center': [48.1, 11.5], 'zoom': 7.0}" in str(packages.browser.page().nodes())
    )
    packages.browser.click(packages.browser.find("ButtonView").id)
    packages.wait_for(lambda: map_.state["zoom"] == 2)

    assert map_.state["center"] == [48.1, 11.5]


def test_points_selected_in_a_plotly_figure_arrive(packages: Kernel):
    packages.execute(CHART)
    packages.execute(
        "%%rerun\nchosen = st.widget(Chart, key='c', traits='selected')\nst.text(f'chose {chosen}')"
    )
    (figure,) = (m for m in packages.browser.models.values() if "_js2py_pointsCallback" in m.state)
    points = {"trace_indexes": [0, 0], "point_indexes": [0, 2], "xs": [1, 3], "ys": [4, 6]}
    told = {"event_type": "plotly_selected", "points": points, "device_state": {}, "selector": None}

    packages.browser.update(figure.id, _js2py_pointsCallback=told)

    packages.wait_for(lambda: "chose [0, 2]" in str(packages.browser.page().tree))


def test_a_hidden_widget_closes_all_its_comms(packages: Kernel):
    packages.execute(
        "%%rerun\nif not st.checkbox('hide', key='hide'):\n"
        "    st.widget(lambda: w.Tab([w.Text(), w.VBox([w.IntSlider()])]), key='t',"
        " traits='selected_index')"
    )
    before = set(packages.browser.models)
    hide = packages.browser.find("CheckboxView").id
    packages.browser.set_value(hide, value=True)
    packages.wait_for(lambda: len(packages.browser.closed) > 5)
    packages.settle()

    left = set(packages.browser.models) & before
    assert {packages.browser.models[id_].view for id_ in left} == {"PageView", "CheckboxView"}
    assert packages.execute("print(len(st.session_state))").text == "1\n"


def test_two_cells_show_one_widget(packages: Kernel):
    for name in ("one", "two"):
        packages.execute(
            f"%%rerun {name}\nst.text(f'{name} has {{st.widget(w.IntSlider, key=\"n\")}}')"
        )
    slider = packages.browser.find("IntSliderView")

    packages.browser.update(slider.id, value=5)

    one, two = packages.browser.page("one"), packages.browser.page("two")
    packages.wait_for(lambda: "one has 5" in str(one.tree) and "two has 5" in str(two.tree))
    assert slider.id in one.models()
    assert slider.id in two.models()
