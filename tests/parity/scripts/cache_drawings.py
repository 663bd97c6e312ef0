"""Caches: what is drawn again."""

from __future__ import annotations

from tests.parity.counting import case

CASES = [
    case(
        "elements are drawn again",
        "S13.6",
        """
@st.cache_data
def f(a):
    count()
    st.write("hello", a)
    st.metric("m", a)
    with st.container():
        st.info("inside")
    left, right = st.columns(2)
    left.text("left")
    with right:
        st.text("right")
    st.sidebar.text("aside")
    slot = st.empty()
    slot.text("one")
    slot.text("two")
    with st.expander("more"):
        st.caption("folded")
    one, two = st.tabs(["one", "two"])
    two.json({"a": 1})
    st.dataframe({"a": [1, 2]})
    return a
f(1)
st.text("between")
f(1)
f(2)
""",
    ),
    case(
        "what a cached function draws is drawn where it is called",
        "S13.6",
        """
@st.cache_data
def f():
    st.text("here")
    return 1
outer = st.container()
st.text("between")
with outer:
    f()
with st.sidebar:
    f()
f()
""",
    ),
    case(
        "nested caches draw both",
        "S13.6",
        """
@st.cache_data
def inner(a):
    count("inner")
    st.text(f"inner {a}")
    return a
@st.cache_resource
def outer(a):
    count("outer")
    st.text("before")
    inner(a); inner(a)
    with st.container():
        inner(a + 1)
    return a
outer(1)
if st.checkbox("clear", key="clear"):
    outer.clear()
    outer(1)
inner(1)
""",
        [("run",), ("checkbox", "clear", "check"), ("run",)],
    ),
    case(
        "a container from outside raises where the value comes from the cache",
        "S13.6",
        """
outer = st.container()
@st.cache_data
def f():
    st.text("before")
    outer.text("x")
    return 1
f()
st.text("after")
""",
    ),
    case(
        "with a container from outside in the function, it is drawn at the call",
        "S13.6",
        """
outer = st.container()
@st.cache_data
def f():
    with outer:
        st.text("x")
    return 1
st.text("between")
f()
""",
    ),
    case(
        "with the sidebar in the function",
        "S13.6",
        """
@st.cache_data
def f():
    with st.sidebar:
        st.text("x")
    return 1
f()
""",
        differs="`with st.sidebar` in a cached function",
    ),
    case(
        "the state is not written again",
        "S13.6",
        """
@st.cache_data
def f():
    st.session_state.x = 1
    return 1
f()
st.text(st.session_state.get("x"))
st.session_state.x = 2
""",
    ),
    case(
        "what is drawn in the background mode is not drawn again",
        "S13.6 S13.9",
        """
@st.cache_data(ttl=100, refresh_mode="background")
def f():
    count()
    st.text("x")
    return 1
st.text(f())
""",
    ),
    case(
        "a dialog in a cached function",
        "S13.6",
        """
@st.dialog("d")
def d():
    st.text("in it")
@st.cache_data
def f():
    count()
    d()
f()
""",
    ),
]
