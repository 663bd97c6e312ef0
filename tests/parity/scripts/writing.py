"""`st.write` and bare expressions: what is shown of what, and as which element."""

from __future__ import annotations

from tests.parity.case import Case

TABLES = "import numpy as np, pandas as pd, pyarrow as pa\ndf = pd.DataFrame({'a': [1, 2]})\n"
TYPES = "import collections, datetime, decimal, enum, fractions, pathlib, types, io, functools\n"
# A last call would be shown, as in any cell.
END = "\nx = 0"

CASES = [
    Case(
        "texts that follow one another are one element",
        "S11.1",
        "st.write('a', 'b', 1, None, 2.5)\nst.write('a')\nst.write('b', 'c')" + END,
    ),
    Case(
        "a table between texts parts them",
        "S11.1 S11.2",
        TABLES + "st.write('before', 1, df, 'after', True, df['a'], 'end')" + END,
    ),
    Case("an exception is shown as one", "S11.2", "st.write(ValueError('x'), 'y')" + END),
    Case(
        "what is a table is shown as a table",
        "S11.2",
        TABLES
        + "st.write(df)\nst.write(df['a'])\nst.write(df.index)\nst.write(df.style)\n"
        + "st.write(np.arange(4).reshape(2, 2))\nst.write(np.arange(3))\n"
        + "st.write(pa.table({'a': [1]}))"
        + END,
    ),
    Case(
        "what gives a table is shown as a table",
        "S11.2",
        TABLES + "class Data:\n    def to_pandas(self): return df\nst.write(Data())" + END,
    ),
    Case(
        "charts, figures and pictures are drawn",
        "S11.3",
        TABLES
        + "import altair as alt, PIL.Image, matplotlib\nmatplotlib.use('agg')\n"
        + "from matplotlib.figure import Figure\n"
        + "st.write(alt.Chart(df).mark_point().encode(x='a'))\nst.write(Figure())\n"
        + "st.write(PIL.Image.new('RGB', (2, 2)))"
        + END,
    ),
    Case(
        "mappings and lists are trees",
        "S11.4",
        TYPES
        + "st.write({'a': 1}, [1, 2])\nst.write(collections.Counter('aab'))\n"
        + "st.write(collections.ChainMap({'a': 1}))\nst.write(types.MappingProxyType({'b': 2}))\n"
        + "st.write({'a': 1}.items())\nst.write({'a': 1}.keys())\nst.write(map(str, [1]))\n"
        + "st.write(enumerate('a'))\nst.write(collections.namedtuple('P', 'x y')(1, 2))"
        + END,
    ),
    Case(
        "the state is a tree", "S11.4", "st.session_state.a = 1\nst.write(st.session_state)" + END
    ),
    Case("the query is a tree", "S11.4", "st.write(st.query_params)" + END, [("query", "q", "x")]),
    Case(
        "a text file is read, a generator streamed",
        "S11.5",
        TYPES
        + "def count():\n    yield 'a'\n    yield 'b'\n"
        + "st.write(io.StringIO('*text*'))\nst.write(count())\nst.write(count)"
        + END,
    ),
    Case(
        "functions, classes, modules and what has no text of its own are helped with",
        "S11.6",
        TYPES
        + "from dataclasses import dataclass\n"
        + "def f(x): 'doc'\nclass C:\n    def m(self): pass\n"
        + "@dataclass\nclass D:\n    n: int = 1\n"
        + "st.write(f)\nst.write(C)\nst.write(C().m)\nst.write(C())\nst.write(D())\nst.write(len)\n"
        + "st.write(types)\nst.write(zip([1]))\nst.write(iter([1]))\nst.write(io.BytesIO())"
        + END,
    ),
    Case(
        "everything else is its text in a line",
        "S11.7",
        TYPES
        + "class Colour(enum.Enum):\n    RED = 1\n"
        + "st.write(1)\nst.write(None)\nst.write(True)\nst.write((1, 2))\n"
        + "st.write(frozenset([1]))\n"
        + "st.write(b'x')\nst.write(range(3))\nst.write(collections.deque([1]))\n"
        + "st.write(datetime.date(2024, 1, 2))\nst.write(Colour.RED)\nst.write(1j)\n"
        + "st.write(pathlib.PurePosixPath('a'))\nst.write(decimal.Decimal('1.5'))\n"
        + "st.write(fractions.Fraction(1, 2))\nst.write(datetime.timedelta(1))"
        + END,
    ),
    Case(
        "a text of several lines is fenced, also one that holds a fence",
        "S11.7",
        "class Lines:\n    def __str__(self): return 'a\\nb'\n    __repr__ = __str__\n"
        "st.write(Lines())" + END,
    ),
    Case(
        "HTML of its own is only taken where it is allowed",
        "S11.7",
        "class Rich:\n    def _repr_html_(self): return '<b>x</b>'\n"
        "    def __repr__(self): return 'plain'\n"
        "st.write(Rich())\nst.write(Rich(), unsafe_allow_html=True)" + END,
    ),
    Case("nothing writes nothing", "S11.8", "st.write()\nst.text('x')" + END),
    Case(
        "an array of three dimensions is no table",
        "S11.8",
        "import numpy as np\ntry:\n    st.write(np.zeros((2, 2, 2)))\n"
        "except ValueError:\n    st.text('refused')" + END,
    ),
    Case(
        "a stream of texts returns the text",
        "S11.9",
        "def words():\n    yield 'a '\n    yield 'b'\n"
        "st.session_state.got = st.write_stream(words())\nst.session_state.none = "
        "st.write_stream([])" + END,
    ),
    Case(
        "a stream of several things returns them",
        "S11.9",
        TABLES
        + "def parts():\n    yield 'a'\n    yield df\n    yield 'b'\n    yield 'c'\n"
        + "got = st.write_stream(parts())\n"
        + "st.session_state.got = [type(one).__name__ for one in got]\nst.write(got)"
        + END,
    ),
    Case("a text is no stream", "S11.9", "st.text('a')\nst.write_stream('text')" + END),
    Case("a number is no stream", "S11.9", "st.write_stream(5)" + END),
    Case(
        "bare expressions are written, wherever statements stand",
        "S12.1",
        "'a'\n1\nx = 5\nx\nx > 3\n'abc'[0]\nf'{x}'\n'a', 1\n"
        "if x:\n    'in if'\nelse:\n    'never'\n"
        "for i in range(2):\n    i\n"
        "while x:\n    'in while'\n    x = 0\n"
        "with st.container():\n    'in with'\n"
        "try:\n    'in try'\n    1 / 0\nexcept ZeroDivisionError:\n    'in except'\n"
        "finally:\n    'in finally'\n"
        "match x:\n    case 0:\n        'in match'\n"
        "def f():\n    1\n    'in function'\n"
        "f()" + END,
    ),
    Case(
        "a method writes, a class body does not",
        "S12.1 S12.2",
        "class C:\n    'doc'\n    5\n    def m(self):\n        7\nC().m()" + END,
    ),
    Case(
        "None, dots and comprehensions are shown",
        "S12.1",
        "'first'\nNone\n...\n[n for n in 'ab']\n{n: 1 for n in 'ab'}\n(1, 'b')" + END,
    ),
    Case(
        "docstrings and calls are not shown",
        "S12.2",
        "'the docstring'\ndef f():\n    'doc'\n    return 5\nf()\nmax(1, 2)\n[].append(1)" + END,
    ),
    Case(
        "a trailing call is shown as in any cell",
        "S12.2",
        "st.text('a')\nmax(1, 2)",
        differs="last expression of a script",
    ),
    Case("a semicolon hides nothing within the script", "S12.3", "'a'; 1; st.text('b'); 2;" + END),
    Case("a bare function is helped with", "S12.5", "def f(x): 'doc'\n1\nf" + END),
    Case("a bare lambda is helped with", "S12.5", "1\nlambda x: x\nlen" + END),
]
