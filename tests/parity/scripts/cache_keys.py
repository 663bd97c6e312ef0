"""Caches: which calls are the same."""

from __future__ import annotations

from tests.parity.counting import case

CASES = [
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
]
