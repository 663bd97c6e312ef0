"""One page for all sides: a slider, and texts of several kinds of which some follow it.

`script` is what Streamlit and ipyrerun execute, and the floor with functions that do nothing; what
builds the same page of ipywidgets and with Reacton stands here, too, and is imported by a kernel.
The last output follows the slider: it tells that a run has come through.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

HIGHEST = 1_000_000
FIFTH = 5
OUTPUTS = ("caption", "text", "markdown", "metric")
SCRIPT = """n = st.slider("N", 0, {highest}, key="n")
for i in range({outputs}):
    shown = n if {changes} else 0
    if i % 4 == 3:
        st.metric(f"output {{i}}", shown)
    else:
        (st.caption, st.text, st.markdown)[i % 4](f"output {{i}} shows {{shown}}.")
"""


def script(count: int, every: int = FIFTH) -> str:
    """Return a script of this many elements, the slider included.

    Of the outputs one in `every` follows the slider, the last one among them; with 0, none does.
    """
    outputs = count - 1
    changes = f"i % {every} == {(outputs - 1) % every}" if every else "False"
    return SCRIPT.format(highest=HIGHEST, outputs=outputs, changes=changes)


def last(count: int) -> Callable[[int], str]:
    """Return what the last output of such a script shows, by the slider's value."""
    return lambda n: text(count - 2, n)


def text(i: int, n: int) -> str:
    """Return what one output shows."""
    return f"output {i} shows {n}."


def followers(count: int) -> range:
    """Return which outputs follow the slider."""
    outputs = count - 1
    return range((outputs - 1) % FIFTH, outputs, FIFTH)


def bare_widgets(count: int) -> Any:
    """Return a page of bare ipywidgets, each with one value, of which a fifth is assigned."""
    import ipywidgets as w

    slider = w.IntSlider(0, 0, HIGHEST)
    shown = [w.HTML(text(i, 0)) for i in range(count - 1)]

    def follow(change: Any) -> None:
        for i in followers(count):
            shown[i].value = text(i, change.new)

    slider.observe(follow, "value")
    return w.VBox([slider, *shown])


def bare_exec(count: int) -> Any:
    """Return a comm that executes the script with functions that do nothing, and answers."""
    import comm

    code = compile(script(count), "<floor>", "exec")
    answer = last(count)
    stub = SimpleNamespace(**dict.fromkeys(OUTPUTS, lambda *_: None))
    echo = comm.create_comm(target_name="bench", data={"state": {"_model_name": "Echo"}})

    def receive(message: dict[str, Any]) -> None:
        n = message["content"]["data"]["state"]["value"]
        stub.slider = lambda *_, **__: n
        exec(code, {"st": stub})
        echo.send({"text": answer(n)})

    echo.on_msg(receive)
    return echo


def reacton_page(count: int) -> Any:
    """Render the page with Reacton, which Solara stands on."""
    import reacton
    import reacton.ipywidgets as w

    changing = frozenset(followers(count))

    @reacton.component
    def page() -> None:
        n, set_n = reacton.use_state(0)
        with w.VBox():
            w.IntSlider(value=n, min=0, max=HIGHEST, on_value=set_n)
            for i in range(count - 1):
                w.HTML(value=text(i, n if i in changing else 0))

    return reacton.render_fixed(page())
