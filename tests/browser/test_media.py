"""Pictures, players, documents and charts of other libraries, as a browser shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.hosts import until

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from tests.browser.hosts import Host, NotebookPage

IMPORTS = """
import altair as alt, numpy as np, pandas as pd
import ipyrerun as st
from matplotlib.figure import Figure
"""
# Counts what travels beside the messages.
COUNT = """
from ipyrerun.widgets import Media
sent = []
send = Media._send
def _send(self, msg, buffers=None):
    sent.append(sum(len(b) for b in buffers or ()))
    send(self, msg, buffers)
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

    until(audio, "node => node.duration === 1")
    expect(nb.app.get_by_role("img", name="Concentric rings")).to_be_visible()
    nb.shot("media")


PICTURES = """%%rerun
n = st.slider("n", 0, 9)
st.image(np.full((300, 400), 40 + n // 3 * 40, np.uint8), alt="Grey")
st.audio(np.sin(np.arange(16000) / 5), sample_rate=8000, start_time=1, alt="Tone")
st.text(f"n is {n}")
"""
# In every frame that is painted: is there a picture with pixels?
WATCH = """() => { window.blank = 0; window.frames_seen = 0;
    const look = () => {
        const image = document.querySelector('.rr-picture img');
        if (!image || !image.complete || image.naturalWidth === 0) window.blank += 1;
        window.frames_seen += 1;
        requestAnimationFrame(look);
    };
    requestAnimationFrame(look); }"""
ADDRESS = "node => node.src"


def press(nb: NotebookPage, times: int, text: str) -> None:
    for _ in range(times):
        nb.app.get_by_role("slider").press("ArrowRight")
    expect(nb.app).to_contain_text(text)


def test_an_unchanged_picture_costs_no_bytes_and_a_new_one_no_blank_frame(lab: Host):
    nb = lab.open([IMPORTS, COUNT, PICTURES])
    nb.run_all()
    image = nb.app.locator(".rr-picture img")
    expect(image).to_be_visible()
    audio = nb.app.locator("audio")
    first, sound = image.evaluate(ADDRESS), audio.evaluate(ADDRESS)
    nb.page.wait_for_function("() => document.querySelector('audio').readyState > 0")
    nb.page.evaluate(WATCH)

    press(nb, 2, "n is 2")
    assert image.evaluate(ADDRESS) == first
    assert nb.ask_kernel("print(sent)").strip() == "[]"
    press(nb, 1, "n is 3")
    nb.page.wait_for_function(
        "old => document.querySelector('.rr-picture img').src !== old", arg=first
    )

    assert nb.page.evaluate("() => [window.blank, window.frames_seen > 5]") == [0, True]
    assert audio.evaluate(ADDRESS) == sound
    until(audio, "node => node.currentTime === 1 && node.duration === 2")
    nb.page.wait_for_function("url => fetch(url).then(() => false, () => true)", arg=first)


FILM = """%%rerun
# The smallest of films is made by the browser: the kernel hands its bytes through.
film = st.session_state.get("film", b"")
st.video(film or None, start_time=0, muted=True, alt="Film",
         subtitles={"English": "WEBVTT\\n\\n00:00.000 --> 00:01.000\\nHello"})
st.image("<svg xmlns='http://www.w3.org/2000/svg' width='40' height='40'"
         " onload='parent.attacked = window.attacked = true'><script>parent.attacked = true"
         "</script><rect width='40' height='40'/></svg>", link="https://a.example/")
st.pdf(b"%PDF-1.4\\n%%EOF", height=120, alt="Report")
"""
RECORD = """async () => {
    const canvas = Object.assign(document.createElement('canvas'), {width: 64, height: 48});
    const pen = canvas.getContext('2d');
    const recorder = new MediaRecorder(canvas.captureStream(25), {mimeType: 'video/webm'});
    const parts = [];
    recorder.ondataavailable = event => parts.push(event.data);
    const done = new Promise(resolve => { recorder.onstop = resolve; });
    recorder.start();
    for (let n = 0; n < 12; n += 1) {
        pen.fillStyle = `hsl(${n * 30} 80% 50%)`;
        pen.fillRect(0, 0, 64, 48);
        await new Promise(requestAnimationFrame);
        await new Promise(requestAnimationFrame);
    }
    recorder.stop();
    await done;
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
    return btoa(String.fromCharCode(...bytes));
}"""


def test_a_film_plays_with_subtitles_a_document_is_one_and_svg_runs_no_script(lab: Host):
    nb = lab.open([IMPORTS, FILM])
    nb.run_all()
    film = nb.page.evaluate(RECORD)

    nb.add_cell(f"import base64; st.session_state.film = base64.b64decode('{film}')")
    nb.page.wait_for_function("() => document.querySelector('video').readyState >= 2")

    video = nb.app.locator("video")
    assert video.evaluate("node => [node.videoWidth, node.muted, node.textTracks.length]") == [
        64,
        True,
        1,
    ]
    nb.page.wait_for_function("() => document.querySelector('video').textTracks[0].cues?.length")
    expect(nb.app.locator(".rr-picture a")).to_have_attribute("href", "https://a.example/")
    assert nb.page.evaluate("() => window.attacked") is None
    assert (
        nb.app.locator(".rr-document").evaluate(
            "node => fetch(node.querySelector('iframe, a').getAttribute('src')"
            " ?? node.querySelector('a').href).then(r => r.blob()).then(b => b.type)"
        )
        == "application/pdf"
    )


CHARTS = """%%rerun
n = st.slider("n", 1, 9)
frame = pd.DataFrame({"day": ["2024-01-01", "2024-01-05"], "n": [n, 2 * n]})
chart = alt.Chart(frame).encode(x="day:T", y="n")
st.altair_chart(chart.mark_line() + chart.mark_point(), height=120)
st.altair_chart(chart.mark_bar().properties(width=200, height=80), width="content")
st.altair_chart((chart.mark_line() & chart.mark_area()).properties(title="Two"))
st.text(f"n is {n}")
"""


def test_charts_of_altairs_take_new_rows_into_the_drawing_that_is_there(lab: Host):
    nb = lab.open([IMPORTS, CHARTS])
    nb.run_all()
    charts = nb.app.locator("canvas")
    expect(charts).to_have_count(3)
    before = [
        chart.evaluate("node => { node.kept = 1; return node.toDataURL(); }")
        for chart in charts.all()
    ]

    press(nb, 1, "n is 2")
    nb.page.wait_for_function(
        "old => [...document.querySelectorAll('.rr-page canvas')]"
        ".every((node, i) => node.kept === 1 && node.toDataURL() !== old[i])",
        arg=before,
    )

    widths = [
        chart.evaluate("node => node.getBoundingClientRect().width") for chart in charts.all()
    ]
    assert widths[1] < 400 < widths[0]
    assert abs(widths[2] - widths[0]) < 40
