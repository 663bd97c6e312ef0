"""What every public name promises.

Its place in `__all__`, Streamlit's signature, a docstring whose example runs.
"""

from __future__ import annotations

import ast
import builtins
import doctest
import importlib
import inspect
import re

import pytest
import streamlit
from streamlit.delta_generator import DeltaGenerator

import ipyrerun as st
from ipyrerun import contents
from ipyrerun.elements import Container
from tests.elements.stage import Stage

# Names that Streamlit has not, or that are no functions.
OURS = {
    "__version__",
    "as_streamlit",
    "bottom",
    "cache_stats",
    "connections",
    "context",
    "errors",
    "load_ipython_extension",
    "query_params",
    "secrets",
    "session_state",
    "sidebar",
    "typing",
    "unload_ipython_extension",
    "widget",
    "widget_of",
}
COMMON = sorted(set(st.__all__) - OURS)
ELEMENTS = [name for name in COMMON if hasattr(Container, name)]


# What Streamlit calls its public name besides functions and objects; all else that is a module is
# its own affair.
NAMESPACES = {"column_config", "components", "connections", "errors", "typing"}
THEIRS = {
    name
    for name, value in vars(streamlit).items()
    if not name.startswith("_") and (name in NAMESPACES or not inspect.ismodule(value))
}
# What is to come: this only shrinks.
OPEN = {
    "App",
    "column_config",
    "components",
    "data_editor",
    "echarts_chart",
    "graphviz_chart",
    "login",
    "logout",
    "map",
    "mermaid_chart",
    "plotly_chart",
    "pydeck_chart",
    "user",
    "vega_lite_chart",
}
OPEN_KINDS = {
    "".join(word.capitalize() for word in name.split("_"))
    for name in OPEN
    if name.endswith(("_button", "_input", "_link", "_uploader"))
}


def _plain(default: object) -> object:
    # A default of the package's own is what it says of itself.
    if inspect.ismodule(default):
        return type(default)
    return repr(default) if repr(default) == "<unset>" else default


def parameters(function) -> list[tuple[str, object, object]]:
    """Return names, kinds and defaults; a default that is the package itself counts as its kind."""
    found = inspect.signature(function).parameters.values()
    return [(p.name, p.kind, _plain(p.default)) for p in found if p.name != "self"]


def sections(name: str) -> dict[str, str]:
    """Return the sections of a docstring by their titles; what stands before the first is ''."""
    parts = re.split(r"\n(\w+)\n-{3,}\n", inspect.getdoc(getattr(st, name)) or "")
    return {"": parts[0], **dict(zip(parts[1::2], parts[2::2], strict=True))}


def test_all_is_sorted_and_complete():
    modules = {"connections", "errors", "typing"}
    public = {
        name
        for name, value in vars(contents).items()
        if not name.startswith("_") and not inspect.ismodule(value) and name != "annotations"
    }

    assert st.__all__ == sorted(st.__all__)
    assert public | {"__version__"} | modules == set(st.__all__)


def test_dir_shows_every_public_name():
    assert set(st.__all__) <= set(dir(st))


def test_every_public_name_of_streamlits_is_here_but_those_to_come():
    assert THEIRS - set(st.__all__) == OPEN


def test_every_element_of_a_container_is_here_but_those_to_come():
    methods = {name for name in dir(DeltaGenerator) if not name.startswith("_")}

    assert {name for name in methods & THEIRS if not hasattr(Container, name)} == OPEN & methods


@pytest.mark.parametrize(
    ("module", "still"),
    [
        ("connections", set()),
        ("errors", set()),
        ("testing.v1", set()),
        # A marker of its own, and what its AppTest cannot read.
        ("testing.v1.element_tree", {"InitialValue", "UnknownElement"} | OPEN_KINDS),
        ("typing", set()),
    ],
)
def test_every_public_name_of_a_module_is_in_ours_of_that_name(module: str, still: set[str]):
    theirs = importlib.import_module(f"streamlit.{module}")
    ours = importlib.import_module(f"ipyrerun.{module}")
    classes = [
        name
        for name, value in vars(theirs).items()
        if isinstance(value, type) and value.__module__ == theirs.__name__ and name[0] != "_"
    ]
    names = set(getattr(theirs, "__all__", classes))

    assert {name for name in names if not hasattr(ours, name)} == still


@pytest.mark.parametrize("name", COMMON)
def test_a_signature_is_streamlits(name: str):
    ours, theirs = parameters(getattr(st, name)), parameters(getattr(streamlit, name))

    assert ours == theirs


@pytest.mark.parametrize("name", ELEMENTS)
def test_an_element_is_the_same_on_a_container(name: str):
    assert getattr(st, name).__func__ is getattr(Container, name)
    assert parameters(getattr(st.sidebar, name)) == parameters(getattr(st, name))


@pytest.mark.parametrize("name", COMMON)
def test_a_docstring_says_what_the_user_gets_in_one_line(name: str):
    first = sections(name)[""].splitlines()[0]

    assert first.endswith(".")
    assert len(first) <= 88


@pytest.mark.parametrize("name", COMMON)
def test_every_parameter_is_described(name: str):
    described = set(re.findall(r"\w+", re.sub(r"\n +.*", "", sections(name).get("Parameters", ""))))
    wanted = {n for n, _, _ in parameters(getattr(st, name)) if not n.startswith("_")}

    assert wanted - described == set()


@pytest.mark.parametrize("name", COMMON)
def test_a_named_error_exists(name: str):
    named = re.findall(r"^(\w+(?:, \w+)*)$", sections(name).get("Raises", ""), re.MULTILINE)

    for error in ", ".join(named).split(", ") if named else []:
        home = st.errors if hasattr(st.errors, error) else builtins
        assert issubclass(getattr(home, error), BaseException)


@pytest.mark.parametrize("name", COMMON)
def test_an_example_runs_and_is_true(name: str):
    examples = doctest.DocTestParser().get_examples(sections(name).get("Examples", ""))
    assert examples, f"st.{name} has no example"
    lines = ["seen = []"]
    for example in examples:
        is_expression = isinstance(ast.parse(example.source).body[0], ast.Expr)
        source = example.source.rstrip("\n")
        lines.append(f"seen.append(repr({source}))" if is_expression else source)
        if not is_expression:
            lines.append("seen.append('')")
    seen: dict[str, list[str]] = {}

    stage = Stage("\n".join([*lines, "keep['seen'] = seen"]), keep=seen)

    assert stage.error is None
    for example, value in zip(examples, seen.get("seen", []), strict=False):
        if example.want:
            assert value == example.want.strip()
