"""Pictures, players, documents and charts of other libraries, as a browser shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from tests.browser.hosts import Host

IMPORTS = """
import altair as alt, numpy as np, pandas as pd
import ipyrerun as st
from matplotlib.figure import Figure
"""
# How many bytes the kernel sends beside the messages, and how many messages carry some.
COUNT = """
from ipyrerun.widgets.shown import Media
sent = []
class Counted(Media):
    pass
original = Media._send
def _send(self, msg, buffers=None):
    sent.append(sum(len(b) for b in buffers or ()))
    original(self, msg, buffers)
Media._send = _send
"""
EVERYTHING = """%%rerun
st.logo("<svg viewBox='0 0 90 30' width='90' height='30'><rect width='90' height='30' rx='6'"
        " fill='#2f80ed'/><circle cx='15' cy='15' r='9' fill='#fff'/></svg>",
        icon_image="\\N{ROCKET}", size="large")
st.sidebar.write("A sidebar")
y, x = np.mgrid[0:240, 0:360]
rings = np.sin(np.hypot(x - 180, y - 120) / 9) / 2 + 0.5
left, right = st.columns(2)
with left:
    st.image(rings, caption="Rings, **grey**", alt="Concentric rings")
    st.image([np.full((60, 90, 3), c, np.uint8) for c in ((200, 40, 40), (40, 160, 90))],
             caption=["red", "green"], width=90)
    st.audio(np.sin(np.arange(8000) / 5), sample_rate=8000, alt="A tone")
    st.pdf(b"%PDF-1.4\\n%%EOF", height=200, alt="An empty document")
with right:
    fig = Figure(figsize=(5, 2.5))
    fig.subplots().plot([1, 3, 2, 5])
    st.pyplot(fig, alt="A line")
    frame = pd.DataFrame({"day": pd.date_range("2024-01-01", periods=40), "n": np.arange(40) % 7,
                          "k": list("abcd") * 10})
    st.altair_chart(alt.Chart(frame).mark_area().encode(x="day", y="n").properties(height=140))
    st.altair_chart(alt.Chart(frame).mark_bar().encode(x="k", y="sum(n)", column="k")
                    .properties(width=50, height=80), theme=None)
    st.area_chart(frame, x="day", y="n", color="k", height=160)
"""


def shown(app: Locator) -> None:
    """Wait until everything is drawn, and has something to show."""
    expect(app.locator(".rr-picture img")).to_have_count(4)
    expect(app.locator("canvas")).to_have_count(3)
    app.page.wait_for_function(
        "() => [...document.querySelectorAll('.rr-picture img, .rr-logo-wide img')]"
        ".every(image => image.complete && image.naturalWidth > 0)"
    )


def test_every_kind_is_drawn(host: Host):
    nb = host.open([IMPORTS, EVERYTHING])
    nb.run_all()

    shown(nb.app)
    audio = nb.app.locator("audio")
    audio.evaluate("node => node.play().then(() => node.pause())")

    assert audio.evaluate("node => node.duration") == 1
    expect(nb.app.get_by_role("img", name="Concentric rings")).to_be_visible()
    nb.shot("media")
