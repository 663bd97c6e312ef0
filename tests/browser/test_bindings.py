"""Widgets of other packages on a page: drawn, moved by hand, and moved by the script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from tests.browser.hosts import Host, NotebookPage

IMPORT = "import ipyrerun as st, ipywidgets as w"
SLIDER = """%%rerun
if st.button("Back"):
    st.session_state.n = 2
n = st.widget(lambda: w.IntSlider(3, description="N"), key="n")
st.widget(lambda: w.Text(description="Word"), key="word", on_change="ignore")
st.text(f"n is {n}")
"""
# Without a layer it asks nobody for pictures of the world.
MAP = """%%rerun
from ipyleaflet import Map
if st.button("Home"):
    st.session_state.map = {"zoom": 3}
view = st.widget(lambda: Map(zoom=5, layers=[]), key="map", traits=["zoom"])
st.text(f"zoom is {int(view.zoom)}")
"""
FIGURE = """
import plotly.graph_objects as go, traitlets
class Points(go.FigureWidget):
    chosen = traitlets.List()
    def __init__(self):
        super().__init__(
            [go.Scatter(x=[1, 2, 3], y=[1, 2, 3], mode="markers", marker_size=30)],
            go.Layout(dragmode="select", height=300, width=500),
        )
        self.data[0].on_click(self.note)
    def note(self, trace, points, state):
        self.chosen = points.point_inds
"""
CHOOSE = """%%rerun
chosen = st.widget(Points, key="points", traits="chosen")
st.text(f"chose {chosen}")
"""


def said(nb: NotebookPage) -> Locator:
    """Return the last line of the page."""
    return nb.app.locator(".rr-text").last


def test_a_slider_of_ipywidgets_moves_the_page_and_follows_it(lab: Host):
    nb = lab.open([IMPORT, SLIDER])
    nb.run_all()
    expect(said(nb)).to_have_text("n is 3")

    nb.app.get_by_role("slider").press("ArrowRight")
    expect(said(nb)).to_have_text("n is 4")
    nb.app.get_by_role("button", name="Back").click()

    expect(said(nb)).to_have_text("n is 2")
    expect(nb.app.locator(".widget-readout")).to_have_text("2")
    nb.app.get_by_label("Word").fill("kept")
    nb.app.get_by_role("slider").press("ArrowRight")
    expect(said(nb)).to_have_text("n is 3")
    expect(nb.app.get_by_label("Word")).to_have_value("kept")


def test_a_map_and_a_figure_are_drawn_without_the_network_and_tell_what_is_done_to_them(lab: Host):
    nb = lab.open([IMPORT, MAP, FIGURE, CHOOSE])
    nb.run_all()
    world, figure = nb.app.first, nb.app.last
    expect(world.locator(".leaflet-container")).to_be_visible()
    expect(figure.locator(".main-svg").first).to_be_visible()

    world.get_by_role("button", name="Zoom in").click()
    expect(world.locator(".rr-text").last).to_have_text("zoom is 6")
    world.get_by_role("button", name="Home").click()
    expect(world.locator(".rr-text").last).to_have_text("zoom is 3")
    nb.shot("foreign-map")
    figure.scroll_into_view_if_needed()
    figure.locator(".points path").nth(1).click(force=True)

    expect(figure.locator(".rr-text").last).to_have_text("chose [1]")
    nb.shot("foreign-figure")
