"""Caches: how long values are kept, how many, and for whom."""

from __future__ import annotations

from tests.parity.case import Case
from tests.parity.counting import case

# What a decorator refuses: the class of the error, or the value.
REFUSALS = """
def of(**parameters):
    try:
        f = st.{which}(**parameters)(lambda: 7)
        return f()
    except Exception as error:
        return type(error).__name__
"""


def refusal(name: str, which: str, *parameters: str, differs: str = "") -> Case:
    """Return a case that gives parameters to a decorator."""
    lines = "".join(f"st.text(of({one}))\n" for one in parameters)
    return Case(name, "S13.9", REFUSALS.format(which=which) + lines, differs=differs)


CASES = [
    case(
        "no time to live is never a hit",
        "S13.9",
        """
import datetime
for ttl in (0, -1, datetime.timedelta(0), "0s", float("-inf")):
    @st.cache_data(ttl=ttl)
    def f():
        count(str(ttl))
        return 1
    f(); f()
for ttl in (60, 60.5, datetime.timedelta(hours=1), "1h30m", "2 days", float("inf")):
    @st.cache_resource(ttl=ttl)
    def g():
        count(str(ttl))
        return 1
    g(); g()
""",
        (),
    ),
    refusal(
        "times to live that are none",
        "cache_data",
        "ttl=float('nan')",
        differs="`ttl` that is NaN, or too large for a float",
    ),
    case(
        "the value that was used least recently goes first",
        "S13.9",
        """
gone = st.session_state.setdefault("gone", [])
@st.cache_data(max_entries=2)
def f(a):
    count(f"f{a}")
    return a
@st.cache_resource(max_entries=2, on_release=lambda value: gone.append(value))
def g(a):
    count(f"g{a}")
    return a
for make in (f, g):
    for a in (1, 2, 1, 3, 1, 2):
        make(a)
st.text(gone)
""",
        (),
    ),
    case(
        "on_release hears of what is cleared, not of what is refused",
        "S13.9",
        """
gone = st.session_state.setdefault("gone", [])
st.checkbox("good", value=True, key="good")
@st.cache_resource(validate=lambda value: st.session_state.good, on_release=gone.append)
def f(a):
    count()
    return a
f(1); f(1); f(2)
if st.button("clear", key="clear"):
    f.clear()
st.text(gone)
""",
        [("checkbox", "good", "uncheck"), ("button", "clear", "click")],
    ),
    case(
        "validate is that of the newest run",
        "S13.9",
        """
good = st.checkbox("good", value=True, key="good")
@st.cache_resource(validate=lambda value: good)
def f():
    count()
    return 1
f()
""",
        [("checkbox", "good", "uncheck")],
        differs="`validate` and `on_release` of a function that a rerun defines anew",
    ),
    case(
        "a session has its own values",
        "S13.9",
        """
@st.cache_data(scope="session")
def f():
    count()
    return 1
f(); f()
""",
    ),
    refusal(
        "what st.cache_data refuses",
        "cache_data",
        "ttl='nonsense'",
        "ttl='1h30m'",
        "persist='tape'",
        "persist=False",
        "scope='page'",
        "refresh_mode='never'",
        "refresh_mode='background'",
        "refresh_mode='background', ttl=0",
        "refresh_mode='background', ttl=10, persist='disk'",
        "max_size=0",
        "max_size='ten'",
        "max_size='10 MB'",
        "max_size=True",
        "max_size=[1]",
        "max_entries=0",
        "max_entries=-1",
        "max_entries=1",
    ),
    refusal(
        "what st.cache_resource refuses",
        "cache_resource",
        "ttl='nonsense'",
        "scope='page'",
        "refresh_mode='background'",
        "refresh_mode='background', ttl='1h'",
        "max_entries=0",
        "max_entries=2",
    ),
]
