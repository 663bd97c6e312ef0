"""A page that is rerun is the page of a script that never ran before, to the last digit.

What users have set is left out: before each run the state is emptied, as a first run finds it. What
is cached is not: a first run beside it replays what the reruns have cached.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

import ipyrerun as st
from ipyrerun.patch import diff, freeze, to_json, walk, wire
from ipyrerun.session import Session
from tests.elements.stage import Stage
from tests.kernel.page_model import Page

if TYPE_CHECKING:
    from ipyrerun.tree import Node

SCRIPT = """
x, n, flag, kept, part = *given, *drawers
place, box, row = st.empty(), st.container(), st.columns(2)
keys = iter(map(str, range(99)))
exec(text[0])
"""
# Of what a run is given, equal values that are written otherwise are the most.
ANY = some.sampled_from(["a", "*a*", 0, 1, 0.0, -0.0, 1.0, True, None])
NUMBERS = some.sampled_from([0, 1, 0.0, -0.0, 1.0, True, 2])
GIVEN = some.tuples(ANY, NUMBERS, some.booleans())
OUTPUTS = (
    "text(x)",
    "markdown(f'**{x}**', help='h' if flag else None)",
    "metric('m', x, n, chart_data=[n, 1])",
    "json({'a': [x]})",
    "progress(min(n, 1))",
    "write(x, [n])",
    "table({'a': [x]})",
    "dataframe({'a': [n]})",
    "line_chart([n, 1])",
    "success(x)",
    "audio(b'a', start_time=int(n))",
    "divider()",
    "empty()",
)
INPUTS = (
    "checkbox('c', flag, key=next(keys))",
    "text_input('t', x, key=next(keys))",
    "text_input('t', x)",
    "number_input('n', value=n, key=next(keys))",
    "selectbox('s', [1, x], key=next(keys))",
    "slider('s', -1.0, 3.0, float(n))",
    "button('b', disabled=flag, key=next(keys))",
    "download_button('d', str(x), key=next(keys))",
    "link_button('d', f'https://{n}', on_click='rerun')",
    "chat_input('c', disabled=flag, key='k')",
)
BLOCKS = (
    "st.container(border=flag)",
    "box.container(key=next(keys))",
    "row[0].container(height=int(n) + 1)",
    "st.sidebar.container()",
    "st.expander('e', flag)",
    "st.expander('e', flag, key=next(keys), on_change='rerun')",
    "st.tabs(['a', str(x)], on_change='rerun')[1]",
    "st.tabs(['a', 'b'])[int(flag)]",
    "st.form('f', clear_on_submit=flag)",
    "st.columns(2 + flag)[0]",
    "place",
    "box",
    "row[1]",
    "st.sidebar",
)
OTHERS = (
    "print(x)",
    "kept(x)",
    "part(x)",
    "st.form_submit_button('f', disabled=flag)",
    "if flag and x: 1 / 0",
    "if flag and x: st.stop()",
)
EVERY = [f"st.{call}" for call in (*OUTPUTS, *INPUTS)] + [
    f"with {one}: st.text(x)" for one in BLOCKS
]
CALLS = some.sampled_from([*OUTPUTS, *OUTPUTS, *INPUTS])
LINES = some.one_of(
    CALLS.map("st.{}".format),
    some.builds("{}.{}".format, some.sampled_from(["place", "box", "row[0]", "st.sidebar"]), CALLS),
    CALLS.map("h = st.text(x); h.{}".format),
    some.sampled_from(OTHERS),
)
BODIES = some.recursive(
    some.lists(LINES, max_size=3),
    lambda bodies: some.builds(
        lambda before, block, body, after: [
            *before,
            f"with {block}:",
            *(f"    {line}" for line in body or ["pass"]),
            *after,
        ],
        some.lists(LINES, max_size=2),
        some.sampled_from(BLOCKS),
        bodies,
        bodies,
    ),
    max_leaves=4,
)


@st.cache_data
def kept(value: Any) -> None:
    """Draw what is drawn again without a call."""
    st.text(value)
    st.json({"a": [value]})


@st.fragment
def part(value: Any) -> None:
    """Draw a part of the page by itself."""
    st.text(value)
    st.checkbox("in it", bool(value), key="p")


def exactly(props: Any) -> str:
    """Return JSON as JavaScript reads it: 1.0 is 1 and minus zero is zero, but true is not 1."""
    text = json.dumps(props, sort_keys=True, default=repr)
    return repr(json.loads(text, parse_float=_number))


def _number(digits: str) -> float:
    number = float(digits)
    return int(number) if number.is_integer() else number


def held(node: Node) -> Any:
    """Return what the live widget of a node holds."""
    view = node.view
    return view and [view.props, view.data and view.data()]


def page_of(stage: Stage) -> list[str]:
    """Return everything that there is on the page."""
    # The block of events stays where there was a fragment once.
    nodes = [node for node in stage if node.kind != "event"]
    return [exactly((n.id, n.kind, n.name, n.props, held(n), repr(n.value))) for n in nodes]


class Browser:
    """What a browser shows that has followed each change."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._shown = freeze(stage._rig.shown)
        tree = self._json(self._shown)
        self._page = Page({"epoch": "e", "seq": 0, "status": {}, "options": {}, "tree": tree})
        self._live = {n.id: exactly(held(n)) for n in walk(self._shown) if n.view}

    @staticmethod
    def _json(root: Node) -> Any:
        return json.loads(json.dumps(to_json(root, {n.id: n.id for n in walk(root)})))

    def follow(self) -> None:
        """Take what has changed since."""
        old, self._shown = self._shown, freeze(self._stage._rig.shown)
        patch = diff(old, self._shown)
        ops = json.loads(json.dumps(wire(patch.ops, {n.id: n.id for n in walk(self._shown)})))
        seq = self._page.seq
        self._page.take({"type": "patch", "epoch": "e", "base": seq, "seq": seq + 1, "ops": ops})
        for gone in patch.gone:
            del self._live[gone.id]
        self._live |= {n.id: exactly(held(n)) for n in patch.came + patch.kept if n.view}

    def shows(self) -> tuple[str, dict[str, str]]:
        """Return its elements, and what the live ones show."""
        return exactly(self._page.tree), self._live

    def wanted(self) -> tuple[str, dict[str, str]]:
        """Return the same of a browser that has just opened the page."""
        live = {n.id: exactly(held(n)) for n in walk(self._shown) if n.view}
        return exactly(self._json(self._shown)), live


def follow(runs: list[tuple[str, tuple[Any, ...]]]) -> None:
    """Compare the page after each run of these texts, given these values, with a new one."""
    text, given = [""], list[Any](["a", 1, False])
    names: dict[str, Any] = {"text": text, "given": given, "drawers": (kept, part)}
    old = Stage(SCRIPT, **names)
    browser = Browser(old)
    for body, values in runs:
        text[0], given[:] = body, values
        old.session.state.clear()
        old.run()
        browser.follow()

        new = Stage(SCRIPT, Session(), **names)

        assert (repr(old.error), page_of(old)) == (repr(new.error), page_of(new))
        assert browser.shows() == browser.wanted()


@pytest.mark.parametrize("line", EVERY)
@given(some.lists(GIVEN, min_size=2, max_size=8))
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_a_call_draws_follows_its_values(line: str, values: list[tuple[Any, ...]]):
    follow([(line, one) for one in values])


@given(some.lists(BODIES.map("\n".join), min_size=1, max_size=2), some.data())
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_rerun_page_is_that_of_a_first_run_and_a_browser_that_followed_shows_it(
    bodies: list[str], data: some.DataObject
):
    runs = some.tuples(some.sampled_from(bodies), GIVEN)

    follow(data.draw(some.lists(runs, min_size=2, max_size=6)))
