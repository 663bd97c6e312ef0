"""Whatever text an element is given, what it sends as HTML holds nothing that runs or loads.

Which of its texts the browser takes as HTML is read in docs/architecture.md; a browser test
(`tests/browser/test_attacks.py`) draws the same attacks and sees whether one runs.
"""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import ipyrerun as st
from ipyrerun.elements import Container
from ipyrerun.saved import still
from tests.elements.attacks import ATTACKS, Danger
from tests.elements.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipyrerun.tree import Node

ROOT = Path(__file__).parents[2]
# What a walk over the signatures does not come by, with `it` for the text.
CALLS = [
    "st.markdown(it, help=it)",
    "st.markdown(it, unsafe_allow_html=True)",
    "st.write(it, unsafe_allow_html=True)",
    "st.write(it, {it: it}, [it])",
    "st.title(it, help=it)",
    "st.header(it, it)",
    "st.subheader(it)",
    "st.caption(it, unsafe_allow_html=True)",
    "st.info(it, title=it)",
    "st.progress(5, it)",
    "st.spinner(it).__enter__()",
    "st.metric(it, it, it, help=it, delta_description=it)",
    "st.slider(it, help=it)",
    "st.number_input(it, help=it, placeholder=it)",
    "st.selectbox(it, [it], help=it)",
    "st.checkbox(it, help=it)",
    "st.text_input(it, it, help=it, placeholder=it)",
    "st.button(it, help=it)",
    "st.write_stream(iter([it]))",
    "st.exception(ValueError(it))",
    "raise ValueError(it)",
    "st.table({it: [it]}, hide_index=False)",
    "import pandas as pd\nst.table(pd.DataFrame({it: [it]}, index=[it]).style.set_caption(it))",
    "import pandas as pd\nst.table(pd.DataFrame({'a': [it]}).style.map(lambda _: it))",
    "import pandas as pd\nst.table(pd.DataFrame({(it, it): [it]}))",
    "st.dataframe({it: [it]}, column_config={it: it})",
    "st.json({it: [it]})\nst.json(it)",
    "class A:\n    it = it\n    def __repr__(self): return it\nA.__doc__ = it\nst.help(A())",
    "class A:\n    def _repr_html_(self): return it\nst.write(A(), unsafe_allow_html=True)",
    "class A:\n    def _repr_html_(self): return it\n    def _repr_png_(self): pass\nst.write(A())",
    "class A:\n    def _repr_markdown_(self): return it\nst.write(A())",
    "print(it)\nfrom IPython.display import HTML, display\ndisplay(HTML(it))",
    "st.html(it, unsafe_allow_javascript=True)",
]

# Every element that is there, today and later.
ELEMENTS = sorted(name for name in st.__all__ if hasattr(Container, name))
# What an argument is made of where a text is refused.
ODD = {
    "data": "{it: [it]}",
    "exception": "ValueError(it)",
    "options": "[it, it + ' ']",
    "spec": "2",
    "stream": "iter([it])",
    "tabs": "[it, it + ' ']",
}
# Draws an element once for each of its parameters, every attack in turn.
WALK = """
import itertools
numbers = itertools.count()
def draw(**arguments):
    if has_key:
        arguments.setdefault("key", f"key{next(numbers)}")
    rest = arguments.pop("args", ())
    try:
        made = getattr(st, name)(*rest, **arguments)
        if hasattr(made, "__enter__") and not isinstance(made, type(st.sidebar)):
            made.__enter__()
    except Exception as error:
        st.exception(error)
for it in attacks:
    for make in makes:
        draw(**{name: eval(text, {"it": it}) for name, text in make.items()})
"""


def arguments(name: str) -> list[dict[str, str]]:
    """Return the calls to make of an element: the needed arguments, and each of the others once."""
    found = inspect.signature(getattr(st, name)).parameters.values()
    needed = {
        p.name: "(it, [it])" if p.kind is p.VAR_POSITIONAL else ODD.get(p.name, "it")
        for p in found
        if p.default is p.empty and p.kind is not p.VAR_KEYWORD
    }
    others = [p.name for p in found if p.default is not p.empty]
    return [needed, *(needed | {other: ODD.get(other, "it")} for other in others)]


def documented() -> dict[str, set[str]]:
    """Return which props are HTML, by kind of node and by view."""
    text = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ((?:`\w+`[,/ ]*)+)\|(.*)\|$", text, re.MULTILINE)
    return {
        kind: set(re.findall(r"(\w+): html", props)) | set(re.findall(r"`(html)\b", props))
        for kinds, props in rows
        for kind in re.findall(r"\w+", kinds)
    }


HTML = documented()
# Of inputs, and of every element.
INPUT = {"label", "icon", "help"}
EVERY = {"help"}


def sent(nodes: Iterator[Node] | Stage) -> Iterator[str]:
    """Return everything that the browser will take as HTML."""
    for node in nodes:
        view = node.view.widget._view_name.default_value if node.view and node.view.widget else ""
        names = EVERY | HTML.get(node.kind, set()) | HTML.get(view, set())
        if node.input is not None:
            names = names | INPUT
        told: dict[str, Any] = node.props | (node.view.props if node.view is not None else {})
        yield from _texts(told, names, is_html=False)


def _texts(told: Any, names: set[str], *, is_html: bool) -> Iterator[str]:
    if isinstance(told, dict):
        for name, value in told.items():
            yield from _texts(value, names, is_html=is_html or name in names)
    elif isinstance(told, list):
        for value in told:
            yield from _texts(value, names, is_html=is_html)
    elif is_html and isinstance(told, str):
        yield told


def dangers(stage: Stage) -> list[str]:
    """Return what of a page could run: in the browser, and in a saved notebook."""
    saved = [still(node) for node in stage if node.kind == "root"]
    assert saved
    return [
        f"{danger} in {html!r}" for html in [*sent(stage), *saved] for danger in Danger(html).found
    ]


@pytest.mark.parametrize("call", CALLS)
def test_no_text_comes_out_alive(call: str):
    for attack in ATTACKS:
        assert (attack, dangers(Stage(call, it=attack))) == (attack, [])


@pytest.mark.parametrize("name", ELEMENTS)
def test_no_argument_of_an_element_comes_out_alive(name: str):
    makes = arguments(name)
    has_key = "key" in inspect.signature(getattr(st, name)).parameters

    stage = Stage(WALK, name=name, makes=makes, attacks=ATTACKS, has_key=has_key)

    assert stage.error is None
    assert dangers(stage) == []


def test_there_are_attacks_enough_and_all_differ():
    assert len(set(ATTACKS)) == len(ATTACKS) >= 60


def test_the_document_says_what_is_html():
    assert HTML["markdown"] == {"html"}
    assert HTML["alert"] == {"html", "icon", "title"}
    assert HTML["table"] == {"rows", "head", "caption"}
    assert HTML["GridView"] == set()


def test_markup_enters_the_page_by_one_door():
    doors = {
        path.name
        for path in (ROOT / "js/src").glob("*.ts")
        if re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write", path.read_text())
    }

    # `mime.ts` shows the HTML of a saved page.
    assert doors - {"mime.ts"} == {"dom.ts"}


def test_the_detector_finds_what_is_alive():
    found = Danger("<p onclick=x><script></script><a href=' java\nscript:x' id=main>").found

    assert found == ["p onclick=x", "script", "a href= java\nscript:x", "a id=main"]
