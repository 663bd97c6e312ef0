"""Caches: what is computed again, and what callers get."""

from __future__ import annotations

from tests.parity.counting import case

CASES = [
    case(
        "a cached function is executed once, however often the script runs",
        "S13.1 S13.9",
        """
@st.cache_data
def load(a):
    count()
    return {"a": a}
@st.cache_data(show_spinner=False)
def more(a):
    count("m")
    return a + 1
@st.cache_resource()
def model():
    count("r")
    return object()
st.json(load(1)); st.text(more(2)); st.text(model() is model())
st.text((load.__name__, load.__doc__, callable(load.__wrapped__)))
""",
    ),
    case(
        "clear of a function, of a call and of everything",
        "S13.1",
        """
@st.cache_data
def f(a, b=0):
    count(f"f{a}")
    return a
@st.cache_resource
def g(a):
    count(f"g{a}")
    return a
for i in (1, 2):
    f(i); g(i)
if st.button("one", key="one"):
    f.clear(1); f(1); f(2)
if st.button("all", key="all"):
    f.clear(); f(1); f(2); g(1)
if st.button("data", key="data"):
    st.cache_data.clear(); f(1); g(1)
if st.button("resources", key="resources"):
    st.cache_resource.clear(); f(1); g(1)
""",
        [("button", key, "click") for key in ("one", "all", "data", "resources")],
    ),
    case(
        "methods, class methods and static methods",
        "S13.1 S13.3",
        """
class Box:
    def __init__(self, n):
        self.n = n
    @st.cache_data
    def own(_self, a):
        count("own")
        return a + _self.n
    @classmethod
    @st.cache_data
    def shared(_cls, a):
        count("shared")
        return a
    @staticmethod
    @st.cache_data
    def free(a):
        count("free")
        return a
one, two = Box(1), Box(2)
st.text([one.own(1), two.own(1), Box.shared(2), one.shared(2), Box.free(3), two.free(3)])
one.own.clear(1)
st.text(two.own(1))
Box.own.clear()
st.text(one.own(1))
""",
    ),
    case(
        "data is each caller's own, a resource is everybody's",
        "S13.5",
        """
@st.cache_data
def data():
    return {"a": [1]}
@st.cache_resource
def resource():
    return {"a": [1]}
for f in (data, resource):
    f()["a"].append(2)
    st.json(f())
    st.text(f() is f())
""",
    ),
    case(
        "the call that computes gets the object itself",
        "S13.5",
        """
class Thing:
    pass
thing = Thing()
@st.cache_data
def f():
    return thing
f.clear()
st.text(f() is thing); st.text(f() is thing)
""",
        (),
    ),
    case(
        "what cannot be kept is an error, as a resource it can",
        "S13.5",
        """
@st.cache_data
def generator():
    return (i for i in range(3))
@st.cache_resource
def shared():
    count()
    return (i for i in range(3))
try:
    generator()
except Exception as error:
    st.text(type(error).__name__)
st.text(type(shared()).__name__)
""",
    ),
    case(
        "an exception is not kept",
        "S13.8",
        """
@st.cache_data
def f():
    count()
    if st.session_state.n < 3:
        raise ValueError("no")
    return st.session_state.n
try:
    st.text(f())
except ValueError as error:
    st.text(error)
""",
        [("run",), ("run",), ("run",)],
    ),
    case(
        "stop and rerun go through, and nothing is kept",
        "S13.8",
        """
@st.cache_data
def f():
    count()
    st.text("drawn")
    if st.session_state.n == 1:
        st.rerun()
    if st.session_state.n == 2:
        st.stop()
    return st.session_state.n
st.text(f())
""",
        [("run",), ("run",)],
    ),
    case(
        "coroutine functions are computed once and awaited each time",
        "S13.8",
        """
import asyncio
@st.cache_data
async def f(a):
    count()
    st.text("drawn")
    await asyncio.sleep(0)
    return [a]
async def main():
    one = await f(1)
    one.append(2)
    st.json(await f(1))
    st.json(await asyncio.gather(f(2), f(2), f(2)))
asyncio.run(main())
""",
    ),
    case(
        "async generators, and awaitables of plain functions",
        "S13.8",
        """
async def generator():
    yield 1
async def coroutine():
    return 1
for make in (st.cache_data, st.cache_resource):
    try:
        make(generator)
    except Exception as error:
        st.text(type(error).__name__)
    try:
        make(lambda: coroutine())()
    except Exception as error:
        st.text(type(error).__name__)
""",
    ),
]
