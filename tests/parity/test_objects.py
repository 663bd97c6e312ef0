"""`st.json`, `st.table`, `st.help` and `st.html`, told by Streamlit and by ipyrerun."""

from __future__ import annotations

import functools
import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.elements.stage import Stage

IMPORTS = "import array, collections, datetime, enum, types\nimport numpy as np, pandas as pd\n"


@functools.lru_cache
def told(calls: tuple[str, ...], kind: str) -> dict[str, Any]:
    """Return the messages that Streamlit sends for the elements of a kind, by call."""
    script = "\n".join([IMPORTS, "import streamlit as st", *calls])
    test = AppTest.from_string(script, default_timeout=60).run()
    return {call: element.proto for call, element in zip(calls, test.get(kind), strict=True)}


def ours(call: str) -> dict[str, Any]:
    """Return the props of the only element that ipyrerun draws."""
    (node,) = Stage(f"{IMPORTS}{call}").nodes()
    return node.props


JSONS = tuple(
    f"st.json({it})"
    for it in [
        "{'a': [1, 2.5, None, True, 'x'], 'b': {}}",
        "(1, 2)",
        "{1: 2, None: 3, True: 4}",
        "{'s': {5}}",
        "{'t': (1, 2)}",
        "collections.deque([1])",
        "array.array('i', [1, 2])",
        "range(3)",
        "enumerate('ab')",
        "{'a': 1}.items()",
        "frozenset([1])",
        "collections.ChainMap({'a': 1}, {'b': 2})",
        "collections.Counter('aab')",
        "types.MappingProxyType({'a': 1})",
        "collections.namedtuple('P', 'x y')(1, 2)",
        "{'d': datetime.date(2024, 1, 2), 'b': b'x', 'c': 1j}",
        "datetime.date(2024, 1, 2)",
        "5",
        "None",
        "'[1, 2]'",
    ]
)


@pytest.mark.parametrize("call", JSONS)
def test_json_writes_the_same(call: str):
    assert json.loads(ours(call)["body"]) == json.loads(told(JSONS, "json")[call].body)


TABLES = tuple(
    f"st.table({it})"
    for it in [
        "[1, 2]",
        "[[1, 2]]",
        "[{'a': 1}]",
        "(1, 2)",
        "{1, 2}",
        "{'a': 1}",
        "{'a': [1, 2]}",
        "np.zeros(2)",
        "np.zeros((2, 2))",
        "pd.DataFrame({'a': [1]})",
        "pd.DataFrame({'a': [1]}, index=['x'])",
        "pd.Series([1], name='s')",
        "pd.Series([1], index=['x'])",
        "pd.DataFrame({'a': [1]}, index=['x']).style",
    ]
)


@pytest.mark.parametrize("call", TABLES)
def test_a_table_has_the_same_header_and_index(call: str):
    proto, mine = told(TABLES, "table")[call], ours(call)

    assert ("head" not in mine, "index" not in mine) == (proto.hide_header, proto.hide_index)


HELPS = (
    "st.help(len)",
    "st.help(pd.DataFrame)",
    "st.help(pd.DataFrame.head)",
    "st.help(np)",
    "st.help([1, 2])",
    "st.help('x')",
    "st.help(5)",
    "st.help(x := collections.Counter())",
    "st.help(datetime.date(2024, 1, 2))",
    "st.help(enum.Enum)",
    "st.write(len)",
    "st.write(object())",
)


@pytest.mark.parametrize("call", HELPS)
def test_help_tells_the_same(call: str):
    proto, mine = told(HELPS, "help_info")[call], ours(call)

    assert (
        mine.get("name", ""),
        mine.get("type", ""),
        mine.get("value", ""),
        mine.get("doc", ""),
    ) == (proto.name, proto.type, proto.value.replace("streamlit", "ipyrerun"), proto.doc_string)
    # A repr can hold an address.
    members = [(m["name"], m["type"]) for m in mine.get("members", [])]
    assert members == [(m.name, m.type) for m in proto.members]


HTMLS = (
    "st.html('<b>x</b>')",
    "st.html(5)",
    "st.html('  <p>\\n  <b>')",
)


@pytest.mark.parametrize("call", HTMLS)
def test_html_is_trimmed_alike(call: str):
    (node,) = Stage(call).nodes()

    assert node.value == told(HTMLS, "html")[call].body


FRAMES = (
    "st.iframe('https://a.b')",
    "st.iframe('/x')",
    "st.iframe('x.html')",
    "st.iframe('data:text/html,x')",
    "st.iframe('<p>')",
)


@pytest.mark.parametrize("call", FRAMES)
def test_a_frame_tells_addresses_from_html_alike(call: str):
    proto, mine = told(FRAMES, "iframe")[call], ours(call)

    assert (mine.get("src", ""), mine.get("srcdoc", "")) == (proto.src, proto.srcdoc)
