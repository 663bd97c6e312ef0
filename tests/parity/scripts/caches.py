"""Caches: what is computed again, what callers get, what is drawn again.

Each cached function counts its calls in the state, which no hit replays.
"""

from __future__ import annotations

from tests.parity.case import Case

COUNT = """
def count(name="n"):
    st.session_state[name] = st.session_state.get(name, 0) + 1
"""


def case(name: str, labels: str, script: str, steps: object = (("run",),), **more: str) -> Case:
    """Return a case whose script can count."""
    # A call at the end would be shown: that is another difference.
    script = f"{COUNT}{script}\npass"
    return Case(name, labels, script, steps, **more)  # type: ignore[arg-type]


# What a decorator refuses: the class of the error, or the value.
REFUSALS = """
def of(**parameters):
    try:
        f = st.{which}(**parameters)(lambda: 7)
        return f()
    except Exception as error:
        return type(error).__name__
"""


def refusal(name: str, which: str, *parameters: str, labels: str = "S13.9") -> Case:
    """Return a case that gives parameters to a decorator."""
    lines = "".join(f"st.text(of({one}))\n" for one in parameters)
    return Case(name, labels, REFUSALS.format(which=which) + lines)


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
        "a nested function is found again",
        "S13.2",
        """
def outer():
    @st.cache_data
    def inner(a):
        count()
        return a * 2
    return inner
st.text(outer()(3)); st.text(outer()(3))
""",
    ),
    case(
        "two functions with the same arguments are two",
        "S13.2",
        """
@st.cache_data
def f(a):
    count("f")
    return "f"
@st.cache_data
def g(a):
    count("g")
    return "g"
st.text(f(1) + g(1))
""",
    ),
    case(
        "the name under which a function is defined counts, and its text",
        "S13.2",
        """
if st.checkbox("other", key="other"):
    @st.cache_data
    def f(a):
        count()
        return "other"
else:
    @st.cache_data
    def f(a):
        count()
        return "one"
st.text(f(1))
""",
        [("checkbox", "other", "check"), ("checkbox", "other", "uncheck"), ("run",)],
    ),
    case(
        "closures of one function are told apart",
        "S13.2",
        """
def times(n):
    @st.cache_data
    def f(a):
        count()
        return a * n
    return f
st.text([times(2)(1), times(3)(1), times(2)(1)])
""",
        differs="a closure of a cached function, and constants that it refers to",
    ),
    case(
        "a constant that changes",
        "S13.2",
        """
FACTOR = 3 if st.checkbox("more", key="more") else 2
@st.cache_data
def f(a):
    return a * FACTOR
st.text(f(1))
""",
        [("checkbox", "more", "check")],
        differs="a closure of a cached function, and constants that it refers to",
    ),
    case(
        "two lambdas on a line",
        "S13.2",
        "f, g = st.cache_data(lambda: 1), st.cache_data(lambda: 2)\nst.text([f(), g()])",
        differs="two lambdas on one line",
    ),
    case(
        "a partial",
        "S13.2",
        """
import functools
def f(a, b):
    return a + b
st.text(st.cache_data(functools.partial(f, 1))(2))
""",
        differs="a `functools.partial` under a cache",
    ),
    case(
        "arguments by position and by name",
        "S13.3",
        """
@st.cache_data
def f(x, *rest, y=0, **more):
    count()
    return x
f(1); f(1); f(x=1); f(1, 2); f(1, 2); f(1, y=2); f(1, z=2); f(1, z=3)
""",
    ),
    case(
        "parameters that begin with an underscore do not count",
        "S13.3",
        """
import threading
@st.cache_data
def f(_lock, a, _b=0, **_rest):
    count()
    return a
f(threading.Lock(), 1); f(threading.Lock(), 1, _b=5); f(None, a=1); f(None, 2)
""",
    ),
    case(
        "the order of names, and defaults",
        "S13.3",
        """
@st.cache_data
def f(x, y=2):
    count()
    return x
f(x=1, y=2); f(y=2, x=1); f(1)
""",
        differs="defaults and the order of keywords in a cached call",
    ),
    case(
        "values of other types are other keys",
        "S13.4",
        """
@st.cache_data
def f(a):
    count()
    return repr(a)
values = [1, True, 1.0, "1", b"1", 0, False, None, (), [], {}, (1,), [1], {1}, {"a": 1}, "None"]
st.text([f(one) for one in values])
f({"a": 1, "b": 2}); f({"a": 1, "b": 2})
""",
    ),
    case(
        "lists whose elements run together",
        "S13.4",
        """
@st.cache_data
def f(a):
    return a
st.text(f(["a", "b"])); st.text(f(["astr:b"]))
""",
        differs="arguments that look alike to a cache",
    ),
    case(
        "what cannot be hashed is named",
        "S13.4",
        """
import threading
@st.cache_data
def f(a):
    return 1
try:
    f(threading.Lock())
except Exception as error:
    st.text(type(error).__name__)
@st.cache_data(hash_funcs={dict: lambda d: 1 / 0})
def g(a):
    return 1
try:
    g({})
except Exception as error:
    st.text(type(error).__name__)
""",
    ),
    case(
        "hash_funcs by type and by name",
        "S13.4",
        """
class Thing:
    def __init__(self, n):
        self.n = n
@st.cache_data(hash_funcs={Thing: lambda t: t.n})
def f(a):
    count("f")
    return a.n
@st.cache_data(hash_funcs={"builtins.set": len})
def g(a):
    count("g")
    return len(a)
f(Thing(1)); f(Thing(1)); f(Thing(2)); g({1}); g({2}); g({1, 2})
""",
    ),
    case(
        "dataclasses and members of an Enum as arguments",
        "S13.4",
        """
import dataclasses, enum
@dataclasses.dataclass
class Point:
    x: int
class Colour(enum.Enum):
    RED = 1
    BLUE = 2
@st.cache_data
def f(a):
    count()
    return 1
f(Point(1)); f(Point(1)); f(Point(2)); f(Colour.RED); f(Colour.RED); f(Colour.BLUE)
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
    case(
        "no time to live is never a hit",
        "S13.9",
        """
import datetime
for ttl in (0, -1, datetime.timedelta(0), "0s"):
    @st.cache_data(ttl=ttl)
    def f():
        count(str(ttl))
        return 1
    f(); f()
for ttl in (60, 60.5, datetime.timedelta(hours=1), "1h30m", "2 days"):
    @st.cache_resource(ttl=ttl)
    def g():
        count(str(ttl))
        return 1
    g(); g()
""",
        (),
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
